"""Typed values: counts, places, parties, yes/no, text and dates, read, compared, written and read back."""

from __future__ import annotations

from claimtrack.values.answers import Party, Text, Unknown, Unreadable, YesNo
from claimtrack.values.count import Count, intersection, spread
from claimtrack.values.counting import read_count
from claimtrack.values.place import Place, distance_km, read_place
from claimtrack.values.reading import FIELD_TYPES, TypedValue, read_value
from claimtrack.values.records import from_record, to_record

__all__ = [
    "FIELD_TYPES",
    "Count",
    "Party",
    "Place",
    "Text",
    "TypedValue",
    "Unknown",
    "Unreadable",
    "YesNo",
    "distance_km",
    "from_record",
    "intersection",
    "read_count",
    "read_place",
    "read_value",
    "spread",
    "to_record",
]
