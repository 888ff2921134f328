"""Where a text says again what the claim says that it answers.

Sharing nouns with a claim is no repetition: a fact about the same attack and the same war must be told. A sentence
repeats a claim when it holds the claim's *predicate* (the punishing, the creating, the serving, in any word of that
meaning) and half of its telling words. Of a claim whose predicate no list knows it must hold three quarters, in the
claim's order. Telling words are compared by stem, without the common words of the language
(`core/rules/lexicons/<tag>/common-words.yaml`, whose groups name the words of one meaning). Beside a court or a law a
predicate is taken to be theirs: courts punish and laws protect without repeating anybody's claim. And the shared words
must stand close together: at least three in five of the telling words from the first of them to the last.
"""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .explainer import Explainer
from .words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .lexicon import Lexicon
    from .passages import Passage, Reading
    from .rule import Review
    from .words import Word

COMMON_WORDS = "common-words"
#: How much of a text a search result, a card or a message shows beside its title.
OPENING = 160

#: Groups of common-words.yaml: what claims say of their subject, what they speak of, and who else does such things.
_PREDICATE, _TOPIC, _OTHERS = "says-", "about-", "others-"
#: Without a list of common words, words as short as this are taken for common; so short a word in Latin letters must
#: be met whole.
_SHORT = 3
#: Of how many texts the claims are kept: several rules ask for those of one text, and the next text asks for others.
_KEPT = 64
#: The least part of shared words among the telling words of their span.
_DENSITY = 0.6
#: The part of a claim's telling words, in its order, that repeats it even without its predicate.
_VERBATIM = 0.9
#: How many words away a court or a law stands beside a predicate.
_BESIDE = 5
_CLAUSE = re.compile(r"[,;:—–،؛]+")


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim, or one clause of it.

    Attributes:
        places: the place of each telling word, by its stems and those of the words that mean the same.
        predicates: the places that hold a predicate.
        others: stems beside which a predicate is somebody else's.
        size: the number of telling words.
        clause: whether it is a part of a longer claim.
        common: the common words of its language.
        latin: whether `places` is by the consonants of words in Latin letters, to be compared with an address.
    """

    places: Mapping[str, int]
    predicates: frozenset[int]
    others: frozenset[str]
    size: int
    clause: bool
    common: _Common
    latin: bool

    def place_of(self, word: Word) -> int | None:
        """The place of the claim's word that means the same as a word."""
        if not self.latin:
            return next((self.places[stem] for stem in word.stems if stem in self.places), None)
        written = _skeleton(word.folded)
        for key, place in self.places.items():
            if (written == key and len(key) > 1) or (len(key) > _SHORT and written.startswith(key)):
                return place
        return None


@dataclass(frozen=True, slots=True)
class Claims:
    """Claims ready to be looked for.

    Attributes:
        each: the statements of each claim: the whole paraphrase first, then each clause that says something by itself.
        stems: of every telling word of any of them.
        least: the least number of shared words that make a repetition of any of them.
    """

    each: tuple[tuple[Statement, ...], ...]
    stems: frozenset[str]
    least: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """How a stretch of text is like a claim: the span from the first to the last shared word, and how many there are.

    `share` is the part of the statement's telling words that are there, `order` the part that stand in its order;
    `predicate` tells whether what the claim says of its subject is among them; `density` is their part of the telling
    words in the span.
    """

    start: int
    end: int
    count: int
    share: float
    order: float
    predicate: bool
    density: float


def claims_of(reading: Reading, review: Review) -> Claims:
    """The claims that a text answers, in its language. A page answers none: there every claim of the site counts."""
    answered = (
        (reading.text.fields.talking_point,)
        if isinstance(reading.text, Explainer)
        else tuple(review.site.talking_points)
    )
    return _claims(answered, reading.text.language, review)


def slug_claims_of(reading: Reading, review: Review) -> Iterator[Claims]:
    """The claims of a text as an address would spell them: in English, then in Latin letters without their vowels."""
    answered = (getattr(reading.text.fields, "talking_point", ""),)
    tag = reading.text.language
    yield _claims(answered, "en", review)
    if tag.partition("-")[0].lower() != "en":
        yield _claims(answered, tag, review, latin=True)


def claims_in(tag: str, review: Review) -> Claims:
    """Every claim of the site, in a language."""
    return _claims(tuple(review.site.talking_points), tag, review)


def _claims(answered: tuple[str, ...], tag: str, review: Review, *, latin: bool = False) -> Claims:
    memo: dict[tuple[object, ...], Claims] = review.memo.setdefault("repetition", {})
    key = (answered, tag, latin)
    if key not in memo:
        if len(memo) >= _KEPT:
            del memo[next(iter(memo))]
        each = tuple(
            _statements(claim.paraphrase[tag], tag, review, latin=latin)
            for identifier in answered
            if (point := review.site.talking_points.get(identifier))
            for claim in point.claims
            if tag in claim.paraphrase
        )
        whole = [statements[0] for statements in each]
        stems = frozenset(stem for statement in whole for stem in statement.places)
        memo[key] = Claims(each, stems, min((_least(statement) for statement in whole), default=0))
    return memo[key]


def _statements(paraphrase: str, tag: str, review: Review, *, latin: bool) -> tuple[Statement, ...]:
    whole = _statement(paraphrase, tag, review, clause=False, latin=latin)
    clauses = [_statement(text, tag, review, clause=True, latin=latin) for text in _CLAUSE.split(paraphrase)]
    telling = [clause for clause in clauses if clause.predicates and 3 <= clause.size < whole.size]
    return (whole, *telling)


def _statement(text: str, tag: str, review: Review, *, clause: bool, latin: bool) -> Statement:
    common = _Common.of(tag, review)
    places: dict[str, int] = {}
    predicates: set[int] = set()
    size = 0
    for word in words(text, tag):
        if common.holds(word):
            continue
        known = next((places[stem] for stem in word.stems if stem in places), None)
        if known is None:
            meaning, is_predicate = common.meaning(word)
            for stem in (*word.stems, *meaning):
                places.setdefault(_skeleton(stem) if latin else stem, size)
            if is_predicate:
                predicates.add(size)
            size += 1
    return Statement(places, frozenset(predicates), common.others - set(places), size, clause, common, latin)


def repeated(
    claims: Claims,
    passage: Passage,
    span: tuple[int, int],
    share: float,
    order: float,
    *,
    quoted: bool = False,
) -> Likeness | None:
    """The likeness of a stretch of a passage to the claim that it repeats; None when it repeats none.

    `share` is the part of the telling words that must be there, the predicate among them; `order` the part that must
    stand in the claim's order when no list knows its predicate. Words inside quotation marks count only when `quoted`
    says so.
    """
    for statements in claims.each:
        for statement in statements:
            found = likeness(statement, passage, span, quoted=quoted)
            if found and _repeats(found, statement, share, order):
                return found
    return None


def _least(statement: Statement) -> int:
    """The least number of shared words that make a repetition."""
    return min(3, max(2, statement.size))


def _repeats(found: Likeness, statement: Statement, share: float, order: float) -> bool:
    if found.count < _least(statement) or found.density < _DENSITY:
        return False
    if statement.clause:
        return found.predicate and found.share >= order
    in_order = _VERBATIM if statement.predicates else order
    return found.order >= in_order or (found.predicate and found.share >= share)


def repetitions(claims: Claims, passage: Passage, share: float, order: float) -> Iterator[tuple[int, Likeness]]:
    """Every sentence of a passage that repeats a claim: where the sentence starts, and its likeness."""
    if claims.stems.isdisjoint(passage.stems):
        return
    shared = [word.start for word in passage.words if not claims.stems.isdisjoint(word.stems)]
    if not claims.each or len(shared) < claims.least:
        return
    for start, end in passage.sentences:
        if bisect.bisect_left(shared, end) - bisect.bisect_left(shared, start) >= claims.least:
            found = repeated(claims, passage, (start, end), share, order)
            if found:
                yield start, found


def likeness(statement: Statement, passage: Passage, span: tuple[int, int], *, quoted: bool = False) -> Likeness | None:
    """How a stretch of a passage is like a statement; None when they share no word."""
    found = passage.words
    first, last = (bisect.bisect_left(found, (at,)) for at in span)
    shared: list[tuple[Word, int]] = []
    theirs: list[int] = []
    predicates: list[int] = []
    for index in range(first, last):
        place = statement.place_of(found[index])
        if place is None:
            if not statement.others.isdisjoint(found[index].stems):
                theirs.append(index)
        elif quoted or not passage.in_quotation(found[index].start):
            shared.append((found[index], place))
            if place in statement.predicates:
                predicates.append(index)
    if any(abs(one - other) <= _BESIDE for one in theirs for other in predicates):
        shared = [(word, place) for word, place in shared if place not in statement.predicates]
    if not shared:
        return None
    places = {place for _, place in shared}
    start, end = shared[0][0].start, shared[-1][0].end
    within = sum(1 for word in found[first:last] if start <= word.start < end and not statement.common.holds(word))
    return Likeness(
        start,
        end,
        len(places),
        len(places) / statement.size,
        _longest_rise([place for _, place in shared]) / statement.size,
        not places.isdisjoint(statement.predicates),
        len(shared) / max(1, within),
    )


def _longest_rise(places: list[int]) -> int:
    """The length of the longest strictly rising subsequence: how many shared words stand in the claim's order."""
    tails: list[int] = []
    for place in places:
        at = bisect.bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(tails)


def openings(reading: Reading) -> Iterator[tuple[Passage, int]]:
    """What is shown of a text beside its title: the start of its glance and of its body, with where each piece ends."""
    for where in ("glance", ""):
        left = OPENING
        for passage in reading.passages:
            if left > 0 and passage.where == where and passage.scope in ("glance", "text", "item", "cell"):
                yield passage, min(left, len(passage.text))
                left -= len(passage.text)


class _Common:
    """The common words of a language, and the words that mean the same."""

    def __init__(self, lexicon: Lexicon | None) -> None:
        groups = lexicon.groups if lexicon else {}
        self._stop = frozenset(lexicon.first) if lexicon else frozenset()
        meanings = [
            (stems, name.startswith(_PREDICATE))
            for name, stems in groups.items()
            if name.startswith((_PREDICATE, _TOPIC))
        ]
        self._meanings = meanings
        self._first: dict[str, int] = {}  # by stem, the first meaning that it has
        for number, (stems, _) in enumerate(meanings):
            for stem in stems:
                self._first.setdefault(stem, number)
        self.others = frozenset(stem for name, stems in groups.items() if name.startswith(_OTHERS) for stem in stems)

    @classmethod
    def of(cls, tag: str, review: Review) -> _Common:
        known: dict[str, _Common] = review.memo.setdefault("repetition.common", {})
        if tag not in known:
            known[tag] = cls(review.lexicons.get(COMMON_WORDS, tag))
        return known[tag]

    def holds(self, word: Word) -> bool:
        """Whether a word is common."""
        if not self._stop:
            return len(word.folded) <= _SHORT
        return any(stem in self._stop for stem in word.stems)

    def meaning(self, word: Word) -> tuple[frozenset[str], bool]:
        """The stems of the words that mean the same, and whether they are what claims say of their subject."""
        known = [self._first[stem] for stem in word.stems if stem in self._first]
        return self._meanings[min(known)] if known else (frozenset(), False)


# -- addresses -----------------------------------------------------------------------------------------------------

#: Consonants as addresses spell them. Vowels, and letters that stand for vowels, are left out on both sides.
_LATIN = str.maketrans(
    dict(zip("бвгдзклмнпрстфц", "bvgdzklmnprstfc", strict=True))
    | {"ж": "zh", "х": "h", "ч": "ch", "ш": "sh", "щ": "sh"}
    | dict(zip("بتجحدرزسصضطظعفقكلمنه", "btjhdrzssdtz\0fqklmnh", strict=True))
    | {"ث": "th", "خ": "h", "ذ": "dh", "ش": "sh", "غ": "gh"}
)
_NOT_CONSONANTS = re.compile(r"[^b-df-hj-np-tvxz]")
_SPELLINGS = (("shch", "sh"), ("kh", "h"), ("ts", "c"), ("w", ""), ("ph", "f"))
_DOUBLED = re.compile(r"(.)\1+")


def _skeleton(word: str) -> str:
    """The consonants of a word in Latin letters: `nakazanie`, `наказание` → `nkzn`; `hujum`, `هجوم` → `hjm`."""
    text = word.translate(_LATIN)
    for spelled, plain in _SPELLINGS:
        text = text.replace(spelled, plain)
    return _DOUBLED.sub(r"\1", _NOT_CONSONANTS.sub("", text))
