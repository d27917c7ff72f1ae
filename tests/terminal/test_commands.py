"""The commands as a person uses them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from claimtrack.cli.commands import LazyCommands
from claimtrack.cli.help import GROUPS


def test_demo_says_what_went_in_compares_four_events_and_leaves_a_report(run, folder):
    result = run("demo")
    assert result.exit_code == 0
    assert "held once: 1 assertion" in result.stdout
    for title in (
        "Helicopter lost east of Palmyra",
        "Roadside bomb",
        "Attacks claimed in Dagestan",
        "Metrojet 9268",
    ):
        assert title in result.stdout
    assert "→ conceded" in result.stdout
    assert result.stdout.rstrip().endswith("claimtrack-demo.html")
    assert "Metrojet 9268" in (folder / "claimtrack-demo.html").read_text("utf-8")


def test_export_goes_to_a_file_or_standard_output(run, casebook_case, folder):
    out = run("export")
    assert run("export", "-o", "case.jsonl").exit_code == 0
    assert (folder / "case.jsonl").read_bytes() == out.stdout_bytes
    assert json.loads(out.stdout.splitlines()[0]) == {"record": "claimtrack", "version": 1}


def test_the_case_file_is_the_nearest_above(run, folder, monkeypatch):
    assert run("init").exit_code == 0
    (folder / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(folder / "deep" / "er")
    assert run("list").exit_code == 0
    assert run("init").exit_code == 13


def test_file_option_may_stand_behind_the_command(run, casebook_db):
    assert "Metrojet" in run("compare", "airliner", "--file", casebook_db).stdout


@pytest.mark.parametrize("width", [60, 100, 200])
@pytest.mark.parametrize("event", ["palmyra-helicopter", "airliner"])
def test_comparison_fits_the_width(run, casebook_case, monkeypatch, width, event):
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("compare", event).stdout.splitlines()
    assert max(cell_len(line) for line in lines) <= width


def test_no_colour_unless_asked(run, casebook_case, monkeypatch):
    assert "\x1b" not in run("compare", "airliner").stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("compare", "airliner").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("compare", "airliner").stdout


def test_several_events_print_one_after_another(run, casebook_case):
    out = run("compare", "roadside-bomb", "airliner", "--format", "markdown").stdout
    assert out.index("Roadside bomb") < out.index("Metrojet")
    data = json.loads(run("compare", "roadside-bomb", "airliner", "--format", "json").stdout)
    assert data["schema"] == "claimtrack/compare/2"
    assert [one["event"]["key"] for one in data["comparisons"]] == ["roadside-bomb", "airliner"]


def test_by_bloc(run, casebook_case):
    data = json.loads(run("compare", "airliner", "--by", "bloc", "--format", "json").stdout)
    columns = {column["key"] for column in data["comparisons"][0]["columns"]}
    assert {"russia", "egypt", "islamic-state"} <= columns
    assert "fsb" not in columns


def test_every_command_has_help_with_an_example():
    import typer.main

    from claimtrack.cli.app import app
    from claimtrack.cli.reference import _walk

    for path, command in _walk(typer.main.get_command(app), "claimtrack"):
        assert command.help, path
        if not getattr(command, "commands", None) or path == "claimtrack":
            assert "Example: claimtrack" in command.help, path


def test_every_option_says_what_it_does():
    import typer

    from claimtrack.cli.app import app
    from claimtrack.cli.reference import _walk

    silent = [
        (path, parameter.name)
        for path, command in _walk(typer.main.get_command(app), "claimtrack")
        for parameter in command.params
        if not getattr(parameter, "help", None)
    ]
    assert silent == []


def program(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "claimtrack", *arguments],
        check=False,
        capture_output=True,
        text=True,
        **options,
    )


def test_version_is_answered_before_typer_is_loaded():
    result = program("--version")
    assert (result.returncode, result.stdout.startswith("claimtrack ")) == (0, True)
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "claimtrack", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "typer" not in loaded.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["compare", "airliner"],
        ["list"],
        ["show", "amaq"],
        [
            "record",
            "airliner",
            "--by",
            "Amaq",
            "It was shot down",
            "--said",
            "8 July 2016",
            "--set",
            "killed=224",
        ],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_command_loads_nothing_it_does_not_need(casebook_db, folder, arguments):
    path = folder / "claims.db"
    path.write_bytes(casebook_db.read_bytes())
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "claimtrack", *arguments],
        capture_output=True, text=True, check=True, env={**os.environ, "CLAIMTRACK_FILE": str(path)},
    )  # fmt: skip
    loaded = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}
    heavy = {
        "babel", "convertdate", "dateparser", "hijridate", "numpy", "pydantic", "pygments", "rapidfuzz", "rich.console",
        "rich.markdown", "rich.table", "sqlite_utils", "yaml",
    }  # fmt: skip
    assert not heavy & loaded


def test_a_closed_pipe_is_not_an_error(casebook_case):
    command = f"{sys.executable} -m claimtrack compare airliner | head -n 1"
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], check=False, capture_output=True, text=True,
        env={**os.environ, "CLAIMTRACK_FILE": str(casebook_case)},
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, "")


def test_the_wheel_carries_the_casebook():
    from claimtrack.casefile.casebook import casebook

    with casebook() as path:
        assert Path(path).read_text(encoding="utf-8").startswith('{"record": "claimtrack"')


def test_every_module_holds_the_commands_it_is_listed_with():
    from claimtrack.cli.commands import MODULES, load

    for module, names in MODULES.items():
        assert tuple(load(module)) == names


def test_a_command_loads_no_other_module():
    code = (
        "import sys; from claimtrack.cli.app import app; from typer.testing import CliRunner\n"
        "CliRunner().invoke(app, ['init', '--help'])\n"
        "print([name for name in sys.modules if name.startswith('claimtrack.cli.')])"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "claimtrack.cli.case" in loaded
    assert "claimtrack.cli.speak" not in loaded


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--against", "2015-11-10", "--field", "killed"], "--against does not go with --field"),
        (["--against", "2015-11-10", "--only", "conflicts"], "--against does not go with --only"),
        (["--against", "2015-11-10", "--transpose"], "--against does not go with --transpose"),
        (["--as-one", "--as-of", "2015-11-10"], "--as-one does not go with --as-of"),
        (["--as-one", "--by", "bloc"], "--as-one does not go with --by"),
    ],
)
def test_an_option_that_would_be_ignored_is_refused(run, casebook_case, options, told):
    done = run("compare", "airliner", "raqqa-strikes", *options)
    assert done.exit_code == 2
    assert told in done.stderr


def test_a_link_to_another_event_names_speaker_and_event(run, casebook_case):
    told = run("compare", "palmyra-fight").stdout
    assert "cited Russia (on the event putin-withdrawal-announcement)" in " ".join(told.split())


def test_one_party_alone_is_told_as_it_is_among_all(run, casebook_case):
    told = " ".join(run("compare", "airliner", "--claimant", "russia", "--by", "bloc").stdout.split())
    assert "conceded 17 Nov 2015 (Federal Security Service)" in told
    assert "not linked" not in told
    assert "conceded what was said by Sinai Province" in told


def test_an_event_is_not_compared_with_itself(run, casebook_case):
    done = run("compare", "airliner", "airliner", "--as-one")
    assert done.exit_code == 6
    assert "'airliner' is one event already (name two)" in done.stderr


def test_a_gap_in_the_verdict_on_a_field_is_mended_as_told(run, casebook_db, monkeypatch, folder):
    copy = folder / "copy.db"
    copy.write_bytes(casebook_db.read_bytes())
    monkeypatch.setenv("CLAIMTRACK_FILE", str(copy))

    def stale():
        return [gap for gap in json.loads(run("gaps", "--format", "json").stdout)["gaps"] if gap["kind"] == "stale unverified"]  # fmt: skip

    before = stale()
    told = next(gap for gap in before if gap["mend"] == "claimtrack show absi-death")
    assert "The outlet" in told["message"], "a person reads names, not keys"
    run("assess", "absi-death.perpetrator", "--grade", "fair")
    assert len(stale()) == len(before) - 1


def test_a_verdict_names_the_claimant_that_gave_it(run, folder):
    run("init")
    run("event", "add", "Convoy hit", "--key", "convoy")
    run("claimant", "add", "Archive of Witnesses", "--key", "aow")
    run("record", "convoy", "--by", "Amaq", "--create", "three died")
    run("assess", "convoy", "--grade", "fair", "--by", "aow")
    run("assess", "convoy", "--grade", "weak", "--by", "J. Doe")
    told = run("compare", "convoy").stdout
    assert "fair (Archive of Witnesses, " in told
    assert "weak (J. Doe, " in told


def test_help_names_what_every_command_is_for_and_loads_none(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    told = run("--help").stdout
    grouped = [(name, text) for lines in GROUPS.values() for name, text in lines.items()]
    assert sorted(name for name, _ in grouped) == sorted(LazyCommands())
    for name, text in grouped:
        assert re.search(rf"^  {name} +{re.escape(text)}$", told, re.MULTILINE), "whole, on one line"
    code = (
        "import sys; from claimtrack.cli.app import app; from typer.testing import CliRunner\n"
        "for _ in range(2): CliRunner().invoke(app, ['--help'])\n"
        "print([name for name in sys.modules if name.startswith('claimtrack.cli.')])"
    )
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(Path.cwd())}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    ).stdout
    assert "claimtrack.cli.speak" not in loaded


@pytest.mark.parametrize("width", [60, 200])
def test_help_is_as_wide_as_the_terminal(width):
    told = subprocess.run(
        [sys.executable, "-m", "claimtrack", "record", "--help"],
        capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": str(width)},
    ).stdout  # fmt: skip
    assert width - 50 < max(map(len, told.splitlines())) <= width


@pytest.mark.parametrize(
    ("command", "usage"),
    [
        (("record",), "record [OPTIONS] EVENT [TEXT]"),
        (("compare",), "compare [OPTIONS] EVENT…"),
        (("gaps",), "gaps [OPTIONS] [EVENT]…"),
        (("event", "show"), "event show [OPTIONS] REF…"),
        (("list",), "list [OPTIONS] [KIND]"),
    ],
)
def test_usage_is_written_as_in_manuals(run, command, usage):
    assert run(*command, "--help").stdout.splitlines()[0] == f"Usage: claimtrack {usage}"


def test_what_verbs_share_is_explained_once(run):
    told = run("deny", "--help").stdout
    assert "--on FIELD" in told
    assert "--translation TEXT" in told.replace("\N{NO-BREAK SPACE}", " ")
    assert "The quote in your language" not in told
    assert "The quote in your language" in run("record", "--help").stdout


def test_a_case_file_is_made_where_it_is_said(run, folder):
    assert run("init", "deep.db").exit_code == 0
    assert (folder / "deep.db").is_file()
    assert run("init", "other.db", "--file", "third.db").exit_code == 2
    assert not (folder / "other.db").exists()
