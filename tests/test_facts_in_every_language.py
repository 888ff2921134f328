"""A fact's figure in the shipped content: changed in one place, it is told at every mention in every language."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from rejoinder.cli.site import load
from rejoinder.core import resolve, site, told, translation
from rejoinder.core.cache import Cache
from rejoinder.core.lexicon import Lexicons
from rejoinder.core.rule import Names, Review
from rejoinder.core.rules import all_rules
from sites import REPO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rejoinder.core.evidence import Figure
    from rejoinder.core.site import Site

FACTS = "content/evidence/facts.yaml"
RULE = next(rule for rule in all_rules() if rule.name == "fact-told-differently")
LANGUAGES = ("en", "ru", "ar")

Found = set[tuple[str, int, str, str]]


def read(root: Path) -> Site:
    """A site in three languages, its translations judged."""
    settings, _ = load(root / "pelicanconf.py")
    found, _ = site.read(replace(settings, languages=LANGUAGES), Cache(None, ""))
    translation.judge(found)
    return found


def findings(found: Site) -> Found:
    """What is said of figures: file, line, severity, rule."""
    translation.judge(found)
    review = Review(found, found.evidence, Lexicons(), {}, Names())
    told_so = {(hit.path, hit.line, str(hit.severity), RULE.name) for hit in RULE.check(found, review)}
    return told_so | {
        (one.path, one.line, one.severity, one.rule) for one in resolve.check(found) if "figure" in one.rule
    }


@pytest.fixture(scope="module")
def shipped() -> Site:
    """The content of this repository."""
    return read(REPO)


def figures(found: Site) -> Iterator[tuple[str, str, Figure]]:
    """Every figure of every fact."""
    for key, fact in found.evidence.facts.items():
        for name, figure in fact.entry.figures.items():
            yield key, name, figure


def another(found: Site, key: str, figure: Figure) -> float:
    """A value near the figure that no word of its fact tells."""
    entry = found.evidence.facts[key].entry
    texts = [*entry.statement.items(), *entry.caveat.items(), (entry.passage.language, entry.passage.text)]
    known = {float(value) for tag, text in texts for value in told.read(text, tag, found.languages.get(tag)).all}
    known |= {run for _, text in texts for run in told.runs(text) if run is not None}
    known |= {float(other.value) for other in entry.figures.values()}
    value = float(figure.value) + 1
    while value in known:
        value += 1
    return int(value) if value.is_integer() else value


def set_value(found: Site, key: str, name: str, value: float) -> None:
    """Change one figure in memory, as an edit of facts.yaml would."""
    fact = found.evidence.facts[key]
    changed = fact.entry.figures | {name: fact.entry.figures[name].model_copy(update={"value": value})}
    found.evidence.facts[key] = replace(fact, entry=fact.entry.model_copy(update={"figures": changed}))


def mentions(root: Path, key: str, name: str, *, first: bool) -> Found:
    """Where texts state a figure, found by plain search, and what is to be said there."""
    pattern = re.compile(rf"\]\(fact:{re.escape(key)}(#{re.escape(name)}{'|' if first else ''})\)")
    found: Found = set()
    for tag in LANGUAGES:
        said = ("error", "wrong-figure") if tag == LANGUAGES[0] else ("warning", "figure-awaits-translator")
        for path in sorted((root / "content" / tag).rglob("*.md")):
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                if pattern.search(line):
                    found.add((path.relative_to(root).as_posix(), number, *said))
    return found


def block(root: Path, key: str) -> tuple[int, list[str]]:
    """The first line of a fact in its file, and its lines."""
    lines = (root / FACTS).read_text("utf-8").splitlines()
    start = lines.index(f"{key}:")
    end = next((at for at in range(start + 1, len(lines)) if re.match(r"[a-z]", lines[at])), len(lines))
    return start + 1, lines[start:end]


def test_nothing_is_said_of_the_shipped_figures(shipped: Site) -> None:
    """Every figure is what every language says."""
    assert findings(shipped) == set()
    assert len(list(figures(shipped))) > 100


def test_every_figure_is_told_at_every_mention_and_nowhere_else(shipped: Site) -> None:
    """Texts at the exact lines that plain search finds; the fact's own words at lines of that fact alone."""
    for key, name, figure in list(figures(shipped)):
        first = name == next(iter(shipped.evidence.facts[key].entry.figures))
        set_value(shipped, key, name, another(shipped, key, figure))
        found = findings(shipped)
        set_value(shipped, key, name, figure.value)
        in_texts = {one for one in found if one[0] != FACTS}
        assert in_texts == mentions(REPO, key, name, first=first), f"{key}#{name}"
        start, lines = block(REPO, key)
        in_facts = {one for one in found if one[0] == FACTS}
        assert in_facts, f"{key}#{name}: the fact's own words still tell the old value and nobody says so"
        assert all(start <= line < start + len(lines) for _, line, *_ in in_facts), f"{key}#{name}"
        assert all(rule == RULE.name for *_, rule in in_facts)
    assert findings(shipped) == set()


@pytest.mark.parametrize(
    ("key", "name", "old", "new"),
    [
        ("a15-toll-149-verdict", "dead", "149", "151"),
        ("a26-blood-donors", "blood-donors", "7,000", "7,500"),
        ("d01-ohchr-306887", "civilians-dead", "306,887", "306,889"),
    ],
)
def test_correcting_them_clears_it(tmp_path: Path, key: str, name: str, old: str, new: str) -> None:
    """The value, then the original, then the fact's words: each step takes its own findings away."""
    root = tmp_path / "site"
    for folder in ("content", "theme"):
        shutil.copytree(REPO / folder, root / folder)
    shutil.copy(REPO / "pelicanconf.py", root)
    plain = [number.replace(",", "") for number in (old, new)]
    found = read(root)
    assert name in found.evidence.facts[key].entry.figures, sorted(found.evidence.facts[key].entry.figures)
    facts = root / FACTS
    start, lines = block(root, key)
    value = next(line for line in lines if re.match(rf"    {name}: ", line))
    whole = facts.read_text("utf-8").splitlines()
    whole[start - 1 + lines.index(value)] = value.replace(f"value: {plain[0]}", f"value: {plain[1]}")
    facts.write_text("\n".join(whole) + "\n", "utf-8")
    changed = findings(read(root))
    assert {severity for _, _, severity, _ in changed} == {"error", "warning"}
    for path, line, *_ in sorted(changed):
        file = root / path
        written = file.read_text("utf-8").splitlines()
        spellings = {old, plain[0], old.replace(",", "\u00a0"), old.replace(",", " "), old.replace(",", "\u202f")}
        before = written[line - 1]
        for spelling in sorted(spellings, key=len, reverse=True):
            written[line - 1] = written[line - 1].replace(spelling, plain[1])
        assert written[line - 1] != before, (path, line, before)
        file.write_text("\n".join(written) + "\n", "utf-8")
        left = {(one[0], one[1]) for one in findings(read(root))}
        assert (path, line) not in left
    assert findings(read(root)) == set()
