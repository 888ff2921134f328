"""What every command needs first: the settings file, read without importing Pelican."""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from pathlib import Path
from typing import Any

import click

from ..core.errors import SettingError
from ..core.settings import Settings, from_values

#: The option that names the settings file; the same in every command.
settings_option = click.option(
    "--settings",
    "-s",
    "settings_file",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("pelicanconf.py"),
    show_default=True,
    help="The site's settings.",
)


def read_values(settings_file: Path) -> dict[str, Any]:
    """Run a settings file as Pelican does and take its upper-case names.

    Raises:
        SettingError: the file is missing, or running it fails; the message names the line.
    """
    path = settings_file.resolve()
    if not path.is_file():
        raise SettingError(
            f"There is no {settings_file} here. Go to the site's folder, or name the file with --settings."
        )
    names: dict[str, Any] = {"__name__": "pelicanconf", "__file__": str(path)}
    sys.path.insert(0, str(path.parent))
    try:
        with contextlib.redirect_stdout(sys.stderr):  # what it prints must not get into a report
            exec(compile(path.read_bytes(), str(path), "exec"), names)
    except SyntaxError as error:
        raise SettingError(f"{settings_file}:{error.lineno}: {error.msg}.") from None
    except (Exception, SystemExit) as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
        raise SettingError(f"{settings_file}:{lines[-1] if lines else 1}: {type(error).__name__}: {error}.") from None
    finally:
        with contextlib.suppress(ValueError):
            sys.path.remove(str(path.parent))
    return {name: value for name, value in names.items() if name.isupper()}


def load(settings_file: Path, output: Path | None = None) -> tuple[Settings, dict[str, Any]]:
    """The settings and the raw values they come from. `output` replaces OUTPUT_PATH."""
    values = read_values(settings_file)
    root = settings_file.resolve().parent
    content = root / str(values.get("PATH", "content"))
    if output is not None:
        values["OUTPUT_PATH"] = os.path.abspath(output)
    else:
        values["OUTPUT_PATH"] = os.path.abspath(root / str(values.get("OUTPUT_PATH", "output")))
    values["PATH"] = os.path.abspath(content)
    values["THEME"] = os.path.abspath(root / str(values.get("THEME", "theme")))
    return from_values(values, Path(values["PATH"]).parent), values
