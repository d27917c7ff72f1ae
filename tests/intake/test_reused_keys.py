"""A key that means another event than before is refused row by row, however few there are."""

import pytest

from claimtrack.errors import ImportRejectedError

MAPPING = {
    "key": "{id}",
    "dataset": "Register",
    "event": {"title": "{event}", "occurred": "{day}"},
    "claim": {"record": {"claimant": "Desk", "values": {"killed": "{killed}"}}},
}
KEYED = {**MAPPING, "event": {"key": "e-{id}", "title": "{event}", "occurred": "{day}"}}
ROWS = [f"{n},Strike on town {n},2016-03-{n:02},{n}" for n in range(1, 29)]


def write(table, rows, name="rows.csv"):
    return table("id,event,day,killed\n" + "\n".join(rows) + "\n", name)


@pytest.mark.parametrize("mapping", [MAPPING, KEYED])
def test_one_shifted_key_of_many_is_refused(case, table, tmp_path, read, lines, mapping):
    case.import_file(write(table, ROWS), mapping=mapping)
    before = list(case.export())
    later = write(table, [*ROWS[:-1], "28,Fire at a mill,2019-01-01,5"], "later.csv")
    with pytest.raises(ImportRejectedError, match="1 keys of Register mean other events") as refused:
        case.import_file(later, mapping=mapping)
    assert refused.value.problems == (
        f"{later}:29: key 28 was 'Strike on town 28', 2016-03-28, is 'Fire at a mill', 2019-01-01",
    )
    assert list(case.export()) == before
    rejects = tmp_path / "bad.csv"
    report = case.import_file(later, mapping=mapping, on_error="skip", rejects=rejects)
    assert (report.rejected, report.made.total(), report.changed) == (1, 0, [])
    assert [row["event"] for row in read(rejects)] == ["Fire at a mill"]
    assert list(case.export()) == before


def test_a_corrected_title_is_the_same_event(case, table):
    case.import_file(write(table, ROWS), mapping=MAPPING)
    later = write(table, [*ROWS[:-1], "28,Strike on the town of Ostrov,2016-03-28,28"], "later.csv")
    assert case.import_file(later, mapping=MAPPING).rejected == 0


@pytest.mark.parametrize("mapping", [MAPPING, KEYED])
def test_a_reused_key_may_start_a_new_event(case, table, lines, mapping):
    case.import_file(write(table, ROWS), mapping=mapping)
    shifted = [*ROWS[:-1], "28,Fire at a mill,2019-01-01,5"]
    report = case.import_file(write(table, shifted, "later.csv"), mapping=mapping, reused_keys="new")
    assert (report.rejected, report.started, report.changed, report.made["assertion"]) == (0, ["28"], [], 1)
    assert "    keys that mean other events than before, each a new event now: 1" in report.lines()
    titles = [line["title"] for line in lines(case, "event")]
    assert (len(titles), "Fire at a mill" in titles, "Strike on town 28" in titles) == (29, True, True)
    assert lines(case, "link") == []
    # From then on the key means the new event: a changed figure is a change of that.
    report = case.import_file(
        write(table, [*ROWS[:-1], "28,Fire at a mill,2019-01-01,7"], "last.csv"), mapping=mapping
    )
    assert (report.changed, report.made["assertion"]) == (["28"], 1)
    assert len(lines(case, "event")) == 29
    assert [line["kind"] for line in lines(case, "link")] == ["supersedes"]


@pytest.mark.parametrize("mapping", [MAPPING, KEYED])
def test_what_is_taken_wrongly_is_said(case, table, mapping):
    case.import_file(write(table, ROWS), mapping=mapping)
    later = write(table, [*ROWS[:-1], "28,Fire at a mill,2019-01-01,5"], "later.csv")
    report = case.import_file(later, mapping=mapping, accept_reused=True)
    assert report.mistaken == ["28"]
    assert (
        "    keys that mean other events than before, wrongly taken for what became of those events: 1"
        in report.lines()
    )
