"""Events that no row gives a title keep what else the rows say of them."""

MAPPING = {
    "key": "{id}",
    "event": {"key": "e{id}", "title": "{title}", "occurred": "{day}", "place": "{place}"},
    "claim": {"c": {"claimant": "Desk", "values": {"killed": "{killed}"}}},
}
ROWS = "id,title,day,place,killed\n1,Raid,2 May 2016,,1\n3,,3 May 2016,Homs,2\n4,,,,5\n"


def test_an_event_without_a_title_keeps_its_date_and_place(case, table):
    report = case.import_file(table(ROWS), mapping=MAPPING)
    event = case.event("e3")
    assert (event.title, event.occurred.edtf, event.place.name) == ("e3", "2016-05-03", "Homs")
    assert "events that no row gives a title, and that go by their key: e3, e4" in report.remarks


def test_the_same_rows_again_describe_nothing_otherwise(case, table):
    case.import_file(table(ROWS), mapping=MAPPING)
    report = case.import_file(table(ROWS), mapping=MAPPING, again=True)
    assert (report.remarks, report.made.total()) == ([], 0)


def test_a_title_further_down_is_the_title(case, table):
    mapping = {**MAPPING, "event": {**MAPPING["event"], "key": "one"}}
    case.import_file(table("id,title,day,place,killed\n1,,3 May 2016,Homs,2\n2,Raid,,,5\n"), mapping=mapping)
    assert case.event("one").title == "Raid"
