"""Where a site is, even when its settings are at fault: a withdrawal needs the output folder and hardly more."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..core.errors import SettingError
from ..core.places import Places, places_of
from ..core.settings import build_day
from . import site

if TYPE_CHECKING:
    from datetime import date

#: A line of a settings file that cannot be run: a name and a text, a number, or True and False.
_LINE = r"""^{}\s*=\s*(?:["']([^"'\n]*)["']|(\d+|True|False))\s*(?:#.*)?$"""

#: The option that names the published folder; the same in every command that works without a review.
output_option = click.option(
    "--output",
    "-o",
    type=click.Path(file_okay=False, path_type=Path),
    help="The published folder, instead of OUTPUT_PATH.",
)


def find(settings_file: Path, output: Path | None) -> tuple[Places, str]:
    """The places of a site, and what is wrong with its settings; nothing when they are in order.

    Raises:
        SettingError: neither the settings nor an option say where the site is published.
    """
    try:
        settings, _ = site.load(settings_file, output)
    except SettingError as error:
        return _guessed(settings_file, output, error), str(error)
    return places_of(settings), ""


def _guessed(settings_file: Path, output: Path | None, error: SettingError) -> Places:
    """The places as far as the settings still name them."""
    values = _values(settings_file)
    root = settings_file.resolve().parent
    if output is None and "OUTPUT_PATH" not in values:
        raise SettingError(f"{error} So it is not known where the site is published: name the folder with --output.")
    written = output if output is not None else root / str(values["OUTPUT_PATH"])
    content = Path(os.path.abspath(root / str(values.get("PATH", "content"))))
    places = Places(root=content.parent, content=content, output=Path(os.path.abspath(written)), today=_today())
    languages = values.get("LANGUAGES")
    if isinstance(languages, list | tuple):
        places = replace(places, languages=tuple(str(tag) for tag in languages))
    if isinstance(values.get("WITHDRAWN_LINE"), bool):
        places = replace(places, line=values["WITHDRAWN_LINE"])
    if isinstance(values.get("KEEP_RELEASES"), int):
        places = replace(places, keep=values["KEEP_RELEASES"])
    if isinstance(values.get("PRIVATE"), str) and values["PRIVATE"]:
        places = replace(places, private=Path(os.path.abspath(root / Path(values["PRIVATE"]).expanduser())))
    return places


def _values(settings_file: Path) -> dict[str, Any]:
    """The values of a settings file: by running it, else as its lines say."""
    try:
        return site.read_values(settings_file)
    except SettingError:
        pass
    try:
        text = settings_file.read_text("utf-8", errors="replace")
    except OSError:
        return {}
    found: dict[str, Any] = {}
    for name in ("OUTPUT_PATH", "PATH", "PRIVATE", "WITHDRAWN_LINE"):
        if match := re.search(_LINE.format(name), text, re.MULTILINE):
            found[name] = match[1] if match[1] is not None else match[2] == "True"
    return found


def _today() -> date:
    try:
        return build_day()
    except SettingError:
        return datetime.now(tz=UTC).date()
