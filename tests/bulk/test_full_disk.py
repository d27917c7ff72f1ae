"""A disk that is full at any moment of an import is said to be, and leaves the case file as it was."""

import subprocess
import sys

import pytest

from claimtrack import Casefile

resource = pytest.importorskip("resource")

LIMITED = """
import resource, sys
from claimtrack.__main__ import main
from claimtrack.store import index_pause, steps
index_pause._MANY, steps.STEP = 1000, 500
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
sys.argv[1:] = sys.argv[2:]
main()
"""
ROWS = 6000


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    path = tmp_path_factory.mktemp("rows") / "rows.csv"
    lines = (f"Event {n % 900},Office {n % 70},Text {n},2016-03-{n % 28 + 1:02},{n % 9},https://a.example/{n}" for n in range(ROWS))  # fmt: skip
    path.write_text("event,claimant,text,said,killed,source\n" + "\n".join(lines), encoding="utf-8")
    return path


def run(path, rows, limit):
    command = [sys.executable, "-c", LIMITED, str(limit), "--file", str(path), "import", str(rows), "--preset", "generic"]  # fmt: skip
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_it_is_told_and_nothing_is_left(tmp_path, rows):
    reached, done = set(), False
    with Casefile.open(tmp_path / "empty.db", create=True) as case:
        empty = list(case.export())
    for limit in range(500_000, 9_000_000, 500_000):
        path = tmp_path / f"{limit}.db"
        Casefile.open(path, create=True).close()
        result = run(path, rows, limit)
        done = result.returncode == 0
        if done:
            break
        assert result.returncode == 14, result.stderr
        assert "Traceback" not in result.stderr
        assert "damaged" not in result.stderr
        reached.add(".importing" in result.stderr)
        with Casefile.open(path) as case:
            assert list(case.export()) == empty
    assert done
    assert reached == {True, False}  # while rows were gathered, and while they went in
