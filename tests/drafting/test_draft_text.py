"""Drafts of short passages: claimant, stance, hedge, dates, values, links; and what is not drafted."""

import pytest

from claimtrack import Casefile, draft_text


def drafts(text, **how):
    how.setdefault("published", "2016-07-20")
    how.setdefault("publisher", "The outlet")
    how.setdefault("language", "en")
    return draft_text(text, **how)


def said(text, draft):
    return [text[start:end] for start, end in draft.content_spans]


def test_a_claim_with_its_figures_date_and_day_of_saying():
    text = "Amaq claimed on Tuesday that at least three soldiers had been killed near Palmyra on 8 July."
    (one,) = drafts(text)
    assert (one.claimant, one.stance, one.hedge, one.said) == ("Amaq", "affirms", "", "2016-07-19")
    assert said(text, one) == ["at least three soldiers had been killed near Palmyra on 8 July"]
    assert one.values["killed"] == {"raw": "at least three soldiers", "low": 3, "high": None}
    assert one.values["occurred"] == {"raw": "on 8 July", "edtf": "2016-07-08"}
    assert one.values["place"]["raw"] == "near Palmyra"


def test_a_denial_answers_the_claim_it_names():
    text = "Amaq claimed that three soldiers were killed. [Update: A spokesman for the ministry denied Amaq's claim.]"
    claim, denial = drafts(text)
    assert (denial.claimant, denial.stance) == ("Ministry", "denies")
    assert said(text, denial) == ["Amaq's claim"]
    assert [one.to_dict() for one in denial.responds] == [{"to": 0, "kind": "denies", "on": []}]
    assert denial.values == {}
    assert claim.responds == []


def test_a_denial_then_an_admission():
    first, second = drafts(
        "The army denied that a helicopter had been shot down. Later the army admitted that two pilots had died."
    )
    assert (first.stance, first.responds[0].kind) == ("denies", "denies")
    assert (second.stance, second.responds[0].kind, second.responds[0].to) == ("affirms", "concedes", 0)


def test_a_second_version_disputes_the_fields_that_differ():
    first, second = drafts(
        "The mayor said a drone hit the market. The army, however, said it was a missile, not a drone."
    )
    assert second.responds[0].to_dict() == {"to": 0, "kind": "disputes", "on": ["weapon"]}
    assert second.values["weapon"] == [{"raw": "missile"}, {"raw": "drone", "not": True}]
    assert first.values["weapon"] == {"raw": "drone"}


def test_a_corrected_toll_replaces_the_first():
    first, second = drafts(
        "The governor said three people were killed. He later clarified that five people had died."
    )
    assert second.claimant == first.claimant
    assert second.responds[0].to_dict() == {"to": 0, "kind": "supersedes", "on": ["killed"]}


def test_second_hand_is_of_who_said_it_through_who_tells():
    text = "The police said that Governor Ann Lee had admitted that shots were fired."
    (one,) = drafts(text)
    assert (one.claimant, one.via) == ("Ann Lee", "Police")


def test_a_spokesperson_speaks_for_the_body():
    (one,) = drafts("A spokesman for the army, Col. Jan Berg, said two soldiers were wounded.")
    assert (one.claimant, one.spokesperson) == ("Army", "Col. Jan Berg")


def test_short_names_and_pronouns_stand_for_the_fullest_form():
    first, second, third = drafts(
        "The Ministry of Defence of Norland said two men were killed. The ministry said a third was wounded."
        " Mayor Ann Lee said a bomb exploded."
    )
    assert first.claimant == second.claimant == "Ministry of Defence of Norland"
    assert third.claimant == "Ann Lee"


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("Rebels reportedly shelled the market.", "reported"),
        ("Rebels allegedly shelled the market.", "alleged"),
        ("The mayor said rebels probably shelled the market.", "likely"),
        ("Officials said it was increasingly likely that a bomb exploded.", "increasingly likely"),
        ("A video purportedly shows the shelling of the market.", "purported"),
        ("Who shelled the market remains unclear.", "unclear"),
        ("The mayor insisted that rebels shelled the market.", ""),
    ],
)
def test_hedges_are_of_the_softening_words(text, hedge):
    assert [one.hedge for one in drafts(text)] == [hedge]


@pytest.mark.parametrize(
    "text",
    [
        "Was the market shelled again? Nobody has asked.",
        "The museum opens on Monday. Its curator said the rooms would be quiet.",
        "The market, which sells fish, is the oldest of the town. Prices may rise.",
        "Residents should stay at home.",
    ],
)
def test_questions_background_and_advice_are_not_drafted(text):
    assert drafts(text) == []


def test_what_the_publisher_states_is_its_own():
    (one,) = drafts("A mortar shell hit the market on Monday. The market sells fish.")
    assert (one.claimant, one.claimant_span, one.cue_span) == ("The outlet", None, None)
    assert one.values["occurred"]["edtf"] == "2016-07-18"


def test_ages_and_days_are_no_tolls():
    (one,) = drafts("Jan Berg, 22, was killed in Cell Block 4 on March 3.")
    assert "killed" not in one.values


def test_a_headline_is_drafted_where_there_is_no_body():
    (one,) = drafts("Kadyrov: The group is no threat")
    assert (one.claimant, said("Kadyrov: The group is no threat", one)) == (
        "Kadyrov",
        ["The group is no threat"],
    )


def test_aliases_of_the_case_file_name_the_claimant(tmp_path):
    with Casefile.open(tmp_path / "case.db", create=True) as case:
        case.add_claimant("Islamic State", kind="armed group", aliases=["ISIL"])
        (one,) = drafts("ISIL said its men shot down a helicopter.", case=case)
    assert one.claimant == "Islamic State"


def test_the_language_is_told_from_the_words():
    assert draft_text("Le ministère affirme que deux hommes ont été tués.")[0].claimant == "Ministère"
    assert draft_text("قال الجيش إن شخصين قتلا في غارة.")[0].claimant == "الجيش"


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("A shell hit the market on Monday. The army denied firing.", [("", "2016-07-18")]),
        ("MARKET HIT\n\nA shell hit the market on Monday.", [("MARKET HIT", "2016-07-18")]),
        ("The army denied that it shelled the market on 8 July.", [("", "2016-07-08")]),
        ("Amaq said on Tuesday that two men were killed.", [("", "")]),
        ("A bomb killed two men in July. The bomb exploded on 8 July, police said.", [("", "2016-07-08")]),
        (
            "A shell killed two men on 8 July. On 12 July a mine killed a third man, police said.",
            [("", "2016-07-08"), ("", "2016-07-12")],
        ),
        ("The museum opens on Monday.", []),
    ],
)
def test_the_happenings_and_their_dates(text, events):
    assert [(one.title, one.occurred) for one in drafts(text).events] == events


def test_a_draft_says_which_happening_it_is_about():
    found = drafts(
        "A shell killed two men on 8 July. On 12 July a mine killed a third man, police said."
        " The governor said he was a soldier and had been killed at once."
    )
    assert [one.event for one in found] == [0, 1, 1]
    assert found.to_dict()["events"][1] == {"title": "", "occurred": "2016-07-12"}
