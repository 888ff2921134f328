"""Words in another script are not marked with their language.

What:
    A run of words in another script than that of the page, in running text,
    headings and quotations, outside `[…](lang:xx)`; and a mark that names a
    language of another script than its words have. Names are free: up to three
    capitalised words; in a page of another script Latin words are read only
    where three or more stand together that are not all names.

Why:
    A voice that reads a page aloud needs to know the language of each part
    (WCAG 2.2, 3.1.2), and the direction of right-to-left words is part of it:
    unmarked, their punctuation jumps to the wrong side. Readers met translated
    pages whose columns ran the wrong way.

Instead:
    `[хочу домой](lang:ru)`; for a quotation of several sentences each of them.

When it is wrong:
    Words of another language in the same script (French in English) are not
    seen here; mark them too.
"""

from collections.abc import Iterator

from rejoinder.core.passages import Passage, Scope
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.scripts import foreign_runs, script_of

#: Names have at most so many words; so many Latin words in a row are a sentence.
_NAME, _SENTENCE = 3, 3
_SCOPES: tuple[Scope, ...] = ("answer", "glance", "heading", "text", "item", "cell", "quotation", "speaker")


def check(passage: Passage, _: Review) -> Iterator[Hit]:
    """Each unmarked run, then each wrong mark."""
    script = script_of(passage.language)
    for other, run in foreign_runs(passage.text, script):
        words = [passage.text[start:end] for start, end in run if not _marked(passage, start)]
        if words and not _names(words, other):
            start = next(start for start, _ in run if not _marked(passage, start))
            yield Hit(passage, start, passage.text[start : run[-1][1]])
    for start, end, tag in passage.foreign:
        inside = passage.text[start:end]
        runs = list(foreign_runs(inside, script_of(tag)))
        letters = sum(character.isalpha() for character in inside)
        if runs and 2 * sum(last - first for _, run in runs for first, last in run) > letters:
            yield Hit(passage, start, inside)


def _marked(passage: Passage, index: int) -> bool:
    return any(start <= index < end for start, end, _ in passage.foreign)


def _names(words: list[str], script: str) -> bool:
    """Whether a run holds names only, or is too short to be anything else."""
    capital = [word[0].isupper() for word in words]
    if script == "latn":
        return len(words) < _SENTENCE or capital.count(False) < 2
    return all(capital) and len(words) <= _NAME


RULE = Rule(
    name="language-not-marked",
    id="L05",
    severity="error",
    scopes=_SCOPES,
    voices=("own", "quotation"),
    authority=(
        Authority("WCAG 2.2, success criterion 3.1.2, Language of Parts"),
        Authority(
            "Skeptical Science on its translations: right-to-left pages (E51)",
            "https://skepticalscience.com/print.php?n=6434",
        ),
    ),
    say={
        "en": (
            "words in another script without their language: “{words}”",
            "Mark them: [words](lang:xx), with the tag of their language.",
        ),
        "ru": ("слова другого письма без указания языка: «{words}»", "Отметьте их: [слова](lang:xx), с тегом языка."),
        "ar": ("كلمات بخط آخر بلا ذكر لغتها: «{words}»", "علّمها هكذا: [الكلمات](lang:xx) مع رمز لغتها."),
    },
    check=check,
)
