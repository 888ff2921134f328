"""Plugin: pages that belong to no single file (home, sources, 404, choice of languages) and the theme's files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pelican import signals
from pelican.generators import Generator

from . import build

if TYPE_CHECKING:
    from collections.abc import Callable

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


def share_environment(generator: Generator) -> None:
    """Give every generator one template environment: Pelican makes one for each, and compiles the theme each time."""
    current = build.of(generator.settings)
    if current.environment is None:
        current.environment = generator.env
        generator.env.globals["once"] = Once()
    else:
        generator.env = current.environment


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
