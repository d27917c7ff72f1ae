"""Drafts: what is being written in an editor stands beside the case file, and is found again whatever ends the program."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from claimtrack.errors import StorageError
from claimtrack.newfiles import make_new

_NAME = "{}.draft-{}.yaml"  # of the case file and a number


@contextmanager
def begun(case_file: Path, text: str) -> Iterator[Path]:
    """Make a draft for its owner alone, held while a block runs, and yield its path.

    Raises:
        StorageError: the folder of the case file refuses.
    """
    try:
        draft = _new(case_file)
        draft.write_bytes(text.encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise StorageError(
            f"no draft can be made beside {case_file}: {error.strerror}", "check its folder"
        ) from None
    with draft.open("rb") as stream:
        _hold(stream.fileno())
        yield draft


def read(draft: Path) -> str:
    """Return what stands in a draft, bytes that are no text kept as they are."""
    return draft.read_bytes().decode("utf-8", "surrogateescape")


def left(case_file: Path) -> list[Path]:
    """Return the drafts of a case file that nobody is writing at."""
    found = case_file.parent.glob(_NAME.format(_literal(case_file.name), "[0-9]*"))
    return sorted(draft for draft in found if draft.is_file() and not draft.is_symlink() and _is_free(draft))


def _new(case_file: Path) -> Path:
    number = 1
    while True:
        draft = case_file.with_name(_NAME.format(case_file.name, number))
        try:
            make_new(draft)
        except FileExistsError:
            number += 1
        else:
            return draft


def _literal(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _is_free(draft: Path) -> bool:
    try:
        with draft.open("rb") as stream:
            return _hold(stream.fileno())
    except OSError:  # somebody else's, or just removed
        return False


def _hold(number: int) -> bool:
    """Hold an open file as long as it is open; false where another program does."""
    if os.name == "nt":  # where what is being written cannot be told from what was left
        return True
    import fcntl

    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
