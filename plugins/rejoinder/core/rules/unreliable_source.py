"""A fact rests on a source known to be unreliable, or judged by nobody yet.

What:
    A citation whose sources all have the status *deprecated* in
    source-notes.yaml (or lie on the host of such a source): an error. One
    whose sources are deprecated or *unknown*: a warning. Sources without a
    status are not judged here. In the claim section such a source may stand
    as an example of the claim.

Why:
    Whether a source can be relied on is learnt once and forgotten by the
    next editor. Large collaborative works keep a register for it, with
    words on what each source is good for.

Instead:
    Cite a court record, a UN report or a newsroom that looked for itself.
    If the source is good for this one thing, say in the note what it shows.

When it is wrong:
    Give a page that is better than its host a status of its own: `status:
    reliable`.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from rejoinder.core.evidence import Source
from rejoinder.core.passages import Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule

NAME = "unreliable-source"


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Each citation that rests on unreliable sources alone."""
    deprecated = _deprecated_hosts(review)
    for passage in reading.passages:
        if passage.role == "claim":
            continue
        for mark in passage.cites:
            statuses = {_status(source, deprecated) for source in review.sources_of(mark.key)}
            if statuses and statuses <= {"deprecated", "unknown"}:
                known = statuses == {"deprecated"}
                yield Hit(passage, max(0, mark.at - 1), mark.key, severity="error" if known else "warning")


def _status(source: Source, deprecated: frozenset[str]) -> str:
    if source.note.status:
        return source.note.status
    return "deprecated" if _host(source.url) in deprecated else ""


def _deprecated_hosts(review: Review) -> frozenset[str]:
    """The hosts of every source that is marked as deprecated."""
    if NAME not in review.memo:
        sources = review.evidence.sources.values()
        hosts = {_host(source.url) for source in sources if source.note.status == "deprecated"}
        review.memo[NAME] = frozenset(hosts - {""})
    hosts_: frozenset[str] = review.memo[NAME]
    return hosts_


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


RULE = Rule(
    name=NAME,
    id="R09",
    severity="error",
    reads="text",
    authority=(
        Authority(
            "Wikipedia's register of perennial sources, instructions (E60)",
            "https://findatwiki.com/Wikipedia:Reliable_sources/Perennial_sources/Instructions",
        ),
    ),
    say={
        "en": (
            "“{words}” rests on a source that is not reliable, or not judged yet",
            "Cite a court record, a UN report or a newsroom that looked for itself.",
        ),
        "ru": (
            "«{words}» опирается на ненадёжный или ещё не оценённый источник",
            "Сошлитесь на решение суда, доклад ООН или редакцию, которая проверяла сама.",
        ),
        "ar": (
            "تعتمد «{words}» على مصدر غير موثوق أو لم يُقيَّم بعد",
            "أحِل إلى سجل محكمة أو تقرير أممي أو صحيفة تحققت بنفسها.",
        ),
    },
    check=check,
)
