"""Who a source is: the name an analyst would enter for the words that stand for a speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimtrack.drafting.lexicon import fold

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.wordlists import Wordlists

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
    """

    name: str
    span: Range | None = None
    spokesperson: str = ""
    part_of: str = ""
    number: str = "body"


class Names:
    """The speakers of a passage, and the names that stand in it."""

    def __init__(self, passage: Passage, lists: Wordlists, publisher: str = "") -> None:
        self.p = passage
        self.lists = lists
        self.publisher = publisher
        self.known: list[Speaker] = []
        self._persons = lists.words("drafting", "person_nouns")
        self._groups = lists.words("drafting", "group_nouns")
        self._spokes = lists.words("drafting", "spokesperson")
        self._titles = lists.words("drafting", "titles")
        self.declined = False  # whether the source at hand stands after a preposition that declines it
        self._mentions: list[str] | None = None

    # ---- one source ---------------------------------------------------------------------------------------------------

    def speaker(self, first: int, last: int, about: Range | None = None, *, declined: bool = False) -> Speaker:
        """Return who the tokens `first` to `last` stand for; what was read is remembered for those who follow.

        Args:
            first: the first token of the source.
            last: the token after it.
            about: the tokens of what is said, where a spokesperson may name whom they speak for.
        """
        p = self.p
        self.declined = declined
        span = p.span(first, last)
        first, last = self._without_relative(first, last)
        last = next((at for at in range(first + 1, last) if p.words.language == "en" and p.low(at) == "with"), last)
        if (agent := self._issuer(first, last)) is not None:
            first, last = agent
        found = self._pronoun(first, last)
        if found is None:
            found = self._spoken_for(first, last, about) or self._named(first, last)
        found = Speaker(found.name, span, found.spokesperson, found.part_of, found.number)
        if found.name:
            self.known.append(found)
        return found

    def _issuer(self, first: int, last: int) -> Range | None:
        """Return who issued a document: "radar data published by the network SkyLog", "a report by the mission"."""
        p = self.p
        if p.words.language != "en" or not any(p.low(at) in self.lists.words("drafting", "documents") for at in range(first, last)):
            return None
        by = next((at for at in range(first + 1, last - 1) if p.low(at) in ("by", "from")), None)
        return None if by is None or p.has(by + 1, "pronoun") else (by + 1, last)

    def _without_relative(self, first: int, last: int) -> Range:
        """Cut ", who …" and "speaking on condition of …" off a source."""
        p = self.p
        for at in range(first + 1, last):
            if p.tokens[at].text in (",", "،") and at + 1 < last and (
                p.has(at + 1, "relative") or p.low(at + 1).endswith("ing") or p.has(at + 1, "verb-participle")
            ):
                return first, at
        return first, last

    def _pronoun(self, first: int, last: int) -> Speaker | None:
        p = self.p
        if last - first != 1 or not p.has(first, "pronoun", "relative", "possessive"):
            return None
        low = p.low(first)
        if low in self.lists.words("drafting", "publisher_words"):
            return Speaker(self.publisher)
        if low in ("none", "nobody"):
            return Speaker("")
        relative = p.has(first, "relative")
        wanted = self.lists.text("pronouns", low) or ("any" if relative else "")
        if relative and (before := self._before_relative(first)):
            return before
        for known in reversed(self.known):
            if wanted in ("", "any") or known.number == wanted or (wanted == "one" and known.spokesperson):
                return known
        return Speaker("")

    def _before_relative(self, at: int) -> Speaker | None:
        """Return who "which", "who" stand for: the phrase before them."""
        from claimtrack.drafting.phrases import Phrases

        left = at - 1
        if left >= 0 and self.p.tokens[left].text in (",", "،"):
            left -= 1
        if left < 0:
            return None
        found = Phrases(self.p).before(left, max(0, left - 30))
        if found is None:
            return None
        nearest = next((k for k in range(found[1] - 2, found[0], -1) if self.p.has(k, "preposition") and self.p.low(k) in ("of", "from", "by", "de", "von")), None)
        if nearest is not None and any(self.p.tokens[k].name for k in range(nearest + 1, found[1])) and not self._group_in(found[0], nearest):
            found = (nearest + 1, found[1])
        return self._named(*found)

    def _spoken_for(self, first: int, last: int, about: Range | None) -> Speaker | None:
        """Return the body that a spokesperson speaks for."""
        p = self.p
        at = next((here for here in range(first, last) if p.low(here) in self._spokes), None)
        if at is None:
            return None
        person = self._person_name(at + 1, last) or self._person_name(first, at)
        body = ""
        here = at + 1
        if here < last and p.has(here, "preposition"):
            stop = next((k for k in range(here + 1, last) if p.tokens[k].text in (",", "،", "(")), last)
            body = self._plain(here + 1, stop)
        elif here < last and p.words.language in ("de", "ru", "uk") and not p.mark(here):
            stop = next((k for k in range(here, last) if p.tokens[k].text in (",", "،", "(") or (p.tokens[k].name and k > here and p.words.language in ("ru", "uk"))), last)
            body = "" if self._is_person(here, stop) else self._plain(here, stop)
        if p.words.language == "ar" and here < last and not p.mark(here) and not self._group_in(here, last):
            end = next((k for k in range(here, last) if p.mark(k)), last)
            return Speaker(self._plain(first, end), None, self._plain(end + 1, last) if end + 1 < last else "", "", "one")
        if not body:
            body = self._plain(first, at) if at > first else ""
        if body and person and fold(body) in fold(person):
            body = ""
        if not body:
            body = self._body_in(about) or next((one.name for one in reversed(self.known) if one.number == "body"), "")
        if not body:
            return None
        return Speaker(self._fullest(body), None, person, "", "body")

    def _body_in(self, about: Range | None) -> str:
        """Return the body that what a spokesperson says begins with ("Norland's air force has …")."""
        if about is None:
            return ""
        p = self.p
        for at in range(about[0], min(about[1], about[0] + 6)):
            if p.low(at) in self._groups:
                return self._plain(about[0], at + 1)
        return ""

    def _is_person(self, first: int, last: int) -> bool:
        return bool(self._person_name(first, last))

    def _person_name(self, first: int, last: int) -> str:
        """Return the run of names with their titles ("Maj. Elias Kerr") in a stretch, "" where there is none."""
        p = self.p
        best = ""
        at = first
        while at < last:
            if p.mark(at) or not p.tokens[at].name:
                at += 1
                continue
            here = at
            while here < last and (p.tokens[here].name or p.tokens[here].text in ("-",)) and not p.mark(here):
                here += 1
            words = [p.tokens[k].text for k in range(at, here)]
            if len(words) >= 2 and not any(fold(word) in self._groups for word in words):
                best = self.p.text[p.tokens[at].start : p.tokens[here - 1].end]
            at = here
        if best or p.words.language != "ar":
            return best
        return ""

    def _named(self, first: int, last: int) -> Speaker:
        """Return the speaker that a noun phrase names, in its fullest form of the passage."""
        p = self.p
        head, apposition = self._apposed(first, last)
        if apposition is not None:
            left, right = (first, head), (head + 1, apposition)
            if (name := self._person_name(*right)) and not self._person_name(*left) and not self._group_in(*right):
                return self._official(name, *left)
            if (name := self._person_name(*left)) and not self._group_in(*left):
                return self._official(name, *right)
            if self._group_in(*right) and not self._group_in(*left) and not p.tokens[left[0]].name:
                return Speaker(self._fullest(self._plain(*right)))
            first, last = left
        quoted = self._proper_tail(first, last)
        if quoted:
            return Speaker(quoted)
        titled = self._titled(first, last)
        if titled:
            return titled
        name = self._plain(first, last)
        if self._latter(first, last) and self.known:
            return self.known[-1]
        head = last - 1
        body = ""
        if self.p.low(head) in self._persons | {"source", "sources"} and head > first and self.p.low(head - 1) in self._groups:
            body = self._fullest(self._plain(head - 1, head))
        return Speaker(self._fullest(name), None, "", body, self._number(first, last))

    def _latter(self, first: int, last: int) -> bool:
        return any(self.p.low(at) in self.lists.words("drafting", "latter") for at in range(first, last))

    def _proper_tail(self, first: int, last: int) -> str:
        """Return the name of "the agency Prensa Delta", "the channel «Front»": what follows a word for an outlet."""
        p = self.p
        for at in range(first, last - 1):
            if p.low(at) not in self.lists.words("drafting", "outlets"):
                continue
            tail = at + 1
            if p.opens_quote(tail):
                quote = p.quote_at(tail)
                assert quote is not None  # noqa: S101 - an opening mark has its quotation
                return self._fullest(self._plain(tail + 1, min(last, quote[1]) - 1))
            if all(p.tokens[k].name for k in range(tail, last)) and not p.tokens[at].name:
                return self._plain(tail, last)
        return ""

    def _official(self, name: str, first: int, last: int) -> Speaker:
        body = ""
        for at in range(first, last):
            if self.p.low(at) in self._groups and not self.p.has(at, "pronoun"):
                body = self.p.tokens[at].text
        if not body and self.p.has(first, "possessive") and (owner := next((one for one in reversed(self.known) if one.number == "body"), None)):
            body = owner.name  # "its commander, Captain Rourke"
        return Speaker(self._nominative(self._without_titles(name)), None, "", self._fullest(body[:1].upper() + body[1:]) if body else "", "one")

    def _without_titles(self, name: str) -> str:
        words = name.split()
        while len(words) > 1 and fold(words[0]).rstrip(".") in self._titles:
            words = words[1:]
        return " ".join(words) if len(words) > 1 else name

    def _apposed(self, first: int, last: int) -> tuple[int, int | None]:
        """Return the comma of "Ann Lee, mayor of X" and where what follows it ends, None where there is none."""
        p = self.p
        for at in range(first + 1, last - 1):
            if p.tokens[at].text in (",", "،") and not p.tokens[at].quoted:
                end = next((k for k in range(at + 1, last) if p.tokens[k].text in (",", "،")), last)
                return at, end
        return first, None

    def _group_in(self, first: int, last: int) -> bool:
        return any(self.p.low(at) in self._groups for at in range(first, last))

    def _titled(self, first: int, last: int) -> Speaker | None:
        """Return the person of "police chief Odo Lanz", "Maître Odile Karam"."""
        p = self.p
        role = next((at for at in range(first, last) if p.low(at).rstrip(".") in self._persons | self._titles), None)
        if role is None or any(p.has(at, "preposition") for at in range(role + 1, last) if p.words.language == "en"):
            return None
        name = self._person_name(role, last) or self._person_name(role + 1, last)
        if not name:
            last_word = last - 1
            if p.tokens[last_word].name and last_word > role and not p.tokens[role].name:
                name = p.tokens[last_word].text
        if not name or self._group_in(role + 1, last):
            return None
        return self._official(name, first, last)

    def _number(self, first: int, last: int) -> str:
        p = self.p
        lows = [p.low(at) for at in range(first, last)]
        if any(low in self._groups for low in lows):
            return "body"
        if any(low in self._persons for low in lows):
            return "one"
        if self._person_name(first, last) and last - first <= 3:
            return "one"
        return "many" if any(low.endswith("s") for low in lows) else "body"

    def _plain(self, first: int, last: int) -> str:
        """Return the words of a phrase without its article, marks and a leading adverb."""
        p = self.p
        while first < last - 1 and (self._article(first) or p.mark(first) or p.has(first, "preposition") or (p.has(first, "possessive") and not p.low(first).startswith(("'", "’")))):
            first += 1
        while last - 1 > first and (p.mark(last - 1) or p.has(last - 1, "possessive")) and not p.closes_quote(last - 1):
            last -= 1
        if first >= last:
            return ""
        words = self.p.text[p.tokens[first].start : p.tokens[last - 1].end]
        words = re.sub(r"\s+", " ", words.strip(" ,;:«»„“”\""))
        words = self._nominative(words)
        return words[:1].upper() + words[1:]

    def _nominative(self, words: str) -> str:
        """Return a Slavic name that stood in another case as it is entered, where its ending tells."""
        cases = self.lists.table.get("nominative")
        if not cases or not self.declined:
            return words
        parts = words.split()
        for at, word in enumerate(parts):
            low = fold(word)
            if low in cases.get("words", {}):
                parts[at] = cases["words"][low]
            elif word[:1].isupper() or at == 0:
                for ending, other in cases.get("endings", {}).items():
                    if low.endswith(ending) and len(low) > len(ending):
                        parts[at] = word[: len(word) - len(ending)] + other
                        break
        return " ".join(parts)

    def _article(self, at: int) -> bool:
        return self.p.low(at) in self.lists.words("drafting", "articles")

    # ---- the fullest form -----------------------------------------------------------------------------------------------

    def _fullest(self, name: str) -> str:
        """Return the longest name of the passage that a name is part of, with the same head."""
        bag = _bag(name)
        if not bag:
            return name
        best = name
        for other in self._candidates():
            theirs = _bag(other)
            if bag < theirs and len(theirs) > len(_bag(best)) and self._same_head(bag, other):
                best = other
        return best

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
            if token.name and (at == 0 or not p.tokens[at - 1].name) and not p.mark(at):
                here = at
                while here < len(p.tokens) and (p.tokens[here].name or (p.low(here) in ("of", "the", "de", "des", "del", "du") and here + 1 < len(p.tokens) and (p.tokens[here + 1].name or p.low(here + 1) == "the"))):
                    here += 1
                if here - at >= 2 and not p.has(at, "determiner"):
                    found.append(p.text[token.start : p.tokens[here - 1].end])
                elif here - at >= 3:
                    found.append(p.text[p.tokens[at + 1].start : p.tokens[here - 1].end])
            if p.words.language == "ar" and p.low(at)[:1] == "و" and p.low(at)[1:] in self._groups:
                end = at + 1
                while end < len(p.tokens) and p.low(end).startswith("ال"):
                    end += 1
                found.append(p.text[token.start + 1 : p.tokens[end - 1].end])
            if p.low(at) in self._groups:
                found.extend(self._around_group(at))
        return found

    def _around_group(self, at: int) -> list[str]:
        from claimtrack.drafting.phrases import Phrases

        p = self.p
        phrases = Phrases(p)
        first = next((s.first for q in p.paragraphs for s in q.sentences if s.first <= at < s.last), 0)
        last = next((s.last for q in p.paragraphs for s in q.sentences if s.first <= at < s.last), len(p.tokens))
        left = phrases.before(at, first)
        begin = at
        while p.words.language == "en" and left and begin > left[0] and p.tokens[begin - 1].name and not p.mark(begin - 1):
            begin -= 1
        end = at + 1
        while end + 1 < last and p.has(end, "preposition") and (p.tokens[end + 1].name or p.low(end + 1) in self._joined or (end + 2 < last and p.has(end + 1, "determiner"))) and p.low(end) in ("of", "for", "de", "del", "des", "du", "der", "von", "في"):
            end += 2
            while end < last and (p.tokens[end].name or (p.words.language != "en" and not p.mark(end) and not p.has(end, "preposition", "verb", "auxiliary", "conjunction", "relative", "adverb"))):
                end += 1
        return [self._plain(begin, end)]

    @property
    def _joined(self) -> frozenset[str]:
        return frozenset(("defence", "defense", "interior", "health", "justice", "foreign", "emergencies", "information", "ceasefire"))


def _bag(name: str) -> frozenset[str]:
    small = {"of", "the", "a", "an", "for", "in", "and", "de", "des", "du", "la", "le", "les", "l", "del", "el", "los", "der", "die", "das", "des", "von"}
    return frozenset(word for word in (fold(word).replace("'s", "") for word in _WORD.findall(name)) if word not in small)
