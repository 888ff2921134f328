"""The documentation names what there is, and nothing that there is not."""

from __future__ import annotations

import re
from functools import cache

import pytest
from rejoinder.core.evidence import FactEntry, SourceNote
from rejoinder.core.rules import all_rules
from rejoinder.core.settings import OWN
from rejoinder.core.settings import PLUGINS as DOTTED
from sites import PLUGINS, REPO
from test_faults import rules_in_code

PACKAGE = PLUGINS / "rejoinder"
MODULES = sorted(
    path.relative_to(PACKAGE).as_posix() for path in PACKAGE.glob("core/*.py") if path.name != "__init__.py"
)
#: All but the pages of the rules, which are made from the code and tried with it.
DOCUMENTS = sorted({REPO / "README.md", *(REPO / "docs").rglob("*.md")} - {REPO / "docs/rules.md"})


@cache
def text(name: str) -> str:
    """A document of the repository."""
    return (REPO / name).read_text("utf-8")


@pytest.mark.parametrize("command", ["make serve", "make test"])
def test_the_readme_names_its_two_commands(command: str) -> None:
    """README says how to see the site and how to test it, the Makefile can do both, and CI runs the second."""
    assert command in text("README.md")
    assert re.search(rf"^{command.split()[1]}:", text("Makefile"), re.MULTILINE)
    assert "make test" in text(".ci/run")


@pytest.mark.parametrize("name", DOTTED)
def test_the_architecture_names_each_plugin(name: str) -> None:
    """Every line of PLUGINS is told what it does."""
    assert f"| `{name.partition('.')[2]}` |" in text("docs/architecture.md")


@pytest.mark.parametrize("module", MODULES)
def test_the_architecture_names_each_module(module: str) -> None:
    """Every module of core has its place in the flow."""
    assert f"`{module}`" in text("docs/architecture.md")


def test_the_architecture_names_no_module_that_is_not_there() -> None:
    """What was renamed is renamed in the document too."""
    named = set(re.findall(r"`((?:core|cli)/\w+\.py|\w+\.py)`", text("docs/architecture.md"))) - {"pelicanconf.py"}
    assert {name for name in named if not (PACKAGE / name).is_file() and not (REPO / name).is_file()} == set()


@pytest.mark.parametrize("name", OWN)
def test_every_setting_is_documented(name: str) -> None:
    """Every setting of ours has its row."""
    assert re.search(rf"^\| `{name}` \|", text("docs/settings.md"), re.MULTILINE)


def rows() -> dict[str, tuple[str, str, str]]:
    """Severity, meaning and cure of each finding that the document names."""
    found: dict[str, tuple[str, str, str]] = {}
    for name, *cells in re.findall(
        r"^\| `([a-z0-9-]+)` \| (\w+) \| (.+?) \| (.+?) \|$", text("docs/findings.md"), re.MULTILINE
    ):
        assert name not in found, f"{name} stands twice"
        found[name] = tuple(cells)
    return found


def test_every_finding_is_documented() -> None:
    """Each rule that core can report is named with what it means and what to do, and no other is; editorial rules have their own pages."""
    editorial = {rule.name for rule in all_rules()}
    assert set(rows()) == rules_in_code() - editorial
    assert all(severity in ("error", "warning", "suggestion") for severity, *_ in rows().values())


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(REPO).as_posix())
def test_links_between_documents(path: object) -> None:
    """Every link and picture of a document leads to a file of the repository, and every path it names is there."""
    assert hasattr(path, "parent")
    written = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", written)):
        if not re.match(r"[a-z]+:|#", target):
            assert (path.parent / target.partition("#")[0]).exists(), target
    for named in re.findall(r"`((?:docs|content|theme|plugins|tests|bench|requirements)/[\w./-]+)`", written):
        assert (REPO / named).exists() or "<" in named, named


@pytest.mark.parametrize(("heading", "model"), [("A fact", FactEntry), ("A source", SourceNote)])
def test_every_field_of_the_evidence_is_documented(heading: str, model: type[FactEntry | SourceNote]) -> None:
    """Facts and the notes of sources have a row for each field, needed ones marked, and no other row."""
    section = re.search(rf"^## {heading}.*?(?=^## |\Z)", text("docs/evidence.md"), re.MULTILINE | re.DOTALL)
    assert section is not None
    named = dict(re.findall(r"^\| `([a-z-]+)` \| (\w*)", section[0], re.MULTILINE))
    assert named == {
        info.alias or name: "needed" if info.is_required() else "" for name, info in model.model_fields.items()
    }


def test_the_changelog_starts_with_what_is_coming() -> None:
    """There is a place for the next entry, and each version has its day."""
    headings = re.findall(r"^## (.+)$", text("CHANGELOG.md"), re.MULTILINE)
    assert headings
    assert all(
        re.match(r"\[?(?:Unreleased|Not yet released|\d+\.\d+\.\d+)", heading, re.IGNORECASE) for heading in headings
    )


def test_no_tracked_text_names_this_machine() -> None:
    """Documents and settings hold no path of a developer's machine."""
    for path in [
        *DOCUMENTS,
        REPO / "Makefile",
        REPO / "pyproject.toml",
        REPO / "pelicanconf.py",
        *(REPO / "requirements").glob("*"),
    ]:
        assert not re.search(r"(?:^|[\s\"'(=])/(?:home|root|tmp|Users)/", path.read_text("utf-8")), path.name
