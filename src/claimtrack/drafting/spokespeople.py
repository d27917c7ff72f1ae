"""Who speaks for a body: "a spokesman for the army, Colonel …", "the ministry's press office"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack.drafting.lexicon import fold
from claimtrack.drafting.mentions import Mentions, Speaker

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Range

_WITH_PLACE = 3  # words of a place and of a name
_PATRONYMICS = ("вич", "вна", "чна", "ича", "вны", "вни", "ічни")


class Spokespeople(Mentions):
    """Those of a passage who speak for a body, and whom they speak for."""

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
            person = self._person_name(stop, last) or self._person_name(first, head)
        elif here < last and p.words.language in ("de", "ru", "uk") and not p.mark(here):
            stop = next(
                (
                    k
                    for k in range(here, last)
                    if p.tokens[k].text in (",", "،", "(") or (k > here and self._begins_person(k))
                ),
                last,
            )
            self.declined = p.words.language in ("ru", "uk")
            body = "" if self._is_person(here, stop) else self._plain(here, stop)
        if p.words.language == "ar" and (named := self._in_the_name(at, last) or self._of_kind(at, last)):
            return named
        if p.words.language == "ar" and here < last and not p.mark(here) and not self._group_in(here, last):
            end = next((k for k in range(here, last) if p.mark(k)), last)
            return Speaker(
                self._plain(first, end), None, self._plain(end + 1, last) if end + 1 < last else "", "", "one"
            )
        if not body and not p.has(first, "possessive"):  # "its spokeswoman" names nobody
            commas = (k + 1 for k in range(head - 1, first, -1) if p.tokens[k].text in (",", "،"))
            begin = next(commas, first)  # "Lt. Col. Mara Finn, an army spokeswoman"
            owned = head > begin and not all(self._article(k) for k in range(begin, head))
            body = re.sub("['’]s?$", "", self._plain(begin, head)) if owned else ""
        if self._compound(at):
            body = self._compound(at)
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

    def _begins_person(self, at: int) -> bool:
        """Whether a Slavic name or a title begins at `at`: "представитель командования генерал Лунёв"."""
        p = self.p
        return p.words.language in ("ru", "uk") and (p.tokens[at].name or p.low(at) in self._titles)

    def _of_kind(self, at: int, last: int) -> Speaker | None:
        """Return the body of an Arabic "military spokesman, he is Colonel …", and who spoke."""
        p = self.p
        kind = p.low(at + 1).removeprefix("ال") if at + 1 < last else ""
        body = self.lists.table["drafting"]["bodies"].get(kind, "")
        if not body:
            return None
        here = at + 2
        end = next((k for k in range(here + 1, len(p.tokens)) if p.mark(k)), here)
        person = ""
        if end > here + 2 and p.mark(here) and p.low(here + 1) == "هو":
            person = p.text[p.tokens[here + 2].start : p.tokens[end - 1].end]
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
        name = p.text[p.tokens[person].start : p.tokens[last - 1].end] if person < last else ""
        return Speaker(self._fullest(self._plain(begin, end)), None, name, "", "body")

    def _mouthpiece(self, first: int, last: int) -> Range | None:
        """Return the first and the last word for who speaks for a body: "spokesman", "press office"."""
        p = self.p
        for at in range(first, last):
            if p.low(at) in self._spokes or self._compound(at):
                return at, at
            for words in self.lists.text("drafting", "mouthpieces").split("|"):
                parts = words.split()
                if parts and [p.low(k) for k in range(at, min(last, at + len(parts)))] == parts:
                    return at, at + len(parts) - 1
        return None

    def _compound(self, at: int) -> str:
        """Return the body of a German "Armeesprecher", "" where a word is none."""
        p = self.p
        if p.words.language != "de":
            return ""
        end = next(
            (one for one in self._spokes if p.low(at).endswith(one) and len(p.low(at)) > len(one) + 3), ""
        )
        body = p.tokens[at].text[: -len(end)] if end else ""
        joined = body.endswith("s") and fold(body) not in self._groups
        return body[:-1] if joined else body

    def _body_in(self, about: Range | None) -> str:
        """Return the body that what a spokesperson says begins with ("Norland's air force has …")."""
        if about is None:
            return ""
        p = self.p
        for at in range(about[0], min(about[1], about[0] + 6)):
            if p.mark(at) or (at == about[0] and p.has(at, "possessive")):
                break  # "our forces" names nobody
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
            while (
                here < last
                and (p.tokens[here].name or p.tokens[here].text in ("-", "&"))
                and not p.mark(here)
            ):
                here += 1
            while (
                at + 2 < here
                and p.tokens[at].text.isupper()
                and p.tokens[at].text.isalpha()
                and len(p.low(at)) > 1
            ):
                at += 1  # "МЧС Игорь Лапин"
            words = [p.tokens[k].text for k in range(at, here)]
            if len(words) >= 2 and not any(fold(word) in self._groups for word in words):
                at = self._past_place(at, here)
                best = self.p.text[p.tokens[at].start : p.tokens[here - 1].end]
            at = here
        return best

    def _past_place(self, first: int, last: int) -> int:
        """Return where a Slavic name begins after the place of an office: "мэр Каменки Илья Сташко"."""
        p = self.p
        before = range(max(0, first - _WITH_PLACE), first + 1)
        office = any(p.low(k) in self._persons | self._titles for k in before)
        if p.words.language not in ("ru", "uk") or not office or last - first < _WITH_PLACE:
            return first
        patronymic = p.low(last - 2).endswith(_PATRONYMICS)
        return max(first, last - 2 - patronymic)

    def _group_in(self, first: int, last: int) -> bool:
        return any(self.p.low(at) in self._groups for at in range(first, last))
