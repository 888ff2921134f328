"""A fact was to be looked at again by now.

What:
    A fact that a text uses and whose `review-by` has passed. Without one, a
    fact with figures is due twelve months after the newest of them; history
    before 1990 is not.

Why:
    Old entries are used against their publisher: a large glossary of extremism
    was withdrawn because entries were “outdated”. A day set in advance makes
    the looking-again happen.

Instead:
    Compare the fact with its sources, correct it where it changed, and set the
    next day: in a year, or in three months while an event is recent.

When it is wrong:
    This is a finding of time and never stops a publication. For a figure that
    will not change any more (a census, a closed count) set a `review-by` far
    ahead.
"""

from collections.abc import Iterator
from datetime import date

from rejoinder.core.evidence import FACTS, Fact
from rejoinder.core.explainer import citations
from rejoinder.core.markup import FactValue
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.site import Site

NAME = "fact-review-due"


def check(site: Site, review: Review) -> Iterator[Hit]:
    """Each used fact whose day has passed."""
    months = int(review.threshold(f"{NAME}.months"))
    history = int(review.threshold(f"{NAME}.history"))
    for key in sorted(_used(site) & set(review.evidence.facts)):
        fact = review.evidence.facts[key]
        due = fact.entry.review_by or _due(fact, months, history)
        if due is not None and due < site.settings.today:
            yield Hit(words=key, path=site.shown(FACTS), line=fact.line, column=1, values={"day": due})


def _used(site: Site) -> set[str]:
    return {
        key
        for text in site.reviewed()
        for _, _, part in citations(text)
        for key in ([part.key] if isinstance(part, FactValue) else [cited.key for cited in part.citations])
    }


def _due(fact: Fact, months: int, history: int) -> date | None:
    """The day that nobody set: so many months after the end of the newest figure's day, month or year."""
    newest = max((figure.as_of for figure in fact.entry.figures.values()), default="")
    if not newest or int(newest[:4]) < history:
        return None
    parts = [int(part) for part in newest.split("-")]
    year, month, day = (*parts, 12, 28)[:3] if len(parts) == 1 else (*parts, 28)[:3]
    month += months
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, min(day, 28))


RULE = Rule(
    name=NAME,
    id="R08",
    severity="warning",
    reads="site",
    thresholds={"months": 12, "history": 1990},
    authority=(
        Authority(
            "JTA on the ADL's withdrawal of its glossary of extremism, 2025 (E56)", "https://www.jta.org/?p=1889996"
        ),
    ),
    say={
        "en": ("“{words}” was to be checked again by {day}", "Check its sources, then set a new day."),
        "ru": ("«{words}» нужно было проверить ещё раз до {day}", "Сверьте с источниками и назначьте новый день."),
        "ar": ("كان ينبغي مراجعة «{words}» قبل {day}", "راجع مصادرها ثم حدّد يوماً جديداً."),
    },
    check=check,
)
