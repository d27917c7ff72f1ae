"""JSON: documents of any size, JSON Lines, and what is not to be relied on."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.errors import InputFileError
from claimtrack.importers.readers import Limits
from claimtrack.importers.readers.json_stream import Document, Window


def test_a_list_of_records(read):
    reading = read('[\n {"a": 1},\n {"a": 2, "b": {"c": [null, true]}}\n]')
    assert reading.cells == [{"a": 1}, {"a": 2, "b": {"c": [None, True]}}]
    assert reading.lines == [2, 3]


def test_where_the_records_usually_are(read):
    page = {"claims": [{"text": "x", "claimReview": []}, {"text": "y"}], "nextPageToken": "CAo"}
    reading = read(json.dumps(page))
    assert [cells["text"] for cells in reading.cells] == ["x", "y"]
    assert reading.noted("beside the records, and not part of any: nextPageToken")
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "ClaimReview"}, {"@type": "WebPage"}]}
    assert len(read(json.dumps(graph)).rows) == 2
    assert len(read(json.dumps([graph, {"@type": "ClaimReview"}])).rows) == 3


def test_one_object_is_one_record(read):
    review = {"@type": "ClaimReview", "claimReviewed": "x", "tags": [{"a": 1}], "items": ["p", "q"]}
    assert read(json.dumps(review)).cells == [review]


def test_where_the_records_are_said_to_be(read):
    text = '{"meta": {"n": 2}, "data": {"found": [{"a": 1}, {"a": 2}]}, "more": [1]}'
    assert read(text, records="data.found").cells == [{"a": 1}, {"a": 2}]
    assert read(text, records="meta").cells == [{"n": 2}]
    with pytest.raises(InputFileError, match=r"nothing under 'data\.lost'"):
        read(text, records="data.lost")


def test_numbers_stay_as_they_are_written(read):
    text = '[{"id": 498430783699554305, "big": 12345678901234567890123, "f": 1.5, "g": 1.10, "h": 1e999}]'
    cells = read(text).cells[0]
    assert cells == {
        "id": 498430783699554305,
        "big": 12345678901234567890123,
        "f": 1.5,
        "g": "1.10",
        "h": "1e999",
    }
    assert read('[{"a": ' + "9" * 6000 + "}]").cells == [{"a": "9" * 6000}]


def test_a_record_not_to_be_relied_on_is_a_finding(read):
    reading = read('[{"a": 1, "a": 2}, {"b": NaN}, {"c": {"d": 1, "d": 1}}, {"e": "}]"}, NaN, 5, {"f": 1}]')
    assert reading.cells == [{"e": "}]"}, {"f": 1}]
    messages = [finding.message for finding in reading.findings]
    assert messages == [
        "the key 'a' stands twice in one object",
        "NaN is no JSON number",
        "the key 'd' stands twice in one object",
        "NaN is no JSON number",
        "an object is needed, not '5'",
    ]


def test_deep_json_is_told(read):
    deep = "[" * 200_000 + "]" * 200_000
    reading = read('[{"a": ' + deep + '}, {"b": 1}]')
    assert reading.cells == [{"b": 1}]
    assert reading.found("nested")
    mild = '{"a":' * 150 + "1" + "}" * 150
    assert read("[" + mild + "]").found("nested more than 100 deep")
    with pytest.raises(InputFileError):
        read("[" * 200_000)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('[{"a": 1},\n {"b" 2}]', "input:2:7", "no JSON"),
        ('[{"a": 1}\n {"b": 2}]', "input:2:2", "where ']' should"),
        ('[{"a": 1},\n', "input:2:1", "cut off"),
        ('{"a": "never clo', "input:1:7", "cut off"),
        ('{"a": 1', "input:1:8", "cut off"),
    ],
)
def test_a_broken_document_says_where(read, text, place, message):
    with pytest.raises(InputFileError) as caught:
        read(text, name="input", format="json")
    assert str(caught.value).startswith(place)
    assert message in str(caught.value)


def test_a_record_longer_than_the_limit(read):
    with pytest.raises(InputFileError, match="one record is longer"):
        read('[{"a": "' + "x" * 5_000_000 + '"}]', limits=Limits(record=1_000_000))


def test_json_lines(read):
    reading = read('{"a": 1}\n\n{"a": }\n{"a": 2} {"a": 3}\n  {"a": "x y"}\r\n[1]\n{"a": 4}')
    assert reading.format == "jsonl"
    assert reading.cells == [{"a": 1}, {"a": "x y"}, {"a": 4}]
    assert [str(finding.position) for finding in reading.findings] == ["input:3:7", "input:4:10", "input:6"]


def test_an_overlong_line_is_passed_over(read):
    text = '{"a": 1}\n{"a": "' + "x" * 3_000_000 + '"}\n{"a": 2}\n'
    reading = read(text, limits=Limits(record=1_000_000))
    assert reading.cells == [{"a": 1}, {"a": 2}]
    assert reading.lines == [1, 3]
    assert [finding.position.line for finding in reading.findings] == [2]


def test_undecodable_bytes_cost_their_record(read):
    reading = read(b'[{"a": "\xc3\xa9\xc3\xa9"}, {"a": "\xe9"}, {"a": "ok"}]')
    assert reading.cells == [{"a": "éé"}, {"a": "ok"}]
    assert reading.found("byte 0xe9")


def test_html_entities_stay_as_written(read):
    assert read('[{"a": "x &amp; y"}]').cells == [{"a": "x &amp; y"}]


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=12,
)


@given(st.lists(st.dictionaries(st.text(max_size=4), values, max_size=4), max_size=5), st.integers(1, 7))
def test_however_the_text_is_cut_the_records_are_the_same(records, size):
    text = json.dumps(records, indent=1)
    pieces = iter([text[at : at + size] for at in range(0, len(text), size)])
    window = Window(pieces, 1 << 20, "x")
    window._wanted = 1  # let in a piece at a time
    assert [value for _, value in Document(window).records()] == records


@pytest.mark.parametrize(
    ("text", "form", "places"),
    [
        ('[{"a": 1}, {"a": 2},\n {"a": 3},\n 4, {"a": 4}]', "json", ["1, record 1", "1, record 2", "2", "3, record 1", "3, record 2"]),
        ('{"a": 1}{"a": 2}\n{"a": 3}', "json", ["1, record 1", "1, record 2", "2"]),
        ('[{"a": 1, "a": 1}, {"a": NaN}, {"a": 1}]', "json", ["1, record 1", "1, record 2", "1, record 3"]),
        ('{"claims": [{"a": 1}, {"a": 2}]}', "json", ["1, record 1", "1, record 2"]),
        ('{"@graph": [{"a": 1},\n{"a": 2}]}', "json", ["1", "2"]),
        ('[{"@graph": [{"a": 1},\n{"a": 2}]}]', "json", ["1, record 1", "1, record 2"]),
        ('{"a": 1}\n{"a": 2}', "jsonl", ["1", "2"]),
        ("[{a: 1}, {a: 2}]", "yaml", ["1, record 1", "1, record 2"]),
        ("- a: 1\n- a: 2", "yaml", ["1", "2"]),
    ],
)  # fmt: skip
def test_records_of_one_line_have_places_of_their_own(read, text, form, places):
    reading = read(text, name="x", format=form)
    found = sorted(str(item.position) for item in (*reading.rows, *reading.findings))
    assert found == sorted(f"x:{place}" for place in places)


def test_an_unusual_encoding_is_told(read):
    text = '[{"a": "déjà vu"}]'
    assert read(text.encode("cp1252")).noted("read as cp1252")
    assert not read(text).noted("read as")
