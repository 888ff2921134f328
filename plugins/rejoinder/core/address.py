"""Addresses: where each page stands in the output, and how one page refers to another.

Every page lives under its language (`en/help.html`), so that a second language never moves an address. Every link
inside the site is relative and names a file: the same bytes work on a domain, below a path and from a USB stick.
"""

from __future__ import annotations

import functools
import posixpath
import unicodedata

#: The first page of the site, which offers its languages.
LANGUAGES = "index.html"
#: What most servers answer for an address that does not exist.
NOT_FOUND = "404.html"


def home(tag: str) -> str:
    """The first page of a language."""
    return f"{tag}/index.html"


def sources(tag: str) -> str:
    """The list of sources of a language."""
    return f"{tag}/sources.html"


def people(tag: str) -> str:
    """The page of people of a language."""
    return f"{tag}/people.html"


def not_found(tag: str) -> str:
    """What a server may answer below the folder of a language."""
    return f"{tag}/{NOT_FOUND}"


def is_absolute(own: str) -> bool:
    """Whether a page's links start at the root of the host: 404 pages are answered at any depth."""
    return own.rpartition("/")[2] == NOT_FOUND


def of_file(path: str) -> str:
    """The address of an explainer or page from the path of its file: `en/pages/help.md` stands at `en/help.html`."""
    return text(path.partition("/")[0], path.rpartition("/")[2].removesuffix(".md"))


def text(tag: str, slug: str) -> str:
    """An explainer or a page about the site."""
    return f"{tag}/{slug}.html"


@functools.cache
def _relative_folder(folder: str, target_folder: str) -> str:
    path = posixpath.relpath(target_folder or ".", folder or ".")
    return "" if path == "." else path + "/"


def relative(page: str, target: str) -> str:
    """The address of `target` as a link on `page` writes it. Both are output paths; `target` may hold a #place."""
    folder, _, name = target.rpartition("/")
    return _relative_folder(page.rpartition("/")[0], folder) + name


def folded(address: str) -> str:
    """What a file system that ignores case and composes characters takes the address for."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", address).casefold())
