"""The scripts that words are written in, and which one a language uses."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Letters of each script (Unicode blocks), by its ISO 15924 code.
_LETTERS = {
    "latn": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u1e00-\u1eff",
    "cyrl": "\u0400-\u0481\u048a-\u052f\u1c80-\u1c8f",
    "arab": "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdc7\ufdf0-\ufdfb\ufe70-\ufefc",
    "hebr": "\u05d0-\u05f4\ufb1d-\ufb4f",
    "grek": "\u0370-\u0373\u0376-\u0377\u037b-\u037d\u0386-\u03ff\u1f00-\u1fff",
    "armn": "\u0531-\u0556\u0561-\u0587",
    "geor": "\u10a0-\u10ff",
    "ethi": "\u1200-\u137f",
    "deva": "\u0904-\u0939\u0958-\u0961",
    "beng": "\u0985-\u09b9",
    "thai": "\u0e01-\u0e30\u0e40-\u0e46",
    "hang": "\u1100-\u11ff\uac00-\ud7a3",
    "hani": "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff",
}
_LANGUAGES = {
    "cyrl": "ru uk be bg mk sr kk ky tg mn tt ba ce av",
    "arab": "ar fa ur ps ckb sd ug prs ku-arab pa-arab ms-arab ha-arab",
    "hebr": "he yi",
    "grek": "el",
    "armn": "hy",
    "geor": "ka",
    "ethi": "am ti",
    "deva": "hi ne mr",
    "beng": "bn as",
    "thai": "th",
    "hang": "ko",
    "hani": "zh ja",
}
_BY_LANGUAGE = {language: script for script, languages in _LANGUAGES.items() for language in languages.split()}
_MARKS = "\u064b-\u065f\u0670\u0300-\u036f"
_PATTERN = {script: re.compile(f"[{letters}][{letters}{_MARKS}'’ʼ-]*") for script, letters in _LETTERS.items()}
_ANY = re.compile("[" + "".join(letters for script, letters in _LETTERS.items() if script != "latn") + "]")
_LATIN = re.compile(f"[{_LETTERS['latn']}]")
#: What may stand between two words of one run.
_BETWEEN = re.compile(r"[\s,.:;!?…،؛؟«»“”„\"'‘’()–—-]*")


@functools.cache
def script_of(tag: str) -> str:
    """The script of a language tag: the one it names, else its language's; Latin for all others."""
    subtags = tag.lower().split("-")
    named = next((subtag for subtag in subtags[1:] if len(subtag) == 4 and subtag.isalpha()), "")
    if named in ("hans", "hant", "jpan"):
        return "hani"
    return named or _BY_LANGUAGE.get(subtags[0], "latn")


def foreign_runs(text: str, script: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """The runs of words in other scripts than one, each as its script and the spans of its words."""
    if not (_ANY if script == "latn" else _LATIN).search(text) and (script == "latn" or not _ANY.search(text)):
        return
    for other, pattern in _PATTERN.items():
        if other == script or (script == "hani" and other == "hang"):
            continue
        run: list[tuple[int, int]] = []
        for match in pattern.finditer(text):
            if run and not _BETWEEN.fullmatch(text, run[-1][1], match.start()):
                yield other, run
                run = []
            run.append(match.span())
        if run:
            yield other, run
