"""Reports for the public: nothing protected is in any byte, whatever the form."""

import io
import zipfile
import zlib

import pytest

SECRETS = (
    "Umm Khalid", "umm-khalid", "أم خالد", "Baker of the old town", "leak-7", "Leaked ledger", "example.org/leak",
    "I saw it from my roof", "hidden desk note", "not for print", "tea house",
)  # fmt: skip


@pytest.fixture
def guarded(case):
    case.add_claimant("Umm Khalid", key="umm-khalid", kind="witness", aliases=["أم خالد", "Baker of the old town"],
                      disclosure="protected", note="tea house")  # fmt: skip
    case.add_document("Leaked ledger", key="leak-7", url="https://example.org/leak", disclosure="protected")
    case.record("bridge", claimant="umm-khalid", text="I saw it from my roof", values={"killed": "31"},
                said="2 May 2017", label="witness-says")  # fmt: skip
    case.record("bridge", claimant="wire", text="A woman, UMM  KHALID, counted the dead", said="4 May 2017",
                document="leak-7", locator="page of Umm Khalid", values={"perpetrator": "Umm Khalid"},
                note="hidden desk note")  # fmt: skip
    case.assess(
        "bridge", grade="fair", rationale="not for print", by="desk", disclosure="internal", at="9 May 2017"
    )
    return case


def unpacked(content, form):
    if form == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return b"\n".join(package.read(name) for name in package.namelist()).decode("utf-8", "replace")
    if form == "pdf":
        return content.decode("latin-1") + " ".join(_streams(content)) + _pdf_text(content)
    return content.decode()


def _streams(content):
    for part in content.split(b"stream\n")[1:]:
        try:
            yield zlib.decompressobj().decompress(part).decode("latin-1")
        except zlib.error:
            continue


def _pdf_text(content):
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(content)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


@pytest.mark.parametrize("form", ["html", "markdown", "text", "pdf", "docx"])
def test_nothing_protected_is_in_any_byte(guarded, printed, form):
    pytest.importorskip({"pdf": "typst", "docx": "docx"}.get(form, "jinja2"))
    ids = [one.id for one in guarded.dossier("bridge").assertions]
    keys = ["ministry", "front", "d1", "d2", "claim", "denial"]
    public = unpacked(printed(guarded, "bridge", form=form, public=True, title="Of Umm Khalid"), form)
    found = [secret for secret in SECRETS if secret.casefold() in public.casefold()]
    assert found == []
    assert [id_ for id_ in ids if id_[:8] in public] == []
    assert not [key for key in keys if f'"{key}"' in public or f"event-{key}" in public]
    if form == "html":
        assert "I saw it from my roof" in printed(guarded, "bridge", form=form).decode()


def test_it_says_what_it_leaves_out_and_counts_what_it_shows(guarded, printed):
    text = " ".join(printed(guarded, "bridge", public=True).decode().split())
    assert "Statements of protected sources left out: 1." in text
    assert "Documents shown as a number, being protected: 1." in text
    assert "Assessments left out as internal, or on statements left out: 1." in text
    assert (
        "A woman, [withheld 1], counted the dead"
        in printed(guarded, "bridge", form="html", public=True).decode()
    )
    assert "Perpetrator: Wire alone answers, [withheld 1]." in text
    assert "Killed: in conflict, 2 to 12." in text
    assert "Protected document." in text


def test_what_is_part_of_somebody_protected_is_protected(guarded, printed):
    guarded.add_claimant("Khalid's cousin", key="cousin", part_of="umm-khalid")
    guarded.record("bridge", claimant="cousin", text="He was there too")
    assert "He was there too" not in printed(guarded, "bridge", public=True).decode()


def test_the_order_does_not_follow_the_old_ids(guarded, printed):
    once = printed(guarded, "bridge", public=True)
    assert once == printed(guarded, "bridge", public=True)


def test_protection_is_kept_through_an_export_and_asked_for_on_the_command_line(run, tmp_path):
    run("claimant", "add", "Witness of the well", "--protected", "--key", "well")
    run("document", "add", "https://example.org/x", "--title", "Memo", "--protected", "--key", "memo")
    run("assess", "bridge", "--grade", "fair", "--because", "between us", "--internal")
    run("export", "-o", "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_text()
    assert lines.count('"disclosure": "protected"') == 2
    assert lines.count('"disclosure": "internal"') == 1
    told = run("report", "bridge", "--public", "-o", "public.html")
    assert "read the report before it goes out" in told.stderr
    assert "between us" not in (tmp_path / "public.html").read_text()
