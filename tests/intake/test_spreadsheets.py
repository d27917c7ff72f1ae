"""What spreadsheets do to dates and coordinates."""

import datetime as dt

import pytest

from workbooks import workbook

MAPPING = {
    "event": {"title": "{event}", "place": {"name": "{town}", "lat": "{lat}", "lon": "{lon}"}},
    "claim": {
        "a": {"claimant": "Desk", "values": {"place": {"name": "{town}", "lat": "{lat}", "lon": "{lon}"}}}
    },
}


def dated(*cells):
    rows = {"A1": "event", "B1": "claimant", "C1": "said"}
    for number, cell in enumerate(cells, 2):
        given = (cell, "yyyy-mm-dd") if isinstance(cell, dt.date) else cell
        rows |= {f"A{number}": f"Raid {number}", f"B{number}": "North", f"C{number}": given}
    return workbook(rows)


@pytest.mark.parametrize(
    ("cells", "warned"),
    [
        ((dt.date(2016, 3, 4), "13/04/2016"), True),
        ((dt.date(2016, 3, 14), "13/04/2016"), False),  # a 14th is no month: nothing was swapped
        ((dt.date(2016, 3, 4), "03/04/2016"), False),  # text that any spreadsheet could have read
        ((dt.date(2016, 3, 4), dt.date(2016, 5, 6)), False),
        (("13/04/2016", "14/04/2016"), False),
    ],
)
def test_real_dates_beside_dates_as_text_are_warned_of(case, tmp_path, cells, warned):
    path = tmp_path / "book.xlsx"
    path.write_bytes(dated(*cells))
    report = case.import_file(path, preset="generic")
    told = [remark for remark in report.remarks if "holds real dates beside dates as text" in remark]
    assert bool(told) is warned
    if warned:
        assert "the column 'said'" in told[0]
        assert "2016-03-04 in row 2 may be 2016-04-03" in told[0]


def test_coordinates_are_read_or_said(case, table):
    path = table(
        'event,town,lat,lon\nRaid,Homs,34°33′N,38°16′E\nFire,Hama,"34,55","38,27"\nFlood,Raqqa,north,east\n'
    )
    report = case.import_file(path, mapping=MAPPING)
    places = {key: case.event(key).place for key in ("raid", "fire", "flood")}
    assert (places["raid"].lat, places["fire"].lon, places["flood"].lat) == (34.55, 38.27, None)
    assert places["raid"].raw == "Homs (34°33′N, 38°16′E)"
    assert set(report.doubts) == {
        "points of events that could not be read",
        "values of 'place' that could not be read",
    }


def test_half_a_point_and_one_off_the_globe_leave_the_name_of_the_place(case, table):
    path = table("event,town,lat,lon\nRaid,Homs,34.5,\nFire,Hama,95.1,38.2\nFlood,Raqqa,٣٤٫٥,٣٨٫٢\n")
    report = case.import_file(path, mapping=MAPPING)
    places = {key: str(case.event(key).place) for key in ("raid", "fire", "flood")}
    assert places == {"raid": "Homs (34.5)", "fire": "Hama (95.1, 38.2)", "flood": "Raqqa (34.5, 38.2)"}
    assert report.doubts["points of events that could not be read"].count == 2
