"""The repository's own content: nothing is cited that its evidence lacks, and the evidence is that of the pack."""

from __future__ import annotations

import datetime as dt
import difflib
import json
import re
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import reference
import yaml
from audit import runs_of
from bs4 import BeautifulSoup
from rejoinder.core import absence, explainer, shared_words
from rejoinder.core.consent import Consent
from rejoinder.core.evidence import MAX_PASSAGE_WORDS
from rejoinder.core.explainer import Explainer, citations
from rejoinder.core.markup import ROLES, Component, FactValue, plain_text
from rejoinder.core.people import Person
from rejoinder.core.people import read as read_person
from rejoinder.core.testimony import DOOR
from sites import REPO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.explainer import Text

CONTENT = REPO / "content"
SHARED = REPO.parent / "shared"
TEXTS = {text.path: text for text in reference.site().texts()}
EXPLAINERS = {path: text for path, text in TEXTS.items() if isinstance(text, Explainer)}
EVIDENCE = reference.site().evidence
PEOPLE = reference.site().people


def keys_of(text: Text) -> Iterator[str]:
    """Every key that a text cites, facts stated as figures among them."""
    for _, _, part in citations(text):
        yield from [part.key] if isinstance(part, FactValue) else [citation.key for citation in part.citations]


def sources_of(text: Text) -> set[str]:
    """The sources behind what a text cites."""
    found: set[str] = set()
    for key in keys_of(text):
        found |= set(EVIDENCE.facts[key].entry.sources) if key in EVIDENCE.facts else {key}
    return found


def running_text(text: Text) -> str:
    """The words of a text's body, without headings and marks."""
    parts = [part for section in text.sections for part in section.parts]
    html = "".join(
        part if isinstance(part, str) else part.text if isinstance(part, FactValue) else "" for part in parts
    )
    soup = BeautifulSoup(html, "html.parser")
    for heading in soup.find_all(re.compile(r"^h\d$")):
        heading.decompose()
    return soup.get_text(" ")


# -- what is cited is there --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TEXTS)
def test_nothing_is_cited_that_the_evidence_lacks(path: str) -> None:
    """Every citation and every stated figure resolves to an entry of content/evidence.

    The file is read as plain text here, so that what the parser did not see as a citation counts too.
    """
    text = (CONTENT / path).read_text("utf-8")
    cited = {
        key
        for group in re.findall(r"\[(@[^\]]+)\]", text)
        for key in re.findall(r"@([A-Za-z0-9][\w:.-]*[A-Za-z0-9])", group)
    }
    cited |= set(re.findall(r"\]\(fact:([^)#\s]+)", text))
    assert cited - EVIDENCE.keys() == set()
    assert cited == set(keys_of(TEXTS[path]))


def test_the_evidence_is_whole() -> None:
    """Every fact's sources and the source of its passage exist, and every source has a note that says its kind."""
    for fact in EVIDENCE.facts.values():
        assert set(fact.entry.sources) <= set(EVIDENCE.sources), fact.id
        assert fact.entry.passage.source in fact.entry.sources, fact.id
        assert 0 < len(fact.entry.passage.text.split()) <= MAX_PASSAGE_WORDS, fact.id
    notes = yaml.load((CONTENT / "evidence/source-notes.yaml").read_text("utf-8"), yaml.CBaseLoader)
    assert set(notes) == set(EVIDENCE.sources)
    recorded = {claim.recorded.source for point in reference.site().talking_points.values() for claim in point.claims}
    services = {service.source for service in reference.site().services.values()}
    people = {person.source for person in PEOPLE.values()}
    assert recorded | people | services - {""} <= set(EVIDENCE.sources)


def test_a_monitor_is_never_proof_of_an_event() -> None:
    """A fact that rests on monitors alone is none that a figure is stated from."""
    for text in TEXTS.values():
        for _, _, part in citations(text):
            if isinstance(part, FactValue):
                kinds = {EVIDENCE.sources[key].note.kind for key in EVIDENCE.facts[part.key].entry.sources}
                assert kinds != {"monitor"}, part.key


def test_the_evidence_holds_nothing_for_editors_alone() -> None:
    """Remarks, checks and grades of the research stay out of the repository."""
    private = {
        "note",
        "custom",
        "editor_note",
        "editor-note",
        "checked",
        "confidence",
        "tier",
        "print_quote",
        "quote_source",
    }

    def keys(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for key, item in value.items():
                yield key
                yield from keys(item)
        elif isinstance(value, list):
            for item in value:
                yield from keys(item)

    sources = json.loads((CONTENT / "evidence/sources.json").read_text("utf-8"))
    assert private & set(keys(sources)) == set()
    for name in ("facts", "source-notes"):
        assert (
            private & set(keys(yaml.load((CONTENT / f"evidence/{name}.yaml").read_text("utf-8"), yaml.CBaseLoader)))
            == set()
        )


# -- the explainers ----------------------------------------------------------------------------------------------------


def test_the_three_explainers() -> None:
    """Each of the first three talking points is answered by its explainer."""
    answered = {text.slug: text.fields.talking_point for text in EXPLAINERS.values() if text.language == "en"}
    expected = {
        "people-at-the-concert": "grievance",
        "who-chaos-harms": "global-chaos",
        "where-the-group-comes-from": "proxies",
    }
    assert expected.items() <= answered.items()


@pytest.mark.parametrize("path", EXPLAINERS)
def test_an_explainer_is_complete_and_of_its_length(path: str) -> None:
    """Every role in its order, 900 to 1,600 words of running text, at least twelve facts from at least ten sources."""
    text = EXPLAINERS[path]
    assert tuple(section.role for section in text.sections) == ROLES
    assert 900 <= len(running_text(text).split()) <= 1600
    assert len({key for key in keys_of(text) if key in EVIDENCE.facts}) >= 12
    assert len(sources_of(text)) >= 10


@pytest.mark.parametrize("path", EXPLAINERS)
def test_what_is_read_alone_does_not_say_the_claim(path: str) -> None:
    """Title, answer, glance, headings and address hold no four words in a row of a claim's paraphrase."""
    text = EXPLAINERS[path]
    point = reference.site().talking_points[text.fields.talking_point]
    told = {run for claim in point.claims for words in claim.paraphrase.values() for run in runs_of(words)}
    assert told
    alone = [
        text.fields.title,
        plain_text(text.answer),
        plain_text(text.glance),
        text.slug.replace("-", " "),
        text.fields.content_note,
    ]
    alone += [plain_text(section.heading) for section in text.sections]
    assert [run for words in alone for run in runs_of(words) & told] == []


@pytest.mark.parametrize("path", EXPLAINERS)
def test_every_claim_is_boxed_once(path: str) -> None:
    """Each claim of the talking point stands once, in the claim section."""
    text = EXPLAINERS[path]
    placed = [
        (section.role, part.id)
        for section in text.sections
        for part in section.parts
        if isinstance(part, Component) and part.scheme == "claim"
    ]
    claims = reference.site().talking_points[text.fields.talking_point].claims
    assert sorted(placed) == sorted(("claim", claim.id) for claim in claims)


@pytest.mark.parametrize("path", TEXTS)
def test_every_text_is_a_draft(path: str) -> None:
    """Nobody at an organisation has reviewed a text yet, and none says so."""
    review = TEXTS[path].fields.review
    assert (review.status, review.facts, review.trauma, review.language, review.on) == ("draft", "", "", "", None)


# -- the people --------------------------------------------------------------------------------------------------------


def placed_in(text: Text) -> list[str]:
    """The people whom a text shows, in reading order."""
    return [part.id for part in explainer.testimonies(text)]


@pytest.mark.parametrize("path", EXPLAINERS)
def test_every_explainer_shows_people_and_the_same_ones_in_every_language(path: str) -> None:
    """The people section of a translation shows whom the original shows, in the same order."""
    text = EXPLAINERS[path]
    assert placed_in(text)
    assert placed_in(text) == placed_in(EXPLAINERS[f"en/explainers/{text.slug}.md"])


@pytest.mark.parametrize("key", PEOPLE)
def test_a_person_is_whole_in_every_language(key: str) -> None:
    """What a record says of a person in one language it says in each of the site's, with the same numbers."""
    person, tags = PEOPLE[key], set(reference.site().languages)
    for words in (person.role, person.name, person.words, person.place, person.community, person.content_note):
        assert set(words) in (set(), tags), key
    numbers = {tag: sorted(re.findall(r"\d+", words)) for tag, words in person.words.items()}
    assert [tag for tag in tags if len(numbers[tag]) != len(numbers["en"])] == [], numbers
    years = {tag: {number for number in found if len(number) == 4} for tag, found in numbers.items()}
    assert len({frozenset(found) for found in years.values()}) == 1, years


@pytest.mark.parametrize("key", PEOPLE)
def test_a_person_is_shown_with_care(key: str) -> None:
    """Nobody has given words to this site; children and people at risk stand on the web alone; only an advocate is named."""
    person = PEOPLE[key]
    assert person.consent.basis != "given-to-us"
    assert not {"audio", "card", "dataset"} & set(person.consent.formats)
    if {"minor", "ongoing-risk"} & set(person.sensitivity):
        assert person.consent.formats == ["web"]
    assert person.identify == "role-only" or person.advocate
    assert not person.quoted or person.advocate


@pytest.mark.parametrize("key", PEOPLE)
def test_a_person_s_words_stand_in_their_record_alone(key: str) -> None:
    """Whoever withdraws is gone with the record: no text, fact, remark or other record holds their name or their words.

    The title of the speech itself may name its speaker: pages print it as theirs.
    """
    person = PEOPLE[key]
    trace = absence.Searcher([absence.Person(key, tuple(person.name.values()), tuple(person.words.values()))])
    found = [
        path for path in TEXTS if trace.in_text((CONTENT / path).read_text("utf-8").replace(f"testimony:{key}", ""))
    ]
    found += [one.name for one in shared_words.of(reference.site()) if any(map(trace.in_text, one.words.values()))]
    found += [fact.id for fact in EVIDENCE.facts.values() if trace.in_text(fact.entry.passage.text)]
    found += [
        source.id for source in EVIDENCE.sources.values() if source.id != person.source and trace.in_text(source.title)
    ]
    found += [other for other in PEOPLE if other != key and any(map(trace.in_text, PEOPLE[other].words.values()))]
    assert found == []


@pytest.mark.parametrize("tag", ["en", "ru", "ar"])
def test_the_people_concerned_find_their_door(tag: str) -> None:
    """The page about consent has the place to which everybody's testimony leads."""
    assert DOOR in {section.id for section in TEXTS[f"{tag}/pages/consent.md"].sections}


def test_the_document_for_publishers_tells_every_field_of_a_person() -> None:
    """docs/people-and-consent.md has each field of a record and of its consent, and its example is one without a fault."""
    document = (REPO / "docs/people-and-consent.md").read_text("utf-8")
    rows = set(re.findall(r"`([a-z-]+)`", " ".join(re.findall(r"^\|((?: `[a-z-]+`)+) \|", document, re.MULTILINE))))
    fields = {info.alias or name for model in (Person, Consent) for name, info in model.model_fields.items()}
    assert fields - {"consent"} <= rows
    example = re.search(r"```yaml\n(.*?)```", document, re.DOTALL)
    assert example is not None
    assert read_person(example[1].encode(), "people/p-1.yaml").findings == []


# -- the pack ----------------------------------------------------------------------------------------------------------

pack_only = pytest.mark.skipif(
    not (SHARED / "evidence").is_dir(), reason="there is no ../shared/evidence to compare with"
)

#: Facts whose statement is worded otherwise than in the pack, and why.
REWORDED: dict[str, str] = {}
#: Facts whose passage the pack gives to the wrong one of their sources, and why.
PASSAGE_ELSEWHERE = {"b-coalition-growth": "the words of November 2025 cannot stand in the page of 2017"}
#: Facts of the pack that tell what one person said or did: they stand in that person's record, so that they go with it.
TOLD_BY_PEOPLE = {
    "a19-who-was-there": "crocus-eyewitness",
    "a21-attendant": "crocus-cloakroom",
    "a25-unnamed-attendant": "crocus-way-out",
    "g14-murad-cost": "un-advocate",
    "g15-leiris": "paris-letter",
    "g16-murray": "manchester-mother",
    "g17-crocus-40-days": "crocus-forty-days",
    "g18-like-yesterday": "crocus-verdict-day",
    "k5-nur-donors": "nur-volunteers",
}
#: Facts of the pack about children who did not ask for publicity, told by others.
ABOUT_CHILDREN = {"a22-muftiate-medal", "k5-tajik-waiter"}
#: Figures that the pack gives in parts, and which parts.
SUMS = {"e14-oman#dead": "four Pakistanis, an Indian and a police officer"}


@cache
def pack(name: str) -> dict[str, Any]:
    """A file of the evidence pack, by id."""
    return {item["id"]: item for item in json.loads((SHARED / "evidence" / f"{name}.json").read_text("utf-8"))}


def plainly(text: str) -> str:
    """A text without the differences of typing: straight quotation marks and hyphens, single spaces, lower case."""
    return " ".join(
        text.translate(str.maketrans("‘’“”–—\u00a0", "''\"\"-- ")).replace("'", "").replace('"', "").split()
    ).casefold()


def rewordings() -> dict[str, float]:
    """How alike each fact's statement and the pack's are, from 0 to 1."""
    return {
        key: difflib.SequenceMatcher(
            None, plainly(fact.entry.statement["en"]).split(), plainly(pack("facts")[key]["statement"]).split()
        ).ratio()
        for key, fact in EVIDENCE.facts.items()
    }


@pack_only
def test_the_facts_are_those_of_the_pack() -> None:
    """Every fact stands in the pack under its key, with the same passage, its language and source, and the same sources."""
    for key, fact in EVIDENCE.facts.items():
        known = pack("facts")[key]
        passage = fact.entry.passage
        source = known["quote_source"] if key not in PASSAGE_ELSEWHERE else passage.source
        assert (passage.text, passage.language, passage.source) == (known["quote"], known["quote_language"], source), (
            key
        )
        assert not passage.print or known.get("print_quote", True), key
        assert set(fact.entry.sources) <= set(known["sources"]), key
    core = {key for key, known in pack("facts").items() if known["tier"] == "core"}
    assert core - set(EVIDENCE.facts) == TOLD_BY_PEOPLE.keys() | ABOUT_CHILDREN


@pack_only
@pytest.mark.parametrize("key", PEOPLE)
def test_the_people_are_those_of_the_pack(key: str) -> None:
    """A person's source carries a fact of the pack's core that tells of them, on a day the pack does not contradict.

    Quoted words stand in a passage from that source; a paraphrase repeats no five words of a passage.
    """
    person = PEOPLE[key]
    told = [fact for fact in pack("facts").values() if fact["tier"] == "core" and person.source in fact["sources"]]
    assert told, key
    assert all(
        PEOPLE[who].source in pack("facts")[fact]["sources"] for fact, who in TOLD_BY_PEOPLE.items() if who == key
    )
    passages = [fact["quote"] for fact in told if fact["quote_source"] == person.source]
    if person.quoted:
        own = person.words[str(person.language)]
        assert any(own in passage for passage in passages), key
    else:
        said = absence.Searcher([absence.Person(key, (), tuple(person.words.values()))])
        assert [passage for passage in passages if said.in_text(passage)] == []
    assert _could_be_read_by(pack("sources")[person.source], person.consent.obtained), key


def _could_be_read_by(source: dict[str, Any], day: dt.date) -> bool:
    """Whether a day is that of publication or, where the pack knows a month, a year or nothing, a day by which it was public."""
    parts = source.get("issued", {}).get("date-parts", [[]])[0]
    if not parts:
        return list(source["accessed"]["date-parts"][0]) == [day.year, day.month, day.day]
    if len(parts) == 3:
        return list(parts) == [day.year, day.month, day.day]
    last = (day + dt.timedelta(days=1)).day == 1 and (len(parts) == 2 or day.month == 12)
    return last and list(parts) == [day.year, day.month][: len(parts)]


@pack_only
def test_the_statements_are_those_of_the_pack() -> None:
    """A statement is the pack's or a close rewording of it; any other is listed here with its reason."""
    far = {key for key, alike in rewordings().items() if alike < 0.6}
    assert far == set(REWORDED)


@pack_only
def test_the_figures_stand_in_the_evidence() -> None:
    """Every figure's value stands, in digits or words, in the statement, passage or caveat that the pack gives for its fact."""
    missing = {}
    for key, fact in EVIDENCE.facts.items():
        known = pack("facts")[key]
        said = plainly(
            " ".join([known["statement"], known["quote"], known.get("caveat", ""), known.get("editor_note", "")])
        )
        digits = {re.sub(r"(?<=\d)[ ,.](?=\d{3}\b)", "", number) for number in re.findall(r"\d[\d ,.]*", said)}
        numbers = {number.strip(" ,.") for number in digits} | set(re.findall(r"\d+(?:\.\d+)?", said))
        for name, figure in fact.entry.figures.items():
            if str(figure.value) not in numbers and _in_words(figure.value) not in said:
                missing[f"{key}#{name}"] = figure.value
    assert set(missing) == set(SUMS)


def _in_words(value: float) -> str:
    ones = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    return ones.split()[int(value)] if value < 20 else str(value)


@pack_only
def test_the_sources_are_those_of_the_pack() -> None:
    """Every source stands in the pack under its id, with the same title, publisher, authors, day, address and language."""
    ours = {item["id"]: item for item in json.loads((CONTENT / "evidence/sources.json").read_text("utf-8"))}
    for key, item in ours.items():
        known = {name: value for name, value in pack("sources")[key].items() if name not in ("note", "custom")}
        assert item == known, key


@pack_only
def test_no_source_is_shown_more_freely_than_the_pack_allows() -> None:
    """What the pack says not to link or not to name by its title is not linked and not named."""
    for key, source in EVIDENCE.sources.items():
        custom = pack("sources")[key]["custom"]
        assert source.note.link <= bool(custom.get("link")), key
        assert source.note.show_title <= bool(custom.get("show_title", True)), key


@pack_only
def test_the_services_are_those_of_the_pack() -> None:
    """Every service has the source, address and number that the pack gives it, and promises no more about the police."""
    known = json.loads((SHARED / "evidence/support-services.json").read_text("utf-8"))
    for key, service in reference.site().services.items():
        items = [item for item in known if item["source_id"] == service.source]
        assert service.url in {"", *(item["url"] for item in items)}, key
        assert service.reports_to_police in {
            "unknown",
            *(item["reports_to_police"].replace(" ", "-") for item in items),
        }, key
        assert any(digits(service.phone) in digits(f"{item['name']} {item['phone']}") for item in items), key
        assert service.called_on is None, key


def digits(text: str) -> str:
    """The digits of a telephone number, however it is grouped."""
    return re.sub(r"[^\d]", "", text)


@pack_only
def test_the_pack_s_own_check_passes() -> None:
    """`check_evidence.py` finds nothing that is not in the pack."""
    ran = subprocess.run(
        [sys.executable, str(SHARED / "tools/check_evidence.py"), str(REPO)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    assert ran.stdout.startswith("ok:")
