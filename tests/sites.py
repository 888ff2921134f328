"""Tiny sites for the tests, as an editor would write them, and the real commands run on them.

    site = tiny(tmp_path, {"content/en/pages/about.md": None})
    code, out, err = site.build()

`tiny` writes the smallest complete site and applies overrides. `Site.check`, `.build` and `.pelican` run the real
commands in a process of their own; with `warm=True` that process is forked from one that has Pelican imported already,
which is the same command in a tenth of the time. `Site.review` is the review alone, without a process.
"""

from __future__ import annotations

import atexit
import functools
import gc
import json
import os
import runpy
import shutil
import subprocess
import sys
import tempfile
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rejoinder.core.finding import Finding

REPO = Path(__file__).resolve().parent.parent
PLUGINS = REPO / "plugins"
THEME = REPO / "theme"
MANIFEST = "release.json"
#: The day of every build in the tests: 2026-11-24, noon in UTC.
DAY = "1795521600"

#: Marks, in a text of the tests, the place that a finding must name. It is taken out before the file is written.
CARET = "‸"

# -- what an editor writes ---------------------------------------------------------------------------------------------

EXPLAINER_PATH = "content/en/explainers/library.md"
EXPLAINER = """\
---
talking-point: empty-library
published: 2026-11-20
updated: 2026-11-22
title: The library lends three and a half million books a year
answer: The library holds 5,043 books on its open shelves, and it lent 3.5 million in one year [@holds; @lends].
glance: |
  People use the library every day.

  It has [three](#who-comes) groups of readers and [5,043](fact:holds) books.
audience: [families, teachers]
review:
  status: draft
review-by: 2027-05-01
corrections: []
---

## What is known {.facts}

The library holds [5,043](fact:holds) books and [12](fact:holds#shelves) shelves [@report, p. 3].

In 2025 it lent [3.5 million](fact:lends) books [@report; @paper]. It is older than the town [@opened].

## Who reads there {.people #who-comes}

Children, students and pensioners.

> I come every morning.
>
> — a reader, to the [town paper](https://paper.example/readers) [@paper]

## What is claimed {.claim}

![](claim:empty)

## How the claim misleads {.technique}

It shows one room at night. See [how we work](../pages/about.md#how).

## What the record shows {.instead}

- The shelves are counted every year [@holds].
- So are the loans [@lends].

## The real harm this claim uses {.real-harm}

A smaller library was closed, and its readers lost it.

## If someone says this to you {.conversation}

Ask when they were last there, [in their own words](lang:ru).

## Where to turn {.help}

[People who can help](../pages/help.md) answer by telephone, <tel:+15550100>.
"""

ABOUT_PATH = "content/en/pages/about.md"
ABOUT = """\
---
title: About this site
summary: Who makes this site, and how.
updated: 2026-11-22
review:
  status: draft
---

## Who we are

![](site:publisher)

## How we work {#how}

Every figure leads to its source [@report].
"""

HELP_PATH = "content/en/pages/help.md"
HELP = """\
---
title: Where to turn
summary: People who can help.
updated: 2026-11-22
review:
  status: draft
---

## If you are in danger now

Call your local emergency number.
"""

POINT_PATH = "content/talking-points/empty-library.yaml"
POINT = """\
claims:
  - id: empty
    paraphrase:
      en: Nobody is said to use the library any more.
    verdict: "false"
    reason:
      en: Its own counts and those of a newspaper show the opposite.
    recorded:
      source: watch
      on: 2026-03-01
techniques: [cherry-picking]
real-harm:
  en: A smaller library was closed.
why-answer:
  en: It was repeated before a vote.
related: []
aliases: {}
"""

FACTS_PATH = "content/evidence/facts.yaml"
FACTS = """\
holds:
  statement:
    en: The library holds 5,043 books on twelve shelves.
  figures:
    books: {value: 5043, unit: books, as-of: 2026-01-01}
    shelves: {value: 12, unit: shelves, as-of: 2026-01-01}
  sources: [report, paper]
  passage:
    text: The open shelves hold 5,043 volumes.
    language: en
    source: report
  review-by: 2027-01-01

lends:
  statement:
    en: In 2025 the library lent 3.5 million books.
  figures:
    loans: {value: 3.5, unit: million books, as-of: 2025}
  sources: [paper]
  passage:
    text: Three and a half million books went over the counter.
    language: en
    source: paper
  caveat:
    en: A newspaper's count.

opened:
  statement:
    en: The library opened in May 1931.
  figures:
    rooms: {value: 2, unit: rooms, as-of: 1931-05}
  sources: [report]
  passage:
    text: It opened its two rooms in May 1931.
    language: en
    source: report
"""

SOURCES_PATH = "content/evidence/sources.json"
SOURCES = """\
[
  {
    "id": "report",
    "type": "report",
    "title": "Annual report",
    "publisher": "Town library",
    "issued": {"date-parts": [[2026, 1, 15]]},
    "URL": "https://library.example/report.pdf",
    "language": "en"
  },
  {
    "id": "paper",
    "type": "article-newspaper",
    "title": "Three and a half million",
    "publisher": "Town paper",
    "author": [{"family": "Reader", "given": "Ada"}],
    "issued": {"date-parts": [[2026, 2]]},
    "URL": "https://paper.example/loans",
    "language": "en"
  },
  {
    "id": "watch",
    "type": "report",
    "title": "[What was said of the library]",
    "publisher": "Rumour watch",
    "issued": {"date-parts": [[2026, 3, 1]]},
    "URL": "https://watch.example/library",
    "language": "en"
  }
]
"""

NOTES_PATH = "content/evidence/source-notes.yaml"
NOTES = """\
report:
  kind: official
  link: true

paper:
  kind: news
  link: true

watch:
  kind: monitor
"""

SERVICES_PATH = "content/help/services.yaml"
SERVICES = """\
reading-line:
  name: Reading line
  country: [GB]
  kind: support
  run-by:
    en: Town library
  reports-to-police: unknown
  serves:
    en: Anybody with a question.
  languages: [en]
  phone: "+1 555 0100"
  url: https://library.example/help
  source: report
  called-on:
"""

#: An invented person; no part of the tiny site. `placed` puts them into its people section.
PERSON_PATH = "content/people/p-17.yaml"
PERSON = """\
kind: testimony
identify: role-only
role:
  en: a reader of the smaller library
harmed: true
words:
  en: I learned to read between those two windows.
quoted: true
language: en
event: closing-of-the-branch
consent:
  id: c-17
  basis: given-to-us
  languages: [en]
  formats: [web]
  obtained: 2026-01-01
  expires: 2027-01-01
  withdrawn:
"""

CONTENT = {
    EXPLAINER_PATH: EXPLAINER,
    ABOUT_PATH: ABOUT,
    HELP_PATH: HELP,
    POINT_PATH: POINT,
    FACTS_PATH: FACTS,
    SOURCES_PATH: SOURCES,
    NOTES_PATH: NOTES,
    SERVICES_PATH: SERVICES,
}

SETTINGS = {
    "SITENAME": '"Tiny"',
    "SITEURL": '"https://tiny.example"',
    "LANGUAGES": '["en"]',
    "PUBLISHER": '"The tiny press"',
    "CONTACT": '"editor@tiny.example"',
    "NOINDEX": "True",
    "PATH": '"content"',
    "OUTPUT_PATH": '"output"',
    "THEME": repr(str(THEME)),
    "TIMEZONE": '"UTC"',
    "FEED_ALL_ATOM": "None",
    "CATEGORY_FEED_ATOM": "None",
    "TRANSLATION_FEED_ATOM": "None",
    "AUTHOR_FEED_ATOM": "None",
    "AUTHOR_FEED_RSS": "None",
    "PLUGIN_PATHS": repr([str(PLUGINS)]),
    "PLUGINS": '["rejoinder.reading", "rejoinder.pages", "rejoinder.writing", "rejoinder.publishing"]',
    "REVIEW_SELECT": '["R08"]',  # the rules are tried elsewhere, one by one; this one is of time
}


def settings(**changes: str | None) -> str:
    """A settings file: the tiny site's, with some lines changed. Values are Python; None leaves the line out."""
    lines = {**SETTINGS, **changes}
    return "".join(f"{name} = {value}\n" for name, value in lines.items() if value is not None)


def edit(text: str, old: str, new: str) -> str:
    """A text with one passage replaced, which must stand in it exactly once."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    return text.replace(old, new)


def placed(*people: str) -> str:
    """The explainer of the tiny site with people in its people section."""
    lines = "".join(f"\n![](testimony:{person})\n" for person in people)
    return edit(EXPLAINER, "Children, students and pensioners.\n", f"Children, students and pensioners.\n{lines}")


def interface(tag: str, **changes: object) -> str:
    """A translation file for a language: the English text under it, each plural form given, with some keys changed.

    None takes a key out.
    """
    from rejoinder.core.cldr import plural_forms
    from rejoinder.core.language import direction_of

    entries = json.loads((THEME / "translations/en.json").read_text("utf-8"))
    del entries["language.locale"]
    entries["language.direction"]["text"] = direction_of(tag)
    for entry in entries.values():
        if isinstance(entry["text"], dict):
            entry["text"] = dict.fromkeys(sorted(plural_forms(tag)[0]), entry["text"]["other"])
    entries |= changes
    return json.dumps({key: entry for key, entry in entries.items() if entry is not None}, ensure_ascii=False)


def places(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its carets, and the line and column (in code points) where each of them stood."""
    pieces = text.split(CARET)
    found: list[tuple[int, int]] = []
    before = ""
    for piece in pieces[:-1]:
        before += piece
        lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        found.append((len(lines), len(lines[-1]) + 1))
    return "".join(pieces), found


# -- a site ------------------------------------------------------------------------------------------------------------


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    stdout: str
    stderr: str

    @property
    def said(self) -> str:
        """Everything it printed."""
        return self.stdout + self.stderr


@dataclass(frozen=True)
class Site:
    """A site in a folder of its own."""

    root: Path
    plugins: Path = PLUGINS

    @property
    def output(self) -> Path:
        """The published site."""
        return self.root / "output"

    def write(self, path: str, data: str | bytes | None) -> Path:
        """Write a file, or a folder when the path ends with `/`; None removes."""
        target = self.root / path
        if data is None:
            target.unlink()
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.endswith("/"):
            target.mkdir(parents=True)
        else:
            target.write_bytes(data if isinstance(data, bytes) else data.encode())
        return target

    def read(self, path: str) -> str:
        """The text of a file."""
        return (self.root / path).read_text("utf-8")

    def review(self) -> tuple[Finding, ...]:
        """What the review finds, in this process: fast, and exact to the column."""
        from rejoinder.cli.site import load
        from rejoinder.core.cache import Cache
        from rejoinder.core.review import review

        loaded, _ = load(self.root / "pelicanconf.py")
        return review(loaded, Cache(None, "")).findings

    def check(self, *arguments: str, warm: bool = False, **environment: str) -> Ran:
        """`python -m rejoinder check …`."""
        return self.run("rejoinder", "check", *arguments, warm=warm, **environment)

    def build(self, *arguments: str, warm: bool = False, **environment: str) -> Ran:
        """`python -m rejoinder build …`."""
        return self.run("rejoinder", "build", *arguments, warm=warm, **environment)

    def pelican(self, *arguments: str, output: str = "output", warm: bool = False, **environment: str) -> Ran:
        """`python -m pelican content -s pelicanconf.py -o … --fatal errors …`."""
        fixed = ("content", "-s", "pelicanconf.py", "-o", output, "--fatal", "errors")
        return self.run("pelican", *fixed, *arguments, warm=warm, **environment)

    def run(self, module: str, *arguments: str, warm: bool = False, **environment: str) -> Ran:
        """Run a module in the site's folder, in a process of its own."""
        given = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
        fixed = {"SOURCE_DATE_EPOCH": DAY, "PYTHONPATH": str(self.plugins), "PYTHONUTF8": "1", "COLUMNS": "500"}
        given |= {**fixed, "NO_COLOR": "1", **environment}
        if warm and hasattr(os, "fork"):
            return _forge().run([module, *arguments], self.root, given)
        ended = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.root,
            env=given,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Ran(ended.returncode, ended.stdout, ended.stderr)

    def manifest(self) -> bytes:
        """The manifest of the published site."""
        return (self.output / MANIFEST).read_bytes()

    def tree(self, folder: str = "output") -> dict[str, tuple[int, bytes]]:
        """Mode and bytes of every file of a folder, and mode of every folder in it."""
        root = self.root / folder
        return {
            path.relative_to(root).as_posix(): (
                path.lstat().st_mode & 0o777,
                path.read_bytes() if path.is_file() else b"",
            )
            for path in sorted(root.rglob("*"))
        }

    def leftovers(self) -> list[str]:
        """What a build has left beside the published site: nothing, when it ended well."""
        return sorted(path.name for path in self.root.iterdir() if path.name.startswith(".output"))


def tiny(folder: Path, files: Mapping[str, str | bytes | None] | None = None, *, plugins: Path = PLUGINS) -> Site:
    """Write the tiny site into a folder, then the overrides: a path ending with `/` is a folder, None removes.

    A path below `theme/` gives the site a theme of its own, a copy of the real one. Carets are taken out.
    """
    overrides = dict(files or {})
    site = Site(folder, plugins)
    changes = {"PLUGIN_PATHS": repr([str(plugins)])}
    if any(path.startswith("theme/") for path in overrides):
        shutil.copytree(THEME, folder / "theme")
        changes["THEME"] = '"theme"'
    for path, text in {**CONTENT, "pelicanconf.py": settings(**changes)}.items():
        if path not in overrides:
            site.write(path, text)
    for path, data in overrides.items():
        if data is not None:
            site.write(path, places(data)[0] if isinstance(data, str) else data)
        elif path not in (*CONTENT, "pelicanconf.py"):
            site.write(path, None)
    return site


# -- a process with Pelican imported, to fork from ---------------------------------------------------------------------


class _Forge:
    """Runs modules in forks of one clean process. A fork shares nothing with the test or with another fork."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(PLUGINS), "PYTHONUTF8": "1"},
        )
        atexit.register(self.close)

    def run(self, arguments: list[str], folder: Path, environment: dict[str, str]) -> Ran:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with tempfile.NamedTemporaryFile() as out, tempfile.NamedTemporaryFile() as err:
            request = {"run": arguments, "in": str(folder), "env": environment, "out": out.name, "err": err.name}
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            code = int(self._process.stdout.readline())
            return Ran(code, out.read().decode(), err.read().decode())

    def close(self) -> None:
        self._process.communicate("")


@functools.cache
def _forge() -> _Forge:
    return _Forge()


def _serve() -> None:
    """Fork for each line of the standard input, and answer with the exit status."""
    import pelican.server  # noqa: F401
    import rejoinder.build
    import rejoinder.cli.build
    import rejoinder.cli.check  # noqa: F401

    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _run(json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _run(request: dict[str, Any]) -> None:
    """What `python -m` does, in this process, and then end it."""
    atexit._clear()
    for number, path in enumerate((os.devnull, request["out"], request["err"])):
        os.dup2(os.open(path, os.O_WRONLY if number else os.O_RDONLY), number)
    os.chdir(request["in"])
    os.environ.clear()
    os.environ.update(request["env"])
    module, *sys.argv[1:] = request["run"]
    sys.path[0] = request["in"]
    code: object = 0
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as ended:
        code = ended.code
        if isinstance(code, str):
            print(code, file=sys.stderr)
    except BaseException:  # noqa: BLE001 - whatever it is, Python would print it and end with 1
        traceback.print_exc()
        code = 1
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0 if code is None else 1)


if __name__ == "__main__":
    _serve()
