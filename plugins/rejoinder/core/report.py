"""What the review says: in words, or for programs as JSON, GitHub annotations or SARIF."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from .finding import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .finding import Finding, Waived

FORMATS = ("text", "json", "github", "sarif")
_COLOURS = {"error": "31", "warning": "33", "suggestion": "36"}
_GITHUB = {"error": "error", "warning": "warning", "suggestion": "notice"}
_SARIF = {"error": "error", "warning": "warning", "suggestion": "note"}
_WIDTH = 100  # of the lines that list rules


def as_text(findings: Iterable[Finding], *, colour: bool = False) -> str:
    """Findings for people: one paragraph for each file, the place first, the cure below."""
    lines: list[str] = []
    last = None
    for finding in in_order(findings):
        path = _line(finding.path)
        if finding.path != last:
            lines += ["", _styled(path, "1", colour)] if last is not None else [_styled(path, "1", colour)]
            last = finding.path
        severity = _styled(finding.severity, _COLOURS[finding.severity], colour)
        place = f"{_line(finding.place)}: " if finding.line else ""
        lines.append(f"  {place}{severity}: {_line(finding.message)} [{finding.rule}]")
        if finding.help:
            lines.append(f"      {_line(finding.help)}")
    return "\n".join(lines)


def summary(findings: Iterable[Finding], waived: Iterable[Waived] = ()) -> str:
    """“2 errors, 1 warning”, or “no findings”; then “, 1 waived” where an editor allowed something."""
    counts = Counter(finding.severity for finding in set(findings))
    said = [_counted(counts[severity], severity) for severity in ("error", "warning", "suggestion") if counts[severity]]
    allowed = len(set(waived))
    return (", ".join(said) or "no findings") + (f", {allowed} waived" if allowed else "")


def coverage(not_covered: Mapping[str, Sequence[str]]) -> str:
    """A sentence for each language that some rules could not look at, on lines of its own; nothing when all could."""
    return "\n".join(
        textwrap.fill(said, _WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
        for _, _, said in _uncovered(not_covered)
    )


def _uncovered(not_covered: Mapping[str, Sequence[str]]) -> list[tuple[str, list[str], str]]:
    """Each language with the rules that could not look at it, and the sentence that says so."""
    return [
        (tag, list(rules), f"Not covered in {tag}: {_counted(len(rules), 'rule')} ({', '.join(rules)}).")
        for tag, rules in sorted(not_covered.items())
        if rules
    ]


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def as_json(
    findings: Iterable[Finding],
    not_covered: Mapping[str, Sequence[str]] | None = None,
    waived: Iterable[Waived] = (),
) -> str:
    """Findings for programs; the shape is described in docs/findings.schema.json."""
    ordered = in_order(findings)
    counts = Counter(finding.severity for finding in ordered)
    report = {
        "version": 1,
        "findings": [asdict(finding) for finding in ordered],
        "summary": {
            "errors": counts["error"],
            "warnings": counts["warning"],
            "suggestions": counts["suggestion"],
            "waived": len(set(waived)),
        },
        "not_covered": {tag: list(rules) for tag, rules in sorted((not_covered or {}).items())},
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def as_github(
    findings: Iterable[Finding],
    not_covered: Mapping[str, Sequence[str]] | None = None,
    waived: Iterable[Waived] = (),
) -> str:
    """Workflow commands that GitHub shows beside the lines of a change.

    What was waived and what is not covered comes first, in notices without a place: GitHub shows only the first ten
    of a kind. Format: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    lines = [f"::notice title=not-covered::{_data(_line(said))}" for _, _, said in _uncovered(not_covered or {})]
    findings, waived = set(findings), set(waived)
    if waived:
        lines.insert(0, f"::notice title=waived::{_data(summary(findings, waived))}.")
    for finding in in_order(findings):
        properties = {"file": finding.path, "title": finding.rule}
        if finding.line:
            properties |= {"line": str(finding.line), "col": str(finding.column)}
        written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        lines.append(f"::{_GITHUB[finding.severity]} {written}::{_data(_with_cure(finding))}")
    return "\n".join(lines)


def as_sarif(
    findings: Iterable[Finding],
    version: str,
    described: Mapping[str, str] | None = None,
    not_covered: Mapping[str, Sequence[str]] | None = None,
    waived: Iterable[Waived] = (),
) -> str:
    """SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). `described` gives a rule's first sentence.

    What an editor allowed is a result with a suppression that holds the reason. Where one result of a run has
    `suppressions`, all must, so those of the others are empty. What is not covered stands among the
    `toolConfigurationNotifications` of the run's invocation.
    """
    findings = set(findings)
    allowed = sorted(set(waived), key=lambda one: (one.until, one.reason))
    reasons = {one.finding: one for one in allowed if one.finding not in findings}
    ordered = in_order([*findings, *reasons])
    index = {name: place for place, name in enumerate(sorted({finding.rule for finding in ordered}))}
    described = described or {}
    rules = [
        {"id": name, "shortDescription": {"text": described.get(name) or name.replace("-", " ")}} for name in index
    ]
    gaps = [
        {"level": "note", "message": {"text": _line(said)}, "properties": {"language": tag, "rules": missing}}
        for tag, missing, said in _uncovered(not_covered or {})
    ]
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "rejoinder", "version": version, "rules": rules}},
                "invocations": [{"executionSuccessful": True, "toolConfigurationNotifications": gaps}],
                "columnKind": "unicodeCodePoints",
                "results": [_sarif_result(finding, index[finding.rule], reasons.get(finding)) for finding in ordered],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _sarif_result(finding: Finding, index: int, waived: Waived | None) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": _uri(finding.path)}}
    if finding.line:
        place["region"] = {"startLine": finding.line, "startColumn": max(1, finding.column)}
    suppressions = []
    if waived:
        justification = f"{_line(waived.reason)} (until {_line(waived.until)})"
        suppressions.append({"kind": "inSource", "status": "accepted", "justification": justification})
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _SARIF[finding.severity],
        "message": {"text": _with_cure(finding)},
        "locations": [{"physicalLocation": place}],
        "suppressions": suppressions,
    }


def _with_cure(finding: Finding) -> str:
    return _line(f"{finding.message}. {finding.help}" if finding.help else finding.message)


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _styled(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def _line(text: str) -> str:
    """Text that stays on its line and in its direction: controls and bidirectional overrides are shown escaped."""
    return "".join(
        character if character.isprintable() and character not in "\u200e\u200f\u061c" else f"\\u{ord(character):04x}"
        for character in text
    )
