"""What a party answers by confirming or corroborating another: where it gives no answer of its own, as analysts linked it.

Who answers a question in its own words anywhere on the event is heard in those alone. A link of the whole speaks for
every other answer of the statement confirmed; one limited to fields speaks for these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from claimtrack.analysis.answers import Answer

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Mapping

    from claimtrack.analysis.said_order import SaidOrder
    from claimtrack.model import Value
    from claimtrack.model.dossier import Dossier

    _Scoped = tuple["_Key", "_Key", Collection[str]]

VOUCHING: Final = frozenset({"confirms", "corroborates"})
"""The kinds of link by which a party says, from own knowledge or independently, that another's answer is so."""

_Key = TypeVar("_Key", bound="Hashable")


def confirmed_answers(
    dossier: Dossier, order: SaidOrder, answers: Mapping[str, Mapping[str, Answer]]
) -> Mapping[str, Mapping[str, Answer]]:
    """Return the answers that statements give by confirming others, by id and question.

    Args:
        dossier: the event and all that was said of it.
        order: its said-order.
        answers: what each statement answers in its own words, by id and question.
    """
    links = [link for link in dossier.links if link.kind in VOUCHING]
    if not links:
        return {}
    known = {item.id: item for item in dossier.elsewhere.values() if item.event == dossier.event.key}
    known |= {item.id: item for item in order.sequence}
    own = {key: {value.field for value in item.values} for key, item in known.items()}
    speaking = {key: known[key].claimant for key in answers}
    scoped = [(link.source, link.target, link.fields) for link in links]
    made: dict[str, list[tuple[str, Collection[str]]]] = {}
    for source, target, fields in scoped:
        made.setdefault(source, []).append((target, fields))
    traced = trace_confirmed(own, speaking, scoped)
    found: dict[str, dict[str, Answer]] = {}
    for (source, question), first in traced.items():
        values: list[Value] = []
        for value in (value for key in sorted(first) for value in known[key].values):
            if value.field == question and value not in values:
                values.append(value)
        confirmed = dict.fromkeys(
            target
            for target, fields in made[source]
            if not fields or question in fields
            if question in own.get(target, ()) or (target, question) in traced
        )
        found.setdefault(source, {})[question] = Answer(
            known[source], question, tuple(values), tuple(map(known.__getitem__, confirmed))
        )
    return found


def trace_confirmed(
    own: Mapping[_Key, Collection[str]], claimants: Mapping[_Key, Hashable], links: Iterable[_Scoped[_Key]]
) -> dict[tuple[_Key, str], list[_Key]]:
    """Return the statements whose answers each confirming statement takes over, by statement and question.

    Args:
        own: the questions that each statement answers in its own words.
        claimants: who makes each statement whose answers are wanted.
        links: the confirmations: source, target and the fields that they are limited to.
    """
    heard = {
        (claimants[key], question) for key, asked in own.items() if key in claimants for question in asked
    }
    confirming: dict[_Key, list[tuple[_Key, Collection[str]]]] = {}
    for source, target, fields in links:
        if source in claimants and target in own:
            confirming.setdefault(target, []).append((source, fields))
    found: dict[tuple[_Key, str], dict[_Key, None]] = {}
    todo = [(key, question, key) for key in confirming for question in own[key]]
    while todo:
        target, question, first = todo.pop()
        for source, fields in confirming.get(target, ()):
            if (fields and question not in fields) or (claimants[source], question) in heard:
                continue
            given = found.setdefault((source, question), {})
            if first not in given:
                given[first] = None
                todo.append((source, question, first))
    return {place: list(given) for place, given in found.items()}
