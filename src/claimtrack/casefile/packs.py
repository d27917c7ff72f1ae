"""Packs: a case, or some of its events, as one zip file to hand over, with the kept evidence and a manifest of hashes.

A pack comes from anybody: of its members only those are read that a pack has, under names that lead nowhere, each no longer
than the manifest says, and hashed as it is read.
"""

from __future__ import annotations

import json
import re
import stat
import zipfile
from contextlib import contextmanager
from hashlib import sha256
from importlib.resources import files as package_files
from io import BytesIO, TextIOWrapper
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from claimtrack.errors import EvidenceDamagedError, InputFileError
from claimtrack.exporters.files import write_whole
from claimtrack.importers.readers.archives import Unpacked, open_zip, refuse_growth
from claimtrack.importers.readers.options import Limits
from claimtrack.model.chain import Breach

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

MARK = b"PK\x03\x04"
CASE, README, MANIFEST = "case.jsonl", "README.txt", "manifest.json"
FORMAT, VERSION = "claimtrack-pack", 1
_EVIDENCE = re.compile(r"evidence/([0-9a-f]{2})/([0-9a-f]{62})")
_LONGEST_MANIFEST = 64 << 20  # bytes
_WHEN = (1980, 1, 1, 0, 0, 0)  # of every member: the same content gives the same bytes
_IN_MEMORY = 16 << 20  # bytes
_BLOCK = 1 << 20


class Packed(NamedTuple):
    """What a pack was made of.

    Attributes:
        sha256: of the file.
        records: lines of the export.
        files: how many files of evidence are in it.
        missing: keys of items whose kept file is not there.
        withheld: what a public one withholds, and what has to be looked at by hand, a line each.
    """

    sha256: str
    records: int
    files: int
    missing: tuple[str, ...]
    withheld: tuple[str, ...] = ()


def write_pack(
    target: Path,
    lines: Iterable[str],
    evidence: Mapping[str, Path],
    about: Mapping[str, Any],
    missing: Iterable[str] = (),
) -> Packed:
    """Write a pack, whole or not at all.

    Args:
        target: the zip file.
        lines: the export, line by line.
        evidence: the files, by SHA-256.
        about: what the manifest says besides the hashes: program, head, entries, events, public.
        missing: keys of items whose kept file is not there.

    Raises:
        InputFileError: it cannot be written.
        EvidenceDamagedError: a file of evidence is not what it was.
    """
    counted: dict[str, int] = {}

    def write(stream: IO[bytes]) -> None:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            counted["records"] = _write_members(archive, lines, evidence, about) - 1

    write_whole(target, write)
    with target.open("rb") as made:
        return Packed(_digest(made), counted["records"], len(evidence), tuple(missing))


def _write_members(
    archive: zipfile.ZipFile, lines: Iterable[str], evidence: Mapping[str, Path], about: Mapping[str, Any]
) -> int:
    """Write the members, the manifest last; return how many lines the export has."""
    members: dict[str, dict[str, Any]] = {}
    readme = (package_files("claimtrack") / "casefile/data/pack.txt").read_bytes()
    members[README] = _add(archive, README, BytesIO(readme))
    number = 0
    with SpooledTemporaryFile(_IN_MEMORY) as export:
        text = TextIOWrapper(export, encoding="utf-8", newline="\n", write_through=True)
        for line in lines:
            text.write(line)
            number += 1
        text.detach()
        export.seek(0)
        members[CASE] = _add(archive, CASE, export)
    for digest in sorted(evidence):
        name = f"evidence/{digest[:2]}/{digest[2:]}"
        with evidence[digest].open("rb") as stream:
            members[name] = _add(archive, name, stream, packed=False)
        if members[name]["sha256"] != digest:
            raise EvidenceDamagedError(f"{evidence[digest]} is not what it was", "claimtrack evidence verify")
    manifest = {"format": FORMAT, "version": VERSION, **about, "files": members}
    text_of = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    _add(archive, MANIFEST, BytesIO(text_of.encode()))
    return number


def _add(archive: zipfile.ZipFile, name: str, stream: IO[bytes], *, packed: bool = True) -> dict[str, Any]:
    """Add a member, and return its hash and size."""
    info = zipfile.ZipInfo(name, _WHEN)
    info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    info.external_attr = 0o600 << 16
    digest, size = sha256(), 0
    with archive.open(info, "w", force_zip64=True) as member:
        while block := stream.read(_BLOCK):
            digest.update(block)
            size += len(block)
            member.write(block)
    return {"sha256": digest.hexdigest(), "size": size}


def _digest(stream: IO[bytes]) -> str:
    digest = sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


# --- reading ----------------------------------------------------------------------------------


class Pack:
    """A pack, opened.

    Args:
        archive: the zip file.
        name: what to call it.

    Attributes:
        manifest: what it says of itself.

    Raises:
        InputFileError: it is no pack, or holds what no pack holds.
    """

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        self._members = {info.filename: info for info in archive.infolist()}
        self._check_names()
        self.manifest = self._read_manifest()

    @property
    def public(self) -> bool:
        """Whether it is for reading: its ids are dealt out anew."""
        return bool(self.manifest.get("public"))

    @property
    def evidence(self) -> list[str]:
        """The SHA-256 of each file of evidence."""
        found = (_EVIDENCE.fullmatch(name) for name in sorted(self._members))
        return [match[1] + match[2] for match in found if match]

    def _check_names(self) -> None:
        if len(self._members) != len(self._archive.infolist()):
            raise InputFileError(f"{self._name} has two files of one name", "have it sent again")
        for name, info in self._members.items():
            if name not in (CASE, README, MANIFEST) and not _EVIDENCE.fullmatch(name):
                raise InputFileError(f"{self._name} holds {name!r}, which no pack does", "have it sent again")
            if stat.S_ISLNK(info.external_attr >> 16) or info.flag_bits & 1:
                raise InputFileError(f"{self._name}: {name} is a link or encrypted", "have it sent again")
            refuse_growth(f"{self._name}:{name}", info.compress_size, info.file_size, Limits())

    def _read_manifest(self) -> dict[str, Any]:
        info = self._members.get(MANIFEST)
        if info is None or CASE not in self._members or info.file_size > _LONGEST_MANIFEST:
            raise InputFileError(f"{self._name} is no pack of claimtrack", "make one with: claimtrack pack")
        try:
            found = json.loads(self._open(MANIFEST).read())
        except ValueError as error:
            raise InputFileError(
                f"{self._name}: the manifest is no JSON: {error}", "have it sent again"
            ) from None
        is_ours = (
            isinstance(found, dict) and found.get("format") == FORMAT and isinstance(found.get("files"), dict)
        )
        if not is_ours:
            raise InputFileError(f"{self._name} is no pack of claimtrack", "make one with: claimtrack pack")
        if found.get("version") != VERSION:
            raise InputFileError(
                f"{self._name} is of another claimtrack: version {found.get('version')}", "upgrade"
            )
        return dict(found)

    def _open(self, name: str) -> IO[bytes]:
        info = self._members[name]
        try:
            stream = self._archive.open(info)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
            raise InputFileError(
                f"{self._name}: {name} cannot be unpacked: {error}", "have it sent again"
            ) from None
        return Unpacked(stream, None, info.compress_size, f"{self._name}:{name}", Limits())  # type: ignore[return-value]

    @contextmanager
    def case(self) -> Iterator[IO[bytes]]:
        """Unpack the export for a block.

        Raises:
            InputFileError: it is not what the manifest says.
        """
        with SpooledTemporaryFile(_IN_MEMORY) as held:
            self._copy(CASE, held)
            held.seek(0)
            yield held

    def keep(self, digest: str, target: IO[bytes]) -> None:
        """Write a file of evidence.

        Raises:
            InputFileError: it is not what its name says.
        """
        self._copy(f"evidence/{digest[:2]}/{digest[2:]}", target)

    def _copy(self, name: str, target: IO[bytes]) -> None:
        stream, digest = self._open(name), sha256()
        while block := stream.read(_BLOCK):
            digest.update(block)
            target.write(block)
        if (wrong := self._wrong(name, digest.hexdigest())) is not None:
            raise InputFileError(f"{self._name}: {wrong.place} {wrong.what}", "have it sent again")

    def _wrong(self, name: str, digest: str) -> Breach | None:
        """Return what is wrong with a member, by its hash."""
        told = self.manifest["files"].get(name)
        if not isinstance(told, dict) or told.get("sha256") != digest:
            return Breach(name, "is not what the manifest says")
        kept = _EVIDENCE.fullmatch(name)
        return (
            Breach(name, "does not have the hash that it is named by")
            if kept and kept[1] + kept[2] != digest
            else None
        )

    def breaches(self, progress: Callable[[str, int, int | None], object]) -> Iterator[Breach]:
        """Hash every member, and yield what is not as the manifest says."""
        names = [name for name in sorted(self._members) if name != MANIFEST]
        for done, name in enumerate(names):
            progress("files", done, len(names))
            try:
                wrong = self._wrong(name, _digest(self._open(name)))
            except InputFileError as error:
                wrong = Breach(name, error.message)
            if wrong is not None:
                yield wrong
        for name in self.manifest["files"]:
            if name not in self._members:
                yield Breach(str(name), "is missing")


def is_pack(path: Path) -> bool:
    """Whether a file is a zip file with the manifest of a pack in it."""
    try:
        with zipfile.ZipFile(path) as archive:
            return MANIFEST in archive.namelist() and CASE in archive.namelist()
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


@contextmanager
def opened_pack(path: Path) -> Iterator[Pack]:
    """Open a pack.

    Raises:
        InputFileError: it cannot be read, or is none.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        raise InputFileError(f"{path} cannot be read: {error.strerror}", "check the path") from None
    with stream, open_zip(stream, str(path), Limits()) as archive:
        yield Pack(archive, path.name)


def save(pack: Pack, digest: str, target: Path) -> None:
    """Write a file of evidence under another name first, and put it in its place.

    Raises:
        InputFileError: it is not what its name says, or cannot be written.
    """
    write_whole(target, lambda stream: pack.keep(digest, stream))
    target.chmod(0o400)
