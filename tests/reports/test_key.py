"""The key of a report explains what occurs in it, and nothing else."""

import pytest

from analysis import builder as build
from claimtrack.analysis import compare_dossier
from claimtrack.reports.chapter import Chapter
from claimtrack.reports.key import Key
from claimtrack.reports.words import load_words
from claimtrack.views.blocks import Table


def explained(case, language="en"):
    """Return the signs explained, and the titles of the scales."""
    words, comparison = load_words(language), compare_dossier(case.dossier())
    key = Key(words)
    list(key.reading(comparison, Chapter(comparison, alone=True).blocks(words)))
    tables = [block for block in key.blocks() if isinstance(block, Table)]
    signs = [row[0].text for table in tables if table.title == words["signs"] for row in table.rows]
    return signs, [table.title for table in tables if table.title != words["signs"]]


def test_one_statement_needs_few_signs():
    case = build.Case()
    case.says("krc", said="2025-03-05", killed="3")
    assert explained(case) == (["1", "+ − ? ~"], [])


def test_a_conflict_a_silence_and_a_verdict_are_explained():
    case = build.Case()
    case.says("krc", said="2025-03-05", killed="3", wounded="2")
    case.says("un", said="2025-03-05", killed="5")
    case.judges(at="2025-03-06", grade="weak", confidence="low")
    assert explained(case) == (["=", "≠", "1", "–", "+ − ? ~"], ["Grades", "Confidence"])


@pytest.mark.parametrize(
    ("edtf", "sign", "language"),
    [("2025-03-15~", "c.", "en"), ("2025-03-15~", "ca.", "de"), ("2025-03-15?", "?", "en")],
)
def test_marks_of_dates_are_explained_where_they_occur(edtf, sign, language):
    case = build.Case(occurred="2025-03-01")
    case.says("krc", said="2025-03-05")
    assert sign not in explained(case, language)[0]
    case.says("un", said=edtf)
    assert sign in explained(case, language)[0]
