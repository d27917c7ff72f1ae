import re
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from claimtrack.errors import UnknownTermError
from claimtrack.render import render
from claimtrack.render.cells import cells
from claimtrack.views.blocks import (
    Column,
    Heading,
    KeyValues,
    Span,
    Table,
    Text,
    Timeline,
    TimelineEntry,
    View,
    cell,
)

ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2069"))


def table_view(*rows, pinned=1, headings=None, **options):
    headings = headings or [f"c{i}" for i in range(len(rows[0]))]
    columns = tuple(Column(cell(heading)) for heading in headings)
    return View(
        "test", (Table(columns, tuple(tuple(map(cell, row)) for row in rows), pinned=pinned, **options),)
    )


def printed(*rows, width=80, **options):
    return render(table_view(*rows, **options), "table", width=width)


def width_of(line):
    return cells(line.translate(ISOLATES))


def bars(line):
    """The display columns at which the frame stands."""
    line = line.translate(ISOLATES)
    return [cells(line[: match.start()]) for match in re.finditer("[│┼┴]", line)]


# --- outside text is never markup, never an escape ---


@pytest.mark.parametrize(
    "text",
    ["[Update: the ministry denied it]", "[/i]", "[bold]x[/]", ":bomb:", "[link=x]y[/link]", "<b>", "`x`"],
)
def test_markup_prints_as_it_is(text):
    view = View(
        "x",
        (
            Heading(text),
            Text((cell(text),)),
            KeyValues(((text, cell(text)),), title=text),
            Timeline((TimelineEntry(text, None, None, text, cell(text), text),), title=text),
            *table_view([text, text], headings=[text, text], title=text, notes=(cell(text),)).blocks,
        ),
    )
    for colour in (False, True):
        out = render(view, "table", width=200, colour=colour)
        assert out.count(text) == 16


def test_escape_bytes_become_visible():
    out = printed(["a", "\x1b[31mred\x1b[0m \x9b2J \x07 \x00 \x7f"])
    assert "␛[31mred␛[0m <9b>2J ␇ ␀ ␡" in out
    assert "\x1b" not in out


def test_direction_overrides_become_visible():
    assert "<202e>evil<202c> <2068>x" in printed(["a", "\u202eevil\u202c \u2068x"])


def test_invisible_marks_are_left_out():
    assert "│ abcdef\n" in printed(["x", "a\u200bb\u00adc\u200fd\ufeffe\U000e0041f"])


def test_lone_surrogates_become_replacement_characters():
    assert printed(["a", "x\ud800y"]).encode().decode().count("x\ufffdy") == 1


def test_line_feeds_begin_a_new_line_in_the_cell():
    lines = printed(["label", "one\ntwo\r\nthree\rfour"]).splitlines()
    assert [line.split("│")[1].strip() for line in lines[2:]] == ["one", "two", "three", "four"]
    assert [line.split("│")[0].strip() for line in lines[2:]] == ["label", "", "", ""]


# --- columns ---


def test_columns_stay_aligned_in_every_script():
    texts = [
        "أسقطت المروحية",
        "המסוק הופל",
        "вертолёт сбит",
        "直升机被击落",
        "ヘリコプター",
        "e\u0301te\u0301",
        "हेलीकॉप्टर",
    ]
    lines = printed(*([str(i), text, text] for i, text in enumerate(texts))).splitlines()
    assert {tuple(bars(line)) for line in lines} == {(3, bars(lines[0])[1])}


def test_right_to_left_text_is_isolated_by_its_own_direction():
    out = printed(["a", "أسقطت المروحية 3", "TOW (تاو)", "plain"], width=200)
    assert "\u2067أسقطت المروحية 3\u2069" in out
    assert "\u2066TOW (تاو)\u2069" in out
    assert out.count("\u2069") == 2
    assert "\u2067" not in render(table_view(["a", "أسقطت"]), "table", width=80, unicode=False)


def test_a_wrapped_right_to_left_text_keeps_its_direction_on_every_line():
    parts = re.findall(
        "[\u2066\u2067][^\u2069]*\u2069", printed(["a", "أسقطت المروحية TOW missile " * 3], width=24)
    )
    assert len(parts) > 3
    assert all(part[0] == "\u2067" for part in parts)


def test_numbers_are_right_aligned():
    table = Table(
        (Column(cell("event")), Column(cell("n"), "right")), tuple((cell(t), cell(t)) for t in ("1", "1000"))
    )
    assert render(View("x", (table,)), "table", width=80).splitlines()[2:] == ["1     │    1", "1000  │ 1000"]


def test_columns_that_do_not_fit_continue_with_the_labels_again():
    out = printed(["label", *("some words " * 6 + str(i) for i in range(7))], width=60)
    assert re.findall("continued .*", out) == ["continued 2/3", "continued 3/3"]
    assert out.count("label") == 3
    assert [i for i in range(7) if re.search(rf"\b{i}\b", out)] == list(range(7))


def test_two_pinned_columns_are_repeated():
    out = printed(["one", "two", *(f"long text number {i}" for i in range(8))], width=60, pinned=2)
    assert out.count("one │ two │") == out.count("continued") + 1 > 2


def test_what_fits_is_one_panel():
    assert "continued" not in printed(["label", "a" * 40, "b" * 40], width=91)


def test_a_long_cell_is_wrapped_whole():
    words = [f"w{i}" for i in range(1000)]
    out = printed(["label", " ".join(words), "other"], width=60)
    assert re.findall(r"w\d+", out) == words


def test_a_long_unbroken_word_is_folded_whole():
    word = "".join(chr(97 + i % 26) for i in range(5000))
    out = printed([word, word], width=60)
    folded = [line.split("│") for line in out.splitlines()[2:]]
    assert "".join(left.strip() for left, _ in folded) == word
    assert "".join(right.strip() for _, right in folded) == word


def test_addresses_break_after_a_slash():
    out = printed(["a", "https://example.org/a-long-path/of-the-archive/page.html"], width=40)
    assert all(line.rstrip().endswith(("/", "-", ".", "html")) for line in out.splitlines()[2:])


def test_an_emoji_is_never_cut_in_two():
    family = "👩\u200d👩\u200d👧"
    assert printed([family * 40, "x"], width=20).count(family) == 40


def test_sections_and_notes():
    table = table_view(["a", "1"], ["b", "2"], sections=(0, 1), notes=(cell("note"),))
    assert render(table, "table", width=80).splitlines() == [
        "c0 │ c1",
        "───┼───",
        "a  │ 1",
        "───┼───",
        "b  │ 2",
        "───┴───",
        "note",
    ]


def test_a_table_without_rows_has_its_heading():
    view = View("x", (Table((Column(cell("a")), Column(cell("b"))), ()), Table((), ())))
    assert render(view, "table", width=80) == "a │ b\n──┼──\n\n"


# --- colour ---


def test_without_colour_no_escape_byte(view):
    assert "\x1b" not in render(view, "table", width=100)


def test_colour_changes_nothing_but_colour(view):
    coloured = render(view, "table", width=100, colour=True)
    assert "\x1b[1;31m" in coloured
    plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert [line.rstrip() for line in plain.splitlines()] == render(view, "table", width=100).splitlines()


def test_every_colour_ends_on_its_line(view):
    for line in render(view, "table", width=60, colour=True).splitlines():
        codes = re.findall(r"\x1b\[([0-9;]*)m", line)
        assert codes[1::2] == ["0"] * (len(codes) // 2)
        assert "0" not in codes[::2]


# --- plain output ---


def test_the_ascii_frame_is_ascii():
    table = table_view(["a", "≠ x → y…"], sections=(1,), notes=(cell("– note"),), title="T")
    entries = (
        TimelineEntry("w", 1.0, None, "a", cell("b")),
        TimelineEntry("w", 3.0, 9.0, "a", cell("b"), "lag"),
    )
    blocks = (Heading("H"), *table.blocks, Timeline(entries), Text((cell("p"),), "bullet"))
    out = render(View("x", blocks), "table", width=60, unicode=False)
    assert out.isascii()
    assert "!= x -> y..." in out


# --- the timeline ---


def test_bars_of_a_timeline():
    entries = (
        TimelineEntry("day", 700000.0, 700000.0, "A", cell("a")),
        TimelineEntry("span", 700000.0, 700030.0, "B", cell("b"), "1 day later"),
        TimelineEntry("after", 700010.0, None, "C", cell("c")),
        TimelineEntry("before", None, 700010.0, "D", cell("d")),
        TimelineEntry("undated", None, None, "E", cell("e")),
    )
    out = render(View("x", (Timeline(entries),)), "table", width=60)
    drawn = [line.split("│")[1].strip() for line in out.splitlines()[2::2]]
    assert drawn == ["●", "├────────┤", "├─────▸", "◂──┤", "?"]
    assert "B · 1 day later" in out


def test_a_timeline_of_one_moment():
    out = render(
        View("x", (Timeline((TimelineEntry("8 Jul", 736153.0, 736153.0, "A", cell("a")),)),)),
        "table",
        width=90,
    )
    assert "2016-07-08" in out
    assert "●" in out


@pytest.mark.parametrize(
    ("first", "last", "width", "axis"),
    [
        (736146, 736176, 150, "2016-07-01     2016-07-31"),
        (736146, 736176, 90, "1 Jul    31 Jul"),
        (736146, 736176, 60, ""),
        (735000, 736176, 60, "2013  2016"),
        (-96000, 736176, 60, "-262  2016"),
    ],
)
def test_the_axis_of_a_timeline_says_as_much_as_fits(first, last, width, axis):
    entries = (
        TimelineEntry("a", first, first, "A", cell("a")),
        TimelineEntry("b", last, last, "B", cell("b")),
    )
    out = render(View("x", (Timeline(entries),)), "table", width=width)
    assert out.split("│")[1].strip() == axis


def test_an_empty_timeline():
    assert "when" in render(View("x", (Timeline(()),)), "table", width=60)


# --- any text, any width ---

NASTY = "\x00\x07\x1b[]/:*_|\\`<>&#=+-@\r\n\t  \u00a0\u00ad\u0301\u0600\u061c\u1160\u200b\u200e\u200f\u2028\u202e\u2068\u3000\u3099\ufe0f\ufeff"
TEXT = st.text(
    st.one_of(
        st.sampled_from(NASTY + "abc def عربي עברית кир 中文。ヘリ한국❤🚁"),
        # A joiner makes a width depend on what follows it; it has a test of its own.
        st.characters(exclude_categories=["Cs"], exclude_characters="\u200d│┼┴─"),
    ),
    max_size=60,
)


@given(
    st.lists(st.lists(TEXT, min_size=4, max_size=4), min_size=1, max_size=4),
    st.integers(20, 120),
    st.integers(0, 4),
)
def test_no_line_is_too_wide_and_the_columns_are_straight(rows, width, pinned):
    rows = [[text.replace("│", "") for text in row] for row in rows]
    out = render(table_view(*rows, pinned=pinned), "table", width=width)
    for panel in re.split(r"\n\ncontinued .*\n", out):
        assert len({tuple(bars(line)) for line in panel.splitlines()}) == 1
    for line in out.split("\n"):
        assert width_of(line) <= width
        assert not any(unicodedata.category(c) in {"Cc", "Zl", "Zp", "Cs"} for c in line)
        opened = [c for c in line if c in "\u2066\u2067\u2069"]
        assert opened[1::2] == ["\u2069"] * (len(opened) // 2)


@given(TEXT, st.integers(20, 120), st.sampled_from(["none", "bullet", "number"]))
def test_prose_and_facts_fit(text, width, marker):
    blocks = (
        Heading(text),
        Text((cell(text), cell(text)), marker),
        KeyValues(((text, cell(text)),), title=text),
    )
    out = render(View("x", blocks), "table", width=width)
    assert all(width_of(line) <= width for line in out.split("\n"))


@given(st.text(st.sampled_from("abc -/.中文。е́עב🚁"), max_size=200), st.integers(20, 60))
def test_wrapping_loses_nothing_but_spaces(text, width):
    out = render(
        View("x", (Text((cell([Span(text[:20]), Span(text[20:], "strong")]),)),)), "table", width=width
    )
    assert re.sub(r"\s", "", out.translate(ISOLATES)) == re.sub(r"\s", "", text)


# --- the rest ---


def test_width_comes_from_the_terminal_if_not_given(monkeypatch):
    view = table_view(["a", "some words " * 20])
    monkeypatch.setenv("COLUMNS", "50")
    assert max(map(width_of, render(view, "table").splitlines())) <= 50


def test_an_unknown_form_is_named():
    with pytest.raises(UnknownTermError, match=r"'xml'.*table, markdown"):
        render(View("x", ()), "xml")


def test_only_what_a_form_needs_is_imported():
    code = (
        "import sys; from claimtrack.render import render; from claimtrack.views.blocks import *;"
        "render(View('x', (Table((Column(cell('a')),), ((cell('≠'),),)),)), 'table', width=80);"
        "print(*sorted(m for m in sys.modules if m in {'rich.table', 'rich.console', 'rich.text', 'json', 'csv', 'html'}))"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "\n"
    )


# --- widths, as measured in a terminal -----------------------------------------------------------

# Columns by which the cursor moved in tmux 3.3a.
MEASURED = {
    "हिन्दी": 5,
    "नमस्ते दुनिया": 10,
    "மும்பை": 5,
    "கொழும்பு": 7,
    "กรุงเทพมหานคร": 12,
    "ရန်ကုန်": 4,
    "မန္တလေး": 6,
    "မြန်မာ": 5,
    "ប្រទេសកម្ពុជា": 10,
    "བོད་ལྗོངས": 6,
    "বাংলাদেশ": 8,
    "한국": 4,
    "العربية": 7,
    "🇺🇦": 2,
}


@pytest.mark.parametrize(("text", "columns"), MEASURED.items())
def test_a_text_takes_the_columns_that_a_terminal_gives_it(text, columns):
    assert cells(text) == columns


def test_columns_of_indic_names_line_up():
    lines = printed(*([text, text] for text in MEASURED)).splitlines()
    assert len({tuple(bars(line)) for line in lines}) == 1


def test_a_vowel_sign_is_never_parted_from_its_letter():
    lines = printed(["a", "हिन्दीसमाचार" * 3], width=20).splitlines()
    for line in lines[2:]:
        text = line.split("│")[1].strip()
        assert not text or unicodedata.category(text[0]) not in {"Mc", "Mn"}


def test_a_long_word_is_whole_where_a_column_can_widen():
    word = "Bundessicherheitsrat-und-Verteidigungsausschuss"
    assert word in printed(["a", f"der {word} tagte", "b " * 30], width=90)


@pytest.mark.parametrize(
    "copied", ["5d" * 32, "sha256:" + "0a" * 32, "/srv/cases/2016/07/heli/video-of-the-tail.mp4"]
)
@pytest.mark.parametrize("width", [100, 90])
def test_a_hash_or_a_path_is_not_wrapped_in_a_table(copied, width):
    out = printed(["item", copied, "words and more words " * 8], width=width)
    assert copied in out
    assert all(width_of(line) <= width for line in out.splitlines())


def test_a_hash_beside_its_label_is_whole_on_a_narrow_terminal():
    view = View("x", (KeyValues((("sha256", cell("5d" * 32)), ("file", cell("/srv/" + "x" * 80 + "/a b")))),))
    out = render(view, "table", width=60)
    assert "5d" * 32 in out
    assert "/srv/" + "x" * 80 + "/a" in out


@given(st.text(st.characters(codec="utf-8", max_codepoint=0x2700, exclude_categories=("Mc",)), max_size=12))
def test_widths_are_those_of_rich(text):
    assert cells(text) == cell_len(text)
