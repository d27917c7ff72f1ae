"""Long lists: how much of one is printed, and how one is printed as data while it is found, item by item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from claimtrack.cli.environment import Environment, Form
    from claimtrack.views.blocks import View

_T = TypeVar("_T")

LISTED = 50
"""Records printed for people unless more are asked for."""

_MOST = 1_000_000_000
"""No file has more records; a number that SQLite and the slices of a list can still hold."""


def count_option(flag: str, help_text: str) -> Any:
    """Return the option of a number of things to print, from 0 for all of them up to a billion.

    Args:
        flag: what is typed: `--limit`.
        help_text: what is counted, and how many there are where nothing is said.
    """
    return typer.Option(flag, min=0, max=_MOST, metavar="N", help=help_text, show_default=False)


LimitOption = Annotated[
    int | None,
    count_option("--limit", f"At most so many; 0 for all; else {LISTED}, and all in csv and json."),
]


def limit_for(form: Form, limit: int | None, listed: int = LISTED) -> int:
    """Return how many are printed at most, 0 for all: what a person reads is a page, what a machine reads is all."""
    return limit if limit is not None else 0 if form in {"csv", "json"} else listed


class AsData(Struct, frozen=True, kw_only=True):
    """How a list is written as data.

    Attributes:
        view: the view of the list without items.
        items: the key of the list in its JSON; what stands before it in the view comes before it.
        before: the keys that do.
        item: gives the JSON data of an item.
        rows: gives the rows of CSV of an item.
        after: gives, once all are found, what stands behind the list in JSON.
    """

    view: View
    items: str
    before: tuple[str, ...] = ("schema",)
    item: Callable[[Any], Mapping[str, Any]]
    rows: Callable[[Any], Iterable[Sequence[Any]]]
    after: Callable[[], Mapping[str, Any]]


def print_as_found(surroundings: Environment, form: str, how: AsData, found: Iterable[_T]) -> None:
    """Print each item as soon as it is found.

    Args:
        surroundings: prints.
        form: json or csv.
        how: how the list is written.
        found: the items.
    """
    surroundings.stream((_json if form == "json" else _csv)(how, found))


def _json(how: AsData, found: Iterable[_T]) -> Iterator[str]:
    from claimtrack.render.json import write_streamed

    view = replace(how.view, data={key: how.view.data[key] for key in how.before})
    return write_streamed(view, how.items, map(how.item, found), how.after)


def _csv(how: AsData, found: Iterable[_T]) -> Iterator[str]:
    from claimtrack.render.csv import sheet_of, write_row

    yield write_row(sheet_of(how.view).columns)
    for item in found:
        yield from map(write_row, how.rows(item))
