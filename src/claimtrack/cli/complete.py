"""Shell completion: what may stand where a command's help says EVENT, CLAIMANT, REF, FIELD or STANCE.

Every option and argument names what it takes by its metavar, so completion is told here, once, what each of those
words stands for. It asks the case file for a page of keys through an index, read-only, and never fails: a completion
that complains would print into the middle of what is being typed.

What begins as it was typed comes first, then what does so in small letters, then records by a word of their title or
key: each only where the one before gives nothing, as a shell puts in what all suggestions begin with.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from typer.core import CompletionItem, TyperArgument, TyperOption  # type: ignore[attr-defined]  # it is there

from claimtrack.cli.environment import Environment
from claimtrack.errors import ClaimtrackError
from claimtrack.store import completions
from claimtrack.store.connection import open_to_read
from claimtrack.store.storage_errors import storage_errors

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    Completion = tuple[str, str]
    Beginning = Callable[[sqlite3.Connection | None, str], Iterator[Completion]]

_SHOWN = 60  # characters of a title beside a key
_PREFIX_LENGTH = 2  # digits of an id typed

_NOUNS = (*completions.TITLES, "field")
_TERMS = {
    "STANCE": "stance",
    "LINK": "link",
    "HEDGE": "hedge",
    "GRADE": "grade",
    "METHOD": "method",
    "ROLE": "evidence_role",
    "CALENDAR": "calendar",
    "ORDER": "date_order",
    "TYPE": "field_type",
    "LEVEL": "confidence",
    "TERM": "likelihood",
    "1-6": "credibility",
    "A-F": "reliability",
}


class Completer(NamedTuple):
    """What completes a word.

    Attributes:
        beginning: gives what begins so.
        titled: kinds of record that are found by a word of their title, too.
    """

    beginning: Beginning
    titled: tuple[str, ...] = ()


def attach(command: Any, group: str = "") -> None:
    """Tell every option and argument of a command, and of the commands under it, how to complete it.

    Args:
        command: a command or group as Typer made it.
        group: the name of the group it is in.
    """
    for name, inner in getattr(command, "commands", {}).items():
        attach(inner, name if hasattr(inner, "commands") else group)
    for parameter in command.params:
        if getattr(parameter, "_custom_shell_complete", None) is not None:
            continue  # it was told before: commands are kept
        completer = _completer(str(parameter.metavar or "").strip("[].").split("|")[-1], group)
        if completer is not None and isinstance(parameter, TyperArgument | TyperOption):
            _set(parameter, completer)


def _set(parameter: Any, completer: Completer) -> None:
    """Set the completion of a parameter; Typer's own `autocompletion=` drops what does not begin as it was typed."""

    def complete(context: Any, _parameter: Any, start: str) -> list[CompletionItem]:
        try:
            with _case_file(context) as connection:
                found = _suggested(completer, connection, start)
        except (OSError, UnicodeError, ClaimtrackError):
            return []
        return [CompletionItem(word, help=title) for word, title in found]

    parameter._custom_shell_complete = complete  # noqa: SLF001 - where Typer, too, puts it


def _suggested(completer: Completer, connection: sqlite3.Connection | None, start: str) -> list[Completion]:
    return (
        list(completer.beginning(connection, start))
        or list(completer.beginning(connection, start.casefold()))
        or [found for kind in completer.titled for found in _by_word(connection, kind, start)]
    )


def _completer(metavar: str, group: str) -> Completer | None:
    """Choose what completes a metavar, in the commands of a group (`event`, `claimant` …)."""
    if metavar in _TERMS:
        return Completer(lambda _connection, start: _terms(_TERMS[metavar], start))
    if metavar == "KIND" and group in ("claimant", "evidence"):
        return Completer(lambda _connection, start: _terms(f"{group}_kind", start))
    if metavar in ("EVENT", "CLAIMANT", "DOCUMENT"):
        return _keyed(metavar.lower())
    if metavar in ("REF", "FORMER", "INTO") and group in _NOUNS:
        return Completer(_fields) if group == "field" else _keyed(group)
    return _COMPLETERS.get(metavar)


def _keyed(kind: str) -> Completer:
    return Completer(lambda connection, start: _keys(connection, kind, start), (kind,))


@contextmanager
def _case_file(context: Any) -> Iterator[sqlite3.Connection | None]:
    """Open the case file of a command line, read-only; None where there is none."""
    path = Environment(file=context.find_root().params.get("file") or "").path()
    if path is None or not path.is_file():
        yield None
        return
    with storage_errors(path), closing(open_to_read(path, patience=0.2)) as connection:
        yield connection


# --- what there is ---


def _keys(connection: sqlite3.Connection | None, kind: str, start: str) -> Iterator[Completion]:
    if connection is not None:
        yield from _completions(completions.keys(connection, kind, start))


def _by_word(connection: sqlite3.Connection | None, kind: str, start: str) -> Iterator[Completion]:
    if connection is not None:
        yield from _completions(completions.by_word(connection, kind, start))


def _references(connection: sqlite3.Connection | None, start: str) -> Iterator[Completion]:
    """Yield records of any kind, statements by their label, or by their id once some of it is typed."""
    if "@last".startswith(start) and start:
        yield "@last", "the record made last"
    if connection is None:
        return
    for kind in completions.TITLES:
        yield from _keys(connection, kind, start)
    yield from _completions(completions.labels(connection, start))
    if len(start) >= _PREFIX_LENGTH and set(start) <= set("0123456789abcdef"):
        yield from _completions(completions.ids(connection, start))


def _fields(connection: sqlite3.Connection | None, start: str) -> Iterator[Completion]:
    known = dict(_terms("field", start, as_written=True))
    own = {} if connection is None else dict(_completions(completions.fields(connection, start)))
    yield from (known | own).items()


def _answers(connection: sqlite3.Connection | None, start: str) -> Iterator[Completion]:
    yield from ((f"{key}=", label) for key, label in _fields(connection, start))


def _tags(connection: sqlite3.Connection | None, start: str) -> Iterator[Completion]:
    if connection is not None:
        yield from _completions(completions.tags(connection, start))


def _terms(vocabulary: str, start: str, *, as_written: bool = False) -> Iterator[Completion]:
    """Return the terms of a vocabulary; a term of two words with a hyphen, which needs no quotes and is read the same."""
    from claimtrack.vocab import load_vocabulary

    for term in load_vocabulary(vocabulary):
        word = term.key if as_written else term.key.replace(" ", "-")
        if word.startswith(start):
            yield word, term.definition


def _completions(rows: Iterable[tuple[str, str]]) -> Iterator[Completion]:
    from claimtrack.characters import harmless

    for key, title in rows:
        # A key that the shell would take apart is of no use on its command line.
        if not set(key).intersection("\n\t\r"):
            yield harmless(key), harmless(title or "")[:_SHOWN]


_COMPLETERS: dict[str, Completer] = {
    "REF": Completer(_references, tuple(completions.TITLES)),
    "FIELD": Completer(_fields),
    "FIELD=VALUE": Completer(_answers),
    "ITEM": _keyed("evidence"),
    "WORD": Completer(_tags),
}
