"""When statements were said, in words: the date of a document bounds what is undated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.views.dates import short_date, short_moves

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimtrack.analysis.said_order import SaidOrder
    from claimtrack.model import Assertion


def said_text(order: SaidOrder, statement: Assertion) -> str:
    """Write when something was said, or by when: "8 Jul 2016", "by 8 Jul 2016"."""
    when = order.when[statement.id]
    return f"by {short_date(when.date)}" if when.known == "document" else short_date(statement.said)


def said_texts(order: SaidOrder, statements: Iterable[Assertion]) -> list[str]:
    """Write when the statements of one story were said, leaving out a year that the next one repeats."""
    told = list(statements)
    texts = zip(told, short_moves([statement.said for statement in told]), strict=True)
    return [
        said_text(order, statement) if order.when[statement.id].known == "document" else text
        for statement, text in texts
    ]


def after_comma(order: SaidOrder, statement: Assertion) -> str:
    """Write when something was said, after a comma; nothing where nothing tells."""
    return f", {said_text(order, statement)}" if statement.said or order.when[statement.id].known else ""
