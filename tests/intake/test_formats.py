"""Dates in stated formats, parts of texts, and a claim for each column of a pattern."""

import pytest

from claimtrack.errors import MappingError
from claimtrack.importers.mapping.date_formats import compile_format
from claimtrack.importers.mapping.errors import Source
from claimtrack.importers.mapping.words import star_of
from claimtrack.model.decoding import Reading


@pytest.mark.parametrize(
    ("form", "text", "precision", "edtf"),
    [
        ("%Y%m", "201603", "", "2016-03"),
        ("%Y%m", "201600", "", "2016"),
        ("%Y%m%d", "20160304", "", "2016-03-04"),
        ("%Y%m%d", "20160300", "", "2016-03"),
        ("%d.%m.%y", "4.3.16", "", "2016-03-04"),
        ("%d.%m.%y", "04.03.72", "", "1972-03-04"),
        ("%Y-%j", "2016-064", "", "2016-03-04"),
        ("%Y", "2016", "", "2016"),
        ("%d/%m/%Y %H:%M:%S", "04/03/2016 10:10:00", "", "2016-03-04T10:10:00"),
        ("%d-%b-%y", "04-Mar-16", "", "2016-03-04"),
        ("%B %e, %Y", "March 4, 2016", "", "2016-03-04"),
        ("%d %B %Y", "4 березня 2016", "", "2016-03-04"),
        ("%d/%m/%Y %I:%M %p", "04/03/2016 12:05 am", "", "2016-03-04T00:05:00"),
        ("%D %I:%M p.%p", "03/04/16 01:05 p.PM", "", "2016-03-04T13:05:00"),
        ("%FT%T", "2016-03-04T10:10:00", "", "2016-03-04T10:10:00"),
        ("edtf", "2016-21", "", "2016-21"),
        ("edtf", "2016-03/2016-04", "", "2016-03/2016-04"),
        ("edtf", "[2016-03-04,2016-04-03]", "", "[2016-03-04,2016-04-03]"),
        ("unix", "1457086200", "", "2016-03-04T10:10:00Z"),
        ("unix", "1457086200.75", "", "2016-03-04T10:10:00Z"),
        ("unix", "1457086200000", "", "2016-03-04T10:10:00Z"),
        ("unix", "-86400", "", "1969-12-31T00:00:00Z"),
        ("excel", "42433", "", "2016-03-04"),
        ("excel", "42433.5", "", "2016-03-04T12:00:00"),
        ("excel", "1", "", "1900-01-01"),
        ("excel", "61", "", "1900-03-01"),
        ("wikidata", "+2016-03-04T00:00:00Z", "11", "2016-03-04"),
        ("wikidata", "+2016-03-04T00:00:00Z", "10", "2016-03"),
        ("wikidata", "+2016-00-00T00:00:00Z/9", "", "2016"),
        ("wikidata", "+2016-03-00T00:00:00Z", "", "2016-03"),
        ("wikidata", "+1910-00-00T00:00:00Z", "8", "191X"),
        ("wikidata", "+2000-00-00T00:00:00Z", "7", "1901/2000"),
        ("wikidata", "-0044-03-15T00:00:00Z", "11", "-0044-03-15"),
    ],
)
def test_a_stated_format(form, text, precision, edtf):
    value = compile_format(Source("test"), "said.format", form)(text, precision, Reading())
    assert (value.edtf, value.raw) == (edtf, text)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("%Y%m", "20161"),
        ("%Y%m", "2016-03"),
        ("%Y%m%d", "20160230"),
        ("%Y%m%d", "20160004"),
        ("%d %b %Y", "4 Brumaire 2016"),
        ("edtf", "last week"),
        ("unix", "soon"),
        ("excel", "60"),
        ("excel", "0"),
        ("wikidata", "+2016-03-04T00:00:00Z/3"),
    ],
)
def test_what_does_not_fit_a_format_is_kept_and_not_guessed(form, text):
    value = compile_format(Source("test"), "said.format", form)(text, "", Reading())
    assert not value
    assert (value.raw, value.reason) == (text, f"is not written as the format {form!r} says")


@pytest.mark.parametrize("form", ["%Q", "dd.mm.yyyy", "%d.%m", "%Y%Y", "%Y %m %b", "%Y %I", "julian", 3])
def test_a_format_that_there_is_not(form):
    with pytest.raises(MappingError, match=r"test: said.format:"):
        compile_format(Source("test"), "said.format", form)


TABLE = "event,month,note,killed by North,Killed by the Red Cross\nRaid A-17,201603,12 killed and 3 hurt,3,at least 5\nFire B-18,201604,none,,7\n"
MAPPING = {
    "event": {
        "key": {"text": "{event}", "slug": True},
        "title": "{event}",
        "tags": [{"text": "{event}", "part": -1, "by": "-"}],
        "occurred": {"text": "{month}", "format": "%Y%m"},
    },
    "claim": {
        "column": {
            "each": {"figure": "killed by *"},
            "when": {"figure": True},
            "claimant": "{*}",
            "text": "In the column of {*}",
            "values": {"killed": "{figure}"},
        },
        "note": {
            "claimant": "Desk",
            "values": {
                "wounded": {"text": "{note}", "match": "([0-9]+) hurt"},
                "occurred": {"text": "{month}", "format": "%Y%m"},
            },
        },
    },
}


def test_parts_of_texts_and_a_claim_for_each_column(case, table, lines):
    case.import_file(table(TABLE), mapping=MAPPING)
    assert [(line["key"], line["tags"], line["occurred"]["edtf"]) for line in lines(case, "event")] == [
        ("fire-b-18", ["18"], "2016-04"),
        ("raid-a-17", ["17"], "2016-03"),
    ]
    told = {
        (line["claimant"], line["event"], item["field"], item["raw"])
        for line in lines(case, "assertion")
        for item in line["values"]
    }
    assert told == {
        ("north", "raid-a-17", "killed", "3"),
        ("the-red-cross", "raid-a-17", "killed", "at least 5"),
        ("the-red-cross", "fire-b-18", "killed", "7"),
        ("desk", "raid-a-17", "wounded", "3"),
        ("desk", "raid-a-17", "occurred", "201603"),
        ("desk", "fire-b-18", "occurred", "201604"),
    }


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ({"each": {"figure": "hurt by *"}}, r"claim.column.each: the file has no column like 'hurt by \*'"),
        (
            {"note": {"text": "{note}", "part": 0, "by": "-"}},
            "claim.column.note.part: is the number of a part",
        ),
        ({"note": {"text": "{note}", "part": 1}}, "claim.column.note.part: is the number of a part"),
        ({"note": {"text": "{note}", "match": "(["}}, "claim.column.note.match: is no regular expression"),
        (
            {"said": {"text": "{month}", "precision": "9"}},
            "claim.column.said.precision: goes with from and to",
        ),
    ],
)
def test_what_makes_no_sense_is_told(case, table, claim, message):
    content = {**MAPPING, "claim": {"column": {**MAPPING["claim"]["column"], **claim}}}
    with pytest.raises(MappingError, match=message):
        case.import_file(table(TABLE), mapping=content)


@pytest.mark.parametrize(
    ("pattern", "column", "star"),
    [
        ("killed_*", "Killed_North", "North"),
        ("* killed", "North killed", "North"),
        ("a*b", "ab", None),
        ("a*b", "b", None),
    ],
)
def test_what_a_star_stands_for(pattern, column, star):
    assert star_of(pattern, column) == star


def test_a_column_date_is_when_it_was_said_only_where_no_other_says_so(case, table, lines):
    text = (
        "event,claimant,text,date,said\nRaid,North,x,4 March 2020,5 March 2020\nRaid,South,y,4 March 2020,\n"
    )
    report = case.import_file(table(text), preset="generic")
    assert {line["text"]: line.get("said", {}).get("edtf") for line in lines(case, "assertion")} == {
        "x": "2020-03-05", "y": None,
    }  # fmt: skip
    assert any(line.startswith("columns that the mapping leaves out: date") for line in report.lines())
    case.import_file(table("event,claimant,text,date\nRaid,East,z,4 March 2020\n", "d.csv"), preset="generic")
    assert [line["said"]["edtf"] for line in lines(case, "assertion") if line["text"] == "z"] == [
        "2020-03-04"
    ]
