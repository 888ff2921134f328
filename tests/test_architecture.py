"""Who may import whom, what plugins, templates and style sheets may hold, and that every interface text is used."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, get_args

import pytest
from jinja2 import Environment, meta
from rejoinder.core.assets import LAYERS
from rejoinder.core.evidence import Kind
from rejoinder.core.explainer import CorrectionEntry
from rejoinder.core.interface import OPTIONAL
from rejoinder.core.markup import ROLES
from rejoinder.core.services import Kind as ServiceKind
from rejoinder.core.services import Police
from rejoinder.core.settings import PLUGINS as DOTTED
from rejoinder.core.talking_point import Verdict
from sites import PLUGINS, THEME

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE = PLUGINS / "rejoinder"
CORE = sorted((PACKAGE / "core").rglob("*.py"))
ADAPTERS = {name: PACKAGE / f"{name.partition('.')[2]}.py" for name in DOTTED}
TEMPLATES = sorted((THEME / "templates").rglob("*.html"))
SHEETS = sorted((THEME / "static/css").rglob("*.css"))
TRANSLATIONS = json.loads((THEME / "translations/en.json").read_text("utf-8"))


def name_of(path: Path) -> str:
    """A file's name for the titles of tests."""
    return path.relative_to(THEME if THEME in path.parents else PACKAGE).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text("utf-8"))


# -- Python ------------------------------------------------------------------------------------------------------------


def imports(path: Path) -> Iterator[str]:
    """The dotted names that a module imports, anywhere in it, as `rejoinder.…` where they are its own package's."""
    package = ["rejoinder", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *(node.module.split(".") if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", CORE, ids=name_of)
def test_core_knows_nothing_of_its_surroundings(path: Path) -> None:
    """No module of core imports Pelican, Jinja, blinker, click or any module of ours outside core."""
    for name in imports(path):
        top, _, rest = name.partition(".")
        assert top not in ("pelican", "jinja2", "blinker", "click"), name
        assert top != "rejoinder" or rest.startswith("core"), name


@pytest.mark.parametrize("name", ADAPTERS)
def test_no_plugin_imports_another(name: str) -> None:
    """Each plugin knows `build` and core, and no other plugin, so that a line of PLUGINS can be taken out."""
    assert not {
        found
        for found in imports(ADAPTERS[name])
        for other in DOTTED
        if found == other or found.startswith(f"{other}.")
    }


def test_the_imports_are_seen() -> None:
    """The two tests above see imports of every form (a test that sees none would always pass)."""
    seen = set(imports(ADAPTERS["rejoinder.publishing"]))
    assert {"rejoinder.build", "pelican.signals", "rejoinder.core.memory", "rejoinder.core.release.Release"} & seen >= {
        "rejoinder.build",
        "pelican.signals",
        "rejoinder.core.memory",
    }


@pytest.mark.parametrize("name", ADAPTERS)
def test_register_only_connects(name: str) -> None:
    """`register()` holds nothing but `signals.x.connect(handler)`, so it cannot fail half-way."""
    module = tree_of(ADAPTERS[name])
    [register] = [node for node in module.body if isinstance(node, ast.FunctionDef) and node.name == "register"]
    statements = register.body[1:] if ast.get_docstring(register) else register.body
    assert statements
    for statement in statements:
        line = ast.unparse(statement)
        assert re.fullmatch(r"signals\.\w+\.connect\([\w.]+\)", line), line


@pytest.mark.parametrize("name", ADAPTERS)
def test_handlers_are_functions_of_their_module(name: str) -> None:
    """Signals hold weak references: a handler that is not a name of a module would be forgotten at once."""
    tops = {module: _top_functions(PACKAGE / f"{module}.py") for module in ("build", name.partition(".")[2])}
    connected = [
        ast.unparse(node.args[0])
        for node in ast.walk(tree_of(ADAPTERS[name]))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "connect"
    ]
    for handler in connected:
        module, _, function = handler.rpartition(".")
        assert function in tops[module or name.partition(".")[2]], handler


def _top_functions(path: Path) -> set[str]:
    return {node.name for node in tree_of(path).body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("path", [*CORE, *sorted(PACKAGE.glob("*.py"))], ids=name_of)
def test_no_module_does_anything_when_it_is_imported(path: Path) -> None:
    """At the top of a module stand definitions, imports and values, and no statement that acts."""
    if path.name == "__main__.py":
        return
    for node in tree_of(path).body:
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        kinds = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign, ast.If)
        assert docstring or isinstance(node, kinds), f"{path.name}:{node.lineno}"


# -- templates ---------------------------------------------------------------------------------------------------------

#: Stands for what an expression prints.
PRINTED = "\ufffc"
#: Attributes whose values a reader meets.
READ = (
    "alt",
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "aria-valuetext",
    "label",
    "placeholder",
    "summary",
    "title",
)


class Literals(HTMLParser):
    """The words of a template that come neither from an expression nor from a tag, and the attributes of all its tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect the attributes."""
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        """Collect the words."""
        self.words += re.findall(r"\w+|[:;!?]", data)


@cache
def literals(path: Path) -> Literals:
    """What a template holds outside of Jinja's own marks."""
    environment = Environment(trim_blocks=True, lstrip_blocks=True)
    pieces = []
    for _, kind, value in environment.lex(path.read_text("utf-8")):
        if kind == "data":
            pieces.append(value)
        elif kind == "variable_begin":
            pieces.append(PRINTED)
    return Literals("".join(pieces))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_hold_no_words(path: Path) -> None:
    """Every word that a reader sees or hears comes from the interface text or from the page."""
    found = literals(path)
    assert found.words == []
    spoken = [value for _, name, value in found.attributes if name in READ]
    assert not [value for value in spoken if re.search(r"\w", value)]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_hold_nothing_active(path: Path) -> None:
    """No script, inline style, event handler or other origin; nothing is printed without being escaped."""
    text = path.read_text("utf-8")
    assert not re.search(
        r"\|\s*safe\b|Markup\(|autoescape|<script|<style|<iframe|<object|<embed|javascript:", text, re.IGNORECASE
    )
    for tag, name, value in literals(path).attributes:
        assert not name.startswith("on"), (tag, name)
        assert name not in ("style", "srcdoc", "formaction", "background", "ping"), (tag, name)
        assert not re.match(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", value, re.IGNORECASE) or name not in (
            "href",
            "src",
            "action",
        ), value


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_read_the_page_and_the_interface_text_alone(path: Path) -> None:
    """No template reaches for the settings, the content or Pelican's context."""
    text = path.read_text("utf-8")
    own = set(re.findall(r"{%-? (?:set (\w+)|import \S+ as (\w+))", text))
    tree = Environment().parse(text)
    read = meta.find_undeclared_variables(tree) - {name for pair in own for name in pair}
    assert read <= {"page", "t", "once"}


@pytest.mark.parametrize("path", sorted((THEME / "templates/components").glob("*.html")), ids=name_of)
def test_a_component_names_its_parameters(path: Path) -> None:
    """Each macro stands in the contract at the top of its file, with its parameters."""
    text = path.read_text("utf-8")
    contract = text.partition("-#}")[0]
    assert contract.startswith("{#-")
    for macro, parameters in re.findall(r"{%-? macro (\w+)\(([^)]*)\)", text):
        names = [parameter.partition("=")[0].strip() for parameter in parameters.split(",")]
        if f"{path.stem}.{macro}(" not in contract:
            assert text.count(f"{macro}(") > 1, f"{macro} is neither in the contract nor used in the file"
            continue
        assert f"{path.stem}.{macro}({', '.join(names)})" in contract
        assert all(re.search(rf"\b{name}\b", contract.partition(f"{path.stem}.{macro}(")[2]) for name in names)


# -- style sheets ------------------------------------------------------------------------------------------------------

PHYSICAL = re.compile(
    r"(?:^|[;{\s])(?:-?(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?:left|right)\s*:|(?:text-align|float|clear|text-align-last|caption-side)\s*:\s*(?:left|right)\b|overflow-x\s*:\s*(?:scroll)\b"
    r"|(?:background-position|transform-origin|object-position)[^;}]*\b(?:left|right)\b|resize\s*:\s*horizontal)"
)
SIDED = re.compile(
    r"(?:^|[;{\s])(margin|padding|inset|border-width|border-style|border-color|scroll-margin|scroll-padding)\s*:([^;}]*)"
)
WITHOUT_COMMENTS = re.compile(r"/\*.*?\*/", re.DOTALL)


def parts_of(value: str) -> list[str]:
    """The parts of a shorthand value, functions whole."""
    return re.findall(r"[^\s()]+(?:\((?:[^()]|\([^()]*\))*\))?", value.replace("!important", ""))


@pytest.mark.parametrize("path", SHEETS, ids=name_of)
def test_style_sheets_know_no_left_and_right(path: Path) -> None:
    """The same sheet serves both directions of writing: logical properties only, shorthands alike on both sides."""
    text = WITHOUT_COMMENTS.sub("", path.read_text("utf-8"))
    assert not PHYSICAL.findall(text)
    for name, value in SIDED.findall(text):
        sides = parts_of(value)
        assert len(sides) < 4 or sides[1] == sides[3], f"{name}: {value}"


@pytest.mark.parametrize("path", SHEETS, ids=name_of)
def test_style_sheets_load_nothing(path: Path) -> None:
    """No style sheet imports another, fetches anything, or is in a folder that is no layer."""
    text = WITHOUT_COMMENTS.sub("", path.read_text("utf-8"))
    assert not re.search(r"@import|@font-face|@charset|expression\(|image-set\(", text)
    assert not re.search(r"url\(|(?:https?:)?//", text)
    assert path.relative_to(THEME / "static/css").parts[0] in LAYERS
    assert "!important" not in text


@pytest.mark.parametrize(
    "css",
    [
        "a{margin-left:0}", "a{ padding-right : 1px}", "a{left:0}", "a{b:c; right: 0}", "a{text-align: left}", "a{border-left:1px}",
        "a{float:right}", "a{border-top-left-radius:1px}", "a{background-position: left top}",
    ],
)  # fmt: skip
def test_left_and_right_are_seen(css: str) -> None:
    """The pattern above sees what it is meant to see, and nothing of the logical kind."""
    assert PHYSICAL.search(css)
    assert not PHYSICAL.search(
        "a{margin-inline-start:0;text-align:start;inset-inline:0;overflow-x:auto;--left:0;border-inline:0}"
    )


def test_every_class_of_the_style_sheets_is_used() -> None:
    """A rule for a class that no template and no text can have is a leftover."""
    written = "".join(path.read_text("utf-8") for path in [*TEMPLATES, *CORE])
    for path in SHEETS:
        text = re.sub(r"\{[^{}]*\}", "{}", WITHOUT_COMMENTS.sub("", path.read_text("utf-8")))
        for name in set(re.findall(r"\.([a-z][a-z-]*)", text)):
            assert re.search(rf"[\"' ]{name}[\"' ]", written) or f'"{name.rpartition("-")[0]}-' in written, (
                f"{path.name}: .{name}"
            )


# -- interface texts ---------------------------------------------------------------------------------------------------

KEY = r"[a-z0-9]+(?:[.-][a-z0-9-]+)+"


def asked_in_templates() -> dict[str, str]:
    """The keys that templates ask for, with a template that does."""
    return {
        key: name_of(path)
        for path in TEMPLATES
        for key in re.findall(r"""\bt(?:ext)?\(\s*["']([^"']+)["']""", path.read_text("utf-8"))
    }


def asked_in_core() -> tuple[dict[str, str], set[str]]:
    """The keys that core asks for, with the module, and the beginnings of keys that it finishes (`kind.`)."""
    whole: dict[str, str] = {}
    begun: set[str] = set()
    for path in CORE:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                start = str(node.values[0].value)
                if re.fullmatch(r"[a-z0-9-]+\.", start):
                    begun.add(start)
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func).rpartition(".")[2] in ("text", "_label")
                and node.args
            ):
                whole |= {
                    argument.value: path.name
                    for argument in node.args
                    if isinstance(argument, ast.Constant)
                    and isinstance(argument.value, str)
                    and re.fullmatch(KEY, argument.value)
                }
    return whole, begun


#: Keys that core asks for in other ways: when it loads a language.
LOADED = {"language.name", "language.direction", *OPTIONAL}


def test_every_interface_text_that_is_asked_for_exists() -> None:
    """No template and no module asks for a key that the English file lacks."""
    whole, begun = asked_in_core()
    asked = {**asked_in_templates(), **whole}
    assert len(asked) > 40
    assert {key: where for key, where in asked.items() if key not in TRANSLATIONS} == {}
    assert {start for start in begun if not any(key.startswith(start) for key in TRANSLATIONS)} == set()


def test_every_interface_text_is_asked_for() -> None:
    """No key waits for nobody: a translator's work is not to be wasted."""
    whole, begun = asked_in_core()
    asked = {*asked_in_templates(), *whole, *LOADED}
    assert {key for key in TRANSLATIONS if key not in asked and not key.startswith(tuple(begun))} == set()


def test_no_template_makes_a_key_of_parts() -> None:
    """A key that a template puts together could not be checked here."""
    for path in TEMPLATES:
        assert not re.search(
            r"\bt\(\s*(?![\"'\s])", re.sub(r"{#.*?#}", "", path.read_text("utf-8"), flags=re.DOTALL)
        ), path.name


@pytest.mark.parametrize("key", TRANSLATIONS)
def test_an_interface_text_is_described(key: str) -> None:
    """Every text tells its translator where it stands."""
    entry = TRANSLATIONS[key]
    assert re.fullmatch(KEY, key)
    assert set(entry) == {"text", "about"}
    assert len(entry["about"].split()) >= 2
    forms = entry["text"].values() if isinstance(entry["text"], dict) else [entry["text"]]
    assert all(form == form.strip() != "" for form in forms)


def test_every_value_that_is_named_in_words_has_its_text() -> None:
    """Each role, kind of source, verdict, answer about the police, kind of service and of correction has its words."""
    corrections = CorrectionEntry.model_fields["type"].annotation
    wanted = {f"{start}.{name}" for start in ("kind", "kinds", "kind-count") for name in get_args(Kind)}
    wanted |= {f"verdict.{name}" for name in get_args(Verdict)} | {f"police.{name}" for name in get_args(Police)}
    wanted |= {f"{start}.{name}" for start in ("service", "service-about") for name in get_args(ServiceKind)}
    wanted |= {f"correction.{name}" for name in get_args(corrections)} | {f"role.{name}" for name in ROLES}
    assert wanted - set(TRANSLATIONS) == set()
