"""The frozen values that templates read: one view per page, and nothing else.

A view holds text, numbers, `Markup` that is already safe, and tuples of other views: no mapping, no set, no model of
the content. Its `repr` is therefore a complete and stable description of what a page shows, and the fingerprint that
decides whether a page is rendered again is a hash of it.

Addresses inside a view are relative to the page (`people.html#ana`, `../theme/style.css`), except on 404 pages,
which a server may answer at any depth.

Text is in the language of the page, unless a `language` and a `direction` beside it say otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from markupsafe import Markup

    from .interface import Text


@dataclass(frozen=True, slots=True)
class Day:
    """A date for `<time>`: `iso` for machines (`2024-03-22`, `2024-03` or `2024`), `text` in the page's language."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """Text that may be in another language than the page's: `language` and `direction` are empty where it is not.

    `person`: the ids of those who may be shown and whom it names, separated by spaces. What has them is printed inside
    an element with that `data-person`, here and wherever else a view has such ids.
    """

    text: str
    language: str = ""
    direction: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the site's own: `text` and where it leads. `current` marks the page the reader is on.

    `language` and `direction` are those of the text and of the page behind it, empty where they are this page's.
    """

    text: str
    href: str
    current: bool = False
    language: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A text that is not there in the page's language, in one that has it: its title there, and its address.

    `name` is the name of that language, in the page's language.
    """

    title: str
    href: str
    language: str
    direction: str
    name: str


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
    token: str

    def __repr__(self) -> str:
        return f"Chrome({self.token})"


@dataclass(frozen=True, slots=True)
class Behind:
    """What the original says that this translation does not say yet.

    `parts` are places of this page, by their headings; `figures` the facts whose figure was corrected, each in its
    statement's words; `counts` says how many of both, in words. `lapsed`: nobody followed for longer than the site
    allows.
    """

    original: Link
    language: str
    counts: tuple[str, ...]
    parts: tuple[Link, ...]
    figures: tuple[Words, ...]
    lapsed: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What every view holds: its address, its surroundings and what stands in `<head>`.

    `description` is plain text that may be read alone: it never states a claim. `canonical` and `alternates` are
    empty when the site has no `SITEURL`. `alternates` holds a language and an address for each version of the page,
    the page itself among them, then `x-default`. `indexed`: search engines may list the page.
    """

    address: str
    title: str
    description: str
    languages: tuple[LanguageLink, ...]
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    draft: bool
    indexed: bool
    behind: Behind | None = None
    machine: bool = False


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source as a note or the source list prints it.

    `title` is empty where it may not be shown. `title_is_description`: the page has no title of its own, so print it
    without quotation marks. `href` is empty where the page may not be linked; `locator` is then the address as plain
    text, or empty where the source has none. `locale` is the page cited (`p. 3`). `person`: whom its title, author or
    address name.
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
    remark: Words | None
    locale: str
    entry: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of a source that support a fact, in their own language."""

    text: str
    language: str
    direction: str
    language_name: str
    person: str = ""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class NoteBody:
    """What a note says of its fact or source; the same on every page of a folder, so it is made and rendered once.

    `statement` is None where a source is cited by itself. `token` describes all of it, for the fingerprints of pages.
    """

    statement: Words | None
    caveat: Words | None
    passage: Passage | None
    sources: tuple[SourceLine, ...]
    token: str

    def __repr__(self) -> str:
        return f"NoteBody({self.token})"


@dataclass(frozen=True, slots=True)
class Backlink:
    """The way from a note back to one of its marks. `person`: the one whose words the mark stands behind, if any."""

    text: str
    href: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """One numbered note. `backlinks` lead to the places of the text that cite it, in order.

    `person`: the one whose source it is; empty where the text, or somebody else, rests on it too.
    """

    id: str
    number: str
    key: str
    body: NoteBody
    backlinks: tuple[Backlink, ...]
    person: str = ""


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
class Testimony:
    """Somebody who was harmed, who helped or who speaks for others: their words, then who they are, where and when.

    `anchor` is the person's place on the page, empty where that is elsewhere on it. `name` is empty for whom a role
    alone makes known. `words` holds paragraphs, none in a remembrance without words; `language` and `direction` are
    theirs. `translated_by` is a role, `died` is there where it is not `day`, `door` leads whom this is about to how it
    is corrected or removed, and `pages` are the explainers that show the person too.
    """

    component: ClassVar[str] = "testimony"
    id: str
    anchor: str
    name: str
    pseudonym: bool
    role: str
    words: tuple[str, ...]
    quoted: bool
    language: str
    direction: str
    translated_by: str
    place: str
    day: Day | None
    died: Day | None
    content_note: str
    mark: Markup
    door: str
    pages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Absent:
    """The line where somebody stood whose consent has ended. It says nothing of them."""

    component: ClassVar[str] = "absent"


#: What a section holds beside safe HTML.
Block = Claim | PublisherLine | ContactLine | CorrectionList | Testimony | Absent


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a page. `role` is empty on plain pages. `blocks` alternates safe HTML and components."""

    id: str
    role: str
    label: str
    heading: Markup
    blocks: tuple[Markup | Block, ...]


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
    """One explainer. Title, answer and at-a-glance may be read alone; the claim stands in its section only.

    `audience` names its readers in a row. `elsewhere` holds related explainers that are not in this language yet.
    """

    template: ClassVar[str] = "explainer"
    chrome: Chrome
    frame: Frame
    answer: Markup
    glance: Markup
    content_note: str
    audience: str
    published: Day
    updated: Day
    review_by: Day | None
    review_overdue: bool
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    kinds: tuple[KindCount, ...]
    corrections: tuple[Correction, ...]
    related: tuple[Teaser, ...]
    elsewhere: tuple[Offer, ...]
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
    """Somewhere a reader can turn. Empty strings and None mean unknown; the page says so where it matters.

    `called` is the day on which the publisher last rang the number; None: nobody has, so it is unverified.
    """

    id: str
    name: str
    name_language: str
    name_direction: str
    countries: str
    run_by: Words | None
    police: str
    police_label: str
    serves: Words | None
    languages: str
    languages_note: Words | None
    phone: str
    phone_href: str
    phone_note: Words | None
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
    """The first page of a language: what the site is, then every explainer, facts first.

    `elsewhere` holds the explainers that are not in this language yet. `people` leads to the page of people, empty
    where it shows nobody.
    """

    template: ClassVar[str] = "home"
    chrome: Chrome
    frame: Frame
    explainers: tuple[Teaser, ...]
    elsewhere: tuple[Offer, ...]
    people: str
    pages: tuple[Link, ...]
    help: str
    sources: str


@dataclass(frozen=True, slots=True)
class PeopleGroup:
    """People who stand to the events in one way, under a heading; empty where nobody is shown."""

    id: str
    heading: str
    people: tuple[Testimony, ...]


@dataclass(frozen=True, slots=True)
class PersonLink:
    """The way to somebody on the same page: their name or role, and their place.

    `opening`: how their words begin, where others there have the same role; empty where the words have a content note.
    """

    person: str
    text: str
    anchor: str
    opening: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place or a community, and the people who are found under it."""

    id: str
    name: str
    people: tuple[PersonLink, ...]


@dataclass(frozen=True, slots=True)
class PeopleIndex:
    """An index of the people of the page, under a heading."""

    id: str
    heading: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everybody whom the site shows in one language: first those harmed and those who helped, never a group.

    `groups` is empty where nobody is shown. `door` leads whom it is about to how it is corrected or removed.
    """

    template: ClassVar[str] = "people"
    chrome: Chrome
    frame: Frame
    groups: tuple[PeopleGroup, ...]
    indexes: tuple[PeopleIndex, ...]
    notes: tuple[Note, ...]
    door: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact on the source list: what rests on this source."""

    key: str
    statement: Words | None
    caveat: Words | None
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
class UntranslatedPage:
    """What stands at the address of a text that is not there in this language yet: in which languages it is.

    `explainers` holds those that are there in this language. `groups` is empty but for the page that lists services:
    whoever needs one finds it in any language.
    """

    template: ClassVar[str] = "untranslated"
    chrome: Chrome
    frame: Frame
    offers: tuple[Offer, ...]
    groups: tuple[ServiceGroup, ...]
    help: str
    explainers: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class NotFoundPart:
    """What a 404 page says in one more language: `text` in it, and the way to that language's first page and help."""

    text: Text
    tag: str
    direction: str
    home: str
    help: str


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """What a server answers for an address that does not exist. The one kind of page with absolute addresses.

    `others` is empty but on the page at the root, which speaks every language of the site.
    """

    template: ClassVar[str] = "404"
    chrome: Chrome
    frame: Frame
    explainers: tuple[Teaser, ...]
    help: str
    sources: str
    others: tuple[NotFoundPart, ...]


@dataclass(frozen=True, slots=True)
class LanguageChoice:
    """A language as the first page of the site offers it: in words of its own."""

    text: Text
    tag: str
    direction: str
    href: str


@dataclass(frozen=True, slots=True)
class LanguagesPage:
    """`/index.html`: the languages by their own names; with a single one it leads straight there."""

    template: ClassVar[str] = "languages"
    chrome: Chrome
    frame: Frame
    leads_to: str
    choices: tuple[LanguageChoice, ...]


Page = (
    ExplainerPage
    | PlainPage
    | HelpPage
    | HomePage
    | PeoplePage
    | SourcesPage
    | UntranslatedPage
    | NotFoundPage
    | LanguagesPage
)

#: The template of every kind of page.
TEMPLATES = tuple(
    kind.template
    for kind in (
        ExplainerPage,
        PlainPage,
        HelpPage,
        HomePage,
        PeoplePage,
        SourcesPage,
        UntranslatedPage,
        NotFoundPage,
        LanguagesPage,
    )
)
