"""A person is cut out of published files by their bytes, and every other byte stays what it was."""

from __future__ import annotations

import json
import random
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rejoinder.core.absence import Person, Searcher
from rejoinder.core.cutting import cut_person, cut_traces, lines, people_in, said_in
from rejoinder.core.language import direction_of
from sites import THEME

WORDS = "When the lights went out I opened the side door."
SEARCHER = Searcher([Person("usher-1", ("Marina Invented",), (WORDS,))])


def cut(page: str, *, line: bool = False) -> str:
    """A page without the person."""
    return cut_person(page.encode(), "usher-1", line=line).decode()


@pytest.mark.parametrize(
    ("page", "rest"),
    [
        ("<p>a</p><p data-person=usher-1>x</p><p>b</p>", "<p>a</p><p>b</p>"),
        ("<p>a</p><p data-person='usher-1'>x</p>", "<p>a</p>"),
        ('<P CLASS="t" DATA-PERSON="usher-1" id=x>x</P>b', "b"),
        ('a<div data-person = "usher-1"><div>x</div><div><div>y</div></div></div>b', "ab"),
        ('a<div data-person="usher-1"><img alt="</div>"><!-- </div> --><br></div>b', "ab"),
        ('a<div data-person="usher-1"><script>"</div>"</script><textarea></div></textarea></div>b', "ab"),
        ('a<figure data-person="usher-1"><figure data-person="usher-1">x</figure>y</figure>b', "ab"),
        ('a<img data-person="usher-1" src=x>b', "ab"),
        ('a<svg><g data-person="usher-1"/><g>y</g></svg>b', "a<svg><g>y</g></svg>b"),
        ('a<span title="1 > 0" data-person="usher-1">x</span>b', "ab"),
        ('a<p data-person="usher&#45;1">x</p>b', "ab"),
        ('a<p data-person="guest-2 usher-1">x</p>b', "ab"),
        ("<ul><li>a<li data-person=usher-1>x<li>b</ul>", "<ul><li>a<li>b</ul>"),
        ("<dl><dt>a<dd data-person=usher-1>x<dt>b</dl>", "<dl><dt>a<dt>b</dl>"),
        ("<table><tr><td data-person=usher-1>x<td>b</table>c", "<table><tr><td>b</table>c"),
        ('<div><p data-person="usher-1">never closed</div>b', "<div></div>b"),
        ('a<p data-person="usher-1">never closed', "a"),
        ('<p data-person="usher-1">ö</p>é\r\n\t<p>ж</p>', "é\r\n\t<p>ж</p>"),
    ],
)
def test_one_element(page: str, rest: str) -> None:
    """The element goes with everything in it, whatever stands in its attributes, comments and scripts, and no more."""
    assert cut(page) == rest


@pytest.mark.parametrize(
    "page",
    [
        '<p data-person="usher-10">x</p>',
        '<p data-person="an-usher-1">x</p>',
        '<p data-persons="usher-1">x</p>',
        "<p title='data-person=\"usher-1\"'>x</p>",
        '<!-- <p data-person="usher-1"> -->x',
        "<script>'<p data-person=\"usher-1\">'</script>x",
        "<p>data-person=usher-1</p>",
        '<p data-person="guest-2" data-person="usher-1">the first counts</p>',
        "",
    ],
)
def test_what_is_not_the_person_stays(page: str) -> None:
    """Another id, another attribute, and what only looks like the mark stay to the byte."""
    assert cut(page, line=True) == page


class _Kept(HTMLParser):
    """Everything outside the elements of a person, by Python's own parser."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.seen: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth or dict(attrs).get("data-person") == "usher-1":
            self.depth += tag not in ("img", "br")
        else:
            self.seen.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if self.depth:
            self.depth -= 1
        else:
            self.seen.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.depth:
            self.seen.append(data)


@st.composite
def tree(draw: st.DrawFn, depth: int = 0) -> str:
    """Well-formed HTML with people in it, nested in each other at times."""
    pieces = []
    for _ in range(draw(st.integers(0, 4 if depth < 4 else 0))):
        kind = draw(st.sampled_from(["text", "void", "element", "element"]))
        if kind == "text":
            pieces.append(draw(st.sampled_from(["слово ", "a &amp; b", "\n", "<!-- </div> -->"])))
        elif kind == "void":
            pieces.append(draw(st.sampled_from(["<br>", '<img alt="<div>" src=x>', "<img alt='a > b' data-x=1>"])))
        else:
            name = draw(st.sampled_from(["div", "section", "figure", "span", "blockquote"]))
            mark = draw(
                st.sampled_from(
                    ["", "", ' data-person="usher-1"', " class=x data-person='usher-1' id=y", ' data-person="guest-2"']
                )
            )
            pieces.append(f"<{name}{mark}>{draw(tree(depth + 1))}</{name}>")
    return "".join(pieces)


@given(tree())
@settings(max_examples=400, deadline=None)
def test_what_is_left_is_what_another_parser_sees_outside(page: str) -> None:
    """What is left of any page is exactly what stands outside the person's elements."""
    expected, left = _Kept(), _Kept()
    expected.feed(page)
    left.feed(cut(page))
    assert "".join(left.seen) == "".join(expected.seen)
    assert "usher-1" not in people_in(cut(page).encode())
    assert cut(cut(page)) == cut(page)


@given(st.binary(max_size=200), st.integers(0, 2**32))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_cut(data: bytes, seed: int) -> None:
    """No bytes whatever make it stop, and nothing is left with the mark."""
    pieces = [data, b'<p data-person="usher-1">', b"</p>", b"<!--", b"<script>", b'"', b"<li data-person=usher-1>"]
    random.Random(seed).shuffle(pieces)
    page = b"<p>".join(pieces)
    rest = cut_person(page, "usher-1", line=True)
    assert cut_person(rest, "usher-1", line=True) == rest


# -- the line ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["en", "ru", "ar", "en-GB", "AR"])
def test_the_line_is_in_the_language_of_the_page(tag: str) -> None:
    """One line in the page's language takes the place of all that stood there."""
    page = f'<html lang="{tag}"><figure data-person="usher-1">x</figure><p data-person="usher-1">y</p></html>'
    said = lines()[tag.lower()[:2]]
    assert cut(page, line=True) == f'<html lang="{tag}"><p class="absent">{said}</p></html>'
    assert cut(page) == f'<html lang="{tag}"></html>'


def test_no_line_without_a_language() -> None:
    """A language without a line gets none."""
    assert cut('<html lang="de"><p data-person="usher-1">x</p>', line=True) == '<html lang="de">'
    assert cut('<p data-person="usher-1">x</p>', line=True) == ""


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ("<ul><li data-person=usher-1>x</li></ul>", '<ul><li class="absent">{}</li></ul>'),
        ("<tr><td data-person=usher-1>x</td></tr>", "<tr></tr>"),
        ("<p>a <span data-person=usher-1>x</span></p>", "<p>a </p>"),
        ("<h2><b data-person=usher-1>x</b></h2>", "<h2></h2>"),
        ("<table><tbody><tr data-person=usher-1><td>x</table>", "<table><tbody></table>"),
        ("<section data-person=usher-1>x</section>", '<p class="absent">{}</p>'),
    ],
)
def test_the_line_stands_only_where_a_paragraph_may(page: str, left: str) -> None:
    """In a list the line is an entry; inside a sentence, a heading or a table there is none."""
    head = '<html lang="en">'
    assert cut(head + page, line=True) == head + left.format(lines()["en"])


def test_the_lines_are_of_the_languages_of_the_house() -> None:
    """There is a line in each of the three languages, in its own script, and it is safe in HTML."""
    assert set(lines()) == {"en", "ru", "ar"}
    for tag, line in lines().items():  # what a build writes and what a withdrawal leaves are one
        assert json.loads((THEME / f"translations/{tag}.json").read_text("utf-8"))["person.absent"]["text"] == line
    assert [direction_of(tag) for tag in lines()] == ["ltr", "ltr", "rtl"]
    assert not any(set('<>&"') & set(line) for line in lines().values())


# -- what pages say ----------------------------------------------------------------------------------------------------


def test_who_and_what_is_on_a_page() -> None:
    """The ids of a page and the quotations of a person are read from the page itself."""
    page = b'<p data-person="a b"></p><figure data-person=usher-1><blockquote><p>One <b>two</b></p></blockquote><p>three</p></figure>'
    assert people_in(page) == {"a", "b", "usher-1"}
    assert [" ".join(said.split()) for said in said_in(page, "usher-1", everything=False)] == ["One two"]
    assert len(said_in(page, "usher-1", everything=True)) == 2
    assert people_in(b"<p>nobody</p>") == set()


# -- what else holds a trace -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "rest"),
    [
        (f"<p>a</p><!-- {WORDS} --><p>b</p>", "<p>a</p><p>b</p>"),
        (f'<meta name="description" content="{WORDS}"><meta name="x" content="y">', '<meta name="x" content="y">'),
        (
            '<a href="people.html#person-usher-1">her words</a> <a href="people.html">all</a>',
            ' <a href="people.html">all</a>',
        ),
        (f'<script type="application/ld+json">{{"a": "{WORDS}"}}</script><script>1</script>', "<script>1</script>"),
        ('<span id="person-usher-1"></span>x', "x"),
        ("<!-- a remark --><p>x</p>", "<!-- a remark --><p>x</p>"),
    ],
)
def test_traces_of_a_page(page: str, rest: str) -> None:
    """Comments, entries of the head, data for machines and links to the person are cut; the text is not touched."""
    assert cut_traces("en/x.html", page.encode(), SEARCHER) == rest.encode()


def test_traces_of_json() -> None:
    """The smallest entry of a list that holds a trace goes, and members under the id; other bytes keep their style."""
    whole = {
        "pages": [{"t": "Über"}, {"t": WORDS, "u": ["x"]}],
        "people": {"usher-1": 1, "guest-2": 2},
        "ids": ["usher-1", "z"],
    }
    left = {"pages": [{"t": "Über"}], "people": {"guest-2": 2}, "ids": ["z"]}
    for style in ({"separators": (",", ":")}, {"indent": 1}, {"ensure_ascii": False}):
        data = json.dumps(whole, **style).encode()  # type: ignore[arg-type]
        assert cut_traces("x.json", data, SEARCHER) == json.dumps(left, **style).encode()  # type: ignore[arg-type]


@pytest.mark.parametrize("data", [json.dumps({"description": WORDS}), "{", json.dumps(WORDS), "[" * 100_000])
def test_json_that_cannot_be_cut(data: str) -> None:
    """What stands in no list cannot be cut safely; neither can what is no JSON."""
    assert cut_traces("x.json", data.encode(), SEARCHER) is None


def test_traces_of_feeds() -> None:
    """The entry of a feed or of a list of addresses goes whole."""
    feed = f"<feed>\n<entry/><entry><title>a</title></entry>\n<entry><title>{WORDS}</title></entry>\n<entry/></feed>"
    assert (
        cut_traces("feed.xml", feed.encode(), SEARCHER)
        == b"<feed>\n<entry/><entry><title>a</title></entry>\n<entry/></feed>"
    )
    addresses = "<urlset><url><loc>a</loc></url><url><loc>people/usher-1.html</loc></url></urlset>"
    assert cut_traces("sitemap.xml", addresses.encode(), SEARCHER) == b"<urlset><url><loc>a</loc></url></urlset>"


def test_other_files_cannot_be_cut() -> None:
    """Of a picture, a document or plain text nothing can be cut."""
    for own in ("x.png", "x.pdf", "x.txt", "x.zip", "CNAME"):
        assert cut_traces(own, WORDS.encode(), SEARCHER) is None
