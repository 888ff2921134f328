"""A picture has no alternative text that says what it shows.

What:
    A picture that is not marked as decorative and has, in a language of the
    site, no alternative text; or one that is the name of a file, a bare word
    such as “image”, left over from a machine (“automatically generated”), or
    that holds a name of the private list of perpetrators.

Why:
    Who cannot see the picture reads these words, and so do search engines. The
    report that prompted this project had left “automatically generated” texts
    under pictures of attackers.

Instead:
    What the picture shows and where, in one sentence: “Candles outside the
    concert hall in Krasnogorsk, March 2024”.

When it is wrong:
    A picture that says nothing may have an empty text: `decorative: true`.
"""

import re
from collections.abc import Iterator

from rejoinder.core.passages import Passage
from rejoinder.core.rule import Authority, Hit, Review, Rule, alt_texts
from rejoinder.core.site import Site

NAME = "poor-alt-text"
_FILE = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|svg|avif|bmp|tiff?)\b|^(?:IMG|DSC|PXL|WhatsApp|Screenshot)[\s_-]*\S*\d", re.IGNORECASE
)


def check(site: Site, review: Review) -> Iterator[Hit]:
    """The pictures without words, then the words that say nothing."""
    for name, entry in site.media.items():
        for tag in site.languages if not entry.decorative else ():
            if not entry.alt.get(tag, "").strip():
                yield Hit(path=site.shown(f"media/{name}.yaml"), line=1, column=1, values={"language": tag})
    for passage, path in alt_texts(site):
        fault = _fault(passage, review)
        if fault:
            yield Hit(words=fault, path=path, line=1, column=1)


def _fault(passage: Passage, review: Review) -> str:
    """The words that are wrong with an alternative text."""
    text = passage.text.strip()
    if match := _FILE.search(text):
        return match[0]
    for entry in review.lexicons.find(NAME, passage):
        return passage.text[entry.start : entry.end]
    for start, end in review.names.spans("perpetrators", passage):
        return passage.text[start:end]
    bare = review.lexicons.group(NAME, "bare", passage.language)
    if passage.words and all(not bare.isdisjoint(word.stems) for word in passage.words):
        return text
    return ""


RULE = Rule(
    name=NAME,
    id="D09",
    severity="error",
    reads="site",
    lexicon=NAME,
    masked=True,
    authority=(
        Authority("The monitoring report that prompted the project: alternative texts left by a machine (E86)"),
    ),
    say={
        "en": (
            "a picture without words that say what it shows: “{words}” {language}",
            "Say in one sentence what it shows and where, without names.",
        ),
        "ru": (
            "нет слов о том, что на изображении: «{words}» {language}",
            "Скажите одним предложением, что на нём и где, без имён.",
        ),
        "ar": (
            "صورة بلا كلمات تقول ما تُظهره: «{words}» {language}",
            "قل في جملة واحدة ماذا تُظهر وأين، بلا أسماء.",
        ),
    },
    check=check,
)
