"""A private search word of a talking point stands in a text.

What:
    A word or phrase from the “aliases” of any talking point, in any
    inflection, anywhere in what readers, search engines or machines are
    shown: titles, addresses, texts, quotations, paraphrases, facts and
    alternative texts.

Why:
    Aliases are the words that readers of propaganda search with. A page
    that prints them spreads the slogan; a page that never does leaves the
    search to the propagandists. So they belong only into the search index,
    and there as hashes. Work on data voids describes both sides.

Instead:
    Say in neutral words what the slogan means. If the words are ordinary
    ones that a text needs, remove them from the aliases.

When it is wrong:
    A page that explains the term itself may need it once: allow that
    passage, with the reason and a day to look at it again.
"""

from collections.abc import Iterator

from rejoinder.core.evidence import FACTS
from rejoinder.core.passages import Passage, Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule, alt_texts
from rejoinder.core.site import Site
from rejoinder.core.words import words

NAME = "alias-in-text"
#: Phrases by the stem of their first word.
_Phrases = dict[str, set[tuple[str, ...]]]


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """The aliases in every passage, whoever speaks."""
    for passage in reading.passages:
        yield from _in_passage(passage, review)


def elsewhere(site: Site, review: Review) -> Iterator[Hit]:
    """The aliases in what several pages share."""
    shared = list(alt_texts(site))
    for name, point in site.talking_points.items():
        for texts in (point.real_harm, point.why_answer):
            shared += [
                (Passage(text, "text", tag), site.shown(f"talking-points/{name}.yaml")) for tag, text in texts.items()
            ]
    for passage, path in shared:
        for hit in _in_passage(passage, review):
            yield Hit(words=hit.words, path=path)
    for fact in review.evidence.facts.values():
        for texts in (fact.entry.statement, fact.entry.caveat):
            for tag, text in texts.items():
                for hit in _in_passage(Passage(text, "text", tag), review):
                    yield Hit(words=hit.words, path=site.shown(FACTS), line=fact.line, column=1)


def _in_passage(passage: Passage, review: Review) -> Iterator[Hit]:
    # An address is written in Latin letters whatever the language of its text.
    phrases = _aliases(review, "" if passage.scope == "slug" else passage.language)
    found, last = passage.words, -1
    for index, word in enumerate(found) if phrases else ():
        if word.start < last:
            continue
        ends = [
            found[index + len(phrase) - 1].end
            for stem in word.stems
            for phrase in phrases.get(stem, ())
            if _stands_at(phrase, passage, index)
        ]
        if ends:
            last = max(ends)
            yield Hit(passage, word.start, passage.text[word.start : last])


def _stands_at(phrase: tuple[str, ...], passage: Passage, index: int) -> bool:
    following = passage.words[index : index + len(phrase)]
    return len(following) == len(phrase) and all(
        stem in word.stems for stem, word in zip(phrase, following, strict=True)
    )


def _aliases(review: Review, language: str) -> _Phrases:
    """All aliases of the site in a language; with none, those of every language as an address would write them."""
    known: dict[str, _Phrases] = review.memo.setdefault(NAME, {})
    if language not in known:
        phrases: _Phrases = {}
        for point in review.site.talking_points.values():
            for tag, aliases in point.aliases.items():
                if language in ("", tag):
                    for alias in aliases:
                        stems = tuple(word.stems[0] for word in words(alias, language or "en"))
                        if stems:
                            phrases.setdefault(stems[0], set()).add(stems)
        known[language] = phrases
    return known[language]


RULE = Rule(
    name=NAME,
    id="A12",
    severity="error",
    reads="text",
    masked=True,
    authority=(
        Authority(
            "Golebiewski and boyd, Data Voids (E35)",
            "https://datavoids.2020.bkmla.org/",
        ),
    ),
    say={
        "en": (
            "a private search word of a talking point is printed: “{words}”",
            "Say in neutral words what it means, or remove it from the aliases.",
        ),
        "ru": (
            "напечатано служебное поисковое слово из «aliases»: «{words}»",
            "Скажите нейтрально, что оно значит, или уберите его из «aliases».",
        ),
        "ar": (
            "طُبعت كلمة بحث خاصة من «aliases»: «{words}»",
            "عبّر عن معناها بكلمات محايدة، أو احذفها من «aliases».",
        ),
    },
    check=check,
    elsewhere=elsewhere,
)
