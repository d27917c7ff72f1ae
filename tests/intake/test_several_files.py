"""Several files of one command are one release; a dataset that adds loses nothing."""

from typer.testing import CliRunner

from claimtrack.cli.app import app

MAPPING = """
key = "{id}"
dataset = %s
[event]
title = "{event}"
[claim.record]
claimant = "Desk"
text = "{text}"
"""


def run(tmp_path, *arguments):
    result = CliRunner().invoke(app, ["--file", str(tmp_path / "case.db"), "import", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.output


def files(tmp_path, table, dataset):
    mapping = tmp_path / "my.toml"
    mapping.write_text(MAPPING % dataset, encoding="utf-8")
    one = table("id,event,text\n1,A,a\n2,B,b\n", "one.csv")
    two = table("id,event,text\n3,C,c\n4,D,d\n", "two.csv")
    return mapping, one, two


def test_several_files_are_one_release(tmp_path, table):
    mapping, one, two = files(tmp_path, table, '"Register"')
    run(tmp_path, one, two, "--map", mapping)
    later = table("id,event,text\n1,A,a\n", "later.csv")
    more = table("id,event,text\n3,C,changed\n4,D,d\n", "more.csv")
    told = run(tmp_path, later, more, "--map", mapping)
    assert "1 changed, 1 vanished" in told
    assert "vanished: 2" in told


def test_increments_add(tmp_path, table):
    mapping, one, two = files(tmp_path, table, '{ name = "Register", releases = "add" }')
    run(tmp_path, one, "--map", mapping)
    told = run(tmp_path, two, "--map", mapping)
    assert "against the last release: 2 new rows, 0 changed" in told
    assert "vanished" not in told
