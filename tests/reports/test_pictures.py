"""Pictures on their own: what is on them, in both forms."""

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from claimtrack.render.svg import write
from claimtrack.views.drawing import Bar, Dot, Drawing, Rule, Words, mirrored

SVG = "{http://www.w3.org/2000/svg}"


def drawn(text):
    return ET.fromstring(text)  # noqa: S314 - it was made here


def test_a_timeline_has_a_bar_or_a_dot_for_each_dated_statement(run):
    picture = drawn(run("timeline", "bridge", "--format", "svg").stdout)
    texts = [element.text for element in picture.iter(f"{SVG}text")]
    assert "Ministry of Defence" in texts
    assert len(list(picture.iter(f"{SVG}circle"))) == 5
    assert "2 May 2017" in picture.find(f"{SVG}desc").text


def test_a_matrix_says_how_often_two_met_and_were_in_conflict(run):
    picture = drawn(run("matrix", "--format", "svg").stdout)
    assert "1: 1≠" in [element.text for element in picture.iter(f"{SVG}text")]


def test_a_web_has_an_arrow_for_each_link_between_two(run):
    picture = drawn(run("show", "bridge", "--format", "svg").stdout)
    assert {"denial", "concession"} <= {element.text for element in picture.iter(f"{SVG}text")}
    assert len(list(picture.iter(f"{SVG}polygon"))) == 2


def test_png_is_a_picture_and_the_same_every_time(run, tmp_path):
    pytest.importorskip("typst")
    for command in (["timeline", "bridge"], ["matrix"], ["show", "bridge"]):
        run(*command, "--format", "png", "-o", "one.png")
        run(*command, "--format", "png", "-o", "two.png")
        content = (tmp_path / "one.png").read_bytes()
        assert content.startswith(b"\x89PNG")
        assert content == (tmp_path / "two.png").read_bytes()


def test_what_cannot_be_drawn_says_so(run):
    run("matrix", "--ach", "bridge", "--format", "svg", code=2)
    run("show", "bridge", "wire", "--format", "svg", code=2)
    run("event", "add", "Never dated", "--key", "never")
    assert "nothing here is dated" in run("timeline", "never", "--format", "svg", code=6).output


def test_pictures_are_written_in_the_language_asked_for(run):
    for command, word in (
        (["timeline", "bridge"], "وقوع الحدث"),
        (["matrix"], "الأسئلة التي أجاب عنها الطرفان؛ وكلما كان اللون أغمق زاد التعارض"),
        (["show", "bridge"], "نفي"),
    ):
        picture = drawn(run(*command, "--format", "svg", "--lang", "ar").stdout)
        texts = [element.text.strip("\u2068\u2069") for element in picture.iter(f"{SVG}text")]
        assert word in texts
    assert "it is for --format svg and png" in run("timeline", "bridge", "--lang", "ar", code=2).output


def test_a_drawing_for_readers_from_right_to_left_is_turned_and_its_words_are_not():
    shapes = (Rule(0, 1, 10, 2), Bar(1, 2, 3, 4), Dot(5, 5, 2), Words(1, 1, "a"), Words(4, 1, "b", "middle"))
    turned = mirrored(Drawing(20, 20, shapes, "T", "D"))
    assert turned.shapes == (
        Rule(20, 1, 10, 2), Bar(16, 2, 3, 4), Dot(15, 5, 2), Words(19, 1, "a", "right"), Words(16, 1, "b", "middle"),
    )  # fmt: skip
    assert mirrored(turned).shapes == shapes


def test_every_shape_is_drawn():
    shapes = (
        Rule(0, 0, 10, 10, arrow=True),
        Bar(1, 2, 3, 4, cover=0.5),
        Dot(5, 5, 2),
        Words(1, 1, "<b>", "right"),
    )
    picture = drawn(write(Drawing(20, 20, shapes, "T", "D")))
    assert [element.tag.removeprefix(SVG) for element in picture] == [
        "title", "desc", "style", "rect", "line", "polygon", "rect", "circle", "text",
    ]  # fmt: skip
    assert picture.find(f"{SVG}text").text == "<b>"


def scale(picture):
    """Return the labels of the scale of a drawn timeline: text and place."""
    texts = [element for element in picture.iter(f"{SVG}text") if element.get("font-size") == "7"]
    return [(element.text, float(element.get("x"))) for element in texts]


@pytest.mark.parametrize(
    ("last", "labels"),
    [
        ("2024-03-01", ["1 Mar 2024"]),
        ("2024-03-02", ["1 Mar 2024", "2 Mar 2024"]),
        ("2024-03-03", ["1 Mar 2024", "2 Mar 2024", "3 Mar 2024"]),
        ("2024-03-04", ["1 Mar 2024", "2 Mar 2024", "3 Mar 2024", "4 Mar 2024"]),
        ("2024-03-05", ["1 Mar 2024", "3 Mar 2024", "5 Mar 2024"]),
        ("2024-12-01", ["Mar 2024", "Jun 2024", "Aug 2024", "Dec 2024"]),
        ("2034-03-01", ["2024", "2027", "2030", "2034"]),
    ],
)
def test_the_scale_of_a_timeline_names_its_days_at_their_places(run, last, labels):
    run("event", "add", "Market hit", "--key", "market", "--date", "2024-03-01")
    run("record", "market", "--by", "wire", "It burnt", "--said", last)
    found = scale(drawn(run("timeline", "market", "--format", "svg").stdout))
    assert [text for text, _ in found] == labels
    if labels == ["1 Mar 2024", "2 Mar 2024", "3 Mar 2024"]:
        assert [place for _, place in found] == [268, 390, 512]


@pytest.mark.parametrize("language", ["en", "es", "ar", "ru"])
def test_the_labels_of_a_scale_do_not_touch(run, language):
    run("event", "add", "Market hit", "--key", "market", "--date", "2016-09-12")
    run("record", "market", "--by", "wire", "It burnt", "--said", "2016-09-30")
    found = scale(drawn(run("timeline", "market", "--format", "svg", "--lang", language).stdout))
    assert len(found) >= 2
    assert all(abs(other - place) > 60 for (_, place), (_, other) in pairwise(found))
