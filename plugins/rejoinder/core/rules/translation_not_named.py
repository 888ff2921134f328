"""A quotation in translation does not say so.

What:
    A quotation of four words or more, in the language of the page, whose source
    is in another language, or is the report of a monitoring body that is not
    named beside it, while neither the paragraph, nor the one before it, nor the
    line that names the speaker says who translated it or from which language
    (for a group's own words: who). The same of a quotation in another script
    with its translation beside it. A phrase that goes round (“the phrase ‘…’”)
    is not meant. The first such quotation of a page is reported.

Why:
    Translations go wrong: the EU's list of disinformation cases once held Dutch
    articles because they had been mistranslated, and had to remove them. Who
    can read the original should know that there is one.

Instead:
    “… (translated from Arabic by the monitoring body)”, “in our translation
    from Russian”, or once on the page: “Translations are ours.”

When it is wrong:
    A source that itself appeared in several languages counts as one of them
    only; give its `language` in Zotero, or say “in the English original”.
"""

from collections.abc import Iterator

from rejoinder.core.lexicon import holds
from rejoinder.core.passages import Passage, Reading
from rejoinder.core.quotations import LEAST_WORDS, Quotation, of_propaganda, quotations
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.scripts import foreign_runs, script_of

NAME = "translation-not-named"
#: So many words in each of two scripts make a quotation and its translation.
GLOSSED = 3


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Each translated quotation of which nothing says so."""
    pagewide = review.lexicons.group(NAME, "pagewide", reading.text.language)
    found = [
        quotation
        for quotation in quotations(reading)
        if quotation.words >= LEAST_WORDS and _translated(quotation, reading, review)
    ]
    if not found or any(holds(pagewide, word) for part in reading.body for word in part.words):
        return
    for quotation in found:
        if not any(_says_so(part, quotation, review) for part in _around(quotation, reading)):
            yield Hit(quotation.passage, quotation.start, quotation.opening)
            return


def _translated(quotation: Quotation, reading: Reading, review: Review) -> bool:
    """Whether no source of a quotation is in the language of the page, as far as we know."""
    own = _primary(reading.text.language)
    if _glossed(quotation):
        return True
    if _goes_round(quotation, review):
        return False
    languages: set[str] = set()
    for mark in quotation.cites:
        fact = review.evidence.facts.get(mark.key)
        if fact:
            languages.add(_primary(fact.entry.passage.language))
        for source in review.sources_of(mark.key):
            if source.note.kind == "monitor":
                return True
            languages.add(_primary(source.language))
    return bool(languages) and own not in languages and "" not in languages


def _glossed(quotation: Quotation) -> bool:
    """Whether a block holds words in another script and words in that of the page: the second explain the first."""
    if not quotation.block:
        return False
    text, script = quotation.passage.text, script_of(quotation.passage.language)
    foreign = [span for _, run in foreign_runs(text, script) if len(run) >= GLOSSED for span in run]
    ours = quotation.words - len(foreign)
    return bool(foreign) and ours >= GLOSSED


def _goes_round(quotation: Quotation, review: Review) -> bool:
    """Whether words are a phrase that many say, not something out of the source: “the phrase ‘…’”."""
    passage = quotation.passage
    if quotation.block:
        return False
    phrase = review.lexicons.group(NAME, "phrase", passage.language)
    before = [word for word in passage.words_around(quotation.start) if word.start < quotation.start]
    return bool(before) and holds(phrase, before[-1])


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _around(quotation: Quotation, reading: Reading) -> Iterator[Passage]:
    """The passages in which a translator may be named: its own, the speaker's line, the paragraph before."""
    yield quotation.passage
    if quotation.speaker is not None:
        yield quotation.speaker
    for before, part in zip(reading.passages, reading.passages[1:], strict=False):
        if part is quotation.passage and before.section == part.section:
            yield before


def _says_so(passage: Passage, quotation: Quotation, review: Review) -> bool:
    translated = review.lexicons.group(NAME, "translated", passage.language)
    theirs = of_propaganda(quotation, review)
    if review.lexicons.find(NAME, passage) and (not theirs or any(holds(translated, word) for word in passage.words)):
        return True
    reported = any("monitor" in review.kinds_of(mark.key) for mark in quotation.cites)
    monitor = review.lexicons.group(NAME, "monitor", passage.language)
    return reported and any(holds(monitor, word) for word in passage.words)


RULE = Rule(
    name=NAME,
    id="R10",
    severity="warning",
    reads="text",
    lexicon=NAME,
    masked=True,
    authority=(
        Authority(
            "Poynter on the suit over mistranslated articles in the EU's list, 2018 (E54)",
            "https://www.poynter.org/fact-checking/2018/three-publications-are-suing-the-eu-over-fake-news-allegations/?share=linkedin",
        ),
    ),
    say={
        "en": (
            "a translated quotation does not say so: “{words} …”",
            "Name the language and the translator: “translated from Arabic by the monitoring body”.",
        ),
        "ru": (
            "не сказано, что цитата переведена: «{words} …»",
            "Назовите язык и переводчика: «в переводе наблюдателей с арабского».",
        ),
        "ar": (
            "اقتباس مترجم لم يُذكر أنه مترجم: «{words} …»",
            "اذكر اللغة والمترجم: «ترجمته جهة الرصد عن الإنجليزية».",
        ),
    },
    check=check,
)
