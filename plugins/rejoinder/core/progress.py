"""How far each text is in each language: the matrix that editors and translators work from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from . import shared_words
from .explainer import Explainer, overdue
from .translation import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .explainer import Text
    from .site import Site

#: From nothing to done. `faulty`: the file has errors; `not-noted`: complete, but nobody said which wording it renders.
Stage = Literal["original", "missing", "faulty", "unfinished", "not-noted", "behind", "lapsed", "current"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One text in one language.

    Attributes:
        stage: how far it is.
        reviewed: whether roles at the publisher have reviewed it; otherwise it is a draft.
        sections: what to do: untranslated sections of an unfinished text, changed ones of one that is behind.
        figures: the figures it states with an earlier value, as `fact#name`.
        overdue: the day by which somebody promised to look again, where that has passed.
    """

    stage: Stage
    reviewed: bool = False
    sections: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    overdue: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the texts of a shared file are there in a language, and how many of those are behind."""

    there: int
    whole: int
    behind: int


@dataclass(slots=True)
class Progress:
    """The matrix: `texts` by `explainers/<slug>`, `shared` by the file's path without its ending; cells by language."""

    languages: tuple[str, ...]
    texts: dict[str, dict[str, Cell]] = field(default_factory=dict)
    shared: dict[str, dict[str, Share]] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """The matrix as JSON writes it (`docs/status.schema.json`)."""
        return {
            "version": 1,
            "languages": list(self.languages),
            "texts": {
                name: {
                    tag: {
                        "stage": cell.stage,
                        "reviewed": cell.reviewed,
                        "sections": list(cell.sections),
                        "figures": list(cell.figures),
                        "overdue": cell.overdue,
                    }
                    for tag, cell in cells.items()
                }
                for name, cells in self.texts.items()
            },
            "shared": {
                name: {
                    tag: {"there": share.there, "whole": share.whole, "behind": share.behind}
                    for tag, share in shares.items()
                }
                for name, shares in self.shared.items()
            },
        }


def of(site: Site) -> Progress:
    """The progress of a site that was read and whose translations were judged (`translation.judge`)."""
    progress = Progress(tuple(site.languages))
    texts = {text.path: text for text in (*site.texts(), *site.translations.unfinished.values())}
    names = {name_of(text): None for text in texts.values()}
    names |= {path.partition("/")[2].removesuffix(".md"): None for path in site.unread if path.endswith(".md")}
    for name in sorted(names):
        progress.texts[name] = {tag: _cell(site, texts, f"{tag}/{name}.md") for tag in site.languages}
    for one in shared_words.of(site):
        shares = progress.shared.setdefault(one.group, dict.fromkeys(site.languages, Share(0, 0, 0)))
        for tag, share in shares.items():
            shares[tag] = Share(share.there + (tag in one.words), share.whole + 1, share.behind)
    for tag in site.languages:
        for one in shared_words.changed(site, tag):
            share = progress.shared[one.group][tag]
            progress.shared[one.group][tag] = Share(share.there, share.whole, share.behind + 1)
    return progress


def _cell(site: Site, texts: dict[str, Text], path: str) -> Cell:
    text = texts.get(path)
    if text is None:
        return Cell("faulty" if path in site.unread else "missing")
    reviewed = text.fields.review.status == "reviewed"
    late = overdue(text, site.settings.today) if isinstance(text, Explainer) else False
    day = text.fields.review_by.isoformat() if late and isinstance(text, Explainer) and text.fields.review_by else ""
    state = site.translations.states.get(path)
    if state is None:
        return Cell("original", reviewed, overdue=day)
    if not state.finished:
        return Cell("unfinished", reviewed, state.untranslated, overdue=day)
    stage: Stage = "current" if state.recorded else "not-noted"
    if state.behind:
        stage = "lapsed" if state.lapsed else "behind"
    return Cell(stage, reviewed, state.changed, state.figures, day)


def waiting(cells: Iterable[Cell]) -> int:
    """How many of some cells ask for a translator."""
    return sum(1 for cell in cells if cell.stage not in ("original", "current"))
