"""Putting the staged assertions and their values into the case file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.store.columns import row_plan
from claimtrack.store.staging import BUCKET, BUCKETS

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

    from claimtrack.store.keyed import Keyed
    from claimtrack.store.steps import Steps

_MASK = (1 << BUCKET) - 1
_DAY = ("said", "said_edtf", "said_earliest", "said_latest")
_VALUES = """INSERT INTO main.value (assertion, field, negative, raw, read, low, high, edtf)
    SELECT :base + f.seq, k.pk, v.negative, v.raw, v.read, v.low, v.high, v.edtf
    FROM temp.fresh f JOIN s.answer v ON v.answers = f.answers JOIN s.pk_field k ON k.n = v.field
    ORDER BY f.seq, v.position"""
_FRESH = """INSERT INTO temp.fresh (n, id, answers) SELECT min(n), id, answers FROM s.assertion
    WHERE n >= :low AND n < :high GROUP BY id ORDER BY {}"""
_HELD = "DELETE FROM temp.fresh WHERE EXISTS (SELECT 1 FROM main.assertion a WHERE a.id = fresh.id)"


class Spoken:
    """Applies the staged assertions; one that the file holds already is counted and left alone.

    Args:
        steps: the steps of the import.
        keyed: the records that they refer to.
        buckets: how many assertions are staged in each bucket.
        advance: called with the number of rows done since the last call.

    Attributes:
        held: assertions of the import that the file held already.
        repeated: assertions that the import has more than once.
    """

    def __init__(
        self, steps: Steps, keyed: Keyed, buckets: Counter[int], advance: Callable[[int], object]
    ) -> None:
        self._steps = steps
        self._connection = steps.connection
        self._buckets = buckets
        self._advance = advance
        self._insert = self._statement(keyed)
        self.held = self.repeated = 0

    def apply(self) -> None:
        """Make the assertions with their values."""
        connection = self._connection
        total = self._buckets.total()
        connection.execute("CREATE TEMP TABLE fresh (seq INTEGER PRIMARY KEY, n INTEGER, id TEXT, answers)")
        try:
            for low, high, read in self._portions(total):
                self._portion(low, high, read, "min(n) & :mask" if total <= self._steps.size else "id")
        finally:
            connection.execute("DROP TABLE fresh")

    def _statement(self, keyed: Keyed) -> str:
        """Write the statement that makes assertions: what is not staged is empty, and days stand in a table of their own."""
        staged = {row[1] for row in self._connection.execute("PRAGMA s.table_info(assertion)")}
        columns = [column for column in row_plan("assertion").columns if column != "recorded"]
        read = [
            f"d.{column}"
            if column in _DAY
            else keyed.column("assertion", column, "t")
            if column in staged
            else "''"
            for column in columns
        ]
        return f"""INSERT INTO main.assertion (pk, {", ".join(columns)}, recorded)
            SELECT :base + f.seq, {", ".join(read)}, :now
            FROM temp.fresh f JOIN s.assertion t ON t.n = f.n LEFT JOIN s.day d ON d.n = t.said ORDER BY f.seq"""

    def _portions(self, total: int) -> Iterator[tuple[int, int, int]]:
        """Give ranges of numbers that hold about a step's worth each: several small buckets, or a part of a large one."""
        size = self._steps.size
        if total <= size:
            yield 0, BUCKETS << BUCKET, total
            return
        start, held = 0, 0
        for bucket in range(BUCKETS):
            low, count = bucket << BUCKET, self._buckets[bucket]
            if held and held + count > size:
                yield start, low, held
                start, held = low, 0
            held += count
            while held > size:
                cut = self._connection.execute(
                    "SELECT n FROM s.assertion WHERE n >= ? ORDER BY n LIMIT 1 OFFSET ?", (start, size)
                ).fetchone()[0]
                yield start, cut, size
                start, held = cut, held - size
        yield start, BUCKETS << BUCKET, held

    def _portion(self, low: int, high: int, read: int, order: str) -> None:
        connection = self._connection
        connection.execute("DELETE FROM temp.fresh")
        found = connection.execute(_FRESH.format(order), {"low": low, "high": high, "mask": _MASK}).rowcount
        self.repeated += read - found
        with self._steps.trusted_step():
            gone = connection.execute(_HELD).rowcount
            self.held += gone
            if gone and gone < found:
                self._close_gaps()
            if gone < found:
                base = self._steps.next_row("assertion") - 1
                self._steps.insert("assertion", self._insert)
                connection.execute(_VALUES, {"base": base})
        self._advance(read)

    def _close_gaps(self) -> None:
        """Number what is left one after another again."""
        self._connection.execute(
            "CREATE TEMP TABLE again AS SELECT n, id, answers FROM temp.fresh ORDER BY seq"
        )
        self._connection.execute("DELETE FROM temp.fresh")
        self._connection.execute(
            "INSERT INTO temp.fresh (n, id, answers) SELECT n, id, answers FROM temp.again ORDER BY rowid"
        )
        self._connection.execute("DROP TABLE temp.again")
