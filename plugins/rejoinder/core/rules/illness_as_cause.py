"""Mental illness is offered as the cause of an attack.

What:
    A word for mental illness (“psychotic”, “mentally ill”, “depression”)
    beside the person who attacked, or an insult that borrows illness
    (“madman”, “deranged”), in our own voice. A sentence that cites a court,
    an authority or a study may use the clinical words.

Why:
    Recommendations for reporting mass shootings ask not to put mental
    illness forward as the cause: most people who live with one are never
    violent, and fear of the label keeps people from seeking help.

Instead:
    Leave the guess out. Where a court established an illness, say what the
    court found, and cite it in the same sentence.

When it is wrong:
    Survivors, families and helpers may be ill after an attack, and pages on
    help speak of illness often; a sentence about them is not flagged. Neither
    is the madness of a war. A finding of a court without its citation is
    flagged until the citation is added.
"""

from collections.abc import Iterator

from rejoinder.core.passages import Passage
from rejoinder.core.rule import Authority, Hit, Review, Rule, lexicon_hits

#: Kinds of sources that can establish an illness.
_CAN_ESTABLISH = {"court", "official", "academic"}


def check(passage: Passage, review: Review) -> Iterator[Hit]:
    """Each word of illness beside an attacker; clinical words pass where a competent source is cited."""
    lexicon = review.lexicons.get(RULE.lexicon, passage.language)
    insults = lexicon.groups.get("insults", frozenset()) if lexicon else frozenset()
    for hit in lexicon_hits(passage, review, RULE.lexicon):
        cited = passage.cited_in(*passage.sentence_at(hit.start))
        established = any(review.kinds_of(mark.key) & _CAN_ESTABLISH for mark in cited)
        if established and not _is_insult(passage, hit, insults):
            continue
        yield hit


def _is_insult(passage: Passage, hit: Hit, insults: frozenset[str]) -> bool:
    words = passage.words_in(hit.start, hit.start + len(hit.words))
    return any(not insults.isdisjoint(word.stems) for word in words)


RULE = Rule(
    name="illness-as-cause",
    id="V12",
    severity="warning",
    lexicon="illness-as-cause",
    listed=True,
    authority=(
        Authority("Recommendations for reporting on mass shootings (E31)", "https://www.reportingonmassshootings.org/"),
    ),
    say={
        "en": (
            "an attacker is described by mental illness: “{words}”",
            "Leave it out, or say what a court found and cite it. {instead}",
        ),
        "ru": (
            "нападавшего описывают через психическую болезнь: «{words}»",
            "Уберите это или напишите, что установил суд, со ссылкой. {instead}",
        ),
        "ar": (
            "وصف المهاجم بمرض نفسي: «{words}»",
            "احذفه، أو اذكر ما أثبتته محكمة مع الإحالة إليها. {instead}",
        ),
    },
    check=check,
)
