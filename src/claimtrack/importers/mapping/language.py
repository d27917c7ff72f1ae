"""The mapping language: what a mapping may say, checked key by key when it is loaded.

title = "…"                 what the dataset is
dataset = "name"            under this name a later release is compared with this one
[dataset]                   the same, with more: name, releases ("whole", or "add" for increments)
key = "{id}"                what identifies a row from release to release
[read]                      how the file is read: delimiter, encoding, header, sheet, records …
[cells]                     unknown, empty, html, unquote
[dates]                     order, language, zone, calendar of all dates
[where]                     which rows are taken
[lookups.NAME]              a table of texts, or the files that hold it
[join.NAME]                 rows of another sheet or file that belong to a row: file, sheet, on
[fields.KEY]                a field of your own: type, label, definition, unit
[claimants."NAME"]          what is known of a claimant that the mapping names: key, kind, part_of …
[event]                     key, title, proposition, occurred, place, tags, note, when, row
[claim.NAME]                who says what: claimant, stance, text, said, document, values, link, when, each, split
[evidence.NAME]             what is offered with a claim (`on`): title, kind, document …, when, each, split
[assessment.NAME]           a verdict: on, grade, rationale, by, at …, when
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from claimtrack.errors import InputFileError
from claimtrack.importers.mapping.cells import Cleaning
from claimtrack.importers.mapping.date_options import check_option, reading_options
from claimtrack.importers.mapping.errors import Source
from claimtrack.importers.mapping.joins import JOIN
from claimtrack.importers.mapping.terms import check_terms, with_terms
from claimtrack.wording import did_you_mean

if TYPE_CHECKING:
    from pathlib import Path

_TOP = {
    "title", "about", "dataset", "key", "header", "read", "cells", "dates", "where", "lookups", "columns", "fields", "claimants",
    "event", "claim", "evidence", "assessment", "other_columns", "join", "fields_in",
}  # fmt: skip
_READ = {
    "format",
    "encoding",
    "delimiter",
    "quote",
    "escape",
    "header",
    "sheet",
    "skip_tags",
    "records",
    "member",
}
_CELLS = {"unknown", "empty", "html", "unquote"}
_DATES = {"order", "language", "zone", "calendar"}
_FIELD = {"type", "label", "definition", "unit"}
_FIELD_TYPES = ("count", "date", "place", "party", "text", "yes_no")
CLAIMANT = (
    "key",
    "kind",
    "part_of",
    "aliases",
    "zone",
    "language",
    "calendar",
    "date_order",
    "reliability",
    "note",
)
DOCUMENT_WORDS = ("title", "url", "archive_url", "sha256", "language", "note")
_DOCUMENT = {*DOCUMENT_WORDS, "key", "publisher", "published", "retrieved", "split"}
EVENT = {"key", "title", "proposition", "occurred", "place", "tags", "note", "when", "row"}
CLAIM_WORDS = ("hedge", "text", "quote", "language", "translation", "spokesperson", "locator", "note")
_CLAIM = {*CLAIM_WORDS, "claimant", "stance", "said", "document", "values", "link", "when", "each", "split"}
EVIDENCE_WORDS = (
    "kind",
    "title",
    "authenticity",
    "url",
    "archive_url",
    "file",
    "sha256",
    "captured_by",
    "locator",
    "note",
)
_EVIDENCE = {*EVIDENCE_WORDS, "key", "on", "role", "captured", "document", "when", "each", "split"}
ASSESSMENT_WORDS = ("field", "grade", "credibility", "likelihood", "confidence", "method", "rationale", "by")
_ASSESSMENT = {*ASSESSMENT_WORDS, "on", "at", "when", "split"}
REJECTED_LINE, REJECTED_BECAUSE = OF_REJECTS = ("rejected_line", "rejected_because")
"""Columns that a file of rejected rows has besides those of its rows; a mapping takes no notice of them."""
SPLIT = {"column", "by", "quoted", "parts", "by_part", "as"}


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping, its keys checked; compiled when the columns of the input are known.

    Attributes:
        source: where it stands, for errors.
        name: what it is called for short.
        content: the TOML as tables.
        cleaning: what is done to every cell.
        folder: the folder that files named in it are looked for in, besides that of the input.
        sample: the first records of an input without a header, where it has been opened: they tell what keys there are.
    """

    source: Source
    name: str
    content: dict[str, Any]
    cleaning: Cleaning = field(default_factory=Cleaning)
    folder: Path | None = None
    sample: tuple[Any, ...] = ()

    @property
    def dataset(self) -> str:
        """The name under which releases of the same data are compared."""
        given = self.content.get("dataset", self.name)
        return str(given.get("name", self.name) if isinstance(given, dict) else given)

    @property
    def names_dataset(self) -> bool:
        """Whether the mapping itself says what its dataset is called; otherwise that goes by the mapping's own name."""
        given = self.content.get("dataset")
        return "name" in given if isinstance(given, dict) else given is not None

    @property
    def adds(self) -> bool:
        """Whether a file of the dataset adds to those before: what is not in it has not vanished."""
        given = self.content.get("dataset")
        return isinstance(given, dict) and given.get("releases") == "add"

    @property
    def title(self) -> str:
        """What the dataset is, in a line."""
        return str(self.content.get("title", self.name))

    def with_sample(self, sample: tuple[Any, ...]) -> Mapping:
        """Return the mapping for an input that begins with these records, with the fields that they define."""
        within = self.content.get("fields_in")
        found: dict[str, Any] = {}
        for record in sample if isinstance(within, str) else ():
            defined = record.get(within)
            for key, table in defined.items() if isinstance(defined, dict) else ():
                if isinstance(table, dict) and set(table) <= _FIELD and table.get("type") in _FIELD_TYPES:
                    found.setdefault(key, {name: str(item) for name, item in table.items()})
        content = {**self.content, "fields": {**found, **self.tables("fields")}} if found else self.content
        return replace(self, content=content, sample=sample)

    def tables(self, kind: str) -> dict[str, dict[str, Any]]:
        """Return the tables of a kind (`claim`, `evidence`, `assessment`, `fields`, `claimants`) by name."""
        found: dict[str, dict[str, Any]] = self.content.get(kind, {})
        return found


def load_mapping(path: Path) -> Mapping:
    """Load a mapping from a file.

    Raises:
        InputFileError: the file cannot be read.
        MappingError: it is no mapping.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputFileError(f"{path} cannot be read: {error.strerror}", "check the path") from None
    except UnicodeDecodeError:
        raise InputFileError(f"{path} is not UTF-8", "save the mapping as UTF-8") from None
    return parse_mapping(text, name=path.stem, source=str(path), folder=path.parent)


def parse_mapping(text: str, *, name: str, source: str = "", folder: Path | None = None) -> Mapping:
    """Read a mapping from TOML.

    Raises:
        MappingError: it is not TOML, or says what no mapping can say.
    """
    place = Source(source or name, text)
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise place.error("", f"is not TOML: {error}", "see https://toml.io") from None
    return make_mapping(content, name=name, source=place, folder=folder)


def make_mapping(
    content: dict[str, Any],
    *,
    name: str = "mapping",
    source: Source | None = None,
    folder: Path | None = None,
) -> Mapping:
    """Check a mapping given as tables.

    Raises:
        MappingError: it says what no mapping can say.
    """
    source = source or Source(name)
    _check_keys(source, "", content, _TOP)
    for key, known in (("read", _READ), ("cells", _CELLS), ("dates", _DATES), ("event", EVENT)):
        _check_table(source, key, content.get(key, {}), known)
    parts = (
        ("fields", _FIELD),
        ("claimants", set(CLAIMANT)),
        ("claim", _CLAIM),
        ("evidence", _EVIDENCE),
        ("assessment", _ASSESSMENT),
        ("join", JOIN),
    )
    for kind, known in parts:
        if not isinstance(content.get(kind, {}), dict):
            raise source.error(kind, "must be a table of tables", f"such as [{kind}.name]")
        for part, table in content.get(kind, {}).items():
            _check_table(source, f"{kind}.{part}", table, known)
            if "document" in table:
                _check_document(source, f"{kind}.{part}.document", table["document"], several=kind == "claim")
            if "split" in table and kind != "join":
                _check_table(source, f"{kind}.{part}.split", table["split"], SPLIT)
            if kind not in ("fields", "claimants", "join"):
                check_terms(source, kind, part, table)
    if not isinstance(content.get("columns", {}), dict):
        raise source.error("columns", "must be a table", 'such as [columns] when = "{year}-{month}"')
    _check_dataset(source, content.get("dataset", ""))
    reading_options(source, "dates", content.get("dates", {}))
    for part, table in content.get("claimants", {}).items():
        _check_claimant(source, f"claimants.{part}", table)
    defined = {
        part: with_terms(source, f"fields.{part}", table, {"type": "field_type"})
        for part, table in content.get("fields", {}).items()
    }
    if "event" not in content:
        raise source.error(
            "", "there is no [event]: what the claims are about", 'add: [event] title = "{column}"'
        )
    if not content.get("claim") and not content.get("assessment"):
        raise source.error(
            "", "there is no [claim.NAME]: who says what", 'add: [claim.first] claimant = "{column}"'
        )
    if defined:
        content = {**content, "fields": defined}
    return Mapping(source, name, content, _cleaning(source, content.get("cells", {})), folder)


def _check_dataset(source: Source, given: Any) -> None:
    if not isinstance(given, dict):
        return
    _check_keys(source, "dataset", given, {"name", "releases"})
    if given.get("releases", "whole") not in ("whole", "add"):
        raise source.error(
            "dataset.releases", f"cannot be {given['releases']!r}", "whole, or add for increments"
        )


def _check_table(source: Source, key: str, table: Any, known: set[str]) -> None:
    if not isinstance(table, dict):
        raise source.error(key, f"must be a table, not {table!r}")
    _check_keys(source, key, table, known)


def _check_keys(source: Source, key: str, table: dict[str, Any], known: set[str]) -> None:
    for name in table:
        if name not in known:
            raise source.error(
                f"{key}.{name}".lstrip("."), "is unknown here", did_you_mean(name, sorted(known))
            )


def _check_document(source: Source, key: str, given: Any, *, several: bool) -> None:
    if isinstance(given, list) and not several:
        raise source.error(key, "is one document; a claim may have several")
    for item in given if isinstance(given, list) else [given]:
        if not isinstance(item, str):
            _check_table(source, key, item, _DOCUMENT if several else _DOCUMENT - {"split"})
            if isinstance(item.get("split"), dict):
                _check_table(source, f"{key}.split", item["split"], SPLIT)


def _check_claimant(source: Source, key: str, table: dict[str, Any]) -> None:
    """Check what is known of a claimant. Its language may be any: dates are read in those that have words for them."""
    habits = {"date_order": "order", "calendar": "calendar", "zone": "zone"}
    for name, option in habits.items():
        check_option(source, f"{key}.{name}", option, table.get(name))
    with_terms(source, key, table, {"kind": "claimant_kind", "reliability": "reliability"})


def _cleaning(source: Source, table: dict[str, Any]) -> Cleaning:
    return Cleaning(
        unknown=_texts(source, "cells.unknown", table.get("unknown", [])),
        empty=_texts(source, "cells.empty", table.get("empty", [])),
        html=_which(source, "cells.html", table.get("html", False)),
        unquote=_which(source, "cells.unquote", table.get("unquote", False)),
    )


def _texts(source: Source, key: str, given: Any) -> frozenset[str]:
    if not isinstance(given, list):
        raise source.error(key, "must be a list of texts", 'such as ["-9", "NA"]')
    return frozenset(str(item).strip().casefold() for item in given)


def _which(source: Source, key: str, given: Any) -> bool | frozenset[str]:
    if isinstance(given, bool):
        return given
    if not isinstance(given, list):
        raise source.error(key, "must be true, or a list of columns")
    return frozenset(str(item) for item in given)
