"""Markdown to safe HTML and the parts that only the whole site can finish."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rejoinder.core import markup
from rejoinder.core.markup import (
    Cite,
    Component,
    Document,
    FactValue,
    PageLink,
    Part,
    parse,
    parse_fragment,
    plain_text,
)
from rejoinder.core.position import Positions
from sites import places

#: Every tag that a text can become, with the attributes it may carry.
ALLOWED = {
    "p": set(), "em": set(), "strong": set(), "li": set(), "tr": set(), "ul": set(), "ol": {"start"}, "br": set(), "hr": set(),
    "code": set(), "pre": set(), "table": set(), "thead": set(), "tbody": set(), "th": {"scope"}, "td": set(),
    "blockquote": set(), "figure": {"class"}, "figcaption": set(), "a": {"href", "rel"}, "span": {"lang", "dir"},
    "h2": {"id"}, "h3": {"id"}, "h4": {"id"}, "h5": {"id"}, "h6": {"id"},
}  # fmt: skip
SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)

WORDS = [
    "word ",
    "Ж",
    "مر ",
    "🎈",
    "e\u0301",
    "\u00a0",
    "\u2028",
    "\x0c",
    "\t",
    "\\",
    "&lt;",
    "&#106;",
    "'",
    '"',
    "\x00",
]
INLINE = [
    "*", "**", "`", "``", "[", "]", "(", ")", "](", "[@k]", "[@k, p. 3]", "[@a; @b]", "[@", "[^1]", "![", "![a](claim:x)",
    "[x](fact:k)", "](fact:k#n)", "](lang:ru)", "](lang:ar)", "](lang:!)", "[x](../a.md#b)", "[x](#b)", "<https://e.org>", "<a@b.cd>",
    "](javascript:alert(1))", "](java&#115;cript:x)", "](data:text/html,x)", '](https://e.org "title")', "<b onclick=x>", "</b>",
    "<script>", "</script>", "<img src=x onerror=y>", "<!--", "-->", "<!-- c -->", "<?php", "<![CDATA[", " {.facts}", " {#id}", " {x=y}",
]  # fmt: skip
BLOCKS = [
    "\n", "\n\n", "\r\n", "    ", "# ", "## ", "### ", "#### ", "> ", ">\n", "> — ", "— ", "– ", "―", "- ", "1. ", "7) ", "```\n", "~~~",
    "---\n", "***\n", "===\n", "|", "|a|b|\n|-|-|\n|c|d|\n", "![](claim:x)", "![](site:y)", "[k]: x\n", "[@k]: x\n", "<div>\n", "</div>",
]  # fmt: skip
TEXT = st.lists(st.sampled_from([*WORDS, *INLINE, *BLOCKS, *BLOCKS]), max_size=14).map("".join) | st.text(max_size=40)
#: Quotations and lists, whose parts close each other in unexpected places.
NESTED = st.lists(
    st.sampled_from(
        [
            "> text\n", "> — a [@k]\n", ">\n", "\n", "> - li\n", ">   — c\n", "> *em\n", "> ### h\n", "> > in\n", "> > — b\n",
            "- li\n", "  more\n", "- ## h\n", "1. one\n", "   > q\n", "   > — z\n", "> |a|\n> |-|\n", "> ```\n", "[@k]", "*", "— x\n",
        ]
    ),
    max_size=8,
).map("".join)  # fmt: skip


def written(parts: tuple[Part, ...]) -> str:
    """The HTML of parts, with something in the place of each part that the site finishes."""
    finished = {Cite: "<sup></sup>", FactValue: "<data></data>", Component: "", PageLink: '<a href="https://e.org">'}
    return "".join(part if isinstance(part, str) else finished[type(part)] for part in parts)


def html_of(document: Document) -> str:
    """The HTML of a whole document."""
    return "".join(
        f"<section>{written(section.heading)}{written(section.parts)}</section>" for section in document.sections
    )


class Nesting(HTMLParser):
    """Finds the first tag that does not close the one opened last."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fault = ""
        self.feed(html)
        self.close()
        self.fault = self.fault or " ".join(self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember what is open."""
        if tag not in ("br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last, and nothing else."""
        if not self.open or self.open.pop() != tag:
            self.fault = self.fault or f"</{tag}>"


def check(text: str, document: Document) -> None:
    """What holds for every text: safe HTML, problems inside it, and proper nesting where nothing is wrong with it."""
    size = len(text.encode())
    assert all(0 <= problem.offset <= size for problem in document.problems)
    assert all(problem.message for problem in document.problems)
    assert all(0 <= section.offset <= size for section in document.sections)
    html = html_of(document)
    for tag in BeautifulSoup(html, "html.parser").find_all(True):
        if tag.name in ("section", "sup", "data"):
            assert not tag.attrs
            continue
        assert set(tag.attrs) <= ALLOWED[tag.name], tag
        href = tag.get("href")
        assert href is None or SAFE_LINK.match(href), tag
        if tag.name == "a" and re.match("https?:", str(href), re.IGNORECASE) and tag.get("rel") is not None:
            assert tag["rel"] == ["noopener", "noreferrer", "nofollow"]
    ids = [own for section in document.sections for own in section.ids]
    assert len(ids) == len(set(ids))
    assert not {own for own in ids if own.startswith(("note-", "mark-", "page-")) or own == "main"} or document.problems
    if not document.problems:
        for section in document.sections:
            assert not Nesting(written(section.heading)).fault
            assert not Nesting(written(section.parts)).fault


@settings(max_examples=700, deadline=None)
@given(TEXT | NESTED)
@example("- ## ―")
@example("> text\n> — a\n>\n> more\n")
@example("> — a\n> ### h\n")
@example("> - li\n>   — c\n")
@example("> ### h\n> text\n> — a\n")
@example("> *em\n> — a*\n")
@example("### Note 1\n")
@example("## Main\n")
@example("## Page notes {#page-notes}\n")
@example("[![](claim:x)](fact:k)")
@example("[a [@k] b](fact:k)")
def test_any_text_becomes_safe_html(text: str) -> None:
    """No text makes the parser raise or gets a tag, an attribute or a link through that is not allowed."""
    check(text, parse(text))


@settings(max_examples=400, deadline=None)
@given(TEXT | NESTED, st.booleans())
@example("# \\", True)
@example("text\n\n- ", True)
@example("---\n(", True)
@example("text\n***", True)
@example("", True)
def test_any_fragment_becomes_safe_html(text: str, inline: bool) -> None:
    """The same holds for a text without headings; an inline one is words alone, or a problem."""
    document = parse_fragment(text, inline=inline)
    check(text, document)
    if inline and not document.problems:
        assert not re.search(r"</?(?:p|ul|ol|table|pre|figure|hr|h\d)\b", html_of(document))


@settings(max_examples=100, deadline=None)
@given(TEXT, st.integers(0, 1000))
def test_offsets_are_those_of_the_file(text: str, offset: int) -> None:
    """A text that starts further down its file gives the same parts and problems, that much further down."""
    here, there = parse(text), parse(text, offset)
    assert [problem.offset + offset for problem in here.problems] == [problem.offset for problem in there.problems]
    for one, other in zip(here.sections, there.sections, strict=True):
        assert other.offset == one.offset + offset
        for part, moved in zip(one.parts, other.parts, strict=True):
            assert part == moved or part.offset + offset == moved.offset  # type: ignore[union-attr]


# -- the dialect -------------------------------------------------------------------------------------------------------


def body(text: str) -> str:
    """The HTML of a text that has nothing wrong with it, in one section."""
    document = parse(text)
    assert document.problems == []
    [section] = document.sections
    return "".join(part if isinstance(part, str) else f"{{{type(part).__name__}}}" for part in section.parts)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One *two* **three** `four <b>`.", "<p>One <em>two</em> <strong>three</strong> <code>four &lt;b&gt;</code>.</p>\n"),
        ("a & b < c \\<d> “e” -- f...", "<p>a &amp; b &lt; c &lt;d&gt; “e” -- f...</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("3. a", '<ol start="3">\n<li>a</li>\n</ol>\n'),
        ("a\\\nb\nc", "<p>a<br>\nb\nc</p>\n"),
        ("    code < x", "<pre><code>code &lt; x</code></pre>\n"),
        ("[a](https://e.org/?b&c)", '<p><a href="https://e.org/?b&amp;c" rel="noopener noreferrer nofollow">a</a></p>\n'),
        ("<tel:+15550100> <a@e.org>", '<p><a href="tel:+15550100">tel:+15550100</a> <a href="mailto:a@e.org">a@e.org</a></p>\n'),
        ("[слово](lang:ru)", '<p><span lang="ru" dir="ltr">слово</span></p>\n'),
        ("[كلمة](lang:ar-EG)", '<p><span lang="ar-EG" dir="rtl">كلمة</span></p>\n'),
        ("a <!-- b --> c", "<p>a  c</p>\n"),
        ("<!-- a\n\nb -->\n\nc", "<p>c</p>\n"),
        (
            "|a|b|\n|-|-|\n|c|[@k]|",
            (
                '<table>\n<thead>\n<tr><th scope="col">a</th><th scope="col">b</th></tr></thead>\n'
                "<tbody><tr><td>c</td><td>{Cite}</td></tr>\n</tbody></table>\n"
            ),
        ),
        (
            "> Words.\n>\n> — a *teacher* [@k]",
            (
                '<figure class="quotation"><blockquote><p>Words.</p>\n</blockquote>'
                "<figcaption>a <em>teacher</em>{Cite}</figcaption></figure>\n"
            ),
        ),
        (
            "> Слова.\n> — учительница",
            '<figure class="quotation"><blockquote><p>Слова.</p>\n</blockquote><figcaption>учительница</figcaption></figure>\n',
        ),
    ],
)  # fmt: skip
def test_markdown(text: str, html: str) -> None:
    """Each construct of the dialect becomes exactly this HTML."""
    assert body(text) == html


def parts(text: str) -> list[Part]:
    """What the site must finish in a text that has nothing wrong with it."""
    document = parse(text)
    assert document.problems == []
    return [part for section in document.sections for part in section.parts if not isinstance(part, str)]


def test_citations_figures_components_and_links() -> None:
    """Each knows its key, its words and its byte offset, after letters of any length."""
    text = "Ж [@один-не-ключ"  # an unclosed bracket is text
    assert parts(text) == []
    text = "Ж🎈 [@a, p. 3; @b] and [١٤٩](fact:k#dead), [c](../pages/d.md#e).\n\n![](claim:f)\n"
    cite, figure, link, component = parts(text)
    data = text.encode()
    assert isinstance(cite, Cite)
    assert [(c.key, c.locale) for c in cite.citations] == [("a", "p. 3"), ("b", "")]
    assert data[cite.offset :].startswith(b"@a")
    assert data[cite.offset + cite.citations[1].offset :].startswith(b"@b")
    assert figure == FactValue("١٤٩", "k", "dead", data.index("[١".encode()))
    assert link == PageLink("../pages/d.md", "e", data.index(b"[c]"))
    assert component == Component("claim", "f", data.index(b"![]"))


def test_a_mark_stands_at_its_word() -> None:
    """The space before a citation is left out, so that no mark starts a line."""
    assert body("word [@k], more").startswith("<p>word{Cite}")
    assert body("word\n[@k]").startswith("<p>word{Cite}")


def test_words_are_counted_as_a_reader_meets_them() -> None:
    """Headings, figures and quotations count; marks, comments and components do not."""
    assert parse("## One two\n\nIt's well-known: [5,043](fact:k) [@k].\n\n<!-- no no -->\n\n![](claim:no)\n").words == 6


# -- headings ----------------------------------------------------------------------------------------------------------


def test_headings_make_sections() -> None:
    """A heading of level two opens a section with its id and role; deeper ones stand in it with ids of their own."""
    text = "Lead.\n\n## Что было {.facts}\n\na\n\n### Дальше\n\n## Two {.people #who}\n\n### Дальше\n"
    document = parse(text)
    assert document.problems == []
    lead, facts, people = document.sections
    assert (lead.id, lead.role, lead.heading) == ("", "", ())
    assert (facts.id, facts.role, plain_text(facts.heading), facts.ids) == (
        "facts",
        "facts",
        "Что было",
        ("facts", "дальше"),
    )
    assert '<h3 id="дальше">Дальше</h3>' in written(facts.parts)
    assert (people.id, people.role, people.ids) == ("who", "people", ("who", "дальше-2"))
    assert text.encode()[facts.offset :].startswith("## Что".encode())


@pytest.mark.parametrize(
    ("heading", "role"),
    [("What happened", "facts"), ("WHAT HAPPENED ", "facts"), ("What happened {.people}", "people"), ("What then", "")],
)
def test_a_standard_heading_has_its_role(heading: str, role: str) -> None:
    """The language's own label gives the role; an attribute is stronger; any other heading has none."""
    assert parse(f"## {heading}\n", labels={"what happened": "facts"}).sections[0].role == role


def test_a_heading_may_hold_marks() -> None:
    """Emphasis and citations in a heading are kept, and its id is made of its words alone."""
    [section] = parse("## A *b* [@k] & c\n").sections
    assert section.id == "a-b-c"
    assert plain_text(section.heading) == "A b & c"


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("raw-html", "слово ‸<b>x"),
        ("raw-html", "🎈\r\n\r\n‸<div>\r\nx\r\n"),
        ("raw-html", "a ‸<br/> b"),
        ("unsafe-link", "مرحبا ‸[x](javascript:alert(1))"),
        ("unsafe-link", "‸[x](java&#115;cript:alert(1))"),
        ("unsafe-link", "Ж ‸<javascript:x>"),
        ("unsafe-link", "a ‸[x][y]\n\n[y]: data:text/html,x\n"),
        ("unsafe-link", "‸[x](/absolute)"),
        ("link-title", 'слово ‸[x](https://e.org "t")'),
        ("footnote", "слово‸[^1]"),
        ("hijacked-citation", "слово ‸[@k]\n\n[@k]: https://e.org\n"),
        ("malformed-citation", "слово [‸@k k]"),
        ("malformed-citation", "слово [@k; ‸two]"),
        ("malformed-citation", "слово ‸[x][@k]"),
        ("unknown-language", "‸[x](lang:!)"),
        ("unknown-component", "‸![](media:x)"),
        ("unknown-component", "‸![x](picture.png)"),
        ("misplaced-component", "слово ‸![](claim:x)"),
        ("misplaced-component", "‸![](claim:x) слово"),
        ("heading-level", "‸# x\n"),
        ("heading-level", "## a\n\n‸#### b\n"),
        ("heading-level", "## a\n\n‸##\n"),
        ("heading-level", "## a\n\n> ‸### b\n>\n> — c\n"),
        ("heading-level", "- 🎈 ж\n\n  ‸## b\n"),
        ("unknown-role", "‸## a {.fact}\n"),
        ("unknown-role", "‸## a {facts}\n"),
        ("unknown-role", "‸## a {.facts .people}\n"),
        ("unknown-role", "## a\n\n‸### b {.facts}\n"),
        ("heading-id", "‸## a {#note-1}\n"),
        ("heading-id", "‸## a {#main}\n"),
        ("heading-id", "## a {#x}\n\n‸## b {#x}\n"),
        ("quotation-speaker", "слово\n\n‸> Words.\n"),
        ("quotation-speaker", "> a\n>\n> — b\n>\n> ‸more\n"),
    ],
)
def test_a_fault_is_found_at_its_place(rule: str, text: str) -> None:
    """Each fault is one problem, at the line and column where an editor sees it, in any script and with any line ends."""
    text, [place] = places(text)
    [problem] = parse(text).problems
    found = Positions(text.encode()).at(problem.offset)
    assert (problem.rule, found.line, found.column) == (rule, *place)


@pytest.mark.parametrize("text", ["## a", "# a", "> a\n> — b\n\n## c"])
def test_a_fragment_has_no_headings(text: str) -> None:
    """A heading in an answer or at a glance is a problem."""
    assert "heading-level" in {problem.rule for problem in parse_fragment(text).problems}


@pytest.mark.parametrize("text", ["a\n\nb", "- a", "a\n\n- b", "> a\n> — b", "***", "a\n***", "```\na\n```"])
def test_an_inline_text_is_one_paragraph(text: str) -> None:
    """Anything but one paragraph of words is refused where a sentence is expected."""
    assert "wrong-value" in {problem.rule for problem in parse_fragment(text, inline=True).problems}


def test_an_inline_text_is_without_its_paragraph() -> None:
    """One paragraph comes back as its words and marks alone."""
    document = parse_fragment("a *b* [@k]", inline=True)
    assert document.problems == []
    assert document.sections[0].parts == ("a <em>b</em>", Cite(markup.citation.parse("@k"), 7))
    assert [part for part in parse_fragment("[@k]", inline=True).sections[0].parts if isinstance(part, str)] == []


def test_plain_words() -> None:
    """A text that is read alone keeps its words and figures, without marks and markup."""
    [section] = parse_fragment("a &lt; **b** [149](fact:k) [c](https://e.org) [@k]", inline=True).sections
    assert plain_text(section.parts).strip() == "a < b 149 c"
