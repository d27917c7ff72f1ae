"""Names that nobody is to read: found however they are spelt, and ordinary words left as they are."""

import json
import re
import zipfile

import pytest

from claimtrack.reports.withheld import WithheldNames


@pytest.fixture
def names():
    found = WithheldNames()
    for name in ("Witness W-01", "سمير حداد", "Samir Haddad"):
        found.add(name, "w")
        found.add_parts(name, "w", {"haddad"}.__contains__)
    found.add_telling("Camp", "d")
    found.add_telling("Interview9", "d")
    found.add_telling("مخيم", "d")
    return found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("W-01 told us, so did w01", "<w> told us, so did <w>"),
        ("a WITNESS  w-01 and a witness", "a <w> and a witness"),
        ("said سَمير حدّاد and وسمير حداد", "said <w> and و<w>"),
        ("Samir's brother, Sámir", "<w>'s brother, <w>"),
        ("https://krc.example/samir-haddad", "https://krc.example/<w>"),
        ("#SamirHaddad samir_haddad.jpg", "#<w> <w>.jpg"),
        ("https://krc.example/%D8%B3%D9%85%D9%8A%D8%B1_%D8%AD%D8%AF%D8%A7%D8%AF", "https://krc.example/<w>"),
        (
            "samir is left, and Haddad, who is another's too",
            "samir is left, and Haddad, who is another's too",
        ),
        ("fled the camp, to the Camp", "fled the camp, to the <d>"),
        ("Camp residents fled", "Camp residents fled"),
        ("as interview9 says", "as <d> says"),
        ("في مخيم", "في مخيم"),
        ("100% of W-02", "100% of W-02"),
    ],
)
def test_a_name_is_found_in_any_spelling_and_no_ordinary_word_for_it(names, text, shown):
    assert names.replaced(text, lambda record: f"<{record}>") == shown


def test_a_hebrew_name_is_found_behind_what_is_written_with_it():
    names = WithheldNames()
    names.add("סמיר חדאד", "w")
    assert names.replaced("אמרו לסמיר חדאד ולסמיר", lambda record: f"<{record}>") == "אמרו ל<w> ולסמיר"


def test_what_was_left_is_told(names):
    names.replaced("fled the camp; samir left, and Haddad; في مخيم; camp", str)
    assert names.doubtful == {"camp": 2, "samir": 1, "Haddad": 1, "مخيم": 1}


@pytest.fixture
def collected(case):
    """Who collected, judged and searched; a protected witness with somebody who spoke for it."""
    case.add_claimant("Witness W-01", key="w1", kind="witness", aliases=["سمير حداد"], disclosure="protected")
    case.record("bridge", claimant="w1", text="I saw it", spokesperson="Huda Nasser", label="hers")
    told = case.record(
        "bridge", claimant="wire", text="Huda Nasser and Samir H. showed W-01 to Nadia", said="9 May 2017"
    )
    case.add_evidence("Photo", assertion=told, key="photo", captured_by="Samir H.")
    case.assess("bridge", grade="weak", rationale="thin", by="Nadia", at="9 May 2017")
    case.log_search("names", "bridge", by="Nadia", at="2017-05-04")
    case.change(case.event("bridge"), tags=["huda-nasser"])
    return case


def test_who_judged_searched_and_collected_are_withheld_alike(collected, printed):
    text = printed(collected, "bridge", form="html", public=True).decode()
    assert [name for name in ("Nadia", "Samir", "Huda", "Nasser", "nasser", "W-01") if name in text] == []
    number = r"\[withheld \d\]"
    assert re.search(rf"{number} and {number}\.? showed {number} to {number}", text)
    named = printed(collected, "bridge", form="html", public=True, credits=True).decode()
    assert "Samir H." in named
    assert "Nadia" in named
    assert "Huda" not in named


def test_what_a_public_pack_withholds_is_told_and_in_none_of_its_bytes(collected, run, tmp_path):
    told = run("pack", "--public", "-o", "p.zip").stderr
    assert "left out 1 statement of a protected source" in told
    assert "of a protected source" in told
    assert "of who judged, searched or collected (named with --credits)" in told
    with zipfile.ZipFile(tmp_path / "p.zip") as archive:
        text = archive.read("case.jsonl").decode()
    records = [json.loads(line) for line in text.splitlines()]
    assert [name for name in ("Nadia", "Samir", "Huda", "nasser", "W-01") if name in text] == []
    assert all("withheld" in one["by"] for one in records if one["record"] in ("assessment", "inquiry"))
    assert all("withheld" in one["captured_by"] for one in records if one.get("title") == "Photo")
    assert "Nadia" not in run("pack", "--public", "-o", "p.zip").stderr


def test_compiled_by_names_who_says_so(collected, printed):
    text = printed(collected, "bridge", form="html", public=True, compiled_by="Nadia for Samir H.").decode()
    assert text.count("Nadia for Samir H.") == 1


def test_each_open_question_names_all_its_statements(case, printed):
    event = case.add_event("Fire", key="fire")
    for day, party in enumerate(("ministry", "wire", "front"), 5):
        case.record(event, claimant=party, text=f"Words of {party}", said=f"{day} May 2017")
    texts = [printed(case, "fire", form="markdown", public=public).decode() for public in (False, True)]
    lines = [next(line for line in text.splitlines() if "without a document" in line) for text in texts]
    assert lines[0] == lines[1]
    assert "5 May 2017" in lines[0]
    assert "7 May 2017" in lines[0]


def test_a_document_read_for_a_protected_source_alone_is_neither_shown_nor_counted(case, printed):
    case.add_event("Fire", key="fire")
    case.add_claimant("Well", key="well", disclosure="protected")
    case.add_document("Interview9", key="int9", disclosure="protected")
    case.add_document("Blog", key="blog", url="https://example.org/blog")
    case.record("fire", claimant="well", text="x", document="int9")
    case.record("fire", claimant="well", text="z", document="blog")
    case.record("fire", claimant="wire", text="y")
    text = " ".join(printed(case, "fire", public=True).decode().split())
    assert "shown as a number" not in text
    assert "example.org/blog" not in text
