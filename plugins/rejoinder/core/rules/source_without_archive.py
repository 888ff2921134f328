"""Sources have no archived copy, or no day on which they were read.

What:
    One suggestion for the whole library: how many sources with a web address
    lack an archived copy (`archive:` in source-notes.yaml) or the day on which
    they were read (“Accessed” in Zotero). A source with a DOI needs neither.

Why:
    Pages move and vanish. A fact-checking site that had been on the web for
    some years had to ask its readers to help mend its broken links.

Instead:
    Save each page in an archive of the web when you cite it and note the
    address; Zotero fills in the day by itself.

When it is wrong:
    Some pages forbid copies, and some must not be archived because they name
    people in danger. Nothing waits for this suggestion; take it as a to-do
    list. Whether links still work is not checked: no check opens the network.
"""

from collections.abc import Iterator

from rejoinder.core.evidence import SOURCES
from rejoinder.core.rule import Authority, Hit, Review, Rule
from rejoinder.core.site import Site

#: How many sources the suggestion names.
_NAMED = 3


def check(site: Site, review: Review) -> Iterator[Hit]:
    """The suggestion, when a source gives reason for it."""
    on_the_web = [source for source in review.evidence.sources.values() if source.url]
    lacking = [source for source in on_the_web if not source.doi and not (source.note.archive and source.accessed)]
    if lacking:
        words = ", ".join(source.id for source in lacking[:_NAMED])
        values = {"count": len(lacking), "all": len(on_the_web)}
        yield Hit(words=words, path=site.shown(SOURCES), line=lacking[0].line, column=1, values=values)


RULE = Rule(
    name="source-without-archive",
    id="R07",
    severity="suggestion",
    reads="site",
    authority=(
        Authority(
            "Skeptical Science on broken links in its articles (E50)", "https://skepticalscience.com./print.php?n=5090"
        ),
    ),
    say={
        "en": (
            "{count} of {all} web sources have no archived copy or no day of reading, among them {words}",
            "Save a copy in a web archive and note its address under archive: in source-notes.yaml.",
        ),
        "ru": (
            "у {count} из {all} источников в сети нет архивной копии или дня чтения, среди них {words}",
            "Сохраните копию в веб-архиве и укажите её адрес в поле archive: файла source-notes.yaml.",
        ),
        "ar": (
            "{count} من أصل {all} من مصادر الشبكة بلا نسخة محفوظة أو بلا يوم اطلاع، منها {words}",
            "احفظ نسخة في أرشيف للشبكة واكتب عنوانها في archive: في source-notes.yaml.",
        ),
    },
    check=check,
)
