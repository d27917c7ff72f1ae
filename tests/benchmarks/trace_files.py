"""Count the files of the program that a command enters: how much a reader has to open to follow it.

A file is entered when one of its functions runs; what only is imported does not count.
"""

import inspect
import os
import sys
import tempfile
from pathlib import Path

import claimtrack

ROOT = str(Path(claimtrack.__file__).parent)
ROWS = "event,claimant,said,killed\nBomb,Amaq,2016-03-29,3\nBomb,Ministry,2016-03-30,0\n"
LIMITS = {"date": 18, "import": 45, "compare": 40}


def entered(arguments: list[str]) -> set[str]:
    """Return the files whose functions run while the command line does."""
    from typer.testing import CliRunner

    from claimtrack.cli.app import app

    files: set[str] = set()

    def trace(frame, _event, _argument):
        code = frame.f_code
        is_function = code.co_flags & inspect.CO_OPTIMIZED  # neither a module nor the body of a class
        if is_function and code.co_filename.startswith(ROOT):
            files.add(code.co_filename[len(ROOT) + 1 :])

    sys.setprofile(trace)
    try:
        answer = CliRunner().invoke(app, arguments)
    finally:
        sys.setprofile(None)
    if answer.exit_code:
        raise SystemExit(answer.stderr)
    return files


def main() -> None:
    """Print the counts, and with --list the files."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        Path("rows.csv").write_text(ROWS, encoding="utf-8")
        for name, arguments in (
            ("date", ["date", "Mar. 29-30", "--relative-to", "2016-04-02"]),
            ("import", ["--file", "case.db", "import", "rows.csv"]),
            ("compare", ["--file", "case.db", "compare", "Bomb"]),
        ):
            files = entered(arguments)
            print(f"{name:<8} {len(files):>3} files entered; at most {LIMITS[name]} are wanted")
            if "--list" in sys.argv:
                print(*(f"         {file}" for file in sorted(files)), sep="\n")


if __name__ == "__main__":
    main()
