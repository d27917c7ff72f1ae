"""The rules in their order, and which of them fit a row of tokens, or the row without what carries no weight."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from claimtrack.datafiles import prepared
from claimtrack.dates.grammar import absolute, named, numeric, relative, weeks_within, within
from claimtrack.dates.tokens import Form, Kind, Kinds, pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.grammar.rule import Rule
    from claimtrack.dates.parts import Partial
    from claimtrack.dates.spans import Span
    from claimtrack.dates.tokens import Token

    Slices = tuple[tuple[str, slice], ...]

_LIGHT: Final = frozenset({Kind.FILLER, Kind.COMMA, Kind.DOT})
_LIGHTER: Final = frozenset({Kind.FILLER, Kind.COMMA, Kind.DOT, Kind.ONE, Kind.IN})
_LABELS: Final = frozenset({Kind.YEAR_UNIT, Kind.MONTH_UNIT, Kind.DAY_UNIT})
_DROPPED: Final = _LIGHTER | _LABELS | frozenset({Kind.DASH, Kind.SLASH})
_DAY_OF_YEAR: Final = Kind.NUMBER + Kind.MONTH + Kind.YEAR
_JOINED: Final = Form("(day|year|month) s=(dash|slash) (day|year|month) =s (day|year|month)")


@cache
def _rules() -> list[tuple[Rule, str]]:
    """List the rules in their order, each with its pattern bare of names."""
    tables = [rule for module in _MODULES for rule in module.RULES]
    return [
        (rule._replace(pattern=expression), bare)
        for rule, (expression, bare) in zip(tables, _ready()[0], strict=True)
    ]


_MODULES: Final = (numeric, absolute, within, weeks_within, relative, named)
_HERE: Final = Path(__file__)
_CODE: Final = [_HERE.parents[1] / "tokens.py", *(Path(module.__file__ or "") for module in _MODULES)]


@cache
def _ready() -> tuple[list[tuple[str, str]], dict[str, set[int]]]:
    """Return the regular expression of each rule, with and without names, and for each letter the rules it stands in.

    Kept as the words of languages are: to translate them takes longer than to read a date.
    """
    return prepared("rules", _translated, [_HERE], _CODE)


def _translated(_: bytes) -> tuple[list[tuple[str, str]], dict[str, set[int]]]:
    found: list[tuple[str, str]] = []
    by_letter: dict[str, set[int]] = {}
    for place, rule in enumerate(rule for module in _MODULES for rule in module.RULES):
        expression = pattern(rule.pattern)
        found.append((expression, _bare(expression)))
        for mark in found[-1][1]:
            by_letter.setdefault(mark, set()).add(place)
    return found, by_letter


def _bare(expression: str) -> str:
    """Take the names of the groups out of a regular expression."""
    first, *rest = expression.replace("(?P=s)", "=").replace("(?:", "(").split("(?P<")
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
        elif mark == Kind.OR:
            count, fewest = 0, min(fewest, count)
        elif mark == ")":
            last = min(fewest, count)
            count, fewest = outer.pop()
            count += last
        elif mark != Kind.PLUS:
            if mark == "[":
                "]" in marks  # noqa: B015
            elif mark == "\\":
                next(marks)
            count, last = count + 1, 1
    return min(fewest, count)


_MANY: Final = 1000


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    """Compile a pattern when a row may fit it; most never are, and start-up is the shorter for it."""
    return re.compile(expression)


@lru_cache(maxsize=8192)
def _fitting(letters: str) -> tuple[tuple[Rule, Slices], ...]:
    """List the rules that fit these letters, each with where its groups lie."""
    found = []
    rules, with_letter = _rules(), _ready()[1]
    for place in sorted(set.intersection(*[with_letter.get(letter, set()) for letter in set(letters)])):
        rule, bare = rules[place]
        if len(letters) < _shortest(bare):
            continue
        compiled = _compiled(rule.pattern)
        match = compiled.fullmatch(letters)
        if match:
            groups = [
                (name.rstrip("2"), slice(*match.span(name)))
                for name in compiled.groupindex
                if match[name] is not None
            ]
            found.append((rule, tuple(groups)))
    return tuple(found)


@lru_cache(maxsize=8192)
def _candidates(
    letters: str, tight: tuple[bool, ...]
) -> tuple[tuple[tuple[int, ...], tuple[tuple[Rule, Slices], ...]], ...]:
    """List the variants of a row that rules fit: which tokens each keeps (none: all), and the rules."""
    found = []
    for kept in _variants(letters, tight):
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
    joined = Kind.DASH in letters or Kind.SLASH in letters  # nothing else is judged by the spaces around it
    tight = tuple([token.tight for token in tokens]) if joined else ()
    for kept, fitting in _candidates(letters, tight):
        row = [tokens[at] for at in kept] if kept else tokens
        for rule, groups in fitting:
            built = rule.build(context, {name: row[place] for name, place in groups})
            if built is not None:
                context.trace.append(rule.name)
                return built
    return None


def _variants(letters: str, tight: Sequence[bool]) -> Sequence[tuple[int, ...]]:
    """Tell which tokens each variant keeps; it depends on their kinds and spaces alone.

    The row as it is comes first; then without articles and commas; without labels; without prepositions.
    """
    found = [tuple(range(len(letters)))]
    if _DROPPED.isdisjoint(letters):
        return found
    seen = {letters}
    loose = _loose(letters, tight)
    for light in (_LIGHT, _LIGHTER) if Kind.ONE in letters or Kind.IN in letters else (_LIGHT,):
        row = [
            place
            for at, place in enumerate(loose)
            if letters[place] not in light
            or (letters[place] == Kind.DOT and _between_numbers(letters, loose, at))
        ]
        for one in (row, _unlabelled(letters, row)):
            kinds = "".join([letters[place] for place in one])
            if one and kinds not in seen:
                seen.add(kinds)
                found.append(tuple(one))
    return found


def _between_numbers(letters: str, places: list[int], at: int) -> bool:
    if not 0 < at < len(places) - 1:
        return False
    return letters[places[at - 1]] in Kinds.FIGURE and letters[places[at + 1]] in Kinds.FIGURE


def _loose(letters: str, tight: Sequence[bool]) -> list[int]:
    """Drop the dashes and slashes that join a word and a number: sep-23-2020, 2-Oct."""
    places = list(range(len(letters)))
    if Kind.DASH not in letters and Kind.SLASH not in letters:
        return places
    if Kind.MONTH in letters and _JOINED.fullmatch(letters):
        return [at for at in places if letters[at] not in (Kind.DASH, Kind.SLASH)]
    kept: list[int] = []
    for at in places:
        if letters[at] in (Kind.DASH, Kind.SLASH) and 0 < at < len(letters) - 1 and any(tight[at : at + 2]):
            before, after = letters[at - 1], letters[at + 1]
            if before == Kind.YEAR_UNIT:  # "Р-280" is a road
                kept.append(at)
                continue
            if (before in Kinds.FIGURE) != (after in Kinds.FIGURE):
                continue
            if before in (Kind.PART, Kind.RELATIVE, Kind.DECADE) or (
                after == Kind.MONTH and before in (Kind.WEEKDAY, Kind.RELATIVE)
            ):
                continue
        kept.append(at)
    return kept


def _unlabelled(letters: str, row: list[int]) -> list[int]:
    """Drop "year" beside a year, "month" beside a month's name, "day" beside a weekday or a day of a month."""
    if _LABELS.isdisjoint(letters):
        return row
    kept: list[int] = []
    for at, place in enumerate(row):
        kind = letters[place]
        before = letters[row[at - 1]] if at else " "
        after = letters[row[at + 1]] if at + 1 < len(row) else " "
        short = before == Kind.NUMBER and at > 1 and letters[row[at - 2]] in Kinds.JOINT  # "14.03.24 г."
        if kind == Kind.YEAR_UNIT and (
            short
            or Kind.YEAR in (before, after)
            or (before in (Kind.NUMBER, Kind.MONTH) and after == Kind.ERA)
        ):
            continue
        if kind == Kind.MONTH_UNIT and Kind.MONTH in (before, after) and before != Kind.RELATIVE:
            continue
        if kind == Kind.DAY_UNIT and (
            Kind.WEEKDAY in (before, after)
            or before == Kind.HOLIDAY
            or (before == Kind.MONTH and after == " ")
            or (before == Kind.YEAR and after == " " and _DAY_OF_YEAR in letters)  # "5 Mart 2025 günü"
        ):
            continue
        if kind == Kind.DAY_UNIT and after in Kinds.DAY and before != Kind.RELATIVE:
            continue
        kept.append(place)
    return kept
