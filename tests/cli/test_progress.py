"""How far a long command is, where a person watches."""

import io
import re
import sys

import pytest

from claimtrack.cli import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def told(monkeypatch):
    """Tell how much of something is done at which second, and return the lines that a terminal then got to see."""

    def tell(*moments, what="events", total=100, stream=Terminal):
        clock = [0.0]
        monkeypatch.setattr(progress.time, "monotonic", lambda: clock[0])
        monkeypatch.setattr(sys, "stderr", stream())
        with progress.Progress() as shown:
            for clock[0], done in moments:
                shown(what, done, total)
        plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", sys.stderr.getvalue())
        return [line.strip() for line in re.split(r"[\r\n]+", plain) if line.strip()]

    return tell


def test_the_share_is_told_and_the_end_at_once(told):
    shown = told((0.0, 0), (2.0, 50), (2.01, 90), (2.02, 100))
    assert [re.sub(r"[━╸╺]+", "", line).split()[:3] for line in shown[:2]] == [
        ["events", "50%", "50"],
        ["events", "100%", "100,"],
    ]
    assert "putting the answer together" in shown[1]


def test_bytes_are_told_as_such_and_without_a_total_there_is_no_share(told):
    assert "1.5 MB" in told((2.0, 1_500_000), what="reading", total=3_000_000)[0]
    assert "%" not in told((2.0, 7), total=None)[0]


def test_a_name_is_no_markup(told):
    assert told((2.0, 1), what="[red]rows[/red]")[0].startswith("[red]rows[/red]")


def test_a_quick_command_shows_nothing(told):
    assert told((0.0, 0), (0.5, 100)) == []


def test_nobody_watching_is_shown_nothing(told):
    assert told((2.0, 50), stream=io.StringIO) == []
