"""The errors Rejoinder raises on purpose, and the exit status each one means.

RejoinderError
├── SettingError   a setting or an argument is at fault          exit 2
├── ContentError   the content has errors; nothing is published  exit 1
├── ThemeError     a template or an interface text is at fault   exit 1
└── ReleaseError   the site could not be written or swapped in   exit 1
    └── BusyError  somebody else is writing it just now          exit 1
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .finding import Finding


class RejoinderError(Exception):
    """A fault with a message for the person at the keyboard: place, what was found, what is allowed, the cure."""

    status = 1


class SettingError(RejoinderError):
    """A setting or an argument cannot be used as it stands."""

    status = 2


class ThemeError(RejoinderError):
    """A template, a style sheet or an interface text cannot be used."""


class ReleaseError(RejoinderError):
    """The site could not be written, checked or swapped in. What was published is untouched."""


class BusyError(ReleaseError):
    """Another process is writing the same site. It ends by itself."""


class ContentError(RejoinderError):
    """The content has errors. `findings` holds all of them, warnings included."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        errors = sum(1 for finding in findings if finding.severity == "error")
        super().__init__(f"{errors} error{'' if errors == 1 else 's'} in the content")
        self.findings = tuple(findings)
