"""Hosts on which anyone can publish without being known: the list is `core/rules/hosts.yaml`."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from .fields import read as read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE = Path(__file__).parent / "rules" / "hosts.yaml"
#: A host and the path behind it, inside an address.
_IN_ADDRESS = re.compile(r"(?:https?:)?//(?:[^/?#\s@]*@)?([^/?#\s:@]+)(?::\d*)?((?:/[^/?#\s]*)?)", re.IGNORECASE)
#: The same in running text, where the scheme is often left out.
_IN_TEXT = re.compile(r"(?<![\w@./-])(?:https?://)?((?:[a-z0-9-]+\.)+[a-z]{2,})(/[^\s<>«»“”‘’()\[\]]+)", re.IGNORECASE)


@functools.cache
def open_hosts() -> frozenset[str]:
    """Every listed host, some with the start of a path."""
    groups = read_yaml(_FILE.read_text("utf-8")).value
    return frozenset(host for group in groups.values() for host in group)


def open_host_of(address: str) -> str:
    """The listed host on which an address lies, or an address inside it (an archive's); empty when there is none."""
    found = (_listed(match[1], match[2]) for match in _IN_ADDRESS.finditer(unquote(unquote(address))))
    return next(filter(None, found), "")


def open_places_in(text: str) -> Iterator[tuple[int, int]]:
    """Addresses on listed hosts that stand in a text, as spans."""
    for match in _IN_TEXT.finditer(text) if "/" in text else ():
        if _listed(match[1], match[2]):
            yield match.start(), match.start() + len(match[0].rstrip(".,;:!?…"))


def _listed(host: str, path: str) -> str:
    labels = host.lower().strip(".").removeprefix("www.").split(".")
    first = path.lower().split("/")[1:2]
    for index in range(len(labels) - 1):
        name = ".".join(labels[index:])
        if name in open_hosts() or (first and f"{name}/{first[0]}" in open_hosts()):
            return name
    return ""
