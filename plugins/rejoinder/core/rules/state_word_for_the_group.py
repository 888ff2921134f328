"""The group is spoken of as if it were a state.

What:
    Caliphate, emir, governor, minister, province and news agency said of
    the group in our own voice (alternative texts included), and “Islamic State” without quotation marks.
    A word that keeps its distance (“self-styled”, “so-called”, “the group
    calls”) or quotation marks are enough.

Why:
    A title of state lends what the group could not win. The Global
    Coalition's guidelines on naming give a plain word for each of these
    terms.

Instead:
    “The territory the group held”, “its local leader”, “the group's
    propaganda unit”. The name: ‘Islamic State’ in quotation marks once,
    then “the group”.

When it is wrong:
    Real governors, ministers and provinces, emirs of real states,
    caliphates of the Middle Ages and an Islamic state in the sense of
    constitutional law are not meant. A page on the word itself puts it in
    quotation marks.
"""

from rejoinder.core.rule import Authority, Rule, lexicon_hits, lexicon_hits_in_alts

NAME = "state-word-for-the-group"

RULE = Rule(
    name=NAME,
    id="A08",
    severity="error",
    lexicon=NAME,
    listed=True,
    masked=True,
    authority=(
        Authority(
            "Global Coalition, Counter-Daesh Dictionary (E20)",
            "https://theglobalcoalition.org/en/counter-daesh-dictionary/",
        ),
    ),
    say={
        "en": ("the group is spoken of as a state: “{words}”", "Name what it is. {instead}"),
        "ru": ("о группировке говорится как о государстве: «{words}»", "Назовите вещи своими именами. {instead}"),
        "ar": ("حديث عن التنظيم كأنه دولة: «{words}»", "سمّ الأمر بما هو عليه. {instead}"),
    },
    check=lambda passage, review: lexicon_hits(passage, review, NAME),
    elsewhere=lambda site, review: lexicon_hits_in_alts(site, review, NAME),
)
