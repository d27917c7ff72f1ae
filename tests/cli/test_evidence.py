"""Evidence: hashed, kept by its content, and looked at again."""

import hashlib
from pathlib import Path

import pytest

CONTENT = b"a picture of a tail rotor" * 1000


@pytest.fixture
def photo(folder):
    path = folder / "tail.jpg"
    path.write_bytes(CONTENT)
    return path


def copies():
    return list(Path("claims.db.evidence").glob("??/*"))


def test_a_file_is_hashed_and_described(heli, photo, lines):
    result = heli("evidence", "add", "claim", "denial", "--file", "tail.jpg", "--role", "undermines", "--url",
                  "https://example.org/tail", "--archive-url", "https://archive.example/tail", "--captured",
                  "2016-07-09", "--by", "A. Analyst", "--authenticity", "metadata stripped", "--at", "0:43")  # fmt: skip
    assert result.stdout == "tail-jpg\n"
    (item,) = lines("evidence")
    assert item["sha256"] == hashlib.sha256(CONTENT).hexdigest()
    assert item["size"] == len(CONTENT)
    assert (item["kind"], item["captured"], item["captured_by"]) == ("photo", "2016-07-09", "A. Analyst")
    assert {(bearing["assertion"], bearing["role"]) for bearing in item["bears_on"]} == {
        ("claim", "undermines"),
        ("denial", "undermines"),
    }
    assert not Path("claims.db.evidence").exists()


def test_a_kept_copy_stands_under_its_hash(heli, photo):
    heli("evidence", "add", "claim", "--file", "tail.jpg", "--keep")
    heli("evidence", "add", "denial", "--file", "tail.jpg", "--title", "The same again", "--keep")
    (copy,) = copies()
    assert copy.parent.name + copy.name == hashlib.sha256(CONTENT).hexdigest()
    assert copy.read_bytes() == CONTENT


def test_verify_says_that_all_is_well(heli, photo):
    heli("evidence", "add", "claim", "--file", "tail.jpg", "--keep")
    assert "2 intact" in heli("evidence", "verify").stdout


def test_the_copy_is_enough_once_the_original_is_gone(heli, photo):
    heli("evidence", "add", "claim", "--file", "tail.jpg", "--keep")
    photo.unlink()
    assert "1 intact" in heli("evidence", "verify").stdout


def test_a_changed_copy_and_a_missing_file_fail_loudly(heli, photo):
    heli("evidence", "add", "claim", "--file", "tail.jpg", "--keep")
    (copy,) = copies()
    copy.chmod(0o644)
    copy.write_bytes(b"another")
    failed = heli("evidence", "verify", code=18)
    assert "tail-jpg (changed)" in failed.stderr
    assert "changed" in failed.stdout
    copy.unlink()
    photo.unlink()
    assert "tail-jpg (missing)" in heli("evidence", "verify", code=18).stderr


def test_a_document_keeps_a_copy_too(heli, photo, lines):
    heli("document", "add", "https://example.org/1", "--copy", "tail.jpg")
    assert lines("document")[0]["sha256"] == hashlib.sha256(CONTENT).hexdigest()
    assert "1 intact" in heli("evidence", "verify").stdout
    copies()[0].unlink()
    assert "1 missing" in heli("evidence", "verify", code=18).stdout


def test_an_item_without_a_file(heli, lines):
    heli("evidence", "add", "claim", "--title", "Wreckage", "--kind", "wreckage")
    assert lines("evidence")[0]["kind"] == "object"
    assert "No stored file" in heli("evidence", "verify").stdout


def test_what_cannot_be(heli, photo):
    heli("evidence", "add", "claim", code=2)
    heli("evidence", "add", "claim", "--title", "x", "--keep", code=2)
    heli("evidence", "add", "claim", "--title", "  ", code=6)
    heli("evidence", "add", "claim", "--file", "nonsuch.jpg", code=15)
    heli("evidence", "add", "claim", "--file", ".", code=15)
    heli("evidence", "add", "nonsuch", "--title", "x", code=3)
    heli("evidence", "add", "claim", "--title", "x", "--role", "proves", code=5)


def test_removing_an_item_keeps_what_it_held(heli, photo, lines):
    heli("evidence", "add", "claim", "--file", "tail.jpg")
    heli("evidence", "remove", "tail-jpg")
    assert not lines("evidence")
    assert lines("correction")[0]["before"]["bears_on"][0]["role"] == "supports"


# --- the same file added twice ---------------------------------------------------------------------


def test_the_same_file_added_again_is_told_and_nothing_is_merged(heli, photo, lines):
    heli("evidence", "add", "claim", "--file", "tail.jpg", "--role", "supports")
    again = heli("evidence", "add", "denial", "--file", "tail.jpg", "--role", "undermines", "--title", "Tail")
    assert (
        "'tail' has the same file as 'tail-jpg', byte for byte; perhaps one item with two bearings"
        in again.stderr
    )
    assert [item["key"] for item in lines("evidence")] == ["tail", "tail-jpg"]
    found = heli("gaps", "--format", "json", "--kind", "maybe-one-item").stdout
    assert "“Tail” and “tail.jpg” have one file, byte for byte" in found
    assert "claimtrack show tail tail-jpg" in found


def test_another_file_is_another_item(heli, photo):
    heli("evidence", "add", "claim", "--file", "tail.jpg")
    Path("rotor.jpg").write_bytes(CONTENT + b"!")
    assert "same file" not in heli("evidence", "add", "denial", "--file", "rotor.jpg").stderr


def test_the_same_file_offered_with_a_statement_is_told(heli, photo):
    heli("evidence", "add", "claim", "--file", "tail.jpg", "--title", "Tail")
    said = heli("record", "heli", "--by", "Islamic State", "Look at this", "--evidence", "tail.jpg")
    assert "has the same file as 'tail'" in said.stderr


def test_two_items_of_one_file_in_an_import_are_told(heli, photo):
    heli("evidence", "add", "claim", "--file", "tail.jpg", "--title", "Tail")
    told = heli("export").stdout
    Path("more.jsonl").write_text(told.replace('"tail"', '"tail-2"'), encoding="utf-8")
    assert "evidence 'tail-2' has the same file as 'tail'" in heli("import", "more.jsonl").stderr


def test_the_bearings_go_to_one_item_and_the_other_is_void(heli, photo, lines):
    heli("evidence", "add", "claim", "--file", "tail.jpg")
    heli("evidence", "add", "denial", "--file", "tail.jpg", "--role", "undermines", "--title", "Tail")
    heli("void", "evidence:tail", "--because", "the same file as tail-jpg")
    assert "maybe one item" not in heli("gaps").stdout
