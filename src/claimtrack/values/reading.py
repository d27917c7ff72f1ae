"""Read a raw answer as its field's type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from claimtrack.errors import UnknownTermError
from claimtrack.values.answers import Party, Text, Unknown, Unreadable, YesNo
from claimtrack.values.one_of import read_one_of
from claimtrack.values.place import read_place
from claimtrack.values.words import says_nothing, says_unknown, yes_or_no

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimtrack.dates import DateValue
    from claimtrack.values.count import Count
    from claimtrack.values.count_words import VagueRange
    from claimtrack.values.one_of import OneOf
    from claimtrack.values.place import Place

TypedValue: TypeAlias = "Count | DateValue | Place | Party | Text | YesNo | OneOf | Unknown | Unreadable"
"""Any answer. A silent claimant has no value at all; a denied one has a value and the mark `negative` beside it."""

FIELD_TYPES: Final = ("count", "date", "place", "party", "text", "yes_no")


def read_value(
    raw: str,
    field_type: str,
    *,
    languages: Sequence[str] | None = None,
    vague: Mapping[str, VagueRange] | None = None,
    reference: Any = None,
    order: Any = None,
    calendar: Any = None,
    zone: Any = None,
    field: str = "",
) -> TypedValue:
    """Read an answer.

    Args:
        raw: the answer as written; it is kept in the value, byte for byte.
        field_type: a term of the vocabulary `field_type`.
        languages: BCP 47 tags of the languages it may be in, the likeliest first.
        vague: the user's own meaning of vague words, see `read_count`.
        reference: the date that relative dates are placed by, see `claimtrack.dates.read_date`.
        order: the order of day, month and year in numeric dates.
        calendar: the calendar of dates.
        zone: the time zone of dates.
        field: key of the field that is answered, see `read_count`.

    Returns:
        A value of the field's type; OneOf several, where bars part them ("US | Russia"); Unknown when the text says that it is not known; Unreadable, with the
        reason, when it cannot be read. Nothing is guessed.

    Raises:
        UnknownTermError: there is no such field type.
    """
    if field_type not in FIELD_TYPES:
        raise UnknownTermError(f"unknown field type {field_type!r}", f"one of: {', '.join(FIELD_TYPES)}")
    how: dict[str, Any] = {
        "languages": languages,
        "reference": reference,
        "order": order,
        "calendar": calendar,
        "zone": zone,
    }
    several = read_one_of(raw, lambda text: _read_one(text, field_type, vague, field, how))
    return _read_one(raw, field_type, vague, field, how) if several is None else several


def _read_one(
    raw: str, field_type: str, vague: Mapping[str, VagueRange] | None, field: str, how: dict[str, Any]
) -> TypedValue:
    nothing = says_nothing(raw)
    if says_unknown(raw):
        return Unknown(raw)
    if nothing:
        return Unreadable(raw, nothing)
    match field_type:
        case "count":
            from claimtrack.values.counting import read_count

            return read_count(raw, languages=how["languages"], vague=vague, field=field)
        case "date":
            return _read_date(raw, **how)
        case "place":
            return read_place(raw)
        case "party":
            return Party(raw)
        case "yes_no":
            answer = yes_or_no(raw)
            return Unreadable(raw, "neither yes nor no") if answer is None else YesNo(answer, raw)
        case _:
            return Text(raw)


def _read_date(raw: str, **how: Any) -> DateValue | Unreadable:
    from claimtrack.dates import read_date

    value = read_date(raw, open_year=True, **{name: given for name, given in how.items() if given})
    return value or Unreadable(raw, value.reason or "no date in it")
