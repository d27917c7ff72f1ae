"""What is wrong with a mapping: the file, the key and the way out."""

from __future__ import annotations

import re

from claimtrack.errors import MappingError


class Source:
    """The text of a mapping, for finding the line of a key.

    Args:
        name: what the mapping is called in messages.
        text: the TOML.
    """

    def __init__(self, name: str, text: str = "") -> None:
        self.name = name
        self._lines = text.splitlines()

    def error(self, key: str, message: str, hint: str = "") -> MappingError:
        """Make the error about a key such as `claim.figure.stance`."""
        line = self._line(key)
        place = f"{self.name}:{line}" if line else self.name
        return MappingError(f"{place}: {key}: {message}" if key else f"{place}: {message}", hint)

    def _line(self, key: str) -> int:
        """Find the line that a key most likely stands on: its last part, below the header of its table."""
        *table, last = key.split(".") if key else [""]
        start = 0
        for depth in range(len(table), 0, -1):
            header = re.compile(r"\s*\[+\s*" + r"\s*\.\s*".join(map(_spelled, table[:depth])) + r"\s*\]+")
            found = next((n for n, line in enumerate(self._lines) if header.match(line)), None)
            if found is not None:
                start = found
                break
        named = re.compile(rf".*?(?<![\w-]){_spelled(last)}\s*=") if last else None
        for number in range(start, len(self._lines)):
            if named and named.match(self._lines[number]):
                return number + 1
        return start + 1 if self._lines and table else 0


def _spelled(part: str) -> str:
    return rf"[\"']?{re.escape(part)}[\"']?"
