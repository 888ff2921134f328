"""An attack is given to a group on the group's own word.

What:
    “Claimed responsibility”, “took credit”, “carried out by the group” and the
    like, in our own voice, in a sentence that cites nothing, or whose sources
    are neither a court, official, UN or academic one nor two publishers of
    news or research, while no authority is named in it or beside it.

Why:
    Groups claim attacks that others committed. In past cases their statements
    showed no knowledge from before the event. To repeat the claim alone does
    their work, and to state it as fact may be wrong.

Instead:
    Tell the two apart: “The group said that it was responsible; in May 2024
    the head of the security service said that its members had coordinated the
    attack [@key].” After a conviction cite the court.

When it is wrong:
    If confirmation stands elsewhere on the page, cite its source here again:
    the sentence may be read alone.
"""

from collections.abc import Iterator

from rejoinder.core.passages import Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.statements import Sentence, sentences

NAME = "unconfirmed-responsibility"
#: Kinds that confirm by themselves.
_CONFIRMING = frozenset({"court", "official", "un", "academic"})
_ENOUGH = 2


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Each claim of responsibility that nobody confirms."""
    told = list(sentences(reading))
    for index, sentence in enumerate(told):
        passage = sentence.passage
        if sentence.asks:
            continue
        for match in sentence.holding(review.lexicons.find(NAME, passage)):
            if passage.in_quotation(match.start):
                continue
            if not sentence.cites or not _confirmed(told, index, review):
                yield Hit(passage, match.start, passage.text[match.start : match.end], {"instead": match.instead})


def _confirmed(told: list[Sentence], index: int, review: Review) -> bool:
    sentence = told[index]
    sources = [source for mark in sentence.cites for source in review.sources_of(mark.key)]
    kinds = {source.note.kind for source in sources}
    publishers = {source.note.owner or source.publisher for source in sources if source.note.kind != "monitor"}
    if kinds & _CONFIRMING or len(publishers) >= _ENOUGH:
        return True
    authority = review.lexicons.group(NAME, "authority", sentence.passage.language)
    beside = told[max(0, index - 1) : index + 2]
    return any(other.passage is sentence.passage and not authority.isdisjoint(other.stems) for other in beside)


RULE = Rule(
    name=NAME,
    id="R06",
    severity="error",
    reads="text",
    lexicon=NAME,
    authority=(
        Authority(
            "Global Coalition, Counter-Daesh Dictionary (E20)",
            "https://theglobalcoalition.org/en/counter-daesh-dictionary/",
        ),
    ),
    say={
        "en": (
            "responsibility on the group's word alone: “{words}”",
            "Say that the group said so, and cite who confirms or disputes it. {instead}",
        ),
        "ru": (
            "ответственность только со слов группировки: «{words}»",
            "Напишите, что так говорит группировка, и сошлитесь на того, кто это подтверждает или отрицает. {instead}",
        ),
        "ar": (
            "مسؤولية لا دليل عليها إلا قول الجماعة: «{words}»",
            "اذكر أن الجماعة قالت ذلك، وأحِل إلى من يؤكده أو ينفيه. {instead}",
        ),
    },
    check=check,
)
