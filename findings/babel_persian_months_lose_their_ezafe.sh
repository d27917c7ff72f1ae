#!/usr/bin/env bash
# Babel 2.18.0 (CLDR 47) and 2.19.0 (CLDR 48): Gregorian month names of Persian.
#
# The names for use within a date ("format") and those that stand alone differed by a hamza, the ezafe that ties a month
# to its year: ژانویهٔ beside ژانویه. From one minor release to the next the hamza is gone from both, in every width. Dates
# that were rendered by the one are not equal, as text, to those rendered by the other, and a reader made from the
# names of either release alone does not know how the other writes January, February, May and July.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
for release in 2.18.0 2.19.0; do
  "$folder/venv/bin/pip" install --quiet "babel==$release"
  "$folder/venv/bin/python" - "$release" <<'PYTHON'
import sys
from datetime import date

from babel.dates import format_date, get_month_names

EZAFE = "\N{ARABIC HAMZA ABOVE}"
within, alone = (get_month_names("wide", context, "fa") for context in ("format", "stand-alone"))
marked = [number for number, name in within.items() if name.endswith(EZAFE)]
print(sys.argv[1], "ezafe within a date:", marked, "alone:", [n for n, name in alone.items() if name.endswith(EZAFE)])
print("  3 January 2016:", format_date(date(2016, 1, 3), "d MMMM y", locale="fa"))
assert marked == ([1, 2, 5, 7] if sys.argv[1] == "2.18.0" else [])
PYTHON
done
