"""How fast dates are read, as ratios to dateparser on the same texts in the same run, and how many are right.

Texts met before and texts never met are measured apart: a program that keeps what it has read is quick with the first.

Run as `python tests/benchmarks/bench_dates.py`; needs nothing but the package with its dependencies.
"""

from __future__ import annotations

import random
import time
from datetime import datetime
from typing import TYPE_CHECKING

import dateparser

from claimtrack.dates import read_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

REFERENCE = datetime(2016, 4, 2)  # noqa: DTZ001 - dateparser counts in local time
ROUNDS = 5

MONTHS = ("January", "April", "June", "September", "October", "December")
PLAIN = tuple(
    form.format(d=day, m=month, a=month[:3], y=year)
    for year, day in ((1939, 17), (1948, 3), (1973, 29), (1991, 8), (2003, 21), (2014, 11), (2016, 30))
    for month in MONTHS
    for form in ("{d} {m} {y}", "{m} {d}, {y}", "{a} {d}, {y}", "{d} {a} {y}", "{y}-03-{d:02}", "{m} {y}")
)
# Each is filled in anew for every round, so that no text comes twice.
FORMS = (
    "{d} {m} {y}", "{m} {d}-{e} {y}", "{m} {d} to {n} {e}, {y}", "between {d} and {e} {m} {y}",
    "from {d} {a} to {e} {b} {y}", "early {m} {y}", "the end of {m} {y}", "around {d} {m} {y}",
    "before {d} {m} {y}", "since {m} {y}", "no later than {d} {m} {y}", "the first Friday of {m} {y}",
    "{h}:{i:02} AM · {a} {d}, {y}", "{d} {m} {y} {h}:{i:02} MSK", "{i} days after {d} {m} {y}",
    "{y}-{z:02}", "spring or summer {y}", "the night of {d}-{e} {m} {y}", "{d}/{e}/{y}", "on {a}. {d}, {y}, at night",
)  # fmt: skip
# Text, and the bounds that are right; the reference is Saturday, 2 April 2016.
CASES = (
    ("29 March 2016", "2016-03-29", "2016-03-29"),
    ("Mar. 29", "2016-03-29", "2016-03-29"),
    ("March 29-30", "2016-03-29", "2016-03-30"),
    ("Mar. 29 and Mar. 30", "2016-03-29", "2016-03-30"),
    ("18–21 September 2018", "2018-09-18", "2018-09-21"),
    ("15-17/03/2016", "2016-03-15", "2016-03-17"),
    ("between 3 and 5 March", "2016-03-03", "2016-03-05"),
    ("from 28 Feb to 2 March 2016", "2016-02-28", "2016-03-02"),
    ("the night of 30-31 October 2015", "2015-10-30", "2015-10-31"),
    ("1914–18", "1914-01-01", "1918-12-31"),
    ("March 2016", "2016-03-01", "2016-03-31"),
    ("2016", "2016-01-01", "2016-12-31"),
    ("Q3 2015", "2015-07-01", "2015-09-30"),
    ("spring 2016", "2016-03-01", "2016-05-31"),
    ("the 1990s", "1990-01-01", "1999-12-31"),
    ("264 BC", "-0263-01-01", "-0263-12-31"),
    ("early April", "2016-04-01", "2016-04-10"),
    ("the end of March 2016", "2016-03-21", "2016-03-31"),
    ("around 29 March 2016", "2016-03-29", "2016-03-29"),
    ("since 30 September", "2015-09-30", ""),
    ("before 29 March 2016", "", "2016-03-28"),
    ("no later than 5 May 2016", "", "2016-05-05"),
    ("yesterday", "2016-04-01", "2016-04-01"),
    ("last Tuesday", "2016-03-29", "2016-03-29"),
    ("Saturday", "2016-04-02", "2016-04-02"),
    ("two weeks ago", "2016-03-19", "2016-03-19"),
    ("three days after 28 March", "2016-03-31", "2016-03-31"),
    ("the following month", "2016-05-01", "2016-05-31"),
    ("earlier this month", "2016-04-01", "2016-04-01"),
    ("Tuesday of last week", "2016-03-22", "2016-03-22"),
    ("the first Friday of March 2016", "2016-03-04", "2016-03-04"),
    ("7:51 AM · Jan 25, 2020", "2020-01-25", "2020-01-25"),
    ("30 March 2016 14:30 MSK", "2016-03-30", "2016-03-30"),
    ("311430Z OCT 15", "2015-10-31", "2015-10-31"),
    ("23 Muharram 1437", "2015-11-05", "2015-11-05"),
    ("N/A", None, None),
    ("15", None, None),
    ("Paul Page", None, None),
    ("T-72", None, None),
    ("31 February 2016", None, None),
    ("2016-13-45", None, None),
    ("recently", None, None),
)


def ours(text: str) -> object:
    """Read with claimtrack."""
    return read_date(text, reference="2016-04-02", languages=["en"])


def theirs(text: str) -> object:
    """Read with dateparser, the language given."""
    return dateparser.parse(text, languages=["en"], settings={"RELATIVE_BASE": REFERENCE})


def theirs_guessing(text: str) -> object:
    """Read with dateparser left to find the language."""
    return dateparser.parse(text, settings={"RELATIVE_BASE": REFERENCE})


def never_met(rounds: int, seed: int = 2016) -> Iterator[tuple[str, ...]]:
    """Yield lists of texts of which none comes twice."""
    chance = random.Random(seed)  # the same texts in every run
    met = {*PLAIN, *(case[0] for case in CASES)}
    for _ in range(rounds):
        found: list[str] = []
        while len(found) < len(FORMS) * 10:
            one, other = chance.sample(MONTHS, 2)
            d, z = chance.randrange(1, 27), chance.randrange(20, 99)
            text = FORMS[len(found) % len(FORMS)].format(
                d=d, e=d + 1, m=one, n=other, a=one[:3], b=other[:3], y=chance.randrange(1800, 2020), z=z,
                h=chance.randrange(1, 12), i=chance.randrange(2, 59),
            )  # fmt: skip
            if text not in met:
                met.add(text)
                found.append(text)
        yield tuple(found)


def seconds(read: Callable[[str], object], texts: Sequence[str], rounds: int) -> float:
    """Return the time for one text: the best of some rounds, in processor time, since others may use the machine."""
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        for text in texts:
            read(text)
        best = min(best, time.process_time() - began)
    return best / len(texts)


def first_pass(read: Callable[[str], object], texts: Sequence[str]) -> float:
    """Return the processor time for one text of those that this process has not met, each read once, nothing repeated."""
    began = time.process_time()
    for text in texts:
        read(text)
    return (time.process_time() - began) / len(texts)


def right(text: str, earliest: str | None, latest: str | None) -> bool:
    """Whether claimtrack reads a case as it should."""
    value = read_date(text, reference="2016-04-02", languages=["en"])
    if earliest is None:
        return not value
    bounds = [str(bound or "") for bound in (value.earliest, value.latest)]
    return bool(value) and bounds == [earliest, latest]


def main() -> None:
    """Print ratios and accuracy."""
    mixed = [case[0] for case in CASES]
    for read in (ours, theirs, theirs_guessing):
        seconds(read, mixed, 1)  # tables are loaded
    unmet = [text for texts in never_met(ROUNDS * 2) for text in texts]
    own_first, their_first = first_pass(ours, unmet), first_pass(theirs, unmet[::4])
    own_mixed, own_plain = seconds(ours, mixed, ROUNDS), seconds(ours, PLAIN, ROUNDS)
    fresh = [(seconds(ours, texts, 1), seconds(theirs, texts, 1)) for texts in never_met(ROUNDS, seed=2017)]
    own_fresh, their_fresh = (min(times) for times in zip(*fresh, strict=True))
    print(f"mixed texts: {own_mixed * 1e6:8.1f} µs each")
    print(f"  {seconds(theirs, mixed, ROUNDS) / own_mixed:8.1f} x dateparser, language given")
    print(f"  {seconds(theirs_guessing, mixed, 2) / own_mixed:8.1f} x dateparser, language guessed")
    print(f"plain dates: {own_plain * 1e6:8.1f} µs each")
    print(f"  {seconds(theirs, PLAIN, ROUNDS) / own_plain:8.1f} x dateparser, language given")
    print(f"  {seconds(theirs_guessing, PLAIN[::4], 2) / own_plain:8.1f} x dateparser, language guessed")
    print(f"never met:   {own_fresh * 1e6:8.1f} µs each")
    print(f"  {their_fresh / own_fresh:8.1f} x dateparser, language given")
    print(
        f"first pass:  {own_first * 1e6:8.1f} µs each, of {len(unmet)} texts never met before, in one process"
    )
    print(f"  {their_first / own_first:8.1f} x dateparser, language given")
    correct = sum(right(*case) for case in CASES)
    print(f"right: {correct} of {len(CASES)}")


if __name__ == "__main__":
    main()
