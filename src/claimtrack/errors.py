"""One class per failure a person can meet, each with the exit code that a script can test.

Codes 0-2 are the shell's (ok, unexpected, usage), 3-99 are the classes below, 100 and above are
"condition found" answers that a command gives only when asked for them.
"""

from __future__ import annotations


class ClaimtrackError(Exception):
    """Base of every error that claimtrack raises on purpose.

    Args:
        message: what is wrong and where, in one line.
        hint: the way out, in one line; empty when the message says it.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UnknownReferenceError(ClaimtrackError):
    """No record answers to the reference."""

    exit_code = 3


class AmbiguousReferenceError(ClaimtrackError):
    """Several records answer to the reference."""

    exit_code = 4


class UnknownTermError(ClaimtrackError):
    """A word that is not in the vocabulary (a stance, a hedge, a grade …)."""

    exit_code = 5


class IdleFilterError(UnknownTermError):
    """Wrong usage: a filter that says nothing about what is asked for."""

    exit_code = 2


class InvalidRecordError(ClaimtrackError):
    """A record that lacks something or holds something impossible."""

    exit_code = 6


class LinkRuleError(ClaimtrackError):
    """A link that its meaning forbids: to itself, in a circle, a concession by someone who never denied."""

    exit_code = 7


class ConflictingRecordError(ClaimtrackError):
    """Another record with the same identity and different content is there already."""

    exit_code = 8


class ImportRejectedError(ClaimtrackError):
    """An input file with problems; nothing of it was taken.

    Args:
        message: a summary in one line.
        problems: every problem found, each with file, line and field.
    """

    exit_code = 9

    def __init__(self, message: str, hint: str = "", *, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.problems = problems


class NoCaseFileError(ClaimtrackError):
    """There is no case file where one was looked for."""

    exit_code = 10


class NotACaseFileError(ClaimtrackError):
    """The file is not a claimtrack case file; it was left untouched."""

    exit_code = 11


class NewerCaseFileError(ClaimtrackError):
    """The case file was written by a newer claimtrack."""

    exit_code = 12


class CaseFileExistsError(ClaimtrackError):
    """A case file is there already."""

    exit_code = 13


class StorageError(ClaimtrackError):
    """The disk or the database refused: read-only, full, locked for too long, damaged."""

    exit_code = 14


class InputFileError(ClaimtrackError):
    """An input or output path that cannot be read or written."""

    exit_code = 15


class UnreadableDateError(ClaimtrackError):
    """A date was needed and the text holds none that can be read."""

    exit_code = 16


class RecordLockedError(ClaimtrackError):
    """The record may not be changed or removed: something points at it, or it is append-only."""

    exit_code = 17


class EvidenceDamagedError(ClaimtrackError):
    """A stored file is no longer what it was when it was hashed, or is gone."""

    exit_code = 18


class ChangedMeanwhileError(ClaimtrackError):
    """Somebody else changed the record between its being opened and its being saved; nothing was overwritten."""

    exit_code = 19


class EditorError(ClaimtrackError):
    """There is no editor to open, or it failed; what was typed is kept and named."""

    exit_code = 20


class MappingError(ClaimtrackError):
    """A mapping that cannot be used: an unknown key, a column that the file does not have."""

    exit_code = 21


class MissingLibraryError(ClaimtrackError):
    """A format needs a library that is not installed; the message gives the command that installs it.

    Args:
        message: what needs which library.
        extra: the group of optional dependencies that has it.
    """

    exit_code = 22

    def __init__(self, message: str, extra: str) -> None:
        super().__init__(
            message, f"in the folder that claimtrack was installed from: pip install '.[{extra}]'"
        )


class AlteredCaseFileError(ClaimtrackError):
    """The tables, views, indexes or triggers of a case file are not those that claimtrack made; nothing of it was used."""

    exit_code = 23


class DamagedCaseFileError(StorageError):
    """Something in the case file cannot be read; it is named, and a question is answered without it."""

    exit_code = 24


class VerificationError(ClaimtrackError):
    """The case file, or a stored file, is not what its log says."""

    exit_code = 25


class OpenConflictError(ClaimtrackError):
    """Two files are one now, and edits that were made apart say different things: nothing was decided, they are listed."""

    exit_code = 26
