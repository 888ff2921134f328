"""A named person is called guilty before a court has said so.

What:
    A name beside “killer”, “murderer”, “terrorist”, “attacker” and the like
    (“the killer N. N.”, “N. N. is a terrorist”), or a named person who
    “killed” or “shot” somebody, while the sentence and those beside it cite no
    court and tell of no conviction. Without capital letters (Arabic) names are
    known from a list of given names.

Why:
    Whoever is accused is innocent until a court decides, and a publisher who
    says otherwise may be liable. The BBC asks for precise words for what
    somebody did or is accused of.

Instead:
    “A man convicted in 2026 of … [@court-judgment]”; before a verdict “a
    suspect”, “the defendant”. Most often no name is needed at all.

When it is wrong:
    The dead, figures of history and fiction are left alone where the sentence
    says so. A victim with the same name is no fault: the label must stand
    beside the name. If a verdict is told elsewhere, cite the court here too.
"""

from collections.abc import Iterator

from rejoinder.core.figures import plain_digits
from rejoinder.core.lexicon import holds, stands_in
from rejoinder.core.passages import Passage, Reading, Scope
from rejoinder.core.proper import names
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.statements import SCOPES, Sentence, sentences

NAME = "guilt-without-verdict"
_READ: tuple[Scope, ...] = (*SCOPES, "title", "heading", "summary", "content-note", "cell")
#: People of earlier times are not accused by us.
_HISTORY = 1945
#: How many small words may stand between a name and its label.
_BETWEEN = 3


def check(reading: Reading, review: Review) -> Iterator[Hit]:
    """Each named person whom a sentence calls guilty."""
    told = list(sentences(reading, _READ))
    passage, people = None, list[tuple[int, int]]()
    for index, sentence in enumerate(told):
        if sentence.passage is not passage:
            passage = sentence.passage
            people = list(_people(passage, review)) if _accuses(passage, review) else []
        inside = [span for span in people if _within(sentence, passage.words[span[0]].start)]
        if not inside or sentence.asks or _excused(told, index, review):
            continue
        for span in inside:
            place = _called_guilty(passage, span, review)
            if place is not None and not passage.in_quotation(place[0]):
                yield Hit(passage, place[0], passage.text[place[0] : place[1]])
                break


def _accuses(passage: Passage, review: Review) -> bool:
    """Whether a passage holds any word that calls somebody guilty."""
    label, guilty = _group("label", passage, review), _group("guilty-of", passage, review)
    return stands_in(label, passage) or stands_in(guilty, passage)


def _within(sentence: Sentence, index: int) -> bool:
    return sentence.start <= index < sentence.end


def _people(passage: Passage, review: Review) -> Iterator[tuple[int, int]]:
    """The names of persons, as spans of words."""
    others, given = _group("not-persons", passage, review), _group("given", passage, review)
    label = _group("label", passage, review)
    found = passage.words
    if passage.language.partition("-")[0] == "ar":
        for index, word in enumerate(found):
            if not given.isdisjoint(word.stems) and (not index or others.isdisjoint(found[index - 1].stems)):
                yield index, min(index + 2, len(found))
        return
    for start, last in names(passage):
        first = next((index for index in range(start, last) if not holds(label, found[index])), last)
        if first < last and all(others.isdisjoint(word.stems) for word in found[first:last]):
            yield first, last


def _called_guilty(passage: Passage, span: tuple[int, int], review: Review) -> tuple[int, int] | None:
    """Where a name and its label stand, as a span of text."""
    first, last = span
    found = passage.words
    label, small = _group("label", passage, review), _group("article", passage, review)
    given = not _group("given", passage, review).isdisjoint(found[first].stems)
    before = first - 1
    while before >= 0 and first - before <= _BETWEEN and not small.isdisjoint(found[before].stems):
        before -= 1
    if before >= 0 and holds(label, found[before]) and _same_clause(passage, before, first):
        return found[before].start, found[last - 1].end
    if last - first < 2 and not given:
        return None
    after = last
    while after < len(found) and after - last < _BETWEEN and not small.isdisjoint(found[after].stems):
        after += 1
    if after < len(found) and holds(label, found[after]) and _same_sentence(passage, last - 1, after):
        beside = passage.text[found[last - 1].end : found[last].start] if last <= after else ""
        if after > last or "," in beside or "،" in beside or "—" in beside or given:
            return found[first].start, found[after].end
    if given and last < len(found):
        side_by_side = not passage.text[found[last - 1].end : found[last].start].strip()
        if side_by_side and holds(_group("guilty-of", passage, review), found[last]):
            return found[first].start, found[last].end
    return None


def _same_clause(passage: Passage, one: int, other: int) -> bool:
    between = passage.text[passage.words[one].end : passage.words[other].start]
    return not any(mark in between for mark in ".;:!?؟؛")


def _same_sentence(passage: Passage, one: int, other: int) -> bool:
    between = passage.text[passage.words[one].end : passage.words[other].start]
    return not any(mark in between for mark in ".;!?؟؛")


def _excused(told: list[Sentence], index: int, review: Review) -> bool:
    """Whether a court is cited, a verdict told, or the sentence speaks of the dead, of history or of fiction."""
    sentence = told[index]
    passage, stems = sentence.passage, sentence.stems
    if any(not _group(group, passage, review).isdisjoint(stems) for group in ("hedged", "fiction")):
        return True
    if sentence.holding(review.lexicons.find(NAME, passage)):
        return True
    beside = [other for other in told[max(0, index - 1) : index + 2] if other.passage is passage]
    if any("court" in review.kinds_of(mark.key) for other in beside for mark in other.cites):
        return True
    if sentence.cites and not _group("verdict", passage, review).isdisjoint(stems):
        return True
    years = [plain_digits(passage.text[date.start : date.end])[-4:] for date in sentence.figures().dates]
    return any(year.isdecimal() and int(year) < _HISTORY for year in years)


def _group(name: str, passage: Passage, review: Review) -> frozenset[str]:
    return review.lexicons.group(NAME, name, passage.language)


RULE = Rule(
    name=NAME,
    id="R11",
    severity="error",
    reads="text",
    lexicon=NAME,
    masked=True,
    authority=(
        Authority(
            "BBC Editorial Guidelines, guidance on reporting terrorism (E22)",
            "http://www.bbc.co.uk/editorialguidelines/page/guidance-reporting-terrorism-full/",
        ),
    ),
    say={
        "en": (
            "a named person is called guilty without a court: “{words}”",
            "Cite the conviction, or write “the defendant”, “a suspect”; a role is mostly enough.",
        ),
        "ru": (
            "названный по имени человек объявлен виновным без суда: «{words}»",
            "Сошлитесь на приговор или напишите «подсудимый», «подозреваемый»; чаще всего имя не нужно.",
        ),
        "ar": (
            "شخص مسمّى يوصف بأنه مذنب بلا حكم: «{words}»",
            "أحِل إلى حكم الإدانة، أو اكتب «المتهم» أو «المشتبه به»؛ وغالباً لا حاجة إلى الاسم.",
        ),
    },
    check=check,
)
