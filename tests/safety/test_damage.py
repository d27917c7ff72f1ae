"""One bad cell costs one record: it is named, all others are shown, and the exit code says so."""

import json
import sqlite3
from contextlib import closing

import pytest

from claimtrack import Casefile
from claimtrack.errors import DamagedCaseFileError

from .battery import ALTERED, Battery, bad_cells, cell

INVALID = "CAST(x'4578ff706c' AS TEXT)"


@pytest.fixture
def spoiled(path):
    def spoil(table, column, value, where):
        cell(table, column, value, where)(path)
        return path

    return spoil


def test_all_others_are_shown_and_the_damaged_one_is_named(path, spoiled, claimtrack):
    before = json.loads(claimtrack("list", "--format", "json").stdout)
    spoiled("event", "occurred", "'{\"raw\": '", "key = 'airliner'")
    answer = claimtrack("list", "--format", "json")
    assert answer.returncode == DamagedCaseFileError.exit_code
    assert "damaged: event airliner: occurred cannot be read" in answer.stderr
    after = json.loads(answer.stdout)
    assert len(after) == len(before)


def test_an_export_is_printed_whole_or_not_at_all(path, spoiled, claimtrack):
    before = claimtrack("export").stdout.splitlines()
    spoiled("assertion", "said", "'stranger'", "pk = 5")
    answer = claimtrack("export")
    assert answer.returncode == DamagedCaseFileError.exit_code
    after = answer.stdout.splitlines()
    assert len(set(before) - set(after)) == 1
    assert after[0] == before[0]


LEFT = {
    "a date": ("event", "occurred", "'{'", "pk = 1", "occurred cannot be read"),
    "an unknown term": ("claimant", "kind", "'stranger'", "pk = 1", "kind cannot be read"),
    "a BLOB": ("event", "title", "x'ff00'", "pk = 1", "title cannot be read"),
    "invalid UTF-8": ("document", "title", INVALID, "pk = 1", "title cannot be read"),
    "a stance, whose default would be what nobody said": ("assertion", "stance", "'x'", "pk = 1", " cannot be read"),
    "a reference to nothing": ("evidence", "document", "999", "pk = 1", "document cannot be read"),
    "a circle": ("claimant", "part_of", "pk", "pk = 1", " cannot be read"),
    "no bloc": ("claimant", "bloc", "NULL", "key = 'amaq'", "claimant amaq: bloc cannot be read"),
    "the bloc of another": ("claimant", "bloc", "2", "key = 'amaq'", "claimant amaq: bloc cannot be read"),
    "an answer": ("value", "read", "'[[['", "pk = 1", "how it was read cannot be read"),
    "a figure that is not that of the answer": ("value", "low", "low + 1000", "low > 0", "how it was read"),
}  # fmt: skip


@pytest.mark.parametrize(("table", "column", "value", "where", "named"), LEFT.values(), ids=LEFT.keys())
def test_what_is_left_out(spoiled, table, column, value, where, named):
    with Casefile.salvage(spoiled(table, column, value, where)) as case:
        assert any(named in line for line in case.damage)
        assert len(list(case.export())) > 200


UNMET = {
    "an unknown stance": ("assertion", "stance", "'x'", "pk = 1", "cannot be read"),
    "a reference to nothing": ("evidence", "document", "999", "pk = 1", "document cannot be read"),
    "a date that has left its form behind": ("event", "occurred", "NULL", "key = 'airliner'", "occurred cannot be read"),
    "a hash of another length": ("document", "sha256", "'7'", "pk = 3", "cannot be read"),
    "an answer to no field": ("value", "field", "999", "pk = 4", "cannot be read"),
    "an answer of no assertion": ("value", "assertion", "999", "pk = 4", "value: some belong to no assertion"),
    "evidence on no assertion": ("evidence_bearing", "assertion", "999", "evidence = 1", "cannot be read"),
}  # fmt: skip


@pytest.mark.parametrize(("table", "column", "value", "where", "named"), UNMET.values(), ids=UNMET.keys())
def test_an_export_names_damage_that_breaks_nothing(claimtrack, spoiled, table, column, value, where, named):
    spoiled(table, column, value, where)
    answer = claimtrack("export")
    assert answer.returncode == DamagedCaseFileError.exit_code
    assert named in answer.stderr


def test_a_list_names_a_bloc_that_is_gone(claimtrack, spoiled):
    before = claimtrack("list", "claimants").stdout
    spoiled("claimant", "bloc", "NULL", "key = 'amaq'")
    answer = claimtrack("list", "claimants")
    assert (answer.returncode, answer.stdout) == (DamagedCaseFileError.exit_code, before)
    assert "claimant amaq: bloc cannot be read" in answer.stderr


def test_a_whole_file_has_no_damage(path):
    with Casefile.open(path) as case, Casefile.salvage(path) as salvaged:
        assert salvaged.damage == ()
        assert list(salvaged.export()) == list(case.export())


@pytest.mark.parametrize("value", ["x'00ff'", "CAST(x'6100' AS TEXT)"], ids=["a BLOB", "a NUL"])
@pytest.mark.parametrize("form", ["csv", "xlsx", "ftm", "claimreview", "timemap"])
def test_a_key_that_holds_a_nul_costs_no_export(path, spoiled, tmp_path, form, value):
    """SQLite takes a text to end there: the record would not be found by the key that its statements name."""
    with Casefile.salvage(spoiled("claimant", "key", value, "pk = 1")) as case:
        assert any("key cannot be read" in line for line in case.damage)
        case.export(form).write(tmp_path / "out")


def test_what_was_salvaged_takes_no_changes(path):
    with Casefile.salvage(path) as case, pytest.raises(Exception, match="read-only"):
        case.add_event("Another")


def test_records_before_and_behind_a_damaged_page_are_shown(path):
    """The first and the last records of a table stay where a page in its middle is gone."""
    with Casefile.open(path) as case:
        whole = [line for line in case.export() if '"assertion"' in line]
        page = case._connection.execute("SELECT pageno FROM dbstat WHERE name = 'assertion' AND pagetype = 'leaf' ORDER BY pageno LIMIT 1 OFFSET 3").fetchone() if _has_dbstat(case) else None  # fmt: skip
    if page is None:
        pytest.skip("SQLite was built without dbstat")
    content = bytearray(path.read_bytes())
    content[(page[0] - 1) * 4096 : page[0] * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    with Casefile.salvage(path) as case:
        assert "assertion: a page of the file cannot be read, and some records may be missing" in case.damage
        left = [line for line in case.export() if '"assertion"' in line]
    assert 0 < len(left) < len(whole)


def _has_dbstat(case):
    options = case._connection.execute("PRAGMA compile_options").fetchall()
    return ("ENABLE_DBSTAT_VTAB",) in options


@pytest.fixture(scope="module")
def battery(tmp_path_factory):
    return Battery(tmp_path_factory.mktemp("battery"))


FEW = [["list", "--format", "json"], ["compare", "airliner"], ["export"], ["show", "amaq"]]
# One case in so many; `python tests/safety/battery.py` runs all of them with every command, and random damage.
CASES = {**dict(list(bad_cells().items())[::29]), **ALTERED}


@pytest.mark.parametrize("name", CASES)
def test_no_promise_is_broken(battery, monkeypatch, name):
    monkeypatch.setenv("COLUMNS", "100")
    assert list(battery.broken(CASES[name], FEW)) == []


def test_a_chain_of_renamed_keys_that_goes_in_a_circle_comes_to_an_end(path):
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as connection:
        for name, became in (("a", "b"), ("b", "c"), ("c", "b")):
            connection.execute("INSERT INTO correction (kind, name, before, recorded, became) VALUES ('event', ?, '{}', '', ?)", (name, became))  # fmt: skip
        connection.commit()
    with Casefile.open(path) as case:
        assert case._reader.became("event", "a") == ""


def test_a_damaged_definition_costs_no_record(path, claimtrack):
    """SQLite refuses a file as a whole where one definition cannot be read."""
    content = path.read_bytes()
    path.write_bytes(content.replace(b"CREATE TABLE event_tag (", b"CREATE TAB\x97\x97 event_tag ("))
    answer = claimtrack("list", "--format", "json", check=False)
    assert len(json.loads(answer.stdout)["entries"]) == 41


def test_without_a_name_a_table_cannot_be_found(path, claimtrack):
    content = path.read_bytes()
    spoiled = content.replace(b"event_tagevent_tag", b"ev\x97nt_tagevent_tag")
    assert spoiled != content
    path.write_bytes(spoiled.replace(b"CREATE TABLE event_tag (", b"CREATE T\x97\x97LE \x97vent_tag ("))
    answer = claimtrack("list", "--format", "json")
    assert answer.returncode == DamagedCaseFileError.exit_code
    assert "event_tag: a page of the file cannot be read" in answer.stderr
    assert len(json.loads(answer.stdout)["entries"]) == 41


def spoil_page(path, name):
    """Overwrite the first page of a table or an index."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    with path.open("r+b") as stream:
        stream.seek((root - 1) * size)
        stream.write(b"\xff" * size)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("assertion", "damaged: assertion: a page of the file"),
        ("value", "damaged: value: a page of the file"),
        ("entry_row", "damaged: entry_row: a page of the file"),
        ("{index}", "index {index}"),
    ],
)
def test_verify_names_what_cannot_be_read(path, claimtrack, part, told):
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'link' AND sql IS NOT NULL ORDER BY name"
        index = connection.execute(sql).fetchone()[0]
    spoil_page(path, part.format(index=index))
    answer = claimtrack("verify")
    assert answer.returncode == DamagedCaseFileError.exit_code
    assert told.format(index=index) in answer.stderr
    assert "recover NEW-FILE" in answer.stderr
    assert "read-only" not in answer.stderr
