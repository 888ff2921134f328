"""The `rejoinder` command: help, near misses, exit status, and what `check` prints."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
import rejoinder
from rejoinder.cli import COMMANDS
from sites import ABOUT, ABOUT_PATH, EXPLAINER, EXPLAINER_PATH, NOTES, NOTES_PATH, Site, edit, settings, tiny

if TYPE_CHECKING:
    from pathlib import Path

#: Two errors in one file, one in another, and a warning.
FAULTY = {
    EXPLAINER_PATH: edit(edit(EXPLAINER, "[@opened]", "[@open]"), "[12](", "[13]("),
    ABOUT_PATH: edit(ABOUT, "## How we work", "<b>\n\n## How we work"),
    NOTES_PATH: NOTES + "papers:\n  kind: news\n",
}


@pytest.fixture
def faulty(tmp_path: Path) -> Site:
    """A site with three errors and a warning."""
    return tiny(tmp_path, FAULTY)


# -- help ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help(option: str, valid: Site) -> None:
    """The help lists every command with its line, says what the exit status means, and ends with 0."""
    code, out, err = valid.run("rejoinder", option, warm=True)
    assert (code, err) == (0, "")
    for name, line in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(line)}$", out, re.MULTILINE), out
    assert "0 done; 1 the content or theme has errors" in " ".join(out.split())


def test_no_command(valid: Site) -> None:
    """Without a command the help is shown, and the exit status is that of wrong usage."""
    ran = valid.run("rejoinder", warm=True)
    assert ran.code == 2
    assert "Commands:" in ran.said


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command(name: str, valid: Site) -> None:
    """The help of every command says how it is used, with examples, and names its settings file."""
    code, out, err = valid.run("rejoinder", name, "--help", warm=True)
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage: rejoinder {name} [OPTIONS]")
    assert f"  rejoinder {name}\n" in out
    assert "--settings" in out


@pytest.mark.parametrize("name", ["--help", "--version"])
def test_help_is_quick(name: str, valid: Site) -> None:
    """Help and version need neither Pelican nor what reads the content."""
    ran = valid.run("rejoinder", name, PYTHONPROFILEIMPORTTIME="1")
    assert ran.code == 0
    assert imported(ran.stderr) & {"pelican", "pydantic", "babel", "yaml", "jinja2"} == set()


def imported(profile: str) -> set[str]:
    """The modules that Python's import profile names."""
    return {line.rpartition("|")[2].strip() for line in profile.splitlines() if line.startswith("import time:")}


@pytest.mark.parametrize("option", ["--version"])
def test_version(option: str, valid: Site) -> None:
    """The version is the package's."""
    assert valid.run("rejoinder", option, warm=True) == (0, f"rejoinder, version {rejoinder.__version__}\n", "")


# -- wrong usage -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["chek"], "Did you mean “check”?"),
        (["biuld"], "Did you mean “build”?"),
        (["dance"], "There is no command “dance”."),
        (["build", "--frsh"], "--fresh"),
        (["build", "surplus"], "surplus"),
        (["check", "--format", "xml"], "'json'"),
        (["check", "--output", "x"], "--output"),
        (["build", "--output"], "--output"),
        (["build", "--settings", "other.py"], "other.py"),
        (["check", "content/en/nobody.md"], "There is no content/en/nobody.md."),
    ],
)
def test_wrong_usage(arguments: list[str], says: str, valid: Site) -> None:
    """Wrong usage ends with 2 and a message that names what is wrong and what is near it."""
    code, out, err = valid.run("rejoinder", *arguments, warm=True)
    assert (code, out) == (2, "")
    assert says in err
    assert "Traceback" not in err


# -- check -----------------------------------------------------------------------------------------------------------


def test_check_without_findings(valid: Site) -> None:
    """A site without faults is answered with one line and 0."""
    assert valid.check(warm=True) == (0, "no findings.\n", "")


def test_check_with_warnings_only(tmp_path: Path) -> None:
    """Warnings are printed and counted, and the status is 0."""
    code, out, err = tiny(tmp_path, {NOTES_PATH: FAULTY[NOTES_PATH]}).check(warm=True)
    assert (code, err) == (0, "")
    assert "[note-without-source]" in out
    assert out.endswith("\n\n1 warning.\n")


def test_check_with_errors(faulty: Site) -> None:
    """Findings are printed by file and place with their cures below, counted at the end, and the status is 1."""
    code, out, err = faulty.check(warm=True)
    assert (code, err) == (1, "")
    assert re.sub(r"^      .*\n", "", out, flags=re.MULTILINE) == (
        "content/en/explainers/library.md\n"
        "  content/en/explainers/library.md:20:49: error: “13” is not the figure holds#shelves [wrong-figure]\n"
        "  content/en/explainers/library.md:22:95: error: “open” is neither a fact nor a source [unknown-citation]\n"
        "\n"
        "content/en/pages/about.md\n"
        "  content/en/pages/about.md:13:1: error: “<b>” is HTML, which is never passed through [raw-html]\n"
        "\n"
        "content/evidence/source-notes.yaml\n"
        "  content/evidence/source-notes.yaml:11:1: warning: “papers” is not in sources.json [note-without-source]\n"
        "\n"
        "3 errors, 1 warning.\n"
    )


def test_check_says_what_build_says(faulty: Site) -> None:
    """`check` and `build` print the same findings; `check` on its standard output, as it is what was asked for."""
    checked = faulty.check(warm=True).stdout.rpartition("\n\n")[0]
    built = faulty.build(warm=True)
    assert (built.code, built.stdout) == (1, "")
    assert built.stderr == f"{checked}\n\n3 errors, 1 warning. Nothing was published.\n"


def test_check_writes_nothing(tmp_path: Path) -> None:
    """`check` leaves the site's folder as it is, but for what Rejoinder remembers in its own."""
    site = tiny(tmp_path)
    before = site.tree(".")
    assert site.check(warm=True).code == 0
    assert {path: file for path, file in site.tree(".").items() if not path.startswith(".rejoinder")} == before


def test_check_twice(faulty: Site) -> None:
    """A second check, which remembers what it read, says the same."""
    assert faulty.check(warm=True) == faulty.check(warm=True)


JSON_FINDING = {
    "rule": str,
    "severity": str,
    "path": str,
    "line": int,
    "column": int,
    "message": str,
    "help": str,
    "language": str,
}


def test_check_as_json(faulty: Site) -> None:
    """`--format json` is one document of the shape that design.md gives, and nothing else is printed."""
    code, out, err = faulty.check("--format", "json", warm=True)
    assert (code, err) == (1, "")
    report = json.loads(out)
    assert list(report) == ["version", "findings", "summary", "not_covered"]
    assert report["version"] == 1
    assert report["summary"] == {"errors": 3, "warnings": 1, "suggestions": 0}
    assert report["not_covered"] == {}
    for finding in report["findings"]:
        assert {name: type(value) for name, value in finding.items()} == JSON_FINDING
    assert [(f["path"], f["line"], f["column"], f["rule"], f["severity"], f["language"]) for f in report["findings"]] == [
        (EXPLAINER_PATH, 20, 49, "wrong-figure", "error", "en"),
        (EXPLAINER_PATH, 22, 95, "unknown-citation", "error", "en"),
        (ABOUT_PATH, 13, 1, "raw-html", "error", "en"),
        (NOTES_PATH, 11, 1, "note-without-source", "warning", ""),
    ]  # fmt: skip


def test_check_as_json_without_findings(valid: Site) -> None:
    """Without findings the document has the same shape, and the status is 0."""
    code, out, err = valid.check("--format", "json", warm=True)
    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "version": 1,
        "findings": [],
        "summary": {"errors": 0, "warnings": 0, "suggestions": 0},
        "not_covered": {},
    }


@pytest.mark.parametrize(
    ("paths", "rules"),
    [
        ([ABOUT_PATH], ["raw-html"]),
        (["content/en"], ["wrong-figure", "unknown-citation", "raw-html"]),
        (["content/en/"], ["wrong-figure", "unknown-citation", "raw-html"]),
        (["./content/../content/en/pages"], ["raw-html"]),
        ([ABOUT_PATH, "content/evidence"], ["raw-html", "note-without-source"]),
        (["content/evidence"], ["note-without-source"]),
        (["content/help"], []),
        (["."], ["wrong-figure", "unknown-citation", "raw-html", "note-without-source"]),
    ],
)
def test_check_of_paths(paths: list[str], rules: list[str], faulty: Site) -> None:
    """With paths only their findings are shown and counted, and only their errors make the status 1."""
    code, out, err = faulty.check(*paths, "--format", "json", warm=True)
    assert err == ""
    findings = json.loads(out)["findings"]
    assert [finding["rule"] for finding in findings] == rules
    assert code == (1 if any(finding["severity"] == "error" for finding in findings) else 0)


def test_check_of_a_path_reads_the_whole_site(tmp_path: Path) -> None:
    """What is wrong with one file because another is missing is found when that file alone is asked for."""
    site = tiny(tmp_path, {ABOUT_PATH: None})
    code, out, _ = site.check(EXPLAINER_PATH, warm=True)
    assert code == 1
    assert "[broken-link]" in out


def test_check_of_a_path_that_only_begins_alike(tmp_path: Path) -> None:
    """`content/en/pages/about` is not `content/en/pages/about.md`, nor is a folder whose name only begins alike."""
    site = tiny(tmp_path, {**FAULTY, "content/en/page/": ""})
    code, out, _ = site.check("content/en/page", "--format", "json", warm=True)
    assert (code, json.loads(out)["findings"]) == (0, [])


def test_check_from_another_folder(faulty: Site) -> None:
    """From a folder inside the site, with its settings named, paths are taken from where one stands."""
    inside = Site(faulty.root / "content/en")
    code, out, err = inside.check("--settings", "../../pelicanconf.py", "pages/about.md", warm=True)
    assert (code, err) == (1, "")
    assert out.startswith("content/en/pages/about.md\n  content/en/pages/about.md:13:1: error: ")


# -- build -----------------------------------------------------------------------------------------------------------


def test_build_says_what_it_did(tmp_path: Path) -> None:
    """A build says how many pages it made, for which day, in how long and where."""
    code, out, err = tiny(tmp_path).build(warm=True)
    assert (code, err) == (0, "")
    said = r"Built 7 pages \(1 explainer, 7 rendered anew\) for 2026-11-24 in \d+\.\d s: output/\n"
    assert re.fullmatch(said, out)


def test_build_with_nothing_changed(tmp_path: Path) -> None:
    """A second build says that nothing changed, repeats the warnings, writes no byte and never imports Pelican."""
    site = tiny(tmp_path, {NOTES_PATH: FAULTY[NOTES_PATH]})
    first = site.build()
    before = stamps(site)
    again = site.build(PYTHONPROFILEIMPORTTIME="1")
    assert again.code == first.code == 0
    assert again.stdout == "Nothing changed: output/ is up to date.\n"
    assert imported(again.stderr) & {"pelican", "pydantic", "babel", "jinja2"} == set()
    assert first.stderr == "".join(
        line for line in again.stderr.splitlines(keepends=True) if not line.startswith("import time:")
    )
    assert stamps(site) == before


def stamps(site: Site) -> dict[str, tuple[int, int]]:
    """Inode and time of every file of a site's folder, its memory included."""
    return {
        path.relative_to(site.root).as_posix(): (path.lstat().st_ino, path.lstat().st_mtime_ns)
        for path in site.root.rglob("*")
        if "__pycache__" not in path.parts
    }


def test_fresh_build(tmp_path: Path) -> None:
    """`--fresh` renders every page again and publishes the same."""
    site = tiny(tmp_path)
    assert site.build(warm=True).code == 0
    before = site.tree()
    assert "7 rendered anew" in site.build("--fresh", warm=True).stdout
    assert site.tree() == before


def test_quiet_build(tmp_path: Path) -> None:
    """`--quiet` prints findings and errors only."""
    site = tiny(tmp_path, {NOTES_PATH: FAULTY[NOTES_PATH]})
    code, out, err = site.build("--quiet", warm=True)
    assert (code, out) == (0, "")
    assert "[note-without-source]" in err
    assert site.build("--quiet", warm=True).stdout == ""


def test_build_elsewhere(tmp_path: Path) -> None:
    """`--output` publishes in another folder, `--settings` builds another site, from wherever one stands."""
    site = tiny(tmp_path / "site")
    stand = tmp_path / "elsewhere"
    stand.mkdir()
    ran = Site(stand).build("--settings", "../site/pelicanconf.py", "--output", "here", warm=True)
    assert ran.code == 0, ran.said
    assert (stand / "here/release.json").is_file()
    assert not site.output.exists()


def test_build_below_a_path_without_settings(tmp_path: Path) -> None:
    """Where there are no settings, the message says where to go."""
    code, out, err = Site(tmp_path).build(warm=True)
    assert (code, out) == (2, "")
    assert "There is no pelicanconf.py here." in err
    assert "--settings" in err


def test_build_of_a_site_that_prints(tmp_path: Path) -> None:
    """What a settings file prints does not get into `check --format json`."""
    site = tiny(tmp_path, {"pelicanconf.py": settings() + 'print("hello")\n'})
    assert json.loads(site.check("--format", "json", warm=True).stdout)["findings"] == []
