"""What the review says: in words, or for programs as JSON, GitHub annotations or SARIF."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from .finding import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .finding import Finding

FORMATS = ("text", "json", "github", "sarif")
_COLOURS = {"error": "31", "warning": "33", "suggestion": "36"}
_GITHUB = {"error": "error", "warning": "warning", "suggestion": "notice"}
_SARIF = {"error": "error", "warning": "warning", "suggestion": "note"}


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


def summary(findings: Iterable[Finding]) -> str:
    """“2 errors, 1 warning”, or “no findings”."""
    counts = Counter(finding.severity for finding in set(findings))
    said = [
        f"{counts[severity]} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in ("error", "warning", "suggestion")
        if counts[severity]
    ]
    return ", ".join(said) or "no findings"


def coverage(not_covered: Mapping[str, Sequence[str]]) -> str:
    """One line for each language that some rules could not look at; nothing when all could."""
    return "\n".join(
        f"Not covered in {tag}: {len(rules)} rule{'' if len(rules) == 1 else 's'} ({', '.join(rules)})."
        for tag, rules in sorted(not_covered.items())
        if rules
    )


def as_json(findings: Iterable[Finding], not_covered: Mapping[str, Sequence[str]] | None = None) -> str:
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
        },
        "not_covered": {tag: list(rules) for tag, rules in sorted((not_covered or {}).items())},
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def as_github(findings: Iterable[Finding]) -> str:
    """Workflow commands that GitHub shows beside the lines of a change.

    Format: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
    """
    lines = []
    for finding in in_order(findings):
        properties = {"file": finding.path, "title": finding.rule}
        if finding.line:
            properties |= {"line": str(finding.line), "col": str(finding.column)}
        written = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
        message = _line(f"{finding.message}. {finding.help}".strip() if finding.help else finding.message)
        lines.append(f"::{_GITHUB[finding.severity]} {written}::{_data(message)}")
    return "\n".join(lines)


def as_sarif(findings: Iterable[Finding], version: str, described: Mapping[str, str] | None = None) -> str:
    """SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). `described` gives a rule's first sentence."""
    ordered = in_order(findings)
    names = sorted({finding.rule for finding in ordered})
    described = described or {}
    rules = [
        {"id": name, "shortDescription": {"text": described.get(name) or name.replace("-", " ")}} for name in names
    ]
    results = []
    for finding in ordered:
        place: dict[str, object] = {"artifactLocation": {"uri": _uri(finding.path)}}
        if finding.line:
            place["region"] = {"startLine": finding.line, "startColumn": max(1, finding.column)}
        message = f"{finding.message}. {finding.help}" if finding.help else finding.message
        results.append(
            {
                "ruleId": finding.rule,
                "ruleIndex": names.index(finding.rule),
                "level": _SARIF[finding.severity],
                "message": {"text": _line(message)},
                "locations": [{"physicalLocation": place}],
            }
        )
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "rejoinder", "version": version, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


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
