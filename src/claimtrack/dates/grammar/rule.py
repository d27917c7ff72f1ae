"""What a rule is, and what a language file says of the words that a rule has found."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from claimtrack.dates.context import Context
from claimtrack.dates.folding import phrase_key
from claimtrack.dates.lexicon import load
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import Span
from claimtrack.dates.tokens import Kinds, Token

Groups = Mapping[str, Sequence[Token]]
Builder = Callable[[Context, Groups], Partial | Span | None]


class Rule(NamedTuple):
    """One rule.

    Attributes:
        name: what `--explain` shows.
        pattern: the kinds of tokens that it fits (see `tokens.pattern`); its groups reach the builder.
        build: makes the date, or returns None when the values do not fit.
    """

    name: str
    pattern: str
    build: Builder


@cache
def words_of(language: str, setting: str) -> frozenset[str]:
    """Return the words that a language file lists under a setting, as the lexer writes them."""
    return frozenset(phrase_key(word) for word in load(language).settings.get(setting, ()))


def is_plural(language: str, unit: Token, beside: Token | None = None) -> bool:
    """Whether a unit stands in the plural; where its form leaves that open, the word beside it decides."""
    if unit.text in words_of(language, "either_number"):
        return beside is not None and beside.text in words_of(language, "plural_words")
    return unit.text in words_of(language, "plurals")


def may_be_counted(language: str, unit: Token) -> bool:
    """Whether a number before this form of a unit counts: "9 месяцев 2024 года" are nine, "9 month of 2014" is one."""
    return (
        is_plural(language, unit)
        or unit.text in words_of(language, "either_number") | words_of(language, "counted_units")
        or bool(load(language).settings.get("singular_after_numbers"))
    )


def is_one(context: Context, unit: Token) -> bool:
    """Whether a unit alone counts as one of it before a date: Hebrew "שבוע לפני פסח" is so long before, and no calendar week."""
    if context.settings.get("bare_unit_is_one") != "always" or unit.kind not in Kinds.UNIT:
        return False
    definite = words_of(context.language, "definite_units") | words_of(context.language, "this_units")
    return unit.text not in definite and not is_plural(context.language, unit)


def one_of_them(language: str, unit: Token, beside: Token) -> bool:
    """Tell "4 de este mes", a day of one month, from "4 meses"."""
    if load(language).settings.get("singular_after_numbers") or beside.text in words_of(
        language, "plural_words"
    ):
        return False
    return unit.text not in words_of(language, "plurals") | words_of(language, "either_number")


def may_be(language: str, word: Token, kind: str) -> bool:
    """Whether a word has a meaning of this kind too: "beginning 7 January" is since then."""
    return any(other == kind for other, _ in load(language).words.get(word.text, ()))
