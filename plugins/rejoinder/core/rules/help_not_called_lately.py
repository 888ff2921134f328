"""Nobody has called the listed services lately.

What:
    Services whose `called-on` is more than 180 days ago, or empty. There is
    one finding for the whole list of each kind: a warning for calls that have
    grown old, a suggestion for services that were never called.

Why:
    Numbers close and pass to other people. A reader in distress who reaches a
    stranger may not try again, so recommendations for reporting on violence
    ask that help be checked.

Instead:
    Ring each number or write, ask who answers and what they pass on, and
    write the day: `called-on: 2026-10-01`. Take out what is gone.

When it is wrong:
    The page shows readers that an entry is unverified, so nobody is misled
    in the meantime. For services that must not be rung without need, raise
    the number of days in the settings.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from rejoinder.core.rule import Authority, Hit, Review, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.finding import Severity
    from rejoinder.core.site import Site

#: Where the services stand, inside the content folder.
_SERVICES = "help/services.yaml"


def check(site: Site, review: Review) -> Iterator[Hit]:
    """One hit for the services called too long ago, one for those never called."""
    days = int(review.threshold("help-not-called-lately.days"))
    oldest = site.settings.today - timedelta(days=days)
    calls = {key: service.called_on for key, service in site.services.items()}
    old = [key for key, day in calls.items() if day is not None and day < oldest]
    never = [key for key, day in calls.items() if day is None]
    severities: tuple[tuple[list[str], Severity], ...] = ((old, "warning"), (never, "suggestion"))
    for keys, severity in severities:
        if keys:
            values = {"count": len(keys), "days": days}
            shown = ", ".join(keys[:3]) + (" …" if len(keys) > 3 else "")
            yield Hit(words=shown, values=values, severity=severity, path=site.shown(_SERVICES))


RULE = Rule(
    name="help-not-called-lately",
    id="D01",
    severity="warning",
    reads="site",
    thresholds={"days": 180},
    authority=(
        Authority("Recommendations for reporting on mass shootings (E31)", "https://www.reportingonmassshootings.org/"),
    ),
    say={
        "en": (
            "{count} services were never called, or not within {days} days: {words}",
            "Ring them and write the day under called-on, or take them out.",
        ),
        "ru": (
            "службы, куда не звонили совсем или больше {days} дней: {count} ({words})",
            "Позвоните и запишите день в called-on или уберите их.",
        ),
        "ar": (
            "خدمات لم يُتصل بها قط أو منذ أكثر من {days} يومًا: {count} ({words})",
            "اتصل بها واكتب اليوم في called-on أو احذفها.",
        ),
    },
    check=check,
)
