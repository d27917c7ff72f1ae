"""Party against party: how often they answered the same question and how their answers stood.

Schema `claimtrack/matrix/1`: by, events, cases_listed, parties (key, name), pairs (left, right, answered, equal,
compatible, possible, conflict, left_denied, right_denied, events: keys by the name of the count, cases: event, question,
relation, left, right). Where `cases_listed` is false there are too many cases to list: every list of them is empty, and of
the events behind each count a few are named.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final

from claimtrack.views.blocks import Column, Heading, LaterData, Sheet, Span, Table, Text, View, cell
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.analysis.matrix import Matrix, Tally
    from claimtrack.views.blocks import Cell, Tone

SCHEMA: Final = "claimtrack/matrix/1"
_MARKS: Final[tuple[tuple[str, Tone], ...]] = (
    ("=", "agree"),
    ("≈", "compatible"),
    ("≠?", "possible"),
    ("≠", "conflict"),
)
_EVENTS_SHOWN: Final = 5
_LEGEND: Final = (
    "questions that both answered, and of them: = agreed, ≈ compatible, ≠? possibly in conflict, ≠ in conflict",
    "denies, denied: by the row of the column, or the other way round, as linked by the analyst",
    "a position on the event counts where one of the two denies it, or is linked to another",
)


def matrix_view(matrix: Matrix, *, most: int = 0) -> View:
    """Show the matrix, those who meet others most often first.

    Args:
        matrix: the counts.
        most: show only so many parties; all when 0. The data hold all of them.
    """
    met: dict[str, int] = {}
    for (left, right), tally in matrix.pairs.items():
        met[left] = met.get(left, 0) + tally.met
        met[right] = met.get(right, 0) + tally.met
    parties = sorted(met, key=lambda key: (-met[key], key))
    shown = parties[:most] if most else parties
    told = f"{len(parties)} parties that met on a question, over {counted(matrix.events, 'event')}"
    if len(shown) < len(parties):
        told += f"; the {len(shown)} that met most are shown"
    blocks: list[Heading | Text | Table] = [Heading("Matrix"), Text((cell(f"{told}."),))]
    if shown:
        columns = (
            Column(cell("")),
            *(Column(cell(matrix.names.get(key, key), tone="strong")) for key in shown),
        )
        rows = tuple(_row(matrix, one, shown) for one in shown)
        blocks.append(Table(columns, rows, notes=tuple(cell(Span(line, "dim")) for line in _LEGEND)))
        if behind := list(_behind(matrix, shown)):
            blocks += [Heading("Where they differ or deny", level=2), Text(tuple(behind), marker="bullet")]
    return View(
        "matrix", tuple(blocks), LaterData(partial(_data, matrix)), partial(_sheet, matrix, frozenset(shown))
    )


_TALLIED: Final = ("answered", "equal", "compatible", "possible", "conflict", "left_denied", "right_denied")


def _sheet(matrix: Matrix, shown: frozenset[str]) -> Sheet:
    """Return the counts in long form: a row for each pair of those shown that met."""
    rows = tuple(
        (
            left,
            matrix.names.get(left, left),
            right,
            matrix.names.get(right, right),
            *(getattr(tally, name) for name in _TALLIED),
        )
        for (left, right), tally in sorted(matrix.pairs.items())
        if {left, right} <= shown
    )
    return Sheet(("left", "left_name", "right", "right_name", *_TALLIED), rows)


def _behind(matrix: Matrix, shown: list[str]) -> Iterator[Cell]:
    """Name the events behind the conflicts and denials of those shown."""
    wanted = set(shown)
    for (left, right), tally in matrix.pairs.items():
        if left not in wanted or right not in wanted:
            continue
        told = [
            f"{mark} {_named(tally.events[name])}"
            for name, mark in (
                ("conflict", "≠"),
                ("possible", "≠?"),
                ("left_denied", "denies"),
                ("right_denied", "denied"),
            )
            if tally.events.get(name)
        ]
        if told:
            names = f"{matrix.names.get(left, left)} and {matrix.names.get(right, right)}: "
            yield cell((Span(names, "strong"), Span("; ".join(told))))


def _named(events: Sequence[str]) -> str:
    more = " …" if len(events) > _EVENTS_SHOWN else ""
    return ", ".join(events[:_EVENTS_SHOWN]) + more


def _row(matrix: Matrix, one: str, shown: list[str]) -> tuple[Cell, ...]:
    name = cell(matrix.names.get(one, one), tone="strong")
    return (
        name,
        *(cell(Span("\\", "dim")) if one == other else _met(matrix.between(one, other)) for other in shown),
    )


def _met(tally: Tally) -> Cell:
    counts = (tally.equal, tally.compatible, tally.possible, tally.conflict)
    return _met_cell(counts, tally.left_denied, tally.right_denied)


@cache  # hundreds of parties meet in many thousand pairs, and these come to a few different cells
def _met_cell(counts: tuple[int, ...], denies: int, denied: int) -> Cell:
    """Write a tally: "5: 2= 1≈ 2≠" and who denied whom."""
    lines: list[tuple[Span, ...]] = []
    if any(counts):
        marks = [
            Span(f" {many}{mark}", tone) for many, (mark, tone) in zip(counts, _MARKS, strict=True) if many
        ]
        lines.append((Span(f"{sum(counts)}:"), *marks))
    if denies:
        lines.append((Span(f"denies {denies}", "warning"),))
    if denied:
        lines.append((Span(f"denied {denied}", "warning"),))
    return cell(*lines) if lines else cell(Span("·", "silent"))


def _data(matrix: Matrix) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "by": matrix.by.value,
        "events": matrix.events,
        "cases_listed": matrix.listed,
        "parties": [{"key": key, "name": name} for key, name in sorted(matrix.names.items())],
        "pairs": [
            {
                "left": left,
                "right": right,
                "answered": tally.answered,
                "equal": tally.equal,
                "compatible": tally.compatible,
                "possible": tally.possible,
                "conflict": tally.conflict,
                "left_denied": tally.left_denied,
                "right_denied": tally.right_denied,
                "events": {name: list(keys) for name, keys in tally.events.items()},
                "cases": [
                    {
                        "event": case.event,
                        "question": case.question,
                        "relation": case.relation,
                        "left": case.left,
                        "right": case.right,
                    }
                    for case in tally.cases
                ],
            }
            for (left, right), tally in sorted(matrix.pairs.items())
        ],
    }
