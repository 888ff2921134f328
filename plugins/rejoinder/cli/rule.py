"""`rejoinder rule`."""

from __future__ import annotations

import json
import os
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..core.editorial import read_names
from ..core.errors import SettingError
from ..core.finding import near
from ..core.rule import Names, hash_of, key_of_name
from ..core.rulebook import FAMILIES, cited, document, languages_of
from ..core.rules import all_rules, page_of
from . import site

if TYPE_CHECKING:
    from ..core.rule import Rule

#: The kinds of private lists.
NAME_KINDS = ("perpetrators", "outlets", "manifestos", "slogans")
#: What a draft list means for an editor.
DRAFT = "What rests on a draft list, which no native reader has reviewed, warns at most."
_WIDTH = 78


@click.command("rule", short_help="List the rules of the review, or explain one.")
@click.argument("name", required=False)
@click.argument("words", nargs=-1)
@click.option("--kind", type=click.Choice(NAME_KINDS), default=NAME_KINDS[0], show_default=True, help="For add-name.")
@click.option("--file", "names_file", type=click.Path(dir_okay=False, path_type=Path), help="For add-name: the list.")
@click.option("--document", "whole", is_flag=True, help="Print all pages as Markdown, as in docs/rules.md.")
@site.settings_option
def command(
    name: str | None, words: tuple[str, ...], kind: str, names_file: Path | None, whole: bool, settings_file: Path
) -> None:
    """List the rules of the editorial review, or explain one by its name or its catalogue id.

    add-name puts a name on the publisher's private list as a salted hash, so that the review knows it and nobody can
    read it there. Keep the list outside the repository and name it in REVIEW_NAMES.

    \b
    rejoinder rule
    rejoinder rule praise-of-an-attack
    rejoinder rule A09               (every rule of that catalogue id)
    rejoinder rule add-name "Given Family" --kind perpetrators --file ../private/names.json
    """
    if whole:
        click.echo(document(), nl=False)
    elif name is None:
        click.echo(_all())
    elif name == "add-name":
        _add_name(" ".join(words).strip(), kind, names_file, settings_file)
    else:
        click.echo("\n\n\n".join(_one(rule) for rule in _called(name)))


def _called(name: str) -> list[Rule]:
    """The rule of a name, or all rules that share a catalogue id."""
    rules = [rule for rule in all_rules() if name in (rule.name, rule.id)]
    if not rules:
        known = {called for rule in all_rules() for called in (rule.name, rule.id)}
        raise SettingError(
            f"There is no rule “{name}”.{near(name, known)} “rejoinder rule” lists them all. "
            "What the build itself finds, such as raw-html, is explained in docs/findings.md."
        )
    return rules


def _add_name(name: str, kind: str, names_file: Path | None, settings_file: Path) -> None:
    """Add the hashes of a name, as each language of the site would inflect it, to a private list."""
    settings, _ = site.load(settings_file)
    path = names_file or settings.review_names
    if not name:
        raise SettingError('Which name? For example: rejoinder rule add-name "Given Family".')
    if path is None:
        raise SettingError("Where is the list? Name it with --file, outside the repository, and in REVIEW_NAMES.")
    names = read_names(path) if path.exists() else Names(os.urandom(32))
    keys = {key_of_name(name, tag) for tag in (*settings.languages, "en")}
    hashes = {known: set(found) for known, found in names.hashes.items()}
    hashes.setdefault(kind, set()).update(hash_of(names.salt, key) for key in keys)
    written = {"salt": names.salt.hex(), "hashes": {known: sorted(found) for known, found in sorted(hashes.items())}}
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_text(json.dumps(written, indent=1) + "\n", "utf-8")
    temporary.chmod(0o600)
    os.replace(temporary, path)
    click.echo(f"Added to {kind} in {settings.shown(path.resolve())}.")


def _all() -> str:
    lines: list[str] = []
    family = ""
    for rule in all_rules():
        if rule.family != family:
            family = rule.family
            lines += ["", FAMILIES[family]] if lines else [FAMILIES[family]]
        first = page_of(rule).partition("\n")[0]
        start = f"  {rule.id:<4}{rule.name}"
        lines.append(f"{start:<40} {rule.severity}")
        lines += _wrapped(first, "      ")
    lines += ["", *_wrapped(f"“rejoinder rule NAME” explains one. An error stops a build. {DRAFT}", "")]
    return "\n".join(lines)


def _one(rule: Rule) -> str:
    first, *blocks = page_of(rule).split("\n\n")
    lines = [f"{rule.name}  ({rule.id}, {rule.severity})", "", *_wrapped(first, ""), ""]
    for block in blocks:
        heading, _, rest = block.partition("\n")
        if heading.endswith(":") and rest:
            lines += [heading.rstrip(":"), *_wrapped(rest, "  "), ""]
        else:
            lines += [*_wrapped(block, "  "), ""]
    languages = languages_of(rule).replace("`", "")
    lines += ["Languages", *_wrapped(languages, "  ")]
    if "draft" in languages:
        lines += _wrapped(DRAFT, "  ")
    lines += ["", "Where it comes from"]
    for authority in rule.authority:
        lines += _wrapped(cited(authority), "  ") + ([f"  {authority.url}"] if authority.url else [])
    return "\n".join([*lines, "", "If you disagree", *_ways_out(rule)])


def _ways_out(rule: Rule) -> list[str]:
    """What an editor can do who disagrees: a waiver where one can be heard, other numbers, or no rule."""
    lines = []
    if rule.reads == "site":
        lines += _wrapped("It concerns the site as a whole, so that no waiver in a text allows it.", "  ")
    else:
        lines += _wrapped(
            "Allow it once, right before the passage. For the title and the other fields, or for the whole file: "
            "before its first words.",
            "  ",
        )
        lines += [f"  <!-- rejoinder: allow {rule.name}", "  because REASON until YYYY-MM-DD -->"]
    if rule.elsewhere:
        lines += _wrapped("What it finds in pictures, sources or talking points, no waiver allows.", "  ")
    if rule.thresholds:
        lines += ["  Change its numbers, which are:", "    REVIEW_THRESHOLDS = {"]
        lines += [f'      "{rule.name}.{key}": {value:g},' for key, value in rule.thresholds.items()] + ["    }"]
    return [*lines, "  Switch it off, in the settings:", f'    REVIEW_IGNORE = ["{rule.name}"]']


def _wrapped(text: str, indent: str) -> list[str]:
    """Lines of a width that fits a terminal. A word that is longer, such as an address, stays whole."""
    return textwrap.wrap(
        " ".join(text.split()),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
