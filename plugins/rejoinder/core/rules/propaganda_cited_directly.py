"""Propaganda is cited itself, not through those who monitor it.

What:
    A source whose address lies where anyone can publish without being known
    (open channels, paste sites, file lockers), other than a court's, a state
    body's or the UN's own; a source that bears a name of the private lists of
    outlets and manifestos; and a sentence that tells what a post, video or
    statement of the group says, or what a channel of the private list puts
    out, while nothing in it, or beside it, is cited.

Why:
    A reference leads readers to the material and raises it in search results.
    Guidance for newsrooms is not to link to such pages at all. Without a body
    that recorded it nobody can check that it was said, either.

Instead:
    Cite the monitoring body, study, court or newspaper that describes it:
    “a post by supporters of the group, described by a monitoring body on 25
    March 2024 [@key]”.

When it is wrong:
    An organisation's own open channel, used for its own statements, may be
    the only place where it published: set its kind to what it is (official,
    un, court), or ask for a waiver. Academic collections have addresses of
    their own and are not meant.
"""

from collections.abc import Iterator

from rejoinder.core.evidence import SOURCES, Source
from rejoinder.core.hosts import open_host_of
from rejoinder.core.passages import Passage, Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.site import Site
from rejoinder.core.statements import Sentence, sentences

NAME = "propaganda-cited-directly"
#: Sections that speak of the claim again, once it has been told and cited, or that advise.
_ELSEWHERE = ("technique", "conversation", "help")
#: Who may publish on an open channel of their own.
_OWN_CHANNEL = frozenset({"court", "official", "un"})
_LISTS = ("outlets", "manifestos")


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Each sentence that tells what propaganda says and cites nobody."""
    tag = reading.text.language
    medium, owner, tells = (review.lexicons.group(NAME, group, tag) for group in ("medium", "owner", "tells"))
    told = list(sentences(reading))
    for index, sentence in enumerate(told):
        if sentence.cites or sentence.asks or sentence.passage.role in _ELSEWHERE:
            continue
        stems = sentence.stems
        if medium.isdisjoint(stems) or tells.isdisjoint(stems) or _cited_beside(told, index):
            continue
        if owner.isdisjoint(stems) and not _names_an_outlet(sentence, review):
            continue
        word = next(word for word in sentence.words if not medium.isdisjoint(word.stems))
        yield Hit(sentence.passage, word.start, sentence.passage.text[word.start : word.end])


def _names_an_outlet(sentence: Sentence, review: Review) -> bool:
    """Whether a sentence bears a name of the private list of outlets, also inside quotation marks."""
    spans = review.names.spans("outlets", sentence.passage)
    return any(sentence.start <= start < sentence.end for start, _ in spans)


def _cited_beside(told: list[Sentence], index: int) -> bool:
    """Whether the sentence before or after, in the same paragraph, is cited."""
    passage = told[index].passage
    beside = told[max(0, index - 1) : index] + told[index + 1 : index + 2]
    return any(other.passage is passage and other.cites for other in beside)


def in_library(site: Site, review: Review) -> Iterator[Hit]:
    """Each source that is propaganda itself."""
    for source in review.evidence.sources.values():
        open_host = source.note.kind not in _OWN_CHANNEL and (
            open_host_of(source.url) or open_host_of(source.note.archive)
        )
        if open_host or _listed(source, review):
            yield Hit(words=source.id, path=site.shown(SOURCES), line=source.line, column=1)


def _listed(source: Source, review: Review) -> bool:
    if source.note.kind == "monitor":
        return False
    names = f"{source.author} · {source.publisher} · {source.title}"
    passage = Passage(names, "title", source.language or "en")
    return any(True for kind in _LISTS for _ in review.names.spans(kind, passage))


RULE = Rule(
    name=NAME,
    id="R04",
    severity="error",
    reads="text",
    kinds=("explainer",),
    lexicon=NAME,
    authority=(
        Authority(
            "Reynolds Journalism Institute, Don't link directly to misinformation sites (E34)",
            "https://rjionline.org/news/dont-link-directly-to-misinformation-sites/",
        ),
    ),
    say={
        "en": (
            "propaganda is cited by itself: “{words}”",
            "Cite the monitoring body, study, court or newspaper that describes it.",
        ),
        "ru": (
            "ссылка на саму пропаганду: «{words}»",
            "Сошлитесь на наблюдателей, исследование, суд или газету, которые её описывают.",
        ),
        "ar": (
            "إحالة إلى الدعاية نفسها: «{words}»",
            "أحِل إلى جهة الرصد أو الدراسة أو المحكمة أو الصحيفة التي تصفها.",
        ),
    },
    check=check,
    elsewhere=in_library,
)
