"""The theme's files: one style sheet from folders that are cascade layers, and the site's icon, under hashed names."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import ThemeError

if TYPE_CHECKING:
    from pathlib import Path

#: The cascade, weakest first. Each is a folder of `theme/static/css/`.
LAYERS = ("tokens", "base", "compositions", "components", "utilities", "print")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Assets:
    """Files to publish, by address, and the addresses that pages refer to."""

    files: dict[str, bytes]
    stylesheet: str
    icon: str


def load(theme: Path) -> Assets:
    """Bundle the style sheet and name every file after its contents, so that it may be cached for ever.

    Raises:
        ThemeError: a style sheet outside the layers, one that imports another, or a missing icon.
    """
    style = _bundle(theme / "static" / "css", theme).encode()
    icon_path = theme / "static" / "icon.svg"
    try:
        icon = icon_path.read_bytes()
    except OSError as error:
        raise ThemeError(f"{theme.name}/static/icon.svg cannot be read: {error.strerror}.") from None
    stylesheet = f"theme/style.{_hash(style)}.css"
    icon_address = f"theme/icon.{_hash(icon)}.svg"
    return Assets({stylesheet: style, icon_address: icon}, stylesheet, icon_address)


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _bundle(folder: Path, theme: Path) -> str:
    found = set(folder.rglob("*.css"))
    pieces = [f"@layer {', '.join(LAYERS)};"]
    for layer in LAYERS:
        files = sorted(path for path in found if path.relative_to(folder).parts[0] == layer)
        found.difference_update(files)
        rules = "".join(_rules(path, theme) for path in files)
        if rules:
            pieces.append(f"@layer {layer}{{{rules}}}")
    if found:
        stray = min(found).relative_to(theme.parent).as_posix()
        raise ThemeError(f"{stray}: a style sheet belongs in one of the folders {', '.join(LAYERS)} of static/css.")
    return "\n".join(pieces) + "\n"


def _rules(path: Path, theme: Path) -> str:
    shown = path.relative_to(theme.parent).as_posix()
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ThemeError(f"{shown} cannot be read: {error}.") from None
    text = _COMMENT.sub("", text)
    if re.search(r"@(import|charset|layer)\b", text):
        raise ThemeError(f"{shown}: @import, @charset and @layer are not used here; the folder is the layer.")
    if text.count("{") != text.count("}"):
        raise ThemeError(f"{shown}: {text.count('{')} opening and {text.count('}')} closing braces.")
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"\s*([{};,])\s*", r"\1", text).replace(";}", "}").strip()
