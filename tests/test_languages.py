"""A site in several languages: every one equal in what is rendered, and nothing in another's words."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import unicodedata
from typing import TYPE_CHECKING, Any

import audit
import pytest
from babel import localedata
from bs4 import BeautifulSoup, Tag
from reference import composer_of
from rejoinder.core import cldr
from rejoinder.core.errors import ThemeError
from rejoinder.core.interface import Text, isolated
from rejoinder.core.language import load, load_all
from rejoinder.core.view import Words
from sites import (
    ABOUT,
    ABOUT_PATH,
    EXPLAINER,
    FACTS,
    FACTS_PATH,
    HELP,
    NOTES,
    NOTES_PATH,
    POINT,
    POINT_PATH,
    SERVICES,
    SERVICES_PATH,
    SOURCES,
    SOURCES_PATH,
    THEME,
    edit,
    interface,
    settings,
    tiny,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sites import Site

URL = "https://tiny.example"
#: The site's languages: three that it has, and one whose every word is marked. Georgian lends it days and names.
TAGS = ("en", "ru", "ar", "qps")
NAMES = {"en": "English", "ru": "Русский", "ar": "العربية"}
DIRECTIONS = {"en": "ltr", "ru": "ltr", "ar": "rtl", "qps": "ltr"}


def marked(text: str) -> str:
    """A text whose Latin letters are full-width ones, so that any other Latin letter is nobody's translation."""
    return re.sub(r"\{[a-z]+\}|[A-Za-z]", lambda found: found[0] if found[0][0] == "{" else _wide(found[0]), text)


def _wide(letter: str) -> str:
    return chr(ord(letter) + 0xFEE0)


def translated(tag: str) -> str:
    """An interface text that is no other language's: every text ends in the tag, or is marked."""
    entries = json.loads(interface("ka" if tag == "qps" else tag))
    for key, entry in entries.items():
        if key.startswith(("language.", "number.", "punctuation.")):
            continue
        forms = entry["text"] if isinstance(entry["text"], dict) else {"": entry["text"]}
        forms = {name: marked(form) if tag == "qps" else f"{form} ({tag})" for name, form in forms.items()}
        entry["text"] = forms if isinstance(entry["text"], dict) else forms[""]
    entries["language.name"]["text"] = NAMES.get(tag) or marked("Pseudo")
    if tag == "qps":
        entries["language.locale"] = {"text": "ka", "about": "Days and names in another script."}
    return json.dumps(entries, ensure_ascii=False)


WIDE = marked("Words of the library")

MARKED = f"""\
---
talking-point: empty-library
published: 2026-11-20
updated: 2026-11-22
title: {WIDE} 1
answer: {WIDE} 2 [@holds; @lends].
glance: |
  {WIDE} [5,043](fact:holds).
audience: [families, teachers]
content-note: {WIDE}
review:
  status: draft
review-by: 2026-11-23
corrections:
  - {{on: 2026-11-21, type: update, text: {WIDE}}}
---

""" + "".join(
    f"## {WIDE} {number} {{.{role}}}\n\n{'![](claim:empty)' if role == 'claim' else WIDE + ' [@opened; @report; @watch].'}\n\n"
    for number, role in enumerate(
        ("facts", "people", "claim", "technique", "instead", "real-harm", "conversation", "help")
    )
)


def page(title: str, summary: str, words: str) -> str:
    """A page about the site."""
    front = f"title: {title}\nsummary: {summary}\nupdated: 2026-11-22\nreview:\n  status: draft\n"
    return f"---\n{front}---\n\n## {words}\n\n{words}.\n"


def in_words(language: str, text: str) -> str:
    """The explainer with a word of another language in each of its paragraphs."""
    return re.sub(r"\b(?:The|the|It|it|In|Ask|People)\b", language, text)


def several() -> dict[str, str | None]:
    """A site in four languages. Each lacks something: what a language has not, another has."""
    point = POINT
    for words in (
        "Nobody is said to use the library any more.",
        "Its own counts and those of a newspaper show the opposite.",
    ):
        own = "".join(f"      {tag}: {marked(words) if tag == 'qps' else words}\n" for tag in TAGS[1:])
        point = edit(point, f"      en: {words}\n", f"      en: {words}\n{own}")
    facts = FACTS
    for words in re.findall(r"    en: (.+)\n", FACTS):
        facts = edit(facts, f"    en: {words}\n", f"    en: {words}\n    qps: {marked(words)}\n")
    facts = re.sub(r"text: .+", f"text: {WIDE}", facts)
    sources = json.loads(SOURCES)
    for number, source in enumerate(sources):
        source["title"], source["publisher"] = f"{WIDE} {number}", f"{WIDE} {number}"
        source.pop("author", None)
    services = re.sub(r"name: .+", f"name: {marked('Line')}", SERVICES)
    for words in re.findall(r"    en: (.+)\n", SERVICES):
        services = edit(services, f"    en: {words}\n", f"    en: {words}\n    qps: {marked(words)}\n")
    components = "![](site:publisher)\n\n![](site:contact)\n\n![](site:corrections)"
    return {
        POINT_PATH: point,
        FACTS_PATH: facts,
        SOURCES_PATH: json.dumps(sources),
        NOTES_PATH: NOTES.replace("kind: news\n  link: true", "kind: news"),
        SERVICES_PATH: services,
        ABOUT_PATH: edit(ABOUT, "and how.", "and how it works."),
        # Russian lacks the page about the site, Arabic the one with help, English and Arabic the one about money.
        "content/ru/explainers/library.md": in_words("слово", EXPLAINER),
        "content/ru/pages/help.md": page("Куда обратиться", "Люди, которые могут помочь вам.", "Слова"),
        "content/ru/pages/funding.md": page("Деньги", "Кто платит за этот сайт.", "Слова"),
        "content/ar/explainers/library.md": in_words("كلمة", EXPLAINER),
        "content/ar/pages/about.md": page("عن الموقع", "من يصنع هذا الموقع وكيف.", "كلمات").replace("كلمات {", "كلمات")
        + "\n## How {#how}\n\nWords.\n",
        "content/qps/explainers/library.md": MARKED,
        "content/qps/pages/about.md": page(f"{WIDE} 3", f"{WIDE} 3", WIDE) + f"\n{components}\n",
        "content/qps/pages/help.md": page(f"{WIDE} 4", f"{WIDE} 4", WIDE),
        "pelicanconf.py": settings(
            THEME='"theme"', LANGUAGES=repr(list(TAGS)), SITENAME=repr(marked("Tiny")), PUBLISHER=repr(WIDE)
        ),
        **{f"theme/translations/{tag}.json": translated(tag) for tag in TAGS[1:]},
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site in four languages, published. Look at it; do not change it."""
    made = tiny(tmp_path_factory.mktemp("several"), several())
    ran = made.build(warm=True)
    assert ran.code == 0, ran.said
    return made


@pytest.fixture(scope="module")
def copy(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What it published, to break and mend."""
    folder = tmp_path_factory.mktemp("several-copy") / "site"
    shutil.copytree(site.output, folder)
    return folder


def soup(site: Site, own: str) -> BeautifulSoup:
    """One published page."""
    return BeautifulSoup(site.read(f"output/{own}"), "html.parser")


def pages(site: Site) -> set[str]:
    """The addresses of its pages."""
    return set(audit.pages(site.output))


# -- what holds for every page -----------------------------------------------------------------------------------------


def alternates(folder: Path) -> Iterator[str]:
    """Each page of which there are several versions names all of them, itself among them, and x-default; all alike."""
    told: dict[str, dict[str, str]] = {}
    for own, found in audit.pages(folder).items():
        links = found.find_all("link", hreflang=True)
        told[own] = {str(link["hreflang"]): str(link["href"]).removeprefix(f"{URL}/") for link in links}
        if len(told[own]) != len(links):
            yield f"{own}: a language stands twice"
        if links and found.select_one("h1 ~ .offers"):
            yield f"{own}: alternates of a page that only says that it is not there"
    for own, versions in told.items():
        if not versions:
            continue
        if own not in versions.values():
            yield f"{own}: its alternates lack the page itself"
        if "x-default" not in versions:
            yield f"{own}: no x-default"
        for tag, other in versions.items():
            if told.get(other) != versions:
                yield f"{own}: {other} does not answer in kind"
            elif tag != "x-default" and not other.startswith(f"{tag}/"):
                yield f"{own}: {other} is not in {tag}"


def menus(folder: Path) -> Iterator[str]:
    """The menu of every page offers each language by its own name, leads to the same page in it, and marks this one."""
    found = audit.pages(folder)
    for own, page_ in found.items():
        links = page_.select("header.masthead nav a[hreflang]")
        inside = own.partition("/")[2]
        if [str(link["hreflang"]) for link in links] != list(TAGS):
            yield f"{own}: the menu offers {[link.get('hreflang') for link in links]}"
        for link in links:
            tag = str(link["hreflang"])
            if (link.get("lang"), link.get("dir")) != (tag, DIRECTIONS[tag]):
                yield f"{own}: {tag} is marked {link.get('lang')}, {link.get('dir')}"
            target = str(link["href"]).lstrip("/")
            if not str(link["href"]).startswith("/"):
                target = posixpath.normpath(posixpath.join(posixpath.dirname(own), target))
            expected = f"{tag}/{inside}" if inside and inside != "404.html" else f"{tag}/index.html"
            if target != expected or target not in found:
                yield f"{own}: the menu leads to {target}, not to {expected}"
            elif found[target].html is None or found[target].html["lang"] != tag:  # type: ignore[index]
                yield f"{own}: {target} is not in {tag}"
            if (link.get("aria-current") is not None) != (own.startswith(f"{tag}/")):
                yield f"{own}: {tag} is {'' if link.get('aria-current') else 'not '}marked as the current language"


#: What no translation can be asked for: addresses.
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\S+\.example\S*")
SPOKEN = ("alt", "aria-label", "aria-description", "title", "placeholder", "label", "summary", "content")


def unmarked(folder: Path) -> Iterator[str]:
    """In the marked language, whatever a reader sees or hears is marked, but for passages in another language."""
    for own, found in audit.pages(folder).items():
        if not own.startswith("qps/"):
            continue
        for text in found.find_all(string=True):
            if (
                isinstance(text.parent, Tag)
                and not _foreign(text.parent)
                and re.search("[A-Za-z]", said := ADDRESS.sub("", text))
            ) and text.parent.name != "[document]":
                yield f"{own}: <{text.parent.name}> says “{said.strip()}”"
        for tag in found.find_all(True):
            technical = tag.name == "meta" and tag.get("name") != "description"
            for name in SPOKEN:
                if tag.get(name) and not technical and not _foreign(tag) and re.search("[A-Za-z]", str(tag[name])):
                    yield f"{own}: <{tag.name} {name}> says “{tag[name]}”"


def _foreign(tag: Tag) -> bool:
    own = tag if tag.get("lang") else tag.find_parent(lang=True)
    return isinstance(own, Tag) and own.get("lang") != "qps"


OWN_CHECKS: tuple[Callable[[Path], Iterator[str]], ...] = (alternates, menus, unmarked)


@pytest.mark.parametrize("check", [*audit.CHECKS, *OWN_CHECKS], ids=lambda check: check.__name__)
def test_every_page(check: Callable[[Path], Iterator[str]], site: Site) -> None:
    """Nothing that the audit looks for is on any page of any language."""
    assert list(check(site.output)) == []


@pytest.mark.parametrize(
    ("name", "own", "old", "new"),
    [
        ("alternates", "en/library.html", 'hreflang="ru"', 'hreflang="de"'),
        ("alternates", "ar/library.html", '<link rel="alternate" hreflang="x-default"', '<link rel="alternate" hreflang="fr"'),
        ("alternates", "index.html", f'href="{URL}/ru/index.html"', f'href="{URL}/ru/help.html"'),
        ("menus", "ar/help.html", 'lang="ar" dir="rtl" hreflang="ar" aria-current', 'lang="ar" dir="ltr" hreflang="ar" aria-current'),
        ("menus", "ru/about.html", 'href="../en/about.html" lang', 'href="../en/index.html" lang'),
        ("menus", "ru/library.html", ' aria-current="true"', ""),
        ("unmarked", "qps/library.html", "</h1>", " words</h1>"),
        ("unmarked", "qps/library.html", "<nav ", '<nav title="Words" '),
        ("unmarked", "qps/index.html", '<meta name="description" content="', '<meta name="description" content="Words '),
    ],
)  # fmt: skip
def test_the_checks_see(name: str, own: str, old: str, new: str, copy: Path) -> None:
    """Each fault, put into a page that is right, is found."""
    path = copy / own
    before = path.read_text("utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), "utf-8")
    try:
        assert list(globals()[name](copy))
    finally:
        path.write_text(before, "utf-8")


def test_addresses_are_the_same_in_every_language(site: Site) -> None:
    """Whatever page there is in one language, there is a page at its address in every other."""
    inside = {tag: {own.partition("/")[2] for own in pages(site) if own.startswith(f"{tag}/")} for tag in TAGS}
    assert inside["en"] == {
        f"{name}.html" for name in ("404", "about", "funding", "help", "index", "library", "people", "sources")
    }
    assert all(inside[tag] == inside["en"] for tag in TAGS)


# -- texts that are not translated yet ---------------------------------------------------------------------------------


def test_an_untranslated_text_says_so_and_where_it_is(site: Site) -> None:
    """Its page says so in its own language, offers every version by its title, and leads on to what is there."""
    found = soup(site, "ar/funding.html")
    assert found.html is not None
    assert (found.html["lang"], found.html["dir"]) == ("ar", "rtl")
    assert audit.prose(found.h1) == "This page is not in English yet (ar)"  # type: ignore[arg-type]
    assert found.title is not None
    assert "\u2068Деньги\u2069" in found.title.text
    offers = [(a.text, a["href"], a["lang"], a["dir"], a["hreflang"]) for a in found.select(".offers a")]
    assert offers == [("Деньги", "../ru/funding.html", "ru", "ltr", "ru")]
    assert "الروسية" in audit.prose(found.select_one(".offers"))  # type: ignore[arg-type]
    onward = [a["href"] for a in found.select("main .links a")]
    assert onward == ["help.html", "index.html", "library.html"]


def test_an_untranslated_text_is_not_for_search_engines(site: Site, tmp_path: Path) -> None:
    """Its page is never listed, names no versions and no address of its own; others follow the setting."""
    files = several()
    files["pelicanconf.py"] = str(files["pelicanconf.py"]).replace("NOINDEX = True", "NOINDEX = False")
    _, composer = composer_of(tiny(tmp_path, files).root / "pelicanconf.py")
    hidden = {"en/funding.html", "ru/about.html", "ar/funding.html", "ar/help.html", "qps/funding.html"}
    for own in composer.addresses:
        view: Any = composer.compose(own).view
        assert view.frame.indexed == (own not in hidden), own
        if own in hidden:
            assert (view.template, view.frame.canonical, view.frame.alternates) == ("untranslated", "", ())
    assert soup(site, "ar/help.html").find("meta", attrs={"name": "robots", "content": "noindex"})


def test_services_are_there_before_the_page_about_them(site: Site) -> None:
    """Where the page of services is not translated, the services themselves are listed: whoever needs one finds it."""
    found = soup(site, "ar/help.html")
    assert [tag.text.strip() for tag in found.select("article.service h4")] == [marked("Line")]
    assert found.select_one("nav.contents a[href='#support']")
    assert [a["hreflang"] for a in found.select(".offers a")] == ["en", "ru", "qps"]
    assert soup(site, "ar/index.html").select_one("header a[href='help.html']")


def test_a_link_to_an_untranslated_text_leads_to_the_page_that_says_so(site: Site) -> None:
    """A translator leaves links as they are. The place on the page is left out: it is not there yet."""
    [link] = soup(site, "ru/library.html").select("main a[href^='about.html']")
    assert link["href"] == "about.html"
    [link] = soup(site, "ar/library.html").select("main a[href^='about.html']")
    assert link["href"] == "about.html#how"


def test_lists_name_what_other_languages_have(site: Site, tmp_path: Path) -> None:
    """The first page and related explainers offer, in their language, what this one lacks; the footer does as well."""
    files = several()
    files["content/talking-points/other.yaml"] = POINT
    files[POINT_PATH] = edit(str(files[POINT_PATH]), "related: []", "related: [other]")
    other = edit(EXPLAINER, "talking-point: empty-library", "talking-point: other")
    files["content/en/explainers/other.md"] = edit(other, "title: The library lends", "title: It lends")
    _, composer = composer_of(tiny(tmp_path, files).root / "pelicanconf.py")
    home: Any = composer.compose("ar/index.html").view
    [offer] = home.elsewhere
    assert (offer.href, offer.language, offer.direction, offer.name) == ("../en/other.html", "en", "ltr", "الإنجليزية")
    assert [teaser.href for teaser in home.explainers] == ["library.html"]
    arabic: Any = composer.compose("ar/library.html").view
    english: Any = composer.compose("en/library.html").view
    assert (arabic.related, arabic.elsewhere) == ((), (offer,))
    assert ([teaser.href for teaser in english.related], english.elsewhere) == (["other.html"], ())
    assert composer.compose("en/index.html").view.elsewhere == ()  # type: ignore[union-attr]
    [money] = list(soup(site, "ar/index.html").select("footer a[hreflang]"))
    assert (money.text, money["href"], money["lang"], money["dir"]) == ("Деньги", "../ru/funding.html", "ru", "ltr")


def test_a_text_that_is_only_begun_counts_as_untranslated(tmp_path: Path) -> None:
    """A translation whose sections are still the original's is not published: its page says that it is not there."""
    files = several() | {"content/ar/pages/help.md": HELP}
    made = tiny(tmp_path, files)
    ran = made.build(warm=True)
    assert ran.code == 0, ran.said
    assert soup(made, "ar/help.html").select(".offers a")


# -- the front, and addresses that do not exist ------------------------------------------------------------------------


def test_the_front_speaks_every_language(site: Site) -> None:
    """Each language is offered by its own name, with a sentence of its own."""
    found = soup(site, "index.html")
    choices = found.select("ul.choices > li")
    assert [(item["lang"], item["dir"], item.a["href"]) for item in choices if item.a] == [
        (tag, DIRECTIONS[tag], f"{tag}/index.html") for tag in TAGS
    ]
    assert [item.a.text for item in choices if item.a][:3] == list(NAMES.values())
    assert [audit.prose(item.p)[-4:] for item in choices if item.p][1:3] == ["(ru)", "(ar)"]


def test_404_pages(site: Site) -> None:
    """There is one for each language; the one at the root speaks them all, the leading one first."""
    for tag in TAGS:
        found = soup(site, f"{tag}/404.html")
        assert found.html is not None
        assert found.html["lang"] == tag
        assert [h.name for h in found.select("h1, h2")].count("h1") == 1
        assert not found.select("main [lang]")
        assert found.select_one(f"main a[href='/{tag}/index.html']")
    root = soup(site, "404.html")
    assert root.html is not None
    assert root.html["lang"] == "en"
    parts = root.select("main [lang]")
    assert [(part["lang"], part["dir"]) for part in parts] == [(tag, DIRECTIONS[tag]) for tag in TAGS[1:]]
    for part in parts:
        assert [a["href"] for a in part.select("a")] == [f"/{part['lang']}/index.html", f"/{part['lang']}/help.html"]


# -- parts in another language -----------------------------------------------------------------------------------------


def test_what_falls_back_says_its_language(site: Site) -> None:
    """A statement, caveat or detail that is not translated is marked with its language; one that is, is not."""
    arabic, own = soup(site, "ar/library.html"), soup(site, "qps/library.html")
    statement = arabic.select_one("#note-1 > div > p > span")
    assert isinstance(statement, Tag)
    assert (statement["lang"], statement["dir"]) == ("en", "ltr")
    assert statement.text == "The library holds 5,043 books on twelve shelves."
    assert not own.select("#note-1 > div > p [lang]")
    served = soup(site, "ru/help.html").select("article.service dd span[lang]")
    assert [(tag["lang"], tag["dir"], tag.text) for tag in served] == [("en", "ltr", "Town library")]
    assert soup(site, "ar/sources.html").select("details li > p > span[lang=en]")


def test_in_the_own_language_nothing_is_marked() -> None:
    """Words in the page's language hold nothing but themselves."""
    assert Words("Text") == Words("Text", "", "")


@pytest.mark.parametrize(
    ("text", "direction", "shown"),
    [
        ("Rejoinder", "ltr", "Rejoinder"),
        ("Rejoinder", "rtl", "\u2068Rejoinder\u2069"),
        ("Слово", "rtl", "\u2068Слово\u2069"),
        ("كلمة", "rtl", "كلمة"),
        ("كلمة", "ltr", "\u2068كلمة\u2069"),
        ("عن Rejoinder", "rtl", "\u2068عن Rejoinder\u2069"),
        ("12 – 14", "rtl", "12 – 14"),
        ("١٢", "ltr", "١٢"),
        ("", "rtl", ""),
    ],
)
def test_what_runs_the_other_way_is_isolated(text: str, direction: str, shown: str) -> None:
    """Letters of the other direction are kept from turning what stands around them; numbers and signs are not letters."""
    assert isolated(text, direction) == shown
    entries = {"line": "{name}."}
    assert Text(entries, "ar", "ar.json", direction=direction)("line", name=text) == f"{shown}."


# -- numbers, lists, order ---------------------------------------------------------------------------------------------


def test_numbering_systems_are_ten_digits_in_a_row() -> None:
    """Each zero of the table is one, and nine digits follow it."""
    for name, zero in cldr.ZEROS.items():
        assert [unicodedata.digit(chr(zero + digit)) for digit in range(10)] == list(range(10)), name


@pytest.mark.parametrize(
    ("tag", "numerals", "number", "day"),
    [
        ("ar", "latn", "5,043.5", "22 مارس 2024"),
        ("ar", "arab", "٥٬٠٤٣٫٥", "٢٢ مارس ٢٠٢٤"),
        ("fa", "arabext", "۵٬۰۴۳٫۵", "۲۲ مارس ۲۰۲۴"),
        ("hi", "deva", "५,०४३.५", "२२ मार्च २०२४"),
        ("ru", "latn", "5\u00a0043,5", "22 марта 2024\u202fг."),
    ],
)
def test_numerals_are_the_choice_of_the_language(tag: str, numerals: str, number: str, day: str) -> None:
    """Digits, grouping and decimal sign are those of the numbering system."""
    assert cldr.format_number(5043.5, tag, numerals) == number
    assert cldr.format_day("2024-03-22", tag, numerals).replace("\u00a0", "\u202f") == day
    assert cldr.format_day("2024", tag, numerals) == day[-4:] or tag == "ru"


def test_lists_are_joined_as_the_language_joins_them() -> None:
    """Commas and the last word come from CLDR."""
    items = ("a", "b", "c")
    assert [cldr.format_list(items, tag) for tag in ("en-GB", "ru", "ar")] == ["a, b and c", "a, b и c", "a وb وc"]
    assert (cldr.format_list((), "en"), cldr.format_list(("a",), "en")) == ("", "a")


@pytest.mark.parametrize(
    ("alphabet", "ordered"),
    [
        ("", ["Äpfel", "Apple", "“Banana”", "cherry", "Éa", "ea b", "Zebra"]),
        ("", ["Ёлка", "ель", "Иван", "Ирис", "Йод", "Как", "лёд", "Лето"]),
        ("", ["إبل", "أحمد", "باب", "تاج", "مَدينة", "وطن"]),
        ("а б в г ғ д е ё ж з и ӣ й к қ л м н о п р с т у ӯ ф х ҳ ч ҷ ш ъ э ю я", ["Гул", "Ғарб", "Душанбе", "Қалам", "Хона", "Ҳаво", "Чой", "Ҷавоб", "Шаҳр"]),
        ("ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ه ی", ["Apple", "آب", "بابا", "پدر", "تهران", "چین", "ژاله", "گل", "لاله", "یار"]),
        ("a b c č d dž đ e f", ["ab", "ača", "da", "dzo", "džo", "đa", "ea", "Ж"]),
    ],
)  # fmt: skip
def test_titles_are_sorted_as_the_language_sorts_them(alphabet: str, ordered: list[str]) -> None:
    """By letters without their marks and signs, in the order of the alphabet, whatever its place in Unicode."""
    backwards = ordered[::-1]
    assert sorted(backwards, key=lambda text: cldr.sort_key(text, alphabet)) == ordered


# -- translation files -------------------------------------------------------------------------------------------------


def files(folder: Path, **languages: dict[str, object]) -> Path:
    """Translation files with some keys changed, beside the English one."""
    (folder / "translations").mkdir()
    shutil.copy(THEME / "translations/en.json", folder / "translations")
    for tag, changes in languages.items():
        (folder / "translations" / f"{tag}.json").write_text(interface(tag, **changes), "utf-8")
    return folder / "translations"


def test_translation_files_that_match_are_loaded(tmp_path: Path) -> None:
    """Every language of the theme and of the tests has the leading one's keys, fields and its own plural forms."""
    folder = files(tmp_path, ar={}, ru={}, fa={}, tg={}, fr={}, pl={}, ja={})
    assert list(load_all(folder, ("en", "ar", "ru", "fa", "tg", "fr", "pl", "ja"))) == [
        "en",
        "ar",
        "ru",
        "fa",
        "tg",
        "fr",
        "pl",
        "ja",
    ]


def test_every_fault_of_every_translation_file_is_told_at_once(tmp_path: Path) -> None:
    """Missing and unknown keys, fields and plural forms, each with its file, its key and what to do."""
    counted = {"text": {"one": "{count} источник", "few": "{count} источника", "some": "{count}"}}
    folder = files(
        tmp_path,
        ru={
            "site.home": None,
            "site.hmoe": {"text": "Домой"},
            "sources.total": counted,
            "site.updated": {"text": "Обновлено {date}"},
        },
        ar={"site.updated": {"text": {"one": "{day}"}}, "sources.facts": {"text": "{count}"}},
    )
    with pytest.raises(ThemeError) as raised:
        load_all(folder, ("en", "ru", "ar"))
    said = str(raised.value)
    for expected in (
        "ru.json: “site.home” is missing. Translate it from en.json, where it says “Home”.",
        "ru.json: “site.hmoe” is not in en.json, so nothing asks for it. Take it out. Did you mean “site.home”?",
        "ru.json: the plural forms of “sources.total”: it lacks many and has some. Whole numbers take one, few, many",
        "ru.json: “site.updated” lacks {day}, which en.json fills in.",
        "ru.json: “site.updated” has {date}, which nothing fills in. Allowed: {day}.",
        "ar.json: “site.updated” has plural forms, but en.json has one text.",
        "ar.json: the plural forms of “site.updated”: it lacks zero, two, few, many, other.",
        "ar.json: “sources.facts” is one text, but en.json counts it. Write its plural forms.",
    ):
        assert expected in said, said
    assert len(said.splitlines()) == 8


def test_every_plural_form_of_every_language_is_known() -> None:
    """The few integers that are tried take every form that the first thousand and larger ones take."""
    for tag in localedata.locale_identifiers():
        if tag.isalpha():
            rule = cldr.locale_of(tag).plural_form
            counted = (*range(1100), 10**4, 40_000, 10**5, 10**6, 10**6 + 1, 2 * 10**6, 10**9)
            assert cldr.plural_forms(tag)[0] == {rule(count) for count in counted}, tag


def test_forms_that_only_fractions_take_may_be_left_out(tmp_path: Path) -> None:
    """Russian counts in three forms and has a fourth for fractions, Arabic in six; English has no third."""
    assert cldr.plural_forms("ru") == (frozenset({"one", "few", "many"}), frozenset({"one", "few", "many", "other"}))
    assert len(cldr.plural_forms("ar")[0]) == 6
    assert cldr.plural_forms("fr")[0] == {"one", "many", "other"}
    fourth = {"one": "{count}", "few": "{count}", "many": "{count}", "other": "{count}"}
    assert load(files(tmp_path, ru={"sources.total": {"text": fourth}}), "ru").text("sources.total", count=5) == "5"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"language.numerals": {"text": "roman"}}, "language.numerals is “roman”. Allowed: adlm, arab"),
        ({"language.numerals": {"text": {"one": "latn"}}}, "language.numerals is not a text"),
        ({"language.alphabet": {"text": "abc"}}, "separated by spaces"),
    ],
)
def test_what_a_language_says_of_itself_is_checked(changes: dict[str, object], says: str, tmp_path: Path) -> None:
    """A numbering system that nobody has and an alphabet without spaces are refused."""
    with pytest.raises(ThemeError, match=says):
        load(files(tmp_path, fa=changes), "fa")


# -- one more language -------------------------------------------------------------------------------------------------


def test_a_fourth_language_takes_two_files(tmp_path: Path) -> None:
    """Persian: a translation file, a tag in LANGUAGES, and the first text of it; the whole site is there."""
    persian = interface(
        "fa",
        **{"language.name": "فارسی", "language.numerals": "arabext", "language.alphabet": "ا ب پ ت ج چ ر ز ژ ک گ ل ی"},
    )
    files = several()
    files["theme/translations/fa.json"] = persian
    files["pelicanconf.py"] = str(files["pelicanconf.py"]).replace("'qps'", "'qps', 'fa'")
    site = tiny(tmp_path, files)
    refused = site.build(warm=True)
    assert refused.code == 1
    assert "rejoinder translate library fa" in refused.said
    site.write("content/fa/pages/about.md", page("درباره", "چه کسی این وبگاه را می‌سازد.", "ما [@report]"))
    ran = site.build(warm=True)
    assert ran.code == 0, ran.said
    found = soup(site, "fa/about.html")
    assert found.html is not None
    assert (found.html["lang"], found.html["dir"]) == ("fa", "rtl")
    assert next(mark.text for mark in found.select(".note-mark")) == "۱"
    assert "۲۲ نوامبر ۲۰۲۶" in audit.prose(found)
    assert soup(site, "fa/library.html").select(".offers a[hreflang=en]")
    for check in {*audit.CHECKS} - {audit.descriptions}:  # English words stand in for Persian ones here
        assert [problem for problem in check(site.output) if "fa/" in problem] == [], check.__name__


def test_a_language_without_a_text_is_refused(tmp_path: Path) -> None:
    """The message names the command that begins a translation; an empty site is told to write something."""
    made = tiny(tmp_path, {"pelicanconf.py": settings(THEME='"theme"', LANGUAGES='["en", "de"]'), "theme/translations/de.json": interface("de")})  # fmt: skip
    [finding] = [finding for finding in made.review() if finding.rule == "language-empty"]
    assert (finding.severity, finding.path, finding.language) == ("error", "pelicanconf.py", "de")
    assert finding.help == "“rejoinder translate library de” creates one; or take “de” out of LANGUAGES."
