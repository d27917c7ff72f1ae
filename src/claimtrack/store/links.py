"""Links that were made before a correction pass the rules of links again after it; what a concession rests on."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from claimtrack.errors import LinkRuleError
from claimtrack.model import Assertion, Link
from claimtrack.store.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimtrack.model import Record

_COLUMNS = "kind, source, target, fields, note, recorded"
_GONE_BY = ("event", "claimant", "stance", "said", "part_of")
# Rules that look at who spoke, when and with which stance; all of an event, as a concession rests on any denial in it.
_OF_EVENTS = """SELECT l.pk FROM link l JOIN assertion a ON a.pk = l.source
    WHERE l.kind IN ('supersedes', 'retracts', 'concedes')
    AND a.event IN (SELECT e.pk FROM event e WHERE e.key IN (?1, ?2))
    UNION SELECT l.pk FROM link l JOIN assertion a ON a.id = ?3 AND a.pk IN (l.source, l.target)
    WHERE l.kind IN ('supersedes', 'retracts', 'concedes')"""
_OF_BLOCS = """WITH RECURSIVE down (pk) AS (
        SELECT pk FROM claimant WHERE key = ?1 UNION SELECT c.pk FROM claimant c JOIN down ON c.part_of = down.pk)
    SELECT l.pk FROM link l JOIN assertion s ON s.pk = l.source JOIN assertion t ON t.pk = l.target
    WHERE l.kind IN ('supersedes', 'retracts', 'concedes')
    AND (s.claimant IN (SELECT pk FROM down) OR t.claimant IN (SELECT pk FROM down))"""
_CALLED = """SELECT iif(s.label <> '', s.label, substr(s.id, 1, 8)), l.kind, iif(t.label <> '', t.label, substr(t.id, 1, 8))
    FROM link l JOIN assertion s ON s.pk = l.source JOIN assertion t ON t.pk = l.target WHERE l.pk = ?"""

# As `link_concedes_a_denial` of the rules: any denial by the bloc that does not come later.
_CONCEDING = """WHERE t.kind = 'concedes' AND t.source <> ?2 AND t.target <> ?2 AND t.source IN (
    SELECT s.pk FROM assertion s JOIN claimant sc ON sc.pk = s.claimant WHERE s.event = ?1 AND NOT EXISTS (
        SELECT 1 FROM assertion d JOIN claimant dc ON dc.pk = d.claimant
        WHERE d.event = s.event AND d.pk NOT IN (s.pk, ?2) AND dc.bloc = sc.bloc
        AND NOT coalesce(d.said_earliest > s.said_latest, 0)
        AND (d.stance = 'denies'
            OR EXISTS (SELECT 1 FROM link l WHERE l.source = d.pk AND l.kind IN ('denies', 'disputes')))))"""


def conceding(connection: sqlite3.Connection, event: str, denial: str = "") -> list[Link]:
    """Return the links of concessions that no denial is left for.

    Args:
        connection: an open case file.
        event: the key of the event.
        denial: the id of an assertion to be thought away; it need not be a denial.
    """
    sql = "SELECT e.pk, coalesce((SELECT pk FROM assertion WHERE id = ?), 0) FROM event e WHERE e.key = ?"
    place = connection.execute(sql, (denial, event)).fetchone()
    return Reader(connection).select(Link, _CONCEDING, place) if place else []


def differ_to_links(before: Record, after: Record) -> bool:
    """Whether two states of a record differ in what the rules of links go by: who spoke, about what, when, how."""
    return any(getattr(before, name, "") != getattr(after, name, "") for name in _GONE_BY)


def check_links(connection: sqlite3.Connection, before: Record, after: Record) -> None:
    """Refuse a correction by which a link would break its meaning. Call inside a transaction.

    Args:
        connection: an open case file, the correction written.
        before: the record as it was.
        after: the record as it is.

    Raises:
        LinkRuleError: a link does; it and the rule are named.
    """
    if isinstance(before, Assertion) and isinstance(after, Assertion):
        found = connection.execute(_OF_EVENTS, (before.event, after.event, after.id))
    else:
        found = connection.execute(_OF_BLOCS, (getattr(after, "key", ""),))
    _pass_again(connection, [pk for (pk,) in found.fetchall()])


def check_without(connection: sqlite3.Connection, link: Link) -> None:
    """Refuse to take out a link that a concession rests on. Call inside a transaction.

    Args:
        connection: an open case file, the link taken out.
        link: what it was.

    Raises:
        LinkRuleError: a concession has no denial left; it is named.
    """
    source = Reader(connection).get(Assertion, link.source)
    if source is not None:  # what is void takes along what rests on it
        check_links(connection, source, source)


def _pass_again(connection: sqlite3.Connection, links: Iterable[int]) -> None:
    """Make each link anew, so that the triggers of the store look at it, and take that back."""
    for pk in links:
        row = connection.execute(f"SELECT {_COLUMNS} FROM link WHERE pk = ?", (pk,)).fetchone()
        source, kind, target = connection.execute(_CALLED, (pk,)).fetchone()
        connection.execute("SAVEPOINT link")
        try:
            connection.execute("DELETE FROM link WHERE pk = ?", (pk,))
            connection.execute(f"INSERT INTO link ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", row)
        except sqlite3.IntegrityError as error:
            rule = str(error).partition(": ")[2]
            raise LinkRuleError(
                f"the link '{source} {kind} {target}' would break its meaning: {rule}",
                "remove the link first (claimtrack edit), or leave this as it is",
            ) from None
        finally:
            connection.execute("ROLLBACK TO link")
            connection.execute("RELEASE link")
