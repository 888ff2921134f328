"""Where a site is: all that a withdrawal, a rollback and the daily look must know of the settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from .settings import Settings


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a site are, and the day.

    `output` is enough; the rest may be what a damaged settings file still says.
    """

    root: Path
    content: Path
    output: Path
    today: date
    languages: tuple[str, ...] = ()
    url: str = ""
    line: bool = True
    keep: int = 0
    private: Path | None = None


def places_of(settings: Settings) -> Places:
    """The places of a site whose settings are in order."""
    return Places(
        root=settings.root,
        content=settings.content,
        output=settings.output,
        today=settings.today,
        languages=settings.languages,
        url=settings.url,
        line=settings.withdrawn_line,
        keep=settings.keep_releases,
        private=settings.private,
    )


def shown(root: Path, path: Path) -> str:
    """A path as messages name it: from the site's folder where it lies inside."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()
