"""What is known of a picture: `content/media/<id>.yaml`, one record each, with its alternative text per language."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .fields import DayField, Flag, Model, Words

#: What a picture shows, for the rules on pictures. `shows` names all that apply.
Subject = Literal[
    "place", "memorial", "flowers", "document", "chart", "symbol", "people", "victim", "injured", "dead", "distress",
    "perpetrator", "weapon", "combat-gear", "flag", "propaganda-still", "archive",
]  # fmt: skip


class MediaEntry(Model):
    """One picture. An empty `alt` is allowed only where `decorative` is true.

    `people` names the records (`content/people`) of those who can be recognised in it.
    """

    file: str = Field(min_length=1)
    alt: Words = {}
    decorative: Flag = False
    shows: Annotated[list[Subject], Field()] = []
    people: list[str] = []
    credit: str = ""
    note: str = ""
    taken: DayField | None = None
