"""The review is no worse than it was at the passages written before its first rule, and the document says how good."""

from __future__ import annotations

import hashlib
import re

import blind_measure
import pytest
from blind_measure import DOCUMENT, FOLDER, Measurement, all_passages, figures

#: Slightly under what was measured: a change that loses quality fails, a change of one finding does not.
LEAST_RECALL, LEAST_PRECISION, LEAST_STRICT = 0.95, 0.97, 0.92
#: The passages are never changed; these digests are of the files as they were before the first rule.
DIGESTS = {"en": "e62d0b7a126aeee2", "ru": "f5be27fd46d0bec6", "ar": "06012bb01d697ee6"}


@pytest.fixture(scope="module")
def measured() -> Measurement:
    """The measurement, made once."""
    return blind_measure.measure()


@pytest.mark.parametrize("language", sorted(DIGESTS))
def test_the_passages_are_those_written_before_the_first_rule(language: str) -> None:
    """When the review is wrong about a passage, the rule is mended, never the passage."""
    data = (FOLDER / f"{language}.yaml").read_bytes()
    assert hashlib.blake2b(data, digest_size=8).hexdigest() == DIGESTS[language]


def test_there_are_enough_passages() -> None:
    """At least sixty that an editor would flag and sixty that none would, each telling why."""
    found = list(all_passages())
    assert min(sum(1 for passage in found if passage.kind == kind) for kind in ("bad", "good")) >= 60
    assert all(passage.why and bool(passage.expect) == (passage.kind == "bad") for passage in found)
    assert len({passage.id for passage in found}) == len(found)


def test_the_review_finds_what_an_editor_would_and_little_else(measured: Measurement) -> None:
    """Recall and precision over all families stay above their floors."""
    overall = measured.overall
    print(figures(measured))
    assert overall.recall >= LEAST_RECALL
    assert overall.precision >= LEAST_PRECISION
    assert overall.strict_precision >= LEAST_STRICT


def test_the_document_gives_the_figures_of_today(measured: Measurement) -> None:
    """`docs/review-quality.md` holds the table as measured now; `make blind` renews it."""
    assert figures(measured) in DOCUMENT.read_text("utf-8"), "run `make blind`"


def test_the_document_names_each_miss_and_each_false_alarm(measured: Measurement) -> None:
    """What is missed, and what is raised on good passages, is listed with its reason: no more and no less."""
    named = set(
        re.findall(r"^\| `([a-z]+-(?:bad|good)-\d+)` \| ([A-Z]\d+) \|", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    )
    wrong = measured.missed + [(passage, rule) for passage, rule in measured.false if passage.kind == "good"]
    assert named == {(passage.id, rule) for passage, rule in wrong}
