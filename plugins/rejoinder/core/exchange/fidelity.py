"""What a translated unit must keep of its original: citations, figures, components, headings, fields to fill in."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from .. import markup
from ..markup import Cite, Component, FactValue
from . import blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .unit import Unit

#: What no text may hold: it cannot be seen, and files that hold it are refused.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
#: A translation of more than so many times the original's length, and so many characters besides, is a mistake.
_LONGER, _LONG = 10, 1000
_FIELD = re.compile(r"\{[a-z_]+\}")


def faults(unit: Unit, text: str) -> Iterator[tuple[str, str]]:
    """What speaks against a text as the translation of a unit: what was found, and the cure."""
    if hidden := _HIDDEN.search(text):
        yield f"it holds a hidden character (U+{ord(hidden[0]):04X})", "Delete it."
    elif len(text) > _LONGER * len(unit.original) + _LONG:
        yield f"it has {len(text):,} characters, the original {len(unit.original):,}", "Translate what it says alone."
    elif unit.form == "label":
        yield from _fields(unit, text)
    else:
        yield from _lost_and_added(unit, text)
        yield from _structure(unit, text)


def _fields(unit: Unit, text: str) -> Iterator[tuple[str, str]]:
    """A text keeps what is filled in; a plural form may leave out the number it says in words."""
    theirs, ours = set(_FIELD.findall(unit.original)), set(_FIELD.findall(text))
    known = ", ".join(sorted(theirs)) or "none"
    if unknown := sorted(ours - theirs):
        yield f"nothing fills in {', '.join(unknown)}", f"Allowed: {known}."
    if (missing := sorted(theirs - ours)) and "|" not in unit.address:
        yield f"{', '.join(missing)} is missing", "Put it where the language has it."


def _lost_and_added(unit: Unit, text: str) -> Iterator[tuple[str, str]]:
    theirs, ours = _held(unit.original), _held(text)
    lost = list((theirs - ours).elements())
    # Where a sentence became two, its citation may stand at both.
    added = [name for name in (ours - theirs) if name not in theirs or name.startswith("![]")]
    if lost:
        yield f"it lacks {', '.join(lost)}", "Put it where the sentence it belongs to ends, as in the original."
    if added:
        yield f"it adds {', '.join(added)}", "Take it out: the original does not have it."


def _held(text: str) -> Counter[str]:
    """Each citation, figure and component of a text, as often as it stands there."""
    held: Counter[str] = Counter()
    for section in markup.parse(text).sections:
        for part in (*section.heading, *section.parts):
            if isinstance(part, Cite):
                held.update(f"[@{one.key}]" for one in part.citations)
            elif isinstance(part, FactValue):
                held[f"(fact:{part.key}{'#' + part.name if part.name else ''})"] += 1
            elif isinstance(part, Component):
                held[f"![]({part.scheme}:{part.id})"] += 1
    return held


def _structure(unit: Unit, text: str) -> Iterator[tuple[str, str]]:
    if text.count("<!--") > max(unit.original.count("<!--"), unit.present.count("<!--")):
        yield "it opens a comment (<!--), which would hide words from readers", "Take it out."
    if unit.form == "words":
        if "\n" in text and "\n" not in unit.original:
            yield "it has more than one line", "Write it in one line, as the original."
        return
    found = blocks.of(text)
    if missing := [
        block.id for block in blocks.of(unit.original) if block.id and block.id not in {b.id for b in found}
    ]:
        yield f"it lacks {', '.join(f'{{#{name}}}' for name in missing)}", "Put it at the end of the heading."
    theirs, ours = _kinds(unit.original), tuple(block.kind for block in found)
    if unit.form == "section":
        theirs, ours = (tuple(kind for kind in kinds if kind.startswith("heading")) for kinds in (theirs, ours))
    if unit.form == "passages":
        theirs, ours = tuple(sorted(set(theirs))), tuple(sorted(set(ours)))
    if theirs != ours:
        yield f"it is {_told(ours)}, the original is {_told(theirs)}", _cure(theirs)


def _kinds(text: str) -> tuple[str, ...]:
    return tuple(block.kind for block in blocks.of(text))


def _told(kinds: tuple[str, ...]) -> str:
    if len(kinds) > 1 and len(set(kinds)) == 1:
        return f"{len(kinds)} times a {kinds[0]}"
    return ", ".join(f"a {kind}" for kind in kinds) or "without a heading"


def _cure(kinds: tuple[str, ...]) -> str:
    if any(kind.startswith("heading") for kind in kinds):
        return "Keep the signs of the heading as they are: # at its start, {.role} and {#id} at its end."
    return "Keep the blank lines, and the signs at the start of lines, as the original has them."
