"""An attack is called successful, clever, spectacular.

What:
    A word of praise (“successful”, “clever”, “professional”, “deadliest”) a
    few words away from a word for an attack or for those who committed it,
    in our own voice; also that an attack “achieved its aim” or was a
    “victory”. Alternative texts of pictures are read too. Quotation marks, quotations and the claim itself are somebody
    else's voice and are not read.

Why:
    Praise is what the people behind an attack want to hear, and
    superlatives invite the next one to outdo it. Guidance on reporting mass
    violence asks for neither.

Instead:
    Say what happened to people: “the attack killed 12 people”. Name a
    failure or a number, not a quality.

When it is wrong:
    A successful rescue, a foiled attack, a smart student, professional help
    for survivors: none of them is meant, and “the attack was not
    successful” is accepted. Where a court or a study must be quoted, use
    quotation marks and cite it.
"""

from rejoinder.core.rule import Authority, Rule, lexicon_hits, lexicon_hits_in_alts

RULE = Rule(
    name="praise-of-an-attack",
    id="A09",
    severity="error",
    lexicon="praise-of-an-attack",
    listed=True,
    masked=True,
    authority=(
        Authority("Reporting on Mass Shootings, recommendations (E31)", "https://www.reportingonmassshootings.org/"),
    ),
    say={
        "en": ("an attack is praised: “{words}”", "Say what it did to people. {instead}"),
        "ru": ("нападение хвалят: «{words}»", "Напишите, что оно сделало с людьми. {instead}"),
        "ar": ("مدحٌ لهجوم: «{words}»", "اذكر ما فعله بالناس. {instead}"),
    },
    check=lambda passage, review: lexicon_hits(passage, review, "praise-of-an-attack"),
    elsewhere=lambda site, review: lexicon_hits_in_alts(site, review, "praise-of-an-attack"),
)
