"""What one cold expression on the command line loads: the grammar and its tables, and nothing that it does not need."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

READ = (
    ["2016-03-30"],
    ["30 March 2016"],
    ["last Tuesday", "--relative-to", "2016-04-02"],
    ["Mar. 29-30", "--relative-to", "2016-04-02", "--lang", "en-GB"],
    ["early September 2014", "--explain"],
    ["в марте 2016"],
    ["Eylül 2015'te", "--lang", "tr"],
)
REFUSED = (
    ["N/A"],
    ["Paul Page"],
    ["T-72"],
    ["yesterday"],
    ["31 February 2016"],
    ["2016-13-45"],
    ["call 555 0123"],
)
HEAVY = {
    "babel", "convertdate", "dateparser", "hijridate", "json", "pydantic", "pytz", "regex", "rich", "sqlite3",
    "sqlite_utils", "tomllib", "zoneinfo",
}  # fmt: skip
# Tells on stderr what was loaded, and what Python had to compile that stands in no file.
PROGRAM = """
import atexit, sys
compiled = []
sys.addaudithook(lambda event, given: compiled.append(given[0]) if (event, given[1:]) == ("compile", ("<string>",)) else None)
import typer
del compiled[:]
atexit.register(lambda: print(sorted(sys.modules), compiled, file=sys.stderr, sep="\\n"))
from claimtrack.__main__ import main
main()
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Run `claimtrack date` as somebody who ran it before; gives the exit code, the modules, what was compiled."""
    folder = tmp_path_factory.mktemp("kept")
    surroundings = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder)}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(arguments):
        command = [sys.executable, "-c", PROGRAM, "date", *arguments]
        for _ in range(2):
            done = subprocess.run(command, check=False, capture_output=True, text=True, env=surroundings)
        *_, modules, compiled = done.stderr.splitlines()
        return done.returncode, set(eval(modules)), eval(compiled)  # noqa: S307 - printed above

    return run


@pytest.mark.parametrize("arguments", READ, ids=" ".join)
def test_what_the_grammar_reads(told, arguments):
    code, modules, _ = told(arguments)
    assert (code, HEAVY & modules) == (0, set())


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_what_the_grammar_refuses(told, arguments):
    code, modules, _ = told(arguments)
    assert (code, HEAVY & modules) == (16, set())


@pytest.mark.parametrize("arguments", [["late March 2016"], ["Paul Page"]], ids=" ".join)
def test_no_annotation_is_compiled(told, arguments):
    """Each would cost as much as reading a date; `from __future__ import annotations` does it to named tuples and commands."""
    _, _, compiled = told(arguments)
    made = (b"lambda _cls", b"def __create_fn__")  # named tuples and dataclasses write their methods
    assert [text for text in compiled if not text.startswith(made)] == []
