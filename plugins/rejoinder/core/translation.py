"""How each translation stands to its original: what is untranslated, what was reworded, which figures are old."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from . import wording
from .explainer import Explainer, citations
from .finding import Finding
from .markup import FactValue
from .stated import states
from .translated import RECORDS, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .explainer import Text
    from .site import Site
    from .translated import Record


def name_of(text: Text) -> str:
    """What a text is called in every language: `explainers/<slug>` or `pages/<slug>`."""
    return f"{'explainers' if isinstance(text, Explainer) else 'pages'}/{text.slug}"


def original_of(site: Site, text: Text) -> Text | None:
    """The text that another one translates: the same slug in the leading language, else in the first that has it.

    None for the original itself, and where either of the two is faulty: what it lacks is told there.
    """
    name = name_of(text)
    if text.path in site.unread:
        return None
    for tag in site.languages:
        path = f"{tag}/{name}.md"
        if path in site.unread:
            return None
        found = site.text(path) or site.translations.unfinished.get(path)
        if found is not None:
            return None if found.path == text.path else found
    return None


def judge(site: Site) -> list[Finding]:
    """Work out the state of every translation, and take those that are only begun out of what is published."""
    findings = []
    pairs = [(text, original) for text in site.texts() if (original := original_of(site, text)) is not None]
    for text, original in pairs:
        state = _state(site, text, original)
        site.translations.states[text.path] = state
        if not state.finished:
            site.translations.unfinished[text.path] = text
            (site.explainers if isinstance(text, Explainer) else site.pages).pop(text.path)
            findings.append(_unfinished(site, text, state))
    return findings + [_not_noted(site, tag, names) for tag, names in _without_record(site).items()]


def _without_record(site: Site) -> dict[str, list[str]]:
    """The finished translations of each language of which nobody said that they are done."""
    found: dict[str, list[str]] = {}
    for path, state in site.translations.states.items():
        if state.finished and not state.recorded:
            found.setdefault(path.partition("/")[0], []).append(path.rpartition("/")[2].removesuffix(".md"))
    return found


def _not_noted(site: Site, tag: str, names: list[str]) -> Finding:
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
    return Finding(
        "translation-not-noted",
        "suggestion",
        site.shown(f"{tag}/{RECORDS}"),
        0,
        0,
        f"nothing says which wording of the original these render: {shown}",
        f"Note it when they are done, so that later changes are told: rejoinder translate done --all {tag}",
        tag,
    )


def _unfinished(site: Site, text: Text, state: State) -> Finding:
    return Finding(
        "translation-unfinished",
        "warning",
        site.shown(text.path),
        0,
        0,
        f"still worded as {site.shown(state.original)}: {', '.join(state.untranslated)}",
        "Translate these sections. Until then readers are offered the original.",
        text.language,
    )


def _state(site: Site, text: Text, original: Text) -> State:
    record = site.translations.records.get(text.language, {}).get(name_of(text))
    changed = _changed(record, original) if record else ()
    figures = tuple(_awaiting(site, text, record)) if record else ()
    since = max(original.fields.updated, record.on) if record else original.fields.updated
    lapsed = bool(changed or figures) and since + timedelta(site.settings.translation_grace) < site.settings.today
    return State(
        original=original.path,
        recorded=record is not None,
        untranslated=() if record else tuple(_untranslated(site, text, original)),
        changed=changed,
        figures=figures,
        lapsed=lapsed,
        parts=len(original.wording),
    )


def _untranslated(site: Site, text: Text, original: Text) -> Iterator[str]:
    """The sections that hold a paragraph as the original has it."""
    data = site.data(text.path)
    same = wording.paragraphs(site.data(original.path)) & wording.paragraphs(data)
    same = frozenset(paragraph for paragraph in same if wording.says_something(paragraph))
    ends = [section.offset for section in text.sections[1:]] + [len(data)]
    for section, end in zip(text.sections, ends, strict=False) if same else ():
        if same & wording.paragraphs(data[section.offset : end]):
            yield wording.name_of(section)


def _changed(record: Record, original: Text) -> tuple[str, ...]:
    if _is_minor(record, original):
        return ()
    now = dict(original.wording)
    names = [name for name, digest in now.items() if record.parts.get(name, "") != digest]
    return (*names, *(name for name in record.parts if name not in now))


def _is_minor(record: Record, original: Text) -> bool:
    """Whether the last change of the original is declared to touch wording alone (`minor: true`).

    It is when that correction bears the day of `updated` and no other correction came since the translation.
    """
    if not isinstance(original, Explainer):
        return False
    since = [entry for entry in original.fields.corrections if entry.on >= record.on]
    return bool(since) and all(entry.minor for entry in since) and max(e.on for e in since) == original.fields.updated


def _awaiting(site: Site, text: Text, record: Record) -> Iterator[str]:
    """The figures that a text still states with the value of the day on which it was translated."""
    names = {
        figure_name(site, part): None
        for _, _, part in citations(text)
        if isinstance(part, FactValue) and _is_old(site, text, part, record)
    }
    yield from names


def awaits_translator(site: Site, text: Text, part: FactValue) -> bool:
    """Whether a translation states a figure that was right when it was made and has been corrected since.

    The page then shows today's value with a notice: a correction waits for nobody.
    """
    state = site.translations.states.get(text.path)
    if state is None or not state.figures:
        return False
    return _is_old(site, text, part, site.translations.records[text.language][name_of(text)])


def _is_old(site: Site, text: Text, part: FactValue, record: Record) -> bool:
    fact = site.evidence.facts.get(part.key)
    figure = fact.figure(part.name) if fact else None
    then = record.figures.get(figure_name(site, part))
    if figure is None or then is None or then == figure.value:
        return False
    language = site.languages[text.language]
    return not states(part.text, figure, language) and states(
        part.text, figure.model_copy(update={"value": then}), language
    )


def figure_name(site: Site, part: FactValue) -> str:
    """What a stated figure is called in a record: `fact#name`, the name written out; empty for an unknown one."""
    fact = site.evidence.facts.get(part.key)
    if fact is None or not fact.entry.figures:
        return ""
    name = part.name or next(iter(fact.entry.figures))
    return f"{part.key}#{name}" if name in fact.entry.figures else ""
