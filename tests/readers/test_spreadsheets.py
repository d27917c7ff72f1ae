"""Workbooks: what a cell holds, which sheet, and what is too much."""

# ruff: noqa: DTZ001 - the cells of a spreadsheet know no zone

import datetime as dt
import io
import zipfile

import pytest
import xlsxwriter

from claimtrack.errors import InputFileError
from claimtrack.importers.readers import Limits
from workbooks import HONEST, MAIN, cell, ods, ods_cell, ods_row, raw_xlsx, workbook, zipped


def test_cells(read):
    noon = dt.datetime(2016, 3, 29, 12, 30)
    day = dt.datetime(2016, 3, 29)
    names = ["text", "day", "moment", "written", "whole", "part", "yes", "empty"]
    header = {f"{chr(65 + n)}1": name for n, name in enumerate(names)}
    data = workbook(
        header
        | {
            "A2": "=not a formula",
            "B2": (day, "dd/mm/yyyy"),
            "C2": (noon, "yyyy-mm-dd hh:mm"),
            "D2": "29 March",
            "E2": 3,
            "F2": 3.5,
            "G2": True,
        }
        | {"A3": "x"}
    )
    reading = read(data, name="x.xlsx")
    assert reading.columns == tuple(names)
    first = reading.cells[0]
    assert first["day"] == "2016-03-29"
    assert first["moment"] == "2016-03-29T12:30:00"
    assert first["written"] == "29 March"
    assert (first["whole"], first["part"], first["yes"], first["empty"]) == (3, 3.5, True, "")
    assert type(first["whole"]) is int
    assert reading.lines == [2, 3]


def test_a_formula_gives_what_it_last_showed(read):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row("A1", ["a", "b"])
        sheet.write_formula("A2", "=1+1", None, 2)
        sheet.write_formula("B2", '=HYPERLINK("http://x","y")', None, "y")
    assert read(stream.getvalue()).cells == [{"a": 2, "b": "y"}]


def test_a_month_is_no_day(read):
    march = dt.datetime(2016, 3, 1)
    data = workbook(
        {"B3": "when", "C3": "year", "D3": "day", "E3": "long"}
        | {
            "B4": (march, "mmm-yy"),
            "C4": (march, "yyyy"),
            "D4": (march, 'd "of" mmm yy'),
            "E4": (march, "[$-809]mmmm yyyy"),
        }
    )
    reading = read(data)
    assert reading.cells == [{"when": "2016-03", "year": "2016", "day": "2016-03-01", "long": "2016-03"}]
    assert reading.lines == [4]
    assert reading.noted("shown as a month or a year")


def test_sheets(read):
    small, large = {"A1": "note", "A2": "x"}, {"A1": "a", "B1": "b", "A2": 1, "B2": 2, "A3": 3, "B3": 4}
    data = workbook(small, large)
    reading = read(data, name="x.xlsx")
    assert reading.columns == ("a", "b")
    assert reading.rows[0].sheet == "Sheet & 2"
    assert str(reading.rows[0].position) == "x.xlsx[Sheet & 2]:2"
    assert reading.noted("there are also: Sheet & 1")
    assert read(data, sheet="Sheet & 1").cells == [{"note": "x"}]
    assert read(data, sheet=1).cells == [{"note": "x"}]
    with pytest.raises(InputFileError, match="no sheet 'Three'"):
        read(data, sheet="Three")


def test_header_further_down_and_merged_cells(read):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:D1", "Strikes of the year")
        sheet.write_row("A3", ["event", "line\nbreak", "killed", "by"])
        sheet.write_row("A4", ["x", 1, 2, "y"])
        sheet.merge_range("A5:A6", "merged")
        sheet.write_row("B5", [3, 4, "z"])
        sheet.write_row("B6", [5, 6, "w"])
    reading = read(stream.getvalue())
    assert reading.columns == ("event", "line break", "killed", "by")
    assert [row["event"] for row in reading.cells] == ["x", "merged", "merged"]
    assert reading.noted("1 range merged down a column")
    assert reading.noted("1 range merged across columns")
    assert reading.noted("'Strikes of the year'")


def test_a_cell_merged_down_ends_where_it_ends(read):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row("B2", ["event", "who", "n"])  # the table does not start in the first column
        sheet.merge_range("B3:B4", "first")
        sheet.merge_range("D3:D5", 7)
        sheet.write_column("C3", ["a", "b", "c", "d"])
        sheet.merge_range("B6:C6", "across")
    rows = read(stream.getvalue()).cells
    assert [(row["event"], row["n"]) for row in rows] == [("first", 7), ("first", 7), ("", 7), ("across", "")]


def test_long_ids_as_numbers_are_told(read):
    reading = read(workbook({"A1": "id", "A2": 498430783699554305, "A3": "498430783699554305"}))
    assert reading.cells[1]["id"] == "498430783699554305"
    assert reading.noted("more digits than a spreadsheet keeps")


def test_ods(read):
    rows = ods_row(ods_cell("a"), ods_cell("b"), ods_cell(times=16382))
    rows += ods_row(ods_cell("x", times=2)) + ods_row(ods_cell(times=16384), times=1048574)
    reading = read(ods(rows), name="x.ods")
    assert reading.format == "ods"
    assert reading.cells == [{"a": "x", "b": "x"}]


@pytest.mark.parametrize(
    "rows",
    [
        HONEST + f'<row r="1048576">{cell("XFD1048576", 1)}</row>',
        HONEST + "<row r='1048576'><c r = 'XFD1048576'><v>1</v></c></row>",
        HONEST + '<row r="999999999"><c><v>1</v></c></row>',
        '<row r="1">'
        + "<c/>" * 20_000
        + "<c><v>1</v></c></row>"
        + f'<row r="900000">{cell("A900000", 1)}</row>',
        f'<x:row xmlns:x="{MAIN}" r="1048576"><x:c r="ZZZ1048576"><x:v>1</x:v></x:c></x:row>',
    ],
)
def test_a_billion_cells_are_refused(read, rows):
    with pytest.raises(InputFileError, match=r"spans [\d,]+ cells"):
        read(raw_xlsx(rows), name="x.xlsx")


def test_claims_of_size_are_not_believed(read):
    reading = read(raw_xlsx(HONEST, head='<dimension ref="A1:XFD1048576"/>'), header="none")
    assert reading.cells == [{"column1": 1, "column2": 2}]
    styled = HONEST + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert len(read(raw_xlsx(styled), header="none").rows) == 1


@pytest.mark.parametrize(
    "rows",
    [
        ods_row(ods_cell("x", times=1_000_000_000)),
        ods_row(ods_cell("x", times=16_384), times=1_048_576),
        ods_row(ods_cell(times=16_384), ods_cell("x"), times=100_000),
        ods_row(ods_cell("x"), times=2_000_000_000),
    ],
)
def test_a_billion_repeats_are_refused(read, rows):
    with pytest.raises(InputFileError, match=r"spans [\d,]+ cells"):
        read(ods(rows), name="x.ods")


def test_a_zip_bomb_of_a_workbook_is_refused(read):
    with pytest.raises(InputFileError, match="zip bomb"):
        read(raw_xlsx(HONEST + " " * 30_000_000), limits=Limits(ratio_from=1_000_000))
    with pytest.raises(InputFileError, match="zip bomb"):
        read(raw_xlsx(HONEST + " " * 3_000_000), limits=Limits(workbook=1_000_000))


def test_a_size_that_lies_is_seen_through(read):
    data = raw_xlsx(HONEST + f'<row r="1048576">{cell("XFD1048576", 1)}</row>')
    honest = zipfile.ZipFile(io.BytesIO(data)).getinfo("xl/worksheets/sheet1.xml").file_size
    lying = data.replace(honest.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != data
    with pytest.raises(InputFileError, match="spans"):
        read(lying)


@pytest.mark.parametrize(
    "data",
    [
        raw_xlsx('<row r="1"><c r="A1"'),
        raw_xlsx('<row r="1"><c r="A1" t="s"><v>5</v></c></row>'),
        raw_xlsx(HONEST)[:400],
        zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}),
        raw_xlsx('<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>', head="<!DOCTYPE x>"),
    ],
)
def test_damage_is_told(read, data):
    with pytest.raises(InputFileError, match="damaged"):
        read(data, name="x.xlsx")


def test_other_workbooks_are_told(read):
    with pytest.raises(InputFileError, match="XLSB"):
        read(zipped({"[Content_Types].xml": "", "xl/workbook.bin": b"x"}))
    with pytest.raises(InputFileError):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)


def test_an_error_of_a_formula_is_read_as_it_shows(read):
    cells = "".join(
        f'<row r="{row}">{cell(f"A{row}", row)}<c r="B{row}" t="e"><f>1/0</f><v>{shown}</v></c></row>'
        for row, shown in ((2, "#DIV/0!"), (3, "#N/A"))
    )
    head = '<row r="1"><c r="A1" t="str"><v>id</v></c><c r="B1" t="str"><v>killed</v></c></row>'
    reading = read(raw_xlsx(head + cells))
    assert reading.cells == [{"id": 2, "killed": "#DIV/0!"}, {"id": 3, "killed": "#N/A"}]


def test_errors_are_found_wherever_pieces_of_a_sheet_are_cut(read):
    rows = "".join(
        f'<row r="{row}">{cell(f"A{row}", row)}<c r="B{row}" t="e"><f>{"A" * 300}</f><v>#REF!</v></c></row>'
        for row in range(2, 12_000)
    )
    head = '<row r="1"><c r="A1" t="str"><v>id</v></c><c r="B1" t="str"><v>killed</v></c></row>'
    assert {cells["killed"] for cells in read(raw_xlsx(head + rows)).cells} == {"#REF!"}


def test_an_address_behind_a_text_is_told(read):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_row("B1", ["event", "source"])
        sheet.write("B2", "E1")
        sheet.write_url("C2", "https://a.example/1", string="the report")
        sheet.write("B3", "E2")
        sheet.write_url("C3", "https://a.example/2")
    reading = read(stream.getvalue())
    assert [cells["source"] for cells in reading.cells] == ["the report", "https://a.example/2"]
    assert [note for note in reading.notes if "is a link" in note] == [
        "input:2: 'the report' is a link to https://a.example/1; the address is not read"
    ]


def test_a_sheet_with_nothing_on_it_is_told(read):
    with pytest.raises(InputFileError, match="is empty"):
        read(workbook({}))


def test_an_ods_document_shows_its_errors_and_tells_addresses_behind_texts(read):
    formula = '<table:table-cell table:formula="of:=1/0" table:number-columns-repeated="2"'
    shown = "><text:p>#DIV/0!</text:p></table:table-cell>"
    new = f'{formula} office:value-type="string" office:string-value=""{shown}'
    old = f'{formula} office:value-type="float" office:value="0"{shown}'
    link = (
        '<table:table-cell office:value-type="string"><text:p><text:a xmlns:xlink="http://www.w3.org/1999/xlink" '
        'xlink:href="https://a.example/?a=1&amp;b=2">the report</text:a></text:p></table:table-cell>'
    )
    header = ods_row(ods_cell(), *(ods_cell(name) for name in ("event", "killed", "wounded", "source")))
    rows = [ods_row(ods_cell(), ods_cell("E"), cells, link) for cells in (new, old)]
    reading = read(ods(header + "".join(rows)))
    assert [(cells["killed"], cells["wounded"]) for cells in reading.cells] == [("#DIV/0!", "#DIV/0!")] * 2
    assert reading.noted("'the report' is a link to https://a.example/?a=1&b=2; the address is not read")


def test_a_day_before_1900_keeps_the_number_that_stands_in_the_cell(read):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row("B1", ["when", "clock", "text"])
        sheet.write_number("B2", -400, day)
        sheet.write_number("C2", 0, book.add_format({"num_format": "hh:mm"}))
        sheet.write_string("D2", "25 November 1898")
    reading = read(stream.getvalue())
    assert reading.cells == [{"when": "-400", "clock": "00:00:00", "text": "25 November 1898"}]
    assert reading.noted("a day before 1900")


@pytest.mark.parametrize("value", ["<v></v>", "<v/>", "<v />", ""])
def test_a_formula_that_nothing_has_worked_out_is_named(read, value):
    head = '<row r="1"><c r="A1" t="str"><v>id</v></c><c r="B1" t="str"><v>killed</v></c></row>'
    rows = (
        f'<row r="2">{cell("A2", 2)}<c r="B2"><f>1+2</f>{value}</c></row>'
        f'<row r="3">{cell("A3", 3)}<c r="B3"><f>1+2</f><v>3</v></c></row>'
        f'<row r="4">{cell("A4", 4)}<c r="B4" t="str"><f>""</f><v></v></c></row>'
    )
    reading = read(raw_xlsx(head + rows))
    assert [cells["killed"] or "" for cells in reading.cells] == ["", 3, ""]
    told = [note for note in reading.notes if "formula" in str(note)]
    assert len(told) == 1
    assert "B2 holds a formula" in str(told[0])
