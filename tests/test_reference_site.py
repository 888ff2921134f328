"""The repository's own site, built and read as a reader's browser reads it; and what the audit itself must see."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import audit
import pytest
import reference
from bs4 import BeautifulSoup
from rejoinder.core.explainer import Explainer
from sites import REPO, THEME, edit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sites import Site

#: How a page says that it is a draft, by language.
NOTICES = {
    path.stem: json.loads(path.read_text("utf-8"))["explainer.draft"]["text"]
    for path in sorted((THEME / "translations").glob("*.json"))
}
PACK = REPO.parent / "shared" / "evidence"


def claims() -> list[str]:
    """Every paraphrase of every claim."""
    return [
        words
        for point in reference.site().talking_points.values()
        for claim in point.claims
        for words in claim.paraphrase.values()
    ]


# -- the site ----------------------------------------------------------------------------------------------------------


def test_the_pages() -> None:
    """Every text has its page in every language, beside the pages that belong to no text."""
    site = reference.site()
    names = {text.slug for text in site.texts()} | {"index", "people", "sources"}
    names |= {"404"} if len(site.languages) > 1 else set()
    expected = {f"{tag}/{name}.html" for tag in site.languages for name in names} | {"404.html", "index.html"}
    assert set(audit.pages(reference.built())) == expected
    assert len([text for text in site.texts() if isinstance(text, Explainer)]) >= 3


@pytest.mark.parametrize("check", audit.CHECKS, ids=lambda check: check.__name__)
def test_audit(check: Callable[[Path], Iterator[str]]) -> None:
    """Nothing that the audit looks for is on the site."""
    assert list(check(reference.built())) == []


def test_search_engines_and_addresses() -> None:
    """Pages ask to be left out as long as NOINDEX is set, and name no address as long as SITEURL is empty."""
    settings = reference.site().settings
    assert list(audit.indexing(reference.built(), noindex=settings.noindex, address=settings.url)) == []


def test_every_text_says_that_it_is_a_draft() -> None:
    """No reader can take a page for one that somebody has reviewed."""
    assert list(audit.drafts(reference.built(), NOTICES)) == []


def test_claims_are_read_in_their_section_only() -> None:
    """No title, description, heading, teaser or first line says four words of a claim in a row."""
    assert claims()
    assert list(audit.claims_read_alone(reference.built(), claims())) == []


def test_words_for_editors_are_on_no_page() -> None:
    """No remark about how a copy was read, no field for editors and no private search word reaches a reader."""
    aliases = [
        word for point in reference.site().talking_points.values() for words in point.aliases.values() for word in words
    ]
    phrases = [
        "copy read",
        "bracketed title",
        "editor_note",
        "editor-note",
        "print_quote",
        "show_title",
        "confidence:",
        "todo",
        *aliases,
    ]
    assert list(audit.forbidden(reference.built(), phrases)) == []


def test_hidden_titles_and_passages_are_on_no_page() -> None:
    """A title that may not be shown and a passage that is not to be printed stand nowhere, attributes included."""
    evidence = reference.site().evidence
    titles = [source.title for source in evidence.sources.values() if not source.note.show_title]
    passages = [fact.entry.passage.text for fact in evidence.facts.values() if not fact.entry.passage.print]
    assert titles
    assert list(audit.forbidden(reference.built(), [*titles, *passages])) == []


def test_no_name_from_a_hidden_title_is_read() -> None:
    """A capitalised word that stands in hidden titles alone, a name perhaps, is no word of any page."""
    evidence = reference.site().evidence
    written = " ".join(path.read_text("utf-8") for path in (REPO / "content").rglob("*.md"))
    written += " ".join(
        f"{fact.entry.statement} {fact.entry.caveat} {fact.entry.passage.text}" for fact in evidence.facts.values()
    )
    written += " ".join(
        f"{source.title if source.note.show_title else ''} {source.publisher} {source.author} {source.note.remark}"
        for source in evidence.sources.values()
    )
    written += repr([reference.site().services, reference.site().talking_points])
    known = set(audit.words_of(written))
    hidden = {
        word.casefold()
        for source in evidence.sources.values()
        if not source.note.show_title
        for word in re.findall(r"\b[^\W\d_]\w+", source.title)
        if word[0].isupper() and word.casefold() not in known
    }
    assert hidden
    for own, page in audit.pages(reference.built()).items():
        assert not hidden & set(audit.words_of(audit.prose(page))), own


def test_sources_that_may_not_be_linked_are_linked_nowhere() -> None:
    """No page holds a link to a monitor, or to a page whose note does not allow one."""
    linked = {
        str(link["href"]).partition("#")[0]
        for page in audit.pages(reference.built()).values()
        for link in page.find_all("a", href=re.compile("^https?:"))
    }
    evidence = reference.site().evidence
    allowed = {
        source.url.partition("#")[0]
        for source in evidence.sources.values()
        if source.note.link and source.note.kind != "monitor"
    }
    refused = {source.url.partition("#")[0] for source in evidence.sources.values()} - allowed
    texts = "".join(path.read_text("utf-8") for path in (REPO / "content").rglob("*.md"))
    own = set(re.findall(r"https?://[^\s)>\"]+", texts))
    services = {service.url for service in reference.site().services.values()}
    archives = {source.note.archive for source in evidence.sources.values()}
    assert refused
    assert not linked & (refused - services)
    assert linked <= allowed | own | services | archives


def test_what_the_pack_tells_editors_is_on_no_page() -> None:
    """No eight words in a row of an editor's note of the evidence pack are on a page, unless the site's own text says them."""
    if not PACK.is_dir():
        pytest.skip("there is no ../shared/evidence")
    facts = json.loads((PACK / "facts.json").read_text("utf-8"))
    public = " ".join(f"{fact['statement']} {fact['quote']} {fact.get('caveat', '')}" for fact in facts)
    public += " ".join(path.read_text("utf-8") for path in (REPO / "content").rglob("*.*"))
    private = {run for fact in facts for run in audit.runs_of(fact.get("editor_note", ""), 8)} - audit.runs_of(
        public, 8
    )
    assert private
    for own, page in audit.pages(reference.built()).items():
        assert not private & audit.runs_of(audit.prose(page), 8), own


# -- the audit ---------------------------------------------------------------------------------------------------------

LIBRARY = "en/library.html"

#: What each check must see: a passage of the tiny site's published page, and what stands there instead.
BREAKS: dict[str, list[tuple[str, str, str]]] = {
    "documents": [
        (LIBRARY, "<!doctype html>", ""),
        (LIBRARY, 'lang="en" dir="ltr"', 'dir="ltr"'),
        (LIBRARY, 'lang="en" dir="ltr"', 'lang="en" dir="rtl"'),
        (LIBRARY, '<meta charset="utf-8">', ""),
        (LIBRARY, "</h1>", "</h1><h1>Two</h1>"),
        (LIBRARY, 'href="#main"', 'href="#page-notes"'),
    ],
    "headings": [(LIBRARY, "<h2>Where to turn</h2>", "<h4>Where to turn</h4>"), (LIBRARY, "<h2>Where to turn</h2>", "<h2> </h2>")],
    "identifiers": [(LIBRARY, 'id="facts"', 'id="main"'), (LIBRARY, 'aria-labelledby="page-know"', 'aria-labelledby="nobody"')],
    "names": [
        (LIBRARY, "Who reads there</a>", "</a>"),
        (LIBRARY, "<h2>Where to turn</h2>", '<h2>Where to turn</h2><img src="../index.html">'),
        (LIBRARY, '<nav aria-label="Site">', "<nav>"),
        (LIBRARY, "<p>Children", "<table><tr><td>1</td></tr></table><p>Children"),
    ],
    "languages": [(LIBRARY, 'lang="ru" dir="ltr"', 'lang="ru"'), (LIBRARY, 'lang="ru" dir="ltr"', 'lang="x y" dir="ltr"')],
    "links": [
        (LIBRARY, 'href="about.html#how"', 'href="abuot.html#how"'),
        (LIBRARY, 'href="about.html#how"', 'href="about.html#hwo"'),
        (LIBRARY, 'href="about.html#how"', 'href="/en/about.html#how"'),
        (LIBRARY, 'href="about.html#how"', 'href="About.html#how"'),
        (LIBRARY, 'href="about.html#how"', 'href=""'),
        ("404.html", 'href="/en/index.html"', 'href="en/index.html"'),
        ("index.html", "url=en/index.html", "url=en/indx.html"),
    ],
    "outward": [
        (LIBRARY, 'href="https://paper.example/readers" rel="noopener noreferrer nofollow"', 'href="https://paper.example/readers"'),
        (LIBRARY, 'href="https://paper.example/readers"', 'target="_blank" href="https://paper.example/readers"'),
        (LIBRARY, 'href="about.html#how"', 'href="ftp://e.example"'),
        (LIBRARY, 'href="about.html#how"', 'href="//e.example"'),
    ],
    "quoted": [(LIBRARY, "<p>Three and a half million books went", "<p>Some books went")],
    "active_content": [
        (LIBRARY, "</main>", "<script>1</script></main>"),
        (LIBRARY, "<main", '<main onclick="1"'),
        (LIBRARY, "<main", '<main style="x"'),
        (LIBRARY, 'href="about.html#how"', 'href=" JavaScript:1"'),
        (LIBRARY, '<meta charset="utf-8">', '<meta charset="utf-8"><meta http-equiv="refresh" content="0">'),
    ],
    "other_origins": [
        (LIBRARY, "</main>", '<img alt="" src="https://e.example/x.png"></main>'),
        (LIBRARY, '<link rel="stylesheet" href="../', '<link rel="stylesheet" href="https://e.example/'),
        (LIBRARY, '<link rel="stylesheet"', '<link rel="preconnect" href="x"><link rel="stylesheet"'),
        (LIBRARY, 'content="no-referrer"', 'content="origin"'),
    ],
    "leftovers": [(LIBRARY, "<main", "<!-- a --><main"), (LIBRARY, "<p>Children", "<p>{{ x }}Children"), (LIBRARY, "<p>Children", "<p>None</p><p>Children")],
    "manifest": [(LIBRARY, "<p>Children", "<p>children")],
    "notes": [
        (LIBRARY, 'href="#note-1" aria-label', 'href="#note-2" aria-label'),
        (LIBRARY, '<a href="#mark-1-1"', '<a href="#mark-1-2"'),
        (LIBRARY, '<li id="note-1"', '<li id="note-9"'),
        (LIBRARY, 'aria-label="Note 5"', ""),
    ],
    "figures": [(LIBRARY, 'value="12"', 'value="None"'), (LIBRARY, "12</data>", "12</data> ")],
    "descriptions": [(LIBRARY, 'name="description"', 'name="x"'), ("en/about.html", "Who makes this site, and how.", "People who can help.")],
}  # fmt: skip


@pytest.fixture(scope="module")
def copy(valid: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published tiny site, to break and mend."""
    folder = tmp_path_factory.mktemp("audit") / "site"
    shutil.copytree(valid.output, folder)
    return folder


@pytest.mark.parametrize("check", audit.CHECKS, ids=lambda check: check.__name__)
def test_the_audit_accepts_the_tiny_site(check: Callable[[Path], Iterator[str]], copy: Path) -> None:
    """Where nothing is wrong, nothing is found."""
    assert list(check(copy)) == []


@pytest.mark.parametrize(
    ("name", "own", "old", "new"),
    [(name, *broken) for name, breaks in BREAKS.items() for broken in breaks],
    ids=[f"{name}-{number}" for name, breaks in BREAKS.items() for number in range(len(breaks))],
)
def test_the_audit_sees(name: str, own: str, old: str, new: str, copy: Path) -> None:
    """Each fault, put into a page of a site that is right, is found by the check meant for it, and the page is named."""
    path = copy / own
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), "utf-8")
    try:
        found = list(getattr(audit, name)(copy))
    finally:
        path.write_text(before, "utf-8")
    assert found
    assert all(own in problem for problem in found), found


def test_every_check_is_tried() -> None:
    """No check of the audit is without a fault that it must see."""
    assert set(BREAKS) == {check.__name__ for check in audit.CHECKS}


def test_the_audit_sees_what_only_the_owner_knows(copy: Path) -> None:
    """Search engines, drafts, claims and forbidden phrases are looked for as told."""
    address = "https://tiny.example"
    assert list(audit.indexing(copy, noindex=True, address=address)) == []
    assert list(audit.indexing(copy, noindex=False, address=address))
    assert list(audit.indexing(copy, noindex=True, address=""))
    assert list(audit.drafts(copy, NOTICES)) == []
    assert list(audit.drafts(copy, {"en": "Something else"}))
    assert list(audit.claims_read_alone(copy, ["Nobody is said to use the library any more."])) == []
    assert list(audit.claims_read_alone(copy, ["It lends three and a half million books a year."]))
    assert list(audit.forbidden(copy, ["library.example/report"]))
    assert list(audit.forbidden(copy, ["zzz"])) == []


def test_the_audit_sees_files(copy: Path) -> None:
    """A file beside the pages that is not listed, fetches or acts is found."""
    (copy / "theme/x.css").write_text("a{background:url(//e.example/x)}")
    (copy / "theme/x.svg").write_text('<svg onload="1"/>')
    found = [*audit.manifest(copy), *audit.other_origins(copy)]
    for path in (copy / "theme/x.css", copy / "theme/x.svg"):
        path.unlink()
    assert len(found) == 4


def test_runs_of_words() -> None:
    """Runs are counted over words of any script, without marks between them."""
    assert audit.runs_of("Один, два – три «четыре» пять!") == {
        ("один", "два", "три", "четыре"),
        ("два", "три", "четыре", "пять"),
    }
    assert audit.runs_of("a b c") == set()
    assert edit("a b", "b", "c") == "a c"
    assert audit.prose(BeautifulSoup("<p>a <b>b</b>\n c</p>", "html.parser")) == "a b c"
