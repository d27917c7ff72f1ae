"""The words of a report in one language: labels and sentences of its data file, dates and numbers in its own way.

A language is one file in `data/labels`. Its sentences need no plural forms and no genders, so that it holds for any
number and anybody; what comes from the case file stands in them as it was written.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

from claimtrack.datafiles import data_file
from claimtrack.errors import UnknownTermError
from claimtrack.languages import codes_in
from claimtrack.views.blocks import Span
from claimtrack.views.dates import DateWords, short_date
from claimtrack.vocab import load_vocabulary
from claimtrack.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimtrack.analysis.answers import Answer
    from claimtrack.dates import DateValue
    from claimtrack.model import Evidence, Value
    from claimtrack.values import Count, TypedValue
    from claimtrack.values.count import Part
    from claimtrack.views.blocks import Tone

_LABELS = Path(__file__).parent / "data" / "labels"


def languages() -> tuple[str, ...]:
    """Name the languages that reports can be written in, by their BCP 47 tags."""
    return tuple(sorted(codes_in(_LABELS)))


@cache
def load_words(language: str) -> Words:
    """Load the words of a language.

    Raises:
        UnknownTermError: there is no such language.
    """
    known = languages()
    if language not in known:
        raise UnknownTermError(f"no reports in the language {language!r}", did_you_mean(language, known))
    return Words(language, data_file(_LABELS / f"{language}.toml"))


class Words:
    """The words of one language.

    Attributes:
        language: its BCP 47 tag.
        direction: the way it reads, `ltr` or `rtl`.
        text: labels and sentences by name.
    """

    def __init__(self, language: str, content: Mapping[str, Any]) -> None:
        self.language = language
        self.direction: str = content["direction"]
        self.text: Mapping[str, str] = content["text"]
        self._terms: Mapping[str, Mapping[str, str]] = content["terms"]
        self._numbers: Mapping[str, Any] = content["numbers"]
        dates: dict[str, Any] = {
            name: tuple(words) if isinstance(words, list) else words
            for name, words in content["dates"].items()
        }
        self.dates = DateWords(digits=self._numbers.get("digits", ""), **dates)

    @property
    def arrow(self) -> str:
        """The arrow from what was to what is, the way the language reads."""
        return "←" if self.direction == "rtl" else "→"

    # --- sentences ---

    def __getitem__(self, name: str) -> str:
        return self.text[name]

    def line(self, name: str, tone: Tone = "plain", **data: str | Span | Iterable[Span]) -> tuple[Span, ...]:
        """Fill in a sentence; what is filled in stays apart, so that each part can read its own way."""
        spans: list[Span] = []
        for literal, key, _, _ in Formatter().parse(self.text[name]):
            if literal:
                spans.append(Span(literal, tone))
            if key:
                spans += _spans(data[key], "given" if tone == "plain" else tone)
        return tuple(spans)

    def written(self, name: str, **data: str) -> str:
        """Fill in a sentence, as plain text."""
        return self.text[name].format(**data)

    def listed(self, items: Iterable[str | Span]) -> tuple[Span, ...]:
        """Join names to a list in a sentence, each once."""
        each = [span for item in dict.fromkeys(items) for span in _spans(item, "given")]
        spans: list[Span] = []
        for number, span in enumerate(each):
            if number:
                spans.append(Span(self["last"] if number == len(each) - 1 else self["comma"]))
            spans.append(span)
        return tuple(spans)

    def series(self, items: Iterable[Iterable[Span]]) -> tuple[Span, ...]:
        """Join answers, which may hold commas, to a series in a sentence."""
        spans: list[Span] = []
        for item in items:
            spans += [Span(self["semicolon"])] if spans else []
            spans += item
        return tuple(spans)

    def by_whom(self, answer: str, who: Iterable[str]) -> tuple[Span, ...]:
        """Write an answer with those who give it; a party whose answer is its own name is not named twice."""
        names = list(who)
        said = Span(answer, "given")
        if names in ([], [answer]):
            return (said,)
        first, *others = (Span(name, "given") for name in names)
        named = [first, *(span for name in others for span in (Span(self["comma"]), name))]
        return (said, Span(" ("), *named, Span(")"))

    # --- terms ---

    def term(self, vocabulary: str, key: str) -> str:
        """Name a term of a vocabulary, or another closed list; what the language has no word for stays as it is."""
        found = self._terms.get(vocabulary, {}).get(key)
        return key if found is None else found

    def question(self, key: str, label: str = "") -> str:
        """Name a field: in the language where it is the program's own, as the file does where it is not."""
        fields = load_vocabulary("field")
        if key in fields and label in {"", fields[key].label}:
            return self.term("field", key)
        return label or key.replace("_", " ").capitalize()

    def item(self, item: Evidence) -> str:
        """Name an item of evidence, with its kind where the title does not begin with it."""
        kind = self.term("evidence_kind", item.kind)
        title = item.title.casefold()
        plain = item.kind == "other" or title.startswith((item.kind, kind.casefold()))
        return item.title if plain else f"{kind}: {item.title}"

    def continued(self, number: int, parts: int) -> str:
        """Say which part of a table that did not fit its page this is."""
        return self.written("continued", number=self.number(number), all=self.number(parts))

    # --- dates, numbers, answers ---

    def date(self, date: DateValue | None) -> str:
        """Write a date."""
        return short_date(date, self.dates)

    def number(self, number: int) -> str:
        """Write a whole number: groups of three, from the length at which the language groups."""
        plain = f"{number:,}" if number >= self._numbers["grouped_from"] else str(number)
        return self.dates.in_digits(plain.replace(",", self._numbers["group"]))

    def count(self, count: Count) -> str:
        """Write a count: at least, about, from … to; with its parts, in the words that name them."""
        whole = self._whole(count)
        if not count.parts:
            return whole
        parts = self["comma"].join(map(self._part, count.parts))
        return f"{whole} ({parts})" if count.summed else self.written("including", number=whole, parts=parts)

    def _part(self, part: Part) -> str:
        """Write a part of a count; a kind of people that is named in another language is named in this one."""
        from claimtrack.values.count_words import kind_in_another_language

        number = self.count(part.count)
        kind = kind_in_another_language(part.of, self.language)
        return f"{self.term('counted', kind)}: {number}" if kind else f"{number} {part.of}"

    def _whole(self, count: Count) -> str:
        if count.near is not None:
            return self.written(count.nearness.replace(" ", "_"), number=self.number(count.near))
        low = self.number(count.low)
        if count.high is None:
            text = self.written("at_least", low=low)
        elif count.low == count.high:
            text = low
        else:
            text = self.written("from_to", low=low, high=self.number(count.high))
            if count.best is not None:
                text = f"{self.number(count.best)} ({text})"
        text = self.written("about", number=text) if count.approximate or count.vague else text
        # A vague word is the answer; the numbers are only how the program takes it.
        return f"“{count.raw}” ({text})" if count.vague and count.raw else text

    def read(self, read: TypedValue) -> str:
        """Write a value in its normalised form, with its own words where that form is not what was said."""
        from claimtrack.dates import DateValue
        from claimtrack.values import Count, OneOf, Unknown, YesNo
        from claimtrack.views.values import read_text

        match read:
            case Count():
                return self.count(read)
            case DateValue():
                return self.date(read)
            case OneOf():
                *first, last = [self.read(option) for option in read.options]
                return f"{self['comma'].join(first)}{self.dates.either}{last}"
            case Unknown():
                return self["unknown"]
            case YesNo():
                return self["yes" if read.yes else "no"]
            case _:
                return read_text(read)

    def value(self, value: Value) -> str:
        """Write an answer; a negative one says what it is not."""
        text = self.read(value.read)
        text = self.written("not", answer=text) if value.negative else text
        return f"{text} ({self.term('hedge', value.hedge)})" if value.hedge else text

    def answer(self, answer: Answer) -> str:
        """Write the values that one assertion gives to one question."""
        return self["semicolon"].join(self.value(value) for value in answer.values)

    def kind_of_part(self, part: Part) -> str:
        """Name what a part of a count counts."""
        from claimtrack.values.count_words import kind_in_another_language

        kind = kind_in_another_language(part.of, self.language)
        return self.term("counted", kind) if kind else part.of


def _spans(given: str | Span | Iterable[Span], tone: Tone) -> list[Span]:
    if isinstance(given, str):
        return [Span(given, tone)]
    return [given] if isinstance(given, Span) else list(given)
