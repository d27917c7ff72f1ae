"""A folder tree of JSON files: a record from each, with where it was found."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from claimtrack.errors import InputFileError
from claimtrack.importers.readers.rows import Notes, Row, RowSource, ToldLine
from claimtrack.model.draft import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from claimtrack.importers.readers.options import ReadOptions

_SUFFIXES = (".json", ".jsonl", ".ndjson", ".jsonld")

PATH, PARTS, NAME = "_path", "_parts", "_name"
"""Keys that each row has beside those of its object: path in the folder, its parts, and its name without ending."""


class FolderSource(RowSource):
    """Every JSON file below a folder, in the order of their paths.

    The cells of a row are the object, and `_path` ("event/123/replies/456.json"), `_parts` (["event", "123",
    "replies"]) and `_name` ("456"). Links to other folders are not followed.
    """

    format = "folder"

    def __init__(
        self, folder: Path, name: str, options: ReadOptions, open_rows: Callable[..., RowSource]
    ) -> None:
        self.name = name
        self.notes = Notes()
        self._folder = folder
        self._options = options
        self._open_rows = open_rows  # of a file
        self._files = self._found()
        self._done = 0

    def _found(self) -> list[tuple[Path, int]]:
        files: list[tuple[Path, int]] = []
        others = 0
        for folder, below, names in os.walk(self._folder):
            below[:] = sorted(item for item in below if not item.startswith("."))
            for name in names:
                if not name.lower().endswith(_SUFFIXES) or name.startswith("."):
                    others += 1
                    continue
                path = self._folder.__class__(folder, name)
                files.append((path, path.stat().st_size if path.exists() else 0))
            if len(files) > self._options.limits.members:
                raise InputFileError(f"{self.name} holds more than {self._options.limits.members:,} files")
        if not files:
            raise InputFileError(
                f"{self.name} is a folder with no JSON file in it", "name a file, or another folder"
            )
        if others:
            self.notes.add(self.position(), f"{others} files in it are no JSON files; left out")
        return sorted(files)

    @property
    def size(self) -> int | None:
        """Bytes of all the files."""
        return sum(size for _, size in self._files)

    @property
    def bytes_read(self) -> int:
        """Bytes of the files read so far."""
        return self._done

    def __iter__(self) -> Iterator[Row | Finding]:
        for path, size in self._files:
            yield from self._rows(path)
            self._done += size

    def _rows(self, path: Path) -> Iterator[Row | Finding]:
        inside = path.relative_to(self._folder)
        place = {PATH: inside.as_posix(), PARTS: list(inside.parent.parts), NAME: path.stem}
        try:
            with self._open_rows(
                path, name=f"{self.name}/{inside.as_posix()}", options=self._options
            ) as rows:
                for row in rows:
                    if isinstance(row, Row):
                        line = ToldLine(row.position.line, f"{inside.as_posix()}:{row.position.line}")
                        row = Row(self.position(line), {**row.cells, **place})  # noqa: PLW2901 - the same row
                    yield row
                for note in rows.notes:
                    self.notes.add(note.position, note.message)
        except InputFileError as error:  # one bad file among thousands is one finding
            yield Finding(self.position(), str(error))

    def close(self) -> None:
        """Nothing stays open between files."""
