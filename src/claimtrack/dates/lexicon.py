"""The words of a language: those of its data file, its CLDR names, other calendars and holidays."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from claimtrack.characters import cleaned
from claimtrack.datafiles import data_file, prepared
from claimtrack.dates.tokens import Few

if TYPE_CHECKING:
    from claimtrack.dates.tokens import Token

DATA: Final = Path(__file__).parent / "data"
LANGUAGES: Final = ("en", "ru", "ar", "fa", "tr", "uk", "fr", "de", "es", "he")

FEW: Final = "few"  # in a table, a number that the text leaves open
# What the words of a language are made by; they are made anew when any of it has changed.
_HERE: Final = Path(__file__)
_CODE: Final = [
    _HERE, _HERE.with_name("wordlists.py"), _HERE.with_name("tokens.py"), _HERE.parents[1] / "characters.py"
]  # fmt: skip

Meaning = tuple[str, Any]  # a kind of `tokens` and its value
_LETTERS: Final = str.maketrans(
    {
        "ı": "i", "ʻ": "'", "ʼ": "'", "’": "'", "‘": "'", "`": "'", "´": "'", "′": "'", "\uff07": "'",
        "׳": "'", "״": '"', "“": '"', "”": '"', "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "\u06d5": "ه",
        "ـ": None, "ٱ": "ا", "،": ",", "؛": ";", "đ": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe",
        "⁄": "/", "∕": "/", "∼": "~", "～": "~", "≈": "~", "。": ".", "：": ":", "＼": "/",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """Give the form that words are compared in: clean, lower case, no accents or vowel marks."""
    if text.isascii():
        return " ".join(text.lower().split())
    return fold_cleaned(cleaned(text))


@lru_cache(maxsize=4096)
def fold_cleaned(text: str) -> str:
    """Fold a text that went through `characters.cleaned`."""
    return unicodedata.normalize("NFKD", text.casefold()).translate(_FOLDING)


class _Folding(dict[int, Any]):
    """What each character becomes: nothing where it is a mark on another one, else itself; learnt as they come."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]  # type: ignore[no-any-return]


_FOLDING: Final = _Folding(_LETTERS)


class Lexicon:
    """One language, ready for the lexer.

    Attributes:
        code: the primary subtag.
        words: folded phrase → its meanings.
        longest: first word of a phrase, or its first two → how many words the longest phrase with them has.
        order: the usual order of numeric dates ("DMY"), by region; the key "" is the language's own.
        settings: the plain values of the data file (suffixes, prefixes …).
        months: the words that name a Gregorian month and nothing else.
        alone: words met before → their tokens where they stand for themselves, after a space and without one.
        ready: the same of words that begin no phrase, as they were written.
    """

    __slots__ = ("alone", "code", "longest", "months", "order", "ready", "settings", "words")

    def __init__(self, code: str) -> None:
        table = prepared(f"{code}-words", partial(_words_of, code), _files(code), _CODE)
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
    """Name what the words of a language stand in: its own files and those of feasts and other calendars."""
    calendars = sorted((DATA / "calendars").glob("*.toml"))
    return [
        DATA / "languages" / f"{code}.toml", DATA / "names" / f"{code}.json", DATA / "holidays.toml", *calendars
    ]  # fmt: skip


def _words_of(code: str, *contents: bytes) -> dict[str, Any]:
    from claimtrack.dates.wordlists import words_of

    return words_of(code, *contents)


def phrase_key(phrase: str) -> str:
    """Fold a phrase and drop what the lexer drops inside one: dots and hyphens."""
    return " ".join(fold(phrase).replace(".", " ").replace("-", " ").split())


@cache
def language_file(code: str) -> dict[str, Any]:
    """Read the data file of a language, examples included."""
    return data_file(_files(code)[0])


@cache
def plain_months(code: str) -> dict[str, int]:
    """Give the words that name a month and nothing else; for English without the rest of its words.

    The commonest dates of the commonest language need no more, and no CLDR name of an English month means
    another thing as well (tests hold it to that).
    """
    if code != "en":
        return load(code).months
    return prepared(f"{code}-months", _months, _files(code)[1:2], _CODE[:1])


def _months(names: bytes) -> dict[str, int]:
    import json

    found = json.loads(names)["months"]
    return {name.lower(): int(number) for number, spellings in found.items() for name in spellings}


@cache
def load(code: str) -> Lexicon:
    """Give the words of a language, read once."""
    return Lexicon(code)
