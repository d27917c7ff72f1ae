"""What two files call one record: keys that were changed, and records that were merged, in either of them."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from claimtrack.model import RECORD_TYPES
from claimtrack.model.codec import TAG, shapes
from claimtrack.model.edits import box, boxed, states_of
from claimtrack.store.other_file import are_two, is_of_another, is_of_later, own_again, renames

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from claimtrack.model import Edit, Record
    from claimtrack.store.other_file import Rename

    Name = tuple[str, str]


class SameNames:
    """The key by which both files go for each record, the one that was given last.

    Args:
        ours: a case file.
        theirs: the other.
        edits: the edits of both.

    Attributes:
        any: whether any record goes by another key than it had.
    """

    def __init__(self, ours: sqlite3.Connection, theirs: sqlite3.Connection, edits: Iterable[Edit]) -> None:
        files = (ours, theirs)
        keys = sorted(
            {
                (edit.recorded, edit.kind, edit.name, str(boxed(edit.after)))
                for edit in edits
                if edit.attribute == "key"
            },
            key=itemgetter(0),
        )
        renamed = {change[1:] for change in keys}
        two = {
            change for change in renamed if any(are_two(file, *change) for file in files)
        }  # of one key by chance
        own = [own_again(file) for file in files]
        standing = (
            sorted(
                change
                for change in renames(file)
                if all(change.time > again.get((change.kind, change.name), "") for again in own)
            )
            for file in files
        )
        changes = sorted({change for of_file in standing for change in _straight(of_file, renamed)})
        self._now: dict[Name, str] = {}
        former = (change[:4] for change in _past_others(changes, renamed, files))
        for group, now in _groups(_of_one(former, two, files), renamed):
            self._now |= dict.fromkeys(group, now)
        self._one: dict[Name, set[Name]] = {}
        for group, _ in _groups(_of_one(keys, two, files), renamed):
            self._one |= dict.fromkeys(group, group)
        self.any = bool(self._now)

    def is_renamed(self, kind: str, name: str) -> bool:
        """Whether a key is one that a record had or has; else the record was merged into another."""
        return name == self.now(kind, name) or (kind, self.now(kind, name)) in self._one.get((kind, name), ())

    def keys(self, kind: str, name: str) -> set[str]:
        """Return the keys that one record has had, those of records merged into it left out."""
        return {key for _, key in self._one.get((kind, name), {(kind, name)})}

    def edited(self, kind: str, name: str) -> str:
        """Return the key by which the record goes that was edited; of one that was merged into another its own."""
        return self.now(kind, name) if self.is_renamed(kind, name) else name

    def former(self) -> list[tuple[str, str, str]]:
        """Return kind, key and key now of all that go by another key."""
        return [(kind, name, now) for (kind, name), now in sorted(self._now.items()) if name != now]

    def now(self, kind: str, name: str) -> str:
        """Return the key that a record goes by."""
        return self._now.get((kind, name), name)

    def content(self, content: Mapping[str, Any]) -> dict[str, Any]:
        """Return a record in the native form, with every key as it is now.

        Args:
            content: the record, references to assertions as ids.
        """
        kind = content[TAG]
        found = dict(content)
        for name, shape in shapes(RECORD_TYPES[kind]).items():
            if name in found:
                found[name] = self._attribute(kind, name, shape.kind, shape.of, found[name])
        return found

    def state(self, record: Record) -> dict[str, Any]:
        """Return a record in the native form, with every key as it is now."""
        return self.content(states_of(record)) if self.any else states_of(record)

    def edit(self, edit: Edit) -> Edit:
        """Return an edit with every key as it is now; its id stays."""
        shape = shapes(RECORD_TYPES[edit.kind])[edit.attribute]
        if not self.any or shape.kind not in ("ref", "refs", "values") or shape.of == "assertion":
            return edit
        if shape.kind == "refs":
            return replace(edit, item=self.now(shape.of, edit.item))
        before, after = (
            self._attribute(edit.kind, edit.attribute, shape.kind, shape.of, boxed(side))
            for side in (edit.before, edit.after)
        )
        item = self.now("field", edit.item) if shape.kind == "values" else edit.item
        return replace(edit, item=item, before=box(before), after=box(after))

    def is_of_itself(self, kind: str, name: str, date: Any) -> bool:
        """Whether a date of a record, in the native form, would count from that very record as both files call it."""
        relation = date.get("relative_to", "") if isinstance(date, dict) else ""
        of, _, anchor = str(relation).partition(":")
        return of == kind and self.now(of, anchor) == name

    def _attribute(self, kind: str, name: str, shape: str, of: str, value: Any) -> Any:
        if value is None:
            return None
        if name == "key":
            return self.now(kind, value)
        if shape == "ref":
            return self.now(of, value)
        if shape == "refs":
            return sorted({self.now(of, key) for key in value})
        if shape == "values":
            return [{**item, "field": self.now("field", item["field"])} for item in value]
        return value


def by_record(edits: Iterable[Edit], names: SameNames) -> dict[tuple[str, str], dict[str, Edit]]:
    """Return edits by kind and key of the record that each is of, and by id; of two that are alike the earlier."""
    found: dict[tuple[str, str], dict[str, Edit]] = {}
    for edit in edits:
        of_record = found.setdefault((edit.kind, names.edited(edit.kind, edit.name)), {})
        held = of_record.get(edit.id)
        if held is None or edit.recorded < held.recorded:
            of_record[edit.id] = edit
    return found


def _straight(changes: Sequence[Rename], renamed: Collection[tuple[str, str, str]]) -> set[Rename]:
    """Return what became of records of one file, what was merged into one that was merged itself as merged into the last.

    Else, of two records that each file merged into the other one, the times would decide which is left.

    Args:
        changes: in the order of time.
        renamed: those of them that gave a record another key, as kind, key before and key after.
    """
    found = {change for change in changes if change[1:4] in renamed}
    nearest: dict[Name, Rename] = {}  # the next merge of a record, straight
    for change in reversed(changes):
        if change in found:
            continue
        following = nearest.get((change.kind, change.became))
        straight = change
        if following is not None and following.made <= change.time:  # else the key is another's by then
            straight = change._replace(time=following.time, became=following.became)
        nearest[change.kind, change.name] = straight
        found.add(straight)
    return found


def _past_others(
    changes: Sequence[Rename], renamed: set[tuple[str, str, str]], files: Sequence[sqlite3.Connection]
) -> Iterator[Rename]:
    """Yield what became of records, past each key that one of them had for a while and another has or had in a file."""
    started: dict[tuple[str, str, str], str] = {}  # the key from which a record came to one that is another's
    for change in changes:
        name = started.pop((change.kind, change.made, change.name), change.name)
        is_rename = change[1:4] in renamed
        if is_rename and any(is_of_another(file, change.kind, change.became, change.made) for file in files):
            started[change.kind, change.made, change.became] = name
        else:
            straight = change._replace(name=name)
            if is_rename:
                renamed.add(straight[1:4])
            yield straight


def _of_one(
    changes: Iterable[tuple[str, str, str, str]],
    two: Collection[tuple[str, str, str]],
    files: Sequence[sqlite3.Connection],
) -> Iterator[tuple[str, str, str]]:
    """Yield kind, key before and key after of changes, but of those that are keys of two records by chance."""
    for time, kind, name, became in changes:
        if (kind, name, became) not in two and not any(
            is_of_later(file, kind, name, became, time) for file in files
        ):
            yield kind, name, became


def _groups(
    changes: Iterable[tuple[str, str, str]], renamed: Collection[tuple[str, str, str]]
) -> Iterator[tuple[set[Name], str]]:
    """Yield the keys that lead to one another, with the one that they lead to: of several the one that was given last.

    A record that the one side merged into another and the other side into a third makes no one of those two: nobody said
    so. It is the first of them, and its statements are in conflict.

    Args:
        changes: kind, key before and key after, in the order of time.
        renamed: those of them that gave a record another key; the others merged it into another record.
    """
    merged: set[Name] = set()
    group_of: dict[Name, set[Name]] = {}
    given: dict[Name, int] = {}  # when, in the order of the changes
    left: set[Name] = set()  # what has become another
    for number, (kind, name, became) in enumerate(changes):
        one, other = (kind, name), (kind, became)
        if (kind, name, became) not in renamed:
            if one in merged and group_of[one] is not group_of.get(other):
                continue
            merged.add(one)
        group = group_of.get(one, {one}) | group_of.get(other, {other})
        group_of |= dict.fromkeys(group, group)
        given[other] = number
        left.add(one)
    seen: list[set[Name]] = []
    for group in group_of.values():
        if not any(group is other for other in seen):
            seen.append(group)
            ends = (group - left) or group  # of keys that were taken back, each has become another
            yield group, max(ends, key=lambda end: given.get(end, -1))[1]
