"""Whatever was done to a case file, by hand or by a merge, is taken back by one undo, and had again by another."""

import json
import shutil
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from claimtrack import Casefile
from claimtrack.errors import ClaimtrackError, InvalidRecordError
from histories import CHANGES

PAST = ("correction", "edit", "void")
numbers = st.integers(0, 11)
changes = st.integers(0, len(CHANGES) - 1)


def state(case):
    """Return all that a case file says now, without what it keeps of the past, and what is in conflict."""
    lines = [json.loads(line) for text in case.export() for line in text.splitlines()]
    open_ = [(apart.conflict[:3], sorted(map(repr, apart.conflict.says))) for apart in case.conflicts()]
    return [line for line in lines if line["record"] not in PAST], sorted(open_, key=repr)


def last(case):
    return case.head().number


class TwoFiles(RuleBasedStateMachine):
    """Two files that were one, each changed apart and merged into the other."""

    def __init__(self):
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        seconds = count()

        def now():
            second = next(seconds)
            return f"2026-03-01T{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"

        self.files = [self.folder / "one.db", self.folder / "other.db"]
        with Casefile.open(self.files[0], now=now) as case:
            case.add_event("Fire 0", key="fire-0", occurred="8 July 2016")
            case.add_event("Fire 1", key="fire-1", occurred="9 July 2016")
            case.record("fire-0", claimant="Party 0", text="Said 0", values={"killed": "3"}, label="s0")
            case.backup(self.files[1])
        self.cases = [Casefile.open(path, now=now) for path in self.files]

    def teardown(self):
        for case in self.cases:
            case.close()
        shutil.rmtree(self.folder)

    def _do(self, case, change):
        before, number = state(case), last(case)
        try:
            came = change()
        except ClaimtrackError:
            assert state(case) == before
        if last(case) == number:
            return
        after = state(case)
        if after == before:  # it may be that nothing is to be taken back: then nothing promises it
            with suppress(InvalidRecordError):
                case.undo()
                case.undo()
                return
            assert not any("claimtrack undo" in line for line in getattr(came, "lines", list)())
            return
        for expected in (before, after):
            case.undo()
            assert state(case) == expected
        assert case.verify().result.breaches == []

    @rule(which=st.sampled_from((0, 0, 1)), number=changes, a=numbers, b=numbers)
    def change(self, which, number, a, b):
        case = self.cases[which]
        self._do(case, lambda: CHANGES[number](case, a, b))

    @rule(which=st.sampled_from((0, 0, 1)))
    def merge(self, which):
        self._do(self.cases[which], lambda: self.cases[which].merge_file(self.files[1 - which]))


TestUndo = TwoFiles.TestCase
TestUndo.settings = settings(
    max_examples=25,
    stateful_step_count=12,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
