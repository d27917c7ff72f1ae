"""Who a source is: the name an analyst would enter for the words that stand for a speaker."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimtrack.characters import fold_name
from claimtrack.drafting.coreference import Coreference
from claimtrack.drafting.declension import nominative
from claimtrack.drafting.lexicon import fold
from claimtrack.drafting.mentions import Speaker

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Range


class Names(Coreference):
    """The speakers of a passage, and the names that stand in it."""

    # ---- one source ---------------------------------------------------------------------------------------------------

    def speaker(
        self, first: int, last: int, about: Range | None = None, *, declined: bool = False
    ) -> Speaker:
        """Return who the tokens `first` to `last` stand for; what was read is remembered for those who follow.

        Args:
            first: the first token of the source.
            last: the token after it.
            about: the tokens of what is said, where a spokesperson may name whom they speak for.
            declined: whether the words stand after a preposition that changes their endings.
        """
        p = self.p
        self.declined = declined
        span = p.span(first, last)
        self.here = span[0]
        first, last = self._self_named(first, last) or self._without_relative(first, last)
        if (agent := self._issuer(first, last)) is not None:
            first, last = agent
        found = self._pronoun(first, last) or self._some_of(first, last)
        if found is None:
            found = self._spoken_for(first, last, about) or self._named(first, last)
        name = self.aliases.get(fold_name(found.name), found.name)
        found = replace(found, name=name, span=span)
        if found.name:
            self.known.append(found)
        return found

    def name(self, first: int, last: int) -> str:
        """Return the name of whom a phrase after a preposition stands for, without remembering them."""
        self.declined = True
        return self._named(first, last).name

    def _issuer(self, first: int, last: int) -> Range | None:
        """Return who issued a document: "radar data published by the network SkyLog", "a report by the mission"."""
        p = self.p
        if p.words.language != "en" or not any(
            p.low(at) in self.lists.words("drafting", "documents") for at in range(first, last)
        ):
            return None
        by = next((at for at in range(first + 1, last - 1) if p.low(at) in ("by", "from")), None)
        return None if by is None or p.has(by + 1, "pronoun") else (by + 1, last)

    def _self_named(self, first: int, last: int) -> Range | None:
        """Return the name that "insurgents, who call themselves the Sons of the Lake" take."""
        p = self.p
        named = self.lists.pattern("drafting", "self_named")
        stop = p.sentence_of(first).last
        for at in range(first + 1, min(stop, last + 2)):
            if match := named.match(p.text, p.tokens[at].start):
                begin = next((k for k in range(at, stop) if p.tokens[k].start >= match.end()), stop)
                end = next((k for k in range(begin, stop) if p.tokens[k].text == ","), begin)
                return (begin, end) if begin < end else None
        return None

    def _without_relative(self, first: int, last: int) -> Range:
        """Cut ", who …", ", in a statement", "with knowledge of …", "citing …" off a source."""
        p = self.p
        citing = self.lists.pattern("drafting", "citing")
        others = [
            citing,
            *(self.lists.pattern("drafting", key) for key in ("through", "cited_by", "anonymous")),
        ]
        starts = (
            at for at in range(first + 1, last) if any(o.match(p.text, p.tokens[at].start) for o in others)
        )
        last = next(starts, last)
        if last - 1 > first and p.low(last - 1) in self.lists.words("drafting", "themselves"):
            last -= 1  # "the militants themselves"
        for at in range(first + 1, last - 1):
            comma = p.tokens[at].text in (",", "،")
            told = comma and (
                p.low(at + 1).endswith("ing") or p.has(at + 1, "verb-participle", "preposition")
            )
            if told or (comma and p.has(at + 1, "relative")):
                return first, at
            if p.words.language == "en" and (
                p.low(at) in self.lists.words("drafting", "reviewed")
                or p.low(at) == "who"
                or (p.low(at) == "with" and any(self._is_document(k) for k in range(first, at)))
                or (p.low(at) == "with" and "knowledge" in (p.low(at + 1), p.low(min(at + 2, last - 1))))
            ):
                return first, at
        return first, last

    def _is_document(self, at: int) -> bool:
        return self.p.low(at) in self.lists.words("drafting", "documents")

    def _without_office(self, first: int, last: int) -> int:
        """Return where the name of an Arabic official begins: after "the governor", "the minister of defence"."""
        p = self.p
        here = first
        source = p.low(here) in self.lists.words("drafting", "insiders")
        if p.words.language != "ar" or source or p.low(here) not in self._titles | self._persons:
            return first
        here += 1
        while here < last and p.low(here).startswith("ال"):
            here += 1
        named = last - here >= 2 and not any(p.mark(k) or p.has(k, "preposition") for k in range(here, last))
        return here if named and not self._group_in(here, last) else first

    def _named(self, first: int, last: int) -> Speaker:
        """Return the speaker that a noun phrase names, in its fullest form of the passage."""
        p = self.p
        head, apposition = self._apposed(first, last)
        if apposition is not None:
            left, right = (first, head), (head + 1, apposition)
            if (
                (name := self._person_name(*right))
                and (not self._person_name(*left) or self._office_in_a_place(*left))
                and not self._group_in(*right)
            ):
                if p.low(head - 1) in self._groups - self._persons and p.words.language in ("en", "de"):
                    return Speaker(self._fullest(self._plain(*right)))  # "the operator, Oster Water"
                return self._official(name, *left)
            if (name := self._person_name(*left)) and not self._group_in(*left):
                return self._official(name, *right)
            if self._group_in(*right) and not self._group_in(*left) and not p.tokens[left[0]].name:
                return Speaker(self._fullest(self._plain(*right)))
            if p.low(right[0]).isdigit():
                return Speaker(self._fullest(self._plain(*left)), number="one")  # "Amina, 34"
            first, last = left
        first = self._past_naming(first, last)
        quoted = self._proper_tail(first, last)
        if quoted:
            return Speaker(quoted)
        first = self._past_description(first, last)
        titled = self._titled(first, last)
        if titled:
            return titled
        if (holder := self._holder(first, last)) is not None:
            return holder
        first = self._without_office(first, last)
        name = self._without_neighbouring(self._plain(first, last))
        alone = last - first == 1 and not self.lists.text("drafting", "articles")
        if (
            (alone or (last - first == 2 and self.p.has(first, "determiner")))
            and self.p.low(last - 1) in self.lists.words("drafting", "generic")
            and self._fullest(name) == name
        ):
            before = self._stood_for(first, self.p.low(last - 1))
            if before and before.name and before.name != name:
                return Speaker(before.name)
        if self._latter(first, last) and self.known:
            return self.known[-1]
        if last - first == 1 and p.low(first) in self.lists.words("drafting", "this_one"):
            return Speaker(self._named_before(first))
        head = last - 1
        body = ""
        if (
            self.p.low(head) in self._persons | {"source", "sources"}
            and head > first
            and self.p.low(head - 1) in self._groups
        ):
            body = self._fullest(self._plain(head - 1, head))
        return Speaker(self._fullest(name), None, "", body, self._number(first, last))

    def _past_description(self, first: int, last: int) -> int:
        """Return where the name of "the opposition Free Party" begins."""
        p = self.p
        here = first + self._article(first)
        described = here
        while described < last - 2 and p.low(described) in self.lists.words("drafting", "descriptions"):
            described += 1
        return (
            described if described > here and all(p.tokens[k].name for k in range(described, last)) else first
        )

    def _without_neighbouring(self, name: str) -> str:
        """Return the name of "the ministry of neighbouring Orsk" without what only describes a country."""
        beside = self.lists.words("drafting", "neighbouring")
        return " ".join(word for word in name.split() if fold(word) not in beside) or name

    def _past_naming(self, first: int, last: int) -> int:
        """Return where the name of "a group calling itself the Front", "eine Gruppe namens »Front«" begins."""
        p = self.p
        for words in self.lists.text("drafting", "named").split("|"):
            parts = words.split()
            for at in range(first + 1, last - len(parts)):
                if parts and [p.low(k) for k in range(at, at + len(parts))] == parts:
                    return at + len(parts)
        return first

    def _proper_tail(self, first: int, last: int) -> str:
        """Return the name of "the agency Prensa Delta", "the channel «Front»": what follows a word for an outlet."""
        p = self.p
        for at in range(first, last - 1):
            outlets = self.lists.words("drafting", "outlets")
            if p.low(at) not in outlets and not (self.declined and self._noun_of(p.low(at), outlets)):
                continue
            tail = at + 1
            if p.opens_quote(tail):
                quote = p.quote_at(tail)
                assert quote is not None  # noqa: S101 - an opening mark has its quotation
                return self._fullest(self._plain(tail + 1, min(last, quote[1]) - 1))
            common = not p.tokens[at].name or p.words.language == "de"
            if common and all(p.tokens[k].name for k in range(tail, last)):
                return self._plain(tail, last)
        return ""

    def _official(self, name: str, first: int, last: int) -> Speaker:
        body = ""
        for at in range(first, last):
            if self.p.low(at) in self._groups and not self.p.has(at, "pronoun"):
                body = self._whole_body(first, at)
        if (
            not body
            and self.p.has(first, "possessive")
            and (owner := next((one for one in reversed(self.known) if one.number == "body"), None))
        ):
            body = owner.name  # "its commander, Captain Rourke"
        return Speaker(
            self._person(self._without_titles(name)),
            None,
            "",
            self._fullest(body[:1].upper() + body[1:]) if body else "",
            "one",
        )

    def _whole_body(self, first: int, at: int) -> str:
        """Return the words for a body that end at `at`: "the air force commander, General Sarge"."""
        p = self.p
        begin = at
        kinds = self.lists.words("drafting", "kinds_of_body")
        while begin > first and p.low(begin - 1) in kinds:
            begin -= 1
        return p.text[slice(*p.span(begin, at + 1))]

    def _person(self, name: str) -> str:
        """Return the name of a person in the nominative."""
        table = self.lists.table.get("nominative", {})
        return nominative(name, table) if self.declined and "given" in table else self._nominative(name)

    def _without_titles(self, name: str) -> str:
        words = name.split()
        while len(words) > 1 and fold(words[0]).rstrip(".") in self._titles | self._persons:
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

    def _titled(self, first: int, last: int) -> Speaker | None:
        """Return the person of "police chief Odo Lanz", "Maître Odile Karam"."""
        p = self.p
        role = next((at for at in range(first, last) if self._is_role(p.low(at).rstrip("."))), None)
        if role is None or any(
            p.has(at, "preposition") for at in range(role + 1, last) if p.words.language == "en"
        ):
            return None
        name = self._person_name(role, last) or self._person_name(role + 1, last)
        if not name:
            last_word = last - 1
            parted = any(p.has(k, "preposition") for k in range(role + 1, last))
            if not parted and p.tokens[last_word].name and last_word > role and not p.tokens[role].name:
                name = p.tokens[last_word].text
        if not name or self._group_in(role + 1, last):
            return None
        return self._official(name, first, last)

    def _office_in_a_place(self, first: int, last: int) -> bool:
        """Whether a phrase is an office and its place: "El alcalde de San Telmo"."""
        at = next((k for k in range(first, last) if self._is_role(self.p.low(k))), None)
        return at is not None and at + 2 < last and self.p.has(at + 1, "preposition")

    def _is_role(self, low: str) -> bool:
        """Whether a word tells what a person is, in the case that the source at hand stands in."""
        roles = self._persons | self._titles | (self._spokes if self.declined else frozenset())
        plural = low.endswith(("ей", "ов", "ев", "ів", "ам", "ям", "ами", "ями", "ців", "цев"))
        return low in roles or (self.declined and not plural and bool(self._noun_of(low, roles)))

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
