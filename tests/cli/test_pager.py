"""Long answers on a terminal go through the pager; nothing else does."""

import sys

import pytest

from claimtrack.cli import pager
from claimtrack.cli.environment import Environment
from claimtrack.views.blocks import Text, View, cell


@pytest.fixture
def paged(monkeypatch):
    """A terminal of ten lines, and what is shown through the pager."""
    shown = []
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("LINES", "10")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(pager, "page", lambda text, command: bool(shown.append((command, text)) or True))
    monkeypatch.setattr(pager.shutil, "which", lambda name: None if name == "nothing-like-it" else name)
    monkeypatch.delenv("CLAIMTRACK_PAGER", raising=False)
    monkeypatch.delenv("PAGER", raising=False)
    return shown


def answer(lines):
    return View("answer", (Text(tuple(cell(str(number)) for number in range(lines)), marker="bullet"),))


def test_a_long_answer_goes_through_less_or_what_is_named(paged, monkeypatch):
    Environment().show(answer(50))
    monkeypatch.setenv("PAGER", "more -s")
    Environment().show(answer(50))
    assert [command for command, _ in paged] == [["less"], ["more", "-s"]]
    assert paged[0][1].count("\n") == 50


@pytest.mark.parametrize(
    ("name", "value"), [("PAGER", "cat"), ("PAGER", ""), ("PAGER", "nothing-like-it"), ("TERM", "dumb")]
)
def test_what_has_no_pager_is_printed(paged, monkeypatch, capsys, name, value):
    monkeypatch.setenv(name, value)
    Environment().show(answer(50))
    assert paged == []
    assert capsys.readouterr().out.count("\n") == 50


def test_short_answers_and_refusals_are_printed(paged, capsys):
    Environment().show(answer(3))
    Environment(paged=False).show(answer(50))
    assert paged == []
    assert capsys.readouterr().out.count("\n") == 53


def test_what_is_piped_is_never_paged(paged, monkeypatch, capsys):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: False, raising=False)
    Environment().show(answer(50))
    assert paged == []
    assert capsys.readouterr().out


def test_the_option_may_stand_anywhere(run):
    run("init")
    for arguments in (("--no-pager", "list"), ("list", "--no-pager")):
        assert run(*arguments).exit_code == 0


def test_a_pager_is_fed_and_waited_for(tmp_path):
    copy = tmp_path / "copy"
    script = f"import sys; open({str(copy)!r}, 'w').write(sys.stdin.read())"
    assert pager.page("line\n", [sys.executable, "-c", script])
    assert copy.read_text() == "line\n"
    assert not pager.page("line\n", [str(tmp_path / "nothing")])
