"""What a rule of the editorial review is, and the tools rules are written with.

A rule is one module of `core/rules/` holding one `Rule`; its docstring is its page (*What · Why · Instead · When it is
wrong*); `tests/rules/<name>.md` holds what it flags and what it accepts. A rule imports value modules only, never
another rule.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from .passages import Passage, quoted_spans
from .words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .evidence import Evidence, Source
    from .finding import Severity
    from .lexicon import Lexicons
    from .media import MediaEntry
    from .passages import Scope
    from .site import Site


@dataclass(frozen=True, slots=True)
class Authority:
    """Where a rule comes from: a reference of the catalogue, with its address where one was seen."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One fault. `passage` and `start` give the place; without a passage it concerns the whole text.

    `words` are the offending words, printed (masked where the rule says so); `values` fill the message.
    `path` names another file than the text's own, for rules that read the whole site. `certain` says that the fault
    was seen by its shape, not by a word list, so that a list nobody has reviewed does not soften it.
    """

    passage: Passage | None = None
    start: int = 0
    words: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity | None = None
    path: str = ""
    line: int = 0
    column: int = 0
    certain: bool = False


@dataclass(slots=True)
class Review:
    """What a rule may ask while it reads: the evidence, the settings and the words lists of the language."""

    site: Site
    evidence: Evidence
    lexicons: Lexicons
    thresholds: Mapping[str, float]
    names: Names
    memo: dict[str, Any] = field(default_factory=dict)  # what a rule works out once for the whole site, by its name

    def threshold(self, name: str) -> float:
        """A threshold by its name (`quote-budget.words`), as the settings or the catalogue give it."""
        return self.thresholds[name]

    def sources_of(self, key: str) -> tuple[Source, ...]:
        """The sources behind a cited key: those of a fact, or the source itself."""
        fact = self.evidence.facts.get(key)
        keys: Iterable[str] = fact.entry.sources if fact else (key,)
        return tuple(self.evidence.sources[k] for k in keys if k in self.evidence.sources)

    def kinds_of(self, key: str) -> set[str]:
        """The kinds of the sources behind a cited key (court, official, un, academic, news, ngo, monitor)."""
        return {source.note.kind for source in self.sources_of(key)}


#: No name, title or slogan of the private lists has more words.
LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class Names:
    """The publisher's private lists of names, as salted hashes. Empty: the rules that need them say so.

    A name is listed whole (“Ada Example”), and a second time by the part that stands alone (“Example”): so nobody who
    shares only a first name is ever taken for it.
    """

    salt: bytes = b""
    hashes: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def holds(self, kind: str, name: str) -> bool:
        """Whether a name, by its key, is on a list (`perpetrators`, `outlets`, `manifestos`, `slogans`)."""
        return hash_of(self.salt, name) in self.hashes.get(kind, frozenset())

    def __contains__(self, kind: object) -> bool:
        return bool(self.hashes.get(str(kind)))

    def spans(self, kind: str, passage: Passage) -> Iterator[tuple[int, int]]:
        """The listed names in a passage, the longest at each place, as spans of its text."""
        if kind not in self:
            return
        found, last = passage.words, -1
        for index, word in enumerate(found):
            if word.start < last:
                continue
            keys, best = list(word.stems), 0
            for size, following in enumerate(found[index : index + LONGEST_NAME]):
                if size:
                    keys = [f"{key} {following.stems[0]}" for key in keys]
                if any(self.holds(kind, key) for key in keys) and (size or not _of_another(passage, index)):
                    best = following.end
            if best:
                last = best
                yield word.start, best


def _of_another(passage: Passage, index: int) -> bool:
    """Whether a word is part of a longer name: a capitalised word of the same sentence stands right beside it."""
    found, text = passage.words, passage.text
    start, _ = passage.sentence_at(found[index].start)
    for one, other in pairwise(found[max(0, index - 1) : index + 2]):
        capitals = text[one.start].isupper() and text[other.start].isupper()
        opens = one is not found[index] and not re.search(r"\w", text[start : one.start])
        if capitals and not opens and not text[one.end : other.start].strip():
            return True
    return False


def key_of_name(name: str, language: str) -> str:
    """What a name is listed by: the stems of its words."""
    return " ".join(word.stems[0] for word in words(name, language))


def hash_of(salt: bytes, name: str) -> str:
    """The salted hash of a name, in hex. It keeps a list from being a shrine; only its salt, kept apart, hides it."""
    return hashlib.blake2b(name.encode(), key=salt[:64], digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Rule:
    """One editorial fault.

    Attributes:
        name: kebab-case; names the fault; the module's name with hyphens.
        id: the catalogue's identifier.
        severity: error, warning or suggestion.
        reads: what `check` is given: each passage, each explainer or page (a `Reading`), or the whole site.
        scopes: the scopes of passages that it reads; empty for all.
        voices: the voices that it reads.
        kinds: the kinds of text it concerns: explainer, page or both.
        lexicon: the word list it needs in the language of the text; empty when it needs none. Without one for a
            language the rule is *not covered* there.
        listed: whether it finds nothing but phrases of its word list, so that it is given only the passages in which
            one may begin.
        masked: whether the offending words are masked in reports.
        thresholds: its numbers, by name, with the catalogue's defaults.
        names: the private list of names it needs; empty when it needs none.
        authority: where it comes from.
        say: message and cure, for each language that editors read; `{words}` and `{fields}` are filled in.
        check: yields the hits.
        elsewhere: yields the hits in what belongs to no text (pictures, sources, services); it is given the site.
    """

    name: str
    id: str
    severity: Severity
    authority: tuple[Authority, ...]
    say: Mapping[str, tuple[str, str]]
    check: Callable[..., Iterable[Hit]]
    reads: Literal["passage", "text", "site"] = "passage"
    scopes: tuple[Scope, ...] = ()
    voices: tuple[str, ...] = ("own",)
    kinds: tuple[str, ...] = ("explainer", "page")
    lexicon: str = ""
    listed: bool = False
    masked: bool = False
    thresholds: Mapping[str, float] = field(default_factory=dict)
    names: str = ""
    elsewhere: Callable[..., Iterable[Hit]] | None = None

    @property
    def family(self) -> str:
        """The family of the catalogue: S, R, A, V, D, L or G."""
        return self.id[0]

    def reads_passage(self, passage: Passage, kind: str) -> bool:
        """Whether the rule concerns a passage of a text of a kind."""
        return kind in self.kinds and (not self.scopes or passage.scope in self.scopes) and passage.voice in self.voices


def lexicon_hits(passage: Passage, review: Review, name: str) -> list[Hit]:
    """The entries of a word list in a passage, outside quotation marks: what most lexicon rules yield."""
    return [
        Hit(passage, match.start, passage.text[match.start : match.end], {"instead": match.instead})
        for match in review.lexicons.find(name, passage)
        if not passage.in_quotation(match.start)
    ]


def agreed_to_picture(entry: MediaEntry, site: Site) -> bool:
    """Whether everybody whom a picture shows is named in its record, is no child, and agreed to be seen today."""
    people = [site.people.get(name) for name in entry.people]
    return bool(people) and all(
        person is not None
        and person.consent.picture
        and not person.minor
        and all(person.consent.covers(tag, "web", site.settings.today) for tag in site.languages)
        for person in people
    )


def alt_texts(site: Site) -> Iterator[tuple[Passage, str]]:
    """The alternative texts of all pictures, each with the file that holds it as findings name it."""
    for name, entry in site.media.items():
        for language, text in entry.alt.items():
            yield Passage(text, "alt", language, quoted=quoted_spans(text)), site.shown(f"media/{name}.yaml")


def lexicon_hits_in_alts(site: Site, review: Review, name: str) -> Iterator[Hit]:
    """The entries of a word list in the alternative texts of pictures: warnings, as of any unreviewed list."""
    for passage, path in alt_texts(site):
        for hit in lexicon_hits(passage, review, name):
            yield Hit(words=hit.words, values=hit.values, severity="warning", path=path)
