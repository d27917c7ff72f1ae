"""Slavic names as they are entered: in the nominative, people as bodies ("Орест Лис" of "Ореста Лиса")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.lexicon import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.drafting.passage import Passage
    from claimtrack.drafting.wordlists import Wordlists

_PART = 5  # letters of a noun that may be the last part of another


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


class Declension:
    """The nominatives of the names of one passage."""

    p: Passage
    lists: Wordlists
    declined: bool  # whether the source at hand stands after a preposition that declines it
    _groups: frozenset[str]
    _persons: frozenset[str]

    def _nominative(self, words: str) -> str:
        """Return a Slavic name that stood in another case as it is entered, where its ending tells."""
        cases = self.lists.table.get("nominative")
        if not cases or not self.declined:
            return words
        parts = words.split()
        for at, word in enumerate(parts):
            low = fold(word)
            if at and "preposition" in self.p.words.classes(low):
                break  # "источник в полиции"
            if not at and (number := cases.get("numbers", {}).get(low)):
                return f"{number} {' '.join(parts[1:])}".strip()  # "двое жителей" of "двух жителей"
            plural = next((one for one in cases.get("plurals", {}) if low.endswith(one)), "")
            if low in cases.get("words", {}):
                parts[at] = cases["words"][low]
                if at == 1:
                    parts[0] = self._agreeing(parts[0], parts[at])
            elif plural and word == low and len(low) > len(plural) + 2 and at <= 1:
                parts[at] = low.removesuffix(plural) + cases["plurals"][plural]  # "активистов"
                if at:
                    parts[0] = self._agreeing(parts[0], parts[at])
            elif at <= 1 and (noun := self._noun_of(low)):
                parts[at] = noun
                if at:
                    parts[0] = self._agreeing(parts[0], noun)
            elif word[:1].isupper() or at == 0:
                for ending, other in cases.get("endings", {}).items():
                    if low.endswith(ending) and len(low) > len(ending):
                        parts[at] = word[: len(word) - len(ending)] + other
                        break
        return " ".join(parts)

    def _noun_of(self, low: str, nouns: frozenset[str] = frozenset()) -> str:
        """Return the noun that a Slavic word is a case of: "больницы" of "больница".

        Args:
            low: the word.
            nouns: those it may be of; left out, those for bodies and persons.
        """
        nouns = nouns or self._groups | self._persons
        if "nominative" not in self.lists.table or low in nouns:
            return ""
        stems = (low[:-1], low[:-2])
        found = [noun for noun in nouns if len(noun) > 3 and (noun in stems or noun[:-1] in stems)]
        if not found:
            return next(
                (low[:-1] + one[-1] for one in nouns if len(one) > _PART and self._compounds(low, one)), ""
            )
        return min(found, key=lambda noun: (abs(len(noun) - len(low)), noun), default="")

    @staticmethod
    def _compounds(low: str, noun: str) -> bool:
        """Whether a Slavic word is a case of a compound with a noun: "погранслужбе" of "служба"."""
        return (
            noun[-1] in "ая" and low[:-1].endswith(noun[:-1]) and len(low) > len(noun) and low[-1] in "еиыуі"
        )

    def _agreeing(self, adjective: str, noun: str) -> str:
        """Return a Slavic adjective in the nominative of its noun: "областной" of "областная прокуратура"."""
        endings: dict[str, str] = self.lists.table["nominative"]["adjectives"]
        gender = "feminine" if noun[-1] in "ая" else "neuter" if noun[-1] in "ое" else "masculine"
        if noun[-1] in "иіы":
            plurals = dict(pair.split("=") for pair in endings["plural"].split())
            found = next((one for one in plurals if adjective.endswith(one)), "")
            return adjective.removesuffix(found) + plurals.get(found, "")
        for ending in endings["declined"].split():
            if adjective.endswith(ending) and len(adjective) > len(ending) + 2:
                return adjective[: len(adjective) - len(ending)] + endings[gender]
        return adjective
