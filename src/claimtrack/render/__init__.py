"""Views as text: terminal table, Markdown, HTML, CSV, JSON. A form is imported when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from claimtrack.errors import UnknownTermError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.render.html import Look
    from claimtrack.views.blocks import View

FORMS = ("table", "markdown", "html", "csv", "json")
"""The forms of an answer, as `--format` takes them."""

_MODULES = {"table": "terminal"}  # the others are called as their form is


class _Form(Protocol):
    """What the module of a form offers."""

    def write(self, view: View, *, width: int | None, colour: bool, unicode: bool) -> Iterator[str]:
        """Return the text in pieces, each whole lines with their line feeds."""
        ...


def render(
    view: View,
    form: str,
    *,
    width: int | None = None,
    colour: bool = False,
    unicode: bool = True,
    look: Look | None = None,
) -> str:
    """Return a view as text that ends with a line feed (or is empty).

    Args:
        view: the answer to print.
        form: one of `FORMS`.
        width: columns of the terminal; when None, those of `COLUMNS` or the terminal at hand, else 100.
            Fewer than 20 count as 20. Only tables for the terminal use it.
        colour: whether the terminal shall get colour; without it no escape byte is printed.
        unicode: whether the output can take box characters, arrows and direction isolates.
        look: templates and style; only HTML uses it.

    Raises:
        UnknownTermError: for a form that is not one of `FORMS`.
        InputFileError: a template or style sheet cannot be used.
    """
    if look is not None and form == "html":
        from claimtrack.render.html import write

        return "".join(write(view, look=look))
    return "".join(stream(view, form, width=width, colour=colour, unicode=unicode))


def stream(
    view: View, form: str, *, width: int | None = None, colour: bool = False, unicode: bool = True
) -> Iterator[str]:
    """Return what `render` gives, in pieces as they become ready: for long listings.

    Each piece is whole lines. The arguments are those of `render`.
    """
    if form not in FORMS:
        raise UnknownTermError(f"unknown format {form!r}", f"one of {', '.join(FORMS)}")
    module = cast("_Form", import_module(f"claimtrack.render.{_MODULES.get(form, form)}"))
    return module.write(view, width=width, colour=colour, unicode=unicode)
