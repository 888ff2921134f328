"""The text tells readers what to think.

What:
    Words that press the reader: “you must reject this”, “obviously”,
    “everyone knows”, “there is no doubt”, “wake up”, “you are wrong”. Only
    our own voice is read, and only words that speak to the reader or close a
    question; what a law or an institution must do is free.

Why:
    Studies of reactance find that forceful language makes people defend the
    view that it attacks, most of all those who were closest to it. Readers
    who decide for themselves keep what they decided.

Instead:
    Give the fact and the source and leave the conclusion open: “the court
    found … You can check each source and decide.”

When it is wrong:
    Instructions are not pressure: what to press, dial or keep safe. If a
    sentence on emergency or on the law is flagged, say why in a waiver.
"""

from rejoinder.core.rule import Authority, Rule, lexicon_hits

RULE = Rule(
    name="controlling-language",
    id="D02",
    severity="warning",
    lexicon="controlling-language",
    listed=True,
    authority=(
        Authority(
            "Reactance to forceful counter-messages, abstract (E08), doi 10.1080/15534510.2021.1908910",
            "https://libmast.utm.my/Record/doaj.art-b57d84eef82042fc8a05ff6058c3a7ad/Description",
        ),
        Authority(
            "When countermessaging backfires, abstract (E10)",
            "https://nyuscholars.nyu.edu/en/publications/when-countermessaging-backfires-the-role-of-obsessive-passion-in-",
        ),
    ),
    say={
        "en": (
            "this presses the reader: “{words}”",
            "State the fact and its source; leave the conclusion to them. {instead}",
        ),
        "ru": ("это давит на читателя: «{words}»", "Назовите факт и источник; вывод оставьте за читателем. {instead}"),
        "ar": ("هذا ضغط على القارئ: «{words}»", "اذكر الحقيقة ومصدرها، واترك الاستنتاج له. {instead}"),
    },
    check=lambda passage, review: lexicon_hits(passage, review, "controlling-language"),
)
