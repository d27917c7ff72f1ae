"""What a report says of an event."""

import re

import pytest

from claimtrack.errors import InvalidRecordError, UnknownTermError
from claimtrack.model import Event


def test_summary_says_what_the_findings_come_to(case, printed):
    text = " ".join(printed(case, "bridge").decode().split())
    assert "Statements: 4. Parties: 3. Documents cited: 2, from independent origins: 1." in text
    assert "Parties that changed an answer: 1 of 3 (Ministry of Defence)." in text
    assert "Affirmed now by" in text
    assert "Denied now by" not in text
    assert re.search(r"Killed: in conflict – 12 \(.*, Wire\); 2 \(Ministry of Defence\)\.", text)


def test_a_report_of_one_event_bears_its_title_once(case, printed):
    text = printed(case, "bridge").decode()
    assert text.count("Bridge destroyed at Al Hasakah") == 1
    assert "the events named" in text
    assert "1 Mar 2026" in text


def test_both_parties_speak_in_the_original_and_in_translation(case, printed):
    page = printed(case, "bridge", form="html").decode()
    assert "دمر مقاتلونا الجسر في 2017-05-01 وقتلوا 12 جنديا." in page
    assert "Our fighters destroyed the bridge and killed 12 soldiers." in page
    assert 'lang="ar"' in page
    assert 'dir="rtl"' in page


def test_moves_evidence_verdicts_sources(case, printed):
    text = " ".join(printed(case, "bridge").decode().split())
    assert "Ministry of Defence, Killed: 0 (3 May 2017) → 2 (5 May 2017)" in text.replace(", revised up", "")
    assert "Ministry of Defence, Proposition: denies (3 May 2017) → concession (5 May 2017)" in text
    assert "SHA-256" in text
    assert "Both parties say so" in text
    assert "One source" in text
    assert "earlier" in text
    assert "Available at: https://example.org/1 Archived at: https://archive.example.org/1" in text
    assert "Draws on [1]." in text
    assert "Statements without a document: Ministry of Defence (3 May 2017)" in text


def test_many_parties_stand_in_rows(book, printed):
    text = printed(book, "airliner").decode()
    assert re.search("^Party +│ Position", text, re.MULTILINE)
    few = printed(book, "roadside-bomb").decode()
    assert "Question" in few


def test_as_of_says_what_it_leaves_out(case, printed):
    text = " ".join(printed(case, "bridge", as_of="2017-05-04").decode().split())
    assert "What had been said by 4 May 2017" in text
    assert "Left out because said or entered later: 1." in text
    assert "Assessments left out as later or undated: 1." in text
    assert re.search(r"Killed: in conflict – 12 \(.*, Wire\); 0 \(Ministry of Defence\)\.", text)


def test_scopes(case, printed):
    case.add_event("Quiet day", key="quiet", tags=["calm"])
    everything = printed(case).decode()
    assert "Quiet day" in everything
    assert "all events of the case file" in everything
    contested = printed(case, contested=True).decode()
    assert "Quiet day" not in contested
    assert "Bridge destroyed at Al Hasakah" in contested
    assert "Quiet day" in printed(case, tag="calm").decode()
    with pytest.raises(InvalidRecordError, match="nothing to report"):
        printed(case, tag="none such")


def test_an_unknown_language_names_those_there_are(case, printed):
    with pytest.raises(UnknownTermError, match="en"):
        printed(case, "bridge", language="xx")


@pytest.mark.parametrize("form", ["html", "markdown", "text"])
def test_the_same_case_gives_the_same_bytes(case, printed, form):
    assert printed(case, "bridge", form=form) == printed(case, "bridge", form=form)


def test_every_event_of_the_casebook_is_told_of(book, printed):
    page = printed(book, form="markdown").decode()
    assert page.count("\n## ") == len(list(book.records(Event))) + 1  # and the key


def test_who_denied_the_event_moves_from_that_denial_and_not_from_an_empty_answer(case, printed):
    event = case.add_event("Strike", key="strike")
    case.record(event, claimant="front", text="x", values={"happened": "yes"}, label="yes")
    case.record(event, claimant="ministry", text="x", said="1 May 2017", values={"happened": "no"})
    case.record(event, claimant="ministry", text="x", said="5 May 2017", values={"killed": "3"})
    text = " ".join(printed(case, "strike").decode().split())
    assert "Proposition: denies (1 May 2017) → Killed: 3, differs over time (5 May 2017)" in text
    assert "Killed: (1 May 2017)" not in text


def test_a_report_puts_an_answer_down_to_the_edition_that_says_it(case, printed):
    case.add_document("Later", key="d3", edition_of="d1")
    case.record(
        "bridge", claimant="wire", text="x", said="6 May 2017", document="d3", values={"wounded": "9"}
    )
    text = " ".join(printed(case, "bridge", form="markdown").decode().split())
    assert re.search(r"Wounded\S* \| 9 \| 1 \| 1 \| Wire: \\?\[3", text)


def test_what_is_only_possibly_in_conflict_is_told_apart(case, printed):
    event = case.add_event("Strike", key="strike")
    for party, answer in (("front", "yes"), ("ministry", "no"), ("wire", "maybe")):
        case.record(event, claimant=party, text="x", stance="comments", values={"happened": answer})
    text = " ".join(printed(case, "strike").decode().split())
    plain = re.sub("[\u2066-\u2069]", "", text)
    told = "yes (جبهة الشمال); no (Ministry of Defence). Happened: possibly in conflict – “maybe” (Wire)."
    assert f"Happened: in conflict – {told}" in plain
