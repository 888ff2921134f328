"""Citations in Pandoc's notation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rejoinder.core.citation import KEY, Citation, CitationSyntaxError, parse, write

WORD = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), exclude_characters=";"), min_size=1)
CITATION = st.builds(
    Citation,
    st.from_regex(KEY, fullmatch=True),
    st.lists(WORD, max_size=4).map(" ".join).map(lambda t: " ".join(t.split())),
)


def plain(citations: tuple[Citation, ...]) -> list[tuple[str, str]]:
    """Keys and locales, without their places."""
    return [(citation.key, citation.locale) for citation in citations]


@settings(deadline=None)
@given(st.lists(CITATION, min_size=1, max_size=5).map(tuple))
def test_what_is_written_is_read_back(citations: tuple[Citation, ...]) -> None:
    """Reading what was written gives the same keys and locales, whatever the script of a locale."""
    assert plain(parse(write(citations))) == plain(citations)


@settings(deadline=None)
@given(st.lists(CITATION, min_size=1, max_size=5).map(tuple), st.sampled_from(["", " ", "  ", "\n"]))
def test_each_key_knows_where_it_stands(citations: tuple[Citation, ...], space: str) -> None:
    """A citation's offset is that of its @ in the UTF-8 bytes, whatever stands around it."""
    text = f"{space};{space}".join(write((citation,)) for citation in citations)
    for citation in parse(space + text + space):
        written = (space + text + space).encode()[citation.offset :].decode()
        assert written.startswith(f"@{citation.key}")


@settings(deadline=None)
@given(st.text(st.sampled_from("@;,. ab1-:_[]ж\n\t"), max_size=30) | st.text(max_size=30))
def test_any_text_is_read_or_refused_at_a_place_inside_it(text: str) -> None:
    """Any text is citations or a CitationSyntaxError whose offset lies inside the text."""
    citations: tuple[Citation, ...] = ()
    offset = 0
    try:
        citations = parse(text)
    except CitationSyntaxError as error:
        offset = error.offset
    assert 0 <= offset <= len(text.encode())
    if citations:
        assert all(KEY.fullmatch(citation.key) for citation in citations)
        assert plain(parse(write(citations))) == plain(citations)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@one", [("one", "")]),
        ("@one, p. 3", [("one", "p. 3")]),
        ("@one; @two", [("one", ""), ("two", "")]),
        (" @one ,  p.\n 3 ;@two ", [("one", "p. 3"), ("two", "")]),
        ("@a_b:c.d-e", [("a_b:c.d-e", "")]),
        ("@один", None),
        ("@one, стр. 3, абз. 2", [("one", "стр. 3, абз. 2")]),
        ("@", None),
        ("@one;", None),
        ("@one, ", None),
        ("one", None),
        ("@one two", None),
        ("@one.", None),
        ("@-one", None),
        ("@one; two", None),
        ("", None),
    ],
)
def test_notation(text: str, expected: list[tuple[str, str]] | None) -> None:
    """Keys and locales are read as Pandoc writes them; what is no citation is refused, never guessed at."""
    if expected is None:
        with pytest.raises(CitationSyntaxError):
            parse(text)
    else:
        assert plain(parse(text)) == expected


def test_the_faulty_part_is_named() -> None:
    """The place of a fault is that of the part at fault, in bytes."""
    with pytest.raises(CitationSyntaxError) as caught:
        parse("@one, стр. 3; two")
    assert caught.value.offset == len("@one, стр. 3; ".encode())
