"""Plugin: the writer. A page is rendered only when its view, its template, the theme or the code changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined
from pelican import signals
from pelican.writers import Writer

from . import build
from .core.errors import RejoinderError
from .core.release import Shown
from .core.verify import links_of
from .templates import theme_faults

if TYPE_CHECKING:
    from jinja2 import Template
    from pelican import Pelican


class SiteWriter(Writer):  # type: ignore[misc]
    """Writes our pages from views; everything else as Pelican does, into the same release."""

    def write_file(
        self, name: str, template: Template | None, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> None:
        """Write one page. Pelican's generators call this for each of theirs, and ours for the rest."""
        if not name:
            return
        current = build.of(self.settings)
        try:
            if name in current.composer:
                self._write_view(current, name, context)
            else:
                super().write_file(name, template, context, *args, **kwargs)
        except RejoinderError as error:
            build.stop(self, error)

    def _write_view(self, current: build.Build, own: str, context: dict[str, Any]) -> None:
        composed = current.composer.compose(own)
        current.composer.forget(own)
        view = composed.view
        shown = Shown(composed.facts, composed.sources, composed.people)
        fingerprint = build.fingerprint(current, view, view.template)
        current.fingerprints[own] = fingerprint
        if self._taken_over(current, own, fingerprint, shown):
            return
        page = render(current, own, view)
        current.links[own] = links_of(page, own, current.base_of(own))
        path = current.release.write(own, page.encode("utf-8"), shown)
        current.rendered += 1
        if current.foreign:
            signals.content_written.send(str(path), context={**context, "output_file": own, "page": view})

    @staticmethod
    def _taken_over(current: build.Build, own: str, fingerprint: str, shown: Shown) -> bool:
        """Take the published page over when it is the very one that would be rendered.

        What it shows is said anew: the ids behind a page can change without changing a letter of it.
        """
        entry = current.published.get(own)
        if entry is None or current.last.fingerprints.get(own) != fingerprint or own not in current.last.links:
            return False
        if not current.release.link(own, replace(entry, shown=shown)):
            return False
        current.links[own] = current.last.links[own]
        return True


def render(current: build.Build, own: str, view: Any) -> str:
    """The HTML of a view.

    Raises:
        ThemeError: the template asks for what the view does not hold, or fails in any other way.
    """
    name = f"{view.template}.html"
    with theme_faults(name, current.settings.shown(current.settings.theme), own):
        return current.templates.get_template(name).render(page=view, t=view.chrome.text)


def prepare(pelican: Pelican) -> None:
    """Make templates strict: an unknown name is an error, and text is escaped unless it says that it is HTML."""
    pelican.settings["JINJA_ENVIRONMENT"] = {
        **pelican.settings["JINJA_ENVIRONMENT"],
        "trim_blocks": True,
        "lstrip_blocks": True,
        "autoescape": True,
        "undefined": StrictUndefined,
        "auto_reload": False,
    }


def get_writer(pelican: Pelican) -> type[SiteWriter]:
    """Our writer instead of Pelican's."""
    return SiteWriter


def register() -> None:
    """Connect to Pelican."""
    signals.initialized.connect(build.check_plugins)
    signals.initialized.connect(prepare)
    signals.get_writer.connect(get_writer)
