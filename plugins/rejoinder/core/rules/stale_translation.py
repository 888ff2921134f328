"""The original has changed since this was translated.

What:
    A part of a translation (title, answer, a section) whose original was
    reworded, added or taken out after the translation was noted as done; also a
    fact's statement, a claim, a service. The finding stands at that part. Typography, spaces and figures do not count:
    figures are compared by value.

Why:
    An old translation misleads readers who cannot read the original, and nobody
    among those who can will see it. Large sites found outdated translations
    worse than none and very hard to repair later.

Instead:
    Look at what changed in the original, follow it, and note it:
    `rejoinder translate done SLUG TAG`. Readers see a notice until then; after
    the days of TRANSLATION_GRACE the page says so at the top and leaves the
    lists. The text itself stays: an old page is better than a missing one.

When it is wrong:
    The change was one of wording alone. Then say so once for all languages: a
    correction with `minor: true` on the day of `updated`.
"""

from collections.abc import Iterator

from rejoinder.core import shared_words, wording
from rejoinder.core.fields import read as read_yaml
from rejoinder.core.passages import Passage, Reading
from rejoinder.core.position import Positions
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.site import Site


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """One hit for each part of the original that changed."""
    state = review.site.translations.states.get(reading.text.path)
    if state is None:
        return
    values = {"language": state.original.partition("/")[0]}
    for part in state.changed:
        line, column = _in_the_same_section(reading, review, part)
        yield Hit(_passage(reading, part), words=part, values=values, line=line, column=column)


def check_shared_words(site: Site, _: Review) -> Iterator[Hit]:
    """One hit for each statement, remark, service or claim whose original was reworded, at its entry."""
    for tag in site.languages:
        for one in shared_words.changed(site, tag):
            mark = read_yaml(site.data(one.file).decode("utf-8")).mark((*one.place, tag))
            values = {"language": shared_words.original_tag(site, one.words)}
            yield Hit(
                words=f"{one.name} ({tag})",
                values=values,
                path=site.shown(one.file),
                line=mark.line,
                column=mark.column,
            )


def _passage(reading: Reading, part: str) -> Passage | None:
    for passage in reading.passages:
        if part in (passage.where, passage.role):
            return passage
    return None


def _in_the_same_section(reading: Reading, review: Review, part: str) -> tuple[int, int]:
    """Where the section stands that is the counterpart of a section without role: they correspond by their order."""
    original = review.site.text(review.site.translations.states[reading.text.path].original)
    ids = [wording.name_of(section) for section in original.sections] if original else []
    own = reading.text.sections
    if part not in ids or len(ids) != len(own):
        return 0, 0
    place = Positions(reading.data).at(own[ids.index(part)].offset)
    return place.line, place.column


RULE = Rule(
    name="stale-translation",
    id="L01",
    severity="warning",
    reads="text",
    authority=(
        Authority(
            "Skeptical Science on the state of its translations (E51)", "https://skepticalscience.com./print.php?n=5316"
        ),
        Authority(
            "MDN contributors on keeping translations in step (E65)", "https://github.com/orgs/mdn/discussions/129"
        ),
    ),
    say={
        "en": (
            "the text in “{language}” has changed since this was translated: {words}",
            "Follow the change, then note it with “rejoinder translate done”.",
        ),
        "ru": (
            "текст на «{language}» изменился после перевода: {words}",
            "Внесите изменение и отметьте его командой «rejoinder translate done».",
        ),
        "ar": (
            "تغيّر النص بلغة «{language}» بعد هذه الترجمة: {words}",
            "أدخل التغيير ثم سجّله بالأمر «rejoinder translate done».",
        ),
    },
    check=check,
    elsewhere=check_shared_words,
)
