"""The readers on data that others have published, where it is at hand; nothing of it belongs to this project.

The folder is named by CLAIMTRACK_REALDATA, or is `../shared/realdata` beside the repository.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from claimtrack.importers.readers import ReadOptions, Row, open_rows

FOLDER = Path(os.environ.get("CLAIMTRACK_REALDATA") or Path(__file__).parents[3] / "shared" / "realdata")

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the folder with real data is not here")

# Path, rows, columns, encoding.
TABLES = [
    ("ucdp_ged/ucdp_ged_ukraine_hdx.csv", 2989, 50, "utf-8"),
    ("euvsdisinfo/kalkun_full_dataset.csv", 3071, 11, "utf-8"),
    ("euvsdisinfo/kalkun_full_dataset_formatted.csv", 3071, 11, "utf-8"),
    ("claimskg/politifact.csv", 30, 24, "utf-8"),
    ("claimskg/afpfactcheck.csv", 54, 24, "utf-8"),
    ("claimskg/vishvasnews.csv", 122, 24, "utf-8"),
    ("losses/daily_count.csv", 1365, 18, "ascii"),
    ("tbij_pakistan/us-pakistan-strikes-from-2004.xlsx", 430, 15, ""),
]
DOCUMENTS = [
    ("losses/russia_losses_equipment.json", 1626),
    ("losses/russia_losses_equipment_correction.json", 28),
    ("losses/russia_losses_equipment_oryx.json", 338),
    ("losses/russia_losses_personnel.json", 1626),
]


def read(name, **options):
    with open_rows(FOLDER / name, options=ReadOptions(**options)) as source:
        items = list(source)
    return (
        source,
        [item for item in items if isinstance(item, Row)],
        [i for i in items if not isinstance(i, Row)],
    )


@pytest.mark.parametrize(("name", "rows", "columns", "encoding"), TABLES)
def test_tables(name, rows, columns, encoding):
    source, read_rows, findings = read(name)
    assert (len(read_rows), len(source.columns), source.encoding) == (rows, columns, encoding)
    assert findings == []


@pytest.mark.parametrize(("name", "rows"), DOCUMENTS)
def test_documents(name, rows):
    _, read_rows, findings = read(name)
    assert len(read_rows) == rows
    assert findings == []


def test_one_dataset_in_two_dialects_has_the_same_texts():
    _, one, _ = read("euvsdisinfo/kalkun_full_dataset.csv")
    _, other, _ = read("euvsdisinfo/kalkun_full_dataset_formatted.csv")
    names = ("issue", "outlet", "source", "title")
    differing = [
        (a.position.line, name)
        for a, b in zip(one, other, strict=True)
        for name in names
        if a.cells[name].split() != b.cells[name].split()
    ]
    assert differing == []


def test_the_row_of_tags_is_left_out():
    source, rows, _ = read("ucdp_ged/ucdp_ged_ukraine_hdx.csv")
    assert any("row of tags" in str(note) for note in source.notes)
    assert not any(row.cells["year"].startswith("#") for row in rows)


def test_date_cells_and_sheets():
    source, rows, _ = read("tbij_pakistan/us-pakistan-strikes-from-2004.xlsx")
    assert all(len(row.cells["Date"]) == len("2004-06-17") for row in rows)
    assert any("there are also" in str(note) for note in source.notes)
    _, summary, _ = read("tbij_pakistan/us-pakistan-strikes-from-2004.xlsx", sheet=2)
    assert summary[0].cells["Year"] == "2004"  # the cell is stored as 1 January


def test_a_folder_of_threads():
    source, rows, findings = read("rumoureval")
    assert findings == []
    kinds = Counter(row.cells["_parts"][-1] if row.cells["_parts"] else "" for row in rows)
    assert kinds["replies"] > 100
    assert kinds["source-tweet"] > 0
    tweets = [row.cells for row in rows if row.cells["_parts"][-1:] == ["replies"]]
    assert all(str(tweet["id"]) == tweet["id_str"] == tweet["_name"] for tweet in tweets)
    assert all(tweet["id"] > 2**53 for tweet in tweets)
    assert source.bytes_read == source.size
