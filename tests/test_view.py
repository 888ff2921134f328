"""What templates may read: frozen values whose `repr` says all that a page shows."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any

import pytest
import reference
from markupsafe import Markup
from rejoinder.core import view
from rejoinder.core.interface import Text
from sites import (
    ABOUT,
    ABOUT_PATH,
    EXPLAINER,
    EXPLAINER_PATH,
    FACTS,
    FACTS_PATH,
    HELP,
    HELP_PATH,
    NOTES,
    NOTES_PATH,
    POINT,
    POINT_PATH,
    SERVICES,
    SERVICES_PATH,
    SOURCES,
    SOURCES_PATH,
    THEME,
    edit,
    settings,
    tiny,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLASSES = [value for value in vars(view).values() if isinstance(value, type) and dataclasses.is_dataclass(value)]


def strangers(value: Any, where: str) -> Iterator[str]:
    """Every value inside a view that is not of a kind views are made of."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from strangers(getattr(value, field.name), f"{where}.{field.name}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from strangers(item, f"{where}[{index}]")
    elif value is not None and type(value) not in (str, int, bool, Markup, Text):
        yield f"{where}: {type(value).__name__}"


def test_views_hold_plain_values_only() -> None:
    """No page's view holds a mapping, a set, a list, a float or a model of the content, however deep."""
    views = reference.views()
    assert len(views) > 10
    assert [stranger for own, page in views.items() for stranger in strangers(page, own)] == []


def test_views_are_frozen() -> None:
    """No template and no plugin can change a view, or put anything of its own into one."""
    assert len(CLASSES) > 20
    for cls in CLASSES:
        assert cls.__dataclass_params__.frozen, cls
        assert "__slots__" in vars(cls), cls


def test_every_kind_of_page_has_a_template_of_the_theme() -> None:
    """The template that a view names is there."""
    for cls in CLASSES:
        if hasattr(cls, "template"):
            assert (THEME / "templates" / f"{cls.template}.html").is_file()


def views_of(folder: Path, files: dict[str, str | bytes | None] | None = None) -> dict[str, str]:
    """What the views of a tiny site say of themselves, by address."""
    site = tiny(folder, files)
    _, composer = reference.composer_of(site.root / "pelicanconf.py")
    return {own: repr(composer.compose(own).view) for own in composer.addresses}


def test_equal_sites_have_equal_views(tmp_path: Path) -> None:
    """Two readings of the same content in two folders describe every page alike, without an address of memory."""
    one, other = views_of(tmp_path / "one"), views_of(tmp_path / "other")
    assert one == other
    assert not any(re.search(r"0x[0-9a-f]{6}| object at |\bset\(|\{", described) for described in one.values())
    assert repr(reference.views()) == repr(dict(reference.views()))


#: An edit, and the pages of the tiny site that show it.
EVERY = {
    "404.html",
    "en/about.html",
    "en/help.html",
    "en/index.html",
    "en/library.html",
    "en/people.html",
    "en/sources.html",
    "index.html",
}
EDITS = {
    "title": ({EXPLAINER_PATH: edit(EXPLAINER, "title: The library", "title: Our library")}, {"404.html", "en/index.html", "en/library.html", "en/sources.html"}),
    "answer": ({EXPLAINER_PATH: edit(EXPLAINER, "answer: The library", "answer: Our library")}, {"404.html", "en/index.html", "en/library.html"}),
    "body": ({EXPLAINER_PATH: edit(EXPLAINER, "Children, students", "Students, children")}, {"en/library.html"}),
    "content note": ({EXPLAINER_PATH: edit(EXPLAINER, "corrections: []", "corrections: []\ncontent-note: Sad.")}, {"en/library.html"}),
    "audience": ({EXPLAINER_PATH: edit(EXPLAINER, "[families, teachers]", "[families]")}, {"en/library.html"}),
    "review": ({EXPLAINER_PATH: edit(EXPLAINER, "status: draft", "status: reviewed")}, {"en/library.html"}),
    "summary": ({ABOUT_PATH: edit(ABOUT, "and how.", "and why.")}, {"en/about.html"}),
    "page title": ({ABOUT_PATH: edit(ABOUT, "title: About this site", "title: About")}, EVERY),
    "help": ({HELP_PATH: edit(HELP, "local emergency", "emergency")}, {"en/help.html"}),
    "paraphrase": ({POINT_PATH: edit(POINT, "any more", "now")}, {"en/library.html"}),
    "verdict": ({POINT_PATH: edit(POINT, '"false"', "unproven")}, {"en/library.html"}),
    "statement": ({FACTS_PATH: edit(FACTS, "opened in May", "opened in spring")}, {"en/library.html", "en/sources.html"}),
    "figure": (
        {FACTS_PATH: edit(FACTS, "value: 12", "value: 13"), EXPLAINER_PATH: edit(EXPLAINER, "[12]", "[13]")},
        {"en/library.html"},
    ),
    "passage": ({FACTS_PATH: edit(FACTS, "The open shelves hold", "The shelves hold")}, {"en/library.html", "en/sources.html"}),
    "caveat": ({FACTS_PATH: edit(FACTS, "A newspaper's count.", "One count.")}, {"en/library.html", "en/sources.html"}),
    "source": ({SOURCES_PATH: edit(SOURCES, '"Annual report"', '"Report"')}, {"en/about.html", "en/library.html", "en/sources.html"}),
    "link": ({NOTES_PATH: edit(NOTES, "kind: news\n  link: true", "kind: news")}, {"en/library.html", "en/sources.html"}),
    "kind": ({NOTES_PATH: edit(NOTES, "kind: news", "kind: ngo")}, {"en/library.html", "en/sources.html"}),
    "service": ({SERVICES_PATH: edit(SERVICES, "name: Reading line", "name: Line")}, {"en/help.html"}),
    "publisher": ({"pelicanconf.py": settings(PUBLISHER='"Another"')}, EVERY),
    "contact": ({"pelicanconf.py": settings(CONTACT='"other@tiny.example"')}, EVERY),
    "name": ({"pelicanconf.py": settings(SITENAME='"Other"')}, EVERY),
    "index": ({"pelicanconf.py": settings(NOINDEX="False")}, EVERY),
    "address": ({"pelicanconf.py": settings(SITEURL='"https://other.example/below"')}, EVERY),
}  # fmt: skip


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The views of the tiny site as it is."""
    return views_of(tmp_path_factory.mktemp("before"))


@pytest.mark.parametrize("name", EDITS)
def test_a_view_says_all_that_its_page_shows(name: str, before: dict[str, str], tmp_path: Path) -> None:
    """An edit changes the `repr` of the pages that show it, and of no other: what is rendered again depends on it."""
    files, pages = EDITS[name]
    after = views_of(tmp_path, dict(files))
    assert {own for own in before if before[own] != after[own]} == pages


def test_a_change_of_the_theme_shows(tmp_path: Path, before: dict[str, str]) -> None:
    """Another interface text or style sheet changes every view."""
    text = (THEME / "translations/en.json").read_text("utf-8")
    for path, data in {
        "theme/translations/en.json": edit(text, '"Notes and sources"', '"Sources and notes"'),
        "theme/static/css/base/text.css": "p { color: red; }",
    }.items():
        after = views_of(tmp_path / path.rpartition("/")[2], {path: data, "pelicanconf.py": settings(THEME='"theme"')})
        assert {own for own in before if before[own] != after[own]} == EVERY
