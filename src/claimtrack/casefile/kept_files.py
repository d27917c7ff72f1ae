"""Keeping evidence: files hashed as they stream by, copies named by their content, and all of it hashed again.

A copy stands in the folder `<case file>.evidence`, under the first two digits of its SHA-256 and then the rest, so
that one file is kept once and a copy that no longer is what it was shows by its name.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from claimtrack.errors import InputFileError, StorageError
from claimtrack.intake.evidence import Fingerprint, fingerprint, open_regular
from claimtrack.newfiles import PRIVATE_FILE, PRIVATE_FOLDER, make_new, settle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimtrack.model import Document, Evidence

State = Literal["intact", "changed", "missing", "no copy", "outside", "no record"]
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DRAFT = ".draft"  # behind the name of a copy that is being made


@dataclass(frozen=True, slots=True)
class Check:
    """What became of one stored file.

    Attributes:
        key: the item or document it belongs to; empty for a copy that no record names.
        title: what that is called.
        path: where the file was looked for.
        state: intact; changed; missing; no copy, where only its hash was ever recorded; outside, where it was not
            looked at; or no record, of a copy that no record names.
    """

    key: str
    title: str
    path: str
    state: State


def evidence_folder(case_path: Path) -> Path:
    """Return the folder where the copies of a case file stand."""
    return case_path.with_name(case_path.name + ".evidence")


def copy_path(case_path: Path, sha256: str) -> Path:
    """Return the path of the copy of a content."""
    return evidence_folder(case_path) / sha256[:2] / sha256[2:]


@contextmanager
def keeping(path: Path, case_path: Path) -> Iterator[Fingerprint]:
    """Keep a copy of a file for what a block records; where the block fails, a copy made for it goes again.

    Args:
        path: the file.
        case_path: the case file.

    Raises:
        InputFileError: the file cannot be read.
        StorageError: the copy cannot be written.
    """
    found = fingerprint(path)
    target = copy_path(case_path, found.sha256)
    made = not target.exists()
    try:
        if made:
            make_folders(case_path, target)
            _copy(path, target, found)
        list_as_kept(case_path, found.sha256)
    except OSError as error:
        raise StorageError(f"{target} cannot be written: {error.strerror}", "check the folder") from None
    try:
        yield found
    except BaseException:
        if made:
            target.unlink(missing_ok=True)
        raise


def make_folders(case_path: Path, target: Path) -> None:
    """Make the folders of a copy, for their owner alone.

    Raises:
        StorageError: one of them is a link, and would lead elsewhere.
    """
    for folder in (evidence_folder(case_path), target.parent):
        if folder.is_symlink():
            raise StorageError(f"{folder} is a link", "put a folder in its place")
        folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def _copy(path: Path, target: Path, expected: Fingerprint) -> None:
    """Copy under another name first: a copy cut short never stands where a whole one is looked for.

    The name is that of the content, so that a copy that was cut short is begun again, not left behind.
    """
    draft = target.with_name(target.name + _DRAFT)
    draft.unlink(missing_ok=True)
    make_new(draft)
    try:
        with open_regular(path) as source, draft.open("r+b") as copy:
            shutil.copyfileobj(source, copy)
            copy.flush()
            os.fsync(copy.fileno())
        _refuse_if_changed(path, draft, expected)
        draft.chmod(0o400)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    settle(target)


def _refuse_if_changed(path: Path, copy: Path, expected: Fingerprint) -> None:
    if fingerprint(copy) != expected:
        raise InputFileError(f"{path} changed while it was copied", "try again when it is at rest")


def _kept_list(case_path: Path) -> Path:
    return evidence_folder(case_path) / "kept"


def list_as_kept(case_path: Path, sha256: str) -> None:
    """Note that a copy was kept, so that its absence is told from there never having been one."""
    if sha256 in _listed_as_kept(case_path):
        return
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(_kept_list(case_path), flags, PRIVATE_FILE), "a", encoding="ascii") as stream:
        stream.write(f"{sha256}\n")


def _listed_as_kept(case_path: Path) -> set[str]:
    place = _kept_list(case_path)
    if place.is_symlink() or not place.is_file():
        return set()
    return set(place.read_text(encoding="ascii", errors="replace").split())


def verify(
    case_path: Path, records: Iterable[Evidence | Document], *, anywhere: bool = False
) -> Iterator[Check]:
    """Hash every stored file again and compare it with what was recorded.

    Args:
        case_path: the case file; relative names of files are looked for in its folder, and in this one.
        records: the items and documents of the case file.
        anywhere: look, too, at files outside the folder of the case file: a case file that came from others may name
            any file there is.
    """
    known = set()
    for record in records:
        if record.sha256:
            known.add(record.sha256)
            yield from _checks(record, case_path, anywhere=anywhere)
    yield from (Check("", "", str(place), "no record") for place in _unnamed(case_path, known))


def stored_hash(case_path: Path, record: Evidence | Document) -> str | None:
    """Hash the stored file of a record that has one.

    Args:
        case_path: the case file.
        record: an item or document with a recorded hash.

    Returns:
        The hash of the first file that is not what was recorded; the recorded one where all are, or where no
        copy was ever stored; None where a stored file is gone.
    """
    for check in _checks(record, case_path, anywhere=False):
        if check.state == "missing":
            return None
        if check.state == "changed":
            return fingerprint(Path(check.path)).sha256
    return record.sha256


def _unnamed(case_path: Path, known: set[str]) -> Iterator[Path]:
    """Yield the copies that no record names, and those that were cut short."""
    folder = evidence_folder(case_path)
    if folder.is_symlink():
        return
    for place in sorted(folder.glob("??/*")):
        if place.parent.name + place.name not in known:
            yield place


def _checks(record: Evidence | Document, case_path: Path, *, anywhere: bool) -> Iterator[Check]:
    places = [*_copies(record, case_path), *_originals(record, case_path)]
    if not places:
        yield Check(record.key, record.title, "", "no copy")
    for place in places:
        yield Check(record.key, record.title, str(place), _state(place, record, case_path, anywhere=anywhere))


def _copies(record: Evidence | Document, case_path: Path) -> list[Path]:
    if not _SHA256.fullmatch(record.sha256):  # a name made of it could lead anywhere
        return []
    copy = copy_path(case_path, record.sha256)
    return [copy] if copy.exists() or record.sha256 in _listed_as_kept(case_path) else []


def _originals(record: Evidence | Document, case_path: Path) -> list[Path]:
    """Return where the file that was named is, or should be; where a copy is enough, only if it is there."""
    named = getattr(record, "file", "")
    if not named:
        return []
    here = [case_path.parent / named, Path(named)]
    found = next((place for place in here if _exists(place)), None)
    if found is None and _copies(record, case_path):
        return []
    return [found or here[0]]


def _exists(place: Path) -> bool:
    try:
        return place.exists()
    except (OSError, ValueError):  # a folder that may not be entered; a name that no file can have
        return False


def _state(place: Path, record: Evidence | Document, case_path: Path, *, anywhere: bool) -> State:
    if not _exists(place):
        return "missing"
    if not anywhere and not place.resolve().is_relative_to(case_path.parent.resolve()):
        return "outside"
    size = getattr(record, "size", None)
    if size is not None and place.is_file() and place.stat().st_size != size:
        return "changed"  # told without reading what may be without end
    try:
        return "intact" if fingerprint(place).sha256 == record.sha256 else "changed"
    except InputFileError:
        return "missing"
