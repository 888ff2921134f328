"""Talking points, one file each: what is claimed, in neutral words, every claim with its own verdict."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .fields import DayField, Model, Words

#: The four verdicts, and no fifth.
Verdict = Literal["false", "unproven", "true-but-justifies-nothing", "boast-or-threat"]


class Recorded(Model):
    """Where the claim was recorded: the id of the source, and the day."""

    source: str = Field(min_length=1)
    on: DayField


class ClaimEntry(Model):
    """One claim: a neutral paraphrase, its verdict, and the ground of the verdict in a sentence."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    paraphrase: Annotated[Words, Field(min_length=1)]
    verdict: Verdict
    reason: Annotated[Words, Field(min_length=1)]
    recorded: Recorded


class TalkingPoint(Model):
    """What one explainer answers. `aliases` are private search words: they never reach a page."""

    claims: Annotated[list[ClaimEntry], Field(min_length=1)]
    techniques: list[str] = []
    real_harm: Annotated[Words, Field(min_length=1)]
    why_answer: Annotated[Words, Field(min_length=1)]
    related: list[str] = []
    aliases: dict[str, list[str]] = {}
