"""A first mapping for a file: what its columns most likely mean, as TOML with comments, for a person to edit."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from claimtrack.importers.mapping.cells import as_text
from claimtrack.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SAMPLE = 200
_PART = 4  # letters from which a word is looked for within names: "id" is in too many
_LONG = 60  # characters shown of an example
_UNKNOWN = ("-9", "-99", "unknown", "n/a", "na", "-", "none", "null")

# What columns are commonly called, the likeliest first; a name that contains one of these is taken too.
_ROLES = {
    "key": ("id", "event_id", "case_id", "incident_id", "uuid", "slug"),
    "title": ("event", "title", "headline", "incident", "name", "claim", "claimreviewed"),
    "claimant": (
        "claimant",
        "who",
        "speaker",
        "party",
        "outlet",
        "author",
        "actor",
        "publisher",
        "organisation",
    ),
    "stance": ("stance", "position"),
    "text": ("text", "statement", "summary", "description", "claim", "notes", "content"),
    "denial": ("disproof", "denial", "rebuttal", "response"),
    "said": ("said", "date", "published", "datepublished", "date_recorded", "created_at", "reported_on"),
    "url": ("url", "link", "source_url", "source", "href"),
    "place": ("place", "location", "city", "town", "where"),
    "lat": ("latitude", "lat"),
    "lon": ("longitude", "lon", "lng", "long"),
    "tag": ("country", "type", "category"),
    "killed": ("killed", "deaths", "fatalities", "dead", "nkill"),
    "wounded": ("wounded", "injured", "nwound"),
    "weapon": ("weapon", "weapons"),
    "perpetrator": ("perpetrator",),
}
_DAY = re.compile(r"(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})")


@dataclass(slots=True)
class ColumnFacts:
    """What a sample of a column shows."""

    name: str
    filled: int = 0
    distinct: Counter[str] = field(default_factory=Counter)
    longest: int = 0

    @property
    def example(self) -> str:
        """A cell of it, short."""
        return shortened(next(iter(self.distinct), ""), _LONG)


def sketch_mapping(name: str, columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """Write a first mapping.

    Args:
        name: what to call it.
        columns: the columns of the file.
        rows: some of its rows.
    """
    facts = _look(columns, rows)
    roles = _roles(facts)
    lines = [
        f"# A first mapping for {name}: look it through, then try it with --dry-run.",
        "# Columns stand in braces; a part in [brackets] goes where a column in it is empty.",
        f"title = {_text(name)}",
    ]
    lines.append(
        f'key = "{{{roles["key"]}}}"'
        if "key" in roles
        else '# key = "{…}"   what identifies a row in a later release'
    )
    lines += _cells(facts)
    lines += _dates(facts, roles)
    lines += _event(roles, facts)
    lines += _claim(roles)
    lines += _denial(roles)
    lines += ["", "# The columns, with an example of each:"]
    lines += [f"#   {_comment(item.name)}: {_comment(item.example) or '(empty)'}" for item in facts.values()]
    return "\n".join(lines) + "\n"


def _look(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> dict[str, ColumnFacts]:
    facts = {name: ColumnFacts(name) for name in columns}
    for number, row in enumerate(rows):
        for name, value in row.items():
            found = facts.setdefault(name, ColumnFacts(name))
            text = as_text(value).strip()
            if text:
                found.filled += 1
                found.distinct[text] += 1
                found.longest = max(found.longest, len(text))
        if number >= _SAMPLE:
            break
    return facts


def _roles(facts: Mapping[str, ColumnFacts]) -> dict[str, str]:
    """Give each role the column that is called so; each column has one role at most, but title and text may share."""
    plain = {_plain(name): name for name in facts}
    roles: dict[str, str] = {}
    taken: set[str] = set()
    for role, words in _ROLES.items():
        exact = (plain[_plain(word)] for word in words if _plain(word) in plain)
        parts = (
            name for word in words if len(word) >= _PART for key, name in plain.items() if _plain(word) in key
        )
        for name in (*exact, *parts):
            if name not in taken and (role != "key" or _is_key(facts[name])):
                roles[role] = name
                taken.add(name)
                break
    if "title" not in roles and "text" in roles:
        roles["title"] = roles["text"]
    return roles


def _is_key(facts: ColumnFacts) -> bool:
    return facts.filled > 0 and len(facts.distinct) == facts.filled


def _cells(facts: Mapping[str, ColumnFacts]) -> list[str]:
    seen = Counter(text for item in facts.values() for text in item.distinct if text.casefold() in _UNKNOWN)
    if not seen:
        return [
            "",
            "[cells]",
            '# unknown = ["-9", "Unknown"]   what says that it is not known; an empty cell says nothing; 0 is nought',
        ]
    listed = ", ".join(_text(text) for text in sorted(seen))
    return [
        "", "[cells]",
        f"unknown = [{listed}]   # each says that it is not known; move to empty = [] what says nothing at all",
    ]  # fmt: skip


def _dates(facts: Mapping[str, ColumnFacts], roles: Mapping[str, str]) -> list[str]:
    if "said" not in roles:
        return []
    days = [match for text in facts[roles["said"]].distinct if (match := _DAY.match(text))]
    numeric = [match for match in days if len(match[1]) <= 2]  # noqa: PLR2004 - a year has more
    if not numeric:
        return []
    first, second = (max(int(match[place]) for match in numeric) for place in (1, 2))
    if first > 12 >= second:  # noqa: PLR2004 - months
        return ["", "[dates]", 'order = "DMY"   # a first figure is above 12']
    if second > 12 >= first:  # noqa: PLR2004 - months
        return ["", "[dates]", 'order = "MDY"   # a second figure is above 12']
    return [
        "",
        "[dates]",
        '# order = "DMY"   # the figures leave it open: 03/04 has two readings until you say',
    ]


def _event(roles: Mapping[str, str], facts: Mapping[str, ColumnFacts]) -> list[str]:
    title = roles.get("title") or next(iter(facts), "column")
    lines = ["", "[event]", f'title = "{{{title}}}"   # rows with one title are about one event']
    if "place" in roles and "lat" in roles and "lon" in roles:
        lines.append(
            f'place = {{ name = "{{{roles["place"]}}}", lat = "{{{roles["lat"]}}}", lon = "{{{roles["lon"]}}}" }}'
        )
    elif "place" in roles:
        lines.append(f'place = "{{{roles["place"]}}}"')
    if "tag" in roles:
        lines.append(f'tags = ["{{{roles["tag"]}}}"]')
    return lines


def _claim(roles: Mapping[str, str]) -> list[str]:
    lines = ["", "[claim.statement]"]
    if "claimant" in roles:
        lines.append(f'claimant = "{{{roles["claimant"]}}}"')
    else:
        lines.append('claimant = "The dataset"   # who says this? a name, or "{column}"')
    if "stance" in roles:
        lines.append(
            f'stance = {{ text = "{{{roles["stance"]}}}", map = {{ agree = "affirms", disagree = "denies" }} }}'
        )
    else:
        lines.append('stance = "affirms"   # or denies, queries, comments')
    if "text" in roles:
        lines.append(f'text = "{{{roles["text"]}}}"')
    if "said" in roles:
        lines.append(f'said = "{{{roles["said"]}}}"')
    if "url" in roles:
        lines.append(f'document = "{{{roles["url"]}}}"')
    answers = {name: roles[name] for name in ("killed", "wounded", "weapon", "perpetrator") if name in roles}
    if answers:
        lines += [
            "",
            "[claim.statement.values]",
            *(f'{name} = "{{{column}}}"' for name, column in answers.items()),
        ]
    return lines


def _denial(roles: Mapping[str, str]) -> list[str]:
    if "denial" not in roles:
        return []
    return [
        "", "[claim.denial]", 'claimant = "The dataset"   # who says that it is not so?', 'stance = "denies"',
        f'text = "{{{roles["denial"]}}}"', f'when = {{ {_text(roles["denial"])} = true }}', 'link = { denies = "statement" }',
    ]  # fmt: skip


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name.casefold())


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f-\x9f\s]+", " ", text)
