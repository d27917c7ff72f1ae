"""What a rule is, and which rules fit a row of tokens."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from claimtrack.dates.context import Context
from claimtrack.dates.grammar.simplify import variants
from claimtrack.dates.partial import Partial
from claimtrack.dates.spans import Span
from claimtrack.dates.tokens import Token

Groups = Mapping[str, Sequence[Token]]
Builder = Callable[[Context, Groups], Partial | Span | None]
_Slices = tuple[tuple[str, slice], ...]


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


@cache
def _rules() -> list[tuple[Rule, str]]:
    """List the rules in their order, each with its pattern bare of names."""
    from claimtrack.dates.grammar import absolute, in_year, numeric, relative, weekdays, within

    tables = (
        *numeric.RULES,
        *absolute.RULES,
        *within.RULES,
        *relative.RULES,
        *weekdays.RULES,
        *in_year.RULES,
    )
    return [(rule, _bare(rule.pattern)) for rule in tables]


@cache
def _by_letter() -> dict[str, set[int]]:
    """Tell for each letter the rules that it stands in, by their place."""
    found: dict[str, set[int]] = {}
    for place, (_, bare) in enumerate(_rules()):
        for mark in bare:
            found.setdefault(mark, set()).add(place)
    return found


def _bare(pattern: str) -> str:
    """Take the names of the groups out of a pattern."""
    first, *rest = pattern.replace("(?P=s)", "=").replace("(?:", "(").split("(?P<")
    return first + "".join(["(" + piece.partition(">")[2] for piece in rest])


@cache
def _shortest(bare: str) -> int:
    """Count the letters of the shortest row that a bare pattern fits: compiling it takes ten times as long."""
    outer: list[
        tuple[int, int]
    ] = []  # of each open group, the letters before it and its shortest alternative
    count, fewest, last = 0, _MANY, 0
    marks = iter(bare)
    for mark in marks:
        if mark in "?*{":  # what stands before may be left out
            count -= last
            if mark == "{":
                "}" in marks  # noqa: B015 - skips what it looks at
        elif mark == "(":
            outer.append((count, fewest))
            count, fewest = 0, _MANY
        elif mark == "|":
            count, fewest = 0, min(fewest, count)
        elif mark == ")":
            last = min(fewest, count)
            count, fewest = outer.pop()
            count += last
        elif mark != "+":
            if mark == "[":
                "]" in marks  # noqa: B015
            elif mark == "\\":
                next(marks)
            count, last = count + 1, 1
    return min(fewest, count)


_MANY: Final = 1000


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern when a row may fit it; most never are, and start-up is the shorter for it."""
    return re.compile(pattern, re.VERBOSE)


@lru_cache(maxsize=8192)
def _fitting(letters: str) -> tuple[tuple[Rule, _Slices], ...]:
    """List the rules that fit these letters, each with where its groups lie."""
    found = []
    rules, with_letter = _rules(), _by_letter()
    for place in sorted(set.intersection(*[with_letter.get(letter, set()) for letter in set(letters)])):
        rule, bare = rules[place]
        if len(letters) < _shortest(bare):
            continue
        pattern = _compiled(rule.pattern)
        match = pattern.fullmatch(letters)
        if match:
            groups = [
                (name.rstrip("2"), slice(*match.span(name)))
                for name in pattern.groupindex
                if match[name] is not None
            ]
            found.append((rule, tuple(groups)))
    return tuple(found)


@lru_cache(maxsize=8192)
def _candidates(
    letters: str, tight: tuple[bool, ...]
) -> tuple[tuple[tuple[int, ...], tuple[tuple[Rule, _Slices], ...]], ...]:
    """List the variants of a row that rules fit: which tokens each keeps (none: all), and the rules."""
    found = []
    for kept in variants(letters, tight):
        fitting = _fitting("".join([letters[at] for at in kept]))
        if fitting:
            found.append((kept if len(kept) < len(letters) else (), fitting))
    return tuple(found)


def apply(tokens: Sequence[Token], letters: str, context: Context) -> Partial | Span | None:
    """Try the rules that fit the row, then those that fit its variants, in their order.

    Args:
        tokens: the row.
        letters: their kinds.
        context: what it is read against; the name of the rule is added to its trace.
    """
    joined = "-" in letters or "/" in letters  # nothing else is judged by the spaces around it
    tight = tuple([token.tight for token in tokens]) if joined else ()
    for kept, fitting in _candidates(letters, tight):
        row = [tokens[at] for at in kept] if kept else tokens
        for rule, groups in fitting:
            built = rule.build(context, {name: row[place] for name, place in groups})
            if built is not None:
                context.trace.append(rule.name)
                return built
    return None
