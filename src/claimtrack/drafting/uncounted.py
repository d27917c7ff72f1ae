"""Numbers that count no people: ages, numbers of things, earlier figures, those of whom others are some."""

from __future__ import annotations

from claimtrack.drafting.fates import Fates

_WITHOUT = 3  # tokens before a number within which "without" negates it


class Uncounted(Fates):
    """The numbers of a passage that are no counts."""

    def _no_count(self, at: int, first: int, last: int) -> bool:
        """Whether a number counts no people: an age, the number of a thing, "a crew of five", an earlier figure."""
        p = self.p
        before = p.tokens[at - 1] if at > first else None
        after = p.tokens[at + 1] if at + 1 < last else None
        if before is None:
            return False
        if self._earlier(at, first) or self._difference(at) or self._changed_to(at, first):
            return True
        if self._article(at) and after is not None and self._names_a_toll(at + 1):
            return True
        if self._names_a_thing(at, last):
            return True
        if p.has(at - 1, "month") or (after is not None and p.has(at + 1, "month")):
            return True
        if (
            before.text in (",", "(", "،")
            and p.low(at).isdigit()
            and (after is None or after.text in (",", ")", "،"))
        ):
            return True
        if (
            p.low(at)[:1].isdigit()
            and before.name
            and before.word
            and at - 1 > first
            and not p.has(at - 1, "month", "weekday")
        ):
            return True
        counted = self._people_follow(at + 1, last) or self._befell(at + 1, first, last)
        if before.low in self.lists.words("counts", "of") and not counted:
            return True
        if self._without(at, first) or self._of_all(at, first) or self._of_things(at, first, last):
            return True
        risen = before.low in self.lists.words("counts", "from") and any(
            self._number(k) for k in range(at + 1, last)
        )  # "from 12 to 17"
        return risen and bool(
            self.lists.pattern("drafting", "toll").search(p.text[slice(*p.span(first, last))])
        )

    def _of_things(self, at: int, first: int, last: int) -> bool:
        """Whether "one of them" is of no people: after a noun in the genitive, "обломки одного из них"."""
        p = self.p
        of_them = self.lists.pattern("drafting", "of_them")
        if p.words.language not in ("ru", "uk") or at + 1 >= last:
            return False
        told = of_them.match(p.text, p.tokens[at + 1].start) is not None
        return (
            told
            and at > first
            and p.tokens[at - 1].word
            and not p.has(at - 1, "verb", "preposition", "conjunction")
        )

    def _without(self, at: int, first: int) -> bool:
        """Whether "without" stands before a number in its phrase: "without losing a man"."""
        p = self.p
        without = self.lists.words("counts", "without")
        return any(
            p.low(k) in without and not any(p.mark(between) for between in range(k, at))
            for k in range(max(first, at - _WITHOUT), at)
        )

    def _of_all(self, at: int, first: int) -> bool:
        """Whether a number tells of how many others are: the 40 of "12 of the 40 deaths claimed by the group"."""
        p = self.p
        of = at - 1 - p.has(at - 1, "determiner")
        return of > first and p.low(of) in self.lists.words("counts", "of") and self._number(of - 1)

    def _names_a_toll(self, at: int) -> bool:
        """Whether a word for a toll stands at `at`: "un bilan de cinq morts"."""
        return self.lists.pattern("drafting", "toll").match(self.p.text, self.p.tokens[at].start) is not None

    def _earlier(self, at: int, first: int) -> bool:
        """Whether a number is the figure of before: "up from 9", ", contre neuf auparavant"."""
        p = self.p
        begin = at
        while begin > first and (p.has(begin - 1, "determiner") or p.low(begin - 1) in self._bounds):
            begin -= 1
        for edge in {at, begin} - {first}:
            start, end = p.span(first, edge)
            for key in ("earlier", "against"):
                for match in self.lists.pattern("counts", key).finditer(p.text, start, end):
                    apart = p.text[start : match.start()].rstrip()[-1:] in (",", "(", "،", "–", "—")
                    if match.end() == end and (apart or key == "earlier"):
                        return True
        return False

    def _names_a_thing(self, at: int, last: int) -> bool:
        """Whether a number only tells which of some things it is: "cell 14", "Route 6"."""
        p = self.p
        plain = p.tokens[at - 1].word and not p.tokens[at - 1].classes and at - 1 not in self._fates
        listed = p.low(at - 1) in self._bounds or self._number(at - 1)
        return plain and not listed and p.low(at).isdigit() and not self._people_follow(at + 1, last)

    def _changed_to(self, at: int, first: int) -> bool:
        """Whether a number is only what a figure became: ", a figure later raised to six"."""
        p = self.p
        start, end = p.span(first, at)
        changed = self.lists.pattern("counts", "changed")
        return any(
            match.end() == end and match.start() > start for match in changed.finditer(p.text, start, end)
        )

    def _difference(self, at: int) -> bool:
        """Whether a number only tells how many more: "three more than on Monday"."""
        p = self.p
        after = at + 1 < len(p.tokens)
        told = self.lists.pattern("counts", "differences")
        return after and told.match(p.text, p.tokens[at + 1].start) is not None

    def _people_follow(self, at: int, last: int) -> bool:
        return self._noun(at, last) is not None

    def _part_of_whole(self, at: int, first: int) -> bool:
        p = self.p
        while at > first and p.low(at - 1) in self._bounds:
            at -= 1  # "among them at least five children"
        lead = p.text[p.tokens[max(first, at - 3)].start : p.tokens[at].start]
        return bool(self.lists.pattern("drafting", "including").search(lead))
