"""Kept evidence: nothing goes through a link, nothing is read that is not asked for, nothing is left behind."""

import os
import stat
from pathlib import Path

import pytest

from claimtrack import Casefile
from claimtrack.casefile.kept_files import copy_path, evidence_folder, keeping, verify
from claimtrack.errors import InputFileError, StorageError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes and permissions as POSIX has them")


@pytest.fixture
def photo(path):
    found = path.parent / "tail.jpg"
    found.write_bytes(b"a picture" * 1000)
    return found


def states(path, **options):
    with Casefile.open(path) as case:
        return [
            (check.key, check.state)
            for check in case.verify_evidence(**options)
            if check.key in ("tail-jpg", "")
        ]


def add(claimtrack, path, *more):
    return claimtrack("evidence", "add", "roadside-claim", "--file", path, "--key", "tail-jpg", *more)


def test_a_copy_is_private(path, photo, claimtrack):
    assert add(claimtrack, photo, "--keep").returncode == 0
    folder = evidence_folder(path)
    modes = {stat.S_IMODE(item.stat().st_mode) for item in (folder, *folder.rglob("*"))}
    assert modes == {0o700, 0o400, 0o600}


def test_an_evidence_folder_that_is_a_link_is_refused(path, photo, claimtrack, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    evidence_folder(path).symlink_to(tmp_path / "elsewhere")
    answer = add(claimtrack, photo, "--keep")
    assert answer.returncode == StorageError.exit_code
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("named", ["pipe", "/dev/zero"])
def test_pipes_and_devices_are_not_read(path, spoil, claimtrack, named):
    os.mkfifo(path.parent / "pipe")
    spoil(("UPDATE evidence SET file = ?, sha256 = ?, size = NULL", (named, "a" * 64)))
    answer = claimtrack("evidence", "verify", "--anywhere")
    assert answer.returncode == 18
    assert "missing" in answer.stdout


def test_files_outside_are_read_only_when_asked_for(path, photo, claimtrack, tmp_path):
    outside = tmp_path / "outside.jpg"
    outside.write_bytes(b"picture")
    add(claimtrack, outside)
    assert states(path) == [("tail-jpg", "outside")]
    assert states(path, anywhere=True) == [("tail-jpg", "intact")]


def test_a_link_inside_that_leads_outside_is_outside(path, claimtrack, tmp_path):
    (tmp_path / "outside.jpg").write_bytes(b"picture")
    (path.parent / "inside.jpg").symlink_to(tmp_path / "outside.jpg")
    add(claimtrack, path.parent / "inside.jpg")
    assert states(path) == [("tail-jpg", "outside")]


@pytest.mark.parametrize("sha256", ["/" * 64, "../" * 21 + "x", "A" * 64])
def test_a_hash_that_is_none_is_no_path(path, spoil, sha256):
    spoil(("UPDATE evidence SET file = '', sha256 = ? WHERE pk = 1", (sha256,)))
    with Casefile.open(path) as case:
        assert [check.path for check in case.verify_evidence() if check.path] == []


def test_another_size_is_told_without_reading(path, photo, spoil, claimtrack, monkeypatch):
    add(claimtrack, photo)
    photo.write_bytes(b"longer" * 10_000)
    monkeypatch.setattr("claimtrack.casefile.kept_files.fingerprint", lambda _path: pytest.fail("was read"))
    assert states(path) == [("tail-jpg", "changed")]


def test_a_copy_that_is_gone_is_told_although_the_original_is_there(path, photo, claimtrack):
    add(claimtrack, photo, "--keep")
    assert states(path) == [("tail-jpg", "intact")] * 2
    [copy] = evidence_folder(path).glob("??/*")
    copy.unlink()
    assert states(path) == [("tail-jpg", "missing"), ("tail-jpg", "intact")]


def test_copies_that_no_record_names_are_listed(path, photo, claimtrack):
    add(claimtrack, photo, "--keep")
    stray = copy_path(path, "b" * 64)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")
    assert ("", "no record") in states(path)


def test_a_refused_command_leaves_no_copy(path, photo, claimtrack):
    add(claimtrack, photo, "--keep")
    other = path.parent / "other.jpg"
    other.write_bytes(b"another picture")
    assert add(claimtrack, other, "--keep").returncode != 0  # the key is taken
    assert len(list(evidence_folder(path).glob("??/*"))) == 1


def test_a_copy_that_was_cut_short_is_begun_again(path, photo):
    from claimtrack.intake.evidence import fingerprint

    target = copy_path(path, fingerprint(photo).sha256)
    target.parent.mkdir(parents=True)
    draft = target.with_name(f"{target.name}.draft")
    draft.write_bytes(b"half")
    assert [check.state for check in verify(path, [])] == ["no record"]
    with keeping(photo, path):
        pass
    assert target.read_bytes() == photo.read_bytes()
    assert not draft.exists()


def test_a_folder_is_no_file(path):
    with pytest.raises(InputFileError, match="folder"), keeping(Path(path.parent), path):
        pass


def test_exports_are_private(path, claimtrack, tmp_path):
    claimtrack("export", "-o", tmp_path / "case.jsonl")
    assert stat.S_IMODE((tmp_path / "case.jsonl").stat().st_mode) == 0o600
