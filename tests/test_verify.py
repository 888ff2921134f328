"""A last look at rendered pages: every link inside the site leads somewhere."""

from __future__ import annotations

import pytest
from rejoinder.core.errors import ThemeError
from rejoinder.core.verify import check, ids_of, links_of


def test_links_of_a_page() -> None:
    """Links inside the site are resolved against the page; those that leave it are left out."""
    page = """<a href="other.html">a</a> <a href='../theme/style.css'>b</a> <a id="here" href="#here">c</a>
        <img src="x.png"> <a href="https://e.org/a">d</a> <a href="mailto:a@e.org">e</a> <a href="//e.org">f</a>
        <a href="other.html#p&amp;q">g</a> <a href="other.html">again</a> <a href="%D0%B6.html?x=1#%D0%B6">h</a> <a href="">i</a>"""
    assert links_of(page, "en/page.html", "/") == (
        "en/other.html",
        "en/other.html#p&q",
        "en/page.html#here",
        "en/x.png",
        "en/ж.html#%D0%B6",
        "theme/style.css",
    )


def test_absolute_links_of_the_404_page() -> None:
    """An absolute link is read below the path at which the site stands."""
    assert links_of('<a href="/below/en/index.html">a</a>', "404.html", "/below/") == ("en/index.html",)
    assert links_of('<a href="/en/">a</a>', "404.html", "/") == ("en/index.html",)


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ('<p id="a"></p><p id="a"></p>', "“a” stands twice"),
        ("<p id='a'></p><p id=\"a\"></p>", "“a” stands twice"),
        ('<a href="#a">b</a>', "#a"),
        ('<p id="b"></p><a href="page.html#a">c</a>', "#a"),
    ],
)
def test_a_page_that_is_wrong_in_itself(page: str, says: str) -> None:
    """An id that stands twice and a link to a place that the page lacks are errors that name the page."""
    with pytest.raises(ThemeError, match=says) as caught:
        links_of(page, "en/page.html", "/")
    assert "en/page.html" in str(caught.value)


def test_text_that_looks_like_a_link_is_none() -> None:
    """What stands escaped in the text is no link and no id."""
    page = '<p>href=&#34;a.html&#34; id=&#34;x&#34; data-href=&quot;b.html&quot;</p><p data-id="x" id="x"></p>'
    assert links_of(page, "page.html", "/") == ()
    assert ids_of(page) == {"x"}


PAGES = {"a.html": '<p id="one"></p>', "b.html": ""}


@pytest.mark.parametrize(
    ("links", "says"),
    [
        ({"b.html": ("a.html", "a.html#one", "b.html#own")}, ""),
        ({"b.html": ("c.html",)}, "b.html: a link leads to c.html"),
        ({"b.html": ("a.html#two",)}, "b.html: a link leads to a.html#two"),
        ({"a.html": ("a.html",), "b.html": ("a.html", "A.html")}, "A.html"),
        ({"b.html": ("../etc/passwd",)}, "passwd"),
    ],
)
def test_links_of_a_site(links: dict[str, tuple[str, ...]], says: str) -> None:
    """A link to an address or a place that is not published is an error that names page and link."""
    if says:
        with pytest.raises(ThemeError, match=says):
            check(links, set(PAGES), PAGES.__getitem__)
    else:
        check(links, set(PAGES), PAGES.__getitem__)


def test_only_pages_that_somebody_links_into_are_read() -> None:
    """A page is read at most once, and only when a link names a place in it."""
    read: list[str] = []

    def reading(own: str) -> str:
        read.append(own)
        return PAGES[own]

    links = {"b.html": ("a.html", "a.html#one"), "c.html": ("a.html#one", "b.html")}
    check(links, {*PAGES, "c.html"}, reading)
    assert read == ["a.html"]
