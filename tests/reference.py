"""The repository's own site, read once, composed once and built once for all tests that look at it."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from rejoinder.cli.site import load
from rejoinder.core.assets import load as load_assets
from rejoinder.core.cache import Cache
from rejoinder.core.compose import Composer
from rejoinder.core.site import read
from sites import REPO, Site

if TYPE_CHECKING:
    from rejoinder.core.site import Site as CoreSite
    from rejoinder.core.view import Page


def composer_of(settings_file: Path) -> tuple[CoreSite, Composer]:
    """A site that has no errors, and what composes its pages."""
    settings, _ = load(settings_file)
    site, findings = read(settings, Cache(None, ""))
    assert not [finding for finding in findings if finding.severity == "error"], findings
    return site, Composer(site, load_assets(settings.theme))


@functools.cache
def site() -> CoreSite:
    """The content of the repository."""
    return _read()[0]


@functools.cache
def views() -> dict[str, Page]:
    """The view of every page of the repository, by address."""
    composer = _read()[1]
    return {own: composer.compose(own).view for own in composer.addresses}


@functools.cache
def _read() -> tuple[CoreSite, Composer]:
    return composer_of(REPO / "pelicanconf.py")


@functools.cache
def built() -> Path:
    """The folder of the repository's site, published by `rejoinder build`."""
    root = Path(tempfile.mkdtemp(prefix="rejoinder-reference-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    for name in ("content", "theme"):
        shutil.copytree(REPO / name, root / name)
    shutil.copy(REPO / "pelicanconf.py", root)
    ran = Site(root).build()
    assert ran.code == 0, ran.said
    return root / "output"
