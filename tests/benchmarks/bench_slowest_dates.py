"""The slowest texts to read as dates, of random ones and of mutated examples: whether any takes over 20 ms of processor.

Random texts are strings of any characters, and of the words of one language in any order, with figures and signs.
Mutated ones are the examples of the language files with characters or words left out, doubled, moved or exchanged.
Each is read once, half of them with the language named. What raises ends the run with its text. The first load of the
languages, of convertdate and of dateparser is made before.

Run as `python tests/benchmarks/bench_slowest_dates.py --texts 100000`; needs nothing but the package with its dependencies.
"""

from __future__ import annotations

import argparse
import gc
import heapq
import random
import sys
import time
from typing import TYPE_CHECKING

from claimtrack.dates import fallback, read_date
from claimtrack.dates.lexicon import load
from claimtrack.dates.lexicon import vocabulary as vocabulary_of
from claimtrack.languages import LANGUAGES, section
from claimtrack.numerals import read_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LIMIT = 20.0  # milliseconds
SIGNS = " -/.,:;()[]'\"–—~?%+=<>&@*·|"
REFERENCE = "2016-04-02"


def vocabulary(language: str) -> list[str]:
    """Return the words of a language, figures and signs."""
    figures = [str(number) for number in (*range(1, 32), 1395, 1437, 1999, 2016, 5776)]
    return [*load(language).words, *figures * 5, *SIGNS * 3]


def random_text(chance: random.Random, words: list[str]) -> str:
    """Make a text of words in any order, or of any characters."""
    if chance.random() < 0.7:
        return " ".join(chance.choices(words, k=chance.randrange(1, 30)))[:300]
    alphabet = chance.choice((SIGNS + "0123456789", "0123456789abmtz:-/. ", "".join(words)))
    return "".join(chance.choices(alphabet, k=chance.randrange(1, 300)))


def mutated(chance: random.Random, text: str, other: str) -> str:
    """Leave out, double, move or exchange characters or words of a text, or put two texts together."""
    for _ in range(chance.randrange(1, 5)):
        joint = chance.choice(("", " "))
        parts = text.split(" ") if joint else list(text)
        at, to = chance.randrange(len(parts) + 1), chance.randrange(len(parts) + 1)
        change = chance.randrange(5)
        if change == 0:
            del parts[at : at + 1]
        elif change == 1:
            parts[at:at] = parts[at : at + 3]
        elif change == 2:
            parts[at:at], parts[to : to + 1] = parts[to : to + 1], []
        elif change == 3:
            parts[at : at + 1] = [chance.choice(SIGNS + "0123456789")]
        else:
            parts[at:at] = [" ", other]
        text = joint.join(parts)
    return text[:300]


def texts(count: int, seed: int) -> Iterator[tuple[str, str, str | None]]:
    """Yield the kind of a text, the text, and the language that it is read in."""
    chance = random.Random(seed)  # the same texts in every run
    words = {language: vocabulary(language) for language in LANGUAGES}
    examples = [(code, one["text"]) for code in LANGUAGES for one in section(code, "examples")]
    for number in range(count):
        language = chance.choice(LANGUAGES)
        yield "random", random_text(chance, words[language]), language if number % 2 else None
        (language, text), (_, other) = chance.sample(examples, 2)
        yield "mutated", mutated(chance, text, other), language if number % 2 else None


def milliseconds(read: Callable[[], object]) -> float:
    """Return the processor time of one call."""
    began = time.process_time()
    read()
    return (time.process_time() - began) * 1000


def warm() -> None:
    """Load what is loaded once: the languages, the calendars, dateparser."""
    for language in LANGUAGES:
        for one in section(language, "examples"):
            read_date(one["text"], reference=REFERENCE, languages=[language])
        vocabulary_of(language)
        read_number("of no language", language)
        fallback.ask("12 Janvier 2015", language, "DMY")


def main() -> None:
    """Print the slowest texts of each kind."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=20_000, help="how many of each kind")
    parser.add_argument("--seed", type=int, default=2016)
    parser.add_argument("--worst", type=int, default=10, help="how many to print of each kind")
    options = parser.parse_args()
    warm()
    slowest: dict[str, list[tuple[float, str, str | None]]] = {"random": [], "mutated": []}
    over, total = 0, {"random": 0.0, "mutated": 0.0}
    gc.disable()  # a collection that falls into one text is no matter of that text
    for number, (kind, text, language) in enumerate(texts(options.texts, options.seed)):
        languages = [language] if language else None
        try:
            took = milliseconds(lambda: read_date(text, reference=REFERENCE, languages=languages))  # noqa: B023
        except Exception:
            print(f"raised by {text!r} in {language}")
            raise
        total[kind] += took
        over += took > LIMIT
        heapq.heappush(slowest[kind], (took, text, language))
        if len(slowest[kind]) > options.worst:
            heapq.heappop(slowest[kind])
        if not number % 10_000:
            gc.collect()
            print(f"\r{number} texts", end="", file=sys.stderr)
    for kind, found in slowest.items():
        print(f"{kind}: {options.texts} texts, {total[kind] / options.texts:.2f} ms each; the slowest:")
        for took, text, language in sorted(found, reverse=True):
            print(f"  {took:6.1f} ms  {language or 'any'}  {text!r}")
    print(f"over {LIMIT:.0f} ms: {over} of {options.texts * 2}; none raises")


if __name__ == "__main__":
    main()
