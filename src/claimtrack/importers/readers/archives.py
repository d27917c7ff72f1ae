"""gzip and zip: unpacked as a stream, and no further than an honest file goes."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO, TYPE_CHECKING

from claimtrack.errors import InputFileError
from claimtrack.importers.readers.formats import format_of_name
from claimtrack.importers.readers.options import size_text
from claimtrack.importers.readers.source import ByteSource

if TYPE_CHECKING:
    from claimtrack.importers.readers.options import Limits, ReadOptions

_LISTED = 10  # names in an error
_GZIP_END = 4  # bytes
_MOST_DENSE = 1032  # times that deflate can make a file smaller


class Unpacked(io.RawIOBase):
    """An unpacking stream that stops where a packed file grows far beyond its size.

    Args:
        stream: gives the unpacked bytes.
        outer: the packed bytes, where they are read one after the other.
        packed_size: how many packed bytes there are, where that is known.
        name: what to call the input.
        limits: how far to unpack.
    """

    def __init__(
        self, stream: IO[bytes], outer: ByteSource | None, packed_size: int, name: str, limits: Limits
    ) -> None:
        self._stream = stream
        self._outer = outer
        self._packed_size = packed_size
        self._name = name
        self._limits = limits
        self._given = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Read up to so many unpacked bytes."""
        try:
            part = self._stream.read(size)
        except (
            EOFError,
            zlib.error,
            OSError,
            zipfile.BadZipFile,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise InputFileError(f"{self._name} cannot be unpacked: {error}", "get the whole file") from None
        self._given += len(part)
        self._check()
        return part

    def _check(self) -> None:
        packed = self._outer.bytes_read if self._outer else self._packed_size
        refuse_growth(self._name, packed, self._given, self._limits, so_far=True)


def refuse_growth(name: str, packed: int, unpacked: int, limits: Limits, *, so_far: bool = False) -> None:
    """Refuse a packed file that grows further than the limits allow, and say how far.

    Args:
        name: what to call the input.
        packed: bytes before.
        unpacked: bytes after.
        limits: how far to unpack.
        so_far: whether there may be more than the bytes after.

    Raises:
        InputFileError: it does.
    """
    if unpacked <= limits.allowed(packed):
        return
    grows = (
        f"{'more than ' if so_far else ''}{size_text(unpacked)}, {unpacked // max(packed, 1)} times its size"
    )
    raise InputFileError(
        f"{name} ({size_text(packed)}) grows to {grows}",
        "if you trust it, say how far it may grow: --unpack 4GB",
    )


class _Feed(io.RawIOBase):
    """What `gzip` needs of a file, over a source."""

    def __init__(self, source: ByteSource) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        part = self._source.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)


def gunzip(source: ByteSource, limits: Limits) -> ByteSource:
    """Unpack a gzip stream."""
    import gzip

    declared = _gzip_size(source)
    if declared is not None and source.size is not None:
        refuse_growth(source.name, source.size, declared, limits)
    stream = gzip.GzipFile(fileobj=io.BufferedReader(_Feed(source), 1 << 16))
    name = source.name.removesuffix(".gz")
    return ByteSource(Unpacked(stream, source, 0, source.name, limits), name, outer=source)  # type: ignore[arg-type]


def _gzip_size(source: ByteSource) -> int | None:
    """Return what the end of a gzip file says it grows to, modulo 4 GiB (RFC 1952).

    None where it cannot be looked at, or says what no gzip file grows to: then its end is not there.
    """
    end = source.tail(_GZIP_END)
    size = int.from_bytes(end, "little") if end is not None else None
    return size if size is not None and size <= (source.size or 0) * _MOST_DENSE else None


def open_zip(stream: IO[bytes], name: str, limits: Limits) -> zipfile.ZipFile:
    """Open a zip archive.

    Raises:
        InputFileError: it is damaged, or lists more members than the limit.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputFileError(f"{name} is a damaged zip archive: {error}", "get the whole file") from None
    if len(archive.infolist()) > limits.members:
        raise InputFileError(f"{name} holds more than {limits.members:,} files")
    return archive


def unzip(source: ByteSource, options: ReadOptions) -> ByteSource:
    """Unpack the one file of a zip archive that is data, or the one that is named.

    Raises:
        InputFileError: there is none, or a choice.
    """
    archive = open_zip(source.seekable(options.limits), source.name, options.limits)
    source.closing().callback(archive.close)
    member = _member(archive, source.name, options.member)
    name = f"{source.name}:{member.filename}"
    refuse_growth(name, member.compress_size, member.file_size, options.limits)
    if member.flag_bits & 1:
        raise InputFileError(f"{name} is encrypted", "unpack it yourself")
    try:
        stream = archive.open(member)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise InputFileError(f"{name} cannot be unpacked: {error}", "unpack it yourself") from None
    return ByteSource(Unpacked(stream, None, member.compress_size, name, options.limits), name, outer=source)  # type: ignore[arg-type]


def _member(archive: zipfile.ZipFile, name: str, wanted: str | None) -> zipfile.ZipInfo:
    files = [info for info in archive.infolist() if not info.is_dir() and not _is_litter(info.filename)]
    if wanted is not None:
        found = [info for info in files if wanted in (info.filename, info.filename.rpartition("/")[2])]
    else:
        found = [info for info in files if format_of_name(info.filename)] or files
    if len(found) == 1:
        return found[0]
    names = ", ".join(info.filename for info in files[:_LISTED]) + (" …" if files[_LISTED:] else "")
    if not files:
        raise InputFileError(f"{name} is an archive with no file in it")
    if wanted is not None and not found:
        raise InputFileError(f"{name} has no file {wanted!r}", f"it has: {names}")
    raise InputFileError(f"{name} holds several files", f"name one of them with --member: {names}")


def _is_litter(name: str) -> bool:
    """Know what operating systems leave in archives."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2] in {
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
    }
