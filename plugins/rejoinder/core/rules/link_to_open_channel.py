"""A link leads to an open channel, a paste page, a file locker or a board.

What:
    The address of a link, or of a source that is linked, lies on a host
    where anyone can publish without being known (core/rules/hosts.yaml),
    also when it is wrapped in the address of an archive. Accepted are the
    publisher's own contact address and the services of help/services.yaml,
    and what lies below them.

Why:
    A direct link sends readers there and raises the page in search results;
    journalists' guidance is not to link to such material directly. What
    stands at the address may also be another thing tomorrow.

Instead:
    Cite the monitor, court or study that describes the material. Keep the
    address with the editors. A source that must stay has “link: false” in
    source-notes.yaml: its locator is then printed, and nothing can be
    clicked.

When it is wrong:
    Your own channel is not meant: give it as CONTACT. A channel of an aid
    organisation belongs into help/services.yaml, where somebody checks it;
    for any other, write a waiver with its reason.
"""

import re
from collections.abc import Iterator

from rejoinder.core import evidence
from rejoinder.core.hosts import open_host_of
from rejoinder.core.passages import Passage
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.site import Site


def _vouched_for(address: str, site: Site) -> bool:
    """Whether the publisher answers for an address: its own contact, or a service it lists."""
    own = {
        _plain(known) for known in (site.settings.contact, *(entry.url for entry in site.services.values())) if known
    }
    plain = _plain(address)
    return any(plain == known or plain.startswith(f"{known}/") for known in own)


def _plain(address: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", address.strip(), flags=re.IGNORECASE).rstrip("/").lower()


def check(passage: Passage, review: Review) -> Iterator[Hit]:
    """The links of a passage."""
    for start, _, address in passage.links:
        host = open_host_of(address)
        if host and not _vouched_for(address, review.site):
            yield Hit(passage, start, host)


def in_sources(site: Site, review: Review) -> Iterator[Hit]:
    """The sources that would be linked."""
    for source in review.evidence.sources.values():
        if source.note.link and source.note.kind != "monitor":
            host = open_host_of(source.url) or open_host_of(source.note.archive)
            if host and not _vouched_for(source.url, site):
                yield Hit(path=site.shown(evidence.SOURCES), line=source.line, column=1, words=host)


RULE = Rule(
    name="link-to-open-channel",
    id="A03",
    severity="error",
    voices=("own", "quotation", "claim"),
    authority=(
        Authority(
            "Reynolds Journalism Institute: don't link directly to misinformation sites (E34)",
            "https://rjionline.org/news/dont-link-directly-to-misinformation-sites/",
        ),
        Authority(
            "Nieman Lab: when should news organizations use nofollow links? (E34)",
            "https://www.niemanlab.org/2019/08/dont-click-this-when-should-news-organizations-use-nofollow-links/",
        ),
    ),
    say={
        "en": (
            "the link leads to {words}, where anyone can publish without being known",
            "Cite who describes the material and drop the link; a source gets “link: false” in its note.",
        ),
        "ru": (
            "ссылка ведёт на {words}, где любой публикует безымянно",
            "Сошлитесь на того, кто описал материал, и уберите ссылку; источнику поставьте «link: false».",
        ),
        "ar": (
            "يقود الرابط إلى {words} حيث ينشر أي شخص دون أن يُعرف",
            "استشهد بمن وصف المادة واحذف الرابط؛ وللمصدر ضع في ملاحظته «link: false».",
        ),
    },
    check=check,
    elsewhere=in_sources,
)
