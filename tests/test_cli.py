"""The `rejoinder` command: help, near misses, exit status, and what `check` prints."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import pytest
import rejoinder
from click.testing import CliRunner
from rejoinder.cli import COMMANDS, rule, translate
from rejoinder.core.rules import all_rules
from sites import ABOUT, ABOUT_PATH, EXPLAINER, EXPLAINER_PATH, NOTES, NOTES_PATH, REPO, Site, edit, settings, tiny

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
    assert re.search(rf"^  rejoinder {name}( |$)", out, re.MULTILINE), out
    assert "--settings" in out or "Commands:" in out


@pytest.mark.parametrize("name", [name for name in translate.command.commands if name != "begin"])
def test_help_of_a_use_of_translate(name: str, valid: Site) -> None:
    """So does that of each thing that `translate` can do."""
    code, out, err = valid.run("rejoinder", "translate", name, "--help", warm=True)
    assert (code, err) == (0, "")
    assert f"  rejoinder translate {name} " in out
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
        (["check", "pages/nobody.md", "content"], "There is no pages/nobody.md."),
        (["check", "output.txt"], "There is no output.txt."),
        (["check", os.fspath(REPO)], "is not reviewed: it lies outside content/. Name files or folders there"),
        (["check", "content", "notes.txt"], "notes.txt is not reviewed: it lies outside content/."),
        (
            ["check", "--select", "praise-of-attack"],
            "--select: there is no rule “praise-of-attack”. Did you mean “praise",
        ),
        (["check", "--select", "A09,a08"], "--select: there is no rule “a08”. Did you mean “A08”?"),
        (
            ["check", "--ignore", "A09", "--ignore", "fear"],
            "--ignore: there is no rule “fear”. Did you mean “fear-lang",
        ),
        (["check", "--ignore", "Z"], "--ignore: there is no rule “Z”."),
        (["check", "--select", " , "], "--select names no rule. For example: --select quotation-too-long,A09."),
        (["check", "--ignore="], "--ignore names no rule."),
        (["rule", "praise-of-atack"], "There is no rule “praise-of-atack”. Did you mean “praise-of-an-attack”?"),
        (["rule", "raw-html"], "is explained in docs/findings.md"),
    ],
)
def test_wrong_usage(arguments: list[str], says: str, valid: Site) -> None:
    """Wrong usage ends with 2 and a message that names what is wrong and what is near it."""
    valid.write("notes.txt", "Nothing that the review reads.")
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
    assert report["summary"] == {"errors": 3, "warnings": 1, "suggestions": 0, "waived": 0}
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
        "summary": {"errors": 0, "warnings": 0, "suggestions": 0, "waived": 0},
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
        ([".."], ["wrong-figure", "unknown-citation", "raw-html", "note-without-source"]),
        (["pelicanconf.py"], []),
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


def test_check_of_a_path_behind_a_link(faulty: Site, tmp_path: Path) -> None:
    """A link to a folder of the content is that folder."""
    link = tmp_path / "link to the pages"
    link.symlink_to(faulty.root / "content/en/pages")
    _, out, err = faulty.check(os.fspath(link / "about.md"), "--format", "json", warm=True)
    assert err == ""
    assert [finding["rule"] for finding in json.loads(out)["findings"]] == ["raw-html"]


# -- which rules -----------------------------------------------------------------------------------------------------

#: A sentence that three rules flag: A09 and D10, and D03 of the same family as D10.
FLAGGED = "The successful attack harmed readers [@report]. Nobody is safe [@report]. Only an idiot stays [@report]."
PRAISE, FEAR, RIDICULE = "praise-of-an-attack", "fear-language", "ridicule"


def flagged(folder: Path, select: list[str], ignore: list[str], waiver: str = "") -> Site:
    """A site whose explainer three rules flag, in a paragraph that a waiver may stand before."""
    text = edit(EXPLAINER, "Children, students and pensioners.", f"{waiver}{FLAGGED}")
    own = settings(REVIEW_SELECT=repr(select), REVIEW_IGNORE=repr(ignore))
    return tiny(folder, {EXPLAINER_PATH: text, "pelicanconf.py": own})


@pytest.mark.parametrize(
    ("select", "ignore", "arguments", "rules"),
    [
        (["A09", "D"], [], [], {PRAISE, FEAR, RIDICULE}),
        (["A09", "D"], ["D10"], [], {PRAISE, RIDICULE}),
        # --ignore adds to the settings
        (["A09", "D"], [], ["--ignore", "D"], {PRAISE}),
        (["A09", "D"], ["A09"], ["--ignore", FEAR], {RIDICULE}),
        (["A09", "D"], [], ["--ignore", "A09,D10"], {RIDICULE}),
        (["A09", "D"], [], ["--ignore", "A09", "--ignore", "D10"], {RIDICULE}),
        # --select takes the place of both settings
        (["R08"], [], ["--select", PRAISE], {PRAISE}),
        ([], ["A", "D10"], ["--select", "A09, fear-language"], {PRAISE, FEAR}),
        (["R08"], ["D"], ["--select", "A09", "--select", "D03,"], {PRAISE, RIDICULE}),
        # both
        (["R08"], [], ["--select", "A09,D", "--ignore", "D10"], {PRAISE, RIDICULE}),
        (["R08"], [], ["--select", "A09,D", "--ignore", "A"], {PRAISE, FEAR, RIDICULE}),
        (["R08"], [], ["--select", PRAISE, "--ignore", "A09"], set()),
        ([], [*"SRAVDLG"], ["--select", "A09"], {PRAISE}),
        ([], [], ["--select", FEAR, "--ignore", "S,R,A,V,D,L,G"], {FEAR}),
        (["A09", "D"], [], ["--ignore", "S,R,A,V,D,L,G"], {PRAISE}),
        (["D"], [], ["--ignore", "S,R,A,V,D,L,G"], set()),
    ],
)
def test_rules_of_one_run(select: list[str], ignore: list[str], arguments: list[str], rules: set[str], tmp_path: Path) -> None:  # fmt: skip
    """The command line chooses among rules by name, id and family, over the settings; a name says more than a family."""
    site = flagged(tmp_path, select, ignore)
    code, out, err = site.check(*arguments, EXPLAINER_PATH, "--format", "json", warm=True)
    assert (code, err) == (0, "")  # a draft list warns at most
    found = {finding["rule"] for finding in json.loads(out)["findings"]}
    assert found & {PRAISE, FEAR, RIDICULE} == rules
    if "--select" in arguments and "D" not in ",".join(arguments).split(","):
        assert found == rules


def test_a_selection_hides_no_fault_of_form(faulty: Site) -> None:
    """What a build refuses is told whichever rules are asked for."""
    code, out, _ = faulty.check("--select", "A09", "--ignore", "A", "--format", "json", warm=True)
    assert code == 1
    assert {"raw-html", "wrong-figure"} <= {finding["rule"] for finding in json.loads(out)["findings"]}


def test_a_rule_that_spoke_is_pointed_to(tmp_path: Path) -> None:
    """Below findings of the editorial review stands how to learn more; below those of form nothing does."""
    out = flagged(tmp_path, ["A09"], []).check(warm=True).stdout
    assert out.endswith(
        "\n1 warning.\n“rejoinder rule praise-of-an-attack” says why, and what to do when a rule is wrong.\n"
    )


# -- what was waived, and what is not covered ------------------------------------------------------------------------

WAIVER = "<!-- rejoinder: allow A09 because the word is the court's until 2027-05-24 -->\n\n"


def test_waived_findings_are_counted_in_every_form(tmp_path: Path) -> None:
    """Text, JSON, GitHub and SARIF count what an editor allowed; with paths, what was allowed there."""
    site = flagged(tmp_path, ["A09"], [], WAIVER)
    assert site.check(warm=True) == (0, "no findings, 1 waived.\n", "")
    assert site.check(ABOUT_PATH, warm=True) == (0, "no findings.\n", "")
    assert json.loads(site.check("--format", "json", warm=True).stdout)["summary"]["waived"] == 1
    assert json.loads(site.check("--format", "json", "content/help", warm=True).stdout)["summary"]["waived"] == 0
    assert site.check("--format", "github", warm=True).stdout == "::notice title=waived::no findings, 1 waived.\n"
    [run] = json.loads(site.check("--format", "sarif", warm=True).stdout)["runs"]
    [result] = run["results"]
    assert (result["ruleId"], result["level"]) == (PRAISE, "warning")
    assert result["suppressions"][0]["justification"] == "the word is the court's (until 2027-05-24)"
    assert site.check(warm=True).stdout == "no findings, 1 waived.\n"  # from memory
    assert "no findings, 1 waived.\n" in site.build(warm=True).stdout


def test_what_is_not_covered_is_told_in_every_form(tmp_path: Path) -> None:
    """A rule that could not look is named in each form, in text with what it needs."""
    site = flagged(tmp_path, ["perpetrator-named"], [])
    assert site.check(warm=True).stdout == (
        "no findings.\nNot covered in en: 1 rule (perpetrator-named).\n"
        "Rules about names need the publisher's private list: see REVIEW_NAMES in docs/settings.md.\n"
    )
    assert json.loads(site.check("--format", "json", warm=True).stdout)["not_covered"] == {"en": ["perpetrator-named"]}
    said = "Not covered in en: 1 rule (perpetrator-named)."
    assert site.check("--format", "github", warm=True).stdout == f"::notice title=not-covered::{said}\n"
    [run] = json.loads(site.check("--format", "sarif", warm=True).stdout)["runs"]
    [notification] = run["invocations"][0]["toolConfigurationNotifications"]
    assert notification["message"] == {"text": said}


# -- rule ------------------------------------------------------------------------------------------------------------


def page(*arguments: str) -> str:
    """What `rejoinder rule` prints, in this process."""
    ran = CliRunner().invoke(rule.command, arguments)
    assert ran.exit_code == 0, ran.output
    return ran.output


@pytest.mark.parametrize("name", ["", *(known.name for known in all_rules())])
def test_pages_of_rules_fit_a_terminal(name: str) -> None:
    """The list and every page are at most 80 columns wide; an address stays whole, alone on its line."""
    wide = [line for line in page(*filter(None, [name])).split("\n") if len(line) > 80]
    assert [line for line in wide if not re.fullmatch(r"  https?://\S+", line)] == []


@pytest.mark.parametrize("name", [known.name for known in all_rules()])
def test_a_page_says_what_can_be_done_about_its_rule(name: str) -> None:
    """Every page names the switch; a rule of single texts also its waiver, one of the whole site that there is none."""
    said = page(name)
    known = next(known for known in all_rules() if known.name == name)
    assert f'REVIEW_IGNORE = ["{name}"]' in said
    assert (f"allow {name}\n" in said) == (known.reads != "site")
    assert ("no waiver in a text allows it" in said) == (known.reads == "site")
    assert all(f'"{name}.{number}": {value:g},' in said for number, value in known.thresholds.items())


def test_the_waiver_of_a_page_can_be_copied(tmp_path: Path) -> None:
    """What a page prints as waiver, with its reason and day filled in, allows the rule."""
    waiver = re.search(r"^ *<!--.*?-->$", page(PRAISE), re.MULTILINE | re.DOTALL)
    assert waiver is not None
    written = waiver[0].replace("REASON", "the word is the court's").replace("YYYY-MM-DD", "2027-05-24")
    site = flagged(tmp_path, ["A09"], [], f"{written}\n\n")
    assert site.check(warm=True) == (0, "no findings, 1 waived.\n", "")


def test_rules_that_share_a_catalogue_id(tmp_path: Path) -> None:
    """An id prints the pages of every rule that has it, a name its own alone."""
    assert re.findall(r"^([a-z-]+)  \(D01, ", page("D01"), re.MULTILINE) == [
        known.name for known in all_rules() if known.id == "D01"
    ]
    assert page("no-way-to-help") in page("D01")


# -- build -----------------------------------------------------------------------------------------------------------


def test_build_says_what_it_did(tmp_path: Path) -> None:
    """A build says how many pages it made, for which day, in how long and where."""
    code, out, err = tiny(tmp_path).build(warm=True)
    assert (code, err) == (0, "")
    said = r"Built 8 pages \(1 explainer, 8 rendered anew\) for 2026-11-24 in \d+\.\d s: output/\n"
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
    assert "8 rendered anew" in site.build("--fresh", warm=True).stdout
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
