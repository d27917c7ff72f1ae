"""A release against the one before: several files of one, one that is older, what goes back, and what did not change."""

import sqlite3

import pytest

from claimtrack import Casefile
from claimtrack.intake.reading import Release
from older import older_file

MAPPING = {
    "key": "{id}",
    "dataset": "Register",
    "event": {"key": "e{id}", "title": "{title}"},
    "claim": {"c": {"claimant": "{who}", "values": {"killed": "{killed}"}}},
}


@pytest.fixture
def bring(case, table):
    def take(*rows, mapping=MAPPING, release=None, **how):
        lines = ["id,title,killed,who", *(f"{key},Market {key},{killed},SANA" for key, killed in rows)]
        path = table("\n".join(lines) + "\n", "_".join("-".join(map(str, row)) for row in rows) + ".csv")
        report = case.import_file(path, mapping=mapping, release=release, again=True, **how)
        if release is not None:
            release.left -= 1
        return report

    return take


@pytest.fixture
def chain(case, lines):
    """Give what was said of an event, from the oldest to the one that stands; statements that nothing links are apart."""

    def of(event="e1"):
        said = {
            line["id"]: line["values"][0]["raw"]
            for line in lines(case, "assertion")
            if line["event"] == event
        }
        links = [link for link in lines(case, "link") if link["kind"] == "supersedes"]

        def before(id_):
            older = [before(link["target"]) for link in links if link["source"] == id_]
            return [*max(older, key=len, default=[]), said[id_]]

        last = set(said) - {link["target"] for link in links}
        return sorted(map(before, last))

    return of


# --- several files of one command -----------------------------------------------------------------


def test_a_key_in_two_files_of_a_release_is_no_change_of_mind(bring, chain):
    release = Release(2)
    bring((1, 2), release=release)
    report = bring((1, 4), release=release)
    assert (report.changed, report.new_rows) == ([], 0)
    assert any("1 (in several files)" in remark for remark in report.remarks)
    assert chain() == [["2"], ["4"]]


def test_the_last_of_the_files_is_compared_with_a_later_release(bring, chain):
    release = Release(2)
    bring((1, 2), release=release)
    bring((1, 4), release=release)
    bring((1, 7))
    assert chain() == [["2"], ["4", "7"]]


def test_a_mended_mapping_mends_the_rows_of_every_file(case, bring, lines):
    for mapping in (MAPPING, {**MAPPING, "event": {**MAPPING["event"], "tags": ["mended"]}}):
        release = Release(2)
        bring((1, 2), release=release, mapping=mapping)
        bring((2, 4), release=release, mapping=mapping)
    assert [line.get("tags") for line in lines(case, "event")] == [["mended"], ["mended"]]


# --- releases in another order --------------------------------------------------------------------


def test_an_older_release_that_comes_later_stands_where_it_belongs(bring, chain):
    bring((1, 2), published="2016-05-01")
    bring((1, 3), published="2016-06-01")
    report = bring((1, 9), (2, 5), published="2016-04-15")
    assert chain() == [["9", "2", "3"]]
    told = "older than the release of 2016-06-01, which stands: 1 row only here, 1 superseded by what later ones say"
    assert told in report.lines()
    bring((1, 6), published="2016-05-15")
    assert chain() == [["9", "2", "6", "3"]]
    assert bring((1, 3), published="2016-07-01").changed == []


def test_what_only_an_older_release_has_is_gone_since(bring):
    bring((1, 2), published="2016-06-01")
    bring((1, 2), (2, 5), published="2016-05-01")
    report = bring((1, 2), published="2016-07-01")
    assert (report.vanished, report.new_rows) == ([], 0)


def test_as_it_was_known_then_is_what_the_older_release_says(case, bring):
    bring((1, 3), published="2016-06-01")
    bring((1, 9), published="2016-04-15")
    columns = case.compare("e1", as_of="2016-05-01").result[0].columns
    assert [column.key for column in columns] == ["sana"]


def test_a_release_without_a_date_follows_the_last_one(bring, chain):
    bring((1, 2), published="2016-05-01")
    bring((1, 3))
    assert chain() == [["2", "3"]]


def test_releases_of_a_dataset_are_one_origin(case, bring, lines):
    for killed, day in ((2, "2016-05-01"), (3, "2016-06-01"), (4, "2016-04-01")):
        bring((1, killed), published=day)
    documents = {line["key"]: line.get("derived_from") for line in lines(case, "document")}
    first = "register-2016-05-01"
    assert documents == {first: None, "register-2016-06-01": first, "register-2016-04-01": first}


# --- what goes back, and what is gone -------------------------------------------------------------


def test_a_figure_that_goes_back_stands_again(case, bring, chain, lines):
    for killed in (2, 3, 2, 3):
        report = bring((1, killed))
    assert chain() == [["2", "3", "2", "3"]]
    assert not any("could not be linked" in remark for remark in report.remarks)
    said = [line["said"] for line in lines(case, "assertion") if "said" in line]
    assert [(date["edtf"], date["rule"]) for date in said] == [("../2026-01-01", "date of the import")] * 2


def test_what_went_back_and_stays_is_no_change(bring, chain):
    for killed in (2, 3, 2):
        bring((1, killed))
    assert bring((1, 2), (2, 1)).changed == []
    assert chain() == [["2", "3", "2"]]


DATED = {**MAPPING, "claim": {name: {**claim, "said": "{day}"} for name, claim in MAPPING["claim"].items()}}


def dated(killed):
    return f"id,title,killed,who,day\n1,Market,{killed},SANA,2016-03-29\n"


def test_a_dated_figure_that_goes_back_is_read_in_the_release_that_says_so(case, table, chain, lines):
    for month, killed in enumerate((3, 5, 3, 5), 4):
        report = case.import_file(table(dated(killed)), mapping=DATED, published=f"2016-{month:02}-01")
        assert not any("what came between" in remark for remark in report.remarks)
    assert chain() == [["3", "5", "3", "5"]]
    documents = [line.get("document", "") for line in lines(case, "assertion")]
    assert sorted(documents) == ["", "", "register-2016-06-01", "register-2016-07-01"]
    again = case.import_file(table(dated(5)), mapping=DATED, published="2016-08-01")
    assert (again.changed, again.made["assertion"]) == ([], 0)


def test_a_dated_figure_that_goes_back_in_a_release_without_a_date_is_told(case, table, chain):
    for killed in (3, 5):
        case.import_file(table(dated(killed)), mapping=DATED)
    report = case.import_file(table(dated(3)), mapping=DATED, again=True)
    assert any("what came between still stands: 1; --published DATE" in remark for remark in report.remarks)
    assert chain() == [["3", "5"]]
    case.import_file(table(dated(3)), mapping=DATED, again=True, published="2016-06-01")
    assert chain() == [["3", "5", "3"]]


def test_what_vanished_before_does_not_vanish_again(bring):
    bring((1, 2), (2, 3))
    assert bring((1, 2)).vanished == ["2"]
    assert bring((1, 2), (3, 4)).vanished == []
    back = bring((1, 2), (2, 3))
    assert (back.new_rows, back.vanished) == (1, ["3"])


def test_another_table_of_a_mapping_of_the_same_name_makes_nothing_vanish(case, bring, table):
    unnamed = {name: item for name, item in MAPPING.items() if name != "dataset"}
    bring((1, 2), (2, 3), mapping=unnamed)
    other = {"key": "{nr}", "event": {"key": "x{nr}", "title": "{what}"}, "claim": {"d": {"claimant": "AFP"}}}
    report = case.import_file(table("nr,what\n8,Fire\n9,Flood\n", "other.csv"), mapping=other)
    assert (report.new_rows, report.vanished) == (None, [])
    assert any("taken for another table" in remark for remark in report.remarks)


# --- what did not change --------------------------------------------------------------------------

SEVERAL = {
    **MAPPING,
    "claim": {
        **MAPPING["claim"],
        "wire": {"claimant": "{wire}", "text": "Told", "link": {"repeats": "c"}},
        "denial": {"claimant": "{mod}", "stance": "denies", "text": "No", "link": {"denies": "c"}},
        "papers": {"split": {"column": "papers", "by": ";"}, "claimant": "{item}", "text": "Wrote"},
    },
}
ROW = "id,title,killed,who,wire,mod,papers\n1,Market,{},SANA,Reuters,MoD,AFP;DPA\n"


@pytest.mark.parametrize("published", [("", ""), ("2016-05-01", "2016-06-01")])
def test_only_what_changed_in_a_row_is_said_again(case, table, lines, published):
    first, second = published
    case.import_file(table(ROW.format(2)), mapping=SEVERAL, published=first)
    report = case.import_file(table(ROW.format(3), "later.csv"), mapping=SEVERAL, published=second)
    assert (report.made["assertion"], report.made["link"], report.changed) == (1, 1, ["1"])
    assert not any("could not be linked" in remark for remark in report.remarks)
    kinds = sorted(line["kind"] for line in lines(case, "link"))
    assert kinds == ["denies", "repeats", "supersedes"]


def test_a_part_of_a_split_claim_that_changes_supersedes_its_own(case, table, lines):
    split = {
        "split": {"column": "papers", "by": ";", "parts": ["who", "n"], "by_part": ":"},
        "claimant": "{who}",
        "values": {"killed": "{n}"},
    }
    mapping = {**MAPPING, "claim": {"papers": split}}
    case.import_file(table("id,title,papers\n1,Market,AFP:2;DPA:3\n"), mapping=mapping)
    case.import_file(table("id,title,papers\n1,Market,DPA:3;AFP:5\n", "later.csv"), mapping=mapping)
    raws = {line["id"]: line["values"][0]["raw"] for line in lines(case, "assertion")}
    (link,) = lines(case, "link")
    assert (raws[link["source"]], raws[link["target"]]) == ("5", "2")


def test_a_file_of_before_knows_its_rows_and_their_parts(tmp_path, table):
    """What an import of an older version wrote down is compared as ever; whose words a part is, is found out."""
    path = tmp_path / "old.db"
    with Casefile.open(path) as case:
        case.import_file(table(ROW.format(2)), mapping=SEVERAL)
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM import_row WHERE part = 'dpa'")  # of a split claim, one part was known
    connection.execute("UPDATE import_row SET part = ''")
    connection.commit()
    connection.close()
    with Casefile.open(path) as case:
        report = case.import_file(table(ROW.format(3), "later.csv"), mapping=SEVERAL, published="2016-06-01")
        assert (report.made["assertion"], report.changed) == (2, ["1"])
    connection = sqlite3.connect(path)
    parts = connection.execute("SELECT part FROM import_row WHERE claim = 'papers' ORDER BY part").fetchall()
    connection.close()
    assert parts == [("afp",), ("dpa",)]


def test_what_an_older_schema_knew_of_rows_is_kept(tmp_path):
    older_file(
        tmp_path / "old.db",
        241,
        """INSERT INTO event (pk, key, title, proposition, note, recorded) VALUES (1, 'e1', 'Market', '', '', '');
        INSERT INTO claimant (pk, key, name, kind, zone, language, calendar, date_order, reliability, note, recorded)
        VALUES (1, 'sana', 'SANA', '', '', '', '', '', '', '', '');
        INSERT INTO assertion (pk, id, label, event, claimant, stance, hedge, text, quote, language, translation,
        spokesperson, locator, note, recorded) VALUES (1, 'abcdefabcdefabcdefabcdefabcdefab', 'a', 1, 1, 'affirms', 'stated', '', '', '', '', '', '', '', '');
        INSERT INTO import_run (pk, dataset, source, digest, started, finished) VALUES (1, 'Register', 'a.csv', '', '', '');
        INSERT INTO import_row (dataset, key, claim, assertion, vanished, digest)
        VALUES ('Register', '1', 'c', 1, '2026', 'd')""",
    )
    Casefile.open(tmp_path / "old.db").close()
    connection = sqlite3.connect(tmp_path / "old.db")
    rows = connection.execute("SELECT dataset, key, claim, part, assertion, vanished, digest FROM import_row")
    assert rows.fetchall() == [("Register", "1", "c", "", 1, "2026", "d")]
    assert connection.execute("SELECT published FROM import_run").fetchall() == [("",)]
    connection.close()
