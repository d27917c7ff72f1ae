"""The native format: nothing is lost, and the same content gives the same bytes."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from claimtrack import Casefile
from claimtrack.casefile.casebook import casebook
from strategies import case_files

NOW = "2026-01-02T03:04:05Z"


def exported(path: Path) -> bytes:
    with Casefile.open(path, create=False) as case:
        return "".join(case.export()).encode()


def imported(path: Path, content: bytes):
    with Casefile.open(path, now=lambda: NOW) as case:
        return case.import_file(io.BytesIO(content))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drafts=case_files())
def test_export_and_import_give_identical_bytes(drafts, tmp_path_factory):
    folder = tmp_path_factory.mktemp("trip")
    with Casefile.open(folder / "one.db", now=lambda: NOW) as case:
        case.take(drafts)
    first = exported(folder / "one.db")
    imported(folder / "two.db", first)
    second = exported(folder / "two.db")
    imported(folder / "three.db", second)
    assert first == second == exported(folder / "three.db")


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drafts=case_files())
def test_raw_text_survives_byte_for_byte(drafts, tmp_path_factory):
    folder = tmp_path_factory.mktemp("raw")
    with Casefile.open(folder / "one.db", now=lambda: NOW) as case:
        case.take(drafts)
    by_label = {
        record.get("label"): record for record in map(json.loads, exported(folder / "one.db").splitlines())
    }
    for draft in drafts:
        if draft["record"] == "assertion":
            held = by_label[draft["label"]]
            assert held["text"] == draft["text"]
            assert held.get("quote", "") == draft["quote"]
            assert sorted(item["raw"] for item in held["values"]) == sorted(
                item["raw"] for item in draft["values"]
            )


def test_casebook_round_trips(tmp_path):
    with casebook() as path:
        imported(tmp_path / "one.db", path.read_bytes())
    first = exported(tmp_path / "one.db")
    imported(tmp_path / "two.db", first)
    assert exported(tmp_path / "two.db") == first


def test_importing_twice_changes_nothing_and_says_so(tmp_path):
    with casebook() as path:
        content = path.read_bytes()
    imported(tmp_path / "one.db", content)
    before = exported(tmp_path / "one.db")
    report = imported(tmp_path / "one.db", content)
    assert not report.made
    assert report.held["assertion"]
    assert exported(tmp_path / "one.db") == before


def test_what_was_corrected_several_times_was_corrected_each_time(tmp_path):
    """In one second, too: the same correction stands in the file twice, and in what comes of its export."""
    with Casefile.open(tmp_path / "one.db", now=lambda: NOW) as case:
        case.add_event("Fire", key="fire")
        for title in ("Blaze", "Fire", "Blaze"):
            case.change(case.event("fire"), title=title)
    first = exported(tmp_path / "one.db")
    assert first.count(b'"before": {"key": "fire", "title": "Fire"') == 2
    for _ in range(2):
        imported(tmp_path / "two.db", first)
        assert exported(tmp_path / "two.db") == first
    (tmp_path / "export.jsonl").write_bytes(first)
    (tmp_path / "same.jsonl").write_bytes(first)
    with Casefile.open(tmp_path / "three.db") as case:
        case.import_file(tmp_path / "export.jsonl", tmp_path / "same.jsonl")
    assert exported(tmp_path / "three.db") == first
    with Casefile.open(tmp_path / "four.db") as case:
        case.merge_file(tmp_path / "export.jsonl")
    assert exported(tmp_path / "four.db") == first


def test_corrections_that_only_their_time_tells_apart_are_two(tmp_path):
    """As they come of a merge of two who corrected the same."""
    with Casefile.open(tmp_path / "ann.db", now=lambda: NOW) as case:
        case.add_event("Fire", key="fire")
        case.backup(tmp_path / "bob.db")
    for name, when in (("ann", "2026-01-03T00:00:00Z"), ("bob", "2026-01-04T00:00:00Z")):
        with Casefile.open(tmp_path / f"{name}.db", now=lambda when=when: when) as case:
            case.change(case.event("fire"), title=f"Fire of {name}")
    with Casefile.open(tmp_path / "ann.db") as case:
        case.merge_file(tmp_path / "bob.db")
    first = exported(tmp_path / "ann.db")
    assert first.count(b'"record": "correction"') == 2
    imported(tmp_path / "new.db", first)
    assert exported(tmp_path / "new.db") == first


def test_order_of_lines_does_not_matter(tmp_path):
    with casebook() as path:
        header, *lines = path.read_bytes().splitlines(keepends=True)
    imported(tmp_path / "one.db", header + b"".join(lines))
    imported(tmp_path / "two.db", header + b"".join(reversed(lines)))
    assert exported(tmp_path / "one.db") == exported(tmp_path / "two.db")


def test_ids_are_the_same_in_every_process(tmp_path):
    drafts = (
        '[{"record": "claimant", "key": "c", "name": "Ц"}, {"record": "event", "key": "e", "title": "E"},'
        ' {"record": "assertion", "event": "e", "claimant": "c", "text": "«да»", "values": {"killed": "≥3"}}]'
    )
    program = (
        "import json, sys; from claimtrack import Casefile\n"
        "with Casefile.open(sys.argv[1]) as case:\n"
        f"    print(case.take(json.loads('''{drafts}''')).records[-1].id)"
    )
    ids = {
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", program, tmp_path / f"{seed}.db"],
            env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout.strip()
        for seed in ("0", "1")
    }  # fmt: skip
    assert ids == {"5297baac65f9497918ded0376c27e433"}


def test_correcting_a_typo_keeps_the_id(tmp_path):
    with Casefile.open(tmp_path / "case.db") as case:
        event = case.add_event("Explosion")
        made = case.record(event, claimant="Ministry", text="Nothing hapened")
    import sqlite3

    connection = sqlite3.connect(tmp_path / "case.db")
    connection.execute("UPDATE assertion SET text = 'Nothing happened'")
    connection.commit()
    before = connection.execute(
        "SELECT kind, name, json_extract(before, '$.text') FROM correction"
    ).fetchall()
    connection.close()
    assert before == [("assertion", made.id, "Nothing hapened")]
    with Casefile.open(tmp_path / "case.db") as case:
        assert case.assertion(made.id[:8]).text == "Nothing happened"
        # The same words typed again by somebody else are still the same record.
        assert case.record(event, claimant="Ministry", text="Nothing hapened").id == made.id


@pytest.mark.parametrize("label", ["", "named"])
def test_same_content_is_one_record(tmp_path, label):
    with Casefile.open(tmp_path / "case.db") as case:
        event = case.add_event("Explosion")
        first = case.record(event, claimant="Amaq", text="It was us", said="8 July 2016", label=label)
        again = case.record(event, claimant="Amaq", text="It was us", said="8 July 2016")
        assert again.id == first.id
        assert len(list(case.records(type(first)))) == 1


def test_an_unreadable_date_that_counts_from_a_record_further_down_is_not_corrected(tmp_path):
    with Casefile.open(tmp_path / "one.db", now=lambda: NOW) as case:
        anchor = case.add_event("Helicopter lost", key="z", occurred="8 July 2016")
        case.add_event(
            "Convoy", key="c", occurred={"raw": "not a date", "relative_to": f"event:{anchor.key}"}
        )
    first = exported(tmp_path / "one.db")
    imported(tmp_path / "two.db", first)
    assert exported(tmp_path / "two.db") == first
