"""What is known of translations: the record of each, and how it stands to its original today.

`content/<tag>/translated.yaml` says of every translated text which wording of the original it renders. The command
writes it (`rejoinder translate done SLUG TAG`), nobody edits it:

    explainers/people-at-the-concert:
      of: en
      on: 2026-11-24
      parts: {title: 57e2d9c4b1a03f86, facts: 8f7a06c2d5e914b3, …}
      figures: {a15-toll-149-verdict#dead: 149, …}

Figures are compared by value where a text states them, so a part's digest leaves them out (`wording`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .fields import DayField, Model, Number, Tag

if TYPE_CHECKING:
    from .explainer import Text

#: The file of a language's records, inside its folder.
RECORDS = "translated.yaml"


class Record(Model):
    """What a translation rendered when somebody last said that it was done.

    `of` is the language of the original, `parts` the digest of each of its parts, and `figures` the value of each
    figure that the translation states, by `fact#name`.
    """

    of: Tag
    on: DayField
    parts: dict[str, str] = {}
    figures: dict[str, Number] = {}


@dataclass(frozen=True, slots=True)
class State:
    """How one translation stands to its original today.

    Attributes:
        original: the path of the original inside the content folder.
        recorded: whether somebody said which wording it renders.
        untranslated: the sections that hold paragraphs as the original has them, unless it was noted as done.
        changed: the parts of the original that were reworded, added or taken out since.
        figures: the figures, as `fact#name`, that it states with the value of that time.
        lapsed: whether the time in which a translator should have followed is over.
        parts: how many parts the original has.
    """

    original: str
    recorded: bool = True
    untranslated: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    lapsed: bool = False
    parts: int = 0

    @property
    def finished(self) -> bool:
        """Whether every section is translated: only then is the text published."""
        return not self.untranslated

    @property
    def behind(self) -> bool:
        """Whether the original says something that the translation does not say yet."""
        return bool(self.changed or self.figures)


@dataclass(slots=True)
class Translations:
    """Everything known about the translations of a site.

    `records` is by language and text (`explainers/<slug>`), `states` by the path of the translation. `unfinished`
    holds the texts that are only partly translated: they are not published.
    """

    records: dict[str, dict[str, Record]] = field(default_factory=dict)
    states: dict[str, State] = field(default_factory=dict)
    unfinished: dict[str, Text] = field(default_factory=dict)


def unread_machine_translation(text: Text) -> bool:
    """Whether a machine translated a text and no role is named that reviewed its language."""
    review = text.fields.review
    return text.fields.translation == "machine" and not (review.status == "reviewed" and review.language)
