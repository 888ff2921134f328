"""The worst page: everything at once that the review exists to stop, and the same subject written with care.

The first is written in the manner of a monitoring report that spreads what it watches, with placeholder words where
such a report prints propaganda. The second tells of the same attack in the house order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import passages
from rejoinder.core import editorial
from rejoinder.core.rule import Names, hash_of, key_of_name

if TYPE_CHECKING:
    from pathlib import Path

    from rejoinder.core.finding import Finding

SALT = b"salt of the worst page"
LISTED = {
    "perpetrators": ("Placeholder", "Zed Placeholder"),
    "outlets": ("CHANNELNAME", "HASHTAGNAME"),
    "manifestos": ("PLACEHOLDERTITLE",),
    "slogans": ("SLOGANWORD",),
}
NAMES = Names(
    SALT, {kind: frozenset(hash_of(SALT, key_of_name(name, "en")) for name in own) for kind, own in LISTED.items()}
)
SPOKEN = " ".join(["Placeholder words stand here in place of what the group said about its deed."] * 12)

WORST_FRONT = """\
talking-point: war
published: 2026-11-01
updated: 2026-11-01
title: "Was the attack a punishment of the country for its war abroad?"
answer: "The attack punished the country for its war abroad, says SLOGANWORD."
glance: |
  Nobody is safe any more. The successful attack by Islamic State punished the country for its war abroad.
audience: [Muslims]
content-note: "WARNING: shocking and horrific scenes of a bloodbath!"
review: {status: draft}
review-by: 2027-05-01
"""
WORST_BODY = f"""\
## SLOGANWORD: the soldiers of the caliphate strike again {{.facts}}

Islamic State struck a concert hall with a successful attack, the deadliest in history. Zed Placeholder, the mastermind,
carried out the brilliant attack. The group claimed responsibility for it on its channel
[CHANNELNAME](https://t.me/CHANNELNAME), under #HASHTAGNAME [@monitor-1].

> {SPOKEN}
> — a message by supporters of the group [@monitor-1]

The gunmen slipped past the guards through the side door with six kilograms of explosive. More than 140 people died.

## The soldiers {{.people}}

There were people.

## Claim {{.claim}}

![](claim:punishment)

## How it was done {{.technique}}

Only an idiot would doubt that Islamic State can strike anywhere. You must understand that the attack punished the
country for its war abroad. In “PLACEHOLDERTITLE” Placeholder says why.

## What is known {{.instead}}

That is wrong.

## War {{.real-harm}}

The Russians bombed everybody there.

## Talk {{.conversation}}

Everyone must reject this. Nobody is safe.

## More {{.help}}

The group will return, says its leader: the attack punished the country for its war abroad.
"""
WORST_POINT = """\
claims:
  - id: punishment
    paraphrase: {en: The attack punished the country for its war abroad.}
    verdict: true-but-justifies-nothing
    reason: {en: It is wrong.}
    recorded: {source: monitor-1, on: 2024-03-25}
techniques: []
real-harm: {en: Civilians died in that war.}
why-answer: {en: It is widespread.}
related: []
aliases: {en: [SLOGANWORD]}
"""
WORST_PICTURE = """\
file: picture.jpg
alt: {en: "May be an image of a masked gunman with a rifle under the group's flag (automatically generated)"}
shows: [perpetrator]
credit: A. N. Other
"""

GOOD_FRONT = """\
talking-point: war
published: 2026-11-01
updated: 2026-11-01
title: "Concertgoers are civilians, whatever their government does"
answer: "The people in the hall had come to hear music. The law protects civilians in every conflict [@fact-law]."
glance: |
  On 12 March 2026 investigators counted [149](fact:fact-toll#dead) dead. They had come to hear music [@news-1].

  The law forbids attacks on civilians [@fact-law]. You can check each source and decide for yourself.
audience: [undecided-readers]
content-note: "Speaks of a shooting and of people who died."
review: {status: draft}
review-by: 2027-05-01
"""
GOOD_BODY = """\
## What happened {.facts}

On 22 March 2024 gunmen shot at people in a concert hall [@fact-toll]. On 12 March 2026 investigators counted
[149](fact:fact-toll#dead) dead and [609](fact:fact-toll#injured) injured.

## Who was harmed {.people}

Families, ushers and guests were in the hall [@news-1]. Ushers opened the doors and led people out [@news-2]. Nurses came
in on their day off [@news-2].

An usher recalled that they held the door until nobody was left inside [@news-1].

## What is claimed {.claim}

The box below holds a claim, so that you can recognise it. It justifies nothing.

![](claim:punishment)

## How the claim misleads {.technique}

The technique is called collective guilt. It makes everybody answer for what a government did.

## What the record shows {.instead}

The law protects civilians in every conflict [@fact-law]. A court asked what each accused man had done, and gave its
reasons in public [@court-1]. The people in the hall had done nothing but come to hear music [@court-1].

## The real harm {.real-harm}

In 2025 aid workers counted [30000](fact:fact-camp) people in the camp. Their loss counts as much as any other.

## If someone says this {.conversation}

You could ask: who was in the hall? You can check each source and decide for yourself.

## Where to turn {.help}

If this was hard to read, the [help page](../pages/help.md) lists services.
"""
GOOD_PICTURE = """\
file: picture.jpg
alt: {en: Flowers and candles on the steps of the hall}
shows: [memorial, flowers]
credit: A. N. Other
"""


def _found(front: str, body: str, picture: str, folder: Path, **files: str) -> list[Finding]:
    path = "en/explainers/people-at-the-concert.md"
    own = {path: f"---\n{front}---\n{body}", "media/picture.yaml": picture} | files
    example = passages.Example("en", "nothing", "", own)
    return passages.review(example, folder, editorial.Options(names=NAMES))


def test_the_worst_page_raises_at_least_fifteen_rules(tmp_path: Path) -> None:
    """A page in the manner of the report that prompted the project is stopped for every one of its known faults."""
    found = _found(WORST_FRONT, WORST_BODY, WORST_PICTURE, tmp_path, **{"talking-points/war.yaml": WORST_POINT})
    raised = {finding.rule for finding in found}
    assert len(raised) >= 15
    assert raised >= {
        "claim-in-title",
        "question-in-title",
        "claim-read-alone",
        "claim-repeated",
        "claim-without-warning",
        "explanation-missing",
        "technique-not-named",
        "quotation-too-long",
        "link-to-open-channel",
        "named-channel",
        "perpetrator-named",
        "picture-of-the-perpetrators",
        "glorifying-word",
        "state-word-for-the-group",
        "praise-of-an-attack",
        "method-of-an-attack",
        "slogan-in-heading",
        "alias-in-text",
        "manifesto-named",
        "people-left-out",
        "no-way-to-help",
        "poor-alt-text",
        "fear-language",
        "unconfirmed-responsibility",
        "ranking-of-attacks",
        "ending-on-the-claim",
    }


def test_the_worst_page_is_refused_by_the_build(tmp_path: Path) -> None:
    """Many of its faults are errors, and an error keeps the site from being built."""
    found = _found(WORST_FRONT, WORST_BODY, WORST_PICTURE, tmp_path, **{"talking-points/war.yaml": WORST_POINT})
    assert len({finding.rule for finding in found if finding.severity == "error"}) >= 10


def test_no_report_of_the_worst_page_spreads_its_names(tmp_path: Path) -> None:
    """What the private lists hold is masked in the findings about it."""
    found = _found(WORST_FRONT, WORST_BODY, WORST_PICTURE, tmp_path, **{"talking-points/war.yaml": WORST_POINT})
    masked = {"perpetrator-named", "named-channel", "manifesto-named", "slogan-in-heading", "alias-in-text"}
    told = " ".join(finding.message for finding in found if finding.rule in masked)
    assert told
    assert not [name for names in LISTED.values() for name in names if name in told]


def test_the_same_subject_written_with_care_raises_nothing(tmp_path: Path) -> None:
    """The counterpart tells of the same attack, the same people and the same claim, and nothing is found."""
    assert _found(GOOD_FRONT, GOOD_BODY, GOOD_PICTURE, tmp_path) == []
