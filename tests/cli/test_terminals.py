"""Real processes: two at the same moment, and a person at a terminal."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

CLAIMTRACK = [sys.executable, "-m", "claimtrack"]


def test_two_terminals_at_the_same_moment_both_succeed(heli, lines, folder):
    running = [
        subprocess.Popen(
            [*CLAIMTRACK, "record", "heli", "--by", "New Voice", f"Statement {number}", "--create"],
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for number in range(4)
    ]
    for process in running:
        _, complaint = process.communicate(timeout=60)
        assert process.returncode == 0, complaint
    assert {f"Statement {number}" for number in range(4)} <= {line["text"] for line in lines("assertion")}
    assert [line["key"] for line in lines("claimant")].count("new-voice") == 1


def at_a_terminal(folder, answers, *arguments):
    """Run a command at a pseudo-terminal, type the answers, and give its exit code and what stood on the screen."""
    master, slave = pty.openpty()
    process = subprocess.Popen([*CLAIMTRACK, *arguments], stdin=slave, stdout=slave, stderr=slave, cwd=folder)
    os.close(slave)
    os.write(master, answers.encode())
    screen = b""
    while True:
        try:
            piece = os.read(master, 4096)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        screen += piece
    os.close(master)
    return process.wait(timeout=60), screen.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
def test_a_person_is_asked(heli, folder, lines):
    code, screen = at_a_terminal(folder, "Amaq\ny\n", "record", "heli", "A video shows it")
    assert code == 0, screen
    assert "By whom?" in screen
    assert "Make it? [y/N]" in screen
    assert "amaq" in [line["key"] for line in lines("claimant")]


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
def test_a_no_changes_nothing(heli, folder, lines):
    before = lines()
    code, _ = at_a_terminal(folder, "n\n", "record", "heli", "x", "--by", "Amaq")
    assert code == 3
    assert lines() == before


def shell(line):
    """Run a line in a shell that tells how each end of a pipe fared."""
    return subprocess.run(
        ["bash", "-c", f'claimtrack() {{ {sys.executable} -m claimtrack "$@"; }}; {line}'],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("command", ["export", "list assertions --format json", "show heli"])
def test_a_closed_pipe_is_no_error(heli, folder, command):
    done = shell(f"claimtrack {command} | true; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "command", ["list", "show heli", "compare heli --format json", "export", "date 2016"]
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_a_full_disk_behind_stdout_is_told(heli, folder, command):
    done = shell(f"claimtrack {command} >/dev/full")
    assert done.returncode == 15
    assert done.stderr.startswith("claimtrack: standard output cannot be written: No space left on device")
    assert len(done.stderr.splitlines()) == 1


def test_closed_streams(heli, folder):
    done = shell("claimtrack list >&-")
    assert (done.returncode, done.stderr.splitlines()) == (
        15,
        ["claimtrack: standard output is closed (send the answer somewhere)"],
    )
    done = shell("claimtrack show nosuch 2>&-")
    assert (done.returncode, done.stdout) == (3, "")
    assert shell("claimtrack list <&-").returncode == 0


def test_a_table_before_a_pager_is_as_wide_as_the_terminal(heli, folder, monkeypatch):
    import fcntl
    import struct
    import termios

    monkeypatch.delenv("COLUMNS", raising=False)
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
    done = subprocess.run(
        [*CLAIMTRACK, "compare", "heli"],
        stdout=subprocess.PIPE,
        stderr=slave,
        text=True,
        timeout=60,
        check=True,
    )
    os.close(slave)
    os.close(master)
    assert max(len(line) for line in done.stdout.splitlines()) <= 60
