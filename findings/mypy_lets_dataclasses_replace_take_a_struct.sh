#!/usr/bin/env bash
# mypy accepts dataclasses.replace, fields and asdict on a msgspec struct; at run time each raises TypeError.
#
# msgspec 0.23.0, mypy 2.4.1, Python 3.11. The metaclass of msgspec.Struct is marked with typing.dataclass_transform, and
# mypy therefore gives a struct the attribute by which the functions of `dataclasses` know their own. A struct has it not.
# Whoever turns dataclasses into structs and trusts a clean run of the type checker meets the calls that were left behind
# only when they are made; msgspec.structs has replace, fields and asdict of its own. The other way round mypy does
# complain: msgspec.structs.replace on a dataclass is an error.
#
# Output seen:
#   Success: no issues found in 1 source file
#   replace TypeError
#   fields TypeError
#   asdict TypeError
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/point.py" <<'PY'
import dataclasses

import msgspec


class Point(msgspec.Struct, frozen=True):
    x: int
    y: int = 0


def moved(point: Point) -> Point:
    return dataclasses.replace(point, x=2)


def names(point: Point) -> list[str]:
    return [field.name for field in dataclasses.fields(point)]


def plain(point: Point) -> dict[str, object]:
    return dataclasses.asdict(point)


for name, function in (("replace", moved), ("fields", names), ("asdict", plain)):
    try:
        print(name, function(Point(1)))
    except TypeError:
        print(name, "TypeError")
PY
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet msgspec==0.23.0 mypy==2.4.1 >&2
checked=$("$folder/venv/bin/mypy" --strict "$folder/point.py")
ran=$("$folder/venv/bin/python" "$folder/point.py")
echo "$checked"
echo "$ran"
[[ "$checked" == Success* ]] && [ "$(grep -c TypeError <<<"$ran")" = 3 ]
