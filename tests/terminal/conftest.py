"""Running the command line as a shell would, in a folder of its own."""

import pytest
from typer.testing import CliRunner

from claimtrack import Casefile
from claimtrack.casefile.casebook import casebook
from claimtrack.cli.app import app


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CLAIMTRACK_FILE", raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.fixture
def run(folder):
    def run_command(*arguments, input=None):  # noqa: A002 - as in CliRunner
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=input)

    return run_command


@pytest.fixture(scope="session")
def casebook_db(tmp_path_factory):
    path = tmp_path_factory.mktemp("casebook") / "claims.db"
    with casebook() as source, Casefile.open(path) as case:
        case.import_file(source)
    return path


@pytest.fixture
def casebook_case(casebook_db, monkeypatch, folder):
    monkeypatch.setenv("CLAIMTRACK_FILE", str(casebook_db))
    return casebook_db
