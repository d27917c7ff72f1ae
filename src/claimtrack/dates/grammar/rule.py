"""What a rule is, and which rules fit a row of tokens."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.dates.grammar.simplify import variants

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.partial import Partial
    from claimtrack.dates.spans import Span
    from claimtrack.dates.tokens import Token

    Groups = Mapping[str, Sequence[Token]]
    Builder = Callable[[Context, Groups], Partial | Span | None]
    _Places = tuple[tuple[str, tuple[int, ...]], ...]


class Rule(NamedTuple):
    """One rule.

    Attributes:
        name: what `--explain` shows.
        pattern: a verbose regular expression over token letters (`tokens`); its groups reach the builder,
            `d2` as `d` (an expression may not use a name twice).
        build: makes the date, or gives None when the values do not fit.
    """

    name: str
    pattern: str
    build: Builder


_NAMES = re.compile(r"\(\?P<\w+>|\(\?P=\w+\)")


@cache
def _rules() -> tuple[tuple[Rule, frozenset[str]], ...]:
    """List the rules in their order, each with the letters it knows (and the marks of its pattern)."""
    from claimtrack.dates.grammar import absolute, numeric, relative, within

    tables = (*numeric.RULES, *absolute.RULES, *within.RULES, *relative.RULES)
    return tuple((rule, frozenset(_NAMES.sub("", rule.pattern))) for rule in tables)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when a row may fit it; most never are, and start-up is the shorter for it."""
    return re.compile(pattern, re.VERBOSE)


@lru_cache(maxsize=8192)
def _fitting(letters: str) -> tuple[tuple[Rule, tuple[tuple[str, int, int], ...]], ...]:
    """List the rules that fit these letters, each with where its groups lie."""
    found = []
    kinds = frozenset(letters)
    for rule, known in _rules():
        if not kinds <= known:
            continue
        pattern = _compiled(rule.pattern)
        match = pattern.fullmatch(letters)
        if match:
            spans = [
                (name.rstrip("2"), *match.span(name))
                for name in pattern.groupindex
                if match[name] is not None
            ]
            found.append((rule, tuple(spans)))
    return tuple(found)


@lru_cache(maxsize=8192)
def _candidates(letters: str, tight: tuple[bool, ...]) -> tuple[tuple[Rule, _Places], ...]:
    """List the rules that fit a row or a simpler variant of it, each with the tokens of its groups by place."""
    return tuple(
        (rule, tuple([(name, kept[start:end]) for name, start, end in groups]))
        for kept in variants(letters, tight)
        for rule, groups in _fitting("".join([letters[at] for at in kept]))
    )


def apply(tokens: Sequence[Token], context: Context) -> Partial | Span | None:
    """Try the rules that fit the row, then those that fit its variants, in their order."""
    letters = "".join([token.kind for token in tokens])
    for rule, places in _candidates(letters, tuple([token.tight for token in tokens])):
        built = rule.build(context, {name: [tokens[at] for at in kept] for name, kept in places})
        if built is not None:
            context.trace.append(rule.name)
            return built
    return None
