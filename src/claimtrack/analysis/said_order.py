"""The order in which things were said: by date, by what answers what, and never by the order of the file."""

from __future__ import annotations

from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from claimtrack.analysis.grouping import bloc_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from claimtrack.dates import DateValue
    from claimtrack.model import Assertion, Document, Link
    from claimtrack.model.dossier import Dossier

FOLLOWS = frozenset({"concedes", "supersedes", "retracts", "repeats"})
"""Links about an earlier word: whatever the dates, the target was said first."""

ANSWERS = FOLLOWS | {"denies", "disputes", "confirms", "queries", "responds_to", "cites"}
"""Links that answer: the target is listed first where the dates leave it open."""


class SaidWhen(Struct, frozen=True):
    """When something was said, as an interval of instants (seconds since 1970, UTC).

    Attributes:
        earliest: first possible instant; -inf when open.
        latest: last possible instant; inf when open.
        known: `said` when the statement is dated; `document` when only the date of the document bounds it
            from above; empty when nothing does.
        date: the date that gives the bounds.
    """

    earliest: float = -inf
    latest: float = inf
    known: Literal["said", "document", ""] = ""
    date: DateValue | None = None

    @property
    def place(self) -> tuple[int, float, float]:
        """Return the place in a listing: an undated statement stands at its upper bound, or last."""
        if self.known == "said":
            return (0, self.earliest, self.latest)
        return (0, self.latest, self.latest) if self.known else (1, 0.0, 0.0)


def said_when(assertion: Assertion, documents: Mapping[str, Document]) -> SaidWhen:
    """Tell when an assertion was said, from its own date or, failing that, the document it was read in."""
    if assertion.said and not assertion.said.yearless:
        return SaidWhen(*bounds(assertion.said), "said", assertion.said)
    document = documents.get(assertion.document)
    published = document.published if document is not None else None
    if published and not published.yearless and published.span[1] is not None:
        return SaidWhen(-inf, published.span[1], "document", published)
    return SaidWhen()


def bounds(date: DateValue) -> tuple[float, float]:
    """Return the first and last possible instant of a date, open ends as infinities."""
    first, last = date.span
    return (-inf if first is None else first, inf if last is None else last)


class SaidOrder:
    """The assertions of one event in said-order.

    Dates come first, links that answer one's own earlier word overrule them where both cannot hold, and the order of
    entry settles ties; where that is not known, ids do.
    """

    def __init__(self, dossier: Dossier) -> None:
        self.when = {a.id: said_when(a, dossier.documents) for a in dossier.assertions}
        self._earlier = _targets(dossier.links, self.when, FOLLOWS)
        self._add_denials_conceded(dossier)
        self.sequence: tuple[Assertion, ...] = self._sorted(dossier)
        self.index = {assertion.id: number for number, assertion in enumerate(self.sequence)}

    def before(self, first: str, second: str) -> bool:
        """Whether one assertion was certainly said before another: by date or by link."""
        if self.when[first].latest < self.when[second].earliest:
            return True
        return self._linked_before(first, second)

    def _answered_first(self, links: Iterable[Link], known: Mapping[str, Assertion]) -> dict[str, set[str]]:
        """Map each assertion to those that have to be listed before it."""
        answered = _targets(links, known, ANSWERS)
        return {
            key: self._earlier.get(key, set())
            | {target for target in answered.get(key, ()) if not self.before(key, target)}
            for key in known
        }

    def _places(
        self, occurred: DateValue | None, waiting: Mapping[str, set[str]]
    ) -> dict[str, tuple[int, float, float]]:
        """Return the place of each assertion; an undated one stands no later than what answers it."""
        places = {key: self._place(key, occurred) for key in waiting}
        undated = {key for key in places if self.when[key].known != "said"}
        moved = bool(undated)
        while moved:
            moved = False
            for key, targets in waiting.items():
                for target in targets & undated:
                    if places[key] < places[target]:
                        places[target] = places[key]
                        moved = True
        return places

    def _place(self, key: str, occurred: DateValue | None) -> tuple[int, float, float]:
        """Return the place of an assertion in the listing.

        Of an event nothing is said before it happens, so a statement dated "July" about the 8th is listed as
        of the 8th. That is for the eye only: it makes nothing certain, and what is dated before the event
        stays there for `gaps` to point out.
        """
        unknown, earliest, latest = self.when[key].place
        if (
            occurred
            and occurred.earliest_instant is not None
            and earliest < occurred.earliest_instant <= latest
        ):
            earliest = occurred.earliest_instant
        return unknown, earliest, latest

    def _add_denials_conceded(self, dossier: Dossier) -> None:
        """Place what a bloc denied before what it conceded, where the dates alone do not say."""
        concessions = [link for link in dossier.links if link.kind == "concedes"]
        if not concessions:
            return
        known = {assertion.id: assertion for assertion in dossier.assertions}
        blocs = {key: bloc_of(assertion.claimant, dossier.claimants) for key, assertion in known.items()}
        denying = {key for key, assertion in known.items() if assertion.stance == "denies"}
        linked = {link.source for link in dossier.links if link.kind in {"denies", "disputes"}} & known.keys()
        for link in concessions:
            if link.source not in known:
                continue
            denials = [
                key
                for key in denying | linked
                if blocs[key] == blocs[link.source]
                and key != link.source
                and (key in linked or was_known(known[key], link))
            ]
            if any(self.when[key].latest < self.when[link.source].earliest for key in denials):
                continue
            later = self.when[link.source].latest
            earlier = self._earlier.setdefault(link.source, set())
            earlier.update(key for key in denials if self.when[key].earliest <= later)

    def _linked_before(self, first: str, second: str) -> bool:
        todo, seen = [second], {second}
        while todo:
            for earlier in self._earlier.get(todo.pop(), ()):
                if earlier == first:
                    return True
                if earlier not in seen:
                    seen.add(earlier)
                    todo.append(earlier)
        return False

    def _sorted(self, dossier: Dossier) -> tuple[Assertion, ...]:
        """Sort by date and entry, holding back what answers something not yet listed."""
        known = {assertion.id: assertion for assertion in dossier.assertions}
        waiting = self._answered_first(dossier.links, known)
        places = self._places(dossier.event.occurred, waiting)
        followers: dict[str, list[str]] = {}
        for key, earlier in waiting.items():
            for target in earlier:
                followers.setdefault(target, []).append(key)
        entered = dossier.entered
        heap: list[tuple[tuple[int, float, float], int, str]] = []
        for key in known:
            if not waiting[key]:
                heappush(heap, (places[key], entered.get(key, 0), key))
        listed: dict[str, Assertion] = {}
        while len(listed) < len(known):
            if not heap:  # a circle of links, which the store refuses; dates and entry decide
                stuck = min((places[key], entered.get(key, 0), key) for key in known if key not in listed)
                heappush(heap, stuck)
            *_, key = heappop(heap)
            if key in listed:
                continue
            listed[key] = known[key]
            for follower in followers.get(key, ()):
                waiting[follower].discard(key)
                if not waiting[follower]:
                    heappush(heap, (places[follower], entered.get(follower, 0), follower))
        return tuple(listed.values())


def was_known(denial: Assertion, concession: Link) -> bool:
    """Whether a denial may be among what a concession answered: not where it entered the file after that was linked."""
    return denial.id == concession.target or not (
        concession.recorded and denial.recorded > concession.recorded
    )


def _targets(
    links: Iterable[Link], known: Mapping[str, object], kinds: frozenset[str]
) -> dict[str, set[str]]:
    """Map each assertion to those of the event that it is linked to by the kinds given."""
    earlier: dict[str, set[str]] = {}
    for link in links:
        if (
            link.kind in kinds
            and link.source in known
            and link.target in known
            and link.source != link.target
        ):
            earlier.setdefault(link.source, set()).add(link.target)
    return earlier
