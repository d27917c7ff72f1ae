"""Compare any two answers to one question, what a party rules out among them."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from claimtrack.values.answers import Party, Text, YesNo
from claimtrack.values.compare_counts import compare_counts
from claimtrack.values.compare_dates import compare_dates
from claimtrack.values.compare_names import compare_parties, compare_places, compare_texts, compare_yes_no
from claimtrack.values.count import Count
from claimtrack.values.one_of import OneOf
from claimtrack.values.place import Place
from claimtrack.values.relation import Register, Relation, Tolerance

if TYPE_CHECKING:
    from claimtrack.values.reading import TypedValue

# One says "not this": what it amounts to, by how the two stand without the "not". A positive answer that
# the ruled-out one only overlaps may lie inside what is ruled out, or beside it.
_ONE_RULES_OUT = {
    Relation.EQUAL: Relation.CONFLICT,
    Relation.COMPATIBLE: Relation.POSSIBLE_CONFLICT,
    Relation.POSSIBLE_CONFLICT: Relation.COMPATIBLE,
    Relation.CONFLICT: Relation.COMPATIBLE,
}


def compare_values(
    one: TypedValue,
    other: TypedValue,
    *,
    one_negative: bool = False,
    other_negative: bool = False,
    parties: Register | None = None,
    places: Register | None = None,
    tolerance: Tolerance | None = None,
) -> Relation | None:
    """Compare two answers to one field.

    Args:
        one: an answer.
        other: another.
        one_negative: the first rules its answer out ("not a TOW missile").
        other_negative: the second does.
        parties: the claimants on file, for parties.
        places: what is known of places, for places.
        tolerance: how near is near, for counts, dates and points.

    Returns:
        How they stand. Symmetric. One of several is COMPATIBLE with each of them, and in CONFLICT with what conflicts
        with all of them. None when there is nothing to compare: an answer is unknown or could not
        be read, or the two are not of one type. An answer and the same one ruled out are in CONFLICT; two
        that rule out the same are EQUAL, two that rule out different things COMPATIBLE.
    """
    if isinstance(one, OneOf) or isinstance(other, OneOf):
        # What is offered stands outside what is ruled out: some answer of the one must stand against all of the other.
        sides = sorted(((one_negative, _options(one)), (other_negative, _options(other))), key=itemgetter(0))
        (negative, offered), (other_negative, against) = sides
        table = [
            [
                compare_values(
                    a, b, one_negative=negative, other_negative=other_negative,
                    parties=parties, places=places, tolerance=tolerance,
                )
                for b in against
            ]
            for a in offered
        ]  # fmt: skip
        return _of_options(table, negative=negative, other_negative=other_negative)
    relation = _compare_stated(one, other, parties, places, tolerance)
    if relation is None or not (one_negative or other_negative):
        return relation
    if one_negative and other_negative:
        return Relation.EQUAL if relation is Relation.EQUAL else Relation.COMPATIBLE
    return _ONE_RULES_OUT[relation]


def _options(value: TypedValue) -> tuple[TypedValue, ...]:
    return value.options if isinstance(value, OneOf) else (value,)


def _of_options(
    table: list[list[Relation | None]], *, negative: bool, other_negative: bool
) -> Relation | None:
    """Put together how each option of one answer stands to each of another.

    Args:
        table: a row for each option of the first; no row is longer than another.
        negative: the first rules all its options out; then the second does so, too.
        other_negative: the second rules all its options out.
    """
    rows = [[relation for relation in row if relation is not None] for row in table]
    if any(len(row) < len(whole) for row, whole in zip(rows, table, strict=True)):
        return None
    columns = list(zip(*rows, strict=True))
    same = all(Relation.EQUAL in row for row in rows) and all(Relation.EQUAL in column for column in columns)
    if same and negative == other_negative:
        return Relation.EQUAL
    if negative:
        return Relation.COMPATIBLE
    of_row = Relation.worst if other_negative else Relation.best
    relation = Relation.best(filter(None, map(of_row, rows)))
    return Relation.COMPATIBLE if relation is Relation.EQUAL else relation


def _compare_stated(
    one: TypedValue,
    other: TypedValue,
    parties: Register | None,
    places: Register | None,
    tolerance: Tolerance | None,
) -> Relation | None:
    match one, other:
        case Count(), Count():
            return compare_counts(one, other, tolerance)
        case Place(), Place():
            return compare_places(one, other, places, tolerance)
        case Party(), Party():
            return compare_parties(one, other, parties)
        case Text(), Text():
            return compare_texts(one, other)
        case YesNo(), YesNo():
            return compare_yes_no(one, other)
        case _:
            return _compare_if_dates(one, other, tolerance)


def _compare_if_dates(one: TypedValue, other: TypedValue, tolerance: Tolerance | None) -> Relation | None:
    from claimtrack.dates import DateValue

    if not isinstance(one, DateValue) or not isinstance(other, DateValue) or not one or not other:
        return None
    return compare_dates(one, other, tolerance)
