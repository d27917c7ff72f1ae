"""What the summary of a report says in plain words, and how."""

import pytest

from analysis import builder as build
from claimtrack.analysis import compare_dossier
from claimtrack.reports.side_by_side import SideBySide
from claimtrack.reports.summary import Summary
from claimtrack.reports.words import languages, load_words


def summary(case, language="en"):
    told = Summary(compare_dossier(case.dossier()), load_words(language), 1).summary()
    return ["".join(span.text for line in paragraph.lines for span in line) for paragraph in told]


def told(case, beginning, language="en"):
    return [line for line in summary(case, language) if line.startswith(beginning)]


def tolls():
    case = build.Case()
    case.says("hosp", "comments", killed="36, including 9 women")
    case.says("un", "comments", killed="30 to 32")
    case.says("krc", "comments", killed="41, including 12 children")
    return case


def test_figures_stand_apart_each_with_who_gives_it():
    assert told(tolls(), "Killed") == [
        "Killed: in conflict – 36, including 9 women (Hosp); 30 to 32 (Un); 41, including 12 children (Krc)."
    ]


def test_an_arabic_series_has_its_own_semicolon():
    (line,) = told(tolls(), "القتلى", "ar")
    assert line.count("؛ ") == 2
    assert ";" not in line


def test_the_parts_that_conflict_are_named_where_the_wholes_do_not():
    case = build.Case()
    case.says("krc", "comments", killed="9, including 5 children")
    case.says("un", "comments", killed="9, including 3 children")
    line = "Killed (children): in conflict – 9, including 5 children (Krc); 9, including 3 children (Un)."
    assert told(case, "Killed") == [line]


def test_of_very_many_figures_the_span_is_told_as_a_span():
    case = build.Case()
    for number in range(10, 20):
        case.says(f"p{number}", "comments", killed=str(number))
    assert told(case, "Killed") == ["Killed: in conflict – 10 answers, from 10 to 19."]


def test_a_party_whose_answer_is_its_own_name_is_not_named_twice():
    case = build.Case()
    case.says("brigade", perpetrator="Brigade")
    case.says("state", perpetrator="Rebels")
    (line,) = told(case, "Perpetrator")
    assert "Brigade; Rebels (State)" in line


def test_answers_that_differ_without_a_link_are_told_beside_those_that_were_changed():
    case = build.Case()
    case.says("krc", said="2025-03-05", killed="3")
    case.says("krc", said="2025-03-07", killed="5")
    assert told(case, "Parties") == ["Parties whose answers differ over time, not linked: 1 of 1 (Krc)."]
    case.link("supersedes", "a001", "a000")
    assert told(case, "Parties") == ["Parties that changed an answer: 1 of 1 (Krc)."]


def test_who_says_one_thing_once_changed_nothing():
    case = build.Case()
    case.says("krc", killed="3")
    assert told(case, "Parties") == ["Parties that changed an answer: none."]


def test_a_bloc_that_spoke_through_a_member_is_named_with_it():
    case = build.Case()
    case.claimant("brigades")
    case.claimant("nida", "brigades")
    case.says("nida", said="2025-03-05", killed="3")
    case.link("supersedes", case.says("nida", said="2025-03-06", killed="4"), "a000")
    assert told(case, "Affirmed") == ["Affirmed now by Brigades (through Nida)."]
    assert told(case, "Parties") == ["Parties that changed an answer: 1 of 1 (Brigades (through Nida))."]
    case.says("brigades", said="2025-03-07")
    assert told(case, "Affirmed") == ["Affirmed now by Brigades."]


def withdrawn_witness():
    case = build.Case()
    case.says("wit", said="2025-03-05", happened="yes", name="seen")
    case.link("repeats", case.says("wire", said="2025-03-06", happened="yes", name="wire"), "seen")
    case.link("retracts", case.says("wit", "comments", "2025-03-20", name="withdrawal"), "seen")
    return case


def test_what_is_passed_on_of_somebody_who_no_longer_says_so_is_told():
    line = "Passed on by Wire, no longer said by Wit (20 Mar 2025): Position and Happened."
    assert told(withdrawn_witness(), "Passed on") == [line]


@pytest.mark.parametrize("language", languages())
def test_every_language_tells_it(language):
    assert sum("Wire" in line and "Wit" in line for line in summary(withdrawn_witness(), language)) == 1


def test_a_party_that_gives_two_answers_is_not_said_to_contradict_itself():
    case = build.Case()
    case.says("krc", "comments", "2025-03-05", killed="3")
    case.says("krc", "comments", "2025-03-05", killed="4")
    texts = {
        str(SideBySide(compare_dossier(case.dossier()), load_words(lang), 1).table()) for lang in languages()
    }
    assert not any(
        accusation in text
        for text in texts
        for accusation in (
            "contradicts",
            "widerspricht sich",
            "se contra",
            "se contredit",
            "себе",
            "собі",
            "يناقض",
        )
    )
    assert sum("split:" in text for text in texts) == 1


def test_contrary_positions_over_time_are_told_as_such():
    case = build.Case()
    case.says("krc", "denies", "2025-03-05")
    case.says("krc", "affirms", "2025-03-06")
    assert "differs over time, not linked:" in str(
        SideBySide(compare_dossier(case.dossier()), load_words("en"), 1).table()
    )


@pytest.mark.parametrize(("language", "told"), [("en", "[1] and unsourced"), ("de", "[1] und ohne Quelle")])
def test_sources_of_which_not_all_are_cited_say_so(language, told):
    case = build.Case()
    case.document("page")
    case.says("krc", "comments", document="page", name="read")
    case.says("krc", "comments", name="heard")
    cited = SideBySide(compare_dossier(case.dossier()), load_words(language), 1)
    said = {statement.id: statement for statement in case.assertions}
    assert "".join(span.text for span in cited.cite(said.values())) == told
    assert "".join(span.text for span in cited.cite([said["read"]])) == "[1]"
