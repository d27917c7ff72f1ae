"""Counts in running text: how many were killed, wounded, captured, read by the count reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.wordlists import Wordlists

_FIELDS = ("killed", "wounded", "captured")
_REACH = 14


@dataclass(frozen=True, slots=True)
class Toll:
    """A number of people and what befell them."""

    field: str
    first: int
    last: int
    value: dict[str, Any]


class Tolls:
    """The counts of people of a passage."""

    def __init__(self, passage: Passage, lists: Wordlists) -> None:
        self.p = passage
        self.lists = lists
        self._numbers = lists.words("counts", "numbers")
        self._bounds = lists.words("counts", "bounds")
        self._people = lists.words("happenings", "people")
        self._fates = {name: lists.pattern("happenings", name) for name in _FIELDS}

    def inside(self, first: int, last: int) -> list[Toll]:
        """Return the counts of people between two tokens, those after "including" left to their whole."""
        found: list[Toll] = []
        at = first
        while at < last:
            if not self._number(at) or self._no_count(at, first, last) or self._part_of_whole(at, first):
                at += 1
                continue
            begin, end = self._stretch(at, first, last)
            toll = self._toll(begin, end, first, last)
            if toll:
                found.append(toll)
            at = max(end, at + 1)
        return found

    def _number(self, at: int) -> bool:
        low = self.p.low(at)
        return (low[0].isdigit() and not low.endswith("%")) or low in self._numbers

    def _no_count(self, at: int, first: int, last: int) -> bool:
        """Whether a number counts no people: an age, the number of a thing, "a crew of five", an earlier figure."""
        p = self.p
        before = p.tokens[at - 1] if at > first else None
        after = p.tokens[at + 1] if at + 1 < last else None
        if before is None:
            return False
        if p.has(at - 1, "month") or (after is not None and p.has(at + 1, "month")):
            return True
        if (
            before.text in (",", "(", "،")
            and p.low(at).isdigit()
            and (after is None or after.text in (",", ")", "،"))
        ):
            return True
        if (
            p.low(at)[0].isdigit()
            and before.name
            and before.word
            and at - 1 > first
            and not p.has(at - 1, "month", "weekday")
        ):
            return True
        if before.low in self.lists.words("counts", "of") and not self._people_follow(at + 1, last):
            return True
        return before.low in self.lists.words("counts", "from") and bool(
            self.lists.pattern("drafting", "toll").search(p.text[slice(*p.span(first, last))])
        )

    def _people_follow(self, at: int, last: int) -> bool:
        return self._noun(at, last) is not None

    def _stretch(self, at: int, first: int, last: int) -> Range:
        """Return the words of one count: bounds before it, a second number after "to", "or", "and"."""
        p = self.p
        begin = at
        while begin > first and p.low(begin - 1) in self._bounds:
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
        return begin, end

    def _part_of_whole(self, at: int, first: int) -> bool:
        p = self.p
        lead = p.text[p.tokens[max(first, at - 3)].start : p.tokens[at].start]
        return bool(self.lists.pattern("drafting", "including").search(lead))

    def _toll(self, begin: int, end: int, first: int, last: int) -> Toll | None:
        noun = self._noun(end, last)
        if (
            noun is None
            and self.p.low(end - 1) not in self.lists.words("counts", "articles")
            and self._befell(end, first, last)
        ):
            noun = end  # "четверо пациентов": whoever they are, they died
        if noun is None and (
            self.p.low(begin) in self.lists.words("counts", "articles") or not self._bare(end, last)
        ):
            return None
        stop = noun + 1 if noun is not None else end
        field = self._field(begin, stop, first, last)
        if not field:
            return None
        count = self._read(begin, end, stop)
        if count is None:
            return None
        if (
            field == "killed"
            and noun is not None
            and self.p.low(noun) in self.lists.words("happenings", "civilians")
            and self.p.low(noun).startswith(("civil", "مدني", "мирн", "цивіл"))
        ):
            field = "civilians_killed"
        raw = self.p.text[slice(*self.p.span(begin, stop))]
        value: dict[str, Any] = {"raw": raw, "low": count.low, "high": count.high}
        for mark in ("approximate", "vague"):
            if getattr(count, mark, False):
                value[mark] = True
        return Toll(field, begin, stop, value)

    def _noun(self, end: int, last: int) -> int | None:
        """Return the word for people that a number counts."""
        p = self.p
        for at in range(end, min(last, end + 4)):
            if p.low(at) in self._people:
                return at
            if (
                p.mark(at)
                or p.has(at, "verb", "auxiliary", "conjunction")
                or (p.has(at, "preposition") and p.low(at) not in ("of", "de", "من"))
            ):
                return None
        return None

    def _befell(self, end: int, first: int, last: int) -> bool:
        """Whether a plain noun follows a number, with a word of fate right beside the two."""
        p = self.p
        if (
            end >= last
            or p.mark(end)
            or not p.tokens[end].word
            or p.has(end, "verb", "auxiliary", "preposition", "conjunction", "adverb", "month")
        ):
            return False
        if p.low(end) in self.lists.words("counts", "things"):
            return False
        near = [*range(max(first, end - 5), end - 1), *range(end + 1, min(last, end + 3))]
        return any(fate.match(p.text, p.tokens[at].start) for at in near for fate in self._fates.values())

    def _bare(self, end: int, last: int) -> bool:
        """Whether a number stands for people without a word for them: before a verb, a mark or the end."""
        p = self.p
        if end >= last:
            return True
        return (
            p.mark(end)
            or p.has(end, "verb", "auxiliary", "modal", "conjunction", "preposition")
            or any(fate.fullmatch(p.tokens[end].text) for fate in self._fates.values())
        )

    def _field(self, begin: int, stop: int, first: int, last: int) -> str:
        """Return the field of what befell those counted: the nearest word of fate in the same clause."""
        p = self.p
        best, nearest = "", _REACH
        for at in range(max(first, begin - _REACH), min(last, stop + _REACH)):
            for name, fate in self._fates.items():
                if not fate.match(p.text, p.tokens[at].start):
                    continue
                distance = begin - at if at < begin else max(0, at - stop + 1)
                if at == begin - 1:
                    distance = -3  # "killed five and injured nine"
                distance += 4 * sum(p.mark(k) for k in range(min(at, stop), max(at, begin)))
                distance += 2 * (at < begin) + 4 * any(
                    p.has(k, "conjunction") for k in range(min(at, stop), max(at, begin))
                )
                if distance < nearest:
                    best, nearest = name, distance
        return best

    def _read(self, begin: int, end: int, stop: int) -> Any:
        from claimtrack.values import Count, read_count

        number = next(at for at in range(begin, end) if self._number(at))
        for first, last in ((begin, stop), (begin, end), (number, end)):
            raw = self.p.text[slice(*self.p.span(first, last))]
            value = read_count(raw, languages=[self.p.words.language])
            if isinstance(value, Count):
                return value
        return None
