"""A person as a page shows them: `shown` alone decides whether, for every page, edition and format.

Every element that shows somebody bears their id in `data-person`, and nothing of them stands outside of it: so a
published page can be freed of a person by cutting these elements out (`core/cutting.py`).
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from .people import STANDINGS
from .view import Chrome, Day, PeopleGroup, PeopleIndex, PersonLink, Place, Testimony

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from .consent import Format
    from .language import Language
    from .notes import Notes
    from .people import Person
    from .site import Site
    from .view import Link

#: Where, on the page about consent, somebody learns how to have what is said of them corrected, hidden or removed.
DOOR = "about-you"
#: The groups of the page of people, in its order: those harmed and those who helped come first, nobody before them.
GROUPS = (*STANDINGS, "remembered")
#: So many words tell two people apart who have one role.
_OPENING = 6


def shown(person: Person, language: str, format_: Format, today: date) -> bool:
    """Whether a person may and can be shown in a language, in a format, on a day."""
    return person.absence(language, format_, today) is None


class Portraits:
    """The people whom the pages of one language show, in the order in which the page of people names them."""

    def __init__(self, site: Site, language: Language) -> None:
        self._language = language
        today = site.settings.today
        tag = language.tag
        self.people = {key: person for key, person in site.people.items() if shown(person, tag, "web", today)}
        #: Those who stood somewhere and may stand there no longer.
        self.ended = frozenset(key for key, person in site.people.items() if person.consent.ended(today))
        self._sources = site.evidence.sources

    def sources(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The sources in which the words of some people are public, as far as they are shown."""
        found = (self.people[key].source for key in keys if key in self.people)
        return tuple(source for source in found if source in self._sources)

    def portrait(
        self, key: str, notes: Notes, door: str, *, anchored: bool = True, pages: tuple[Link, ...] = ()
    ) -> Testimony:
        """One person as a page shows them.

        Args:
            key: the id of somebody who is shown.
            notes: those of the page; the source becomes one of them.
            door: where the page leads whom this is about; empty where the site has no such page.
            anchored: whether the person's place on the page is here; it has one at most.
            pages: the explainers that show the person too.
        """
        person, tag = self.people[key], self._language.tag
        words = person.words.get(tag, "")
        quoted = bool(words and person.quoted)
        translated = person.translated_by.get(tag, "") if quoted and person.language != tag else ""
        source = person.source if person.source in self._sources else ""
        return Testimony(
            id=key,
            anchor=anchor(key) if anchored else "",
            name=self._name(person),
            pseudonym=person.identify == "pseudonym",
            role=_capital(person.role[tag]) if not self._name(person) else person.role[tag],
            words=tuple(" ".join(part.split()) for part in re.split(r"\n\s*\n", words) if part.strip()),
            quoted=quoted,
            language=tag,
            direction=self._language.direction,
            translated_by=translated,
            place=person.place.get(tag, ""),
            day=self._day(person.date),
            died=self._day(person.died) if person.died != person.date else None,
            content_note=person.content_note.get(tag, ""),
            mark=notes.mark_of(key, source) if source else Markup(),
            door=door,
            pages=pages,
        )

    def groups(self, make: Callable[[str], Testimony]) -> tuple[PeopleGroup, ...]:
        """Everybody who is shown, each once. Those harmed and those who helped have their place even when it is empty.

        Args:
            make: gives the portrait for an id; called in the order of the page.
        """
        members: dict[str, list[str]] = {name: [] for name in GROUPS}
        for key in self._in_order():
            person = self.people[key]
            members["remembered" if person.kind == "remembrance" else person.standing[0]].append(key)
        needed = ("harmed", "helped") if self.people else ()
        return tuple(
            PeopleGroup(name, self._language.text(f"standing.{name}"), tuple(map(make, members[name])))
            for name in GROUPS
            if members[name] or name in needed
        )

    def indexes(self) -> tuple[PeopleIndex, ...]:
        """Where everybody is found by place and by community."""
        tag, text = self._language.tag, self._language.text
        by_place = self._index("by-place", text("people.places"), lambda person: person.place.get(tag, ""))
        by_community = self._index(
            "by-community", text("people.communities"), lambda person: person.community.get(tag, "")
        )
        return tuple(index for index in (by_place, by_community) if index.places)

    def _index(self, own: str, heading: str, place_of: Callable[[Person], str]) -> PeopleIndex:
        found: dict[str, tuple[str, list[PersonLink]]] = {}
        for key in self._in_order():
            person = self.people[key]
            if place := " ".join(place_of(person).split()):
                link = PersonLink(key, self._name(person) or _capital(person.role[self._language.tag]), anchor(key))
                found.setdefault(f"{own}-{_slug(place)}", (place, []))[1].append(link)
        places = sorted(found.items(), key=lambda item: (self._language.sort_key(item[1][0]), item[0]))
        return PeopleIndex(
            own, heading, tuple(Place(own, name, self._told_apart(links)) for own, (name, links) in places)
        )

    def _told_apart(self, links: list[PersonLink]) -> tuple[PersonLink, ...]:
        """Links of one place. Those with the same words say in addition how the person's words begin."""
        count = Counter(link.text for link in links)
        return tuple(
            replace(link, opening=self._opening(link.person)) if count[link.text] > 1 else link for link in links
        )

    def _opening(self, key: str) -> str:
        person, tag = self.people[key], self._language.tag
        words = person.words.get(tag, "").split()
        if tag in person.content_note or len(words) <= _OPENING:
            return ""
        return " ".join(words[:_OPENING]).rstrip(".,;:،؛") + "…"

    def _in_order(self) -> list[str]:
        """The latest event first, then by name or role."""
        sort = self._language.sort_key
        tag = self._language.tag
        keys = sorted(
            self.people, key=lambda key: (sort(self._name(self.people[key]) or self.people[key].role[tag]), key)
        )
        return sorted(keys, key=lambda key: str(self.people[key].date or ""), reverse=True)

    def _name(self, person: Person) -> str:
        return person.name.get(self._language.tag, "") if person.identify != "role-only" else ""

    def _day(self, day: date | None) -> Day | None:
        return Day(day.isoformat(), self._language.day(day)) if day else None


def people_in(view: object) -> tuple[str, ...]:
    """The ids of everybody whom a view shows or names, sorted: what its page holds in `data-person`."""
    found: set[str] = set()
    pending: list[object] = [view]
    while pending:
        part = pending.pop()
        if isinstance(part, tuple):
            pending += part
        elif names := _parts_of(type(part)):  # type: ignore[arg-type]
            if "person" in names:
                found.update(part.person.split())  # type: ignore[attr-defined]
            elif isinstance(part, Testimony):
                found.add(part.id)
            pending += [getattr(part, name) for name in names]
    return tuple(sorted(found))


@functools.cache
def _parts_of(kind: type) -> tuple[str, ...]:
    """The fields of a kind of view; none of plain values, and none of what surrounds every page."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) and kind is not Chrome else ()


def anchor(key: str) -> str:
    """The place of a person on a page."""
    return f"person-{key}"


def _capital(text: str) -> str:
    """A text with a capital at its beginning, for a line of its own."""
    return text[:1].upper() + text[1:]


def _slug(text: str) -> str:
    return "-".join(re.findall(r"\w+", text.casefold()))
