"""Reports of the casebook, and of a small case in several scripts with every kind of thing that a report tells of."""

import pytest
from typer.testing import CliRunner

from claimtrack import Casefile
from claimtrack.casefile.casebook import casebook
from claimtrack.casefile.printed_reports import ReportOptions
from claimtrack.cli.app import app

NOW = "2026-03-01T12:00:00Z"


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("casebook") / "claims.db"
    with casebook() as source, Casefile.open(path, now=lambda: NOW) as case:
        case.import_file(source)
        yield case


@pytest.fixture
def case(tmp_path):
    """Two parties and an outlet on one bridge: a claim in Arabic, a denial, a figure revised, a verdict revised."""
    with Casefile.open(tmp_path / "case.db", now=lambda: NOW) as case:
        case.add_claimant("Ministry of Defence", key="ministry", kind="ministry")
        case.add_claimant("جبهة الشمال", key="front", kind="armed group")
        case.add_claimant("Wire", key="wire", kind="outlet")
        case.add_document("Statement of the front", key="d1", url="https://example.org/1", publisher="front",
                          published="2 May 2017", archive_url="https://archive.example.org/1")  # fmt: skip
        case.add_document("Wire report", key="d2", url="https://example.org/2", publisher="wire",
                          published="3 May 2017", derived_from="d1")  # fmt: skip
        event = case.add_event(
            "Bridge destroyed at Al Hasakah",
            key="bridge",
            occurred="1 May 2017",
            place="Al Hasakah",
            proposition="The front destroyed the bridge",
            tags=["roads"],
        )
        claim = case.record(event, claimant="front", text="Its men blew up the bridge; 12 soldiers died",
                            quote="دمر مقاتلونا الجسر في 2017-05-01 وقتلوا 12 جنديا.", language="ar",
                            translation="Our fighters destroyed the bridge and killed 12 soldiers.",
                            said="2 May 2017", document="d1", values={"killed": "12"}, label="claim")  # fmt: skip
        case.record(event, claimant="wire", text="The front claims 12", said="3 May 2017", document="d2",
                    values={"killed": "12"}, stance="comments", hedge="reported")  # fmt: skip
        denial = case.reply("denies", claim, claimant="ministry", text="Nobody died; the bridge stands",
                            said="3 May 2017", values={"killed": "0"}, label="denial")  # fmt: skip
        case.reply("concedes", denial, claimant="ministry", text="The bridge fell and two died",
                   said="5 May 2017", values={"killed": "2"})  # fmt: skip
        case.add_evidence("Video of the bridge", assertion=claim, kind="video", key="video", sha256="ab" * 32,
                          url="https://example.org/v", authenticity="geolocated")  # fmt: skip
        case.assess("bridge", grade="weak", rationale="One source", by="desk", at="3 May 2017")
        case.assess("bridge", grade="confirmed", rationale="Both parties say so", by="desk", at="6 May 2017")
        yield case


@pytest.fixture
def printed():
    """Print a report of a case file in a form."""

    def print_report(case, *events, form="text", look=None, **options):
        made = case.report(*events, options=ReportOptions(**options))
        return b"".join(made.pieces(form, look))

    return print_report


@pytest.fixture
def run(monkeypatch, tmp_path, case):
    """Run a command on the small case, as a shell would."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLAIMTRACK_FILE", str(tmp_path / "case.db"))
    monkeypatch.setenv("COLUMNS", "100")

    def run_command(*arguments, code=0):
        result = CliRunner().invoke(app, [str(item) for item in arguments])
        assert result.exit_code == code, (arguments, result.exit_code, result.output)
        return result

    return run_command
