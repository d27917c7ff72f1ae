"""How many independent origins stand behind every answer of a whole file, from one scan over its answers.

What is counted is what `corroborate` traces event by event. Answers that compare by their cells alone are counted from the rows
of a scan; an event with any other is traced whole.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from claimtrack.analysis.answers import FIRM, STANCE
from claimtrack.analysis.comparison_keys import POSITION
from claimtrack.analysis.corroboration import corroborate, independent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from claimtrack.analysis.answers import Answer
    from claimtrack.analysis.corroboration import Support
    from claimtrack.analysis.dataset_rows import AnswerRow, LaidOut
    from claimtrack.model.dossier import Dossier

_TOGETHER: Final = 100  # events looked at together, of which some are traced whole


class Backed(NamedTuple):
    """One answer to one question, and how much stands behind it.

    Attributes:
        event: key of the event.
        question: key of the field; empty for the position.
        answer: as written, the first of those in alphabetical order; of a position, the stance.
        statements: how many say so.
        parties: how many blocs.
        origins: how many of these are independent of one another.
    """

    event: str
    question: str
    answer: str
    statements: int
    parties: int
    origins: int


def count_backing(
    events: Iterable[LaidOut], trace: Callable[[Sequence[str]], Iterable[Dossier]]
) -> Iterator[Backed]:
    """Stream the answers that stand, event by event; those of one question with the widest backing first.

    Args:
        events: the events on which anybody spoke, laid out.
        trace: gives the dossiers of some events, by their keys.
    """
    stream = iter(events)
    while together := list(islice(stream, _TOGETHER)):
        given = {event.answers[0].event: _by_question(event.answers) for event in together}
        odd = [key for key, questions in given.items() if any(map(_is_odd, questions.values()))]
        traced = {dossier.event.key: dossier for dossier in trace(odd)} if odd else {}
        for key, questions in given.items():
            yield from sorted(
                map(_summed, corroborate(traced[key])) if key in traced else _counted(questions), key=_rank
            )


def _by_question(rows: Iterable[AnswerRow]) -> dict[str, list[AnswerRow]]:
    questions: dict[str, list[AnswerRow]] = {}
    for row in rows:
        if row.held or row.again:
            questions.setdefault(row.field, []).append(row)
    return questions


def _is_odd(rows: Sequence[AnswerRow]) -> bool:
    """Whether the answers to a question need more than their cells: what was read may be what another could not."""
    return not all(row.exact for row in rows) or len({row.unread for row in rows}) > 1


def _counted(questions: Mapping[str, Sequence[AnswerRow]]) -> Iterator[Backed]:
    for question, rows in questions.items():
        alike: dict[tuple[str, bool, str], list[AnswerRow]] = {}
        for row in rows:
            alike.setdefault((row.sameness, row.negative, _hedged(row)), []).append(row)
        for group in alike.values():
            yield Backed(
                event=group[0].event,
                question=question,
                answer=min(_text(row.raw, negative=row.negative) for row in group),
                statements=len(group),
                parties=len({row.bloc for row in group}),
                origins=len(independent(row for row in group if not row.withdrawn)),
            )


def _hedged(row: AnswerRow) -> str:
    """Return the hedge of an answer where it makes another answer: what could not be read may mean anything."""
    return "" if row.type == POSITION or row.unread or row.hedge in FIRM else row.hedge


def _summed(support: Support) -> Backed:
    answers = [item.answer for item in support.backing]
    return Backed(
        event=answers[0].assertion.event,
        question=support.question,
        answer=min(map(_words, answers)),
        statements=len(answers),
        parties=len(support.parties),
        origins=len(support.voices),
    )


def _words(answer: Answer) -> str:
    if answer.question == STANCE:
        return answer.assertion.stance
    return "; ".join(_text(value.raw, negative=value.negative) for value in answer.values)


def _text(raw: str, *, negative: bool) -> str:
    return f"not {raw}" if negative else raw


def _rank(backed: Backed) -> tuple[str, int, int, str]:
    return backed.question, -backed.origins, -backed.statements, backed.answer
