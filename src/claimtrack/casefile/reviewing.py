"""Reviewing drafts: accepted ones go in by the one door, what was decided is remembered beside the case file."""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from claimtrack.characters import fold_name
from claimtrack.drafting.joining import made_of
from claimtrack.drafting.sheets import label, notes
from claimtrack.errors import InputFileError, StorageError
from claimtrack.newfiles import make_new

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager

    from claimtrack.casefile.api import Casefile
    from claimtrack.intake.report import IntakeReport

Decision = Literal["accepted", "rejected"]


class Decisions:
    """What was decided on drafts, in `<case file>.reviewed`: a line for each, told again by its digest.

    They are no records of the case: nothing is claimed by a draft that was turned down.

    Args:
        case_path: the case file.
    """

    def __init__(self, case_path: Path) -> None:
        self.path = case_path.with_name(case_path.name + ".reviewed")
        self._made: dict[str, str] = dict(self._read())

    def _read(self) -> list[tuple[str, str]]:
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StorageError(f"{self.path} cannot be read: {error.strerror}", "check the folder") from None
        return [(one["digest"], one["decision"]) for one in map(json.loads, filter(str.strip, lines))]

    def of(self, draft: Mapping[str, Any]) -> str:
        """Return what was decided on a draft; "" where nothing was."""
        return self._made.get(draft["digest"], "")

    def taken(self) -> list[str]:
        """Return the labels of the drafts that are in the case file."""
        return [label({"digest": digest}) for digest, made in self._made.items() if made == "accepted"]

    def make(self, draft: Mapping[str, Any], decision: Decision) -> None:
        """Remember a decision, on a draft and on those that were proposed and that it was made of.

        Raises:
            StorageError: it cannot be written.
        """
        digests = list(dict.fromkeys([draft["digest"], *made_of(draft)]))
        self._made |= dict.fromkeys(digests, decision)
        lines = [
            json.dumps({"digest": one, "decision": decision, "quote": draft["quote"]}, ensure_ascii=False)
            for one in digests
        ]
        try:
            if not self.path.exists():
                make_new(self.path)
            with self.path.open("a", encoding="utf-8") as stream:
                stream.writelines(f"{line}\n" for line in lines)
        except OSError as error:
            raise StorageError(
                f"{self.path} cannot be written: {error.strerror}", "check the folder"
            ) from None


def accept(case: Casefile, written: str, page: Mapping[str, Any]) -> IntakeReport:
    """Take a draft, written as notes, with its document; the document's file is kept where it still is what was read.

    Args:
        case: the case file.
        written: notes of one claim.
        page: the document, as `sheets.page_record` gives it.

    Raises:
        ImportRejectedError: with every problem found; nothing was taken.
    """
    from claimtrack.intake.notes import notes_drafts

    drafts, problems = notes_drafts(case, written.encode(), "draft")
    with _copy_of(page, case.path):
        return case._take(drafts, problems)  # noqa: SLF001 - the one door, of the same package


def _copy_of(page: Mapping[str, Any], case_path: Path) -> AbstractContextManager[object]:
    """Keep the document's file for what a block records, where it still is the one that was read."""
    from claimtrack.casefile.preserve import keeping
    from claimtrack.intake.evidence import fingerprint

    file = Path(page["page"])
    try:
        same = page["page"] != "-" and fingerprint(file).sha256 == page["sha256"]
    except InputFileError:  # it went away: the record stands, without a copy
        same = False
    return keeping(file, case_path) if same else nullcontext()


def as_notes(
    page: Mapping[str, Any],
    draft: Mapping[str, Any],
    event: str,
    decisions: Decisions,
    others: Mapping[int, str],
) -> str:
    """Return one draft as notes, its links naming those that were accepted.

    Args:
        page: its document.
        draft: the draft.
        event: the key or title of its event.
        decisions: what was decided so far.
        others: the labels of the drafts of its document by their number.
    """
    links = [{**link, "label": others.get(link["to"], "")} for link in draft["responds"]]
    return notes(page, [{**draft, "responds": links}], event, decisions.taken())


def candidates(case: Casefile, name: str, most: int = 8) -> list[str]:
    """Return the claimants of a case file whose names are nearest to a name: a shared word first, then the rest."""
    from claimtrack.model import Claimant

    words = set(fold_name(name).split())

    def shared(claimant: Claimant) -> int:
        return max(
            len(words & set(fold_name(written).split())) for written in (claimant.name, *claimant.aliases)
        )

    ranked = sorted(case.records(Claimant), key=lambda one: (-shared(one), one.name))
    return [one.name for one in ranked[:most]]
