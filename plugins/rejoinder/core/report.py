"""What the review says, in words or as JSON."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from .finding import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .finding import Finding

_COLOURS = {"error": "31", "warning": "33", "suggestion": "36"}


def as_text(findings: Iterable[Finding], *, colour: bool = False) -> str:
    """Findings for people: one paragraph for each file, the place first, the cure below."""
    lines: list[str] = []
    last = None
    for finding in in_order(findings):
        if finding.path != last:
            lines += (
                ["", _styled(finding.path, "1", colour)] if last is not None else [_styled(finding.path, "1", colour)]
            )
            last = finding.path
        severity = _styled(finding.severity, _COLOURS[finding.severity], colour)
        place = f"{finding.place}: " if finding.line else ""
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


def as_json(findings: Iterable[Finding]) -> str:
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
        "not_covered": {},
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


def _styled(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def _line(text: str) -> str:
    """Text that stays on its line and in its direction: controls and bidirectional overrides are shown escaped."""
    return "".join(
        character if character.isprintable() and character not in "\u200e\u200f\u061c" else f"\\u{ord(character):04x}"
        for character in text
    )
