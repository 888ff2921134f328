"""Malformed input of every kind: what is said, where, and that nothing published is touched.

A caret (‸) in a text of the tests marks the place that the finding must name; it is taken out before the file is
written. Every fault is put to the review, which must find exactly what is listed, and to a real `rejoinder build` over
an earlier site, which must print it, exit as said, and leave that site alone and nothing beside it.
"""

from __future__ import annotations

import ast
import dataclasses
import json
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from sites import (
    ABOUT,
    ABOUT_PATH,
    CARET,
    CONTENT,
    EXPLAINER,
    EXPLAINER_PATH,
    FACTS,
    FACTS_PATH,
    HELP,
    NOTES,
    NOTES_PATH,
    PERSON,
    PERSON_PATH,
    PLUGINS,
    POINT,
    POINT_PATH,
    SERVICES,
    SERVICES_PATH,
    SOURCES,
    SOURCES_PATH,
    THEME,
    Ran,
    Site,
    edit,
    interface,
    placed,
    places,
    settings,
    tiny,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

# -- how the tables are written ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fault:
    """Files that make the tiny site faulty, and what the review must say of them: all of it, and nothing else.

    `rules` names the findings in the order of the carets. `a+b` are two at one caret; `a:file` has a path and no line.
    `at` is the file they are in: the first one where it is not given. `says` must stand in the message or its cure.
    """

    name: str
    rules: str
    files: Mapping[str, str | bytes | None]
    at: str = ""
    says: str = ""
    severity: str = "error"
    encoding: str = "utf-8"
    arrange: Callable[[Site], object] | None = None

    @property
    def path(self) -> str:
        """The file that is at fault."""
        return self.at or next(iter(self.files))

    def expected(self) -> list[tuple[str, int, int, str, str]]:
        """Path, line, column, severity and rule of each finding."""
        text = self.files.get(self.path)
        spots = iter(places(text)[1] if isinstance(text, str) else [])
        found = []
        for word in self.rules.split():
            rules, colon, _ = word.partition(":file")
            line, column = (0, 0) if colon else next(spots)
            found += [(self.path, line, column, self.severity, rule) for rule in rules.split("+")]
        assert next(spots, None) is None, "more carets than rules"
        return sorted(found)

    def make(self, folder: Path, valid: Site) -> Site:
        """The faulty site, with the valid one published in its output folder."""
        text = self.files.get(self.path)
        encoded = {self.path: places(text)[0].encode(self.encoding)} if isinstance(text, str) else {}
        site = tiny(folder, {**self.files, **encoded})
        shutil.copytree(valid.output, site.output)
        if self.arrange is not None:
            self.arrange(site)
        return site


def explainer(name: str, rules: str, old: str, new: str, says: str = "") -> Fault:
    """A fault in the explainer: `new` in the place of `old`."""
    return Fault(name, rules, {EXPLAINER_PATH: edit(EXPLAINER, old, new)}, says=says)


def body(name: str, rules: str, text: str, says: str = "") -> Fault:
    """A fault in a paragraph of its own, the last of the facts section."""
    return explainer(name, rules, "than the town [@opened].", f"than the town [@opened].\n\n{text}", says)


def point(name: str, rules: str, old: str, new: str, says: str = "") -> Fault:
    """A fault in the talking point."""
    return Fault(name, rules, {POINT_PATH: edit(POINT, old, new)}, says=says)


def facts(name: str, rules: str, old: str, new: str, says: str = "") -> Fault:
    """A fault in the facts."""
    return Fault(name, rules, {FACTS_PATH: edit(FACTS, old, new)}, says=says)


def sources(name: str, rules: str, old: str, new: str, says: str = "") -> Fault:
    """A fault in the sources."""
    return Fault(name, rules, {SOURCES_PATH: edit(SOURCES, old, new)}, says=says)


def person(name: str, rules: str, old: str, new: str, says: str = "") -> Fault:
    """A fault in the record of a person."""
    return Fault(name, rules, {PERSON_PATH: edit(PERSON, old, new)}, says=says)


# -- files ---------------------------------------------------------------------------------------------------------

LATIN = {
    "an explainer": (EXPLAINER_PATH, edit(EXPLAINER, "It shows one room", "It shows a caf‸é").replace("—", "-")),
    "a front matter": (ABOUT_PATH, edit(ABOUT, "title: About", "title: Caf‸é")),
    "facts": (FACTS_PATH, edit(FACTS, "A newspaper's count", "A newspaper's caf‸é")),
    "a talking point": (POINT_PATH, edit(POINT, "A smaller library", "A smaller caf‸é")),
    "services": (SERVICES_PATH, edit(SERVICES, "Anybody with", "A caf‸é with")),
    "sources": (SOURCES_PATH, edit(SOURCES, "Annual report", "Annual caf‸é")),
}

FILES = [
    *(Fault(f"Latin-1 in {name}", "not-utf8", {path: text}, encoding="latin-1") for name, (path, text) in LATIN.items()),
    Fault("UTF-16", "not-utf8", {EXPLAINER_PATH: CARET + EXPLAINER}, encoding="utf-16", says="UTF-16"),
    Fault("byte order mark", "byte-order-mark", {EXPLAINER_PATH: f"{CARET}\ufeff{EXPLAINER}"}),
    explainer("NUL in the text", "control-character", "It shows one room", "It shows ‸\0one room"),
    explainer("escape character in the text", "control-character", "It shows one room", "It shows ‸\x1b[31mone room"),
    explainer("NUL in the front matter", "control-character", "title: The", "title: T‸\0he"),
    facts("NUL in YAML", "control-character", "A newspaper's count", "A newspaper's ‸\0count"),
    Fault("empty file", "front-matter", {EXPLAINER_PATH: CARET}),
    Fault("no front matter", "front-matter", {EXPLAINER_PATH: f"{CARET}# The library\n\nText.\n"}),
    Fault("blank line before the front matter", "front-matter", {EXPLAINER_PATH: f"{CARET}\n{EXPLAINER}"}),
    Fault("front matter without an end", "front-matter", {EXPLAINER_PATH: CARET + edit(EXPLAINER, "corrections: []\n---\n", "corrections: []\n")}),
    Fault("line ends of an old Macintosh", "front-matter", {EXPLAINER_PATH: (CARET + EXPLAINER).replace("\n", "\r")}),
    Fault("empty front matter", "wrong-value", {ABOUT_PATH: "‸---\n---\n\n## One\n\nText.\n"}, says="holds nothing"),
    Fault("front matter of plain text", "wrong-value", {ABOUT_PATH: "---\n‸About us\n---\n\n## One\n\nText.\n"}),
    Fault("file too large", "file-too-large:file", {ABOUT_PATH: ABOUT + "word " * 200_001}),
    Fault("front matter too large", "file-too-large", {ABOUT_PATH: CARET + edit(ABOUT, "Who makes", "Who makes " * 7_000)}),
    Fault("file name with a capital", "file-name:file", {"content/en/pages/Privacy.md": HELP}),
    Fault("file name with a space", "file-name:file", {"content/en/pages/our funding.md": HELP}),
    Fault("file name in another script", "file-name:file", {"content/en/pages/о-нас.md": HELP}),
    Fault("file names that differ in case", "file-name:file", {"content/en/pages/ABOUT.md": ABOUT}),
    Fault(
        "file name that is not text", "file-name:file", {}, at="content/en/pages/\\udcff.md",
        arrange=lambda site: site.write("content/en/pages/\udcff.md", HELP),
    ),
    Fault("address of the sources", "duplicate-address:file", {"content/en/pages/sources.md": HELP}, says="the list of sources"),
    Fault("address of the first page", "duplicate-address:file", {"content/en/pages/index.md": HELP}),
    Fault("address of the 404 page", "duplicate-address:file", {"content/en/pages/404.md": HELP}, says="the page for wrong addresses"),
    Fault(
        "language without a text", "language-empty:file",
        {"pelicanconf.py": settings(THEME='"theme"', LANGUAGES='["en", "de"]'), "theme/translations/de.json": interface("de")},
        says="rejoinder translate library de",
    ),
    Fault("address of another page", "duplicate-address:file", {"content/en/pages/library.md": HELP}, says="library.html"),
    Fault("file that nobody reads", "unread-file:file", {"content/en/pages/notes.txt": "Notes."}, says="nothing reads"),
    Fault("file in a folder that nobody reads", "unread-file:file", {"content/en/explainer/more.md": HELP}, says="en/explainers"),
    Fault("file one folder too deep", "unread-file:file", {"content/en/pages/more/about.md": ABOUT}),
    Fault("file one folder too high", "unread-file:file", {"content/privacy.md": HELP}),
    Fault("facts as JSON", "unread-file:file", {"content/evidence/facts.json": "{}"}),
    Fault("talking point with another ending", "unread-file:file", {"content/talking-points/other.yml": POINT}),
    Fault("folder that looks like a page", "unread-file:file", {"content/en/pages/privacy.md/": ""}, at="content/en/pages/privacy.md"),
    Fault(
        "folder that looks like a page and holds something", "unread-file:file", {"content/en/pages/privacy.md/more.txt": "More."},
        at="content/en/pages/privacy.md",
    ),
    Fault(
        "link to nothing", "unreadable:file", {}, at="content/en/pages/privacy.md",
        arrange=lambda site: (site.root / "content/en/pages/privacy.md").symlink_to("missing.md"),
    ),
    Fault(
        "link to itself", "unreadable:file", {}, at="content/en/pages/privacy.md",
        arrange=lambda site: (site.root / "content/en/pages/privacy.md").symlink_to("privacy.md"),
    ),
    Fault(
        "link to a file outside", "link-out-of-content:file", {}, at="content/en/pages/privacy.md",
        arrange=lambda site: (site.root / "content/en/pages/privacy.md").symlink_to("/etc/hostname"),
    ),
    Fault(
        "link to a folder outside", "link-out-of-content:file", {}, at="content/en/more",
        arrange=lambda site: (site.root / "content/en/more").symlink_to("/etc"),
    ),
    Fault(
        "link to a folder inside", "link-out-of-content:file", {}, at="content/en/more",
        arrange=lambda site: (site.root / "content/en/more").symlink_to("pages"),
    ),
]  # fmt: skip

# -- YAML ----------------------------------------------------------------------------------------------------------

YAML = [
    explainer("unquoted colon", "yaml-syntax", "title: The library lends", "title: The library‸: it lends", says="quotation marks"),
    explainer("indented with a tab", "yaml-syntax", "  status: draft", "‸\tstatus: draft", says="tab"),
    explainer("unclosed quotation mark", "yaml-syntax", "title: The library", 'title: ‸"The library'),
    explainer("unclosed bracket", "yaml-syntax", "[families, teachers]\nreview:", "[families, teachers\nreview‸:"),
    explainer("duplicate key", "duplicate-key", "\nreview-by:", "\n‸title: Another\nreview-by:"),
    explainer("anchor", "yaml-alias", "title: The", "title: ‸&name The", says="&name"),
    explainer("alias", "yaml-alias", "corrections: []", "corrections: []\ncontent-note: ‸*name", says="*name"),
    explainer("tag", "yaml-tag", "title: The", "title: ‸!!str The"),
    explainer("tag on a key", "yaml-tag", "title: The", "‸!!str title: The"),
    explainer("key that is no text", "yaml-key", "corrections: []", "corrections: []\n‸[a, b]: c"),
    explainer("nested too deeply", "yaml-too-deep", "corrections: []", "corrections: " + "[" * 20 + CARET + "[" * 10 + "]" * 30),
    point("second document", "yaml-documents", "aliases: {}\n", "aliases: {}\n‸---\nclaims: []\n"),
    point("front matter in a YAML file", "yaml-documents", "aliases: {}\n", "aliases: {}\n‸---\n"),
]  # fmt: skip

# -- fields --------------------------------------------------------------------------------------------------------

FIELDS = [
    *(
        Fault(f"no {name}", "missing-field", {EXPLAINER_PATH: re.sub(rf"(?ms)^{name}:.*?(?=^\S)", "", EXPLAINER, count=1).replace("---\n", f"---\n{CARET}", 1)}, says=name)
        for name in ("talking-point", "published", "updated", "title", "answer", "glance", "audience", "review")
    ),
    explainer("no status", "missing-field", "  status: draft", "  ‸facts: Ada", says="status"),
    explainer("unknown field", "unknown-field", "corrections: []", "corrections: []\n‸author: Ada", says="Allowed: "),
    explainer("misspelt field", "unknown-field", "review-by:", "‸review_by:", says="Did you mean “review-by”?"),
    explainer("unknown field below a field", "unknown-field", "  status: draft", "  status: draft\n  ‸state: done", says="Did you mean “status”?"),
    explainer("date in words", "wrong-value", "published: 2026-11-20", "published: ‸20 November 2026", says="YEAR-MONTH-DAY"),
    explainer("day that does not exist", "wrong-value", "published: 2026-11-20", "published: ‸2026-02-30", says="no such day"),
    explainer("date without hyphens", "wrong-value", "published: 2026-11-20", "published: ‸20261120"),
    explainer("date with a time", "wrong-value", "published: 2026-11-20", "published: ‸2026-11-20 10:00"),
    explainer("date in Arabic digits", "wrong-value", "published: 2026-11-20", "published: ‸٢٠٢٦-١١-٢٠"),
    explainer("updated before published", "wrong-value", "updated: 2026-11-22", "updated: ‸2026-11-19", says="before"),
    explainer("list where text is expected", "wrong-value", "title: The library lends three and a half million books a year", "title: ‸[a, b]", says="expected text"),
    explainer("fields where text is expected", "wrong-value", "title: The library lends three and a half million books a year", "title: ‸{a: b}", says="expected text"),
    explainer("text where a list is expected", "wrong-value", "audience: [families, teachers]", "audience: ‸families", says="expected a list"),
    explainer("text where fields are expected", "wrong-value", "review:\n  status: draft", "review: ‸draft", says="expected fields"),
    explainer("empty list", "wrong-value", "audience: [families, teachers]", "audience: ‸[]"),
    explainer("empty title", "missing-field", "title: The library lends three and a half million books a year", "title:‸", says="empty"),
    explainer("title of spaces", "missing-field", "title: The library lends three and a half million books a year", 'title: ‸"   "', says="empty"),
    explainer("word that is not allowed", "wrong-value", "  status: draft", "  status: ‸review", says="Did you mean “reviewed”?"),
    Fault(
        "answer of two paragraphs", "wrong-value",
        {EXPLAINER_PATH: re.sub(r"(?m)^answer: .*\n", "answer: |\n  ‸One.\n\n  Two.\n", EXPLAINER)}, says="more than one paragraph",
    ),
    explainer("heading in the glance", "heading-level", "  People use the library every day.", "  ‸## People use it"),
    explainer("unknown kind of correction", "wrong-value", "corrections: []", "corrections:\n  - on: 2026-11-21\n    type: ‸edit\n    text: One."),
    explainer("correction before the text", "wrong-value", "corrections: []", "corrections:\n  - on: ‸2026-11-19\n    type: update\n    text: One."),
    explainer("flag that is neither", "wrong-value", "corrections: []", "corrections:\n  - on: 2026-11-21\n    type: update\n    text: One.\n    minor: ‸maybe", says="true or false"),
    Fault("page without a summary", "missing-field", {ABOUT_PATH: edit(ABOUT, "title: About this site\nsummary: Who makes this site, and how.\n", "‸title: About this site\n")}),
    Fault("page with a field of explainers", "unknown-field", {ABOUT_PATH: edit(ABOUT, "review:\n", "‸answer: Us.\nreview:\n")}),
    point("unknown verdict", "wrong-value", 'verdict: "false"', "verdict: ‸flase", says="Did you mean “false”?"),
    point("claim whose id cannot be a place", "wrong-value", "  - id: empty", "  - id: ‸Is empty"),
    Fault("no claims", "wrong-value", {POINT_PATH: "claims: ‸[]\n" + POINT[POINT.index("techniques:"):]}),
    point("two claims of one name", "duplicate-key", "techniques:", POINT[POINT.index("  - id"):POINT.index("techniques:")].replace("id: empty", "id: ‸empty") + "techniques:"),
    point("claim with empty words", "missing-field", "en: Nobody is said to use the library any more.", "en:‸", says="empty"),
    facts("number with a comma", "wrong-value", "value: 5043", 'value: ‸"5,043"', says="digits only"),
    facts("month that does not exist", "wrong-value", "as-of: 1931-05", "as-of: ‸1931-13", says="no such day"),
    Fault(
        "fact without sources", "missing-field",
        {FACTS_PATH: edit(edit(FACTS, "  sources: [report]\n", ""), "opened:\n  ", "opened:\n  ‸")},
    ),
    facts("fact that cannot be cited", "wrong-value", "\nlends:", "\n‸lends in 2025:\n  statement: {en: A}\n  sources: [report]\n  passage: {text: A, language: en, source: report}\nlends:"),
    facts("fact with the name of a source", "duplicate-key", "\nlends:", "\n‸paper:\n  statement: {en: A}\n  sources: [report]\n  passage: {text: A, language: en, source: report}\nlends:"),
    facts("fact with an empty statement", "missing-field", "en: The library opened in May 1931.", "en:‸", says="empty"),
    Fault("facts as a list", "wrong-value", {FACTS_PATH: "‸- holds\n", EXPLAINER_PATH: None}),
    Fault("unknown kind of source", "wrong-value", {NOTES_PATH: edit(NOTES, "kind: news", "kind: ‸newspaper")}, says="Did you mean “news”?"),
    Fault("archive that is no address", "wrong-value", {SOURCES_PATH: SOURCES.replace("  {\n    \"id\": \"report\"", "  {\n‸    \"id\": \"report\""), NOTES_PATH: edit(NOTES, "kind: official", "kind: official\n  archive: javascript:alert(1)")}),
    Fault("country in words", "wrong-value", {SERVICES_PATH: edit(SERVICES, "country: [GB]", "country: [‸Britain]")}),
    Fault("service without a kind", "missing-field", {SERVICES_PATH: edit(SERVICES, "  name: Reading line\n  country: [GB]\n  kind: support\n", "  ‸name: Reading line\n  country: [GB]\n")}),
    *(
        Fault(f"service with {name} for an address", "wrong-value", {SERVICES_PATH: edit(SERVICES, "url: https://library.example/help", f"url: ‸{address}")})
        for name, address in {"a script": "javascript:alert(1)", "a script in disguise": '"java\u00adscript:alert(1)"', "a path": "/help", "words": "the library"}.items()
    ),
    Fault("service in no language", "wrong-value", {SERVICES_PATH: edit(SERVICES, "languages: [en]", "languages: [‸english]")}),
    Fault("service whose name is in no language", "wrong-value", {SERVICES_PATH: edit(SERVICES, "  country:", "  name-language: ‸english\n  country:")}),
    facts("passage of a fact in no language", "wrong-value", "language: en\n    source: paper", "language: ‸english\n    source: paper"),
    Fault("services as a list", "wrong-value", {SERVICES_PATH: "‸- name: Reading line\n"}),
]  # fmt: skip

# -- evidence ------------------------------------------------------------------------------------------------------

EVIDENCE = [
    sources("JSON without a comma", "json-syntax", 'report",\n    "publisher"', 'report"\n    ‸"publisher"'),
    Fault("JSON that is no list", "json-syntax", {SOURCES_PATH: '‸{"items": []}\n'}, says="list of sources"),
    Fault("JSON nested too deeply", "json-syntax", {SOURCES_PATH: CARET + "[" * 100_000}, says="too deeply"),
    Fault("empty sources file", "json-syntax", {SOURCES_PATH: CARET}),
    sources("duplicate source", "duplicate-key", '\n  {\n    "id": "watch",', '\n  {\n‸    "id": "report", "title": "Another"\n  },\n  {\n    "id": "watch",'),
    Fault(
        "source with an address of another scheme", "wrong-value", {SOURCES_PATH: edit(edit(SOURCES, "https://paper", "ftp://paper"), '    "id": "paper"', '‸    "id": "paper"')}, says="ftp: is not allowed",
    ),
    Fault("source with an address without a host", "wrong-value", {SOURCES_PATH: edit(edit(SOURCES, "https://paper.example/loans", "loans.html"), '    "id": "paper"', '‸    "id": "paper"')}, says="loans.html"),
    Fault("source with an address with spaces", "wrong-value", {SOURCES_PATH: edit(edit(SOURCES, "https://paper.example/loans", "https://paper.example/the loans"), '    "id": "paper"', '‸    "id": "paper"')}, says="U+0020"),
    Fault("source that cannot be cited", "wrong-value", {SOURCES_PATH: edit(SOURCES, '\n  {\n    "id": "watch",', '\n  {\n‸    "id": "town paper", "title": "Another"\n  },\n  {\n    "id": "watch",')}),
    facts("unknown source", "unknown-source", "sources: [report, paper]", "sources: [report, ‸papers]", says="Did you mean “paper”?"),
    facts("passage from a source that is not listed", "passage-source", "    language: en\n    source: paper\n", "    language: en\n    source: ‸report\n"),
    facts("passage too long", "passage-too-long", "text: The open shelves hold 5,043 volumes.", "text: ‸" + "word " * 41, says="41 words"),
    point("unknown source of a claim", "unknown-source", "source: watch", "source: ‸wacht", says="Did you mean “watch”?"),
    Fault("unknown source of a service", "unknown-source", {SERVICES_PATH: edit(SERVICES, "source: report", "source: ‸reports")}, says="Did you mean “report”?"),
]  # fmt: skip

# -- Markdown ------------------------------------------------------------------------------------------------------

HTML = {
    "HTML block": "‸<div>x</div>",
    "HTML block over lines": "‸<div>\nx\n</div>",
    "script after a comment": "‸<!-- c --><script>alert(1)</script>",
    "HTML after a comment, in a paragraph": "A <!-- c -->‸<script>",
    "processing instruction": "‸<?php echo 1 ?>",
    "declaration": "‸<!DOCTYPE html>",
    "CDATA": "‸<![CDATA[ x ]]>",
    "HTML in a list": "- One\n- ‸<br> two",
    "HTML in a table": "| a |\n|---|\n| ‸<i>b |",
    "HTML in a link": "[a ‸<u>](https://one.example)",
    "HTML in a component": "A\n\n![‸<u>](site:contact)",
    "HTML in a quotation": "> ‸<u> b\n>\n> — a reader [@paper]",
    "HTML in capitals": "A ‸<SCRIPT SRC=//one.example>",
}

LINKS = {
    "script": "javascript:alert(1)",
    "script in capitals": "JaVaScRiPt:alert(1)",
    "script with an entity": "java&#115;cript:alert(1)",
    "script with an entity for the colon": "javascript&colon;alert(1)",
    "script with a tab": "<java\tscript:alert(1)>",
    "script with an entity for a tab": "java&#9;script:alert(1)",
    "script with an entity for a line end": "java&#10;script:alert(1)",
    "script with a space before": "<&#32;javascript:alert(1)>",
    "script with a control character": "&#1;javascript:alert(1)",
    "script with an invisible character": "java\u200bscript:alert(1)",
    "script with a soft hyphen": "java\u00adscript:alert(1)",
    "script with a backslash": "javascript\\:alert(1)",
    "Visual Basic": "vbscript:x",
    "data": "data:text/html,x",
    "file": "file:///etc/passwd",
    "unknown scheme": "gemini://one.example",
    "address without a scheme's host": "https:one.example",
    "address without a host": "https:///one",
    "address that cannot be split": "http://[::1",
    "protocol-relative address": "//one.example/x",
    "backslashes": "\\\\\\\\one.example",
    "slash and backslash": "/\\\\one.example",
    "absolute path": "/en/help.html",
    "space in an address": "<https://one.example/a b>",
    "direction override": "https://one.example/\u202egpj.exe",
    "nothing": "",
}  # fmt: skip

MARKDOWN = [
    *(body(name, "raw-html", text) for name, text in HTML.items()),
    Fault("comment without an end", "raw-html", {ABOUT_PATH: ABOUT + "\n‸<!-- c\n\nMore.\n"}),
    body("HTML in a paragraph, opened and closed", "raw-html raw-html", "A ‸<b>word‸</b>."),
    explainer("HTML in the answer", "raw-html", "answer: The library", "answer: The ‸<b> library"),
    explainer("HTML in the glance", "raw-html", "  It has [three]", "  It has ‸<b> [three]"),
    explainer("HTML in a heading", "raw-html", "## What is known {", "## What ‸<i> is known {"),
    *(body(f"link: {name}", "unsafe-link", f"A ‸[link]({address}) here.") for name, address in LINKS.items()),
    body("link in angle brackets", "unsafe-link", "A ‸<javascript:alert(1)> here."),
    body("link by reference", "unsafe-link", "A ‸[link][one] here.\n\n[one]: javascript:alert(1)"),
    explainer("unsafe link in the answer", "unsafe-link", "answer: The library", "answer: The ‸[library](data:x)"),
    body("link with a hidden title", "link-title", 'A ‸[link](https://one.example "hidden") here.'),
    body("broken link", "broken-link", "See ‸[us](../pages/abuot.md).", says="Did you mean “../pages/about.md”?"),
    body("link to the published file", "broken-link", "See ‸[us](about.html)."),
    body("link that differs in case", "broken-link", "See ‸[us](../pages/About.md)."),
    body("link out of the content folder", "broken-link", "See ‸[us](../../../pelicanconf.py)."),
    body("link to a file that is no text", "broken-link", "See ‸[them](../../evidence/facts.yaml)."),
    body("script with its colon encoded", "broken-link", "A ‸[link](javascript%3Aalert(1)) here."),
    body("link with a space in its address", "malformed-link", "See [us‸](../pages/about us.md)."),
    body("link with a citation in its text", "malformed-link", "See [us [@report]‸](https://one.example)."),
    body("figure with a citation in its text", "malformed-link", "It holds [12 [@report]‸](fact:holds#shelves)."),
    body("broken fragment", "broken-fragment", "See ‸[us](../pages/about.md#who).", says="Places there: "),
    body("broken fragment on the same page", "broken-fragment", "See ‸[below](#claims).", says="Did you mean “claim”?"),
    explainer("broken link in the glance", "broken-link", "  It has [three](#who-comes)", "  It has ‸[three](who.md)"),
    body("passage in no language", "unknown-language", "A ‸[word](lang:russian1234) here."),
    body("footnote", "footnote", "A word‸[^1]."),
    body("footnote with its text", "footnote footnote", "A word‸[^1].\n\n‸[^1]: The text."),
    # citations
    body("unknown citation", "unknown-citation", "A word [‸@reports].", says="Did you mean “report”?"),
    body("unknown citation, the second of two", "unknown-citation", "A word [@report; ‸@paprika]."),
    explainer("unknown citation in the answer", "unknown-citation", "[@holds; @lends].", "[@holds; ‸@lent]."),
    body("citation without a key", "malformed-citation", "A word [‸@]."),
    body("citation with a space in its key", "malformed-citation", "A word [‸@the report]."),
    body("citation with an empty part", "malformed-citation", "A word [@report;‸]."),
    body("citation with a part without its sign", "malformed-citation", "A word [@report; ‸paper]."),
    body("citation with nothing after the comma", "malformed-citation", "A word [‸@report,]."),
    body("citation with emphasis", "malformed-citation", "A word [‸@re*po*rt]."),
    body("citation with words before it", "malformed-citation", "A word [‸see @report]."),
    body("citation with a hyphen before it", "malformed-citation", "A word [‸-@report]."),
    body("citation with empty brackets after it", "malformed-citation", "A word ‸[@report][]."),
    body("citation made a link by a definition", "hijacked-citation", "A word ‸[@report].\n\n[@report]: https://one.example"),
    body("citation made a link by a definition before it", "hijacked-citation", "[@report]: https://one.example\n\nA word ‸[@report]."),
    body("citation made a link by a definition in capitals", "hijacked-citation", "A word ‸[@report].\n\n[@REPORT]: https://one.example"),
    body("definition of a citation that nobody uses", "hijacked-citation", "A word.\n\n‸[@report]: https://one.example"),
    body("words linked by the definition of a citation", "hijacked-citation", "A ‸[word][@report].\n\n[@report]: https://one.example"),
    body("citation made a link by an address", "hijacked-citation", "A word ‸[@report](https://one.example)."),
    body("citation made a link to a page", "hijacked-citation", "A word ‸[@report](../pages/about.md)."),
    body("citation made a link by brackets after it", "hijacked-citation", "A word ‸[@report][one].\n\n[one]: https://one.example"),
    body("citation with an exclamation mark", "unknown-component", "A word‸![@report]."),
    # figures
    body("wrong figure", "wrong-figure", "It holds ‸[5,034](fact:holds) books.", says="It is 5043"),
    body("wrong figure of another name", "wrong-figure", "It holds ‸[5,043](fact:holds#shelves) shelves."),
    body("wrong figure in Arabic digits", "wrong-figure", "It holds ‸[٥٬٠٣٤](fact:holds) books."),
    body("figure in words", "wrong-figure", "It holds ‸[five thousand](fact:holds) books."),
    body("figure of another scale", "wrong-figure", "It lent ‸[3.5 billion](fact:lends) books."),
    body("figure without text", "wrong-figure", "It holds ‸[](fact:holds) books."),
    body("unknown figure", "unknown-figure", "It holds ‸[12](fact:holds#shelfs) shelves.", says="Did you mean “shelves”?"),
    body("unknown fact", "unknown-citation", "It holds ‸[12](fact:hold) books.", says="Did you mean “holds”?"),
    explainer("wrong figure in the glance", "wrong-figure", "and [5,043](fact:holds) books.\naudience", "and ‸[5,034](fact:holds) books.\naudience"),
    # sections
    explainer("role without its dot", "missing-role+unknown-role missing-section:file", "## What is known {.facts}", "‸## What is known {facts}", says="{.facts}"),
    explainer("unknown role", "missing-role+unknown-role missing-section:file", "## What is known {.facts}", "‸## What is known {.fact}", says="Did you mean “facts”?"),
    explainer("two roles", "unknown-role", "## What is known {.facts}", "‸## What is known {.facts .people}"),
    explainer("heading without a role", "missing-role", "\n## What is claimed", "\n‸## And then\n\nMore.\n\n## What is claimed"),
    explainer("repeated section", "repeated-section", "\n## What is claimed", "\n‸## More readers {.people}\n\nMore.\n\n## What is claimed"),
    Fault(
        "sections in another order", "section-order",
        {EXPLAINER_PATH: edit(edit(EXPLAINER, "{.technique}", "{.instead}\n\nx\n\n‸## How {.technique}"), "## What the record shows {.instead}\n", "### More\n")},
        says="The order is",
    ),
    explainer("missing section", "missing-section:file", "## Where to turn {.help}\n", "", says="{.help}"),
    explainer("empty section", "empty-section", "## How the claim misleads {.technique}\n\nIt shows one room at night. See [how we work](../pages/about.md#how).", "‸## How the claim misleads {.technique}"),
    explainer("section of a comment", "empty-section", "## How the claim misleads {.technique}\n\nIt shows one room at night. See [how we work](../pages/about.md#how).", "‸## How the claim misleads {.technique}\n\n<!-- later -->"),
    explainer("text before the first heading", "text-outside-section", "## What is known", "‸The library.\n\n## What is known"),
    explainer("heading of the first level", "heading-level+missing-role", "\n## What is claimed", "\n‸# And then\n\nMore.\n\n## What is claimed"),
    body("heading that jumps", "heading-level", "‸#### Loans\n\nMore."),
    body("heading without words", "heading-level", "‸###\n\nMore."),
    body("role on a heading below", "unknown-role", "‸### Loans {.people}\n\nMore."),
    body("id that stands twice", "heading-id", "‸### Loans {#facts}\n\nMore."),
    body("id that notes use", "heading-id", "‸### Loans {#note-1}\n\nMore."),
    body("attribute that is no role", "unknown-role", "‸### Loans {style=x}\n\nMore."),
    Fault("role on a page", "unknown-role", {ABOUT_PATH: edit(ABOUT, "## Who we are", "‸## Who we are {.facts}")}),
    # quotations and components
    body("quotation without a speaker", "quotation-speaker", "‸> I read."),
    body("quotation of two speakers", "quotation-speaker", "> I read.\n>\n> — a reader [@paper]\n> ‸— another [@paper]"),
    body("unknown component", "unknown-component", "‸![](clam:empty)", says="Did you mean “claim”?"),
    body("picture", "unknown-component", "‸![A room](room.jpg)"),
    body("unknown component of the site", "unknown-component", "‸![](site:publishers)", says="Did you mean “publisher”?"),
    body("component in a paragraph", "misplaced-component", "See ‸![](site:publisher)."),
    body("component before words", "misplaced-component", "‸![](site:publisher) is us."),
    body("component in a list", "misplaced-component", "- ‸![](site:publisher)\n\n- Two"),
    body("component in a quotation", "misplaced-component", "> ‸![](site:publisher)\n>\n> — a reader [@paper]"),
    body("component in a heading", "misplaced-component", "### See ‸![](site:publisher)\n\nMore."),
    explainer("component in the glance", "misplaced-component", "  People use the library every day.", "  ‸![](site:publisher)"),
    # claims
    Fault(
        "claim outside its section", "misplaced-component",
        {EXPLAINER_PATH: edit(edit(EXPLAINER, "![](claim:empty)", "This."), "It shows one room", "‸![](claim:empty)\n\nIt shows one room")},
        says="claim section",
    ),
    explainer("claim placed twice", "claim-placed", "## What is claimed {.claim}\n\n![](claim:empty)", "‸## What is claimed {.claim}\n\n![](claim:empty)\n\n![](claim:empty)", says="2 times"),
    explainer("claim placed nowhere", "claim-placed", "## What is claimed {.claim}\n\n![](claim:empty)", "‸## What is claimed {.claim}\n\nThis.", says="nowhere"),
    explainer("unknown claim", "unknown-component", "![](claim:empty)", "![](claim:empty)\n\n‸![](claim:empti)", says="Did you mean “empty”?"),
    Fault("claim on a page", "misplaced-component", {ABOUT_PATH: edit(ABOUT, "![](site:publisher)", "‸![](claim:empty)")}),
    explainer("unknown talking point", "unknown-talking-point", "talking-point: empty-library", "talking-point: ‸empty-libary", says="Did you mean “empty-library”?"),
    point("unknown related talking point", "unknown-talking-point", "related: []", "related: [‸full-library]", says="empty-library"),
    Fault(
        "claim in no language of the site", "untranslated-claim",
        {EXPLAINER_PATH: edit(EXPLAINER, "## What is claimed", "‸## What is claimed"), POINT_PATH: edit(POINT, "en: Nobody is", "ru: Nobody is")},
        says="no paraphrase in “en”",
    ),
    Fault(
        "two explainers for one talking point", "answered-twice",
        {"content/en/explainers/second.md": edit(EXPLAINER, "talking-point: empty-library", "talking-point: ‸empty-library")}, says="already answers",
    ),
]  # fmt: skip

# -- positions -----------------------------------------------------------------------------------------------------

SCRIPTS = {
    "Cyrillic": "Библиотека выдала книги, ",
    "Arabic": "أعارت المكتبة ثلاثة ملايين كتاب، ",
    "emoji": "📚👩‍👩‍👧🇺🇳 ",
    "combining marks": "й̆é̂ ",
}
ENDS = {"LF": "\n", "CRLF": "\r\n"}


def in_script(name: str, words: str, rule: str, old: str, new: str) -> list[Fault]:
    """A fault behind some words of a script, in files with each kind of line end."""
    text = edit(EXPLAINER, old, new.replace("…", words))
    return [
        Fault(f"{name}, {kind} line ends", rule, {EXPLAINER_PATH: text.replace("\n", end)})
        for kind, end in ENDS.items()
    ]


POSITIONS = [
    fault
    for script, words in SCRIPTS.items()
    for name, rule, old, new in (
        ("HTML", "raw-html", "It shows one", "…‸<b> one"),
        ("a citation", "unknown-citation", "every year [@holds]", "… [@holds; ‸@hold]"),
        ("a figure", "wrong-figure", "[12](fact:holds#shelves)", "… ‸[13](fact:holds#shelves)"),
        ("a broken link", "broken-link", "See [how we work](../pages/about.md#how)", "…‸[how we work](../abuot.md)"),
        ("HTML in the answer", "raw-html", "answer: The", "answer: …‸<b> The"),
        ("a citation in the glance", "unknown-citation", "  It has ", "  … [‸@hold] "),
        ("a YAML tag", "yaml-tag", "audience: [families,", "audience: [\"…\", ‸!x families,"),
    )
    for fault in in_script(f"{name} behind {script}", words, rule, old, new)
]  # fmt: skip

# -- warnings ------------------------------------------------------------------------------------------------------


def warning(name: str, rules: str, files: Mapping[str, str | bytes | None], at: str = "", says: str = "") -> Fault:
    """Something that a build mentions and publishes all the same."""
    return Fault(name, rules, files, at=at, says=says, severity="warning")


WARNINGS = [
    warning("language that is not switched on", "language-off:file", {"content/ru/pages/about.md": ABOUT}, at="content/ru", says="Add “ru” to LANGUAGES"),
    warning("source without a note", "source-without-note", {SOURCES_PATH: edit(SOURCES, '    "id": "watch"', '‸    "id": "watch"'), NOTES_PATH: edit(NOTES, "watch:\n  kind: monitor\n", "")}, at=SOURCES_PATH),
    warning("note without a source", "note-without-source", {NOTES_PATH: NOTES + "‸papers:\n  kind: news\n"}, says="Did you mean “paper”?"),
    warning("explainer to look at again", "review-overdue", {EXPLAINER_PATH: edit(EXPLAINER, "review-by: 2027-05-01", "review-by: ‸2026-11-23")}),
    warning("fact to look at again", "fact-review-due", {FACTS_PATH: CARET + edit(FACTS, "review-by: 2027-01-01", "review-by: 2026-11-23")}),
    warning("person whose consent has ended", "person-not-shown", {EXPLAINER_PATH: placed("p-17").replace("![](t", "‸![](t"), PERSON_PATH: edit(PERSON, "expires: 2027-01-01", "expires: 2026-11-23")}, says="has ended"),
    warning("person whose consent has not begun", "person-not-shown", {EXPLAINER_PATH: placed("p-17").replace("![](t", "‸![](t"), PERSON_PATH: edit(PERSON, "obtained: 2026-01-01", "obtained: 2026-11-25")}, says="has not begun"),
    warning("person who agreed to another language", "person-not-shown", {EXPLAINER_PATH: placed("p-17").replace("![](t", "‸![](t"), PERSON_PATH: edit(PERSON, "languages: [en]", "languages: [ru]")}, says="this language"),
    warning("person who agreed to another format", "person-not-shown", {EXPLAINER_PATH: placed("p-17").replace("![](t", "‸![](t"), PERSON_PATH: edit(PERSON, "formats: [web]", "formats: [print]")}, says="the web"),
    warning("person whose words are not translated", "person-not-shown", {EXPLAINER_PATH: placed("p-17").replace("![](t", "‸![](t"), PERSON_PATH: PERSON.replace("  en: ", "  ru: ").replace("language: en", "language: ru").replace("[en]", "all")}, says="are not there in this language"),
    warning("person who withdrew", "person-withdrawn", {EXPLAINER_PATH: placed("p-17").replace("![](t", "‸![](t"), PERSON_PATH: edit(PERSON, "withdrawn:", "withdrawn: 2026-11-24")}, says="Take this line out"),
    warning("faulty record of somebody who withdrew", "wrong-value unknown-field", {PERSON_PATH: edit(edit(PERSON, "withdrawn:", "withdrawn: 2026-11-24"), "kind: testimony", "kind: ‸gone\n‸because: of that")}),
    warning("unknown source of somebody who withdrew", "unknown-source", {PERSON_PATH: edit(edit(PERSON, "withdrawn:", "withdrawn: 2026-11-24"), "event:", "source: ‸papers\nevent:")}),
    warning("first name with another behind it", "first-name-of-several-words", {PERSON_PATH: edit(PERSON, "identify: role-only", "identify: first-name\nname:\n  en: ‸Ada Reader")}),
    warning("nobody answers for the site", "setting-empty:file", {"pelicanconf.py": settings(PUBLISHER='""')}, says="PUBLISHER"),
    warning("nobody reads letters", "setting-empty:file", {"pelicanconf.py": settings(CONTACT='""')}, says="CONTACT"),
    warning("no address", "setting-empty:file", {"pelicanconf.py": settings(SITEURL='""')}, says="SITEURL"),
]  # fmt: skip

PUBLIC = edit(PERSON, "basis: given-to-us", "basis: public-by-choice")
PEOPLE = [
    Fault("person without a role", "missing-field", {PERSON_PATH: CARET + edit(PERSON, "role:\n  en: a reader of the smaller library\n", "")}, says="“role”"),
    Fault("person without consent", "missing-field", {PERSON_PATH: CARET + PERSON.partition("consent:")[0]}, says="“consent”"),
    Fault("person who stands to nothing", "missing-field", {PERSON_PATH: CARET + edit(PERSON, "harmed: true\n", "")}, says="harmed, helped, relative"),
    Fault("person whose name is no id", "file-name:file", {"content/people/Ada Reader.yaml": PERSON}),
    Fault("person in JSON", "unread-file:file", {"content/people/p-17.json": "{}"}, says="people/<id>.yaml"),
    person("kind of person that is none", "wrong-value", "kind: testimony", "kind: ‸testimonial", "Did you mean “testimony”?"),
    person("field of a person that is none", "unknown-field", "event: closing", "‸events: closing", "Did you mean “event”?"),
    person("language of a role that is none", "wrong-value", "  en: a reader", "  en: a reader\n  english: ‸a reader"),
    person("day that is none in a consent", "wrong-value", "obtained: 2026-01-01", "obtained: ‸2026-02-30", "there is no such day"),
    person("language of a consent that is none", "wrong-value", "languages: [en]", "languages: ‸english", "write all, or a list"),
    person("format of a consent that is none", "wrong-value", "formats: [web]", "formats: [web, ‸tv]", "web, print, audio, card, dataset"),
    person("consent without an id", "missing-field", "  id: c-17", "  id:‸", "“consent.id” is empty"),
    person("consent that ends before it begins", "wrong-value", "expires: 2027-01-01", "expires: ‸2025-12-31"),
    person("consent given to us without an end", "consent-term", "basis: given-to-us\n  languages: [en]\n  formats: [web]\n  obtained: 2026-01-01\n  expires: 2027-01-01", "basis: ‸given-to-us\n  languages: [en]\n  formats: [web]\n  obtained: 2026-01-01", "2028-01-01 at the latest"),
    person("consent given to us for ever", "consent-term", "expires: 2027-01-01", "expires: ‸2028-01-02", "longer than 2 years"),
    person("name without a name", "missing-field", "identify: role-only", "identify: ‸first-name", "“name”"),
    person("name of somebody shown by role", "name-beyond-consent", "role:\n", "name:\n  ‸en: Ada\nrole:\n", "private folder"),
    person("name of a minor", "minor-named", "identify: role-only\n", "identify: first-name\nsensitivity: [minor]\nname:\n  ‸en: Ada\n", "identify: role-only, and no name"),
    person("minor who is more than a role", "minor-named", "identify: role-only\n", "identify: ‸pseudonym\nsensitivity: [minor]\n"),
    Fault("name in another language alone", "missing-field", {PERSON_PATH: edit(edit(PERSON, "identify: role-only\n", "identify: first-name\nname:\n  ru: Ада\n"), "  en: I learned", "  en: ‸I learned")}, says="“name.en”"),
    person("role in one language alone", "missing-field", "two windows.\n", "two windows.\n  de: ‸Dort lernte ich lesen.\ntranslated-by:\n  de: an editor\n", "“role.de”"),
    Fault("translator of a quotation unknown", "missing-field", {PERSON_PATH: edit(edit(PERSON, "two windows.\n", "two windows.\n  de: ‸Dort lernte ich lesen.\n"), "smaller library\n", "smaller library\n  de: eine Leserin\n")}, says="“translated-by.de”"),
    person("testimony without words", "missing-field", "kind: testimony\nidentify: role-only\nrole:\n  en: a reader of the smaller library\nharmed: true\nwords:\n  en: I learned to read between those two windows.\n", "kind: ‸testimony\nidentify: role-only\nrole:\n  en: a reader of the smaller library\nharmed: true\n", "“words”"),
    Fault("words that are nobody's or their own", "missing-field", {PERSON_PATH: edit(edit(PERSON, "quoted: true\n", ""), "words:\n  en", "words:\n  ‸en")}, says="quoted: false for a paraphrase"),
    Fault("language of a quotation unknown", "missing-field", {PERSON_PATH: edit(edit(PERSON, "language: en\n", ""), "words:\n  en", "words:\n  ‸en")}, says="“language”"),
    person("remembrance without a day", "missing-field", "kind: testimony", "kind: ‸remembrance", "“died”"),
    person("day of death of the living", "wrong-value", "harmed: true", "harmed: true\ndied: ‸2026-01-01", "remembrance"),
    Fault("public words without a source", "missing-field", {PERSON_PATH: edit(PUBLIC, "public-by-choice", "‸public-by-choice")}, says="“source”"),
    Fault("public words of an unknown source", "unknown-source", {PERSON_PATH: edit(PUBLIC, "event:", "source: ‸papers\nevent:")}, says="Did you mean “paper”?"),
    # in a text
    Fault("nobody of that id", "unknown-component", {EXPLAINER_PATH: placed("p-18").replace("![](t", "‸![](t"), PERSON_PATH: PERSON}, says="Did you mean “p-17”?"),
    Fault("person twice in a text", "person-placed-twice", {EXPLAINER_PATH: placed("p-17", "p-17").replace("![](testimony:p-17)\n\n>", "‸![](testimony:p-17)\n\n>"), PERSON_PATH: PERSON}),
    Fault("person among the facts", "misplaced-component", {**body("", "", "‸![](testimony:p-17)").files, PERSON_PATH: PERSON}, says="{.people}"),
    Fault("person on a page", "misplaced-component", {ABOUT_PATH: f"{ABOUT}\n‸![](testimony:p-17)\n", PERSON_PATH: PERSON}, says="{.people}"),
    Fault("person in a paragraph", "misplaced-component", {**body("", "", "She said ‸![](testimony:p-17).").files, PERSON_PATH: PERSON}, says="paragraph of its own"),
    Fault("faulty person in a text", "wrong-value", {PERSON_PATH: edit(PERSON, "harmed: true", "harmed: ‸perhaps"), EXPLAINER_PATH: placed("p-17")}),
]  # fmt: skip

ERRORS = [*FILES, *YAML, *FIELDS, *EVIDENCE, *MARKDOWN, *PEOPLE]


def ids(faults: list[Fault]) -> list[str]:
    """The names of some faults, for pytest."""
    names = [fault.name for fault in faults]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)
    return names


def found_in(site: Site) -> list[tuple[str, int, int, str, str]]:
    """What the review finds: path, line, column, severity and rule."""
    return sorted((f.path, f.line, f.column, f.severity, f.rule) for f in site.review())


@pytest.mark.parametrize("fault", ERRORS, ids=ids(ERRORS))
def test_fault(fault: Fault, tmp_path: Path, valid: Site) -> None:
    """Every fault is named with its place, ends the build with 1, and leaves the earlier site untouched."""
    site = fault.make(tmp_path, valid)
    assert found_in(site) == fault.expected()
    ran = site.build(warm=True)
    assert ran.code == 1, ran.said
    assert_named(fault, ran.stderr)
    assert fault.says in ran.stderr
    assert site.manifest() == valid.manifest()
    assert site.leftovers() == []


@pytest.mark.parametrize("fault", POSITIONS, ids=ids(POSITIONS))
def test_position(fault: Fault, tmp_path: Path) -> None:
    """Lines and columns are as an editor counts them, in every script and with every kind of line end."""
    assert found_in(tiny(tmp_path, fault.files)) == fault.expected()


def assert_named(fault: Fault, printed: str) -> None:
    """Every finding of a fault is printed below its path: `path:line:column: severity: … [rule]`."""
    paragraphs = {heading: lines for heading, *lines in (part.split("\n") for part in printed.split("\n\n"))}
    for path, line, column, severity, rule in fault.expected():
        place = f"{path}:{line}:{column}: " if line else f"({path}: )?"
        wanted = re.compile(rf"  {place if not line else re.escape(place)}{severity}: .+ \[{rule}\]")
        assert any(wanted.fullmatch(printed_line) for printed_line in paragraphs.get(path, ())), printed
    assert "Traceback" not in printed


#: Faults that plain Pelican, in a process of its own, must end in the same way.
PLAIN = (
    "Latin-1 in an explainer",
    "byte order mark",
    "file name with a capital",
    "address of another page",
    "link to a file outside",
    "unquoted colon",
    "nested too deeply",
    "no title",
    "misspelt field",
    "day that does not exist",
    "JSON without a comma",
    "unknown source",
    "script after a comment",
    "link: script with an entity",
    "broken link",
    "broken fragment",
    "unknown citation",
    "wrong figure",
    "missing section",
    "claim placed nowhere",
)


@pytest.mark.parametrize("fault", [fault for fault in ERRORS if fault.name in PLAIN], ids=lambda fault: fault.name)
def test_fault_under_plain_pelican(fault: Fault, tmp_path: Path, valid: Site) -> None:
    """`pelican --fatal errors` says the same of a fault, ends with 1, and leaves the earlier site untouched."""
    site = fault.make(tmp_path, valid)
    ran = site.pelican()
    assert ran.code == 1, ran.said
    assert_named(fault, ran.stderr)
    assert site.manifest() == valid.manifest()
    assert site.leftovers() == []


def test_plain_names() -> None:
    """Every name in the list of faults for plain Pelican is one of a fault."""
    assert set(PLAIN) <= {fault.name for fault in ERRORS}


@pytest.mark.parametrize("fault", WARNINGS, ids=ids(WARNINGS))
def test_warning(fault: Fault, tmp_path: Path, valid: Site) -> None:
    """A warning is printed with its place, and the site is published all the same."""
    site = fault.make(tmp_path, valid)
    assert found_in(site) == fault.expected()
    ran = site.build(warm=True)
    assert ran.code == 0, ran.said
    assert_named(fault, ran.stderr)
    assert fault.says in ran.stderr


# -- settings, theme and output ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Refusal:
    """What is no fault of the content: a setting (2), the theme or the output folder (1). Plain Pelican always says 1.

    `says` are pieces of the message. `output` is what `--output` names. `plain` is what plain Pelican does: say the
    "same", "stop" in its own words before ours are asked, or something "else" that cannot be compared.
    """

    name: str
    code: int
    says: tuple[str, ...]
    files: Mapping[str, str | bytes | None] = dataclasses.field(default_factory=dict)
    arrange: Callable[[Site], object] | None = None
    output: str = "output"
    environment: Mapping[str, str] = dataclasses.field(default_factory=dict)
    plain: str = "same"


def setting(name: str, *says: str, plain: str = "same", **changes: str | None) -> Refusal:
    """A settings file with something wrong in it."""
    return Refusal(name, 2, says, {"pelicanconf.py": settings(**changes)}, plain=plain)


def theme(name: str, *says: str, files: Mapping[str, str | bytes | None]) -> Refusal:
    """A theme with something wrong in it."""
    return Refusal(name, 1, says, files)


def template(name: str) -> str:
    """A template of the real theme."""
    return (THEME / "templates" / name).read_text("utf-8")


def translation(**changes: object) -> str:
    """The English interface text with some keys changed, or left out."""
    entries = json.loads((THEME / "translations/en.json").read_text("utf-8")) | changes
    return json.dumps({key: entry for key, entry in entries.items() if entry is not None})


OURS = ["rejoinder.reading", "rejoinder.pages", "rejoinder.writing", "rejoinder.publishing"]
FOREIGN = "def register():\n    pass\n"

REFUSALS = [
    setting("site without a name", "SITENAME", SITENAME='""'),
    setting("site whose name is left out", "SITENAME", SITENAME=None),
    setting("name that is no text", "SITENAME", "5", SITENAME="5"),
    setting("address without a scheme", "SITEURL", "tiny.example", SITEURL='"tiny.example"'),
    setting("address of another scheme", "SITEURL", "ftp://tiny.example", SITEURL='"ftp://tiny.example"'),
    setting("address with a query", "SITEURL", SITEURL='"https://tiny.example/?a"'),
    setting("address that cannot be split", "SITEURL", SITEURL='"http://[::1"'),
    setting("address with a space", "SITEURL", SITEURL='"https://tiny .example"'),
    setting("languages as text", "LANGUAGES", "list", LANGUAGES='"en"'),
    setting("no languages", "LANGUAGES", LANGUAGES="[]"),
    setting("languages left out", "LANGUAGES", LANGUAGES=None),
    setting("language that is no tag", "LANGUAGES", "english", LANGUAGES='["english!"]'),
    setting("language twice", "LANGUAGES", "twice", LANGUAGES='["en", "EN"]'),
    setting("language without interface text", "LANGUAGES", "“xx”", "xx.json", LANGUAGES='["en", "xx"]'),
    Refusal(
        "language that nobody knows", 2, ("LANGUAGES", "“qqx”"),
        {"pelicanconf.py": settings(THEME='"theme"', LANGUAGES='["en", "qqx"]'), "theme/translations/qqx.json": translation(**{"language.locale": None})},
    ),
    setting("contact that is a script", "CONTACT", CONTACT='"javascript:alert(1)"'),
    setting("contact of two lines", "CONTACT", CONTACT='"a\\nb"'),
    setting("flag that is text", "NOINDEX", "True, False", NOINDEX='"yes"'),
    setting("misspelt setting", "LANGUAGE", "Did you mean LANGUAGES?", LANGUAGES=None, LANGUAGE='["en"]'),
    setting("misspelt setting of Pelican's", "SITENMAE", "Did you mean SITENAME?", plain="stop", SITENAME=None, SITENMAE='"Tiny"'),
    setting("theme that is not there", "THEME", plain="stop", THEME='"no-theme"'),
    setting("content that is not there", "PATH", "no-content", plain="else", PATH='"no-content"'),
    setting("one of our plugins missing", "PLUGINS", "rejoinder.pages", PLUGINS=repr([OURS[0], *OURS[2:]])),
    setting("our plugins in another order", "PLUGINS", PLUGINS=repr([OURS[1], OURS[0], *OURS[2:]])),
    setting("none of our plugins", "PLUGINS", plain="else", PLUGINS="[]"),
    Refusal(
        "another plugin last", 2, ("PLUGINS", "before the last"),
        {"more/mine.py": FOREIGN, "pelicanconf.py": settings(PLUGIN_PATHS=repr([str(PLUGINS), "more"]), PLUGINS=repr([*OURS, "mine"]))},
    ),
    setting("plugin that is not there", "nowhere", plain="stop", PLUGINS=repr([*OURS[:3], "nowhere", OURS[3]])),
    Refusal("settings with a syntax error", 2, ("pelicanconf.py:2",), {"pelicanconf.py": 'SITENAME = "Tiny"\nLANGUAGES = [\n'}, plain="stop"),
    Refusal("settings that fail", 2, ("pelicanconf.py:2", "ZeroDivisionError"), {"pelicanconf.py": 'SITENAME = "Tiny"\nX = 1 / 0\n'}, plain="stop"),
    Refusal("settings that end the process", 2, ("pelicanconf.py:2",), {"pelicanconf.py": 'import sys\nsys.exit(0)\n'}, plain="else"),
    Refusal("settings in Latin-1", 2, ("pelicanconf.py",), {"pelicanconf.py": b'SITENAME = "Caf\xe9"\n'}, plain="stop"),
    Refusal("no settings", 2, ("pelicanconf.py",), {"pelicanconf.py": None}, plain="stop"),
    *(
        Refusal(f"day of the build: {epoch}", 2, ("SOURCE_DATE_EPOCH", epoch), environment={"SOURCE_DATE_EPOCH": epoch})
        for epoch in ("yesterday", "-1", "1.5", "999999999999")
    ),
    # the theme
    theme("template missing", "theme/templates/explainer.html", files={"theme/templates/explainer.html": None}),
    theme("template missing that Pelican's own theme has", "theme/templates/page.html", "no template", files={"theme/templates/page.html": None}),
    theme("frame missing that Pelican's own theme has", "base.html", "no template", files={"theme/templates/base.html": None}),
    theme("component missing", "components/claim.html", files={"theme/templates/components/claim.html": None}),
    theme("template with a syntax error", "theme/templates/page.html:1", files={"theme/templates/page.html": "{% if %}"}),
    theme("template in Latin-1", "page.html", files={"theme/templates/page.html": b"caf\xe9"}),
    theme(
        "template with an unknown name", "theme/templates/page.html:2", "nobody", "en/about.html",
        files={"theme/templates/page.html": '{% extends "base.html" %}\n{% block main %}{{ nobody }}{% endblock %}\n'},
    ),
    theme(
        "template with an unknown attribute", "theme/templates/page.html:3", "nothing",
        files={"theme/templates/page.html": '{% extends "base.html" %}\n{% block main %}\n{{ page.nothing }}{% endblock %}\n'},
    ),
    theme(
        "template that fails", "theme/templates/page.html", "ZeroDivisionError",
        files={"theme/templates/page.html": '{% extends "base.html" %}{% block main %}{{ 1 // 0 }}{% endblock %}'},
    ),
    theme(
        "link to nowhere", "en/about.html", "en/nowhere.html",
        files={"theme/templates/page.html": edit(template("page.html"), "<article>", '<article><a href="nowhere.html">x</a>')},
    ),
    theme(
        "link to no place", "en/about.html", "#nowhere",
        files={"theme/templates/page.html": edit(template("page.html"), "<article>", '<article><a href="#nowhere">x</a>')},
    ),
    theme(
        "link to no place on another page", "en/about.html", "en/help.html#nowhere",
        files={"theme/templates/page.html": edit(template("page.html"), "<article>", '<article><a href="help.html#nowhere">x</a>')},
    ),
    theme(
        "id that stands twice", "en/about.html", "“main”",
        files={"theme/templates/page.html": edit(template("page.html"), "<article>", '<article id="main">')},
    ),
    theme("style sheet that imports another", "theme/static/css/base/more.css", "@import", files={"theme/static/css/base/more.css": '@import "x.css";'}),
    theme("style sheet outside the layers", "theme/static/css/more/more.css", "tokens", files={"theme/static/css/more/more.css": "a {}"}),
    theme("style sheet with a brace too few", "theme/static/css/base/more.css", "braces", files={"theme/static/css/base/more.css": "a {"}),
    theme("style sheet in Latin-1", "theme/static/css/base/more.css", files={"theme/static/css/base/more.css": b"/* \xe9 */"}),
    theme("no icon", "theme/static/icon.svg", files={"theme/static/icon.svg": None}),
    theme("translation that is no JSON", "theme/translations/en.json", "line 1", files={"theme/translations/en.json": "{,}"}),
    theme("translation in Latin-1", "theme/translations/en.json", files={"theme/translations/en.json": b'{"a": "\xe9"}'}),
    theme("translation that is a list", "theme/translations/en.json", files={"theme/translations/en.json": "[]"}),
    theme("translation with a key twice", "theme/translations/en.json", "“a”", files={"theme/translations/en.json": '{"a": "b", "a": "c"}'}),
    theme("translation without a key", "theme/translations/en.json", "“site.home”", files={"theme/translations/en.json": translation(**{"site.home": None})}),
    theme("translation without a name", "theme/translations/en.json", "“language.name”", files={"theme/translations/en.json": translation(**{"language.name": None})}),
    theme("translation in an unknown direction", "theme/translations/en.json", "“up”", files={"theme/translations/en.json": translation(**{"language.direction": "up"})}),
    theme("translation without text", "theme/translations/en.json", "“site.home”", files={"theme/translations/en.json": translation(**{"site.home": {"about": "x"}})}),
    theme("translation without a plural form", "theme/translations/en.json", "“sources.total”", "other", files={"theme/translations/en.json": translation(**{"sources.total": {"text": {"one": "x"}}})}),
    # the output folder
    Refusal("output is the content", 2, ("OUTPUT_PATH", "PATH"), output="content"),
    Refusal("output in the content", 2, ("OUTPUT_PATH", "inside PATH"), output="content/en/site"),
    Refusal("output is the site's folder", 2, ("OUTPUT_PATH", "the site's own folder"), output="."),
    Refusal("output holds the site's folder", 2, ("OUTPUT_PATH", "contains"), output=".."),
    Refusal("output in the theme", 2, ("OUTPUT_PATH", "inside THEME"), {"theme/more.txt": ""}, output="theme/static"),
    Refusal("output in the theme elsewhere", 2, ("OUTPUT_PATH", "inside THEME"), output=str(THEME / "built")),
    Refusal("output in the plugins", 2, ("OUTPUT_PATH", "the plugins"), {"plugins/more.py": ""}, output="plugins/site"),
    Refusal(
        "output is a link to the content", 2, ("OUTPUT_PATH", "PATH"), output="elsewhere",
        arrange=lambda site: (site.root / "elsewhere").symlink_to("content"),
    ),
    setting("private folder in the content", "PRIVATE", "inside PATH", PRIVATE='"content/private"'),
    setting("private folder that is the content", "PRIVATE", "is PATH", PRIVATE='"content"'),
    setting("private folder in the output", "PRIVATE", "inside OUTPUT_PATH", PRIVATE='"output/private"'),
    setting("private folder in the theme", "PRIVATE", "inside THEME", PRIVATE=repr(str(THEME / "private"))),
    setting("private folder in the site's own", "PRIVATE", "the site's own folder", PRIVATE='"private"'),
    setting("private folder that holds the site", "PRIVATE", "contains", PRIVATE='".."'),
    setting("line for those who withdrew", "WITHDRAWN_LINE", "True, False", WITHDRAWN_LINE='"no"'),
    Refusal("output is a file", 2, ("README",), {"README": "Read me."}, output="README"),
    Refusal("output below a file", 1, ("README",), {"README": "Read me."}, output="README/site"),
    Refusal("output with somebody's own files", 1, ("documents", "own files"), {"documents/letter.txt": "Dear"}, output="documents"),
    Refusal(
        "output with a file more than was built", 1, ("letter.txt", "no build wrote"),
        arrange=lambda site: site.write("output/en/letter.txt", "Dear"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("refusal", REFUSALS, ids=lambda refusal: refusal.name)
def test_refusal(refusal: Refusal, tmp_path: Path, valid: Site) -> None:
    """A faulty setting ends the build with 2, a faulty theme or output folder with 1, and nothing is touched."""
    site = tiny(tmp_path / "site", refusal.files)
    shutil.copytree(valid.output, site.output)
    if refusal.arrange:
        refusal.arrange(site)
    before = kept(tmp_path)
    ran = site.build("--output", refusal.output, warm=True, **refusal.environment)
    assert ran.code == refusal.code, ran.said
    assert_says(refusal, ran)
    assert kept(tmp_path) == before
    if refusal.plain != "else":
        ran = site.pelican(output=refusal.output, warm=True, **refusal.environment)
        assert ran.code == 1, ran.said
        if refusal.plain == "same":
            assert_says(refusal, ran)
        assert kept(tmp_path) == before


def assert_says(refusal: Refusal, ran: Ran) -> None:
    """Every piece of the message is there, and no traceback."""
    for piece in refusal.says:
        assert piece in ran.stderr, ran.said
    assert "Traceback" not in ran.said


def kept(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, without what Rejoinder remembers for itself."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {".rejoinder", "__pycache__"} & set(path.parts)
    }


# -- every rule ----------------------------------------------------------------------------------------------------

#: Rules that no input of these tables raises, and why.
ELSEWHERE = {
    "person-pulled": "tests/test_withdrawal.py",
    "trace-cut": "tests/test_withdrawal.py",
    "trace-left-out": "tests/test_withdrawal.py",
    "figure-awaits-translator": "tests/test_translation.py",
    "translation-not-noted": "tests/test_translation.py",
    "translation-unfinished": "tests/test_translation.py",
    "expired-waiver": "tests/test_editorial.py",
    "malformed-waiver": "tests/test_editorial.py",
    "unknown-markup": "a guard: the parser's options in use give no event that is not handled",
}
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def rules_in_code() -> set[str]:
    """Every text in `core` that stands where a rule's name stands: first in a finding, or assigned to `rule`."""
    found: set[str] = set()

    def add(node: ast.expr) -> None:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value):
            found.add(node.value)

    for path in sorted((PLUGINS / "rejoinder/core").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if (
                    called in ("Finding", "Problem", "_problem", "_error", "_finding", "_at", "_in_body", "fault")
                    and node.args
                ):
                    add(node.args[0])
                elif called in ("error", "refuse") and len(node.args) > 1:
                    add(node.args[1])
            handed = node.value if isinstance(node, ast.Return) else None
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "append":
                handed = node.args[0]
            if isinstance(handed, ast.Tuple) and len(handed.elts) == 4:  # rule, mark, message, cure
                add(handed.elts[0])
            elif (
                isinstance(node, ast.Assign)
                and isinstance(node.targets[0], ast.Tuple)
                and isinstance(node.value, ast.Tuple)
            ):
                for target, value in zip(node.targets[0].elts, node.value.elts, strict=True):
                    if isinstance(target, ast.Name) and target.id == "rule":
                        add(value)
    return found


def test_every_rule_has_a_fault() -> None:
    """Every rule of the code is raised by a fault of these tables, or is listed with the reason why not."""
    shown = {rule for fault in (*ERRORS, *WARNINGS) for *_, rule in fault.expected()} - {"fact-review-due"}  # R08
    assert shown <= rules_in_code(), "the tables name a rule that was not found in the code"
    assert rules_in_code() - shown == set(ELSEWHERE)


ACCEPTED = {
    "comment": "<!-- for editors -->",
    "comment in a paragraph": "A <!-- for editors --> word.",
    "two comments": "<!-- one -->\n<!-- two -->",
    "HTML as code": "Write `<b>` or:\n\n    <script>",
    "HTML in entities": "A &lt;b&gt; word.",
    "HTML behind a backslash": "A \\<b> word.",
    "less than": "3 < 4 and a<b.",
    "address in capitals": "A [link](HTTPS://One.Example/).",
    "address in angle brackets": "<https://one.example> and <editor@one.example>.",
    "letter and telephone": "[Write](mailto:a@one.example) or [ring](tel:+15550100).",
    "address with brackets": "A [link](https://one.example/a_(b)).",
    "link by reference": "A [link][one].\n\n[one]: https://one.example",
    "brackets": "He said [sic] (twice), as in [a] and (b).",
    "brackets behind a backslash": "A \\[link\\](nowhere) and \\[@nobody].",
    "link as code": "Write `[us](about us.md)` or `[@key]`.",
    "sign of an address": "Ask editor@one.example or @report.",
    "citation with a place": "A word [@report, p. 3; @paper, table 2].",
    "citation over two lines": "A word [@report;\n@paper].",
    "figure in Arabic digits": "It holds [٥٬٠٤٣](fact:holds) books.",
    "figure with emphasis": "It holds [**5,043**](fact:holds) books.",
    "figure of a scale": "It lent [3.5](fact:lends) million books.",
    "passage in another language": "A [слово](lang:ru), a [كلمة](lang:ar).",
    "table": "| a | b |\n|---|--:|\n| c [@report] | [12](fact:holds#shelves) |",
    "headings below": "### Loans\n\nMore.\n\n#### Books {#books}\n\nMore.",
    "quotation": "> I read.\n>\n> — a reader [@paper]",
    "component": "![](site:publisher)",
    "break and line": "One  \ntwo\n\n***\n\nThree.",
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted(name: str, tmp_path: Path) -> None:
    """What only looks like a fault is none."""
    assert found_in(tiny(tmp_path, body(name, "", ACCEPTED[name]).files)) == []


def test_line_ends_of_windows(tmp_path: Path, valid: Site) -> None:
    """A site whose files have the line ends of Windows is the same site."""
    site = tiny(tmp_path, {path: text.replace("\n", "\r\n") for path, text in CONTENT.items()})
    ran = site.build(warm=True)
    assert ran.code == 0, ran.said
    assert site.tree() == valid.tree()


IGNORED = ("README.md", ".hidden.md", "._about.md", "about.md~", "about.md.bak", "#about.md#", "README")


def test_files_that_are_nobodys(tmp_path: Path, valid: Site) -> None:
    """What editors and systems leave behind is read by nobody and changes nothing, for the review and for Pelican."""
    site = tiny(
        tmp_path, {f"content/en/{folder}/{name}": "<b>" for folder in ("explainers", "pages") for name in IGNORED}
    )
    assert found_in(site) == []
    for ran in (site.build(warm=True), site.pelican(output="other", warm=True)):
        assert ran.code == 0, ran.said
    assert site.tree() == site.tree("other") == valid.tree()


def test_the_tiny_site_is_valid(valid: Site) -> None:
    """The site that every fault starts from has no findings at all."""
    assert found_in(valid) == []
