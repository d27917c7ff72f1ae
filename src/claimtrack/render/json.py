"""A view as JSON: its plain data under a versioned schema name."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from textwrap import indent
from typing import TYPE_CHECKING, Any

from claimtrack.render.text import encodable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from claimtrack.views.blocks import View

VERSION = 1
"""Counts up when a key of any view's data changes its meaning or goes away."""

# JSON itself escapes only U+0000-001F; these, raw, could steer the terminal the JSON is printed on.
_STEERING = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def write(view: View, **_options: object) -> Iterator[str]:
    r"""Return `{"schema": "claimtrack/<name>/1", …data}`, indented by two, in UTF-8 characters as they are.

    What could steer a terminal is written as `\uXXXX`, which reads back as the same character. A lone
    surrogate, which no encoding takes and other readers refuse, becomes U+FFFD.
    """
    yield _text({"schema": f"claimtrack/{view.name}/{VERSION}", **view.data}) + "\n"


def write_streamed(
    view: View, items: str, found: Iterable[Mapping[str, Any]], after: Callable[[], Mapping[str, Any]]
) -> Iterator[str]:
    """Return what `write` gives of a view whose list is not yet known, each item as soon as it is found.

    Args:
        view: the view, with what stands before the list.
        items: the key of the list, which comes after what the view has.
        found: the data of each item.
        after: gives, once all are found, what stands behind the list.
    """
    yield _text({"schema": f"claimtrack/{view.name}/{VERSION}", **view.data, items: []}).removesuffix("]\n}")
    between = ""
    for item in found:
        yield f"{between}\n{indent(_text(item), '    ')}"
        between = ","
    yield ("\n  ]" if between else "]") + "," + _text(after()).removeprefix("{") + "\n"


def _text(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False, default=_plain)
    return _STEERING.sub(lambda match: f"\\u{ord(match[0]):04x}", encodable(text))


def _plain(value: object) -> dict[str, Any]:
    """Turn a read-only mapping into a dictionary; anything else is a mistake in the view."""
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"not plain data: {value!r}")
