#!/usr/bin/env bash
# typer 0.29 imports pydantic whenever a command runs, also one without parameters; 0.28 does not install it at all.
#
# typer 0.29.2 and 0.28.0, click 8.5.1, Python 3.11. The program below has one command that prints one line. With 0.28.0
# no module of pydantic is loaded and the package is not even required. With 0.29.2 pydantic is a requirement, and it
# is loaded before the command's function is called, whatever its parameters are. Whoever chose typer for programs that
# start quickly meets it as a start-up that has more than doubled.
#
# Output seen:
#   0.28.0 pydantic modules: 0
#   0.29.2 pydantic modules: 42
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/one.py" <<'PY'
import sys

import typer

app = typer.Typer()


@app.command()
def main() -> None:
    print(sum(name.split(".")[0] == "pydantic" for name in sys.modules))


app()
PY
pydantic_modules() {
  python3 -m venv "$folder/$1"
  "$folder/$1/bin/pip" install --quiet "typer==$1" >&2
  "$folder/$1/bin/python" "$folder/one.py"
}
before=$(pydantic_modules 0.28.0)
after=$(pydantic_modules 0.29.2)
echo "0.28.0 pydantic modules: $before"
echo "0.29.2 pydantic modules: $after"
[ "$before" = 0 ] && [ "$after" -gt 0 ]
