"""The documentation names every column, and every question has its files."""

from importlib import resources

from claimtrack.scale.questions import PARTIES, QUESTIONS, statements
from claimtrack.scale.schema import TABLES


def test_every_column_is_documented():
    text = (resources.files("claimtrack") / "docs" / "dataset.md").read_text(encoding="utf-8")
    for table, columns in TABLES.items():
        assert f"**{table}**" in text
        assert not [column for column in columns if f"`{column}`" not in text]


def test_every_question_has_its_statements_and_no_file_is_left_over():
    named = {len(statements(question, by)) for question in QUESTIONS for by in PARTIES}
    assert named == {1, 3, 4}
    files = {path.name for path in (resources.files("claimtrack.scale") / "sql").iterdir()}
    needed = {name.format(by=by) for views in QUESTIONS.values() for name in views for by in PARTIES}
    assert files == {f"{name}.sql" for name in (*needed, *QUESTIONS)}
