"""A person is reduced to a label.

What:
    A word that makes one trait the whole person (“jihadis”, “illegals”, “the
    handicapped”), counts victims as items (“victim number five”), calls
    surviving luck, speaks of closure, or turns people into a flood or a side
    effect (“collateral damage”). Only our own voice is read.

Why:
    The Council of Europe's Parliamentary Assembly asks that media respect the
    dignity of victims. A label also fixes a person who may want to leave a
    group to the one thing that the text says they are.

Instead:
    Put the person first: “a person who joined the group”, “people without
    papers”, “a person with a disability”, “civilians who were killed”.

When it is wrong:
    People may choose a label for themselves; quote them, with the source.
    A closed road, a free radical in chemistry and the name of an association
    are not meant; if one is flagged, allow it with a reason and tell us.
"""

from rejoinder.core.rule import Authority, Rule, lexicon_hits, lexicon_hits_in_alts

RULE = Rule(
    name="label-for-a-person",
    id="V06",
    severity="warning",
    lexicon="label-for-a-person",
    listed=True,
    authority=(
        Authority(
            "Parliamentary Assembly of the Council of Europe, on media and terrorism (E25)",
            "https://pace.coe.int/files/28225/html",
        ),
    ),
    say={
        "en": ("a label stands for a person: “{words}”", "Put the person first. {instead}"),
        "ru": ("вместо человека стоит ярлык: «{words}»", "Начните с человека. {instead}"),
        "ar": ("وصمٌ يحلّ محلّ الإنسان: «{words}»", "ابدأ بالإنسان. {instead}"),
    },
    check=lambda passage, review: lexicon_hits(passage, review, "label-for-a-person"),
    elsewhere=lambda site, review: lexicon_hits_in_alts(site, review, "label-for-a-person"),
)
