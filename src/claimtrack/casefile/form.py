"""The form in which a record is corrected: readable YAML, checked when it comes back.

What was not touched stays as it is, to the byte: a date keeps how it was read, a value its normal form.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from claimtrack.errors import ImportRejectedError, RecordLockedError
from claimtrack.exporters.yaml_text import yaml_lines
from claimtrack.importers.marked_yaml import Mapping, RefusedYamlError, Scalar, Sequence, read_yaml
from claimtrack.importers.notes import read_attributes
from claimtrack.model import Assertion, Assessment, Evidence, Inquiry, Link
from claimtrack.model.codec import TAG, encode, key_of, kind_of, shapes
from claimtrack.model.draft import Draft, Finding, Position

if TYPE_CHECKING:
    from claimtrack.casefile.case import Casefile
    from claimtrack.importers.marked_yaml import Node
    from claimtrack.model import Record, Value

_HIDDEN = ("id", "recorded", "sha256", "size")  # fixed when the record is made
_BESIDE = ("links", "bears_on")

LinkLine = tuple[str, str, tuple[str, ...]]
"""Kind, id of the assertion it goes to, fields."""


@dataclass(slots=True)
class Form:
    """A record laid out for correcting.

    Attributes:
        record: the record as it was when it was opened.
        links: the links from it, where it is an assertion.
        labels: what assertions are called, by id.
    """

    record: Record
    links: tuple[Link, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, case: Casefile, record: Record) -> Form:
        """Open the form of a record.

        Raises:
            RecordLockedError: records of this kind are not changed.
        """
        if isinstance(record, Assessment):
            raise RecordLockedError(
                "a verdict is never changed", "add another with: claimtrack assess; the earlier one stays"
            )
        if isinstance(record, Inquiry):
            raise RecordLockedError(
                "a recorded search is never changed", "add another with: claimtrack search-log add"
            )
        links: tuple[Link, ...] = ()
        ids: set[str] = set()
        if isinstance(record, Assertion):
            links = tuple(link for link in case.dossier(record.event).links if link.source == record.id)
            ids = {link.target for link in links}
        if isinstance(record, Evidence):
            ids = {item.assertion for item in record.bears_on}
        return cls(record, links, {id_: case.assertion(id_).label or id_ for id_ in sorted(ids)})

    # --- laying out ---------------------------------------------------------------------------

    def text(self) -> str:
        """Write the form."""
        kind, key = kind_of(self.record), key_of(self.record)
        head = [
            f"# The {kind} {key}, recorded {self.record.recorded}.",
            "# Correct it, save and close the editor; close it without saving to leave it as it is.",
            "# What stood before is kept. Empty lines, and what follows a #, say nothing.",
        ]
        return "\n".join([*head, "", *yaml_lines(self._written())]) + "\n"

    def _written(self) -> dict[str, Any]:
        """Return what is written: the attributes, and below them what an assertion is linked to."""
        written = {name: _written_date(shown) for name, shown in self._shown().items()}
        if isinstance(self.record, Assertion):
            written["values"] = _written_values(written["values"])
            written["links"] = [self._written_link(link) for link in self.links]
        return written

    def _written_link(self, link: Link) -> dict[str, Any]:
        line = {link.kind: self.labels[link.target]}
        return {**line, "on": list(link.fields)} if link.fields else line

    def _shown(self) -> dict[str, Any]:
        content: dict[str, Any] = {}
        for name, shape in shapes(type(self.record)).items():
            if name not in _HIDDEN:
                content[name] = self._shown_attribute(shape.kind, getattr(self.record, name))
        return content

    def _shown_attribute(self, shape: str, value: Any) -> Any:
        match shape:
            case "date" if value and value.relative_to:
                return {"raw": value.raw, "relative_to": value.relative_to}
            case "date" | "place":
                return (value.raw or str(value)) if value else getattr(value, "raw", "")
            case "texts" | "refs":
                return list(value)
            case "bearings":
                return {self.labels[item.assertion]: item.role for item in value}
            case "values":
                return [_answer(item) for item in value if item.raw.strip()]
            case _:
                return "" if value is None else str(value)

    # --- reading back -------------------------------------------------------------------------

    def save(self, case: Casefile, text: str, source: str, *, strict: bool = False) -> list[Finding]:
        """Check a form that came back and put what it says in the place of the record.

        Args:
            case: the case file.
            text: the form.
            source: name of its file, for positions.
            strict: change nothing where something should be looked at.

        Returns:
            What should be looked at.

        Raises:
            ChangedMeanwhileError: somebody else changed the record since it was opened.
            ClaimtrackError: something is wrong, with its line and column.
        """
        root = _root(text, source)
        kind = kind_of(self.record)
        given, places, problems = read_attributes(kind, root, beside=_BESIDE)
        beside = {key.name: node for key, node in root.pairs.items() if key.name in _BESIDE}
        content = self._content(case, given)
        try:
            if isinstance(self.record, Evidence):
                content["bears_on"] = self._bearings(case, beside.get("bears_on"))
            links = self._links(case, beside.get("links"))
        except _RefusedError as error:
            problems.append(error.finding)
        if problems:
            texts = tuple(str(item) for item in problems)
            raise ImportRejectedError(
                texts[0] if len(texts) == 1 else f"{len(texts)} problems", problems=texts
            )
        with case.all_or_nothing():
            draft = Draft(content, Position(source, 1), places=places)
            _, warnings = case.put(self.record, draft, strict=strict)
            self._relink(case, links)
        return warnings

    def _content(self, case: Casefile, given: dict[str, Any]) -> dict[str, Any]:
        """Return the corrected record in the native format, what was not touched as it was."""
        before, shown = encode(self.record), self._shown()
        content: dict[str, Any] = {TAG: given[TAG]}
        for name, shape in shapes(type(self.record)).items():
            now = given.get(name)
            if name in _HIDDEN or name == "bears_on" or (now or "") == (shown[name] or ""):
                if name in before:
                    content[name] = before[name]
            elif shape.kind == "values":
                content[name] = _with_reading(now or [], before.get("values", []))
            elif shape.kind == "ref" and now:
                content[name] = case.find(shape.of, now)
            elif now is not None:
                content[name] = now
        return content

    def _bearings(self, case: Casefile, node: Node | None) -> list[dict[str, str]]:
        pairs = node.pairs.items() if isinstance(node, Mapping) else ()
        return [{"assertion": self._id(case, key.name), "role": _scalar(role)} for key, role in pairs]

    def _links(self, case: Casefile, node: Node | None) -> set[LinkLine]:
        from claimtrack.vocab import load_vocabulary

        links: set[LinkLine] = set()
        for item in node.items if isinstance(node, Sequence) else ():
            if not isinstance(item, Mapping):
                raise _RefusedError(item.position, "a link is KIND: ASSERTION")
            parts = {key.name: part for key, part in item.pairs.items()}
            limits = parts.pop("on", None)
            if len(parts) != 1:
                raise _RefusedError(item.position, "a link is KIND: ASSERTION and, where needed, on: [FIELD]")
            ((word, target),) = parts.items()
            fields = (
                tuple(sorted(_scalar(part) for part in limits.items)) if isinstance(limits, Sequence) else ()
            )
            fields = (_scalar(limits),) if isinstance(limits, Scalar) and limits.text else fields
            kind = load_vocabulary("link").resolve(word.replace("_", " "))
            links.add((kind, self._id(case, _scalar(target)), fields))
        return links

    def _id(self, case: Casefile, name: str) -> str:
        known = {label: id_ for id_, label in self.labels.items()}
        return known.get(name) or case.find("assertion", name)

    def _relink(self, case: Casefile, wanted: set[LinkLine]) -> None:
        """Make the links that were added and remove those that were taken out; others may have made more since."""
        if not isinstance(self.record, Assertion):
            return
        opened = {(link.kind, link.target, tuple(sorted(link.fields))): link for link in self.links}
        for line, link in opened.items():
            if line not in wanted:
                case.remove(link)
        for kind, target, fields in sorted(wanted - set(opened)):
            case.link(kind, self.record.id, target, on=fields)


class _RefusedError(ValueError):
    def __init__(self, position: Position, message: str) -> None:
        super().__init__(message)
        self.finding = Finding(position, message)


def _root(text: str, source: str) -> Mapping:
    try:
        documents = read_yaml(text.encode("utf-8", "surrogateescape"), source)
    except RefusedYamlError as error:
        raise ImportRejectedError(str(error.finding), problems=(str(error.finding),)) from None
    if len(documents) != 1 or not isinstance(documents[0], Mapping):
        raise ImportRejectedError(f"{source}: the form holds no record", "every line is NAME: CONTENT")
    return documents[0]


def _scalar(node: Node) -> str:
    if not isinstance(node, Scalar):
        raise _RefusedError(node.position, "a text is needed here")
    return node.text


def _answer(value: Value) -> dict[str, Any]:
    answer: dict[str, Any] = {"field": value.field, "raw": value.raw}
    answer |= {"negative": True} if value.negative else {}
    relation = getattr(value.read, "relative_to", "")
    beside = {"hedge": value.hedge, "relative_to": relation}
    return {**answer, **{name: text for name, text in beside.items() if text}}


def _written_date(shown: Any) -> Any:
    """Write a date that counts from a record as `{is: the same day, relative_to: event:KEY}`."""
    if isinstance(shown, dict) and shown.keys() == {"raw", "relative_to"}:
        return {"is": shown["raw"], "relative_to": shown["relative_to"]}
    return shown


def _written_values(answers: list[dict[str, Any]]) -> dict[str, Any]:
    """Write answers as `killed: 3` or `weapon: [a missile, {not: TOW missile}]`."""
    by_field: dict[str, list[Any]] = {}
    for answer in answers:
        said = {"not" if "negative" in answer else "is": answer["raw"]}
        said |= {name: answer[name] for name in ("hedge", "relative_to") if name in answer}
        by_field.setdefault(answer["field"], []).append(answer["raw"] if said.keys() == {"is"} else said)
    return {key: said[0] if len(said) == 1 else said for key, said in by_field.items()}


def _with_reading(now: list[dict[str, Any]], before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return answers that were not touched the normal form they had; the others are read anew.

    An answer that holds only spaces cannot be told from none in a form, so it is not shown there, and stays.
    """
    known = {_said(value): value for value in before}
    blank = [value for value in before if not value["raw"].strip()]
    return [*blank, *(_with_hedge(known.get(_said(value), value), value) for value in now)]


def _with_hedge(value: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    plain = {name: content for name, content in value.items() if name != "hedge"}
    return {**plain, "hedge": given["hedge"]} if "hedge" in given else plain


def _said(value: dict[str, Any]) -> tuple[str, str, bool, str]:
    read = value.get("read")
    relation = value.get("relative_to") or (read.get("relative_to", "") if isinstance(read, dict) else "")
    return value["field"], value["raw"], value.get("negative", False), relation
