"""`log`, `verify`, `backup`, `restore` and `recover` as they are typed."""

import json

from claimtrack.cli import case as case_commands


def test_the_log_says_who_when_and_what(heli):
    heli("--analyst", "Lina", "set", "heli", "occurred=9 July 2016")
    heli("event", "add", "A mistake", "--key", "mistake", "--analyst", "Omar")
    heli("event", "remove", "mistake")
    printed = heli("log").stdout
    assert "occurred: 2016-07-08 → 9 July 2016" in printed
    assert "the log begins here" in printed
    found = json.loads(heli("log", "--format", "json").stdout)["entries"]
    assert [(item["by"], item["command"]) for item in found[:3]] == [
        ("", "event remove"), ("Omar", "event add"), ("Lina", "set"),
    ]  # fmt: skip
    assert "x" not in found[0]["command"]


def test_the_log_of_one_record_also_of_one_that_is_gone(heli):
    heli("event", "add", "A mistake", "--key", "mistake")
    heli("event", "remove", "mistake")
    found = json.loads(heli("log", "mistake", "--format", "json").stdout)["entries"]
    assert [item["command"] for item in found] == ["event remove", "event add"]
    assert json.loads(heli("log", "--by", "nobody", "--format", "json").stdout)["entries"] == []
    assert json.loads(heli("log", "--since", "2099", "--format", "json").stdout)["entries"] == []
    heli("log", "never-there", code=3)


def test_unnamed_is_said_once(run):
    assert "unnamed" not in run("init").stderr
    assert "unnamed" in run("event", "add", "One").stderr
    assert "unnamed" not in run("event", "add", "Two").stderr


def test_init_asks_a_person_for_a_name_and_keeps_it(run, monkeypatch):
    monkeypatch.setattr(case_commands, "_asked_name", lambda: "Lina")
    assert "unnamed" not in run("init").stderr
    assert "unnamed" not in run("event", "add", "One").stderr
    assert [item["by"] for item in json.loads(run("log", "--format", "json").stdout)["entries"]] == [
        "Lina",
        "Lina",
    ]


def test_the_environment_names_the_analyst(heli, monkeypatch):
    monkeypatch.setenv("CLAIMTRACK_ANALYST", "Lina")
    heli("event", "add", "One")
    heli("assess", "heli", "--grade", "fair")
    found = json.loads(heli("log", "--limit", "1", "--format", "json").stdout)["entries"]
    assert found[0]["by"] == "Lina"
    assert found[0]["changes"][0]["after"]["by"] == "Lina"


def test_the_head_is_an_anchor(heli, folder):
    (folder / "head.txt").write_text(heli("log", "--head").stdout, encoding="utf-8")
    heli("event", "add", "Later")
    assert "Anchor" in heli("verify", "--anchor", "head.txt").stdout
    (folder / "head.txt").write_text("0" * 64, encoding="utf-8")
    assert "written anew" in heli("verify", "--anchor", "head.txt", code=25).stderr
    (folder / "head.txt").write_text("nothing", encoding="utf-8")
    heli("verify", "--anchor", "head.txt", code=15)


def test_verify_names_what_was_changed_past_the_log(heli, past_the_log):
    heli("verify")
    past_the_log("UPDATE assertion SET text = 'x' WHERE label = 'claim'")
    refused = heli("verify", code=25)
    assert "is not what the log says: text" in refused.stdout


def test_a_backup_is_a_copy_that_can_be_put_back(heli, lines):
    before, head = lines(), heli("log", "--head").stdout
    assert heli("backup", "copy.db").stdout == head
    heli("backup", "copy.db", code=13)
    heli("event", "add", "Later")
    assert heli("restore", "copy.db").stdout == head
    assert lines() == before
    heli("verify")
    assert "Later" in heli("--file", "claims.db.before-restore", "list").stdout
    heli("restore", "claims.db", code=15)
    assert "is not there" in heli("restore", "none.db", code=15).stderr


def test_a_damaged_backup_is_not_put_back(heli, folder, lines):
    before = lines()
    heli("backup", "copy.db")
    content = bytearray((folder / "copy.db").read_bytes())
    content[4096 * 5 : 4096 * 40] = b"\xff" * (4096 * 35)
    (folder / "copy.db").write_bytes(content)
    assert heli("restore", "copy.db", code=24).stderr
    assert lines() == before


def test_what_can_be_read_of_a_damaged_file_is_saved(heli, past_the_log):
    past_the_log("UPDATE event SET occurred = '{{{'")
    done = heli("recover", "saved.db")
    assert "lost: event heli: occurred cannot be read" in done.stderr
    assert "2 assertions" in done.stdout
    assert "Its fighters shot it down" in heli("--file", "saved.db", "export").stdout
    heli("--file", "saved.db", "verify")


def test_what_is_written_alike_is_told_by_what_it_comes_to(heli):
    heli(
        "event",
        "add",
        "The day after",
        "--key",
        "after",
        "--date",
        "the day after",
        "--relative-to",
        "event:heli",
    )
    heli("set", "heli", "occurred=2016-07-10")
    assert (
        "occurred: the day after (2016-07-09) → the day after (2016-07-11)"
        in heli("log", "--format", "csv").stdout
    )
