"""Spark answers what DuckDB answers. Runs where it is asked for: `CLAIMTRACK_SPARK=1 pytest tests/scale/test_spark.py`."""

import os

import pytest

from casefile.test_whole_file import CASEBOOK
from claimtrack import Casefile
from claimtrack.scale.questions import PARTIES, QUESTIONS, Dataset
from claimtrack.scale.spark_job import answer

pytest.importorskip("duckdb", reason="the extra duckdb is not installed")
pytest.importorskip("pyarrow", reason="the extra parquet is not installed")

if not os.environ.get("CLAIMTRACK_SPARK"):
    pytest.skip("Spark is not asked for (CLAIMTRACK_SPARK=1)", allow_module_level=True)

pytestmark = pytest.mark.filterwarnings("ignore")  # of pyspark's own


@pytest.fixture(scope="module")
def session():
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    session = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spark")
    with Casefile.open(folder / "case.db") as case:
        case.import_file(CASEBOOK)
        case.write_dataset(folder / "data")
    return folder / "data"


@pytest.mark.parametrize("by", PARTIES)
@pytest.mark.parametrize("question", QUESTIONS)
def test_both_engines_answer_alike(session, folder, question, by):
    found = answer(session, str(folder), question, by)
    with Dataset(folder) as dataset:
        expected = dataset.ask(question, by=by)
    assert tuple(found.columns) == expected.columns
    assert sorted(map(str, map(tuple, found.collect()))) == sorted(map(str, expected.rows))
