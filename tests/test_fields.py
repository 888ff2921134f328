"""Strict YAML: every scalar is text, every value knows its place."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import Field
from rejoinder.core.fields import MAX_DEPTH, DayField, Fields, Flag, Mark, Model, read, validate
from sites import CARET, places

PIECES = st.sampled_from(
    [
        "a", "ключ", "مفتاح", "🎈", ": ", ":", "- ", "\n", "\r\n", "\r", "  ", "\t", "[", "]", "{", "}", ", ", "&a ", "*a", "!t ",
        '"', "'", "|", ">", "|\n  ", "#", "---", "...", "? ", "%", "@", "`", "\\", "\x00", "\x07", "\x85", "\u2028", "\ufeff", "<<: ",
    ]
)  # fmt: skip


def lines_of(text: str) -> list[str]:
    """The lines that an editor shows."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def inside(mark: Mark, lines: list[str], first_line: int) -> bool:
    """Whether a place lies in the file, or at most one past the end of a line or of the file."""
    line = mark.line - first_line
    if line == len(lines):
        return mark.column == 1
    return 0 <= line < len(lines) and 1 <= mark.column <= len(lines[line]) + 1


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60), st.sampled_from([1, 2, 7]))
@example("ключ: значение\x01", 2)
@example("a: 'x\u2028\u2028y'\nb: c\n", 1)
@example("a: x\x85b: &c d", 1)
@example("[" * 5000, 1)
@example("- " * 5000, 1)
@example("{a: [1, 2", 1)
def test_any_text_is_read_and_every_place_lies_in_the_file(text: str, first_line: int) -> None:
    """No text makes the reader raise; every mark and problem it gives lies inside the file, and all scalars are text."""
    fields = read(text, first_line)
    lines = lines_of(text)
    marks = [*fields.values.values(), *fields.keys.values(), *(mark for _, mark, _, _ in fields.problems)]
    assert all(inside(mark, lines, first_line) for mark in marks), marks
    assert all(message and cure for _, _, message, cure in fields.problems)
    assert _all_text(fields.value)


def _all_text(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _all_text(item) for key, item in value.items())
    if isinstance(value, list):
        return all(map(_all_text, value))
    return value is None or isinstance(value, str)


@pytest.mark.parametrize(
    "word", ["no", "yes", "null", "~", "1.0", "0777", "1e3", "2026-11-24", "12:30", "0x1f", ".inf", "<<"]
)
def test_no_word_means_anything_but_itself(word: str) -> None:
    """Words that YAML would turn into numbers, dates or nothing stay the text they are."""
    assert read(f"key: {word}").value == {"key": word}


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("duplicate-key", "один: 1\nдва: 2\n‸один: 3\n"),
        ("yaml-alias", "مفتاح: ‸&a 1\nдругой: 2\n"),
        ("yaml-alias", "a: 1\nb: [‸*a, 2]\n"),
        ("yaml-tag", "a: 1\r\nб: ‸!!int 2\r\n"),
        ("yaml-key", "a: 1\n? ‸[b]\n: c\n"),
        ("yaml-documents", "a: 1\n‸---\nb: 2\n"),
        ("yaml-syntax", 'ключ: "один" ‸два\n'),
        ("yaml-syntax", "a: 1\nсловарь: значение‸\x07 дальше\n"),
        ("yaml-syntax", "🎈: один‸\u2028b: два\n"),
        ("yaml-too-deep", "a: " + "[" * MAX_DEPTH + "‸[" + "]" * (MAX_DEPTH + 1)),
    ],
)
def test_what_is_refused_is_told_at_its_place(rule: str, text: str) -> None:
    """Each of YAML's surprises is a problem of its own, at the line and column where it stands, in any script."""
    text, [(line, column)] = places(text)
    fields = read(text)
    assert [(name, mark.line, mark.column) for name, mark, _, _ in fields.problems] == [(rule, line, column)]


def test_values_and_keys_know_their_places() -> None:
    """Marks count from the first line given, columns in code points."""
    text, spots = places("‸ключ: ‸значение\n‸список:\n  - ‸🎈🎈\n  - {‸а: ‸б}\n")
    fields = read(text, first_line=5)
    marks = [
        fields.keys["ключ",], fields.values["ключ",], fields.keys["список",], fields.values["список", 0],
        fields.keys["список", 1, "а"], fields.values["список", 1, "а"],
    ]  # fmt: skip
    assert [(mark.line - 4, mark.column) for mark in marks] == spots


class Inner(Model):
    """Fields inside fields."""

    on_day: DayField
    flag: Flag = False


class Outer(Model):
    """A model with a field of each kind."""

    name: str = Field(min_length=1)
    inner: Inner
    names: list[str] = []
    words: dict[str, str] = {}


def checked(text: str) -> tuple[Outer | None, Fields, list[tuple[str, int, int]]]:
    """The model of a text, and rule, line and column of what was found."""
    fields = read(text)
    model, findings = validate(Outer, fields, "file.yaml")
    return model, fields, [(finding.rule, finding.line, finding.column) for finding in findings]


def test_a_model_is_read_with_hyphens() -> None:
    """Keys are written with hyphens; days and flags become what they are."""
    model, _, found = checked("name: a\ninner: {on-day: 2026-11-24, flag: yes}\nnames: [b]\nwords: {ru: в}\n")
    assert not found
    assert model is not None
    assert (model.inner.on_day.isoformat(), model.inner.flag, model.names) == ("2026-11-24", True, ["b"])


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("name: a\ninner:\n  ‸on-dey: 2026-11-24\n", "unknown-field missing-field"),
        ("name: a\ninner: {on-day: ‸2026-02-30}\n", "wrong-value"),
        ("name: a\ninner: {on-day: ‸24.11.2026}\n", "wrong-value"),
        ("name: a\ninner: {on-day: 2026-11-24, flag: ‸maybe}\n", "wrong-value"),
        ("имя: a\nname: ‸''\ninner: {on-day: 2026-11-24}\n", "missing-field unknown-field"),
        ("name: a\ninner: ‸text\n", "wrong-value"),
        (
            "name: ‸[a]\ninner: {on-day: 2026-11-24}\nnames: ‸b\nwords: {ru: ‸[в]}\n",
            "wrong-value wrong-value wrong-value",
        ),
        ("‸[a]\n", "wrong-value"),
        ("", "wrong-value"),
    ],
)
def test_every_problem_comes_back_with_its_place(text: str, rules: str) -> None:
    """All problems of a file are found at once, each where the editor must look."""
    text, spots = places(text)
    model, _, found = checked(text)
    assert model is None
    assert sorted(rule for rule, *_ in found) == sorted(rules.split())
    assert {tuple(place) for place in spots} <= {(line, column) for _, line, column in found}


def test_near_misses_are_offered() -> None:
    """A field or a key that is almost right is answered with the right one."""
    _, findings = validate(Outer, read("nam: a\ninner: {on-dya: 2026-11-24}\n"), "file.yaml")
    cures = " ".join(finding.help for finding in findings)
    assert "“name”" in cures
    assert "“on-day”" in cures


def test_carets_are_no_part_of_the_texts() -> None:
    """The mark that these tests use for a place is nothing YAML knows."""
    assert read(f"a: {CARET}b").value == {"a": f"{CARET}b"}
