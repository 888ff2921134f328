"""`rejoinder translate` and `rejoinder status`, as a translator runs them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import validate
from sites import EXPLAINER, EXPLAINER_PATH, FACTS_PATH, PLUGINS, REPO, Site, edit, interface, settings, tiny

if TYPE_CHECKING:
    from pathlib import Path

BEGUN = "content/eo/explainers/library.md"
RECORDS = "content/eo/translated.yaml"
#: The words of the tiny explainer in another language, for what counts as translated.
WORDS = {
    "The library holds [5,043](fact:holds) books and": "La biblioteko havas [5043](fact:holds) librojn kaj",
    "In 2025 it lent [3.5 million](fact:lends) books [@report; @paper]. It is older than the town [@opened].": (
        "En 2025 ĝi pruntedonis [3,5 milionojn](fact:lends) da libroj [@report; @paper]. Pli aĝa ol la urbo [@opened]."
    ),
    "— a reader, to the [town paper]": "— leganto, al la [urba gazeto]",
    "It shows one room at night. See": "Ĝi montras unu ĉambron dum la nokto. Vidu",
    "- The shelves are counted every year [@holds].\n- So are the loans [@lends].": "- Ĉiujare oni kalkulas [@holds].\n- Ankaŭ pruntojn [@lends].",
    "A smaller library was closed, and its readers lost it.": "Oni fermis pli malgrandan bibliotekon por ĉiam.",
    "Ask when they were last there, [in their own words](lang:ru).": "Demandu, kiam ili estis tie, [per propraj vortoj](lang:ru).",
    "[People who can help](../pages/help.md) answer by telephone, <tel:+15550100>.": "[Helpantoj](../pages/help.md) respondas telefone nun tie <tel:+15550100>.",
}


@pytest.fixture
def two(tmp_path: Path) -> Site:
    """The tiny site with a second language that has nothing yet but its interface text."""
    entries = interface("eo", **{"number.million": {"text": {"one": "miliono", "other": "milionojn"}, "about": "-"}})
    two_languages = settings(LANGUAGES='["en", "eo"]', THEME='"theme"', PLUGIN_PATHS=repr([str(PLUGINS)]))
    return tiny(tmp_path, {"pelicanconf.py": two_languages, "theme/translations/eo.json": entries})


def translated(site: Site) -> str:
    """Translate what the command began, as an editor's hand would."""
    text = (site.root / BEGUN).read_text("utf-8")
    for english, words in WORDS.items():
        text = edit(text, english, words)
    site.write(BEGUN, text)
    return text


def test_beginning_a_translation(two: Site) -> None:
    """The file is there with everything in place, and the command says what else is needed."""
    ran = two.run("rejoinder", "translate", "library", "eo", warm=True)
    assert ran.code == 0, ran
    assert f"{BEGUN}: begun from {EXPLAINER_PATH}." in ran.stdout
    assert "content/talking-points/empty-library.yaml: 1 claim without “eo”" in ran.stdout
    assert "content/evidence/facts.yaml: 3 cited facts without “eo”" in ran.stdout
    assert "rejoinder translate done library eo" in ran.stdout
    begun = (two.root / BEGUN).read_text("utf-8")
    assert begun.partition("\n## ")[2] == EXPLAINER.partition("\n## ")[2]


def test_never_over_what_is_there(two: Site) -> None:
    """A second run changes nothing and says why."""
    two.run("rejoinder", "translate", "library", "eo", warm=True)
    before = translated(two)
    ran = two.run("rejoinder", "translate", "library", "eo", warm=True)
    assert (ran.code, ran.stdout) == (2, "")
    assert f"{BEGUN} is there already. Nothing was written." in ran.stderr
    assert (two.root / BEGUN).read_text("utf-8") == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["libary", "eo"], "There is no text “libary”. Did you mean “library”?"),
        (["library", "en"], "“library” is written in “en”: it is the original."),
        (["library", "xx"], "“xx” is not a language that CLDR knows."),
        (["library", "../eo"], "is not a language that CLDR knows."),
        (["done", "library", "eo"], "There is no translation “library” in “eo”."),
        (["done", "library", "fr"], "“fr” is not in LANGUAGES."),
        (["done", "eo"], "rejoinder translate done --all eo"),
        (["library"], "Missing argument 'TAG'"),
    ],
)
def test_refusals(two: Site, arguments: list[str], said: str) -> None:
    """Each names what was found and what is meant; nothing is written."""
    ran = two.run("rejoinder", "translate", *arguments, warm=True)
    assert (ran.code, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert not (two.root / "content/eo").exists()


def test_a_text_with_errors_is_no_original(two: Site) -> None:
    """The command says where to look first."""
    two.write(EXPLAINER_PATH, edit(EXPLAINER, "## What is known {.facts}", "## What is known"))
    ran = two.run("rejoinder", "translate", "library", "eo", warm=True)
    assert ran.code == 1
    assert f"{EXPLAINER_PATH} has errors. Run “rejoinder check”" in ran.stderr


def test_from_begun_to_noted(two: Site) -> None:
    """Unfinished, then not noted, then current, then behind: `status` follows, and says what to do next."""
    two.run("rejoinder", "translate", "library", "eo", warm=True)
    status = two.run("rejoinder", "status", warm=True)
    assert status.code == 0, status
    assert "unfinished (" in status.stdout
    refused = two.run("rejoinder", "translate", "done", "library", "eo", warm=True)
    assert refused.code == 2
    assert "holds paragraphs as the original has them, in: facts" in refused.stderr
    translated(two)
    status = two.run("rejoinder", "status", warm=True)
    assert "not noted, draft" in status.stdout
    assert "rejoinder translate done library eo" in status.stdout
    done = two.run("rejoinder", "translate", "done", "library", "eo", warm=True)
    assert done.code == 0, done
    assert f"{RECORDS}: noted 1 of 1 as done on 2026-11-24." in done.stdout
    assert "current, draft" in two.run("rejoinder", "status", warm=True).stdout
    two.write(EXPLAINER_PATH, edit(EXPLAINER, "Children, students and pensioners.", "Children and pensioners."))
    two.write(FACTS_PATH, (two.root / FACTS_PATH).read_text("utf-8").replace("5043", "5044"))
    status = two.run("rejoinder", "status", "--format", "json", warm=True)
    validate(json.loads(status.stdout), json.loads((REPO / "docs/status.schema.json").read_text("utf-8")))
    cell = json.loads(status.stdout)["texts"]["explainers/library"]["eo"]
    assert (cell["stage"], cell["sections"], cell["figures"]) == ("behind", ["people"], ["holds#books"])


def test_the_report_of_the_office(two: Site) -> None:
    """Both files are written, and no part of them is ever published."""
    ran = two.run("rejoinder", "status", "--report", warm=True)
    assert ran.code == 0, ran
    page = (two.root / ".rejoinder/report/status.html").read_text("utf-8")
    assert "<th scope=row>explainers/library</th>" in page
    plain = json.loads((two.root / ".rejoinder/report/status.json").read_text("utf-8"))
    assert plain["texts"]["explainers/library"]["eo"]["stage"] == "missing"
    assert "Next:" in ran.stdout
    assert "rejoinder translate library eo" in ran.stdout
