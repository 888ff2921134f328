"""Words or the name of somebody whose consent has ended still stand in the site.

What:
    Five words in a row out of a record of `content/people` whose consent was
    withdrawn or has run out, or the whole name in it, typed into a text of any
    language, a fact, a talking point, a service or an alternative text. Endings,
    capitals and quotation marks do not matter. Shorter words are compared
    whole, from four on. A testimony placed with `![](testimony:ID)` vanishes
    by itself; what was typed does not. In the evidence it is a warning: pages
    leave out a fact or title that names somebody who is gone.

Why:
    Consent that cannot be withdrawn is none, and charities ask for a process by
    which a story stops being used. A person who withdrew in one language and
    finds the words in another has been told something untrue.

Instead:
    Delete the words in every file that is named, or paraphrase a public source
    without them. Who agrees again gets a new record with an id of its own.

When it is wrong:
    Five ordinary words may stand together by chance. Word the sentence in
    another way, or allow the passage with that reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.shared_words import of
from rejoinder.core.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rejoinder.core.finding import Severity
    from rejoinder.core.passages import Reading
    from rejoinder.core.site import Site
    from rejoinder.core.words import Word

    #: Runs of stems, by their length, with the person whose they are.
    Runs: TypeAlias = dict[int, dict[tuple[str, ...], str]]

NAME = "withdrawn-words-remain"
#: What is printed of the evidence leaves out whom nobody may show any more: there the words remain in a file alone.
_HIDDEN = "evidence/"
#: So many words in a row are somebody's own; a whole text or name may be shorter.
_RUN, _SHORTEST, _SHORTEST_NAME = 5, 4, 2


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Each run of such words in a text, as long as it is. Claims are looked at in their own files."""
    runs = _runs(review)
    for passage in reading.passages if runs else ():
        if passage.where != "talking-point":
            for first, last, person in _found(passage.words, runs):
                start, end = passage.words[first].start, passage.words[last].end
                yield Hit(passage, start, passage.text[start:end], {"person": person})


def elsewhere(site: Site, review: Review) -> Iterator[Hit]:
    """Each run of such words in what belongs to no text."""
    runs = _runs(review)
    for file, tag, text in _shared(site) if runs else ():
        found = words(text, tag)
        for first, last, person in _found(found, runs):
            said = text[found[first].start : found[last].end]
            severity: Severity = "warning" if file.startswith(_HIDDEN) else "error"
            yield Hit(words=said, values={"person": person}, severity=severity, path=site.shown(file))


def _shared(site: Site) -> Iterator[tuple[str, str, str]]:
    """The texts of the site that stand outside explainers and pages: file, language and words."""
    for one in of(site):
        for tag, text in one.words.items():
            yield one.file, tag, text
    for fact in site.evidence.facts.values():
        yield "evidence/facts.yaml", fact.entry.passage.language, fact.entry.passage.text


def _runs(review: Review) -> Runs:
    """What may not stand anywhere any more, worked out once."""
    known: Runs | None = review.memo.get(NAME)
    if known is None:
        known = review.memo[NAME] = {}
        today = review.site.settings.today
        for name, person in review.site.people.items():
            if person.consent.ended(today):
                for tag, text in person.words.items():
                    _add(known, _stems(words(text, tag)), name, _SHORTEST, _RUN)
                for tag, text in person.name.items():
                    stems = _stems(words(text, tag))
                    _add(known, stems, name, _SHORTEST_NAME, len(stems))
    return known


def _add(runs: Runs, stems: tuple[str, ...], person: str, shortest: int, longest: int) -> None:
    size = min(longest, len(stems))
    if size >= shortest:
        for at in range(len(stems) - size + 1):
            runs.setdefault(size, {})[stems[at : at + size]] = person


def _stems(found: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.stems[0] for word in found)


def _found(found: Sequence[Word], runs: Runs) -> Iterator[tuple[int, int, str]]:
    """The runs in a text: the numbers of their first and last word, and whose they are."""
    stems = _stems(found)
    first = last = -1
    whose = ""
    for at in range(len(stems)):
        for size, known in runs.items():
            person = known.get(stems[at : at + size])
            if person is None or at + size > len(stems):
                continue
            if whose == person and at <= last + 1:
                last = max(last, at + size - 1)
                continue
            if whose:
                yield first, last, whose
            first, last, whose = at, at + size - 1, person
    if whose:
        yield first, last, whose


RULE = Rule(
    name=NAME,
    id="L02",
    severity="error",
    reads="text",
    voices=("own", "quotation", "claim"),
    masked=True,
    elsewhere=elsewhere,
    authority=(
        Authority(
            "Consumers Health Forum of Australia, toolkit on voluntary and informed consent (E38)",
            "https://chf.org.au/real-people-real-data-toolkit/managing-risks-consumer-control-and-informed-consent/voluntary-and",
        ),
        Authority(
            "International Fact-Checking Network, code of principles: open corrections (E43)",
            "https://ifcncodeofprinciples.poynter.org/know-more/the-commitments-of-the-code-of-principles",
        ),
    ),
    say={
        "en": (
            "words or the name of “{person}”, whose consent has ended, stand here",
            "Delete them here and in every other language; nothing else takes them out.",
        ),
        "ru": (
            "здесь стоят слова или имя «{person}», чьё согласие больше не действует",
            "Удалите их здесь и на всех других языках; сами они не исчезнут.",
        ),
        "ar": (
            "هنا كلام «{person}» أو اسمه، وقد انتهت موافقته",
            "احذفه هنا وفي كل لغة أخرى، فلن يزول من تلقاء نفسه.",
        ),
    },
    check=check,
)
