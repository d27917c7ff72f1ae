"""The records of a case file, their identity and their plain form."""

from claimtrack.model.records import (
    RECORD_TYPES,
    Assertion,
    Assessment,
    Bearing,
    Claimant,
    Correction,
    Document,
    Edit,
    Event,
    Evidence,
    Field,
    Inquiry,
    Link,
    Record,
    Value,
    Void,
)

__all__ = [
    "RECORD_TYPES",
    "Assertion",
    "Assessment",
    "Bearing",
    "Claimant",
    "Correction",
    "Document",
    "Edit",
    "Event",
    "Evidence",
    "Field",
    "Inquiry",
    "Link",
    "Record",
    "Value",
    "Void",
]
