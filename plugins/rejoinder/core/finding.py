"""One shape for everything the review has to say."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning", "suggestion"]
_ORDER = {"error": 0, "warning": 1, "suggestion": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault in one place: `path` as the editor knows it (from the site's folder, `/` between parts).

    `line` and `column` count from 1, columns in Unicode code points; both are 0 where a finding has no place of its
    own. `rule` names the fault in kebab-case; `help` is the cure. `language` is the tag of the text, or empty.
    """

    rule: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    help: str = ""
    language: str = ""

    @property
    def place(self) -> str:
        """`path:line:column`, or as much of it as there is."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Waived:
    """A finding that an editor allowed: for a reason of theirs, until a day (`2027-05-24`)."""

    finding: Finding
    reason: str
    until: str


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings without repeats, by file, place and rule: the same input gives the same order."""
    return tuple(
        sorted(
            set(findings),
            key=lambda f: (f.path, f.line, f.column, _ORDER[f.severity], f.rule, f.message, f.help, f.language),
        )
    )


def near(word: str, allowed: Iterable[str]) -> str:
    """A sentence that offers the nearest allowed word, with a space before it, or nothing when none is near.

    Near are the same word in other capitals, one that is spelled alike, and one of which this is the beginning.
    """
    known = sorted(allowed)
    close = [other for other in known if other.casefold() == word.casefold()]
    close += difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    close += [other for other in known if len(word) > 3 and other.casefold().startswith(word.casefold())]
    return f" Did you mean “{close[0]}”?" if close else ""
