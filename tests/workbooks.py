"""Workbooks written for tests: honest ones with a library, others as the XML that a hostile hand would write."""

import io
import zipfile

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def workbook(*sheets):
    """Write sheets given as {cell: value or (value, number format)}."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for number, cells in enumerate(sheets, start=1):
            sheet = book.add_worksheet(f"Sheet & {number}")
            for cell, given in cells.items():
                value, form = given if isinstance(given, tuple) else (given, None)
                sheet.write(cell, value, book.add_format({"num_format": form}) if form else None)
    return stream.getvalue()


def raw_xlsx(rows, head=""):
    """Write a workbook whose one sheet is given as XML, honest or not."""
    sheet = f'<worksheet xmlns="{MAIN}">{head}<sheetData>{rows}</sheetData></worksheet>'
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SHEET}.worksheet+xml"/></Types>'
    )
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    relation = '<Relationships xmlns="{}/relationships"><Relationship Id="r1" Type="{}/{}" Target="{}"/></Relationships>'
    return zipped(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relation.format(PACKAGE, RELATIONS, "officeDocument", "xl/workbook.xml"),
            "xl/workbook.xml": book,
            "xl/_rels/workbook.xml.rels": relation.format(
                PACKAGE, RELATIONS, "worksheet", "worksheets/sheet1.xml"
            ),
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def zipped(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def cell(address, value):
    return f'<c r="{address}"><v>{value}</v></c>'


def ods(rows):
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    members = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": manifest,
        "content.xml": content,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def ods_row(*cells, times=1):
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def ods_cell(text="", times=1):
    repeated = f'table:number-columns-repeated="{times}"'
    if not text:
        return f"<table:table-cell {repeated}/>"
    return (
        f'<table:table-cell {repeated} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


HONEST = f'<row r="1">{cell("A1", 1)}{cell("B1", 2)}</row>'
