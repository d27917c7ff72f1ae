"""What every section of a chapter refers to in the same way: parties, questions, statements, numbered sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.grouping import claimant_name
from claimtrack.views.blocks import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimtrack.analysis.answers import Answer
    from claimtrack.analysis.compare import Comparison, Row
    from claimtrack.model import Assertion
    from claimtrack.reports.words import Words


def standing_answers(row: Row) -> list[Answer]:
    """List the answers to a question that take a side and that no bloc has moved on from."""
    left = {past.answer.assertion.id for at in row.cells for past in at.given_up}
    answers = (answer for at in row.cells for answer in at.answers)
    return [answer for answer in answers if answer.takes_side and answer.assertion.id not in left]


class Cited:
    """Names what one comparison is about, in the words of a language.

    Args:
        comparison: the comparison.
        words: the language.
        number: place of the event in the report.
    """

    def __init__(self, comparison: Comparison, words: Words, number: int) -> None:
        self.comparison, self.words, self.number = comparison, words, number
        self.claimants = comparison.dossier.claimants
        self.numbers = {source.key: source.number for source in comparison.sources}

    def party(self, claimant: str) -> str:
        """Name a claimant."""
        return claimant_name(claimant, self.claimants)

    def speaker(self, assertion: Assertion) -> str:
        """Name who made a statement, with the person who spoke for them."""
        name = self.party(assertion.claimant)
        return f"{name} ({assertion.spokesperson})" if assertion.spokesperson else name

    def question(self, key: str) -> str:
        """Name a question."""
        if key == STANCE:
            return self.words["proposition"]
        field = self.comparison.dossier.fields.get(key)
        return self.words.question(key, field.label if field else "")

    def said(self, assertion: Assertion) -> str:
        """Write when something was said; the document's date bounds what is undated."""
        when = self.comparison.order.when[assertion.id]
        if when.known == "document":
            return self.words.written("by", date=self.words.date(when.date))
        return self.words.date(assertion.said)

    def answer(self, answer: Answer) -> str:
        """Write an answer: the stance, or the values given, and how firmly."""
        words = self.words
        hedge = answer.assertion.hedge
        if answer.question == STANCE:
            text = words.term("stance", answer.assertion.stance)
        else:
            text = words.answer(answer)
        return text if hedge == "stated" else f"{text} ({words.term('hedge', hedge)})"

    def cite(self, statements: Iterable[Assertion]) -> tuple[Span, ...]:
        """Return the numbers of the documents in which statements were read, each leading to its entry.

        It is said where some of several statements have no document.
        """
        cited = list(statements)
        numbers = sorted({self.numbers[s.document] for s in cited if s.document in self.numbers})
        if not numbers:
            return (Span(self.words["no_source"], "warning"),)
        spans: list[Span] = []
        for number in numbers:
            spans += [Span(" ")] if spans else []
            spans.append(Span(f"[{self.words.number(number)}]", "dim", self.anchor(number)))
        if not all(statement.document for statement in cited):
            spans.append(Span(f" {self.words['and_unsourced']}", "warning"))
        return tuple(spans)

    def anchor(self, source: int) -> str:
        """Name the place of a numbered source."""
        return f"e{self.number}s{source}"
