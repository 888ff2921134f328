"""The parse cache gives back exactly what was read; what damage does to it is tried in test_memory.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rejoinder.core.cache import Cache
from rejoinder.core.explainer import Explainer, Page, Text, read
from rejoinder.core.language import load
from sites import ABOUT, EXPLAINER, REPO, THEME, edit

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = load(THEME / "translations", "en")
KEY = "0123456789" * 4


def parsed(text: str, kind: str = "explainer") -> Text:
    """A text read from its file, which must have nothing wrong with it."""
    found, findings = read(text.encode(), f"en/{kind}s/name.md", "name.md", ENGLISH, kind)  # type: ignore[arg-type]
    assert findings == []
    assert found is not None
    return found


def kept(file: Path, text: Text) -> Text | None:
    """What another build finds after one has saved a text."""
    file.unlink(missing_ok=True)
    first = Cache(file, "engine")
    first.save(KEY, text)
    first.close()
    second = Cache(file, "engine")
    found = second.load(KEY)
    second.close()
    return found


#: Words and marks for the places of an explainer that its author writes.
PIECES = st.lists(
    st.sampled_from(
        [
            "word ", "слово ", "كلمة ", "🎈 ", "“a” ", "& < \\< ", "*em* ", "**strong** ", "`code` ", "[@a] ", "[@a, с. 3; @b:c] ",
            "[5](fact:k) ", "[٥](fact:k#n) ", "[x](lang:ar) ", "[x](../pages/y.md#z) ", "[x](https://e.org/?a&b) ", "\\\n", "\n",
        ]
    ),
    max_size=8,
).map(lambda pieces: "A " + "".join(pieces).strip() + ".")  # fmt: skip
DAYS = st.dates().map(str)


@st.composite
def explainers(draw: st.DrawFn) -> str:
    """An explainer with drawn texts, days, lists and blocks."""
    text = edit(EXPLAINER, "Children, students and pensioners.", draw(PIECES))
    text = edit(text, "  People use the library every day.", "  " + draw(PIECES).replace("\n", "\n  "))
    text = edit(text, "review-by: 2027-05-01\n", draw(st.sampled_from(["", f"review-by: {draw(DAYS)}\n"])))
    text = edit(
        text,
        "status: draft",
        f"status: reviewed\n  on: {draw(DAYS)}\n  facts: {draw(st.sampled_from(['a', '‘é’', '0']))}",
    )
    text = edit(
        text,
        "Ask when they were last there",
        draw(st.sampled_from(["- a\n- b\n\nAsk", "|a|b|\n|-|-|\n|c|[@a]|\n\n### h *e*\n\nAsk"])),
    )
    minor = draw(st.sampled_from(["", ", minor: true"]))
    entry = f"  - {{on: 2026-11-21, type: {draw(st.sampled_from(['correction', 'update']))}, text: 'Ж: “x”'{minor}}}"
    return edit(text, "corrections: []", draw(st.sampled_from(["corrections: []", f"corrections:\n{entry}"])))


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(text=explainers())
def test_an_explainer_is_loaded_as_it_was_saved(text: str, tmp_path: Path) -> None:
    """Any explainer comes back equal, in every part, offset and day."""
    explainer = parsed(text)
    assert isinstance(explainer, Explainer)
    loaded = kept(tmp_path / "texts", explainer)
    assert loaded == explainer
    assert repr(loaded) == repr(explainer)


def test_a_page_is_loaded_as_it_was_saved(tmp_path: Path) -> None:
    """A page comes back equal, components and links included."""
    page = parsed(ABOUT, "page")
    assert isinstance(page, Page)
    assert kept(tmp_path / "texts", page) == page


@pytest.mark.parametrize("path", sorted((REPO / "content/en").glob("*/*.md")), ids=lambda path: path.stem)
def test_the_texts_of_the_site_are_loaded_as_they_were_saved(path: Path, tmp_path: Path) -> None:
    """Every text of the repository comes back equal."""
    text = parsed(path.read_text("utf-8"), path.parent.name.removesuffix("s"))
    assert kept(tmp_path / "texts", text) == text


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    """With a folder where the file should be, nothing is kept and nothing is raised."""
    (tmp_path / "texts").mkdir()
    cache = Cache(tmp_path / "texts", "engine")
    cache.save(KEY, parsed(EXPLAINER))
    assert cache.load(KEY) is None
    cache.close()
