"""What a reader or an attacker would meet on a built site: each check takes its folder and yields what is wrong.

Pages are read with Beautiful Soup, as strangers read them: nothing here knows how they were made. A problem is one
line, `address: what is wrong`.
"""

from __future__ import annotations

import functools
import hashlib
import json
import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from bs4 import BeautifulSoup, Comment, Doctype, Tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

MANIFEST = "release.json"
REL = {"noopener", "noreferrer", "nofollow"}
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):|//")
RTL = re.compile(r"(?:ar|arc|ckb|dv|fa|he|ps|sd|syr|ug|ur|yi)(?:-(?!latn|cyrl)|$)", re.IGNORECASE)
#: Elements that act, or bring in what acts.
ACTIVE = (
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "applet",
    "form",
    "base",
    "template",
    "noscript",
    "svg",
    "math",
    "video",
    "audio",
)
#: Attributes that make a browser fetch something.
FETCHING = ("src", "srcset", "poster", "data", "background", "manifest", "imagesrcset")


@functools.lru_cache(maxsize=8)
def _pages(folder: Path, stamp: int) -> dict[str, BeautifulSoup]:
    return {
        path.relative_to(folder).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in sorted(folder.rglob("*.html"))
    }


def pages(folder: Path) -> dict[str, BeautifulSoup]:
    """Every page, by address; read again when any of them changed."""
    return _pages(folder, hash(tuple((path.as_posix(), path.read_bytes()) for path in sorted(folder.rglob("*.html")))))


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return re.findall(r"\w+", text.casefold())


def runs_of(text: str, length: int = 4) -> set[tuple[str, ...]]:
    """Every run of so many words."""
    words = words_of(text)
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def prose(page: BeautifulSoup | Tag) -> str:
    """The text that a reader sees."""
    return " ".join(page.get_text(" ").split())


def is_text(page: BeautifulSoup) -> bool:
    """Whether a page holds a text of its own, rather than a list."""
    return page.find("article") is not None and page.select_one("article > header.opening") is not None


# -- every page --------------------------------------------------------------------------------------------------------


def documents(folder: Path) -> Iterator[str]:
    """A page says its type, language, direction and title, and has one h1, in which it starts, and one main part."""
    for own, page in pages(folder).items():
        if not isinstance(page.contents[0], Doctype) or page.contents[0].lower() != "html":
            yield f"{own}: it does not start with <!doctype html>"
        html = page.html
        if html is None or not html.get("lang"):
            yield f"{own}: <html> has no lang"
        elif html.get("dir") != ("rtl" if RTL.match(str(html["lang"])) else "ltr"):
            yield f"{own}: dir is {html.get('dir')} for {html['lang']}"
        if page.title is None or not page.title.get_text(strip=True):
            yield f"{own}: no title"
        if not page.find("meta", charset=re.compile("utf-8", re.IGNORECASE)):
            yield f"{own}: no charset"
        if not page.find("meta", attrs={"name": "viewport"}):
            yield f"{own}: no viewport"
        for name in ("h1", "main"):
            if len(page.find_all(name)) != 1:
                yield f"{own}: {len(page.find_all(name))} {name} elements"
        skip = page.body.find("a") if page.body else None
        if skip is None or skip.get("href") != f"#{page.main.get('id') if page.main else ''}":
            yield f"{own}: the first link does not lead to the main part"


def headings(folder: Path) -> Iterator[str]:
    """Headings go down one step at a time, start with the h1, and none is empty."""
    for own, page in pages(folder).items():
        last = 0
        for heading in page.find_all(re.compile(r"^h[1-6]$")):
            level = int(heading.name[1])
            if level > last + 1:
                yield f"{own}: h{level} “{prose(heading)}” follows h{last}"
            if not prose(heading):
                yield f"{own}: an empty h{level}"
            last = level


def identifiers(folder: Path) -> Iterator[str]:
    """Ids are unique, and what refers to one finds it."""
    for own, page in pages(folder).items():
        ids = [str(tag["id"]) for tag in page.find_all(id=True)]
        yield from (
            f"{own}: the id {name} stands twice" for name in sorted({name for name in ids if ids.count(name) > 1})
        )
        for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            for tag in page.find_all(attrs={attribute: True}):
                yield from (
                    f"{own}: {attribute} names {name}, which is not there"
                    for name in str(tag[attribute]).split()
                    if name not in ids
                )


def names(folder: Path) -> Iterator[str]:
    """Links, buttons, pictures and regions have names, tables have headings, and lists of items hold items."""
    for own, page in pages(folder).items():
        for link in page.find_all(["a", "button", "summary"]):
            if not prose(link) and not link.get("aria-label"):
                yield f"{own}: a link without words: {str(link)[:80]}"
        for picture in page.find_all("img"):
            if picture.get("alt") is None:
                yield f"{own}: a picture without alternative text: {picture.get('src')}"
        for region in page.find_all(["nav", "section"]):
            if region.name == "nav" and not (region.get("aria-label") or region.get("aria-labelledby")):
                yield f"{own}: a menu without a name"
        for table in page.find_all("table"):
            if not table.find("th", scope=True):
                yield f"{own}: a table without headings"
        for items in page.find_all(["ul", "ol"]):
            yield from (
                f"{own}: <{child.name}> in a list" for child in items.find_all(recursive=False) if child.name != "li"
            )


def languages(folder: Path) -> Iterator[str]:
    """Every passage in another language says which, and its direction where that is another one too."""
    for own, page in pages(folder).items():
        for tag in page.find_all(lang=True):
            if not re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", str(tag["lang"])):
                yield f"{own}: lang is “{tag['lang']}”"
            elif tag.get("dir") != ("rtl" if RTL.match(str(tag["lang"])) else "ltr"):
                yield f"{own}: dir is {tag.get('dir')} for {tag['lang']}: {prose(tag)[:40]}"
        for tag in page.find_all(dir=True):
            if tag["dir"] not in ("ltr", "rtl", "auto"):
                yield f"{own}: dir is “{tag['dir']}”"


# -- links -------------------------------------------------------------------------------------------------------------


def links(folder: Path, base: str = "/") -> Iterator[str]:
    """Every link inside the site is relative, names a file that is there, and a place that is on that page.

    The 404 page alone uses absolute paths, below `base`.
    """
    found = pages(folder)
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    ids = {own: {str(tag["id"]) for tag in page.find_all(id=True)} for own, page in found.items()}
    for own, page in found.items():
        for tag, href in _hrefs(page):
            if SCHEME.match(href):
                continue
            path, _, place = href.partition("#")
            path = unquote(path.partition("?")[0])
            if own.rpartition("/")[2] == "404.html" and path:
                if not path.startswith(base):
                    yield f"{own}: {href} is not an absolute path"
                    continue
                address = path.removeprefix(base)
            elif path.startswith("/"):
                yield f"{own}: {href} is an absolute path"
                continue
            else:
                address = posixpath.normpath(posixpath.join(posixpath.dirname(own), path)) if path else own
            if not href or address not in files:
                yield f"{own}: <{tag}> leads to “{href}”, which is not there"
            elif place and unquote(place) not in ids.get(address, set()):
                yield f"{own}: <{tag}> leads to “{href}”, but there is no such place"


def _hrefs(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    for tag in page.find_all(href=True):
        if tag.name != "link" or not {"canonical", "alternate"} & set(tag.get("rel") or ()):
            yield tag.name, str(tag["href"])
    for tag in page.find_all(src=True):
        yield tag.name, str(tag["src"])
    for tag in page.find_all("meta", attrs={"http-equiv": re.compile("refresh", re.IGNORECASE)}):
        yield "meta", str(tag.get("content", "")).partition("url=")[2]


def outward(folder: Path) -> Iterator[str]:
    """A link that leaves the site carries no opener, referrer or endorsement, and uses a scheme that is allowed."""
    for own, page in pages(folder).items():
        for link in page.find_all(["a", "area"], href=True):
            href = str(link["href"])
            match = SCHEME.match(href)
            if not match:
                continue
            scheme = (match[1] or "").lower()
            if scheme not in ("https", "http", "mailto", "tel"):
                yield f"{own}: a link to {href[:60]}"
            elif scheme in ("https", "http") and not set(link.get("rel") or ()) >= REL:
                yield f"{own}: {href[:60]} is linked without rel “{' '.join(sorted(REL))}”"
            if link.get("target") or link.get("ping"):
                yield f"{own}: {href[:60]} opens a window or reports the click"


def quoted(folder: Path) -> Iterator[str]:
    """A link to the very words of a source leads to words that stand beside it."""
    for own, page in pages(folder).items():
        for link in page.find_all("a", href=re.compile(re.escape(":~:text="))):
            note = link.find_parent("li", id=True) or link.find_parent("article")
            passage = " ".join(prose(quotation) for quotation in note.find_all("blockquote")) if note else ""
            for part in str(link["href"]).partition(":~:text=")[2].split(","):
                if unquote(part) not in passage:
                    yield f"{own}: a link leads to words that are not quoted there: {unquote(part)[:40]}"


# -- safety ------------------------------------------------------------------------------------------------------------


def active_content(folder: Path) -> Iterator[str]:
    """Nothing acts: no script, style or event handler inside a page, no form, no frame, no other refresh than the front's."""
    for own, page in pages(folder).items():
        yield from (f"{own}: <{tag.name}>" for tag in page.find_all(ACTIVE))
        for tag in page.find_all(True):
            for name, value in tag.attrs.items():
                if name.startswith("on") or name in ("style", "srcdoc", "formaction", "contenteditable", "autofocus"):
                    yield f"{own}: <{tag.name} {name}>"
                if re.match(r"\s*(?:javascript|vbscript|data|blob):", str(value), re.IGNORECASE):
                    yield f"{own}: <{tag.name} {name}=“{str(value)[:30]}”>"
            if tag.get("tabindex") not in (None, "0", "-1"):
                yield f"{own}: <{tag.name} tabindex={tag['tabindex']}>"
        for tag in page.find_all("meta", attrs={"http-equiv": True}):
            if own != "index.html" or str(tag["http-equiv"]).lower() != "refresh":
                yield f"{own}: <meta http-equiv={tag['http-equiv']}>"


def other_origins(folder: Path) -> Iterator[str]:
    """Nothing is fetched from anywhere else: style sheets, icons and pictures are the site's own, and fetch nothing."""
    for own, page in pages(folder).items():
        for tag in page.find_all(True):
            for name in FETCHING:
                if SCHEME.match(str(tag.get(name) or "")):
                    yield f"{own}: <{tag.name}> fetches {tag[name]}"
        for tag in page.find_all("link"):
            rel = set(tag.get("rel") or ())
            if not rel & {"canonical", "alternate"} and SCHEME.match(str(tag.get("href") or "")):
                yield f"{own}: <link rel={' '.join(sorted(rel))}> fetches {tag['href']}"
            if rel & {"preconnect", "dns-prefetch", "prefetch", "preload", "modulepreload", "pingback", "manifest"}:
                yield f"{own}: <link rel={' '.join(sorted(rel))}>"
        if not page.find("meta", attrs={"name": "referrer", "content": "no-referrer"}):
            yield f"{own}: no referrer policy"
    for path in sorted(folder.rglob("*.css")):
        for fetched in re.findall(r"@import[^;]*|url\([^)]*\)", path.read_text("utf-8")):
            yield f"{path.relative_to(folder).as_posix()}: {fetched}"
    for path in sorted(folder.rglob("*.svg")):
        if re.search(
            r"<script|\son\w+=|<foreignObject|href=|url\(\s*['\"]?(?:[a-z]+:|//)",
            path.read_text("utf-8"),
            re.IGNORECASE,
        ):
            yield f"{path.relative_to(folder).as_posix()}: active content"


def leftovers(folder: Path) -> Iterator[str]:
    """No comment, no template mark, no value that is none, no path of the machine that built the site."""
    for own, page in pages(folder).items():
        yield from (
            f"{own}: a comment: {text[:40]}" for text in page.find_all(string=lambda text: isinstance(text, Comment))
        )
        yield from (
            f"{own}: “{found}”"
            for found in re.findall(r"\{\{|\}\}|\{%|%\}|Markup\(|/home/|/tmp/|[A-Z]:\\|file://", str(page))
        )
        for tag in page.find_all(True):
            values = [value if isinstance(value, str) else " ".join(value) for value in tag.attrs.values()]
            yield from (
                f"{own}: <{tag.name}> holds “{value}”"
                for value in [tag.string, *values]
                if value in ("None", "Undefined")
            )


def manifest(folder: Path) -> Iterator[str]:
    """The manifest names every file of the release with its size and hash, and no other."""
    listed = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
    there = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    there.pop(MANIFEST, None)
    yield from (f"{MANIFEST}: {own} is not listed" for own in sorted(set(there) - set(listed)))
    yield from (f"{MANIFEST}: {own} is not there" for own in sorted(set(listed) - set(there)))
    for own in sorted(set(listed) & set(there)):
        data = there[own].read_bytes()
        if (listed[own]["sha256"], listed[own]["size"]) != (hashlib.sha256(data).hexdigest(), len(data)):
            yield f"{MANIFEST}: {own} has another hash or size"


# -- evidence ----------------------------------------------------------------------------------------------------------


def notes(folder: Path) -> Iterator[str]:
    """Every mark leads to a note, every note back to all of its marks, and notes stand in the order of first use."""
    for own, page in pages(folder).items():
        marks = page.select("sup.note-mark > a")
        first: list[str] = []
        used: dict[str, list[str]] = {}
        for mark in marks:
            target = str(mark.get("href", ""))
            used.setdefault(target, []).append(f"#{mark.get('id')}")
            if target not in first:
                first.append(target)
            if not mark.get("aria-label"):
                yield f"{own}: the mark {mark.get('id')} has no name"
        listed = page.select("ol.notes > li")
        if [f"#{note.get('id')}" for note in listed] != first:
            yield f"{own}: the notes are not those that the text cites, in the order of first use"
        for note in listed:
            back = [str(link["href"]) for link in note.select(".note-back a")]
            if back != used.get(f"#{note.get('id')}"):
                yield f"{own}: {note.get('id')} does not lead back to each of its marks"
            if not note.select("ul.sources > li"):
                yield f"{own}: {note.get('id')} names no source"


def figures(folder: Path) -> Iterator[str]:
    """Every stated figure has its value and a note right behind it."""
    for own, page in pages(folder).items():
        for figure in page.select("data.figure"):
            if not re.fullmatch(r"-?\d+(?:\.\d+)?", str(figure.get("value"))):
                yield f"{own}: the figure “{prose(figure)}” has no value"
            behind = figure.next_sibling
            if not isinstance(behind, Tag) or "note-mark" not in (behind.get("class") or ()):
                yield f"{own}: the figure “{prose(figure)}” has no note behind it"


def descriptions(folder: Path) -> Iterator[str]:
    """Every page describes itself in a sentence, and no two alike."""
    seen: dict[str, str] = {}
    for own, page in pages(folder).items():
        tag = page.find("meta", attrs={"name": "description"})
        words = str(tag.get("content", "")).strip() if isinstance(tag, Tag) else ""
        if len(words.split()) < 4:
            yield f"{own}: no description"
        elif words in seen:
            yield f"{own}: the same description as {seen[words]}"
        seen[words] = own


# -- what only the site's owner knows ----------------------------------------------------------------------------------


def indexing(folder: Path, *, noindex: bool, address: str) -> Iterator[str]:
    """Pages ask search engines to stay away where they should, and name their address only where there is one."""
    for own, page in pages(folder).items():
        robots = page.find("meta", attrs={"name": "robots"})
        stands_in = page.select_one("h1 ~ .offers") is not None  # says that a text is not translated yet
        if (noindex or stands_in) != (isinstance(robots, Tag) and "noindex" in str(robots.get("content"))):
            yield f"{own}: robots is {robots}"
        canonical = page.find("link", rel="canonical")
        listed = address and not stands_in and own.rpartition("/")[2] != "404.html"
        expected = f"{address}/{own}" if listed else None
        if (str(canonical["href"]) if isinstance(canonical, Tag) else None) != expected:
            yield f"{own}: canonical is {canonical}"
        if not address and page.find("link", hreflang=True):
            yield f"{own}: an alternate without an address of the site"


def drafts(folder: Path, notices: Mapping[str, str]) -> Iterator[str]:
    """Every page with a text of its own says that it is a draft, in words of its language."""
    texts = {own: page for own, page in pages(folder).items() if is_text(page)}
    if not texts:
        yield "there are no texts"
    yield from (
        f"{own}: no draft notice" for own, page in texts.items() if notices[own.partition("/")[0]] not in prose(page)
    )


def surfaces(page: BeautifulSoup) -> dict[str, str]:
    """Everything of a page that is read alone: in a tab, a search result, a preview, a list, the first lines."""
    found = {"title": prose(page.title) if page.title else "", "h1": prose(page.h1) if page.h1 else ""}
    for tag in page.find_all("meta", content=True):
        found[str(tag.get("name") or tag.get("property"))] = str(tag["content"])
    for number, tag in enumerate(page.select(".answer, .lead, .glance, .teasers li, .contents li, h2, h3")):
        found[f"{tag.name} {number}"] = prose(tag)
    if page.main:
        found["first lines"] = prose(page.main)[:160]
    return found


def claims_read_alone(folder: Path, claims: Sequence[str]) -> Iterator[str]:
    """No surface that is read alone holds four words in a row of a claim."""
    told = {run: claim for claim in claims for run in runs_of(claim)}
    for own, page in pages(folder).items():
        for name, text in surfaces(page).items():
            for run in sorted(runs_of(text) & set(told)):
                yield f"{own}: {name} says “{' '.join(run)}”, as the claim does"


def forbidden(folder: Path, phrases: Sequence[str]) -> Iterator[str]:
    """Nothing a reader could find, markup included, holds any of these phrases."""
    for own, page in pages(folder).items():
        text = " ".join(
            [prose(page), *(str(value) for tag in page.find_all(True) for value in tag.attrs.values())]
        ).casefold()
        yield from (f"{own}: “{phrase}”" for phrase in phrases if " ".join(phrase.split()).casefold() in text)


#: What holds for every site, whatever it says.
CHECKS: tuple[Callable[[Path], Iterator[str]], ...] = (
    documents, headings, identifiers, names, languages, links, outward, quoted, active_content, other_origins, leftovers, manifest,
    notes, figures, descriptions,
)  # fmt: skip
