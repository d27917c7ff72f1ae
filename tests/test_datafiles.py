"""What is kept of data files is never of another state of them, and its absence harms nothing."""

from __future__ import annotations

import marshal
import os
import subprocess
import sys

import pytest

from claimtrack.datafiles import data_file, prepared


@pytest.fixture(autouse=True)
def _written(monkeypatch):
    monkeypatch.setattr(sys, "pycache_prefix", None)


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "words.toml"
    path.write_text("number = 1\n")
    return path


def kept(source):
    return list((source.parent / "__pycache__").iterdir())


def made_of(source, calls, **options):
    return prepared(
        "table", lambda content: (calls.append(content), {"is": content.decode()})[1], [source], **options
    )


def test_a_table_is_made_once_and_then_found(source):
    calls = []
    assert made_of(source, calls) == made_of(source, calls) == {"is": "number = 1\n"}
    assert len(calls) == 1
    assert len(kept(source)) == 1


def test_another_content_of_the_same_size_and_time_is_another_table(source):
    data_file(source)
    before = source.stat()
    source.write_text("number = 2\n")
    os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert data_file(source) == {"number": 2}


def test_other_code_makes_another_table(source, tmp_path):
    calls, code = [], tmp_path / "maker.py"
    code.write_text("one")
    made_of(source, calls, code=[code])
    code.write_text("two")
    made_of(source, calls, code=[code])
    assert len(calls) == 2


def test_code_that_cannot_be_read_keeps_nothing(source, tmp_path):
    calls = []
    assert made_of(source, calls, code=[tmp_path / "none.py"]) == {"is": "number = 1\n"}
    assert not (tmp_path / "__pycache__").exists()


@pytest.mark.parametrize("length", [0, 1, 8, 20, -1])
def test_what_is_cut_off_is_made_again(source, length):
    data_file(source)
    (path,) = kept(source)
    whole = path.read_bytes()
    path.write_bytes(whole[:length])
    assert data_file(source) == {"number": 1}
    assert path.read_bytes() == whole


@pytest.mark.parametrize(
    "other",
    [b"text", marshal.dumps(1), marshal.dumps((b"1", 2, 3)), marshal.dumps((b"", {}))],
    ids=[
        "a text",
        "a number",
        "numbers",
        "nothing",
    ],  # the bytes of one object are not the same in every process
)
def test_what_somebody_else_put_there_is_not_taken(source, other):
    data_file(source)
    (path,) = kept(source)
    path.write_bytes(other)
    assert data_file(source) == {"number": 1}


def test_a_folder_that_cannot_be_written_is_of_no_harm(source):
    (source.parent / "__pycache__").write_text("a file where the folder would be")
    assert data_file(source) == {"number": 1}


def test_it_is_kept_where_python_keeps_its_own(source, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "elsewhere"))
    data_file(source)
    assert list((tmp_path / "elsewhere").rglob("words.*.pyc"))
    assert not (source.parent / "__pycache__").exists()


def test_two_programs_at_once(source):
    code = (
        "from pathlib import Path; from claimtrack.datafiles import data_file\n"
        f"path = Path({str(source)!r})\n"
        "for number in range(300):\n"
        "    assert data_file(path) == {'number': 1}\n"
        "    [one.unlink(missing_ok=True) for one in (path.parent / '__pycache__').glob('*.pyc') if number % 3 == 0]\n"
    )
    programs = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]
    assert [program.wait(timeout=60) for program in programs] == [0, 0]
    assert {path.suffix for path in kept(source)} <= {".pyc"}


def test_every_table_of_the_dates_can_be_kept(tmp_path, monkeypatch):
    from claimtrack.dates.lexicon import Lexicon
    from claimtrack.languages import LANGUAGES

    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    for code in LANGUAGES:
        first, again = Lexicon(code), Lexicon(code)
        assert (first.words, first.longest, first.settings) == (again.words, again.longest, again.settings)
    assert len(list(tmp_path.rglob("*-dates.*.pyc"))) == len(LANGUAGES)
