"""Documents that hold nothing to draft from: each is refused by name, with the way out."""

import pytest

from claimtrack.drafting import pages
from claimtrack.drafting.pages import read_page
from claimtrack.errors import InputFileError

ENCRYPTED = (
    b"%PDF-1.4\n"
    b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    b"3 0 obj\n<< /Filter /Standard /V 1 /R 2 /O <"
    + b"41" * 32
    + b"> /U <"
    + b"42" * 32
    + b"> /P -4 >>\nendobj\n"
    b"trailer << /Size 4 /Root 1 0 R /Encrypt 3 0 R /ID [<00><00>] >>\nstartxref\n0\n%%EOF\n"
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.md", b"\n \n\t\n"),
        ("-", b""),
        ("empty.eml", b"From: a@example.org\nSubject: x\n\n"),
    ],
)
def test_an_empty_document_is_named(name, data):
    with pytest.raises(InputFileError, match=f"{name} holds no text"):
        read_page(data, name)


def test_a_text_longer_than_a_document_is_refused(monkeypatch):
    monkeypatch.setattr(pages, "_LONGEST", 10)
    with pytest.raises(InputFileError, match="holds 11 characters, more than one document"):
        read_page(b"a" * 11, "long.txt")


def test_an_encrypted_pdf_is_told_from_a_broken_one():
    pytest.importorskip("pypdfium2")
    with pytest.raises(InputFileError, match=r"locked\.pdf is encrypted"):
        read_page(ENCRYPTED, "locked.pdf")
    with pytest.raises(InputFileError, match="is no PDF that can be read"):
        read_page(b"%PDF-1.4 and no more", "broken.pdf")
