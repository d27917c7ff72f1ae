"""The word lists of a language's data file, as sets and patterns that are made when first asked for."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import Any

from claimtrack.drafting.inflection import english_forms, spread
from claimtrack.drafting.lexicon import fold, lexicon

FATES = ("killed", "wounded", "captured", "missing", "attack", "control")
"""Lists of single words in the table "happenings", parted by spaces."""


_COMPOUNDED = frozenset({"person_nouns", "group_nouns", "spokesperson", "titles"})


class Compounds(frozenset[str]):
    """Words of German, which a compound belongs to by its last part: "Innenministerin" is a minister."""

    def __contains__(self, word: object) -> bool:
        if frozenset.__contains__(self, word):
            return True
        return isinstance(word, str) and any(word.endswith(end) and len(end) > 3 for end in self)

    def __or__(self, other: frozenset[str]) -> Compounds:  # type: ignore[override]  # of the same words
        return Compounds(frozenset.__or__(self, other))


class Wordlists:
    """Lists of one language, by the table and the key they have in its data file."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.table: dict[str, Any] = lexicon(language).table
        self._words: dict[tuple[str, str], frozenset[str]] = {}
        self._patterns: dict[tuple[str, str], re.Pattern[str]] = {}

    def text(self, table: str, key: str) -> str:
        """Return a list as it is written; "" where the language has none."""
        found: str = self.table.get(table, {}).get(key, "")
        return found

    def words(self, table: str, key: str) -> frozenset[str]:
        """Return the words of a list parted by spaces, folded; braces spread, "*" kept."""
        place = (table, key)
        if place not in self._words:
            found = (word for pattern in self.text(table, key).split() for word in spread(pattern))
            folded = frozenset(fold(word) for word in found)
            compounded = self.language == "de" and key in _COMPOUNDED
            self._words[place] = Compounds(folded) if compounded else folded
        return self._words[place]

    def lemmas(self, key: str) -> frozenset[str]:
        """Return the cues that a list of the table "drafting" names, as the frames name them."""
        return frozenset(self.text("drafting", key).split())

    def pattern(self, table: str, key: str) -> re.Pattern[str]:
        """Return a pattern of the phrases of a list parted by "|", of the words of a list of fates: longest first."""
        place = (table, key)
        if place not in self._patterns:
            self._patterns[place] = _compiled(self._forms(table, key), arabic=self.language == "ar")
        return self._patterns[place]

    @cached_property
    def happenings(self) -> re.Pattern[str]:
        """Return a pattern of all words for what is killed, wounded, captured, attacked."""
        forms = {form for key in FATES for form in self._forms("happenings", key)}
        return _compiled(forms, arabic=self.language == "ar")

    def _forms(self, table: str, key: str) -> set[str]:
        written = self.text(table, key)
        if table == "happenings" and key in FATES:
            return {form.replace("|", " ") for word in written.split() for form in spread(word)}
        return {form for phrase in written.split("|") for form in spread(phrase.strip()) if form}

    @cached_property
    def opinions(self) -> frozenset[str]:
        """Return the cues of the frame "opinion" that say something about a happening."""
        return self.lemmas("opinions")


def _compiled(forms: set[str], *, arabic: bool) -> re.Pattern[str]:
    """Return a pattern of whole words, "*" standing for any ending, by their first letters: a text is read faster so.

    Args:
        forms: words and phrases.
        arabic: whether "and", "with", "to" and the article may be joined to them.
    """
    if not forms:
        return re.compile(r"(?!)")
    by_letter: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        by_letter.setdefault(form[0].lower(), []).append(form)
    written = "|".join(_of_letter(letter, group) for letter, group in by_letter.items())
    joined = "(?:[وف]?[بكل]?(?:ال|لل)?)" if arabic else ""
    return re.compile(rf"(?<!\w){joined}(?:{written})(?!\w)", re.IGNORECASE)


def _of_letter(letter: str, forms: list[str]) -> str:
    """Return the pattern of forms that begin with one letter, in their order."""
    if letter == "*":
        return "|".join(map(_written, forms))
    return f"{_written(letter)}(?:{'|'.join(_written(form[1:]) for form in forms)})"


def _written(form: str) -> str:
    """Return the pattern of one form, Arabic with or without its vowel signs."""
    pattern = re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", r"\s+").replace("'", "['’]")
    return re.sub("([\u0621-\u064a])", "\\1[\u064b-\u0652]*", pattern)


@cache
def wordlists(language: str) -> Wordlists:
    """Return the lists of a language."""
    return Wordlists(language)


@cache
def forms_of(verb: str, language: str) -> frozenset[str]:
    """Return the forms of a verb of English, of the others the word itself."""
    if language != "en":
        return frozenset((verb,))
    return frozenset(english_forms(verb, lexicon("en").table["irregular"]).values())
