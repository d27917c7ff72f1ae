"""What a language attributes with: cue words, hedges, function words, read from its data file."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from claimtrack.datafiles import data_file
from claimtrack.drafting.inflection import english_forms, spread

LANGUAGES = ("en", "ru", "uk", "ar", "de", "fr", "es")
_DATA = Path(__file__).parent / "data"
_NOTHING: frozenset[str] = frozenset()
_ADVERB = frozenset({"adverb"})
_VERB = frozenset({"verb"})
_PAST = frozenset({"verb", "verb-past", "verb-participle"})


def fold(word: str) -> str:
    """Return a word as it is looked up: small letters, plain apostrophes, no stress or vowel marks."""
    word = word.casefold()
    if word.isascii():
        return word
    word = word.replace("’", "'").replace("ʼ", "'")
    if any("\u064b" <= c <= "\u0655" or c in "\u0640\u0670\u0301" for c in word):
        word = re.sub("[\u064b-\u0655\u0640\u0670\u0301]", "", word)
    return unicodedata.normalize("NFC", word)


class Frame:
    """What a group of cues takes, and how its sources and contents stand to it.

    Attributes:
        name: the name of the group in the data file.
        takes: "clause", "any", "infinitive" or "addressee".
        stance: what saying so means for the proposition; "" where the content decides.
        options: further settings of the group.
    """

    __slots__ = ("name", "options", "stance", "takes")

    def __init__(self, name: str, table: dict[str, Any]) -> None:
        self.name = name
        self.takes: str = table.get("takes", "clause")
        self.stance: str = table.get("stance", "")
        self.options = table


class Entry:
    """One cue in one form.

    Attributes:
        rest: the words that follow the first.
        lemma: the word as the data file gives it.
        form: base, present, past, participle, ing; "" where the language's file lists the forms.
        frame: what it takes.
    """

    __slots__ = ("form", "frame", "lemma", "rest")

    def __init__(self, rest: tuple[str, ...], lemma: str, form: str, frame: Frame) -> None:
        self.rest, self.lemma, self.form, self.frame = rest, lemma, form, frame


class Lexicon:
    """The words of one language, looked up in their folded form."""

    def __init__(self, language: str) -> None:
        table = data_file(_DATA / f"{language}.toml")
        self.language = language
        self.table = table
        self.abbreviations = frozenset(table["abbreviations"].split())
        self.small_abbreviations = frozenset(table.get("small_abbreviations", "").split())
        self.complementizers = frozenset(table["complementizers"].split())
        self.contrasting = frozenset(fold(word) for word in table.get("contrasting", "").split())
        self._classes: dict[str, frozenset[str]] = {}
        self._clitic = re.compile(rf"(?i)(?<=\w)(?:{table['clitics']})$") if table.get("clitics") else None
        self._proclitic = (
            re.compile(rf"(?i)^(?:{table['proclitics']})(?=\w)") if table.get("proclitics") else None
        )
        endings = table.get("verb_endings")
        self._verb_endings = re.compile(endings) if endings else None
        self._english = table.get("inflects") == "english"
        self.cues: dict[str, list[Entry]] = {}
        self._read_classes(table)
        self._read_cues(table)

    def classes(self, low: str, *, named: bool = False) -> frozenset[str]:
        """Return what a folded word is known as.

        Args:
            low: the word, folded.
            named: whether a capital in the middle of a sentence makes it a name, whatever its ending.
        """
        found = self._classes.get(low)
        if found is None:
            if named:
                return _NOTHING
            if self.language == "ar" and low[:1] in ("و", "ف") and len(low) > 3 and low[1:] in self._classes:
                return self._classes[low[1:]]
            return self._guessed(low)
        return found

    def _guessed(self, low: str) -> frozenset[str]:
        """Return what the ending of a word makes it."""
        if self._verb_endings and "-" not in low and self._verb_endings.search(low):
            return _VERB
        if not self._english or len(low) < 5:
            return _NOTHING
        if low.endswith("ly"):
            return _ADVERB
        return _PAST if low.endswith("ed") and not low.endswith("eed") else _NOTHING

    def entries(self, low: str) -> list[Entry]:
        """Return the cues a folded word may be, past the Arabic "and" joined to it."""
        found = self.cues.get(low)
        if found is None and self.language == "ar" and low[:1] in ("و", "ف"):
            found = self.cues.get(low[1:])
        return found or []

    def clitics(self, text: str) -> list[int]:
        """Return where a written word is to be cut."""
        cuts = []
        if self._proclitic and (match := self._proclitic.match(text)):
            cuts.append(match.end())
            text = text[match.end() :]
        if self._clitic and (match := self._clitic.search(text)):
            cuts.append(match.start())
        return cuts

    def _read_classes(self, table: dict[str, Any]) -> None:
        collected: dict[str, set[str]] = {}
        for name, words in table["classes"].items():
            for pattern in words.split():
                for word in spread(pattern):
                    collected.setdefault(fold(word), set()).add(name)
        for verb in table.get("verbs", {}).get("plain", "").split():
            for form, word in self._forms(verb).items():
                collected.setdefault(word, set()).update(("verb", f"verb-{form}" if form else "verb"))
        self._collected = collected

    def _forms(self, verb: str) -> dict[str, str]:
        if self._english:
            return english_forms(verb, self.table["irregular"])
        return {str(at): fold(word) for at, word in enumerate(spread(verb))}

    def _read_cues(self, table: dict[str, Any]) -> None:
        for name, group in table["cues"].items():
            frame = Frame(name, group)
            for lemma in group["verbs"].split():
                first, *rest = lemma.split("|")
                for form, word in self._forms(first).items():
                    label = form if self._english else ""
                    self._collected.setdefault(word, set()).update(("verb", f"verb-{form}", "cue"))
                    entry = Entry(tuple(fold(w) for w in rest), lemma, label, frame)
                    self.cues.setdefault(word, []).append(entry)
        for entries in self.cues.values():
            entries.sort(key=lambda entry: -len(entry.rest))
        self._classes = {word: frozenset(names) for word, names in self._collected.items()}
        del self._collected


@cache
def lexicon(language: str) -> Lexicon:
    """Return the words of a language of `LANGUAGES`."""
    return Lexicon(language)
