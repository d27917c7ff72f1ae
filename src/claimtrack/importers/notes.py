"""Notes: the form of the records that people write by hand. One event, its claims below it, references by name.

    event: Helicopter lost east of Palmyra
    occurred: 8 July 2016
    claims:
      - label: claim
        by: Islamic State
        text: Its fighters shot a Russian helicopter down.
        values: {happened: yes}
      - denies: claim
        by: Russia
        text: No helicopter of ours was downed.

Out come drafts of the native format, except that their references are still names; `intake.notes` settles those.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from claimtrack.errors import UnknownTermError
from claimtrack.importers.marked_yaml import Key, Mapping, Node, RefusedYamlError, Scalar, Sequence, read_yaml
from claimtrack.model import RECORD_TYPES
from claimtrack.model.codec import TAG, shapes
from claimtrack.model.decoding import spelled_answer
from claimtrack.model.draft import Draft, Finding, Position
from claimtrack.wording import nearest, with_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_SHORT = {
    "by": "claimant",
    "doc": "document",
    "at": "locator",
    "lang": "language",
    "set": "values",
    "date": "occurred",
    "because": "rationale",
    "alias": "aliases",
    "tag": "tags",
    "claim": "assertion",
}
"""The names that the options of the commands have, beside those of the records."""

# A verdict is `by` an analyst and `at` a time; a claim is by a claimant and at a place in a document.
_OWN_NAMES = {"assessment": ("by", "at"), "document": ("date",)}
_LISTED = ("fields", "claimants", "documents")
_PARTS = (*_LISTED, "claims", "evidence", "assessments", "relative_to")
_ROLES = ("supports", "undermines", "neutral")


class _RefusedError(ValueError):
    """A node that is not what is needed there."""

    def __init__(self, position: Position, message: str) -> None:
        super().__init__(message)
        self.finding = Finding(position, message)


MOST_PROBLEMS = 300
"""Problems told of one input: nobody mends more in one go, and such a file is no notes."""


def read_notes(data: bytes, source: str) -> tuple[list[Draft], list[Finding]]:
    """Read drafts from notes.

    Args:
        data: the bytes, UTF-8.
        source: name of the input, for positions.

    Returns:
        The drafts, their references as names, and every problem found, up to `MOST_PROBLEMS`.
    """
    try:
        documents = read_yaml(data, source)
    except RefusedYamlError as error:
        return [], [error.finding]
    if not documents:
        return [], [Finding(Position(source, 1), "holds no notes; they start with a line event: TITLE")]
    notes = _Notes()
    for number, document in enumerate(documents, start=1):
        if len(notes.problems) < MOST_PROBLEMS:
            notes.read(document, number)
    return notes.drafts, notes.problems


@dataclass(slots=True)
class _Notes:
    """What has been read so far."""

    drafts: list[Draft] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    event: str = ""
    relative_to: Any = None
    prefix: str = ""
    limited: set[str] = field(default_factory=set)  # claims that deny on some fields and no more

    def read(self, document: Node, number: int) -> None:
        """Read one YAML document: one event and what belongs to it."""
        self.prefix = f"@{number}"
        with_event = self._guarded(self._event, document)
        if with_event is None:
            return
        parts: dict[str, tuple[Callable[[Node, int], None], str]] = {
            "claims": (self._claim, "claims are a list: each starts with a dash"),
            "evidence": (self._evidence, "evidence is a list: each item starts with a dash"),
            "assessments": (self._assessment, "assessments are a list: each starts with a dash"),
        }
        for kind in _LISTED:
            self._guarded(self._named, with_event.get(kind), kind.removesuffix("s"))
        for name, (reader, needed) in parts.items():
            for at, item in enumerate(self._guarded(_items, with_event.get(name), needed) or (), start=1):
                if len(self.problems) >= MOST_PROBLEMS:
                    message = (
                        f"after {MOST_PROBLEMS} problems the rest of the notes was not read; mend these first"
                    )
                    self.problems.append(Finding(item.position, message))
                    return
                self._guarded(reader, item, at)

    def _guarded(self, reader: Callable[..., Any], *given: Any) -> Any:
        """Call a reader; what it refuses is a problem, and the rest goes on."""
        try:
            return reader(*given)
        except _RefusedError as error:
            self.problems.append(error.finding)
            return None

    # --- the event and what is named for it ---------------------------------------------------

    def _event(self, document: Node) -> dict[str, Node]:
        content = _mapping(document, "notes start with a line event: TITLE")
        nodes = {key.name: node for key, node in content.pairs.items()}
        if "event" not in nodes:
            raise _RefusedError(content.position, "notes start with a line event: TITLE")
        self.event = _text(nodes["event"])
        self.relative_to = _date(nodes["relative_to"]) if "relative_to" in nodes else None
        event, places = self._attributes("event", content, beside=("event", *_PARTS))
        places["title"] = nodes["event"].position
        self.drafts.append(Draft({"title": self.event, **event}, nodes["event"].position, places=places))
        return nodes

    def _named(self, node: Node | None, kind: str) -> None:
        """Read `claimants:`, `documents:` or `fields:`: names, and under each what is known of it."""
        if node is None:
            return
        title = {"field": "key", "claimant": "name", "document": "title"}[kind]
        for key, known in _mapping(
            node, f"{kind}s: under each name stands what is known of it"
        ).pairs.items():
            if kind == "field" and isinstance(known, Scalar):
                content, places = {TAG: kind, "type": known.text}, {"type": known.position}
            elif isinstance(known, Scalar) and not known.text:
                content, places = {TAG: kind}, {}
            else:
                needed = f"{key.name}: what is known of {with_article(kind)} is NAME: CONTENT, a line each"
                content, places = self._attributes(kind, _mapping(known, needed))
            names = {title: key.name}
            if kind == "document" and "://" in key.name:
                names = {"url": key.name}
            self.drafts.append(Draft({**names, **content}, key.position, places=places))

    # --- claims, evidence, assessments --------------------------------------------------------

    def _claim(self, node: Node, number: int) -> None:
        claim = _mapping(node, "a claim is NAME: CONTENT, a line each; it starts with a dash")
        links = list(_links(claim))
        beside = (*(key.name for _, key, _ in links), "evidence")
        before = len(self.problems)
        content, places = self._attributes("assertion", claim, beside=beside)
        handle = str(content.get("label") or f"{self.prefix}-{number}")
        if not links and not any(name in content for name in ("text", "quote", "values")):
            if len(self.problems) == before:  # else what was meant to say it has been told of
                message = "nothing is said here: give text, quote or values"
                self.problems.append(Finding(claim.position, message))
            # A draft all the same, told apart by its name: what refers to it is no further problem.
            content["text"] = handle
        content["event"] = self.event
        if links and "stance" not in content:
            content["stance"] = self._stance(links, handle)
        self.drafts.append(
            Draft(content, claim.position, reference=self.relative_to, handle=handle, places=places)
        )
        for kind, key, target in links:
            self._guarded(self._link, kind, key, target, handle)
        offered = next((node for key, node in claim.pairs.items() if key.name == "evidence"), None)
        items = offered.items if isinstance(offered, Sequence) else [offered] if offered else []
        for item in items:
            self._guarded(self._offered, item, handle)

    def _stance(self, links: list[tuple[str, Key, Node]], handle: str) -> str:
        """Return the position on the event that a claim takes by its links: none, where they are limited to fields."""
        if all(kind in ("denies", "disputes") and _is_limited(node) for kind, _, node in links):
            self.limited.add(handle)
        kind, _, node = links[0]
        denied = kind == "concedes" and isinstance(node, Scalar) and node.text in self.limited
        if denied or _is_limited(node):
            return "comments"
        return _stance(kind)

    def _link(self, kind: str, key: Key, node: Node, source: str) -> None:
        if isinstance(node, Sequence):
            for item in node.items:
                self._link(kind, key, item, source)
            return
        content: dict[str, Any] = {TAG: "link", "kind": kind, "source": source}
        if isinstance(node, Scalar):
            content["target"] = node.text
        else:
            for name, part in node.pairs.items():
                match name.name:
                    case "claim" | "target":
                        content["target"] = _text(part)
                    case "on" | "fields":
                        content["fields"] = _texts(part)
                    case "note":
                        content["note"] = _text(part)
                    case other:
                        raise _RefusedError(name.position, f"{other!r}: a link has claim, on and note")
        places = {"target": node.position, "source": key.position, "fields": node.position}
        self.drafts.append(Draft(content, key.position, places=places))

    def _offered(self, node: Node, handle: str) -> None:
        """Read evidence that stands under a claim: a title, an address or a file; or what is known of it."""
        if isinstance(node, Scalar):
            name = "url" if "://" in node.text else "title"
            content: dict[str, Any] = {TAG: "evidence", name: node.text, "title": node.text}
            places = {"title": node.position}
            role = "supports"
        else:
            item = _mapping(node, "evidence is a title, an address, or NAME: CONTENT, a line each")
            content, places = self._attributes("evidence", item, beside=("role",))
            role = next((_text(part) for key, part in item.pairs.items() if key.name == "role"), "supports")
        content["bears_on"] = [{"assertion": handle, "role": role}]
        self.drafts.append(Draft(content, node.position, places=places))

    def _evidence(self, node: Node, _number: int) -> None:
        """Read evidence that stands by itself and names the claims that it supports or undermines."""
        item = _mapping(node, "an item of evidence is NAME: CONTENT, a line each")
        content, places = self._attributes("evidence", item, beside=_ROLES)
        content["bears_on"] = [
            {"assertion": claim, "role": key.name}
            for key, part in item.pairs.items()
            if key.name in _ROLES
            for claim in _texts(part)
        ]
        places["bears_on"] = item.position
        self.drafts.append(Draft(content, item.position, places=places))

    def _assessment(self, node: Node, _number: int) -> None:
        item = _mapping(node, "an assessment is NAME: CONTENT, a line each")
        content, places = self._attributes("assessment", item)
        content["event"] = self.event
        self.drafts.append(Draft(content, item.position, places=places))

    def _attributes(
        self, kind: str, node: Mapping, beside: tuple[str, ...] = ()
    ) -> tuple[dict[str, Any], dict[str, Position]]:
        content, places, problems = read_attributes(kind, node, beside)
        self.problems += problems
        return content, places


def read_attributes(
    kind: str, node: Mapping, beside: tuple[str, ...] = ()
) -> tuple[dict[str, Any], dict[str, Position], list[Finding]]:
    """Read the attributes of a record, under their own names or those of the commands' options.

    Args:
        kind: the kind of record.
        node: names and what each holds.
        beside: names that stand there too and are read elsewhere.

    Returns:
        The attributes in the native format, where each stands, and every problem found.
    """
    content: dict[str, Any] = {TAG: kind}
    places: dict[str, Position] = {}
    problems: list[Finding] = []
    for key, part in node.pairs.items():
        if key.name in beside:
            continue
        name = attribute_named(kind, key.name)
        shape = shapes(RECORD_TYPES[kind]).get(name)
        if shape is None or shape.kind in ("stamp", "json", "bearings"):
            problems.append(Finding(key.position, _unknown(kind, key.name, beside)))
            continue
        if name in content:
            problems.append(Finding(key.position, f"{key.name!r} says again what {name!r} says"))
            continue
        places[name] = part.position
        try:
            found = _value_of(shape.kind, part)
        except _RefusedError as error:
            problems.append(error.finding)
            continue
        if found not in ("", []):
            content[name] = found
    return content, places, problems


def attribute_named(kind: str, name: str) -> str:
    """Return the attribute that a name means: its own, or that of an option of the commands."""
    return name if name in _OWN_NAMES.get(kind, ()) else _SHORT.get(name, name)


def _unknown(kind: str, name: str, beside: tuple[str, ...]) -> str:
    from claimtrack.vocab import load_vocabulary

    known = [item for item in shapes(RECORD_TYPES[kind]) if item not in ("id", "recorded", "bears_on")]
    known += [*_SHORT, *beside]
    if kind == "assertion":
        known += [term.key for term in load_vocabulary("link")]
    near = nearest(name, known)
    what = "claim" if kind == "assertion" else kind
    return f"{name!r} is nothing that a{'n' * (what[0] in 'ae')} {what} has" + (
        f"; did you mean {near!r}?" if near else ""
    )


def _value_of(shape: str, node: Node) -> Any:
    match shape:
        case "texts" | "refs":
            return _texts(node)
        case "values":
            return _values(node)
        case "date" if isinstance(node, Mapping):
            return _related(node)
        case "number":
            text = _text(node)
            return int(text) if text.isascii() and text.isdigit() else text
        case _:
            return _text(node)


def _related(node: Mapping) -> dict[str, str]:
    """Read a date that counts from a record: `{is: the same day, relative_to: event:KEY}`."""
    inner = {name.name: _text(part) for name, part in node.pairs.items()}
    if set(inner) != {"is", "relative_to"}:
        raise _RefusedError(node.position, "a date is a text, or is: TEXT with relative_to: event:KEY")
    return {"raw": inner["is"], "relative_to": inner["relative_to"]}


def _answer(node: Node) -> Any:
    return [_text(item) for item in node.items] if isinstance(node, Sequence) else _text(node)


def _values(node: Node) -> list[dict[str, Any]]:
    if isinstance(node, Scalar) and not node.text.strip():  # as a form writes that there are none
        return []
    values: list[dict[str, Any]] = []
    for key, part in _mapping(node, "values: FIELD: ANSWER, a line each").pairs.items():
        for item in part.items if isinstance(part, Sequence) else [part]:
            if isinstance(item, Mapping):
                answer = spelled_answer({name.name: _answer(inner) for name, inner in item.pairs.items()})
                if answer is None:
                    message = f"{key.name}: an answer is a text, or not: TEXT, is: TEXT or one_of: [TEXT, …], with hedge: HEDGE"
                    raise _RefusedError(item.position, message)
                values.append({"field": key.name, **answer})
            else:
                values.append({"field": key.name, "raw": _text(item)})
    return [value for value in values if value["raw"].strip()]


def _links(claim: Mapping) -> Iterator[tuple[str, Key, Node]]:
    """Yield the links of a claim: `denies: first`, `supersedes: …`, with any word that the vocabulary has for it."""
    from claimtrack.vocab import load_vocabulary

    for key, node in claim.pairs.items():
        if key.name in shapes(RECORD_TYPES["assertion"]) or key.name in _SHORT:
            continue
        try:
            yield load_vocabulary("link").resolve(key.name.replace("_", " ")), key, node
        except UnknownTermError:
            continue


def _is_limited(link: Node) -> bool:
    """Whether a link is limited to fields."""
    return isinstance(link, Mapping) and any(key.name in ("on", "fields") for key in link.pairs)


def _stance(link: str) -> str:
    from claimtrack.vocab import load_vocabulary

    return str(load_vocabulary("link")[link].extra["stance"])


def _date(node: Node) -> Any:
    from claimtrack.dates import read_date

    value = read_date(_text(node))
    if not value:
        raise _RefusedError(node.position, f"relative_to: {value.raw!r} is no date: {value.reason}")
    return value


def _mapping(node: Node, needed: str) -> Mapping:
    if not isinstance(node, Mapping):
        raise _RefusedError(node.position, needed)
    return node


def _items(node: Node | None, needed: str) -> list[Node]:
    if node is None or (isinstance(node, Scalar) and not node.text):
        return []
    if not isinstance(node, Sequence):
        raise _RefusedError(node.position, needed)
    return node.items


def _text(node: Node) -> str:
    if not isinstance(node, Scalar):
        raise _RefusedError(
            node.position, "a text is needed here; quote one that holds a colon or starts with [ or {"
        )
    return node.text


def _texts(node: Node) -> list[str]:
    if isinstance(node, Sequence):
        return [_text(item) for item in node.items]
    text = _text(node)
    return [text] if text else []
