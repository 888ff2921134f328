"""Plugin: reads and reviews the site, then hands it to Pelican. Any error ends the build before a page is made."""

from __future__ import annotations

import os
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from pelican import signals
from pelican.readers import BaseReader

from . import build
from .core import address
from .core.errors import ReleaseError
from .core.explainer import Explainer, Page
from .core.site import IGNORED

if TYPE_CHECKING:
    from pelican import Pelican
    from pelican.generators import Generator
    from pelican.readers import Readers

#: Pelican's own lists, feeds and copies that Rejoinder makes itself or does not want, and the traps of 4.12.
PELICAN: dict[str, Any] = {
    "ARTICLE_ORDER_BY": "slug",
    "ARTICLE_TRANSLATION_ID": "slug",
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "AUTHOR_SAVE_AS": "",
    "CACHE_CONTENT": False,
    "CATEGORY_FEED_ATOM": None,
    "CATEGORY_SAVE_AS": "",
    "DELETE_OUTPUT_DIRECTORY": False,
    "DIRECT_TEMPLATES": [],
    "FEED_ALL_ATOM": None,
    "FEED_ATOM": None,
    "LOAD_CONTENT_CACHE": False,
    "PAGE_ORDER_BY": "slug",
    "READERS": {"html": None, "rst": None},
    "STATIC_PATHS": [],
    "TAG_SAVE_AS": "",
    "THEME_STATIC_PATHS": [],
    "TIMEZONE": "UTC",
    "TRANSLATION_FEED_ATOM": None,
    "TYPOGRIFY": False,
    "USE_FOLDER_AS_CATEGORY": False,
}


@build.guarded
def prepare(pelican: Pelican) -> None:
    """Point Pelican at the folders of each language and switch off what Rejoinder makes itself."""
    values = pelican.settings
    # What the site says, before Pelican's lists and objects change it.
    values.setdefault("REJOINDER_VALUES", {name: value for name, value in values.items() if name != build.KEY})
    settings = build.settings_of(pelican)
    values.update(PELICAN)
    values["DEFAULT_LANG"] = settings.default_language.lower()
    values["ARTICLE_PATHS"] = [f"{tag}/explainers" for tag in settings.languages]
    values["IGNORE_FILES"] = [*values["IGNORE_FILES"], *IGNORED]
    values["PAGE_PATHS"] = [f"{tag}/pages" for tag in settings.languages]


@build.guarded
def read_site(pelican: Pelican) -> None:
    """Read and review everything, once for each build."""
    build.start(pelican)


def add_reader(readers: Readers) -> None:
    """Read Markdown by looking up what was already read."""
    readers.reader_classes["md"] = SiteReader


def forget_markdown(generator: Generator) -> None:
    """Keep Pelican from warning, for every file, that Python-Markdown is not installed: it is not needed."""
    generator.readers.disabled_readers.pop("md", None)


@build.guarded
def compare(generators: list[Generator]) -> None:
    """Pelican must hold every text that was read, as it was read: it drops files and lets plugins rewrite them."""
    if not generators:
        return
    current = build.of(generators[0].settings)
    held = {
        content.get_relative_source_path(): content
        for generator in generators
        for kind in ("articles", "pages", "translations")
        for content in getattr(generator, kind, ())
    }
    dropped = sorted({*current.site.explainers, *current.site.pages} - set(held))
    if dropped:
        raise ReleaseError(
            f"Pelican dropped {', '.join(dropped)}. "
            "Look for a setting such as ARTICLE_EXCLUDES or IGNORE_FILES, or a plugin."
        )
    rewritten = sorted(name for name, content in held.items() if getattr(content, "_content", ""))
    if rewritten:
        raise ReleaseError(
            f"A plugin rewrote the content of {rewritten[0]}, but pages are made from what was reviewed. "
            f"Take it out of PLUGINS: {', '.join(current.foreign) or 'unknown'}."
        )


class SiteReader(BaseReader):  # type: ignore[misc]
    """Gives Pelican the metadata of a text; its page is made from the reviewed site, not from Pelican's content."""

    enabled = True
    file_extensions = ("md",)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Content and metadata of one file. The content is empty: see the class."""
        current = build.of(self.settings)
        path = os.path.relpath(source_path, current.settings.content).replace(os.sep, "/")
        if path in current.site.translations.unfinished:
            return "", {"status": "skip"}
        text = current.site.text(path)
        if text is None:
            raise ReleaseError(f"{path} appeared while the site was being built. Build again.")
        return "", metadata(current, text)


def metadata(current: build.Build, text: Explainer | Page) -> dict[str, Any]:
    """What Pelican and its plugins know of a text."""
    own = address.text(text.language, text.slug)
    shared = {
        "title": text.fields.title,
        "slug": text.slug,
        "lang": text.language.lower(),
        "status": "published",
        "save_as": own,
        "url": own,
    }
    if isinstance(text, Explainer):
        return {
            **shared,
            "date": datetime.combine(text.fields.published, time(), tzinfo=UTC),
            "modified": datetime.combine(text.fields.updated, time(), tzinfo=UTC),
            "summary": current.composer.plain(text.answer),
            "template": "explainer",
        }
    return {**shared, "summary": text.fields.summary, "template": "page"}


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(build.check_plugins)
    signals.initialized.connect(prepare)
    signals.get_generators.connect(read_site)
    signals.readers_init.connect(add_reader)
    signals.generator_init.connect(forget_markdown)
    signals.all_generators_finalized.connect(compare)
