"""Claims of others that speakers take up only to reject them: called untrue or inflated, or nothing to do with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.wordlists import Wordlists

_MARKS = (",", "،")
_QUOTES = frozenset('«»„“”"')


class Rejections:
    """The stretches of a passage that tell what somebody else claims."""

    def __init__(self, passage: Passage, lists: Wordlists) -> None:
        self.p = passage
        self.lists = lists

    def untrue(self, first: int, last: int) -> list[Range]:
        """Return the clauses that are called untrue by what introduces them: "it is not true that its jets hit it"."""
        return [
            (begin, self._end(begin, last))
            for start, end in self._told("drafting", "lies", first, last)
            if self._claim_before(start, first) is None and (begin := self._clause(end, last)) < last
        ]

    def claims(self, first: int, last: int) -> list[Range]:
        """Return the claims that are called untrue, and all that a speaker has no part in.

        Args:
            first: the first token of what is said.
            last: the token after it.
        """
        found = []
        for start, end in self._told("drafting", "lies", first, last):
            if (claim := self._claim_before(start, first)) is not None:
                found.append((claim, end))
            elif self._claims_follow(end, last):
                found.append((start, self._end(end, last)))
        no_part = self._told("drafting", "flat_denial", first, last)
        return [*found, *((start, self._end(end, last)) for start, end in no_part)]

    def inflated(self, first: int, last: int) -> list[Range]:
        """Return the figures that are called too high: "the rebels' claim of 700 dead is inflated"."""
        found = []
        for start, end in self._told("asserted", "inflated", first, last):
            claim = self._claim_before(start, first)
            found.append((claim, end) if claim is not None else (start, self._end(end, last)))
        return found

    def _told(self, table: str, key: str, first: int, last: int) -> Iterator[Range]:
        """Yield where a phrase of a list stands between two tokens."""
        p = self.p
        begin, stop = p.span(first, last)
        for match in self.lists.pattern(table, key).finditer(p.text, begin, stop):
            start = next((at for at in range(first, last) if p.tokens[at].end > match.start()), last)
            end = next((at for at in range(start, last) if p.tokens[at].start >= match.end()), last)
            if start < end:
                yield start, end

    def _claim_before(self, at: int, first: int) -> int | None:
        """Return the noun for a claim that a word at `at` calls untrue, in the same clause or before its commas."""
        p = self.p
        for here in range(at - 1, first - 1, -1):
            if p.mark(here) and p.tokens[here].text not in _MARKS and not p.tokens[here].quoted:
                return None
            if self._is_claim(here):
                return here
        return None

    def _claims_follow(self, at: int, last: int) -> bool:
        """Whether a noun for a claim follows, past quotation marks and its article: "« mensongères » les informations"."""
        p = self.p
        while at < last and (p.tokens[at].text in _QUOTES or p.has(at, "determiner")):
            at += 1
        return at < last and self._is_claim(at)

    def _is_claim(self, at: int) -> bool:
        return (
            self.lists.pattern("asserted", "claims").match(self.p.text, self.p.tokens[at].start) is not None
        )

    def _clause(self, at: int, last: int) -> int:
        """Return where the clause begins that "that" at `at` introduces, past a comma; `last` where there is none."""
        p = self.p
        at += at < last and p.tokens[at].text in _MARKS
        return at + 1 if at < last and p.low(at) in p.words.complementizers else last

    def _end(self, at: int, last: int) -> int:
        """Return where a clause ends, relative clauses about what it tells included."""
        p = self.p
        turns = self.lists.words("asserted", "turns")
        for here in range(at + 1, last):
            goes_on = here + 1 < last and (
                p.has(here + 1, "relative") or p.low(here + 1) in p.words.complementizers
            )
            if p.low(here) in turns or (p.mark(here) and not p.tokens[here].quoted and not goes_on):
                return here
        return last
