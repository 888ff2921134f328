"""The file with which a translation begins: the original's, with everything in place and the words still to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .explainer import body_start

if TYPE_CHECKING:
    from datetime import date

#: A key of the front matter at the start of a line, and everything up to the next one.
_ENTRY = re.compile(r"^(?P<key>[\w-]+):.*?(?=^[\w-]+:|\Z)", re.MULTILINE | re.DOTALL)
#: What a translation does not take over: nobody has reviewed it, and it has been corrected in nothing.
_ANEW = {"review": "review:\n  status: draft\n", "corrections": "corrections: []\n", "translation": ""}


def skeleton(original: bytes, slug: str, tag: str, today: date) -> str:
    """The text of a new file that translates another one.

    Every section, citation, figure and component stands where it stands in the original. The words are the
    original's: until they are translated the text counts as unfinished and is not published.
    """
    text = original.decode("utf-8")
    start = len(original[: body_start(original)].decode("utf-8"))
    front, body = text[:start], text[start:]
    anew = _ANEW | {day: f"{day}: {today.isoformat()}\n" for day in ("published", "updated")}
    front = _ENTRY.sub(lambda match: anew.get(match["key"], match[0]), front.rstrip().removesuffix("---"))
    task = "<!-- Translate the words above and below; leave [@keys], (fact:…) and {.roles} as they are. Then:\n"
    task += f"     rejoinder translate done {slug} {tag} -->\n"
    return f"{front}---\n\n{task}{body}"
