"""Records from plain JSON data: one walk over the shapes, for every record and every file form.

Decoding never raises for what a person wrote: it gathers problems, each with the attribute it is about.
"""

from __future__ import annotations

import dataclasses
import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from msgspec import Struct
from msgspec.structs import replace

from claimtrack.errors import ClaimtrackError, InvalidRecordError
from claimtrack.model.codec import TAG, shapes
from claimtrack.model.identity import record_id
from claimtrack.model.records import (
    RECORD_TYPES,
    Assertion,
    Assessment,
    Bearing,
    Edit,
    Inquiry,
    Record,
    Value,
)
from claimtrack.wording import did_you_mean, with_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from claimtrack.dates.reader import Order
    from claimtrack.dates.value import DateValue
    from claimtrack.model.shape import Shape

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"[^\s/]+")
_ANSWERS = frozenset({"is", "not", "one_of"})
_BESIDE = frozenset({"hedge", "relative_to"})
_VALUE = frozenset({"field", "raw", "negative", "hedge", "relative_to", "read"})
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_REMEMBERED = 10_000  # dates and answers of an export: the same ones come again and again
_OWN_LANGUAGE = "en"  # of the terms, the fields and so of the notes that are written around them


class Reading(Struct, frozen=True, kw_only=True):
    """Against what bare dates and numbers of a record are read.

    Attributes:
        reference: date that relative and year-less dates hang on; None leaves them unread.
        for_answers: whether answers hang on it, too, where the statement has a date.
        languages: BCP 47 tags.
        order: order of numeric dates, or None.
        calendar: calendar of the dates, or None for what the text shows.
        zone: zone of bare times, or None.
        field_type: gives the type of a field by its key; None where there is no such field.
        anchor: gives for `event:KEY` and the like the record as it is called in the file, and its date.
    """

    reference: Any = None
    for_answers: bool = False
    languages: tuple[str, ...] = ()
    order: str | None = None
    calendar: str | None = None
    zone: str | None = None
    field_type: Callable[[str], str | None] = lambda _key: None
    anchor: Callable[[str], tuple[str, Any]] = lambda relation: (relation, None)


def with_own(languages: Iterable[str]) -> tuple[str, ...]:
    """Add the language of the analyst to those of the source: "8 July" is written of what a Russian said, too."""
    found = tuple(dict.fromkeys(tag for tag in languages if tag))
    return (*found, _OWN_LANGUAGE) if found and _OWN_LANGUAGE not in found else found


class Problem(Struct, frozen=True):
    """What is wrong with one attribute of a record."""

    attribute: str
    message: str
    error: type[ClaimtrackError] = InvalidRecordError


class RejectedAttributeError(ValueError):
    """One attribute cannot be taken; the message says why."""


def decode(content: Mapping[str, Any], reading: Reading) -> tuple[Record | None, list[Problem]]:
    """Read a record from a JSON object.

    Args:
        content: the object, its kind under `record`.
        reading: against what bare dates and values are read.

    Returns:
        The record and no problems, or None and every problem found.
    """
    tag = content.get(TAG, "")
    cls = RECORD_TYPES.get(tag) if isinstance(tag, str) else None
    if cls is None:
        known = ", ".join(RECORD_TYPES)
        return None, [Problem(TAG, f"{content.get(TAG)!r} is no kind of record; one of: {known}")]
    known_shapes = shapes(cls)
    problems = [_unknown_attribute(name, cls) for name in content if name not in known_shapes and name != TAG]
    decoded: dict[str, Any] = {}
    for name, shape in known_shapes.items():
        given = content.get(name)
        if given is None or given == "":
            if shape.required:
                problems.append(Problem(name, "is missing"))
            continue
        dated = decoded.get("said") if shape.kind == "values" and not reading.for_answers else None
        if dated and not dated.yearless:
            # "Yesterday" in an answer is the day before it was said.
            reading = replace(reading, reference=dated)
        try:
            decoded[name] = decode_attribute(shape, name, given, reading)
        except RejectedAttributeError as error:
            problems.append(Problem(name, str(error)))
        except ClaimtrackError as error:
            problems.append(Problem(name, str(error), type(error)))
    if problems:
        return None, problems
    record = cls(**decoded)
    if isinstance(record, Assertion | Assessment | Inquiry | Edit) and not record.id:
        record = replace(record, id=record_id(record))
    return record, []


def _unknown_attribute(name: str, cls: type[Record]) -> Problem:
    return Problem(
        name, f"{with_article(cls.__name__.lower())} has no such attribute; {did_you_mean(name, shapes(cls))}"
    )


def decode_attribute(shape: Shape, name: str, given: Any, reading: Reading) -> Any:
    """Read one attribute of a record from JSON data.

    Raises:
        RejectedAttributeError, ClaimtrackError: it cannot be taken; the message says why.
    """
    if shape.kind in _TEXTS:
        return _decode_text(name, shape, given)
    return _DECODERS[shape.kind](shape, given, reading)


def _decode_term(shape: Shape, given: Any, _reading: Reading) -> str:
    from claimtrack.vocab import load_vocabulary

    return load_vocabulary(shape.of).resolve(_string(given))


def _decode_list(_shape: Shape, given: Any, _reading: Reading) -> tuple[str, ...]:
    """Take a list of texts, each once; one that is empty says nothing."""
    return tuple(dict.fromkeys(text for item in _listed(given) if (text := _string(item)).strip()))


def unstorable(text: str) -> str:
    """Return why no case file can store a text: it holds a NUL, or half of a surrogate pair; empty where one can."""
    if "\x00" in text:
        return "holds a NUL character, which no case file can store; take it out"
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            return "holds half of a surrogate pair, which is no character; take it out"
    return ""


def _string(given: Any) -> str:
    """Take a text as it is; a number or list in its place is an error, not something to convert."""
    if not isinstance(given, str):
        raise RejectedAttributeError(f"must be a text, not {_json_type(given)}")
    if reason := unstorable(given):
        raise RejectedAttributeError(reason)
    return given


def _json_type(given: Any) -> str:
    names = {bool: "true/false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(given), type(given).__name__)


def _listed(given: Any) -> list[Any]:
    if not isinstance(given, list | tuple):
        raise RejectedAttributeError(f"must be a list, not {_json_type(given)}")
    return list(given)


def _decode_text(name: str, shape: Shape, given: Any) -> str:
    text = _string(given)
    if shape.kind == "ref":
        return text
    if shape.kind == "stamp" and not _STAMP.fullmatch(text):
        raise RejectedAttributeError(f"{text!r} is not a UTC time such as 2016-03-30T11:30:00Z")
    if name == "sha256" and not _SHA256.fullmatch(text):
        raise RejectedAttributeError("must be 64 hexadecimal digits in lower case")
    if name == "zone" and text:
        _check_zone(text)
    return text


def _check_zone(zone: str) -> None:
    """Refuse a zone that there is not, rather than fail at each date that would be read by it."""
    from claimtrack.dates import read_date

    try:
        read_date("", zone=zone)
    except ClaimtrackError as error:
        raise RejectedAttributeError(str(error)) from None


def _decode_slug(given: Any) -> str:
    text = _string(given)
    if not _KEY.fullmatch(text):
        raise RejectedAttributeError(f"{text!r} must be one word: no spaces and no slash")
    return text


def _decode_object(given: Any) -> str:
    """Take an object as it is, in one form of writing, so that the same one comes in once."""
    if not isinstance(given, dict):
        raise RejectedAttributeError(f"must be an object, not {_json_type(given)}")
    return _string(_ENCODER.encode(given))


def _decode_number(given: Any) -> int:
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given < 2**63:
        raise RejectedAttributeError("must be a whole number of 0 or more")
    return given


def decode_date(given: Any, reading: Reading) -> Any:
    """Read a date: a JSON object as an export writes it, or a text read against the context.

    Raises:
        InvalidRecordError: the object is malformed.
    """
    if isinstance(given, dict):
        value = _written_date(_decode_object(given))
        if value.relative_to and not value and not value.reason:  # an export says why it could not be read
            return _related(value.raw, value.relative_to, reading)
        return (
            dataclasses.replace(value, relative_to=reading.anchor(value.relative_to)[0])
            if value.relative_to
            else value
        )
    how = (reading.languages, reading.order, reading.calendar, reading.zone)
    return _read_date(_string(given), reading.reference, *how)


@lru_cache(maxsize=_REMEMBERED)
def _read_date(
    text: str,
    reference: DateValue | None,
    languages: tuple[str, ...],
    order: str | None,
    calendar: str | None,
    zone: str | None,
) -> DateValue:
    """Read a date from the words of a person."""
    from claimtrack.dates import read_date

    return read_date(
        text,
        reference=reference,
        languages=languages or None,
        order=cast("Order | None", order),
        calendar=calendar,
        zone=zone,
        open_year=True,
    )


@lru_cache(maxsize=_REMEMBERED)
def _written_date(written: str) -> DateValue:
    """Read a date from the JSON text of its object."""
    from claimtrack.dates.records import recorded_date

    return recorded_date(json.loads(written))


def _related(raw: str, relation: str, reading: Reading) -> Any:
    """Read a date against the record that it counts from."""
    from claimtrack.dates.related import read_related

    name, anchor = reading.anchor(relation)
    how = {"order": reading.order, "calendar": reading.calendar, "zone": reading.zone}
    return read_related(raw, name, anchor, reading.languages or None, **how)


def _decode_place(given: Any) -> Any:
    from claimtrack.values import from_record, read_value

    if not isinstance(given, dict):
        return read_value(_string(given), "place")
    _decode_object(given)
    return from_record(given, "place")


def _decode_values(given: Any, reading: Reading) -> tuple[Value, ...]:
    """Read values: a list of objects as an export writes it, or `{"killed": "3", "weapon": {"not": "…"}}`.

    `{"perpetrator": {"one_of": ["US", "Russia"]}}` is the same as `{"perpetrator": "US | Russia"}`.
    """
    items = _spelled_out(given) if isinstance(given, dict) else _listed(given)
    values = {_decode_value(item, reading) for item in items}
    return tuple(sorted(values, key=lambda value: (value.field, value.negative, value.raw)))


def _spelled_out(given: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"field": key, **(spelled_answer(answer) or {"raw": answer})}
        for key, answers in given.items()
        for answer in (answers if isinstance(answers, list) else [answers])
    ]


def spelled_answer(answer: Any) -> dict[str, Any] | None:
    """Spell out `{"not": "…"}`, `{"is": "…", "hedge": "alleged"}` and `{"one_of": ["…", "…"]}`; None for anything else."""
    if (
        not isinstance(answer, dict)
        or len(answer.keys() & _ANSWERS) != 1
        or answer.keys() - _ANSWERS - _BESIDE
    ):
        return None
    if "one_of" in answer:
        content: dict[str, Any] = {"raw": " | ".join(_string(option) for option in _listed(answer["one_of"]))}
    elif "not" in answer:
        content = {"raw": answer["not"], "negative": True}
    else:
        content = {"raw": answer["is"]}
    return content | {name: answer[name] for name in _BESIDE if name in answer}


def _decode_value(item: Any, reading: Reading) -> Value:
    if not isinstance(item, dict) or not {"field", "raw"} <= item.keys() <= _VALUE:
        raise RejectedAttributeError(
            "each value is an object with field, raw and, where needed, negative, hedge and read"
        )
    key, raw, negative = _string(item["field"]), _string(item["raw"]), item.get("negative", False)
    if not isinstance(negative, bool):
        raise RejectedAttributeError(f"{key}: negative must be true or false")
    field_type = reading.field_type(key)
    if field_type is None:
        raise RejectedAttributeError(f"there is no field {key!r}; add a field line for it")
    if "read" in item:
        value = _written_value(_decode_object(item), field_type)
        relation = getattr(value.read, "relative_to", "")
        if not relation:
            return value
        read = dataclasses.replace(cast("DateValue", value.read), relative_to=reading.anchor(relation)[0])
    elif item.get("relative_to"):
        if field_type != "date":
            raise RejectedAttributeError(f"{key}: only a date counts from another record")
        read = _related(raw, _string(item["relative_to"]), reading)
    else:
        read = read_answer(raw, field_type, reading, key)
    return Value(field=key, raw=raw, negative=negative, read=read, hedge=_hedge(item.get("hedge")))


@lru_cache(maxsize=_REMEMBERED)
def _written_value(written: str, field_type: str) -> Value:
    """Read an answer, with how it is read, from the JSON text of its object."""
    from claimtrack.values import from_record

    item = json.loads(written)
    read = from_record(item["read"], field_type, raw=item["raw"])
    negative, hedge = item.get("negative", False), _hedge(item.get("hedge"))
    return Value(field=item["field"], raw=item["raw"], negative=negative, read=read, hedge=hedge)


def _hedge(given: Any) -> str:
    if given is None or given == "":
        return ""
    from claimtrack.vocab import load_vocabulary

    return load_vocabulary("hedge").resolve(_string(given))


def read_answer(raw: str, field_type: str, reading: Reading, field: str = "") -> Any:
    """Read the answer to a field of the given type and key from its raw text."""
    from claimtrack.values import read_value

    return read_value(
        raw,
        field_type,
        languages=reading.languages or None,
        reference=reading.reference,
        order=reading.order,
        calendar=reading.calendar,
        zone=reading.zone,
        field=field,
    )


def _decode_bearing(item: Any) -> Bearing:
    from claimtrack.vocab import load_vocabulary

    if not isinstance(item, dict) or not {"assertion"} <= set(item) <= {"assertion", "role"}:
        raise RejectedAttributeError("each entry is an object with assertion and role")
    role = load_vocabulary("evidence_role").resolve(_string(item.get("role", "supports")))
    return Bearing(assertion=_string(item["assertion"]), role=role)


_TEXTS = frozenset({"text", "ref", "stamp"})
_DECODERS: dict[str, Callable[[Shape, Any, Reading], Any]] = {
    "slug": lambda _shape, given, _reading: _decode_slug(given),
    "term": _decode_term,
    "texts": _decode_list,
    "refs": _decode_list,
    "number": lambda _shape, given, _reading: _decode_number(given),
    "date": lambda _shape, given, reading: decode_date(given, reading),
    "place": lambda _shape, given, _reading: _decode_place(given),
    "values": lambda _shape, given, reading: _decode_values(given, reading),
    "bearings": lambda _shape, given, _reading: tuple(_decode_bearing(item) for item in _listed(given)),
    "json": lambda _shape, given, _reading: _decode_object(given),
}
"""How an attribute is decoded, by the kind of its shape."""
