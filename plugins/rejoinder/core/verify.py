"""A last look at rendered pages before they are published: every link inside the site leads somewhere.

Sources were checked when they were read; this finds what a theme or a plugin breaks.
"""

from __future__ import annotations

import functools
import html
import posixpath
import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote

from .errors import ThemeError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def links_of(page: str, own: str, base: str) -> tuple[str, ...]:
    """The internal links of a rendered page, as `address` or `address#place`, sorted and once each.

    Args:
        page: the HTML.
        own: the page's address.
        base: the path of the site on its host, `/` or `/below/`, for pages with absolute links.

    Raises:
        ThemeError: an id stands twice, or a link leads to a place that the page itself lacks.
    """
    ids = _values(page, "id")
    if len(ids) != len(set(ids)):
        twice = Counter(ids).most_common(1)[0][0]
        raise ThemeError(f"{own}: the id “{twice}” stands twice on the page. Check its template.")
    found: set[str] = set()
    folder = posixpath.dirname(own)
    for href in (*_values(page, "href"), *_values(page, "src")):
        target = own + html.unescape(href) if href.startswith("#") else _target(href, folder, base)
        if target:
            found.add(target)
    known = set(ids)
    for target in found:
        address, _, fragment = target.partition("#")
        if address == own and fragment and fragment not in known:
            raise ThemeError(f"{own}: a link leads to #{fragment}, which is not on the page. Check its template.")
    return tuple(sorted(found))


@functools.lru_cache(maxsize=65536)
def _target(href: str, folder: str, base: str) -> str:
    """A link to another page as `address#place`; nothing for one that leaves the site."""
    if not href or _SCHEME.match(href):
        return ""
    path, _, fragment = html.unescape(href).partition("#")
    path = unquote(path.partition("?")[0])
    if path.startswith("/"):
        address = path.removeprefix(base) if path.startswith(base) else path
    else:
        address = posixpath.normpath(posixpath.join(folder, path))
    if path.endswith("/"):
        address = posixpath.join(address, "index.html")
    return f"{address}#{fragment}" if fragment else address


def ids_of(page: str) -> set[str]:
    """Every id of a rendered page."""
    return set(_values(page, "id"))


def _values(page: str, attribute: str) -> list[str]:
    """Every value of an attribute. Text cannot hold `="`: quotation marks are escaped there."""
    values = [piece.partition('"')[0] for piece in page.split(f' {attribute}="')[1:]]
    if f"{attribute}='" in page:
        values += [piece.partition("'")[0] for piece in page.split(f" {attribute}='")[1:]]
    return values


def check(links: Mapping[str, tuple[str, ...]], addresses: set[str], read: Callable[[str], str]) -> None:
    """Check every link of every page against the addresses and places of the finished site.

    Args:
        links: the internal links of each page.
        addresses: every address that is published.
        read: gives the HTML of an address, asked once for each page that somebody links into.

    Raises:
        ThemeError: a link to nothing. The message names the page.
    """
    places: dict[str, set[str]] = {}
    seen: set[str] = set()
    for own, targets in links.items():
        for target in targets:
            if target in seen:
                continue
            address, _, fragment = target.partition("#")
            if address not in addresses:
                raise ThemeError(
                    f"{own}: a link leads to {address}, which is not part of the site. Check the template."
                )
            if fragment and address != own:
                if address not in places:
                    places[address] = ids_of(read(address))
                if fragment not in places[address]:
                    raise ThemeError(
                        f"{own}: a link leads to {target}, but that page has no such place. Check the template."
                    )
            if address != own:
                seen.add(target)
