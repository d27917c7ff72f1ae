"""What befell those whom a number counts: the words for it, and the nearest of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from claimtrack.drafting.passage import Passage
    from claimtrack.drafting.wordlists import Wordlists

FIELDS = ("killed", "wounded", "captured")
MISSING = "missing"  # of whom nobody says what befell them: there is no field
_REACH = 14
_THEN = 3  # tokens after those counted within which it is told what befell them then
_NOUN_PHRASE = 4  # tokens within which the noun of a count stands
_NO_NOUN = ("verb", "auxiliary", "preposition", "conjunction", "adverb", "month")
_ONLY_NAMED = 12  # tokens that a word for captives counts for where it only names those counted


class Fates:
    """What the words of a passage say befell people."""

    def __init__(self, passage: Passage, lists: Wordlists) -> None:
        self.p = passage
        self.lists = lists
        self._numbers = lists.words("counts", "numbers")
        self._bounds = lists.words("counts", "bounds")
        self._people = lists.words("happenings", "people")
        self._descriptions = lists.words("counts", "descriptions")

    @cached_property
    def _fates(self) -> dict[int, list[str]]:
        """What the words of the passage say befell people: the fields of each token that begins one."""
        p = self.p
        starts = {token.start: at for at, token in enumerate(p.tokens)}
        found: dict[int, list[str]] = {}
        for name in (*FIELDS, MISSING):
            for match in self.lists.pattern("happenings", name).finditer(p.text):
                if match.start() in starts:
                    found.setdefault(starts[match.start()], []).append(name)
        return found

    @cached_property
    def _aside(self) -> frozenset[int]:
        """The tokens of ", including three children,": they part a number from what befell those counted."""
        p = self.p
        found: set[int] = set()
        for match in self._asides():
            at = next((k for k, token in enumerate(p.tokens) if token.end > match.start()), len(p.tokens))
            while at and self._number(at - 1):
                at -= 1  # ", three of them children,"
            opened = at - 1 if at and p.mark(at - 1) else at
            end = next((k for k in range(at, len(p.tokens)) if p.mark(k) or self._goes_on(k)), opened)
            after = end if self._befell_by_itself(end) else end + 1
            found.update(range(opened, after) if end > opened else ())
        return frozenset(found)

    def _asides(self) -> Iterator[re.Match[str]]:
        for key in ("including", "of_them"):
            yield from self.lists.pattern("drafting", key).finditer(self.p.text)

    def _goes_on(self, at: int) -> bool:
        """Whether a sentence goes on with what befell people: "including three children were killed", "and wounded five"."""
        joined = self.p.has(at, "conjunction") or self.p.has(at, "auxiliary")
        return (at + 1 in self._fates and joined) or self._befell_by_itself(at)

    def _befell_by_itself(self, at: int) -> bool:
        """Whether an Arabic word of fate goes on by itself: "وأصيب", and the verb of the whole, "قتلوا"."""
        low = self.p.low(at) if self.p.words.language == "ar" and at in self._fates else ""
        return low.startswith("و") or low.endswith("وا")

    def _beside(self, at: int, last: int) -> list[int]:
        """Return the tokens from one on, those of ", including …," left out."""
        return [k for k in range(at, last) if k not in self._aside]

    def _number(self, at: int) -> bool:
        low = self.p.low(at)
        return (low[:1].isdigit() and not low.endswith("%")) or low in self._numbers

    def _article(self, at: int) -> bool:
        """Whether a word counts one only as an article does: "a soldier", not "no soldier"."""
        return self.p.low(at) in self.lists.words("counts", "articles") and not self.p.has(at, "negation")

    def _noun(self, end: int, last: int) -> int | None:
        """Return the word for people that a number counts."""
        p = self.p
        for at in range(end, min(last, end + 4)):
            if at > end and p.low(at) in self._descriptions:
                return None  # "un avión militar"
            if self._thing(at) and not self._who_work_it(at + 1, last):
                return None  # "two missiles killed"
            if p.low(at) in self._people:
                if self._article(end - 1) and self._only_describes(at + 1, last):
                    return None  # "a police launch"
                both = p.words.language == "en" and at + 1 < last and p.low(at + 1) in self._people
                return at + 1 if both else at  # "a police officer"
            if (
                p.mark(at)
                or p.has(at, "verb", "auxiliary", "conjunction")
                or (p.has(at, "preposition") and p.low(at) not in ("of", "de", "من"))
            ):
                return None
        return None

    def _who_work_it(self, at: int, last: int) -> bool:
        """Whether a word for people stands at `at`, and no word of what befell them: "two drone operators"."""
        return at < last and self.p.low(at) in self._people and at not in self._fates

    def _thing(self, at: int) -> bool:
        """Whether a word is of a thing or a weapon, whose number counts nobody."""
        p = self.p
        weapon = self.lists.pattern("happenings", "weapon").match(p.text, p.tokens[at].start)
        return p.low(at) in self.lists.words("counts", "things") or weapon is not None

    def _only_describes(self, at: int, last: int) -> bool:
        """Whether a plain noun at `at` is what a word for people before it describes."""
        p = self.p
        if at < last and p.low(at - 1) == "police":
            return p.low(at) not in self._people  # no singular of its own
        plain = p.words.language == "en" and at < last and p.tokens[at].word and not p.tokens[at].classes
        return plain and at not in self._fates and p.low(at) not in self._people and not p.tokens[at].name

    def _befell(self, end: int, first: int, last: int) -> bool:
        """Whether a plain noun follows a number, with a word of fate right beside the two."""
        p = self.p
        if end >= last or p.mark(end) or not p.tokens[end].word or p.has(end, *_NO_NOUN):
            return False
        if self._thing(end):
            return False
        near = [*range(max(first, end - 5), end - 1), *self._beside(end, last)[:3]]
        return any(at in self._fates for at in near)

    def _sufferers(self, end: int, last: int) -> int | None:
        """Return the noun of "five Kesh nationals were held": whoever they are, something befell them."""
        p = self.p
        for at in range(end, min(last, end + _NOUN_PHRASE)):
            if p.mark(at) or not p.tokens[at].word or p.has(at, *_NO_NOUN):
                return None
            if self._thing(at):
                return None
            verb = at + 1
            while verb < last and p.has(verb, "auxiliary"):
                verb += 1
            if verb > at + 1:
                return at if verb in self._fates else None
        return None

    def _bare(self, end: int, last: int) -> bool:
        """Whether a number stands for people without a word for them: before a verb, a mark or the end."""
        p = self.p
        if end >= last:
            return True
        return (
            p.mark(end)
            or p.has(end, "verb", "auxiliary", "modal", "conjunction", "preposition")
            or end in self._fates
        )

    def _field(self, begin: int, stop: int, first: int, last: int) -> str:
        """Return the field of what befell those counted: the nearest word of fate in the same clause."""
        if self._lost(begin) and stop - begin > 1:
            is_craft = self.p.low(stop - 1) in self.lists.words("asserted", "craft")
            return "" if is_craft else "killed"
        best, nearest = "", _REACH
        for at, names in self._fates.items():
            if first <= at < last and at not in self._aside:
                if at > stop and self._counts_others(stop, at):
                    continue
                distance = self._distance(at, begin, stop)
                if begin <= at < stop and "captured" not in names and self._befell_then(stop, last, names):
                    continue  # "two of the wounded later died"
                if "captured" in names and begin <= at < stop:
                    if self._subject(stop, last):
                        continue  # "40 detainees were freed"
                    distance += _ONLY_NAMED  # "executed the 23 prisoners"
                if distance < nearest:
                    best, nearest = names[0], distance
        return best

    def _counts_others(self, stop: int, at: int) -> bool:
        """Whether others are counted before a word of fate: "catorce, sin contar a dos desaparecidos"."""
        return any(self._number(k) for k in self._beside(stop, at)) and self.p.mark(stop)

    def _lost(self, begin: int) -> bool:
        """Whether a side is told right before a count to have lost those counted: "the loss of nine fighters"."""
        p = self.p
        if begin == 0:
            return False
        start = p.tokens[max(0, begin - 2)].start
        end = p.tokens[begin - 1].end
        losses = self.lists.pattern("happenings", "losses")
        return any(match.end() == end for match in losses.finditer(p.text, start, end))

    def _subject(self, at: int, last: int) -> bool:
        """Whether something else is told of those counted: a verb stands right after them."""
        return at < last and self.p.has(at, "verb", "auxiliary", "modal")

    def _befell_then(self, stop: int, last: int, names: list[str]) -> bool:
        """Whether another fate is told right after those counted by theirs: "two of the wounded later died"."""
        p = self.p
        for k in range(stop, min(last, stop + _THEN)):
            if p.mark(k) or p.has(k, "conjunction") or self._number(k):
                return False
            if self._fates.get(k, names) not in (names, [MISSING]):
                return True
        return False

    def _distance(self, at: int, begin: int, stop: int) -> int:
        """Return how far a word of fate stands from a count, marks and conjunctions between them adding to it."""
        if at == begin - 1:
            return -3  # "killed five and injured nine"
        if begin <= at < stop:
            return 0
        p = self.p
        between = self._beside(min(at, stop), max(at, begin))
        distance = len(between) + (at >= stop) + 2 * (at < begin)
        distance += 4 * sum(p.mark(k) for k in between)
        return distance + 4 * any(p.has(k, "conjunction") for k in between)
