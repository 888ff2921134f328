"""Where something stands in a file, as an editor counts: lines and columns from 1, columns in Unicode code points."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE_END = re.compile(rb"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column, both from 1."""

    line: int
    column: int


class Positions:
    """Turns offsets of one file into places. Cheap to make: the work is done only when a place is asked for."""

    __slots__ = ("_data",)

    def __init__(self, data: bytes) -> None:
        self._data = data

    def at(self, offset: int) -> Place:
        """The place of a UTF-8 byte offset. An offset past the end is taken as the end."""
        before = self._data[: max(0, offset)]
        line = 1
        start = 0
        for end in _LINE_END.finditer(before):
            line += 1
            start = end.end()
        return Place(line, len(before[start:].decode("utf-8", "replace")) + 1)
