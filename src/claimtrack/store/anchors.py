"""Anchors: proofs that the log stood at an entry by a time, kept in the case file."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class Anchor(NamedTuple):
    """A proof that is kept.

    Attributes:
        entry: hash of the entry.
        number: its number; 0 where the log has no such entry.
        form: rfc3161 or opentimestamps.
        proof: the proof as it was made elsewhere.
        recorded: when it was kept, UTC, ISO 8601.
    """

    entry: str
    number: int
    form: str
    proof: bytes
    recorded: str


def anchored_entry(connection: sqlite3.Connection, digest: bytes) -> str:
    """Return the hash of the entry that a stamped digest is of; empty where it is of none.

    What is stamped is the hash itself, or a file in which it stands alone, as `log --head` prints it.

    Args:
        connection: an open case file.
        digest: SHA-256.
    """
    for (entry,) in connection.execute("SELECT id FROM entry ORDER BY pk DESC"):
        texts = (f"{entry}\n", entry, f"{entry}\r\n")
        if bytes.fromhex(entry) == digest or any(sha256(text.encode()).digest() == digest for text in texts):
            return str(entry)
    return ""


def keep_anchor(connection: sqlite3.Connection, entry: str, form: str, proof: bytes, now: str) -> bool:
    """Keep a proof; false where it is kept already. Call inside a unit of work."""
    sql = "INSERT OR IGNORE INTO anchor (entry, form, proof, recorded) VALUES (?, ?, ?, ?)"
    return connection.execute(sql, (entry, form, proof, now)).rowcount > 0


def every_anchor(connection: sqlite3.Connection) -> list[Anchor]:
    """Return the proofs that are kept, oldest first."""
    sql = """SELECT a.entry, coalesce(e.pk, 0), a.form, a.proof, a.recorded FROM anchor a
        LEFT JOIN entry e ON e.id = a.entry ORDER BY a.pk"""
    return [Anchor(*row) for row in connection.execute(sql)]
