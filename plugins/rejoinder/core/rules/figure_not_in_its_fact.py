"""A plain figure is none that the cited fact knows.

What:
    A number in digits, in a sentence that cites facts and nothing else, which
    is neither a figure of one of them nor stands in their statements, caveats
    or passages. Dates are not read. Values of facts, `[149](fact:key)`, are
    compared where they are read.

Why:
    Figures change, and a plain number stays behind when its fact is mended.
    The same figure must not be told differently on two pages.

Instead:
    State it as the value of its fact, so that it changes with it. If it is
    right, add it to the fact, with its day.

When it is wrong:
    A number that you worked out from others (“about a third more”) belongs in
    words, with the reckoning. If a source of its own gives it, cite that too.
"""

from collections.abc import Iterator

from rejoinder.core import figures
from rejoinder.core.evidence import Fact
from rejoinder.core.passages import Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.statements import Sentence, sentences

NAME = "figure-not-in-its-fact"


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Each figure that the facts cited beside it do not hold."""
    for sentence in sentences(reading):
        facts = _only_facts(sentence, review)
        if not facts:
            continue
        numbers = [number for number in sentence.figures().numbers if number.kind == "digits"]
        if not numbers:
            continue
        held = set[float]().union(*(_held(fact, review) for fact in facts))
        for number in numbers:
            if number.value is not None and number.value not in held:
                yield Hit(sentence.passage, number.start, sentence.passage.text[number.start : number.end])


def _only_facts(sentence: Sentence, review: Review) -> list[Fact]:
    """The facts that a sentence cites; none when it cites anything else."""
    facts = [review.evidence.facts.get(mark.key) for mark in sentence.cites]
    return [fact for fact in facts if fact is not None] if all(facts) else []


def _held(fact: Fact, review: Review) -> frozenset[float]:
    """Every number of a fact: its figures and those that its words tell."""
    memo: dict[str, frozenset[float]] = review.memo.setdefault(NAME, {})
    if fact.id not in memo:
        entry = fact.entry
        told = [*entry.statement.items(), *entry.caveat.items(), (entry.passage.language, entry.passage.text)]
        numbers = {number.value for tag, text in told for number in figures.read(text, tag).numbers}
        numbers |= {float(figure.value) for figure in entry.figures.values()}
        memo[fact.id] = frozenset(number for number in numbers if number is not None)
    return memo[fact.id]


RULE = Rule(
    name=NAME,
    id="R02",
    severity="error",
    reads="text",
    authority=(
        Authority(
            "International Fact-Checking Network, code of principles (E43)",
            "https://ifcncodeofprinciples.poynter.org/know-more/the-commitments-of-the-code-of-principles",
        ),
    ),
    say={
        "en": (
            "the cited fact knows no figure “{words}”",
            "State the fact's own value as [149](fact:key), or correct the fact.",
        ),
        "ru": (
            "в указанном факте нет числа «{words}»",
            "Запишите значение факта как [149](fact:key) или исправьте факт.",
        ),
        "ar": (
            "لا تعرف الواقعة المشار إليها الرقم «{words}»",
            "اكتب قيمة الواقعة هكذا: [149](fact:key)، أو صحّح الواقعة.",
        ),
    },
    check=check,
)
