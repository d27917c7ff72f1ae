"""What a mapping itself writes where a term of a vocabulary must stand: checked before any row is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from claimtrack.errors import UnknownTermError
from claimtrack.model import RECORD_TYPES
from claimtrack.model.codec import shapes
from claimtrack.vocab import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.importers.mapping.errors import Source

_RECORDS: Final = {"claim": "assertion", "evidence": "evidence", "assessment": "assessment"}
_SKIP: Final = "skip"  # no such claim, no such link
_SIGNS: Final = frozenset("{}[]")  # of what hangs on the row


def with_terms(
    source: Source, key: str, table: dict[str, Any], vocabularies: dict[str, str]
) -> dict[str, Any]:
    """Return a table with the terms that its words stand for.

    Args:
        source: the mapping, for errors.
        key: where the table stands in it.
        table: the table.
        vocabularies: by name in the table, that of the vocabulary.

    Raises:
        MappingError: there is no such term.
    """
    found = {
        name: _term(source, f"{key}.{name}", vocabulary, str(table[name]))
        for name, vocabulary in vocabularies.items()
        if table.get(name)
    }
    return {**table, **found}


def check_terms(source: Source, kind: str, name: str, table: dict[str, Any]) -> None:
    """Check the terms that a claim, an item of evidence or a verdict has for every row, or maps words to.

    Raises:
        MappingError: there is no such term.
    """
    of_record = shapes(RECORD_TYPES[_RECORDS[kind]])
    for attribute, given in table.items():
        shape = of_record.get(attribute)
        vocabulary = shape.of if shape is not None and shape.kind == "term" else ""
        vocabulary = "evidence_role" if attribute == "role" else vocabulary
        for word in _written(given) if vocabulary else ():
            _term(source, f"{kind}.{name}.{attribute}", vocabulary, word)
    links = table.get("link")
    for word in links if isinstance(links, dict) else ():
        for plain in _written(word):
            _term(source, f"{kind}.{name}.link", "link", plain)


def _written(given: Any) -> Iterator[str]:
    """Yield the words that stand in the mapping itself: one for every row, and those that a map gives."""
    if isinstance(given, dict):
        meant = given.get("map")
        for item in (*(meant.values() if isinstance(meant, dict) else ()), given.get("otherwise")):
            yield from _written(item)
    elif isinstance(given, str) and given not in ("", _SKIP) and not _SIGNS & set(given):
        yield given


def _term(source: Source, key: str, vocabulary: str, word: str) -> str:
    try:
        return load_vocabulary(vocabulary).resolve(word)
    except UnknownTermError as error:
        raise source.error(key, error.message, error.hint) from None
