"""Counts in running text: how many were killed, wounded, captured, read by the count reader."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from claimtrack.drafting.counted import Parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.wordlists import Wordlists
    from claimtrack.values import Count

_FIELDS = ("killed", "wounded", "captured")
_MISSING = "missing"  # of whom nobody says what befell them: there is no field
_REACH = 14
_NOUN_PHRASE = 4  # tokens within which the noun of a count stands
_NO_NOUN = ("verb", "auxiliary", "preposition", "conjunction", "adverb", "month")
_ONLY_NAMED = 6  # tokens that a word for captives counts for where it only names those counted


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
        self.field = ""  # what a bare figure counts, as those before it tell
        self._descriptions = lists.words("counts", "descriptions")
        self.parts = Parts(passage, lists)

    @cached_property
    def _fates(self) -> dict[int, list[str]]:
        """What the words of the passage say befell people: the fields of each token that begins one."""
        p = self.p
        starts = {token.start: at for at, token in enumerate(p.tokens)}
        found: dict[int, list[str]] = {}
        for name in (*_FIELDS, _MISSING):
            for match in self.lists.pattern("happenings", name).finditer(p.text):
                if match.start() in starts:
                    found.setdefault(starts[match.start()], []).append(name)
        return found

    @cached_property
    def _aside(self) -> frozenset[int]:
        """The tokens of ", including three children,": they part a number from what befell those counted."""
        p = self.p
        found: set[int] = set()
        for match in self.lists.pattern("drafting", "including").finditer(p.text):
            at = next((k for k, token in enumerate(p.tokens) if token.end > match.start()), len(p.tokens))
            opened = at - 1 if at and p.mark(at - 1) else at
            end = next((k for k in range(at, len(p.tokens)) if p.mark(k)), opened)
            found.update(range(opened, end + 1) if end > opened else ())
        return frozenset(found)

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
            if found and self.parts.only_says_who(end, last):
                self.parts.add(found[-1].value, begin, end, last)
                at = end
                continue
            toll = self._toll(begin, end, first, last)
            if toll and self._some_of(toll, end, found):
                self.parts.add(found[-1].value, begin, end, last)
            elif toll and toll.field != _MISSING:
                self.parts.add_included(toll.value, toll.last, last)
                found.append(toll)
            at = max(end, at + 1)
        return found

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

    def _number(self, at: int) -> bool:
        low = self.p.low(at)
        return (low[:1].isdigit() and not low.endswith("%")) or low in self._numbers

    def _no_count(self, at: int, first: int, last: int) -> bool:
        """Whether a number counts no people: an age, the number of a thing, "a crew of five", an earlier figure."""
        p = self.p
        before = p.tokens[at - 1] if at > first else None
        after = p.tokens[at + 1] if at + 1 < last else None
        if before is None:
            return False
        if self._earlier(at, first) or self._difference(at) or self._changed_to(at, first):
            return True
        if self._article(at) and after is not None and self._names_a_toll(at + 1):
            return True
        if self._names_a_thing(at, last):
            return True
        if p.has(at - 1, "month") or (after is not None and p.has(at + 1, "month")):
            return True
        if (
            before.text in (",", "(", "،")
            and p.low(at).isdigit()
            and (after is None or after.text in (",", ")", "،"))
        ):
            return True
        if (
            p.low(at)[:1].isdigit()
            and before.name
            and before.word
            and at - 1 > first
            and not p.has(at - 1, "month", "weekday")
        ):
            return True
        counted = self._people_follow(at + 1, last) or self._befell(at + 1, first, last)
        if before.low in self.lists.words("counts", "of") and not counted:
            return True
        if self._of_all(at, first) or self._of_things(at, first, last):
            return True
        return before.low in self.lists.words("counts", "from") and bool(
            self.lists.pattern("drafting", "toll").search(p.text[slice(*p.span(first, last))])
        )

    def _of_things(self, at: int, first: int, last: int) -> bool:
        """Whether "one of them" is of no people: after a noun in the genitive, "обломки одного из них"."""
        p = self.p
        of_them = self.lists.pattern("drafting", "of_them")
        if p.words.language not in ("ru", "uk") or at + 1 >= last:
            return False
        told = of_them.match(p.text, p.tokens[at + 1].start) is not None
        return (
            told
            and at > first
            and p.tokens[at - 1].word
            and not p.has(at - 1, "verb", "preposition", "conjunction")
        )

    def _of_all(self, at: int, first: int) -> bool:
        """Whether a number tells of how many others are: the 40 of "12 of the 40 deaths claimed by the group"."""
        p = self.p
        of = at - 1 - p.has(at - 1, "determiner")
        return of > first and p.low(of) in self.lists.words("counts", "of") and self._number(of - 1)

    def _names_a_toll(self, at: int) -> bool:
        """Whether a word for a toll stands at `at`: "un bilan de cinq morts"."""
        return self.lists.pattern("drafting", "toll").match(self.p.text, self.p.tokens[at].start) is not None

    def _earlier(self, at: int, first: int) -> bool:
        """Whether a number is the figure of before: "up from 9", ", contre neuf auparavant"."""
        p = self.p
        begin = at
        while begin > first and (p.has(begin - 1, "determiner") or p.low(begin - 1) in self._bounds):
            begin -= 1
        for edge in {at, begin} - {first}:
            start, end = p.span(first, edge)
            for key in ("earlier", "against"):
                for match in self.lists.pattern("counts", key).finditer(p.text, start, end):
                    apart = p.text[start : match.start()].rstrip()[-1:] in (",", "(", "،", "–", "—")
                    if match.end() == end and (apart or key == "earlier"):
                        return True
        return False

    def _names_a_thing(self, at: int, last: int) -> bool:
        """Whether a number only tells which of some things it is: "cell 14", "Route 6"."""
        p = self.p
        plain = p.tokens[at - 1].word and not p.tokens[at - 1].classes and at - 1 not in self._fates
        listed = p.low(at - 1) in self._bounds or self._number(at - 1)
        return plain and not listed and p.low(at).isdigit() and not self._people_follow(at + 1, last)

    def _changed_to(self, at: int, first: int) -> bool:
        """Whether a number is only what a figure became: ", a figure later raised to six"."""
        p = self.p
        start, end = p.span(first, at)
        changed = self.lists.pattern("counts", "changed")
        return any(
            match.end() == end and match.start() > start for match in changed.finditer(p.text, start, end)
        )

    def _difference(self, at: int) -> bool:
        """Whether a number only tells how many more: "three more than on Monday"."""
        p = self.p
        after = at + 1 < len(p.tokens)
        told = self.lists.pattern("counts", "differences")
        return after and told.match(p.text, p.tokens[at + 1].start) is not None

    def _people_follow(self, at: int, last: int) -> bool:
        return self._noun(at, last) is not None

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

    def _part_of_whole(self, at: int, first: int) -> bool:
        p = self.p
        while at > first and p.low(at - 1) in self._bounds:
            at -= 1  # "among them at least five children"
        lead = p.text[p.tokens[max(first, at - 3)].start : p.tokens[at].start]
        return bool(self.lists.pattern("drafting", "including").search(lead))

    def _toll(self, begin: int, end: int, first: int, last: int) -> Toll | None:
        noun = self._noun(end, last)
        if noun is None and not self._article(end - 1):
            noun = self._sufferers(end, last)
            if noun is None and self._befell(end, first, last):
                noun = end  # "четверо пациентов": whoever they are, they died
        if noun is None and (self._article(begin) or not self._bare(end, last)):
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

    def _article(self, at: int) -> bool:
        """Whether a word counts one only as an article does: "a soldier", not "no soldier"."""
        return self.p.low(at) in self.lists.words("counts", "articles") and not self.p.has(at, "negation")

    def _past_prepositions(self, begin: int, end: int, stop: int, count: Count) -> int:
        """Return where a count begins without prepositions that say nothing of how many: "to 11", "de tres heridos"."""
        while begin + 1 < end and self.p.has(begin, "preposition"):
            shorter = self._read(begin + 1, end, stop)
            if shorter is None or _bounds(shorter) != _bounds(count):
                break
            begin += 1
        return begin

    def _noun(self, end: int, last: int) -> int | None:
        """Return the word for people that a number counts."""
        p = self.p
        for at in range(end, min(last, end + 4)):
            if at > end and p.low(at) in self._descriptions:
                return None  # "un avión militar"
            if p.low(at) in self._people:
                both = p.words.language == "en" and at + 1 < last and p.low(at + 1) in self._people
                return at + 1 if both else at  # "a police officer"
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
        if end >= last or p.mark(end) or not p.tokens[end].word or p.has(end, *_NO_NOUN):
            return False
        if p.low(end) in self.lists.words("counts", "things"):
            return False
        near = [*range(max(first, end - 5), end - 1), *self._beside(end, last)[:3]]
        return any(at in self._fates for at in near)

    def _sufferers(self, end: int, last: int) -> int | None:
        """Return the noun of "five Kesh nationals were held": whoever they are, something befell them."""
        p = self.p
        for at in range(end, min(last, end + _NOUN_PHRASE)):
            if p.mark(at) or not p.tokens[at].word or p.has(at, *_NO_NOUN):
                return None
            if p.low(at) in self.lists.words("counts", "things"):
                return None
            verb = at + 1
            while verb < last and p.has(verb, "auxiliary"):
                verb += 1
            if verb > at + 1:
                return at if verb in self._fates else None
        return None

    def _beside(self, at: int, last: int) -> list[int]:
        """Return the tokens from one on, those of ", including …," left out."""
        return [k for k in range(at, last) if k not in self._aside]

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
            return "killed"
        best, nearest = "", _REACH
        for at, names in self._fates.items():
            if first <= at < last and at not in self._aside:
                distance = self._distance(at, begin, stop)
                if "captured" in names and begin <= at < stop:
                    if self._subject(stop, last):
                        continue  # "40 detainees were freed"
                    distance += _ONLY_NAMED  # "executed the 23 prisoners"
                if distance < nearest:
                    best, nearest = names[0], distance
        return best

    def _lost(self, begin: int) -> bool:
        """Whether a side is told right before a count to have lost those counted: "the loss of nine fighters"."""
        p = self.p
        if begin == 0:
            return False
        start = p.tokens[max(0, begin - 2)].start
        end = p.tokens[begin - 1].end
        losses = self.lists.pattern("happenings", "losses")
        return any(match.end() == end for match in losses.finditer(p.text, start, end))

    def _as_before(self, begin: int, end: int, first: int, last: int) -> str:
        """Return the field of the count before, of which a bare figure is another: "12", "its figure to 17"."""
        if self.field and (end - begin == last - first or self._of_a_toll(first, last)):
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

    def _subject(self, at: int, last: int) -> bool:
        """Whether something else is told of those counted: a verb stands right after them."""
        return at < last and self.p.has(at, "verb", "auxiliary", "modal")

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
