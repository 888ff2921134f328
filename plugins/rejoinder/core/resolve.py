"""Binding: citations to facts and sources, figures to their values, links to pages, claims to their blocks.

What does not bind is a finding at the place where it stands. Nothing is dropped and nothing is guessed.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from typing import TYPE_CHECKING

from . import address, people
from .explainer import Explainer, Page, citations, overdue, place_in_field, testimonies
from .finding import Finding, near
from .markup import Component, FactValue, PageLink, Part
from .position import Positions
from .stated import states
from .translation import awaits_translator, figure_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .finding import Severity
    from .site import Site

SITE_COMPONENTS = ("publisher", "contact", "corrections")
#: Why a person does not stand on a page, and what an editor can do. A withdrawal is told in words of its own.
_ABSENCES: dict[people.Absence, tuple[str, str]] = {
    "expired": ("their consent has ended", "Ask again, and write a new record; or take this line out."),
    "not-yet": ("their consent has not begun", "It begins on the day in consent.obtained."),
    "language": (
        "their consent does not cover this language",
        "Ask them, then add it to consent.languages; or take this line out.",
    ),
    "format": (
        "their consent does not cover the web",
        "Ask them, then add web to consent.formats; or take this line out.",
    ),
    "untranslated": (
        "their words or their role are not there in this language",
        "Add both to the record, with translated-by where the words are quoted.",
    ),
}


def check(site: Site) -> list[Finding]:
    """Every finding that needs more than one file."""
    findings: list[Finding] = []
    keys = site.evidence.keys()
    for text in site.texts():
        findings += _Check(site, text, keys).run()
    for text in site.faulty.values():
        findings += _Check(site, text, keys).evidence()
    findings += _talking_points(site)
    findings += _people(site)
    findings += _languages(site)
    findings += _addresses(site)
    findings += _settings(site)
    return findings


def link_path(text: Explainer | Page, link: PageLink) -> str:
    """The path, inside the content folder, of the file that a relative link names."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(text.path), link.target))


def link_target(site: Site, text: Explainer | Page, link: PageLink) -> Explainer | Page | None:
    """The text a relative link leads to; the text itself for a bare `#place`.

    Where it is not translated yet, the text in the first language that has it: a page at its address says so.
    """
    if not link.target:
        return text
    path = link_path(text, link)
    tag, _, inside = path.partition("/")
    tags = (tag, *site.languages) if tag in site.languages else (tag,)
    return next((found for own in tags if (found := site.text(f"{own}/{inside}")) is not None), None)


class _Check:
    """The bindings of one text."""

    def __init__(self, site: Site, text: Explainer | Page, keys: set[str]) -> None:
        self.site, self.text, self.keys = site, text, keys
        self.shown = site.shown(text.path)
        self.language = site.languages[text.language]
        self.findings: list[Finding] = []
        self._data: bytes | None = None

    def run(self) -> list[Finding]:
        self.evidence()
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

    def evidence(self) -> list[Finding]:
        """What it cites and the figures it states: also asked of a text whose sections are at fault."""
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
        elif awaits_translator(self.site, self.text, part):
            self._finding(
                "figure-awaits-translator",
                "warning",
                field,
                offset,
                f"“{part.text}” was right when this was translated; {figure_name(self.site, part)} was corrected since",
                f"Write {figure.value} ({figure.unit}, {figure.as_of}) and look at the sentence. "
                "Until then the page shows the new figure with a notice.",
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
        if part.scheme == "testimony":
            self._testimony(field, part, where)
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

    def _testimony(self, field: str, part: Component, where: str) -> None:
        """A person in the text: where they stand, and whether they are shown. Whoever is not leaves no error behind."""
        if not isinstance(self.text, Explainer) or where != "people":
            self._error(
                "misplaced-component",
                field,
                part.offset,
                "a person stands outside the people section",
                "Move it into the {.people} section of an explainer.",
            )
        if next(other for other in testimonies(self.text) if other.id == part.id) is not part:
            self._error(
                "person-placed-twice",
                field,
                part.offset,
                f"“{part.id}” stands in this text already",
                "Show a person once, and take this line out.",
            )
        person = self.site.people.get(part.id)
        if person is None:
            if f"{people.FOLDER}/{part.id}.yaml" not in self.site.unread:
                self._error(
                    "unknown-component",
                    field,
                    part.offset,
                    f"there is no person “{part.id}”",
                    f"Known: {', '.join(sorted(self.site.people)) or 'none'}.{near(part.id, self.site.people)} "
                    "Who withdraws keeps a record, with the day in consent.withdrawn.",
                )
            return
        absence = person.absence(self.text.language, "web", self.site.settings.today)
        if absence == "withdrawn":
            self._finding(
                "person-withdrawn",
                "warning",
                field,
                part.offset,
                f"“{part.id}” withdrew, and nothing of them is shown; this text still refers to them",
                "Take this line out, and look whether the text around it speaks of them.",
            )
        elif absence is not None:
            message, cure = _ABSENCES[absence]
            self._finding(
                "person-not-shown",
                "warning",
                field,
                part.offset,
                f"“{part.id}” is not shown here: {message}",
                cure,
            )

    def _role_of(self, part: Component) -> str:
        return next((section.role for section in self.text.sections if part in section.parts), "")

    def _link(self, field: str, link: PageLink) -> None:
        if link.target and link_path(self.text, link) in self.site.unread:
            return
        target = link_target(self.site, self.text, link)
        if target is None:
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


def _people(site: Site) -> Iterator[Finding]:
    """The sources in which people's words are public. Whoever withdrew needs none any more."""
    for identifier, person in site.people.items():
        if person.source and person.source not in site.evidence.sources and not site.evidence.incomplete:
            place = site.places[people.FOLDER, identifier]
            yield Finding(
                "unknown-source",
                "warning" if person.withdrew else "error",
                site.shown(f"{people.FOLDER}/{identifier}.yaml"),
                place.line,
                place.column,
                "the source is not in sources.json",
                f"Add it to the library and export again.{near(person.source, site.evidence.sources)}",
            )


def _languages(site: Site) -> Iterator[Finding]:
    """A language that is switched on and has nothing to read."""
    begun = {text.language for text in (*site.reviewed(), *site.translations.unfinished.values())}
    begun |= {path.partition("/")[0] for path in site.unread}
    original = next(iter(site.texts()), None)
    for tag in site.languages:
        if tag in begun:
            continue
        command = f"“rejoinder translate {original.slug} {tag}” creates one" if original else "Write one"
        yield Finding(
            "language-empty",
            "error",
            "pelicanconf.py",
            0,
            0,
            f"LANGUAGES: there is no text in “{tag}”: {site.shown(tag)} holds no explainer and no page",
            f"{command}; or take “{tag}” out of LANGUAGES.",
            tag,
        )


def _addresses(site: Site) -> Iterator[Finding]:
    """Two pages that would share an address, also on a file system that ignores case."""
    taken = {address.folded(own): "the list of sources" for own in map(address.sources, site.languages)}
    taken |= {address.folded(own): "the first page of the language" for own in map(address.home, site.languages)}
    taken |= {address.folded(own): "the page of people" for own in map(address.people, site.languages)}
    taken |= {address.folded(own): "the page for wrong addresses" for own in map(address.not_found, site.languages)}
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
