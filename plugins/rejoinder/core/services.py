"""Where a reader can turn (`help/services.yaml`): each entry says who runs it and whether it tells the police."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from . import links
from .fields import DayField, Model, Tag, Words

Kind = Literal["crisis", "support", "victims", "relatives", "reporting"]
#: The order in which the kinds stand on the page: most urgent first, reporting last.
KINDS: tuple[Kind, ...] = ("crisis", "support", "victims", "relatives", "reporting")
Police = Literal["yes", "in-some-cases", "no", "unknown"]


def _is_web_address(value: str) -> str:
    if value and links.classify(value).kind != "external":  # LinkError is a ValueError: it says why
        raise ValueError("write a web address, https://…")
    return value


class ServiceEntry(Model):
    """One service. What is not known stays out; `called_on` is the day the publisher last rang the number."""

    name: str = Field(min_length=1)
    name_language: Tag = "en"
    country: list[Annotated[str, Field(pattern=r"^[A-Z]{2}$")]] = []
    scope: Literal["national", "international"] = "national"
    kind: Annotated[list[Kind], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)]
    run_by: Words = {}
    reports_to_police: Police = "unknown"
    serves: Words = {}
    languages: list[Tag] = []
    languages_note: Words = {}
    phone: str = ""
    phone_note: Words = {}
    url: Annotated[str, AfterValidator(_is_web_address)] = ""
    source: str = ""
    called_on: Annotated[DayField | None, BeforeValidator(lambda value: value or None)] = None
