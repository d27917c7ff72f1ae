"""Names to keys: drafts that refer to claimants, documents and events by name come out in the native format.

A name in full, spelling folded, is enough. One that nothing has makes a new claimant, or a document for an
address, unless it is nearly one that is there: then it is a problem, because it is likelier a slip of the pen.
"""

from __future__ import annotations

from collections import ChainMap
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from msgspec.structs import replace

from claimtrack.characters import fold_name
from claimtrack.errors import AmbiguousReferenceError, ClaimtrackError, UnknownReferenceError
from claimtrack.intake.evidence import fingerprint, kind_by_name
from claimtrack.model import RECORD_TYPES, Claimant
from claimtrack.model.codec import TAG, shapes
from claimtrack.model.draft import Draft, Finding
from claimtrack.wording import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimtrack.model import Record

_R = TypeVar("_R", bound="Record")

_TITLE = {"event": "title", "claimant": "name", "document": "title", "evidence": "title", "field": "key"}
_KEYED = ("event", "claimant", "document", "evidence")
_NEAR = 0.86  # of difflib: one wrong letter in a word of seven, two in fifteen
_COMPARED = 2_000  # names that a new one is compared with; notes written by hand name fewer


class Names(Protocol):
    """What is asked of the case file that notes are taken into: see the methods of the same names of `Casefile`."""

    def named(self, kind: str, text: str) -> str: ...  # noqa: D102
    def find(self, kind: str, reference: str) -> str: ...  # noqa: D102
    def get(self, reference: str) -> Record: ...  # noqa: D102
    def new_key(self, kind: str, title: str) -> str: ...  # noqa: D102
    def records(self, cls: type[_R]) -> Iterator[_R]: ...  # noqa: D102


def settle_names(case: Names, drafts: Iterable[Draft]) -> tuple[list[Draft], list[Finding]]:
    """Settle the names in drafts.

    Args:
        case: the case file that they are to be taken into.
        drafts: as an importer reads them from notes.

    Returns:
        The drafts with keys for names, those of claimants and documents made for a name among them; and every
        problem found.
    """
    naming = _Naming(case)
    naming.hear(list(drafts))
    return naming.settled(), naming.problems


def notes_drafts(case: Names, data: bytes, source: str) -> tuple[list[Draft], list[Finding]]:
    """Read notes for a case file.

    Args:
        case: the case file that they are to be taken into.
        data: the bytes.
        source: name of the input, for positions.

    Returns:
        Drafts in the native format, and every problem found. With problems nothing may be taken, and the drafts are
        but for the intake to check, so that what it finds is told in the same run.
    """
    from claimtrack.importers.notes import MOST_PROBLEMS, read_notes

    drafts, problems = read_notes(data, source)
    if len(problems) > MOST_PROBLEMS:
        return [], problems
    settled, unknown = settle_names(case, drafts)
    wrong = [*problems, *unknown]
    return (_without_claims_named(settled) if wrong else settled), wrong


def _without_claims_named(drafts: Iterable[Draft]) -> list[Draft]:
    """Take out what refers to claims: a claim that turns out to be wrong is told of once, not once more for each."""
    return [
        replace(draft, content={n: v for n, v in draft.content.items() if n not in ("bears_on", "assertion")})
        for draft in drafts
        if draft.content[TAG] != "link"
    ]


class _Naming:
    """The names of one input, and of the case file.

    Where the name of a party is told to be a problem, the one that was likely meant takes its place: the intake, which
    goes on checking, has no cause to tell of it again.
    """

    def __init__(self, case: Names) -> None:
        self.problems: list[Finding] = []
        self._case = case
        self._keys: dict[tuple[str, str], str] = {}  # of the input: kind and folded name to key
        self._claims: set[str] = set()  # labels and handles of the input
        self._own_claimants: dict[
            str, tuple[str, str]
        ] = {}  # of the input: folded name to written one and key
        self._claimants: dict[str, tuple[str, str]] | None = None  # of the case file; filled when needed
        self._taken: set[tuple[str, str]] = set()
        self._drafts: list[Draft] = []
        self._made: list[Draft] = []

    def hear(self, drafts: list[Draft]) -> None:
        """Learn the names that the input gives to records, and give each a key."""
        for draft in drafts:
            kind = draft.content[TAG]
            if draft.handle:
                self._claims |= {draft.handle, str(draft.content.get("label") or draft.handle)}
            if kind in _KEYED:
                self._drafts += self._keyed(kind, draft)
            else:
                self._drafts.append(draft)

    def settled(self) -> list[Draft]:
        """Return the drafts with keys in the place of names."""
        settled = [self._referring(draft) for draft in self._drafts]
        return [*self._made, *settled]

    # --- records of the input -----------------------------------------------------------------

    def _keyed(self, kind: str, draft: Draft) -> list[Draft]:
        """Return a record its key: its own, that of the record of this name in the case file, or a new one."""
        content = dict(draft.content)
        if kind == "evidence":
            self._describe(content, draft)
        title = _TITLE[kind]
        names = [content.get(name, "") for name in ("key", title, "url")]
        names = [name for name in (*names, *content.get("aliases", ())) if isinstance(name, str) and name]
        if not names:
            self.problems.append(Finding(draft.position, f"an item of {kind} needs a title or an address"))
            return []
        earlier = self._keys.get((kind, fold_name(str(content.get(title) or names[0]))))
        held = content.get("key") or earlier or self._named(kind, names, draft)
        content["key"] = held or self._new_key(kind, names[0])
        if held and not earlier:
            self._agree_on_title(kind, content)
        for name in names:
            self._keys.setdefault((kind, fold_name(name)), content["key"])
            if kind == "claimant":
                self._own_claimants.setdefault(fold_name(name), (name, content["key"]))
        self._taken.add((kind, content["key"]))
        if earlier and kind == "evidence" and self._offered_again(content):
            return []
        return [replace(draft, content=content)]

    def _named(self, kind: str, names: list[str], draft: Draft) -> str:
        try:
            return next((key for name in names if (key := self._case.named(kind, name))), "")
        except AmbiguousReferenceError as error:
            self.problems.append(Finding(draft.position, str(error), error=AmbiguousReferenceError))
            return ""

    def _agree_on_title(self, kind: str, content: dict[str, Any]) -> None:
        """Take the title that a record has in the case file: it was meant by its key or by another name."""
        try:
            record: Any = self._case.get(f"{kind}:{content['key']}")
        except UnknownReferenceError:
            return  # a key for a new record
        if record.key == content["key"]:
            content[_TITLE[kind]] = getattr(record, _TITLE[kind])

    def _offered_again(self, content: dict[str, Any]) -> bool:
        """Let an item that stands in the input already bear on a further claim; tell whether that is all."""
        for number, draft in enumerate(self._drafts):
            if draft.content[TAG] == "evidence" and draft.content["key"] == content["key"]:
                bearings = [*draft.content.get("bears_on", ()), *content.get("bears_on", ())]
                self._drafts[number] = replace(
                    draft, content={**content, **draft.content, "bears_on": bearings}
                )
                return True
        return False

    def _describe(self, content: dict[str, Any], draft: Draft) -> None:
        """Fill in what an item of evidence says of itself: its kind by its name, the hash of its file."""
        named = content.get("file") or content.get("url") or ""
        if named:
            content.setdefault("title", named if "://" in named else Path(named).name)
            content.setdefault("kind", kind_by_name(named))
        if content.get("file") and not content.get("sha256"):
            path = Path(draft.position.source).parent / content["file"]
            try:
                content["sha256"], content["size"] = fingerprint(path)
            except ClaimtrackError as error:
                self.problems.append(Finding(draft.at("file"), str(error), "file"))

    def _new_key(self, kind: str, name: str) -> str:
        name = name.partition("://")[2] or name
        key = base = self._case.new_key(kind, name)
        number = 1
        while (kind, key) in self._taken:
            number += 1
            key = f"{base}-{number}"
        return key

    # --- references ---------------------------------------------------------------------------

    def _referring(self, draft: Draft) -> Draft:
        kind = draft.content[TAG]
        content = dict(draft.content)
        for name, shape in shapes(RECORD_TYPES[kind]).items():
            given = content.get(name)
            if shape.kind == "ref" and shape.of in _KEYED and isinstance(given, str) and given:
                content[name] = self._key(shape.of, given, name, draft)
            elif shape.kind == "ref" and shape.of == "assertion" and isinstance(given, str):
                content[name] = self._assertion(given, name, draft)
            elif shape.kind == "bearings" and given:
                content[name] = [
                    {**item, "assertion": self._assertion(item["assertion"], name, draft)} for item in given
                ]
        return replace(draft, content=content)

    def _key(self, kind: str, name: str, attribute: str, draft: Draft) -> str:
        if (kind, name) in self._taken:
            return name
        known = self._keys.get((kind, fold_name(name)))
        if known:
            return known
        found = self._named(kind, [name], draft)
        if found:
            return found
        if kind == "claimant":
            return self._new_claimant(name, attribute, draft)
        if kind == "document" and "://" in name:
            return self._make(kind, {"url": name}, draft)
        return name  # the intake says that there is none

    def _new_claimant(self, name: str, attribute: str, draft: Draft) -> str:
        if self._claimants is None:
            self._claimants = {
                fold_name(item): (item, claimant.key)
                for claimant in self._case.records(Claimant)
                for item in (claimant.name, *claimant.aliases)
            }
        names = ChainMap(self._own_claimants, self._claimants)
        near = nearest(fold_name(name), islice(names, _COMPARED), likeness=_NEAR)
        if not near:
            return self._make("claimant", {"name": name}, draft)
        written, key = names[near]
        if near != fold_name(name):  # else it is the name of several, which has been told
            message = f"there is no claimant {name!r}; did you mean {written!r}? If it is another one, name it under claimants"
            self.problems.append(Finding(draft.at(attribute), message, error=UnknownReferenceError))
        return key

    def _make(self, kind: str, content: dict[str, str], draft: Draft) -> str:
        name = next(iter(content.values()))
        key = self._new_key(kind, name)
        self._keys[kind, fold_name(name)] = key
        if kind == "claimant":
            self._own_claimants[fold_name(name)] = (name, key)
        self._taken.add((kind, key))
        self._made.append(Draft({TAG: kind, "key": key, **content}, draft.position))
        return key

    def _assertion(self, name: str, attribute: str, draft: Draft) -> str:
        """Settle a claim: one of the input by its label or handle, one of the case file by any reference."""
        if name in self._claims:
            return name
        try:
            return self._case.find("assertion", name)
        except ClaimtrackError as error:
            near = nearest(name, self._claims)
            way_out = f"did you mean {near!r}?" if near else "give it a label"
            message = f"there is no claim {name!r}; {way_out}"
            self.problems.append(Finding(draft.at(attribute), message, error=type(error)))
            return name
