"""How far a long command is, where a person watches."""

import io
import sys

import pytest

from claimtrack.cli import progress
from claimtrack.cli.survey import EventProgress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def told(monkeypatch):
    """Tell how many of a hundred events are read at which second, and give what a terminal then got to see."""

    def tell(*moments):
        clock = [0.0]
        monkeypatch.setattr(progress.time, "monotonic", lambda: clock[0])
        monkeypatch.setattr(sys, "stderr", Terminal())
        with EventProgress() as tell_events:
            for clock[0], done in moments:
                tell_events("events", done, 100)
        return sys.stderr.getvalue().split("\r\x1b[K")

    return tell


def test_the_end_is_told_at_once_and_the_line_is_taken_away(told):
    shown = told((0.0, 0), (2.0, 50), (2.01, 90), (2.02, 100))
    assert shown == [
        "",
        "50 of 100 events, about 2 s left",
        "100 events read, putting the answer together",
        "",
    ]


def test_a_quick_command_shows_nothing(told):
    assert told((0.0, 0), (0.5, 100)) == [""]
