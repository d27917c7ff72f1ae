"""Two analysts' files become one: a union of records, edits and voids, so that it does not matter whose comes first.

Each record of the other file is met by the one of the same identity here, and both states become one (see
`model.edits`). What one side made void is void, with what the other has put upon it; both are kept whole.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from claimtrack.errors import LinkRuleError
from claimtrack.intake.known import Known
from claimtrack.merging.carried import carried_over
from claimtrack.merging.edits import EditsOfBoth, naming
from claimtrack.merging.voids import KINDS, PARENTS, VoidInEither, link_name, read_link
from claimtrack.model import (
    RECORD_TYPES,
    Assertion,
    Correction,
    Link,
)
from claimtrack.model.codec import encode, key_of, kind_of
from claimtrack.model.decoding import Reading, decode
from claimtrack.model.edits import (
    FIXED,
    Side,
    new_edit,
    parts,
    same,
    states_of,
    united,
)
from claimtrack.model.folders import with_own_path
from claimtrack.store.changes import Changer
from claimtrack.store.links import check_links, differ_to_links
from claimtrack.store.other_file import bring_corrections, bring_voids, keep_log, links_taken_out
from claimtrack.store.reader import Reader
from claimtrack.store.released import bring_releases, every_release
from claimtrack.store.writer import Writer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from claimtrack.merging.carried import Carried
    from claimtrack.model import Record
    from claimtrack.model.edits import Conflict, Part

    Telling = Callable[[str, int, int | None], object]
    Name = tuple[str, str]

_CHUNK = 500  # records read at once
_DENIALS = ("denies", "disputes")  # a concession rests on them


class Merging:
    """Brings one case file into another. Call inside `store.merged.merging`.

    Args:
        ours: the case file.
        theirs: the other one.
        path: the case file, named in errors.
        progress: told now and then how far it is.

    Attributes:
        made: records that came in, by kind.
        changed: records that were made one with others, by kind.
        void: records that are void now because what they stand on is, by kind.
        void_there: records that were void in the other file alone, by kind.
        came: the records that came in.
        values: what each side said of the parts that both have, where they differ: by kind, name and part.
        notes: what else was done that somebody should look at.
        releases: reports that the other file had released, and this one did not know.
        new_entries: entries of the other log that were not known here.
    """

    def __init__(
        self, ours: sqlite3.Connection, theirs: sqlite3.Connection, path: Path, progress: Telling
    ) -> None:
        self._ours, self._theirs, self._path, self._progress = ours, theirs, path, progress
        self._mine, self._other = Reader(ours), Reader(theirs)
        self._edits = EditsOfBoth(ours, theirs)
        self._names = self._edits.names
        self._known = Known(self._mine)
        self._joined: list[tuple[Record, Record]] = []
        self._met: set[Name] = set()
        self._in_both: set[Name] = set()
        self._unlabelled: dict[str, str] = {}
        self._concessions: list[tuple[str, dict[str, Any]]] = []
        self._carried: dict[
            Name, list[tuple[Carried, bool]]
        ] = {}  # each with whether this file holds the record
        self.made: Counter[str] = Counter()
        self.changed: Counter[str] = Counter()
        self.void: Counter[str] = Counter()
        self.void_there: Counter[str] = Counter()
        self.came: list[Record] = []
        self.values: dict[tuple[str, str, Part], tuple[Any, Any]] = {}
        self.notes: list[str] = []
        self.releases = 0
        self.new_entries = 0

    def run(self) -> None:
        """Bring it in.

        Raises:
            LinkRuleError: together the two break a rule of links; the link and the rule are named.
        """
        voids, self.void_there = bring_voids(self._ours, self._theirs)
        self._void = VoidInEither(self._ours, self._path, self._edits, voids)
        self._carry_over()
        self._rename()
        self._take_links_out()
        for kind in KINDS:
            self._bring(kind)
        self._join_the_rest()
        self._void.take_out()  # now that what each record refers to is what both files say
        self._repoint()
        self._concede()  # now that each denial and its concession are of the same party
        self._give_labels()
        bring_corrections(self._ours, self._theirs)
        self._edits.keep()
        self.void = self._void.made
        for before, after in self._joined:
            check_links(self._ours, before, after)
        self.releases = bring_releases(self._ours, every_release(self._theirs))
        self.new_entries = keep_log(self._ours, self._theirs)

    def _carry_over(self) -> None:
        """Let what either file says of records that the other merged away be said of those that they went into."""
        for holding, merged in ((self._ours, self._theirs), (self._theirs, self._ours)):
            for carried in carried_over(holding, merged, self._names):
                name = (carried.kind, carried.into)
                self._edits.put_down(*name, carried.edits)
                self._carried.setdefault(name, []).append((carried, holding is self._ours))
                self.notes.append(carried.told)

    # --- keys ---------------------------------------------------------------------------------

    def _rename(self) -> None:
        """Let records here go by the keys that they got there."""
        for kind, name, now in self._names.former():
            held, taken = (
                self._mine.several(RECORD_TYPES[kind], (name, now)).get(name),
                self._is_here(kind, now),
            )
            if held is not None and not taken and self._names.is_renamed(kind, name):
                Changer(self._ours).update(held, replace(held, key=now))

    def _is_here(self, kind: str, name: str) -> bool:
        return self._mine.get(RECORD_TYPES[kind], name) is not None

    def _repoint(self) -> None:
        """Merge records here that were merged there."""
        for kind, name, now in self._names.former():
            if self._is_here(kind, name) and self._is_here(kind, now):
                changer = Changer(self._ours)
                changer.repoint(kind, name, now)
                changer.delete(self._mine.several(RECORD_TYPES[kind], (name,))[name])

    def sides(self, conflict: Conflict) -> tuple[Any, Any] | None:
        """Return what each file said of what is in conflict; None where one of them does not hold the record."""
        if (conflict.kind, conflict.name) not in self._in_both:
            return None
        stands = conflict.says[0]  # where the two do not differ, both say that
        sides: tuple[Any, Any] = self.values.get(
            (conflict.kind, conflict.name, conflict.part), (stands, stands)
        )
        return sides

    # --- records ------------------------------------------------------------------------------

    def _bring(self, kind: str) -> None:
        """Bring the records of a kind in, each after what it refers to."""
        total = self._other.count(kind)
        waiting: list[Record] = []
        for done, record in enumerate(self._coming(kind)):
            if done % _CHUNK == 0:
                self._progress(f"{kind}s", done, total)
            if not self._take(record):
                waiting.append(record)
        while waiting:
            left = [record for record in waiting if not self._take(record)]
            if len(left) == len(waiting):
                named = ", ".join(sorted(key_of(record) for record in left)[:_CHUNK])
                raise LinkRuleError(
                    f"{kind} {named}: the two files together make a circle", "correct one first"
                )
            waiting = left

    def _coming(self, kind: str) -> Iterator[Record]:
        if kind != "link":
            yield from self._other.stream(RECORD_TYPES[kind])
            return
        for denials in ("IN", "NOT IN"):
            yield from self._other.stream(Link, f"WHERE t.kind {denials} {_DENIALS}")

    def _take(self, record: Record) -> bool:
        """Take a record in; false where what it is part of is not here yet."""
        kind = kind_of(record)
        content = self._names.state(record)
        name = content.get("key") or content.get("id") or link_name(content)
        parent = content.get(PARENTS.get(kind, ""), "")
        if (kind, name) in self._void.standing:
            return True
        if parent and (kind, parent) not in self._void.standing and not self._is_here(kind, parent):
            return False
        if getattr(record, "key", name) != name and not self._names.is_renamed(kind, record.key):  # type: ignore[attr-defined]
            return True  # it is merged into another, which has taken from it what it lacked
        if content.get("kind") == "concedes" and kind == "link":
            self._concessions.append((name, content))
        else:
            self._unite(kind, name, content)
        return True

    def _concede(self) -> None:
        """Bring the links of concessions, and let those fall whose denial is void."""
        for name, content in self._concessions:
            try:
                self._unite("link", name, content)
            except LinkRuleError:
                if not self._void.concession_falls(name, content):
                    raise
        self._void.let_concessions_fall()

    def _held(self, kind: str, name: str, content: Mapping[str, Any]) -> Record | None:
        if kind == "link":
            link = read_link(content)
            return self._known.same(link, "") if link is not None else None
        return self._mine.get(RECORD_TYPES[kind], name)

    def _unite(self, kind: str, name: str, content: dict[str, Any]) -> None:
        """Make one of what both files say of a record; what only the other says comes in, unless it stands on what is void."""
        held = self._held(kind, name, content)
        if kind == "link" and held is None and self._is_out(content, self._removed[0], self._removed[1]):
            return
        self._met.add((kind, name))
        mine = None if held is None else self._names.state(held)
        content = with_own_path(content, mine)
        states = [(state, reader) for state, reader in ((mine, self._mine), (content, self._other)) if state]
        for state, _ in states:
            self._void.without_bearings(kind, name, state)
        sides = [
            Side(
                state, self._past(reader, kind, name, mine, content), self._moved(reader, kind, name, states)
            )
            for state, reader in states
        ]
        carried = self._carried.get((kind, name), [])
        sides += [item.side(states[0][0]) for item, _ in carried]
        union = united(kind, name, sides, self._edits.of(kind, name))
        self._edits.put_down(kind, name, union.roots)
        if mine is not None or carried:
            self._note_values(kind, name, mine or content, content)
        self._leave_out_itself(kind, name, union.content, [state for state, _ in states])
        if not self._void.falls(kind, name, union.content):
            self._write(kind, name, held, union.content)

    def _leave_out_itself(
        self, kind: str, name: str, content: dict[str, Any], states: Sequence[Mapping[str, Any]]
    ) -> None:
        """Let no date count from its own record, which one file holds for two: what the other file says stands."""
        for attribute, value in content.items():
            if self._names.is_of_itself(kind, name, value):
                told = [state[attribute] for state in states if attribute in state]
                others = [other for other in told if not self._names.is_of_itself(kind, name, other)]
                if others:
                    content[attribute] = others[0]
                    self.notes.append(
                        f"{kind} {name}: its {attribute} would refer to {name} itself and is left out"
                    )

    def _past(
        self, reader: Reader, kind: str, name: str, mine: Mapping[str, Any] | None, content: Mapping[str, Any]
    ) -> dict[str, list[Any]]:
        """Return what a file remembers that a record held, where the two files differ."""
        found: dict[str, list[Any]] = {}
        if mine is None or mine == content or kind in FIXED:
            return found
        for item in reader.select(Correction, "WHERE t.kind = ? AND t.name = ?", (kind, name)):
            for attribute, value in json.loads(item.before).items():
                found.setdefault(attribute, []).append(value or None)
        return found

    def _moved(
        self, reader: Reader, kind: str, name: str, states: Sequence[tuple[Mapping[str, Any], Reader]]
    ) -> tuple[str, int]:
        """Return when a verdict or a search was last put to another event and how often, where the two files differ in that."""
        if kind not in FIXED or len({state.get("event") for state, _ in states}) < 2:
            return "", 0
        moves = reader.select(Correction, "WHERE t.kind = ? AND t.name = ?", (kind, name))
        return max((item.recorded for item in moves), default=""), len(moves)

    def _note_values(self, kind: str, name: str, mine: Mapping[str, Any], content: Mapping[str, Any]) -> None:
        self._in_both.add((kind, name))
        ours, theirs = parts(kind, mine), parts(kind, content)
        for part in {*ours, *theirs}:
            if not same(ours.get(part), theirs.get(part)):
                self.values[kind, name, part] = (ours.get(part), theirs.get(part))
        for carried, is_ours in self._carried.get((kind, name), []):
            for part, says in carried.says().items():
                one, other = self.values.get((kind, name, part), (ours.get(part), theirs.get(part)))
                self.values[kind, name, part] = (says, other) if is_ours else (one, says)

    def _write(self, kind: str, name: str, held: Record | None, content: dict[str, Any]) -> None:
        """Write a record as both files have it."""
        if kind == "assertion" and content.get("label"):
            content = self._without_taken_label(content)
        if "key" in content:
            content = {**content, "key": name}
        if kind == "assessment" and content.get("assertion"):  # it stands with the event of its statement
            content = {
                **content,
                "event": self._mine.several(Assertion, [content["assertion"]])[content["assertion"]].event,
            }
        record = self._read(content)
        if record is None or record == held:
            return
        with naming(self._path, kind, name):
            if held is None:
                Writer(self._ours).insert(record)
                self.made[kind] += 1
                self.came.append(record)
            else:
                self._update(kind, held, record)

    def _read(self, content: Mapping[str, Any]) -> Record | None:
        return decode(content, Reading(field_type=self._mine.field_type))[0]

    def _update(self, kind: str, held: Record, record: Record) -> None:
        if kind in FIXED:
            Changer(self._ours).update_fixed(held, record)
        else:
            Changer(self._ours).update(held, record)
            if differ_to_links(held, record):
                self._joined.append((held, record))
        if replace(held, recorded="") != replace(record, recorded=""):
            self.changed[kind] += 1

    def _without_taken_label(self, content: dict[str, Any]) -> dict[str, Any]:
        """Return an assertion, its label left for later where another has it: that may get another label yet."""
        others = self._mine.select(
            Assertion, "WHERE t.label = ? AND t.id <> ?", (content["label"], content["id"])
        )
        if not others:
            return content
        self._unlabelled[content["id"]] = content["label"]
        return {name: value for name, value in content.items() if name != "label"}

    def _give_labels(self) -> None:
        """Give out the labels that were taken, now that every assertion has its own."""
        for id_, label in sorted(self._unlabelled.items()):
            held = self._mine.several(Assertion, (id_,)).get(id_)
            if held is not None:
                free = self._free_label({**states_of(held), "label": label})
                Changer(self._ours).update(held, replace(held, label=free))

    def _free_label(self, content: Mapping[str, Any]) -> str:
        """Return the label of an assertion; of two statements of one label the one with the larger id gets another."""
        label, id_ = content["label"], content["id"]
        others = self._mine.select(Assertion, "WHERE t.label = ? AND t.id <> ?", (label, id_))
        if not others:
            return str(label)
        loser = max(id_, others[0].id)
        other = f"{label}-{loser[:4]}"
        self.notes.append(f"{label!r} named two statements: the one of {loser[:8]} is {other!r} now")
        left = self._edits.standing("assertion", loser, ("label", ""))
        recorded = content.get("recorded", "") if loser == id_ else others[0].recorded
        self._edits.put_down(
            "assertion", loser, [new_edit("assertion", loser, ("label", ""), label, other, left, recorded)]
        )
        if loser == id_:
            return other
        Changer(self._ours).update(others[0], replace(others[0], label=other))
        return str(label)

    def _join_the_rest(self) -> None:
        """Let the edits of the other file tell on records here that it has no longer."""
        for kind, name in [
            key for key in self._edits.records() if key not in self._met and key not in self._void.standing
        ]:
            held = self._mine.get(RECORD_TYPES[kind], name)
            if held is not None:
                state = self._names.state(held)
                carried = [item for item, _ in self._carried.get((kind, name), [])]
                sides = [Side(state), *(item.side(state) for item in carried)]
                union = united(kind, name, sides, self._edits.of(kind, name))
                if carried:
                    self._edits.put_down(kind, name, union.roots)
                    self._note_values(kind, name, state, state)
                self._write(kind, name, held, union.content)

    # --- links that were taken out ------------------------------------------------------------

    def _take_links_out(self) -> None:
        """Take out the links that were taken out there after they were made here."""
        self._removed = links_taken_out(self._ours), links_taken_out(self._theirs)
        there = Known(self._other)
        for name in self._removed[1]:
            where = "WHERE t.kind = ? AND t.source = (SELECT pk FROM assertion WHERE id = ?) AND t.target = (SELECT pk FROM assertion WHERE id = ?)"
            for link in self._mine.select(Link, where, name[:3]):
                if there.same(link, "") is None and self._is_out(
                    encode(link), self._removed[1], self._removed[0]
                ):
                    Changer(self._ours).delete(link)

    def _is_out(
        self,
        link: Mapping[str, Any],
        there: Mapping[tuple[str, ...], set[str]],
        here: Mapping[tuple[str, ...], set[str]],
    ) -> bool:
        """Whether a link was taken out there after it was made here, by people who knew nothing of each other."""
        name = (link["kind"], link["source"], link["target"], *sorted(link.get("fields", ())))
        return any(
            time >= link.get("recorded", "") for time in there.get(name, set()) - here.get(name, set())
        )
