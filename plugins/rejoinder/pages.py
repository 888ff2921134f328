"""Plugin: pages that belong to no single file (home, sources, 404, choice of languages) and the theme's files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, TemplateNotFound
from pelican import signals
from pelican.generators import Generator

from . import build
from .core import memory
from .core.view import TEMPLATES
from .templates import theme_faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from markupsafe import Markup
    from pelican import Pelican
    from pelican.writers import Writer


class SiteGenerator(Generator):  # type: ignore[misc]
    """Writes every address of the site that no other generator has written."""

    def generate_output(self, writer: Writer) -> None:
        """Write the remaining pages, then the theme's files."""
        current = build.of(self.settings)
        for own in current.composer.addresses:
            if own not in current.release.entries:
                writer.write_file(own, None, self.context)
        for own, data in current.assets.files.items():
            current.release.write(own, data)


@build.guarded
def share_environment(generator: Generator) -> None:
    """Give every generator one template environment: Pelican makes one for each, and compiles the theme each time."""
    current = build.of(generator.settings)
    if current.environment is None:
        current.environment = generator.env
        prepare_templates(current, generator.settings)
    else:
        generator.env = current.environment


def prepare_templates(current: build.Build, values: dict[str, Any]) -> None:
    """Read templates from the theme alone, and compile the one of each kind of page before anything is written.

    Raises:
        ThemeError: a template is missing or cannot be parsed.
    """
    environment = current.templates
    folders = [*memory.overrides(current.settings, values), current.settings.theme / "templates"]
    environment.loader = ChoiceLoader([FileSystemLoader(folders), _PelicanOwn(environment.loader)])
    environment.globals["once"] = Once()
    for name in TEMPLATES:
        with theme_faults(f"{name}.html", current.settings.shown(current.settings.theme)):
            environment.get_template(f"{name}.html")


class _PelicanOwn(BaseLoader):
    """Pelican's own templates, for the pages that it asks for and never writes (tags, archives) and for other plugins.

    Never instead of one of the theme's: Pelican's `page.html` and `base.html` know nothing of views.
    """

    def __init__(self, loader: BaseLoader | None) -> None:
        self._loader = loader

    def get_source(self, environment: Environment, template: str) -> Any:
        """The source of a template, by Pelican's loader."""
        ours = {"base.html", *(f"{name}.html" for name in TEMPLATES)}
        if self._loader is None or template in ours or template.startswith("components/"):
            raise TemplateNotFound(template)
        return self._loader.get_source(environment, template)


class Once:
    """`once(macro, t, part)` in a template: prints a part that many pages share, and remembers what was printed."""

    def __init__(self) -> None:
        self._printed: dict[tuple[str, int], tuple[object, Markup]] = {}

    def __call__(self, macro: Callable[[object, object], Markup], t: object, part: object) -> Markup:
        """The macro's output for a part. The part itself is kept, so that its identity stays its own."""
        key = (getattr(macro, "name", ""), id(part))
        if key not in self._printed:
            self._printed[key] = (part, macro(t, part))
        return self._printed[key][1]


def get_generators(pelican: Pelican) -> Any:
    """Add ours to Pelican's generators."""
    return SiteGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(build.check_plugins)
    signals.get_generators.connect(get_generators)
    signals.generator_init.connect(share_environment)
