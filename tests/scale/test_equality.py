"""What engines count over a data set is what the program counts over the file, wherever the engine decides at all."""

import shutil

import pytest
from hypothesis import given, settings

from casefile.test_whole_file import CASEBOOK, outspoken, taken
from claimtrack import Casefile
from claimtrack.analysis import compare_dossier
from claimtrack.analysis.contested import find_contested
from claimtrack.analysis.corroboration import corroborate
from claimtrack.analysis.track_record import record_of
from claimtrack.analysis.track_record_scan import COUNTED
from claimtrack.casefile.dataset import write_dataset
from claimtrack.scale.questions import Dataset
from claimtrack.views.track_record import count

pytest.importorskip("duckdb", reason="the extra duckdb is not installed")
pytest.importorskip("pyarrow", reason="the extra parquet is not installed")

TALLIED = ("equal", "compatible", "possible", "conflict")


def without_places(made):
    """Leave out places: over a data set two that are not the same are possibly in conflict, wherever they lie."""
    for item in made:
        if item["record"] == "assertion":
            item["values"] = [value for value in item["values"] if value["field"] != "place"]
    return made


class Written:
    """A case file and the data set that it was written as."""

    def __init__(self, case, folder):
        shutil.rmtree(folder, ignore_errors=True)
        write_dataset(case._connection, case._path, folder)
        self.case, self.dataset = case, Dataset(folder)
        self.dossiers = [case.dossier(event) for event in case._events()]

    def rows(self, question, **options):
        answer = self.dataset.ask(question, **options)
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]

    def check(self):
        for by in ("claimant", "bloc"):
            self.check_matrix(by)
        self.check_contested()
        self.check_records()
        self.check_corroboration()
        self.check_movements()

    def check_matrix(self, by):
        matrix = self.case.matrix(by=by).result
        found = {(row["one"], row["other"]): row for row in self.rows("matrix", by=by)}
        assert found.keys() == matrix.pairs.keys()
        for pair, tally in matrix.pairs.items():
            row = found[pair]
            denied = (row["one_denied"], row["other_denied"])
            assert (row["answered"], *denied) == (tally.answered, tally.left_denied, tally.right_denied)
            assert sum(row[name] for name in (*TALLIED, "undecided")) == row["answered"]
            for name in TALLIED:
                assert row[name] <= getattr(tally, name) <= row[name] + row["undecided"]

    def check_contested(self):
        rows = self.rows("contested")
        decided = {(r["event"], r["field"]) for r in rows if r["conflicts"] or r["objections"]}
        doubtful = {(r["event"], r["field"]) for r in rows if r["undecided"]}
        found = filter(None, map(find_contested, map(compare_dossier, self.dossiers)))
        contested = {(one.event.key, row.question) for one in found for row in one.rows}
        assert decided <= contested <= decided | doubtful

    def check_records(self):
        found = {row["bloc"]: row for row in self.rows("track_record")}
        claimants = {key: item for dossier in self.dossiers for key, item in dossier.claimants.items()}
        for bloc in (key for key, claimant in claimants.items() if not claimant.part_of):
            record, row = record_of(bloc, self.dossiers), found.get(bloc, {})
            assert {name: row.get(name, 0) for name in COUNTED} == {
                name: count(record, name) for name in COUNTED
            }

    def check_movements(self):
        assert list(map(tuple, self.case.movements(limit=0).result)) == [
            tuple(row.values()) for row in self.rows("movements")
        ]

    def check_corroboration(self):
        rows = self.rows("corroboration")
        # What was read and what was not can be the same in words alone, which the tables do not compare.
        sql = """SELECT event, field FROM answers GROUP BY event, field
            HAVING NOT min(exact) OR min(unread) <> max(unread)"""
        inexact = set(self.dataset._connection.execute(sql).fetchall())
        for dossier in self.dossiers:
            supports = corroborate(dossier)
            for question in {support.question for support in supports}:
                given = [
                    (len(support.backing), len(support.parties), len(support.origins))
                    for support in supports
                    if support.question == question
                ]
                if (dossier.event.key, question) in inexact:
                    continue
                counted = [
                    (row["statements"], row["parties"], row["origins"])
                    for row in rows
                    if (row["event"], row["field"]) == (dossier.event.key, question)
                ]
                assert sorted(counted) == sorted(given)


@settings(max_examples=40, deadline=None)
@given(made=outspoken())
def test_a_drawn_file(tmp_path_factory, made):
    folder = tmp_path_factory.mktemp("drawn")
    with Casefile.open(folder / "case.db") as case:
        taken(case, without_places(made))
        written = Written(case, folder / "dataset")
        with written.dataset:
            written.check()


def test_a_hedge_upon_what_could_not_be_read_makes_no_other_answer(tmp_path):
    with Casefile.open(tmp_path / "case.db") as case:
        event = case.add_event("Strike")
        for party, hedge in (("A", "stated"), ("B", "unclear")):
            answer = {"killed": {"is": "whatever", "hedge": hedge}}
            case.record(event, claimant=party, text=party, values=answer)
        written = Written(case, tmp_path / "dataset")
        with written.dataset:
            written.check_corroboration()
            assert [
                row["statements"] for row in written.rows("corroboration") if row["field"] == "killed"
            ] == [2]


@pytest.fixture(scope="module")
def casebook(tmp_path_factory):
    folder = tmp_path_factory.mktemp("casebook")
    with Casefile.open(folder / "case.db") as case:
        case.import_file(CASEBOOK)
        written = Written(case, folder / "dataset")
        with written.dataset:
            yield written


def test_the_casebook(casebook):
    casebook.check_contested()
    casebook.check_records()
    assert {"alloush-moderate", "roadside-bomb"} <= {row["event"] for row in casebook.rows("contested")}


def test_movements_are_those_of_the_blocs(casebook):
    casebook.check_movements()
    moves = {(row["bloc"], row["field"], row["kind"]): row["moves"] for row in casebook.rows("movements")}
    assert moves["russia", "", "conceded"] == 2
