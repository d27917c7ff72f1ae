"""A mended mapping mends what it imported: the same rows, read otherwise, are corrections of the reading.

They are made in place, in the last transaction of the import, and what stood before is kept. They are nobody's change of
mind: no assertion is made, and none supersedes another. What somebody has corrected by hand since stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from claimtrack.model import RECORD_TYPES, Correction
from claimtrack.model.codec import encode, key_of, kind_of
from claimtrack.store.changes import Changer
from claimtrack.store.columns import as_json
from claimtrack.wording import counted

if TYPE_CHECKING:
    from claimtrack.intake.report import ImportReport
    from claimtrack.model import Record
    from claimtrack.store.apply import Apply
    from claimtrack.store.reader import Reader

_SHOWN = 10  # records named in a remark


@dataclass(slots=True)
class Otherwise:
    """A record that the rows of a later import describe otherwise than the case file.

    Attributes:
        record: as they describe it.
        names: the attributes in which it differs.
        line: the row that says so.
    """

    record: Record
    names: tuple[str, ...]
    line: int


@dataclass(slots=True)
class Mending:
    """What a mended mapping corrects.

    Attributes:
        dataset: the name of the dataset.
        mended: the mapping is another than that of the last import of the dataset.
        told: records described otherwise, by kind and key.
    """

    dataset: str
    mended: bool = False
    told: dict[tuple[str, str], Otherwise] = field(default_factory=dict)

    def tell(self, kind: str, key: str, otherwise: Otherwise) -> None:
        """Put down how a row describes a record of the case file; the first one that does is believed."""
        self.told.setdefault((kind, key), otherwise)

    def settle(self, apply: Apply, reader: Reader, now: str, report: ImportReport) -> None:
        """Correct what the mended mapping reads otherwise. Call inside the last transaction of the import."""
        before = apply.corrections()
        kept: list[str] = []
        for (kind, key), item in self.told.items():
            if self.mended and apply.may_mend(self.dataset, kind, key, item.line):
                _correct(apply, reader, kind, key, item, now)
                report.mended[kind] += 1
            elif kind != "event":  # which `releases` tells
                kept.append(f"{kind} {key}: {', '.join(item.names)}")
        if self.mended:
            report.mended["assertion"] += apply.mend_assertions()
        apply.note_corrections(before)
        if kept:
            more = ", …" if len(kept) > _SHOWN else ""
            report.remarks.append(
                f"{counted(len(kept), 'record')} that the rows describe otherwise than the case file, which keeps what "
                f"it has: {'; '.join(kept[:_SHOWN])}{more}"
            )


def _correct(apply: Apply, reader: Reader, kind: str, key: str, item: Otherwise, now: str) -> None:
    held = reader.get(RECORD_TYPES[kind], key)
    if held is None:
        return
    changes: dict[str, Any] = {name: getattr(item.record, name) for name in item.names}
    content = {name: value for name, value in encode(held).items() if name != "record"}
    changer = Changer(apply.connection)
    changer.insert(
        Correction(kind=kind_of(held), name=key_of(held), became="", before=as_json(content), recorded=now)
    )
    changer.update(held, replace(held, **changes))
