"""What a rule is: a pattern of kinds of tokens, and what makes a date of the tokens that fit."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from claimtrack.dates.context import Context
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import Span
from claimtrack.dates.tokens import Token

Groups = Mapping[str, Sequence[Token]]
Builder = Callable[[Context, Groups], Partial | Span | None]


class Rule(NamedTuple):
    """One rule.

    Attributes:
        name: what `--explain` shows.
        pattern: the kinds of tokens that it fits (see `tokens.pattern`); its groups reach the builder.
        build: makes the date, or returns None when the values do not fit.
    """

    name: str
    pattern: str
    build: Builder
