"""One build, shared by the plugins: what was read, what is being written, what the last build left.

Not a plugin itself. Each plugin finds the build in Pelican's settings under `REJOINDER_BUILD`.
"""

from __future__ import annotations

import atexit
import hashlib
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

from .core import address, memory, report
from .core.assets import Assets
from .core.assets import load as load_assets
from .core.cache import Cache
from .core.compose import Composer
from .core.errors import ContentError, RejoinderError, ThemeError
from .core.release import Entry, Release
from .core.review import review
from .core.settings import PLUGINS, Settings, from_values

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from pelican import Pelican

    from .core.finding import Finding, Waived
    from .core.site import Site

KEY = "REJOINDER_BUILD"


@dataclass(slots=True)
class Build:
    """A build in progress.

    Attributes:
        published: the files that may be taken over from the last release.
        foreign: the plugins that are not ours. With any of them, every page is rendered and no file is shared with
            the published site, because they may rewrite what they find.
        inputs: the digest of everything the site is made from, taken before anything is read.
        output_path: where Pelican was told to write, before it was led to the stage.
    """

    settings: Settings
    site: Site
    findings: tuple[Finding, ...]
    not_covered: dict[str, list[str]]
    assets: Assets
    composer: Composer
    release: Release
    cache: Cache
    engine: str
    inputs: str
    templates_token: str
    last: memory.Memory
    foreign: tuple[str, ...]
    environment: Environment | None = None
    output_path: str = ""
    published: dict[str, Entry] = field(default_factory=dict)
    fingerprints: dict[str, str] = field(default_factory=dict)
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)
    rendered: int = 0
    waived: tuple[Waived, ...] = ()

    @property
    def templates(self) -> Environment:
        """The one template environment of the build."""
        if self.environment is None:
            raise ThemeError("No template environment was made. Is “rejoinder.pages” in PLUGINS?")
        return self.environment

    def base_of(self, own: str) -> str:
        """The path of the site on its host, for the pages whose links are absolute; `/` for every other."""
        return urlsplit(self.settings.url).path.rstrip("/") + "/" if address.is_absolute(own) else "/"


def of(settings: dict[str, Any]) -> Build:
    """The build that these Pelican settings belong to."""
    build: Build = settings[KEY]
    return build


def start(pelican: Pelican) -> Build:
    """Read and review the site. Stops the process when the content has errors; nothing is written then."""
    values = pelican.settings
    settings = settings_of(pelican)
    engine = memory.engine()
    fresh = bool(values.get("REJOINDER_FRESH"))
    cache = Cache(None if fresh else settings.root / memory.FOLDER / "texts", engine)
    inputs = values.get("REJOINDER_INPUTS") or memory.inputs(settings, values.get("REJOINDER_VALUES", {}), engine)
    release = Release(settings.output)
    release.restore()
    reviewed = review(settings, cache)
    if reviewed.has_errors:
        raise ContentError(reviewed.findings)
    assets = load_assets(settings.theme)
    build = Build(
        settings=settings,
        site=reviewed.site,
        findings=reviewed.findings,
        not_covered=reviewed.not_covered,
        waived=reviewed.waived,
        assets=assets,
        composer=Composer(reviewed.site, assets),
        release=release,
        cache=cache,
        engine=engine,
        inputs=inputs,
        templates_token=memory.templates(settings, values, engine),
        last=memory.Memory() if fresh else memory.load(settings),
        foreign=tuple(name for name in values["PLUGINS"] if name not in PLUGINS),
    )
    values[KEY] = build
    atexit.register(build.release.close)
    return build


def settings_of(pelican: Pelican) -> Settings:
    """Our settings among Pelican's. The site's folder is the one that holds the content."""
    return from_values(pelican.settings, Path(pelican.settings["PATH"]).parent)


def guarded(handler: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Wrap a signal handler: our own errors end the build with their message and nothing else."""

    def run(sender: Any) -> Any:
        try:
            return handler(sender)
        except RejoinderError as error:
            stop(sender, error)

    run.__name__ = handler.__name__
    run.__doc__ = handler.__doc__
    return run


@guarded
def check_plugins(pelican: Pelican) -> None:
    """Every plugin of ours is loaded, in order, ours last: Pelican itself builds on without one that failed."""
    settings_of(pelican)


def stop(sender: Any, error: RejoinderError) -> NoReturn:
    """Print what is wrong and end the process. Nothing was published."""
    settings = getattr(sender, "settings", {})
    command = bool(settings.get("REJOINDER_COMMAND"))
    colour = sys.stderr.isatty()
    if isinstance(error, ContentError):
        if command:
            raise error
        print(report.as_text(error.findings, colour=colour), file=sys.stderr)
        print(f"\n{report.summary(error.findings)}. Nothing was published.", file=sys.stderr)
    elif command:
        raise error
    else:
        print(f"rejoinder: error: {error}", file=sys.stderr)
    raise SystemExit(1)


def fingerprint(build: Build, view: object, template: str) -> str:
    """The digest that says whether a page must be rendered: its view, its template, the theme and the code."""
    described = f"{build.templates_token}\0{template}\0{view!r}"
    return hashlib.blake2b(described.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()
