"""The frozen values that templates read: one view per page, and nothing else.

A view holds text, numbers, `Markup` that is already safe, and tuples of other views: no mapping, no set, no model of
the content. Its `repr` is therefore a complete and stable description of what a page shows, and the fingerprint that
decides whether a page is rendered again is a hash of it.

Addresses inside a view are relative to the page (`people.html#ana`, `../theme/style.css`), except on the 404 page,
which a server may answer at any depth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from markupsafe import Markup

    from .language import Text


@dataclass(frozen=True, slots=True)
class Day:
    """A date for `<time>`: `iso` for machines (`2024-03-22`, `2024-03` or `2024`), `text` in the page's language."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the site's own: `text` and where it leads. `current` marks the page the reader is on."""

    text: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """One entry of the language menu: the same page in another language, by that language's own name."""

    tag: str
    name: str
    direction: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who answers for the site. Empty strings mean that the settings are not filled in; the page then says so.

    `contact_href` is `mailto:` or `https:`, empty where `contact` is plain text.
    """

    name: str
    contact: str
    contact_href: str


@dataclass(frozen=True, slots=True, repr=False)
class Chrome:
    """What surrounds every page of one language at one depth of folders. Built once and shared by its pages.

    `token` describes everything in it, so that a page's fingerprint need not go through it again.
    """

    text: Text
    tag: str
    direction: str
    site_name: str
    stylesheet: str
    icon: str
    home: str
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    publisher: Publisher
    indexed: bool
    token: str

    def __repr__(self) -> str:
        return f"Chrome({self.token})"


@dataclass(frozen=True, slots=True)
class Frame:
    """What every view holds: its address, its surroundings and what stands in `<head>`.

    `description` is plain text that may be read alone: it never states a claim. `canonical` and `alternates` are
    empty when the site has no `SITEURL`.
    """

    address: str
    title: str
    description: str
    languages: tuple[LanguageLink, ...]
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    draft: bool


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source as a note or the source list prints it.

    `title` is empty where it may not be shown. `title_is_description`: the page has no title of its own, so print it
    without quotation marks. `href` is empty where the page may not be linked; `locator` is then the address as plain
    text, or empty where the source has none. `locale` is the page cited (`p. 3`).
    """

    id: str
    title: str
    title_is_description: bool
    language: str
    direction: str
    author: str
    publisher: str
    kind: str
    day: Day | None
    href: str
    locator: str
    archive: str
    remark: str
    locale: str
    entry: str


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a source that support a fact, in their own language."""

    text: str
    language: str
    direction: str
    language_name: str


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class NoteBody:
    """What a note says of its fact or source; the same on every page of a folder, so it is made and rendered once.

    `statement` is empty where a source is cited by itself. `token` describes all of it, for the fingerprints of pages.
    """

    statement: str
    caveat: str
    passage: Passage | None
    sources: tuple[SourceLine, ...]
    token: str

    def __repr__(self) -> str:
        return f"NoteBody({self.token})"


@dataclass(frozen=True, slots=True)
class Note:
    """One numbered note. `backlinks` lead to the places of the text that cite it, in order."""

    id: str
    number: str
    key: str
    body: NoteBody
    backlinks: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim in its labelled block: what is said, in neutral words, and the verdict with its ground."""

    component: ClassVar[str] = "claim"
    id: str
    paraphrase: str
    verdict: str
    verdict_label: str
    reason: str
    recorded: Markup


@dataclass(frozen=True, slots=True)
class PublisherLine:
    """The publisher's name inside running text, or the honest line that there is none yet."""

    component: ClassVar[str] = "publisher"
    publisher: Publisher


@dataclass(frozen=True, slots=True)
class ContactLine:
    """How to reach the publisher, or the honest line that nobody has filled it in yet."""

    component: ClassVar[str] = "contact"
    publisher: Publisher


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: the day, what kind it was (`correction`, `update`, `clarification`) and what changed."""

    day: Day
    kind: str
    text: str
    page: Link | None


@dataclass(frozen=True, slots=True)
class CorrectionList:
    """Every correction of the site, newest first."""

    component: ClassVar[str] = "corrections"
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a page. `role` is empty on plain pages. `blocks` alternates safe HTML and components."""

    id: str
    role: str
    label: str
    heading: Markup
    blocks: tuple[Markup | Claim | PublisherLine | ContactLine | CorrectionList, ...]


@dataclass(frozen=True, slots=True)
class Teaser:
    """An explainer in a list: the fact it states and its one-sentence answer."""

    title: str
    answer: Markup
    href: str
    updated: Day


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many of a page's sources are of one kind, in words (“4 by courts”)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class ExplainerPage:
    """One explainer. Title, answer and at-a-glance may be read alone; the claim stands in its section only."""

    template: ClassVar[str] = "explainer"
    chrome: Chrome
    frame: Frame
    answer: Markup
    glance: Markup
    content_note: str
    audience: tuple[str, ...]
    published: Day
    updated: Day
    review_by: Day | None
    review_overdue: bool
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    kinds: tuple[KindCount, ...]
    corrections: tuple[Correction, ...]
    related: tuple[Teaser, ...]
    method: str


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page about the site: about, method, privacy and so on."""

    template: ClassVar[str] = "page"
    chrome: Chrome
    frame: Frame
    summary: str
    updated: Day
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Service:
    """Somewhere a reader can turn. Empty strings mean unknown; the page says so where it matters.

    `called` is the day on which the publisher last rang the number; None: nobody has, so it is unverified.
    """

    id: str
    name: str
    name_language: str
    name_direction: str
    countries: str
    run_by: str
    police: str
    police_label: str
    serves: str
    languages: str
    phone: str
    phone_href: str
    phone_note: str
    href: str
    called: Day | None


@dataclass(frozen=True, slots=True)
class ServiceGroup:
    """Services of one kind (`crisis`, `support`, `victims`, `relatives`, `reporting`), by country.

    `services` is empty where we know of none: the page then says exactly that.
    """

    id: str
    heading: str
    about: str
    services: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class HelpPage:
    """Where to turn: the page's own text, then the services, kept apart by kind."""

    template: ClassVar[str] = "help"
    chrome: Chrome
    frame: Frame
    summary: str
    updated: Day
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    groups: tuple[ServiceGroup, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page of a language: what the site is, then every explainer, facts first."""

    template: ClassVar[str] = "home"
    chrome: Chrome
    frame: Frame
    explainers: tuple[Teaser, ...]
    pages: tuple[Link, ...]
    help: str
    sources: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact on the source list: what rests on this source."""

    key: str
    statement: str
    caveat: str
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One source with the facts that rest on it and the explainers that cite it."""

    source: SourceLine
    facts: tuple[FactLine, ...]
    cited_by: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """Sources of one kind, under a heading."""

    kind: str
    heading: str
    entries: tuple[SourceEntry, ...]


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """Every source of the site, by kind."""

    template: ClassVar[str] = "sources"
    chrome: Chrome
    frame: Frame
    total: int
    groups: tuple[SourceGroup, ...]


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """What a server answers for an address that does not exist. The one page with absolute addresses."""

    template: ClassVar[str] = "404"
    chrome: Chrome
    frame: Frame
    explainers: tuple[Teaser, ...]
    help: str
    sources: str


@dataclass(frozen=True, slots=True)
class LanguagesPage:
    """`/index.html`: the languages by their own names; with a single one it leads straight there."""

    template: ClassVar[str] = "languages"
    chrome: Chrome
    frame: Frame
    leads_to: str


Page = ExplainerPage | PlainPage | HelpPage | HomePage | SourcesPage | NotFoundPage | LanguagesPage

#: The template of every kind of page.
TEMPLATES = tuple(
    kind.template for kind in (ExplainerPage, PlainPage, HelpPage, HomePage, SourcesPage, NotFoundPage, LanguagesPage)
)
