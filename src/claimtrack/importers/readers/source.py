"""Where bytes come from: a path, a stream, the inside of an archive. Counted, with a look at the first of them."""

from __future__ import annotations

import io
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING

from claimtrack.errors import InputFileError
from claimtrack.importers.readers.rows import Notes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.importers.readers.options import Limits

HEAD = 64 * 1024
"""Bytes looked at to tell what an input is."""

CHUNK = 256 * 1024
_IN_MEMORY = 16 * 1024 * 1024


class ByteSource:
    """A stream of bytes that knows its name and how far it has been read.

    Attributes:
        name: what it is called in messages.
        head: its first bytes, up to `HEAD`.
        size: its size in bytes; None where unknown.
        notes: remarks on it.
    """

    def __init__(
        self, stream: IO[bytes], name: str, *, outer: ByteSource | None = None, owned: bool = True
    ) -> None:
        self.name = name
        self.notes: Notes = outer.notes if outer else Notes()
        self.size: int | None = outer.size if outer else _size(stream)
        self._stream = stream
        self._outer = outer
        self._at_start = outer is None and stream.seekable() and stream.tell() == 0
        self._closing = outer.closing() if outer else ExitStack()
        if owned:
            self._closing.callback(stream.close)
        self._read = 0
        self.head = self._first_bytes()
        self._unread = self.head

    def _first_bytes(self) -> bytes:
        parts = []
        wanted = HEAD
        while wanted > 0 and (part := self._take(wanted)):
            parts.append(part)
            wanted -= len(part)
        return b"".join(parts)

    def _take(self, size: int) -> bytes:
        try:
            part = self._stream.read(size)
        except OSError as error:
            raise InputFileError(f"{self.name} cannot be read: {error.strerror or error}") from None
        self._read += len(part)
        return part

    @property
    def bytes_read(self) -> int:
        """Bytes read so far: of the file on disk, where this is the inside of a compressed one."""
        return self._outer.bytes_read if self._outer else self._read

    def read(self, size: int) -> bytes:
        """Read up to `size` bytes; nothing at the end."""
        if self._unread:
            part, self._unread = self._unread[:size], self._unread[size:]
            return part
        return self._take(size)

    def chunks(self, size: int = CHUNK) -> Iterator[bytes]:
        """Yield the bytes in pieces."""
        while part := self.read(size):
            yield part

    def whole(self, limit: int) -> bytes:
        """Read everything.

        Raises:
            InputFileError: there are more bytes than the limit.
        """
        parts, length = [], 0
        for part in self.chunks():
            length += len(part)
            if length > limit:
                raise InputFileError(
                    f"{self.name} is larger than {limit // 1024 // 1024} MiB, too large to be one document",
                    "split it, or convert it to JSON Lines or CSV",
                )
            parts.append(part)
        return b"".join(parts)

    def seekable(self, limits: Limits) -> IO[bytes]:
        """Return a stream that can be read in any order: the file itself, or a temporary copy of a pipe."""
        if self._at_start:
            self._stream.seek(0)
            return self._stream
        copy: IO[bytes] = self._closing.enter_context(
            tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - lives as long as the source
        )
        for part in self.chunks():
            copy.write(part)
            if copy.tell() > limits.spooled:
                raise InputFileError(
                    f"{self.name} is larger than {limits.spooled:,} bytes", "name a file instead"
                )
        copy.seek(0)
        return copy

    def tail(self, size: int) -> bytes | None:
        """Return the last bytes; None of a stream that can only be read one after the other."""
        if not self._at_start:
            return None
        here = self._stream.tell()
        self._stream.seek(-min(size, self.size or 0), os.SEEK_END)
        end = self._stream.read(size)
        self._stream.seek(here)
        return end

    def closing(self) -> ExitStack:
        """Return the stack of what is closed with this source; what is opened within it goes there too."""
        return self._closing

    def close(self) -> None:
        """Close what was opened for reading; a stream that the caller opened is the caller's."""
        self._closing.close()


def open_source(source: str | Path | IO[bytes], name: str = "") -> ByteSource:
    """Open a path or take a stream.

    Raises:
        InputFileError: the path cannot be read.
    """
    if not isinstance(source, str | Path):
        return ByteSource(source, name or str(getattr(source, "name", "") or "-"), owned=False)
    try:
        return ByteSource(Path(source).open("rb"), name or str(source))
    except IsADirectoryError:
        raise InputFileError(f"{source} is a folder", "name a file in it") from None
    except OSError as error:
        raise InputFileError(f"{source} cannot be read: {error.strerror}", "check the path") from None


def _size(stream: IO[bytes]) -> int | None:
    try:
        if not stream.seekable():
            return None
        if isinstance(stream, io.BytesIO):
            return stream.getbuffer().nbytes
        return os.fstat(stream.fileno()).st_size
    except (OSError, ValueError, AttributeError):
        return None
