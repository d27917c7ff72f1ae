"""`claimtrack import` of tables and `claimtrack map`, as a shell would run them."""

import tomllib
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimtrack import Casefile
from claimtrack.cli.app import app

EXAMPLES = Path(__file__).parent / "examples"


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CLAIMTRACK_FILE", raising=False)
    return lambda *arguments: CliRunner().invoke(app, [str(item) for item in arguments])


def test_a_table_whose_header_is_known_needs_no_mapping(run):
    done = run("import", EXAMPLES / "ucdp-ged.csv")
    assert done.exit_code == 0
    assert "made the case file claims.db" in done.stderr
    assert "3 assertions" in done.stderr
    assert "its columns are those of the preset ucdp-ged" in done.stderr
    assert "this very file was imported before" in run("import", EXAMPLES / "ucdp-ged.csv").stderr


def test_a_dry_run_shows_the_first_events_and_writes_nothing(run, tmp_path):
    done = run("import", EXAMPLES / "generic.csv", "--dry-run")
    assert done.exit_code == 0
    assert "Northern Command" in done.stdout
    assert "nothing was written" in done.stderr
    assert "1 × dates that could not be read" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_presets_are_listed(run):
    listed = run("import", "--list-presets").stdout
    assert "ucdp-ged" in listed
    assert "generic" in listed


def test_an_unknown_header_names_the_way_out(run, tmp_path):
    (tmp_path / "odd.csv").write_text("x,y\n1,2\n", encoding="utf-8")
    done = run("import", "odd.csv")
    assert done.exit_code == 21
    assert "claimtrack map odd.csv" in done.stderr
    assert not (tmp_path / "claims.db").exists()


def test_a_first_mapping_can_be_used_as_it_is(run, tmp_path):
    rows = "outlet,date,title,disproof,url\nThe Gazette,29.03.2016,The bridge fell,It stands,https://g.example/1\n"
    (tmp_path / "cases.csv").write_text(rows, encoding="utf-8")
    written = run("map", "cases.csv", "-o", "my.toml")
    assert written.exit_code == 0
    assert tomllib.loads((tmp_path / "my.toml").read_text(encoding="utf-8"))["dates"] == {"order": "DMY"}
    assert run("map", "cases.csv", "-o", "my.toml").exit_code == 15
    assert run("import", "cases.csv", "--map", "my.toml").exit_code == 0
    with Casefile.open("claims.db") as case:
        event = case.dossier("the-bridge-fell")
        assert [line.stance for line in sorted(event.assertions, key=lambda item: item.stance)] == [
            "affirms",
            "denies",
        ]
        assert len(event.links) == 1


def test_rows_that_cannot_be_taken_stop_an_import_or_are_left_out(run, tmp_path):
    (tmp_path / "some.csv").write_text("event,claimant,stance\nA,B,affirms\nA,B,shouts\n", encoding="utf-8")
    stopped = run("import", "some.csv")
    assert stopped.exit_code == 9
    assert "some.csv:3" in stopped.stderr
    skipped = run("import", "some.csv", "--on-error", "skip", "--rejects", "bad.csv")
    assert skipped.exit_code == 0
    assert "1 rejected" in skipped.stderr
    assert "shouts" in (tmp_path / "bad.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rows.jsonl", '{"event": "A", "claimant": "B"}\n{"event": "A", "claimant": "C"}\n'),
        ("rows.ndjson", '{"event": "A", "claimant": "B"}\n{"event": "A", "claimant": "C"}\n'),
        ("rows.yaml", "- {event: A, claimant: B}\n- {event: A, claimant: C}\n"),
        ("rows.yml", '[{"event": "A", "claimant": "B"}, {"event": "A", "claimant": "C"}]'),
    ],
)
def test_rows_are_known_from_the_native_format_and_from_notes(run, tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    done = run("import", name)
    assert done.exit_code == 0
    assert "2 assertions" in done.stderr


def test_a_folder_is_known_by_its_records(run):
    done = run("import", EXAMPLES / "rumoureval")
    assert done.exit_code == 0
    assert "preset rumoureval" in done.stderr


def test_a_dry_run_needs_a_file(run):
    assert run("import", "-", "--preset", "generic", "--dry-run").exit_code == 2


def test_the_order_of_dates_can_be_said_for_a_preset(run, tmp_path):
    (tmp_path / "rows.csv").write_text("event,claimant,said\nA,B,03/04/2016\n", encoding="utf-8")
    assert "two readings" in run("import", "rows.csv", "--dry-run").stderr
    done = run("import", "rows.csv", "--date-order", "DMY")
    assert "two readings" not in done.stderr
    with Casefile.open("claims.db") as case:
        assert str(case.dossier("a").assertions[0].said) == "2016-04-03"


def test_a_member_of_an_archive_is_named(run, tmp_path):
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("a.csv", "event,claimant\nA,B\n")
        archive.writestr("b.csv", "event,claimant\nA,B\nC,D\n")
    assert "name one of them with --member: a.csv, b.csv" in run("import", "two.zip").stderr
    assert "2 events" in run("import", "two.zip", "--member", "b.csv").stderr


def test_an_exported_table_is_not_taken_for_new_claims(run, tmp_path):
    assert run("import", EXAMPLES / "generic.csv").exit_code == 0
    assert run("export", "--format", "csv", "-o", "out.csv").exit_code == 0
    done = run("import", "out.csv")
    assert done.exit_code == 21
    assert "comes back whole: claimtrack export" in done.stderr


def test_a_dry_run_of_the_native_format_and_of_notes_writes_nothing(run, tmp_path):
    (tmp_path / "case.jsonl").write_text(
        '{"record": "claimtrack", "version": 1}\n{"record": "event", "key": "a", "title": "A"}\n',
        encoding="utf-8",
    )
    (tmp_path / "notes.yaml").write_text("event: B\nclaims:\n  - {by: C, text: d}\n", encoding="utf-8")
    for name in ("case.jsonl", "notes.yaml"):
        done = run("import", name, "--dry-run")
        assert done.exit_code == 0
        assert "made" in done.stderr
        assert "nothing was written" in done.stderr
        assert not (tmp_path / "claims.db").exists()
    assert run("import", "case.jsonl").exit_code == 0
    before = run("export").stdout
    assert run("import", "notes.yaml", "--dry-run").exit_code == 0
    assert run("export").stdout == before


def test_a_dry_run_says_by_its_exit_code_that_an_import_would_be_refused(run, tmp_path):
    (tmp_path / "some.csv").write_text("event,claimant,stance\nA,B,affirms\nA,B,shouts\n", encoding="utf-8")
    refused = run("import", "some.csv", "--dry-run")
    assert refused.exit_code == 9
    assert "some.csv:3: unknown stance 'shouts'" in refused.stderr
    assert "nothing was written" in refused.stderr
    assert "an import would be refused: 1 row of some.csv cannot be taken" in refused.stderr
    assert run("import", "some.csv", "--dry-run", "--on-error", "skip").exit_code == 0
    assert not (tmp_path / "claims.db").exists()


def test_rejects_of_several_files_do_not_take_each_others_place(run):
    done = run(
        "import", "a.csv", "b.csv", "--preset", "generic", "--on-error", "skip", "--rejects", "bad.csv"
    )
    assert done.exit_code == 2


def test_a_single_key_that_was_dealt_out_anew_is_named(run, tmp_path):
    mapping = tmp_path / "m.toml"
    mapping.write_text(
        'key = "{id}"\n[event]\nkey = "e-{id}"\ntitle = "{name}"\noccurred = "{day}"\n[claim.c]\nclaimant = "{who}"\n'
        'text = "{name}"\n',
        encoding="utf-8",
    )
    for name in ("Market hit,2016-03-01", "Airliner lost,2019-10-31"):
        (tmp_path / "rows.csv").write_text(f"id,name,day,who\n1,{name},W\n", encoding="utf-8")
        done = run("import", tmp_path / "rows.csv", "--map", mapping)
    assert done.exit_code != 0
    assert "Market hit" in done.stderr
    assert "mean other events" in done.stderr


def test_a_table_of_any_other_name_is_one(run, tmp_path):
    (tmp_path / "claims.txt").write_text("event\tclaimant\tstance\nE\tA\tdenies\n", encoding="utf-8")
    (tmp_path / "claims").write_text("event,claimant\nE,B\n", encoding="utf-8")
    for name in ("claims.txt", "claims"):
        done = run("import", name)
        assert done.exit_code == 0, done.stderr
        assert "those of the preset generic" in done.stderr
    (tmp_path / "claims.bz2").write_bytes(b"BZh91AY&SY")
    assert "is bzip2, which cannot be read" in run("import", "claims.bz2").stderr


@pytest.mark.parametrize(
    "option", [("--on-error", "skip"), ("--rejects", "r.csv"), ("--encoding", "cp1252"), ("--again",)]
)
def test_what_says_how_a_table_is_taken_is_refused_for_a_native_file(run, tmp_path, option):
    (tmp_path / "case.jsonl").write_text('{"record": "claimtrack", "version": 1}\n', encoding="utf-8")
    assert run("import", "case.jsonl").exit_code == 0
    done = run("import", "case.jsonl", *option)
    assert done.exit_code == 2
    assert f"{option[0]} is for tables" in done.stderr
