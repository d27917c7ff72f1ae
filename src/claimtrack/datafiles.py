"""Data files, and tables made of them, kept ready as Python keeps compiled modules.

To parse the words of one language costs a third of a short command. What is made of data files is therefore kept in
`__pycache__` beside them, or where Python is told to keep its own: replaced as a whole, and of no harm where it cannot
be written. It is known by a hash of all that it was made of, not by time or version, so that what was made of another
state of the files is never used.
"""

from __future__ import annotations

import marshal
import os
from contextlib import suppress
from importlib.util import cache_from_source, source_hash
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_T = TypeVar("_T")


def data_file(path: Path) -> dict[str, Any]:
    """Read a TOML file of this package; each call gives a table of its own."""
    return prepared(path.stem, _parsed, [path])


def _parsed(content: bytes) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(content.decode())


def prepared(name: str, make: Callable[..., _T], files: Sequence[Path], code: Sequence[Path] = ()) -> _T:
    """Return what a function makes of the contents of files; where all is as it was, what it made before.

    Args:
        name: what it is kept by, beside the first file.
        make: takes the bytes of each file and depends on nothing else but `code`. Its result is made of what
            `marshal` holds: dicts, lists, tuples, sets, strings, numbers.
        files: what it is made of.
        code: the Python files that `make` stands in.
    """
    contents = [file.read_bytes() for file in files]
    place = Path(cache_from_source(str(files[0].with_stem(name))))
    try:
        state = source_hash(b"\0".join([*contents, *(file.read_bytes() for file in code)]))
    except OSError:  # a program without its sources: nobody knows whether they are the same
        return make(*contents)
    kept = _kept(place, state)
    if kept:
        found: _T = kept[0]
        return found
    table = make(*contents)
    _keep(place, state, table)  # data, not bytecode: also where Python writes none of that
    return table


def _kept(place: Path, state: bytes) -> list[Any]:
    """Return in a list what was made of this state of the files, if it is there."""
    try:
        found_state, table = marshal.loads(place.read_bytes())  # noqa: S302 - as trusted as the modules beside it
    except (OSError, EOFError, ValueError, TypeError):  # never made, or cut off
        return []
    return [table] if found_state == state else []


def _keep(place: Path, state: bytes, table: Any) -> None:
    """Keep a table, as a whole or not at all."""
    content = marshal.dumps((state, table))
    draft = place.with_suffix(f".{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(place)
    except OSError:  # a folder of others or a full disk: it will be made again
        with suppress(OSError):
            draft.unlink()
