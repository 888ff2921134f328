"""What goes wrong in a template, as a message that names its file and line. Not a plugin; two of them use it."""

from __future__ import annotations

import contextlib
import traceback
from typing import TYPE_CHECKING

from jinja2 import TemplateNotFound, TemplateSyntaxError

from .core.errors import RejoinderError, ThemeError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def theme_faults(name: str, theme: str, page: str = "") -> Iterator[None]:
    """Turn whatever a template raises into a ThemeError.

    Args:
        name: the template asked for.
        theme: the theme's folder as messages name it.
        page: the address that was being made, if any.
    """
    making = f" (while making {page})" if page else ""
    try:
        yield
    except RejoinderError:
        raise
    except TemplateNotFound as error:
        raise ThemeError(
            f"{theme}/templates/{error.name or name}: there is no template of this name{making}."
        ) from error
    except TemplateSyntaxError as error:
        raise ThemeError(f"{theme}/templates/{error.name or name}:{error.lineno}: {error.message}{making}") from error
    except Exception as error:
        place = _line_of(error) or name
        said = str(error) or type(error).__name__
        raise ThemeError(f"{theme}/templates/{place}: {type(error).__name__}: {said}{making}") from error


def _line_of(error: BaseException) -> str:
    """The innermost template line of an exception's traceback, as `explainer.html:12`; nothing outside a template."""
    place = ""
    for frame in traceback.extract_tb(error.__traceback__):
        path = frame.filename.replace("\\", "/")
        if path.endswith(".html") and "/templates/" in path:
            place = f"{path.rpartition('/templates/')[2]}:{frame.lineno}"
    return place
