"""A first mapping for a file: what its columns most likely mean, as TOML with comments, for a person to edit.

Where a column says who speaks, each row is taken for a claim; where none does, each row is taken for an event of
which the table itself is the claimant.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

from claimtrack.importers.mapping.column_facts import is_stance, look, roles_by_content
from claimtrack.importers.mapping.date_options import evident_order
from claimtrack.importers.mapping.roles import ANSWERS, COUNTS, find_roles
from claimtrack.model.identity import make_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimtrack.importers.mapping.column_facts import ColumnFacts

_TITLE = 120  # characters that the title of an event may have
_WORD = re.compile(r"[^\s/]+")
_MAPPED = 20  # words of a stance column that are listed
_OTHERS = 5  # columns of numbers that are written out


def sketch_mapping(
    name: str,
    columns: Iterable[str],
    rows: Iterable[Mapping[str, Any]],
    *,
    reading: Mapping[str, Any] | None = None,
    notes: Iterable[object] = (),
) -> str:
    """Write a first mapping.

    Args:
        name: what to call it.
        columns: the columns of the file; for objects none, their keys are found in the rows.
        rows: some of its rows.
        reading: how the caller said that the file is to be read, and `date_order`.
        notes: what the reader remarked of the file; asked for when the rows have been read.
    """
    rows = list(rows)
    facts = look(columns, rows)
    roles = find_roles(facts, lambda column: facts[column].tells_rows_apart)
    if "title" in roles and facts[roles["title"]].holds_codes:  # which say nothing of the case
        roles["case_number"] = roles.pop("title")
    if "url" in roles and "claimant" not in roles and facts[roles["url"]].holds_names:
        roles["claimant"] = roles.pop("url")  # sources that are named are who speaks
    roles |= _repeated_key(facts, roles)
    roles |= roles_by_content(facts, roles)
    writer = _Sketch(name, facts, roles)
    told = dict(reading or {})
    order = told.pop("date_order", "")
    lines = [
        f"# A first mapping for {_comment(name)}: look it through, then try it with --dry-run.",
        "# Columns stand in braces; a part in [brackets] goes where a column in it is empty.",
        *(f"# Note: {_comment(str(note))}" for note in [*notes, *_other_records(rows, facts)]),
        f"title = {_text(name)}",
        *writer.key(),
        *_read(told),
        *writer.cells(),
        *(_order(order) if order else writer.dates()),
        *writer.event(),
        *writer.claim(),
        *writer.denial(),
        "",
        "# The columns, with an example of each:",
        *(f"#   {_comment(item.name)}: {_comment(item.example) or '(empty)'}" for item in facts.values()),
    ]
    return "\n".join(lines) + "\n"


def _repeated_key(facts: Mapping[str, ColumnFacts], roles: Mapping[str, str]) -> dict[str, str]:
    """Return the column that is called like a key and has the same in several rows: they are about one event."""
    if "key" in roles:
        return {}
    called = find_roles(facts, lambda _column: True).get("key", "")
    item = facts.get(called)
    words = (
        item is not None and 1 < len(item.distinct) < item.filled and all(map(_WORD.fullmatch, item.distinct))
    )
    return {"event_key": called} if words else {}


def _other_records(rows: Sequence[Mapping[str, Any]], names: Iterable[str]) -> Iterator[str]:
    """Say which lists within the only record of a file may be the records that are meant."""
    lists = dict.fromkeys(name.partition(".0.")[0] for name in names if ".0." in name)
    if len(rows) == 1 and lists:
        told = " or ".join(f"--records {path}" for path in lists)
        yield f"the file was taken for one record; if its records are in a list there, look again with {told}"


def with_reading(preset: str, reading: Mapping[str, Any]) -> str:
    """Add to the text of a preset how a file is read.

    Args:
        preset: its TOML.
        reading: as for `sketch_mapping`; what the preset itself says of reading and of dates stands.
    """
    content = tomllib.loads(preset)
    told = dict(reading)
    order = told.pop("date_order", "")
    lines = [] if "read" in content else _read(told)
    lines += _order(order) if order and "dates" not in content else []
    return preset + "\n".join([*lines, ""])


def _read(reading: Mapping[str, Any]) -> list[str]:
    given = [f"{key} = {_text(value)}" for key, value in reading.items()]
    return ["", "[read]", *given] if given else []


def _order(order: str) -> list[str]:
    return ["", "[dates]", f"order = {_text(order)}"]


class _Sketch:
    """Writes the tables of a mapping.

    Args:
        name: what the mapping is called.
        facts: what the columns show.
        roles: what they most likely mean.
    """

    def __init__(self, name: str, facts: Mapping[str, ColumnFacts], roles: Mapping[str, str]) -> None:
        self._name = name
        self._facts = facts
        self._roles = dict(roles)
        self._has_claimant = "claimant" in roles
        if "date" in roles:  # who speaks says when; a table of events says when they happened
            speaks = self._has_claimant and "said" not in roles
            self._roles.setdefault("said" if speaks else "occurred", roles["date"])

    def _column(self, role: str) -> str:
        return f"{{{self._roles[role]}}}"

    def key(self) -> list[str]:
        if "key" in self._roles:
            return [f"key = {_text(self._column('key'))}   # what identifies a row in a later release"]
        if "event_key" in self._roles and "claimant" in self._roles:
            both = f"{self._column('event_key')} {self._column('claimant')}"
            return [f"# key = {_text(both)}   if that identifies a row in a later release"]
        return ['# key = "{…}"   what identifies a row in a later release']

    def cells(self) -> list[str]:
        seen = {text for item in self._facts.values() for text in item.unknown()}
        nought = self._nought()
        seen = {text for text in seen if text not in {word for word, _ in nought}}
        told = [
            f"# {_text(word)} stands among the figures of {_comment(column)} and is read as 0: list it as unknown if "
            "it says that nobody knows"
            for word, column in nought
        ]
        if not seen:
            return [
                "",
                *told,
                "[cells]",
                '# unknown = ["-9", "Unknown"]   what says that it is not known; an empty cell says nothing; 0 is nought',
            ]
        listed = ", ".join(_text(text) for text in sorted(seen))
        return [
            "", *told, "[cells]",
            f"unknown = [{listed}]   # each says that it is not known; move to empty = [] what says nothing at all",
        ]  # fmt: skip

    def _nought(self) -> list[tuple[str, str]]:
        """List the words that may say that something is not known, in columns of counts that read them as nought."""
        counts = {self._roles[role] for role in self._roles if role.partition(".")[0] in COUNTS}
        items = [item for item in self._facts.values() if item.name in counts or item.holds_numbers]
        return [(word, item.name) for item in items for word in item.nought()]

    def _date(self, role: str) -> str:
        """Write the date of a role: in a format, or as days, where what stands in the column shows that."""
        column, item = _text(self._column(role)), self._facts[self._roles[role]]
        if form := item.date_format:
            return f"{{ text = {column}, format = {_text(form)} }}"
        return f"{{ text = {column}, iso = true }}" if item.always_midnight else column

    def _dated(self, role: str) -> list[str]:
        """Write the line of a date, with what made it so."""
        why = "   # always midnight: taken for days" if self._facts[self._roles[role]].always_midnight else ""
        return [f"{role} = {self._date(role)}{why}"]

    def _several(self, role: str) -> str:
        """Write the column of a role, and the sign between its items where its cells hold lists."""
        column, sign = _text(self._column(role)), self._facts[self._roles[role]].separator
        return f"{{ text = {column}, split = {_text(sign)} }}" if sign else column

    def dates(self) -> list[str]:
        columns = [self._roles[role] for role in ("said", "occurred") if role in self._roles]
        order = evident_order(text for column in columns for text in self._facts[column].distinct)
        if order is None:
            return []
        why = {"DMY": "a first figure is above 12", "MDY": "a second figure is above 12"}
        if order:
            return ["", "[dates]", f'order = "{order}"   # {why[order]}']
        return [
            "",
            "[dates]",
            '# order = "DMY"   # the figures leave it open: 03/04 has two readings until you say',
        ]

    # --- events -------------------------------------------------------------------------------

    def event(self) -> list[str]:
        lines = ["", "[event]"]
        if "event_key" in self._roles:
            key = f"{make_key(self._name)}-{self._column('event_key')}"
            lines.append(f"key = {_text(key)}   # rows with one are about one event")
            lines.append(f"title = {_text(self._title())}")
        elif self._keyed():
            key = f"{make_key(self._name)}-{self._column('key')}"
            lines.append(f"key = {_text(key)}   # each row is an event")
            lines.append(f"title = {_text(self._title())}")
        else:
            lines.append(f"title = {_text(self._title())}   # rows with one title are about one event")
        if "occurred" in self._roles:
            lines += self._dated("occurred")
        if place := self._place():
            lines.append(f"place = {place}")
        if "tag" in self._roles:
            lines.append(f"tags = [{self._several('tag')}]")
        return lines

    def _keyed(self) -> bool:
        """Whether each row is an event that its key can name: the key of an event is one word."""
        if self._has_claimant or "key" not in self._roles:
            return False
        return all(_WORD.fullmatch(text) for text in self._facts[self._roles["key"]].distinct)

    def _title(self) -> str:
        """Return what the event is called; an event that only its table describes is best known by place and date."""
        named = [role for role in ("title", "text") if role in self._roles]
        short = [
            role for role in named if self._has_claimant or self._facts[self._roles[role]].longest <= _TITLE
        ]
        if short:
            apart = not self._has_claimant and "key" in self._roles and not self._keyed()
            return self._column(short[0]) + (f" ({self._column('key')})" if apart else "")
        parts = [self._column(role) for role in ("place", "occurred", "key", *named) if role in self._roles]
        if not named and not {"place", "occurred"} <= set(self._roles):
            worded = [item for item in self._facts.values() if item.holds_words]
            telling = not parts or any(len(item.distinct) * 2 > item.filled for item in worded)
            # Ids and stances tell nobody what happened; a country or kind tells rows apart that are alike otherwise.
            others = {column for role, column in self._roles.items() if role != "tag"}
            words = [f"{{{item.name}}}" for item in worded if telling and item.name not in others]
            parts = words[:2] or parts or [f"{{{next(iter(self._facts), 'column')}}}"]
        return parts[0] + "".join(f"[, {part}]" for part in parts[1:3])

    def _place(self) -> str:
        if {"lat", "lon"} <= set(self._roles):
            name = f"name = {_text(self._column('place'))}, " if "place" in self._roles else ""
            return f"{{ {name}lat = {_text(self._column('lat'))}, lon = {_text(self._column('lon'))} }}"
        return _text(self._column("place")) if "place" in self._roles else ""

    # --- claims -------------------------------------------------------------------------------

    def claim(self) -> list[str]:
        lines = ["", "[claim.statement]"]
        if self._has_claimant:
            lines.append(f"claimant = {_text(self._column('claimant'))}")
        else:
            dataset = f'{{ name = {_text(self._name)}, kind = "dataset" }}'
            lines.append(f'claimant = {dataset}   # who says this? a name, or "{{column}}"')
        lines += self._stance()
        if "text" in self._roles:
            lines.append(f"text = {_text(self._column('text'))}")
        if "said" in self._roles:
            lines += self._dated("said")
        lines += self._document()
        if answers := dict(self._answers()):
            lines += [
                "",
                "[claim.statement.values]",
                *(f"{name} = {given}" for name, given in answers.items()),
            ]
        return lines + self._numbers(below_values=bool(answers))

    def _numbers(self, *, below_values: bool) -> list[str]:
        """Write answers, commented out, for columns of numbers that answer no field so far."""
        taken = set(self._roles.values())
        others = [item.name for item in self._facts.values() if item.holds_numbers and item.name not in taken]
        others = [name for name in others if not re.search(r"[{}|]", name)][:_OTHERS]
        if not others:
            return []
        keys = [self._own_field(name) for name in others]
        return [
            "# Other numbers, if they are to answer fields of your own:",
            *([] if below_values else ["# [claim.statement.values]"]),
            *(f"# {key} = {_text(f'{{{name}}}')}" for key, name in zip(keys, others, strict=True)),
            *(line for key in keys for line in (f"# [fields.{key}]", '# type = "count"')),
        ]

    def _own_field(self, column: str) -> str:
        """Return the key of a field for a column: never one that every case file has, which asks something else."""
        key = make_key(column).replace("-", "_")
        return f"{make_key(self._name).replace('-', '_')}_{key}" if key in ANSWERS else key

    def _stance(self) -> list[str]:
        if "stance" not in self._roles:
            return ['stance = "affirms"   # or denies, queries, comments']
        words = {text.casefold(): text for text in self._facts[self._roles["stance"]].distinct}
        strange = [text for text in words.values() if not is_stance(text)]
        pairs = ['"" = "affirms"', *(f'{_text(text)} = "comments"' for text in strange[:_MAPPED])]
        more = ', otherwise = "comments"' if len(strange) > _MAPPED else ""
        hint = '   # say what each means; "skip" makes no claim of the row' if strange else ""
        return [
            f"stance = {{ text = {_text(self._column('stance'))}, map = {{ {', '.join(pairs)} }}{more} }}{hint}"
        ]

    def _document(self) -> list[str]:
        if "url" not in self._roles:
            return []
        url = f"url = {_text(self._column('url'))}"
        if sign := self._facts[self._roles["url"]].separator:
            return [f"document = {{ {url}, split = {_text(sign)} }}   # several in one cell"]
        if "source_name" not in self._roles:
            return [f"document = {_text(self._column('url'))}"]
        publisher = _text(self._column("source_name"))
        return [f"document = {{ {url}, publisher = {publisher} }}"]

    def _answers(self) -> Iterator[tuple[str, str]]:
        if not self._has_claimant and "occurred" in self._roles:
            yield "occurred", self._date("occurred")
        for role in ANSWERS:
            bounds = {
                bound: self._column(f"{role}.{bound}")
                for bound in ("low", "best", "high")
                if f"{role}.{bound}" in self._roles
            }
            if bounds:
                if role in self._roles:
                    bounds.setdefault("best", self._column(role))
                yield role, f"{{ {', '.join(f'{bound} = {_text(text)}' for bound, text in bounds.items())} }}"
            elif role in self._roles:
                yield role, _text(self._column(role)) if role in COUNTS else self._several(role)

    def denial(self) -> list[str]:
        said = next((role for role in ("denial", "denier") if role in self._roles), "")
        if not said:
            return []
        who = (
            _text(self._column("denier"))
            if "denier" in self._roles
            else f"{_text(self._name)}   # who says that it is not so?"
        )
        lines = ["", "[claim.denial]", f"claimant = {who}", 'stance = "denies"']
        if "denial" in self._roles:
            lines.append(f"text = {_text(self._column('denial'))}")
        when = f"when = {{ {_text(self._roles[said])} = true }}"
        return [*lines, when, 'link = { denies = "statement" }']


def _text(value: Any) -> str:
    """Write a value as TOML does; a JSON string is one of TOML's but for the character DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f-\x9f\s]+", " ", text)
