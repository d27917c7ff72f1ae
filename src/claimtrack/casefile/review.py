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
    from collections.abc import Collection, Mapping
    from contextlib import AbstractContextManager

    from claimtrack.casefile.case import Casefile
    from claimtrack.intake.report import IntakeReport

Decision = Literal["accepted", "rejected"]


class Decisions:
    """What was decided on drafts, in `<case file>.reviewed`: a line for each, told again by its digest.

    They are no records of the case: nothing is claimed by a draft that was turned down.

    Args:
        case_path: the case file.
        void: the ids and labels of the assertions that are void in it, as `void_assertions` returns them.
    """

    def __init__(self, case_path: Path, void: Collection[str] = ()) -> None:
        self.path = case_path.with_name(case_path.name + ".reviewed")
        self._void = void
        self._lines = {one["digest"]: one for one in self._read()}

    def _read(self) -> list[dict[str, str]]:
        try:
            lines = self.path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise StorageError(f"{self.path} cannot be read: {error.strerror}", "check the folder") from None
        return [json.loads(line) for line in lines if line.strip()]

    def of(self, draft: Mapping[str, Any]) -> str:
        """Return what was decided on a draft; "" where nothing was, or what was accepted is void since."""
        line = self._lines.get(draft["digest"])
        return "" if line is None or self._is_void(line) else line["decision"]

    def taken_out(self, draft: Mapping[str, Any]) -> bool:
        """Whether a draft was accepted, and its assertion was undone or made void since."""
        line = self._lines.get(draft["digest"])
        return line is not None and self._is_void(line)

    def _is_void(self, line: Mapping[str, str]) -> bool:
        accepted = line["decision"] == "accepted"
        return accepted and (line.get("assertion") or label(line)) in self._void

    def taken(self) -> list[str]:
        """Return the labels of the drafts that are in the case file."""
        accepted = (line for line in self._lines.values() if line["decision"] == "accepted")
        return [label(line) for line in accepted if not self._is_void(line)]

    def make(self, draft: Mapping[str, Any], decision: Decision, assertion: str = "") -> None:
        """Remember a decision, on a draft and on those that were proposed and that it was made of.

        Args:
            draft: the draft.
            decision: what was decided on it.
            assertion: the id of what was recorded of it; "" for none.

        Raises:
            StorageError: it cannot be written.
        """
        told = {"decision": decision, "quote": draft["quote"]} | (
            {"assertion": assertion} if assertion else {}
        )
        digests = dict.fromkeys([draft["digest"], *made_of(draft)])
        made = {digest: {"digest": digest, **told} for digest in digests}
        self._lines |= made
        lines = [json.dumps(one, ensure_ascii=False) for one in made.values()]
        try:
            if not self.path.exists():
                make_new(self.path)
            with self.path.open("a", encoding="utf-8") as stream:
                stream.writelines(f"{line}\n" for line in lines)
        except OSError as error:
            raise StorageError(
                f"{self.path} cannot be written: {error.strerror}", "check the folder"
            ) from None


def void_assertions(case: Casefile) -> frozenset[str]:
    """Return the ids and labels of the assertions of a case file that were undone or made void."""
    from claimtrack.model import Void

    voids = [one for one in case.records(Void) if one.kind == "assertion" and not one.revived]
    labels = (json.loads(one.content)["record"].get("label", "") for one in voids)
    return frozenset({*(one.name for one in voids), *labels} - {""})


def accept(case: Casefile, written: str, page: Mapping[str, Any]) -> IntakeReport:
    """Take a draft, written as notes, with its document; the document's file is kept where it still is what was read.

    What was void is recorded anew.

    Args:
        case: the case file.
        written: notes of one claim.
        page: the document, as `sheets.page_record` gives it.

    Raises:
        ImportRejectedError: with every problem found; nothing was taken.
    """
    from claimtrack.intake.notes import notes_drafts

    drafts, problems = notes_drafts(case, written.encode(), "")
    with _copy_of(page, case.path):
        return case._take(drafts, problems)  # noqa: SLF001 - the one door, of the same package


def _copy_of(page: Mapping[str, Any], case_path: Path) -> AbstractContextManager[object]:
    """Keep the document's file for what a block records, where it still is the one that was read."""
    from claimtrack.casefile.kept_files import keeping
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
