"""The words that belong to no text and are written in several languages: facts, remarks, services, talking points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import evidence, wording
from .site import SERVICES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .fields import Path
    from .site import Site

_SERVICE_FIELDS = ("run-by", "serves", "languages-note", "phone-note")


@dataclass(frozen=True, slots=True)
class SharedWords:
    """One such text: `file` and `place` say where its languages stand, `words` hold it by language.

    `name` is what records call it, unique within its file: `a01-what-happened.statement`; `about` tells a translator
    what it is.
    """

    file: str
    place: Path
    name: str
    words: dict[str, str]
    about: str

    @property
    def group(self) -> str:
        """What its file is called in records: its path without the ending."""
        return self.file.rpartition(".")[0]


def of(site: Site) -> Iterator[SharedWords]:
    """Every text of a site that is written in several languages in one file, in the order of the files."""
    return (one for one in _all(site) if one.words)


def _all(site: Site) -> Iterator[SharedWords]:
    for key, fact in site.evidence.facts.items():
        yield _one(evidence.FACTS, (key, "statement"), fact.entry.statement, "What the fact states")
        yield _one(evidence.FACTS, (key, "caveat"), fact.entry.caveat, "What to keep in mind about the fact")
    for key, source in site.evidence.sources.items():
        yield _one(evidence.NOTES, (key, "remark"), source.note.remark, "A remark on the source")
    for key, service in site.services.items():
        for name in _SERVICE_FIELDS:
            yield _one(SERVICES, (key, name), getattr(service, name.replace("-", "_")), f"{service.name}: {name}")
    for key, point in site.talking_points.items():
        file = f"talking-points/{key}.yaml"
        for at, claim in enumerate(point.claims):
            place = ("claims", at)
            yield _one(file, (*place, "paraphrase"), claim.paraphrase, "A claim, in neutral words", claim.id)
            yield _one(file, (*place, "reason"), claim.reason, "The ground of its verdict", claim.id)
        yield _one(file, ("real-harm",), point.real_harm, "The real harm that the claim uses")
        yield _one(file, ("why-answer",), point.why_answer, "Why it is answered")
    for key, media in site.media.items():
        yield _one(f"media/{key}.yaml", ("alt",), media.alt, "What the picture shows, for those who cannot see it")


def _one(file: str, place: Path, words: dict[str, str], about: str, entry: str = "") -> SharedWords:
    name = ".".join([entry, str(place[-1])] if entry else map(str, place))
    return SharedWords(file, place, name, words, about)


def changed(site: Site, tag: str) -> Iterator[SharedWords]:
    """The texts whose original was reworded since they were translated into a language."""
    records = site.translations.records.get(tag, {})
    for one in of(site) if records else ():
        record = records.get(one.group)
        leading = original_tag(site, one.words)
        then = record.parts.get(one.name) if record and tag in one.words and tag != leading else None
        if then is not None and then != wording.digest(one.words[leading]):
            yield one


def original_tag(site: Site, words: dict[str, str]) -> str:
    """The language from which the others are translated: the first of the site's that it is written in."""
    return next((tag for tag in site.languages if tag in words), next(iter(words), ""))
