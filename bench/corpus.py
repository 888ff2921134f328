"""Synthetic sites for `make bench`: the same texts for Rejoinder, stock Pelican and Hugo, from one seed.

    python bench/corpus.py FOLDER --size 200

makes FOLDER/rejoinder, FOLDER/pelican and FOLDER/hugo (and pelican-short, hugo-short when asked). Words are syllables
put together at random, so that nothing is said; addresses are below example.org. SIZE explainers are SIZE/4 talking
points in four languages, each explainer of about 700 words with 15 citations (single, double, and figures), all eight
sections, lists, a table, a quotation and links to other explainers. They rest on 300 facts and 250 sources.

A text is made once, as blocks, and then written in each dialect. What a dialect cannot say differs; run.py prints how.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parent.parent
#: The peers' templates: the skeleton of our theme.
THEMES = REPOSITORY / "bench" / "peers"
LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français", "ar": "العربية"}
FACTS, SOURCES = 300, 250
ROLES = ("facts", "people", "claim", "technique", "instead", "real-harm", "conversation", "help")
PAGES = ("about", "method", "corrections", "funding", "consent", "privacy", "safety", "accessibility", "help")
DIALECTS = ("rejoinder", "pelican", "hugo", "pelican-short", "hugo-short")
KINDS = ("court", "official", "un", "academic", "news", "ngo", "monitor")

# -- words ---------------------------------------------------------------------------------------------------------

_SYLLABLES = {
    "en": ("ba", "co", "den", "fi", "gor", "lam", "mi", "nel", "o", "pra", "ris", "ta", "vel", "wen", "ty", "lo"),
    "de": ("bau", "che", "dorf", "fä", "gen", "lich", "mö", "nung", "rö", "sch", "tel", "über", "wal", "zu", "keit"),
    "fr": ("beau", "cé", "dou", "fê", "gne", "lai", "mon", "noi", "quel", "ré", "sion", "tè", "vou", "ça", "eur"),
    "ar": ("با", "تي", "جو", "حر", "دا", "ري", "سل", "شم", "عا", "في", "قل", "كو", "لم", "من", "نو", "ها"),
}
_STOP = {"en": ".", "de": ".", "fr": ".", "ar": "."}


class Words:
    """Synthetic words of one language."""

    def __init__(self, tag: str) -> None:
        self._tag = tag
        rng = random.Random(f"words {tag}")
        self._known = sorted({"".join(rng.choices(_SYLLABLES[tag], k=rng.randint(1, 4))) for _ in range(3000)})

    def phrase(self, rng: random.Random, count: int) -> str:
        """Some words, the first with a capital."""
        text = " ".join(rng.choices(self._known, k=count))
        return text[0].upper() + text[1:]

    def sentence(self, rng: random.Random, count: int) -> str:
        """Some words and a full stop."""
        return self.phrase(rng, count) + _STOP[self._tag]

    def prose(self, rng: random.Random, count: int) -> list[str]:
        """Sentences of 8 to 16 words, `count` words in all."""
        found = []
        while count > 0:
            length = count if count <= 16 else rng.randint(8, 12)
            found.append(self.sentence(rng, length))
            count -= length
        return found


def numeral(value: int, tag: str) -> str:
    """A number as a text of that language writes it."""
    return str(value).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")) if tag == "ar" else str(value)


# -- texts as blocks -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cite:
    """One citation of one or two keys."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """A figure of a fact, as the text writes it."""

    shown: str
    fact: str
    name: str


@dataclass(frozen=True)
class To:
    """A link to another text of the site."""

    label: str
    slug: str
    fragment: str = ""


Inline = list[str | Cite | Figure | To]


@dataclass(frozen=True)
class Block:
    """One block: text, bullets, a table of three columns, a quote (its last item the speaker), a heading or a claim."""

    kind: str
    items: list[Inline]


@dataclass(frozen=True)
class Explainer:
    """One explainer in one language."""

    tag: str
    slug: str
    point: str
    title: str
    day: date
    answer: Inline
    glance: list[Inline]
    sections: list[tuple[str, str, list[Block]]]


@dataclass(frozen=True)
class Site:
    """All that is written."""

    words: dict[str, Words]
    facts: dict[str, dict[str, Any]]
    sources: dict[str, dict[str, Any]]
    points: dict[str, dict[str, Any]]
    titles: dict[tuple[str, str], str]
    seed: int


def make_site(size: int, seed: int) -> Site:
    """The evidence and the talking points; explainers are made one at a time, by `explainer`."""
    words = {tag: Words(tag) for tag in LANGUAGES}
    rng = random.Random(f"evidence {seed}")
    sources = {f"src-{number:03}": _source(number, words, rng) for number in range(SOURCES)}
    facts = {f"fact-{number:03}": _fact(number, words, rng, list(sources)) for number in range(FACTS)}
    count = size // len(LANGUAGES)
    points = {f"point-{number:04}": _point(number, count, words, rng) for number in range(count)}
    titles = {(tag, f"topic-{number:04}"): words[tag].phrase(rng, 7) for number in range(count) for tag in LANGUAGES}
    return Site(words, facts, sources, points, titles, seed)


def _source(number: int, words: dict[str, Words], rng: random.Random) -> dict[str, Any]:
    tag = list(LANGUAGES)[number % len(LANGUAGES)]
    return {
        "title": words[tag].phrase(rng, 8),
        "publisher": words[tag].phrase(rng, 2),
        "author": words[tag].phrase(rng, 2),
        "issued": date(2015, 1, 1) + timedelta(days=rng.randrange(3600)),
        "url": f"https://example.org/{tag}/archive/{number:03}",
        "language": tag,
        "kind": KINDS[number % len(KINDS)],
        "link": number % 10 != 3,
        "archive": f"https://example.org/copy/{number:03}" if number % 2 else "",
    }


def _fact(number: int, words: dict[str, Words], rng: random.Random, sources: list[str]) -> dict[str, Any]:
    own = rng.sample(sources, rng.choice((1, 1, 2, 2, 3)))
    tag = rng.choice(list(LANGUAGES))
    return {
        "statement": {tag: words[tag].sentence(rng, 18) for tag in LANGUAGES},
        "caveat": {tag: words[tag].sentence(rng, 12) for tag in LANGUAGES} if number % 3 == 0 else {},
        "figures": {"main": rng.randint(2, 9000), "other": rng.randint(2, 900)} if number % 2 == 0 else {},
        "sources": own,
        "passage": (words[tag].sentence(rng, 18), tag, own[0]),
    }


def _point(number: int, count: int, words: dict[str, Words], rng: random.Random) -> dict[str, Any]:
    monitors = [key for key in range(SOURCES) if KINDS[key % len(KINDS)] == "monitor"]
    return {
        "paraphrase": {tag: words[tag].sentence(rng, 16) for tag in LANGUAGES},
        "reason": {tag: words[tag].sentence(rng, 14) for tag in LANGUAGES},
        "harm": {tag: words[tag].sentence(rng, 14) for tag in LANGUAGES},
        "source": f"src-{rng.choice(monitors):03}",
        "related": sorted({(number + step) % count for step in (1, 2, 5)} - {number}),
    }


def explainer(site: Site, number: int, tag: str) -> Explainer:
    """One explainer: about 700 words, 15 citations."""
    rng = random.Random(f"explainer {site.seed} {number} {tag}")
    words, slug, count = site.words[tag], f"topic-{number:04}", len(site.points)
    with_figures = [key for key, fact in site.facts.items() if fact["figures"]]
    others = [f"topic-{(number + step) % count:04}" for step in (1, 3)]

    def cite(*sources: str) -> Cite:
        return Cite(tuple(sources) or (rng.choice(list(site.facts)),))

    def figure() -> Figure:
        key, name = rng.choice(with_figures), rng.choice(("main", "other"))
        return Figure(numeral(site.facts[key]["figures"][name], tag), key, name)

    def text(count: int, *inside: Cite | Figure | To) -> Inline:
        """A paragraph of `count` words with citations at the ends of its sentences and figures and links before."""
        parts: Inline = []
        waiting = list(inside)
        sentences = words.prose(rng, count)
        for index, sentence in enumerate(sentences):
            parts.append(sentence[:-1])
            share = len(waiting) if index == len(sentences) - 1 else min(1, len(waiting))
            for part in [waiting.pop(0) for _ in range(share)]:
                parts += [" ", part]
            parts.append(sentence[-1] + (" " if index < len(sentences) - 1 else ""))
        return parts

    def paragraph(count: int, *inside: Cite | Figure | To) -> Block:
        return Block("text", [text(count, *inside)])

    def bullets(*items: Inline) -> Block:
        return Block("bullets", list(items))

    def row(count: int, last: Inline) -> list[Inline]:
        cells: list[Inline] = [[words.phrase(rng, 2)] for _ in range(count)]
        return [*cells, last]

    pair = cite(*rng.sample(list(site.facts), 2))
    table = [row(2, [words.phrase(rng, 2)]) for _ in range(4)] + [row(2, [figure()])]
    blocks = {
        "facts": [
            paragraph(48, figure(), cite()),
            paragraph(36, figure()),
            bullets(text(11), text(11, cite()), text(11)),
        ],
        "people": [paragraph(46, cite()), Block("quote", [text(24), [words.phrase(rng, 3), " ", cite()]])],
        "claim": [paragraph(36, cite()), Block("claim", []), paragraph(28)],
        "technique": [paragraph(42, pair), paragraph(28, To(words.phrase(rng, 4), others[0], "people"))],
        "instead": [
            paragraph(38, cite()),
            Block("heading", [[words.phrase(rng, 4)]]),
            Block("table", [cell for cells in table for cell in cells]),
            paragraph(24, To(words.phrase(rng, 4), others[1])),
        ],
        "real-harm": [paragraph(46, cite(*rng.sample(list(site.facts), 2))), paragraph(30)],
        "conversation": [
            paragraph(30),
            bullets(text(12), text(12, cite(rng.choice(list(site.sources)))), text(12), text(12)),
        ],
        "help": [paragraph(30, To(words.phrase(rng, 2), "help"), To(words.phrase(rng, 2), "method"))],
    }
    return Explainer(
        tag=tag,
        slug=slug,
        point=f"point-{number:04}",
        title=site.titles[tag, slug],
        day=date(2026, 1, 1) + timedelta(days=number % 300),
        answer=text(20, cite()),
        glance=[text(26), text(26, figure()), text(26, cite())],
        sections=[(role, words.phrase(rng, 4), blocks[role]) for role in ROLES],
    )


def page(site: Site, slug: str, tag: str) -> tuple[str, str, list[str]]:
    """Title, summary and paragraphs of a page about the site."""
    rng = random.Random(f"page {site.seed} {slug} {tag}")
    words = site.words[tag]
    return words.phrase(rng, 3), words.sentence(rng, 14), [" ".join(words.prose(rng, 60)) for _ in range(6)]


# -- Rejoinder -------------------------------------------------------------------------------------------------------


class Dialect:
    """How blocks are written. Rejoinder's own; the peers change what is cited and how a claim stands."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def inline(self, parts: Inline) -> str:
        """Running text."""
        return "".join(part if isinstance(part, str) else self.special(part) for part in parts)

    def special(self, part: Cite | Figure | To) -> str:
        """A citation, a figure or a link."""
        if isinstance(part, Cite):
            return f"[{'; '.join(f'@{key}' for key in part.keys)}]"
        if isinstance(part, Figure):
            return f"[{part.shown}](fact:{part.fact}#{part.name})"
        return f"[{part.label}]({self.address(part)})"

    def address(self, link: To) -> str:
        """Where a link leads."""
        folder = "../pages/" if link.slug in PAGES else ""
        return f"{folder}{link.slug}.md" + (f"#{link.fragment}" if link.fragment else "")

    def heading(self, role: str, words: str) -> str:
        """The heading of a section."""
        return f"## {words} {{.{role}}}"

    def claim(self, text: Explainer) -> str:  # noqa: ARG002 (the peers need it)
        """The claim that a text answers."""
        return "![](claim:first)"

    def block(self, text: Explainer, block: Block) -> str:
        """One block of Markdown, without the blank lines around it."""
        lines = [self.inline(item) for item in block.items]
        if block.kind == "bullets":
            return "\n".join(f"- {line}" for line in lines)
        if block.kind == "quote":
            return f"> {lines[0]}\n> — {lines[1]}"
        if block.kind == "heading":
            return f"### {lines[0]}"
        if block.kind == "claim":
            return self.claim(text)
        if block.kind == "table":
            rows = [f"| {' | '.join(lines[at : at + 3])} |" for at in range(0, len(lines), 3)]
            return "\n".join([rows[0], "| --- | --- | --- |", *rows[1:]])
        return lines[0]

    def body(self, text: Explainer) -> str:
        """Everything below the front matter."""
        written = []
        for role, words, blocks in text.sections:
            written += [self.heading(role, words), *(self.block(text, block) for block in blocks)]
        return "\n\n".join(written) + "\n"


def _yaml_text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def write_rejoinder(folder: Path, site: Site) -> None:
    """A repository as an organisation has it: settings, content, theme and plugins."""
    content = folder / "content"
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("theme", "plugins"):
        shutil.copytree(REPOSITORY / name, folder / name, ignore=ignored)
    settings = (REPOSITORY / "pelicanconf.py").read_text("utf-8")
    _write(
        folder / "pelicanconf.py",
        f"{settings}\n"
        f'SITENAME = "Synthetic"\nSITEURL = "https://example.org"\nLANGUAGES = {list(LANGUAGES)!r}\n'
        # The rules of the editorial review are off: what they say of words without sense says nothing.
        'REVIEW_IGNORE = ["S", "R", "A", "V", "D", "L", "G"]\n'
        'PUBLISHER = "Synthetic publisher"\nCONTACT = "https://example.org/contact"\n',
    )
    _translations(folder / "theme" / "translations")
    _evidence(content / "evidence", site)
    for point, made in site.points.items():
        _write(content / "talking-points" / f"{point}.yaml", _point_yaml(made))
    _write(content / "help" / "services.yaml", _services(site))
    dialect = Dialect(site)
    for tag in LANGUAGES:
        for slug in PAGES:
            title, summary, paragraphs = page(site, slug, tag)
            front = f"title: {title}\nsummary: {summary}\nupdated: 2026-01-01\nreview:\n  status: draft\n"
            body = "".join(f"## {words[:24].rpartition(' ')[0]}\n\n{words}\n\n" for words in paragraphs)
            _write(content / tag / "pages" / f"{slug}.md", f"---\n{front}---\n\n{body}")
        for number in range(len(site.points)):
            text = explainer(site, number, tag)
            glance = "\n\n".join(f"  {dialect.inline(words)}" for words in text.glance)
            front = (
                f"talking-point: {text.point}\npublished: {text.day}\nupdated: {text.day}\ntitle: {text.title}\n"
                f"answer: {_yaml_text(dialect.inline(text.answer))}\nglance: |\n{glance}\n"
                "audience: [undecided-readers, families, teachers]\nreview:\n  status: draft\n"
                "review-by: 2099-01-01\ncorrections: []\n"
            )
            _write(content / tag / "explainers" / f"{text.slug}.md", f"---\n{front}---\n\n{dialect.body(text)}")


def _translations(folder: Path) -> None:
    english = json.loads((folder / "en.json").read_text("utf-8"))
    forms = {"de": ("one", "other"), "fr": ("one", "many", "other")}
    forms["ar"] = ("zero", "one", "two", "few", "many", "other")
    for tag, name in LANGUAGES.items():
        if tag == "en":
            continue
        copied = json.loads(json.dumps(english))
        for entry in copied.values():
            text = entry["text"]
            if isinstance(text, dict):
                entry["text"] = {form: text.get(form, text["other"]) for form in forms[tag]}
        copied["language.name"]["text"] = name
        copied["language.locale"]["text"] = tag
        copied["language.direction"]["text"] = "rtl" if tag == "ar" else "ltr"
        _write(folder / f"{tag}.json", json.dumps(copied, ensure_ascii=False, indent=2))


def _evidence(folder: Path, site: Site) -> None:
    items = [
        {
            "id": key,
            "type": "article-newspaper",
            "title": source["title"],
            "author": [{"literal": source["author"]}],
            "publisher": source["publisher"],
            "issued": {"date-parts": [[source["issued"].year, source["issued"].month, source["issued"].day]]},
            "URL": source["url"],
            "language": source["language"],
        }
        for key, source in site.sources.items()
    ]
    _write(folder / "sources.json", json.dumps(items, ensure_ascii=False, indent=1))
    notes = (
        f"{key}:\n  kind: {source['kind']}\n  link: {str(source['link']).lower()}\n"
        + (f"  archive: {source['archive']}\n" if source["archive"] else "")
        for key, source in site.sources.items()
    )
    _write(folder / "source-notes.yaml", "\n".join(notes))
    _write(folder / "facts.yaml", "\n".join(_fact_yaml(key, fact) for key, fact in site.facts.items()))


def _fact_yaml(key: str, fact: dict[str, Any]) -> str:
    lines = [f"{key}:", "  statement:"]
    lines += [f"    {tag}: {words}" for tag, words in fact["statement"].items()]
    if fact["figures"]:
        lines.append("  figures:")
        lines += [
            f"    {name}: {{value: {value}, unit: things, as-of: 2025}}" for name, value in fact["figures"].items()
        ]
    words, tag, source = fact["passage"]
    lines.append(f"  sources: [{', '.join(fact['sources'])}]")
    lines += ["  passage:", f"    text: {_yaml_text(words)}", f"    language: {tag}", f"    source: {source}"]
    if fact["caveat"]:
        lines.append("  caveat:")
        lines += [f"    {tag}: {words}" for tag, words in fact["caveat"].items()]
    return "\n".join([*lines, "  review-by: 2099-01-01", ""])


def _point_yaml(made: dict[str, Any]) -> str:
    def per_language(words: dict[str, str], indent: str) -> str:
        return "".join(f"{indent}{tag}: {text}\n" for tag, text in words.items())

    return (
        "claims:\n  - id: first\n    paraphrase:\n"
        + per_language(made["paraphrase"], "      ")
        + "    verdict: unproven\n    reason:\n"
        + per_language(made["reason"], "      ")
        + f"    recorded:\n      source: {made['source']}\n      on: 2025-06-01\n"
        + "techniques: [synthetic]\nreal-harm:\n"
        + per_language(made["harm"], "  ")
        + "why-answer:\n"
        + per_language(made["reason"], "  ")
        + f"related: [{', '.join(f'point-{number:04}' for number in made['related'])}]\naliases: {{}}\n"
    )


def _services(site: Site) -> str:
    rng = random.Random(f"services {site.seed}")
    kinds = ("crisis", "support", "victims", "relatives", "reporting")
    return "\n".join(
        f"service-{number:02}:\n  name: {site.words['en'].phrase(rng, 2)}\n  country: [DE]\n"
        f"  kind: {kinds[number % len(kinds)]}\n  reports-to-police: unknown\n  languages: [en, de]\n"
        f'  phone: "000 {number:04}"\n  url: https://example.org/service/{number:02}\n  source: src-{number:03}\n'
        for number in range(20)
    )


# -- the peers -------------------------------------------------------------------------------------------------------


class Footnotes(Dialect):
    """Citations as Markdown footnotes, written out below the text. `full` adds passage and a list of sources."""

    def __init__(self, site: Site, *, full: bool) -> None:
        super().__init__(site)
        self.full = full
        self.cited: dict[str, None] = {}

    def special(self, part: Cite | Figure | To) -> str:
        """A footnote for each key; a figure's after its number."""
        if isinstance(part, To):
            return super().special(part)
        keys = part.keys if isinstance(part, Cite) else (part.fact,)
        self.cited.update(dict.fromkeys(keys))
        return (part.shown if isinstance(part, Figure) else "") + "".join(f"[^{key}]" for key in keys)

    def address(self, link: To) -> str:
        """The finished page, relative."""
        return f"{link.slug}.html" + (f"#{link.fragment}" if link.fragment else "")

    def heading(self, role: str, words: str) -> str:
        """The role as the heading's id."""
        return f"## {words} {{#{role}}}"

    def claim(self, text: Explainer) -> str:
        """A quotation: label, verdict, paraphrase, reason, source."""
        made = self.site.points[text.point]
        self.cited[made["source"]] = None
        return (
            f"> Claim **Unproven** {made['paraphrase'][text.tag]}\n>\n> {made['reason'][text.tag]}\n>\n"
            f"> Recorded on 2025-06-01[^{made['source']}]"
        )

    def body(self, text: Explainer) -> str:
        """Answer, glance, sections, related explainers, footnotes."""
        self.cited = {}
        answer = f"**{self.inline(text.answer)}**"
        glance = "\n\n".join(["## At a glance {#glance}", *(self.inline(words) for words in text.glance)])
        sections = super().body(text)
        links = [f"topic-{number:04}" for number in self.site.points[text.point]["related"]]
        related = "\n".join(f"- [{self.site.titles[text.tag, slug]}]({slug}.html)" for slug in links)
        notes = "\n\n".join(self._note(key, text.tag) for key in self.cited)
        return f"{answer}\n\n{glance}\n\n{sections}\n## Related {{#related}}\n\n{related}\n\n{notes}\n"

    def _note(self, key: str, tag: str) -> str:
        fact = self.site.facts.get(key)
        if fact is None:
            return f"[^{key}]: {self._line(key)}"
        if not self.full:
            return f"[^{key}]: {fact['statement'][tag]} {' '.join(self._line(own) for own in fact['sources'])}"
        caveat = f"\n\n    **Keep in mind** {fact['caveat'][tag]}" if fact["caveat"] else ""
        sources = "\n".join(f"    - {self._line(own)}" for own in fact["sources"])
        return f"[^{key}]: {fact['statement'][tag]}{caveat}\n\n    > {fact['passage'][0]}\n\n{sources}"

    def _line(self, key: str) -> str:
        source = self.site.sources[key]
        title = f"[{source['title']}]({source['url']})" if source["link"] else source["title"]
        if not self.full:
            return f"“{title}”, {source['publisher']}, {source['issued']}."
        archive = f" [Archived copy]({source['archive']})" if source["archive"] and source["link"] else ""
        entry = f" [In the list of sources](sources.html#{key})"
        names = f"{source['author']}, {source['publisher']}, {source['issued']}"
        return f"“{title}”, {names}. {source['kind']}.{archive}{entry}"


def _source_lists(site: Site) -> dict[str, list[dict[str, Any]]]:
    """What the peers' list of sources prints, by language: computed here, once."""
    resting: dict[str, list[str]] = defaultdict(list)
    for key, fact in site.facts.items():
        for source in fact["sources"]:
            resting[source].append(key)
    lists: dict[str, list[dict[str, Any]]] = {}
    for tag in LANGUAGES:
        citing: dict[str, dict[str, str]] = defaultdict(dict)
        for number in range(len(site.points)):
            text = explainer(site, number, tag)
            dialect = Footnotes(site, full=False)
            dialect.body(text)
            for key in dialect.cited:
                for source in site.facts[key]["sources"] if key in site.facts else (key,):
                    citing[source][f"{text.slug}.html"] = text.title
        lists[tag] = [
            {
                "id": key,
                "title": source["title"],
                "url": source["url"] if source["link"] else "",
                "publisher": source["publisher"],
                "day": source["issued"].isoformat(),
                "facts": [
                    {"statement": site.facts[own]["statement"][tag], "passage": site.facts[own]["passage"][0]}
                    for own in resting[key]
                ],
                "cited": [{"href": href, "title": title} for href, title in citing[key].items()],
            }
            for key, source in site.sources.items()
        ]
    return lists


def _peer_pages(site: Site, tag: str) -> list[tuple[str, str, str, str]]:
    """Slug, title, summary and Markdown of the pages about the site."""
    found = []
    for slug in PAGES:
        title, summary, paragraphs = page(site, slug, tag)
        body = "".join(f"## {words[:24].rpartition(' ')[0]}\n\n{words}\n\n" for words in paragraphs)
        found.append((slug, title, summary, body))
    return found


def _style() -> str:
    """The theme's style sheet, as one file."""
    return "\n".join(path.read_text("utf-8") for path in sorted((REPOSITORY / "theme/static/css").rglob("*.css")))


def write_pelican(folder: Path, site: Site, lists: dict[str, list[dict[str, Any]]], *, full: bool) -> None:
    """A site of stock Pelican: its default Markdown extensions, no plugins."""
    dialect = Footnotes(site, full=full)
    for tag in LANGUAGES:
        for slug, title, summary, body in _peer_pages(site, tag):
            head = f"Title: {title}\nSlug: {slug}\nLang: {tag}\nSummary: {summary}\n"
            _write(folder / f"content/pages/{tag}/{slug}.md", f"{head}\n{body}")
        for number in range(len(site.points)):
            text = explainer(site, number, tag)
            summary = "".join(part for part in text.answer if isinstance(part, str))
            head = (
                f"Title: {text.title}\nDate: {text.day}\nModified: {text.day}\nSlug: {text.slug}\nLang: {tag}\n"
                f"Summary: {summary}\nAudience: undecided-readers, families, teachers\n"
            )
            _write(folder / f"content/articles/{tag}/{text.slug}.md", f"{head}\n{dialect.body(text)}")
    _write(folder / "sources.json", json.dumps(lists, ensure_ascii=False))
    _write(folder / "theme/static/style.css", _style())
    shutil.copytree(THEMES / "pelican", folder / "theme", dirs_exist_ok=True)
    direct = ["languages"]
    addresses = ['LANGUAGES_SAVE_AS = "index.html"']
    for tag in LANGUAGES:
        for name in ("home", "sources"):
            direct.append(f"{name}_{tag}")
            file = "index" if name == "home" else name
            addresses.append(f'{name.upper()}_{tag.upper()}_SAVE_AS = "{tag}/{file}.html"')
            _write(
                folder / f"theme/templates/{name}_{tag}.html",
                f'{{% set tag = "{tag}" %}}{{% extends "{name}.html" %}}',
            )
    settings = [
        "import json",
        "from pathlib import Path",
        'SITENAME = "Synthetic"',
        'SITEURL = "https://example.org"',
        'PATH, OUTPUT_PATH, THEME = "content", "output", "theme"',
        'TIMEZONE, DEFAULT_LANG, DEFAULT_DATE = "UTC", "en", (2026, 1, 1)',
        'ARTICLE_PATHS, PAGE_PATHS, STATIC_PATHS = ["articles"], ["pages"], []',
        "PLUGINS = []",
        *(
            f'{kind}_{name} = "{{lang}}/{{slug}}.html"'
            for kind in ("ARTICLE", "PAGE", "ARTICLE_LANG", "PAGE_LANG")
            for name in ("URL", "SAVE_AS")
        ),
        'AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""',
        "FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None",
        f"DIRECT_TEMPLATES = {direct!r}",
        *addresses,
        f"NAMES = {LANGUAGES!r}",
        'SOURCES = json.loads((Path(__file__).parent / "sources.json").read_text("utf-8"))',
    ]
    _write(folder / "pelicanconf.py", "\n".join(settings) + "\n")


def write_hugo(folder: Path, site: Site, lists: dict[str, list[dict[str, Any]]], *, full: bool) -> None:
    """A site of Hugo: Goldmark with its footnotes, one content folder for each language."""
    dialect = Footnotes(site, full=full)
    for tag in LANGUAGES:
        for slug, title, summary, body in _peer_pages(site, tag):
            front = f"title: {_yaml_text(title)}\ndescription: {_yaml_text(summary)}\ntype: page\n"
            _write(folder / f"content/{tag}/{slug}.md", f"---\n{front}---\n\n{body}")
        _write(folder / f"content/{tag}/sources.md", "---\ntitle: Sources\nlayout: sources\ntype: page\n---\n")
        for number in range(len(site.points)):
            text = explainer(site, number, tag)
            summary = "".join(part for part in text.answer if isinstance(part, str))
            front = (
                f"title: {_yaml_text(text.title)}\ndate: {text.day}\nlastmod: {text.day}\n"
                f"description: {_yaml_text(summary)}\ntype: explainer\n"
                "audience: [undecided-readers, families, teachers]\n"
            )
            _write(folder / f"content/{tag}/{text.slug}.md", f"---\n{front}---\n\n{dialect.body(text)}")
    _write(folder / "data/sources.json", json.dumps(lists, ensure_ascii=False))
    _write(folder / "static/theme/style.css", _style())
    links = "".join(f'<li><a href="{tag}/index.html" lang="{tag}">{name}</a></li>' for tag, name in LANGUAGES.items())
    _write(
        folder / "static/index.html",
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Synthetic</title></head>'
        f"<body><ul>{links}</ul></body></html>\n",
    )
    shutil.copytree(THEMES / "hugo", folder, dirs_exist_ok=True)
    settings = [
        'baseURL = "https://example.org/"',
        'title = "Synthetic"',
        'defaultContentLanguage = "en"',
        "defaultContentLanguageInSubdir = true",
        "disableDefaultLanguageRedirect = true",
        "uglyURLs = true",
        'disableKinds = ["taxonomy", "term", "rss", "sitemap"]',
    ]
    for weight, (tag, name) in enumerate(LANGUAGES.items(), 1):
        settings += [f"[languages.{tag}]", f'label = "{name}"', f'contentDir = "content/{tag}"', f"weight = {weight}"]
    _write(folder / "hugo.toml", "\n".join(settings) + "\n")


# -- the command -----------------------------------------------------------------------------------------------------


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def write(folder: Path, size: int, seed: int, dialects: list[str]) -> None:
    """Write a site of `size` explainers in each dialect, into folders of their names."""
    unknown = [name for name in dialects if name not in DIALECTS]
    if unknown:
        raise SystemExit(f"corpus.py: “{unknown[0]}” is not a dialect. Known: {', '.join(DIALECTS)}.")
    if size < 8 or size % len(LANGUAGES):
        raise SystemExit(f"corpus.py: the size is {size}; it is a multiple of {len(LANGUAGES)}, at least 8.")
    site = make_site(size, seed)
    lists = _source_lists(site) if dialects != ["rejoinder"] else {}
    for name in dialects:
        target = folder / name
        shutil.rmtree(target, ignore_errors=True)
        generator, _, notes = name.partition("-")
        if generator == "rejoinder":
            write_rejoinder(target, site)
        elif generator == "pelican":
            write_pelican(target, site, lists, full=notes != "short")
        else:
            write_hugo(target, site, lists, full=notes != "short")


def main() -> None:
    """Read the command line and write the sites."""
    parser = argparse.ArgumentParser(description="Write synthetic sites, the same texts for each generator.")
    parser.add_argument("folder", type=Path, help="where to write; a folder for each dialect is replaced")
    parser.add_argument("--size", type=int, default=200, help="explainers, a multiple of 4 (default: 200)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dialects", default="rejoinder,pelican,hugo", help=f"of: {', '.join(DIALECTS)}")
    options = parser.parse_args()
    write(options.folder, options.size, options.seed, options.dialects.split(","))


if __name__ == "__main__":
    main()
