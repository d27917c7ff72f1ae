"""What of a case file may be read by anybody: no notes, nothing internal, no protected source in any byte.

Statements of protected claimants are left out whole, for words and dates tell who said them. Protected documents stay
as numbers, so that origins are still counted rightly. Where a text names somebody protected, a number stands in its
place. All keys and ids are dealt out anew, in an order that follows from what is shown: an id is a hash, and a hash
confirms a guess.
"""

from __future__ import annotations

import dataclasses
import re
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from claimtrack.model import Assertion, Claimant, Evidence
    from claimtrack.model.dossier import Dossier

_T = TypeVar("_T")

PROTECTED = "protected"
INTERNAL = "internal"
_SHORTEST = 2  # letters of a name that is looked for in texts


class PublicDossier(Struct, frozen=True):
    """A dossier that may be read by anybody, and how much was left out of it.

    Attributes:
        dossier: what remains.
        statements: statements of protected claimants.
        documents: protected documents, which remain as numbers.
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
        withheld: writes what stands in the place of a protected name, from its number.
    """

    def __init__(
        self,
        claimants: Iterable[Claimant],
        documents: Iterable[Document],
        withheld: Callable[[int], str],
    ) -> None:
        known = {claimant.key: claimant for claimant in claimants}
        self._withheld = withheld
        self.protected = {key for key in known if _is_protected(key, known)}
        self._secrets: dict[str, Any] = {}
        for key in sorted(self.protected):
            for text in (known[key].name, key, *known[key].aliases):
                self._secrets.setdefault(_folded(text), ("claimant", key))
        for document in documents:
            for text in (document.title, document.key, document.url, document.archive_url, document.sha256):
                self._secrets.setdefault(_folded(text), ("document", document.key))
        self._pattern = _any_of(text for text in self._secrets if len(text) >= _SHORTEST)
        self._numbers: dict[tuple[str, str], str] = {}
        self._counts: Counter[str] = Counter()
        self._named: dict[Any, int] = {}

    # --- texts ---

    def text(self, text: str) -> str:
        """Replace the names of what is protected by numbers."""
        return text if self._pattern is None else self._pattern.sub(self._replaced, text)

    def _replaced(self, match: re.Match[str]) -> str:
        return self._numbered_name(self._secrets[_folded(match[0])])

    def _numbered_name(self, record: Any) -> str:
        """Return what stands in the place of a name, the same for the same record."""
        return self._withheld(self._named.setdefault(record, len(self._named) + 1))

    def _analyst(self, name: str) -> str:
        """Return what stands in the place of who made a search; a search that nobody has signed stays so."""
        return self._numbered_name(("analyst", _folded(name))) if name.strip() else ""

    def _cleaned(self, value: _T) -> _T:
        """Replace such names in all texts of a record."""
        if self._pattern is None:
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
        return {
            name: item for name, item in after.items() if item is not before[name] and item != before[name]
        }

    # --- records ---

    def publish(self, dossier: Dossier) -> PublicDossier:
        """Make a dossier fit to be read by anybody."""
        dossier = take_stances(dossier)  # a link whose other end is left out still tells what was meant
        shown = keep_statements(dossier, lambda assertion: assertion.claimant not in self.protected)
        hidden = {key for key, document in dossier.documents.items() if self._is_hidden(document)}
        assessments = tuple(one for one in shown.assessments if one.disclosure != INTERNAL)
        numbered = self._numbered(replace(shown, assessments=assessments), hidden)
        return PublicDossier(
            dossier=numbered,
            statements=len(dossier.assertions) - len(shown.assertions),
            documents=len(hidden),
            assessments=len(dossier.assessments) - len(assessments),
        )

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
                    self._cleaned(self._item(item, hidden)),
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
                    self._cleaned(one),
                    id=number("assessment", one.id),
                    event=number("event", one.event),
                    assertion=number("assertion", one.assertion),
                )
                for one in dossier.assessments
            ),
            inquiries=tuple(
                replace(
                    self._cleaned(replace(one, note="", by=self._analyst(one.by))),
                    id=number("inquiry", one.id),
                    event=number("event", one.event),
                )
                for one in dossier.inquiries
            ),
        )

    @staticmethod
    def _item(item: Evidence, hidden: set[str]) -> Evidence:
        """Return an item without what leads to the file; one out of a protected document without what leads to that."""
        shown = replace(item, note="", file="")
        if item.document not in hidden:
            return shown
        return replace(shown, url="", archive_url="", sha256="", captured_by="")

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
                    self._numbers[kind, key] = f"{kind}-{self._counts[kind]:06}"

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


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _any_of(texts: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds texts as whole words, the longest first, however their spaces are set."""
    found = sorted(texts, key=len, reverse=True)
    words = [r"\s+".join(re.escape(word) for word in text.split()) for text in found]
    edged = [rf"(?<!\w){word}(?!\w)" for word in words]
    return re.compile("|".join(edged), re.IGNORECASE) if edged else None
