"""The invariants hold in the file itself, whichever program writes to it."""

import sqlite3

import pytest

from claimtrack import Casefile
from claimtrack.errors import LinkRuleError
from claimtrack.model import Assessment, Link
from older import older_file


@pytest.fixture
def case(tmp_path):
    with Casefile.open(tmp_path / "case.db") as opened:
        yield opened


@pytest.fixture
def helicopter(case):
    """The helicopter, as far as Russia's first word."""
    case.add_claimant("Russia", key="russia")
    case.add_claimant("Russian Ministry of Defence", key="mod", part_of="russia")
    case.add_claimant("Islamic State", key="is")
    case.add_claimant("Amaq", key="amaq", part_of="is")
    event = case.add_event("Helicopter lost east of Palmyra", key="helicopter")
    claim = case.record(
        event, claimant="amaq", stance="affirms", text="Shot down", said="2016-07-08", label="claim"
    )
    denial = case.reply("denies", claim, claimant="mod", text="None lost", said="2016-07-08", label="denial")
    return case, claim, denial


OPENED = []


def raw(case):
    """A connection of another program to the same file: no foreign keys, no checks of ours."""
    OPENED.append(sqlite3.connect(case._path, isolation_level=None))
    return OPENED[-1]


@pytest.fixture(autouse=True)
def closed():
    """Close the other program's connections: Python 3.13 warns of those left open."""
    yield
    while OPENED:
        OPENED.pop().close()


def pk(connection, label):
    return connection.execute("SELECT pk FROM assertion WHERE label = ?", (label,)).fetchone()[0]


def link(connection, kind, source, target):
    row = (kind, pk(connection, source), pk(connection, target))
    connection.execute(
        "INSERT INTO link (kind, source, target, fields, note, recorded) VALUES (?, ?, ?, '[]', '', '')", row
    )


def refused(connection, message, statement, *arguments):
    with pytest.raises(sqlite3.IntegrityError, match=message):
        connection.execute(statement, arguments)


def test_nothing_said_is_removed(helicopter):
    refused(raw(helicopter[0]), "never removed", "DELETE FROM assertion")


def test_an_id_is_fixed(helicopter):
    refused(raw(helicopter[0]), "fixed", "UPDATE assertion SET id = ?", "0" * 32)


def test_assessments_are_append_only(helicopter):
    case, claim, _ = helicopter
    case.assess(assertion=claim, grade="unverified")
    refused(raw(case), "add another", "UPDATE assessment SET grade = 'confirmed'")
    refused(raw(case), "never removed", "DELETE FROM assessment")


def test_a_verdict_stands_with_the_event_of_its_statement(helicopter):
    case, claim, _ = helicopter
    case.assess(assertion=claim, grade="weak")
    elsewhere = case.add_event("Helicopter lost near Homs", key="homs")
    case.change(case.assertion("claim"), event=elsewhere.key)
    assert [item.event for item in case.records(Assessment)] == ["homs"]
    assert case.verify().result.breaches == []
    case.undo()
    assert [item.event for item in case.records(Assessment)] == ["helicopter"]
    assert case.verify().result.breaches == []


def test_verdicts_follow_in_a_file_of_an_earlier_version(tmp_path):
    with Casefile.open(older_file(tmp_path / "old.db", 201)) as case:
        case.add_event("One", key="one")
        case.add_event("Two", key="two")
        said = case.record("one", claimant="Ministry", text="Lost", label="said")
        case.assess(assertion=said, grade="weak")
        case.change(case.assertion("said"), event="two")
        assert [item.event for item in case.records(Assessment)] == ["two"]


def test_the_record_of_corrections_is_append_only(helicopter):
    connection = raw(helicopter[0])
    connection.execute("UPDATE assertion SET note = 'seen'")
    refused(connection, "not changed", "UPDATE correction SET before = '{}'")
    refused(connection, "not removed", "DELETE FROM correction")


def test_corrected_values_are_kept(helicopter):
    case, claim, _ = helicopter
    case.record(claim.event, claimant="amaq", text="Two died", values={"killed": "2"})
    connection = raw(case)
    connection.execute("UPDATE value SET raw = '3'")
    connection.execute("DELETE FROM value")
    kept = connection.execute(
        "SELECT json_extract(before, '$.raw') FROM correction WHERE kind = 'value'"
    ).fetchall()
    assert kept == [("2",), ("3",)]


def test_no_link_to_itself(helicopter):
    connection = raw(helicopter[0])
    with pytest.raises(sqlite3.IntegrityError, match="itself"):
        link(connection, "repeats", "claim", "claim")


def test_supersedes_never_goes_in_a_circle(helicopter):
    case, claim, _ = helicopter
    later = case.reply(
        "supersedes", claim, claimant="amaq", text="Two were shot down", said="2016-07-08", label="later"
    )
    last = case.reply(
        "supersedes", later, claimant="amaq", text="One, after all", said="2016-07-08", label="last"
    )
    with pytest.raises(sqlite3.IntegrityError, match="circle"):
        link(raw(case), "supersedes", "claim", "last")
    assert last.label == "last"


@pytest.mark.parametrize("kind", ["supersedes", "retracts"])
def test_only_own_words_are_superseded_or_retracted(helicopter, kind):
    connection = raw(helicopter[0])
    with pytest.raises(sqlite3.IntegrityError, match="only what it, or its bloc"):
        link(connection, kind, "denial", "claim")


def test_a_bloc_may_speak_for_its_members(helicopter):
    case, _, denial = helicopter
    made = case.reply("concedes", denial, claimant="russia", text="Two pilots died", said="2016-07-09")
    assert made.stance == "affirms"


def test_only_who_denied_can_concede(helicopter):
    case, _, _ = helicopter
    case.add_claimant("Syrian Army", key="army")
    case.record("helicopter", claimant="army", text="It was hit", said="2016-07-09", label="army")
    with pytest.raises(sqlite3.IntegrityError, match="only a claimant that denied before"):
        link(raw(case), "concedes", "army", "claim")


def test_the_denial_that_a_concession_rests_on_is_not_taken_out(case, tmp_path):
    """A file that held the one without the other would be refused as an export of its own."""
    case.add_event("Helicopter lost", key="heli")
    case.record(
        "heli", claimant="Amaq", stance="affirms", text="Two died", values={"killed": "2"}, label="claim"
    )
    case.record("heli", claimant="Ministry", stance="comments", text="No losses", label="denial")
    denial = case.link("denies", "denial", "claim", on=["killed"])
    entry = max(one.number for one in case.log().result)
    case.reply("concedes", "claim", claimant="Ministry", text="Two died", on=["killed"], label="concession")
    with pytest.raises(LinkRuleError, match="concession concedes claim"):
        case.remove(denial)
    for cascade in (False, True):
        with pytest.raises(LinkRuleError, match="concession concedes claim"):
            case.undo(entry, cascade=cascade)
    export = tmp_path / "case.jsonl"
    export.write_text("".join(case.export()))
    with Casefile.open(tmp_path / "again.db") as again:
        again.import_file(export)
    case.remove(next(link for link in case.records(Link) if link.kind == "concedes"))
    case.remove(denial)
    assert not list(case.records(Link))


def test_a_concession_cannot_come_before_the_denial(helicopter):
    case, _, _ = helicopter
    case.record("helicopter", claimant="mod", text="It was hit", said="2016-07-01", label="early")
    with pytest.raises(sqlite3.IntegrityError, match="before"):
        link(raw(case), "concedes", "early", "claim")


def test_nobody_is_part_of_itself(helicopter):
    connection = raw(helicopter[0])
    statement = (
        "UPDATE claimant SET part_of = (SELECT pk FROM claimant WHERE key = 'mod') WHERE key = 'russia'"
    )
    refused(connection, "part of itself", statement)


def test_blocs_follow_the_hierarchy(helicopter):
    case, _, _ = helicopter
    case.add_claimant("Alliance", key="alliance")
    connection = raw(case)
    statement = (
        "UPDATE claimant SET part_of = (SELECT pk FROM claimant WHERE key = 'alliance') WHERE key = 'russia'"
    )
    connection.execute(statement)
    sql = "SELECT c.key, b.key FROM claimant c JOIN claimant b ON b.pk = c.bloc WHERE c.key IN ('russia', 'mod', 'amaq')"
    assert dict(connection.execute(sql)) == {"russia": "alliance", "mod": "alliance", "amaq": "is"}


def test_settings_of_a_case_file(case):
    pragma = {name: case._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in
              ("journal_mode", "foreign_keys", "application_id")}  # fmt: skip
    assert pragma == {"journal_mode": "wal", "foreign_keys": 1, "application_id": 0x434C5452}
    tables = case._connection.execute("PRAGMA table_list").fetchall()
    ours = [
        row for row in tables if row[2] == "table" and not row[1].startswith(("sqlite_", "_sqlite", "search"))
    ]
    assert ours
    assert all(row[5] for row in ours), [row[1] for row in ours if not row[5]]  # STRICT


def test_views_for_other_tools(helicopter):
    case, claim, denial = helicopter
    case.reply(
        "concedes",
        denial,
        claimant="russia",
        text="Two pilots died",
        said="2016-07-09",
        values={"killed": "2"},
    )
    connection = raw(case)
    standing = connection.execute(
        "SELECT claimant, stance FROM current_positions ORDER BY claimant"
    ).fetchall()
    assert standing == [("amaq", "affirms"), ("russia", "affirms")]
    flat = connection.execute(
        "SELECT id, bloc, said_as_written, said_edtf FROM assertions_flat WHERE label = 'claim'"
    )
    assert flat.fetchone() == (claim.id, "is", "2016-07-08", "2016-07-08")
    assert connection.execute("SELECT field, low, high FROM values_flat").fetchall() == [("killed", 2, 2)]
    assert connection.execute("SELECT source_claimant, target_claimant FROM links_flat").fetchall() == [
        ("mod", "amaq"), ("russia", "amaq"),
    ]  # fmt: skip
    assert connection.execute("SELECT key, assertions FROM events_flat").fetchall() == [("helicopter", 3)]


def test_current_positions_reads_stances_as_the_analysis_does(case):
    event = case.add_event("Strike", key="strike")
    claim = case.record(event, claimant="A", said="2016-07-08", values={"happened": "yes", "killed": "3"})
    toll = case.reply(
        "supersedes", claim, claimant="A", said="2016-07-09", stance="comments", values={"killed": "4"}
    )
    case.reply("denies", toll, claimant="B", on=["killed"], stance="denies", text="Not four")
    case.record(event, claimant="C", stance="affirms", values={"happened": "no"})
    sql = "SELECT claimant, stance FROM current_positions ORDER BY claimant, stance"
    held = raw(case).execute(sql).fetchall()
    assert held == [("a", "affirms"), ("a", "comments"), ("b", "comments"), ("c", "denies")]


def test_a_concession_covers_no_denial_that_came_later_into_the_file(tmp_path):
    clock = iter(f"2016-07-{day:02}T00:00:00Z" for day in range(1, 32))
    with Casefile.open(older_file(tmp_path / "old.db", 120), now=lambda: next(clock)) as case:
        event = case.add_event("Strike", key="strike")
        claim = case.record(event, claimant="A", said="2016-07-01", stance="affirms", text="Hit")
        denial = case.reply("denies", claim, claimant="B", said="2016-07-02", text="No")
        case.reply("concedes", denial, claimant="B", said="2016-07-05", text="Yes")
        case.record(event, claimant="B", stance="denies", said="2016-07-03", text="Not at all")
        sql = "SELECT text FROM current_positions WHERE claimant = 'b' ORDER BY text"
        assert case._connection.execute(sql).fetchall() == [("Not at all",), ("Yes",)]
        (found,) = [party for party in case.compare(event).result[0].parties if party.key == "b"]
        held = [answer.assertion.text for answer in found.stance.current]
        assert sorted(held) == ["Not at all", "Yes"]
