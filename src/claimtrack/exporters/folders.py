"""Records as they go out: of the path under which evidence was added, the last part alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from claimtrack.model import Evidence, Record
from claimtrack.model.folders import last_part, without_folders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_R = TypeVar("_R", bound=Record)


def without_folder(record: _R) -> _R:
    """Return a record as it goes out."""
    if isinstance(record, Evidence) and record.file:
        return replace(record, file=last_part(record.file))
    return record


def lines_without_folders(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines of the native format as they go out, without edits of paths."""
    for line in lines:
        if '"file"' not in line:
            yield line
            continue
        content = json.loads(line)
        if content.get("attribute") != "file":
            yield json.dumps(without_folders(content), ensure_ascii=False, allow_nan=False) + "\n"
