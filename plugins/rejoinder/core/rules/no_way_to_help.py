"""The help section leads nowhere.

What:
    The help section of an explainer holds neither a link to the help page nor
    a telephone link (`tel:`).

Why:
    Someone may read about an attack who was hurt by one, or who worries about
    a friend. The RAN guidelines ask that a text offer something to do, and
    recommendations for reporting on violence ask for a place to turn.

Instead:
    Link to the help page: “the [help page](../pages/help.md) lists
    services”; or give a number: “[116 123](tel:116123)”.

When it is wrong:
    A page that leads to one service's own site may be better for its readers
    than a list. Then allow the rule with that reason, and say in the text
    what the service does with a call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rejoinder.core.rule import Authority, Hit, Review, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rejoinder.core.passages import Reading

#: The file of the help page, in every language.
_HELP_PAGE = "help.md"


def check(reading: Reading, _review: Review) -> Iterator[Hit]:
    """One hit for a help section without a link that helps."""
    section = list(reading.of(role="help"))
    if not section:
        return
    addresses = [address for passage in section for *_, address in passage.links]
    if not any(_helps(address) for address in addresses):
        yield Hit(section[0])


def _helps(address: str) -> bool:
    file = address.partition("#")[0].rpartition("/")[2]
    return file == _HELP_PAGE or address.lower().startswith("tel:")


RULE = Rule(
    name="no-way-to-help",
    id="D01",
    severity="error",
    reads="text",
    kinds=("explainer",),
    authority=(
        Authority(
            "RAN guidelines for effective alternative and counter-narratives, GAMMMA+ (E15)",
            "https://readkong.com/page/ran-guidelines-for-effective-alternative-and-5044429",
        ),
        Authority("Recommendations for reporting on mass shootings (E31)", "https://www.reportingonmassshootings.org/"),
    ),
    say={
        "en": (
            "the help section leads to no help",
            "Link to the help page, [help page](../pages/help.md), or give a number, [116 123](tel:116123).",
        ),
        "ru": (
            "раздел помощи никуда не ведёт",
            "Дайте ссылку на страницу помощи, [помощь](../pages/help.md), или номер, [116 123](tel:116123).",
        ),
        "ar": (
            "قسم المساعدة لا يقود إلى أي مساعدة",
            "ضع رابطًا لصفحة المساعدة ‎[help](../pages/help.md)‎ أو رقمًا ‎[116 123](tel:116123)‎.",
        ),
    },
    check=check,
)
