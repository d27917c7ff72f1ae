"""The indexes hold what the records say now, whatever was done and by which way."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimtrack import Casefile
from claimtrack.characters import fold_name
from claimtrack.store import indexing, unit_of_work
from claimtrack.store.connection import open_case
from claimtrack.store.definitions import migration_files, migration_number
from claimtrack.store.indexing import KINDS, catch_up, refresh, search_form
from older import older_file

NOW = "2026-03-01T12:00:00Z"
# The migration after which words are indexed under further forms.
WORD_FORMS = next(file for file in migration_files() if file.stem.endswith("word_forms"))
WORDS = ["hospital", "school", "Da'esh", "مدرسة", "школа", "café"]


def indexed(connection):
    """Everything the indexes say: every word with where it stands, every name."""
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.spot USING fts5vocab (main, search, instance)"
    )
    spots = set(connection.execute("SELECT term, doc, offset FROM temp.spot").fetchall())
    return spots, set(connection.execute("SELECT kind, folded, pk, loose FROM record_name").fetchall())


def rebuilt(connection):
    """What the indexes would say, were they made now."""
    connection.execute("BEGIN")
    connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    connection.execute("DELETE FROM record_name")
    connection.execute("DELETE FROM search_stale")
    connection.execute("UPDATE search_mark SET pk = 0")
    catch_up(connection)
    fresh = indexed(connection)
    connection.execute("ROLLBACK")
    return fresh


def check(case):
    connection = case._connection
    assert refresh(connection) == 0
    assert indexed(connection) == rebuilt(connection)


def test_what_is_recorded_is_indexed_when_it_is_committed(case, say):
    say("A convoy was hit", quote="أصيبت قافلة")
    connection = sqlite3.connect(case._path)
    last = dict(connection.execute("SELECT kind, pk FROM search_mark").fetchall())
    assert last["assertion"] == 1
    assert last["claimant"] == 5
    connection.close()
    check(case)


@pytest.mark.parametrize("form", ["table", "native"])
def test_what_is_imported_is_indexed_in_its_last_step(tmp_path, monkeypatch, form):
    monkeypatch.setattr(unit_of_work, "_BACKLOG", 1)
    monkeypatch.setattr(indexing, "_BATCH", 2)
    table = tmp_path / "rows.csv"
    rows = "".join(f"Blast {n},Russia,It was us\n" for n in range(5))
    table.write_text(f"event,claimant,text\n{rows}", encoding="utf-8")
    told = []
    with Casefile.open(tmp_path / "table.db") as case:
        case.import_file(table, preset="generic", progress=lambda *how_far: told.append(how_far))
        case.export().write(tmp_path / "rows.jsonl")
        with Casefile.open(tmp_path / "native.db") as other:
            other.import_file(tmp_path / "rows.jsonl")
    assert ("indexing what is new", 5, 11) in told
    with closing(sqlite3.connect(tmp_path / f"{form}.db")) as connection:
        marks = dict(connection.execute("SELECT kind, pk FROM search_mark").fetchall())
        assert {kind: connection.execute(f"SELECT coalesce(max(pk), 0) FROM {kind}").fetchone()[0] for kind in KINDS} == marks  # fmt: skip
        assert marks["event"] == 5


def test_a_correction_is_found_and_the_error_is_not(case, say):
    made = say("A hospitl was hit")
    case.change(case.assertion(made.id), text="A hospital was hit")
    assert [hit.entry.record.id for hit in case.search("hospital").result.hits] == [made.id]
    assert not case.search("hospitl").result.hits
    check(case)


def test_an_alias_added_and_taken_away(case):
    army = case.claimant("army")
    case.change(army, aliases=["SAA"])
    assert case.find("claimant", "saa") == "army"
    assert case.search("SAA").result.hits
    assert not case.search("السوري").result.hits
    case.change(case.claimant("army"), aliases=[])
    assert not case.search("SAA").result.hits
    check(case)


def test_merged_and_removed_records(case, say):
    case.add_claimant("Al Nusrah Front", key="nusrah")
    say("We did it", by="nusrah")
    case.merge("claimant", "nusrah", "nusra")
    case.remove("event:dagestan")
    assert case.find("claimant", "Al Nusrah Front") == "nusra"
    assert not case.search("dagestan").result.hits
    check(case)


def test_a_number_given_out_again(case):
    """SQLite reuses the number of the last row: what stood there must not be taken for what stands there."""
    case.remove("event:dagestan")
    case.add_event("Bridge at Raqqa", key="bridge")
    assert [hit.entry.record.key for hit in case.search("bridge").result.hits] == ["bridge"]
    assert not case.search("dagestan").result.hits
    check(case)


def test_rows_written_past_the_program_are_found(case, say):
    say("first")
    connection = sqlite3.connect(case._path)
    columns = (
        "event, claimant, stance, hedge, quote, language, translation, spokesperson, locator, note, recorded"
    )
    connection.executemany(
        f"INSERT INTO assertion (id, label, text, {columns}) SELECT ?, '', ?, {columns} FROM assertion WHERE pk = 1",
        [(f"{number:032x}", f"bulk statement {number}") for number in range(3000)],
    )
    connection.execute("UPDATE event SET title = 'Aeroplane lost' WHERE key = 'helicopter'")
    connection.commit()
    connection.close()
    assert case.search("bulk").result.total == 3000
    assert case.search("aeroplane").result.hits
    assert not case.search("helicopter", kind="events").result.hits
    assert case.find("event", "aeroplane") == "helicopter"
    check(case)


def test_a_read_only_file_is_searched_as_far_as_it_is_indexed(case, say, tmp_path):
    say("An indexed statement")
    case.close()
    path = tmp_path / "case.db"
    with sqlite3.connect(path) as connection:
        connection.execute(
            "UPDATE search_mark SET pk = 0 WHERE kind = 'claimant'"
        )  # as if they had just come in
    connection.close()
    reading = open_case(path)
    reading.execute("PRAGMA query_only = ON")
    with Casefile(reading, path) as again:
        result = again.search("indexed").result
        assert result.total == 1
        assert result.unindexed == 5


def test_a_file_being_written_is_searched_as_far_as_it_is_indexed(case, say, tmp_path):
    say("An indexed statement")
    writer = sqlite3.connect(tmp_path / "case.db", isolation_level=None)
    writer.execute("UPDATE search_mark SET pk = 0 WHERE kind = 'claimant'")
    writer.execute("BEGIN IMMEDIATE")
    assert case.search("indexed").result.unindexed == 5
    writer.execute("ROLLBACK")
    writer.close()
    assert case.search("indexed").result.unindexed == 0


def test_a_large_backlog_is_taken_in_batches(case, say, monkeypatch):
    monkeypatch.setattr("claimtrack.store.indexing._BATCH", 2)
    for number in range(5):
        say(f"statement {number}")
    case._connection.execute("UPDATE search_mark SET pk = 0")
    case._connection.execute("INSERT INTO search (search) VALUES ('delete-all')")
    case._connection.execute("DELETE FROM record_name")
    check(case)


changes = st.lists(
    st.tuples(
        st.sampled_from(["say", "correct", "alias", "retitle", "add", "remove"]),
        st.sampled_from(WORDS),
        st.sampled_from(WORDS),
    ),
    max_size=12,
)


@given(changes)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_index_is_always_what_it_would_be_if_made_anew(tmp_path_factory, changes):
    with Casefile.open(tmp_path_factory.mktemp("any") / "case.db", now=lambda: NOW) as file:
        file.add_claimant("Somebody", key="who")
        file.add_event("Something", key="what")
        said = []
        for number, (act, one, other) in enumerate(changes):
            match act:
                case "say":
                    said.append(
                        file.record("what", claimant="who", text=f"{one} {other} {number}", quote=other)
                    )
                case "correct" if said:
                    said[-1] = file.change(file.assertion(said[-1].id), text=f"{other} {number}")
                case "alias":
                    file.change(file.claimant("who"), aliases=list({one, other}))
                case "retitle":
                    file.change(file.event("what"), title=f"{one} {other}")
                case "add":
                    file.add_event(f"{one} event", key=f"e{number}")
                case "remove" if len(list(file.records(type(file.event("what"))))) > 1:
                    last = file._connection.execute(
                        "SELECT key FROM event ORDER BY pk DESC LIMIT 1"
                    ).fetchone()
                    file.remove(f"event:{last[0]}")
        check(file)


def words_of(text):
    """The words that the tokenizer makes of a text."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE t USING fts5 (words, tokenize = 'unicode61 remove_diacritics 2')"
    )
    connection.execute("INSERT INTO t (words) VALUES (?)", (text,))
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)")
    found = connection.execute("SELECT offset, term FROM v ORDER BY offset").fetchall()
    connection.close()
    return found


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=40))
@settings(deadline=None)
def test_the_short_cut_for_plain_texts_gives_the_words_of_the_long_way(text):
    assert words_of(search_form(text))[: len(words_of(fold_name(text)))] == words_of(fold_name(text))


def test_a_file_just_made_can_be_opened_by_another_terminal(tmp_path):
    with Casefile.open(tmp_path / "new.db") as first, Casefile.open(tmp_path / "new.db") as second:
        first.add_event("Something")
        assert second.find("event", "something") == "something"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_mark(case, kind):
    assert (
        case._connection.execute("SELECT count(*) FROM search_mark WHERE kind = ?", (kind,)).fetchone()[0]
        == 1
    )


def test_a_search_tells_how_far_the_index_is(case, monkeypatch):
    monkeypatch.setattr(indexing, "_BATCH", 10)
    case.import_rows([{"event": f"Event {n}", "claimant": "A", "text": f"Text {n}"} for n in range(60)])
    told = []
    report = case.search("Text", progress=lambda what, done, total: told.append((what, done, total)))
    assert report.result.total == 60
    assert told
    assert all(done < total for _, done, total in told)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


def test_an_index_of_an_older_form_is_made_anew(tmp_path):
    path = older_file(
        tmp_path / "case.db",
        migration_number(WORD_FORMS) - 1,
        f"""INSERT INTO event (key, title, proposition, note, recorded) VALUES ('kyiv', 'Київ', '', '', '{NOW}');
        INSERT INTO search (rowid, words) VALUES ((5 << 40) + 1, 'київ');
        INSERT INTO record_name (kind, folded, pk, loose) VALUES ('event', 'київ', 1, '');
        UPDATE search_mark SET pk = 1 WHERE kind = 'event'""",
    )
    with Casefile.open(path) as case:
        assert [hit.entry.record.key for hit in case.search("Kyiv").result.hits] == ["kyiv"]
        assert case.find("event", "Kyyiv") == "kyiv"
