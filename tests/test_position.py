"""Where something stands in a file, as an editor counts."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rejoinder.core.explainer import read
from rejoinder.core.language import load
from rejoinder.core.position import Place, Positions
from sites import EXPLAINER, THEME, edit, places

PIECES = st.sampled_from(["a", "ж", "م", "🎈", "e\u0301", "\u200f", "\n", "\r\n", "\r", "\t", "\u2028", "\x0c", " "])


@settings(deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join), st.lists(PIECES, max_size=6).map("".join))
@example("строка\r\n", "مرحبا")
@example("🎈🎈\n", "🎈x")
def test_lines_and_columns_are_those_an_editor_shows(before: str, after: str) -> None:
    """A place counts line ends of all three kinds, and code points from the last one, in any script."""
    if before.endswith("\r") and after.startswith("\n"):
        return
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    place = Positions((before + after).encode()).at(len(before.encode()))
    assert place == Place(len(lines), len(lines[-1]) + 1)


def test_outside_the_text() -> None:
    """A place before the text is its beginning, one past its end is its end."""
    positions = Positions("один\nдва".encode())
    assert positions.at(-5) == Place(1, 1)
    assert positions.at(10_000) == Place(2, 4)
    assert Positions(b"").at(0) == Place(1, 1)


GLANCE = "glance: |\n  People use the library every day.\n\n  It has [three](#who-comes) groups of readers and [5,043](fact:holds) books.\n"
ANSWER = (
    "answer: The library holds 5,043 books on its open shelves, and it lent 3.5 million in one year [@holds; @lends].\n"
)


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (ANSWER, "answer: Слова 🎈 [‸@a b].\n"),
        (ANSWER, 'answer: "Слова 🎈 [‸@a b]."\n'),
        (ANSWER, "answer: '  Слова 🎈 [‸@a b].'\n"),
        (ANSWER, "answer: ‸>\n  Слова 🎈\n  [@a b].\n"),
        (ANSWER, 'answer: ‸"Слова \\u0416 [@a b]."\n'),
        (GLANCE, "glance: |\n  Слова\n\n  مرحبا [‸@a b] 🎈\n"),
        (GLANCE, "glance: |\n\n\n  Слова [‸@a b]\n"),
        (GLANCE, "glance: |\n    - Слова\n      مرحبا [‸@a b]\n"),
        (GLANCE, "glance: |2\n   Слова [‸@a b]\n"),
        (GLANCE, "glance: |-  # note\n  - Слова\n    - 🎈 [‸@a b]\n"),
        (GLANCE, "glance:\n  |\n   Слова [‸@a b]\n"),
    ],
)
def test_a_place_inside_a_field_is_exact(old: str, new: str, end: str) -> None:
    """A fault in a field of the front matter is told where it stands, however the field is written.

    Where YAML folds or unescapes the text, the field itself is the place.
    """
    text, [(line, column)] = places(edit(EXPLAINER, old, new))
    _, findings = read(
        text.replace("\n", end).encode(), "en/explainers/a.md", "a.md", load(THEME / "translations", "en"), "explainer"
    )
    assert [(finding.rule, finding.line, finding.column) for finding in findings] == [
        ("malformed-citation", line, column)
    ]
