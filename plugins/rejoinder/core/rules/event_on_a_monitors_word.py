"""An event is told on the word of a body that monitors extremist media.

What:
    A sentence about what happened (an attack, deaths, a capture, a figure)
    whose every source is of kind *monitor*, and which does not speak of what
    was posted, said or claimed.

Why:
    Monitors select and translate what groups publish. Their reports are good
    evidence that something was said and when, and no evidence that it is so:
    boasts come through them unchanged. One such body is praised for showing
    what others do not read and criticised for what it selects.

Instead:
    Say what was claimed and by whom: “a post by supporters claimed … [@key]”.
    For the event add a court, UN body, newsroom or organisation that looked.

When it is wrong:
    What a monitor counted itself (posts, videos, channels) is its own data and
    accepted. If it did research of another kind, give the source its own kind,
    academic or ngo, in source-notes.yaml.
"""

from collections.abc import Iterator

from rejoinder.core.passages import Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.statements import Sentence, sentences

NAME = "event-on-a-monitors-word"


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Each sentence on an event that only monitors support."""
    for sentence in sentences(reading):
        if not sentence.cites or not _only_monitors(sentence, review) or _tells_what_was_said(sentence, review):
            continue
        event = _group("event", sentence, review)
        word = next((word for word in sentence.words if not event.isdisjoint(word.stems)), None)
        if word is not None:
            yield Hit(sentence.passage, word.start, sentence.passage.text[word.start : word.end])
            continue
        counted = _group("counted", sentence, review)
        number = next(iter(sentence.figures(counted).numbers), None)
        if number is not None and not counted.isdisjoint(sentence.stems):
            yield Hit(sentence.passage, number.start, sentence.passage.text[number.start : number.end])


def _only_monitors(sentence: Sentence, review: Review) -> bool:
    kinds = {kind for mark in sentence.cites for kind in review.kinds_of(mark.key)}
    return kinds == {"monitor"}


def _tells_what_was_said(sentence: Sentence, review: Review) -> bool:
    stems = sentence.stems
    if not stems.isdisjoint(_group("material", sentence, review)):
        return True
    said = not stems.isdisjoint(_group("claims", sentence, review))
    return said and not stems.isdisjoint(_group("speaker", sentence, review))


def _group(name: str, sentence: Sentence, review: Review) -> frozenset[str]:
    return review.lexicons.group(NAME, name, sentence.passage.language)


RULE = Rule(
    name=NAME,
    id="R05",
    severity="error",
    reads="text",
    lexicon=NAME,
    authority=(
        Authority(
            "Wikipedia on the Middle East Media Research Institute: praise and criticism (E84)",
            "https://iiab.me/kiwix/content/wikipedia_en_all_maxi_2023-10/A/MEMRI_TV",
        ),
    ),
    say={
        "en": (
            "an event rests on monitors of extremist media alone: “{words}”",
            "Write what was claimed and by whom, or add a source that saw the event.",
        ),
        "ru": (
            "событие подтверждают только наблюдатели за экстремистскими ресурсами: «{words}»",
            "Напишите, что и кто утверждал, или добавьте источник о самом событии.",
        ),
        "ar": (
            "حدث لا يسنده إلا جهة رصد لإعلام المتطرفين: «{words}»",
            "اكتب ما زُعم ومن زعمه، أو أضف مصدراً عن الحدث نفسه.",
        ),
    },
    check=check,
)
