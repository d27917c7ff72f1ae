"""Words: what a mapping says a text is made of, compiled into a function of a row.

"{side_a} – {side_b}[, {place}]"     columns in braces; a part in brackets goes where a column in it is empty or unknown
"{source|url|link|}"                 the first of these columns that the file has; a last bar: or none
"{{literal}} [[brackets]]"           doubled, they stand for themselves
{ text = "{rating}", map = { False = "denies" }, otherwise = "comments" }
{ text = "{id_str}", lookup = "labels", map = { … } }
{ text = "{note}", match = "([0-9]+) killed" }       a part of a text; also part = 2, by = "-"; slug = true
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimtrack.characters import squeeze
from claimtrack.importers.mapping.text_functions import text_function
from claimtrack.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claimtrack.importers.mapping.cells import Cleaning, Columns, Row
    from claimtrack.importers.mapping.errors import Source

    Words = Callable[[Row], str]

_PIECES = re.compile(r"\{\{|\}\}|\[\[|\]\]|\{([^{}]*)\}|[\[\]{}]")
_SIGNS = re.compile(r"[\[\]{}]")
_REMEMBERED = 10_000  # cells of a column with a value map
STAR = "*"
"""Stands in the name of a column for anything, and is written where that goes: `each = { figure = "killed by *" }`."""
AS_IT_IS = object()
"""What `otherwise` may be: a text that a lookup has not stays as it stands."""
TEXT_KEYS = frozenset({"text", "map", "otherwise", "lookup", "match", "part", "by", "slug"})
"""What a table of words may say."""


class Writing:
    """Compiles the words of one mapping for one input.

    Args:
        source: where the mapping stands, for errors.
        columns: the columns of the input.
        lookups: tables of the mapping by name: text → text.
        names: what columns are called for short (`each` of a claim).
        derived: columns that the mapping makes of others, as words.
        strange: takes the columns that no record seen so far has.
    """

    def __init__(
        self,
        source: Source,
        columns: Columns,
        lookups: Mapping[str, Mapping[str, str]] | None = None,
        names: Mapping[str, str] | None = None,
        derived: Mapping[str, Any] | None = None,
        strange: dict[str, None] | None = None,
    ) -> None:
        self.source = source
        self.columns = columns
        self.lookups = lookups or {}
        self.names = names or {}
        self.derived = derived or {}
        self.strange = {} if strange is None else strange

    def calling(self, names: Mapping[str, str]) -> Writing:
        """Return the same with other short names."""
        return Writing(self.source, self.columns, self.lookups, names, self.derived, self.strange)

    def over(self, columns: Columns) -> Writing:
        """Return the same for other columns."""
        return Writing(self.source, columns, self.lookups, self.names, self.derived, self.strange)

    # --- words --------------------------------------------------------------------------------

    def words(self, key: str, given: Any) -> Words:
        """Compile words.

        Args:
            key: where they stand in the mapping, for errors.
            given: a template or a table.

        Raises:
            MappingError: they make no sense, or the input has no such column.
        """
        if isinstance(given, bool | int | float):
            given = str(given).lower() if isinstance(given, bool) else str(given)
        if isinstance(given, str):
            return self._template(key, given)
        if isinstance(given, dict):
            return self._table(key, given)
        raise self.source.error(key, f"a text is needed, not {given!r}", 'such as "{column}"')

    def several(self, key: str, given: Any) -> Callable[[Row], tuple[str, ...]]:
        """Compile a list of texts: words, which are one, or a table with `split`, the sign between them.

        Raises:
            MappingError: it makes no sense, or the input has no such column.
        """
        if not isinstance(given, dict) or "split" not in given:
            get = self.words(key, given)
            return lambda row: tuple(text for text in (get(row).strip(),) if text)
        cell, item = self.listed(key, given)
        return lambda row: tuple(map(item, items_of(cell(row), given["split"])))

    def listed(self, key: str, given: dict[str, Any]) -> tuple[Words, Callable[[str], str]]:
        """Compile a table with `split`: what gives the cell, and what an item of it means.

        Raises:
            MappingError: it makes no sense, or the input has no such column.
        """
        separator = given["split"]
        if not isinstance(separator, str) or not separator:
            raise self.source.error(f"{key}.split", "is the sign between the items", 'such as split = "; "')
        get = self.words(key, {"text": given.get("text", "")})
        # What gives a row's text is asked with an item in the place of the row.
        return get, self._meaning(key, lambda item: item, given)

    def _table(self, key: str, given: dict[str, Any]) -> Words:
        for name in given:
            if name not in TEXT_KEYS:
                near = did_you_mean(name, sorted(TEXT_KEYS))
                raise self.source.error(f"{key}.{name}", "is unknown here", near)
        if "text" not in given:
            raise self.source.error(key, "has no text", 'such as { text = "{column}", map = { … } }')
        return self._meaning(key, self.words(key, given["text"]), given)

    def _meaning(self, key: str, get: Words, given: dict[str, Any]) -> Words:
        """Compile what a table makes of a text: its functions, its lookup, its map."""
        get = text_function(self.source, key, get, given)
        if "lookup" in given:
            name = given["lookup"]
            if not isinstance(name, str) or name not in self.lookups:
                raise self.source.error(
                    f"{key}.lookup", f"there is no table {name!r}", "define it under [lookups]"
                )
            return self._looked_up(key, get, given, self.lookups[name])
        if "map" in given or "otherwise" in given:
            get = self._mapped(key, get, given)
        return get

    def _looked_up(self, key: str, get: Words, given: dict[str, Any], table: Mapping[str, str]) -> Words:
        """Compile a lookup: what is found goes through the map; `otherwise` speaks for texts that are not found."""
        otherwise = given.get("otherwise")
        means = self._mapped(key, str, {"map": given["map"]}) if "map" in given else str

        def run(row: Row) -> str:
            text = get(row)
            found = table.get(text)
            if found is None and otherwise is not None and text.strip():
                return text if otherwise is AS_IT_IS else str(otherwise)
            return means(found or "")

        return run

    def _mapped(self, key: str, get: Words, given: dict[str, Any]) -> Words:
        pairs = given.get("map", {})
        if not isinstance(pairs, dict) or not all(
            isinstance(item, str | int | float) for item in pairs.values()
        ):
            raise self.source.error(f"{key}.map", "must be a table of texts", 'such as { False = "denies" }')
        table = {squeeze(str(word)).casefold(): str(meant) for word, meant in pairs.items()}
        otherwise = given.get("otherwise")

        met: dict[str, str] = {}

        def meant(text: str) -> str:
            found = table.get(squeeze(text).casefold())
            if found is not None:
                return found
            return text if otherwise is None or not text.strip() else str(otherwise)

        def run(row: Row) -> str:
            text = get(row)
            found = met.get(text)
            if found is None:
                found = meant(text)
                if len(met) < _REMEMBERED:
                    met[text] = found
            return found

        return run

    # --- templates ----------------------------------------------------------------------------

    def _template(self, key: str, template: str) -> Words:
        """Compile a template: a constant, one column, or pieces one after another."""
        whole = re.fullmatch(r"\{([^{}]+)\}", template)
        if whole:
            return self.column(key, whole[1])
        if not _SIGNS.search(template):
            return lambda _row: template
        return _joined(self._pieces(key, template))

    def _pieces(self, key: str, template: str) -> list[str | Words]:
        levels: list[list[str | Words]] = [[]]
        place = 0
        for found in _PIECES.finditer(template):
            if found.start() > place:
                levels[-1].append(template[place : found.start()])
            place = found.end()
            mark = found[0]
            if len(mark) == 2 and mark[0] == mark[1]:
                levels[-1].append(mark[0])
            elif found[1]:
                levels[-1].append(self.column(key, found[1]))
            elif mark == "[":
                levels.append([])
            elif mark == "]" and len(levels) > 1:
                inner = levels.pop()
                levels[-1].append(_optional(inner, self.columns.cleaning))
            else:
                raise self.source.error(
                    key, f"a stray {mark!r} in {template!r}", f"write {mark * 2} for the sign itself"
                )
        if len(levels) > 1:
            raise self.source.error(
                key, f"a bracket is not closed in {template!r}", "write [[ for the sign itself"
            )
        if place < len(template):
            levels[-1].append(template[place:])
        return levels[0]

    def column(self, key: str, named: str) -> Words:
        """Compile one column, or the first of several that says something."""
        if named.strip() == STAR and STAR in self.names:
            star = self.names[STAR]
            return lambda _row: star
        named = self._one_of(named)
        wanted = [self.names.get(name.strip(), name.strip()) for name in named.split("|")]
        optional = len(wanted) > 1 and wanted[-1] == ""
        names = [name for name in wanted if name]
        made = self.derived
        for name in names:
            if name not in made and (several := self.columns.ambiguous(name)):
                raise self.source.error(
                    key,
                    f"{name!r} may be any of the columns {', '.join(map(repr, several))}",
                    "write its name as it stands there",
                )
        here = [
            self._derived(name) if name in made else self.columns.text(name)
            for name in names
            if name in made or name in self.columns
        ]
        if here and not optional and names[0] not in made and self.columns.strange(names):
            self.strange.setdefault(names[0])
        if here:
            return here[0] if len(here) == 1 else _first_filled(here)
        if optional:
            return lambda _row: ""
        what = "the file has no column" if len(names) == 1 else "the file has none of the columns"
        raise self.source.error(
            key, f"{what} {', '.join(map(repr, names))}", did_you_mean(names[0], self.columns.names)
        )

    def _one_of(self, named: str) -> str:
        """Return the first of names between double bars that the input has, in all of its rows; the others are not read."""
        if "||" not in named:
            return named
        *choices, last = named.split("||")
        optional = "|" if last.endswith("|") else ""
        choices.append(last.removesuffix("|"))
        there = (name for name in choices if name in self.derived or self.columns.has(name))
        return next(there, choices[0]) + optional

    def _derived(self, name: str) -> Words:
        """Compile a column that the mapping makes; within it, its name is that of a column of the file."""
        others = {other: given for other, given in self.derived.items() if other != name}
        inner = Writing(self.source, self.columns, self.lookups, self.names, others, self.strange)
        return inner.words(f"columns.{name}", self.derived[name])

    def reads(self, named: str) -> bool:
        """Whether the input has one of the columns that a template is made of."""
        if f"{{{STAR}}}" in named and STAR in self.names:
            return True
        inside: list[str] = re.findall(r"\{([^{}]+)\}", named)
        names = [self.names.get(name.strip(), name.strip()) for item in inside for name in item.split("|")]
        return any(name and (name in self.columns or name in self.derived) for name in names)


def star_of(pattern: str, column: str) -> str | None:
    """Return what the star in a pattern stands for in the name of a column; None where the name does not fit."""
    before, _, after = pattern.partition(STAR)
    middle = len(column) - len(after)
    fits = column.casefold().startswith(before.casefold()) and column.casefold().endswith(after.casefold())
    return column[len(before) : middle].strip() or None if fits and len(before) < middle else None


def _first_filled(getters: list[Words]) -> Words:
    def run(row: Row) -> str:
        for get in getters:
            if (text := get(row)).strip():
                return text
        return ""

    return run


def _joined(pieces: list[str | Words]) -> Words:
    """Join pieces; empty where no column in them says anything."""
    getters = [piece for piece in pieces if not isinstance(piece, str)]

    def run(row: Row) -> str:
        texts = [piece if isinstance(piece, str) else piece(row) for piece in pieces]
        if getters and not any(
            text.strip() for text, piece in zip(texts, pieces, strict=True) if piece in getters
        ):
            return ""
        return "".join(texts)

    return run


def _optional(pieces: list[str | Words], cleaning: Cleaning) -> Words:
    """Join pieces; empty where any column in them is empty, or says that it is not known."""
    unknown = cleaning.is_unknown if cleaning.unknown else lambda _text: False

    def run(row: Row) -> str:
        texts = []
        for piece in pieces:
            text = piece if isinstance(piece, str) else piece(row)
            if not isinstance(piece, str) and (not text.strip() or unknown(text)):
                return ""
            texts.append(text)
        return "".join(texts)

    return run


def items_of(text: str, separator: str) -> list[str]:
    """Return the items of a list in a cell, the space around them left out."""
    return [item for part in text.split(separator) if (item := part.strip())]
