"""Marking a record as withdrawn: one day is written into it, and every other character stays what it was.

A record that is no YAML, lacks a consent or may not be written is no reason to stop. What came of it is said.
"""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import yaml

from . import standing
from .files import read_bytes

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from .standing import Place


def mark(places: Place, shown: str, person: str) -> str:
    """Write the day of the withdrawal into a record, and say what came of it: nothing that goes wrong is an error.

    `shown` is the record as messages name it.
    """
    path = standing.path(places.content, person)
    by_hand = f"Write “withdrawn: {places.today}” into its consent yourself."
    try:
        path = path.resolve()
        text = read_bytes(path).decode("utf-8", "surrogateescape")
        if standing.says_withdrawn_by(text, places.today):
            return f"{shown} says that the person withdrew."
        marked = with_day(text, places.today)
        _write(path, marked.encode("utf-8", "surrogateescape"))
    except FileNotFoundError:
        return f"There is no {shown}. Nothing was marked."
    except OSError as error:
        return f"{shown} could not be marked: {error.strerror or error}. {by_hand}"
    if standing.consent_today(places, [person])[person].state != "withdrawn":
        return f"{shown} is damaged and could not be marked. {by_hand}"
    return f"{shown} is marked: withdrawn {places.today}."


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(f".{path.name}.part")
    try:
        temporary.write_bytes(data)
        shutil.copymode(path, temporary)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def with_day(text: str, day: date) -> str:
    """A record with `withdrawn:` set to a day, every other character as it was."""
    try:
        root = yaml.compose(text, yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return _salvaged(text, day)
    newline = "\r\n" if "\r\n" in text else "\n"
    if not isinstance(root, yaml.MappingNode):
        return _appended(text, day, newline)
    consent = _member(root, "consent")
    if consent is None:
        if root.flow_style:
            return _in_braces(text, root, f"consent: {{withdrawn: {day}}}")
        return _appended(text, day, newline)
    if not isinstance(consent, yaml.MappingNode):
        start, end = consent.start_mark.index, consent.end_mark.index
        return f"{text[:start]}{newline}  withdrawn: {day}{text[end:]}"
    withdrawn = _member(consent, "withdrawn")
    if withdrawn is not None:
        start, end = withdrawn.start_mark.index, withdrawn.end_mark.index
        gap = "" if text[start - 1 : start].isspace() else " "
        return f"{text[:start]}{gap}{day}{text[end:]}"
    if consent.flow_style:
        return _in_braces(text, consent, f"withdrawn: {day}")
    first = consent.value[0][0].start_mark
    return f"{text[: first.index]}withdrawn: {day}{newline}{' ' * first.column}{text[first.index :]}"


def _member(node: yaml.MappingNode, name: str) -> yaml.Node | None:
    return next((value for key, value in node.value if key.value == name), None)


def _in_braces(text: str, node: yaml.MappingNode, member: str) -> str:
    end = node.end_mark.index - 1
    return f"{text[:end].rstrip()}{', ' if node.value else ''}{member}{text[end:]}"


def _appended(text: str, day: date, newline: str) -> str:
    gap = "" if not text or text.endswith("\n") else newline
    return f"{text}{gap}consent:{newline}  withdrawn: {day}{newline}"


def _salvaged(text: str, day: date) -> str:
    """The same for a file that is no YAML, by its lines."""
    newline = "\r\n" if "\r\n" in text else "\n"
    changed, number = re.subn(r"(?m)^([ \t]+withdrawn:)[^\r\n]*", rf"\1 {day}", text, count=1)
    if number:
        return changed
    begun = re.search(r"(?m)^consent:[ \t]*\r?\n([ \t]*)", text)
    if begun is None:
        return _appended(text, day, newline)
    indent, start = begun[1] or "  ", begun.start(1)
    return f"{text[:start]}{indent}withdrawn: {day}{newline}{text[start:]}"
