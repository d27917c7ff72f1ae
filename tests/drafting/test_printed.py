"""Text out of PDF: paragraphs, titles, columns, and right-to-left lines that came out turned."""

import pytest

from claimtrack import draft_text
from claimtrack.drafting.pages import read_page
from claimtrack.drafting.printed import is_turned, paragraphs_of

BODY = (
    "Shells hit the bus station in Tarn late on Monday, the governor Pavel Orsic said. Seven people were killed, the "
    "hospital reported. #colbreak() The army denied any shelling of the town. Residents told reporters that the shells "
    "came from the hill above the river."
)
ARABIC = "قالت وزارة الصحة إن خمسة مدنيين قتلوا في قصف على سوق تارن مساء الاثنين. ونفى الجيش استهداف السوق."


def set_by_typst(text, language="en"):
    typst = pytest.importorskip("typst")
    from claimtrack.reports.fonts import font_folders

    source = f'#set text(font: ("Noto Sans", "Noto Sans Arabic"), size: 10pt, lang: "{language}")\n{text}'
    return typst.compile(source.encode(), font_paths=list(font_folders()), ignore_system_fonts=True)


def test_two_columns_come_one_after_the_other_and_a_title_stays_apart():
    pytest.importorskip("pypdfium2")
    page = read_page(set_by_typst(f"= Bus station hit\n#columns(2)[{BODY}]"), "page.pdf")
    drafts = draft_text(page.text, published="2024-06-12", publisher="Agency", language="en")
    assert [one.claimant for one in drafts] == ["Pavel Orsic", "Hospital", "Army", "Residents"]
    begin, end = drafts[0].content_spans[0]
    assert " ".join(page.text[begin:end].split()) == "Shells hit the bus station in Tarn late on Monday"


def test_arabic_that_came_out_turned_is_left_out_and_counted():
    pytest.importorskip("pypdfium2")
    page = read_page(set_by_typst(ARABIC, "ar"), "page.pdf")
    assert page.left_out > 0
    assert draft_text(page.text, publisher="Agency", language="ar") == []


@pytest.mark.parametrize(
    "line",
    ["تلاق وزارة ةحصلا إن ةسمخ نييندم قتلوا", "لم القصف إن الجيش وقال .يحدث", "ن يي نن قالت"],
    ids=["letters", "words", "pieces"],
)
def test_signs_of_a_turned_line(line):
    assert is_turned(line)


def test_plain_lines_are_left_alone():
    assert not is_turned(ARABIC)
    assert not is_turned("The army denied it.")
    assert paragraphs_of(["Two men were killed near the\nmarket. One was hurt."]).text == (
        "Two men were killed near the market. One was hurt."
    )
