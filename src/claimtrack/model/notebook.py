"""Records as a notebook shows them: a table of what they say, every text escaped and isolated by direction."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def table(content: Mapping[str, Any]) -> str:
    """Return a piece of HTML with a row for each attribute of a record.

    Args:
        content: the record in the native form.
    """
    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td dir="auto">{"<br>".join(map(escape, _said(value)))}</td></tr>'
        for name, value in content.items()
    )
    return f'<div class="claimtrack"><table>{rows}</table></div>'


def _said(value: Any) -> Iterator[str]:
    """Yield what an attribute says, one line each: a date and an answer in the words in which they were given."""
    if isinstance(value, list):
        for item in value:
            yield from _said(item)
    elif isinstance(value, dict) and "field" in value:
        yield f"{value['field']} {'≠' if value.get('negative') else '='} {value['raw']}"
    elif isinstance(value, dict) and "raw" in value:
        edtf = value.get("edtf", "")
        yield value["raw"] if edtf in ("", value["raw"]) else f"{value['raw']} ({edtf})"
    elif isinstance(value, dict):
        yield ", ".join(f"{name} {item}" for name, item in value.items())
    else:
        yield str(value)
