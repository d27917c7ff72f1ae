"""The guide for builders tells the truth: its files are there, and its recipes work."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

import claimtrack
from claimtrack import Casefile
from claimtrack.analysis.gaps import GapKind
from claimtrack.cli.app import app
from claimtrack.cli.commands import MODULES
from claimtrack.cli.help import GROUPS
from claimtrack.exporters import forms
from claimtrack.values.reading import FIELD_TYPES
from claimtrack.vocab import load_vocabulary

ROOT = Path(claimtrack.__file__).parent
GUIDE = (ROOT / "docs" / "contributing.md").read_text(encoding="utf-8")
TREE = Path(__file__).parents[1]


def named():
    """Return what the guide names that looks like a file of the package or of the repository."""
    found = re.findall(r"`([a-z_]+/[\w/.*]*)`|\b(tests/[\w/]+\.py)\b", GUIDE)
    return sorted({one or other for one, other in found})


@pytest.mark.parametrize("path", named())
def test_every_file_named_is_there(path):
    if "NNNN" in path:
        return
    assert any(True for base in (ROOT, TREE) for _ in base.glob(path.rstrip("/")))


def test_a_preset_is_a_mapping_that_is_tried_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("my.toml").write_text(
        'title = "T"\n[event]\ntitle = "{what}"\n[claim.c]\nclaimant = "{who}"\nstance = "affirms"\n'
        '[claim.c.values]\nkilled = "{dead}"\n'
    )
    Path("rows.csv").write_text("what,who,dead\nBomb,Amaq,3\n")
    dry = CliRunner().invoke(app, ["import", "rows.csv", "--map", "my.toml", "--dry-run"])
    assert (dry.exit_code, "nothing was written" in dry.stderr) == (0, True)


def test_an_export_form_is_a_module_and_a_line(tmp_path, monkeypatch):
    def write(content, losses):
        from claimtrack.model import Assessment, Event

        for event in content.each(Event):
            losses.add_rest(event, ("key", "title"))
            yield f"{event.title}\n"
        list(content.each(Assessment))

    monkeypatch.setitem(forms.FORMS, "titles", forms.Form("titles", True, ".txt"))
    monkeypatch.setattr(forms, "import_module", lambda _name: SimpleNamespace(write=write))
    with Casefile.open(tmp_path / "case.db") as case:
        case.add_event("Bomb", place="Homs")
        export = case.export("titles")
        assert "".join(export) == "Bomb\n"
    assert [loss.what for loss in export.losses] == ["event: place"]


def test_a_command_has_its_line_in_both_tables():
    listed = [name for lines in GROUPS.values() for name in lines]
    assert sorted(listed) == sorted(name for names in MODULES.values() for name in names)


def test_a_field_type_has_its_term_and_its_name():
    assert [term.key for term in load_vocabulary("field_type")] == list(FIELD_TYPES)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "reports/data/labels").glob("*.toml")), ids=lambda path: path.stem
)
def test_a_check_of_gaps_has_its_words_in_every_language(path):
    text = path.read_text(encoding="utf-8")
    assert all(f'"{kind.value}"' in text or f"\n{kind.value} =" in text for kind in GapKind)
