"""Drafts as a table: who says what, with which stance and hedge, and what it answers.

Schema `claimtrack/drafts/1`: drafts, each as `claimtrack draft --format jsonl` writes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from claimtrack.views.blocks import Column, Table, Text, View, cell
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SCHEMA: Final = "claimtrack/drafts/1"


def drafts_view(drafts: Sequence[Mapping[str, Any]]) -> View:
    """Show drafts, in the order of their documents and texts."""
    columns = ("Claimant", "Stance", "What is said", "Said", "Values", "Answers")
    rows = tuple(
        (
            cell(_who(draft), tone="strong"),
            cell(_stance(draft)),
            cell(draft["quote"]),
            cell(draft["said"]),
            cell(*_values(draft["values"])),
            cell(*(_link(link, drafts, draft) for link in draft["responds"])),
        )
        for draft in drafts
    )
    table = Table(tuple(Column(cell(name)) for name in columns), rows)
    blocks = (table,) if rows else (Text((cell("Nothing in it asserts anything about a happening."),)),)
    told = Text((cell(f"{counted(len(rows), 'draft')}; none is in the case file.", tone="dim"),))
    return View("drafts", (*blocks, told), {"schema": SCHEMA, "drafts": list(drafts)})


def answers_text(values: Mapping[str, Any]) -> list[str]:
    """Return the answers of a draft, a line each: "killed: at least 3", "weapon: not TOW"."""
    return _values(values)


def _who(draft: Mapping[str, Any]) -> str:
    name = draft["claimant"] or "?"
    return f"{name}, via {draft['via']}" if draft["via"] else name


def _stance(draft: Mapping[str, Any]) -> str:
    return f"{draft['stance']} ({draft['hedge']})" if draft["hedge"] else str(draft["stance"])


def _values(values: Mapping[str, Any]) -> list[str]:
    return [f"{name}: {_answer(one)}" for name, value in values.items() for one in _each(value)]


def _each(value: Any) -> Iterable[Mapping[str, Any]]:
    return value if isinstance(value, list) else [value]


def _answer(value: Mapping[str, Any]) -> str:
    text = " or ".join(value["one_of"]) if value.get("one_of") else value.get("name") or value["raw"]
    read = f" ({value['edtf']})" if value.get("edtf") else ""
    return f"{'not ' if value.get('not') else ''}{text}{read}"


def _link(link: Mapping[str, Any], drafts: Sequence[Mapping[str, Any]], draft: Mapping[str, Any]) -> str:
    kind = link["kind"].replace("_", " ")
    if link["to"] == "e0":
        return f"{kind} what is said elsewhere"
    page = draft.get("page")
    target = next((one for one in drafts if one.get("page") == page and one["draft"] == link["to"]), None)
    about = f" ({', '.join(link['on'])})" if link["on"] else ""
    return f"{kind} {target['claimant'] or '?'}{about}" if target else kind
