"""Verification: any change past the log is found and named."""

import random
import sqlite3
from contextlib import closing

import pytest

from claimtrack import Casefile
from claimtrack.model.chain import canonical, entry_id

ROWS = [
    {"event": f"e{n}", "claimant": "Ministry", "text": f"Said {n}", "said": "2016-07-08", "killed": str(n)}
    for n in range(30)
]  # fmt: skip


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "claims.db"
    with Casefile.open(path, analyst="Lina") as case:
        case.import_rows(ROWS, preset="generic")
        case.add_event("Explosion at the depot", key="depot", occurred="8 July 2016", tags=["fire"])
        case.record(
            "depot",
            claimant="Ministry",
            text="Three died",
            values={"killed": "3"},
            label="toll",
            said="9 July 2016",
        )
        case.reply(
            "denies",
            "toll",
            claimant="Observatory",
            text="Nobody died",
            values={"killed": "0"},
            on=["killed"],
        )
        case.change(case.assertion("toll"), text="Three were killed")
        case.change(case.event("e3"), title="Large fire")
        case.change(case.claimant("ministry"), aliases=["The Ministry"])
        case.assess("depot", grade="fair", by="Lina")
        case.add_evidence("A video", assertion="toll", key="video")
        case.add_event("A mistake", key="mistake")
        case.remove("event:mistake")
        case.add_event("Fire twenty-nine", key="twin")
        case.merge("event", "e29", "twin")
        case.find("event", "depot")
        case.search("died")
    return path


def breaches(path, **how):
    with Casefile.open(path, create=False) as case:
        return case.verify(**how).result.breaches


def tamper(path, *statements):
    """Change the file as somebody would who knows SQLite: triggers put aside, and made again."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        triggers = other.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            other.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            other.execute(statement)
        for _, sql in triggers:
            other.execute(sql)


def test_a_file_that_only_the_program_has_changed_is_as_its_log_says(path):
    with Casefile.open(path, create=False) as case:
        found = case.verify().result
    assert found.breaches == []
    assert found.records > 60


@pytest.mark.parametrize(("statement", "place"), [
    ("UPDATE event SET title = 'Explosion at the Depot' WHERE key = 'depot'", "event depot"),
    ("UPDATE event SET title = 'Fire' WHERE key = 'e3'", "event e3"),
    ("UPDATE event SET title = 'Fires 7' WHERE key = 'e7'", "event, rows"),
    ("UPDATE assertion SET hedge = 'alleged' WHERE label = 'toll'", "assertion "),
    ("UPDATE assertion SET text = 'Said 41' WHERE text = 'Said 4'", "assertion "),
    ("UPDATE value SET raw = '4' WHERE raw = '3'", "assertion "),
    ("UPDATE value SET low = 2 WHERE raw = '3' AND low = 3", "assertion "),
    ("DELETE FROM value WHERE raw = '5'", "assertion "),
    ("UPDATE assertion SET said_latest = '2016-07-10' WHERE label = 'toll'", "assertion "),
    ("UPDATE claimant_alias SET text = 'A Ministry'", "claimant ministry"),
    ("DELETE FROM event_tag", "event depot"),
    ("UPDATE claimant SET bloc = 1 WHERE key = 'observatory'", "claimant observatory"),
    ("DELETE FROM link", "link "),
    ("DELETE FROM event WHERE key = 'e9'", "event, rows"),
    ("UPDATE evidence_bearing SET role = 'undermines'", "evidence video"),
    ("UPDATE assessment SET grade = 'confirmed'", "assessment "),
    ("UPDATE correction SET recorded = '2016-01-01T00:00:00Z' WHERE pk = 1", "correction, rows"),
    ("INSERT INTO field VALUES (99, 'ransom', '', 'count', '', '', '2016-01-01T00:00:00Z')", "field ransom"),
    ("UPDATE entry SET by = 'Omar' WHERE pk = 3", "entry 3 of the log"),
    ("DELETE FROM entry WHERE pk = 4", "entry 5 of the log"),
    ("UPDATE entry SET content = replace(content, 'Three', 'Two') WHERE content LIKE '%Three%'", "entry "),
    ("UPDATE record_name SET folded = 'otherwise' WHERE folded = 'observatory'", "claimant in row"),
    ("INSERT INTO search (rowid, words) VALUES (1, 'nobody said this')", "the index of words"),
    ("DELETE FROM entry_row WHERE kind = 'evidence'", "entry "),
])  # fmt: skip
def test_a_change_past_the_log_is_named(path, statement, place):
    tamper(path, statement)
    found = breaches(path)
    assert found
    assert any(item.place.startswith(place) for item in found), found


def test_any_byte_of_a_logged_record_tells(path):
    """One random character of one random text at a time."""
    chosen = random.Random(16)
    cells = []
    with closing(sqlite3.connect(path)) as other:
        for table, columns in _TEXTS.items():
            for column in columns:
                sql = f"SELECT pk, {column} FROM {table} WHERE {column} <> ''"
                cells += [(table, column, *row) for row in other.execute(sql)]
    for table, column, pk, text in chosen.sample(cells, 40):
        at = chosen.randrange(len(text))
        other_text = text[:at] + ("x" if text[at] != "x" else "y") + text[at + 1 :]
        update = f"UPDATE {table} SET {column} = '{{}}' WHERE pk = {pk}"
        tamper(path, update.format(other_text.replace("'", "''")))
        assert breaches(path), (table, column, text, other_text)
        tamper(path, update.format(text.replace("'", "''")))
    assert breaches(path) == []


_TEXTS = {
    "event": ("title", "key", "recorded"), "claimant": ("name", "key"), "value": ("raw",),
    "assertion": ("text", "label", "recorded", "hedge"), "link": ("recorded",), "evidence": ("title",),
    "assessment": ("by",), "entry": ("at", "by", "id", "parent", "command", "content"), "correction": ("before",),
}  # fmt: skip


def test_a_chain_that_is_written_anew_is_told_by_an_anchor(path, tmp_path):
    anchor = tmp_path / "head.txt"
    with Casefile.open(path, create=False) as case:
        head = case.head()
        anchor.write_text(f"{head.number} {head.id}\n", encoding="utf-8")
        assert case.verify(anchor).result.anchored == head.number
        case.add_event("Later")
        assert case.verify(anchor).result.anchored == head.number
    rewrite(path)
    assert breaches(path) == []
    ((place, what),) = breaches(path, anchor=anchor)
    assert (place, what) == ("the log", "has no entry with the hash of the anchor: it was written anew")


def rewrite(path):
    """Ascribe every entry to somebody else, and make all hashes fit again."""
    with closing(sqlite3.connect(path)) as other:
        rows = other.execute("SELECT pk, at, command, program, content FROM entry ORDER BY pk").fetchall()
    parent, statements = "", []
    for pk, at, command, program, content in rows:
        id_ = entry_id(parent, at, "Omar", command, program, content)
        statements.append(f"UPDATE entry SET id = '{id_}', parent = '{parent}', by = 'Omar' WHERE pk = {pk}")
        parent = id_
    tamper(path, *statements)


def test_a_stored_file_that_is_changed_or_gone_is_named(tmp_path):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"bytes")
    path = tmp_path / "claims.db"
    with Casefile.open(path) as case:
        case.add_event("Fire", key="fire")
        said = case.record("fire", claimant="Ministry", text="Said")
        from claimtrack.intake.evidence import fingerprint

        found = fingerprint(photo)
        case.add_evidence("A photo", assertion=said.id, file=str(photo), sha256=found.sha256, size=found.size)
    assert breaches(path) == []
    photo.write_bytes(b"bites")
    assert [what for _, what in breaches(path)] == ["is changed"]
    photo.unlink()
    assert [what for _, what in breaches(path)] == ["is missing"]


def test_an_entry_that_is_no_json_does_not_stop_the_rest(path):
    tamper(
        path,
        "UPDATE entry SET content = '{' WHERE pk = 3",
        "UPDATE event SET title = 'x' WHERE key = 'depot'",
    )
    places = [place for place, _ in breaches(path)]
    assert places[0] == "entry 3 of the log"
    assert "event depot" in places


def test_canonical_form_is_stable_under_reading(path):
    with Casefile.open(path, create=False) as case:
        assert (
            canonical(dict(case.head().content))
            == case._connection.execute("SELECT content FROM entry ORDER BY pk DESC LIMIT 1").fetchone()[0]
        )


def test_what_an_import_makes_again_after_it_was_taken_back_is_not_removed(tmp_path):
    with Casefile.open(tmp_path / "case.db", analyst="Lina") as case:
        case.add_event("A fire", key="fire")
        case.record("fire", claimant="Ministry", text="Three died")
        case.undo()
        case.import_rows([{"event": "fire", "claimant": "Ministry", "text": "Four died"}], preset="generic")
        assert list(case.verify().result.breaches) == []
        case.undo()
        assert list(case.verify().result.breaches) == []
