"""Real datasets, where they are: each by a preset or by a mapping of at most 40 lines, every doubt told, none guessed.

They are looked for in the folder that CLAIMTRACK_REALDATA names, else in `shared/realdata` beside the repository.
Nothing of them is part of it.
"""

import json
import os
from pathlib import Path

import pytest

from claimtrack import Casefile

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("CLAIMTRACK_REALDATA") or ROOT.parent / "shared" / "realdata")
MAPPINGS = Path(__file__).parent / "mappings"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the datasets are not here")

# Rows of one title that name other countries.
OTHER_TAGS = {"rows that describe an event otherwise than an earlier one": 6}
# File, mapping or preset, rows, assertions made, and what could not be read, by kind.
DATASETS = [
    (
        "ucdp_ged/ucdp_ged_ukraine_hdx.csv",
        "ucdp-ged",
        2989,
        2989,
        {"values of 'killed' that could not be read": 13},
    ),
    ("rumoureval", "rumoureval", 226, 199, {}),
    ("euvsdisinfo/kalkun_full_dataset.csv", "euvsdisinfo.toml", 3071, 5501, OTHER_TAGS),
    ("euvsdisinfo/kalkun_full_dataset_formatted.csv", "euvsdisinfo_formatted.toml", 3071, 5501, OTHER_TAGS),
    (
        "tbij_pakistan/us-pakistan-strikes-from-2004.xlsx",
        "tbij.toml",
        430,
        430,
        {"values of 'wounded' that could not be read": 1},
    ),
    ("claimskg/politifact.csv", "politifact.toml", 30, 30, {}),
    ("claimskg/afpfactcheck.csv", "claimskg.toml", 54, 64, {"said after its document was published": 18}),
    ("claimskg/vishvasnews.csv", "claimskg.toml", 122, 206, {}),
    ("losses/russia_losses_personnel.json", "losses_personnel.toml", 1626, 1626, {}),
    ("losses/russia_losses_equipment.json", "losses_equipment.toml", 1626, 1626, {}),
    ("losses/russia_losses_equipment_correction.json", "losses_correction.toml", 28, 28, {}),
    ("losses/russia_losses_equipment_oryx.json", "losses_oryx.toml", 338, 338, {}),
    ("losses/daily_count.csv", "daily_count.toml", 1365, 1365, {}),
]


@pytest.fixture
def case(tmp_path):
    with Casefile.open(tmp_path / "claims.db", now=lambda: "2026-01-01T00:00:00Z") as opened:
        yield opened


def take(case, name, mapping, **how):
    given = {"mapping": MAPPINGS / mapping} if mapping.endswith(".toml") else {"preset": mapping}
    return case.import_file(DATA / name, **given, **how)


@pytest.mark.parametrize(("name", "mapping", "rows", "made", "doubts"), DATASETS)
def test_a_dataset_comes_in_whole_and_again_makes_nothing(case, name, mapping, rows, made, doubts):
    report = take(case, name, mapping)
    assert (report.read, report.rejected) == (rows, 0)
    assert report.made["assertion"] == made
    assert {kind: found.count for kind, found in report.doubts.items()} == doubts
    again = take(case, name, mapping, again=True)
    assert again.made.total() == 0


@pytest.mark.parametrize("path", sorted(MAPPINGS.glob("*.toml")), ids=lambda path: path.stem)
def test_a_mapping_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 40


def test_the_same_rows_in_two_formats_make_identical_records(tmp_path):
    exports = []
    for name, mapping in (
        ("kalkun_full_dataset", "euvsdisinfo"),
        ("kalkun_full_dataset_formatted", "euvsdisinfo_formatted"),
    ):
        with Casefile.open(tmp_path / f"{mapping}.db", now=lambda: "2026-01-01T00:00:00Z") as case:
            take(case, f"euvsdisinfo/{name}.csv", f"{mapping}.toml")
            exports.append(list(case.export()))
    assert exports[0] == exports[1]


def test_no_day_is_made_up_where_ucdp_knows_a_month(case):
    take(case, "ucdp_ged/ucdp_ged_ukraine_hdx.csv", "ucdp-ged")
    for line in map(json.loads, case.export()):
        if line["record"] == "event" and line["occurred"]["raw"].endswith("(precision 4)"):
            assert all(len(end) == len("2014-03") for end in line["occurred"]["edtf"].split("/"))
