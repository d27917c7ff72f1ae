"""PDF: what can be read back from it, and what no font has."""

import re

import pytest

from claimtrack.casefile.printed_reports import ReportOptions
from claimtrack.reports import pdf, words
from claimtrack.reports.setting import panels
from claimtrack.views.blocks import Heading, Picture, Table

pytest.importorskip("typst")
pdfium = pytest.importorskip("pypdfium2")


def text_of(content):
    document = pdfium.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
        return re.sub(r"\s+", " ", " ".join(pages))
    finally:
        document.close()


def test_figures_stand_beside_their_parties(case, printed):
    text = text_of(printed(case, "bridge", form="pdf"))
    assert "Ministry of Defence 2 " in text
    assert "reported" in text
    assert "compiled on 1 Mar 2026" in text
    assert "1 / " in text
    assert "ab" * 32 in text.replace(" ", "")
    assert "https://archive.example.org/1" in text


def test_cyrillic_comes_back_as_it_is(case, printed):
    case.record(
        "bridge", claimant="Міністерство оборони", text="Загинуло двоє, її бачили", values={"killed": "2"}
    )
    assert "Загинуло двоє, її бачили" in text_of(printed(case, "bridge", form="pdf"))


def test_it_is_tagged_archivable_and_the_same_every_time(case, printed):
    content = printed(case, "bridge", form="pdf")
    assert content == printed(case, "bridge", form="pdf")
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in content
    assert b"<pdfuaid:part>1</pdfuaid:part>" in content
    document = pdfium.PdfDocument(content)
    assert document.is_tagged()
    assert document.get_metadata_value("Title") == "Bridge destroyed at Al Hasakah"
    document.close()


def test_letters_that_no_font_has_are_said(case):
    told = []
    case.record("bridge", claimant="wire", text="新华社 ☭ 報道", values={})
    content = b"".join(case.report("bridge").pieces("pdf", tell=told.append))
    text = text_of(content)
    assert "[Han: 3]" in text
    assert any("fontpkg-noto-sans-sc" in line for line in told)


def test_a_long_table_repeats_its_header_row(case, printed):
    for number in range(80):
        case.record(
            "bridge",
            claimant=f"Voice {number}",
            text=f"Number {number} says so",
            values={"killed": str(number)},
        )
    document = pdfium.PdfDocument(printed(case, "bridge", form="pdf"))
    texts = [page.get_textpage().get_text_range() for page in document]
    listed = [text for text in texts if re.search(r"Number \d+ says so", text)]
    assert len(listed) > 1
    assert all("What was said" in text or "In translation" in text for text in listed)
    document.close()


def test_a_word_that_is_too_long_stays_on_the_sheet(case, printed):
    case.record("bridge", claimant="wire", text="x" * 400, values={})
    document = pdfium.PdfDocument(printed(case, "bridge", form="pdf"))
    for page in document:
        width = page.get_width()
        text = page.get_textpage()
        rightmost = max((text.get_charbox(at)[2] for at in range(text.count_chars())), default=0)
        assert rightmost <= width - 40
    document.close()


def bare(text):
    """Leave out what a line may break at, and what a reader of PDF cannot tell."""
    return re.sub("[\\s\u00ad\u200b\u2066-\u2069]", "", text).replace("≠≠", "≠")  # drawn of two signs


def rows_of(table):
    return [
        [column.heading.text for column in table.columns],
        *[[cell.text for cell in row] for row in table.rows],
    ]


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_structure_tags_say_what_the_blocks_say(case, printed, language):
    from structure import structure

    options = ReportOptions(language=language)
    blocks = list(case.report("bridge", options=options).manuscript.blocks())
    tagged = structure(printed(case, "bridge", form="pdf", language=language))

    headings = [block for block in blocks if isinstance(block, Heading)]
    assert [(one.kind, bare(one.text)) for top in tagged for one in top.all("H1", "H2", "H3", "H4")] == [
        (f"H{block.level}", bare(block.text)) for block in headings
    ]
    tables = [panel for block in blocks if isinstance(block, Table) for panel in panels(block)]
    rows = [row.all("TH", "TD") for top in tagged for row in top.all("TR")]
    # An empty cell belongs to no page; Arabic comes back garbled.
    arabic = re.compile("[\u0600-\u06ff]")

    def told(texts):
        return [bare(text) for text in texts if bare(text) and not arabic.search(text)]

    assert [told(cell.text for cell in row) for row in rows] == [
        told(row) for table in tables for row in rows_of(table)
    ]
    heads = [[cell.kind for cell in row] for row in rows if row[0].kind == "TH"]
    assert len(heads) == len(tables)
    assert all(set(kinds) == {"TH"} for kinds in heads)
    pictures = [block.drawing.description for block in blocks if isinstance(block, Picture)]
    assert [one.told for top in tagged for one in top.all("Figure")] == [
        f"{words.load_words(language)['timeline']}. {told}" for told in pictures
    ]


def test_arabic_stands_in_its_own_cells(case, printed):
    from structure import structure

    tagged = structure(printed(case, "bridge", form="pdf", language="ar"))
    cells = [cell.text for top in tagged for cell in top.all("TD")]
    assert any("12" in text and "2017-05-01" in text and re.search("[\u0600-\u06ff]", text) for text in cells)


def test_the_memory_that_a_long_report_takes_is_told(case, monkeypatch):
    told = []
    monkeypatch.setattr(pdf, "TOLD_GIGABYTES", 1e-6)
    b"".join(case.report("bridge").pieces("pdf", tell=told.append))
    assert "in memory, some 0 GB" in told[-1]
