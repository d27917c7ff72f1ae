"""Date values as JSON data, and back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from claimtrack.dates.edtf import parse_edtf
from claimtrack.dates.value import DateValue
from claimtrack.errors import InvalidRecordError, UnreadableDateError

if TYPE_CHECKING:
    from collections.abc import Mapping

_TEXTS: Final = ("calendar", "zone", "reference", "rule", "reason", "basis", "remark", "relative_to")
_LISTS: Final = ("known", "inferred")
_DERIVED: Final = ("precision", "approximate", "uncertain")
_KEYS: Final = ("raw", "edtf", *_DERIVED, *_TEXTS, *_LISTS, "readings")
_SHARED: Final = ("raw", "calendar", "zone", "reference")


def _base(edtf: str) -> DateValue:
    """Return what the EDTF alone says."""
    return parse_edtf(edtf) if edtf else DateValue("")


def date_record(value: DateValue) -> str | dict[str, Any]:
    """Write a date value as JSON data that `recorded_date` reads back exactly; defaults are left out.

    Args:
        value: a date that was read, or that could not be.

    Returns:
        A string when the value is just an EDTF date, an object otherwise.
    """
    base = _base(value.edtf)
    if value == base and value.edtf:
        return value.raw
    record: dict[str, Any] = {"raw": value.raw}
    if value.edtf:
        record["edtf"] = value.edtf
    empty = DateValue(value.raw)
    for name in _DERIVED:
        if getattr(value, name) != getattr(base, name):
            record[name] = getattr(value, name)
    for name in _TEXTS:
        if getattr(value, name) != getattr(empty, name):
            record[name] = getattr(value, name)
    for name in _LISTS:
        if getattr(value, name):
            record[name] = list(getattr(value, name))
    if value.readings:
        record["readings"] = [_reading_record(reading, value) for reading in value.readings]
    return record


def by_then(edtf: str, rule: str) -> DateValue:
    """Return a date that says "by then at the latest", and which rule made it.

    Args:
        edtf: the day, month or year, in EDTF.
        rule: what the date rests on.
    """
    return replace(recorded_date(f"../{edtf}"), rule=rule)


def _reading_record(reading: DateValue, whole: DateValue) -> str | dict[str, Any]:
    """Write one reading, leaving out what it shares with the whole value."""
    if reading.edtf and reading == _shared(_base(reading.edtf), whole):
        return reading.edtf
    record = date_record(reading)
    if isinstance(record, str):
        record = {"raw": record, "edtf": reading.edtf}
    for name in _SHARED:
        if getattr(reading, name) == getattr(whole, name):
            record.pop(name, None)
        else:
            record[name] = getattr(reading, name)
    return record


def _shared(value: DateValue, whole: DateValue) -> DateValue:
    return replace(
        value, raw=whole.raw, calendar=whole.calendar, zone=whole.zone, reference=whole.reference, rule=""
    )


def recorded_date(record: str | Mapping[str, Any]) -> DateValue:
    """Read what `date_record` wrote, or the same written by hand.

    Args:
        record: an EDTF string, or an object with `raw` and any of the other fields. Bounds are always
            computed from `edtf`.

    Raises:
        InvalidRecordError: the record is malformed; the message names the key.
    """
    return _value(record, None)


def _value(record: object, whole: DateValue | None) -> DateValue:
    if isinstance(record, str):
        try:
            base = _base(record)
        except UnreadableDateError as error:
            raise InvalidRecordError(f"date record, key 'edtf': {error.message}") from None
        if not record:
            raise InvalidRecordError("date record, key 'edtf': empty")
        return _shared(base, whole) if whole else base
    if not hasattr(record, "keys"):
        raise InvalidRecordError(f"date record: an EDTF string or an object is needed, not {record!r:.80}")
    return _from_object(dict(record), whole)  # type: ignore[call-overload]


def _from_object(record: dict[str, Any], whole: DateValue | None) -> DateValue:
    for key in record:
        if key not in _KEYS:
            raise InvalidRecordError(f"date record, key {key!r}: unknown", f"the keys are {', '.join(_KEYS)}")
    given: dict[str, Any] = {name: getattr(whole, name) for name in _SHARED} if whole else {}
    for name in ("raw", "edtf", "precision", *_TEXTS):
        if name in record:
            given[name] = _checked(record, name, str)
    for name in ("approximate", "uncertain"):
        if name in record:
            given[name] = _checked(record, name, bool)
    for name in _LISTS:
        if name in record:
            items = _checked(record, name, list)
            if not all(isinstance(item, str) for item in items):
                raise InvalidRecordError(f"date record, key {name!r}: a list of words is needed")
            given[name] = tuple(items)
    if "raw" not in given:
        raise InvalidRecordError("date record, key 'raw': missing")
    try:
        base = _base(given.get("edtf", ""))
    except UnreadableDateError as error:
        raise InvalidRecordError(f"date record, key 'edtf': {error.message}") from None
    value = replace(replace(base, rule="", known=()), **given)
    if "readings" in record:
        readings = _checked(record, "readings", list)
        value = replace(value, readings=tuple(_value(reading, value) for reading in readings))
    return value


def _checked(record: Mapping[str, Any], name: str, kind: type) -> Any:
    found = record[name]
    if not isinstance(found, kind):
        raise InvalidRecordError(f"date record, key {name!r}: {kind.__name__} needed, not {found!r:.80}")
    return found
