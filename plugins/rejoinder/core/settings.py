"""The settings Rejoinder reads from `pelicanconf.py`, checked once, first."""

from __future__ import annotations

import difflib
import os
import re
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The plugins of this package, in the order in which `PLUGINS` must hold them. The last one publishes.
PLUGINS = ("rejoinder.reading", "rejoinder.pages", "rejoinder.writing", "rejoinder.publishing")
#: Settings of ours, for near misses.
OWN = (
    "CONTACT",
    "KEEP_RELEASES",
    "LANGUAGES",
    "NOINDEX",
    "PRIVATE",
    "PUBLISHER",
    "REVIEW_IGNORE",
    "REVIEW_LANGUAGE",
    "REVIEW_NAMES",
    "REVIEW_SELECT",
    "REVIEW_THRESHOLDS",
    "SITENAME",
    "SITEURL",
    "TRANSLATION_GRACE",
    "WITHDRAWN_LINE",
)
#: The languages in which the review speaks to editors.
SPOKEN = ("en", "ru", "ar")


@dataclass(frozen=True, slots=True)
class Settings:
    """What the site is. Folders are absolute; `root` is the folder of `pelicanconf.py`."""

    root: Path
    content: Path
    theme: Path
    output: Path
    name: str
    url: str
    languages: tuple[str, ...]
    publisher: str
    contact: str
    noindex: bool
    today: date
    review_ignore: tuple[str, ...] = ()
    review_select: tuple[str, ...] = ()
    review_thresholds: tuple[tuple[str, float], ...] = ()
    review_language: str = "en"
    review_names: Path | None = None
    translation_grace: int = 90
    private: Path | None = None
    withdrawn_line: bool = True
    keep_releases: int = 3

    @property
    def default_language(self) -> str:
        """The language of addresses that belong to none, such as the 404 page: the first of LANGUAGES."""
        return self.languages[0]

    def shown(self, path: Path) -> str:
        """A path as messages name it: from the site's folder where it lies inside."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()


def from_values(values: Mapping[str, Any], root: Path) -> Settings:
    """Check the upper-case names of a settings file.

    Raises:
        SettingError: a value of the wrong kind, a folder that is missing, or an output folder that would overwrite
            what the site is made from. The message names the setting, what was found and what is allowed.
    """
    for name in values:
        close = difflib.get_close_matches(name, OWN, 1, 0.85) if name.isupper() and name not in OWN else []
        if close:
            raise SettingError(f"{name} is not a setting. Did you mean {close[0]}?")
    _check_plugins(values.get("PLUGINS"))
    content = _folder(values, "PATH", "content", root)
    theme = _folder(values, "THEME", "theme", root)
    output = Path(os.path.abspath(root / _text(values, "OUTPUT_PATH", "output")))
    settings = Settings(
        root=root,
        content=content,
        theme=theme,
        output=output,
        name=_text(values, "SITENAME", ""),
        url=_address(_text(values, "SITEURL", "")),
        languages=_languages(values.get("LANGUAGES")),
        publisher=_text(values, "PUBLISHER", ""),
        contact=_contact(_text(values, "CONTACT", "")),
        noindex=_flag(values, "NOINDEX", default=True),
        today=build_day(),
        review_ignore=_names(values, "REVIEW_IGNORE"),
        review_select=_names(values, "REVIEW_SELECT"),
        review_thresholds=_numbers(values, "REVIEW_THRESHOLDS"),
        review_language=_spoken(_text(values, "REVIEW_LANGUAGE", "en")),
        review_names=_names_file(_text(values, "REVIEW_NAMES", ""), root),
        translation_grace=_days(values, "TRANSLATION_GRACE", 90),
        private=_private(_text(values, "PRIVATE", ""), root),
        withdrawn_line=_flag(values, "WITHDRAWN_LINE", default=True),
        keep_releases=_count(values, "KEEP_RELEASES", 3),
    )
    if settings.name in ("", "A Pelican Blog"):  # the second is Pelican's own default
        raise SettingError("SITENAME is empty. Give the site a name.")
    _refuse_output(settings)
    _refuse_private(settings)
    return settings


def build_day() -> date:
    """The day of the build in UTC: `SOURCE_DATE_EPOCH` where it is set, else the clock.

    Source: https://reproducible-builds.org/specs/source-date-epoch/
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch and not re.fullmatch(r"\d{1,12}", epoch):
        raise SettingError(f"SOURCE_DATE_EPOCH is “{epoch}”. It is a number of seconds since 1970-01-01.")
    try:
        return datetime.fromtimestamp(int(epoch) if epoch else time.time(), tz=UTC).date()
    except (OverflowError, ValueError, OSError):
        raise SettingError(f"SOURCE_DATE_EPOCH is “{epoch}”, which is no day that can be written.") from None


def _check_plugins(plugins: object) -> None:
    """Ours are all there, in their order, and last. Without PLUGINS there is nothing to say here."""
    if plugins is None:
        return
    if not isinstance(plugins, list | tuple):
        raise SettingError(f"PLUGINS is {plugins!r}. Expected a list.")
    ours = [name for name in plugins if name in PLUGINS]
    missing = [name for name in PLUGINS if name not in ours]
    if missing:
        raise SettingError(
            f"PLUGINS lacks {', '.join(missing)}. Add {'it' if len(missing) == 1 else 'them'}; if a plugin is listed "
            "and did not load, the reason stands above."
        )
    if ours != list(PLUGINS) or plugins[-1] != PLUGINS[-1]:
        raise SettingError(
            f"PLUGINS is {list(plugins)}. "
            f"Rejoinder's own come in this order, other plugins before the last: {list(PLUGINS)}."
        )


def _text(values: Mapping[str, Any], name: str, default: str) -> str:
    value = values.get(name, default)
    if not isinstance(value, str | os.PathLike):
        raise SettingError(f"{name} is {value!r}. Expected text in quotation marks.")
    return os.fspath(value).strip()


def _flag(values: Mapping[str, Any], name: str, *, default: bool) -> bool:
    value = values.get(name, default)
    if not isinstance(value, bool):
        raise SettingError(f"{name} is {value!r}. Allowed: True, False.")
    return value


def _days(values: Mapping[str, Any], name: str, default: int) -> int:
    value = values.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 3650:
        raise SettingError(f"{name} is {value!r}. Expected a number of days from 0 to 3650.")
    return value


def _count(values: Mapping[str, Any], name: str, default: int) -> int:
    value = values.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
        raise SettingError(f"{name} is {value!r}. Expected a number from 0 to 100.")
    return value


def _names(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = values.get(name, ())
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise SettingError(f'{name} is {value!r}. Expected a list of rules: ["praise-of-an-attack", "A09"].')
    return tuple(value)


def _numbers(values: Mapping[str, Any], name: str) -> tuple[tuple[str, float], ...]:
    value = values.get(name, {})
    if not isinstance(value, dict) or not all(isinstance(number, int | float) for number in value.values()):
        raise SettingError(f'{name} is {value!r}. Expected numbers by name: {{"quotation-too-long.words": 25}}.')
    return tuple(sorted((str(key), float(number)) for key, number in value.items()))


def _spoken(tag: str) -> str:
    if tag not in SPOKEN:
        raise SettingError(f"REVIEW_LANGUAGE is “{tag}”. Allowed: {', '.join(SPOKEN)}.")
    return tag


def _names_file(written: str, root: Path) -> Path | None:
    if not written:
        return None
    path = Path(os.path.abspath(root / written))
    if not path.is_file():
        raise SettingError(f"REVIEW_NAMES: there is no file {path}. “rejoinder rule add-name” makes it.")
    return path


def _private(written: str, root: Path) -> Path | None:
    """The folder of what must never be published. It need not be there: where previews are built it never is."""
    return Path(os.path.abspath(root / Path(written).expanduser())) if written else None


def _folder(values: Mapping[str, Any], name: str, default: str, root: Path) -> Path:
    folder = Path(os.path.abspath(root / _text(values, name, default)))
    if not folder.is_dir():
        raise SettingError(f"{name}: there is no folder {folder}.")
    return folder


def _languages(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not value or not all(isinstance(tag, str) for tag in value):
        raise SettingError(
            f'LANGUAGES is {value!r}. Expected a list of language tags, the first one leading: ["en", "ru"].'
        )
    for tag in value:
        if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag):
            raise SettingError(f"LANGUAGES: “{tag}” is not a language tag. Examples: en, ru, ar, pt-BR.")
    if len({tag.lower() for tag in value}) != len(value):
        raise SettingError(f"LANGUAGES names a language twice: {', '.join(value)}.")
    return tuple(value)


def _address(url: str) -> str:
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.query and not parts.fragment
    except ValueError:
        usable = False
    if not usable or re.search(r"[\s<>\"'\\]", url):
        raise SettingError(f"SITEURL is “{url}”. Expected an address such as https://example.org, or nothing.")
    return url.rstrip("/")


def _contact(contact: str) -> str:
    if "\n" in contact or len(contact) > 200:
        raise SettingError(
            "CONTACT is longer than one line. Give an e-mail address, a web address or a postal address."
        )
    if contact.lower().startswith(("javascript:", "data:", "vbscript:")):
        raise SettingError(f"CONTACT is “{contact}”. Give an e-mail address, a web address or a postal address.")
    return contact


def _refuse_output(settings: Settings) -> None:
    output = Path(os.path.realpath(settings.output))
    sources = {
        "the site's own folder": settings.root,
        "PATH": settings.content,
        "THEME": settings.theme,
        "the plugins": settings.root / "plugins",
    }
    for name, folder in sources.items():
        real = Path(os.path.realpath(folder))
        if output == real or output in real.parents:
            raise SettingError(
                f"OUTPUT_PATH is {settings.output}, which is or contains {name} ({folder}). Choose another folder."
            )
        if real in output.parents and name != "the site's own folder":
            raise SettingError(
                f"OUTPUT_PATH is {settings.output}, which lies inside {name} ({folder}). Choose another folder."
            )
    if settings.output.exists() and not settings.output.is_dir():
        raise SettingError(f"OUTPUT_PATH is {settings.output}, which is not a folder.")


def _refuse_private(settings: Settings) -> None:
    """True names and signed forms lie outside everything that is published, copied or kept in a history."""
    if settings.private is None:
        return
    private = Path(os.path.realpath(settings.private))
    if settings.private.exists() and not settings.private.is_dir():
        raise SettingError(f"PRIVATE is {settings.private}, which is not a folder.")
    places = {
        "PATH": settings.content,
        "OUTPUT_PATH": settings.output,
        "THEME": settings.theme,
        "the site's own folder": settings.root,
        "the repository": _repository(settings.root),
    }
    for name, folder in places.items():
        real = Path(os.path.realpath(folder))
        if private == real or real in private.parents:
            how = "is" if private == real else "lies inside"
            raise SettingError(
                f"PRIVATE is {settings.private}, which {how} {name} ({folder}). What lies there is copied, published "
                "or kept in a history. Choose a folder outside the repository."
            )
        if private in real.parents:
            raise SettingError(
                f"PRIVATE is {settings.private}, which contains {name} ({folder}). Choose a folder of its own."
            )


def _repository(root: Path) -> Path:
    """The repository that holds the site: the nearest folder with a `.git`, or the site's own."""
    real = Path(os.path.realpath(root))
    return next((folder for folder in (real, *real.parents) if (folder / ".git").exists()), real)
