"""Counts in running text: how many were killed, wounded, captured, read by the count reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimtrack.drafting.counted import Parts
from claimtrack.drafting.fates import MISSING
from claimtrack.drafting.uncounted import Uncounted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.wordlists import Wordlists
    from claimtrack.values import Count

_REACH = 14


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of people and what befell them."""

    field: str
    first: int
    last: int
    value: dict[str, Any]


class Tolls(Uncounted):
    """The counts of people of a passage."""

    def __init__(self, passage: Passage, lists: Wordlists) -> None:
        super().__init__(passage, lists)
        self.field = ""  # what a bare figure counts, as those before it tell
        self.parts = Parts(passage, lists)

    def inside(self, first: int, last: int, dates: Sequence[Range] = ()) -> list[Toll]:
        """Return the counts of people between two tokens, those after "including" left to their whole.

        Args:
            first: the first token.
            last: the token after the last.
            dates: the stretches that name a day, whose numbers count nothing.
        """
        found: list[Toll] = []
        at = first
        while at < last:
            dated = any(begin <= at < end for begin, end in dates)
            if (
                dated
                or not self._number(at)
                or self._no_count(at, first, last)
                or self._part_of_whole(at, first)
            ):
                at += 1
                continue
            begin, end = self._stretch(at, first, last)
            if found and (self.parts.only_says_who(begin, end, last) or self._aside_of_them(end, last)):
                self.parts.add(found[-1].value, begin, end, last)
                at = end
                continue
            toll = self._toll(begin, end, first, last)
            if toll and self._some_of(toll, end, found):
                self.parts.add(found[-1].value, begin, end, last)
            elif toll and toll.field != MISSING:
                end = max(end, self.parts.add_included(toll.value, toll.last, last))
                found.append(toll)
            at = max(end, at + 1)
        return found

    def _counts_things(self, end: int, last: int) -> bool:
        return end < last and self._thing(end)

    def _aside_of_them(self, end: int, last: int) -> bool:
        """Whether a number is told of some of those before alone, and not what befell these: "three of them children"."""
        p = self.p
        if end >= last or not self.lists.pattern("drafting", "of_them").match(p.text, p.tokens[end].start):
            return False
        stop = next((k for k in range(end, last) if p.mark(k) or p.has(k, "conjunction")), last)
        return not any(k in self._fates for k in range(end, stop))

    def _some_of(self, toll: Toll, end: int, found: Sequence[Toll]) -> bool:
        """Whether a count is only of some of those counted before: "40 were wounded, five of them children"."""
        p = self.p
        whole = bool(found) and found[-1].field == toll.field
        start = p.tokens[end].start if end < len(p.tokens) else len(p.text)
        keys = ("of_them", "including")
        return whole and any(self.lists.pattern("drafting", key).match(p.text, start) for key in keys)

    def of_anybody(self, first: int, last: int) -> list[Toll]:
        """Return the counts of nobody that a denial makes of "any fighter was killed"."""
        p = self.p
        found = []
        for at in range(first, last):
            if p.low(at) not in self.lists.words("counts", "any"):
                continue
            noun = self._noun(at + 1, last)
            stop = at + 1 if noun is None else noun + 1
            field = self._field(at, stop, stop, last)
            if field and not self._by_somebody(stop, last) and (noun is not None or self._bare(stop, last)):
                raw = p.text[slice(*p.span(at, stop))]
                found.append(Toll(field, at, stop, {"raw": raw, "name": "0", "low": 0, "high": 0}))
        return found

    def of_nobody(self, first: int, last: int) -> list[Toll]:
        """Return the counts of nobody that a phrase of the language makes: "погибших нет", "no hubo muertos"."""
        p = self.p
        start, end = p.span(first, last)
        return [
            Toll(field, first, last, {"raw": match[0], "name": "0", "low": 0, "high": 0})
            for field in ("killed", "wounded")
            if (match := self.lists.pattern("happenings", f"none_{field}").search(p.text, start, end))
        ]

    def _by_somebody(self, first: int, last: int) -> bool:
        """Whether it is told who did it: then only that is denied."""
        agents = self.lists.words("happenings", "with") | {self.lists.table.get("passive_agent")}
        return any(self.p.low(at) in agents for at in range(first, last))

    def _stretch(self, at: int, first: int, last: int) -> Range:
        """Return the words of one count: bounds before it, a second number after "to", "or", "and"."""
        p = self.p
        begin = at
        while begin > first and p.low(begin - 1) in self._bounds and not self._rises_to(begin - 1, first):
            begin -= 1
        end = at + 1
        while end < last and (
            self._number(end)
            or (
                p.low(end) in self.lists.words("counts", "between")
                and end + 1 < last
                and self._number(end + 1)
            )
        ):
            end += 1
        if end < last and self.p.tokens[end].text == "+":  # "12+ people"
            end += 1
        return begin, end

    def _rises_to(self, at: int, first: int) -> bool:
        """Whether a toll is told to have risen or fallen to a figure: "выросло до 14" is 14, and not at most 14."""
        rises = self.lists.pattern("counts", "rises")
        return at > first and rises.match(self.p.text, self.p.tokens[at - 1].start) is not None

    def _toll(self, begin: int, end: int, first: int, last: int) -> Toll | None:
        noun = self._noun(end, last)
        if noun is None and not self._article(end - 1):
            noun = self._sufferers(end, last)
            if noun is None and self._befell(end, first, last):
                noun = end  # "четверо пациентов": whoever they are, they died
        if noun is None and (
            self._article(begin) or not self._bare(end, last) or self._counts_things(end, last)
        ):
            return None
        stop = noun + 1 if noun is not None else end
        field = self._field(begin, stop, first, last) or self._as_before(begin, end, first, last)
        count = self._read(begin, end, stop) if field else None
        if count is None:
            return None
        begin = self._past_prepositions(begin, end, stop, count)
        if (
            field == "killed"
            and noun is not None
            and self.p.low(noun) in self.lists.words("happenings", "civilians")
        ):
            field = "civilians_killed"
        raw = self.p.text[slice(*self.p.span(begin, stop))]
        value: dict[str, Any] = {"raw": raw, "low": count.low, "high": count.high}
        for mark in ("approximate", "vague"):
            if getattr(count, mark, False):
                value[mark] = True
        return Toll(field, begin, stop, value)

    def _past_prepositions(self, begin: int, end: int, stop: int, count: Count) -> int:
        """Return where a count begins without prepositions that say nothing of how many: "to 11", "de tres heridos"."""
        while begin + 1 < end and self.p.has(begin, "preposition"):
            shorter = self._read(begin + 1, end, stop)
            if shorter is None or _bounds(shorter) != _bounds(count):
                break
            begin += 1
        return begin

    def _as_before(self, begin: int, end: int, first: int, last: int) -> str:
        """Return the field of the count before, of which a bare figure is another: "12", "its figure to 17"."""
        led = begin - first == 1 and self.p.has(first, "preposition")  # "говорила про сімох"
        if self.field and (end - begin == last - first - led or self._of_a_toll(first, last)):
            return self.field
        return ""

    def _of_a_toll(self, first: int, last: int) -> bool:
        """Whether only a toll is told of: "its figure to 17", "ihre Verluste mit drei"."""
        p = self.p
        text = p.text[slice(*p.span(first, last))]
        told = self.lists.pattern("drafting", "toll").search(text)
        leads = told is not None and len(text[: told.start()].split()) <= 1
        leads = leads or p.has(first, "pronoun", "clitic")  # "had put it at 29"
        return (
            leads
            and last - first <= _REACH
            and not any(p.has(k, "auxiliary", "modal") for k in range(first, last))
        )

    def _read(self, begin: int, end: int, stop: int) -> Count | None:
        from claimtrack.values import Count, read_count

        number = next(at for at in range(begin, end) if self._number(at))
        for first, last in ((begin, stop), (begin, end), (number, end)):
            raw = self.p.text[slice(*self.p.span(first, last))]
            value = read_count(raw, languages=[self.p.words.language])
            if isinstance(value, Count):
                return value
        return None


def _bounds(count: Count) -> tuple[int, int | None, bool]:
    """Return from where to where a count reaches, and whether it is approximate."""
    return count.low, count.high, count.approximate
