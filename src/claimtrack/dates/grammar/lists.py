"""Lists of days of one month: "the 1st, 2nd and 3rd of July 2015", "July 1, 2 and 3, 2015"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from claimtrack.dates.grammar.combine import combined
from claimtrack.dates.partial import resolve
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import replace
from claimtrack.dates.tokens import Kind, Kinds, letters, pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.spans import Span
    from claimtrack.dates.tokens import Token

_BEFORE: Final = pattern(
    "days=(day (comma day)+ comma? (and|or) | day ((and|comma) day)+ (and|comma) | day (and|or))"
    "last=(day month (comma? year)? (era|year_unit)*)"
)
_BEHIND: Final = pattern(
    "month=month days=(day (comma day)+ comma? (and|or) day | day (list day)+) year=(comma? year)? (era|year_unit)*"
)


def day_list(
    tokens: Sequence[Token], context: Context, expression: Callable[[Sequence[Token], Context], object]
) -> Span | None:
    """Read days that share their month and year.

    Args:
        tokens: the row.
        context: for the reference.
        expression: reads the day that the month stands beside.
    """
    row = [
        token
        for at, token in enumerate(tokens)
        if token.kind not in (Kind.FILLER, Kind.DAY_UNIT)
        and not (token.kind == Kind.DASH and at and tokens[at - 1].kind == Kind.AND)
    ]
    kinds = letters(row)
    match = re.fullmatch(_BEFORE, kinds) or re.fullmatch(_BEHIND, kinds)
    if match is None:
        return None
    days = [token.value for token in row[slice(*match.span("days"))] if token.kind in Kinds.DAY]
    if "last" in match.groupdict():
        whole = expression(row[slice(*match.span("last"))], context)
    else:
        year = [token for token in row[match.end("days") :] if token.kind in (Kind.YEAR, Kind.ERA)]
        whole = expression([row[0], row[1], *year], context)
    if not isinstance(whole, Partial) or whole.day is None or whole.month is None:
        return None
    if "last" in match.groupdict():
        days.append(whole.day)
    spans = [resolve(replace(whole, day=day), context) for day in days]
    found = [span for span in spans if span is not None]
    meaning = "one of" if Kind.OR in kinds else "set"
    return combined(found, meaning, context) if len(found) == len(days) else None
