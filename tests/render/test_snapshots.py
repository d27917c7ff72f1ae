"""What people see, kept as files: read them when they change. `UPDATE_SNAPSHOTS=1` writes them anew."""

import os
from pathlib import Path

import pytest

from claimtrack.render import render, stream

SNAPSHOTS = Path(__file__).parent / "snapshots"

FORMS = {
    "60.txt": {"form": "table", "width": 60},
    "100.txt": {"form": "table", "width": 100},
    "100-ascii.txt": {"form": "table", "width": 100, "unicode": False},
    "100-colour.txt": {"form": "table", "width": 100, "colour": True},
    "compare.md": {"form": "markdown"},
    "compare.csv": {"form": "csv"},
}


@pytest.mark.parametrize("name", FORMS)
def test_looks_as_it_did(view, name):
    text = render(view, **FORMS[name])
    path = SNAPSHOTS / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_bytes(text.encode())
    assert text == path.read_bytes().decode()


@pytest.mark.parametrize("form", ["table", "markdown", "html", "csv", "json"])
def test_a_stream_is_the_same_text(view, form):
    assert "".join(stream(view, form)) == render(view, form)
