"""Dates and numbers that are only written otherwise are no change; the order of dates is told by their figures."""

MAPPING = {
    "key": "{id}",
    "event": {"title": "{event}"},
    "claim": {
        "record": {
            "claimant": "Desk",
            "said": "{day}",
            "values": {"killed": "{killed}", "occurred": "{day}", "place": {"lat": "{lat}", "lon": "{lon}"}},
        }
    },
}
HEADER = "id,event,day,killed,lat,lon\n"


def test_equal_dates_and_numbers_are_no_change(case, table, lines):
    case.import_file(
        table(HEADER + "1,A,03 May 2019,3,35.8600,36.1\n2,B,4 May 2019,2,35,36\n"), mapping=MAPPING
    )
    before = list(case.export())
    later = table(HEADER + "1,A,2019-05-03,3,35.86,36.10\n2,B,2019-05-04,3,35,36\n", "later.csv")
    report = case.import_file(later, mapping=MAPPING)
    assert (report.changed, report.changed_count) == (["2"], 1)
    assert any("written otherwise: 1; no change" in remark for remark in report.remarks)
    assert len(lines(case, "assertion")) == 3
    assert set(before) <= set(case.export())


def test_presets_take_the_order_that_the_figures_tell(case, table, lines):
    rows = "".join(f"Raid {n},North,text {n},{n:02}/04/2016\n" for n in range(1, 29))
    report = case.import_file(table("event,claimant,text,said\n" + rows), preset="generic")
    assert {line["said"]["edtf"] for line in lines(case, "assertion")} == {
        f"2016-04-{n:02}" for n in range(1, 29)
    }
    assert any("the day first" in remark for remark in report.remarks)
    assert report.doubts == {}


def test_what_a_claimant_is_known_to_write_goes_before(case, table, lines):
    case.add_claimant("North", date_order="MDY")
    rows = "A,North,x,03/04/2016\nB,South,y,25/04/2016\n"
    case.import_file(table("event,claimant,text,said\n" + rows), preset="generic")
    assert sorted(line["said"]["edtf"] for line in lines(case, "assertion")) == ["2016-03-04", "2016-04-25"]


def test_rows_of_one_title_months_apart_are_told(case, table):
    rows = "Raid,North,x,2016-03-01\nRaid,South,y,2016-09-01\n"
    report = case.import_file(table("event,claimant,text,event_date\n" + rows), preset="generic")
    (kind,) = report.doubts
    assert kind == "rows that describe an event otherwise than an earlier one"
