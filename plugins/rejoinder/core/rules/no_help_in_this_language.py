"""A language has explainers but no help.

What:
    Texts are published in a language, and no service in `help/services.yaml`
    speaks it or is marked `scope: international`.

Why:
    A list of services that nobody on the other end can use is a list for
    show. The RAN guidelines ask that readers can act on what they read, and
    in distress people need their own language.

Instead:
    Add a service whose `languages` include this one, or a directory or
    international service with `scope: international`.

When it is wrong:
    A service may answer through interpreters: add the language to its
    `languages` and say so in `languages-note`. If there is truly none,
    switch the rule off in the settings and tell readers on the help page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.explainer import Explainer
from rejoinder.core.rule import Authority, Hit, Review, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.services import ServiceEntry
    from rejoinder.core.site import Site

#: Where the services stand, inside the content folder.
_SERVICES = "help/services.yaml"


def check(site: Site, _review: Review) -> Iterator[Hit]:
    """One hit for each language of the explainers without a service."""
    if _SERVICES in site.unread:
        return
    for tag in dict.fromkeys(text.language for text in site.reviewed() if isinstance(text, Explainer)):
        if not any(_serves(service, tag) for service in site.services.values()):
            name = site.languages[tag].name if tag in site.languages else tag
            yield Hit(words=tag, values={"language": name}, path=site.shown(_SERVICES))


def _serves(service: ServiceEntry, tag: str) -> bool:
    language = tag.partition("-")[0].lower()
    spoken = {other.partition("-")[0].lower() for other in service.languages}
    return service.scope == "international" or language in spoken


RULE = Rule(
    name="no-help-in-this-language",
    id="D01",
    severity="error",
    reads="site",
    authority=(
        Authority(
            "RAN guidelines for effective alternative and counter-narratives, GAMMMA+ (E15)",
            "https://readkong.com/page/ran-guidelines-for-effective-alternative-and-5044429",
        ),
    ),
    say={
        "en": (
            "no service serves readers of {language} ({words})",
            "Add a service that speaks it, or an international one.",
        ),
        "ru": (
            "ни одна служба не помогает на языке {language} ({words})",
            "Добавьте службу на этом языке или международную.",
        ),
        "ar": (
            "لا خدمة تساعد قراء {language} ({words})",
            "أضف خدمة بهذه اللغة أو خدمة دولية.",
        ),
    },
    check=check,
)
