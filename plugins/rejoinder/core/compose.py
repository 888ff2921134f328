"""From the resolved site to views: one function for each kind of page, one `Composed` for each address."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from . import address, markup
from .explainer import Explainer, Page, citations, overdue
from .language import country_name, direction_of, language_name, read_number
from .markup import Cite, Component, FactValue, PageLink, Part, plain_text
from .notes import Bodies, Notes, in_language, passage, source_line
from .resolve import link_target
from .services import KINDS as SERVICE_KINDS
from .view import (
    Chrome,
    Claim,
    ContactLine,
    Correction,
    CorrectionList,
    Day,
    ExplainerPage,
    FactLine,
    Frame,
    HelpPage,
    HomePage,
    KindCount,
    LanguageLink,
    LanguagesPage,
    Link,
    NotFoundPage,
    PlainPage,
    Publisher,
    PublisherLine,
    Section,
    Service,
    ServiceGroup,
    SourceEntry,
    SourceGroup,
    SourcesPage,
    Teaser,
)
from .view import Page as View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from .assets import Assets
    from .explainer import CorrectionEntry
    from .language import Language
    from .services import ServiceEntry
    from .site import Site

#: Pages about the site, in the order of the footer. Others follow by title.
FOOTER = ("about", "method", "corrections", "funding", "consent", "privacy", "safety", "accessibility")
HELP = "help"
#: The kinds of source in the order of the source list: records first, monitors last.
SOURCE_KINDS = ("court", "un", "official", "academic", "ngo", "news", "monitor")


@dataclass(frozen=True, slots=True)
class _Card:
    """What other pages say of an explainer. Kept for all; the texts themselves are let go once they are composed."""

    path: str
    language: str
    slug: str
    title: str
    answer: str
    published: date
    updated: date
    corrections: tuple[CorrectionEntry, ...]
    point: str


@dataclass(frozen=True, slots=True)
class Composed:
    """A view and what it shows, for the manifest: ids of facts, sources and people."""

    view: View
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


class Composer:
    """Makes the view of each address of a site, one at a time: views are not kept."""

    def __init__(self, site: Site, assets: Assets) -> None:
        self._site, self._assets = site, assets
        self._bodies: Bodies = {}
        self._chromes: dict[tuple[str, str], Chrome] = {}
        self._pages: dict[str, Callable[[str], Composed]] = {}
        self._tags: dict[str, str] = {}
        self._paths: dict[str, str] = {}
        self._cards: dict[str, list[_Card]] = {tag: [] for tag in site.languages}
        self._citing: dict[str, dict[str, list[_Card]]] = {tag: {} for tag in site.languages}
        # The latest first, then by title: the order of every list of explainers.
        for explainer in sorted(site.explainers.values(), key=lambda e: (e.fields.title.casefold(), e.slug)):
            self._keep_card(explainer)
        for cards in self._cards.values():
            cards.sort(key=lambda card: card.published, reverse=True)
        self._by_point = {(card.point, tag): card for tag, cards in self._cards.items() for card in cards}
        self._translations: dict[str, list[str]] = {}
        self._register()

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address of the site that is rendered from a view, in a fixed order."""
        return tuple(self._pages)

    def __contains__(self, own: object) -> bool:
        return own in self._pages

    def compose(self, own: str) -> Composed:
        """The view of one address."""
        return self._pages[own](own)

    def forget(self, own: str) -> None:
        """Let go of the words of an explainer that is written: thousands of them would fill the memory."""
        path = self._paths.get(own, "")
        text = self._site.explainers.get(path)
        if text is not None:
            self._site.explainers[path] = replace(text, answer=(), glance=(), sections=())

    def _keep_card(self, explainer: Explainer) -> None:
        fields = explainer.fields
        card = _Card(
            explainer.path,
            explainer.language,
            explainer.slug,
            fields.title,
            self.plain(explainer.answer),
            fields.published,
            fields.updated,
            tuple(fields.corrections),
            fields.talking_point,
        )
        self._cards[explainer.language].append(card)
        citing = self._citing[explainer.language]
        for key in self._cited_sources(explainer):
            citing.setdefault(key, []).append(card)

    # -- addresses -----------------------------------------------------------------------------------------------

    def _register(self) -> None:
        for text in self._site.texts():
            own = address.text(text.language, text.slug)
            self._paths[own] = text.path
            self._add(own, text.language, self._explainer if isinstance(text, Explainer) else self._page)
        for tag in self._site.languages:
            self._add(address.home(tag), tag, self._home)
            self._add(address.sources(tag), tag, self._sources)
        self._add(address.NOT_FOUND, self._site.settings.default_language, self._not_found)
        self._add(address.LANGUAGES, self._site.settings.default_language, self._languages)
        for own, tag in self._tags.items():
            if own.startswith(f"{tag}/"):
                self._translations.setdefault(own.partition("/")[2], []).append(tag)

    def _add(self, own: str, tag: str, make: Callable[[str], Composed]) -> None:
        self._pages[own] = make
        self._tags[own] = tag

    def _language(self, own: str) -> Language:
        return self._site.languages[self._tags[own]]

    # -- pages ---------------------------------------------------------------------------------------------------

    def _explainer(self, own: str) -> Composed:
        text = self._site.explainers[self._paths[own]]
        language, fields = self._language(own), text.fields
        notes = Notes(self._site.evidence, language, own, self._bodies)
        writer = _Writer(self, own, text, notes)
        answer = writer.joined(text.answer)
        glance = writer.joined(text.glance)
        sections = writer.sections()
        kinds: dict[str, int] = {}
        for key in notes.sources():
            kind = self._site.evidence.sources[key].note.kind
            kinds[kind] = kinds.get(kind, 0) + 1
        point = self._site.talking_points[fields.talking_point]
        related = [self._by_point.get((identifier, text.language)) for identifier in point.related]
        view = ExplainerPage(
            chrome=self._chrome(own),
            frame=self._frame(own, fields.title, self.plain(text.answer), draft=fields.review.status == "draft"),
            answer=answer,
            glance=glance,
            content_note=fields.content_note,
            audience=tuple(self._label(language, f"audience.{name}", name) for name in fields.audience),
            published=self.day(language, fields.published.isoformat()),
            updated=self.day(language, fields.updated.isoformat()),
            review_by=self.day(language, fields.review_by.isoformat()) if fields.review_by else None,
            review_overdue=overdue(text, self._site.settings.today),
            sections=sections,
            notes=notes.all(),
            kinds=tuple(
                KindCount(kind, language.text(f"kind-count.{kind}", count=kinds[kind]))
                for kind in SOURCE_KINDS
                if kind in kinds
            ),
            corrections=tuple(
                self.correction(language, entry, None)
                for entry in sorted(fields.corrections, key=lambda c: c.on, reverse=True)
            ),
            related=tuple(
                self._teaser(own, other) for other in related if other is not None and other.path != text.path
            ),
            method=self._href(own, "method"),
        )
        return Composed(view, notes.facts(), notes.sources())

    def _page(self, own: str) -> Composed:
        text = self._site.pages[self._paths[own]]
        language, fields = self._language(own), text.fields
        notes = Notes(self._site.evidence, language, own, self._bodies)
        sections = _Writer(self, own, text, notes).sections()
        chrome = self._chrome(own)
        frame = self._frame(own, fields.title, fields.summary, draft=fields.review.status == "draft")
        updated = self.day(language, fields.updated.isoformat())
        if text.slug == HELP:
            groups = self._services(language)
            view: View = HelpPage(chrome, frame, fields.summary, updated, sections, notes.all(), groups)
        else:
            view = PlainPage(chrome, frame, fields.summary, updated, sections, notes.all())
        return Composed(view, notes.facts(), notes.sources())

    def _home(self, own: str) -> Composed:
        language = self._language(own)
        explainers = self._teasers_of(own, language.tag)
        view = HomePage(
            chrome=self._chrome(own),
            frame=self._frame(
                own, self._site.settings.name, language.text("home.description"), draft=self._any_draft(language)
            ),
            explainers=explainers,
            pages=self._footer(own, language),
            help=self._href(own, HELP),
            sources=address.relative(own, address.sources(language.tag)),
        )
        return Composed(view)

    def _sources(self, own: str) -> Composed:
        language = self._language(own)
        evidence = self._site.evidence
        resting: dict[str, list[str]] = {}
        for fact in evidence.facts.values():
            for key in fact.entry.sources:
                resting.setdefault(key, []).append(fact.id)
        citing = self._citing[language.tag]
        groups = []
        for kind in SOURCE_KINDS:
            members = [source for source in evidence.sources.values() if source.note.kind == kind]
            members.sort(key=lambda s: (s.publisher.casefold(), s.issued, s.title.casefold(), s.id))
            entries = tuple(
                SourceEntry(
                    source=source_line(source, language, own),
                    facts=tuple(
                        FactLine(
                            key,
                            in_language(evidence.facts[key].entry.statement, language.tag),
                            in_language(evidence.facts[key].entry.caveat, language.tag),
                            passage(evidence.facts[key], language)
                            if evidence.facts[key].entry.passage.source == source.id
                            else None,
                        )
                        for key in resting.get(source.id, ())
                    ),
                    cited_by=tuple(self._link_to(own, card) for card in citing.get(source.id, ())),
                )
                for source in members
            )
            if entries:
                groups.append(SourceGroup(kind, language.text(f"kinds.{kind}"), entries))
        frame = self._frame(own, language.text("sources.title"), language.text("sources.description"), draft=False)
        view = SourcesPage(self._chrome(own), frame, len(evidence.sources), tuple(groups))
        return Composed(view, tuple(sorted(evidence.facts)), tuple(sorted(evidence.sources)))

    def _not_found(self, own: str) -> Composed:
        language = self._language(own)
        frame = self._frame(own, language.text("404.title"), language.text("404.description"), draft=False)
        view = NotFoundPage(
            self._chrome(own),
            frame,
            self._teasers_of(own, language.tag),
            self._href(own, HELP),
            self._to(own, address.sources(language.tag)),
        )
        return Composed(view)

    def _languages(self, own: str) -> Composed:
        language = self._language(own)
        frame = self._frame(own, self._site.settings.name, language.text("languages.description"), draft=False)
        leads_to = address.relative(own, address.home(language.tag)) if len(self._site.languages) == 1 else ""
        return Composed(LanguagesPage(self._chrome(own), frame, leads_to))

    # -- parts of pages ------------------------------------------------------------------------------------------

    def _frame(self, own: str, title: str, description: str, *, draft: bool) -> Frame:
        settings = self._site.settings
        inside = own.partition("/")[2] if own.startswith(f"{self._tags[own]}/") else ""
        tags = self._translations.get(inside, []) if inside else []
        menu = tuple(
            LanguageLink(
                tag=tag,
                name=language.name,
                direction=language.direction,
                href=self._to(own, f"{tag}/{inside}" if tag in tags else address.home(tag)),
                current=tag == self._tags[own] and bool(inside),
            )
            for tag, language in self._site.languages.items()
        )
        public = bool(settings.url) and own != address.NOT_FOUND
        alternates = tuple((tag, f"{settings.url}/{tag}/{inside}") for tag in tags) if public and len(tags) > 1 else ()
        return Frame(
            address=own,
            title=title,
            description=description,
            languages=menu,
            canonical=f"{settings.url}/{own}" if public else "",
            alternates=alternates,
            draft=draft,
        )

    def _chrome(self, own: str) -> Chrome:
        """One for each language and folder; the navigation's mark of the current page is per page, so not here."""
        language = self._language(own)
        folder = own.rpartition("/")[0] if own != address.NOT_FOUND else own
        known = self._chromes.get((language.tag, folder))
        if known is None:
            known = self._chromes[language.tag, folder] = self._new_chrome(own, language)
        return known

    def _new_chrome(self, own: str, language: Language) -> Chrome:
        settings, text = self._site.settings, language.text
        navigation = [Link(text("site.home"), self._to(own, address.home(language.tag)))]
        if any(page.slug == HELP and page.language == language.tag for page in self._site.pages.values()):
            navigation.append(Link(text("site.help"), self._href(own, HELP)))
        navigation.append(Link(text("site.sources"), self._to(own, address.sources(language.tag))))
        publisher = Publisher(settings.publisher, settings.contact, contact_href(settings.contact))
        footer = self._footer(own, language)
        stylesheet, icon = self._to(own, self._assets.stylesheet), self._to(own, self._assets.icon)
        described = (text.token, settings.name, navigation, footer, publisher, stylesheet, icon, settings.noindex)
        return Chrome(
            text=text,
            tag=language.tag,
            direction=language.direction,
            site_name=settings.name,
            stylesheet=stylesheet,
            icon=icon,
            home=navigation[0].href,
            navigation=tuple(navigation),
            footer=footer,
            publisher=publisher,
            indexed=not settings.noindex,
            token=repr(described),
        )

    def _footer(self, own: str, language: Language) -> tuple[Link, ...]:
        pages = {
            page.slug: page for page in self._site.pages.values() if page.language == language.tag and page.slug != HELP
        }
        order = [slug for slug in FOOTER if slug in pages]
        order += sorted(
            (slug for slug in pages if slug not in FOOTER), key=lambda slug: pages[slug].fields.title.casefold()
        )
        return tuple(Link(pages[slug].fields.title, self._href(own, slug)) for slug in order)

    def _to(self, own: str, target: str) -> str:
        if own == address.NOT_FOUND:
            return f"{urlsplit(self._site.settings.url).path.rstrip('/')}/{target}"
        return address.relative(own, target)

    def _href(self, own: str, slug: str) -> str:
        """The address of a page about the site, or nothing when the site has no such page."""
        target = address.text(self._tags[own], slug)
        return self._to(own, target) if target in self._pages else ""

    def _teasers_of(self, own: str, tag: str) -> tuple[Teaser, ...]:
        return tuple(self._teaser(own, card) for card in self._cards[tag])

    def _teaser(self, own: str, card: _Card) -> Teaser:
        language = self._site.languages[card.language]
        href = self._to(own, address.text(card.language, card.slug))
        return Teaser(card.title, escape(card.answer), href, self.day(language, card.updated.isoformat()))

    def _any_draft(self, language: Language) -> bool:
        texts = self._site.texts()
        return any(text.language == language.tag and text.fields.review.status == "draft" for text in texts)

    def _cited_sources(self, explainer: Explainer) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for _, _, part in citations(explainer):
            for key in [part.key] if isinstance(part, FactValue) else [citation.key for citation in part.citations]:
                fact = self._site.evidence.facts.get(key)
                found.update(dict.fromkeys(fact.entry.sources if fact else (key,)))
        point = self._site.talking_points[explainer.fields.talking_point]
        found.update(dict.fromkeys(claim.recorded.source for claim in point.claims))
        return tuple(found)

    def _services(self, language: Language) -> tuple[ServiceGroup, ...]:
        return tuple(
            ServiceGroup(
                id=kind,
                heading=language.text(f"service.{kind}"),
                about=language.text(f"service-about.{kind}"),
                services=tuple(
                    sorted(
                        (
                            self._service(language, kind, key, entry)
                            for key, entry in self._site.services.items()
                            if kind in entry.kind
                        ),
                        key=lambda service: (service.countries.casefold(), service.name.casefold()),
                    )
                ),
            )
            for kind in SERVICE_KINDS
        )

    def _service(self, language: Language, kind: str, key: str, entry: ServiceEntry) -> Service:
        tag, text = language.tag, language.text
        countries = ", ".join(country_name(code, tag) for code in entry.country)
        if entry.scope == "international" or not countries:
            countries = text("service.international") if entry.scope == "international" else text("country.unknown")
        spoken = ", ".join(language_name(spoken, tag) for spoken in entry.languages)
        note = in_language(entry.languages_note, tag)
        return Service(
            id=f"{kind}-{key}",
            name=entry.name,
            name_language=entry.name_language,
            name_direction=direction_of(entry.name_language),
            countries=countries,
            run_by=in_language(entry.run_by, tag),
            police=entry.reports_to_police,
            police_label=text(f"police.{entry.reports_to_police}"),
            serves=in_language(entry.serves, tag),
            languages="; ".join(filter(None, (spoken, note))),
            phone=entry.phone,
            phone_href="tel:" + re.sub(r"[^\d+]", "", entry.phone) if re.search(r"\d", entry.phone) else "",
            phone_note=in_language(entry.phone_note, tag),
            href=entry.url,
            called=self.day(language, entry.called_on.isoformat()) if entry.called_on else None,
        )

    # -- for the writer of running text --------------------------------------------------------------------------

    @property
    def site(self) -> Site:
        """The site whose pages these are."""
        return self._site

    def day(self, language: Language, iso: str) -> Day:
        """A date for the page."""
        return Day(iso, language.day(iso))

    def plain(self, parts: Iterable[Part]) -> str:
        """A text that is read alone: no marks, no markup."""
        return " ".join(plain_text(tuple(parts)).split())

    def publisher(self, own: str) -> Publisher:
        """Who answers for the site."""
        return self._chrome(own).publisher

    def corrections(self, own: str) -> tuple[Correction, ...]:
        """Every correction in the page's language, newest first."""
        language = self._language(own)
        found = [
            (entry.on, card.slug, self.correction(language, entry, self._link_to(own, card)))
            for card in self._cards[language.tag]
            for entry in card.corrections
        ]
        found.sort(key=lambda item: item[1])
        found.sort(key=lambda item: item[0], reverse=True)
        return tuple(correction for _, _, correction in found)

    def _link_to(self, own: str, card: _Card) -> Link:
        return Link(card.title, self._to(own, address.text(card.language, card.slug)))

    def correction(self, language: Language, entry: CorrectionEntry, page: Link | None) -> Correction:
        """One correction as a page shows it."""
        return Correction(
            self.day(language, entry.on.isoformat()), language.text(f"correction.{entry.type}"), entry.text, page
        )

    @staticmethod
    def _label(language: Language, key: str, otherwise: str) -> str:
        return language.text(key) if key in language.text else otherwise


class _Writer:
    """Turns the parts of one text into safe HTML and components, numbering notes on the way."""

    def __init__(self, composer: Composer, own: str, text: Explainer | Page, notes: Notes) -> None:
        self._composer, self._own, self._text, self._notes = composer, own, text, notes
        self._site = composer.site
        self._language = self._site.languages[text.language]

    def sections(self) -> tuple[Section, ...]:
        """The sections of the text. Their tables are wrapped so that a wide one scrolls by itself."""
        return tuple(self._section(section) for section in self._text.sections)

    def _section(self, section: markup.Section) -> Section:
        heading = self.joined(section.heading)
        label = self._language.text(f"role.{section.role}") if section.role else ""
        blocks: list[Markup | Claim | PublisherLine | ContactLine | CorrectionList] = []
        run: list[str] = []
        for part in section.parts:
            if isinstance(part, Component):
                if run:
                    blocks.append(self._with_tables("".join(run), section))
                    run = []
                blocks.append(self._block(part))
            else:
                run.append(self._html(part))
        if run:
            blocks.append(self._with_tables("".join(run), section))
        return Section(section.id, section.role, label, heading, tuple(blocks))

    def _with_tables(self, html: str, section: markup.Section) -> Markup:
        """Wrap each table in a region of its own name, so that a wide one scrolls by itself."""
        if "<table>" not in html:
            return Markup(html)
        label = escape(self._language.text("table.label", heading=self._composer.plain(section.heading)))
        opened = f'<div class="table" role="region" tabindex="0" aria-label="{label}"><table>'
        return Markup(html.replace("<table>", opened).replace("</table>", "</table></div>"))

    def joined(self, parts: tuple[Part, ...]) -> Markup:
        """Parts without components as one piece of HTML."""
        return Markup("".join(self._html(part) for part in parts if not isinstance(part, Component)))

    def _html(self, part: Part) -> str:
        if isinstance(part, str):
            return part
        if isinstance(part, Cite):
            # A thin space keeps two marks from reading as one number.
            return "\u2009".join(self._notes.mark(citation.key, citation.locale) for citation in part.citations)
        if isinstance(part, FactValue):
            return self._figure(part)
        return self._link(part) if isinstance(part, PageLink) else ""

    def _link(self, part: PageLink) -> str:
        target = link_target(self._site, self._text, part) or self._text  # resolved when the site was reviewed
        fragment = f"#{part.fragment}" if part.fragment else ""
        if target is self._text and not part.target:
            return f'<a href="{escape(fragment)}">'
        there = address.text(target.language, target.slug)
        return f'<a href="{escape(address.relative(self._own, there) + fragment)}">'

    def _figure(self, part: FactValue) -> str:
        figure = self._site.evidence.facts[part.key].figure(part.name)
        value = figure.value if figure is not None else read_number(part.text)
        return f'<data class="figure" value="{value}">{escape(part.text)}</data>{self._notes.mark(part.key)}'

    def _block(self, part: Component) -> Claim | PublisherLine | ContactLine | CorrectionList:
        if isinstance(self._text, Explainer) and part.scheme == "claim":
            return self._claim(self._text, part.id)
        if part.id == "publisher":
            return PublisherLine(self._composer.publisher(self._own))
        if part.id == "contact":
            return ContactLine(self._composer.publisher(self._own))
        return CorrectionList(self._composer.corrections(self._own))

    def _claim(self, explainer: Explainer, identifier: str) -> Claim:
        tag, text = self._language.tag, self._language.text
        point = self._site.talking_points[explainer.fields.talking_point]
        claim = next(claim for claim in point.claims if claim.id == identifier)
        source = self._site.evidence.sources[claim.recorded.source]
        recorded = text("claim.recorded", recorder=source.publisher, day=self._language.day(claim.recorded.on))
        return Claim(
            id=f"claim-{claim.id}",
            paraphrase=claim.paraphrase[tag],
            verdict=claim.verdict,
            verdict_label=text(f"verdict.{claim.verdict}"),
            reason=claim.reason[tag],
            recorded=escape(recorded) + Markup(self._notes.mark(claim.recorded.source)),
        )


def contact_href(contact: str) -> str:
    """`mailto:` for an e-mail address, the address itself for a web address, nothing for anything else."""
    if re.fullmatch(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+", contact):
        return f"mailto:{contact}"
    if re.fullmatch(r"https?://[^\s<>\"']+", contact):
        return contact
    return ""
