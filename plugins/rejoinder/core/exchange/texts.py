"""The units of an explainer or a page: its fields in words, and its body block by block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import explainer, markup
from ..explainer import EXPLAINER_WORDS, PAGE_WORDS, Explainer, citations
from ..fields import decode
from ..fields import read as read_yaml
from ..markup import FactValue
from ..patching import PatchError, line_end, replaced, with_yaml
from ..skeleton import skeleton
from ..translation import awaits_translator, name_of
from . import blocks
from .unit import MisfitError, Unit, UnreadableError, still_to_do

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ..explainer import Text
    from ..fields import Fields
    from ..fields import Path as Place
    from ..site import Site
    from .blocks import Part
    from .unit import Form

_FIELDS: dict[str, tuple[str, Form]] = {
    "title": ("title", "words"),
    "summary": ("summary, shown in lists and by search engines", "words"),
    "answer": ("answer in one or two sentences", "inline"),
    "glance": ("the short version, “At a glance”", "passages"),
    "content-note": ("what readers are warned of before they read", "words"),
}


class TextSheet:
    """One text in one language. Where its file is not there yet, it is the one that `rejoinder translate` begins."""

    def __init__(self, site: Site, tag: str, original: Text) -> None:
        self.name = name_of(original)
        self.path: Path = site.settings.content / tag / f"{self.name}.md"
        self.begun = self.path.exists()
        self._site, self._tag, self._original = site, tag, original
        self._labels = site.languages[tag].labels
        theirs = site.data(original.path)
        self._theirs = theirs.decode()
        if self.begun:
            self._text, self._front = _read(self.path.read_bytes(), site.settings.shown(self.path))
        else:
            begun = skeleton(theirs, original.slug, tag, site.settings.today)
            self._text, self._front = _read(begun.encode(), site.shown(original.path))
        self._their_front = _read(theirs, site.shown(original.path))[1]
        state = site.translations.states.get(f"{tag}/{self.name}.md")
        self._recorded = state is not None and state.recorded
        self._changed = state.changed if state else ()
        self._old_fields, self._old_places = self._old_figures()
        self._places: dict[str, Place] = {}
        self._ranges: dict[str, tuple[int, int]] = {}
        self._parts = blocks.laid_out(self._text, self._labels)
        self.units = (*self._of_fields(), *self._of_body())

    def rewritten(self, wanted: Mapping[str, str]) -> str:
        """The file with some units changed."""
        end_of_line = line_end(self._text)
        ranges = {
            self._ranges[name]: text.replace("\n", end_of_line) for name, text in wanted.items() if name in self._ranges
        }
        fields = {self._places[name]: text for name, text in wanted.items() if name in self._places}
        result = replaced(self._text, ranges)
        if ranges:
            self._verify(result, ranges, whole=f"{self.name}/body" in wanted)
        if fields:
            start, end = (len(self._text.encode()[:at].decode()) for at in explainer.front_matter(self._text.encode()))
            try:
                front = with_yaml(self._text[start:end], fields, list(self._their_front.value))
            except PatchError as error:
                address = next((name for name, place in self._places.items() if place == error.path), "")
                raise MisfitError(str(error), address) from None
            result = f"{self._text[:start]}{front}{result[end:]}"
        return result

    def _verify(self, result: str, ranges: dict[tuple[int, int], str], *, whole: bool) -> None:
        """Every section is there as it was, with the changes and nothing else."""
        parts = blocks.laid_out(result, self._labels)
        if whole:
            [expected] = ranges.values()
            if not parts or result[parts[0].start : parts[-1].end] != expected:
                raise MisfitError("the text would be read as other blocks than these")
            return
        if [part.key for part in parts] != [part.key for part in self._parts]:
            raise MisfitError("the sections of the file would change")
        for old, new in zip(self._parts, parts, strict=True):
            own = {span: text for span, text in ranges.items() if old.start <= span[0] < old.end}
            inside = {(start - old.start, end - old.start): text for (start, end), text in own.items()}
            expected = replaced(self._text[old.start : old.end], inside)
            if result[new.start : new.end] != expected:
                raise MisfitError("the text would be read as part of what stands beside it")
            if (old.start, old.end) not in own and new.kinds != old.kinds:
                raise MisfitError("the text would be read as other blocks than these")

    # -- fields ------------------------------------------------------------------------------------------------------

    def _of_fields(self) -> Iterator[Unit]:
        names = EXPLAINER_WORDS if isinstance(self._original, Explainer) else PAGE_WORDS
        for name in names:
            about, form = _FIELDS[name]
            yield from self._field((name,), name, about, form)
        ours, theirs = self._front.value.get("corrections"), self._their_front.value.get("corrections")
        if isinstance(self._original, Explainer) and _same_corrections(ours, theirs):
            for number in range(len(theirs)):
                yield from self._field(
                    ("corrections", number, "text"), f"corrections/{number + 1}", "what was corrected", "words"
                )

    def _field(self, place: Place, name: str, about: str, form: Form) -> Iterator[Unit]:
        original = _value(self._their_front, place)
        if not original:
            return
        address = f"{self.name}/{name}"
        self._places[address] = place
        line = self._their_front.mark(place).line
        old = name in self._changed or name in self._old_fields
        yield self._unit(address, original, _value(self._front, place), about, line, form, old)

    # -- body --------------------------------------------------------------------------------------------------------

    def _of_body(self) -> Iterator[Unit]:
        language = self._site.languages[self._original.language]
        theirs, ours = blocks.laid_out(self._theirs, language.labels), self._parts
        if not theirs or not ours:
            return
        if len(theirs) != len(ours) or [p.key for p in theirs if _is_role(p)] != [p.key for p in ours if _is_role(p)]:
            span = (theirs[0].start, theirs[-1].end)
            yield from self._range(
                f"{self.name}/body", span, (ours[0].start, ours[-1].end), "the whole text", "section", ""
            )
            return
        for their, our in zip(theirs, ours, strict=True):
            yield from self._of_part(their, our)

    def _of_part(self, theirs: Part, ours: Part) -> Iterator[Unit]:
        name = f"{self.name}/{theirs.key}"
        where = f"of “{theirs.heading}”" if theirs.heading else "before the first heading"
        if theirs.kinds != ours.kinds:
            spans = ((theirs.start, theirs.end), (ours.start, ours.end))
            yield from self._range(f"{name}/all", *spans, f"the whole section {where}", "section", theirs.key)
            return
        for number, (their, our) in enumerate(zip(theirs.blocks, ours.blocks, strict=True)):
            heading = number == 0 and bool(theirs.heading)
            own = "heading" if heading else str(number + (not theirs.heading))
            what = "heading of a section" if heading else f"{' '.join(their.kind.split()[:2])} {where}"
            spans = ((their.start, their.end), (our.start, our.end))
            yield from self._range(f"{name}/{own}", *spans, what, "block", theirs.key)

    def _range(
        self, address: str, theirs: tuple[int, int], ours: tuple[int, int], about: str, form: Form, part: str
    ) -> Iterator[Unit]:
        original, present = _lines(self._theirs[slice(*theirs)]), _lines(self._text[slice(*ours)])
        if not markup.parse(original).words:
            return  # a component alone, or a rule: nothing to translate
        self._ranges[address] = ours
        line = _lines(self._theirs[: theirs[0]]).count("\n") + 1
        changed = part in self._changed if part else bool(self._changed)
        old = changed or any(ours[0] <= place < ours[1] for place in self._old_places)
        yield self._unit(address, original, present, about, line, form, old)

    def _unit(self, address: str, original: str, present: str, about: str, line: int, form: Form, old: bool) -> Unit:
        translation = "" if still_to_do(original, present, recorded=self._recorded) else present
        return Unit(
            address,
            original,
            present,
            translation,
            f"“{self._original.fields.title}”: {about}",
            self._site.shown(self._original.path),
            line,
            form,
            bool(old and translation),
        )

    def _old_figures(self) -> tuple[set[str], list[int]]:
        """The fields, and the places in the file, that state a figure with the value of an earlier day."""
        path = f"{self._tag}/{self.name}.md"
        text = self._site.text(path) or self._site.translations.unfinished.get(path)
        if text is None:
            return set(), []
        old = [
            (where, offset)
            for where, offset, part in citations(text)
            if isinstance(part, FactValue) and awaits_translator(self._site, text, part)
        ]
        data = self._text.encode()
        return {where for where, _ in old if where}, [len(data[:offset].decode()) for where, offset in old if not where]


def _read(data: bytes, shown: str) -> tuple[str, Fields]:
    """A file's text and its fields."""
    text, findings = decode(data, shown)
    start, end = explainer.front_matter(data)
    fields = read_yaml(data[start:end].decode("utf-8", "replace"), first_line=2)
    if text is None or not end or findings or fields.problems or not isinstance(fields.value, dict):
        raise UnreadableError(f"{shown} has errors. Run “rejoinder check” and mend them first.")
    return text, fields


def _value(front: Fields, place: Place) -> str:
    value: Any = front.value
    for step in place:
        if isinstance(value, dict) and step not in value:
            return ""
        value = value[step]
    return value.strip() if isinstance(value, str) else ""


def _same_corrections(ours: object, theirs: object) -> bool:
    """Whether two lists of corrections are the same list, in two languages."""
    if not (isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs)):
        return False
    pairs = list(zip(ours, theirs, strict=True))
    return all(
        isinstance(our, dict) and isinstance(their, dict) and our.get("on") == their.get("on") for our, their in pairs
    )


def _is_role(part: Part) -> bool:
    return part.key in markup.ROLES


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
