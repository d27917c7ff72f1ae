"""Number words: the section `numbers` of each language file, read when its language is first asked for.

It holds the base words, generated from num2words, and beside them the inflected forms, endings and
spelling variants, written by hand. Where both give a meaning to a word, the hand-written one holds.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from claimtrack import languages
from claimtrack.characters import drop_invisible, plain_dashes, squeeze
from claimtrack.datafiles import prepared
from claimtrack.languages import LANGUAGES, primary_subtag

# Marks over and under letters that Arabic and Hebrew writers may leave out, and the Arabic stretcher.
_OPTIONAL_MARKS = dict.fromkeys([*range(0x064B, 0x0653), 0x0670, 0x0640, *range(0x05B0, 0x05C3)])


class Lexicon(NamedTuple):
    """What one language file says of numbers, with every spelling written out.

    Attributes:
        cardinals: word or phrase → number.
        ordinals: word or phrase → rank.
        capitals: code points of capital letters whose small ones are not the usual.
        folds: letters that writers exchange; reading tries a text with all of them exchanged.
        joiners: words that stand between the parts of a number ("and").
        prefix_joiner: a joiner written onto the next word, as in Arabic; empty where there is none.
        articles: words that mean one only right before a hundred, a thousand … ("a hundred").
        ordinal_suffixes: what follows the digits of an ordinal ("th").
        vigesimal: numbers that 1-19 may follow, as in French "soixante-dix".
        units_first: units come before tens, with a joiner between ("einundzwanzig").
        teens: a unit right before ten makes a teen ("ثلاثة عشر").
        glued: parts may be written as one word.
    """

    cardinals: Mapping[str, int]
    ordinals: Mapping[str, int]
    capitals: Mapping[int, str]
    folds: Mapping[str, str]
    joiners: frozenset[str]
    prefix_joiner: str
    articles: frozenset[str]
    ordinal_suffixes: tuple[str, ...]
    vigesimal: frozenset[int]
    units_first: bool
    teens: bool
    glued: bool


def number_words(language: str) -> Mapping[str, int]:
    """Return the single words for cardinal numbers, inflected forms among them.

    Args:
        language: a BCP 47 tag; only its primary subtag counts.

    Returns:
        Casefolded word → number; empty for a language that has no file.
    """
    lexicon = lexicon_for(language)
    return _single_words(primary_subtag(language)) if lexicon else MappingProxyType({})


def ordinal_words(language: str) -> Mapping[str, int]:
    """Return the words and phrases for the ordinals from 1 to 31, with their usual inflections.

    Args:
        language: a BCP 47 tag; only its primary subtag counts.

    Returns:
        Casefolded word or phrase → rank; hyphenated ones also with spaces; empty for a language
        that has no file.
    """
    lexicon = lexicon_for(language)
    return lexicon.ordinals if lexicon else MappingProxyType({})


def fold_word(text: str, language: str) -> str:
    """Return the form that words are looked up in: lower case of the language, plain dashes, no vowel marks."""
    text = squeeze(plain_dashes(drop_invisible(text))).translate(_OPTIONAL_MARKS)
    lexicon = lexicon_for(language)
    return (text.translate(lexicon.capitals) if lexicon and lexicon.capitals else text).casefold()


def spelling(text: str, language: str) -> str:
    """Return the form in which a language's spelling variants of one text are the same (ё as е, أ as ا).

    Args:
        text: any text.
        language: a BCP 47 tag; a language that has no file changes nothing but case and dashes.
    """
    lexicon = lexicon_for(language)
    folded = fold_word(text, language)
    return exchange(folded, lexicon.folds) if lexicon else folded


def lexicon_for(language: str) -> Lexicon | None:
    """Load the file of a language; None where there is none."""
    code = primary_subtag(language)
    return _load(code) if code in LANGUAGES else None


def exchange(text: str, folds: Mapping[str, str]) -> str:
    """Write every letter that has a variant as that variant."""
    for letter, variant in folds.items():
        text = text.replace(letter, variant)
    return text


@cache
def _single_words(code: str) -> Mapping[str, int]:
    words = _load(code).cardinals.items()
    return MappingProxyType({word: number for word, number in words if not set(word) & {" ", "-"}})


@cache
def _load(code: str) -> Lexicon:
    here = Path(__file__)
    raw = prepared(
        f"{code}-numbers",
        partial(_spelled_out, code),
        [languages.file_of(code)],
        [here, here.parents[1] / "characters.py", *languages.CODE],
    )
    return Lexicon(
        cardinals=MappingProxyType(raw["cardinals"]),
        ordinals=MappingProxyType(raw["ordinals"]),
        capitals=str.maketrans(raw.get("capitals", {})),
        folds=raw.get("folds", {}),
        joiners=frozenset(raw.get("joiners", ())),
        prefix_joiner=raw.get("prefix_joiner", ""),
        articles=frozenset(raw.get("articles", ())),
        ordinal_suffixes=tuple(raw.get("ordinal_suffixes", ())),
        vigesimal=frozenset(raw.get("vigesimal", ())),
        units_first=raw.get("units_first", False),
        teens=raw.get("teens", False),
        glued=raw.get("glued", False),
    )


def _spelled_out(code: str, content: bytes) -> dict[str, Any]:
    """Return the numbers of a language file with all their words."""
    raw = languages.parsed(code, content).get("numbers", {})
    folds: dict[str, str] = raw.get("folds", {})
    return {**raw, **{name: _table(raw.get(name, {}), folds) for name in ("cardinals", "ordinals")}}


def _table(raw: Mapping[str, Any], folds: Mapping[str, str]) -> dict[str, int]:
    """Write out the words of one table: forms, endings, compounds, prefixes, spelling variants."""
    words = _numbered(raw.get("forms", {}))
    for word, number in _numbered(raw.get("generated", {})).items():
        words.setdefault(word, number)
    words |= _with_endings(words, raw.get("endings", ()))
    words |= _compounds(words, raw.get("compounds", {}))
    for prefix in raw.get("prefixes", ()):
        words |= {prefix + word: number for word, number in words.items() if not word.startswith(prefix)}
    spelled: dict[str, int] = {}
    for word, number in words.items():
        for variant in _spellings(word, folds):
            spelled.setdefault(variant, number)
    return spelled


def _numbered(table: Mapping[str, Iterable[str]]) -> dict[str, int]:
    return {word.casefold(): int(number) for number, words in table.items() for word in words}


def _with_endings(words: Mapping[str, int], rules: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Decline the last word: every word that ends in `from` also ends in each of `to`."""
    return {
        word.removesuffix(rule["from"]) + ending: number
        for rule in rules
        for word, number in words.items()
        if word.endswith(rule["from"])
        for ending in rule["to"]
    }


def _compounds(words: Mapping[str, int], patterns: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Put the inflected ordinals 1-9 into patterns such as "двадцать {}", up to 31."""
    last = 31
    return {
        pattern.format(word): int(tens) + unit
        for tens, forms in patterns.items()
        for pattern in forms
        for word, unit in words.items()
        if unit < 10 and " " not in word and int(tens) + unit <= last
    }


def _spellings(word: str, folds: Mapping[str, str]) -> Iterator[str]:
    """Return the word with each choice of its exchangeable letters, hyphens also as spaces."""
    letters = [letter for letter in folds if letter in word]
    for choice in product((False, True), repeat=len(letters)):
        swapped = {letter: folds[letter] for letter, take in zip(letters, choice, strict=True) if take}
        spelling = exchange(word, swapped)
        yield spelling
        if "-" in spelling:
            yield spelling.replace("-", " ")
