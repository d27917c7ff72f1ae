"""Keeping evidence: files hashed as they stream by, copies named by their content, and all of it hashed again.

A copy stands in the folder `<case file>.evidence`, under the first two digits of its SHA-256 and then the rest, so
that one file is kept once and a copy that no longer is what it was shows by its name.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from claimtrack.errors import InputFileError, StorageError
from claimtrack.intake.evidence import Fingerprint, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimtrack.model import Document, Evidence

State = Literal["intact", "changed", "missing", "no copy"]


@dataclass(frozen=True, slots=True)
class Check:
    """What became of one stored file.

    Attributes:
        key: the item or document it belongs to.
        title: what that is called.
        path: where the file was looked for.
        state: intact; changed; missing; or no copy, where only its hash was ever recorded.
    """

    key: str
    title: str
    path: str
    state: State


def evidence_folder(case_path: Path) -> Path:
    """Give the folder where the copies of a case file stand."""
    return case_path.with_name(case_path.name + ".evidence")


def copy_path(case_path: Path, sha256: str) -> Path:
    """Give the path of the copy of a content."""
    return evidence_folder(case_path) / sha256[:2] / sha256[2:]


def keep(path: Path, case_path: Path) -> Fingerprint:
    """Copy a file into the folder beside the case file, under the name that its content gives it.

    Args:
        path: the file.
        case_path: the case file.

    Raises:
        InputFileError: the file cannot be read.
        StorageError: the copy cannot be written.
    """
    found = fingerprint(path)
    target = copy_path(case_path, found.sha256)
    if target.exists():
        return found
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        return _copy(path, target, found)
    except OSError as error:
        raise StorageError(f"{target} cannot be written: {error.strerror}", "check the folder") from None


def _copy(path: Path, target: Path, expected: Fingerprint) -> Fingerprint:
    """Copy under another name first: a copy cut short never stands where a whole one is looked for."""
    with path.open("rb") as source, tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as copy:
        draft = Path(copy.name)
        try:
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
        except BaseException:
            draft.unlink()
            raise
    if fingerprint(draft) != expected:
        draft.unlink()
        raise InputFileError(f"{path} changed while it was copied", "try again when it is at rest")
    draft.chmod(0o444)
    draft.replace(target)
    return expected


def verify(case_path: Path, records: Iterable[Evidence | Document]) -> Iterator[Check]:
    """Hash every stored file again and compare it with what was recorded.

    Args:
        case_path: the case file; relative names of files are looked for in its folder, and in this one.
        records: the items and documents of the case file.
    """
    for record in records:
        if record.sha256:
            yield from _checks(record, case_path)


def stored_hash(case_path: Path, record: Evidence | Document) -> str | None:
    """Hash the stored file of a record that has one.

    Args:
        case_path: the case file.
        record: an item or document with a recorded hash.

    Returns:
        The hash of the first file that is not what was recorded; the recorded one where all are, or where no
        copy was ever stored; None where a stored file is gone.
    """
    for check in _checks(record, case_path):
        if check.state == "missing":
            return None
        if check.state == "changed":
            return fingerprint(Path(check.path)).sha256
    return record.sha256


def _checks(record: Evidence | Document, case_path: Path) -> Iterator[Check]:
    copy = copy_path(case_path, record.sha256)
    places = [copy] if copy.exists() else []
    named = getattr(record, "file", "")
    if named:
        here = [case_path.parent / named, Path(named)]
        found = next((place for place in here if place.exists()), None)
        if found is not None or not places:
            places.append(found or here[0])
    if not places:
        yield Check(record.key, record.title, "", "no copy")
    for place in places:
        yield Check(record.key, record.title, str(place), _state(place, record.sha256))


def _state(place: Path, sha256: str) -> State:
    if not place.exists():
        return "missing"
    try:
        return "intact" if fingerprint(place).sha256 == sha256 else "changed"
    except InputFileError:
        return "missing"
