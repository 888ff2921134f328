"""The theme's files: one style sheet from folders that are cascade layers, under names made from their contents."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from rejoinder.core.assets import LAYERS, load
from rejoinder.core.errors import ThemeError

if TYPE_CHECKING:
    from pathlib import Path


def theme(folder: Path, **files: str) -> Path:
    """A theme with an icon and some style sheets, `layer__name` for `layer/name.css`."""
    (folder / "static/css").mkdir(parents=True)
    (folder / "static/icon.svg").write_text("<svg/>")
    for name, text in files.items():
        path = folder / "static/css" / (name.replace("__", "/") + ".css")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def sheet(folder: Path) -> str:
    """The bundled style sheet."""
    assets = load(folder)
    return assets.files[assets.stylesheet].decode()


def test_folders_are_layers(tmp_path: Path) -> None:
    """Rules stand in the layer of their folder, files in the order of their names, the cascade is declared once."""
    bundled = sheet(theme(tmp_path, print__a="a {x: y}", base__b="b {x: y}", base__a="c {x: y}", tokens__z="d {x: y}"))
    assert bundled == (
        f"@layer {', '.join(LAYERS)};\n@layer tokens{{d{{x: y}}}}\n@layer base{{c{{x: y}}b{{x: y}}}}\n@layer print{{a{{x: y}}}}\n"
    )


def test_rules_are_written_short(tmp_path: Path) -> None:
    """Comments and white space that mean nothing are left out; what means something stays."""
    text = '/* a { */\n.a ,\n.b > .c {\n  margin: 0 1px;\n  content: " <" ;\n}\n\n\n@media (min-width: 60rem) { a { b: c; } }'
    assert '.a,.b > .c{margin: 0 1px;content: " <"}@media (min-width: 60rem){a{b: c}}' in sheet(
        theme(tmp_path, base__a=text)
    )


def test_names_are_made_from_contents(tmp_path: Path) -> None:
    """A file's name holds its hash: the same bytes have the same name, other bytes another."""
    one, same, other = (
        load(theme(tmp_path / name, base__a=text))
        for name, text in {"1": "a {b: c}", "2": "a{ b: c }", "3": "a {b: d}"}.items()
    )
    assert (one.stylesheet, one.icon) == (same.stylesheet, same.icon)
    assert one.stylesheet != other.stylesheet
    assert one.icon == other.icon
    for own, data in one.files.items():
        assert hashlib.sha256(data).hexdigest()[:16] in own
    assert set(one.files) == {one.stylesheet, one.icon}


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"stray": "a {b: c}"}, "stray.css"),
        ({"other__a": "a {b: c}"}, "other/a.css"),
        ({"base__a": '@import "b.css";'}, "base/a.css: @import"),
        ({"base__a": '@charset "utf-8";'}, "base/a.css: .*@charset"),
        ({"base__a": "@layer x {a {b: c}}"}, "base/a.css: .*@layer"),
        ({"base__a": "a {b: c"}, "base/a.css: 1 opening and 0 closing"),
    ],
)
def test_a_style_sheet_that_cannot_be_used(files: dict[str, str], says: str, tmp_path: Path) -> None:
    """A style sheet outside the layers, one that breaks the cascade or is cut off is refused by name."""
    with pytest.raises(ThemeError, match=says):
        load(theme(tmp_path, **files))


def test_a_theme_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing icon and a style sheet that is not UTF-8 are refused by name."""
    folder = theme(tmp_path)
    (folder / "static/icon.svg").unlink()
    with pytest.raises(ThemeError, match=r"icon\.svg"):
        load(folder)
    (folder / "static/icon.svg").write_text("<svg/>")
    (folder / "static/css/base").mkdir()
    (folder / "static/css/base/a.css").write_bytes(b"a {content: '\xff'}")
    with pytest.raises(ThemeError, match=r"base/a\.css"):
        load(folder)
