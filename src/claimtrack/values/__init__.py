"""Typed values: counts, places, parties, yes/no, text and dates, read, compared, written and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.values.answers import Party, Text, Unknown, Unreadable, YesNo
from claimtrack.values.compare import compare_values
from claimtrack.values.compare_counts import compare_counts
from claimtrack.values.compare_dates import compare_dates, date_intersection, date_spread
from claimtrack.values.compare_names import compare_parties, compare_places, compare_texts, compare_yes_no
from claimtrack.values.count import Count, Part, intersection, spread
from claimtrack.values.one_of import OneOf
from claimtrack.values.place import Place, distance_km, read_place
from claimtrack.values.reading import FIELD_TYPES, TypedValue, read_value
from claimtrack.values.records import from_record, to_record
from claimtrack.values.relation import Register, Relation, Tolerance, default_tolerance

if TYPE_CHECKING:
    from claimtrack.values.counting import read_count

__all__ = [
    "FIELD_TYPES",
    "Count",
    "OneOf",
    "Part",
    "Party",
    "Place",
    "Register",
    "Relation",
    "Text",
    "Tolerance",
    "TypedValue",
    "Unknown",
    "Unreadable",
    "YesNo",
    "compare_counts",
    "compare_dates",
    "compare_parties",
    "compare_places",
    "compare_texts",
    "compare_values",
    "compare_yes_no",
    "date_intersection",
    "date_spread",
    "default_tolerance",
    "distance_km",
    "from_record",
    "intersection",
    "read_count",
    "read_place",
    "read_value",
    "spread",
    "to_record",
]


def __getattr__(name: str) -> Any:
    """Load the reader of counts only when it is asked for: comparing and printing do without its grammar."""
    if name == "read_count":
        from claimtrack.values.counting import read_count

        return read_count
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
