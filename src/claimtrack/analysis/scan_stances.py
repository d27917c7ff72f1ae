"""What a scan has to read before it counts: the stance of each statement, and whose standing is not plain."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from claimtrack.analysis.confirmations import VOUCHING, trace_confirmed
from claimtrack.analysis.said_order import FOLLOWS
from claimtrack.analysis.stances import HAPPENED, is_whole, linked_stance, own_stance, says_happened
from claimtrack.values import from_record

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from claimtrack.analysis.scan_rows import Happening, Tie


def read_stances(happening: Happening) -> None:
    """Read the stance of each statement as `take_stances` does for a dossier."""
    statements = happening.statements
    ties: dict[int, list[Tie]] = {}
    for tie in happening.ties:
        ties.setdefault(tie.source, []).append(tie)
    for pk, statement in statements.items():
        answers = statement.values.get((HAPPENED, "yes_no"), ())
        if answers or pk in ties:
            said = (
                (from_record(json.loads(read), "yes_no", raw=raw), bool(no)) for no, raw, read, _ in answers
            )
            scopes = [(tie.kind, is_whole(tie.fields)) for tie in ties.get(pk, ())]
            statement.stance = own_stance(statement.stance, says_happened(said), scopes)
    linked = {
        pk: linked_stance(
            statements[pk].stance,
            [
                (tie.kind, statements[tie.target].stance)
                for tie in made
                if is_whole(tie.fields) and tie.target in statements
            ],
        )
        for pk, made in ties.items()
    }
    for pk, stance in linked.items():
        statements[pk].stance = stance


def read_confirmations(happening: Happening) -> None:
    """Add what statements answer by confirming others, as `confirmed_answers` gives it for a dossier."""
    statements = happening.statements
    links = [
        (tie.source, tie.target, tie.fields)
        for tie in happening.ties
        if tie.kind in VOUCHING and tie.target in statements
    ]
    if not links:
        return
    own = {pk: {key for key, _ in said.values} for pk, said in statements.items()}
    types = {key: kind for said in statements.values() for key, kind in said.values}
    claimants = {pk: said.claimant for pk, said in statements.items()}
    for (pk, key), given in trace_confirmed(own, claimants, links).items():
        question = key, types[key]
        rows = [row for first in given for row in statements[first].values[question]]
        statements[pk].values[question] = list(dict.fromkeys(rows))
        statements[pk].confirmed = {*statements[pk].confirmed, question}


def unsettled_of(happening: Happening, party_of: Mapping[int, Hashable]) -> set[int]:
    """Return the statements whose standing depends on the order of statements.

    Where one takes back or repeats another, all of the event; otherwise those of the parties that spoke more
    than once, with all that links tie to them: nothing else has a say in their order.
    """
    if any(tie.kind in FOLLOWS for tie in happening.ties):
        return set(party_of)
    if len(set(party_of.values())) == len(party_of):
        return set()
    spoken: dict[Hashable, list[int]] = {}
    for pk, party in party_of.items():
        spoken.setdefault(party, []).append(pk)
    todo = [pk for said in spoken.values() if len(said) > 1 for pk in said]
    tied: dict[int, list[int]] = {}
    for tie in happening.ties:
        if tie.target in party_of:
            tied.setdefault(tie.source, []).append(tie.target)
            tied.setdefault(tie.target, []).append(tie.source)
    unsettled = set(todo)
    while todo:
        for other in tied.get(todo.pop(), ()):
            if other not in unsettled:
                unsettled.add(other)
                todo.append(other)
    return unsettled
