"""Consent: where, how and until when a person's words may be shown. `Consent.covers` is the whole law.

Nobody is shown where it is not certain that they may be: every doubt falls towards absence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr, WithJsonSchema

from .fields import DayField, Flag, Model, Tag

if TYPE_CHECKING:
    from datetime import date

#: The forms in which words are published. Consent to one is no consent to another.
Format = Literal["web", "print", "audio", "card", "dataset"]
#: On what it rests: asked and answered here, made public by the person, or part of a public record.
Basis = Literal["given-to-us", "public-by-choice", "public-record"]
#: Why consent does not cover a use; the first that applies.
Refusal = Literal["withdrawn", "expired", "not-yet", "language", "format"]
#: The scope of consent to every language.
ALL = "all"
#: Consent given to a publisher ends, and is asked for again, after at most so many years: 12 to 24 months is the
#: practice of charities (https://chf.org.au/real-people-real-data-toolkit).
MOST_YEARS = 2


def _languages(value: object) -> object:
    if value == ALL:
        return [ALL]
    if isinstance(value, str):
        raise ValueError("write all, or a list of language tags: [en, ru]")  # noqa: TRY004 - pydantic asks for it
    return value


#: `all`, or a list of tags.
Languages = Annotated[
    list[Tag],
    Field(min_length=1),
    BeforeValidator(_languages),
    WithJsonSchema({"anyOf": [{"const": ALL}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}),
]
#: A day, or nothing yet.
OptionalDay = Annotated[DayField | None, BeforeValidator(lambda value: value or None)]
#: What nobody but the editors may read: it prints as asterisks and is left out of every copy.
_PRIVATE = Field(repr=False, exclude=True)


class Consent(Model):
    """What somebody agreed to. `id`, `conditions` and `form-held-by` are private: no output, log or message has them.

    Days count whole: the first and the last one are covered, the day of a withdrawal is not.
    """

    id: Annotated[SecretStr, _PRIVATE, Field(min_length=1, description="Opaque: of the form or the decision. Private.")]
    basis: Annotated[Basis, Field(description="given-to-us needs a last day; the other two need a source.")]
    languages: Annotated[Languages, Field(description="all, or the tags that the person agreed to.")]
    formats: Annotated[list[Format], Field(min_length=1, description="Where the words may stand.")]
    picture: Annotated[Flag, Field(description="Whether a picture may show the person recognisably.")] = False
    obtained: Annotated[DayField, Field(description="The first day on which it holds.")]
    expires: Annotated[OptionalDay, Field(description="The last day on which it holds.")] = None
    withdrawn: Annotated[OptionalDay, Field(description="From this day on nothing is shown.")] = None
    conditions: Annotated[SecretStr, _PRIVATE, Field(description="What else was agreed. Private.")] = SecretStr("")
    form_held_by: Annotated[SecretStr, _PRIVATE, Field(description="A role, never a name. Private.")] = SecretStr("")

    def refusal(self, language: str, format_: Format, day: date) -> Refusal | None:
        """Why a use is not covered, or None when it is. `language` is a tag, compared without regard to capitals."""
        if self.withdrawn is not None and self.withdrawn <= day:
            return "withdrawn"
        if self.ended(day):
            return "expired"
        if day < self.obtained:
            return "not-yet"
        tags = {tag.lower() for tag in self.languages}
        if ALL not in tags and language.lower() not in tags:
            return "language"
        return None if format_ in self.formats else "format"

    def ended(self, day: date) -> bool:
        """Whether it held once and holds no more: it was withdrawn, or its last day has passed."""
        withdrawn = self.withdrawn is not None and self.withdrawn <= day
        return withdrawn or (self.expires is not None and self.expires < day)

    def covers(self, language: str, format_: Format, day: date) -> bool:
        """Whether the words may be shown in a language, in a format, on a day."""
        return self.refusal(language, format_, day) is None

    @property
    def longest(self) -> date:
        """The last day that consent given on `obtained` may name."""
        year = self.obtained.year + MOST_YEARS
        try:
            return self.obtained.replace(year=year)
        except ValueError:  # the 29th of February; or the year 9999, where time ends
            return self.obtained.replace(year=min(year, 9999), day=28)
