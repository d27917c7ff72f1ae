"""A mended mapping mends what it imported: the same rows, read otherwise, are corrections of the reading.

They are made in place, in the last transaction of the import, and what stood before is kept. They are nobody's change of
mind: no assertion is made, and none supersedes another. What somebody has corrected by hand since stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from claimtrack.importers.mapping.language import CLAIMANT, DOCUMENT_WORDS
from claimtrack.model import RECORD_TYPES
from claimtrack.model.codec import encode
from claimtrack.store.changes import Changer, correction_of
from claimtrack.wording import counted, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.importers.mapping.bound import Plan
    from claimtrack.intake.report import ImportReport
    from claimtrack.model import Record
    from claimtrack.store.apply import Apply
    from claimtrack.store.reader import Reader
    from claimtrack.store.row_corrections import Rereading

_SHOWN = 10  # records named in a remark


class Otherwise(Struct):
    """A record that the rows of a later import describe otherwise than the case file.

    Attributes:
        record: as they describe it.
        names: the attributes in which it differs.
        line: the row that says so.
    """

    record: Record
    names: tuple[str, ...]
    line: int


_DESCRIBED = {
    "event": {"proposition", "note", "occurred", "place", "tags"},
    "claimant": set(CLAIMANT) - {"key"},
    "document": {*DOCUMENT_WORDS, "publisher", "published", "retrieved"},
}
"""What a mapping may say of records, besides what they cannot be without."""


def dropped_attributes(plan: Plan, described: Mapping[str, Mapping[str, Any]]) -> dict[str, set[str]]:
    """Return by kind of record what a mapping says of none: where an earlier one said it, it is taken back.

    A row describes its event whole, so that nothing is left of what it says no longer. Claimants and documents may be
    described in several places, and here only mentioned.

    Args:
        plan: the mapping, bound to the columns of the input.
        described: what the mapping says of claimants, by name.
    """
    documents = [
        item for claim in plan.claims for item in (claim.document, *claim.documents) if item is not None
    ]
    documents += [item.document for item in plan.evidence if item.document is not None]
    speakers = [claim.claimant for claim in plan.claims]
    speakers += [item.publisher for item in documents if item.publisher is not None]
    of_claimants = {name for item in speakers for name, _ in item.attributes}.union(*described.values())
    of_documents = {name for item in documents for name, _ in item.words}
    for item in documents:
        of_documents |= {
            name for name in ("publisher", "published", "retrieved") if getattr(item, name) is not None
        }
        of_documents |= {"url"} if item.only_url is not None else set()
    return {
        "event": _DESCRIBED["event"],
        "claimant": _DESCRIBED["claimant"] - of_claimants,
        "document": _DESCRIBED["document"] - of_documents,
    }


class Mending(Struct):
    """What a mended mapping corrects.

    Attributes:
        dataset: the name of the dataset.
        mended: the mapping is another than that of the last import of the dataset.
        matched: an import of the dataset went by another mapping, so that what was made of a row may have another id than
            what is made of it now.
        told: records described otherwise, by kind and key.
    """

    dataset: str
    mended: bool = False
    matched: bool = False
    told: dict[tuple[str, str], Otherwise] = field(default_factory=dict)

    def tell(self, kind: str, key: str, otherwise: Otherwise) -> None:
        """Put down how a row describes a record of the case file; the first one that says something is believed."""
        before = self.told.get((kind, key))
        if before is None:
            self.told[kind, key] = otherwise
            return
        new = [name for name in otherwise.names if not getattr(before.record, name)]
        given: dict[str, Any] = {name: item for name in new if (item := getattr(otherwise.record, name))}
        if given:
            before.record = replace(before.record, **given)
            before.names = tuple(dict.fromkeys((*before.names, *given)))

    def settle(
        self, apply: Apply, reader: Reader, now: str, report: ImportReport, *, events_told: bool
    ) -> None:
        """Correct what the mended mapping reads otherwise. Call inside the last transaction of the import.

        Args:
            apply: the import.
            reader: the case file.
            now: the time that corrections are stamped with.
            report: takes what is corrected, and what is not.
            events_told: `releases` tells of events that are described otherwise.
        """
        before, rereading = apply.corrections(), apply.rereading(self.dataset)
        kept: list[str] = []
        by_hand: list[str] = []
        for (kind, key), item in self.told.items():
            if self.mended and rereading.may_mend(kind, key, item.line):
                spared = _correct(apply, reader, rereading, (kind, key), item, now)
                report.mended[kind] += len(spared) < len(item.names)
                if told := [name for name in spared if getattr(item.record, name)]:
                    by_hand.append(f"{kind} {key}: {', '.join(told)}")
            elif not (kind == "event" and events_told):
                kept.append(f"{kind} {key}: {', '.join(item.names)}")
        if self.mended:
            by_hand += [f"assertion {id_}" for id_ in rereading.spare_assertions()]
            mended = {"assertion": rereading.mend_assertions(), "link": rereading.take_out_links()}
            report.mended.update({kind: count for kind, count in mended.items() if count})
            _remove(apply, rereading.unspoken(), reader, now, report)
            _tell_unmade(rereading.unmade(), report)
        apply.note_corrections(before)
        if by_hand:
            report.remarks.append(
                "corrected by hand before, and left as it is by the mended mapping: "
                + listed(by_hand, _SHOWN)
            )
        if kept:
            more = ", …" if len(kept) > _SHOWN else ""
            report.remarks.append(
                f"{counted(len(kept), 'record')} that the rows describe otherwise than the case file, which keeps what "
                f"it has: {'; '.join(kept[:_SHOWN])}{more}"
            )


def _tell_unmade(unmade: Mapping[str, list[str]], report: ImportReport) -> None:
    """Tell what earlier imports made of rows that are as they were, and that the mended mapping makes no longer."""
    for kind, names in unmade.items():
        more = ", …" if len(names) > _SHOWN else ""
        report.remarks.append(
            f"{kind} that the mended mapping makes no longer, and that stays: {len(names):,} "
            f"({'; '.join(names[:_SHOWN])}{more}); claimtrack void takes it out"
        )


def _remove(
    apply: Apply, unspoken: list[tuple[str, str]], reader: Reader, now: str, report: ImportReport
) -> None:
    """Remove events, claimants and documents of the dataset that nothing speaks of since the rows are read otherwise."""
    for kind, key in unspoken:
        held = reader.get(RECORD_TYPES[kind], key)
        if held is not None:
            changer = Changer(apply.connection)
            changer.insert(correction_of(held, now))
            changer.delete(held)
            report.mended[kind] += 1


def _correct(
    apply: Apply, reader: Reader, rereading: Rereading, name: tuple[str, str], item: Otherwise, now: str
) -> list[str]:
    """Correct what the mended mapping says of a record; return the attributes that stay, since a person corrected them."""
    kind, key = name
    held = reader.get(RECORD_TYPES[kind], key)
    if held is None:
        return list(item.names)
    by_hand = rereading.by_hand(kind, key, encode(held))
    changes: dict[str, Any] = {
        attribute: getattr(item.record, attribute) for attribute in item.names if attribute not in by_hand
    }
    if changes:
        changer = Changer(apply.connection)
        changer.insert(correction_of(held, now))
        changer.update(held, replace(held, **changes))
    return [attribute for attribute in item.names if attribute in by_hand]
