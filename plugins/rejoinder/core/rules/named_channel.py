"""A channel, an account or a hashtag of the group is named.

What:
    A handle (@…), a hashtag (#…) or an invitation to an open channel, in a
    text or an alternative text; a name in quotation marks after a word for
    a channel (“the channel called ‘…’”), where the group or its supporters
    are named beside it or the sentence cites a monitor; and every name of
    the private list *outlets*. Handles and hashtags are accepted beside
    words of help and mourning, and on pages about the site unless the
    sentence speaks of supporters or propaganda.

Why:
    A name is all a reader needs to find the material; naming it is a part
    of the amplification that Data & Society describes. The Global
    Coalition's dictionary speaks of a propaganda unit rather than of an
    agency with a brand.

Instead:
    Say what it is: “a pro-group channel”, “a propaganda unit of the group”,
    “a hashtag spread by supporters”. Editors keep the name.

When it is wrong:
    A helpline's account or a hashtag of mourners is accepted when the
    sentence says so. E-mail addresses are not read. Without a private list
    the names of outlets are seen only in quotation marks.
"""

import re
from collections.abc import Iterator

from rejoinder.core.hosts import open_places_in
from rejoinder.core.passages import Passage, Reading
from rejoinder.core.quotations import from_a_monitor, names_behind
from rejoinder.core.rule import Authority, Hit, Review, Rule, alt_texts
from rejoinder.core.site import Site

NAME = "named-channel"
#: How many words away from a channel its owner is named.
BESIDE = 3
#: A handle; a citation (“[@key]”) is none.
_HANDLE = re.compile(r"(?<![\w@./+\[-])@\w{3,}(?:@[\w.-]+\w)?")
_HASHTAG = re.compile(r"(?<![\w&/#])#(?=\w*[^\W\d_])\w{2,}")


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The names in each passage, whoever speaks."""
    for passage in reading.passages:
        yield from _in_passage(passage, review, reading.kind == "page")


def in_pictures(site: Site, review: Review) -> Iterator[Hit]:
    """The names in alternative texts."""
    for passage, path in alt_texts(site):
        for hit in _in_passage(passage, review, False):
            yield Hit(words=hit.words, path=path)


def _in_passage(passage: Passage, review: Review, about_site: bool) -> Iterator[Hit]:
    spans = [span for span in _marked(passage.text, review) if not _harmless(passage, span[0], review, about_site)]
    spans += open_places_in(passage.text)
    spans += review.names.spans("outlets", passage)
    spans += _in_quotation_marks(passage, review)
    last = -1
    for start, end in sorted(spans):
        if start >= last:
            yield Hit(passage, start, passage.text[start:end])
            last = end


def _marked(text: str, review: Review) -> Iterator[tuple[int, int]]:
    """Handles, then hashtags."""
    known = review.evidence  # a citation that lost its brackets is told of by the reader of files
    for match in _HANDLE.finditer(text) if "@" in text else ():
        if match[0][1:] not in known.sources and match[0][1:] not in known.facts:
            yield match.span()
    for match in _HASHTAG.finditer(text) if "#" in text else ():
        yield match.span()


def _harmless(passage: Passage, index: int, review: Review, about_site: bool) -> bool:
    stems = _stems_around(passage, index)
    if stems & review.lexicons.group(NAME, "hostile", passage.language):
        return False
    return about_site or bool(stems & review.lexicons.group(NAME, "harmless", passage.language))


def _in_quotation_marks(passage: Passage, review: Review) -> Iterator[tuple[int, int]]:
    """Names in quotation marks right behind a word for a channel that belongs to the group."""
    if not passage.quoted:
        return
    channels, naming, owners = (
        review.lexicons.group(NAME, group, passage.language) for group in ("channels", "naming", "owners")
    )
    for position, start, end in names_behind(passage, channels, naming | owners):
        beside = passage.words[max(0, position - BESIDE) : position + BESIDE + 1]
        owned = any(not owners.isdisjoint(word.stems) for word in beside if not start <= word.start < end)
        if owned or from_a_monitor(passage, start, review):
            yield start, end


def _stems_around(passage: Passage, index: int) -> set[str]:
    """The stems of the sentence that holds a place, without handles and hashtags."""
    said = [word for word in passage.words_around(index) if passage.text[word.start - 1 : word.start] not in ("@", "#")]
    return {stem for word in said for stem in word.stems}


RULE = Rule(
    name=NAME,
    id="A04",
    severity="warning",
    reads="text",
    lexicon=NAME,
    masked=True,
    authority=(
        Authority(
            "Data & Society, The Oxygen of Amplification (E32)",
            "https://datasociety.net/output/oxygen-of-amplification/",
        ),
        Authority(
            "Global Coalition, Counter-Daesh Dictionary (E20)",
            "https://theglobalcoalition.org/en/counter-daesh-dictionary/",
        ),
    ),
    say={
        "en": (
            "a name by which readers find the material: “{words}”",
            "Say what it is without its name: “a channel of supporters of the group”.",
        ),
        "ru": (
            "имя, по которому находят сам материал: «{words}»",
            "Скажите, что это, без имени: «канал сторонников группировки».",
        ),
        "ar": (
            "اسم يقود القارئ إلى المادة نفسها: «{words}»",
            "صِفه دون تسميته: «قناة لأنصار التنظيم».",
        ),
    },
    check=check,
    elsewhere=in_pictures,
)
