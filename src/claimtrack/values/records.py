"""Typed values as JSON data and back, exactly.

Every form is an object. `{"unknown": true}` and `{"unreadable": "reason"}` stand for those two in a field
of any type, `{"one_of": [...]}` for one of several answers, each of them an object with its raw text; otherwise the field's type tells what the object holds:

    count   {"low": 2, "high": 5, "best": 3, "approximate": true, "vague": true}   no "high": open; "near": 100
            for "nearly 100"; "parts": [{"of": "children", "low": 1, "high": 1}], each a count with what it counts
    date    as `dates.records.date_record` gives it; {"edtf": "2016-03"} for its short form
    place   {"name": "Palmyra", "lat": 34.55, "lon": 38.27, "radius_km": 25}
    yes_no  {"yes": true}
    party   {}
    text    {}

Beside them stands `"raw"`, the text as written, unless the caller keeps it already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from claimtrack.errors import InvalidRecordError, UnknownTermError
from claimtrack.values.answers import Party, Text, Unknown, Unreadable, YesNo
from claimtrack.values.count import Count, Part
from claimtrack.values.one_of import OneOf
from claimtrack.values.place import Place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.dates import DateValue
    from claimtrack.values.reading import TypedValue

_WHOLE: Final = (int,)
_DEGREES: Final = (int, float)


def to_record(value: TypedValue, *, raw: str | None = None) -> dict[str, Any]:
    """Write a value as JSON data; defaults are left out.

    Args:
        value: any typed value.
        raw: the raw text, when the record around the value holds it already: it is not written twice.

    Returns:
        An object that `from_record`, given the same `raw`, reads back as an equal value.
    """
    match value:
        case Count():
            record = _count_record(value)
        case Place():
            record = _filled(lat=value.lat, lon=value.lon, radius_km=value.radius_km)
            if value.name != _default_name(value.raw, record):
                record = {"name": value.name, **record}
        case YesNo():
            record = {"yes": value.yes}
        case OneOf():
            record = {"one_of": [to_record(option) for option in value.options]}
        case Unknown():
            record = {"unknown": True}
        case Unreadable():
            record = {"unreadable": value.reason}
        case Text() | Party():
            record = {}
        case _:
            return _date_record(value, raw)
    return record if value.raw == raw else {"raw": value.raw, **record}


def from_record(record: Any, field_type: str, *, raw: str | None = None) -> TypedValue:
    """Read what `to_record` wrote, or the same written by hand.

    Args:
        record: the JSON object.
        field_type: the type of the field that it answers.
        raw: the raw text for a record that does not hold it. Where neither does, the value in words is
            taken for the raw text.

    Raises:
        InvalidRecordError: the record is malformed or impossible; the message names the key.
        UnknownTermError: there is no such field type.
    """
    if not isinstance(record, dict):
        raise InvalidRecordError(f"{field_type} value: an object is needed, not {record!r:.80}")
    content = dict(record)
    if "unknown" in content:
        return Unknown(_only(content, "unknown", {"unknown": (bool,)}, raw) or "")
    if "unreadable" in content:
        text = _only(content, "unreadable", {"unreadable": (str,)}, raw)
        return Unreadable(text or "", content["unreadable"])
    if "one_of" in content:
        text = _only(content, "one of several", {"one_of": (list,)}, raw)
        options = tuple(from_record(option, field_type) for option in content["one_of"])
        return OneOf(options, " | ".join(option.raw for option in options) if text is None else text)
    match field_type:
        case "count":
            return _count(content, raw)
        case "place":
            return _place(content, raw)
        case "yes_no":
            text = _only(content, "yes/no", {"yes": (bool,)}, raw)
            answer = _needed(content, "yes/no", "yes")
            return YesNo(answer, ("yes" if answer else "no") if text is None else text)
        case "party":
            return Party(_only(content, "party", {}, raw) or "")
        case "text":
            return Text(_only(content, "text", {}, raw) or "")
        case "date":
            return _date(content, raw)
        case _:
            raise UnknownTermError(f"unknown field type {field_type!r}")


def _count_record(count: Count) -> dict[str, Any]:
    parts = [{"of": part.of, **_count_record(part.count)} for part in count.parts]
    return _filled(
        low=count.low,
        high=count.high,
        best=count.best,
        approximate=count.approximate,
        vague=count.vague,
        near=count.near,
        parts=parts or None,
    )


def _filled(**parts: Any) -> dict[str, Any]:
    return {name: part for name, part in parts.items() if part is not None and part is not False}


def _default_name(raw: str, record: Mapping[str, Any]) -> str:
    """Name a place that is only a point by nothing, and any other by its raw text."""
    return "" if "lat" in record else raw


def _count(record: dict[str, Any], raw: str | None) -> Count:
    numbers = dict.fromkeys(("low", "high", "best", "near"), _WHOLE)
    text = _only(
        record, "count", {**numbers, "approximate": (bool,), "vague": (bool,), "parts": (list,)}, raw
    )
    count = Count(
        _needed(record, "count", "low"),
        record.get("high"),
        record.get("best"),
        record.get("approximate", False),
        record.get("vague", False),
        near=record.get("near"),
        parts=tuple(_part(part) for part in record.get("parts", ())),
    )
    return replace(count, raw=str(count) if text is None else text)


def _part(record: Any) -> Part:
    """Read a part of a count; it has no raw text of its own."""
    if not isinstance(record, dict) or not isinstance(record.get("of"), str):
        raise InvalidRecordError("count value, key 'parts': each is an object with 'of' and a count")
    content = {key: given for key, given in record.items() if key != "of"}
    if "raw" in content:
        raise InvalidRecordError("count value, key 'parts': a part has no raw text of its own")
    return Part(record["of"], replace(_count(content, ""), raw=""))


def _place(record: dict[str, Any], raw: str | None) -> Place:
    kinds = {"lat": _DEGREES, "lon": _DEGREES, "radius_km": _DEGREES}
    text = _only(record, "place", {"name": (str,), **kinds}, raw)
    name = record.get("name", _default_name(text or "", record))
    lat, lon, radius = (float(record[key]) if key in record else None for key in kinds)
    place = Place(name, lat, lon, radius)
    return replace(place, raw=str(place) if text is None else text)


def _date_record(value: DateValue, raw: str | None) -> dict[str, Any]:
    from claimtrack.dates.records import date_record

    written = date_record(value)
    if isinstance(written, str):  # the raw text is the EDTF form: it stands in the record once
        return {"edtf": written}
    # Without its raw text a record is taken for the short form when the text around it is the EDTF form.
    if written.get("raw") == raw and raw != value.edtf:
        return {key: part for key, part in written.items() if key != "raw"}
    return written


def _date(record: dict[str, Any], raw: str | None) -> DateValue:
    from claimtrack.dates.records import recorded_date

    if set(record) == {"edtf"} and raw in {None, record["edtf"]}:
        return recorded_date(record["edtf"])
    return recorded_date(record if raw is None else {"raw": raw, **record})


def _only(
    record: dict[str, Any], what: str, kinds: Mapping[str, tuple[type, ...]], raw: str | None
) -> str | None:
    """Check the keys and what they hold; give the raw text, None where there is none."""
    for key, given in record.items():
        expected: tuple[type, ...] | None = (str,) if key == "raw" else kinds.get(key)
        if expected is None:
            known = ", ".join(["raw", *kinds])
            raise InvalidRecordError(f"{what} value, key {key!r}: unknown", f"the keys are {known}")
        if not isinstance(given, expected) or (isinstance(given, bool) and bool not in expected):
            raise InvalidRecordError(
                f"{what} value, key {key!r}: {expected[-1].__name__} needed, not {given!r:.80}"
            )
    text: str | None = record.get("raw", raw)
    return text


def _needed(record: Mapping[str, Any], what: str, key: str) -> Any:
    if key not in record:
        raise InvalidRecordError(f"{what} value, key {key!r}: missing")
    return record[key]
