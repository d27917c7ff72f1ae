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
def terminal(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    return sys.stderr


@pytest.fixture
def clock(monkeypatch):
    """The seconds gone by, which a test moves."""
    gone_by = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: gone_by[0])
    return gone_by


def test_the_end_is_told_at_once_and_the_line_is_taken_away(terminal, clock):
    with EventProgress() as told:
        for clock[0], done in ((0.0, 0), (2.0, 50), (2.01, 90), (2.02, 100)):
            told("events", done, 100)
    shown = terminal.getvalue().split("\r\x1b[K")
    assert shown == [
        "",
        "50 of 100 events, about 2 s left",
        "100 events read, putting the answer together",
        "",
    ]


def test_a_quick_command_shows_nothing(terminal, clock):
    with EventProgress() as told:
        told("events", 100, 100)
    assert terminal.getvalue() == ""
