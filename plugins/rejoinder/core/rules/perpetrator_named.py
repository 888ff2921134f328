"""A perpetrator is named where it is read alone, or more than once.

What:
    A name of the private list *perpetrators* in a title, an address, a
    heading, a short answer, a summary or an alternative text; a second
    mention in our own voice in the rest of the text; a name in the title of
    a source that is printed. The list holds salted hashes, never names, and
    belongs to the publisher.

Why:
    Notoriety is what many attackers wanted, and what the next ones see. No
    Notoriety asks for the name once per piece, as a reference, and never in
    a headline. Survivors of attacks ask for the same.

Instead:
    “The attacker”, “one of the defendants”. Where the name is needed, in a
    report on a trial for example, give it once in the running text. A
    source keeps its title unprinted with “show-title: false”.

When it is wrong:
    A victim or an official may share a first name: only whole names are
    listed, and a name that stands in a longer one is taken for another
    person's. Where somebody shares the surname too, write a waiver.
    Quotations are not counted.
"""

from collections.abc import Iterator

from rejoinder.core import evidence
from rejoinder.core.passages import ALONE, Passage, Reading
from rejoinder.core.rule import Authority, Hit, Review, Rule, alt_texts
from rejoinder.core.site import Site

KIND = "perpetrators"


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Names in places that are read alone; then the first mention too many."""
    mentions = 0
    for passage in reading.passages:
        alone = passage.scope in ALONE or passage.scope == "heading"
        for start, end in review.names.spans(KIND, passage):
            if alone:
                yield Hit(passage, start, passage.text[start:end])
            elif not passage.in_quotation(start):
                mentions += 1
                if mentions == int(review.threshold("perpetrator-named.mentions")) + 1:
                    yield Hit(passage, start, passage.text[start:end], severity="warning")


def elsewhere(site: Site, review: Review) -> Iterator[Hit]:
    """Names in alternative texts, and in titles of sources that are printed."""
    for passage, path in alt_texts(site):
        for start, end in review.names.spans(KIND, passage):
            yield Hit(words=passage.text[start:end], path=path)
    for source in review.evidence.sources.values():
        if source.note.show_title:
            passage = Passage(source.title, "text", source.language)
            for start, end in review.names.spans(KIND, passage):
                path = site.shown(evidence.SOURCES)
                yield Hit(words=source.title[start:end], path=path, line=source.line, column=1, severity="warning")


RULE = Rule(
    name="perpetrator-named",
    id="A05",
    severity="error",
    reads="text",
    masked=True,
    names=KIND,
    thresholds={"mentions": 1},
    authority=(
        Authority("No Notoriety, media protocol (E23)", "https://nonotoriety.com/"),
        Authority(
            "Survivors Against Terror on reporting, as told by The Briton (E24)",
            "https://britonpress.com/survivors-urge-media-to-reconsider-coverage-of-terror-attacks",
        ),
    ),
    say={
        "en": (
            "a perpetrator's name stands in a place that is read alone, or once too often: “{words}”",
            "Write “the attacker”; the name may stand once in the running text. A source: “show-title: false”.",
        ),
        "ru": (
            "имя преступника там, где его читают отдельно от текста, или ещё раз: «{words}»",
            "Напишите «нападавший»; имя допустимо один раз в основном тексте. У источника: «show-title: false».",
        ),
        "ar": (
            "اسم أحد الجناة في موضع يُقرأ وحده أو تكرر ذكره: «{words}»",
            "اكتب «المهاجم»؛ ويجوز ذكر الاسم مرة واحدة في المتن. وللمصدر: «show-title: false».",
        ),
    },
    check=check,
    elsewhere=elsewhere,
)
