"""From the resolved site to views: one function for each kind of page, one `Composed` for each address."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from . import address, directory, markup, naming, testimony
from .explainer import Explainer, Page, citations, overdue, testimonies
from .language import read_number
from .markup import Cite, Component, FactValue, PageLink, Part, plain_text
from .notes import Bodies, Notes, facts_words, passage, source_line
from .resolve import link_path
from .stated import full_value
from .testimony import Portraits
from .translated import unread_machine_translation
from .translation import awaits_translator
from .view import (
    Absent,
    Behind,
    Block,
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
    LanguageChoice,
    LanguageLink,
    LanguagesPage,
    Link,
    NotFoundPage,
    NotFoundPart,
    Offer,
    PeoplePage,
    PlainPage,
    Publisher,
    PublisherLine,
    Section,
    SourceEntry,
    SourceGroup,
    SourcesPage,
    Teaser,
    UntranslatedPage,
)
from .view import Page as View
from .wording import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from .assets import Assets
    from .explainer import CorrectionEntry
    from .language import Language
    from .site import Site
    from .view import Testimony

#: Pages about the site, in the order of the footer. Others follow by title.
FOOTER = ("about", "method", "corrections", "funding", "consent", "privacy", "safety", "accessibility")
HELP = "help"
CONSENT = "consent"
#: The kinds of source in the order of the source list: records first, monitors last.
SOURCE_KINDS = ("court", "un", "official", "academic", "ngo", "news", "monitor")
#: How many explainers a page names that has none of its own to show: the latest ones; its home lists all.
NAMED = 12


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
    listed: bool
    people: tuple[str, ...]


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
        self._portraits = {tag: Portraits(site, language) for tag, language in site.languages.items()}
        self._naming = naming.of(site)
        # The latest first, then by title: the order of every list of explainers.
        for explainer in sorted(
            site.explainers.values(),
            key=lambda e: (site.languages[e.language].sort_key(e.fields.title), e.slug),
        ):
            self._keep_card(explainer)
        for cards in self._cards.values():
            cards.sort(key=lambda card: card.published, reverse=True)
        self._by_point = {(card.point, tag): card for tag in self._cards for card in self._listed(tag)}
        # The address of each page below its language's folder, and the languages it is there in.
        self._versions: dict[str, tuple[str, ...]] = {}
        self._titles: dict[str, str] = {}
        self._register()

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address of the site that is rendered from a view, in a fixed order."""
        return tuple(self._pages)

    def __contains__(self, own: object) -> bool:
        return own in self._pages

    def compose(self, own: str) -> Composed:
        """The view of one address."""
        composed = self._pages[own](own)
        return replace(composed, people=testimony.people_in(composed.view)) if self._site.people else composed

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
            not (state := self._site.translations.states.get(explainer.path)) or not state.lapsed,
            tuple(dict.fromkeys(part.id for part in testimonies(explainer))),
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
            self._titles[own] = text.fields.title
            self._add(own, text.language, self._explainer if isinstance(text, Explainer) else self._page)
        for tag in self._site.languages:
            self._add(address.home(tag), tag, self._home)
            self._add(address.people(tag), tag, self._people)
            self._add(address.sources(tag), tag, self._sources)
        self._register_untranslated()
        if len(self._site.languages) > 1:
            for tag in self._site.languages:
                self._add(address.not_found(tag), tag, self._not_found)
        self._add(address.NOT_FOUND, self._site.settings.default_language, self._not_found)
        self._add(address.LANGUAGES, self._site.settings.default_language, self._languages)

    def _register_untranslated(self) -> None:
        """A page that says so at each address where a text is not there in a language: no link is ever dead."""
        tags = tuple(self._site.languages)
        for inside in dict.fromkeys(own.partition("/")[2] for own in self._pages):
            self._versions[inside] = tuple(tag for tag in tags if f"{tag}/{inside}" in self._pages)
            for tag in tags:
                if tag not in self._versions[inside]:
                    self._add(f"{tag}/{inside}", tag, self._untranslated)

    def _add(self, own: str, tag: str, make: Callable[[str], Composed]) -> None:
        self._pages[own] = make
        self._tags[own] = tag

    def _language(self, own: str) -> Language:
        return self._site.languages[self._tags[own]]

    # -- pages ---------------------------------------------------------------------------------------------------

    def _explainer(self, own: str) -> Composed:
        text = self._site.explainers[self._paths[own]]
        language, fields = self._language(own), text.fields
        notes = self._notes(own)
        writer = _Writer(self, own, text, notes)
        answer = writer.joined(text.answer)
        glance = writer.joined(text.glance)
        sections = writer.sections()
        kinds: dict[str, int] = {}
        for key in notes.sources():
            kind = self._site.evidence.sources[key].note.kind
            kinds[kind] = kinds.get(kind, 0) + 1
        point = self._site.talking_points[fields.talking_point]
        related = [card for card in map(partial(self._answering, tag=text.language), point.related) if card]
        view = ExplainerPage(
            chrome=self._chrome(own),
            frame=self._frame_of(own, text, self.plain(text.answer)),
            answer=answer,
            glance=glance,
            content_note=fields.content_note,
            audience=language.listed(self._label(language, f"audience.{name}", name) for name in fields.audience),
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
                self._teaser(own, card) for card in related if card.language == text.language and card.path != text.path
            ),
            elsewhere=tuple(self._offer(own, card) for card in related if card.language != text.language),
            method=self._href(own, "method"),
        )
        return Composed(view, notes.facts(), notes.sources())

    def _page(self, own: str) -> Composed:
        text = self._site.pages[self._paths[own]]
        language, fields = self._language(own), text.fields
        notes = self._notes(own)
        sections = _Writer(self, own, text, notes).sections()
        chrome = self._chrome(own)
        frame = self._frame_of(own, text, fields.summary)
        updated = self.day(language, fields.updated.isoformat())
        if text.slug == HELP:
            groups = directory.services(self._site, language)
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
            elsewhere=tuple(self._offer(own, card) for card in self._not_in(language.tag)),
            people=self._to(own, address.people(language.tag)) if self._portraits[language.tag].people else "",
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
        names = self._naming[language.tag]
        groups = []
        for kind in SOURCE_KINDS:
            members = [source for source in evidence.sources.values() if source.note.kind == kind]
            order = language.sort_key
            members.sort(key=lambda s: (order(s.publisher), s.issued, order(s.title), s.id))
            entries = tuple(
                SourceEntry(
                    source=names.source(source_line(source, language, own)),
                    facts=tuple(self._fact_lines(language, source.id, resting.get(source.id, ()))),
                    cited_by=tuple(self._link_to(own, card) for card in citing.get(source.id, ())),
                )
                for source in members
            )
            if entries:
                groups.append(SourceGroup(kind, language.text(f"kinds.{kind}"), entries))
        frame = self._frame(own, language.text("sources.title"), language.text("sources.description"), draft=False)
        view = SourcesPage(self._chrome(own), frame, len(evidence.sources), tuple(groups))
        return Composed(view, tuple(sorted(evidence.facts)), tuple(sorted(evidence.sources)))

    def _fact_lines(self, language: Language, source: str, facts: Iterable[str]) -> Iterator[FactLine]:
        """What rests on a source, as the list of sources says it; nothing of a fact that names somebody who is gone."""
        names, languages = self._naming[language.tag], self._site.languages
        for key in facts:
            fact = self._site.evidence.facts[key]
            statement = names.words(facts_words(fact.entry.statement, language, languages))
            if statement is not None:
                caveat = names.words(facts_words(fact.entry.caveat, language, languages))
                words = names.passage(passage(fact, language)) if fact.entry.passage.source == source else None
                yield FactLine(key, statement, caveat, words)

    def _people(self, own: str) -> Composed:
        language, notes = self._language(own), self._notes(own)
        portraits, door = self._portraits[language.tag], self.door(own)
        groups = portraits.groups(
            lambda key: portraits.portrait(key, notes, door, pages=self._showing(own, language.tag, key))
        )
        frame = self._frame(own, language.text("people.title"), language.text("people.description"), draft=False)
        view = PeoplePage(self._chrome(own), frame, groups, portraits.indexes(), notes.all(), door)
        return Composed(view, notes.facts(), notes.sources())

    def _showing(self, own: str, tag: str, person: str) -> tuple[Link, ...]:
        """The explainers of a language that show a person, each at the place where it does."""
        there = (self._link_to(own, card) for card in self._listed(tag) if person in card.people)
        return tuple(replace(link, href=f"{link.href}#{testimony.anchor(person)}") for link in there)

    def _untranslated(self, own: str) -> Composed:
        language, text = self._language(own), self._language(own).text
        inside = own.partition("/")[2]
        versions = [f"{tag}/{inside}" for tag in self._versions[inside]]
        title = self._titles[versions[0]]
        names = language.listed(language.language_name(self._tags[version]) for version in versions)
        frame = self._frame(
            own,
            text("untranslated.page-title", title=title),
            text("untranslated.description", title=title, languages=names),
            draft=False,
            indexed=False,
        )
        is_help = own == address.text(language.tag, HELP)
        view = UntranslatedPage(
            self._chrome(own),
            frame,
            offers=tuple(self._offer_of(own, version) for version in versions),
            groups=directory.services(self._site, language) if is_help else (),
            help="" if is_help else self._href(own, HELP),
            explainers=tuple(self._link_to(own, card) for card in self._listed(language.tag)[:NAMED]),
        )
        return Composed(view)

    def _not_found(self, own: str) -> Composed:
        language = self._language(own)
        # The page at the root is answered to readers of any language.
        others = [
            other for tag, other in self._site.languages.items() if own == address.NOT_FOUND and tag != language.tag
        ]
        description = " ".join(each.text("404.description") for each in (language, *others))
        view = NotFoundPage(
            self._chrome(own),
            self._frame(own, language.text("404.title"), description, draft=False),
            self._teasers_of(own, language.tag),
            self._href(own, HELP),
            self._to(own, address.sources(language.tag)),
            tuple(
                NotFoundPart(
                    other.text,
                    other.tag,
                    other.direction,
                    self._to(own, address.home(other.tag)),
                    self._href(own, HELP, other.tag),
                )
                for other in others
            ),
        )
        return Composed(view)

    def _languages(self, own: str) -> Composed:
        settings, languages = self._site.settings, self._site.languages
        text = self._language(own).text
        frame = self._frame(own, settings.name, text("languages.description"), draft=False)
        leads_to = address.relative(own, address.home(settings.default_language)) if len(languages) == 1 else ""
        choices = tuple(
            LanguageChoice(language.text, tag, language.direction, self._to(own, address.home(tag)))
            for tag, language in languages.items()
        )
        return Composed(LanguagesPage(self._chrome(own), frame, leads_to, choices))

    # -- parts of pages ------------------------------------------------------------------------------------------

    def _frame(self, own: str, title: str, description: str, *, draft: bool, indexed: bool = True) -> Frame:
        settings = self._site.settings
        inside = "" if own in (address.LANGUAGES, address.NOT_FOUND) else own.partition("/")[2]
        menu = tuple(
            LanguageLink(
                tag=tag,
                name=language.name,
                direction=language.direction,
                # There is no choosing a language for an address that does not exist.
                href=self._to(own, f"{tag}/{inside}" if inside in self._versions else address.home(tag)),
                current=tag == self._tags[own] and bool(inside),
            )
            for tag, language in self._site.languages.items()
        )
        public = bool(settings.url) and indexed and not address.is_absolute(own)
        return Frame(
            address=own,
            title=title,
            description=description,
            languages=menu,
            canonical=f"{settings.url}/{own}" if public else "",
            alternates=self._alternates(inside or "index.html") if public else (),
            draft=draft,
            indexed=indexed and not settings.noindex,
        )

    def _notes(self, own: str) -> Notes:
        """The notes of a page, which begin empty."""
        language = self._language(own)
        names = self._naming[language.tag]
        return Notes(self._site.evidence, language, own, self._bodies, self._site.languages, names)

    def _frame_of(self, own: str, text: Explainer | Page, description: str) -> Frame:
        """The frame of a text: what it says of its draft and of its translation."""
        machine = unread_machine_translation(text)
        draft = text.fields.review.status == "draft"
        frame = self._frame(own, text.fields.title, description, draft=draft, indexed=not machine)
        return replace(frame, behind=self._behind(own, text), machine=machine)

    def _behind(self, own: str, text: Explainer | Page) -> Behind | None:
        state = self._site.translations.states.get(text.path)
        if state is None or not state.behind:
            return None
        language, original = self._language(own), address.of_file(state.original)
        counts = []
        if state.figures:
            counts.append(language.text("behind.figures", count=len(state.figures)))
        if state.changed:
            counts.append(language.text("behind.parts", count=len(state.changed)))
        facts = dict.fromkeys(name.partition("#")[0] for name in state.figures)
        entries = (self._site.evidence.facts[fact].entry for fact in facts)
        names = self._naming[language.tag]
        statements = (names.words(facts_words(entry.statement, language, self._site.languages)) for entry in entries)
        return Behind(
            original=self._link_of(own, original, language),
            language=language.language_name(self._tags[original]),
            counts=tuple(counts),
            parts=tuple(self._changed_part(text, state.original, name, language) for name in state.changed),
            figures=tuple(statement for statement in statements if statement),
            lapsed=state.lapsed,
        )

    def _changed_part(self, text: Explainer | Page, original: str, name: str, language: Language) -> Link:
        """A part of this page whose original was reworded, by its heading; fields and new parts by what they are."""
        for section in text.sections:
            if section.role and section.role == name:
                return Link(self.plain(section.heading), f"#{section.id}")
        there = self._site.text(original)
        names = [name_of(section) for section in there.sections] if there else []
        if name in names and len(names) == len(text.sections):
            section = text.sections[names.index(name)]
            return Link(self.plain(section.heading), f"#{section.id}" if section.id else "")
        key = f"part.{name}"
        return Link(language.text(key if key in language.text else "part.new"), "")

    def _alternates(self, inside: str) -> tuple[tuple[str, str], ...]:
        """Each version of a page and where a reader of any other language goes: all versions say the same.

        Source: https://developers.google.com/search/docs/specialty/international/localized-versions
        """
        url, tags = self._site.settings.url, self._versions[inside]
        if len(tags) < 2:
            return ()
        otherwise = address.LANGUAGES if inside == "index.html" else f"{tags[0]}/{inside}"
        return (*((tag, f"{url}/{tag}/{inside}") for tag in tags), ("x-default", f"{url}/{otherwise}"))

    def _chrome(self, own: str) -> Chrome:
        """One for each language and folder; the navigation's mark of the current page is per page, so not here."""
        language = self._language(own)
        folder = own if address.is_absolute(own) else own.rpartition("/")[0]
        known = self._chromes.get((language.tag, folder))
        if known is None:
            known = self._chromes[language.tag, folder] = self._new_chrome(own, language)
        return known

    def _new_chrome(self, own: str, language: Language) -> Chrome:
        settings, text = self._site.settings, language.text
        navigation = [
            Link(text("site.home"), self._to(own, address.home(language.tag))),
            Link(text("site.people"), self._to(own, address.people(language.tag))),
        ]
        if where := self._href(own, HELP):
            navigation.append(Link(text("site.help"), where))
        navigation.append(Link(text("site.sources"), self._to(own, address.sources(language.tag))))
        publisher = Publisher(settings.publisher, settings.contact, contact_href(settings.contact))
        footer = self._footer(own, language)
        stylesheet, icon = self._to(own, self._assets.stylesheet), self._to(own, self._assets.icon)
        described = (text.token, settings.name, navigation, footer, publisher, stylesheet, icon)
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
            token=repr(described),
        )

    def _footer(self, own: str, language: Language) -> tuple[Link, ...]:
        """The pages about the site, in this language or else in the first one that has them."""
        pages: dict[str, Page] = {}
        for tag in (language.tag, *self._site.languages):
            for page in self._site.pages.values():
                if page.language == tag and page.slug != HELP:
                    pages.setdefault(page.slug, page)
        order = [slug for slug in FOOTER if slug in pages]
        order += sorted(
            (slug for slug in pages if slug not in FOOTER), key=lambda slug: language.sort_key(pages[slug].fields.title)
        )
        return tuple(self._link_of(own, address.text(pages[slug].language, slug), language) for slug in order)

    def _link_of(self, own: str, target: str, language: Language) -> Link:
        """A link to a text by its title, which says its language where that is not the page's."""
        title, href, tag = self._titles[target], self._to(own, target), self._tags[target]
        if tag == language.tag:
            return Link(title, href)
        return Link(title, href, language=tag, direction=self._site.languages[tag].direction)

    def _offer_of(self, own: str, target: str) -> Offer:
        tag = self._tags[target]
        return Offer(
            title=self._titles[target],
            href=self._to(own, target),
            language=tag,
            direction=self._site.languages[tag].direction,
            name=self._language(own).language_name(tag),
        )

    def _offer(self, own: str, card: _Card) -> Offer:
        return self._offer_of(own, address.text(card.language, card.slug))

    def _not_in(self, tag: str) -> tuple[_Card, ...]:
        """The explainers that a language does not list, each in the first language that does."""
        found: dict[str, _Card] = {}
        for other in self._cards:
            for card in self._listed(other):
                found.setdefault(card.slug, card)
        own = {card.slug for card in self._listed(tag)}
        return tuple(card for card in found.values() if card.slug not in own)

    def _answering(self, point: str, tag: str) -> _Card | None:
        """The explainer that answers a talking point: in a language, else in the first one that has it."""
        return next((self._by_point[point, own] for own in (tag, *self._cards) if (point, own) in self._by_point), None)

    def _to(self, own: str, target: str) -> str:
        if address.is_absolute(own):
            return f"{urlsplit(self._site.settings.url).path.rstrip('/')}/{target}"
        return address.relative(own, target)

    def _href(self, own: str, slug: str, tag: str = "") -> str:
        """The address of a page about the site, or nothing when the site has no such page in any language."""
        target = address.text(tag or self._tags[own], slug)
        return self._to(own, target) if target in self._pages else ""

    def _teasers_of(self, own: str, tag: str) -> tuple[Teaser, ...]:
        return tuple(self._teaser(own, card) for card in self._listed(tag))

    def _listed(self, tag: str) -> list[_Card]:
        """The explainers of a language that lists name: not those whose original changed long ago."""
        return [card for card in self._cards[tag] if card.listed]

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
        portraits = self._portraits[explainer.language]
        found.update(dict.fromkeys(portraits.sources(part.id for part in testimonies(explainer))))
        return tuple(found)

    # -- for the writer of running text --------------------------------------------------------------------------

    def portraits(self, tag: str) -> Portraits:
        """The people whom the pages of a language show."""
        return self._portraits[tag]

    def door(self, own: str) -> str:
        """Where whom a page is about learns how to have it corrected or removed; empty where no page says so."""
        target = address.text(self._tags[own], CONSENT)
        if target not in self._pages:
            return ""
        text = self._site.text(self._paths.get(target, ""))
        places = [place for section in text.sections for place in (section.id, *section.ids)] if text else []
        return self._to(own, target) + (f"#{testimony.DOOR}" if testimony.DOOR in places else "")

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
        self._placed: set[str] = set()

    def sections(self) -> tuple[Section, ...]:
        """The sections of the text. Their tables are wrapped so that a wide one scrolls by itself."""
        return tuple(self._section(section) for section in self._text.sections)

    def _section(self, section: markup.Section) -> Section:
        heading = self.joined(section.heading)
        label = self._language.text(f"role.{section.role}") if section.role else ""
        blocks: list[Markup | Block] = []
        run: list[str] = []
        for part in section.parts:
            if isinstance(part, Component):
                if "".join(run).strip():
                    blocks.append(self._with_tables("".join(run), section))
                    run = []
                block = self._block(part)
                # One line says enough where several people stood in a row.
                if block is not None and not (isinstance(block, Absent) and blocks[-1:] == [block]):
                    blocks.append(block)
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
        fragment = f"#{part.fragment}" if part.fragment else ""
        if not part.target:
            return f'<a href="{escape(fragment)}">'
        path = link_path(self._text, part)  # it was resolved when the site was reviewed
        if self._site.text(path) is None:
            fragment = ""  # the page that says that the text is not translated has no such place
        there = address.relative(self._own, address.of_file(path)) + fragment
        tag = path.partition("/")[0]
        other = f' hreflang="{tag}"' if tag != self._text.language else ""
        return f'<a href="{escape(there)}"{other}>'

    def _figure(self, part: FactValue) -> str:
        figure = self._site.evidence.facts[part.key].figure(part.name)
        value = figure.value if figure is not None else read_number(part.text)
        mark = self._notes.mark(part.key)
        if figure is not None and awaits_translator(self._site, self._text, part):
            shown = self._language.number(full_value(figure))
            notice = escape(self._language.text("figure.awaits"))
            return f'<data class="figure" value="{value}">{shown}</data>{mark} <small class="awaits">{notice}</small>'
        return f'<data class="figure" value="{value}">{escape(part.text)}</data>{mark}'

    def _block(self, part: Component) -> Block | None:
        if part.scheme == "testimony":
            return self._testimony(part.id)
        if isinstance(self._text, Explainer) and part.scheme == "claim":
            return self._claim(self._text, part.id)
        if part.id == "publisher":
            return PublisherLine(self._composer.publisher(self._own))
        if part.id == "contact":
            return ContactLine(self._composer.publisher(self._own))
        return CorrectionList(self._composer.corrections(self._own))

    def _testimony(self, person: str) -> Testimony | Absent | None:
        """A person where the text places them; a line, or nothing, where they may not or cannot be shown."""
        portraits = self._composer.portraits(self._language.tag)
        if person in portraits.people:
            anchored = person not in self._placed
            self._placed.add(person)
            return portraits.portrait(person, self._notes, self._composer.door(self._own), anchored=anchored)
        return Absent() if person in portraits.ended and self._site.settings.withdrawn_line else None

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
