"""What the references on a command line mean: said on stderr, asked at a terminal, made where that is wanted."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from claimtrack.casefile.references import EMPTY_HINT
from claimtrack.errors import ClaimtrackError, UnknownReferenceError
from claimtrack.wording import shortened, with_article

if TYPE_CHECKING:
    from claimtrack.casefile import Casefile
    from claimtrack.cli.environment import Environment
    from claimtrack.model import Assertion

_TITLE = {"event": "title", "claimant": "name", "document": "title", "evidence": "title"}
_TEXT_SHOWN = 60
_ROLE = {"event": "on", "claimant": "by", "document": "in", "evidence": "with"}


def statement(case: Casefile, assertion: Assertion) -> str:
    """Tell an assertion by its name, who said it and the beginning of what was said."""
    shown = shortened(assertion.text or assertion.quote, _TEXT_SHOWN)
    known_by = f"{assertion.short_name}, {case.claimant(assertion.claimant).name}"
    return f"{known_by}: “{shown}”" if shown else known_by


class Names:
    """Settles the references of one command.

    A forgiving match is never silent: what was meant is said on stderr, once it is done (`tell`). Where nothing answers, a
    person at a terminal is asked whether to make it and a script gets an error, unless the command may create.

    Args:
        case: the case file.
        surroundings: where to say it.
        create: make what is not there; a claimant is then taken only by a full name.

    Attributes:
        needs: the records that have to be made first, in the native format.
    """

    def __init__(self, case: Casefile, surroundings: Environment, *, create: bool = False) -> None:
        self.needs: list[dict[str, Any]] = []
        self._case = case
        self._surroundings = surroundings
        self._create = create
        self._told: list[str] = []

    def say(self, message: str) -> None:
        """Keep what is to be said once the record is made; where it is not made, nothing of it is true."""
        self._told.append(message)

    def tell(self) -> None:
        """Say on stderr what was meant and made."""
        for message in self._told:
            self._surroundings.say(message)
        self._told.clear()

    def settle(self, kind: str, reference: str, role: str = "") -> str:
        """Return the key of the record that a reference means, or of the one that will be made for it.

        Args:
            kind: the kind of record meant.
            reference: what was typed.
            role: what it is to the record at hand, for the line that says what was meant ("published by").

        Raises:
            UnknownReferenceError, AmbiguousReferenceError: none is meant and none may be made; several are.
        """
        if not reference.strip():
            raise UnknownReferenceError(f"the reference to {with_article(kind)} is empty", EMPTY_HINT)
        try:
            key = self._found(kind, reference)
        except UnknownReferenceError as unknown:
            self._agree(unknown)
            key = ""
        role = role or _ROLE[kind]
        if not key:
            return self._new(kind, reference, role)
        self.say(f"{role} {self._described(kind, key)}{self._less_than_whole(kind, reference)}")
        return key

    def _less_than_whole(self, kind: str, reference: str) -> str:
        """Say that a claimant was found by less than a whole name, and how to take that back."""
        if kind != "claimant" or any(reference in need.values() for need in self.needs):
            return ""
        if reference.startswith("@") or self._case.named(kind, reference):
            return ""
        return (
            f", found by {shortened(reference, _TEXT_SHOWN)!r}; not meant? take it back with: claimtrack undo"
        )

    def _agree(self, unknown: UnknownReferenceError) -> None:
        """Have it agreed that what is not there is made; the error stands where it is not."""
        if self._create:
            return
        if not can_ask():
            hint = "; ".join(filter(None, (unknown.hint, "--create makes it")))
            raise UnknownReferenceError(unknown.message, hint) from None
        near = f" ({unknown.hint})" if "did you mean" in unknown.hint else ""
        if not agreed(f"{unknown.message}{near}. Make it? [y/N]"):
            raise unknown

    def _found(self, kind: str, reference: str) -> str:
        """Find a record; empty where it is to be made without asking."""
        if made := next((need["key"] for need in self.needs if reference in need.values()), ""):
            return str(made)
        address = kind == "document" and "://" in reference
        # Russia is not the Russian Ministry of Defence: who may be made is taken only by a full name.
        if address or (self._create and kind == "claimant"):
            return self._case.named(kind, reference)
        return self._case.find(kind, reference)

    def _new(self, kind: str, reference: str, role: str) -> str:
        key = self._case.new_key(kind, reference.partition("://")[2] or reference)
        name = "url" if kind == "document" and "://" in reference else _TITLE[kind]
        self.needs.append({"record": kind, "key": key, name: reference})
        self.say(f"{role} {reference} ({key}), a new {kind}")
        self._warn_of_near(kind, reference, key)
        return key

    def _warn_of_near(self, kind: str, reference: str, key: str) -> None:
        try:
            near = self._case.find(kind, reference)
        except ClaimtrackError:
            return
        known = self._described(kind, near)
        self.say(f"note: is it {known}? then: claimtrack {kind} merge {key} {near}")

    def _described(self, kind: str, key: str) -> str:
        need = next((item for item in self.needs if item["key"] == key), None)
        if need is not None:
            return f"{next(text for name, text in need.items() if name in ('title', 'name', 'url'))} ({key})"
        record = self._case.get(f"{kind}:{key}")
        title = getattr(record, _TITLE[kind]) or getattr(record, "url", "")
        return f"{title} ({key})" if title and title != key else key


def can_ask() -> bool:
    """Whether a person is there to answer: a terminal in and a terminal for the question."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asked(question: str) -> str:
    """Ask a question on stderr and give the line that is typed; empty at the end of input."""
    from claimtrack.characters import harmless

    print(harmless(question, keep_newlines=True), end=" ", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def agreed(question: str) -> bool:
    """Ask a yes-or-no question; anything but a yes is a no."""
    return asked(question).casefold() in ("y", "yes")
