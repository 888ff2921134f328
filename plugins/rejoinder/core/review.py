"""Reading and review in one call: everything that must be right before a page is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import resolve, site
from .finding import in_order

if TYPE_CHECKING:
    from .cache import Cache
    from .finding import Finding
    from .settings import Settings
    from .site import Site


def review(settings: Settings, cache: Cache) -> tuple[Site, tuple[Finding, ...]]:
    """Read the site and report everything that is wrong with it, in a fixed order.

    Raises:
        SettingError, ThemeError: the settings or the theme are at fault, so there is nothing to review.
    """
    read, findings = site.read(settings, cache)
    return read, in_order([*findings, *resolve.check(read)])
