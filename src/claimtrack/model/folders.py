"""Where evidence lies on somebody's disk, which is nobody else's business: of its path only the last part goes out."""

from __future__ import annotations

import json
import re
from typing import Any

_FOLDER = re.compile(r".*[/\\](?=[^/\\])", re.DOTALL)


def last_part(path: str) -> str:
    """Return the name of a file from its path, of whichever system."""
    return _FOLDER.sub("", path)


def without_folders(content: Any) -> Any:
    """Return records in the native form, or what holds some, with the last part of each path of a file alone."""
    if isinstance(content, list):
        return [without_folders(item) for item in content]
    if isinstance(content, dict):
        return {
            name: last_part(item) if name == "file" and isinstance(item, str) else without_folders(item)
            for name, item in content.items()
        }
    return content


def said(text: str) -> Any:
    """Return what a record kept as JSON says, by which it is the same in every file: no path of one disk counts."""
    return without_folders(json.loads(text))


def with_own_path(content: dict[str, Any], ours: dict[str, Any] | None) -> dict[str, Any]:
    """Return a record of another file with the path of its stored file as this one has it, where both name the same.

    Args:
        content: the record, in the native form.
        ours: the record here; None where it is not.
    """
    theirs, path = content.get("file", ""), (ours or {}).get("file", "")
    is_same = bool(theirs and path) and last_part(theirs) == last_part(path)
    return {**content, "file": path} if is_same else content
