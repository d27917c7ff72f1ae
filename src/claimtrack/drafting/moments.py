"""Dates in running text: the stretches that name a day, read by the date engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimtrack.dates import DateValue
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.wordlists import Wordlists

_LONGEST = 12
_NAMES_TOO = ("sun", "mon", "sat")  # weekdays cut short that are names as well
_DAY = 10  # characters of 2016-07-08
_AHEAD = 45  # days: beyond them a day without a year may as well be of the year before


@dataclass(frozen=True, slots=True)
class Moment:
    """A stretch of tokens that names a date, as written and in EDTF ("" where it is too vague).

    Attributes:
        either_year: whether nobody can tell which year is meant: that before the text, or one to come.
    """

    first: int
    last: int
    raw: str
    edtf: str
    either_year: bool = False


class Moments:
    """The dates of a passage, each read once against the day of publication."""

    def __init__(self, passage: Passage, lists: Wordlists, published: str) -> None:
        self.p = passage
        self.lists = lists
        self.published = published or self._filed() or None
        self._glue = lists.words("dates", "glue")
        self._anchors = lists.words("dates", "anchors")
        self._found: list[Moment] | None = None
        self._that_day = lists.pattern("dates", "that_day")
        self._the_day_before = lists.pattern("dates", "day_before")

    @property
    def found(self) -> list[Moment]:
        """Every date of the passage, in order."""
        if self._found is None:
            self._found = self._find()
        return self._found

    def past_date(self, first: int, last: int) -> Range:
        """Cut a date that a phrase begins or ends with: "On 2 November soldiers …", "министр Ставров 19 августа"."""
        first = next((one.last for one in self.found if one.first <= first < one.last < last), first)
        return first, next((one.first for one in self.found if first < one.first < last <= one.last), last)

    def _filed(self) -> str:
        """Return the day that the dateline tells, against which the dates of a text without a date are read."""
        from claimtrack.dates import read_date

        p = self.p
        first, last = p.dateline or (0, 0)
        days = [at for at in range(first, last) if p.has(at, "month") or p.tokens[at].text[0].isdigit()]
        if not days:
            return ""
        raw = p.text[slice(*p.span(days[0], days[-1] + 1))]
        told = read_date(raw, languages=[p.words.language]).edtf
        return told if len(told) == _DAY else ""

    def inside(self, parts: list[Range]) -> list[Moment]:
        """Return the dates that stand in these stretches of tokens."""
        return [
            one for one in self.found if any(first <= one.first and one.last <= last for first, last in parts)
        ]

    def _find(self) -> list[Moment]:
        found: list[Moment] = []
        at = self.p.dateline[1] if self.p.dateline else 0
        while at < len(self.p.tokens):
            if (same := self._same_day(at, found) or self._day_before(at, found)) is not None:
                found.append(same)
                at = same.last
            elif self._anchor(at) and (one := self._read(at)):
                if found and found[-1].last > one.first:
                    found[-1] = max(found[-1], one, key=lambda moment: moment.last - moment.first)
                else:
                    found.append(one)
                at = one.last
            else:
                at += 1
        return found

    def _same_day(self, at: int, found: list[Moment]) -> Moment | None:
        """Return "that day", which takes its day from the date before it."""
        if not found or (match := self._that_day.match(self.p.text, self.p.tokens[at].start)) is None:
            return None
        return Moment(at, self._token_past(at, match.end()), match[0], found[-1].edtf)

    def _token_past(self, at: int, end: int) -> int:
        """Return the token after the one that ends at a character or behind it."""
        tokens = self.p.tokens
        return next((here for here in range(at, len(tokens)) if tokens[here].end >= end), at) + 1

    def _day_before(self, at: int, found: list[Moment]) -> Moment | None:
        """Return "the night before", the day before the date that stands before it, else before the text."""
        p = self.p
        match = self._the_day_before.match(p.text, p.tokens[at].start)
        if match is None:
            return None
        last = self._token_past(at, match.end())
        if last < len(p.tokens) and p.tokens[last].word and not p.has(last, "conjunction", "preposition"):
            return None  # "the day before the attack"
        days = [one.edtf for one in found if len(one.edtf) == _DAY]
        return Moment(at, last, match[0], self._yesterday(days[-1] if days else self.published))

    def _anchor(self, at: int) -> bool:
        """Whether a word names a day, a month or a time of its own."""
        p = self.p
        if p.low(at) in self._anchors:
            return (
                not p.tokens[at].name
                or at == 0
                or p.has(at - 1, "preposition")
                or p.tokens[at - 1].text in (".", "\n")
            )
        if (
            p.words.language == "en"
            and p.has(at, "month")
            and p.low(at) in ("may", "march")
            and not p.tokens[at].name
        ):
            return False
        if p.has(at, "month") and p.words.language in ("es", "fr") and p.tokens[at].name:
            return at == p.sentence_of(at).first  # "Julio Prada"
        if p.low(at) in _NAMES_TOO and at and p.has(at - 1, "determiner"):
            return False  # "told the Sun"
        return p.has(at, "weekday", "month") and (p.words.language != "en" or p.tokens[at].name)

    def _read(self, at: int) -> Moment | None:
        from claimtrack.dates import read_date

        first, last = self._spread(at)
        if self.p.low(at) in self.lists.words("dates", "vague") and not self._names_a_day(first, last):
            return self._without_day(at)
        best: Moment | None = None
        for begin in range(first, at + 1):
            for end in range(last, at, -1):
                raw = self.p.text[slice(*self.p.span(begin, end))]
                if self._loose(begin, end):
                    continue
                value = read_date(raw, reference=self.published, languages=[self.p.words.language])
                if value.edtf and self._far_ahead(value):
                    return Moment(begin, end, raw, "", either_year=True)
                if value.edtf:
                    return Moment(begin, end, raw, _range(value.edtf))
                best = best or Moment(begin, end, raw, "")
        return self._without_day(at) if self.p.low(at) in self._anchors else None

    def _far_ahead(self, value: DateValue) -> bool:
        """Whether a date without a year is read as one of months to come: an attack of "9 August" was last year's."""
        from claimtrack.dates import read_date

        published = read_date(self.published).latest if self.published else None
        if published is None or value.earliest is None or "year" not in value.inferred:
            return False
        return value.earliest.ordinal - published.ordinal > _AHEAD

    def _names_a_day(self, first: int, last: int) -> bool:
        """Whether a weekday, a month or a number stands in a stretch: without one there is nothing to read."""
        p = self.p
        return any(
            p.has(at, "weekday", "month") or p.tokens[at].text[0].isdigit() for at in range(first, last)
        )

    def _without_day(self, at: int) -> Moment:
        night = self.p.low(at) in self.lists.words("dates", "nights")
        return Moment(at, at + 1, self.p.tokens[at].text, self._last_night() if night else "")

    def _last_night(self) -> str:
        """Return the night before the day of publication, as two days."""
        day = self._yesterday(self.published)
        return f"{day}/{self.published}" if day else ""

    @staticmethod
    def _yesterday(day: str | None) -> str:
        """Return the day before a day; "" for none."""
        from claimtrack.dates import read_date

        return read_date("yesterday", reference=day, languages=["en"]).edtf or "" if day else ""

    def _loose(self, begin: int, end: int) -> bool:
        """Whether a stretch begins or ends with a word that is no part of a date."""
        p = self.p
        if p.mark(end - 1) and p.tokens[end - 1].text != ")":
            return True
        if (
            end < len(p.tokens)
            and p.low(end) in ("'s", "’s")
            and p.low(begin) in self.lists.words("dates", "dangling")
        ):
            return True  # "from Monday's blast"
        return p.mark(begin) or p.low(end - 1) in self.lists.words("dates", "dangling")

    def _spread(self, at: int) -> Range:
        """Return the words about an anchor that may belong to its date, within its sentence."""
        sentence = self.p.sentence_of(at)
        first = at
        while first > sentence.first and at - first < _LONGEST and self._part(first - 1):
            first -= 1
        last = at + 1
        while last < sentence.last and last - at < _LONGEST and self._part(last):
            last += 1
        return first, last

    def _counts(self, at: int) -> bool:
        """Whether a number after "January, " is no day of it: "since January, 12 of them children"."""
        p = self.p
        after_month = at > 1 and p.tokens[at - 1].text == "," and p.has(at - 2, "month")
        return p.words.language == "en" and after_month and len(p.low(at)) <= 2 and p.low(at).isdigit()

    def _part(self, at: int) -> bool:
        p = self.p
        token = p.tokens[at]
        if p.has(at, "weekday", "month") or p.low(at) in self._glue or p.low(at) in self._anchors:
            return True
        if self._counts(at):
            return False
        return token.text[0].isdigit() or (
            token.text in ("(", ")", ",", "/", "-", "–", ".")
            and at > 0
            and "\n" not in p.text[p.tokens[at - 1].end : token.start]
        )


def _range(edtf: str) -> str:
    """Return a set of two dates ("in April and May") as the range that it spans."""
    if edtf.startswith("{") and edtf.count(",") == 1:
        return edtf[1:-1].replace(",", "/")
    return edtf
