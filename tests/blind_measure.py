"""How well the editorial review reads: its findings on passages that were written before its first rule.

`tests/blind/*.yaml` holds good and bad passages in three languages, each with the catalogue's rules that an editor
would raise on it. This sets what the review raises beside that, by family of rules. Run it (`make blind`), with `-v`
for each miss and each false alarm, with `--write` to renew the figures in `docs/review-quality.md`.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import passages
import yaml
from rejoinder.core import editorial, resolve, site, translation
from rejoinder.core.cache import Cache
from rejoinder.core.rule import Names, hash_of, key_of_name
from rejoinder.core.rulebook import FAMILIES
from rejoinder.core.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rejoinder.core.finding import Finding

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDER = REPOSITORY / "tests/blind"
DOCUMENT = REPOSITORY / "docs/review-quality.md"
LANGUAGES = {"en": "English", "ru": "Russian", "ar": "Arabic"}
#: The publisher's private lists, as the heads of the three files give them.
LISTS = {
    "perpetrators": ("Placeholder", "Плейсхолдер", "بليسهولدر"),
    "slogans": ("SLOGAN", "SLOGANVARIANT", "CODEWORD"),
    "outlets": ("CHANNELNAME", "HASHTAGNAME", "PLACEHOLDERTAG"),
    "manifestos": ("PLACEHOLDERTITLE", "НАЗВАНИЕ МАНИФЕСТА", "عنوان البيان"),
}
#: What the `why` of a passage says of its talking point, where the tiny site says something else.
ALIASES = {"en-bad-21": "aliases: {en: [SLOGAN, SLOGANVARIANT, CODEWORD]}"}
#: A section that is not there, and the catalogue's rule that asks for it; each of them is also S04 (“all present”).
MISSING = {"people": "V01", "technique": "S06", "instead": "S07", "real-harm": "S13", "help": "D01"}
_SALT = b"salt of the measurement"
_FIGURES = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- end of figures -->)", re.DOTALL)


@dataclass(frozen=True)
class Blind:
    """One passage: the ids of the rules that an editor would raise on it, and why."""

    id: str
    kind: str
    expect: frozenset[str]
    where: str
    text: str
    why: str

    @property
    def language(self) -> str:
        """The tag of its language."""
        return self.id.partition("-")[0]


@dataclass
class Count:
    """What was found of what was expected, and what was found beside it on good and on bad passages."""

    found: int = 0
    missed: int = 0
    on_good: int = 0
    on_bad: int = 0

    @property
    def recall(self) -> float:
        """The share of the expected findings that were made."""
        return self.found / max(1, self.found + self.missed)

    @property
    def precision(self) -> float:
        """The share of the findings that were expected, when those beside them on bad passages are left out."""
        return self.found / max(1, self.found + self.on_good)

    @property
    def strict_precision(self) -> float:
        """The share of all findings that were expected."""
        return self.found / max(1, self.found + self.on_good + self.on_bad)


@dataclass
class Measurement:
    """Counts by family and by language, and every finding that is missing or too many: passage and rule."""

    families: dict[str, Count] = field(default_factory=dict)
    languages: dict[str, Count] = field(default_factory=dict)
    overall: Count = field(default_factory=Count)
    missed: list[tuple[Blind, str]] = field(default_factory=list)
    false: list[tuple[Blind, str]] = field(default_factory=list)

    def add(self, passage: Blind, found: frozenset[str]) -> None:
        """Take the findings on one passage into account."""
        for rule in sorted(passage.expect | found):
            counts = (
                self.families.setdefault(rule[0], Count()),
                self.languages.setdefault(passage.language, Count()),
                self.overall,
            )
            if rule in passage.expect & found:
                outcome = "found"
            elif rule in passage.expect:
                outcome = "missed"
                self.missed.append((passage, rule))
            else:
                outcome = f"on_{passage.kind}"
                self.false.append((passage, rule))
            for count in counts:
                setattr(count, outcome, getattr(count, outcome) + 1)


def all_passages() -> Iterator[Blind]:
    """Every passage, in the order of the files."""
    for language in LANGUAGES:
        for entry in yaml.safe_load((FOLDER / f"{language}.yaml").read_text("utf-8")):
            yield Blind(**{**entry, "expect": frozenset(entry["expect"])})


def measure() -> Measurement:
    """Review every passage, each in its own tiny site that is otherwise faultless."""
    measurement, options = Measurement(), editorial.Options(names=_names())
    for passage in all_passages():
        with tempfile.TemporaryDirectory() as folder:
            measurement.add(passage, _found(passage, Path(folder), options))
    return measurement


def _found(passage: Blind, folder: Path, options: editorial.Options) -> frozenset[str]:
    """The ids of the rules that a passage raises, those included that are judged before the review."""
    settings = passages.write(passages.Example(passage.language, passage.where, passage.text), folder)
    if passage.id in ALIASES:
        point = settings.content / "talking-points/war.yaml"
        point.write_text(point.read_text("utf-8").replace("aliases: {}", ALIASES[passage.id]), "utf-8")
    read, problems = site.read(settings, Cache(None, ""))
    translation.judge(read)
    ids = {rule.name: rule.id for rule in all_rules()} | {"wrong-figure": "R02"}
    judged = editorial.run(read, options).findings + resolve.check(read)
    return frozenset({ids[finding.rule] for finding in judged if finding.rule in ids} | set(_structural(problems)))


def _structural(problems: Iterable[Finding]) -> Iterator[str]:
    """The rules that the reader of files itself stands for: all sections are there, and in their order."""
    for problem in problems:
        named = re.findall(r"\{\.([a-z-]+)\}", problem.message)
        if problem.rule in ("missing-section", "section-order"):
            yield "S04"
        if problem.rule == "missing-section" and named[0] in MISSING:
            yield MISSING[named[0]]
        if problem.rule == "section-order" and named[0] == "people":
            yield "V01"


def _names() -> Names:
    return Names(
        _SALT,
        {
            kind: frozenset(hash_of(_SALT, key_of_name(name, tag)) for name in names for tag in LANGUAGES)
            for kind, names in LISTS.items()
        },
    )


def figures(measurement: Measurement) -> str:
    """The counts as a table in Markdown."""
    rows = [(FAMILIES[letter], count) for letter, count in measurement.families.items()]
    rows.sort(key=lambda row: list(FAMILIES.values()).index(row[0]))
    rows += [(f"*{name}*", measurement.languages[tag]) for tag, name in LANGUAGES.items()]
    rows.append(("**All**", measurement.overall))
    head = "| | expected | found | recall | too many, on good | too many, on bad | precision | strict |\n"
    return f"{head}|---|---|---|---|---|---|---|---|\n" + "".join(
        f"| {name} | {count.found + count.missed} | {count.found} | {count.recall:.2f} | {count.on_good} "
        f"| {count.on_bad} | {count.precision:.2f} | {count.strict_precision:.2f} |\n"
        for name, count in rows
    )


def with_figures(document: str, measurement: Measurement) -> str:
    """The document with its table renewed."""
    return _FIGURES.sub(lambda _: figures(measurement), document)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What the review finds on passages written before its first rule.")
    parser.add_argument("-v", "--verbose", action="store_true", help="name each miss and each finding too many")
    parser.add_argument("--write", action="store_true", help=f"renew the figures in docs/{DOCUMENT.name}")
    asked = parser.parse_args()
    measurement = measure()
    if asked.verbose:
        for title, listed in (("missed", measurement.missed), ("too many", measurement.false)):
            for passage, rule in listed:
                print(f"{title}: {passage.id} {rule}: {' '.join(passage.text.split())[:100]}")
    print(figures(measurement), end="")
    if asked.write:
        DOCUMENT.write_text(with_figures(DOCUMENT.read_text("utf-8"), measurement), "utf-8")


if __name__ == "__main__":
    main()
