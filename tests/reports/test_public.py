"""Reports for the public: nothing protected is in any byte, whatever the form."""

import io
import re
import zipfile
import zlib

import pytest

from claimtrack.casefile.printed_reports import ReportOptions

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


@pytest.fixture
def named_everywhere(guarded):
    """The protected are named in every place that holds text, and own keys tell as much as names."""
    case, name = guarded, "Umm Khalid"
    case.add_field("seen_by", label=f"Seen by {name}")
    case.add_claimant("The quarter", key="umm-khalid-quarter", aliases=[f"Friends of {name}"], note=name)
    case.add_document("Open letter", key="umm-khalid-letter", url="https://example.org/open", publisher="wire",
                      derived_from="leak-7", published=f"the day {name} fled", note=name)  # fmt: skip
    event = case.add_event(f"Flight of {name}", key="umm-khalid-flight", proposition=f"{name} fled", note=name,
                           place=f"House of {name}", tags=[f"{name}"], occurred="2 May 2017")  # fmt: skip
    told = case.record(
        event, claimant="umm-khalid-quarter", text=f"{name} left", quote=f"{name} left", said=f"when {name} left",
        translation=f"{name} has left", spokesperson=name, document="umm-khalid-letter", locator=f"line of {name}",
        label="umm-khalid-left", note=name,
        values={"victim": {"not": f"the brother of {name}"}, "killed": f"as many as {name} said", "seen_by": name},
    )  # fmt: skip
    hers = case.record(event, claimant="umm-khalid", text="I saw it from my roof", values={"killed": "3"})
    case.reply("denies", hers, claimant="ministry", text=f"{name} saw nothing", said="4 May 2017", note=name)
    case.link("cites", told, hers, note=name)
    case.add_evidence(f"Photograph by {name}", assertion=told, key="umm-khalid-photo", captured_by=name, note=name,
                      authenticity=f"taken by {name}", url="https://example.org/leak", document="leak-7",
                      locator=f"page of {name}", sha256="5e" * 32, file="umm-khalid.jpg")  # fmt: skip
    case.add_evidence("Only hers", assertion=hers, key="only-hers")
    case.assess(event, grade="weak", rationale=f"{name} says so", by=name, at="5 May 2017")
    case.assess(
        event, field="killed", grade="weak", rationale="as told", by="umm-khalid-quarter", at="5 May 2017"
    )
    case.assess(assertion=hers, grade="weak", rationale="judged hers", by="desk", at="5 May 2017")
    return case


HIDDEN = (*SECRETS, "5e" * 32, "Only hers", "judged hers", "umm_khalid")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("form", ["html", "markdown", "text", "pdf", "docx"])
def test_no_place_that_holds_text_names_the_protected(named_everywhere, printed, form, language):
    pytest.importorskip({"pdf": "typst", "docx": "docx"}.get(form, "jinja2"))
    options = {"public": True, "title": "Of Umm Khalid", "compiled_by": "a friend of Umm Khalid"}
    public = unpacked(printed(named_everywhere, form=form, language=language, **options), form)
    assert [secret for secret in HIDDEN if secret.casefold() in public.casefold()] == []


def test_no_file_of_a_public_site_names_the_protected(named_everywhere, tmp_path):
    named_everywhere.site(tmp_path / "site", options=ReportOptions(public=True))
    for path in (tmp_path / "site").iterdir():
        content = f"{path.name} {path.read_text('utf-8')}".casefold()
        assert [secret for secret in HIDDEN if secret.casefold() in content] == []


def test_what_differs_from_an_earlier_release_names_nobody(named_everywhere, run, tmp_path):
    first = run("report", "--all", "--public", "--release", "one", "-o", "one.html")
    named_everywhere.record("umm-khalid-flight", claimant="umm-khalid", text="I saw it from my roof again")
    named_everywhere.record("umm-khalid-flight", claimant="wire", text="Nine", values={"killed": "9"})
    second = run("report", "--all", "--public", "--release", "two", "-o", "two.html")
    checked = run("report", "--check", "one.html")
    listed = run("report", "--list")
    for told in (first, second, checked, listed):
        text = f"{told.stdout} {told.stderr}".casefold()
        assert [secret for secret in HIDDEN if secret.casefold() in text] == []


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
    assert "; 2 (Ministry of Defence)." in text
    assert "Protected document." in text


def test_what_a_protected_source_answers_is_not_told_through_who_confirms_it(guarded, printed):
    guarded.add_claimant("Council", key="council")
    guarded.reply("confirms", "witness-says", claimant="council", text="So it was", said="6 May 2017")
    assert "31 (confirmation: Umm Khalid)" in printed(guarded, "bridge", form="markdown").decode()
    text = printed(guarded, "bridge", form="markdown", public=True).decode()
    assert not re.search(r"\b31\b", text)


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


def test_who_made_a_search_is_withheld_and_not_called_unsigned(guarded, printed):
    guarded.log_search("aerial photos", "bridge", by="A. Analyst", at="2017-05-04")
    guarded.log_search("morgue lists", "bridge", by="A. Analyst", at="2017-05-05")
    guarded.log_search("a second witness", "bridge", by="Another", at="2017-05-06")
    guarded.log_search("radio logs", "bridge", at="2017-05-07")
    text = printed(guarded, form="markdown", public=True).decode()
    told = {line.split("**")[1]: line for line in text.splitlines() if line.startswith("| **")}
    marks = [
        told[sought].rpartition("|")[0].rpartition("| ")[2]
        for sought in ("aerial photos", "morgue lists", "a second witness")
    ]
    assert all("withheld" in mark for mark in marks)
    assert marks[0].partition("<br>")[0] == marks[1].partition("<br>")[0] != marks[2].partition("<br>")[0]
    assert "unsigned" in told["radio logs"]
    assert "Analyst" not in text
