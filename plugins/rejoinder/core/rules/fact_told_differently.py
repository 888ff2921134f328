"""A fact's words do not tell the fact's figures.

What:
    A figure of a fact that is told neither by its statement nor by its caveat
    nor by its passage, in digits or words, in one of the languages of the
    site; what is named is the number that the words still tell, where it
    stands (149 ≠ 151). And a statement or caveat that does not hold the same
    numbers as in the language that leads (− is missing, + stands only there).

Why:
    Pages take a fact's figure from its value and its sentence from its
    statement. When one of them is mended and the other forgotten, a page
    contradicts itself, and readers cannot know which of the two is right.

Instead:
    Mend the statement and the caveat in every language together with the
    value. A figure that no word of the fact mentions belongs in its statement
    or caveat, or in the passage that supports it.

When it is wrong:
    The number nearest to the figure is taken for the one that should tell it,
    so another one may be named. Numbers above a hundred are not read in
    words: write them in digits. A translator may leave out a number that only
    the other language needs; the finding is then a warning that may stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rejoinder.core import told
from rejoinder.core.evidence import FACTS
from rejoinder.core.explainer import Origin, place_inside
from rejoinder.core.fields import read as read_yaml
from rejoinder.core.rule import Authority, Hit, Rule
from rejoinder.core.stated import full_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import TypeAlias

    from rejoinder.core.evidence import Fact, Figure
    from rejoinder.core.fields import Path
    from rejoinder.core.figures import Number
    from rejoinder.core.language import Language
    from rejoinder.core.rule import Review
    from rejoinder.core.site import Site
    from rejoinder.core.told import Told

    Runs: TypeAlias = Mapping[tuple[str, str], frozenset[float | None]]

#: In words, smaller numbers are rather a manner of speaking: “one of them”, “the two”.
_LEAST_IN_WORDS = 3
#: Of two numbers that stand for one another, the smaller is at least this part of the greater.
_ALIKE = 0.8
#: What a fact says in its own words.
_TEXTS = ("statement", "caveat")


def check(site: Site, review: Review) -> Iterator[Hit]:
    """The numbers of each fact that contradict its figures, then those in which a translation differs."""
    for fact in review.evidence.facts.values():
        tags = [tag for tag in site.languages if tag in fact.entry.statement]
        if tags:
            runs = {(name, tag): told.runs(getattr(fact.entry, name).get(tag, "")) for name in _TEXTS for tag in tags}
            contradicting = _Contradicting(site, fact, tags, runs)
            yield from contradicting.hits()
            for tag in tags[1:]:
                yield from _differing(site, fact, tags[0], tag, runs, contradicting.values)


@dataclass(frozen=True, slots=True)
class _Strange:
    """A number of a fact's words that is none of its figures. `name` is statement, caveat or passage."""

    name: str
    number: Number
    value: float


class _Contradicting:
    """The figures of one fact that its words do not tell. `values` holds all numbers that its hits speak of."""

    def __init__(self, site: Site, fact: Fact, tags: list[str], runs: Runs) -> None:
        self.site, self.fact, self.tags, self.runs = site, fact, tags, runs
        self.values: set[float] = set()
        self._told_nowhere: set[str] = set()
        self._quoted: Told | None = None

    def hits(self) -> Iterator[Hit]:
        """The hits of each language."""
        for tag in self.tags:
            untold = self.fact.entry.figures
            for name in _TEXTS:
                untold = {own: figure for own, figure in untold.items() if not self._in_digits(figure, name, tag)}
            if untold:
                yield from self._of_language(tag, untold)

    def _in_digits(self, figure: Figure, name: str, tag: str) -> bool:
        """Whether the figure's digits stand anywhere in a text: quick to see, and true of nearly all."""
        return figure.value in self.runs[name, tag] or full_value(figure) in self.runs[name, tag]

    def _of_language(self, tag: str, untold: Mapping[str, Figure]) -> Iterator[Hit]:
        entry, language = self.fact.entry, self.site.languages[tag]
        ours: dict[str, Told] = {}
        for name in _TEXTS:
            text = getattr(entry, name).get(tag, "")
            ours[name] = told.read(text, tag, language)
            untold = {own: one for own, one in untold.items() if not told.tells(ours[name], text, one, language)}
            if not untold:
                return
        source, of_source = self._source()
        for name, figure in untold.items():
            strange = list(self._strange(ours))
            if told.tells(source, entry.passage.text, figure, of_source):
                # its source is quoted with the figure, and only a statement that says something like it is at fault
                strange = [one for one in strange if _says_otherwise(one, figure, source)]
                if not strange:
                    continue
            else:
                strange += self._strange({"passage": source})
            yield from self._told_as(name, figure, tag, strange)

    def _source(self) -> tuple[Told, Language | None]:
        """What the quoted passage tells, and its language where the site has it."""
        passage = self.fact.entry.passage
        language = self.site.languages.get(passage.language)
        if self._quoted is None:
            self._quoted = told.read(passage.text, passage.language, language)
        return self._quoted, language

    def _strange(self, texts: dict[str, Told]) -> Iterator[_Strange]:
        """The numbers of the fact's words that are none of its figures."""
        figures = {value for own in self.fact.entry.figures.values() for value in (own.value, full_value(own))}
        for name, found in texts.items():
            for number in found.numbers:
                value = number.value
                if value is None or value in figures or found.digits.get(value) in figures:
                    continue
                if found.shares.get(number) not in figures and (number.kind == "digits" or value >= _LEAST_IN_WORDS):
                    yield _Strange(name, number, value)

    def _told_as(self, name: str, figure: Figure, tag: str, strange: list[_Strange]) -> Iterator[Hit]:
        """A hit at each mention of the number nearest to the figure; at the figure itself where no words hold it."""
        shown = f"≠ {figure.value} ({name})"
        nearest = max(strange, key=lambda one: _likeness(one.value, figure), default=None)
        self.values |= {figure.value, full_value(figure)}
        if nearest is None or nearest.name == "passage":
            if name not in self._told_nowhere:
                self._told_nowhere.add(name)
                before = f"{nearest.value:.12g}" if nearest else "…"
                yield _hit(self.site, self.fact, ("figures", name, "value"), 0, f"{before} {shown}", tag, leading=True)
            return
        self.values.add(nearest.value)
        for one in strange:
            if one.value == nearest.value and one.name != "passage":
                words = getattr(self.fact.entry, one.name)[tag][one.number.start : one.number.end]
                path = (one.name, tag)
                leading = tag == self.tags[0]
                yield _hit(self.site, self.fact, path, one.number.start, f"{words} {shown}", tag, leading=leading)


def _says_otherwise(one: _Strange, figure: Figure, source: Told) -> bool:
    return one.name == "statement" and one.value not in source.all and _likeness(one.value, figure) >= _ALIKE


def _likeness(value: float, figure: Figure) -> float:
    """How near a number is to a figure: the smaller as a part of the greater, the scale of its unit in or out."""
    return max(
        min(value, own) / max(value, own) if value and own else 0.0 for own in (figure.value, full_value(figure))
    )


def _differing(site: Site, fact: Fact, leading: str, tag: str, runs: Runs, known: set[float]) -> Iterator[Hit]:
    """The statement or caveat of a translation that does not hold the numbers of the original."""
    for name in _TEXTS:
        texts = getattr(fact.entry, name)
        if leading not in texts or tag not in texts or runs[name, leading] == runs[name, tag]:
            continue
        theirs = told.read(texts[leading], leading, site.languages[leading])
        ours = told.read(texts[tag], tag, site.languages[tag])
        missing = [value for value in theirs.missing_in(ours) if value not in known]
        added = [value for value in ours.missing_in(theirs) if value not in known]
        words = ", ".join([f"−{value:.12g}" for value in missing] + [f"+{value:.12g}" for value in added])
        if words:
            at = next((number.start for number in ours.numbers if number.value in added), 0)
            yield _hit(site, fact, (name, tag), at, words, tag, leading=False)


def _hit(site: Site, fact: Fact, path: Path, start: int, words: str, tag: str, *, leading: bool) -> Hit:
    line, column = _place(site, fact, path, start)
    return Hit(
        words=words,
        values={"fact": fact.id, "language": tag},
        severity="error" if leading else "warning",
        path=site.shown(FACTS),
        line=line,
        column=column,
    )


def _place(site: Site, fact: Fact, path: Path, start: int) -> tuple[int, int]:
    """Line and column of a place in one of a fact's values. The fact is read again: only where something is wrong."""
    data = site.data(FACTS)
    lines = data.decode("utf-8-sig", "replace").splitlines(keepends=True)
    end = fact.line
    while end < len(lines) and lines[end][:1] in (" ", "\t", "\n", "\r", "#"):
        end += 1
    fields = read_yaml("".join(lines[fact.line - 1 : end]), first_line=fact.line)
    mark = fields.mark((fact.id, *path))
    value = fields.value[fact.id] if isinstance(fields.value, dict) and fact.id in fields.value else None
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    if not isinstance(value, str):
        return mark.line, mark.column
    left_out = len(value) - len(value.lstrip())
    offset = len(value[: left_out + start].encode())
    return place_inside(Origin(mark.line, mark.column, mark.style, value), offset, data)


RULE = Rule(
    name="fact-told-differently",
    id="R02",
    severity="error",
    reads="site",
    authority=(
        Authority(
            "International Fact-Checking Network, code of principles (E43)",
            "https://ifcncodeofprinciples.poynter.org/know-more/the-commitments-of-the-code-of-principles",
        ),
    ),
    say={
        "en": (
            "the words of the fact “{fact}” in “{language}” tell other numbers: {words}",
            "≠ is followed by the figure as it is now; − is missing here, + stands only here. Mend the words.",
        ),
        "ru": (
            "слова факта «{fact}» на «{language}» называют другие числа: {words}",
            "После ≠ стоит нынешнее значение; − здесь нет, + только здесь. Приведите слова в соответствие.",
        ),
        "ar": (
            "يذكر نص الواقعة «{fact}» بلغة «{language}» أرقامًا أخرى: {words}",
            "بعد ≠ القيمة الحالية؛ − ناقص هنا، + هنا فقط. وفّق النص مع القيم.",
        ),
    },
    check=check,
)
