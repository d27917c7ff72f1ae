"""`pack`: a case handed over as one zip file, verified, and merged."""

import hashlib
import io
import json
import stat
import zipfile

import pytest

from claimtrack.casefile import packs


@pytest.fixture
def packed(heli, folder):
    """A case with a kept photo and a second event, packed whole."""
    (folder / "photo.jpg").write_bytes(b"pixels")
    heli("evidence", "add", "claim", "--file", "photo.jpg", "--keep", "--title", "Photo", "--key", "photo")
    heli("event", "add", "Another", "--key", "other")
    heli("pack", "-o", "case.zip")
    return folder / "case.zip"


def rewritten(path, change):
    """Write a zip file anew, its members as a function has them."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name if isinstance(name, zipfile.ZipInfo) else zipfile.ZipInfo(name), content)


def test_it_holds_the_export_the_evidence_and_hashes_of_all(packed, run):
    with zipfile.ZipFile(packed) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        for name, told in manifest["files"].items():
            content = archive.read(name)
            assert (hashlib.sha256(content).hexdigest(), len(content)) == (told["sha256"], told["size"])
        assert archive.read("case.jsonl").decode() == run("export").stdout
        assert b"sha256sum" in archive.read("README.txt")
    assert manifest["head"] == run("log", "--head").stdout.strip()
    assert any(name.startswith("evidence/") for name in manifest["files"])


def test_the_same_case_gives_the_same_bytes_and_the_hash_is_printed(packed, run):
    told = run("pack", "-o", "again.zip").stdout.strip()
    again = packed.with_name("again.zip").read_bytes()
    assert again == packed.read_bytes()
    assert hashlib.sha256(again).hexdigest() == told


def test_it_is_verified_and_merged_with_its_evidence(packed, run):
    assert "= all is as the manifest says" in run("verify", "case.zip").stdout
    run("--file", "new.db", "init")
    assert "kept 1 file of evidence" in run("--file", "new.db", "merge", "case.zip").stderr
    assert run("--file", "new.db", "export").stdout == run("export").stdout
    run("--file", "new.db", "evidence", "verify")
    run("--file", "new.db", "verify")
    assert "nothing new" in run("--file", "new.db", "merge", "case.zip").stderr


def test_one_event_takes_along_what_it_refers_to_and_no_more(packed, run):
    run("pack", "heli", "-o", "one.zip")
    with zipfile.ZipFile(packed.with_name("one.zip")) as archive:
        text = archive.read("case.jsonl").decode()
    assert '"heli"' in text
    assert '"other"' not in text


def test_a_public_pack_is_for_reading(packed, run):
    run("set", "heli", "note=Our man in Palmyra")
    run("pack", "--public", "-o", "public.zip")
    with zipfile.ZipFile(packed.with_name("public.zip")) as archive:
        names, text = archive.namelist(), archive.read("case.jsonl").decode()
        manifest = json.loads(archive.read("manifest.json"))
    assert "Our man" not in text
    assert not any(name.startswith("evidence/") for name in names)
    assert "head" not in manifest
    assert '"heli"' not in text
    found = run("verify", "public.zip").stdout
    records = len(text.splitlines()) - 1
    assert f"Records  {records} in the pack, compared as one file by its hash" in found
    assert "Files    2 hashed again" in found
    assert "compared with the manifest" not in found
    assert "for the public" in run("merge", "public.zip", code=15).stderr


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda m: m.update({"case.jsonl": m["case.jsonl"].replace(b"Palmyra", b"Aleppo")}), "case.jsonl"),
        (lambda m: m.update({"README.txt": b"changed"}), "README.txt"),
        (lambda m: m.update({next(n for n in m if n.startswith("evidence/")): b"others"}), "evidence/"),
        (lambda m: m.pop(next(n for n in m if n.startswith("evidence/"))), "is missing"),
    ],
)  # fmt: skip
def test_what_was_changed_is_named_and_not_merged(packed, run, change, told):
    rewritten(packed, change)
    assert told in run("verify", "case.zip", code=25).stdout
    if told not in ("README.txt", "is missing"):
        run("--file", "new.db", "init")
        assert told in run("--file", "new.db", "merge", "case.zip", code=15).stderr
        assert not list(packed.parent.glob("new.db.evidence/??/*"))


@pytest.mark.parametrize(
    "name", ["../outside.txt", "/outside.txt", "evidence/../../x", "evidence/ab/short", "more.txt"]
)
def test_members_that_no_pack_has_are_refused(packed, run, name):
    rewritten(packed, lambda members: members.update({name: b"harmless"}))
    assert "which no pack does" in run("merge", "case.zip", code=15).stderr
    assert not (packed.parent.parent / "outside.txt").exists()


def test_links_two_of_one_name_and_what_grows_without_end_are_refused(packed, run):
    link = zipfile.ZipInfo("evidence/" + "ab/" + "c" * 62)
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    original = packed.read_bytes()
    rewritten(packed, lambda members: members.update({link: b"target"}))
    assert "is a link" in run("merge", "case.zip", code=15).stderr
    packed.write_bytes(original)
    with zipfile.ZipFile(packed, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("README.txt", b"again")
    assert "two files of one name" in run("merge", "case.zip", code=15).stderr
    large = io.BytesIO()
    with zipfile.ZipFile(large, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", b"{}")
        with archive.open("case.jsonl", "w", force_zip64=True) as member:
            for _ in range(80):
                member.write(b" " * (1 << 20))
    packed.write_bytes(large.getvalue())
    assert "times its size" in run("merge", "case.zip", code=15).stderr


def test_what_is_no_pack_is_refused(packed, run):
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("case.jsonl", b"{}")
    assert "is no pack" in run("verify", "case.zip", code=15).stderr
    packed.write_bytes(packs.MARK + b"damaged")
    assert "damaged zip" in run("merge", "case.zip", code=15).stderr


def test_import_of_a_case_file_or_a_pack_says_merge(packed, run):
    run("backup", "copy.db")
    for name in ("copy.db", "case.zip"):
        assert f"claimtrack merge {name}" in run("import", name, code=15).stderr


def test_where_evidence_lay_on_a_disk_is_in_no_pack_and_no_export(run, tmp_path):
    place = tmp_path / "samir_haddad" / "p.jpg"
    place.parent.mkdir()
    place.write_bytes(b"a")
    run("init")
    run("event", "add", "Fire", "--key", "fire")
    run("record", "fire", "--by", "Wire", "--create", "x", "--label", "k1")
    run("evidence", "add", "k1", "--file", str(place), "--keep", "--title", "photo")
    run("set", "evidence:photo", "note=seen")  # what it was before is kept
    run("pack", "-o", "case.zip")
    run("export", "-o", "case.jsonl")
    with zipfile.ZipFile(tmp_path / "case.zip") as archive:
        texts = [archive.read("case.jsonl").decode(), (tmp_path / "case.jsonl").read_text()]
    for text in texts:
        assert "samir_haddad" not in text
        assert text.count('"file": "p.jpg"') == 2
    for other in ("case.zip", "case.jsonl"):
        assert "nothing new" in run("merge", other).stderr
    assert "samir_haddad/p.jpg" in "".join(run("show", "evidence:photo").stdout.split())
    run("export", "-o", "again.jsonl")
    assert (tmp_path / "again.jsonl").read_text() == texts[0]
