"""Datelines: where and when a report was filed dates no event, and no words of anybody."""

import pytest

from claimtrack import draft_text

KILLED = "At least 20 people were killed on Tuesday in an air strike"


@pytest.mark.parametrize(
    "dateline",
    [
        "Darvaza, 13 March 2024 - ",
        "DARVAZA, March 13 (Wire) — ",
        "Darvaza (13 March 2024): ",
        "Port Lorn, Norland, 13 March – ",
    ],
)
def test_the_event_is_dated_by_its_sentence(dateline):
    text = f"{dateline}{KILLED}, the Darvaza Monitor said."
    found = draft_text(text, published="2024-03-13", language="en")
    ((start, end),) = found[0].content_spans
    assert text[start:end] == KILLED
    assert found[0].values["occurred"]["edtf"] == "2024-03-12"
    assert [one.occurred for one in found.events] == ["2024-03-12"]


def test_a_dateline_alone_dates_no_event():
    found = draft_text("DARVAZA, March 13 — A shell hit the school, the mayor said.", published="2024-03-13")
    assert "occurred" not in found[0].values
    assert [one.occurred for one in found.events] == [""]


def test_days_are_counted_from_the_dateline_of_a_text_without_a_date():
    (one,) = draft_text(f"Darvaza, 13 March 2024 - {KILLED}, the mayor said.")
    assert one.values["occurred"]["edtf"] == "2024-03-12"


def test_the_entries_of_a_chronology_date_what_happened():
    text = "Darvaza, 4 March 2024 – A shell killed two men.\nTarn, 6 March 2024 – A mine killed a driver."
    found = draft_text(text, published="2024-03-13", publisher="Agency")
    assert [one.occurred for one in found.events] == ["2024-03-04", "2024-03-06"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "ДАРВАЗА, 13 марта — Во вторник при ударе погибли 20 человек, сообщила полиция."),
        ("de", "Darwasa, 13. März 2024 – Am Dienstag wurden 20 Menschen getötet, sagte die Polizei."),
        ("fr", "DARVAZA, 13 mars — Vingt personnes ont été tuées mardi, a indiqué la police."),
        ("es", "Darvaza, 13 de marzo — Veinte personas murieron el martes, dijo la policía."),
    ],
)
def test_datelines_of_other_languages(language, text):
    (one,) = draft_text(text, published="2024-03-13", language=language)
    assert one.values["occurred"]["edtf"] == "2024-03-12"
