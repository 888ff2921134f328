"""The editorial review: every rule over every text, waivers applied, what is not covered said."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from . import passages
from .errors import SettingError
from .explainer import body_start, citations
from .finding import Finding, Severity, Waived, near
from .lexicon import Lexicons
from .markup import FactValue
from .rule import Hit, Names, Review, Rule
from .rules import all_rules
from .translation import original_of
from .waivers import ALMOST, WAIVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from .cache import Cache
    from .explainer import Text
    from .passages import Passage, Reading
    from .settings import Settings
    from .site import Site


#: The families of rules, by their letters.
FAMILIES = frozenset("SRAVDLG")


@dataclass(frozen=True, slots=True)
class Options:
    """What a site asks of the review.

    Attributes:
        ignore: rules, families or catalogue ids that are switched off.
        select: when not empty, the only ones that run.
        thresholds: numbers that replace the catalogue's, by name (`quote-budget.words`).
        speak: the language of messages: en, ru or ar.
        names: the publisher's private lists of names.
    """

    ignore: frozenset[str] = frozenset()
    select: frozenset[str] = frozenset()
    thresholds: Mapping[str, float] = field(default_factory=dict)
    speak: str = "en"
    names: Names = field(default_factory=Names)

    def wants(self, rule: Rule) -> bool:
        """Whether a rule runs. Its name or id says more than its family; where both say the same much, it does not."""
        own = {rule.name, rule.id}
        if own & self.ignore or own & self.select:
            return not own & self.ignore
        return rule.family not in self.ignore and (not self.select or rule.family in self.select)

    @property
    def off(self) -> bool:
        """Whether no rule runs at all, so that none need be loaded."""
        return self.ignore >= FAMILIES and self.select <= FAMILIES


@dataclass(slots=True)
class Result:
    """What the review found. `not_covered` names, for each language, the rules that could not look at it.

    `waived` holds what an editor allowed, each with the reason.
    """

    findings: list[Finding] = field(default_factory=list)
    not_covered: dict[str, list[str]] = field(default_factory=dict)
    waived: list[Waived] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A reasoned exception: from the block it stands before, for one rule, until a day."""

    rule: str
    reason: str
    until: date
    offset: int


def options_of(settings: Settings) -> Options:
    """What the settings ask of the review.

    Raises:
        SettingError: a rule or a number that does not exist, or a list of names that cannot be read.
    """
    chosen = Options(frozenset(settings.review_ignore), frozenset(settings.review_select))
    if chosen.off:
        return chosen
    refuse_unknown("REVIEW_IGNORE", settings.review_ignore)
    refuse_unknown("REVIEW_SELECT", settings.review_select)
    numbers = {f"{rule.name}.{name}" for rule in all_rules() for name in rule.thresholds}
    for name, _ in settings.review_thresholds:
        if name not in numbers:
            raise SettingError(f"REVIEW_THRESHOLDS: there is no number “{name}”.{near(name, numbers)}")
    return Options(
        chosen.ignore,
        chosen.select,
        dict(settings.review_thresholds),
        settings.review_language,
        read_names(settings.review_names),
    )


def refuse_unknown(where: str, names: Iterable[str]) -> None:
    """Refuse what is neither a rule's name, nor its catalogue id, nor a family. `where` is the setting or option.

    Raises:
        SettingError: it names `where`, what was found, and what is near it.
    """
    known = {called for rule in all_rules() for called in (rule.name, rule.id, rule.family)}
    for name in names:
        if name not in known:
            raise SettingError(f"{where}: there is no rule “{name}”.{near(name, known)}")


def read_names(path: Path | None) -> Names:
    """The publisher's private lists of names: `{"salt": hex, "hashes": {"perpetrators": [hex, …]}}`.

    Raises:
        SettingError: the file is not of that form.
    """
    if path is None:
        return Names()
    try:
        raw = json.loads(path.read_bytes())
        return Names(
            bytes.fromhex(raw["salt"]),
            {str(kind): frozenset(map(str, hashes)) for kind, hashes in raw["hashes"].items()},
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise SettingError(f"REVIEW_NAMES: {path} is not a list of names: {error}.") from None


def run(site: Site, options: Options, cache: Cache | None = None) -> Result:
    """Review every text of a site, then the site as a whole.

    A text whose words, evidence and surroundings are those of an earlier review is not read again.
    """
    if options.off:
        return Result()
    rules = [rule for rule in all_rules() if options.wants(rule)]
    thresholds = {f"{rule.name}.{name}": value for rule in all_rules() for name, value in rule.thresholds.items()}
    thresholds.update(options.thresholds)
    review = Review(site, site.evidence, Lexicons(), thresholds, options.names)
    result = Result()
    covering = {tag: [rule for rule in rules if _covers(rule, review, tag)] for tag in site.languages}
    for tag, covered in covering.items():
        missing = [rule.name for rule in rules if rule not in covered]
        if missing:
            result.not_covered[tag] = missing
    surroundings = _surroundings(site, options)
    evidence = _Evidence(site)
    for text in site.reviewed() if rules else ():
        data = site.data(text.path)
        judged_by = surroundings + evidence.behind(text) + _original_of(text, site)
        key = cache.key(data, f"review {text.path}", judged_by) if cache else ""
        known = cache.load_plain(key) if cache else None
        if known is None:
            known = _review_text(text, data, covering[text.language], review, options)
            if cache:
                cache.save_plain(key, known)
        result.waived += [Waived(Finding(*finding), *why) for finding, *why in known["waived"]]
        result.findings += [Finding(*finding) for finding in known["findings"]]
    for rule in rules:
        if not rule.names or rule.names in review.names:
            result.findings += [_finding(rule, hit, None, options, site) for hit in hits_elsewhere(rule, review)]
    return result


def _surroundings(site: Site, options: Options) -> str:
    """A digest of what every text is judged by: the site as a whole, but for its texts and the evidence they cite."""
    names = sorted((kind, sorted(hashes)) for kind, hashes in options.names.hashes.items())
    described = (
        site.settings,
        sorted(options.ignore),
        sorted(options.select),
        sorted(options.thresholds.items()),
        options.speak,
        options.names.salt,
        names,
        sorted(site.talking_points.items(), key=lambda item: item[0]),
        sorted(site.services.items(), key=lambda item: item[0]),
        sorted(site.people.items(), key=lambda item: item[0]),
    )
    return hashlib.blake2b(repr(described).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


class _Evidence:
    """Digests of the evidence, each worked out once: many texts rest on the same facts."""

    def __init__(self, site: Site) -> None:
        self._evidence = site.evidence
        self._known: dict[str, bytes] = {}

    def behind(self, text: Text) -> str:
        """A digest of the facts and sources that a text cites."""
        digest = hashlib.blake2b(digest_size=16)
        for _, _, part in citations(text):
            for key in [part.key] if isinstance(part, FactValue) else [citation.key for citation in part.citations]:
                if key not in self._known:
                    self._known[key] = self._of(key)
                digest.update(self._known[key])
        return digest.hexdigest()

    def _of(self, key: str) -> bytes:
        fact = self._evidence.facts.get(key)
        sources = [self._evidence.sources.get(source) for source in (fact.entry.sources if fact else [key])]
        described = repr((key, fact.entry if fact else None, sources))
        return hashlib.blake2b(described.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _original_of(text: Text, site: Site) -> str:
    """A digest of what a translation is compared with: its original, and how it stands to it."""
    original = original_of(site, text)
    if original is None:
        return ""
    described = repr((original.path, site.data(original.path), site.translations.states.get(text.path)))
    return hashlib.blake2b(described.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _covers(rule: Rule, review: Review, tag: str) -> bool:
    if rule.names and rule.names not in review.names:
        return False
    return not rule.lexicon or review.lexicons.get(rule.lexicon, tag) is not None


def _review_text(text: Text, data: bytes, rules: Iterable[Rule], review: Review, options: Options) -> dict[str, Any]:
    """What all rules find in one text, in the form in which it is kept."""
    point = review.site.talking_points.get(getattr(text.fields, "talking_point", ""))
    reading = passages.read(text, data, body_start(data), point)
    waivers, findings = _waivers(reading, review)
    waived: list[Waived] = []
    for rule in rules:
        if rule.reads == "site" or reading.kind not in rule.kinds:
            continue
        for hit in hits(rule, reading, review):
            finding = _finding(rule, hit, reading, options, review.site, _draft(rule, review, text.language))
            waiver = _waiver_of(rule, hit, waivers, reading)
            if waiver:
                waived.append(Waived(finding, waiver.reason, waiver.until.isoformat()))
            else:
                findings.append(finding)
    return {
        "waived": [[_plain(one.finding), one.reason, one.until] for one in waived],
        "findings": [_plain(finding) for finding in findings],
    }


def _plain(finding: Finding) -> list[Any]:
    return list(asdict(finding).values())


def hits(rule: Rule, reading: Reading, review: Review) -> Iterator[Hit]:
    """What one rule finds in one text."""
    if rule.reads == "text":
        yield from rule.check(reading, review)
        return
    shown = review.lexicons.may_hold(rule.lexicon, reading) if rule.listed else reading.passages
    for passage in shown:
        if rule.reads_passage(passage, reading.kind):
            yield from rule.check(passage, review)


def hits_elsewhere(rule: Rule, review: Review) -> Iterator[Hit]:
    """What one rule finds in the site as a whole, and in what belongs to no text."""
    if rule.reads == "site":
        yield from rule.check(review.site, review)
    if rule.elsewhere is not None:
        yield from rule.elsewhere(review.site, review)


def _draft(rule: Rule, review: Review, tag: str) -> bool:
    """Whether a rule rests on a word list that no native reader has reviewed: it then warns at most."""
    lexicon = review.lexicons.get(rule.lexicon, tag) if rule.lexicon else None
    return lexicon is not None and not lexicon.reviewed_by


def _finding(
    rule: Rule, hit: Hit, reading: Reading | None, options: Options, site: Site, draft: bool = False
) -> Finding:
    message, cure = rule.say.get(options.speak) or rule.say["en"]
    shown = _masked(hit.words) if rule.masked else _short(hit.words)
    values = {"words": shown, **{name: str(value) for name, value in hit.values.items()}}
    severity: Severity = hit.severity or rule.severity
    if draft and severity == "error" and not hit.certain:
        severity = "warning"
    path, line, column, tag = hit.path, hit.line, hit.column, ""
    if reading is not None:
        path, tag = hit.path or site.shown(reading.text.path), reading.text.language
        if not hit.path and hit.passage is not None:
            line, column = reading.place(hit.passage, hit.start)
    return Finding(rule.name, severity, path, line, column, _filled(message, values), _filled(cure, values), tag)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], ""), text).strip()


def _masked(words: str) -> str:
    """The first letter of each word, so that a report does not spread what it warns of."""
    return re.sub(r"\w+", lambda match: match[0][0] + "…" if len(match[0]) > 1 else match[0], _short(words))


def _short(words: str) -> str:
    listed = words.split()
    return " ".join(listed[:8]) + (" …" if len(listed) > 8 else "")


# -- waivers -------------------------------------------------------------------------------------------------------


def _waivers(reading: Reading, review: Review) -> tuple[list[Waiver], list[Finding]]:
    names = {called for rule in all_rules() for called in (rule.name, rule.id)}
    waivers: list[Waiver] = []
    findings: list[Finding] = []
    path, tag = review.site.shown(reading.text.path), reading.text.language

    def fault(rule: str, severity: Severity, offset: int, message: str, cure: str) -> None:
        from .position import Positions

        place = Positions(reading.data).at(offset)
        findings.append(Finding(rule, severity, path, place.line, place.column, message, cure, tag))

    for text, offset in reading.comments:
        match = WAIVER.search(text)
        if match is None:
            if ALMOST.search(text):
                fault(
                    "malformed-waiver", "error", offset, "this waiver is not complete",
                    "Write <!-- rejoinder: allow RULE because REASON until YYYY-MM-DD -->.",
                )  # fmt: skip
            continue
        if match["rule"] not in names:
            fault(
                "malformed-waiver",
                "error",
                offset,
                f"there is no rule “{match['rule']}”",
                near(match["rule"], names).strip(),
            )
            continue
        try:
            until = date.fromisoformat(match["until"])
        except ValueError:
            fault("malformed-waiver", "error", offset, f"“{match['until']}” is not a day", "Write it as 2027-05-24.")
            continue
        if until < review.site.settings.today:
            fault(
                "expired-waiver", "warning", offset, f"the waiver for {match['rule']} ended on {until}",
                "Mend the text, or give a new reason and day.",
            )  # fmt: skip
            continue
        waivers.append(Waiver(match["rule"], " ".join(match["reason"].split()), until, offset))
    return waivers, findings


def _waiver_of(rule: Rule, hit: Hit, waivers: list[Waiver], reading: Reading) -> Waiver | None:
    """The waiver that allows a hit. One covers the block that follows it; before all text it covers the whole file."""
    for waiver in waivers:
        if waiver.rule not in (rule.name, rule.id):
            continue
        blocks = [passage for passage in reading.passages if not passage.where]
        first = min((passage.offset_of(0) for passage in blocks), default=0)
        if waiver.offset < first:
            return waiver
        if hit.passage is None or hit.passage.where:
            continue
        following = [passage for passage in blocks if passage.offset_of(0) > waiver.offset]
        if following and _same_block(hit.passage, following[0]):
            return waiver
    return None


def _same_block(one: Passage, other: Passage) -> bool:
    return one is other or one.block == other.block
