"""Every address passes here: what a text may link to, and how a link to the outside is written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlsplit

#: Kinds of target. `own` is `fact:` or `lang:`; `internal` a Markdown file of this site or a place on this page.
Kind = Literal["external", "mail", "phone", "own", "internal"]
OWN_SCHEMES = ("fact", "lang")
ALLOWED = "https:, http:, mailto:, tel:, a relative path to a Markdown file of this site, or #place"
#: On every link that leaves the site: no opener, no referrer, no endorsement.
REL = "noopener noreferrer nofollow"

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads. `scheme` is lower case; `rest` is what follows `own` schemes' colon."""

    kind: Kind
    address: str
    scheme: str = ""
    rest: str = ""


class LinkError(ValueError):
    """A link that may not stand in a page. The message says why."""


def classify(address: str) -> Target:
    """Decide what kind of link an address is.

    The address is as the Markdown parser gives it, with entities and escapes already resolved, so that
    `java&#115;cript:` is seen for what it is.

    Raises:
        LinkError: a scheme that is not allowed, an absolute path, or characters that hide what the address is.
    """
    if not address:
        raise LinkError("the link leads nowhere")
    for character in address:
        if character <= " " or unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"}:
            raise LinkError(f"the address holds a hidden character (U+{ord(character):04X})")
    if address.startswith(("//", "\\", "/\\")):
        raise LinkError("an address that starts with // or \\ leaves the site in disguise")
    if address.startswith("/"):
        raise LinkError("an absolute path breaks when the site moves")
    scheme = _SCHEME.match(address)
    if scheme is None:
        return Target("internal", address)
    name = scheme[1].lower()
    rest = address[scheme.end() :]
    if name in ("https", "http"):
        try:
            host = urlsplit(address).hostname
        except ValueError:
            host = None
        if not host or not rest.startswith("//"):
            raise LinkError("the address names no host")
        return Target("external", address, name)
    if name == "mailto":
        return Target("mail", address, name)
    if name == "tel":
        return Target("phone", address, name)
    if name in OWN_SCHEMES:
        return Target("own", address, name, rest)
    raise LinkError(f"{name}: is not allowed here")


def with_text_fragment(address: str, passage: str) -> str:
    """The address of a page with a text fragment that leads a browser to the passage.

    Long passages are named by their first and last words. Format: WICG Scroll To Text Fragment
    (https://wicg.github.io/scroll-to-text-fragment/).
    """
    words = passage.split()
    long = len(words) > 12
    directive = f"{_encoded(words[:5])},{_encoded(words[-5:])}" if long else _encoded(words)
    page, _, fragment = address.partition("#")
    fragment = fragment.partition(":~:")[0]
    return f"{page}#{fragment}:~:text={directive}"


def _encoded(words: list[str]) -> str:
    # A dash has a meaning of its own in a text directive, so it is encoded besides what quote() encodes.
    return quote(" ".join(words), safe="").replace("-", "%2D")
