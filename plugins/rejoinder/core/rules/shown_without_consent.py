"""Somebody who was harmed is quoted or pictured without a consent record.

What:
    A quotation of four words or more that the line naming its speaker, or the
    words around it, give to somebody who was harmed, who helped or who lost
    someone: a survivor, a mother, an usher. Words that stand in a record of
    `content/people` whose consent covers the page today pass, and so do words
    of a court's or the United Nations' record, and of those who speak by
    office or as public advocates. And a picture whose record says that it
    shows a victim, or names people, where not each of them agreed to be seen.

Why:
    Charities that publish people's stories record what each person agreed to:
    for which channels, under which name, until when, and how to withdraw. What
    somebody told a reporter in the first days was not said to this site, and
    without a record nobody can take it out again everywhere.

Instead:
    Paraphrase and give the role: “A survivor recalled a way out [@key].” Or ask
    the person, record the consent with `rejoinder new person`, and place the
    words with `![](testimony:ID)`.

When it is wrong:
    Who speaks is known by the words around a quotation. If the quoted person is
    an author, an official or an advocate, say so beside the name; if words are
    the title of a book or a song, allow the passage with that reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.lexicon import holds
from rejoinder.core.quotations import LEAST_WORDS, Quotation, quotations
from rejoinder.core.rule import Authority, Hit, Review, Rule, agreed_to_picture
from rejoinder.core.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Passage, Reading
    from rejoinder.core.site import Site
    from rejoinder.core.words import Word

NAME = "shown-without-consent"
#: Kinds of sources whose record of somebody's words is public.
_PUBLIC = {"court", "un"}
#: So many words before and after a quotation may say whose it is.
_NEAR = 12


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Each quotation of somebody concerned by what happened whose consent is not on record."""
    for quotation in quotations(reading):
        if quotation.words < LEAST_WORDS or not _of_somebody_concerned(quotation, review):
            continue
        public = any(review.kinds_of(cited.key) & _PUBLIC for cited in quotation.cites)
        if not public and not _agreed(quotation, reading, review):
            yield Hit(quotation.passage, quotation.start, quotation.opening)


def _of_somebody_concerned(quotation: Quotation, review: Review) -> bool:
    """Whether the speaker's line, or the words around a quotation, give it to a person by such a role."""
    passage = quotation.speaker if quotation.block else quotation.passage
    if passage is None:
        return False
    near = passage.words if quotation.block else tuple(_around(quotation, passage))

    def names(group: str) -> bool:
        members = review.lexicons.group(NAME, group, passage.language)
        return any(holds(members, word) for word in near)

    return names("concerned") and not names("public") and (quotation.block or names("saying"))


def _around(quotation: Quotation, passage: Passage) -> Iterator[Word]:
    """The nearest words before and after a quotation, in its paragraph, that are nobody's quoted words."""
    before = [word for word in passage.words if word.end <= quotation.start][-_NEAR:]
    after = [word for word in passage.words if word.start >= quotation.end][:_NEAR]
    for word in (*before, *after):
        if not passage.in_quotation(word.start):
            yield word


def _agreed(quotation: Quotation, reading: Reading, review: Review) -> bool:
    """Whether the words stand in a record whose consent covers this page today."""
    passage, tag = quotation.passage, reading.text.language
    quoted = _folded(passage.text[quotation.start : quotation.end], tag)
    today = review.site.settings.today
    return any(
        f" {quoted} " in f" {_folded(person.words[tag], tag)} "
        for person in review.site.people.values()
        if person.words and person.absence(tag, "web", today) is None
    )


def _folded(text: str, tag: str) -> str:
    return " ".join(word.folded for word in words(text, tag))


def elsewhere(site: Site, _: Review) -> Iterator[Hit]:
    """Each picture of somebody who was harmed, or of people with records, who did not all agree to be seen."""
    for name, entry in site.media.items():
        if ("victim" in entry.shows or entry.people) and not agreed_to_picture(entry, site):
            yield Hit(words=", ".join(entry.people) or "victim", path=site.shown(f"media/{name}.yaml"))


RULE = Rule(
    name=NAME,
    id="V02",
    severity="error",
    reads="text",
    lexicon=NAME,
    masked=True,
    elsewhere=elsewhere,
    authority=(
        Authority(
            "Consumers Health Forum of Australia, toolkit on voluntary and informed consent (E38)",
            "https://chf.org.au/real-people-real-data-toolkit/managing-risks-consumer-control-and-informed-consent/voluntary-and",
        ),
        Authority(
            "RAN, handbook “Voices of victims of terrorism” (E27)",
            "https://vdocuments.site/handbook-voices-of-victims-of-terrorism.html",
        ),
    ),
    say={
        "en": (
            "somebody concerned is quoted or pictured without a consent record: {words}",
            "Paraphrase by role, or record the consent (“rejoinder new person”) and place ![](testimony:ID).",
        ),
        "ru": (
            "слова или снимок человека, которого это коснулось, без записи о согласии: {words}",
            "Перескажите, назвав роль, или запишите согласие («rejoinder new person») и поставьте ![](testimony:ID).",
        ),
        "ar": (
            "كلام شخص مسّه الحدث أو صورته بلا سجل موافقة: {words}",
            "أعد الصياغة واذكر الدور، أو سجّل الموافقة («rejoinder new person») وضع ‎![](testimony:ID)‎.",
        ),
    },
    check=check,
)
