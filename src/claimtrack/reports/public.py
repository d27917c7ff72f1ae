"""What of a case file may be read by anybody: no notes, nothing internal, no protected source in any byte.

Statements of protected claimants are left out whole, for words and dates tell who said them, and with them what was read
for them alone. Protected documents stay as numbers, so that origins are still counted rightly. Who judged, searched and
collected evidence is withheld alike, unless they are to be named. Where a text names one of all these, a number stands in
its place. All keys and ids are dealt out anew, in an order that follows from what is shown: an id is a hash, and a hash
confirms a guess.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from claimtrack.analysis.parties import keys_of_name, parties_named
from claimtrack.analysis.selection import keep_statements
from claimtrack.analysis.stances import take_stances
from claimtrack.characters import fold_name
from claimtrack.dates import DateValue
from claimtrack.model import Document
from claimtrack.reports.withheld import WithheldNames
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from claimtrack.model import Assertion, Claimant, Evidence
    from claimtrack.model.dossier import Dossier

_T = TypeVar("_T")

PROTECTED = "protected"
INTERNAL = "internal"
_ADDRESSES = {"url", "archive_url"}  # which hold no space
_LEFT_OUT = {
    "statements": ("statement of a protected source", "statements of protected sources"),
    "assessments": (
        "assessment, internal or on a statement left out",
        "assessments, internal or on statements left out",
    ),
}
_WHOSE = {
    "claimant": "of a protected source",
    "document": "of a protected document",
    "person": "of who judged, searched or collected (named with --credits)",
}


class PublicDossier(Struct, frozen=True):
    """A dossier that may be read by anybody, and how much was left out of it.

    Attributes:
        dossier: what remains.
        statements: statements of protected claimants.
        documents: protected documents that are shown, as numbers.
        assessments: internal ones, and those on statements left out.
    """

    dossier: Dossier
    statements: int
    documents: int
    assessments: int


def _keys_shown(claimant: Claimant, named: Iterable[str]) -> Iterator[str]:
    """Yield the names in answers that only the key of a claimant bears: they go on to mean it when keys are dealt anew."""
    known = {fold_name(name) for name in (claimant.name, *claimant.aliases)}
    return (n for n in named if claimant.key in keys_of_name(n) and fold_name(n) not in known)


class Publication:
    """Makes dossiers fit to be read by anybody; the same record has the same number in all of them.

    Args:
        claimants: every claimant of the case file.
        documents: every protected document of it.
        withheld: writes what stands in the place of a name, from its number.
        spokespersons: claimant and name of all who spoke for claimants.
        people: names of all who judged, searched or collected evidence.
        credits: whether those are named.
    """

    def __init__(
        self,
        claimants: Iterable[Claimant],
        documents: Iterable[Document],
        withheld: Callable[[int], str],
        *,
        spokespersons: Iterable[tuple[str, str]] = (),
        people: Iterable[str] = (),
        credits: bool = False,  # noqa: A002 - what the option is called
    ) -> None:
        known = {claimant.key: claimant for claimant in claimants}
        self._withheld = withheld
        self._credits = credits
        self.protected = {key for key in known if _is_protected(key, known)}
        self._names, self._people = WithheldNames(), WithheldNames()
        spoke = [(key, name) for key, name in spokespersons if key in self.protected]
        self._withhold_claimants(known, spoke)
        for document in documents:
            self._withhold_document(document)
        shown = {
            fold_name(n)
            for k, one in known.items()
            if k not in self.protected
            for n in (one.name, *one.aliases)
        }
        for name in () if credits else people:
            if fold_name(name) not in shown:
                self._people.add_telling(name, _person(name), sure=True)
        self._numbers: dict[tuple[str, str], str] = {}
        self._counts: Counter[str] = Counter()
        self._named: dict[Any, int] = {}
        self._texts: dict[tuple[str, bool], str] = {}
        self._replaced: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()

    def _withhold_claimants(self, known: Mapping[str, Claimant], spoke: Iterable[tuple[str, str]]) -> None:
        others = {
            word
            for key, claimant in known.items()
            if key not in self.protected
            for name in (claimant.name, *claimant.aliases)
            for word in fold_name(name).split()
        }
        names = [
            (key, name) for key in sorted(self.protected) for name in (known[key].name, *known[key].aliases)
        ]
        names += spoke
        for key, name in (*names, *((key, key) for key in sorted(self.protected))):
            self._names.add(name, ("claimant", key))
        for key, name in names:
            self._names.add_parts(name, ("claimant", key), others.__contains__)

    def _withhold_document(self, document: Document) -> None:
        for text in (document.url, document.archive_url, document.sha256):
            self._names.add(text, ("document", document.key))
        for text in (document.title, document.key):
            self._names.add_telling(text, ("document", document.key))

    # --- texts ---

    def text(self, text: str, *, signed: bool = False) -> str:
        """Replace the names of what is protected, and of who is withheld, by numbers.

        Args:
            text: the text.
            signed: whether who is withheld may be named in it, having said so.
        """
        if (text, signed) not in self._texts:
            shown = self._names.replaced(text, self._numbered_name) if self._names else text
            if self._people and not signed:
                shown = self._people.replaced(shown, self._numbered_name)
            self._texts[text, signed] = shown
        return self._texts[text, signed]

    def _numbered_name(self, record: Any) -> str:
        """Return what stands in the place of a name, the same for the same record."""
        self._replaced[record[0]] += 1
        return self._withheld(self._named.setdefault(record, len(self._named) + 1))

    def _person(self, name: str) -> str:
        """Return what stands in the place of who judged, searched or collected; what nobody has signed stays so."""
        if self._credits or not name.strip():
            return self.text(name)
        shown = self._names.replaced(name, self._numbered_name)
        return shown if shown != name else self._numbered_name(_person(name))

    def told(self) -> Iterator[str]:
        """Yield what was withheld until now, and what has to be looked at by hand, a line each."""
        for what, (one, several) in _LEFT_OUT.items():
            if self._left_out[what]:
                yield f"left out {counted(self._left_out[what], one, several)}"
        for kind, whose in _WHOSE.items():
            if self._replaced[kind]:
                yield f"withheld {counted(self._replaced[kind], 'name')} {whose}"
        doubtful = self._names.doubtful + self._people.doubtful
        if doubtful:
            words = ", ".join(
                f"{word!r} ({counted(many, 'time')})" for word, many in sorted(doubtful.items())
            )
            yield f"look at by hand: {words}: ordinary words, or names that are withheld; they stand as they are"

    def _cleaned(self, value: _T) -> _T:
        """Replace such names in all texts of a record."""
        if not self._names and not self._people:
            return value
        cleaned: Any = value
        if isinstance(value, str):
            cleaned = self.text(value)
        elif isinstance(value, tuple):
            cleaned = tuple(self._cleaned(item) for item in value)
        elif isinstance(value, Struct):
            changed = self._changed(value, value.__struct_fields__)
            cleaned = replace(value, **changed) if changed else value
        elif isinstance(value, DateValue):
            changed = self._changed(value, DateValue.__slots__)
            cleaned = dataclasses.replace(value, **changed) if changed else value
        return cleaned  # type: ignore[no-any-return]  # of the type that came in

    def _changed(self, value: object, names: Iterable[str]) -> dict[str, Any]:
        """Return those attributes of a record that cleaning changes, as they are then."""
        before = {name: getattr(value, name) for name in names}
        after = {name: self._cleaned(attribute) for name, attribute in before.items()}
        for name in _ADDRESSES & after.keys():
            after[name] = after[name] if after[name] == before[name] else after[name].replace(" ", "-")
        return {
            name: item for name, item in after.items() if item is not before[name] and item != before[name]
        }

    # --- records ---

    def publish(self, dossier: Dossier) -> PublicDossier:
        """Make a dossier fit to be read by anybody."""
        dossier = take_stances(dossier)  # a link whose other end is left out still tells what was meant
        shown = keep_statements(dossier, lambda assertion: assertion.claimant not in self.protected)
        assessments = tuple(one for one in shown.assessments if one.disclosure != INTERNAL)
        shown = replace(shown, assessments=assessments, documents=self._read_for(shown))
        hidden = {key for key, document in shown.documents.items() if self._is_hidden(document)}
        public = PublicDossier(
            dossier=self._numbered(shown, hidden),
            statements=len(dossier.assertions) - len(shown.assertions),
            documents=len(hidden),
            assessments=len(dossier.assessments) - len(assessments),
        )
        self._left_out.update(statements=public.statements, assessments=public.assessments)
        return public

    def _read_for(self, dossier: Dossier) -> dict[str, Document]:
        """Return the documents that what is shown was read in, and those that they were made from."""
        elsewhere = (one for one in dossier.elsewhere.values() if one.claimant not in self.protected)
        todo = {one.document for one in (*dossier.assertions, *elsewhere)}
        todo |= {item.document for item in dossier.evidence}
        found: set[str] = set()
        while todo := (todo & dossier.documents.keys()) - found:
            found |= todo
            todo = {dossier.documents[key].derived_from for key in todo}
        return {key: document for key, document in dossier.documents.items() if key in found}

    def _is_hidden(self, document: Document) -> bool:
        return document.disclosure == PROTECTED or document.publisher in self.protected

    def _numbered(self, dossier: Dossier, hidden: set[str]) -> Dossier:
        """Deal out keys and ids anew, in the order of what is shown, and clean every text."""
        elsewhere = {k: a for k, a in dossier.elsewhere.items() if a.claimant not in self.protected}
        claimants = {k: c for k, c in dossier.claimants.items() if k not in self.protected}
        number = self._numbering(
            ("event", [(dossier.event.title, dossier.event.key)]),
            ("claimant", [(claimant.name, key) for key, claimant in claimants.items()]),
            ("document", [(_shown(one, hidden), key) for key, one in dossier.documents.items()]),
            ("assertion", [(_said(one), one.id) for one in (*dossier.assertions, *elsewhere.values())]),
            ("evidence", [(item.title, item.key) for item in dossier.evidence]),
            ("inquiry", [(f"{one.at}{one.sought}", one.id) for one in dossier.inquiries]),
            ("assessment", [(f"{one.at}{one.rationale}", one.id) for one in dossier.assessments]),
        )

        named = sorted(set(parties_named((*dossier.assertions, *elsewhere.values()))))

        def assertion(one: Assertion) -> Assertion:
            found = self._cleaned(replace(one, note="", label="", recorded=""))
            return replace(
                found,
                id=number("assertion", one.id),
                event=number("event", one.event),
                claimant=number("claimant", one.claimant),
                document=number("document", one.document),
                locator="" if one.document in hidden else found.locator,
            )

        return replace(
            dossier,
            event=replace(
                self._cleaned(replace(dossier.event, note="", distinct_from=())),
                key=number("event", dossier.event.key),
            ),
            fields={
                key: replace(field, label=self.text(field.label)) for key, field in dossier.fields.items()
            },
            claimants={
                number("claimant", key): replace(
                    self._cleaned(replace(one, note="")),
                    key=number("claimant", key),
                    part_of=number("claimant", one.part_of),
                    aliases=self._cleaned((*one.aliases, *_keys_shown(one, named))),
                )
                for key, one in claimants.items()
            },
            documents={
                number("document", key): self._document(one, number, hidden=key in hidden)
                for key, one in dossier.documents.items()
            },
            assertions=tuple(assertion(one) for one in dossier.assertions),
            elsewhere={number("assertion", key): assertion(one) for key, one in elsewhere.items()},
            links=tuple(
                replace(
                    link,
                    note="",
                    source=number("assertion", link.source),
                    target=number("assertion", link.target),
                )
                for link in dossier.links
                if self._remains(link.source, dossier, elsewhere)
                and self._remains(link.target, dossier, elsewhere)
            ),
            evidence=tuple(
                replace(
                    self._item(item, hidden),
                    key=number("evidence", item.key),
                    document=number("document", item.document),
                    locator="" if item.document in hidden else self.text(item.locator),
                    bears_on=tuple(
                        replace(one, assertion=number("assertion", one.assertion)) for one in item.bears_on
                    ),
                )
                for item in dossier.evidence
            ),
            assessments=tuple(
                replace(
                    self._cleaned(replace(one, by="")),
                    by=self._person(one.by),
                    id=number("assessment", one.id),
                    event=number("event", one.event),
                    assertion=number("assertion", one.assertion),
                )
                for one in dossier.assessments
            ),
            inquiries=tuple(
                replace(
                    self._cleaned(replace(one, note="", by="")),
                    by=self._person(one.by),
                    id=number("inquiry", one.id),
                    event=number("event", one.event),
                )
                for one in dossier.inquiries
            ),
        )

    def _item(self, item: Evidence, hidden: set[str]) -> Evidence:
        """Return an item without what leads to the file; one out of a protected document without what leads to that."""
        shown = self._cleaned(replace(item, note="", file="", captured_by=""))
        if item.document not in hidden:
            return replace(shown, captured_by=self._person(item.captured_by))
        return replace(shown, url="", archive_url="", sha256="")

    def _document(self, document: Document, number: Callable[[str, str], str], *, hidden: bool) -> Document:
        if hidden:
            found = Document(key=document.key, disclosure=PROTECTED)
        else:
            found = self._cleaned(replace(document, note=""))
        return replace(
            found,
            key=number("document", document.key),
            publisher=number("claimant", found.publisher) if found.publisher else "",
            derived_from=number("document", document.derived_from),
        )

    @staticmethod
    def _remains(id_: str, dossier: Dossier, elsewhere: Mapping[str, Assertion]) -> bool:
        return id_ in elsewhere or any(assertion.id == id_ for assertion in dossier.assertions)

    def _numbering(self, *kinds: tuple[str, list[tuple[str, str]]]) -> Callable[[str, str], str]:
        """Return each record a number, those that are new here in the order of what is shown of them."""
        for kind, records in kinds:
            for _, key in sorted(records, key=lambda record: record[0]):
                if (kind, key) not in self._numbers:
                    self._counts[kind] += 1
                    self._numbers[kind, key] = (
                        f"{self._counts[kind]:06}-{kind}"  # told apart by its beginning
                    )

        def number(kind: str, key: str) -> str:
            return self._numbers.get((kind, key), "") if key else ""

        return number


def _shown(document: Document, hidden: set[str]) -> str:
    return "" if document.key in hidden else f"{document.title} {document.url}"


def _said(assertion: Assertion) -> str:
    return f"{assertion.said} {assertion.text} {assertion.quote} {assertion.stance}"


def _is_protected(key: str, claimants: Mapping[str, Claimant]) -> bool:
    """Whether a claimant, or anything that it is part of, is protected."""
    passed: set[str] = set()
    while key in claimants and key not in passed:
        if claimants[key].disclosure == PROTECTED:
            return True
        passed.add(key)
        key = claimants[key].part_of
    return False


def _person(name: str) -> tuple[str, str]:
    return "person", fold_name(name)
