"""`rejoinder rule`."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from ..core.errors import SettingError
from ..core.finding import near
from ..core.lexicon import Lexicons
from ..core.rules import all_rules, page_of

if TYPE_CHECKING:
    from ..core.rule import Rule

_FAMILIES = {
    "S": "Structure",
    "R": "Sources",
    "A": "Amplification",
    "V": "People and ethics",
    "D": "The reader",
    "L": "Languages",
    "G": "Governance",
}
_WIDTH = 78


@click.command("rule", short_help="List the rules of the review, or explain one.")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    r"""List the rules of the editorial review, or explain one by its name or its catalogue id.

    \b
    rejoinder rule
    rejoinder rule praise-of-an-attack
    rejoinder rule A09
    """
    if name is None:
        click.echo(_all())
        return
    rules = {called: rule for rule in all_rules() for called in (rule.name, rule.id)}
    if name not in rules:
        raise SettingError(f"There is no rule “{name}”.{near(name, rules)} “rejoinder rule” lists them all.")
    click.echo(_one(rules[name]))


def _all() -> str:
    lines: list[str] = []
    family = ""
    for rule in all_rules():
        if rule.family != family:
            family = rule.family
            lines += ["", _FAMILIES[family]] if lines else [_FAMILIES[family]]
        first = page_of(rule).partition("\n")[0]
        start = f"  {rule.id:<4}{rule.name}"
        lines.append(f"{start:<40} {rule.severity}")
        lines += textwrap.wrap(first, _WIDTH, initial_indent="      ", subsequent_indent="      ")
    return "\n".join(lines)


def _one(rule: Rule) -> str:
    lines = [f"{rule.name}  ({rule.id}, {rule.severity})", ""]
    for block in page_of(rule).split("\n\n"):
        heading, _, rest = block.partition("\n")
        if heading.endswith(":") and rest:
            lines += [heading.rstrip(":"), *_wrapped(rest, "  "), ""]
        else:
            lines += [*_wrapped(block, "" if block == page_of(rule).split("\n\n")[0] else "  "), ""]
    if rule.thresholds:
        lines += ["Numbers (REVIEW_THRESHOLDS in the settings)"]
        lines += [f"  {rule.name}.{key} = {value:g}" for key, value in rule.thresholds.items()] + [""]
    lines += ["Languages", *_wrapped(_languages(rule), "  "), "", "Where it comes from"]
    for authority in rule.authority:
        lines += _wrapped(authority.text, "  ") + ([f"  {authority.url}"] if authority.url else [])
    lines += ["", "To allow it once, before the passage:"]
    lines += [f"  <!-- rejoinder: allow {rule.name} because … until YYYY-MM-DD -->"]
    return "\n".join(lines)


def _languages(rule: Rule) -> str:
    if not rule.lexicon:
        needs = " It needs the publisher's private list of names." if rule.names else ""
        return f"Every language.{needs}"
    lexicons = Lexicons()
    said = []
    for tag in ("en", "ru", "ar"):
        lexicon = lexicons.get(rule.lexicon, tag)
        if lexicon is not None:
            state = f"reviewed by {lexicon.reviewed_by}" if lexicon.reviewed_by else "draft: warnings only"
            said.append(f"{tag} (word list {lexicon.version}, {state})")
    return ", ".join(said) + ". Other languages are not covered."


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), _WIDTH, initial_indent=indent, subsequent_indent=indent)
