"""The settings: what is read, what is refused, and in which words. `test_faults.py` shows that a refusal ends a build."""

from __future__ import annotations

import re
import runpy
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.settings import DEFAULT_CONFIG
from rejoinder.core.errors import SettingError
from rejoinder.core.settings import OWN, PLUGINS, Settings, build_day, from_values
from sites import REPO

VALUES = {"SITENAME": "Tiny", "LANGUAGES": ["en"]}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with the two that every site has."""
    (tmp_path / "content").mkdir()
    (tmp_path / "theme").mkdir()
    return tmp_path


def refused(root: Path, **values: Any) -> str:
    """The message with which values are refused, added to those of a valid site."""
    with pytest.raises(SettingError) as caught:
        from_values({**VALUES, **values}, root)
    return str(caught.value)


def test_least(root: Path) -> None:
    """A name and a language are enough; everything else has a careful default."""
    assert from_values(VALUES, root) == Settings(
        root=root,
        content=root / "content",
        theme=root / "theme",
        output=root / "output",
        name="Tiny",
        url="",
        languages=("en",),
        publisher="",
        contact="",
        noindex=True,
        today=date(2026, 11, 24),
    )


def test_everything(root: Path) -> None:
    """Every setting is read, without spaces around it and without a slash at the end of the address."""
    (root / "texts").mkdir()
    (root / "look").mkdir()
    values = {
        "SITENAME": " Tiny ",
        "SITEURL": " https://tiny.example/below/ ",
        "LANGUAGES": ("ru", "pt-BR"),
        "PUBLISHER": "The press",
        "CONTACT": "a@b.example",
        "NOINDEX": False,
        "PATH": root / "texts",
        "THEME": "look",
        "OUTPUT_PATH": "../built",
    }
    settings = from_values(values, root)
    assert settings == Settings(
        root=root,
        content=root / "texts",
        theme=root / "look",
        output=root.parent / "built",
        name="Tiny",
        url="https://tiny.example/below",
        languages=("ru", "pt-BR"),
        publisher="The press",
        contact="a@b.example",
        noindex=False,
        today=date(2026, 11, 24),
    )
    assert settings.default_language == "ru"


def test_paths_in_messages(root: Path) -> None:
    """A path is shown from the site's folder where it lies inside, else whole."""
    settings = from_values(VALUES, root)
    assert settings.shown(root / "content/en") == "content/en"
    assert settings.shown(Path("/elsewhere/en")) == "/elsewhere/en"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("LANGUAGE", "LANGUAGES"),
        ("LANGAUGES", "LANGUAGES"),
        ("PUBLISHERS", "PUBLISHER"),
        ("CONTACTS", "CONTACT"),
        ("NO_INDEX", "NOINDEX"),
        ("SITE_URL", "SITEURL"),
    ],
)
def test_near_miss(name: str, meant: str, root: Path) -> None:
    """A misspelt setting is named together with the one that was meant."""
    values = {own: value for own, value in VALUES.items() if own != meant}
    with pytest.raises(SettingError, match=rf"^{name} is not a setting\. Did you mean {meant}\?$"):
        from_values({**values, name: "x"}, root)


@pytest.mark.parametrize("name", sorted(name for name in DEFAULT_CONFIG if name not in OWN))
def test_settings_of_pelican_are_no_near_misses(name: str, root: Path) -> None:
    """None of Pelican's own settings is taken for a misspelt one of ours."""
    from_values(
        {**VALUES, name: DEFAULT_CONFIG[name], "PATH": "content", "THEME": "theme", "OUTPUT_PATH": "output"}, root
    )


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"SITENAME": "  "}, "SITENAME is empty. Give the site a name."),
        ({"SITENAME": None}, "SITENAME is None. Expected text in quotation marks."),
        ({"NOINDEX": 1}, "NOINDEX is 1. Allowed: True, False."),
        ({"LANGUAGES": "en"}, "LANGUAGES is 'en'. Expected a list of language tags, the first one leading: [\"en\", \"ru\"]."),
        ({"LANGUAGES": ["en", 5]}, "LANGUAGES is ['en', 5]. Expected a list of language tags, the first one leading: [\"en\", \"ru\"]."),
        ({"LANGUAGES": ["en_GB"]}, "LANGUAGES: “en_GB” is not a language tag. Examples: en, ru, ar, pt-BR."),
        ({"LANGUAGES": ["../en"]}, "LANGUAGES: “../en” is not a language tag. Examples: en, ru, ar, pt-BR."),
        ({"LANGUAGES": ["en", "ru", "EN"]}, "LANGUAGES names a language twice: en, ru, EN."),
        ({"SITEURL": "tiny.example"}, "SITEURL is “tiny.example”. Expected an address such as https://example.org, or nothing."),
        ({"CONTACT": "JavaScript:x"}, "CONTACT is “JavaScript:x”. Give an e-mail address, a web address or a postal address."),
    ],
)  # fmt: skip
def test_message(values: dict[str, Any], message: str, root: Path) -> None:
    """A refusal names the setting, what was found and what is allowed."""
    assert refused(root, **values) == message


@pytest.mark.parametrize(
    "url", ["//x", "https://", "https:/x.example", "mailto:a@b", "https://x.example#a", "https://a b", "http://["]
)
def test_address_that_is_none(url: str, root: Path) -> None:
    """Only an address with a scheme of the web and a host is taken for the site's address."""
    assert refused(root, SITEURL=url).startswith(f"SITEURL is “{url}”.")


@pytest.mark.parametrize(
    "output", ["content", "content/en", ".", "..", "theme", "theme/built", "plugins", "plugins/x", "/"]
)
def test_output_that_would_overwrite(output: str, root: Path) -> None:
    """An output folder that is, holds or lies in a folder that the site is made from is refused."""
    assert refused(root, OUTPUT_PATH=output).startswith("OUTPUT_PATH is ")


def test_output_with_a_name_that_only_begins_like_a_folder(root: Path) -> None:
    """`content-built` beside `content` is a folder of its own."""
    assert from_values({**VALUES, "OUTPUT_PATH": "content-built"}, root).output == root / "content-built"


@pytest.mark.parametrize(
    ("epoch", "day"), [("0", date(1970, 1, 1)), ("1795564799", date(2026, 11, 24)), ("1795564800", date(2026, 11, 25))]
)
def test_day_of_the_build(epoch: str, day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    """The day is that of SOURCE_DATE_EPOCH in UTC, wherever the machine stands."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert build_day() == day


def test_day_without_an_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without SOURCE_DATE_EPOCH, or with an empty one, the day is today's."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert build_day().year >= 2026


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=14))
def test_any_epoch(epoch: str) -> None:
    """Whatever SOURCE_DATE_EPOCH holds, it is a day or a refusal that shows it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", epoch)
        if re.fullmatch(r"\d{1,11}", epoch):
            assert build_day() >= date(1970, 1, 1)
        else:
            with pytest.raises(SettingError, match=re.escape(epoch)):
                build_day()


def test_the_repository_s_own_settings() -> None:
    """`pelicanconf.py` holds settings that Pelican or Rejoinder reads, and lists our plugins in their order."""
    values = {name: value for name, value in runpy.run_path(str(REPO / "pelicanconf.py")).items() if name.isupper()}
    assert set(values) - set(DEFAULT_CONFIG) - set(OWN) == {"TIMEZONE"}  # which Pelican reads, and has no default for
    assert tuple(values["PLUGINS"]) == PLUGINS
    assert set(OWN) <= set(values)
    from_values(values, REPO)
