"""The rules of the editorial review, tried on the example files beside this one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import passages
import pytest
from rejoinder.core import editorial
from rejoinder.core import passages as core_passages
from rejoinder.core.cache import Cache
from rejoinder.core.explainer import body_start
from rejoinder.core.lexicon import Lexicons
from rejoinder.core.rule import Names, Review, Rule, hash_of, key_of_name
from rejoinder.core.rules import all_rules, page_of
from rejoinder.core.settings import SPOKEN
from rejoinder.core.site import read
from rejoinder.core.translation import judge

FOLDER = Path(__file__).parent / "rules"
RULES = {rule.name: rule for rule in all_rules()}
HEADINGS = ("What:", "Why:", "Instead:", "When it is wrong:")
SALT = b"salt of the tests"


@dataclass(frozen=True)
class Case:
    """One passage of an example file and the words it must be flagged for; none when it must be accepted."""

    rule: str
    example: passages.Example
    names: tuple[tuple[str, str], ...]
    expected: tuple[str, ...]
    line: int

    def __str__(self) -> str:
        return f"{self.rule}:{self.line}"


def cases_of(path: Path) -> list[Case]:
    """Read an example file: `## Flagged` and `## Accepted`, passages under `### language, place`, `→` lines."""
    cases: list[Case] = []
    flagged = False
    where: tuple[str, str] | None = None
    text, files, names, expected, start = "", {}, [], [], 0

    def finish() -> None:
        if where is not None:
            example = passages.Example(where[0], where[1], text.rstrip("\n"), dict(files))
            assert bool(expected) == flagged, (
                f"{path.name}:{start}: a flagged passage needs → lines, an accepted one none"
            )
            cases.append(Case(path.stem, example, tuple(names), tuple(expected), start))

    lines = path.read_text("utf-8").splitlines()
    index = 0
    while index < len(lines):
        line = lines[index]
        if match := re.fullmatch(r"(`{3,})(.*)", line):
            block = []
            index += 1
            while lines[index] != match[1]:
                block.append(lines[index])
                index += 1
            content, info = "\n".join(block) + "\n", match[2].strip()
            if not info:
                text = content
            elif info.startswith("file "):
                files[info.removeprefix("file ").strip()] = content
            elif info.startswith("names "):
                names += [(info.removeprefix("names ").strip(), name) for name in content.split("\n") if name]
            else:
                pytest.fail(f"{path.name}:{index}: “{info}” is not a kind of block")
        elif line.startswith(("## ", "### ")):
            finish()
            where = None
            if line.startswith("## "):
                flagged = line.strip() == "## Flagged"
            else:
                language, place = (part.strip() for part in line[4:].split(",", 1))
                where, start = (language, place), index + 1
                text, files, names, expected = "", {}, [], []
        elif line.startswith("→ "):
            expected.append(line[2:].strip())
        index += 1
    finish()
    return cases


ALL = [case for path in sorted(FOLDER.glob("*.md")) for case in cases_of(path)]


def names_of(pairs: tuple[tuple[str, str], ...], language: str) -> Names:
    """The private lists of an example, hashed as a publisher's would be."""
    kinds = {kind for kind, _ in pairs}
    return Names(
        SALT,
        {
            kind: frozenset(hash_of(SALT, key_of_name(name, language)) for own, name in pairs if own == kind)
            for kind in kinds
        },
    )


def hits(rule: Rule, example: passages.Example, folder: Path, names: Names) -> list[str]:
    """The words of each hit of one rule in an example; `*` for a hit without words."""
    settings = passages.write(example, folder)
    site, problems = read(settings, Cache(None, ""))
    assert not [problem for problem in problems if problem.severity == "error"], problems
    judge(site)
    thresholds = {f"{other.name}.{name}": value for other in RULES.values() for name, value in other.thresholds.items()}
    review = Review(site, site.evidence, Lexicons(), thresholds, names)
    found = [hit.words or "*" for hit in editorial.hits_elsewhere(rule, review)]
    if rule.reads == "site":
        return found
    for text in site.texts():
        data = site.data(text.path)
        point = site.talking_points.get(getattr(text.fields, "talking_point", ""))
        reading = core_passages.read(text, data, body_start(data), point)
        if reading.kind in rule.kinds:
            found += [hit.words or "*" for hit in editorial.hits(rule, reading, review)]
    return found


@pytest.mark.parametrize("case", ALL, ids=str)
def test_every_example_is_flagged_or_accepted_as_its_file_says(case: Case, tmp_path: Path) -> None:
    """Each flagged passage yields exactly its listed findings; each accepted passage none."""
    names = names_of(case.names, case.example.language)
    assert hits(RULES[case.rule], case.example, tmp_path, names) == list(case.expected)


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_has_examples_in_each_language_it_covers(name: str) -> None:
    """At least four flagged and four accepted passages in English, two and two in Russian and Arabic where covered."""
    cases = [case for case in ALL if case.rule == name]
    rule, lexicons = RULES[name], Lexicons()
    for language, least in (("en", 4), ("ru", 2), ("ar", 2)):
        if rule.lexicon and lexicons.get(rule.lexicon, language) is None:
            continue
        own = [case for case in cases if case.example.language == language]
        counts = sum(1 for case in own if case.expected), sum(1 for case in own if not case.expected)
        assert min(counts) >= least, f"{language}: {counts[0]} flagged, {counts[1]} accepted"


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_rule_explains_itself(name: str) -> None:
    """Its page has its four parts, its messages exist in each language editors read, its authority is named."""
    rule = RULES[name]
    page = page_of(rule)
    assert [heading for heading in HEADINGS if f"\n{heading}" not in page] == []
    assert max(len(line) for line in page.splitlines()) <= 120
    assert set(SPOKEN) <= set(rule.say)
    assert all(message.strip() and cure.strip() for message, cure in rule.say.values())
    assert rule.authority
    assert all(authority.text for authority in rule.authority)


def test_no_example_file_is_without_its_rule() -> None:
    """The folder of examples and the folder of rules hold the same names."""
    assert {path.stem for path in FOLDER.glob("*.md")} == set(RULES)


@pytest.mark.parametrize("language", ["en", "ru", "ar"])
def test_the_texts_around_the_examples_raise_nothing(language: str, tmp_path: Path) -> None:
    """The tiny site that holds the examples is itself faultless, so what is found is found in the example."""
    assert passages.review(passages.Example(language, "nothing", ""), tmp_path) == []
