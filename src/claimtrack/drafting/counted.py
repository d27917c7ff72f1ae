"""Those of a count who are told apart: "nine people, three of them children"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.wordlists import Wordlists

_REACH = 7  # tokens between a count and ", including", which a verb may stand in
_OF_WHAT = 4  # tokens that say who they are
_OF_SEVERAL = 9  # tokens that say it of several parts: "nine women and seven children"


class Parts:
    """The parts of the counts of one passage, kept where the count reader reads them with their whole."""

    def __init__(self, passage: Passage, lists: Wordlists) -> None:
        self.p = passage
        self.lists = lists

    def add_included(self, whole: dict[str, Any], at: int, last: int) -> int:
        """Add those that ", including …" tells of after a count; return the token up to which it does.

        Args:
            whole: the count as an answer; it gets `parts`, and words that say both.
            at: the token after the count.
            last: where the words end that may belong to it.
        """
        p = self.p
        including = self.lists.pattern("drafting", "including")
        for here in range(at, min(last, at + _REACH)):
            if p.tokens[here].text[0].isdigit() or p.tokens[here].text == ";":
                return at
            if match := including.match(p.text, p.tokens[here].start):
                begin = next((k for k in range(here, last) if p.tokens[k].start >= match.end()), last)
                several = self._join(whole, (here, begin), self._end(begin, last, _OF_SEVERAL), several=True)
                return several or self._join(whole, (here, begin), self._end(begin, last)) or at
        return at

    def add(self, whole: dict[str, Any], begin: int, end: int, last: int) -> None:
        """Add a number between two tokens as that of some of a whole: "five of them children", "five were children"."""
        p = self.p
        for key in ("of_them", "including", "were"):
            if match := self.lists.pattern("drafting", key).match(p.text, p.tokens[min(end, last - 1)].start):
                who = next((k for k in range(end, last) if p.tokens[k].start >= match.end()), last)
                self._join(whole, (begin, who), self._end(who, last), number=(begin, end))
                return

    def only_says_who(self, begin: int, end: int, last: int) -> bool:
        """Whether of a number between two tokens it is only told who they are: "five were children"; nobody is nobody."""
        from claimtrack.values import Count, read_count

        p = self.p
        were = self.lists.pattern("drafting", "were")
        people = self.lists.words("happenings", "people")
        said = end + 1 < last and were.match(p.text, p.tokens[end].start) is not None
        if not (said and p.low(end + 1) in people and (end + 2 >= last or p.mark(end + 2))):
            return False
        value = read_count(p.text[slice(*p.span(begin, end))], languages=[p.words.language])
        return not (isinstance(value, Count) and value.high == 0)

    def _end(self, at: int, last: int, most: int = _OF_WHAT) -> int:
        p = self.p
        return next((k for k in range(at, min(last, at + most)) if p.mark(k)), min(last, at + most))

    def _join(
        self,
        whole: dict[str, Any],
        lead: Range,
        end: int,
        *,
        number: Range | None = None,
        several: bool = False,
    ) -> int:
        """Add what words that end at `end` or before tell apart, where the whole is read with it as it was without.

        Args:
            whole: the count.
            lead: where the words begin, and where they say who.
            end: the token after the last that may say it.
            number: the number of the part, where it stands before.
            several: they tell of several parts, and not of one.

        Returns:
            The token after the words that were taken; 0 for none.
        """
        p = self.p
        begin, who = lead
        word = self.lists.text("drafting", "including").split("|", maxsplit=1)[0]
        for stop in range(end, who, -1):
            told = p.text[slice(*p.span(who, stop))]
            told = f"{p.text[slice(*p.span(*number))]} {told}" if number else told
            written = f"{whole['raw']}, {word} {told}"
            parts = self._read(written, whole)
            if (len(parts) > 1) is several and parts:
                raw = p.text[slice(*p.span(begin if number else who, stop))]
                whole["name"] = written
                whole["parts"] = [{"raw": raw, **part} for part in parts]
                return stop
        return 0

    def _read(self, written: str, whole: dict[str, Any]) -> list[dict[str, int | None]]:
        """Return from where to where each part of a written count reaches; none where it is read otherwise."""
        from claimtrack.values import Count, read_count
        from claimtrack.values.count_words import fates, kinds_of

        language = self.p.words.language
        value = read_count(written, languages=[language])
        if not isinstance(value, Count) or (value.low, value.high) != (whole["low"], whole["high"]):
            return []
        kinds = [kinds_of(part.of, language) for part in value.parts]
        if len(kinds) > 1 and any(not kind or kind & fates() for kind in kinds):
            return []
        return [{"low": part.count.low, "high": part.count.high} for part in value.parts]
