"""A picture shows perpetrators or their signs, or does not say what it shows.

What:
    A record in content/media whose “shows” names a perpetrator, combat
    gear, a weapon, a flag or a still from propaganda; a record without
    “shows”, unless the picture is decorative; and an alternative text that
    describes such a thing while “shows” does not name it.

Why:
    Pictures travel further than texts and without them. The Global
    Coalition's guidelines ask for no images of members in combat gear, No
    Notoriety for pictures of victims and helpers instead, and survivors for
    no pictures without permission.

Instead:
    Flowers at the place, a memorial, the empty hall, a document, a chart.
    Say what a picture shows with “shows: [memorial]”.

When it is wrong:
    A page that explains a symbol may show it: “shows: [symbol, flag]” with
    a note that says how it is blurred or struck through. A weapon or gear
    in a museum or a memorial: add “archive” or “memorial” and a note.
"""

from collections.abc import Iterator
from typing import Any

from rejoinder.core.media import MediaEntry
from rejoinder.core.rule import Authority, Hit, Review, Rule, lexicon_hits_in_alts
from rejoinder.core.site import Site

NAME = "picture-of-the-perpetrators"
#: What may never be shown, and beside which subject it may, with a note.
REFUSED: dict[str, frozenset[str]] = {
    "perpetrator": frozenset(),
    "propaganda-still": frozenset(),
    "flag": frozenset({"symbol"}),
    "combat-gear": frozenset({"archive", "memorial"}),
    "weapon": frozenset({"archive", "memorial"}),
}
#: Subjects beside which a weapon or a sign is an exhibit, when a note says so.
_KEPT = frozenset({"archive", "memorial", "symbol"})


def check(site: Site, review: Review) -> Iterator[Hit]:
    """Each subject that is refused, each picture that says nothing, each alternative text that tells more."""
    for name, entry in site.media.items():
        path = f"media/{name}.yaml"
        for subject in _faults(entry):
            yield Hit(words=subject, path=site.shown(path), line=_line(site.data(path)), column=1)
    entries = {site.shown(f"media/{name}.yaml"): entry for name, entry in site.media.items()}
    for hit in lexicon_hits_in_alts(site, review, NAME):
        shown = set(entries[hit.path].shows)
        if not (shown & REFUSED.keys() or (entries[hit.path].note and shown & _KEPT)):
            yield hit


def _faults(entry: MediaEntry) -> Iterator[str]:
    if not entry.shows and not entry.decorative:
        yield "shows"
    shown: set[Any] = set(entry.shows)
    for subject in entry.shows:
        if subject in REFUSED and not (entry.note and REFUSED[subject] & shown):
            yield subject


def _line(data: bytes) -> int:
    """The line on which a record says what it shows."""
    lines = data.splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith(b"shows")), 1)


RULE = Rule(
    name=NAME,
    id="A06",
    severity="error",
    reads="site",
    authority=(
        Authority(
            "Global Coalition, Counter-Daesh Dictionary (E20)",
            "https://theglobalcoalition.org/en/counter-daesh-dictionary/",
        ),
        Authority("No Notoriety, media protocol (E23)", "https://nonotoriety.com/"),
    ),
    say={
        "en": (
            "the picture shows what it should not, or does not say what it shows: {words}",
            "Choose flowers, a memorial, a place or a document, and name it in “shows”.",
        ),
        "ru": (
            "на снимке то, чего показывать не следует, или не указано, что на нём: {words}",
            "Выберите цветы, памятник, место или документ и назовите это в «shows».",
        ),
        "ar": (
            "تُظهر الصورة ما لا ينبغي إظهاره، أو لم يُذكر ما تُظهره: {words}",
            "اختر زهورًا أو نصبًا أو مكانًا أو وثيقة، واذكرها في «shows».",
        ),
    },
    check=check,
)
