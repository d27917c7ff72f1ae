"""Hostile text goes through every form: it prints as itself or neutralised, runs nothing, asks for nothing."""

import io
import json
import re
import zipfile

import pytest

from battery import TEXTS
from claimtrack import Casefile

NOW = "2026-03-01T12:00:00Z"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A case in which every text is hostile: titles, names, quotes, answers, documents, items, verdicts, tags."""
    path = tmp_path_factory.mktemp("hostile") / "case.db"
    with Casefile.open(path, now=lambda: NOW) as case:
        event = case.add_event(f"Title {TEXTS['script']}", key="e", proposition=TEXTS["style"], place=TEXTS["css"],
                               occurred="1 May 2017")  # fmt: skip
        for number, given in enumerate(TEXTS.values()):
            text = given.replace("\ud800", "").replace("\x00", "")  # a case file holds neither
            case.add_claimant(f"{number} {text[:300]}", key=f"c{number}")
            case.add_document(f"{number} {text}", key=f"d{number}", url=text if "://" not in text else "", publisher=f"c{number}",
                              archive_url=f"https://example.org/{number}?{text[:80]}")  # fmt: skip
            case.record(event, claimant=f"c{number}", text=text, quote=text, translation=text, language='ar"><x',
                        said="2 May 2017", document=f"d{number}", locator=text, spokesperson=text[:200],
                        values={"cause": text, "killed": str(number)}, label=f"l{number}")  # fmt: skip
            case.add_evidence(f"{number} {text}", key=f"i{number}", assertion=f"l{number}", authenticity=text)
        case.assess("e", grade="weak", rationale=TEXTS["typst"], by=TEXTS["handler"], at="3 May 2017")
        yield case


def test_html_holds_no_tag_of_theirs_and_leads_nowhere(hostile, printed):
    page = printed(hostile, "e", form="html", title=TEXTS["style"], compiled_by=TEXTS["script"]).decode()
    assert "<script" not in page
    assert page.count("<style>") == 2
    assert page.count("</style>") == 2
    assert not re.search(r"<[^>]*\son\w+\s*=", page)
    assert not re.search(r"<img|<svg[^>]*onload|<iframe|<x>", page)
    assert set(re.findall(r'href="([^":]*):', page)) <= {"http", "https"}
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "\u0301" * 31 not in page


def test_markdown_holds_no_mark_of_theirs(hostile, printed):
    page = printed(hostile, "e", form="markdown").decode()
    assert "![" not in page.replace("!\\[", "").replace("\\!\\[", "")
    assert "\n# head" not in page
    assert "<script" not in page.replace("\\<script", "")


def test_text_holds_no_escape(hostile, printed):
    page = printed(hostile, "e", form="text").decode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)


def test_pdf_shows_markup_as_text(hostile):
    pytest.importorskip("typst")
    pdfium = pytest.importorskip("pypdfium2")
    told = []
    content = b"".join(hostile.report("e").pieces("pdf", tell=told.append))
    document = pdfium.PdfDocument(content)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    flat = re.sub(r"\s+", "", text)
    assert '#panic("owned")$x$@ref<lab>' in flat
    assert "{{7*7}}" in flat
    assert "root:" not in flat
    for page in document:
        chars = page.get_textpage()
        width = page.get_width()
        boxes = [chars.get_charbox(at) for at in range(chars.count_chars())]
        assert max((box[2] for box in boxes), default=0) <= width
    assert b"/JavaScript" not in content
    assert set(re.findall(rb"/URI ?\(([^:)]*):", content)) <= {b"http", b"https"}
    document.close()


def test_docx_is_whole_xml_with_addresses_of_the_web_alone(hostile, printed):
    docx = pytest.importorskip("docx")
    content = printed(hostile, "e", form="docx")
    document = docx.Document(io.BytesIO(content))
    targets = {rel.target_ref for rel in document.part.rels.values() if rel.is_external}
    assert {target.split(":")[0] for target in targets} <= {"http", "https"}
    text = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert "<script>fetch" in text
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert not [name for name in package.namelist() if "vba" in name.lower()]


def test_a_picture_holds_them_as_words(hostile):
    from claimtrack.render.svg import write
    from claimtrack.reports.words import load_words

    chapter = next(iter(hostile.report("e").manuscript.chapters))
    picture = next(block for block in chapter.blocks(load_words("en")) if type(block).__name__ == "Picture")
    drawn = write(picture.drawing)
    assert "<script" not in drawn
    assert "onload=" not in re.sub(r">[^<]*<", "><", drawn)
    assert json.dumps(drawn)
