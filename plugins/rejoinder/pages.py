"""Plugin: pages that belong to no single file (home, sources, 404, choice of languages) and the theme's files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pelican import signals
from pelican.generators import Generator

from . import build

if TYPE_CHECKING:
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
    else:
        generator.env = current.environment


def get_generators(pelican: Pelican) -> Any:
    """Add ours to Pelican's generators."""
    return SiteGenerator


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(build.check_plugins)
    signals.get_generators.connect(get_generators)
    signals.generator_init.connect(share_environment)
