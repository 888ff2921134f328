"""Strict YAML: every scalar is text, every value knows its place.

YAML's surprises are refused rather than guessed at: `no` stays “no”, a key may stand once, and anchors, aliases and
tags are errors. Models are pydantic's; every problem of a file is reported at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, ValidationError

from .finding import Finding, near
from .position import Positions

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How deeply a YAML file may nest. Real files stay below 8; a hostile one would exhaust the stack.
MAX_DEPTH = 20

Value = Any  # str | list[Value] | dict[str, Value]: what YAML gives when every scalar is text
Path = tuple[str | int, ...]
M = TypeVar("M", bound="Model")


def _is_true(value: object) -> bool:
    if value in ("true", "yes", True):
        return True
    if value in ("false", "no", False):
        return False
    raise ValueError("write true or false")


#: YAML ends lines at these too, editors do not: lines would be counted wrong, and a value would end unseen.
_HIDDEN_LINE_END = re.compile("[\x85\u2028\u2029]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def _is_date(value: object) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise ValueError("write the date as YEAR-MONTH-DAY, for example 2026-11-24")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("there is no such day") from None


def _number(value: object) -> int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?\d+", value):
        return int(value)
    if isinstance(value, str) and re.fullmatch(r"-?\d+\.\d+", value):
        return float(value)
    raise ValueError("write digits only, with a point before decimals: 5043 or 3.5")


#: A text in several languages, by tag; no language is there without its words.
Words = dict[str, Annotated[str, Field(min_length=1)]]
#: A language tag (BCP 47, as far as this site needs it): `en`, `pt-BR`.
Tag = Annotated[str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
#: `true` or `false`.
Flag = Annotated[bool, BeforeValidator(_is_true)]
#: A number as written in digits: `5043`, `3.5`.
Number = Annotated[int | float, BeforeValidator(_number)]
#: A day, `2026-11-24`.
DayField = Annotated[date, BeforeValidator(_is_date), PlainSerializer(date.isoformat)]


class Model(BaseModel):
    """Base of everything an editor writes in YAML: keys with hyphens, nothing unknown, nothing changeable."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        alias_generator=lambda name: name.replace("_", "-"),
        populate_by_name=False,
        str_strip_whitespace=True,
    )


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a value starts: line and column from 1, in the file. `style` is YAML's (`|`, `>`, `"`, `'` or empty)."""

    line: int
    column: int
    style: str = ""


@dataclass(slots=True)
class Fields:
    """A YAML document as plain values, with the place of every value and key."""

    value: Value = None
    values: dict[Path, Mark] = field(default_factory=dict)
    keys: dict[Path, Mark] = field(default_factory=dict)
    problems: list[tuple[str, Mark, str, str]] = field(default_factory=list)

    def mark(self, path: Path) -> Mark:
        """The place of a value, or of the nearest value around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Mark(1, 1))

    def findings(self, path: str, language: str = "", *, quote: bool = True) -> list[Finding]:
        """What was wrong with the YAML itself. Without `quote` no message repeats what stands in the file."""
        return [
            Finding(
                rule,
                "error",
                path,
                mark.line,
                mark.column,
                message if quote else _UNQUOTED.get(rule, message),
                cure,
                language,
            )
            for rule, mark, message, cure in self.problems
        ]


#: What is said of faults of the YAML where nothing may be quoted. The other messages quote nothing.
_UNQUOTED = {
    "yaml-alias": "an alias or an anchor stands here",
    "yaml-tag": "a tag, or a key with a tag, stands here",
    "duplicate-key": "this field stands twice",
}


_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def decode(data: bytes, path: str, language: str = "") -> tuple[str | None, list[Finding]]:
    """The text of a file that must be UTF-8 without hidden characters; None with a finding when it is not."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [
            Finding("not-utf8", "error", path, 1, 1, "this is UTF-16, not UTF-8", "Save the file as UTF-8.", language)
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Positions(data).at(error.start)
        message = f"byte 0x{data[error.start]:02X} is not UTF-8"
        return None, [
            Finding("not-utf8", "error", path, place.line, place.column, message, "Save the file as UTF-8.", language)
        ]
    control = _CONTROLS.search(data)
    if control:
        place = Positions(data).at(control.start())
        message = f"the file holds a control character (U+{control[0][0]:04X})"
        return None, [
            Finding("control-character", "error", path, place.line, place.column, message, "Delete it.", language)
        ]
    return text, []


def read(text: str, first_line: int = 1) -> Fields:
    """Read a YAML document whose first line is line `first_line` of its file. Never raises; see `problems`."""
    fields = Fields()
    if found := _HIDDEN_LINE_END.search(text):
        place = Positions(text.encode()).at(len(text[: found.start()].encode()))
        message = f"a hidden line separator (U+{ord(found[0]):04X}) stands here"
        mark = Mark(place.line + first_line - 1, place.column)
        fields.problems.append(("yaml-syntax", mark, message, "Replace it with a space or a line break."))
        return fields
    try:
        events = yaml.parse(text, Loader=yaml.CBaseLoader)
        _Reader(fields, events, first_line - 1).document()
    except _TooDeepError as error:
        fields.problems.append(
            ("yaml-too-deep", error.mark, f"the values nest more than {MAX_DEPTH} deep", "Flatten them.")
        )
    except yaml.YAMLError as error:
        fields.problems.append(_syntax_problem(error, text, first_line - 1))
    return fields


class _TooDeepError(Exception):
    def __init__(self, mark: Mark) -> None:
        self.mark = mark


class _Reader:
    """Builds values from YAML's events; one method per kind of node."""

    def __init__(self, fields: Fields, events: Iterator[Any], shift: int) -> None:
        self._fields = fields
        self._events = events
        self._shift = shift

    def document(self) -> None:
        next(self._events)  # the stream starts
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            return
        self._fields.value = self._node(next(self._events), ())
        next(self._events)  # the document ends
        event = next(self._events)
        if not isinstance(event, yaml.StreamEndEvent):
            self._problem("yaml-documents", event, "a second document starts here", "Keep one document in the file.")

    def _node(self, event: Any, path: Path) -> Value:
        mark = self._mark(event)
        if len(path) > MAX_DEPTH:
            raise _TooDeepError(mark)
        if isinstance(event, yaml.AliasEvent):
            self._problem("yaml-alias", event, f"*{event.anchor} is an alias", "Write the value out.")
            return ""
        if event.anchor is not None:
            self._problem("yaml-alias", event, f"&{event.anchor} is an anchor", "Quote a value that starts with &.")
        if event.tag is not None:
            self._problem("yaml-tag", event, f"{event.tag} is a tag", "Quote a value that starts with !.")
        self._fields.values[path] = mark
        if isinstance(event, yaml.ScalarEvent):
            return event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return list(self._items(path))
        return dict(self._pairs(path))

    def _items(self, path: Path) -> Iterator[Value]:
        index = 0
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._node(event, (*path, index))
            index += 1

    def _pairs(self, path: Path) -> Iterator[tuple[str, Value]]:
        seen: set[str] = set()
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._problem("yaml-key", event, "a key is not plain text", "Write the key as a word.")
                self._node(event, (*path, "?"))
                self._node(next(self._events), (*path, "?"))
                continue
            key: str = event.value
            if event.anchor is not None or event.tag is not None:
                self._problem("yaml-tag", event, f"the key “{key}” carries an anchor or a tag", "Leave it out.")
            self._fields.keys[(*path, key)] = self._mark(event)
            if key in seen:
                self._problem("duplicate-key", event, f"“{key}” stands twice", "Keep one of the two.")
                self._node(next(self._events), (*path, "?"))
                continue
            seen.add(key)
            yield key, self._node(next(self._events), (*path, key))

    def _mark(self, event: Any) -> Mark:
        start = event.start_mark
        return Mark(start.line + 1 + self._shift, start.column + 1, getattr(event, "style", None) or "")

    def _problem(self, rule: str, event: Any, message: str, cure: str) -> None:
        self._fields.problems.append((rule, self._mark(event), message, cure))


def _syntax_problem(error: yaml.YAMLError, text: str, shift: int) -> tuple[str, Mark, str, str]:
    mark = getattr(error, "problem_mark", None)
    if "quoted scalar" in (getattr(error, "context", None) or ""):
        mark = getattr(error, "context_mark", mark)  # where the quotation mark was opened
    what = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
    if mark is None:
        position = getattr(error, "position", None)
        place = Positions(text.encode()).at(position if isinstance(position, int) else 0)  # libyaml counts bytes
        where = Mark(place.line + shift, place.column)
        return "yaml-syntax", where, f"this is not valid YAML: {what}", "Take the character out."
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    if "mapping values are not allowed" in what or re.match(r"[^\"'|>]+: [^\"']*: ", line):
        cure = 'A value that holds “: ” needs quotation marks: key: "value: with a colon".'
    elif "\t" in line[: len(line) - len(line.lstrip())]:
        cure = "YAML is indented with spaces; replace the tab."
    else:
        cure = "Check quotation marks, brackets and indentation here and in the line above."
    return "yaml-syntax", Mark(mark.line + 1 + shift, mark.column + 1), f"this is not valid YAML: {what}", cure


def validate(
    model: type[M], fields: Fields, path: str, at: Path = (), language: str = "", *, quote: bool = True
) -> tuple[M | None, list[Finding]]:
    """Check the value at `at` against a model. All its problems come back, each with its place.

    Without `quote` no message repeats what stands in the file: its log may be read by more people than the file is.

    Returns:
        The model (None when there are problems) and the findings.
    """
    value = fields.value
    for step in at:
        value = value[step]
    if not isinstance(value, dict):
        mark = fields.mark(at)
        found = "nothing" if value in (None, "") else "a list" if isinstance(value, list) else "text"
        message = f"{_name(at) or 'the file'} holds {found} where fields are expected"
        return None, [
            Finding("wrong-value", "error", path, mark.line, mark.column, message, "Write key: value lines.", language)
        ]
    try:
        return model.model_validate(value), []
    except ValidationError as error:
        return None, [_finding(model, problem, fields, path, at, language, quote) for problem in error.errors()]


def _finding(
    model: type[Model], problem: Any, fields: Fields, path: str, at: Path, language: str, quote: bool
) -> Finding:
    where: Path = (*at, *(step for step in problem["loc"] if step != "[key]"))
    kind, found = problem["type"], problem["input"]
    name = _name(where[len(at) :] if quote else _known_steps(model, where[len(at) :]))
    shown, unknown = (_shown(found), str(where[-1])) if quote else ("…", "…")
    mark = fields.mark(where)
    rule, cure = "wrong-value", ""
    if kind == "extra_forbidden":
        mark = fields.keys.get(where, mark)
        allowed = _known_fields(model, where[len(at) : -1])
        rule, message = "unknown-field", f"“{unknown}” is not a field here"
        cure = f"Allowed: {', '.join(sorted(allowed))}.{near(str(where[-1]), allowed)}"
    elif kind == "missing":
        rule, message = "missing-field", f"“{name}” is missing"
        cure = f"Add a line “{where[-1]}: …”."
    elif kind in ("literal_error", "enum"):
        choices = re.findall(r"'([^']*)'", problem["ctx"]["expected"])
        message = f"{name}: “{shown}” is not allowed"
        cure = f"Allowed: {', '.join(choices)}.{near(str(found), choices)}"
    elif kind == "value_error":
        message = f"{name}: “{shown}” cannot be used: {problem['ctx']['error']}"
    elif kind in ("string_type", "dict_type", "list_type", "tuple_type", "model_type"):
        expected = {"string": "text", "dict": "fields", "model": "fields"}.get(kind.split("_")[0], "a list")
        message = f"{name}: expected {expected}, found “{shown}”"
        cure = "A list is written [one, two] or with a hyphen before each line." if expected == "a list" else ""
    elif kind == "string_too_short" or (kind == "too_short" and isinstance(found, str)):
        rule, message, cure = "missing-field", f"“{name}” is empty", "Fill it in, or leave the line out."
    else:
        message = f"{name}: “{shown}”: {problem['msg']}"
    return Finding(rule, "error", path, mark.line, mark.column, message, cure, language)


def _known_fields(model: type[Model], inside: Path) -> set[str]:
    """The fields of the model at a path inside `model`, as the editor writes them."""
    current: Any = model
    for step in inside:
        if isinstance(step, int):
            continue
        found = None
        for name, info in getattr(current, "model_fields", {}).items():
            if (info.alias or name) == step:
                found = info.annotation
        current = _model_in(found) if found is not None else current
    return {info.alias or name for name, info in getattr(current, "model_fields", {}).items()}


def _known_steps(model: type[Model], inside: Path) -> Path:
    """A path without the keys that somebody chose: of `words.en` what the models name, `words`."""
    known: list[str | int] = []
    for step in inside:
        if not isinstance(step, int) and step not in _known_fields(model, tuple(known)):
            break
        known.append(step)
    return tuple(known)


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if (found := _model_in(argument)) is not None:
            return found
    return None


def _name(path: Path) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else type(value).__name__
    text = {"dict": "fields", "list": "a list", "NoneType": "nothing"}.get(text, text)
    return text if len(text) <= 60 else text[:57] + "…"
