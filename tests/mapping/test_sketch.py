"""A first mapping: columns are known by their names, and what is written runs as it is."""

import csv
import json
import tomllib

import pytest
from typer.testing import CliRunner

from claimtrack import Casefile
from claimtrack.cli.app import app
from claimtrack.importers.mapping.roles import find_roles
from claimtrack.importers.mapping.sketch import sketch_mapping
from claimtrack.intake.sources import sketch

STAMP = "2026-01-01T00:00:00Z"


def written(columns, *rows, **options):
    """Write the first mapping of a table, as what its TOML says."""
    table = [dict(zip(columns, row, strict=True)) for row in rows]
    return tomllib.loads(sketch_mapping("cases", columns, table, **options))


@pytest.mark.parametrize(
    ("columns", "roles"),
    [
        (["Incident ID", "Source name"], {"key": "Incident ID", "source_name": "Source name"}),
        (["Claimed by", "Claim"], {"claimant": "Claimed by", "text": "Claim"}),
        (["Denied by", "Denial"], {"denier": "Denied by", "denial": "Denial"}),
        (["actor1"], {}),  # who acted is not who speaks
        (["datePublished", "date"], {"said": "datePublished", "date": "date"}),
        (["Killed (min)", "Killed (max)"], {"killed.low": "Killed (min)", "killed.high": "Killed (max)"}),
        (["deaths_low", "deaths_best", "deaths_high"], {f"killed.{bound}": f"deaths_{bound}" for bound in ("low", "best", "high")}),
        (
            ["Minimum total people killed", "Minimum civilians reported killed", "Minimum children reported killed"],
            {"killed.low": "Minimum total people killed", "civilians_killed.low": "Minimum civilians reported killed"},
        ),
        (["Injured", "Date injured"], {"wounded": "Injured"}),
        (["Total number of people killed", "injured (total)"], {"killed": "Total number of people killed", "wounded": "injured (total)"}),
        (["No. of deaths", "Killed army", "Killed rebels"], {"killed": "No. of deaths"}),
        (["Killed army", "Killed rebels"], {}),  # of one party, and not all
        (["Killed (army)", "Killed (rebels)"], {}),
        (["army killed", "rebels killed"], {}),
        (["Deaths side A", "Deaths side B"], {}),
        (["deaths_a", "deaths_b"], {}),
        (["killed_regime", "killed_opposition"], {}),
        (["Ukrainian killed", "Russian killed"], {}),
        (["civilian deaths", "military deaths"], {"civilians_killed": "civilian deaths"}),
        (["injured police", "injured protesters"], {}),
        (["killed men"], {}),
        (["min killed army", "max killed army"], {}),
        (["not killed"], {}),
        (["Missing", "captured"], {"captured": "captured"}),
        (["destroyed", "captured"], {}),  # equipment, and nobody
        (["properties.event", "properties.lat"], {"title": "properties.event", "lat": "properties.lat"}),
        (["event {x}", "a|b"], {}),  # no template can name them
    ],
)  # fmt: skip
def test_columns_are_known_by_their_names(columns, roles):
    assert find_roles(columns, lambda _column: True) == roles


def test_who_speaks_makes_a_row_a_claim_said_on_its_date():
    mapping = written(["event", "speaker", "date"], ["Strike", "Ministry", "2016-03-29"])
    assert mapping["claim"]["statement"]["claimant"] == "{speaker}"
    assert mapping["claim"]["statement"]["said"] == "{date}"
    assert "occurred" not in mapping["event"]


def test_where_nobody_speaks_a_row_is_an_event_that_happened_on_its_date():
    mapping = written(["id", "place", "date", "killed"], ["7", "Homs", "2016-03-29", "3"])
    assert mapping["event"]["key"] == "cases-{id}"
    assert mapping["event"]["title"] == "{place}[, {date}][, {id}]"
    assert mapping["event"]["occurred"] == "{date}"
    statement = mapping["claim"]["statement"]
    assert statement["claimant"] == {"name": "cases", "kind": "dataset"}
    assert "said" not in statement
    assert statement["values"] == {"occurred": "{date}", "killed": "{killed}"}


def test_an_id_that_is_no_word_tells_events_apart_by_their_titles():
    mapping = written(["id", "description"], ["2016/03 a", "Shelling"], ["2016/03 b", "Shelling"])
    assert mapping["event"] == {"title": "{description} ({id})"}


def test_a_least_and_a_most_are_one_answer_with_the_estimate_between():
    mapping = written(["event", "deaths_min", "deaths", "deaths_max"], ["A", "1", "2", "3"])
    assert mapping["claim"]["statement"]["values"]["killed"] == {
        "low": "{deaths_min}",
        "best": "{deaths}",
        "high": "{deaths_max}",
    }


def test_a_point_needs_no_name():
    assert written(["event", "lat", "lng"], ["A", "1", "2"])["event"]["place"] == {
        "lat": "{lat}",
        "lon": "{lng}",
    }


def test_a_stance_that_is_none_is_listed_to_be_told():
    stance = written(["event", "who", "stance"], ["A", "B", "agree"], ["A", "C", "unsure"])["claim"][
        "statement"
    ]["stance"]
    assert stance == {"text": "{stance}", "map": {"": "affirms", "unsure": "comments"}}


def test_how_the_file_is_read_stands_in_the_mapping():
    mapping = written(["column1"], ["x"], reading={"sheet": 2, "header": "none", "date_order": "DMY"})
    assert mapping["read"] == {"sheet": 2, "header": "none"}
    assert mapping["dates"] == {"order": "DMY"}


def test_a_name_with_any_character_is_written_as_toml():
    name = 'a "quoted" \\ \x7f\t column'
    assert written(["event", name], ["A", "x"])["event"]["title"] == "{event}"
    assert tomllib.loads(sketch_mapping(name, ["event"], []))["title"] == name


TABLES = {
    "incidents.csv": (
        "Incident ID,Date,Location,Description,Killed (min),Killed (max),Injured,Source URL\n"
        "S-1,14/03/2016,Raqqa,Air strike,3,5,Unknown,https://example.org/a\n"
        "S-2,15/03/2016,Homs,Shelling,0,,-,https://example.org/b\n"
    ),
    "claims.csv": (
        "Case;Claim;Claimed by;Denied by;Denial;Date reported\n"
        "Helicopter;Shot down;Agency;Ministry;Nothing was lost;8 July 2016\n"
        "Strike;Five killed;Monitor;;;9 July 2016\n"
    ),
    "stances.csv": "event,who,stance\nA,B,agree\nA,C,unsure\nA,D,\n",
    "bare.csv": "x,y\n1,2\n",
    "features.geojson": json.dumps(
        {
            "type": "FeatureCollection",
            "features": [{"type": "Feature", "properties": {"headline": "A", "outlet": "B", "killed": 2}}],
        }
    ),
    "posts.jsonl": '{"id": "1", "user": {"screen_name": "a"}, "text": "x"}\n{"id": "2", "user": {"screen_name": "b"}, "text": "y"}\n',
}


@pytest.mark.parametrize("name", TABLES)
def test_a_first_mapping_takes_every_row_as_it_is(tmp_path, name):
    path = tmp_path / name
    path.write_text(TABLES[name], encoding="utf-8")
    mapping = tmp_path / "first.toml"
    mapping.write_text(sketch(path), encoding="utf-8")
    with Casefile.open(tmp_path / "claims.db", now=lambda: STAMP) as case:
        report = case.import_file(path, mapping=mapping)
        assert report.read > 0
        assert (report.rejected, report.doubts) == (0, {})
        assert report.made["assertion"] >= report.read


def test_a_file_read_in_its_own_way(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with (tmp_path / "odd.csv").open("w", encoding="cp1251", newline="") as stream:
        csv.writer(stream, delimiter="#").writerow(["Мост рухнул", "Ведомости", "03/04/2016"])
    run = CliRunner().invoke
    how = ["--delimiter", "#", "--encoding", "cp1251", "--header", "none", "--date-order", "DMY"]
    done = run(app, ["map", "odd.csv", *how, "-o", "odd.toml"])
    assert done.exit_code == 0
    text = (tmp_path / "odd.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["read"] == {"delimiter": "#", "encoding": "cp1251", "header": "none"}
    (tmp_path / "odd.toml").write_text(
        text + '\n[claim.other]\nclaimant = "{column2}"\nsaid = "{column3}"\n', encoding="utf-8"
    )
    assert run(app, ["import", "odd.csv", "--map", "odd.toml"]).exit_code == 0
    with Casefile.open("claims.db") as case:
        [said] = [item for item in case.dossier("мост-рухнул").assertions if item.said]
        assert str(said.said) == "2016-04-03"


def test_minus_nine_is_a_number_among_negative_ones():
    mapping = written(["event", "a", "b"], ["A", "-9", "-9"], ["B", "-2", "4"], ["C", "Unknown", "5"])
    assert mapping["cells"]["unknown"] == ["-9", "Unknown"]
    assert "unknown" not in written(["event", "a"], ["A", "-9"], ["B", "-2"])["cells"]


def test_without_a_title_the_first_words_of_a_row_name_its_event():
    mapping = written(
        ["n", "nation", "model", "total"], ["1", "North", "T-1", "3"], ["1", "North", "T-2", "4"]
    )
    assert mapping["event"]["title"] == "{nation}[, {model}]"


@pytest.mark.parametrize(
    "columns", [("event", "POW taken", "guns"), ("event", "killed", "POW taken", "guns")]
)
def test_other_numbers_are_there_to_be_taken_in(columns):
    text = sketch_mapping("cases", columns, [dict.fromkeys(columns, "3") | {"event": "A"}])
    before, told, others = text.partition("# Other numbers, if they are to answer fields of your own:\n")
    assert told
    commented, rest = others.split("\n\n", 1)
    mapping = tomllib.loads(f"{before}{commented.replace('# ', '')}\n\n{rest}")
    assert mapping["fields"] == {"pow_taken": {"type": "count"}, "guns": {"type": "count"}}
    assert (
        mapping["claim"]["statement"]["values"].items()
        >= {"pow_taken": "{POW taken}", "guns": "{guns}"}.items()
    )


def test_a_file_that_is_one_record_may_hold_its_records_in_a_list(tmp_path):
    path = tmp_path / "page.json"
    row = {"event": "E", "claimant": "A"}
    path.write_text(json.dumps({"meta": {"n": 1}, "data": {"found": [row, row]}}), encoding="utf-8")
    assert "look again with --records data.found" in sketch(path)
    assert "look again" not in sketch(path, reading={"records": "data.found"})


def test_rows_alike_but_for_their_country_are_not_one_event_and_equipment_is_nobody():
    columns = ["country", "equipment_type", "destroyed", "captured", "date_recorded"]
    rows = (["Russia", "Tanks", "3", "1", "2022-03-01"], ["Ukraine", "Tanks", "2", "0", "2022-03-01"])
    table = [dict(zip(columns, row, strict=True)) for row in rows]
    text = sketch_mapping("losses", columns, table)
    assert tomllib.loads(text)["event"]["title"] == "{country}[, {equipment_type}]"
    assert '# losses_captured = "{captured}"' in text.splitlines()


def test_the_dead_of_one_party_are_offered_as_a_field_of_their_own():
    text = sketch_mapping("raids", ["id", "Killed army"], [{"id": "1", "Killed army": "2"}])
    assert '# killed_army = "{Killed army}"' in text.splitlines()
    assert "values" not in tomllib.loads(text)["claim"]["statement"]


def test_a_source_that_is_named_speaks_and_its_status_is_a_stance():
    mapping = written(
        ["Ref", "Date", "Source", "Reported", "Status"],
        ["1", "2025-03-04", "Front", "2025-03-05", "Claimed"],
        ["1", "2025-03-04", "Ministry", "2025-03-06", "Denied"],
        ["2", "2025-03-13", "Mission", "2025-03-14", "Claimed"],
    )
    statement = mapping["claim"]["statement"]
    assert statement["claimant"] == "{Source}"
    assert statement["stance"] == {"text": "{Status}", "map": {"": "affirms"}}
    assert (statement["said"], mapping["event"]["occurred"]) == ("{Reported}", "{Date}")
    assert mapping["event"]["key"] == "cases-{Ref}"


@pytest.mark.parametrize(
    "sources", [["https://example.org/1", "https://example.org/2"], ["a.pdf", "b.pdf"], ["A; B", "C"]]
)
def test_a_source_that_is_an_address_a_file_or_several_is_a_document(sources):
    statement = written(["event", "source"], *(["Fire", source] for source in sources))["claim"]["statement"]
    assert statement["claimant"] == {"name": "cases", "kind": "dataset"}
    assert "{source}" in str(statement["document"])
