"""Names of people in Slavic languages as they are entered: "Ореста Лиса" of "Орест Лис", "Анны Сомовой" of "Анна Сомова"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.lexicon import fold

if TYPE_CHECKING:
    from collections.abc import Mapping


def nominative(name: str, table: Mapping[str, Mapping[str, str]]) -> str:
    """Return a person's name that stood in the genitive in the nominative, where its endings tell.

    Args:
        name: given names and family name, without titles.
        table: the endings of genitives with those of nominatives, for "given" and "family" names, by the language.
    """
    *given, family = name.split()
    if not given or "given" not in table:
        return name
    first = [_ended(word, table["given"]) for word in given]
    if first == given:
        return name  # it is in the nominative, or foreign
    return " ".join([*first, _ended(family, table["family"])])


def _ended(word: str, endings: Mapping[str, str]) -> str:
    """Return a word with another ending, by the longest of the endings that it has."""
    low = fold(word)
    ending = max((one for one in endings if low.endswith(one)), key=len, default="")
    if not ending:
        return word
    if ending == low:
        return endings[ending].capitalize()
    return word[: len(word) - len(ending)] + endings[ending]
