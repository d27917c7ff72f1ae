"""The log of a case file: what was changed in it, by whom, and whether that is all."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.casefile.questions import CaseQuestions
from claimtrack.casefile.references import as_typed
from claimtrack.casefile.report import Report
from claimtrack.errors import InputFileError, UnknownReferenceError
from claimtrack.model.codec import key_of, kind_of
from claimtrack.store.storage_errors import storage_errors
from claimtrack.views.anchors import Anchored

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.model.chain import Entry

    Telling = Callable[[str, int, int | None], object]

_HASH = re.compile(r"\b[0-9a-f]{64}\b", re.IGNORECASE)
_LONGEST_ANCHOR = 1 << 20  # bytes


class CaseLog(CaseQuestions):
    """What a case file tells of its own past."""

    def log(self, reference: str = "", *, since: str = "", by: str = "", limit: int = 0) -> Report:
        """Return what was changed in the file, newest first.

        Args:
            reference: only what was changed of this record; it may be gone.
            since: only from this day on, a date as text.
            by: only by this analyst.
            limit: how many entries at most; 0 for all.

        Returns:
            The entries, and the view of them.

        Raises:
            UnknownReferenceError, AmbiguousReferenceError: the reference.
            UnreadableDateError: `since` is no date.
        """
        from claimtrack.store.history import History, Wanted
        from claimtrack.views.log import Log, log_view

        kind, name = self._logged(reference) if reference else ("", "")
        first = str(self._moment(since).earliest or "") if since else ""
        with storage_errors(self._path):
            found = History(self._connection).select(Wanted(kind, name, first, by, limit))
            labels = self._reader.labels()
        log = Log(found[:limit] if limit else found, more=bool(limit) and len(found) > limit, labels=labels)
        return Report(log.entries, log_view(log))

    def head(self) -> Entry:
        """Return the last entry of the log: whoever knows its hash can tell whether anything before it is changed."""
        from claimtrack.store.history import History

        with storage_errors(self._path):
            last = History(self._connection).last()
        if last is None:
            raise UnknownReferenceError("the log of the case file is empty")
        return last

    def verify(
        self,
        anchor: str | Path = "",
        *,
        anywhere: bool = False,
        progress: Telling = lambda _what, _done, _total: None,
    ) -> Report:
        """Work out every hash, id, reference and index anew, and hash every stored file.

        Args:
            anchor: a file with the hash of an entry, kept from an earlier time; the chain must hold that entry.
            anywhere: read stored files outside the folder of the case file, too.
            progress: told now and then what is looked at.

        Returns:
            What was looked at and what is wrong with it, and the view of that.

        Raises:
            InputFileError: the anchor cannot be read, or holds no hash.
        """
        from claimtrack.model.chain import Breach
        from claimtrack.store.anchors import every_anchor
        from claimtrack.store.verifying import anchored
        from claimtrack.views.verification import Verified, verification_view

        digest = _anchor_hash(Path(anchor)) if anchor else ""
        verification, breaches = self.worked_out(progress)
        with storage_errors(self._path):
            entry = anchored(self._connection, digest) if digest else 0
            lost = [item for item in every_anchor(self._connection) if not item.number]
        if digest and not entry:
            breaches.insert(
                0, Breach("the log", "has no entry with the hash of the anchor: it was written anew")
            )
        breaches += [
            Breach(f"anchor {item.entry[:8]}", "names an entry that the log has not") for item in lost
        ]
        files = self.verify_evidence(anywhere=anywhere)
        breaches += [
            Breach(f"file {c.path}", f"is {c.state}") for c in files if c.state in ("changed", "missing")
        ]
        hashed = sum(check.state == "intact" for check in files)
        found = Verified(
            verification.entries, verification.head, verification.records, hashed, breaches, entry
        )
        return Report(found, verification_view(found))

    def add_anchor(self, proof: bytes, roots: Sequence[bytes] = ()) -> tuple[Anchored, bool]:
        """Keep a time-stamp of an entry of the log that was made elsewhere, after checking it without network.

        Args:
            proof: an RFC 3161 reply (DER) or an OpenTimestamps proof, of the hash that `head` gives or of a file in which
                that stands alone.
            roots: certificates (PEM) of the authorities that are trusted.

        Returns:
            What it says, and whether it is new.

        Raises:
            InputFileError: it is no proof, its signature is wrong, or it is of no entry of this log.
            MissingLibraryError: the library that reads it is not installed.
        """
        from claimtrack.casefile.stamps import read_stamp
        from claimtrack.store.anchors import anchored_entry, every_anchor, keep_anchor

        stamp = read_stamp(proof, roots)
        with self.all_or_nothing() as connection:
            entry = anchored_entry(connection, stamp.digest)
            if not entry:
                raise InputFileError(
                    "the time-stamp is of no entry of this log",
                    "stamp what claimtrack log --head prints, or hold it against the right file",
                )
            new = keep_anchor(connection, entry, stamp.form, proof, self._now())
            found = next(item for item in every_anchor(connection) if item.entry == entry)
        return Anchored(found.number, entry, stamp.form, stamp.when, stamp.checked, stamp.unchecked), new

    def anchors(self, roots: Sequence[bytes] = ()) -> Report:
        """Return the time-stamps that are kept, each read and checked again.

        Args:
            roots: certificates (PEM) of the authorities that are trusted.
        """
        from claimtrack.casefile.stamps import read_stamp
        from claimtrack.store.anchors import every_anchor
        from claimtrack.views.anchors import anchors_view

        found = []
        with storage_errors(self._path):
            kept = every_anchor(self._connection)
        for item in kept:
            stamp = read_stamp(item.proof, roots)
            found.append(
                Anchored(item.number, item.entry, stamp.form, stamp.when, stamp.checked, stamp.unchecked)
            )
        return Report(found, anchors_view(found))

    def backup(self, target: str | Path, *, progress: Telling = lambda _what, _done, _total: None) -> str:
        """Copy the file while it is in use, and check the copy.

        Args:
            target: a path at which nothing stands yet.
            progress: told how far it is.

        Returns:
            The hash of the last entry of the log in the copy.

        Raises:
            CaseFileExistsError: something stands there.
            StorageError: it cannot be written, or is not as it should be.
        """
        from claimtrack.store.backups import backup

        with storage_errors(self._path):
            return backup(self._connection, Path(target), progress)

    def keep_analyst(self, name: str) -> None:
        """Keep the name of the analyst in the file, for changes of which nobody says who makes them."""
        from claimtrack.store.log import set_setting

        with self.all_or_nothing():
            set_setting(self._connection, "analyst", name)

    @property
    def analyst(self) -> str:
        """The analyst whose name the log gives to changes; empty for unnamed."""
        from claimtrack.store.author import author_of
        from claimtrack.store.log import setting

        return author_of(self._connection).by or setting(self._connection, "analyst")

    def _logged(self, reference: str) -> tuple[str, str]:
        """Return kind and name of a record that is there, or that the log alone knows."""
        from claimtrack.store.history import History

        try:
            record = self.get(reference)
        except UnknownReferenceError:
            if voids := self._void_named(reference):
                return voids[0].kind, voids[0].name
            kind, _, name = as_typed(reference).rpartition(":")
            kinds = [found for found in History(self._connection).kinds_named(name) if kind in ("", found)]
            if not kinds:
                raise
            return kinds[0], name
        return kind_of(record), key_of(record)


def _anchor_hash(path: Path) -> str:
    """Return the hash that an anchor holds.

    Raises:
        InputFileError: it cannot be read, or holds none.
    """
    try:
        with path.open("rb") as stream:
            text = stream.read(_LONGEST_ANCHOR).decode("utf-8", "replace")
    except OSError as error:
        raise InputFileError(f"{path} cannot be read: {error.strerror}", "check the path") from None
    found = _HASH.search(text)
    if found is None:
        raise InputFileError(
            f"{path} holds no hash of a log", "make one with: claimtrack log --head > head.txt"
        )
    return found[0].lower()
