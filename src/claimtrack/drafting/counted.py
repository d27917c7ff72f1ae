"""Those of a count who are told apart: "nine people, three of them children"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.wordlists import Wordlists

_REACH = 7  # tokens between a count and ", including", which a verb may stand in
_OF_WHAT = 4  # tokens that say who they are


class Parts:
    """The parts of the counts of one passage, kept where the count reader reads them with their whole."""

    def __init__(self, passage: Passage, lists: Wordlists) -> None:
        self.p = passage
        self.lists = lists

    def add_included(self, whole: dict[str, Any], at: int, last: int) -> None:
        """Add those that ", including …" tells of after a count.

        Args:
            whole: the count as an answer; it gets `parts`, and words that say both.
            at: the token after the count.
            last: where the words end that may belong to it.
        """
        p = self.p
        including = self.lists.pattern("drafting", "including")
        for here in range(at, min(last, at + _REACH)):
            if p.tokens[here].text[0].isdigit() or p.tokens[here].text == ";":
                return
            if match := including.match(p.text, p.tokens[here].start):
                begin = next((k for k in range(here, last) if p.tokens[k].start >= match.end()), last)
                self._join(whole, (here, begin), self._end(begin, last), last)
                return

    def add(self, whole: dict[str, Any], begin: int, end: int, last: int) -> None:
        """Add a number between two tokens as that of some of a whole: "five of them children", "five were children"."""
        p = self.p
        for key in ("of_them", "including", "were"):
            if match := self.lists.pattern("drafting", key).match(p.text, p.tokens[min(end, last - 1)].start):
                who = next((k for k in range(end, last) if p.tokens[k].start >= match.end()), last)
                self._join(whole, (begin, who), self._end(who, last), last, number=(begin, end))
                return

    def only_says_who(self, end: int, last: int) -> bool:
        """Whether after a number it is only told who they are: "five were children"."""
        p = self.p
        were = self.lists.pattern("drafting", "were")
        people = self.lists.words("happenings", "people")
        said = end + 1 < last and were.match(p.text, p.tokens[end].start) is not None
        return bool(said and p.low(end + 1) in people and (end + 2 >= last or p.mark(end + 2)))

    def _end(self, at: int, last: int) -> int:
        p = self.p
        return next((k for k in range(at, min(last, at + _OF_WHAT)) if p.mark(k)), min(last, at + _OF_WHAT))

    def _join(
        self, whole: dict[str, Any], lead: Range, end: int, last: int, number: Range | None = None
    ) -> None:
        """Add a part whose words end at `end` or before, where the whole is read with it as it was without."""
        p = self.p
        begin, who = lead
        word = self.lists.text("drafting", "including").split("|", maxsplit=1)[0]
        for stop in range(min(end, last), who, -1):
            told = p.text[slice(*p.span(who, stop))]
            told = f"{p.text[slice(*p.span(*number))]} {told}" if number else told
            written = f"{whole['raw']}, {word} {told}"
            if parts := self._read(written, whole):
                whole["name"] = written
                whole["parts"] = [{"raw": p.text[slice(*p.span(begin if number else who, stop))], **parts}]
                return

    def _read(self, written: str, whole: dict[str, Any]) -> dict[str, int | None]:
        """Return from where to where the one part of a written count reaches; nothing where it is read otherwise."""
        from claimtrack.values import Count, read_count

        value = read_count(written, languages=[self.p.words.language])
        if not isinstance(value, Count) or (value.low, value.high) != (whole["low"], whole["high"]):
            return {}
        if len(value.parts) != 1:
            return {}
        count = value.parts[0].count
        return {"low": count.low, "high": count.high}
