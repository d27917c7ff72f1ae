"""Which draft another one answers: the claim that it names, that it shares words or answers with, or that is at hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimtrack.drafting import wording
from claimtrack.drafting.lexicon import fold
from claimtrack.drafting.wordlists import FATES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimtrack.drafting.draft import Draft
    from claimtrack.drafting.passage import Passage
    from claimtrack.drafting.wordlists import Wordlists

_FEW = 1  # a denial of so few words says no more than "denied it"
_BEFELL = ("killed", "wounded", "captured")
_SMALL = frozenset(
    ("determiner", "pronoun", "possessive", "preposition", "negation", "object_pronoun", "relative")
)
_EMPTY = _SMALL | {"auxiliary", "modal", "conjunction", "subordinator", "adverb", "weekday", "month"}
_STEM = 4  # letters by which inflected words are found alike
_VERBAL = frozenset(("verb", "auxiliary", "modal"))


class Answered:
    """The drafts that one draft may answer.

    Attributes:
        same: those before it of the same claimant or of its body, the latest first.
        others: those before it of others that affirm or deny, the latest first.
        affirmed: those of the others that affirm.
        claims: those of the others that affirm, or blame somebody beside what they deny.
    """

    def __init__(self, at: int, drafts: list[Draft], passage: Passage, lists: Wordlists) -> None:
        self.at, self.drafts, self.passage, self.lists = at, drafts, passage, lists
        self.draft = drafts[at]
        before = range(at - 1, -1, -1)
        self.same = [k for k in before if same(drafts[k], self.draft)]
        self.others = [
            k for k in before if not same(drafts[k], self.draft) and drafts[k].stance in ("affirms", "denies")
        ]
        self.affirmed = [k for k in self.others if drafts[k].stance == "affirms"]
        self.claims = [k for k in self.others if k in self.affirmed or _blames(drafts[k])]
        self.said = wording.said(passage, self.draft)

    # ---- by the answers given ---------------------------------------------------------------------------------------

    def differing(self, other: int) -> tuple[str, ...]:
        """Return the fields that both answer, and not alike; none where they are about two happenings."""
        mine, theirs = self.draft.values, self.drafts[other].values
        if self._apart(other):
            return ()
        return tuple(name for name in mine if name in theirs and self._unlike(mine[name], theirs[name]))

    def _unlike(self, mine: Any, theirs: Any) -> bool:
        """Whether two answers differ by more than words: other counts, other days, no word in common."""
        left, right = each(mine), each(theirs)
        if any(one.get("not") for one in (*left, *right)):
            return bool(mine != theirs)
        if "low" in left[0]:
            return _bounds(mine) != _bounds(theirs)
        if "edtf" in left[0]:
            return _days(mine) != _days(theirs)
        if {one["raw"] for one in left} & {one["raw"] for one in right}:
            return False
        named = [
            self.stems(" ".join(one.get("name") or one["raw"] for one in answers))
            for answers in (left, right)
        ]
        return not named[0] & named[1]

    def agreeing(self, other: int) -> tuple[str, ...]:
        """Return the counts that both give alike."""
        mine, theirs = self.draft.values, self.drafts[other].values
        return tuple(
            name for name in COUNTS if name in mine and _bounds(mine[name]) == _bounds(theirs.get(name))
        )

    def _apart(self, other: int) -> bool:
        """Whether two drafts tell of two days on which something occurred."""
        days = [one.values.get("occurred") for one in (self.draft, self.drafts[other])]
        return all(days) and _days(days[0]) != _days(days[1])

    # ---- by the words -------------------------------------------------------------------------------------------------

    def denied(self) -> int | None:
        """Return the claim that a denial is about; None for one that nobody in the text makes."""
        if (named := self._named()) is not None:
            return named
        near = self.nearest(self.affirmed, self.said)
        back = self._points_back()
        if self.claims and (back or (near is None and self._only_denies())):
            accusing = self._accusing() if back else self._naming()
            if accusing is not None or (back and self._of_involvement()):
                return accusing
            return self._at_hand(self.affirmed or self.claims)
        if near is None:
            near = self.alike(self.affirmed)
        if near is None and self.affirmed and self.outright() and not self._has_verb():
            near = self._at_hand(self._counting() or self.affirmed)  # "denied the loss of a plane"
        if near is None and self._denies_firing():
            near = self._befallen()
        return self._told_later() if near is None else near

    def _counting(self) -> list[int]:
        """Return the claims that count those who fell, where it is denied that anybody did: "denied any losses"."""
        losses = self.lists.pattern("links", "losses").search(self.said)
        return [k for k in self.affirmed if losses and self.drafts[k].values.keys() & set(COUNTS)]

    def _denies_firing(self) -> bool:
        """Whether what is denied is an attack of those who deny it: "denied that its troops had opened fire"."""
        theirs = any(one.get("not") for one in each(self.draft.values.get("perpetrator", [])))
        return theirs and bool(self._fates(self.said, FATES))

    def _befallen(self) -> int | None:
        """Return the last claim that tells what befell somebody."""
        return next((k for k in self.affirmed if self._fates_of(k) & set(_BEFELL)), None)

    def _named(self) -> int | None:
        """Return the claim of somebody whom the denial names: "denied Amaq's claim"."""
        words = fold(self.said)
        claimants = ((k, self.drafts[k].claimant) for k in self.affirmed)
        return next((k for k, name in claimants if name and fold(name.split()[-1]) in words), None)

    def _only_denies(self) -> bool:
        return not self.outright() or len(self.stems(self.said)) <= _FEW

    def outright(self) -> bool:
        """Whether the verb itself denies, with a clause of its own after it."""
        return self._says("denies", wording.cue(self.passage, self.draft))

    def _of_involvement(self) -> bool:
        """Whether only having had a part in it is denied, which answers nobody who accuses nobody."""
        return self._says("involvement", self._first_words())

    def _accusing(self) -> int | None:
        """Return the last claim that names who denies it, else the last that accuses somebody."""
        accusing = (k for k in self.claims if "perpetrator" in self.drafts[k].values)
        named = self._naming()
        return next(accusing, None) if named is None else named

    def _naming(self) -> int | None:
        """Return the last claim that names who denies it."""
        denier = self.stems(self.draft.claimant)
        return next(
            (k for k in self.claims if denier & self.stems(wording.said(self.passage, self.drafts[k]))), None
        )

    def _at_hand(self, affirmed: list[int]) -> int:
        """Return which claim is most likely answered: the last that accuses, else that somebody made, else the last."""
        accusing = [k for k in affirmed if "perpetrator" in self.drafts[k].values]
        attributed = [k for k in affirmed if self.drafts[k].claimant_span is not None or self.drafts[k].hedge]
        return (accusing or attributed or affirmed)[0]

    def _told_later(self) -> int | None:
        """Return the claim that a text tells after its denial: by like words, or as one that "had" been made before."""
        if self.draft.claimant_span is None:
            return None
        later = [
            k
            for k in range(self.at + 1, len(self.drafts))
            if self.drafts[k].stance == "affirms" and not self._concedes(k)
        ]
        told = self._fates(self.said, FATES)
        alike = [k for k in later if self.told_before(k) or told & self._fates_of(k)]
        near = self.nearest(alike, self.said)
        if near is not None or self.affirmed:
            return near
        return next((k for k in later if self.told_before(k)), None)

    def _concedes(self, other: int) -> bool:
        """Whether a draft is of this side: of the same claimant, or an admission."""
        cue = wording.cue(self.passage, self.drafts[other])
        return same(self.drafts[other], self.draft) or self._says("concedes", cue)

    def told_before(self, other: int) -> bool:
        """Whether a draft is told to have been said before what the text had told: "it had earlier denied"."""
        draft = self.drafts[other]
        words = wording.introduced(self.passage, draft, self.drafts)
        return self._says("before", words) or self._says("before", wording.leading(self.passage, draft))

    def own_earlier(self) -> int | None:
        """Return what the same claimant said before, where the text tells it after this: "a day after denying that"."""
        later = range(self.at + 1, len(self.drafts))
        own = (
            k
            for k in later
            if (self.drafts[k].claimant and same(self.drafts[k], self.draft)) or self._of_theirs(k)
        )
        return next((k for k in own if self.told_before(k)), None)

    def _of_theirs(self, other: int) -> bool:
        """Whether the next draft is of a body that belongs to the person of this one: "His navy had blamed …"."""
        span = self.drafts[other].claimant_span
        if span is None or other != self.at + 1:
            return False
        first = fold(self.passage.text[slice(*span)].split()[0])
        return "possessive" in self.passage.words.classes(first)

    def _points_back(self) -> bool:
        """Whether what is denied is only named: "the claim", "it", "any involvement"."""
        words = self._first_words()
        claims = self.lists.pattern("links", "claims")
        if (named := claims.search(words)) and not self._has_verb():
            words = words[: named.end()]  # "any involvement in the killing"
        left = re.findall(r"\w+", claims.sub(" ", words))
        return all(self.passage.words.classes(fold(word)) & _SMALL for word in left)

    def _first_words(self) -> str:
        """Return the first part of what is said, up to a colon: "the report: no vehicle was lost"."""
        return self.passage.text[slice(*self.draft.content_spans[0])].partition(":")[0]

    def _has_verb(self) -> bool:
        """Whether a verb stands in what is said first; "the killing" is none."""
        start, _ = self.draft.content_spans[0]
        end = start + len(self._first_words())
        inside = [token for token in self.passage.tokens if start <= token.start < end]
        having = self.lists.words("drafting", "having")  # "haber disparado"
        return any(
            (token.classes & _VERBAL and not token.low.endswith("ing")) or token.low in having
            for token in inside
        )

    def alike(self, among: Iterable[int]) -> int | None:
        """Return the nearest draft that tells of the same thing in other words: a death of those killed."""
        told = self._fates(self.said, FATES)
        for k in among:
            accuses = self.drafts[k].values.keys() & {"perpetrator", "weapon"}
            theirs = wording.said(self.passage, self.drafts[k])
            if told & self._fates(theirs, FATES if accuses else _BEFELL):
                return k
        return None

    def _fates_of(self, other: int) -> set[str]:
        return self._fates(wording.said(self.passage, self.drafts[other]), FATES)

    def _fates(self, text: str, names: tuple[str, ...]) -> set[str]:
        return {name for name in names if self.lists.pattern("happenings", name).search(text)}

    def nearest(self, among: list[int], words: str) -> int | None:
        """Return the draft whose words are most like these; None where nothing is shared."""
        mine = self.stems(words)
        shared = {k: len(mine & self.stems(wording.said(self.passage, self.drafts[k]))) for k in among}
        best = max(among, key=lambda k: (shared[k], -abs(k - self.at)), default=None)
        return best if best is not None and shared[best] else None

    def stems(self, text: str) -> frozenset[str]:
        """Return the beginnings of the longer words that say something, by which inflected words are found alike."""
        words = (word for word in re.findall(r"\w+", fold(text)) if len(word) >= _STEM)
        return frozenset(word[:_STEM] for word in words if not self.passage.words.classes(word) & _EMPTY)

    def _says(self, key: str, text: str) -> bool:
        return bool(self.lists.pattern("links", key).search(text))


COUNTS = ("killed", "civilians_killed", "wounded", "captured")


def each(value: Any) -> list[dict[str, Any]]:
    """Return the answers of a field, one or several."""
    return value if isinstance(value, list) else [value]


def same(left: Draft, right: Draft) -> bool:
    """Whether two drafts are of one claimant or of a person of its body."""
    if left.claimant == right.claimant:
        return True
    return bool(left.claimant and right.claimant) and (
        left.claimant == right.part_of or right.claimant == left.part_of
    )


def _blames(draft: Draft) -> bool:
    """Whether a draft says who did it."""
    return any(not one.get("not") for one in each(draft.values.get("perpetrator", [])))


def _bounds(value: Any) -> list[tuple[int, int | None]]:
    return [(one["low"], one["high"]) for one in each(value or [])]


def _days(value: Any) -> list[str]:
    return [one["edtf"] for one in each(value)]
