"""The README and the pages that it links tell the truth: their Python runs, their commands exist."""

import doctest
import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimtrack.cli.app import app
from claimtrack.cli.commands import LazyCommands

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCS = ROOT / "src" / "claimtrack" / "docs"
TOUR, MANUAL = DOCS / "tour.md", DOCS / "manual.md"
PAGES = [README, *sorted(DOCS.glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_page_that_is_linked_is_there(page):
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in linked if not (page.parent / link).exists()] == []


def test_the_python_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = doctest.testfile(str(DOCS / "python.md"), module_relative=False, encoding="utf-8")
    assert result.attempted > 5
    assert result.failed == 0


def commands() -> list[str]:
    text = "\n".join(page.read_text(encoding="utf-8") for page in (README, MANUAL))
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [
        line.split()[1] for block in blocks for line in block.splitlines() if line.startswith("claimtrack ")
    ]


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_every_command_named_exists(command):
    assert command in LazyCommands()


def of_the_casebook() -> list[str]:
    """Return the questions that the manual asks of the casebook."""
    text = MANUAL.read_text(encoding="utf-8")
    asked = text.partition("\n## Compare\n")[2].partition("\n## Dates\n")[0]
    blocks = re.findall(r"```sh\n(.*?)```", asked, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("claimtrack ")]
    return [line for line in lines if not line.startswith("claimtrack import ")]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "casebook.db"
    done = CliRunner().invoke(
        app, ["--file", str(path), "import", str(README.parent / "fixtures/casebook.jsonl")]
    )
    assert done.exit_code == 0
    return path


@pytest.mark.parametrize("line", of_the_casebook())
def test_every_question_to_the_casebook_has_an_answer(book, line):
    answer = CliRunner().invoke(app, ["--file", str(book), *shlex.split(line, comments=True)[1:]])
    assert answer.exit_code == (100 if "--exit-code" in line else 0)
    assert len(answer.stdout.splitlines()) > 3
    assert not answer.stderr


# --- every command, in the order in which a reader types them ------------------------------------


def typed(document: Path, *, after: str = "") -> list[str]:
    """Return the lines of the shell blocks of a document, or of one section of it, that run the program."""
    text = document.read_text(encoding="utf-8").partition(after)[2] if after else document.read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text.partition("\n## ")[0] if after else text, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith(("claimtrack ", "export "))]


def type_in(lines: list[str], monkeypatch) -> None:
    """Run lines as a shell would: variables, and one redirection of stdout."""
    for line in lines:
        words = shlex.split(line, comments=True)
        if words[0] == "export":
            monkeypatch.setenv(*words[1].split("=", 1))
            continue
        *words, file = words if ">" in words else (*words, "")
        answer = CliRunner().invoke(app, [word for word in words[1:] if word != ">"])
        assert answer.exit_code == (100 if "--exit-code" in words else 0), (line, answer.stderr)
        if file:
            Path(file).write_text(answer.stdout, encoding="utf-8")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the samples in it, and nothing else."""
    shutil.copytree(ROOT / "fixtures", tmp_path / "fixtures")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CLAIMTRACK_FILE", raising=False)
    return tmp_path


def test_the_first_case_runs_as_it_stands(folder, monkeypatch):
    type_in(typed(README, after="## A first case, by hand"), monkeypatch)
    assert (folder / "claims.db").exists()


def test_what_is_brought_in_and_taken_out_runs_as_it_stands(folder, monkeypatch):
    type_in(typed(README, after="## A first case, by hand"), monkeypatch)
    type_in(typed(MANUAL, after="## Bring in, take out"), monkeypatch)
    assert "[claim.statement]" in (folder / "my.toml").read_text(encoding="utf-8")


def test_finding_again_runs_as_it_stands(folder, monkeypatch):
    type_in([*typed(MANUAL, after="## Compare")[:2], *typed(MANUAL, after="## Find again")], monkeypatch)


def test_the_tour_ends_with_a_report(folder, monkeypatch):
    type_in(typed(TOUR), monkeypatch)
    report = (folder / "tour.html").read_text(encoding="utf-8")
    assert "Helicopter lost east of Palmyra" in report
    assert "concession 9 Jul 2016" in report


def test_the_sample_of_notes_is_taken_without_a_warning(folder):
    answer = CliRunner().invoke(app, ["import", "fixtures/notes.yaml"])
    assert answer.exit_code == 0
    assert "could not be read" not in answer.stderr


def test_the_picture_is_what_the_program_draws(book):
    drawn = CliRunner().invoke(app, ["--file", str(book), "timeline", "airliner", "--format", "svg"])
    assert drawn.stdout == (TOUR.parent / "airliner.svg").read_text(encoding="utf-8")
