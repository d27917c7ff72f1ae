"""Nothing in a cell becomes a formula, and nothing in a text moves the terminal."""

import csv
import io
import json

import pytest

from claimtrack import Casefile
from claimtrack.cli.app import app
from claimtrack.formula_guard import inert, restored

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


def test_export_to_a_terminal_prints_nothing_that_it_obeys(tmp_path, monkeypatch):
    """Escapes, C1 and direction characters: a terminal is shown them, a file keeps them."""
    obeyed = "\x1b[31m\x9b2J\u202e\u2066\x07"
    with Casefile.open(tmp_path / "claims.db") as case:
        case.add_event(f"Explosion {obeyed} at dawn", key="dawn")
    shown = export(tmp_path, monkeypatch, terminal=True).decode()
    kept = export(tmp_path, monkeypatch, terminal=False).decode()
    assert not set(obeyed) & set(shown) - {"[", "3", "1", "m", "2", "J"}
    assert "Explosion" in shown
    assert json.loads(kept.splitlines()[1])["title"] == f"Explosion {obeyed} at dawn"
    assert "\x9b2J\u202e\u2066" in kept


def export(folder, monkeypatch, *, terminal):
    """Run an export, its standard output being a terminal or not, and return the bytes that came out."""
    stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(stdout, "isatty", lambda: terminal, raising=False)
    monkeypatch.setattr("sys.stdout", stdout)
    with pytest.raises(SystemExit) as ended:
        app(["--file", str(folder / "claims.db"), "export"])
    assert ended.value.code == 0
    stdout.flush()
    return stdout.buffer.getvalue()
