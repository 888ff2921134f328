"""The text spreads fear.

What:
    Words that carry a threat on to the reader: “no one is safe”, “they can
    strike anywhere”, “only a matter of time”, “the group vowed to strike”. Our
    own voice is read, titles, short answers and alternative texts included.

Why:
    UNESCO asks that reporting on terrorism be free of fear-mongering: fear is
    what an attack is for, and a sentence that says the group can reach
    everyone does its work. It is rarely supported by evidence, too.

Instead:
    Say what is known about limits and about the remaining risk, with a
    source: “the court named nine people; officials rated the risk as …”.

When it is wrong:
    Survivors may say that they are afraid, and people may not be safe in a
    camp or a war: say who, where and when, and nothing is flagged. A threat
    that must be described belongs in the claim, where it is answered.
"""

from rejoinder.core.rule import Authority, Rule, lexicon_hits, lexicon_hits_in_alts

RULE = Rule(
    name="fear-language",
    id="D10",
    severity="warning",
    lexicon="fear-language",
    listed=True,
    authority=(
        Authority(
            "UNESCO, Terrorism and the Media: a handbook for journalists (E30)",
            "https://en.unesco.org/news/unesco-urges-terrorism-reporting-free-fear-mongering",
        ),
    ),
    say={
        "en": ("this spreads fear: “{words}”", "Say what is known about limits and risk, with a source. {instead}"),
        "ru": ("это сеет страх: «{words}»", "Напишите, что известно о пределах и о риске, со ссылкой. {instead}"),
        "ar": ("هذا ينشر الخوف: «{words}»", "اذكر ما هو معروف عن الحدود والخطر مع المصدر. {instead}"),
    },
    check=lambda passage, review: lexicon_hits(passage, review, "fear-language"),
    elsewhere=lambda site, review: lexicon_hits_in_alts(site, review, "fear-language"),
)
