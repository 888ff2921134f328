"""All the sheets of a site for one language, and reading a site so that a language still in the making is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .. import cldr, interface, language, site, translation
from ..cache import Cache
from ..errors import SettingError, ThemeError
from . import labels, shared
from .texts import TextSheet
from .unit import UnreadableError

if TYPE_CHECKING:
    from ..explainer import Text
    from ..language import Language
    from ..settings import Settings
    from ..site import Site
    from .unit import Sheet


def read(settings: Settings, tag: str) -> Site:
    """The site as far as it can be read, with a language whether or not it is switched on and complete.

    Raises:
        SettingError: CLDR does not know the language, or it is the only one there is.
        ThemeError: the interface text of the language that leads cannot be read.
    """
    cldr.locale_of(tag)
    folder = settings.theme / "translations"
    leading = language.load(folder, settings.default_language)
    languages = {leading.tag: leading}
    for other in (*settings.languages[1:], tag):
        languages.setdefault(other, _language(settings, other, leading))
    found, _ = site.read(settings, Cache(None, ""), languages)
    translation.judge(found)
    return found


def _language(settings: Settings, tag: str, leading: Language) -> Language:
    """A language; where its interface text is missing or incomplete, as far as it is known."""
    folder = settings.theme / "translations"
    try:
        return language.load(folder, tag)
    except (SettingError, ThemeError):
        path = folder / f"{tag}.json"
        entries = interface.read(path, settings.shown(path)) if path.exists() else {}
    roles = {
        text.strip().lower(): key.removeprefix("role.")
        for key, text in entries.items()
        if key.startswith("role.") and isinstance(text, str)
    }
    return replace(
        leading, tag=tag, locale=tag, direction=language.direction_of(tag), labels=roles, numerals="latn", alphabet=""
    )


def of(found: Site, tag: str) -> tuple[list[Sheet], list[str]]:
    """The sheets of a language in the order in which they are exported, and what had to be left out.

    Raises:
        SettingError: everything is written in this language, so there is nothing to translate into it.
    """
    sheets: list[Sheet] = []
    left_out: list[str] = []
    for original in originals(found, tag):
        try:
            sheets.append(TextSheet(found, tag, original))
        except UnreadableError as error:
            left_out.append(str(error))
    left_out += [
        f"{found.shown(path)} has errors. Run “rejoinder check” and mend them first."
        for path in sorted(found.unread)
        if path.startswith(_originals_of(found, tag))
    ]
    sheets += shared.of(found, tag)
    if tag != found.settings.default_language:
        sheets.append(labels.LabelSheet(found, tag))
    if not sheets:
        raise SettingError(f"Everything is written in “{tag}”: it is the original. Name another language.")
    return sheets, left_out


def _originals_of(found: Site, tag: str) -> tuple[str, ...]:
    """The beginnings of the paths at which what a language translates stands."""
    shared_folders = ("evidence/", "help/", "media/", "talking-points/")
    leading = found.settings.default_language
    return shared_folders if leading == tag else (*shared_folders, f"{leading}/")


def originals(found: Site, tag: str) -> list[Text]:
    """The texts that a language translates: each in the first language of the site that has it."""
    first: dict[str, Text] = {}
    texts = (*found.texts(), *found.translations.unfinished.values())
    for language_tag in found.languages:
        for text in texts:
            if text.language == language_tag:
                first.setdefault(translation.name_of(text), text)
    faulty = {path.partition("/")[2] for path in found.unread if path.startswith(f"{found.settings.default_language}/")}
    kept = [name for name, text in first.items() if text.language != tag and f"{name}.md" not in faulty]
    return [first[name] for name in sorted(kept)]
