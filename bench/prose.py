"""A site of real sentences for `make bench`: the shipped explainers many times over, each copy in other words.

    python bench/prose.py FOLDER --size 999

makes FOLDER/prose: SIZE explainers in English, each with a talking point of its own, resting on the shipped evidence.
A copy is one of the shipped explainers in which one plain word in five is another word of the shipped texts, drawn from
a seed, so that no two copies say the same. Citations, figures, components, links and fields stay as they are, and the
editorial review is on: a share of the sentences makes no sense any more, but all of them are built as sentences are.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
CONTENT = REPOSITORY / "content"
#: One plain word in so many is replaced.
REPLACED = 5
#: What must not be touched: citations, marks in braces, figures, addresses and components; then, a plain word.
_TOKEN = re.compile(
    r"\[[^\]]*\]\(fact:[^)]*\)|\[@[^\]]*\]|\{[^}]*\}|!?\[\]\([^)]*\)|\]\([^)]*\)"
    r"|(?<![\w-])(?P<word>[a-z]{4,})(?![\w-])"
)
#: The lines of the front matter that hold running text: the answer, and the indented lines of the glance.
_RUNNING = re.compile(r"answer:|  (?!\w+:)")


def write(folder: Path, size: int, seed: int) -> None:
    """Write the site into `folder`/prose, replacing it."""
    target = folder / "prose"
    shutil.rmtree(target, ignore_errors=True)
    for name in ("theme", "plugins"):
        shutil.copytree(REPOSITORY / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("evidence", "help", "people", "en/pages"):
        shutil.copytree(CONTENT / name, target / "content" / name)
    settings = (REPOSITORY / "pelicanconf.py").read_text("utf-8")
    _write(target / "pelicanconf.py", f'{settings}\nLANGUAGES = ["en"]\n')
    originals = sorted((CONTENT / "en/explainers").glob("*.md"))
    words = vocabulary()
    rng = random.Random(f"prose {seed}")
    for number in range(size):
        original = originals[number % len(originals)]
        copy = number // len(originals)
        text = reworded(original.read_text("utf-8"), words, rng)
        point = re.findall(r"(?m)^talking-point: (.+)$", text)[0]
        text = re.sub(r"(?m)^(talking-point: .+)$", rf"\1-{copy:04}", text)
        text = re.sub(r"\]\(([\w-]+)\.md", rf"](\1-{copy:04}.md", text)
        _write(target / "content/en/explainers" / f"{original.stem}-{copy:04}.md", text)
        claims = (CONTENT / "talking-points" / f"{point}.yaml").read_text("utf-8")
        claims = re.sub(r"(?m)^related: .*$", "related: []", claims)
        _write(target / "content/talking-points" / f"{point}-{copy:04}.yaml", claims)


def vocabulary() -> list[str]:
    """Every plain word of the shipped texts, as often as it stands there: common words stay common."""
    return [
        match["word"]
        for path in sorted((CONTENT / "en").rglob("*.md"))
        for line in path.read_text("utf-8").splitlines()
        for match in _TOKEN.finditer(line)
        if match["word"]
    ]


def reworded(text: str, words: list[str], rng: random.Random) -> str:
    """A text with one plain word in `REPLACED` replaced by another; the fields that name things stay."""

    def other(match: re.Match[str]) -> str:
        return rng.choice(words) if match["word"] and not rng.randrange(REPLACED) else match[0]

    front, mark, body = text.removeprefix("---\n").partition("\n---\n")
    lines = front.split("\n")
    for index, line in enumerate(lines):
        if running := _RUNNING.match(line):
            lines[index] = running[0] + _TOKEN.sub(other, line[running.end() :])
    return "---\n" + "\n".join(lines) + mark + _TOKEN.sub(other, body)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def main() -> None:
    """Read the command line and write the site."""
    parser = argparse.ArgumentParser(description="Write a site of the shipped explainers, each copy in other words.")
    parser.add_argument("folder", type=Path, help="where to write; its folder prose is replaced")
    parser.add_argument("--size", type=int, default=999, help="explainers, a multiple of 3 (default: 999)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.folder, options.size, options.seed)


if __name__ == "__main__":
    main()
