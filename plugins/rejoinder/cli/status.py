"""`rejoinder status`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from markupsafe import Markup, escape

from ..core import progress, translation
from ..core import site as content
from ..core.cache import Cache
from ..core.files import write_whole
from . import site

if TYPE_CHECKING:
    from ..core.progress import Cell, Progress, Share

#: What a stage is called, and its colour on a terminal.
_STAGES = {
    "original": ("original", ""),
    "missing": ("missing", "red"),
    "faulty": ("has errors", "red"),
    "unfinished": ("unfinished", "yellow"),
    "not-noted": ("not noted", "yellow"),
    "behind": ("behind", "yellow"),
    "lapsed": ("long behind", "red"),
    "current": ("current", "green"),
}
_REPORT = Path(".rejoinder") / "report"


@click.command("status", short_help="See what is missing, unfinished, behind or overdue in each language.")
@click.option("--format", "style", type=click.Choice(("text", "json")), default="text", show_default=True)
@click.option(
    "--report",
    is_flag=False,
    flag_value=_REPORT,
    type=click.Path(file_okay=False, path_type=Path),
    help=f"Also write status.html and status.json into a folder ({_REPORT} when none is named).",
)
@site.settings_option
def command(style: str, report: Path | None, settings_file: Path) -> None:
    """See what is missing, unfinished, behind or overdue in each language.

    \b
    missing       not begun; readers are offered the languages that have it
    unfinished    begun; not published until every section is translated
    not noted     complete; “rejoinder translate done” notes which wording it renders
    behind        the original changed since; the page tells readers what
    long behind   so for longer than TRANSLATION_GRACE; the page has left the lists
    current       renders the original as it is

    \b
    rejoinder status
    rejoinder status --format json
    rejoinder status --report
    """
    settings, _ = site.load(settings_file)
    read, _ = content.read(settings, Cache(None, ""))
    translation.judge(read)
    found = progress.of(read)
    if report is not None:
        folder = settings.root / report
        write_whole(folder / "status.json", _json(found))
        write_whole(folder / "status.html", _page(found, settings.name))
        click.echo(f"Written: {settings.shown(folder)}/status.html and status.json", err=True)
    click.echo(_json(found) if style == "json" else _text(found, colour=sys.stdout.isatty()), nl=style != "json")


def _json(found: Progress) -> str:
    return json.dumps(found.plain(), ensure_ascii=False, indent=1) + "\n"


def _text(found: Progress, *, colour: bool) -> str:
    rows = [["", *found.languages]]
    rows += [[name, *(_said(cells[tag]) for tag in found.languages)] for name, cells in found.texts.items()]
    rows += [[name, *(_counted(shares[tag]) for tag in found.languages)] for name, shares in found.shared.items()]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    if colour:
        lines = [_coloured(line) for line in lines]
    return "\n".join([*lines, "", *_to_do(found)])


def _said(cell: Cell) -> str:
    words = [_STAGES[cell.stage][0]]
    counts = [f"{len(cell.sections)} §"] if cell.sections else []
    counts += [f"{len(cell.figures)} fig."] if cell.figures else []
    if counts:
        words[0] += f" ({', '.join(counts)})"
    if cell.stage not in ("missing", "faulty"):
        words.append("reviewed" if cell.reviewed else "draft")
    return ", ".join([*words, *(["overdue"] if cell.overdue else [])])


def _counted(share: Share) -> str:
    behind = f", {share.behind} behind" if share.behind else ""
    return f"{share.there} of {share.whole}{behind}"


def _coloured(line: str) -> str:
    for words, colour in _STAGES.values():
        if colour and words in line:
            line = line.replace(words, click.style(words, fg=colour))
    return line


def _to_do(found: Progress) -> list[str]:
    """What to do about each cell that is not as it should be, one line each."""
    lines = []
    for name, cells in found.texts.items():
        slug = name.partition("/")[2]
        for tag, cell in cells.items():
            what = ", ".join([*cell.sections, *cell.figures])
            if cell.stage == "missing":
                lines.append(f"rejoinder translate {slug} {tag}")
            elif cell.stage in ("unfinished", "behind", "lapsed"):
                lines.append(f"content/{tag}/{name}.md: {what}")
            elif cell.stage == "not-noted":
                lines.append(f"rejoinder translate done {slug} {tag}")
            elif cell.stage == "faulty":
                lines.append(f"rejoinder check content/{tag}/{name}.md")
            if cell.overdue:
                lines.append(f"content/{tag}/{name}.md: somebody promised to look again by {cell.overdue}")
    return ["Next:", *(f"  {line}" for line in lines)] if lines else ["Nothing is waiting for a translator."]


def _page(found: Progress, name: str) -> str:
    """The matrix as a page of its own, for the office: nothing of it is ever part of the published site."""
    head = Markup("").join(Markup("<th scope=col>{}</th>").format(tag) for tag in found.languages)
    rows = []
    for title, cells in found.texts.items():
        row = Markup("").join(
            Markup('<td class="{}" title="{}">{}</td>').format(
                cell.stage, ", ".join([*cell.sections, *cell.figures]), _said(cell)
            )
            for cell in cells.values()
        )
        rows.append(Markup("<tr><th scope=row>{}</th>{}</tr>").format(title, row))
    for title, shares in found.shared.items():
        row = Markup("").join(Markup("<td>{}</td>").format(_counted(share)) for share in shares.values())
        rows.append(Markup("<tr><th scope=row>{}</th>{}</tr>").format(title, row))
    steps = Markup("").join(Markup("<li><code>{}</code></li>").format(line.strip()) for line in _to_do(found)[1:])
    return _HTML.format(name=escape(name), head=head, rows=Markup("\n").join(rows), steps=steps)


_HTML = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Translations of {name}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 2rem; color-scheme: light dark }}
table {{ border-collapse: collapse }}
th, td {{ text-align: start; padding: .3rem .8rem; border-bottom: 1px solid #8888 }}
.missing, .faulty, .lapsed {{ background: #c003 }}
.unfinished, .not-noted, .behind {{ background: #c803 }}
.current {{ background: #0803 }}
</style>
<h1>Translations of {name}</h1>
<table><thead><tr><td></td>{head}</tr></thead>
<tbody>
{rows}
</tbody></table>
<h2>Next</h2>
<ul>{steps}</ul>
"""
