"""A picture shows people who were hurt or killed.

What:
    A record in `content/media` whose `shows` names injured or dead people or
    distress; or whose alternative text speaks of wounds, blood or a body
    while `shows` does not.

Why:
    Survivors ask that no pictures of injured or killed people be used without
    consent, and the Council of Europe's Parliamentary Assembly asks for their
    dignity and privacy. Somebody's child may find the picture first here.

Instead:
    Flowers, the place, a memorial, a drawing of a plan. What happened can be
    told in words, after a content note.

When it is wrong:
    Somebody who was injured may wish to be seen. Then `people` in the picture's
    record names their records, and each of those says `picture: true` in its
    consent. No consent opens the way for pictures of the dead or of children.
    Art and exhibits of an archive may be shown: add `archive` to `shows` and
    a note that says what was weighed. An alternative text on a painting of a
    wounded soldier needs the same. Children who lay flowers are no distress.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.rule import Authority, Hit, Review, Rule, agreed_to_picture, lexicon_hits_in_alts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.media import MediaEntry
    from rejoinder.core.site import Site

#: What a picture may not show.
_HARM = ("injured", "dead", "distress")


def check(site: Site, review: Review) -> Iterator[Hit]:
    """Each picture tagged with harm, then each alternative text that describes harm its record does not tag."""
    entries = {site.shown(f"media/{name}.yaml"): entry for name, entry in site.media.items()}
    for path, entry in entries.items():
        for subject in _HARM:
            wished = subject != "dead" and agreed_to_picture(entry, site)
            if subject in entry.shows and not _archived(entry) and not wished:
                yield Hit(words=subject, path=path)
    for hit in lexicon_hits_in_alts(site, review, "picture-of-harm"):
        entry = entries[hit.path]
        known = _archived(entry) or agreed_to_picture(entry, site)
        if not known and not set(_HARM) & set(entry.shows):
            yield hit


def _archived(entry: MediaEntry) -> bool:
    return "archive" in entry.shows and bool(entry.note)


RULE = Rule(
    name="picture-of-harm",
    id="V05",
    severity="error",
    reads="site",
    authority=(
        Authority(
            "Survivors Against Terror, call to the media (E24)",
            "https://counterterrorbusiness.com/news/08112021/reporting-terrorist-attacks-should-change-say-victims",
        ),
        Authority(
            "Parliamentary Assembly of the Council of Europe, on media and terrorism (E25)",
            "https://pace.coe.int/files/28225/html",
        ),
    ),
    say={
        "en": (
            "the picture shows people who were hurt or killed: {words}",
            "Choose flowers, a place or a memorial; an exhibit needs “archive” and a note.",
        ),
        "ru": (
            "на снимке пострадавшие или погибшие: {words}",
            "Выберите цветы, место или памятник; для экспоната нужны «archive» и пояснение (note).",
        ),
        "ar": (
            "تُظهر الصورة جرحى أو قتلى: {words}",
            "اختر زهورًا أو مكانًا أو نصبًا؛ وتحتاج معروضات الأرشيف إلى «archive» وملاحظة (note).",
        ),
    },
    check=check,
)
