"""YAML without its traps, and the JSON-LD of web pages."""

import pytest

from claimtrack.errors import InputFileError
from claimtrack.importers.readers import Limits


def test_yaml_scalars_stay_what_they_are(read):
    text = "- country: NO\n  date: 2016-03-29\n  code: 010\n  n: 3\n  yes: true\n  none: ~\n  s: '7'\n  f: 1.10\n"
    assert read(text, name="x.yaml").cells == [
        {
            "country": "NO",
            "date": "2016-03-29",
            "code": "010",
            "n": 3,
            "yes": True,
            "none": None,
            "s": "7",
            "f": "1.10",
        }
    ]


def test_yaml_lines_documents_and_paths(read):
    reading = read("---\nevent: a\n---\nevent: b\nwho:\n  - x\n", name="x.yml")
    assert reading.cells == [{"event": "a"}, {"event": "b", "who": ["x"]}]
    assert reading.lines == [2, 4]
    listed = "title: t\nclaims:\n  - a: 1\n  - a: 2\n"
    assert read(listed, name="x.yml").cells == [{"a": 1}, {"a": 2}]
    assert read("p:\n  q:\n    - a: 1\n", name="x.yml", records="p.q").cells == [{"a": 1}]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: &x [1]\nb: *x\n", "anchors and aliases"),
        ("a: !!python/object/apply:os.system ['true']\n", "is not taken"),
        ("a: !!binary aGk=\n", "is not taken"),
        ("a: " + "[" * 5000, "nested more than 100 deep"),
        ("a: [1\nb: 2\n", "no YAML"),
        ("- : i:i\n", "x.yaml:1:3: no YAML"),
    ],
)
def test_yaml_traps_are_refused(read, text, message):
    with pytest.raises(InputFileError, match=message):
        read(text, name="x.yaml")


def test_a_yaml_key_twice_costs_its_record(read):
    reading = read("- a: 1\n  a: 2\n- a: 3\n- just text\n", name="x.yaml")
    assert reading.cells == [{"a": 3}]
    assert [finding.position.line for finding in reading.findings] == [1, 1]


def test_a_yaml_document_has_a_size(read):
    with pytest.raises(InputFileError, match="too large to be one document"):
        read("- a: " + "x" * 2000, name="x.yaml", limits=Limits(record=1000))


PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8">
<!-- <script type="application/ld+json">{"commented": "out"}</script> -->
<script>if (1 < 2) { var json = "<b>"; }</script>
<script type="application/ld+json">
{"@type": "ClaimReview", "claimReviewed": "x &amp; y", "url": "https://example.org/1"}
</script>
<script id="two" type='application/ld+json'>//<![CDATA[
[{"@graph": [{"@type": "WebPage"}, {"@type": "ClaimReview"}]}, {"@type": "Person"}]
//]]></script>
<script type="application/ld+json">{"broken": </script>
</head><body>{"not": "data"}</body></html>"""


def test_json_ld_of_a_page(read):
    reading = read(PAGE)
    assert reading.format == "html"
    assert [cells["@type"] for cells in reading.cells] == ["ClaimReview", "WebPage", "ClaimReview", "Person"]
    assert reading.cells[0]["claimReviewed"] == "x &amp; y"
    assert reading.lines[0] == 4
    assert [finding.position.line for finding in reading.findings] == [10]


def test_a_page_says_its_encoding(read):
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head>'
    page += '<script type="application/ld+json">{"claimReviewed": "Сбит вертолёт"}</script></html>'
    assert read(page.encode("cp1251")).cells == [{"claimReviewed": "Сбит вертолёт"}]


def test_a_page_without_data_says_so(read):
    assert read("<html><body>Nothing</body></html>").noted("no JSON-LD")


def test_a_page_of_openings_takes_no_time(read):
    assert read("<html>" + "<!--" * 300_000).rows == []
    assert read("<html>" + "<script " * 300_000).rows == []
    assert read("<html>" + '<script type="application/ld+json">' * 100_000).findings
