"""Changing single values of YAML and JSON by their positions: everything around them keeps its characters.

A YAML value keeps its style (plain, quoted, block) where that style can say the new text, and takes the nearest one
where not. Every result is read back before it is returned, so what was written is what a reader gets.
"""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from . import fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .fields import Path

_LINE_END = re.compile(r"\r\n|\n|\r")
#: A block scalar's first line: the sign, with how it is indented and how it ends, and a comment.
_BLOCK_HEADER = re.compile(r"[|>][^\r\n]*")
_NEW_LINES = re.compile(r"\n+")
_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_ATOM = re.compile(r"[^\s,\]}]+")


class PatchError(ValueError):
    """A text cannot be written at a place so that it is read back as it is. `path` is the place."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path


def line_end(text: str) -> str:
    """How a file ends its lines: as its first line does."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


def replaced(text: str, changes: Mapping[tuple[int, int], str]) -> str:
    """A text with some of its ranges replaced. Ranges do not overlap; those of no length insert."""
    kept, start = [], 0
    for (begin, end), new in sorted(changes.items()):
        kept += [text[start:begin], new]
        start = end
    return "".join([*kept, text[start:]])


# -- YAML --------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Node:
    """Where a value stands, in characters. Of a mapping: the column of its keys, and the keys in their order."""

    start: int
    end: int
    style: str = ""
    flow: bool = False
    column: int = 0
    keys: list[str] = field(default_factory=list)


def with_yaml(text: str, changes: Mapping[Path, str], order: Sequence[str] = ()) -> str:
    """A YAML document with some of its texts changed.

    Args:
        text: the document, one that `fields.read` takes without a problem.
        changes: the new texts by their places. Where the last key of a place is missing, it is put into its mapping.
        order: keys in the order in which a missing one finds its place: after the nearest one before it, else last.

    Raises:
        PatchError: there is no such place, or YAML cannot say the text there.
    """
    nodes = _nodes(text)
    edits: dict[tuple[int, int], str] = {}
    for path, value in changes.items():
        if path in nodes:
            node, parent = nodes[path], nodes[path[:-1]]
            edits[node.start, node.end] = _scalar(path, value, text, node, parent)
        else:
            place, written = _member(path, value, text, nodes, order)
            edits[place, place] = edits.get((place, place), "") + written
    result = replaced(text, edits)
    _verify_yaml(text, result, changes)
    return result


def _nodes(text: str) -> dict[Path, _Node]:
    nodes: dict[Path, _Node] = {}
    try:
        events = iter(yaml.parse(text, Loader=yaml.CBaseLoader))
        next(events)
        next(events)
        _node(next(events), (), text, events, nodes)
    except (yaml.YAMLError, RecursionError, StopIteration):
        raise PatchError((), "this is not valid YAML") from None
    return nodes


def _node(event: Any, path: Path, text: str, events: Iterator[Any], nodes: dict[Path, _Node]) -> _Node:
    node = nodes[path] = _Node(event.start_mark.index, event.end_mark.index)
    if isinstance(event, yaml.ScalarEvent):
        node.style = event.style or ""
        if node.style in ("|", ">"):  # the parser counts empty lines below it
            node.end = node.start + len(text[node.start : node.end].rstrip())
    elif isinstance(event, yaml.SequenceStartEvent):
        index = 0
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            node.end = _node(event, (*path, index), text, events, nodes).end
            index += 1
        node.end = max(node.end, _flow_end(event))
    elif isinstance(event, yaml.MappingStartEvent):
        node.flow, first = bool(event.flow_style), True
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if first:
                node.column, first = event.start_mark.column, False
            node.keys.append(event.value)
            node.end = _node(next(events), (*path, event.value), text, events, nodes).end
        node.end = max(node.end, _flow_end(event))
    return node


def _flow_end(event: Any) -> int:
    """Where a collection in brackets ends; nothing for one without, whose end is that of its last value."""
    end: int = event.end_mark.index
    return end if end > event.start_mark.index else 0


def _member(path: Path, value: str, text: str, nodes: dict[Path, _Node], order: Sequence[str]) -> tuple[int, str]:
    """Where a new key of a mapping goes, and what is written there."""
    key, parent = str(path[-1]), nodes.get(path[:-1])
    if parent is None or not parent.keys:
        raise PatchError(path, "there is no such place")
    before = order[: order.index(key)] if key in order else ()
    after = next((known for known in reversed(before) if known in parent.keys), parent.keys[-1])
    end = nodes[(*path[:-1], after)].end
    written = f"{key}: {_scalar(path, value, text, None, parent)}"
    if parent.flow:
        return end, f", {written}"
    rest = _LINE_END.search(text, end)
    return (rest.start() if rest else len(text)), f"{line_end(text)}{' ' * parent.column}{written}"


def _scalar(path: Path, value: str, text: str, node: _Node | None, parent: _Node) -> str:
    """How a text is written as a value of a mapping: the first way that is read back as it is."""
    old = text[node.start : node.end] if node else ""
    for written in _ways(value, node.style if node else "", old, parent):
        if _reads_as(written, value, parent):
            return _LINE_END.sub(line_end(text), written)
    raise PatchError(path, "YAML cannot hold this text")


def _ways(value: str, style: str, old: str, parent: _Node) -> Iterator[str]:
    quoted = json.dumps(value, ensure_ascii=False)  # YAML 1.2 takes every string of JSON
    blocks = not parent.flow and ("\n" in value or style in ("|", ">"))
    if blocks:
        yield from _block_ways(value, style, old, parent)
    elif style == "'":
        yield "'" + value.replace("'", "''") + "'"
    elif style != '"' and "\n" not in value:
        yield value
    yield quoted


def _block_ways(value: str, style: str, old: str, parent: _Node) -> Iterator[str]:
    lines = [line for line in _LINE_END.split(old)[1:] if line.strip()]
    indent = " " * (len(lines[0]) - len(lines[0].lstrip(" ")) if lines else parent.column + 2)
    header = _BLOCK_HEADER.match(old) if style in ("|", ">") else None
    if header and style == ">":
        unfolded = _NEW_LINES.sub(r"\g<0>\n", value)
        yield f"{header[0]}\n{_indented(unfolded, indent)}"
        yield f"|{header[0][1:]}\n{_indented(value, indent)}"
    elif header:
        yield f"{header[0]}\n{_indented(value, indent)}"
    yield f"|\n{_indented(value, ' ' * (parent.column + 2))}"


def _indented(value: str, indent: str) -> str:
    return "\n".join(f"{indent}{line}" if line else "" for line in value.split("\n"))


def _reads_as(written: str, value: str, parent: _Node) -> bool:
    document = f"{{k: {written}}}" if parent.flow else f"{' ' * parent.column}k: {written}\n"
    found = fields.read(document)
    return not found.problems and isinstance(found.value, dict) and _trimmed(found.value.get("k")) == value


def _trimmed(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _verify_yaml(text: str, result: str, changes: Mapping[Path, str]) -> None:
    """The new document is the old one with the changes and nothing else; PatchError otherwise."""
    expected, found = fields.read(text).value, fields.read(result)
    expected = copy.deepcopy(expected)
    for path, value in changes.items():
        inside, now = expected, found.value
        try:
            for step in path[:-1]:
                inside, now = inside[step], now[step]
            read = now[path[-1]]
        except (KeyError, IndexError, TypeError):
            raise PatchError(path, "there is no such place") from None
        if _trimmed(read) != value:
            raise PatchError(path, "YAML cannot hold this text")
        inside[path[-1]] = read
    if found.problems or expected != found.value:
        raise PatchError(next(iter(changes), ()), "the change would reach beyond its place")


# -- JSON --------------------------------------------------------------------------------------------------------------


def with_json(text: str, changes: Mapping[Path, Any], order: Sequence[str] = ()) -> str:
    """A JSON document with some of its values changed; `changes` and `order` as in `with_yaml`.

    Raises:
        PatchError: this is not JSON, or there is no such place.
    """
    nodes = _json_nodes(text)
    edits: dict[tuple[int, int], str] = {}
    for path, value in changes.items():
        if path in nodes:
            node = nodes[path]
            edits[node.start, node.end] = _json(value, _gap(path, nodes, text))
            continue
        parent = nodes.get(path[:-1])
        if parent is None or not parent.keys:
            raise PatchError(path, "there is no such place")
        before = order[: order.index(str(path[-1]))] if path[-1] in order else ()
        after = next((key for key in reversed(before) if key in parent.keys), parent.keys[-1])
        gap = _gap((*path[:-1], after), nodes, text)
        end = nodes[(*path[:-1], after)].end
        edits[end, end] = edits.get((end, end), "") + f",{gap}{json.dumps(path[-1])}: {_json(value, gap)}"
    result = replaced(text, edits)
    expected = json.loads(text)
    for path, value in changes.items():
        inside = expected
        for step in path[:-1]:
            inside = inside[step]
        inside[path[-1]] = value
    if json.loads(result) != expected:
        raise PatchError(next(iter(changes), ()), "the change would reach beyond its place")
    return result


def json_places(text: str) -> dict[Path, int]:
    """Where each value of a JSON document starts, in characters; PatchError where it is not one."""
    return {path: node.start for path, node in _json_nodes(text).items()}


def _json(value: Any, gap: str) -> str:
    """A value as JSON, its further lines as far in as what stands beside it."""
    margin = _LINE_END.split(gap)[-1] if _LINE_END.search(gap) else None
    if isinstance(value, str) or margin is None:
        return json.dumps(value, ensure_ascii=False)
    written = json.dumps(value, ensure_ascii=False, indent=2)
    return written.replace("\n", f"{line_end(gap)}{margin}")


def _gap(path: Path, nodes: dict[Path, _Node], text: str) -> str:
    """The white space before a member's key."""
    start = nodes[path].column
    return text[len(text[:start].rstrip(" \t\r\n")) : start]


def _json_nodes(text: str) -> dict[Path, _Node]:
    """The places of the values; `column` of each member is where its key starts."""
    try:
        json.loads(text)
        nodes: dict[Path, _Node] = {}
        _json_node(text, _after_space(text, 0), (), nodes)
    except (ValueError, RecursionError):
        raise PatchError((), "this is not valid JSON") from None
    return nodes


def _json_node(text: str, at: int, path: Path, nodes: dict[Path, _Node]) -> int:
    """Note the value that starts at `at`; where it ends."""
    node = nodes[path] = _Node(at, at)
    sign = text[at]
    if sign == '"':
        node.end = _string_end(text, at)
    elif sign in "{[":
        index, closing = 0, "}" if sign == "{" else "]"
        at = _after_space(text, at + 1)
        while text[at] != closing:
            step: str | int = index
            start = at
            if sign == "{":
                at = _string_end(text, start)
                step = str(json.loads(text[start:at]))
                node.keys.append(step)
                at = _after_space(text, _after_space(text, at) + 1)
            at = _after_space(text, _json_node(text, at, (*path, step), nodes))
            nodes[(*path, step)].column = start
            index += 1
            if text[at] == ",":
                at = _after_space(text, at + 1)
        node.end = at + 1
    else:
        found = _ATOM.match(text, at)
        node.end = found.end() if found else at
    return node.end


def _string_end(text: str, at: int) -> int:
    found = _STRING.match(text, at)
    return found.end() if found else at


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
