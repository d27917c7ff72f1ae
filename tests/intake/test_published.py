"""A release that is dated is seen by questions of what had been said by then."""

import pytest

from claimtrack.errors import UnreadableDateError

KEYED = {
    "key": "{id}",
    "dataset": "Register",
    "event": {"key": "e{id}", "title": "{event}"},
    "claim": {"record": {"claimant": "Desk", "said": "{said|}", "values": {"killed": "{killed}"}}},
}
KEYLESS = {name: item for name, item in KEYED.items() if name != "key"}
ROWS = "id,event,said,killed\n1,Raid,,3\n2,Fire,2016-02-01,4\n"


def dates(lines, case):
    published = {line["key"]: line["published"] for line in lines(case, "document")}
    said = {
        line["event"]: (line.get("said"), published.get(line.get("document")))
        for line in lines(case, "assertion")
    }
    return {event: said[event] for event in sorted(said)}


def seen(case, event, day):
    return [column.key for column in case.compare(event, as_of=day).result[0].columns]


@pytest.mark.parametrize("mapping", [KEYED, KEYLESS])
def test_what_has_no_date_was_read_in_the_release(case, table, lines, mapping):
    case.import_file(table(ROWS), mapping=mapping, published="1 May 2016")
    assert dates(lines, case) == {"e1": (None, "2016-05-01"), "e2": ("2016-02-01", None)}
    assert [line["title"] for line in lines(case, "document")] == ["Register, release of 2016-05-01"]
    assert (seen(case, "e1", "2016-05-02"), seen(case, "e1", "2016-04-30")) == (["desk"], [])


@pytest.mark.parametrize("mapping", [KEYED, KEYLESS])
def test_rows_as_they_were_keep_the_date_of_the_release_that_had_them_first(case, table, lines, mapping):
    case.import_file(table(ROWS), mapping=mapping, published="2016-05-01")
    later = table(ROWS + "3,Flood,,1\n", "later.csv")
    report = case.import_file(later, mapping=mapping, published="2016-06")
    assert (report.made["assertion"], report.changed) == (1, [])
    assert dates(lines, case) == {
        "e1": (None, "2016-05-01"),
        "e2": ("2016-02-01", None),
        "e3": (None, "2016-06-30"),
    }


def test_what_was_read_elsewhere_was_said_by_then(case, table, lines):
    claim = {**KEYED["claim"]["record"], "document": "{link}"}
    path = table("id,event,said,killed,link\n1,Raid,,3,https://a.example\n")
    case.import_file(path, mapping={**KEYED, "claim": {"record": claim}}, published="2016-05-01")
    (line,) = lines(case, "assertion")
    assert line["said"]["edtf"] == "../2016-05-01"
    assert line["said"]["rule"] == "date of the release"


@pytest.mark.parametrize("text", ["soon", "03/04/2016"])
def test_a_release_of_no_one_date_is_refused(case, table, text):
    with pytest.raises(UnreadableDateError, match="the release cannot be of"):
        case.import_file(table(ROWS), mapping=KEYED, published=text)


def test_the_same_file_published_again_is_another_release(case, table, lines):
    more = table(ROWS + "3,Flood,,5\n")
    case.import_file(more, mapping=KEYED)
    path = table(ROWS, "rows2.csv")
    case.import_file(path, mapping=KEYED)
    case.import_file(more, mapping=KEYED, again=True)
    report = case.import_file(path, mapping=KEYED, published="1 June 2016")
    assert (report.same, report.vanished) == (False, ["3"])


def test_a_date_of_a_release_that_is_none_is_refused_whatever_was_imported(case, table):
    path = table(ROWS)
    case.import_file(path, mapping=KEYED)
    with pytest.raises(UnreadableDateError):
        case.import_file(path, mapping=KEYED, published="soonish")
