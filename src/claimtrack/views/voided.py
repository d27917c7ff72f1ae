"""What is void, struck through: the record as it was, why it is void and since when.

In JSON each stands beside the records of `claimtrack/show/1` under `void`: kind, name, because, recorded and the record.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from claimtrack.model.codec import encode
from claimtrack.model.records import SHORT_ID
from claimtrack.views.blocks import Heading, KeyValues, Span, cell
from claimtrack.views.log import attribute_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.model import Void
    from claimtrack.views.blocks import Block, Cell, View

_ID_LENGTH = 32
_HIDDEN = ("record", "id", "key", "recorded")


def with_voids(view: View, voids: Sequence[Void]) -> View:
    """Show what is void below what is not."""
    blocks = tuple(block for void in voids for block in _blocks(void))
    data = {**view.data, "void": [_data(void) for void in voids]}
    return replace(view, blocks=(*view.blocks, *blocks), data=data)


def _blocks(void: Void) -> Iterator[Block]:
    content = json.loads(void.content)
    label = content["record"].get("label", "")
    name = label or (void.name[:SHORT_ID] if len(void.name) == _ID_LENGTH else void.name)
    yield Heading(f"{void.kind} {name} — void")
    yield KeyValues(tuple(_facts(void, content)))


def _facts(void: Void, content: dict[str, Any]) -> Iterator[tuple[str, Cell]]:
    yield "Void because", cell(void.because)
    yield "Void since", cell(void.recorded)
    for name, told in content["record"].items():
        if name not in _HIDDEN:
            yield name.replace("_", " ").capitalize(), cell(Span(attribute_text(told), "struck"))
    links = [item for item in content.get("with", ()) if item["record"] == "link"]
    if links:
        yield (
            "Links that went with it",
            cell(*(f"{link['kind']} {link['target'][:SHORT_ID]}" for link in links)),
        )


def _data(void: Void) -> dict[str, Any]:
    content = json.loads(void.content)
    told = {name: content for name, content in encode(void).items() if name not in ("record", "content")}
    return {**told, **content}
