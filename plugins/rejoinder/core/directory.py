"""The services of the help page as a reader of a language finds them: by kind, then by country."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .language import direction_of
from .notes import in_language
from .services import KINDS
from .view import Day, Service, ServiceGroup

if TYPE_CHECKING:
    from .language import Language
    from .services import ServiceEntry
    from .site import Site


def services(site: Site, language: Language) -> tuple[ServiceGroup, ...]:
    """Every kind of service, most urgent first, an empty one too."""
    return tuple(
        ServiceGroup(
            id=kind,
            heading=language.text(f"service.{kind}"),
            about=language.text(f"service-about.{kind}"),
            services=tuple(
                sorted(
                    (
                        _service(language, kind, key, entry)
                        for key, entry in site.services.items()
                        if kind in entry.kind
                    ),
                    key=lambda service: (language.sort_key(service.countries), language.sort_key(service.name)),
                )
            ),
        )
        for kind in KINDS
    )


def _service(language: Language, kind: str, key: str, entry: ServiceEntry) -> Service:
    text = language.text
    return Service(
        id=f"{kind}-{key}",
        name=entry.name,
        name_language=entry.name_language,
        name_direction=direction_of(entry.name_language),
        countries=_countries(language, entry),
        run_by=in_language(entry.run_by, language),
        police=entry.reports_to_police,
        police_label=text(f"police.{entry.reports_to_police}"),
        serves=in_language(entry.serves, language),
        languages=language.listed(map(language.language_name, entry.languages)),
        languages_note=in_language(entry.languages_note, language),
        phone=entry.phone,
        phone_href="tel:" + re.sub(r"[^\d+]", "", entry.phone) if re.search(r"\d", entry.phone) else "",
        phone_note=in_language(entry.phone_note, language),
        href=entry.url,
        called=Day(entry.called_on.isoformat(), language.day(entry.called_on)) if entry.called_on else None,
    )


def _countries(language: Language, entry: ServiceEntry) -> str:
    if entry.scope == "international":
        return language.text("service.international")
    return language.listed(map(language.country_name, entry.country)) or language.text("country.unknown")
