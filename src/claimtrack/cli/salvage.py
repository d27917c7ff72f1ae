"""Answering from a damaged case file: what is damaged is named, and all the rest is shown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.errors import ClaimtrackError, DamagedCaseFileError, InvalidRecordError

if TYPE_CHECKING:
    from claimtrack.casefile import Casefile
    from claimtrack.cli.environment import Environment

# Commands that change nothing; of the groups of nouns, those commands of them.
_QUESTIONS = frozenset({"list", "show", "search", "compare", "timeline", "corroboration", "matrix", "track-record",
    "gaps", "export", "report", "date", "log"})  # fmt: skip
_FAILURES = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
_SHOWN = 20  # lines of what is damaged


def may_be_damage(error: Exception) -> bool:
    """Whether an error may come of a case file that holds something else than it should."""
    if isinstance(error, ClaimtrackError):
        return isinstance(error, DamagedCaseFileError | InvalidRecordError)
    sqlite3 = sys.modules.get("sqlite3")  # not imported for this: a command without a case file does without
    return isinstance(error, _FAILURES) or (sqlite3 is not None and isinstance(error, sqlite3.Error))


def salvaged(surroundings: Environment) -> Casefile | None:
    """Open what can be read of the case file; None where there is no file, or nothing in it is damaged."""
    from claimtrack.casefile import Casefile

    path = surroundings.path()
    if path is None or not Path(path).is_file():
        return None
    case = Casefile.salvage(path)
    if not case.damage:
        case.close()
        return None
    return case


def is_question(arguments: list[str]) -> bool:
    """Whether the arguments of the program are those of a command that changes nothing."""
    words = [word for word in arguments[:2] if not word.startswith("-")]
    return any(word in _QUESTIONS for word in words)


def refusal(surroundings: Environment, case: Casefile, *, answered: bool) -> DamagedCaseFileError:
    """Name what is damaged on stderr, and return the error that a command ends with."""
    for line in case.damage[:_SHOWN]:
        surroundings.say(f"damaged: {line}")
    if len(case.damage) > _SHOWN:
        surroundings.say(f"damaged: {len(case.damage) - _SHOWN} more")
    done = "all the rest was shown" if answered else "nothing was changed"
    return DamagedCaseFileError(
        f"{case.path} is damaged; {done}",
        "restore a backup, or save what can be read: claimtrack recover NEW-FILE",
    )
