"""Analysis of competing hypotheses: which items of evidence speak against which answer.

After Heuer, *Psychology of Intelligence Analysis* (1999), chapter 8: a hypothesis is ranked by how little
speaks against it, not by how much speaks for it. Every rating is the analyst's: the role that an item was
given towards an assertion. Nothing is computed from what the items show.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from claimtrack.analysis.corroboration import corroborate

if TYPE_CHECKING:
    from claimtrack.analysis.answers import Answer
    from claimtrack.model import Evidence
    from claimtrack.model.dossier import Dossier


class Rating(StrEnum):
    """How an item of evidence stands to a hypothesis."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    MIXED = "mixed"
    """It supports one statement of the hypothesis and undermines another."""
    NEUTRAL = "neutral"
    UNRATED = "unrated"
    """It bears on no statement of the hypothesis."""


_AGAINST = {Rating.INCONSISTENT, Rating.MIXED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """One answer to the question, with how each item of evidence stands to it.

    Attributes:
        answer: the answer, as first given.
        statements: ids of the statements that give it.
        ratings: one for each item, in the order of `Hypotheses.evidence`.
    """

    answer: Answer
    statements: tuple[str, ...]
    ratings: tuple[Rating, ...]

    @property
    def against(self) -> int:
        """Count the items that speak against it."""
        return sum(rating in _AGAINST for rating in self.ratings)

    @property
    def consistent(self) -> int:
        """Count the items that are consistent with it."""
        return sum(rating is Rating.CONSISTENT for rating in self.ratings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypotheses:
    """Competing answers to one question against the evidence.

    Attributes:
        question: key of the field, or the proposition itself.
        evidence: the items, by key.
        ranked: the hypotheses, what least speaks against first.
    """

    question: str
    evidence: tuple[Evidence, ...]
    ranked: tuple[Hypothesis, ...]

    def diagnostic(self, number: int) -> bool:
        """Whether an item tells the hypotheses apart: it stands to them in more than one way."""
        return len({hypothesis.ratings[number] for hypothesis in self.ranked}) > 1


def weigh_hypotheses(dossier: Dossier, question: str = "perpetrator") -> Hypotheses:
    """Set the answers to a question against the evidence.

    Args:
        dossier: the event and all that was said of it.
        question: key of the field whose answers are the hypotheses; empty for the proposition itself.
    """
    evidence = tuple(sorted(dossier.evidence, key=lambda item: item.key))
    hypotheses = [
        _rated(support.answer, tuple(backing.answer.assertion.id for backing in support.backing), evidence)
        for support in corroborate(dossier, [question])
    ]
    ranked = sorted(enumerate(hypotheses), key=lambda item: (item[1].against, -item[1].consistent, item[0]))
    return Hypotheses(
        question=question, evidence=evidence, ranked=tuple(hypothesis for _, hypothesis in ranked)
    )


def _rated(answer: Answer, statements: tuple[str, ...], evidence: tuple[Evidence, ...]) -> Hypothesis:
    ratings = tuple(
        _rating({b.role for b in item.bears_on if b.assertion in statements}) for item in evidence
    )
    return Hypothesis(answer=answer, statements=statements, ratings=ratings)


def _rating(roles: set[str]) -> Rating:
    if {"supports", "undermines"} <= roles:
        return Rating.MIXED
    if "undermines" in roles:
        return Rating.INCONSISTENT
    if "supports" in roles:
        return Rating.CONSISTENT
    return Rating.NEUTRAL if roles else Rating.UNRATED
