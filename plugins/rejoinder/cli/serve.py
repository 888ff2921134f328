"""`rejoinder serve`."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click
from watchfiles import DefaultFilter, watch

from ..core.errors import SettingError
from . import site
from .server import Server, State

if TYPE_CHECKING:
    from watchfiles import Change

    from ..core.settings import Settings


@click.command("serve", short_help="Build, serve on this machine, rebuild on every change.")
@click.option(
    "--port", "-p", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one."
)
@click.option("--output", "-o", type=click.Path(file_okay=False, path_type=Path), help="Instead of OUTPUT_PATH.")
@site.settings_option
def command(port: int, output: Path | None, settings_file: Path) -> None:
    """Build the site, serve it on this machine alone, and rebuild and reload the page on every change.

    Content, theme, settings and plugins are watched. When a change has errors, the browser shows them and the last
    good site stays. Stop with Ctrl-C.

    \b
    rejoinder serve
    rejoinder serve --port 8001
    """
    settings, _ = site.load(settings_file, output)
    state = State()
    try:
        server = Server(port, settings, state)
    except OSError as error:
        raise SettingError(
            f"Port {port} cannot be used: {error.strerror}. "
            f"Choose another: rejoinder serve --port {port + 1 if port < 65535 else 0}"
        ) from None
    _build(settings_file, output, state)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo(f"Serving {settings.shown(settings.output)}/ at {server.address} (Ctrl-C stops)")
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            settings = _watch(settings, settings_file, output, state)
            server.use(settings)
    server.shutdown()
    click.echo("\nStopped.")


def _watch(settings: Settings, settings_file: Path, output: Path | None, state: State) -> Settings:
    """Rebuild on every change, until the settings name other folders; then return the new settings."""
    folders = _folders(settings, settings_file)
    for changes in watch(*folders, watch_filter=_Filter(settings, settings_file), raise_interrupt=True):
        names = sorted({settings.shown(Path(path)) for _, path in changes})
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        click.echo(f"\nChanged: {names[0]}{more}")
        _build(settings_file, output, state)
        with contextlib.suppress(SettingError):
            now, _ = site.load(settings_file, output)
            if now != settings:
                return now
    raise KeyboardInterrupt


def _folders(settings: Settings, settings_file: Path) -> list[Path]:
    folders = [
        settings.content,
        settings.theme,
        settings_file.resolve().parent / "plugins",
        settings_file.resolve().parent,
    ]
    return [folder for folder in folders if folder.is_dir()]


class _Filter(DefaultFilter):
    """What a build is made from; not what it writes, nor the litter of editors."""

    def __init__(self, settings: Settings, settings_file: Path) -> None:
        super().__init__()
        root = settings_file.resolve().parent
        self._inside = tuple(
            os.fspath(folder) + os.sep for folder in (settings.content, settings.theme, root / "plugins")
        )
        self._file = os.fspath(settings_file.resolve())

    def __call__(self, change: Change, path: str) -> bool:
        return (path == self._file or path.startswith(self._inside)) and super().__call__(change, path)


def _build(settings_file: Path, output: Path | None, state: State) -> None:
    """Build in a process of its own, so that changed plugins and settings are loaded anew."""
    arguments = [sys.executable, "-m", "rejoinder", "build", "--settings", os.fspath(settings_file)]
    if output is not None:
        arguments += ["--output", os.fspath(output)]
    package = os.fspath(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))
    done = subprocess.run(  # noqa: S603 - our own command
        arguments,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
    )
    said = "\n".join(text for text in (done.stderr.strip(), done.stdout.strip()) if text)
    click.echo(said)
    state.built(said if done.returncode else "")
