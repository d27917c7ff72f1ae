"""DOCX: what is in the package."""

import io
import re
import zipfile

import pytest

docx = pytest.importorskip("docx")


def opened(content):
    return docx.Document(io.BytesIO(content))


def test_headings_tables_and_repeated_header_rows(case, printed):
    document = opened(printed(case, "bridge", form="docx"))
    headings = {p.text: p.style.name for p in document.paragraphs if p.style.name.startswith("Heading")}
    assert headings["Bridge destroyed at Al Hasakah"] == "Heading 1"
    assert headings["Side by side"] == "Heading 2"
    assert headings["Killed"] == "Heading 3"
    tables = [
        table for table in document.tables if table.rows[0].cells[0].text in {"Question", "When", "Who"}
    ]
    assert len(tables) >= 4
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in tables)


def test_text_that_reads_from_right_to_left_says_so(case, printed):
    xml = opened(printed(case, "bridge", form="docx")).element.xml
    assert "<w:rtl/>" in xml
    assert "<w:bidi/>" in xml
    assert "\u200e2017-05-01\u200e" in xml


def test_links_lead_to_addresses_and_to_sources(case, printed):
    document = opened(printed(case, "bridge", form="docx"))
    targets = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    assert "https://archive.example.org/1" in targets
    assert 'w:anchor="e1s1"' in document.element.xml
    assert 'w:name="e1s1"' in document.element.xml


def test_nothing_tells_of_the_machine_and_the_bytes_are_the_same(case, printed):
    content = printed(case, "bridge", form="docx")
    assert content == printed(case, "bridge", form="docx")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {item.date_time for item in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(content).core_properties
    assert (properties.title, properties.author, properties.comments) == (
        "Bridge destroyed at Al Hasakah",
        "",
        "",
    )
    assert properties.created.date().isoformat() == "2026-03-01"


def test_the_timeline_has_a_text_beside_it(case, printed):
    pytest.importorskip("typst")
    document = opened(printed(case, "bridge", form="docx"))
    assert len(document.inline_shapes) == 1
    assert "2 May 2017" in document.inline_shapes[0]._inline.docPr.get("descr")


def notes(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("word/footnotes.xml").decode(), package.read("word/document.xml").decode()


def test_a_source_has_a_footnote_where_it_is_first_cited(case, printed):
    content = printed(case, "bridge", form="docx")
    written, body = notes(content)
    assert re.findall(r'<w:footnoteReference w:id="(\d+)"/>', body) == ["1", "2"]
    assert re.findall(r'<w:footnote [^>]*w:id="(-?\d+)"', written) == ["-1", "0", "1", "2"]
    assert "Statement of the front" in written.split('w:id="1"')[1]
    assert "<w:footnoteRef/>" in written
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert b"https://archive.example.org/1" in package.read("word/_rels/footnotes.xml.rels")
        assert b"footnotes.xml" in package.read("[Content_Types].xml")


def test_no_footnote_stands_in_a_header_row(case, printed):
    document = opened(printed(case, "bridge", form="docx"))
    rows = [row._tr.xml for table in document.tables for row in table.rows]
    assert any("w:footnoteReference" in xml for xml in rows)
    assert not any("w:footnoteReference" in xml and "w:tblHeader" in xml for xml in rows)


def test_a_latin_title_of_an_arabic_report_stands_on_the_right(case, printed):
    document = opened(printed(case, "bridge", form="docx", language="ar"))
    title = next(p for p in document.paragraphs if p.text == "Bridge destroyed at Al Hasakah")
    assert '<w:jc w:val="end"/>' in title._p.xml
    assert "<w:bidi/>" not in title._p.xml
