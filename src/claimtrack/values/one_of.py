"""One of several: "the US or Russia killed him", exactly one of the two, and it is not known which."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from claimtrack.errors import InvalidRecordError

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimtrack.values.reading import TypedValue

_BAR: Final = r"\s+\|\s+"


class OneOf(Struct, frozen=True):
    """Exactly one of several answers; which of them is not known.

    Attributes:
        options: the answers, each with its own words, none of them unknown, unreadable or several itself.
        raw: the text as written: `US | Russia`.

    Raises:
        InvalidRecordError: fewer than two options, or one that is no answer.
    """

    options: tuple[TypedValue, ...]
    raw: str = ""

    def __post_init__(self) -> None:
        from claimtrack.values.answers import Unknown, Unreadable

        if len(self.options) < 2:
            raise InvalidRecordError("one of several needs two answers or more")
        if any(isinstance(option, Unknown | Unreadable | OneOf) for option in self.options):
            raise InvalidRecordError("one of several: each must be an answer that can be read")

    def __str__(self) -> str:
        return listed_options([str(option) for option in self.options])

    @property
    def low(self) -> int | None:
        """The least that any option allows, where all are counts."""
        lows = [getattr(option, "low", None) for option in self.options]
        return None if None in lows else min(low for low in lows if low is not None)

    @property
    def high(self) -> int | None:
        """The most that any option allows, where all are counts; None where one is open."""
        highs = [getattr(option, "high", None) for option in self.options]
        return None if None in highs else max(high for high in highs if high is not None)

    @property
    def edtf(self) -> str:
        """The options as a set of EDTF, of which one holds; empty where they are no dates."""
        from claimtrack.dates.one_of import edtf_one_of

        return edtf_one_of([str(getattr(option, "edtf", "")) for option in self.options])


def listed_options(options: list[str]) -> str:
    """Write options in a sentence: "US or Russia", "Monday, Tuesday or Friday"."""
    return f"{', '.join(options[:-1])} or {options[-1]}"


def read_one_of(raw: str, read: Callable[[str], TypedValue]) -> TypedValue | None:
    """Read a text that offers several answers, parted by bars with spaces around them.

    Args:
        raw: the answer as written.
        read: reads one answer.

    Returns:
        One of several; Unreadable with the reason where one of them is no answer; None where the text offers no
        choice.
    """
    from claimtrack.values.answers import Unknown, Unreadable

    words = re.split(_BAR, raw.strip()) if "|" in raw else []
    if len(words) < 2 or not all(words):
        return None
    options: dict[Any, TypedValue] = {}
    for text in words:
        option = read(text)
        if isinstance(option, Unknown):
            return Unreadable(raw, f"{text!r} among the answers leaves everything open; say unknown alone")
        if isinstance(option, Unreadable):
            return Unreadable(raw, f"{text!r}: {option.reason}")
        options.setdefault(text.casefold(), option)
    return OneOf(tuple(options.values()), raw) if len(options) > 1 else None
