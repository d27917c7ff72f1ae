"""Who a source is: the name an analyst would enter for the words that stand for a speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack.characters import fold_name
from claimtrack.drafting.lexicon import fold
from claimtrack.drafting.mentions import Mentions, Speaker
from claimtrack.drafting.phrases import Phrases

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Range


class Names(Mentions):
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
        first, last = self._without_relative(first, last)
        if (agent := self._issuer(first, last)) is not None:
            first, last = agent
        found = self._pronoun(first, last)
        if found is None:
            found = self._spoken_for(first, last, about) or self._named(first, last)
        name = self.aliases.get(fold_name(found.name), found.name)
        found = Speaker(name, span, found.spokesperson, found.part_of, found.number)
        if found.name:
            self.known.append(found)
        return found

    def _issuer(self, first: int, last: int) -> Range | None:
        """Return who issued a document: "radar data published by the network SkyLog", "a report by the mission"."""
        p = self.p
        if p.words.language != "en" or not any(
            p.low(at) in self.lists.words("drafting", "documents") for at in range(first, last)
        ):
            return None
        by = next((at for at in range(first + 1, last - 1) if p.low(at) in ("by", "from")), None)
        return None if by is None or p.has(by + 1, "pronoun") else (by + 1, last)

    def _without_relative(self, first: int, last: int) -> Range:
        """Cut ", who …", ", in a statement", "with knowledge of …" off a source."""
        p = self.p
        for at in range(first + 1, last - 1):
            comma = p.tokens[at].text in (",", "،")
            told = comma and (
                p.low(at + 1).endswith("ing") or p.has(at + 1, "verb-participle", "preposition")
            )
            if told or (comma and p.has(at + 1, "relative")):
                return first, at
            if p.words.language == "en" and (
                p.low(at) == "who"
                or (p.low(at) == "with" and any(self._is_document(k) for k in range(first, at)))
                or (p.low(at) == "with" and "knowledge" in (p.low(at + 1), p.low(min(at + 2, last - 1))))
            ):
                return first, at
        return first, last

    def _is_document(self, at: int) -> bool:
        return self.p.low(at) in self.lists.words("drafting", "documents")

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
        return self._subject_before(first)

    def _subject_before(self, at: int) -> Speaker:
        """Return the subject of the sentence, or of the one before it, that a pronoun may stand for."""
        number = self.p.sentence_number(at)
        for sentence in reversed(self.p.sentences[max(0, number - 1) : number + 1]):
            subject = Phrases(self.p).subject_of(sentence.first, min(at, sentence.last))
            quoted = subject is not None and self.p.tokens[subject[0]].quoted
            if subject and not quoted and not self.p.has(subject[0], "pronoun", "relative"):
                return self._named(*subject)
        return Speaker("")

    def _before_relative(self, at: int) -> Speaker | None:
        """Return who "which", "who" stand for: the phrase before them."""
        left = at - 1
        if left >= 0 and self.p.tokens[left].text in (",", "،"):
            left -= 1
        if left < 0:
            return None
        found = Phrases(self.p).before(left, max(0, left - 30))
        if found is None:
            return None
        nearest = next(
            (
                k
                for k in range(found[1] - 2, found[0], -1)
                if self.p.has(k, "preposition") and self.p.low(k) in ("of", "from", "by", "de", "von")
            ),
            None,
        )
        if (
            nearest is not None
            and any(self.p.tokens[k].name for k in range(nearest + 1, found[1]))
            and not self._group_in(found[0], nearest)
        ):
            found = (nearest + 1, found[1])
        return self._named(*found)

    def _spoken_for(self, first: int, last: int, about: Range | None) -> Speaker | None:
        """Return the body that a spokesperson speaks for."""
        p = self.p
        mouth = self._mouthpiece(first, last)
        if mouth is None:
            return None
        head, at = mouth
        person = self._person_name(at + 1, last) or self._person_name(first, head)
        body = ""
        here = at + 1
        if here < last and p.has(here, "preposition"):
            stop = next((k for k in range(here + 1, last) if p.tokens[k].text in (",", "،", "(")), last)
            body = self._plain(here + 1, stop)
        elif here < last and p.words.language in ("de", "ru", "uk") and not p.mark(here):
            stop = next(
                (
                    k
                    for k in range(here, last)
                    if p.tokens[k].text in (",", "،", "(")
                    or (p.tokens[k].name and k > here and p.words.language in ("ru", "uk"))
                ),
                last,
            )
            self.declined = p.words.language in ("ru", "uk")
            body = "" if self._is_person(here, stop) else self._plain(here, stop)
        if p.words.language == "ar" and (named := self._in_the_name(at, last)):
            return named
        if p.words.language == "ar" and here < last and not p.mark(here) and not self._group_in(here, last):
            end = next((k for k in range(here, last) if p.mark(k)), last)
            return Speaker(
                self._plain(first, end), None, self._plain(end + 1, last) if end + 1 < last else "", "", "one"
            )
        if not body and not p.has(first, "possessive"):  # "its spokeswoman" names nobody
            owned = head > first and not all(self._article(k) for k in range(first, head))
            body = re.sub("['’]s?$", "", self._plain(first, head)) if owned else ""
        if body and person and fold(body) in fold(person):
            body = ""
        if not body:
            body = self._body_in(about) or next(
                (one.name for one in reversed(self.known) if one.number == "body"), ""
            )
        if not body:
            return None
        if p.words.language == "en" and fold(body) in self.lists.words("drafting", "members"):
            body += "s"  # "a rebel spokesman" speaks for the rebels
        return Speaker(self._fullest(body), None, person, "", "body")

    def _in_the_name(self, at: int, last: int) -> Speaker | None:
        """Return the body of an Arabic "spokesman in the name of the army, Colonel …", and who spoke."""
        p = self.p
        begin = at + 2
        if begin >= last or p.low(at + 1) != "باسم":
            return None
        end = begin + 1
        while (
            end < last and not p.mark(end) and p.low(end) not in self._titles and p.low(end).startswith("ال")
        ):
            end += 1
        person = end + 1 if end < last and p.mark(end) else end
        while person < last and p.low(person) in self._titles:
            person += 1
        name = p.text[p.tokens[person].start : p.tokens[last - 1].end] if person < last else ""
        return Speaker(self._fullest(self._plain(begin, end)), None, name, "", "body")

    def _without_office(self, first: int, last: int) -> int:
        """Return where the name of an Arabic official begins: after "the governor", "the minister of defence"."""
        p = self.p
        here = first
        if p.words.language != "ar" or p.low(here) not in self._titles | self._persons:
            return first
        here += 1
        while here < last and p.low(here).startswith("ال"):
            here += 1
        named = last - here >= 2 and not any(p.mark(k) or p.has(k, "preposition") for k in range(here, last))
        return here if named and not self._group_in(here, last) else first

    def _mouthpiece(self, first: int, last: int) -> Range | None:
        """Return the first and the last word for who speaks for a body: "spokesman", "press office"."""
        p = self.p
        for at in range(first, last):
            if p.low(at) in self._spokes:
                return at, at
            for words in self.lists.text("drafting", "mouthpieces").split("|"):
                parts = words.split()
                if parts and [p.low(k) for k in range(at, min(last, at + len(parts)))] == parts:
                    return at, at + len(parts) - 1
        return None

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
            if p.mark(at) or not p.tokens[at].name or p.has(at, "determiner", "preposition"):
                at += 1
                continue
            here = at
            while here < last and (p.tokens[here].name or p.tokens[here].text == "-") and not p.mark(here):
                here += 1
            words = [p.tokens[k].text for k in range(at, here)]
            if len(words) >= 2 and not any(fold(word) in self._groups for word in words):
                best = self.p.text[p.tokens[at].start : p.tokens[here - 1].end]
            at = here
        return best

    def _named(self, first: int, last: int) -> Speaker:
        """Return the speaker that a noun phrase names, in its fullest form of the passage."""
        p = self.p
        head, apposition = self._apposed(first, last)
        if apposition is not None:
            left, right = (first, head), (head + 1, apposition)
            if (
                (name := self._person_name(*right))
                and not self._person_name(*left)
                and not self._group_in(*right)
            ):
                return self._official(name, *left)
            if (name := self._person_name(*left)) and not self._group_in(*left):
                return self._official(name, *right)
            if self._group_in(*right) and not self._group_in(*left) and not p.tokens[left[0]].name:
                return Speaker(self._fullest(self._plain(*right)))
            first, last = left
        first = self._past_naming(first, last)
        quoted = self._proper_tail(first, last)
        if quoted:
            return Speaker(quoted)
        titled = self._titled(first, last)
        if titled:
            return titled
        first = self._without_office(first, last)
        name = self._plain(first, last)
        if (
            last - first == 2
            and self.p.has(first, "determiner")
            and self.p.low(last - 1) in self.lists.words("drafting", "generic")
            and self._fullest(name) == name
        ):
            before = next(
                (one for one in reversed(self.known) if one.number == "body"), None
            ) or self._subject_before(first)
            if before.name and before.name != name:
                return Speaker(before.name)
        if self._latter(first, last) and self.known:
            return self.known[-1]
        head = last - 1
        body = ""
        if (
            self.p.low(head) in self._persons | {"source", "sources"}
            and head > first
            and self.p.low(head - 1) in self._groups
        ):
            body = self._fullest(self._plain(head - 1, head))
        return Speaker(self._fullest(name), None, "", body, self._number(first, last))

    def _latter(self, first: int, last: int) -> bool:
        return any(self.p.low(at) in self.lists.words("drafting", "latter") for at in range(first, last))

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
                body = self.p.tokens[at].text
        if (
            not body
            and self.p.has(first, "possessive")
            and (owner := next((one for one in reversed(self.known) if one.number == "body"), None))
        ):
            body = owner.name  # "its commander, Captain Rourke"
        return Speaker(
            self._nominative(self._without_titles(name)),
            None,
            "",
            self._fullest(body[:1].upper() + body[1:]) if body else "",
            "one",
        )

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

    def _group_in(self, first: int, last: int) -> bool:
        return any(self.p.low(at) in self._groups for at in range(first, last))

    def _titled(self, first: int, last: int) -> Speaker | None:
        """Return the person of "police chief Odo Lanz", "Maître Odile Karam"."""
        p = self.p
        role = next(
            (at for at in range(first, last) if p.low(at).rstrip(".") in self._persons | self._titles), None
        )
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
