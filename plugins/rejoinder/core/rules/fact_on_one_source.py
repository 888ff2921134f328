"""A key fact rests on one publisher alone.

What:
    A fact marked `key: true`, or a figure of people that an answer, a glance
    or a facts section states, whose sources all have one publisher or owner.
    A court, an official record, a UN body or a study suffices alone; and so
    does any source where the fact itself says whose finding it is (not for
    `key: true`).

Why:
    Two reprints of one agency are one source. Editors' guidance on reporting
    that concerns Muslims asks for second sources where much depends on a fact.

Instead:
    Add a source that looked for itself: a court, a UN body, another newsroom.
    Or say in the fact's statement who found it: “The Norwegian Refugee Council
    estimated that …”.

When it is wrong:
    Publishers that share an owner are taken for two unless `owner:` in
    source-notes.yaml says so; a republisher in brackets, “Reuters (carried by
    …)”, is taken for the agency.
"""

import re
from collections.abc import Iterator

from rejoinder.core.evidence import FACTS, Fact, Source
from rejoinder.core.explainer import Explainer
from rejoinder.core.markup import FactValue
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.site import Site
from rejoinder.core.words import fold, words

NAME = "fact-on-one-source"
#: Kinds of which one is enough: who decided, recorded or studied the thing.
PRIMARY = frozenset({"court", "official", "un", "academic"})
_CARRIED = re.compile(r"\s*\([^)]*\)| (?:via|through|through the|carried by) .*$", re.IGNORECASE)


def check(site: Site, review: Review) -> Iterator[Hit]:
    """Each key fact with one publisher."""
    stated = _stated(site)
    for key, fact in sorted(review.evidence.facts.items()):
        if not fact.entry.key and key not in stated:
            continue
        sources = review.sources_of(key)
        if not sources or any(source.note.kind in PRIMARY for source in sources):
            continue
        owners = {_owner(source) for source in sources}
        if len(owners) > 1 or (not fact.entry.key and _says_whose(fact, sources, review)):
            continue
        yield Hit(words=key, path=site.shown(FACTS), line=fact.line, column=1, values={"publisher": _shown(sources[0])})


def _stated(site: Site) -> set[str]:
    """The facts whose figures of people stand where much depends on them."""
    found: set[str] = set()
    for explainer in site.reviewed():
        if not isinstance(explainer, Explainer):
            continue
        parts = [*explainer.answer, *explainer.glance]
        parts += [part for section in explainer.sections if section.role == "facts" for part in section.parts]
        found |= {part.key for part in parts if isinstance(part, FactValue) and _of_people(site, part)}
    return found


def _of_people(site: Site, value: FactValue) -> bool:
    fact = site.evidence.facts.get(value.key)
    figure = fact.figure(value.name) if fact else None
    return figure is not None and "people" in figure.unit


def _owner(source: Source) -> str:
    return fold(source.note.owner or _CARRIED.sub("", source.publisher)).strip() or source.id


def _shown(source: Source) -> str:
    return source.note.owner or source.publisher or source.id


def _says_whose(fact: Fact, sources: tuple[Source, ...], review: Review) -> bool:
    """Whether the fact's statement names who says it, or the publisher itself."""
    for tag, statement in fact.entry.statement.items():
        stems = {stem for word in words(statement, tag) for stem in word.stems}
        if not stems.isdisjoint(review.lexicons.group(NAME, "saying", tag)):
            return True
        if not stems.isdisjoint(review.lexicons.group(NAME, "own", tag)):
            return True
    named = fold(" ".join(fact.entry.statement.values()))
    return any(_owner(source) in named for source in sources)


RULE = Rule(
    name=NAME,
    id="R03",
    severity="warning",
    reads="site",
    lexicon=NAME,
    authority=(
        Authority(
            "IPSO, guidance on reporting of Islam and Muslims (E41)",
            "https://www.ipso.co.uk/resources/guidance-on-reporting-of-islam/",
        ),
    ),
    say={
        "en": (
            "the fact “{words}” rests on one publisher alone: {publisher}",
            "Add a second, independent source, or say in its statement whose finding it is.",
        ),
        "ru": (
            "факт «{words}» опирается на одного издателя: {publisher}",
            "Добавьте второй независимый источник или укажите в тексте факта, чей это вывод.",
        ),
        "ar": (
            "الواقعة «{words}» تعتمد على ناشر واحد: {publisher}",
            "أضف مصدراً مستقلاً ثانياً، أو اذكر في نص الواقعة صاحب النتيجة.",
        ),
    },
    check=check,
)
