"""A statement of fact has no source beside it.

What:
    A sentence in our own voice that states a figure, a dated event, a
    superlative or share (“the largest”, “most victims”), a cause (“led to”),
    or that somebody did something or claimed it, and cites nothing. A citation
    anywhere in the sentence covers it, a fact value too, and so does one right
    behind its last stop; several sources in one pair of brackets at the end of
    a paragraph of two sentences cover both. In the facts section a figure or date without a source is an
    error, elsewhere a warning; in the conversation and help sections and on
    pages about the site only figures of people and harm are read.

Why:
    Readers who doubt us must be able to check us, sentence by sentence. The
    fact-checkers' code of principles asks for sources in such detail that
    readers can replicate the work.

Instead:
    Put the citation in the sentence: “In March 2026 officials counted
    [149](fact:a15-toll) dead.” Where one source carries a paragraph, cite it
    in each sentence that needs it, or set `statement-without-source.paragraph`
    to 1: then a citation that ends a paragraph covers all of it.

When it is wrong:
    Questions, definitions, invented examples, sentences about this site and
    figures that the paragraph has cited before are not meant and mostly known
    to the rule. If a sentence of judgement is taken for one of fact, say in a
    waiver whose judgement it is.
"""

import re
from collections.abc import Iterator

from rejoinder.core.figures import Number
from rejoinder.core.language import read_number
from rejoinder.core.passages import Passage, Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.statements import ADVICE, Sentence, sentences

NAME = "statement-without-source"
#: Sections that look at the claim and how it is made: only figures and dates are statements there.
ANALYSIS = ("claim", "technique")
#: What stands before and behind an age.
_AGE_BEFORE = re.compile(r"[,(،]\s*(?:aged\s+)?$")
_AGE_BEHIND = re.compile(r"\s*(?:years old|год|года|лет|عامًا|عاما|عام|سنة|أعوام|سنوات)?\s*[,.;)،؛]")
#: How many words behind a number, and before it, what it counts may stand.
BEHIND, BEFORE = 4, 5


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The first thing in each uncited sentence that needs a source."""
    tag = reading.text.language
    counted = review.lexicons.group(NAME, "counted", tag)
    whole = review.threshold(f"{NAME}.paragraph") >= 1
    cited: tuple[Passage, set[float]] | None = None
    for sentence in sentences(reading):
        passage = sentence.passage
        if cited is None or cited[0] is not passage:
            cited = (passage, set())
        if sentence.cites:
            cited[1].update(_values(sentence, counted))
            continue
        if sentence.asks or sentence.text.rstrip().endswith(":") or (whole and _ends_with_citation(passage)):
            continue
        if _shares_a_bracket(sentence):
            continue
        found = _figure(sentence, reading, review, counted, cited[1])
        if found is None and not _mild(sentence, reading):
            found = _date(sentence, review) or _words(sentence, review)
        if found is not None:
            yield found


def _values(sentence: Sentence, counted: frozenset[str]) -> Iterator[float]:
    """The figures that a cited sentence states, in running text or as values of facts."""
    for number in sentence.figures(counted).numbers:
        if number.value is not None:
            yield number.value
    for mark in sentence.cites:
        if mark.figure:
            value = read_number(mark.figure)
            if value is not None:
                yield value


def _shares_a_bracket(sentence: Sentence) -> bool:
    """Whether the one sentence that follows in the paragraph ends on several sources in one pair of brackets."""
    passage = sentence.passage
    if len(passage.sentences) != 2 or sentence.start != passage.sentences[0][0] or not _ends_with_citation(passage):
        return False
    last = passage.cites[-1].at
    return sum(1 for mark in passage.cites if mark.at == last and not mark.figure) > 1


def _ends_with_citation(passage: Passage) -> bool:
    return any(mark.at >= len(passage.text.rstrip(" .!…؟?۔\"'”’»)")) for mark in passage.cites)


def _mild(sentence: Sentence, reading: Reading) -> bool:
    """Whether a sentence advises, leads elsewhere or speaks of the site: only figures of harm count there."""
    return reading.kind == "page" or sentence.passage.role in ADVICE


def _figure(
    sentence: Sentence, reading: Reading, review: Review, counted: frozenset[str], cited: set[float]
) -> Hit | None:
    mild = _mild(sentence, reading) or _of_site(sentence, review)
    if _group("imagined", sentence, review):
        return None
    possible = mild or _group("hedged", sentence, review)  # “two people can grieve”
    for number in sentence.figures(counted).numbers:
        if number.value in cited or (number.kind == "words" and (number.value == 1 or possible)):
            continue
        if _is_an_age(sentence.passage.text, number):
            continue
        counts = _counts(sentence, number, counted)
        if counts or (number.kind == "digits" and not mild):
            return _hit(sentence, number.start, number.end, certain=number.kind == "digits")
    return None


def _is_an_age(text: str, number: Number) -> bool:
    """Whether a number stands between commas or brackets behind a person: “a teacher, 34, …”, “(aged 9)”."""
    return bool(_AGE_BEFORE.search(text[max(0, number.start - 10) : number.start])) and bool(
        _AGE_BEHIND.match(text, number.end)
    )


def _counts(sentence: Sentence, number: Number, counted: frozenset[str]) -> bool:
    """Whether a number counts people or harm: such a word stands close behind or before it."""
    if number.percent:
        return True
    before, behind = sentence.beside(number.start, number.end, BEFORE, BEHIND)
    return any(not counted.isdisjoint(word.stems) for word in (*before, *behind))


def _date(sentence: Sentence, review: Review) -> Hit | None:
    if _of_site(sentence, review) or _group("imagined", sentence, review) or len(sentence.words) < 4:
        return None
    for date in sentence.figures(review.lexicons.group(NAME, "counted", sentence.passage.language)).dates:
        if not date.bare and date.when and not sentence.passage.in_quotation(date.start):
            return _hit(sentence, date.start, date.end, certain=True)
    return None


def _words(sentence: Sentence, review: Review) -> Hit | None:
    passage = sentence.passage
    if passage.role in ANALYSIS or _of_site(sentence, review):
        return None
    for match in sentence.holding(review.lexicons.find(NAME, passage)):
        if not passage.in_quotation(match.start):
            return _hit(sentence, match.start, match.end, certain=False)
    return None


def _of_site(sentence: Sentence, review: Review) -> bool:
    """Whether a sentence speaks of this site, explains a word, or leads to another page."""
    leads = any(
        sentence.start <= start < sentence.end and "://" not in address for start, _, address in sentence.passage.links
    )
    return leads or _group("self", sentence, review) or _group("defining", sentence, review)


def _group(name: str, sentence: Sentence, review: Review) -> bool:
    return not review.lexicons.group(NAME, name, sentence.passage.language).isdisjoint(sentence.stems)


def _hit(sentence: Sentence, start: int, end: int, *, certain: bool) -> Hit:
    passage = sentence.passage
    in_facts = passage.role == "facts" and not passage.where
    return Hit(passage, start, passage.text[start:end], severity="error" if in_facts else "warning", certain=certain)


RULE = Rule(
    name=NAME,
    id="R01",
    severity="error",
    reads="text",
    lexicon=NAME,
    thresholds={"paragraph": 0},
    authority=(
        Authority(
            "International Fact-Checking Network, code of principles (E43)",
            "https://ifcncodeofprinciples.poynter.org/know-more/the-commitments-of-the-code-of-principles",
        ),
    ),
    say={
        "en": (
            "a statement of fact without a source: “{words}”",
            "Cite a fact or source in this sentence, or state the figure as [149](fact:key).",
        ),
        "ru": (
            "утверждение о факте без источника: «{words}»",
            "Сошлитесь в этом предложении на факт или источник или запишите число как [149](fact:key).",
        ),
        "ar": (
            "خبر بلا مصدر: «{words}»",
            "أحِل في الجملة نفسها إلى واقعة أو مصدر، أو اكتب الرقم هكذا: [149](fact:key).",
        ),
    },
    check=check,
)
