"""A published site with people on it, planted into the published files as the page side would write them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rejoinder.core.release import MANIFEST, Release, Shown, files_in, read_manifest

if TYPE_CHECKING:
    from pathlib import Path

    from sites import Site

NAME = "Marina Invented"
WORDS = {
    "en": "When the lights went out I opened the side door, and we led the children down the stairs.",
    "ru": "Когда погас свет, я открыла боковую дверь, и мы вывели детей по лестнице вниз.",
}
OTHER_WORDS = "Nobody asked me who I was before they pulled me out."


def record(**changes: str) -> str:
    """A record of an invented person. `changes` replace lines of the consent; an empty one takes the line out."""
    consent = {
        "id": "form-17",
        "basis": "given-to-us",
        "languages": "[en, ru]",
        "formats": "[web, card, dataset]",
        "obtained": "2026-01-10",
        "expires": "2027-06-30",
        "withdrawn": "",
        **changes,
    }
    lines = "".join(f"  {name}: {value}\n" for name, value in consent.items() if value or name == "withdrawn")
    return f"""\
kind: testimony
identify: full-name
name: {{en: {NAME}, ru: Марина Выдуманная}}
role: {{en: an usher, ru: билетёр}}
helped: true
words:
  en: {WORDS["en"]}
  ru: {WORDS["ru"]}
quoted: true
translated-by: {{en: a volunteer}}
language: ru
consent:
{lines}"""


def figure(person: str, words: str, name: str = NAME, *, anchor: bool = True) -> str:
    """What the page side writes for a person."""
    own = f' id="person-{person}"' if anchor else ""
    return (
        f'<figure class="testimony"{own} data-person="{person}">\n'
        f"<blockquote><p>{words}</p></blockquote>\n"
        f"<figcaption>{name}, <span>an usher</span></figcaption>\n</figure>\n"
    )


def plant(output: Path, files: dict[str, tuple[bytes, tuple[str, ...]] | None]) -> None:
    """Publish the site again with some files more, or others: bytes and whom they show. None takes a file out."""
    entries = read_manifest(output) or {}
    with Release(output) as release:
        for own, entry in entries.items():
            if own not in files:
                assert release.link(own, entry)
        for own, planted in files.items():
            if planted is not None:
                data, people = planted
                shown = entries[own].shown if own in entries else Shown()
                release.write(own, data, Shown(shown.facts, shown.sources, people))
        release.publish()


def with_people(site: Site, person: str = "usher-1", other: str = "guest-2") -> None:
    """Put two people on pages of a published site: one page each alone and one for both, an index and a feed."""
    output = site.output
    about, library = ((output / own).read_bytes() for own in ("en/about.html", "en/library.html"))
    both = (figure(person, WORDS["en"]) + figure(other, OTHER_WORDS, "a guest")).encode()
    russian = '<!doctype html>\n<html lang="ru"><head><title>Люди</title></head><body><main>\n'
    russian += f"{figure(person, WORDS['ru'], 'Марина Выдуманная')}</main></body></html>\n"
    index = [
        {"address": "en/about.html", "text": "About"},
        {"address": "ru/people.html", "text": f"Люди {WORDS['ru']}"},
    ]
    feed = f"<feed><entry><title>About</title></entry>\n<entry><title>{WORDS['en']}</title></entry>\n</feed>\n"
    plant(
        output,
        {
            "en/about.html": (about.replace(b"</main>", both + b"</main>"), (other, person)),
            "en/library.html": (
                library.replace(b"</main>", figure(other, OTHER_WORDS, "a guest").encode() + b"</main>"),
                (other,),
            ),
            "ru/people.html": (russian.encode(), (person,)),
            "search.json": (json.dumps(index, ensure_ascii=False).encode(), (person,)),
            "feed.xml": (feed.encode(), (person,)),
        },
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, the manifest apart."""
    return {own: (folder / own).read_bytes() for own in files_in(folder) if own != MANIFEST}


def traces(site: Site, person: str = "usher-1") -> list[str]:
    """Every file of a site's folder but the editor's own that holds the id, the name or words, by plain search."""
    needles = [person, NAME, "side door", "боковую дверь", "Выдуманная"]
    found = []
    for own in files_in(site.root):
        if own.startswith(("content/", ".rejoinder/pull-lists/")) or own.endswith(".py"):
            continue
        if (site.root / own).is_file():
            data = (site.root / own).read_bytes().decode("utf-8", "replace")
            found += [f"{own}: {needle}" for needle in needles if needle in data or needle in own]
    return found
