"""Case files to find things in: the casebook, and a small one with names in three scripts."""

import shutil

import pytest
from typer.testing import CliRunner

from claimtrack import Casefile
from claimtrack.casefile.casebook import casebook
from claimtrack.cli.app import app

NOW = "2026-03-01T12:00:00Z"


@pytest.fixture(scope="session")
def casebook_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("casebook") / "claims.db"
    with casebook() as source, Casefile.open(path) as case:
        case.import_file(source)
    return path


@pytest.fixture
def book(casebook_file, tmp_path):
    path = tmp_path / "claims.db"
    shutil.copy(casebook_file, path)
    with Casefile.open(path) as case:
        yield case


@pytest.fixture
def case(tmp_path):
    """A file with two events and parties whose names are spelt in several ways."""
    with Casefile.open(tmp_path / "case.db", now=lambda: NOW) as case:
        case.add_claimant("Jabhat al-Nusra", key="nusra", kind="armed group", aliases=["جبهة النصرة"])
        case.add_claimant("Qods Force", key="qods", aliases=["نیروی قدس"])
        case.add_claimant("Вилаят Кавказ", key="caucasus", aliases=["Wilayat Kavkaz"])
        case.add_claimant("Syrian Army", key="army", aliases=["الجيش السوري"])
        case.add_claimant("4th Division", key="division", part_of="army")
        case.add_event(
            "Helicopter lost east of Palmyra",
            key="helicopter",
            occurred="8 July 2016",
            place="Palmyra",
            tags=["air"],
        )
        case.add_event("Attacks in Dagestan", key="dagestan", occurred="2016-03-29/2016-03-30", tags=["road"])
        yield case


@pytest.fixture
def run(monkeypatch, tmp_path, case):
    """Run a command on the small file, as a shell would."""
    monkeypatch.setenv("CLAIMTRACK_FILE", str(tmp_path / "case.db"))
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    return lambda *arguments: CliRunner().invoke(app, [str(item) for item in arguments])


@pytest.fixture
def say(case):
    """Record a statement about the helicopter."""

    def record(text="", *, by="army", event="helicopter", **attributes):
        return case.record(event, claimant=case.claimant(by), text=text, **attributes)

    return record
