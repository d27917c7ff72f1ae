"""Nothing in a cell becomes a formula, and nothing in a text moves the terminal."""

import csv
import io

import pytest

from claimtrack import Casefile
from claimtrack.characters import inert, restored

HIDDEN = [" =1", "\u00a0=1", "\u200b=1", "\ufeff+1", "\u2060 \t@x", "\u3000-1", "'\u200b=1"]


@pytest.mark.parametrize("text", HIDDEN)
def test_what_a_spreadsheet_passes_over_hides_no_formula(text):
    assert inert(text).startswith("'")
    assert restored(inert(text)) == text


@pytest.mark.parametrize("text", [" plain", "\u200bword", "a=1", ""])
def test_other_texts_stay_as_they_are(text):
    assert inert(text) == restored(text) == text


def test_a_bare_return_breaks_no_row(tmp_path):
    with Casefile.open(tmp_path / "claims.db") as case:
        case.add_event("Explosion\r=1+1")
        text = "".join(case.export("ftm"))
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert "\r\n" not in text


def test_an_unknown_place_is_no_obstacle_for_a_map(tmp_path):
    with Casefile.open(tmp_path / "claims.db") as case:
        case.add_event("Explosion", place="unknown")
        for form in ("timemap", "ftm", "csv", "claimreview"):
            assert "".join(case.export(form))
