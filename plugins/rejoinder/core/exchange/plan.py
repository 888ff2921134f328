"""What importing a catalogue would change, and what of it is refused: decided whole before anything is written."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..finding import near
from . import fidelity
from .po import fingerprint
from .unit import MisfitError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from .po import Entry
    from .unit import Sheet, Unit

#: Among so many refusals the nearest known address is looked up for one that is unknown.
_NEAREST = 20


@dataclass(frozen=True, slots=True)
class Refusal:
    """A unit that is not imported: its line in the catalogue, its address, what was found, and the cure."""

    line: int
    address: str
    message: str
    cure: str


@dataclass(frozen=True, slots=True)
class Change:
    """A unit that gets another text."""

    unit: Unit
    text: str


@dataclass(slots=True)
class Plan:
    """What an import does: `changes` by sheet, the new text of each file in `files`; `refused`; `fuzzy` left out."""

    changes: dict[str, list[Change]] = field(default_factory=dict)
    files: dict[Path, str] = field(default_factory=dict)
    begun: set[Path] = field(default_factory=set)
    refused: list[Refusal] = field(default_factory=list)
    fuzzy: list[str] = field(default_factory=list)


def of(entries: Iterable[Entry], sheets: Collection[Sheet], roots: Collection[Path], *, fuzzy: bool = False) -> Plan:
    """Plan the import of a catalogue.

    Args:
        entries: what the catalogue holds.
        sheets: the files of its language as they are now.
        roots: the folders in which files may be written.
        fuzzy: whether units marked as fuzzy are taken.
    """
    plan = Plan()
    units = {unit.address: (unit, sheet) for sheet in sheets for unit in sheet.units}
    entries = list(entries)
    often = Counter(entry.address for entry in entries)
    wanted: dict[str, list[tuple[Entry, Change]]] = {}
    for entry in entries:
        unit, sheet = units.get(entry.address, (None, None))
        text = unit.tidy(entry.translation) if unit else entry.translation.strip()
        if not text.strip() or _untouched(entry, unit, text):
            continue
        if entry.fuzzy and not fuzzy:
            plan.fuzzy.append(entry.address)
        elif refusals := list(_refusals(entry, unit, text, often, units, plan)):
            plan.refused += refusals
        elif unit and sheet:
            wanted.setdefault(sheet.name, []).append((entry, Change(unit, text)))
    for sheet in sheets:
        if sheet.name in wanted:
            _fit(plan, sheet, wanted[sheet.name], roots)
    plan.refused.sort(key=lambda refusal: refusal.line)
    return plan


def _untouched(entry: Entry, unit: Unit | None, text: str) -> bool:
    """Whether a unit asks for nothing: the file says so already, or the translator left it as it was exported."""
    if unit and text == unit.present:
        return True
    return bool(entry.exported) and fingerprint(entry.translation) == entry.exported


def _refusals(
    entry: Entry,
    unit: Unit | None,
    text: str,
    often: Counter[str],
    units: Collection[str],
    plan: Plan,
) -> Iterable[Refusal]:
    def refusal(message: str, cure: str) -> Refusal:
        return Refusal(entry.line, entry.address, message, cure)

    if unit is None:
        first = len(plan.refused) < _NEAREST and len(entry.address) < 200
        nearest = near(entry.address, units) if first else ""
        yield refusal(_UNKNOWN, f"Export anew, and copy the translation over.{nearest}")
    elif often[entry.address] > 1:
        yield refusal(f"it stands {often[entry.address]} times in the catalogue", "Keep one of them.")
    elif unit.tidy(entry.original) != unit.tidy(unit.original):
        yield refusal(
            f"the original changed since the export; it says now: “{_short(unit.original)}”",
            "Export anew, and translate what it says now.",
        )
    elif _changed_meanwhile(entry, unit):
        yield refusal(
            f"the translation was changed here as well since the export; it says now: “{_short(unit.present)}”",
            "Export anew, and bring the two together.",
        )
    else:
        yield from (refusal(message, cure) for message, cure in fidelity.faults(unit, text))


_UNKNOWN = "there is no such unit"


def _changed_meanwhile(entry: Entry, unit: Unit) -> bool:
    if not entry.exported or entry.exported == fingerprint(unit.translation):
        return False
    return not (entry.exported == fingerprint("") and unit.present == unit.original)


def _fit(plan: Plan, sheet: Sheet, wanted: list[tuple[Entry, Change]], roots: Collection[Path]) -> None:
    """Try the changes of one file; those that it cannot hold are refused, one by one where that tells which."""
    if outside := _outside(sheet.path, roots):
        cure = "Replace the link with a real folder."
        plan.refused += [Refusal(entry.line, entry.address, outside, cure) for entry, _ in wanted]
        return
    kept, whole = _fitting(plan, sheet, wanted)
    if kept:
        plan.changes[sheet.name] = [change for _, change in kept]
        plan.files[sheet.path] = whole
        if not sheet.begun:
            plan.begun.add(sheet.path)


def _fitting(plan: Plan, sheet: Sheet, wanted: list[tuple[Entry, Change]]) -> tuple[list[tuple[Entry, Change]], str]:
    while wanted:
        try:
            return wanted, sheet.rewritten({change.unit.address: change.text for _, change in wanted})
        except MisfitError as error:
            misfits = [pair for pair in wanted if pair[0].address == error.address]
            misfits = misfits or [pair for pair in wanted if not _fits(sheet, pair[1])] or wanted
            cure = "Keep the signs at the start of lines and the blank lines as the original has them."
            plan.refused += [Refusal(entry.line, entry.address, str(error), cure) for entry, _ in misfits]
            wanted = [pair for pair in wanted if pair not in misfits]
    return [], ""


def _fits(sheet: Sheet, change: Change) -> bool:
    try:
        sheet.rewritten({change.unit.address: change.text})
    except MisfitError:
        return False
    return True


def _outside(path: Path, roots: Collection[Path]) -> str:
    """Why a file may not be written: a link leads its folder out of the site. Empty where it may."""
    real = os.path.realpath(path)
    if any(os.path.commonpath((real, os.path.realpath(root))) == os.path.realpath(root) for root in roots):
        return ""
    return f"its file would be {real}, which lies outside the site"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 80 else text[:77] + "…"
