"""What a text may link to, and how a link to the very words of a source is written."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rejoinder.core.links import LinkError, classify, with_text_fragment

SCHEMES = {
    "external": {"https", "http"},
    "mail": {"mailto"},
    "phone": {"tel"},
    "own": {"fact", "lang"},
    "internal": {""},
}
FORBIDDEN = ("javascript", "data", "vbscript", "file", "blob", "ftp", "about", "view-source", "chrome", "ws", "x")
HIDDEN = [
    chr(number)
    for number in (*range(0x20), 0x7F, 0x85, 0xA0, 0xAD, 0x200B, 0x200E, 0x202E, 0x2028, 0x2029, 0x2060, 0xFEFF)
]


def browser_scheme(address: str) -> str:
    """The scheme as a browser reads it: white space and controls around it, tabs and line ends inside it, ignored.

    Source: https://url.spec.whatwg.org/#concept-basic-url-parser
    """
    address = re.sub(r"[\t\n\r]", "", address.strip("".join(map(chr, range(0x21)))))
    match = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", address)
    return match[1].lower() if match else ""


@st.composite
def disguised(draw: st.DrawFn) -> str:
    """An address with a scheme written to be overlooked: case, hidden characters anywhere, slashes of both kinds."""
    scheme = draw(st.sampled_from([*FORBIDDEN, "https", "http", "mailto", "tel", "fact", "lang"]))
    letters = [draw(st.sampled_from([letter, letter.upper()])) for letter in scheme]
    for hidden in draw(st.lists(st.sampled_from([*HIDDEN, " "]), max_size=3)):
        letters.insert(draw(st.integers(0, len(letters))), hidden)
    return (
        "".join(letters)
        + draw(st.sampled_from([":", "&colon;", "%3A", "：", ""]))
        + draw(st.sampled_from(["", "/", "//", "\\\\", "/\\", "///"]))
        + draw(st.text(max_size=10))
    )


@settings(max_examples=400, deadline=None)
@given(disguised() | st.text(max_size=20) | st.builds("{}:{}".format, st.text(max_size=5), st.text(max_size=5)))
@example("java\tscript:alert(1)")
@example("\x01javascript:alert(1)")
@example("JaVaScRiPt:alert(1)")
@example("https:javascript:alert(1)")
@example("https:\\\\evil.example")
@example("//evil.example")
@example("\\\\evil.example")
@example("/\\evil.example")
@example("data:text/html,x")
def test_only_allowed_schemes_pass(address: str) -> None:
    """Whatever the disguise, an address is refused or its scheme, as a browser reads it, is one that is allowed."""
    try:
        target = classify(address)
    except LinkError:
        return
    assert browser_scheme(address) in SCHEMES[target.kind]
    assert not address.startswith(("/", "\\"))
    assert not any(character <= " " for character in address)
    if target.kind == "external":
        assert re.match(r"https?://[^/\\]", address, re.IGNORECASE)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://example.org/a?b#c", "external"),
        ("HTTP://example.org", "external"),
        ("mailto:somebody@example.org", "mail"),
        ("tel:+15550100", "phone"),
        ("fact:key#name", "own"),
        ("lang:ru", "own"),
        ("../pages/about.md#how", "internal"),
        ("#how", "internal"),
        ("файл.md", "internal"),
        ("", None),
        ("/en/about.html", None),
        ("https:///path", None),
        ("https://[::1", None),
        ("https:example.org", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("ftp://example.org", None),
        ("exa mple.md", None),
        ("exa\u200bmple.md", None),
        ("https://example.org/\u202egpj.exe", None),
    ],
)
def test_kinds(address: str, kind: str | None) -> None:
    """Each allowed form is known for what it is, and everything else is refused with a reason."""
    if kind is None:
        with pytest.raises(LinkError, match=r".{10}"):
            classify(address)
    else:
        assert classify(address).kind == kind


def directive(address: str) -> list[str]:
    """The parts of the text directive, decoded as a browser does."""
    text = address.partition("#")[2].partition(":~:text=")[2]
    assert ":~:" not in text
    assert not re.search(r"[&\s-]", text)
    return [unquote(part) for part in text.split(",")]


@settings(deadline=None)
@given(st.text(min_size=1).filter(str.split))
@example("a - b, c & d")
@example("Число — 149, погибших: 62")
@example("١٤٩ قتيلًا - و٦٠٩ جرحى")
@example(" ".join(f"word-{number}," for number in range(20)))
def test_a_text_fragment_decodes_to_the_words_of_the_passage(passage: str) -> None:
    """The directive decodes to the passage, or to its beginning and its end where the passage is long."""
    words = passage.split()
    parts = directive(with_text_fragment("https://example.org/page", passage))
    whole = " ".join(words)
    if len(parts) == 1:
        assert parts == [whole]
    else:
        start, end = parts
        assert len(words) > 12
        assert whole.startswith(start + " ")
        assert whole.endswith(" " + end)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a", "https://example.org/a#:~:text=one%20word"),
        ("https://example.org/a?b=c", "https://example.org/a?b=c#:~:text=one%20word"),
        ("https://example.org/a#part", "https://example.org/a#part:~:text=one%20word"),
        ("https://example.org/a#part:~:text=old", "https://example.org/a#part:~:text=one%20word"),
        ("https://example.org/a#:~:text=old", "https://example.org/a#:~:text=one%20word"),
    ],
)
def test_a_text_fragment_keeps_the_address(address: str, expected: str) -> None:
    """Query and place of an address stay; a directive that it already carried gives way to ours."""
    assert with_text_fragment(address, "one word") == expected
