"""Dates in running text: the stretches that name a day, read by the date engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.wordlists import Wordlists

_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of tokens that names a date, as written and in EDTF ("" where it is too vague)."""

    first: int
    last: int
    raw: str
    edtf: str


class Moments:
    """The dates of a passage, each read once against the day of publication."""

    def __init__(self, passage: Passage, lists: Wordlists, published: str) -> None:
        self.p = passage
        self.lists = lists
        self.published = published or None
        self._glue = lists.words("dates", "glue")
        self._anchors = lists.words("dates", "anchors")
        self._found: list[Moment] | None = None

    @property
    def found(self) -> list[Moment]:
        """Every date of the passage, in order."""
        if self._found is None:
            self._found = self._find()
        return self._found

    def inside(self, parts: list[Range]) -> list[Moment]:
        """Return the dates that stand in these stretches of tokens."""
        return [one for one in self.found if any(first <= one.first and one.last <= last for first, last in parts)]

    def _find(self) -> list[Moment]:
        found: list[Moment] = []
        at = 0
        while at < len(self.p.tokens):
            if self._anchor(at) and (one := self._read(at)):
                if found and found[-1].last > one.first:
                    found[-1] = max(found[-1], one, key=lambda moment: moment.last - moment.first)
                else:
                    found.append(one)
                at = one.last
            else:
                at += 1
        return found

    def _anchor(self, at: int) -> bool:
        """Whether a word names a day, a month or a time of its own."""
        p = self.p
        if p.low(at) in self._anchors:
            return True
        if p.words.language == "en" and p.has(at, "month") and p.low(at) in ("may", "march") and not p.tokens[at].name:
            return False
        return p.has(at, "weekday", "month") and (p.words.language != "en" or p.tokens[at].name)

    def _read(self, at: int) -> Moment | None:
        from claimtrack.dates import read_date

        first, last = self._spread(at)
        best: Moment | None = None
        for begin in range(first, at + 1):
            for end in range(last, at, -1):
                raw = self.p.text[slice(*self.p.span(begin, end))]
                if self._loose(begin, end):
                    continue
                value = read_date(raw, reference=self.published, languages=[self.p.words.language])
                if value.edtf:
                    return Moment(begin, end, raw, value.edtf)
                best = best or Moment(begin, end, raw, "")
        return best if best and self.p.low(at) in self._anchors else None

    def _loose(self, begin: int, end: int) -> bool:
        """Whether a stretch begins or ends with a word that is no part of a date."""
        p = self.p
        if p.mark(end - 1) and p.tokens[end - 1].text not in (")", "."):
            return True
        return p.mark(begin) or p.low(end - 1) in self.lists.words("dates", "dangling")

    def _spread(self, at: int) -> Range:
        first = at
        while first > 0 and at - first < _LONGEST and self._part(first - 1):
            first -= 1
        last = at + 1
        while last < len(self.p.tokens) and last - at < _LONGEST and self._part(last):
            last += 1
        return first, last

    def _part(self, at: int) -> bool:
        p = self.p
        token = p.tokens[at]
        if p.has(at, "weekday", "month") or p.low(at) in self._glue or p.low(at) in self._anchors:
            return True
        return token.text[0].isdigit() or token.text in ("(", ")", ",", "/", "-", "–", ".") and at > 0 and "\n" not in p.text[p.tokens[at - 1].end : token.start]
