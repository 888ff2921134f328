"""Noting that a translation is done: writes `content/<tag>/translated.yaml` anew, everything else in it unchanged."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from . import shared_words, wording
from .explainer import citations
from .markup import FactValue
from .translated import Record
from .translation import figure_name, name_of, original_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from .explainer import Text
    from .site import Site

_HEAD = """\
# Which wording of the original each translation renders. Written by “rejoinder translate done”; not for editing.
"""


def names_of(site: Site, tag: str) -> dict[str, str]:
    """Everything of a language that can be noted, in the order of the file, each with the file that holds it.

    Its translated texts by `explainers/<slug>` and `pages/<slug>`, the shared words by their files.
    """
    found = {
        name_of(text): text.path
        for text in site.texts()
        if text.language == tag and original_of(site, text) is not None
    }
    for one in shared_words.of(site):
        if tag in one.words and tag != shared_words.original_tag(site, one.words):
            found[one.group] = one.file
    return found


def noted(site: Site, tag: str, names: Collection[str]) -> str:
    """The records of a language as a file, after noting that some of its translations render today's originals.

    Records of what no longer exists are left out. Nothing else changes.
    """
    kept = site.translations.records.get(tag, {})
    written = [_HEAD]
    for name in sorted(names_of(site, tag)):
        record = _record(site, tag, name) if name in names else kept.get(name)
        if record is not None:
            written.append(_entry(name, record))
    return "\n".join(written)


def without(site: Site, tag: str, names: Collection[str]) -> str | None:
    """The records of a language without those of texts that are begun anew; None where it has none of these.

    With the record of a file that was there before, the words of the original would count as translated.
    """
    kept = site.translations.records.get(tag, {})
    if not kept.keys() & set(names):
        return None
    return "\n".join([_HEAD, *(_entry(name, kept[name]) for name in sorted(kept) if name not in names)])


def _record(site: Site, tag: str, name: str) -> Record:
    text = site.text(f"{tag}/{name}.md")
    original = original_of(site, text) if text else None
    if text is None or original is None:
        return _of_shared_words(site, tag, name)
    return Record(
        of=original.language, on=site.settings.today, parts=dict(original.wording), figures=_figures(site, text)
    )


def _figures(site: Site, text: Text) -> dict[str, int | float]:
    figures: dict[str, int | float] = {}
    for _, _, part in citations(text):
        name = figure_name(site, part) if isinstance(part, FactValue) else ""
        figure = site.evidence.facts[part.key].figure(part.name) if name and isinstance(part, FactValue) else None
        if figure is not None:
            figures[name] = figure.value
    return figures


def _of_shared_words(site: Site, tag: str, group: str) -> Record:
    parts, leading = {}, site.settings.default_language
    for one in shared_words.of(site):
        if one.group == group and tag in one.words:
            leading = shared_words.original_tag(site, one.words)
            parts[one.name] = wording.digest(one.words[leading])
    return Record(of=leading, on=site.settings.today, parts=parts)


def _entry(name: str, record: Record) -> str:
    lines = [f"{_key(name)}:", f"  of: {record.of}", f"  on: {record.on.isoformat()}"]
    for title, values in (("parts", record.parts), ("figures", record.figures)):
        if values:
            lines += [f"  {title}:", *(f"    {_key(key)}: {value}" for key, value in values.items())]
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    """A key as YAML writes it: quoted where a file's name holds more than letters, digits and the signs of names."""
    return name if re.fullmatch(r"\w[\w./#-]*", name) else json.dumps(name, ensure_ascii=False)
