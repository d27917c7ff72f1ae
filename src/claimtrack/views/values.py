"""Answers as people read them in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.dates import DateValue
from claimtrack.values import Count, OneOf, Place, Unknown, Unreadable
from claimtrack.values.one_of import listed_options
from claimtrack.views.blocks import Span
from claimtrack.views.dates import short_date
from claimtrack.vocab import load_vocabulary
from claimtrack.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimtrack.analysis.answers import Answer
    from claimtrack.model import Value
    from claimtrack.values import TypedValue

_ANSWER_SHOWN = 600  # characters; the record has the whole, and a table names an answer in several places


def value_text(value: Value) -> str:
    """Write an answer; a negative one as "not …", a hedged one with its hedge."""
    text = read_text(value.read)
    text = f"not {text}" if value.negative else text
    return f"{text} ({load_vocabulary('hedge')[value.hedge].label})" if value.hedge else text


def read_text(read: TypedValue) -> str:
    """Write a value in its normalised form, with its own words where that form is not what was said."""
    match read:
        case Count():
            return _count_text(read)
        case DateValue():
            return short_date(read)
        case OneOf():
            return listed_options([read_text(option) for option in read.options])
        case Place():
            return read.name or str(read)
        case Unknown():
            return "unknown"
        case Unreadable():
            return f"“{read.raw}”"
        case _:
            return str(read)


def _count_text(count: Count) -> str:
    text = str(count).replace("-", "–")
    # A vague word is the answer; the numbers are only how the program takes it.
    return f"“{count.raw}” ({text})" if count.vague and count.raw else text


def answer_text(answer: Answer) -> str:
    """Write the values that one assertion gives to one question; of a very long one the beginning."""
    return "; ".join(shortened(value_text(value), _ANSWER_SHOWN) for value in answer.values)


def past_word(stance: str) -> str:
    """Return the past tense of a stance: claimed, denied, queried, commented."""
    return str(load_vocabulary("stance")[stance].extra["past"])


def given(*texts: str) -> tuple[Span, ...]:
    """Write texts from the case file as a list; each keeps its own direction, whatever stands beside it."""
    return joined([(Span(text, "given"),) for text in texts], ", ")


def joined(parts: Sequence[Sequence[Span]], between: str) -> tuple[Span, ...]:
    """Join parts of a line, each of several spans."""
    spans: list[Span] = []
    for part in parts:
        spans += [Span(between), *part] if spans else part
    return tuple(spans)


def listed(names: Iterable[str]) -> str:
    """Write names as a list in a sentence.

    >>> listed(["Amaq", "Egypt", "Russia"])
    'Amaq, Egypt and Russia'
    """
    items = list(dict.fromkeys(names))
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else "".join(items)
