"""`rejoinder translate export` and `import`: the round trip to a translator's own tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..core import noting
from ..core.errors import RejoinderError, ReleaseError, SettingError
from ..core.exchange import plan, po, sheets
from ..core.files import write_whole
from ..core.finding import near
from ..core.translated import RECORDS
from . import site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..core.exchange.plan import Plan
    from ..core.exchange.unit import Sheet
    from ..core.settings import Settings
    from ..core.site import Site


@click.command("export", short_help="Write a .po file for Poedit, Weblate or OmegaT.")
@click.argument("tag")
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="The file; TAG.po without it.")
@click.option("--overwrite", is_flag=True, help="Write the file anew where it is there already.")
@site.settings_option
def export(tag: str, slugs: tuple[str, ...], output: Path | None, overwrite: bool, settings_file: Path) -> None:
    """Write what is to be translated, and what is translated already, as a .po file for a translator's own tools.

    SLUG is a text, a file of shared words without its ending (evidence/facts), or “interface”; without one everything
    is written. A unit marked “fuzzy” was translated, and its original changed since.

    \b
    rejoinder translate export ru
    rejoinder translate export ru people-at-the-concert
    rejoinder translate export ar interface --output arabic.po
    """
    settings, _ = site.load(settings_file)
    tag = _known_tag(tag, settings)
    read = sheets.read(settings, tag)
    found, left_out = sheets.of(read, tag)
    chosen = _chosen(found, slugs)
    units = [unit for sheet in chosen for unit in sheet.units]
    target = output or Path(f"{tag}.po")
    if target.exists() and not overwrite:
        raise SettingError(
            f"{target} is there already. Import it first (rejoinder translate import {target}), write to another "
            "file with --output, or write it anew with --overwrite."
        )
    write_whole(target, po.written(units, tag, settings.name, settings.today).decode())
    waiting = sum(1 for unit in units if not unit.translation)
    fuzzy = sum(1 for unit in units if unit.fuzzy)
    click.echo(f"{target}: {len(units)} units, {waiting} to translate, {fuzzy} whose original changed since (fuzzy).")
    for line in left_out:
        click.echo(f"  left out: {line}", err=True)
    click.echo(f"When it is translated: rejoinder translate import {target}")


@click.command("import", short_help="Bring a translated .po file back.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--partial", is_flag=True, help="Write what can be imported, even where some units are refused.")
@click.option("--fuzzy", is_flag=True, help="Take units marked as fuzzy, too.")
@site.settings_option
def import_(file: Path, dry_run: bool, partial: bool, fuzzy: bool, settings_file: Path) -> None:
    """Bring what was translated in a .po file back into the site's own files.

    Only what differs is written; everything else keeps its bytes, and originals are never touched. Units without a
    translation change nothing. If any unit is refused, nothing is written.

    \b
    rejoinder translate import ru.po
    rejoinder translate import ru.po --dry-run
    rejoinder translate import ru.po --partial
    """
    settings, _ = site.load(settings_file)
    if not file.is_file():
        raise SettingError(f"There is no file {file}. “rejoinder translate export TAG” writes one.")
    if file.stat().st_size > po.MAX_BYTES:
        raise SettingError(f"{file} has {file.stat().st_size:,} bytes; at most {po.MAX_BYTES:,} are read.")
    tag, entries = po.read(file.read_bytes(), str(file))
    tag = _known_tag(tag, settings)
    read = sheets.read(settings, tag)
    found, left_out = sheets.of(read, tag)
    planned = plan.of(entries, found, (settings.content, settings.theme), fuzzy=fuzzy)
    for line in left_out:
        click.echo(f"  left out: {line}", err=True)
    for line in _planned(planned, file, settings, whole=dry_run):
        click.echo(line)
    if planned.refused and not partial:
        raise RejoinderError(
            f"{len(planned.refused)} refused, so nothing was written. Mend them in {file}, or write the others "
            "with --partial."
        )
    if dry_run or not planned.files:
        click.echo("Nothing was written." if planned.files else "Nothing to write.")
        return
    _write(planned, read, tag)
    for line in _next(planned, tag, settings):
        click.echo(line)


def _known_tag(tag: str, settings: Settings) -> str:
    """A language tag as the settings write it, whatever its capitals."""
    return next((known for known in settings.languages if known.casefold() == tag.casefold()), tag)


def _slug(name: str) -> str:
    """What commands call a sheet: a text by its slug alone."""
    return name.rpartition("/")[2] if name.startswith(("explainers/", "pages/")) else name


def _chosen(found: list[Sheet], slugs: tuple[str, ...]) -> list[Sheet]:
    names = {_slug(sheet.name): sheet for sheet in found}
    for slug in slugs:
        if slug not in names:
            raise SettingError(f"There is nothing to translate called “{slug}”.{near(slug, names)}")
    return [sheet for name, sheet in names.items() if name in slugs] if slugs else found


def _planned(planned: Plan, file: Path, settings: Settings, *, whole: bool) -> Iterator[str]:
    """What an import does, line by line; with `whole`, each unit's text before and after."""
    paths = dict(zip(planned.changes, planned.files, strict=True))
    for name, changes in planned.changes.items():
        begun = ", begun" if paths[name] in planned.begun else ""
        yield f"{settings.shown(paths[name])}{begun}: {_counted(len(changes), 'unit')}"
        for change in changes if whole else ():
            yield f"  {change.unit.address}"
            yield from (f"    {line}" for line in _before_and_after(change.unit.present, change.text))
    if planned.fuzzy:
        yield f"{_counted(len(planned.fuzzy), 'unit')} marked as fuzzy left out: look at them, or import with --fuzzy."
    for refusal in planned.refused:
        yield f"{file}:{refusal.line}: refused: {_printable(refusal.address) or 'a unit without msgctxt'}"
        yield f"    {_printable(refusal.message)}. {_printable(refusal.cure)}"


def _before_and_after(before: str, after: str) -> Iterator[str]:
    yield from (f"- {_printable(line)}" for line in before.split("\n") if before)
    yield from (f"+ {_printable(line)}" for line in after.split("\n"))


def _printable(text: str) -> str:
    """A text from a foreign file as it may be shown: without what would steer a terminal."""
    shown = text if len(text) <= 2000 else f"{text[:2000]}…"
    return "".join(c if c.isprintable() or c in "\u200c\u200d\u200e\u200f\u2060" else "�" for c in shown)


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _write(planned: Plan, read: Site, tag: str) -> None:
    settings = read.settings
    begun = [name for name, path in zip(planned.changes, planned.files, strict=True) if path in planned.begun]
    files = dict(planned.files)
    if (records := noting.without(read, tag, begun)) is not None:
        files = {settings.content / tag / RECORDS: records, **files}
    written: list[str] = []
    for path, text in files.items():
        try:
            write_whole(path, text)
        except OSError as error:
            told = f" Written before: {', '.join(written)}." if written else " Nothing was written."
            raise ReleaseError(f"{settings.shown(path)} cannot be written: {error.strerror}.{told}") from None
        written.append(settings.shown(path))


def _next(planned: Plan, tag: str, settings: Settings) -> Iterator[str]:
    """What was written, and what to do then."""
    count = sum(map(len, planned.changes.values()))
    yield f"Written: {_counted(count, 'unit')} in {_counted(len(planned.files), 'file')}."
    yield "Next: rejoinder check"
    if tag not in settings.languages:
        yield f"  “{tag}” is not in LANGUAGES yet: add it to pelicanconf.py when the first texts are ready."
    elif names := [_slug(name) for name in planned.changes if name != "interface"]:
        yield f"When a text is translated whole: rejoinder translate done {' '.join(names)} {tag}"
