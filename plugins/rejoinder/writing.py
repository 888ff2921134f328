"""Plugin: the writer. A page is rendered only when its view, its template, the theme or the code changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from pelican import signals
from pelican.writers import Writer

from . import build
from .core import address
from .core.errors import RejoinderError, ThemeError
from .core.release import Shown
from .core.verify import links_of

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
        view = composed.view
        shown = Shown(composed.facts, composed.sources, composed.people)
        fingerprint = build.fingerprint(current, view, view.template)
        current.fingerprints[own] = fingerprint
        if self._taken_over(current, own, fingerprint):
            return
        page = render(current, own, view)
        base = urlsplit(current.settings.url).path.rstrip("/") + "/"
        current.links[own] = links_of(page, own, base if own == address.NOT_FOUND else "/")
        path = current.release.write(own, page.encode("utf-8"), shown)
        current.rendered += 1
        if current.foreign:
            signals.content_written.send(str(path), context={**context, "output_file": own, "page": view})

    @staticmethod
    def _taken_over(current: build.Build, own: str, fingerprint: str) -> bool:
        """Take the published page over when it is the very one that would be rendered."""
        entry = current.published.get(own)
        if entry is None or current.last.fingerprints.get(own) != fingerprint or own not in current.last.links:
            return False
        if not current.release.link(own, entry):
            return False
        current.links[own] = current.last.links[own]
        return True


def render(current: build.Build, own: str, view: Any) -> str:
    """The HTML of a view.

    Raises:
        ThemeError: the template is missing, cannot be parsed, or asks for what the view does not hold.
    """
    name = f"{view.template}.html"
    try:
        return current.templates.get_template(name).render(page=view, t=view.chrome.text)
    except TemplateSyntaxError as error:
        raise ThemeError(f"theme/templates/{error.name or name}:{error.lineno}: {error.message}") from error
    except TemplateError as error:
        place = _template_line(error)
        raise ThemeError(
            f"theme/templates/{place or name}: {error.message or type(error).__name__} (while making {own})"
        ) from error


def _template_line(error: BaseException) -> str:
    """The innermost template line of an exception's traceback, as `explainer.html:12`."""
    place, trace = "", error.__traceback__
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if "templates" in path and path.endswith(".html"):
            place = f"{path.replace(chr(92), '/').rpartition('templates/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


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
