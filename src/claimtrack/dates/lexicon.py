"""The words of a language: its data file, its CLDR names, and on demand calendars, holidays and numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Any, Final

from claimtrack.dates.tokens import KINDS, UNITS, Few, Token

DATA: Final = Path(__file__).parent / "data"
LANGUAGES: Final = ("en", "ru", "ar", "fa", "tr", "uk", "fr", "de", "es", "he")

Meaning = tuple[str, Any]  # a kind of `tokens` and its value
_LETTERS: Final = str.maketrans(
    {
        "ı": "i", "ʻ": "'", "ʼ": "'", "’": "'", "‘": "'", "`": "'", "´": "'", "′": "'", "\uff07": "'",
        "׳": "'", "״": '"', "“": '"', "”": '"', "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه",
        "ـ": None, "ٱ": "ا", "،": ",", "؛": ";", "đ": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe",
        "⁄": "/", "∕": "/", "∼": "~", "～": "~", "≈": "~", "。": ".", "：": ":", "＼": "/",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """Give the form that words are compared in: clean, lower case, no accents or vowel marks."""
    if text.isascii():
        return " ".join(text.lower().split())
    from claimtrack.characters import cleaned

    return fold_cleaned(cleaned(text))


@lru_cache(maxsize=4096)
def fold_cleaned(text: str) -> str:
    """Fold a text that went through `characters.cleaned`."""
    import unicodedata

    text = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in text if not unicodedata.combining(c)).translate(_LETTERS)


@dataclass(slots=True)
class Lexicon:
    """One language, ready for the lexer.

    Attributes:
        code: the primary subtag.
        words: folded phrase → its meanings.
        longest: first word of a phrase → how many words the longest phrase with it has.
        order: the usual order of numeric dates ("DMY"), by region; the key "" is the language's own.
        settings: the plain values of the data file (suffixes, prefixes …).
        months: the words that name a Gregorian month and nothing else.
        ready: tokens of words met before that are no part of a phrase, after a space and without one.
        rare_loaded: calendars and holidays are in `words` too.
    """

    code: str
    words: dict[str, tuple[Meaning, ...]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    order: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    months: dict[str, int] = field(default_factory=dict)
    ready: dict[str, tuple[list[Token], ...]] = field(default_factory=dict)
    rare_loaded: bool = False

    def add(self, phrase: str, meaning: Meaning, *, keep: bool = False) -> None:
        """Enter a phrase; a second meaning stands beside the first unless `keep` protects the first."""
        key = phrase_key(phrase)
        have = self.words.get(key, ())
        if not key or meaning in have or (keep and have):
            return
        self.words[key] = (*have, meaning)
        first, count = key.partition(" ")[0], key.count(" ") + 1
        if self.longest.get(first, 0) < count:
            self.longest[first] = count

    def load_rare(self) -> None:
        """Add what few texts need: months of other calendars, holidays."""
        if self.rare_loaded:
            return
        self.rare_loaded = True
        self.ready.clear()
        from claimtrack.dates.holidays import holiday_names

        for path in sorted((DATA / "calendars").glob("*.toml")):
            raw = _toml(path)
            for language in ("any", self.code):
                for number, names in raw.get(language, {}).items():
                    for name in names:
                        self.add(name, ("M", (raw["calendar"], int(number))))
                        self._add_forms(name, ("M", (raw["calendar"], int(number))))
        for name, holiday in holiday_names(self.code):
            self.add(name, ("h", holiday))

    def _add_forms(self, name: str, meaning: Meaning) -> None:
        for old, new in self.settings.get("inflections", ()):
            if name.endswith(old):
                for ending in new:
                    self.add(name[: len(name) - len(old)] + ending, meaning, keep=True)


def phrase_key(phrase: str) -> str:
    """Fold a phrase and drop what the lexer drops inside one: dots and hyphens."""
    return " ".join(fold(phrase).replace(".", " ").replace("-", " ").split())


def _toml(path: Path) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def language_file(code: str) -> dict[str, Any]:
    """Read the data file of a language, examples included."""
    return _toml(DATA / "languages" / f"{code}.toml")


_VALUED: Final = {
    "shift": "X", "relative": "R", "season": "S", "part": "E", "era": "e", "decade": "k", "day_part": "p",
    "count": "n", "zone": "z", "quarters": "Q", "halves": "H", "ordinal": "o",
}  # fmt: skip
_NUMERIC: Final = {"shift", "decade", "count", "quarters", "halves", "ordinal"}
_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}


@cache
def cldr_names(code: str) -> dict[str, dict[str, list[str]]]:
    """Read the months and weekdays of a language, by number."""
    import json

    found: dict[str, dict[str, list[str]]] = json.loads(
        (DATA / "names" / f"{code}.json").read_text(encoding="utf-8")
    )
    return found


@cache
def plain_months(code: str) -> dict[str, int]:
    """Give the words that name a month and nothing else; for English without the rest of its words.

    The commonest dates of the commonest language need no more, and no CLDR name of an English month means
    another thing as well (tests hold it to that).
    """
    if code != "en":
        return load(code).months
    return {
        name.lower(): int(number) for number, names in cldr_names(code)["months"].items() for name in names
    }


@cache
def load(code: str) -> Lexicon:
    """Build the table of a language; the cost is paid once."""
    raw = language_file(code)
    lexicon = Lexicon(code, order=raw["order"], settings=dict(raw.get("settings", {})))
    settings = lexicon.settings
    settings["plurals"] = frozenset(phrase_key(word) for word in settings.get("plurals", ()))
    for name in ("ordinal_suffixes", "decade_suffixes", "century_suffixes", "number_joiners"):
        settings[name] = frozenset(fold(ending) for ending in settings.get(name, ()))
    settings["alone"] = frozenset(phrase_key(word) for word in settings.get("alone", ()))
    names = cldr_names(code)
    for number, spellings in names["months"].items():
        _add_names(lexicon, spellings, ("M", ("gregorian", int(number))))
    for number, spellings in names["weekdays"].items():
        _add_names(lexicon, spellings, ("W", int(number)))
    for section, entries in raw["words"].items():
        if section == "month":
            for number, spellings in entries.items():
                _add_names(lexicon, spellings, ("M", ("gregorian", int(number))))
        elif section == "expand":
            for words, phrases in entries.items():
                for phrase in phrases:
                    lexicon.add(phrase, ("=", words))
        elif section == "weekday":
            for number, spellings in entries.items():
                _add_names(lexicon, spellings, ("W", int(number)))
        else:
            for value, phrases in entries.items() if isinstance(entries, dict) else (("", entries),):
                for phrase in phrases:
                    for one in _spelled_out(phrase):
                        lexicon.add(one, _meaning(section, value))
    for word, meanings in lexicon.words.items():
        if len(meanings) == 1 and meanings[0][0] == "M":
            lexicon.months[word] = meanings[0][1][1]
    return lexicon


def _spelled_out(phrase: str) -> list[str]:
    """Write out the choices of a phrase: `(last|past) week` is two phrases, `(the )?end` is two."""
    if "(" not in phrase:
        return [phrase]
    pieces: list[list[str]] = []
    rest = phrase
    while rest:
        before, bracket, rest = rest.partition("(")
        pieces.append([before])
        if bracket:
            inside, _, rest = rest.partition(")")
            choices = inside.split("|")
            if rest.startswith("?"):
                choices, rest = ["", *choices], rest[1:]
            pieces.append(choices)
    return ["".join(choice) for choice in product(*pieces)]


def _meaning(section: str, value: str) -> Meaning:
    if section == "unit":
        return UNITS[value], value
    if section == "season":
        return "S", _SEASONS[value]
    if section in _VALUED:
        kind = _VALUED[section]
        if value == "few":
            return kind, Few(3)
        return kind, float(value) if "." in value else int(value) if section in _NUMERIC else value
    return KINDS[value], value


def _add_names(lexicon: Lexicon, spellings: list[str], meaning: Meaning) -> None:
    for name in spellings:
        lexicon.add(name, meaning)
        lexicon._add_forms(name.casefold(), meaning)  # noqa: SLF001 - the builder of its own class
