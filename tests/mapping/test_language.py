"""What a mapping can say: words, conditions, dates, values, splits."""

import pytest

from claimtrack.errors import MappingError
from claimtrack.importers.mapping.answers import compile_answers, place_text
from claimtrack.importers.mapping.cells import Cleaning, Columns, as_text
from claimtrack.importers.mapping.conditions import compile_conditions
from claimtrack.importers.mapping.date_options import reading_options
from claimtrack.importers.mapping.dates import compile_date
from claimtrack.importers.mapping.errors import Source
from claimtrack.importers.mapping.language import parse_mapping
from claimtrack.importers.mapping.splitting import compile_split
from claimtrack.importers.mapping.words import Writing
from claimtrack.model.decoding import Reading

ROW = {
    "a": "North",
    "b": "South",
    "empty": " ",
    "low": "2",
    "best": "3",
    "high": "5",
    "list": '"x; y";z',
    "user": {"names": ["N"]},
}


def writing(**cleaning):
    return Writing(Source("test"), Columns((), Cleaning(**cleaning)))


def table(names):
    return Writing(Source("test"), Columns(tuple(names)))


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{a}", "North"),
        ("{a} – {b}", "North – South"),
        ("{a}[, {empty}][, {b}]", "North, South"),
        ("{empty}", " "),
        ("{empty}{none}", ""),
        ("plain", "plain"),
        ("{{a}} [[x]] {a}", "{a} [x] North"),
        ("{none|empty|b}", "South"),
        ("{user.names.0}", "N"),
        ("{user.names.-1}{user.names.7}", "N"),
    ],
)
def test_templates(template, text):
    assert writing().words("key", template)(ROW) == text


@pytest.mark.parametrize("template", ["{a", "a}", "[{a}", "{a}]"])
def test_a_stray_sign_is_told(template):
    with pytest.raises(MappingError):
        writing().words("key", template)


def test_a_part_in_brackets_is_left_out_where_its_column_is_unknown():
    told = writing(unknown=frozenset({"north"}))
    assert told.words("x", "killed[, at {a}][, by {b}]")(ROW) == "killed, by South"
    assert told.words("x", "{a}, {b}")(ROW) == "North, South"


def test_a_missing_column_is_told_and_a_near_one_named():
    with pytest.raises(MappingError, match="did you mean 'claimant'"):
        table(["event", "claimant"]).words("key", "{claiment}")
    assert table(["event"]).words("key", "{claimant|}")(["x"]) == ""
    assert table(["Reported By"]).words("key", "{reported_by}")(["NGO"]) == "NGO"


def test_value_maps_ignore_case_and_leave_the_rest_or_say_otherwise():
    words = writing().words("key", {"text": "{a}", "map": {"NORTH": "affirms"}, "otherwise": "comments"})
    assert (words(ROW), words({"a": "x"}), words({"a": ""})) == ("affirms", "comments", "")
    assert writing().words("key", {"text": "{a}", "map": {}})(ROW) == "North"


def test_cells_of_any_type_are_text():
    assert [
        as_text(item) for item in (None, True, 3.0, 2**60, 0.5, ["a", 1], float("nan"), "é".encode())
    ] == [
        "",
        "yes",
        "3",
        str(2**60),
        "0.5",
        "a, 1",
        "",
        "é",
    ]


def test_cells_are_cleaned():
    one = writing(html=True, unquote=frozenset({"q"}), empty=frozenset({"na"}))
    assert one.words("key", "{h}")({"h": "a &amp; b"}) == "a & b"
    assert one.words("key", "{q}")({"q": '"Name"'}) == "Name"
    assert one.words("key", "{n}")({"n": "NA"}) == ""


@pytest.mark.parametrize(
    ("conditions", "holds"),
    [
        ({"a": "north"}, True),
        ({"a": ["x", "North"]}, True),
        ({"a": {"not": "north"}}, False),
        ({"empty": False, "a": True}, True),
        ({"empty": True}, False),
        ({"low": 2}, True),
    ],
)
def test_conditions(conditions, holds):
    assert compile_conditions(writing(), "where", conditions)(ROW) is holds


@pytest.mark.parametrize(
    ("given", "row", "edtf"),
    [
        ("{d}", {"d": "29 March 2016"}, "2016-03-29"),
        ("{d}", {"d": "2014-01-22 00:00:00.000"}, "2014-01-22"),
        ({"text": "{d}", "order": "MDY"}, {"d": "03/04/2016"}, "2016-03-04"),
        ({"text": "{d}", "order": "day first"}, {"d": "03/04/2016"}, None),
        ({"text": "{d}", "reference": "{r}"}, {"d": "yesterday", "r": "2016-03-30"}, "2016-03-29"),
        ({"year": "{y}", "month": "{m}", "day": "{d}"}, {"y": "2016", "m": "3", "d": "0"}, "2016-03"),
        ({"year": "{y}", "month": "{m}", "day": "{d}"}, {"y": "2016", "m": "0", "d": "9"}, "2016"),
        ({"year": "{y}", "month": "{m}", "day": "{d}"}, {"y": "2016", "m": "2", "d": "30"}, ""),
        ({"year": "{y}", "circa": "{c}"}, {"y": "2016", "c": "1"}, "2016~"),
        ({"from": "{f}", "to": "{t}"}, {"f": "2016-03-01", "t": "2016-03-05"}, "2016-03-01/2016-03-05"),
        ({"from": "{f}", "to": "{t}"}, {"f": "2016-03-05", "t": "2016-03-01"}, ""),
        (
            {"from": "{f}", "precision": "{p}", "precisions": {"2": "about"}},
            {"f": "2016-03-05", "p": "2"},
            "2016-03-05~",
        ),
        (
            {"from": "{f}", "precision": "{p}", "precisions": {"2": "about"}},
            {"f": "2016-03-05", "p": "7"},
            "",
        ),
    ],
)
def test_dates_are_never_more_exact_than_the_cells(given, row, edtf):
    if edtf is None:
        with pytest.raises(MappingError):
            compile_date(writing(), "said", given, {})
        return
    expression = compile_date(writing(), "said", given, {})
    reading = Reading(reference="2016-03-30") if expression.reference else Reading()
    assert expression.read(expression.key(row), reading).edtf == edtf


def test_iso_dates_of_two_releases_are_one():
    values = []
    for order, text in (("DMY", "03.10.2017"), ("MDY", "10/03/17")):
        expression = compile_date(writing(), "said", {"text": "{d}", "order": order, "iso": True}, {})
        values.append(expression.read(text, Reading()))
    assert values[0] == values[1]
    assert values[0].raw == "2017-10-03"


@pytest.mark.parametrize(
    ("cells", "raw", "shown"),
    [
        (("2", "3", "5"), "3 [2, 5]", "3 [2, 5]"),
        (("2", "", "5"), "2-5", "2-5"),
        (("4", "4", "4"), "4", "4"),
        (("2", "", ""), "at least 2", "at least 2"),
        (("", "", "5"), "at most 5", "0-5"),
        (("0", "0", "0"), "0", "0"),
        (("5", "", "2"), "5-2", None),
        (("-9", "-9", "-9"), "-9", "unknown"),
        (("", "", ""), "", None),
        (("x", "", "3"), "x-3", None),
    ],
)
def test_bounds_make_one_count_and_are_never_put_in_order(cells, raw, shown):
    given = {"low": "{l}", "best": "{b}", "high": "{h}"}
    (expression,) = compile_answers(
        writing(unknown=frozenset({"-9"})), "killed", "killed", "count", given, {}
    )
    read = expression.read(expression.key(dict(zip("lbh", cells, strict=True))), Reading())
    if not raw:
        assert read is None
    else:
        assert read[0] == raw
        assert str(read[1]) == shown if shown else getattr(read[1], "reason", "")


def test_unknown_silent_and_zero_are_three_things():
    (expression,) = compile_answers(
        writing(unknown=frozenset({"-99"})), "killed", "killed", "count", "{k}", {}
    )
    unknown, silent, zero = (expression.read(text, Reading()) for text in ("-99", "", "0"))
    assert (str(unknown[1]), silent, zero[1].high) == ("unknown", None, 0)


def test_a_place_is_a_name_with_a_point():
    assert place_text("Ford", "10.5", "20.25", "25") == "Ford (10.5, 20.25 ±25 km)"
    assert place_text("Ford", "", "20.25", "") == "Ford (20.25)"  # half of a point is kept, to be told
    assert place_text("Ford", "", "", "5") == "Ford"
    assert place_text("", "1", "2", "0") == "1, 2"


def test_a_cell_is_split_and_its_items_into_parts():
    names = ["sources", "other"]
    splitter, columns = compile_split(
        table(names), "split", {"column": "sources", "by": ";", "parts": ["office", "date", "headline"]}
    )
    rows = list(splitter(['"AP,2016-03-29,Ten, or more; die";Reuters,2016-03-30,None', "x"]))
    assert [row[2:] for row in rows] == [
        ["AP", "2016-03-29", "Ten, or more; die"],
        ["Reuters", "2016-03-30", "None"],
    ]
    assert columns.names == ("sources", "other", "office", "date", "headline")


def test_a_list_of_json_is_split():
    splitter, _ = compile_split(writing(), "split", {"column": "reviews", "as": "review"})
    assert [row["review"]["by"] for row in splitter({"reviews": [{"by": "A"}, {"by": "B"}]})] == ["A", "B"]
    assert list(splitter({"reviews": None})) == []


@pytest.mark.parametrize(
    ("told", "place", "message", "way_out"),
    [
        ('[dates]\nlanguage = "tlh"', "m:2: dates.language", "no words for dates in 'tlh'", "left out"),
        (
            '[dates]\nlanguage = ["en", "tlh"]',
            "m:2: dates.language",
            "no words for dates in 'tlh'",
            "ar, de, en",
        ),
        ("[dates]\nlanguage = 5", "m:2: dates.language", "must be a language", 'such as "ru"'),
        ('[dates]\norder = "DYM"', "m:2: dates.order", "unknown date order 'DYM'", "DMY, MDY, YMD"),
        ('[dates]\ncalendar = "mayan"', "m:2: dates.calendar", "unknown calendar", "gregorian, hijri"),
        ('[dates]\nzone = "+3"', "m:2: dates.zone", "unknown time zone '+3'", "+03:00"),
        ("[dates]\nzone = 3", "m:2: dates.zone", "must be a text", ""),
        ('[claimants.W]\nzone = "Mars/Base"', "m:2: claimants.W.zone", "unknown time zone", "IANA name"),
        ('[claimants.W]\ncalendar = "mayan"', "m:2: claimants.W.calendar", "unknown calendar", "gregorian"),
        ('[claimants.W]\nkind = "zork"', "m:2: claimants.W.kind", "unknown kind of claimant", "ministry"),
        ('[fields.f]\ntype = "number"', "m:2: fields.f.type", "unknown type of field", "count"),
    ],
)
def test_what_dates_are_read_by_is_checked_before_any_row_is(told, place, message, way_out):
    with pytest.raises(MappingError) as caught:
        parse_mapping(f'{told}\n[event]\ntitle = "{{e}}"\n[claim.c]\nclaimant = "{{w}}"\n', name="m")
    assert caught.value.message.startswith(f"{place}: ")
    assert message in caught.value.message
    assert way_out in caught.value.hint


def test_what_dates_may_be_read_by():
    told = '[dates]\nlanguage = "ru-RU"\norder = "dmy"\ncalendar = "jalali"\nzone = "+03:00"\n[claimants.W]\nlanguage = "ku"'
    mapping = parse_mapping(f'{told}\n[event]\ntitle = "{{e}}"\n[claim.c]\nclaimant = "{{w}}"\n', name="m")
    assert reading_options(mapping.source, "dates", mapping.content["dates"]) == {
        "order": "DMY",
        "calendar": "persian",
        "zone": "+03:00",
        "languages": ("ru-RU",),
    }


def test_a_date_of_its_own_is_checked_as_well():
    with pytest.raises(MappingError, match=r"said\.zone: unknown time zone"):
        compile_date(writing(), "said", {"text": "{a}", "zone": "Nowhere"}, {})


def test_the_type_of_a_field_may_be_written_as_people_do():
    told = '[fields.f]\ntype = "Yes/No"\n[event]\ntitle = "{e}"\n[claim.c]\nclaimant = "{w}"\n'
    assert parse_mapping(told, name="m").content["fields"] == {"f": {"type": "yes_no"}}


@pytest.mark.parametrize(
    ("told", "place", "message"),
    [
        ('[claim.c]\nclaimant = "A"\nstance = "mabe"', "m:5: claim.c.stance", "unknown stance 'mabe'"),
        ('[claim.c]\nclaimant = "A"\nhedge = "dunno"', "m:5: claim.c.hedge", "unknown hedge"),
        ('[claim.c]\nclaimant = "A"\nstance = { text = "{s}", map = { x = "denyes" } }', "m:5: claim.c.stance", "'denyes'"),
        ('[claim.c]\nclaimant = "A"\nstance = { text = "{s}", map = {}, otherwise = "coment" }', "m:5: claim.c.stance", "'coment'"),
        ('[claim.c]\nclaimant = "A"\nlink = { denys = "c" }', "m:5: claim.c.link", "'denys'"),
        ('[claim.c]\nclaimant = "A"\n[evidence.e]\nrole = "helps"', "m:6: evidence.e.role", "'helps'"),
        ('[assessment.v]\ngrade = "great"', "m:4: assessment.v.grade", "unknown grade 'great'"),
    ],
)  # fmt: skip
def test_a_term_that_the_mapping_itself_writes_is_checked_before_any_row_is(told, place, message):
    with pytest.raises(MappingError) as caught:
        parse_mapping(f'[event]\ntitle = "{{e}}"\n{told}\n', name="m")
    assert caught.value.message.startswith(f"{place}: ")
    assert message in caught.value.message


def test_terms_that_hang_on_the_row_are_left_to_it():
    told = (
        'stance = { text = "{s}", map = { x = "skip", y = "DENIES" } }\nhedge = "{h}"\nlink = { "{k}" = "c" }'
    )
    parse_mapping(f'[event]\ntitle = "{{e}}"\n[claim.c]\nclaimant = "A"\n{told}\n', name="m")
