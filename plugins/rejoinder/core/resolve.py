"""Binding: citations to facts and sources, figures to their values, links to pages, claims to their blocks.

What does not bind is a finding at the place where it stands. Nothing is dropped and nothing is guessed.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from typing import TYPE_CHECKING

from . import address, numerals
from .explainer import Explainer, Page, citations, overdue, place_in_field
from .finding import Finding, near
from .language import read_number
from .markup import Component, FactValue, PageLink, Part
from .position import Positions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .evidence import Figure
    from .finding import Severity
    from .language import Language
    from .site import Site

SITE_COMPONENTS = ("publisher", "contact", "corrections")
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}


def check(site: Site) -> list[Finding]:
    """Every finding that needs more than one file."""
    findings: list[Finding] = []
    keys = site.evidence.keys()
    for text in site.texts():
        findings += _Check(site, text, keys).run()
    findings += _talking_points(site)
    findings += _addresses(site)
    findings += _settings(site)
    return findings


def link_target(site: Site, text: Explainer | Page, link: PageLink) -> Explainer | Page | None:
    """The text a relative link leads to; the text itself for a bare `#place`."""
    if not link.target:
        return text
    path = posixpath.normpath(posixpath.join(posixpath.dirname(text.path), link.target))
    return site.text(path)


class _Check:
    """The bindings of one text."""

    def __init__(self, site: Site, text: Explainer | Page, keys: set[str]) -> None:
        self.site, self.text, self.keys = site, text, keys
        self.shown = site.shown(text.path)
        self.language = site.languages[text.language]
        self.findings: list[Finding] = []
        self._data: bytes | None = None

    def run(self) -> list[Finding]:
        keys = self.keys
        for field, offset, part in citations(self.text):
            if isinstance(part, FactValue):
                self._figure(field, offset, part)
                continue
            for citation in part.citations:
                if citation.key not in keys and not self.site.evidence.excuses(citation.key):
                    self._error(
                        "unknown-citation",
                        field,
                        offset + citation.offset,
                        f"“{citation.key}” is neither a fact nor a source",
                        f"Cite what stands in content/evidence.{near(citation.key, keys)}",
                    )
        if isinstance(self.text, Explainer):
            self._claims(self.text)
            if overdue(self.text, self.site.settings.today):
                self._finding(
                    "review-overdue",
                    "warning",
                    "review-by",
                    0,
                    f"somebody promised to look again by {self.text.fields.review_by}",
                    "Check the facts, then set a new day.",
                )
        for field, parts in _all_parts(self.text):
            for other in parts:
                if isinstance(other, PageLink):
                    self._link(field, other)
                elif isinstance(other, Component):
                    self._component(field, other)
        return self.findings

    def _figure(self, field: str, offset: int, part: FactValue) -> None:
        fact = self.site.evidence.facts.get(part.key)
        if fact is None:
            if self.site.evidence.excuses(part.key):
                return
            known = self.site.evidence.facts
            self._error(
                "unknown-citation",
                field,
                offset,
                f"there is no fact “{part.key}”",
                f"See content/evidence/facts.yaml.{near(part.key, known)}",
            )
            return
        figure = fact.figure(part.name)
        names = ", ".join(fact.entry.figures) or "none"
        if figure is None:
            what = f"no figure “{part.name}”" if part.name else "no figures"
            self._error(
                "unknown-figure",
                field,
                offset,
                f"the fact “{part.key}” has {what}",
                f"Its figures: {names}.{near(part.name, fact.entry.figures)}",
            )
        elif not states(part.text, figure, self.language):
            self._error(
                "wrong-figure",
                field,
                offset,
                f"“{part.text}” is not the figure {part.key}#{part.name or names.split(',')[0]}",
                f"It is {figure.value} ({figure.unit}, {figure.as_of}).",
            )

    def _claims(self, explainer: Explainer) -> None:
        point = self.site.talking_points.get(explainer.fields.talking_point)
        if point is None:
            if f"talking-points/{explainer.fields.talking_point}.yaml" in self.site.unread:
                return
            points = self.site.talking_points
            self._finding(
                "unknown-talking-point",
                "error",
                "talking-point",
                0,
                f"there is no talking point “{explainer.fields.talking_point}”",
                f"Known: {', '.join(sorted(points)) or 'none'}.{near(explainer.fields.talking_point, points)}",
            )
            return
        placed = Counter(
            part.id
            for section in explainer.sections
            for part in section.parts
            if isinstance(part, Component) and part.scheme == "claim"
        )
        claim_section = next((section for section in explainer.sections if section.role == "claim"), None)
        at = claim_section.offset if claim_section else 0
        for claim in point.claims:
            if placed[claim.id] != 1:
                how = "nowhere" if not placed[claim.id] else f"{placed[claim.id]} times"
                self._error(
                    "claim-placed",
                    "",
                    at,
                    f"the claim “{claim.id}” is placed {how}",
                    f"Place ![](claim:{claim.id}) once, in this section.",
                )
            for name, words in (("paraphrase", claim.paraphrase), ("reason", claim.reason)):
                if explainer.language not in words:
                    self._error(
                        "untranslated-claim",
                        "",
                        at,
                        f"the claim “{claim.id}” has no {name} in “{explainer.language}”",
                        f"Add it to talking-points/{explainer.fields.talking_point}.yaml.",
                    )

    def _component(self, field: str, part: Component) -> None:
        where = self._role_of(part)
        if part.scheme == "site":
            if part.id not in SITE_COMPONENTS:
                self._error(
                    "unknown-component",
                    field,
                    part.offset,
                    f"there is no component site:{part.id}",
                    f"Known: {', '.join('site:' + name for name in SITE_COMPONENTS)}.{near(part.id, SITE_COMPONENTS)}",
                )
            return
        if not isinstance(self.text, Explainer) or where != "claim":
            self._error(
                "misplaced-component",
                field,
                part.offset,
                "a claim stands outside the claim section",
                "Facts and people come first: move it into the {.claim} section.",
            )
            return
        point = self.site.talking_points.get(self.text.fields.talking_point)
        known = [claim.id for claim in point.claims] if point else []
        if point and part.id not in known:
            self._error(
                "unknown-component",
                field,
                part.offset,
                f"the talking point has no claim “{part.id}”",
                f"Known: {', '.join(known)}.{near(part.id, known)}",
            )

    def _role_of(self, part: Component) -> str:
        return next((section.role for section in self.text.sections if part in section.parts), "")

    def _link(self, field: str, link: PageLink) -> None:
        target = link_target(self.site, self.text, link)
        if target is None:
            if posixpath.normpath(posixpath.join(posixpath.dirname(self.text.path), link.target)) in self.site.unread:
                return
            known = [
                posixpath.relpath(path, posixpath.dirname(self.text.path))
                for path in (*self.site.explainers, *self.site.pages)
            ]
            self._error(
                "broken-link",
                field,
                link.offset,
                f"“{link.target}” is not a Markdown file of this site",
                f"Link to the file itself, relative to this one.{near(link.target, known)}",
            )
        elif link.fragment:
            ids = [own for section in target.sections for own in (section.id, *section.ids) if own]
            if link.fragment not in ids:
                self._error(
                    "broken-fragment",
                    field,
                    link.offset,
                    f"“{target.path}” has no place #{link.fragment}",
                    f"Places there: {', '.join(dict.fromkeys(ids)) or 'none'}.{near(link.fragment, ids)}",
                )

    def _error(self, rule: str, field: str, offset: int, message: str, cure: str) -> None:
        self._finding(rule, "error", field, offset, message, cure)

    def _finding(self, rule: str, severity: Severity, field: str, offset: int, message: str, cure: str) -> None:
        if self._data is None:
            try:
                self._data = (self.site.settings.content / self.text.path).read_bytes()
            except OSError:
                self._data = b""
        if field:
            line, column = place_in_field(self._data, field, offset)
        else:
            place = Positions(self._data).at(offset)
            line, column = place.line, place.column
        self.findings.append(
            Finding(
                rule,
                severity,
                self.shown,
                line,
                column,
                message,
                cure,
                self.text.language,
            )
        )


def states(text: str, figure: Figure, language: Language) -> bool:
    """Whether a text states a figure: in any numeral system or in words up to a hundred, with its millions or without.

    Words are read where the language has a table of them (`core/numbers`).
    """
    number, words = text, ""
    for index, character in enumerate(text):
        if character.isalpha():
            number, words = text[:index], text[index:].strip().lower()
            break
    value = read_number(number)
    if value is None and not number.strip():
        value, rest = numerals.read_words(text, language.tag)
        words = rest.lower()
    if value is None:
        return False
    unit_scale = next((scale for name, scale in _SCALES.items() if figure.unit.startswith(name)), 1)
    if not words:
        return value in (figure.value, figure.value * unit_scale)
    for name, scale in _SCALES.items():
        key = f"number.{name}"
        if key in language.text and words in language.text.forms(key):
            return abs(value * scale - figure.value * unit_scale) < 1e-6 * max(1.0, abs(figure.value * unit_scale))
    return False


def _all_parts(text: Explainer | Page) -> Iterator[tuple[str, tuple[Part, ...]]]:
    if isinstance(text, Explainer):
        yield "answer", text.answer
        yield "glance", text.glance
    for section in text.sections:
        yield "", section.heading
        yield "", section.parts


def _talking_points(site: Site) -> Iterator[Finding]:
    answered: dict[tuple[str, str], str] = {}
    for explainer in site.explainers.values():
        key = (explainer.language, explainer.fields.talking_point)
        if key in answered:
            line, column = place_in_field(site.data(explainer.path), "talking-point")
            yield Finding(
                "answered-twice",
                "error",
                site.shown(explainer.path),
                line,
                column,
                f"“{answered[key]}” already answers the talking point “{key[1]}”",
                "One explainer answers one talking point.",
                explainer.language,
            )
        answered[key] = explainer.path
    for identifier, point in site.talking_points.items():
        path = site.shown(f"talking-points/{identifier}.yaml")
        for related in point.related:
            if related not in site.talking_points and f"talking-points/{related}.yaml" not in site.unread:
                yield Finding(
                    "unknown-talking-point",
                    "error",
                    path,
                    site.places[identifier, related].line,
                    site.places[identifier, related].column,
                    f"related: there is no talking point “{related}”",
                    f"Known: {', '.join(sorted(site.talking_points))}.{near(related, site.talking_points)}",
                )
        for claim in point.claims:
            if claim.recorded.source not in site.evidence.sources and not site.evidence.incomplete:
                place = site.places[identifier, claim.id]
                yield Finding(
                    "unknown-source",
                    "error",
                    path,
                    place.line,
                    place.column,
                    f"“{claim.recorded.source}” is not in sources.json",
                    f"Add it to the library and export again.{near(claim.recorded.source, site.evidence.sources)}",
                )
    for identifier, service in site.services.items():
        if service.source and service.source not in site.evidence.sources and not site.evidence.incomplete:
            yield Finding(
                "unknown-source",
                "error",
                site.shown("help/services.yaml"),
                site.places["help", identifier].line,
                site.places["help", identifier].column,
                f"{identifier}: “{service.source}” is not in sources.json",
                near(service.source, site.evidence.sources).strip(),
            )


def _addresses(site: Site) -> Iterator[Finding]:
    """Two pages that would share an address, also on a file system that ignores case."""
    taken = {address.folded(own): "the list of sources" for own in map(address.sources, site.languages)}
    taken |= {address.folded(own): "the first page of the language" for own in map(address.home, site.languages)}
    for text in site.texts():
        own = address.text(text.language, text.slug)
        other = taken.get(address.folded(own))
        if other:
            yield Finding(
                "duplicate-address",
                "error",
                site.shown(text.path),
                0,
                0,
                f"its address {own} is taken by {other}",
                "Rename the file.",
                text.language,
            )
        taken[address.folded(own)] = site.shown(text.path)


def _settings(site: Site) -> Iterator[Finding]:
    settings = site.settings
    missing = {
        "PUBLISHER": (
            settings.publisher,
            "no publisher is named; the pages say so",
            "Set PUBLISHER to the name of your organisation.",
        ),
        "CONTACT": (
            settings.contact,
            "no contact is given; the pages say so",
            "Set CONTACT to an e-mail or web address that somebody reads.",
        ),
        "SITEURL": (
            settings.url,
            "no address is set, so canonical addresses and language links are left out",
            "Set SITEURL when you know where the site will stand.",
        ),
    }
    for name, (value, message, cure) in missing.items():
        if not value:
            yield Finding("setting-empty", "warning", "pelicanconf.py", 0, 0, f"{name}: {message}", cure)
