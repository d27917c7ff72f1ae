"""`export --partition-by` and `--over`, by hand."""

import csv
import io
import json
import threading

import pytest
from typer.testing import CliRunner

from casefile.test_whole_file import CASEBOOK
from claimtrack import Casefile
from claimtrack.cli.app import app
from claimtrack.errors import UnknownTermError
from claimtrack.scale.questions import Dataset
from claimtrack.scale.schema import MANIFEST, TABLES

pytest.importorskip("duckdb", reason="the extra duckdb is not installed")
pytest.importorskip("pyarrow", reason="the extra parquet is not installed")

UNKNOWN = UnknownTermError.exit_code


def export(case, *options):
    return CliRunner().invoke(app, ["--file", str(case), "export", "--partition-by", "year", *options])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("over")
    with Casefile.open(folder / "case.db") as case:
        case.import_file(CASEBOOK)
    result = export(folder / "case.db", "--format", "parquet", "-o", str(folder / "data"))
    assert result.exit_code == 0, result.output
    return folder


def run(folder, *arguments, code=0):
    result = CliRunner().invoke(
        app, ["--file", str(folder / "none.db"), *arguments, "--over", str(folder / "data")]
    )
    assert result.exit_code == code, result.output
    return result


def test_a_data_set_says_what_it_is(folder):
    manifest = json.loads((folder / "data" / MANIFEST).read_text())
    assert manifest["version"] == 1
    with Casefile.open(folder / "case.db", create=False) as case:
        counts = {kind: case._reader.count(kind) for kind in ("event", "claimant", "document", "assertion")}
    assert {kind: manifest["rows"][f"{kind}s"] for kind in counts} == counts
    assert {path.parent.name.partition("=")[0] for path in folder.glob("data/answers/*/*.parquet")} == {
        "year"
    }
    assert not list(folder.glob(".*partial"))


def test_row_groups_are_sorted_and_typed(folder):
    from pyarrow import parquet

    for path in folder.glob("data/*/**/*.parquet"):
        table = path.relative_to(folder / "data").parts[0]
        schema = parquet.ParquetFile(path).schema_arrow
        assert schema.names == list(TABLES[table])
    read = parquet.read_table(folder / "data" / "answers").to_pylist()
    killed = next(row for row in read if row["field"] == "killed" and row["low"] == 2 and row["high"] == 2)
    assert (killed["type"], killed["begins"], killed["held"]) == ("count", 2.0, True)


def test_the_questions_are_answered_without_a_case_file(folder):
    matrix = json.loads(run(folder, "matrix", "--by", "bloc", "--format", "json").stdout)
    assert {"one", "other", "answered", "conflict", "undecided"} <= set(matrix["columns"])
    assert matrix["rows"]
    contested = run(folder, "list", "events", "--contested", "--format", "csv").stdout
    assert "roadside-bomb" in {row["event"] for row in csv.DictReader(io.StringIO(contested))}
    assert "roadside-bomb" in run(folder, "corroboration", "roadside-bomb").stdout
    assert "russia" in run(folder, "track-record", "russia").stdout
    assert len(run(folder, "track-record").stdout) > len(run(folder, "track-record", "russia").stdout)
    assert "--limit 0" in run(folder, "corroboration", "--limit", "1").stdout
    assert "conceded" in run(folder, "movements").stdout
    assert "nothing of the kind" in run(folder, "track-record", "nobody").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("matrix", "--tag", "palmyra"),
        ("matrix", "some-event"),
        ("matrix", "--format", "svg"),
        ("list", "events"),
        ("list", "events", "--contested", "--order", "entry"),
        ("list", "events", "--contested", "--tag", "palmyra"),
        ("corroboration", "roadside-bomb", "killed"),
    ],
)
def test_what_would_be_idle_is_refused(folder, arguments):
    run(folder, *arguments, code=2)


def test_what_is_no_data_set_is_refused(folder, tmp_path):
    result = CliRunner().invoke(app, ["matrix", "--over", str(tmp_path)])
    assert result.exit_code not in (0, 1)
    assert "is no data set of claimtrack" in result.output
    (tmp_path / MANIFEST).write_text('{"version": 99}')
    result = CliRunner().invoke(app, ["matrix", "--over", str(tmp_path)])
    assert "version 99" in result.output


def test_a_limit_of_memory_that_is_none_is_refused(folder):
    assert (
        "does not take this memory limit: 'much'"
        in run(folder, "matrix", "--memory", "much", code=UNKNOWN).output
    )
    result = CliRunner().invoke(app, ["matrix", "--memory", "1GB"])
    assert result.exit_code == 2


def test_a_folder_that_holds_something_stays_as_it_is(folder, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    result = export(folder / "case.db", "--format", "parquet", "-o", str(tmp_path))
    assert result.exit_code not in (0, 1)
    assert "is there already" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("options", [("--format", "csv", "-o", "x"), ("--format", "parquet")])
def test_partitions_are_for_parquet_in_a_folder(folder, options):
    assert export(folder / "case.db", *options).exit_code == 2


def test_a_long_question_tells_how_far_it_is(folder):
    asked = threading.Event()

    class Slow:
        def execute(self, *_):
            assert asked.wait(10)
            return "answer"

        def query_progress(self):
            asked.set()
            return 40.5

    told = []
    with Dataset(folder / "data") as dataset:
        real, dataset._connection = dataset._connection, Slow()
        assert dataset._told("SELECT 1", [], lambda *how: told.append(how)) == "answer"
        dataset._connection = real
    assert told[0] == ("asking DuckDB", 40, 100)
