"""CSV and its kin."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.errors import InputFileError
from claimtrack.importers.readers import Limits, ReadOptions, open_rows


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_finds_the_delimiter(read, delimiter):
    lines = ["event,claimant,text", "shelling,ministry,one; two | three", 'ambush,agency,"a, b"']
    text = "\n".join(lines)
    if delimiter != ",":
        rows = csv.reader(lines)
        buffer = io.StringIO()
        csv.writer(buffer, delimiter=delimiter).writerows(rows)
        text = buffer.getvalue()
    reading = read(text)
    assert reading.columns == ("event", "claimant", "text")
    assert reading.cells[0]["text"] == "one; two | three"
    assert reading.cells[1]["text"] == "a, b"


def test_decimal_commas_do_not_pass_for_delimiters(read):
    reading = read("a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n")
    assert reading.columns == ("a", "b", "c")
    assert reading.cells[0] == {"a": "1,5", "b": "2,5", "c": "3,5"}


@pytest.mark.parametrize(
    ("encoding", "taken"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_finds_the_encoding(read, encoding, taken):
    reading = read("name;place\nDžoko;Orléans café\n".replace("ž", "z").encode(encoding))
    assert reading.cells == [{"name": "Dzoko", "place": "Orléans café"}]
    assert reading.encoding == taken


def test_the_caller_knows_the_encoding(read):
    data = "name,place\nКомандир,Хомс\n".encode("cp1251")
    assert read(data, encoding="cp1251").cells == [{"name": "Командир", "place": "Хомс"}]
    with pytest.raises(InputFileError, match="no encoding 'cp99999'"):
        read(data, encoding="cp99999")


def test_arabic_in_utf16_with_a_mark(read):
    reading = read("الحدث,الجهة\nقصف,وزارة\n".encode("utf-16"))
    assert reading.cells == [{"الحدث": "قصف", "الجهة": "وزارة"}]


def test_an_accent_far_down_settles_the_encoding(read):
    plain = "a,b\n" + "x,y\n" * 200_000
    assert read(plain.encode() + "é,z\n".encode("cp1252")).cells[-1] == {"a": "é", "b": "z"}
    assert read((plain + "é,z\n").encode()).encoding == "utf-8"


def test_a_character_cut_by_a_chunk_is_whole(read):
    text = "a,b\n" + "".join(f"{'é' * 37}ф€😀,{n}\n" for n in range(9000))
    reading = read(text.encode())
    assert not reading.findings
    assert {row["a"] for row in reading.cells} == {"é" * 37 + "ф€😀"}


def test_mixed_encodings_cost_only_their_rows(read):
    reading = read(b"a,b\n\xc3\xa9\xc3\xa9,1\n\xe9,2\nx,3\n")
    assert [cells["b"] for cells in reading.cells] == ["1", "3"]
    assert [finding.position.line for finding in reading.found("byte 0xe9")] == [3]


def test_lines_are_those_of_the_file(read):
    reading = read('a,b\n"x\ny",1\n\n"p\r\nq",2\r\nlast,3')
    assert reading.lines == [2, 5, 7]
    assert reading.cells[0]["a"] == "x\ny"
    assert reading.cells[1]["a"] == "p\r\nq"


def test_old_mac_line_ends(read):
    assert read("a,b\r1,2\r3,4\r").cells == [{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]


def test_ragged_rows(read):
    reading = read("a,b\n1\n2,3,4\n5,6,,\n7,8\n")
    assert reading.cells == [{"a": "1", "b": ""}, {"a": "5", "b": "6"}, {"a": "7", "b": "8"}]
    assert reading.noted("the row has 1 cells where the table has 2 columns")
    assert [finding.position.line for finding in reading.found("3 cells")] == [3]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("1,2,3", ("1", "2", "3")),
        ("1,x\x00y", ("1", "x\x00y")),
        ('1,"open', ("1", "open\n")),
        ("1," + "y" * 50_000, ("…",)),
    ],
)
def test_what_is_made_out_of_a_bad_row_goes_with_its_finding(read, row, cells):
    [finding] = read(f"a,b\n{row}\n", limits=Limits(line=1000)).findings
    assert finding.cells == cells


def test_a_million_short_rows_are_one_remark(read):
    reading = read("a,b\n" + "x\n" * 5000)
    assert len(reading.rows) == 5000
    assert len(reading.notes) < 20
    assert reading.noted("4990 more like this: rows with too few cells")


def test_a_row_of_tags_and_a_repeated_header(read):
    reading = read(
        "date,killed,place\n#date+start,#affected+killed,\n2016,3,x\ndate,killed,place\n2017,4,y\n"
    )
    assert reading.lines == [3, 5]
    assert reading.noted("a row of tags below the header")
    assert reading.noted("the header stands here again")
    kept = read("date,killed\n#date+start,#affected+killed\n2016,3\n", skip_tags=False)
    assert kept.lines == [2, 3]


def test_a_lonely_hashtag_is_no_row_of_tags(read):
    assert read("text,by\n#Aleppo,\nx,y\n").cells[0]["text"] == "#Aleppo"


def test_the_header_need_not_be_on_line_one(read):
    text = "Incidents of March\nCompiled by the desk,,\n\nevent,claimant,stance\nx,y,affirms\n"
    reading = read(text)
    assert reading.columns == ("event", "claimant", "stance")
    assert reading.lines == [5]
    assert reading.noted("stands before the header; left out: 'Incidents of March'")
    assert read("junk,a\nevent,claimant\nx,y\n", header=2).columns == ("event", "claimant")
    with pytest.raises(InputFileError, match="no row on line 9"):
        read(text, header=9)


def test_no_header(read):
    reading = read("x,2016-03-29\ny,2016-03-30\n", header="none")
    assert reading.cells[0] == {"column1": "x", "column2": "2016-03-29"}
    assert read("12,2016-03-29\n13,2016-03-30\n").noted("the header looks like data")


def test_names_of_columns_are_made_unique(read):
    reading = read('a,a,,a,"two\n words"\n1,2,3,4,5\n')
    assert reading.columns == ("a", "a (2)", "column3", "a (3)", "two words")
    assert reading.noted("the column name 'a' stands more than once")


def test_quoting(read):
    assert read("'a','b'\n'x, y','it''s'\n").cells == [{"a": "x, y", "b": "it's"}]
    assert read('"a", "b"\n"x", "y, z"\n').cells == [{"a": "x", "b": "y, z"}]
    assert read('a,b\n"x \\" y",2\n', escape="\\").cells == [{"a": 'x " y', "b": "2"}]
    assert read('a\tb\n"open\t2\nx\ty\n').cells == [{"a": '"open', "b": "2"}, {"a": "x", "b": "y"}]
    with pytest.raises(InputFileError, match="delimiter must be one character"):
        read("a,b\n", delimiter="::")


def test_a_quote_never_closed_is_told(read):
    reading = read('a,b\n1,2\n"x,3\n4,5\n')
    assert reading.cells == [{"a": "1", "b": "2"}]
    assert [finding.position.line for finding in reading.found("never closed")] == [3]


def test_cells_and_lines_without_end(read):
    limits = Limits(line=1000)
    reading = read('a,b\n"' + "x" * 2000 + '",1\nok,2\n' + "y" * 5000 + ",3\nok,4\n", limits=limits)
    assert [cells["b"] for cells in reading.cells] == ["2", "4"]
    assert [finding.position.line for finding in reading.findings] == [2, 4]
    many = read("a,b\n" + "z," * 2000 + "\nok,5\n", limits=limits)
    assert [cells["b"] for cells in many.cells] == ["5"]


LONG = "y" * 50_000


@pytest.mark.parametrize("quote", ['"', ""])
@pytest.mark.parametrize(
    "row",
    [
        f'x,"{LONG}"',
        f'x,"{LONG}\nand more"',  # the overlong line opens a quote
        f'x,"more and\n{LONG}"',  # … closes it
        f'x,"a\n{LONG}\nb"',  # … stands within it
        f'x,"a ""{LONG}"" b"',
        f'x,"{LONG}',
        LONG,
    ],
)
def test_an_overlong_line_costs_only_its_row(read, row, quote):
    limits = Limits(line=1000)
    if quote == "" or row.endswith(LONG):
        row = row.replace('"', "").replace("\n", " ")
    reading = read(f"a,b\nfirst,1\n{row}\nlast,2\n", limits=limits, quote=quote)
    assert [cells["a"] for cells in reading.cells] == ["first", "last"]
    [finding] = reading.findings
    assert finding.position.line == 3
    assert "longer than 1,000 characters" in finding.message


def test_nul_bytes(read):
    reading = read(b"a,b\nx\x00y,1\nz,2\n")
    assert [cells["b"] for cells in reading.cells] == ["2"]
    assert reading.found("NUL")


def test_nothing_in_it(read):
    for empty in ("", "\n\n", "\ufeff", "   "):
        with pytest.raises(InputFileError, match="is empty"):
            read(empty, name="x.csv")
    assert read("a,b\n").rows == []


def test_tuples_are_the_rows():
    data = b'a,b\n1,2\n3\n\n,\n4,5,6\n"7\n8",9\n'
    found = []
    with open_rows(io.BytesIO(data), options=ReadOptions()) as source:
        tuples = list(source.tuples(found.append))
    assert tuples == [(2, ["1", "2"]), (3, ["3", ""]), (7, ["7\n8", "9"])]
    assert [finding.position.line for finding in found] == [6]
    assert source.bytes_read == source.size == len(data)


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(
                st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=12),
                min_size=width,
                max_size=width,
            ),
            min_size=1,
            max_size=8,
        )
    )
)
def test_any_text_comes_back(rows):
    header = [f"column {n}" for n in range(len(rows[0]))]
    buffer = io.StringIO(newline="")
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    options = ReadOptions(encoding="utf-8", delimiter=",", quote='"', header=1, skip_tags=False)
    with open_rows(io.BytesIO(buffer.getvalue().encode()), options=options) as source:
        back = [cells for _, cells in source.tuples(pytest.fail)]
    assert back == [row for row in rows if any(row) and row != header]


def test_an_encoding_that_shows_late_is_told_once(read):
    plain = "".join(f"{number},word\n" for number in range(50_000))
    reading = read(f"a,b\n{plain}1,caf".encode() + b"\xe9\n")
    assert reading.rows[-1].cells["b"] == "café"
    assert [note for note in reading.notes if "read as cp1252" in note] == [
        "input: read as cp1252; if its letters look wrong, name another with --encoding"
    ]
    assert not read(b"a,b\n1,caf\xe9\n", encoding="cp1252").noted("read as")


def test_letters_in_another_encoding_than_the_rest_are_told(read):
    reading = read("a\ncafé\n".encode() + "naïve café\nÉté\n".encode("cp1252"))
    assert reading.noted("What may be 'é' in UTF-8 is read as 'Ã©' in cp1252")
    assert not read("a\n«CAFÉ»\n“naïve” – déjà\n".encode("cp1252")).noted("mixed")
