"""Shell completion: keys, labels, ids and terms, by what the help says an option takes."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimtrack.cli import shells
from claimtrack.cli.app import app


@pytest.fixture
def complete(monkeypatch, tmp_path, case):
    """Ask for completion as bash does: the line, the last word being typed."""
    monkeypatch.setenv("CLAIMTRACK_FILE", str(tmp_path / "case.db"))

    def ask(line, program="bash"):
        words = line.split(" ")
        environment = {
            "_CLAIMTRACK_COMPLETE": f"complete_{program}",
            "_TYPER_COMPLETE_ARGS": line,
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
        }
        answer = CliRunner(env=environment).invoke(app, prog_name="claimtrack").stdout
        return [line for line in answer.splitlines() if line]

    return ask


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("claimtrack compare hel", ["helicopter"]),
        ("claimtrack list --event da", ["dagestan"]),
        ("claimtrack list --by q", ["qods"]),
        ("claimtrack record helicopter --by cau", ["caucasus"]),
        ("claimtrack record helicopter --stance den", ["denies"]),
        ("claimtrack search x --field weap", ["weapon"]),
        ("claimtrack record helicopter --set weap", ["weapon="]),
        ("claimtrack deny my-l", ["my-label"]),
        ("claimtrack show ar", ["army"]),
        ("claimtrack show @", ["@last"]),
        ("claimtrack list --tag a", ["air"]),
        ("claimtrack claimant show he", []),
        ("claimtrack claimant merge nu", ["nusra"]),
        ("claimtrack claimant add X --kind armed-g", ["armed-group"]),
        ("claimtrack compare HEL", ["helicopter"]),
        ("claimtrack compare palm", ["helicopter"]),
        ("claimtrack compare PALM", ["helicopter"]),
        ("claimtrack compare alm", []),
        ("claimtrack compare dages", ["dagestan"]),
        ("claimtrack list --by front", ["jabhat-front"]),
        ("claimtrack list --by نیروی", ["qods"]),
        ("claimtrack list --by kavk", ["caucasus"]),
        ("claimtrack show army", ["army"]),
        ("claimtrack show div", ["division"]),
        ("claimtrack show lost", ["helicopter"]),
        ("claimtrack claimant show lost", []),
        ("claimtrack record helicopter --stance DEN", ["denies"]),
        ("claimtrack record helicopter --set WEAP", ["weapon="]),
        ("claimtrack deny MY-L", ["my-label"]),
        ("claimtrack compare helicopter --field weap", ["weapon"]),
        ("claimtrack compare helicopter --claimant q", ["qods"]),
        ("claimtrack list cl", ["claimants"]),
    ],
)
def test_what_a_word_may_become(complete, case, say, line, found):
    say("something", label="my-label")
    case.add_claimant("جبهة", key="jabhat-front")
    assert complete(line) == found


def test_a_title_is_shown_beside_the_key(complete):
    [line] = complete("claimtrack compare palm", "zsh")
    assert '"helicopter":"Helicopter lost east of Palmyra"' in line


def test_a_key_in_capitals_by_small_letters(complete, case):
    case.add_event("X", key="Aleppo-School")
    assert complete("claimtrack compare ale") == ["Aleppo-School"]
    assert complete("claimtrack compare school") == ["Aleppo-School"]


def test_own_fields_beside_those_every_file_knows(complete, case):
    case.add_field("kidnapped", type="count")
    assert complete("claimtrack list --field ki") == ["killed", "kidnapped"]


def test_an_id_once_some_of_it_is_typed(complete, say):
    made = say("something")
    [found] = complete(f"claimtrack show {made.id[:5]}")
    assert made.id.startswith(found)


def test_a_file_named_on_the_line(complete, tmp_path, case, monkeypatch):
    monkeypatch.setenv("CLAIMTRACK_FILE", str(tmp_path / "none.db"))
    assert complete("claimtrack compare hel") == []
    assert complete(f"claimtrack --file {tmp_path / 'case.db'} compare hel") == ["helicopter"]


def test_never_an_error_in_the_middle_of_a_line(complete, tmp_path, monkeypatch):
    (tmp_path / "broken.db").write_bytes(b"not a database")
    monkeypatch.setenv("CLAIMTRACK_FILE", str(tmp_path / "broken.db"))
    assert complete("claimtrack compare hel") == []


def test_a_page_by_index_is_all_that_is_read(complete, case):
    case.take({"record": "event", "key": f"many-{number:04}", "title": "x"} for number in range(300))
    assert len(complete("claimtrack compare many")) == 40
    connection = sqlite3.connect(case._path)
    plan = connection.execute(
        "EXPLAIN QUERY PLAN SELECT key, title FROM event WHERE key >= 'm' AND key < 'n' ORDER BY key LIMIT 40"
    ).fetchall()
    connection.close()
    assert all("SEARCH" in row[3] for row in plan)


def test_keys_that_would_steer_the_terminal(complete, case):
    case.add_event("x", key="evil\x1b[31m")
    assert "\x1b" not in "".join(complete("claimtrack compare evil"))


# --- the scripts of the shells ------------------------------------------------------------------

_BASH = """source ./script; COMP_LINE="$1" COMP_POINT=${#1} COMP_WORDBREAKS="$2"
_claimtrack_completion claimtrack; printf '%s\\n' "${COMPREPLY[@]}" """
_ZSH = """compdef() { :; }; compadd() { print -rl -- "${values[@]}"; }; _files() { print files; }; typeset -A compstate
source ./script; words=(${(z)1}); CURRENT=${#words}; _claimtrack_completion; print -r -- "insert=$compstate[insert]" """


@pytest.fixture
def in_shell(tmp_path, monkeypatch, case):
    """Run the script of a shell as the shell does, and give what it would put in."""
    from typer._completion_shared import get_completion_script

    shells.prepare()
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("CLAIMTRACK_FILE", str(tmp_path / "case.db"))
    case.add_event("Two rockets", key="palmyra:two")

    def ask(shell, program, *arguments):
        if shutil.which(shell) is None:
            pytest.skip(f"there is no {shell} here")
        script = get_completion_script(
            prog_name="claimtrack", complete_var="_CLAIMTRACK_COMPLETE", shell=shell
        )
        (tmp_path / "script").write_text(script + "\n")
        bare = {"bash": ["--norc"], "zsh": ["-f"]}.get(shell, ["--no-config"])
        command = [shell, *bare, "-c", program, shell, *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.split(
            "\n"
        )[:-1]

    return ask


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("claimtrack compare HEL", ["helicopter"]),  # a capital
        ("claimtrack compare palmyra:t", ["two"]),  # bash puts in only what stands behind the colon
        ("claimtrack record helicopter --set weap", ["weapon="]),
        ("claimtrack compare lost", ["helicopter"]),  # a word of the title
        ("claimtrack compare nothing-such", []),
    ],
)
def test_what_bash_puts_in(in_shell, line, found):
    assert [word for word in in_shell("bash", _BASH, line, "\"'><=;|&(: ") if word] == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("claimtrack compare HEL", ["helicopter", "insert=menu"]),
        ("claimtrack compare hel", ["helicopter", "insert="]),
        ("claimtrack compare palmyra:t", ["palmyra:two", "insert="]),
        ("claimtrack compare nothing-such", ["files", "insert="]),
    ],
)
def test_what_zsh_puts_in(in_shell, line, found):
    assert in_shell("zsh", _ZSH, line) == found


def test_fish_takes_the_script(in_shell):
    assert in_shell("fish", "source ./script; functions --query _claimtrack_completion; echo $status") == [
        "0"
    ]


def test_a_suggestion_is_explained_behind_a_tab(complete):
    assert complete("claimtrack compare palm", "lines") == ["helicopter\tHelicopter lost east of Palmyra"]
