"""Records as a notebook shows them: a table of what they say, every text escaped and isolated by direction."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def table(attributes: Iterable[tuple[str, Any]]) -> str:
    """Return a piece of HTML with a row for each attribute of a record that says something.

    Args:
        attributes: name and content.
    """
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td dir="auto">{"<br>".join(map(escape, _said(value)))}</td></tr>'
        for name, value in attributes
        if value
    )
    return f'<div class="claimtrack"><table>{rows}</table></div>'


def _said(value: Any) -> Iterator[str]:
    """Yield what an attribute says, one line each: a date and an answer in the words in which they were given."""
    if isinstance(value, tuple):
        for item in value:
            yield from _said(item)
    elif hasattr(value, "negative"):
        yield f"{value.field} {'≠' if value.negative else '='} {value.raw}"
    elif hasattr(value, "edtf"):
        raw = value.raw or value.edtf
        yield raw if value.edtf in ("", raw) else f"{raw} ({value.edtf})"
    elif hasattr(value, "role"):
        yield f"{value.role} {value.assertion}"
    else:
        yield str(value)
