"""A first mapping by what stands in the columns, whatever they are called."""

import json
import tomllib

import pytest

from claimtrack.importers.mapping.column_facts import look, roles_by_content
from claimtrack.importers.mapping.roles import find_roles
from claimtrack.importers.mapping.sketch import sketch_mapping


def facts(*cells):
    return look(["x"], [{"x": cell} for cell in cells])["x"]


def text_of(columns, *rows):
    table = [dict(zip(columns, row, strict=True)) for row in rows]
    return sketch_mapping("cases", columns, table)


def written(columns, *rows):
    return tomllib.loads(text_of(columns, *rows))


@pytest.mark.parametrize(
    ("cells", "role"),
    [
        (["13.03.2016", "14.03.2016"], "date"),
        (["3 марта 2016", "4 марта 2016"], "date"),
        (["2016", "2017"], None),  # a year may be any figure
        (["12,5", "13,7"], None),
        (["support", "deny", "support"], "stance"),
        (["support", "support"], None),  # one word is no scale
        (["A-17", "B-18", "C-19"], "key"),
        (["101", "102", "103"], "key"),
        (["3", "12", "7"], None),  # figures that do not count up count something
        (["3", "none", "0"], None),  # nor do those among which one is not known
        (["1456790400", "1456876800", "1456790401"], "date"),
        (["20160301", "20160302", "20160229"], "date"),
        (["A-17", "A-17", "B-18"], "event_key"),
        (["https://a.example/1", "https://b.example/2; https://c.example/3"], "url"),
        (["North", "South"], None),
    ],
)
def test_what_a_column_is_by_its_cells(cells, role):
    found = roles_by_content({"x": facts(*cells)}, {})
    assert found == ({} if role is None else {role: "x"})


def test_a_name_goes_before_what_stands_in_a_column():
    columns = {"date": facts("2016-03-01"), "y": facts("2016-03-02")}
    assert roles_by_content(columns, find_roles(columns, lambda _name: True)) == {}


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["North; South", "North"], ";"),
        (["North | South", "East"], "|"),
        (["North, South", "South, East", "North", "East"], ","),
        (["Homs, Syria", "Raqqa, Iraq", "Palmyra"], ""),
        (["North;", "South"], ""),
    ],
)
def test_lists_in_cells(cells, sign):
    assert facts(*cells).separator == sign


def test_lists_become_several_answers_and_documents():
    mapping = written(["event", "who", "link", "perpetrator"], ["A", "X", "https://a.example/1; https://b.example/2", "North; South"])  # fmt: skip
    claim = mapping["claim"]["statement"]
    assert claim["document"] == {"url": "{link}", "split": ";"}
    assert claim["values"]["perpetrator"] == {"text": "{perpetrator}", "split": ";"}


def test_a_key_that_repeats_is_of_the_event():
    mapping = written(
        ["event_id", "who", "text"], ["7", "X", "it fell"], ["7", "Y", "it stood"], ["8", "X", "it burnt"]
    )
    assert mapping["event"]["key"] == "cases-{event_id}"
    assert "key" not in mapping


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("201603", {"text": "{date}", "format": "%Y%m"}),
        ("20160304", {"text": "{date}", "format": "%Y%m%d"}),
        ("1457086200", {"text": "{date}", "format": "unix"}),
        ("42433", {"text": "{date}", "format": "excel"}),
        ("+2016-03-00T00:00:00Z", {"text": "{date}", "format": "wikidata"}),
        ("2016-03-04T00:00:00.000", {"text": "{date}", "iso": True}),
        ("2016-03-04T10:10:00", "{date}"),
    ],
)
def test_formats_and_midnights_of_dates_are_proposed(cell, date):
    assert written(["event", "who", "date"], ["A", "X", cell])["claim"]["statement"]["said"] == date


def test_none_among_figures_is_never_taken_for_unknown_unsaid():
    text = text_of(["event", "killed", "weapon"], ["A", "3", "tank"], ["B", "none", "unknown"])
    assert tomllib.loads(text)["cells"]["unknown"] == ["unknown"]
    assert '# "none" stands among the figures of killed and is read as 0' in text
    assert tomllib.loads(text_of(["event", "weapon"], ["A", "none"]))["cells"]["unknown"] == ["none"]


def test_a_data_feed_of_fact_checks_is_known(tmp_path):
    from claimtrack import Casefile
    from claimtrack.intake.sources import sketch

    def check(number, **more):
        return {"@type": "ClaimReview", "url": f"https://check.example/{number}", "claimReviewed": f"Claim {number}", "author": "Checkers", "reviewRating": {"alternateName": "False"}, **more}  # fmt: skip

    feed = {
        "@type": "DataFeed",
        "dataFeedElement": [
            {"@type": "DataFeedItem", "dateCreated": "2016-03-07", "item": [check(1), check(2)]},
            {"@type": "DataFeedItem", "item": check(3)},
        ],
    }
    path = tmp_path / "feed.json"
    path.write_text(json.dumps(feed), encoding="utf-8")
    assert "ClaimReview" in sketch(path)
    with Casefile.open(tmp_path / "case.db") as case:
        assert case.import_file(path, preset="claimreview").made["assertion"] == 3
        page = tmp_path / "page.html"
        page.write_text(f'<script type="application/ld+json">{json.dumps(feed)}</script>', encoding="utf-8")
        assert case.import_file(page, preset="claimreview").held["assertion"] == 3


def test_an_event_is_called_by_no_id_and_no_stance():
    rows = [
        ("x1", "Raid at Ford", "denies"),
        ("x2", "Raid at Mill", "affirms"),
        ("x3", "Mill again", "affirms"),
    ]
    assert written(["a", "b", "c"], *rows)["event"]["title"] == "{b}"


def test_a_number_of_a_case_is_no_title_where_words_say_what_happened():
    mapping = written(["case", "what", "town", "claimant"], ["A-1", "Mill burnt", "Homs", "X"], ["A-2", "Raid", "Homs", "Y"])  # fmt: skip
    assert mapping["event"]["title"] == "{what}"


def test_an_object_that_is_nothing_in_one_record_is_known_by_its_keys():
    rows = [{"event": "A", "fatalities": None}, {"event": "B", "fatalities": {"min": 1, "max": 3}}]
    text = sketch_mapping("cases", (), rows)
    values = tomllib.loads(text)["claim"]["statement"]["values"]
    assert values["killed"] == {"low": "{fatalities.min}", "high": "{fatalities.max}"}
    assert "#   fatalities: " not in text
