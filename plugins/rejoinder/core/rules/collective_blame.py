"""A people or a faith is blamed for what some did.

What:
    A faith or nation beside a word for attackers (“Muslim terrorists”,
    “Tajik gunmen”), an adjective of religion for a group (“Islamist
    group”), a people in the place of a state (“the Russians bombed”), a
    generalisation (“Muslims are violent”, “all Chechens …”), the origin of
    suspects, or a demand that a whole people apologise. Our own voice and
    the alternative texts of pictures are read.

Why:
    IPSO's guidance asks that a person's religion be mentioned only where it
    is relevant; the Global Coalition asks that a group not be conflated with
    a faith. To blame a people for an attack is also what the claims answered
    here do: collective guilt is their technique.

Instead:
    Name who acted: a state, a force, a court, “the group”, “the attackers”.
    “Russian forces bombed …”, not “Russians bombed …”. Leave out faith and
    origin of suspects unless the sentence fails without them.

When it is wrong:
    Victims, mourners, scholars and bodies are named freely: “Muslims were
    among the dead”, “Tajik families laid flowers”, “the Muslim Council”, “the
    Russian Investigative Committee”, “Russian air strikes”. Abuse of people
    for their origin has to name the origin. Where nationality is the point,
    as in a case on extradition, allow the passage with that reason.
"""

from rejoinder.core.rule import Authority, Rule, lexicon_hits, lexicon_hits_in_alts

RULE = Rule(
    name="collective-blame",
    id="V10",
    severity="error",
    lexicon="collective-blame",
    listed=True,
    authority=(
        Authority(
            "IPSO, guidance on reporting of Islam (E41)",
            "https://www.ipso.co.uk/resources/guidance-on-reporting-of-islam/",
        ),
        Authority(
            "Global Coalition, Counter-Daesh Dictionary (E20)",
            "https://theglobalcoalition.org/en/counter-daesh-dictionary/",
        ),
    ),
    say={
        "en": (
            "a people or a faith is blamed: “{words}”",
            "Name who acted: a state, a force, “the group”, “the attackers”. {instead}",
        ),
        "ru": (
            "вина ложится на народ или веру: «{words}»",
            "Назовите, кто действовал: государство, войска, «группировка», «нападавшие». {instead}",
        ),
        "ar": (
            "تحميل شعب أو دين المسؤولية: «{words}»",
            "سمِّ من فعل: دولة أو قوات أو «التنظيم» أو «المهاجمون». {instead}",
        ),
    },
    check=lambda passage, review: lexicon_hits(passage, review, "collective-blame"),
    elsewhere=lambda site, review: lexicon_hits_in_alts(site, review, "collective-blame"),
)
