"""Answers under numbers, and how they stand to each other: what many parties say alike is read and compared once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from claimtrack.analysis.answers import STANCE, Answer, Judge, worst
from claimtrack.model import Assertion, Value
from claimtrack.values import Relation, from_record
from claimtrack.values.compare_counts import compare_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimtrack.analysis.scan_rows import Question, Statement, ValueRow
    from claimtrack.model import Claimant

RELATIONS: Final = tuple(Relation)
"""The relations, in the order of the numbers by which they are noted."""

# How many answers and relations are remembered before both are forgotten: together less than 200 MB.
_ANSWERS_KEPT, _RELATIONS_KEPT = 100_000, 1_000_000
_STANCE: Final = (STANCE, "")  # as the other questions: key of the field and its type
_NO_ROWS: Final[list[ValueRow]] = []
_UNMET: Final = -1
_NUMBERS: Final = {relation: number for number, relation in enumerate(RELATIONS)}


class NumberedAnswers:
    """The answers met, each under a number, and how they stand to each other.

    Args:
        claimants: who is known, for parties that are named in answers.
    """

    def __init__(self, claimants: Mapping[str, Claimant]) -> None:
        self.judge = Judge(claimants)
        self.number: dict[object, int | None] = {}
        self.given: list[tuple[Answer, ...]] = []
        self.plain: list[tuple[int, float] | None] = []
        self.relations = _Relations(self)
        self.compared = 0

    def of(self, statement: Statement) -> Iterator[tuple[Question, int]]:
        """Yield the answers of a statement that take a side, by question and its type."""
        known = self.number
        for question, rows in ((_STANCE, _NO_ROWS), *statement.values.items()):
            if question is _STANCE:
                key: tuple[object, ...] = (statement.stance, statement.hedge)
            else:
                key = (question, rows[0]) if len(rows) == 1 else (question, *sorted(rows))
            number = known.get(key, _UNMET)
            if number == _UNMET:
                answer = _read(statement, question)
                number = known[key] = self._keep((answer,)) if answer.takes_side else None
            if number is not None:
                yield question, number

    def together(self, numbers: list[int]) -> int:
        """Number the answers of a party that holds several at once."""
        if len(numbers) == 1:
            return numbers[0]
        key = tuple(sorted(set(numbers)))
        number = self.number.get(key)
        if number is None:
            number = self.number[key] = self._keep(tuple(self.given[one][0] for one in key))
        return number

    def _keep(self, answers: tuple[Answer, ...]) -> int:
        self.given.append(answers)
        self.plain.append(answers[0].ends if len(answers) == 1 else None)
        return len(self.given) - 1

    def compare(self, ours: int, theirs: int) -> int:
        """Compare two parties' answers: the worst of what each has with each."""
        self.compared += 1
        mine, other = self.plain[ours], self.plain[theirs]
        if mine is not None and other is not None:
            relation = compare_plain(mine, other)
        else:
            relation = worst(
                self.judge.relation(one, other) for one in self.given[ours] for other in self.given[theirs]
            )
        number = self.relations[ours][theirs] = self.relations[theirs][ours] = _NUMBERS[relation]
        return number

    def forget_if_many(self) -> None:
        """Start afresh where too much is remembered; what is common is soon met again."""
        if len(self.given) > _ANSWERS_KEPT or 2 * self.compared > _RELATIONS_KEPT:
            self.number.clear()
            self.given.clear()
            self.plain.clear()
            self.relations.clear()
            self.compared = 0


class _Relations(dict[int, "_RelationsOfOne"]):
    """How answers stand to each other, by the numbers of both; compared when first asked for."""

    def __init__(self, answers: NumberedAnswers) -> None:
        super().__init__()
        self.answers = answers

    def __missing__(self, ours: int) -> _RelationsOfOne:
        row = self[ours] = _RelationsOfOne(self.answers, ours)
        return row


class _RelationsOfOne(dict[int, int]):
    """How one answer stands to others, by their numbers."""

    def __init__(self, answers: NumberedAnswers, ours: int) -> None:
        super().__init__()
        self.answers, self.ours = answers, ours

    def __missing__(self, theirs: int) -> int:
        return self.answers.compare(self.ours, theirs)


def _read(statement: Statement, question: Question) -> Answer:
    """Read an answer; only what it says is kept, not who says it."""
    field_key, kind = question
    said = Assertion(event="", claimant="", stance=statement.stance, hedge=statement.hedge)
    values = tuple(
        Value(
            field=field_key,
            negative=bool(negative),
            raw=raw,
            read=from_record(json.loads(read), kind, raw=raw),
            hedge=hedge,
        )
        for negative, raw, read, hedge in sorted(statement.values.get(question, ()))
    )
    return Answer(said, field_key, values)
