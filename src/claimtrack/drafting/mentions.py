"""Names as they are entered: the words of a phrase without its article, in their fullest form in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from claimtrack.characters import fold_name
from claimtrack.drafting.declension import Declension
from claimtrack.drafting.lexicon import fold
from claimtrack.drafting.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.wordlists import Wordlists

_SMALL = frozenset(
    [
        "of",
        "the",
        "a",
        "an",
        "for",
        "in",
        "and",
        "de",
        "des",
        "du",
        "la",
        "le",
        "les",
        "l",
        "del",
        "el",
        "los",
        "der",
        "die",
        "das",
        "von",
    ]
)
_WORD = re.compile(r"[^\W_](?:[\w'’.-]*\w)?")


@dataclass(slots=True)
class Speaker:
    """Who is said to speak.

    Attributes:
        name: as an analyst would enter it; "" where it stays open.
        span: the words that stand for it, in characters.
        spokesperson: who spoke for it, "" where nobody is named.
        part_of: the body that the text says a named person belongs to.
        number: "one" for a person, "many" for people, "body" for an organisation.
        among: those that they are some of ("two of them"), "" for none.
    """

    name: str
    span: Range | None = None
    spokesperson: str = ""
    part_of: str = ""
    number: str = "body"
    among: str = ""


class Mentions(Declension):
    """The names that stand in a passage."""

    def __init__(
        self,
        passage: Passage,
        lists: Wordlists,
        publisher: str = "",
        aliases: Mapping[str, str] | None = None,
    ) -> None:
        self.p = passage
        self.lists = lists
        self.publisher = publisher
        self.aliases = aliases or {}  # folded, as the case file knows them
        self.known: list[Speaker] = []
        self._persons = lists.words("drafting", "person_nouns")
        self._groups = lists.words("drafting", "group_nouns")
        self._spokes = lists.words("drafting", "spokesperson")
        self._titles = lists.words("drafting", "titles")
        self.here = 0  # the character where the source at hand begins
        self.declined = False  # whether the source at hand stands after a preposition that declines it
        self._mentions: list[str] | None = None

    def _plain(self, first: int, last: int) -> str:
        """Return the words of a phrase without its article, marks and a leading adverb."""
        p = self.p
        genitive = p.words.language == "de" and p.low(first) in ("des", "eines", "dieses")
        while first < last - 1 and (
            self._article(first)
            or p.mark(first)
            or p.has(first, "preposition")
            or (p.has(first, "possessive") and not p.low(first).startswith(("'", "’")))
        ):
            first += 1
        while (
            last - 1 > first
            and (p.mark(last - 1) or p.has(last - 1, "possessive"))
            and not p.closes_quote(last - 1)
        ):
            last -= 1
        day = (k for k in range(first + 1, last - 1) if p.low(k) == "on" and p.has(k + 1, "weekday"))
        last = next(day, last) if p.words.language == "en" else last  # "The ministry on Wednesday"
        if first >= last:
            return ""
        words = self.p.text[p.tokens[first].start : p.tokens[last - 1].end]
        words = _without_marks(re.sub(r"\s+", " ", words))
        if p.words.language == "de" and words.endswith("angaben") and " " not in words:
            words = words.removesuffix("angaben").removesuffix("s")  # "Behördenangaben"
        words = _without_genitive(words) if genitive else self._nominative(words)
        if p.words.language == "ar" and self.declined:
            words = self._without_to(words)
        return words[:1].upper() + words[1:]

    def _without_to(self, words: str) -> str:
        """Return an Arabic name without the "to" that is joined to it: "للدفاع" of "الدفاع"."""
        if words.startswith("لل"):
            return f"ال{words[2:]}"
        first = words.split(" ", maxsplit=1)[0]
        return words[1:] if first[:1] == "ل" and first[1:] in self._groups | self._persons else words

    def _article(self, at: int) -> bool:
        return self.p.low(at) in self.lists.words("drafting", "articles")

    def _fullest(self, name: str) -> str:
        """Return the longest name of the passage that a name is part of, with the same head."""
        if known := self.aliases.get(fold_name(name)):
            return known
        bag = bag_of_words(name)
        if not bag:
            return name
        fits = [one for one in self._candidates() if bag < bag_of_words(one) and self._same_head(bag, one)]
        fullest = {
            bag_of_words(one): one
            for one in reversed(fits)
            if not any(bag_of_words(one) < bag_of_words(o) for o in fits)
        }
        if len(fullest) < 2:
            only = next(iter(fullest.values()), name)
            spoke = next((one for one in reversed(self.known) if one.name == only), None)
            return name if len(bag) == 1 and spoke and self._rival_since(spoke, min(bag)) else only
        return self._nearest(fullest) or name

    def _nearest(self, names: Mapping[frozenset[str], str]) -> str:
        """Return which of several names that a shorter one may stand for spoke last; "" where another was named since."""
        for known in reversed(self.known):
            theirs = bag_of_words(known.name)
            met = [one for bag, one in names.items() if theirs and theirs <= bag]
            if len(met) == 1:
                others = (one for one in names.values() if one != met[0])
                return "" if any(self._stands_since(one, known) for one in others) else met[0]
        return ""

    def _rival_since(self, known: Speaker, head: str) -> bool:
        """Whether another of its kind was named since: "the Southland army" after "Norland's army"."""
        p = self.p
        theirs = bag_of_words(known.name)
        since = known.span[1] if known.span else self.here
        for at in self._places.get(head, ()):
            if not at or not since <= p.tokens[at].start < self.here:
                continue
            before = at - 1 - (p.low(at - 1) in ("'s", "’s"))
            tells = p.low(before) in self._joined or (
                p.tokens[before].name and not p.has(before, "determiner", "possessive", "preposition")
            )
            if tells and p.low(before) not in theirs:
                return True
        return False

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Where each word of the passage stands."""
        found: dict[str, list[int]] = {}
        for at, token in enumerate(self.p.tokens):
            found.setdefault(token.low, []).append(at)
        return found

    def _stands_since(self, name: str, known: Speaker) -> bool:
        """Whether a name stands in the text between a speaker and the words that are read now."""
        since = known.span[1] if known.span else self.here
        return name.lower() in self.p.text[since : self.here].lower()

    def _same_head(self, bag: frozenset[str], other: str) -> bool:
        """Whether a longer name is headed by a word of the shorter one."""
        words = [fold(word) for word in _WORD.findall(other)]
        heads = [word for word in words if word in self._groups]
        return not heads or bool(bag & set(heads)) or words[-1] in bag

    def _candidates(self) -> list[str]:
        names = [one.name for one in self.known if one.name]
        if self.publisher:
            names.append(self.publisher)
        if self._mentions is None:
            self._mentions = self._find_mentions()
        return [*names, *self._mentions]

    def _find_mentions(self) -> list[str]:
        """Return runs of names, and names about a noun for a body ("the ministry of defence of Norland")."""
        p = self.p
        found = []
        for at in range(len(p.tokens)):
            token = p.tokens[at]
            sentence = p.sentence_of(at)
            if token.name and (at == sentence.first or not p.tokens[at - 1].name) and not p.mark(at):
                here = at
                while here < sentence.last and (
                    p.tokens[here].name
                    or (
                        p.words.language != "de"
                        and p.low(here) in ("of", "the", "de", "des", "del", "du")
                        and here + 1 < sentence.last
                        and (p.tokens[here + 1].name or p.low(here + 1) == "the")
                    )
                ):
                    here += 1
                begin = at
                while begin < here and p.has(
                    begin,
                    "preposition",
                    "weekday",
                    "month",
                    "determiner",
                    "adverb",
                    "conjunction",
                    "subordinator",
                    "pronoun",
                    "auxiliary",
                    "modal",
                    "question",
                ):
                    begin += 1
                while begin < here and p.low(begin).rstrip(".") in self._titles | self._persons:
                    begin += 1
                slavic = p.words.language in ("ru", "uk")
                if slavic and here - begin > 2 and p.tokens[begin].text.isupper() and len(p.low(begin)) > 1:
                    begin += 1  # "МЧС Игорь Лапин"
                if here - begin >= 2 and not self._two_nouns(begin):
                    found.append(p.text[p.tokens[begin].start : p.tokens[here - 1].end])
            if p.words.language == "ar" and p.low(at)[:1] == "و" and p.low(at)[1:] in self._groups:
                end = at + 1
                while end < len(p.tokens) and p.low(end).startswith("ال"):
                    end += 1
                found.append(p.text[token.start + 1 : p.tokens[end - 1].end])
            if p.low(at) in self._groups:
                found.extend(self._around_group(at))
        return found

    def _two_nouns(self, at: int) -> bool:
        """Whether German nouns only stand side by side: "der Nordarmee Gefangene", not "Carla Voss", "Rote Schwelle"."""
        p = self.p
        after_article = (
            at > 0 and p.has(at - 1, "determiner") and not p.low(at).endswith(("e", "en", "er", "es"))
        )
        return p.words.language == "de" and after_article and not p.tokens[at].quoted

    def _around_group(self, at: int) -> list[str]:
        p = self.p
        phrases = Phrases(p)
        sentence = p.sentence_of(at)
        first, last = sentence.first, sentence.last
        left = phrases.before(at, first)
        begin = at
        while (
            p.words.language == "en"
            and left
            and begin > left[0]
            and p.tokens[begin - 1].name
            and not p.mark(begin - 1)
        ):
            begin -= 1
        end = at + 1
        while (
            end + 1 < last
            and p.has(end, "preposition")
            and (
                p.tokens[end + 1].name
                or p.low(end + 1) in self._joined
                or (end + 2 < last and p.has(end + 1, "determiner"))
            )
            and p.low(end) in ("of", "for", "de", "del", "des", "du", "der", "von", "في")
        ):
            end += 2
            while end < last and (
                p.tokens[end].name
                or (
                    p.words.language != "en"
                    and not p.mark(end)
                    and not p.has(
                        end, "preposition", "verb", "auxiliary", "conjunction", "relative", "adverb"
                    )
                )
            ):
                end += 1
        return [self._plain(begin, end)]

    @property
    def _joined(self) -> frozenset[str]:
        return frozenset(
            (
                "defence",
                "defense",
                "interior",
                "health",
                "justice",
                "foreign",
                "emergencies",
                "information",
                "ceasefire",
            )
        )


def _without_marks(words: str) -> str:
    """Return a name without the marks around it; those of a name within it are kept in pairs."""
    bare = words.strip(' ,;:«»„“”"')
    if bare.count('"') == 1:
        return bare.replace('"', "") if f'{bare}"' not in words else f'{bare}"'
    for opening, closing in (("«", "»"), ("»", "«"), ("„", "“"), ("“", "”"), ('"', '"')):
        if bare.count(opening) + bare.count(closing) == 1 and opening in bare and f"{bare}{closing}" in words:
            return f"{bare}{closing}"
        spaced = f"{bare} {closing}"
        if opening in bare and closing not in bare and spaced in words:
            return spaced
    return bare


def _without_genitive(words: str) -> str:
    """Return a German name whose first noun stood in the genitive: "Krankenhauses" of "Krankenhaus"."""
    noun, _, rest = words.partition(" ")
    for ending in ("ses", "zes", "ßes", "des", "tes", "s"):
        if noun.endswith(ending) and len(noun) > len(ending) + 3:
            noun = noun[: len(noun) - (2 if len(ending) > 1 else 1)]
            break
    return f"{noun} {rest}".strip()


@lru_cache(maxsize=4096)
def bag_of_words(name: str) -> frozenset[str]:
    """Return the words of a name without articles and prepositions, folded."""
    return frozenset(
        word for word in (fold(word).replace("'s", "") for word in _WORD.findall(name)) if word not in _SMALL
    )
