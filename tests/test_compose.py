"""From the content to what each page shows."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup
from reference import composer_of
from rejoinder.core import markup
from rejoinder.core.compose import FOOTER, HELP, SOURCE_KINDS, contact_href
from rejoinder.core.view import Claim, ContactLine, CorrectionList, PublisherLine, Words
from sites import (
    ABOUT,
    ABOUT_PATH,
    EXPLAINER,
    EXPLAINER_PATH,
    FACTS,
    FACTS_PATH,
    NOTES_PATH,
    POINT,
    POINT_PATH,
    SERVICES,
    SERVICES_PATH,
    SOURCES,
    SOURCES_PATH,
    edit,
    interface,
    settings,
    tiny,
)
from sites import HELP as HELP_TEXT
from sites import HELP_PATH as HELP_TEXT_PATH

if TYPE_CHECKING:
    from pathlib import Path

    from rejoinder.core.compose import Composer

LIBRARY = "en/library.html"


def compose(folder: Path, files: dict[str, str | None] | None = None) -> Composer:
    """What composes the pages of the tiny site, with files replaced."""
    return composer_of(tiny(folder, files).root / "pelicanconf.py")[1]


def page(folder: Path, own: str = LIBRARY, files: dict[str, str | None] | None = None) -> Any:
    """One view of it."""
    return compose(folder, files).compose(own).view


def explainer(folder: Path, *edits: tuple[str, str], **files: str) -> Any:
    """The view of the tiny site's explainer, with passages of its text replaced."""
    text = EXPLAINER
    for old, new in edits:
        text = edit(text, old, new)
    return page(folder, files={EXPLAINER_PATH: text, **files})


def html(view: Any, role: str) -> BeautifulSoup:
    """The HTML of a section of a view."""
    [section] = [section for section in view.sections if section.role == role]
    return BeautifulSoup("".join(block for block in section.blocks if isinstance(block, Markup)), "html.parser")


# -- explainers --------------------------------------------------------------------------------------------------------


def test_sections_with_their_roles(tmp_path: Path) -> None:
    """Each section has its role, the role's name in words, its own heading and an id."""
    view = page(tmp_path)
    assert [section.role for section in view.sections] == list(markup.ROLES)
    people = view.sections[1]
    assert (people.id, people.label, people.heading) == ("who-comes", "Who was harmed", "Who reads there")


def test_notes_are_numbered_from_the_answer_on(tmp_path: Path) -> None:
    """First use counts in the order in which a reader meets the text: answer, glance, sections, claims among them."""
    composed = compose(tmp_path).compose(LIBRARY)
    view: Any = composed.view
    assert [note.key for note in view.notes] == ["holds", "lends", "report", "report", "paper", "opened", "watch"]
    marks = re.findall(r'id="(mark-\d+-\d+)"', repr((view.answer, view.glance, view.sections)))
    assert len(marks) == len(set(marks)) == sum(len(note.backlinks) for note in view.notes)
    assert {link.href for note in view.notes for link in note.backlinks} == {f"#{mark}" for mark in marks}
    assert composed.facts == ("holds", "lends", "opened")
    assert composed.sources == ("report", "paper", "watch")


def test_a_place_in_a_source_is_a_note_of_its_own(tmp_path: Path) -> None:
    """`[@report, p. 3]` and `[@report]` are told apart."""
    notes = [note for note in page(tmp_path).notes if note.key == "report"]
    assert [note.body.sources[0].locale for note in notes] == ["p. 3", ""]


def test_a_figure_is_shown_as_written_with_its_value_and_note(tmp_path: Path) -> None:
    """The reader sees the text's own numerals, programs the value, and a mark stands right behind it."""
    view = explainer(
        tmp_path,
        (
            "has [three](#who-comes) groups of readers and [5,043]",
            "has [three](#who-comes) groups of readers and [٥٬٠٤٣]",
        ),
    )
    figure = BeautifulSoup(view.glance, "html.parser").find("data")
    assert figure is not None
    assert (figure["class"], figure["value"], figure.text) == (["figure"], "5043", "٥٬٠٤٣")
    assert figure.next_sibling is not None
    assert figure.next_sibling.name == "sup"
    shown = [(data["value"], data.text) for data in html(view, "facts").find_all("data")]
    assert shown == [("5043", "5,043"), ("12", "12"), ("3.5", "3.5 million")]


def test_the_answer_is_read_alone_without_marks(tmp_path: Path) -> None:
    """Description and teasers hold the answer's words; the page itself holds its marks too."""
    composer = compose(tmp_path)
    view: Any = composer.compose(LIBRARY).view
    plain = "The library holds 5,043 books on its open shelves, and it lent 3.5 million in one year."
    assert view.frame.description == plain
    assert view.answer.count("note-mark") == 2
    home: Any = composer.compose("en/index.html").view
    assert [(teaser.title, teaser.answer) for teaser in home.explainers] == [(view.frame.title, plain)]


def test_a_claim_stands_in_its_section_with_verdict_and_source(tmp_path: Path) -> None:
    """A claim is one block, with its verdict in words, the ground, and who recorded it when, with a note."""
    view = page(tmp_path)
    blocks = [
        (section.role, block) for section in view.sections for block in section.blocks if isinstance(block, Claim)
    ]
    [(role, claim)] = blocks
    assert role == "claim"
    assert (claim.id, claim.verdict, claim.verdict_label) == ("claim-empty", "false", "False")
    assert (claim.paraphrase, claim.reason) == (
        "Nobody is said to use the library any more.",
        "Its own counts and those of a newspaper show the opposite.",
    )
    assert claim.recorded.startswith("Recorded by Rumour watch on 1 March 2026<sup")
    assert claim.paraphrase not in repr((view.frame, view.answer, view.glance, view.related))


def test_what_is_not_for_readers_is_in_no_view(tmp_path: Path) -> None:
    """Search aliases, techniques by their ids and comments reach no page."""
    point = edit(POINT, "aliases: {}", "aliases: {en: [secret slogan]}")
    text = edit(EXPLAINER, "Children, students", "<!-- a private comment -->\n\nChildren, students")
    composer = compose(tmp_path, {POINT_PATH: point, EXPLAINER_PATH: text})
    shown = repr([composer.compose(own).view for own in composer.addresses])
    assert "secret slogan" not in shown
    assert "private comment" not in shown
    assert "cherry-picking" not in shown


def test_quotations_name_their_speaker(tmp_path: Path) -> None:
    """A quotation is a figure whose caption says whose words it holds, links and notes among them."""
    figure = html(page(tmp_path), "people").find("figure")
    assert figure is not None
    assert figure.blockquote.get_text(strip=True) == "I come every morning."
    assert figure.figcaption.get_text().startswith("a reader, to the town paper")
    assert figure.figcaption.find("a", rel="nofollow")["href"] == "https://paper.example/readers"
    assert figure.figcaption.find("sup")


def test_tables_scroll_by_themselves(tmp_path: Path) -> None:
    """A table stands in a region that can be reached by keyboard and is named after its section."""
    soup = html(explainer(tmp_path, ("Children, students and pensioners.", "|a|b|\n|-|-|\n|[@holds]|d|\n")), "people")
    assert soup.table is not None
    region = soup.table.parent
    assert region is not None
    assert (region["class"], region["role"], region["tabindex"]) == (["table"], "region", "0")
    assert region["aria-label"] == "Table: Who reads there"
    assert [cell["scope"] for cell in soup.table.find_all("th")] == ["col", "col"]


def test_foreign_words_say_their_language(tmp_path: Path) -> None:
    """A passage in another language is marked with it and with its direction."""
    soup = html(explainer(tmp_path, ("[in their own words](lang:ru)", "[بكلماتهم](lang:ar)")), "conversation")
    words = soup.find("span")
    assert words is not None
    assert (words["lang"], words["dir"], words.text) == ("ar", "rtl", "بكلماتهم")


def test_links_lead_to_pages(tmp_path: Path) -> None:
    """A link to a Markdown file leads to its page, with its place; one to a place stays on the page."""
    view = page(tmp_path)
    assert [link["href"] for link in html(view, "technique").find_all("a")] == ["about.html#how"]
    assert [link["href"] for link in html(view, "help").find_all("a")] == ["help.html", "tel:+15550100"]
    assert 'href="#who-comes"' in view.glance


def test_dates_and_review(tmp_path: Path) -> None:
    """Days are written in the page's language; a review that is due is said to be."""
    view = page(tmp_path / "one")
    assert (view.published.text, view.updated.text, view.updated.iso) == (
        "20 November 2026",
        "22 November 2026",
        "2026-11-22",
    )
    assert (view.review_by.iso, view.review_overdue, view.frame.draft) == ("2027-05-01", False, True)
    late = explainer(tmp_path / "two", ("2027-05-01", "2026-11-23"), ("status: draft", "status: reviewed"))
    assert (late.review_overdue, late.frame.draft) == (True, False)
    never = explainer(tmp_path / "three", ("review-by: 2027-05-01\n", ""))
    assert (never.review_by, never.review_overdue) == (None, False)


def test_kinds_of_sources_are_counted(tmp_path: Path) -> None:
    """What a page rests on is counted by kind, each source once, records first."""
    assert [(kind.kind, kind.text) for kind in page(tmp_path).kinds] == [
        ("official", "1 official statement"),
        ("news", "1 news report"),
        ("monitor", "1 monitoring report"),
    ]


def test_corrections_are_told_newest_first(tmp_path: Path) -> None:
    """On the page without a link, on the corrections page with one to the page concerned."""
    entries = "corrections:\n" + "".join(
        f"  - {{on: 2026-11-{day}, type: {kind}, text: {kind[:3]}.}}\n"
        for day, kind in ((21, "update"), (22, "correction"))
    )
    files = {
        EXPLAINER_PATH: edit(EXPLAINER, "corrections: []\n", entries),
        ABOUT_PATH: edit(ABOUT, "![](site:publisher)", "![](site:corrections)\n\n![](site:contact)"),
    }
    composer = compose(tmp_path, files)
    view: Any = composer.compose(LIBRARY).view
    expected = [("2026-11-22", "Correction", "cor."), ("2026-11-21", "Update", "upd.")]
    assert [(entry.day.iso, entry.kind, entry.text) for entry in view.corrections] == expected
    assert {entry.page for entry in view.corrections} == {None}
    about: Any = composer.compose("en/about.html").view
    listed, contact = about.sections[0].blocks
    assert isinstance(listed, CorrectionList)
    assert isinstance(contact, ContactLine)
    assert [(entry.day.iso, entry.kind, entry.text) for entry in listed.corrections] == expected
    assert {entry.page.href for entry in listed.corrections if entry.page} == {"library.html"}


def test_audiences_are_named(tmp_path: Path) -> None:
    """An audience is named in words of the language, an unknown one as the editor wrote it."""
    assert explainer(tmp_path, ("[families, teachers]", "[families, librarians]")).audience == "families and librarians"


# -- other pages -------------------------------------------------------------------------------------------------------


def second(title: str, published: str, point: str) -> str:
    """Another explainer."""
    text = edit(EXPLAINER, "title: The library lends three and a half million books a year", f"title: {title}")
    text = edit(
        edit(text, "published: 2026-11-20", f"published: {published}"),
        "talking-point: empty-library",
        f"talking-point: {point}",
    )
    return edit(text, "updated: 2026-11-22", "updated: 2026-11-23")


def test_home_lists_the_latest_first(tmp_path: Path) -> None:
    """Explainers stand by the day they were published, then by title, and related ones link to each other."""
    files = {
        POINT_PATH: edit(POINT, "related: []", "related: [two, three]"),
        "content/talking-points/two.yaml": POINT,
        "content/talking-points/three.yaml": edit(POINT, "related: []", "related: [two]"),
        "content/en/explainers/two.md": second("B", "2026-11-21", "two"),
        "content/en/explainers/three.md": second("A", "2026-11-21", "three"),
    }
    composer = compose(tmp_path, files)
    for own in ("en/index.html", "404.html"):
        view: Any = composer.compose(own).view
        assert [teaser.title[:1] for teaser in view.explainers] == ["A", "B", "T"]
    view = composer.compose(LIBRARY).view
    assert [(teaser.title, teaser.href) for teaser in view.related] == [("B", "two.html"), ("A", "three.html")]


def test_the_footer_has_the_house_order(tmp_path: Path) -> None:
    """Pages about the site stand in their fixed order, others by title behind them, help in the menu."""
    slugs = ["zebra", "method", "privacy", "apple"]
    files: dict[str, str | None] = {
        f"content/en/pages/{slug}.md": edit(ABOUT, "About this site", slug.title()) for slug in slugs
    }
    home = page(tmp_path, "en/index.html", files)
    assert [link.href for link in home.chrome.footer] == [
        f"{slug}.html" for slug in ("about", "method", "privacy", "apple", "zebra")
    ]
    assert [link.href for link in home.chrome.navigation] == [
        "index.html", "people.html", "help.html", "sources.html",
    ]  # fmt: skip
    assert home.help == "help.html"
    assert HELP not in FOOTER


def test_without_a_help_page_nothing_leads_to_it(tmp_path: Path) -> None:
    """A page that is not there is not linked."""
    text = edit(EXPLAINER, "[People who can help](../pages/help.md) answer", "They answer")
    home = page(tmp_path, "en/index.html", {EXPLAINER_PATH: text, HELP_TEXT_PATH: None, SERVICES_PATH: None})
    assert home.help == ""
    assert "help.html" not in repr(home.chrome)


def test_the_publisher_is_named_or_said_to_be_missing(tmp_path: Path) -> None:
    """Name and contact come from the settings; empty ones stay empty for the page to say so."""
    [block] = page(tmp_path / "one", "en/about.html").sections[0].blocks
    assert isinstance(block, PublisherLine)
    assert (block.publisher.name, block.publisher.contact_href) == ("The tiny press", "mailto:editor@tiny.example")
    [block] = (
        page(tmp_path / "two", "en/about.html", {"pelicanconf.py": settings(PUBLISHER='""', CONTACT='""')})
        .sections[0]
        .blocks
    )
    assert (block.publisher.name, block.publisher.contact, block.publisher.contact_href) == ("", "", "")


@pytest.mark.parametrize(
    ("contact", "href"),
    [
        ("a@e.org", "mailto:a@e.org"),
        ("https://e.org/contact", "https://e.org/contact"),
        ("http://e.org", "http://e.org"),
        ("Street 1, Town", ""),
        ("", ""),
        ("a@e", ""),
        ("javascript:alert(1)", ""),
        ("JavaScript://e.org/%0aalert(1)", ""),
        ("data:text/html,a@e.org", "mailto:data:text/html,a@e.org"),
        ('a"@e.org', ""),
        ("https://e.org a", ""),
    ],
)
def test_a_contact_is_linked_only_where_it_is_an_address(contact: str, href: str) -> None:
    """E-mail and web addresses become links, and nothing else can."""
    assert contact_href(contact) == href


def test_services_are_kept_apart_by_kind(tmp_path: Path) -> None:
    """Every kind has its group, most urgent first; a service of two kinds stands in both, by country."""
    services = SERVICES + (
        "\nother-line:\n  name: Линия\n  name-language: ru\n  country: [RU, DE]\n  kind: [crisis, support]\n  reports-to-police: in-some-cases\n"
        '  phone: "ring twice"\n  called-on: 2026-11-01\n'
    )
    groups = page(tmp_path, "en/help.html", {SERVICES_PATH: services}).groups
    assert [(group.id, len(group.services)) for group in groups] == [
        ("crisis", 1), ("support", 2), ("victims", 0), ("relatives", 0), ("reporting", 0),
    ]  # fmt: skip
    other, line = groups[1].services
    assert (other.countries, other.name_language, other.police, other.phone_href) == (
        "Russia and Germany",
        "ru",
        "in-some-cases",
        "",
    )
    assert other.called is not None
    assert other.called.text == "1 November 2026"
    assert (line.phone_href, line.called, line.run_by, line.languages) == (
        "tel:+15550100",
        None,
        Words("Town library"),
        "English",
    )
    ids = [service.id for group in groups for service in group.services]
    assert len(ids) == len(set(ids))


def test_the_list_of_sources(tmp_path: Path) -> None:
    """Every source stands under its kind, records first, with what rests on it and who cites it."""
    view = page(tmp_path, "en/sources.html")
    assert view.total == 3
    assert [group.kind for group in view.groups] == [
        kind for kind in SOURCE_KINDS if kind in ("official", "news", "monitor")
    ]
    report, paper, watch = (group.entries[0] for group in view.groups)
    assert [fact.key for fact in report.facts] == ["holds", "opened"]
    assert [fact.key for fact in paper.facts] == ["holds", "lends"]
    assert [fact.passage is not None for fact in paper.facts] == [False, True]
    assert (watch.facts, watch.source.href, watch.source.locator) == ((), "", "https://watch.example/library")
    for entry in (report, paper, watch):
        assert [link.href for link in entry.cited_by] == ["library.html"]
        assert ":~:text=" not in entry.source.href


def test_what_may_not_be_shown_is_on_no_page(tmp_path: Path) -> None:
    """A hidden title and a passage that is not to be printed are in no view, the list of sources included."""
    files = {
        NOTES_PATH: "report:\n  kind: official\n  link: true\n  show-title: false\npaper:\n  kind: news\nwatch:\n  kind: monitor\n",
        FACTS_PATH: edit(
            FACTS,
            "    text: The open shelves hold 5,043 volumes.\n",
            "    text: The open shelves hold 5,043 volumes.\n    print: false\n",
        ),
    }
    composer = compose(tmp_path, files)
    for own in composer.addresses:
        view: Any = composer.compose(own).view
        shown = repr(
            (view, [(note.body.statement, note.body.passage, note.body.sources) for note in getattr(view, "notes", ())])
        )
        assert "Annual report" not in shown, own
        assert "hold 5,043 volumes" not in shown, own
        assert "hold%205" not in shown, own


def test_drafts_are_said_to_be(tmp_path: Path) -> None:
    """Home says so as long as any text of its language is a draft."""
    assert page(tmp_path / "one", "en/index.html").frame.draft
    files = {
        path: edit(text, "status: draft", "status: reviewed")
        for path, text in ((EXPLAINER_PATH, EXPLAINER), (ABOUT_PATH, ABOUT), (HELP_TEXT_PATH, HELP_TEXT))
    }
    assert not page(tmp_path / "two", "en/index.html", dict(files)).frame.draft


# -- addresses ---------------------------------------------------------------------------------------------------------


def test_addresses(tmp_path: Path) -> None:
    """Every text, the pages of each language, and the two that belong to none."""
    composer = compose(tmp_path)
    assert set(composer.addresses) == {
        LIBRARY, "en/about.html", "en/help.html", "en/index.html", "en/people.html", "en/sources.html", "404.html",
        "index.html",
    }  # fmt: skip
    assert LIBRARY in composer
    assert "en/nothing.html" not in composer


def test_the_404_page_alone_is_absolute(tmp_path: Path) -> None:
    """A server may answer with it at any depth, so its links start at the site's own path."""
    composer = compose(tmp_path, {"pelicanconf.py": settings(SITEURL='"https://tiny.example/below"')})
    missing: Any = composer.compose("404.html").view
    chrome = missing.chrome
    for href in (
        chrome.home,
        chrome.stylesheet,
        chrome.icon,
        missing.help,
        missing.sources,
        missing.explainers[0].href,
    ):
        assert href.startswith("/below/"), href
    assert missing.frame.canonical == ""
    for own in composer.addresses:
        if own != "404.html":
            assert "'/" not in repr(composer.compose(own).view)


def two_languages(folder: Path, **changes: str) -> Composer:
    """The tiny site with a second language, in which the explainer is translated and no other page is."""
    point = edit(POINT, "any more.\n", "any more.\n      ar: قيل إن لا أحد يستخدم المكتبة.\n")
    point = edit(point, "opposite.\n", "opposite.\n      ar: الأرقام تقول غير ذلك.\n")
    files = {
        "theme/translations/ar.json": interface("ar", **{"language.name": "العربية"}),
        "content/ar/explainers/library.md": EXPLAINER,
        POINT_PATH: point,
        "pelicanconf.py": settings(THEME='"theme"', LANGUAGES='["en", "ar"]', **changes),
    }
    return compose(folder, files)


def test_languages_lead_to_each_other(tmp_path: Path) -> None:
    """The menu leads to the same page, translated or not; alternates name only what is there."""
    composer = two_languages(tmp_path)
    view: Any = composer.compose(LIBRARY).view
    assert [(link.tag, link.name, link.direction, link.href, link.current) for link in view.frame.languages] == [
        ("en", "English", "ltr", "library.html", True),
        ("ar", "العربية", "rtl", "../ar/library.html", False),
    ]
    assert view.frame.canonical == "https://tiny.example/en/library.html"
    assert dict(view.frame.alternates) == {
        "en": "https://tiny.example/en/library.html",
        "ar": "https://tiny.example/ar/library.html",
        "x-default": "https://tiny.example/en/library.html",
    }
    about: Any = composer.compose("en/about.html").view
    assert [link.href for link in about.frame.languages] == ["about.html", "../ar/about.html"]
    assert about.frame.alternates == ()
    arabic: Any = composer.compose("ar/library.html").view
    assert (arabic.chrome.tag, arabic.chrome.direction) == ("ar", "rtl")
    front: Any = composer.compose("index.html").view
    assert front.leads_to == ""
    assert [link.href for link in front.frame.languages] == ["en/index.html", "ar/index.html"]


def test_with_one_language_the_front_leads_to_it(tmp_path: Path) -> None:
    """There is nothing to choose from, so the reader is led on."""
    assert page(tmp_path, "index.html").leads_to == "en/index.html"


def test_without_an_address_nothing_is_canonical(tmp_path: Path) -> None:
    """With no SITEURL no page holds an absolute address of its own."""
    composer = two_languages(tmp_path, SITEURL='""')
    for own in composer.addresses:
        frame = composer.compose(own).view.frame
        assert (frame.canonical, frame.alternates) == ("", ())


def test_sources_in_another_order_give_the_same_list(tmp_path: Path) -> None:
    """A fresh export may hold the sources in any order: the pages stay as they are."""
    items = json.loads(SOURCES)
    pages = []
    for name, order in (("one", items), ("two", items[::-1])):
        composer = compose(tmp_path / name, {SOURCES_PATH: json.dumps(order)})
        pages.append({own: repr(composer.compose(own).view) for own in composer.addresses})
    assert pages[0] == pages[1]
