"""The words of a language: those of its data file, of other calendars and of holidays."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from claimtrack import languages
from claimtrack.datafiles import prepared
from claimtrack.dates.tokens import FEW, Few

if TYPE_CHECKING:
    from claimtrack.dates.tokens import Meaning, Token

DATA: Final = Path(__file__).parent / "data"
# What the words of a language are made by; they are made anew when any of it has changed.
_HERE: Final = Path(__file__)
_CODE: Final = [
    _HERE, *(_HERE.with_name(name) for name in ("wordlists.py", "tokens.py", "folding.py")),
    _HERE.parents[1] / "characters.py", *languages.CODE,
]  # fmt: skip


class Lexicon:
    """One language, ready for the lexer.

    Attributes:
        code: the primary subtag.
        words: folded phrase → its meanings.
        longest: first word of a phrase, or its first two → how many words the longest phrase with them has.
        order: the usual order of numeric dates ("DMY"), by region; the key "" is the language's own.
        settings: the section of that name of the data file.
        months: the words that name a Gregorian month and nothing else.
        alone: words met before → their tokens where they stand for themselves, after a space and without one.
        ready: the same of words that begin no phrase, as they were written.
    """

    __slots__ = ("alone", "code", "longest", "months", "order", "ready", "settings", "words")

    def __init__(self, code: str) -> None:
        table = prepared(f"{code}-dates", partial(_words_of, code), _files(code), _CODE)
        self.code = code
        self.words: dict[str, tuple[Meaning, ...]] = table["words"]
        self.longest: dict[str, int] = table["longest"]
        self.order: dict[str, str] = table["order"]
        self.settings: dict[str, Any] = table["settings"]
        self.months: dict[str, int] = table["months"]
        self.alone: dict[str, tuple[list[Token], ...]] = {}
        self.ready: dict[str, tuple[list[Token], ...]] = {}
        for word in table["few"]:
            self.words[word] = tuple(
                [(kind, Few(3) if value == FEW else value) for kind, value in self.words[word]]
            )


def _files(code: str) -> list[Path]:
    """List what the words of a language stand in: its own file and those of feasts and other calendars."""
    calendars = sorted(file for file in (DATA / "calendars").iterdir() if file.suffix == ".toml")
    return [languages.file_of(code), DATA / "holidays.toml", *calendars]


def _words_of(code: str, *contents: bytes) -> dict[str, Any]:
    from claimtrack.dates.wordlists import words_of

    return words_of(code, *contents)


@cache
def plain_months(code: str) -> dict[str, int]:
    """Return the words that name a month and nothing else; for the default language without the rest of its words.

    The commonest dates of the commonest language need no more, and no CLDR name of an English month means
    another thing as well (tests hold it to that).
    """
    if code != languages.DEFAULT:
        return load(code).months
    found = languages.section(code, "months")
    return {name.lower(): int(number) for number, spellings in found.items() for name in spellings}


@cache
def load(code: str) -> Lexicon:
    """Return the words of a language, read once."""
    return Lexicon(code)


@cache
def vocabulary(code: str) -> tuple[frozenset[str], bool]:
    """Return what tells whether a text is of a language, without the rest of its words.

    Returns:
        Every single word of its file's dates and numbers, folded; and whether words may have others written onto
        them, so that they are not known as they stand.
    """
    table: tuple[frozenset[str], bool] = prepared(
        f"{code}-vocabulary", partial(_vocabulary, code), [languages.file_of(code)], [*_CODE, *_NUMBERS]
    )
    return table


_AFFIXES: Final = frozenset({"suffixes", "prefixes", "glued_numbers"})
_NUMBERS: Final = [_HERE.parents[1] / "numerals" / "words.py"]


def _vocabulary(code: str, content: bytes) -> tuple[frozenset[str], bool]:
    from claimtrack.dates.spoken import folded_numbers
    from claimtrack.dates.wordlists import own_words

    phrases = (*own_words(code, content), *folded_numbers(code)[2])
    settings = languages.parsed(code, content).get("settings", {})
    words = frozenset(word for phrase in phrases for word in phrase.split())
    return words, not _AFFIXES.isdisjoint(settings)
