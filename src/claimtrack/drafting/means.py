"""Weapons and causes that a stretch of words names, those denied by name marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimtrack.drafting.wordlists import Wordlists

_LEAD = 14  # characters before a weapon within which "not a" stands
_DOWNED = 30  # characters before a weapon within which it is told that it was brought down
_NAMES = ("weapon", "cause")
Found = dict[str, list[dict[str, Any]]]


class Means:
    """Weapons and causes, by the lists of one language."""

    def __init__(self, lists: Wordlists) -> None:
        self.lists = lists

    def add(self, text: str, found: Found) -> None:
        """Add the weapon and the cause that a text names; of two that overlap, the longer."""
        matches = {name: [*self.lists.pattern("happenings", name).finditer(text)] for name in _NAMES}
        spans = [match.span() for name in _NAMES for match in matches[name]]
        for name in _NAMES:
            for match in matches[name]:
                if self._within(match.span(), spans):
                    continue  # the "suicide" of "a suicide bomber"
                if name == "weapon" and self._downed(text, *match.span()):
                    continue  # what was shot down is no means
                value: dict[str, Any] = {"raw": match[0]}
                if self._denied(text, match.start()):
                    value["not"] = True
                if value not in found.get(name, []):
                    found.setdefault(name, []).append(value)
            if len(found.get(name, ())) > 1:
                found[name] = _one_and_denied(found[name])

    @staticmethod
    def _within(span: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
        """Whether a longer one holds a span."""
        size = span[1] - span[0]
        return any(first <= span[0] and span[1] <= last and last - first > size for first, last in spans)

    def _downed(self, text: str, start: int, end: int) -> bool:
        """Whether a weapon was itself brought down: "downed a drone", "a drone had been shot down"."""
        downed = self.lists.pattern("happenings", "downed")
        if downed.search(text[max(0, start - _DOWNED) : start]):
            return True
        passive = self.lists.text("happenings", "was")
        return (
            bool(passive)
            and re.match(rf"\s+(?:{passive})\b", text[end:]) is not None
            and bool(downed.match(re.sub(rf"^\s+(?:(?:{passive})\s+)+", "", text[end:])))
        )

    def _denied(self, text: str, at: int) -> bool:
        """Whether "not (a)" stands right before, a word between them at the most."""
        lead = text[max(0, at - _LEAD) : at]
        return any(
            len(lead[match.end() :].split()) <= 1
            for match in self.lists.pattern("counts", "not").finditer(lead)
        )


def _one_and_denied(values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the first answer and those denied beside it; where all are denied, the first of them."""
    denied = [one for one in values if one.get("not")]
    affirmed = [one for one in values if not one.get("not")]
    return [affirmed[0], *denied] if affirmed else denied[:1]
