"""`edit`: what was not touched stays, what stood before is kept, and what was typed is never lost."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from claimtrack import Casefile
from claimtrack.casefile.form import Form
from claimtrack.cli import drafts
from claimtrack.model import RECORD_TYPES
from strategies import case_files


def kept_draft(result):
    path = Path(result.stderr.split("is kept in ")[1].split()[0].rstrip(")"))
    text = path.read_text(encoding="utf-8")
    path.unlink()
    return text


def test_a_typo_is_corrected_and_the_id_stays(heli, editor, lines):
    before = {line["label"]: line["id"] for line in lines("assertion")}
    editor("shot it down", "shot it dwon")
    assert "what stood before is kept" in heli("edit", "claim").stderr
    after = {line["label"]: (line["id"], line["text"]) for line in lines("assertion")}
    assert after["claim"] == (before["claim"], "Its fighters shot it dwon")
    (correction,) = lines("correction")
    assert correction["before"]["text"] == "Its fighters shot it down"


def test_closing_the_editor_without_a_change_changes_nothing(heli, editor, lines):
    before = lines()
    editor()
    assert "nothing was changed" in heli("edit", "claim").stderr
    assert lines() == before


def test_a_value_is_corrected_and_another_added(heli, editor, lines):
    editor("happened: yes", "happened: yes\n  killed: [2, {not: 3}]")
    heli("edit", "claim")
    claim = next(line for line in lines("assertion") if line["label"] == "claim")
    assert [(value["field"], value["raw"], "negative" in value) for value in claim["values"]] == [
        ("happened", "yes", False),
        ("killed", "2", False),
        ("killed", "3", True),
    ]
    assert not lines("correction")
    editor("    - 2", "    - 4")
    heli("edit", "claim")
    assert [line["before"]["raw"] for line in lines("correction")] == ["2"]


def test_links_are_taken_out_and_added(heli, editor, lines):
    editor("- denies: claim", "- disputes: claim\n    on: [killed]")
    heli("edit", "denial")
    assert [(line["kind"], line["fields"]) for line in lines("link")] == [("disputes", ["killed"])]
    assert lines("correction")[0]["before"]["kind"] == "denies"


def test_a_wrong_form_is_kept_and_says_where(heli, editor, lines):
    before = lines()
    editor("stance: affirms", "stance: afirms")
    refused = heli("edit", "claim", code=9)
    assert ".yaml:8" in refused.stderr
    assert "stance: afirms" in kept_draft(refused)
    assert lines() == before
    editor("stance:", "stanse:")
    refused = heli("edit", "claim", code=9)
    assert "did you mean 'stance'?" in refused.stderr
    kept_draft(refused)
    editor("text: Its", "text: [Its")
    refused = heli("edit", "claim", code=9)
    kept_draft(refused)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(heli, editor, lines):
    editor(
        program="import subprocess\n"
        "subprocess.run([sys.executable, '-m', 'claimtrack', 'tag', 'heli', 'theirs'], check=True)\n"
        "open(path, 'w', encoding='utf-8').write(text.replace('Helicopter', 'Copter'))"
    )
    refused = heli("edit", "heli", code=19)
    assert "Copter lost" in kept_draft(refused)
    (event,) = lines("event")
    assert (event["title"], event["tags"]) == ("Helicopter lost east of Palmyra", ["theirs"])


def test_a_key_can_be_changed_and_leads_on(heli, editor, lines):
    editor("key: heli", "key: palmyra-helicopter")
    heli("event", "edit", "heli")
    assert {line["event"] for line in lines("assertion")} == {"palmyra-helicopter"}
    heli("record", "heli", "--by", "Russia", "by its former key")
    editor("key: palmyra-helicopter", "key: heli")
    heli("event", "edit", "heli")
    heli("record", "heli", "--by", "Russia", "and back")
    heli("event", "add", "Other", "--key", "other")
    editor("key: other", "key: heli")
    kept_draft(heli("event", "edit", "other", code=8))


def test_verdicts_are_not_edited(heli, editor, opened):
    heli("assess", "heli", "--grade", "weak")
    with opened() as case:
        (verdict,) = case.dossier("heli").assessments
        with pytest.raises(Exception, match="never changed"):
            Form.of(case, verdict)


def test_without_an_editor_or_with_a_broken_one(heli, monkeypatch, editor):
    assert "$EDITOR" in heli("edit", "claim", code=20).stderr
    monkeypatch.setenv("EDITOR", "/nonexistent/editor")
    heli("edit", "claim", code=20)
    editor(program="open(path, 'w').write('half written'); sys.exit(3)")
    assert kept_draft(heli("edit", "claim", code=20)) == "half written"


def test_what_a_broken_off_edit_has_left_is_told(heli, editor, folder):
    left = folder / "claims.db.draft-1.yaml"
    left.write_text("text: half a sentence", encoding="utf-8")
    editor()
    assert f"is kept in {left}" in heli("edit", "claim").stderr
    assert left.read_text(encoding="utf-8") == "text: half a sentence"
    assert list(folder.glob("*.yaml")) == [left]


def test_a_draft_is_its_owners_alone_and_held_while_it_is_written(tmp_path):
    case_file = tmp_path / "claims [1].db"
    with drafts.begun(case_file, "text") as draft:
        assert draft.parent == tmp_path
        assert draft.stat().st_mode & 0o777 == 0o600
        assert drafts.left(case_file) == []
    assert drafts.left(case_file) == [draft]


def test_new_notes(heli, editor, lines):
    editor(program="open(path, 'w').write('event: Convoy hit\\nclaims:\\n- {by: Amaq, text: Three died}\\n')")
    assert "1 assertion" in heli("edit", "--new").stderr
    assert "Convoy hit" in [line["title"] for line in lines("event")]
    editor("event:", "evnt:")
    kept_draft(heli("edit", "--new", code=9))
    heli("edit", code=2)


def test_strict_refuses_what_is_only_warned_of(heli, editor):
    editor("happened: yes", "killed: many people")
    kept_draft(heli("edit", "claim", "--strict", code=9))
    assert "kept as written" in heli("edit", "claim").stderr


def test_corrections_survive_an_export_and_an_import(heli, editor, folder):
    editor("Its fighters", "Fighters")
    heli("edit", "claim")
    exported = heli("export").stdout
    (folder / "case.jsonl").write_text(exported, encoding="utf-8")
    heli("--file", "copy.db", "import", "case.jsonl")
    assert heli("--file", "copy.db", "export").stdout == exported
    assert "nothing new" in heli("import", "case.jsonl").stderr


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(case_files())
def test_a_form_saved_as_it_was_opened_changes_nothing(tmp_path_factory, records):
    with Casefile.open(tmp_path_factory.mktemp("forms") / "case.db") as case:
        case.take(records)
        before = list(case.export())
        for kind in ("event", "claimant", "document", "assertion", "evidence"):
            for record in list(case.records(RECORD_TYPES[kind])):
                form = Form.of(case, record)
                form.save(case, form.text(), "form.yaml")
        assert list(case.export()) == before


def test_notes_are_written_twice_without_a_clash_of_labels(heli, editor, lines):
    for event in (
        "Market blast",
        "Bridge blast",
    ):  # the file has a claim of this label before the first of them
        editor(program=(
            f"open(path, 'w').write(text.replace('event:', 'event: {event}', 1)"
            ".replace('    by:', '    by: Amaq', 1).replace('    text:', '    text: It went off', 1))"
        ))  # fmt: skip
        heli("edit", "--new")
    assert {line["label"] for line in lines("assertion")} == {"claim", "denial", "claim-2", "claim-3"}


def test_a_label_that_is_taken_is_named(heli, folder):
    (folder / "notes.yaml").write_text("event: x\nclaims:\n- {label: claim, by: A, text: a}\n")
    answer = heli("import", "notes.yaml", code=9)
    assert answer.stderr == (
        "claimtrack: notes.yaml:3:3: label: it names another assertion already (choose another label) "
        "(nothing was taken)\n"
    )
