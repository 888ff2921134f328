"""Attacks or their dead are ranked.

What:
    A rank among attacks (“the deadliest attack since 2004”, “a record
    number of dead”), a comparison of tolls (“more victims than …”) or a
    league table, in our own voice.

Why:
    A rank is a score. Recommendations for reporting mass shootings warn that
    a record invites the next attacker to break it. To the families a rank
    says that other dead counted for less.

Instead:
    Give the number, the day and the source, without a comparison: “149
    people died, as of 12 March 2026”.

When it is wrong:
    A table in a study may need an order. Cite the study, put its wording in
    quotation marks, or allow the passage with a reason. The largest memorial,
    the worst drought and a record number of blood donors are not attacks.
"""

from rejoinder.core.rule import Authority, Rule, lexicon_hits, lexicon_hits_in_alts

RULE = Rule(
    name="ranking-of-attacks",
    id="V09",
    severity="warning",
    lexicon="ranking-of-attacks",
    listed=True,
    masked=True,
    authority=(
        Authority("Recommendations for reporting on mass shootings (E31)", "https://www.reportingonmassshootings.org/"),
    ),
    say={
        "en": (
            "an attack or its dead are ranked: “{words}”",
            "Give the number, the day and the source, without a rank.",
        ),
        "ru": (
            "нападения или число погибших сравниваются: «{words}»",
            "Назовите число, день и источник, без сравнения.",
        ),
        "ar": ("مفاضلة بين الهجمات أو بين أعداد القتلى: «{words}»", "اذكر العدد واليوم والمصدر دون مفاضلة."),
    },
    check=lambda passage, review: lexicon_hits(passage, review, "ranking-of-attacks"),
    elsewhere=lambda site, review: lexicon_hits_in_alts(site, review, "ranking-of-attacks"),
)
