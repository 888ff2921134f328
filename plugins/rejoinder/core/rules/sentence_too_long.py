"""A sentence is too long to be read at one go.

What:
    A sentence of running text, in our own voice, of more than 25 words. Words
    in quotation marks and figures are not counted, a proper name counts once;
    items of lists and tables are not read.

Why:
    Readers lose the thread of long sentences, above all in a second language.
    Plain-English guidance for government content asks for short ones.

Instead:
    Two sentences. Often the second begins where “, which”, “although” or a
    dash stands.

When it is wrong:
    A suggestion, no more: a long sentence that is clear may stay. The number
    is the house's; `sentence-too-long.words` changes it.
"""

from collections.abc import Iterator

from rejoinder.core.passages import Passage
from rejoinder.core.proper import names
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.statements import of_passage

NAME = "sentence-too-long"


def check(passage: Passage, review: Review) -> Iterator[Hit]:
    """Each sentence with too many words."""
    most = int(review.threshold(f"{NAME}.words"))
    if len(passage.words) <= most:
        return
    own = {index for first, last in names(passage) for index in range(first + 1, last)}
    single = {passage.words[index].start for index in own}
    for sentence in of_passage(passage):
        counted = [
            word
            for word in sentence.words
            if word.start not in single and not word.folded[0].isdecimal() and not passage.in_quotation(word.start)
        ]
        if len(counted) > most:
            end = sentence.words[2].end
            words = passage.text[sentence.first : end]
            yield Hit(passage, sentence.first, words, {"count": len(counted), "allowed": most})


RULE = Rule(
    name=NAME,
    id="D05",
    severity="suggestion",
    scopes=("text", "glance", "answer"),
    thresholds={"words": 25},
    authority=(
        Authority(
            "Woking Borough Council, clear language and readability (E42)",
            "https://www.woking.gov.uk/digital-experience-service-toolkit/writing-wokinggovuk/clear-language-readability",
        ),
    ),
    say={
        "en": ("a sentence of {count} words: “{words} …”", "Make two of it; at most {allowed} words read well."),
        "ru": ("предложение из {count} слов: «{words} …»", "Разделите его; хорошо читается не больше {allowed} слов."),
        "ar": ("جملة من {count} كلمة: «{words} …»", "اقسمها جملتين؛ لا تزيد الجملة السهلة على {allowed} كلمة."),
    },
    check=check,
)
