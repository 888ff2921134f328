"""Reading and review in one call: everything that must be right before a page is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from . import editorial, resolve, site, translation
from .finding import in_order

if TYPE_CHECKING:
    from .cache import Cache
    from .finding import Finding, Waived
    from .settings import Settings
    from .site import Site


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A site and everything the review has to say of it, in a fixed order.

    `not_covered` names, for each language, the rules that could not look at it; `waived` holds findings that an
    editor allowed with a reason.
    """

    site: Site
    findings: tuple[Finding, ...]
    not_covered: dict[str, list[str]] = field(default_factory=dict)
    waived: tuple[Waived, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether nothing may be published."""
        return any(finding.severity == "error" for finding in self.findings)


def review(settings: Settings, cache: Cache) -> Reviewed:
    """Read the site, bind its parts to each other, and read it once more as a careful editor would.

    Raises:
        SettingError, ThemeError: the settings or the theme are at fault, so there is nothing to review.
    """
    options = editorial.options_of(settings)
    read, findings = site.read(settings, cache)
    findings += translation.judge(read)
    findings += resolve.check(read)
    judged = editorial.run(read, options, cache)
    return Reviewed(read, in_order([*findings, *judged.findings]), judged.not_covered, tuple(judged.waived))
