"""What the review says: in words, and for programs."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rejoinder.core.finding import Finding, in_order, near
from rejoinder.core.report import as_github, as_json, as_sarif, as_text, coverage, summary

HARSH = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n\r\x1b\u202e\u200f\u2066:%,"), min_size=1, max_size=12
)
SEVERITY = st.sampled_from(["error", "warning", "suggestion"])
FINDING = st.builds(
    Finding,
    st.from_regex(r"[a-z]{2,5}(-[a-z]{2,5})?", fullmatch=True),
    SEVERITY,
    HARSH,
    st.integers(0, 99),
    st.integers(0, 99),
    HARSH,
    HARSH,
)
FINDINGS = st.lists(FINDING, max_size=5)

ONE = Finding("raw-html", "error", "content/en/a.md", 3, 7, "“<b>” is HTML", "Write it in Markdown.", "en")
TWO = Finding("setting-empty", "warning", "pelicanconf.py", 0, 0, "CONTACT: nobody", "Set CONTACT.")
THREE = Finding("fear-language", "suggestion", "content/en/a.md", 3, 2, "слово")


def test_in_words() -> None:
    """A paragraph for each file: the place first where there is one, what was found, the rule, the cure below."""
    assert as_text([TWO, ONE, THREE, ONE]) == (
        "content/en/a.md\n"
        "  content/en/a.md:3:2: suggestion: слово [fear-language]\n"
        "  content/en/a.md:3:7: error: “<b>” is HTML [raw-html]\n"
        "      Write it in Markdown.\n"
        "\n"
        "pelicanconf.py\n"
        "  warning: CONTACT: nobody [setting-empty]\n"
        "      Set CONTACT."
    )
    assert as_text([]) == ""


def test_colours_change_nothing_else() -> None:
    """With colours the text is the same, and without them it holds none."""
    plain, coloured = as_text([ONE, TWO]), as_text([ONE, TWO], colour=True)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[\d+m", "", coloured) == plain != coloured


@settings(deadline=None)
@given(FINDINGS)
def test_no_text_can_forge_a_report(findings: list[Finding]) -> None:
    """Whatever a file is called or holds, it stays on its line, in its direction, and sends no command to a terminal."""
    text = as_text(findings)
    assert all(character.isprintable() or character == "\n" for character in text)
    unique = set(findings)
    lines = text.split("\n") if text else []
    places = len({finding.path for finding in unique})
    assert len(lines) == max(0, places * 2 - 1) + len(unique) + sum(1 for finding in unique if finding.help)


@settings(deadline=None)
@given(FINDINGS, st.randoms())
def test_the_order_of_finding_does_not_show(findings: list[Finding], random: object) -> None:
    """The same findings in any order, and any of them twice, give the same report."""
    shuffled = [*findings, *findings[:2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    for said in (as_text, as_json, as_github, summary, lambda found: as_sarif(found, "1")):
        assert said(findings) == said(shuffled)


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([], "no findings"),
        ([ONE], "1 error"),
        ([ONE, ONE], "1 error"),
        ([ONE, TWO, THREE], "1 error, 1 warning, 1 suggestion"),
        ([TWO, Finding("a", "warning", "b", 0, 0, "c")], "2 warnings"),
    ],
)
def test_summary(findings: list[Finding], expected: str) -> None:
    """Counts of each severity, in words, repeats left out."""
    assert summary(findings) == expected


def test_as_json() -> None:
    """The shape that programs rely on: version, findings with every field, counts, and what was not covered."""
    report = json.loads(as_json([ONE, TWO], {"ru": ["b", "a"], "ar": []}))
    assert report == {
        "version": 1,
        "findings": [
            {
                "rule": "raw-html", "severity": "error", "path": "content/en/a.md", "line": 3, "column": 7,
                "message": "“<b>” is HTML", "help": "Write it in Markdown.", "language": "en",
            },
            {
                "rule": "setting-empty", "severity": "warning", "path": "pelicanconf.py", "line": 0, "column": 0,
                "message": "CONTACT: nobody", "help": "Set CONTACT.", "language": "",
            },
        ],
        "summary": {"errors": 1, "warnings": 1, "suggestions": 0},
        "not_covered": {"ar": [], "ru": ["b", "a"]},
    }  # fmt: skip
    assert json.loads(as_json([]))["not_covered"] == {}


@settings(deadline=None)
@given(FINDINGS)
def test_json_holds_every_finding_as_it_is(findings: list[Finding]) -> None:
    """What programs read back are the findings themselves, whatever characters they hold."""
    assert [Finding(**found) for found in json.loads(as_json(findings))["findings"]] == list(in_order(findings))


@settings(deadline=None)
@given(FINDINGS)
def test_github_gets_one_command_for_each_finding(findings: list[Finding]) -> None:
    """Every finding is one workflow command on one line; its properties cannot be forged by a file's name."""
    written = as_github(findings)
    unique = in_order(findings)
    lines = written.split("\n") if written else []
    assert len(lines) == len(unique)
    for line, finding in zip(lines, unique, strict=True):
        match = re.fullmatch(r"::(error|warning|notice) ([^\r\n]*?)::.*", line, re.DOTALL)
        assert match is not None
        properties = dict(part.split("=", 1) for part in match[2].split(","))
        assert set(properties) == {"file", "title", *(("line", "col") if finding.line else ())}
        assert unquote(properties["file"], errors="strict") == unquote(finding.path.replace("%", "%25"))


@settings(deadline=None)
@given(FINDINGS)
def test_sarif_names_rules_and_places(findings: list[Finding]) -> None:
    """Every result names its rule and file; a place that has no line has no region."""
    log = json.loads(as_sarif(findings, "1.0", {"raw-html": "HTML in a text."}))
    [run] = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted({finding.rule for finding in findings})
    for result, finding in zip(run["results"], in_order(findings), strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == finding.rule
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == finding.path
        assert ("region" in place) == bool(finding.line)


def test_coverage() -> None:
    """A language that some rules could not look at is named with them; nothing is said where all could."""
    assert coverage({"ru": ["a", "b"], "ar": ["a"], "en": []}) == (
        "Not covered in ar: 1 rule (a).\nNot covered in ru: 2 rules (a, b)."
    )
    assert coverage({}) == ""


def test_near_misses() -> None:
    """A word that is nearly right is answered with the right one, any other with nothing."""
    assert near("facst", ["facts", "people"]) == " Did you mean “facts”?"
    assert near("xyz", ["facts", "people"]) == ""


def test_places() -> None:
    """A finding without a line is at its file."""
    assert (ONE.place, TWO.place) == ("content/en/a.md:3:7", "pelicanconf.py")
