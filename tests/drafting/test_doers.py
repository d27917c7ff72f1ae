"""Who did it: nobody whom it befell, no relay of hearsay, no thing; and whose words a headline tells."""

import pytest

from claimtrack import draft_text


def drafts(language, text):
    return draft_text(text, published="2024-03-13", publisher="Agency", language=language)


def doer(draft):
    """Return who did it as a draft says, with the name it is resolved to, and "not" where denied; None for nobody."""
    value = draft.values.get("perpetrator")
    return value and (value["raw"], value.get("name", ""), "not" if value.get("not") else "")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A trawler was reported to have been attacked off Sorn on 9 February."),
        ("en", "The tanker was said to have been struck near Sorn."),
        ("en", "The pilot is believed to have been hit by a stray shell."),
        ("en", "It killed six gunmen, Ivo Marsh said."),
        ("en", "It killed six, the mayor said."),
        ("en", "Norland's claim that its marines captured Sorn is false, Easthaven's general staff said."),
        ("en", "Norland blamed the crash on a gull, and the airline blamed a broken valve."),
        ("en", "The airline blamed birds."),
        ("en", "Six marines killed in Sorn, navy says"),
        ("en", "Front commander killed in Sorn, navy says"),
        ("en", "Marine commander killed in raid, Front confirms"),
        ("en", "Six nurses abducted in Sorn – UN"),
        ("en", "Convoy ambushed, six dead: Norland navy"),
        ("fr", "L'équipage a dit avoir été attaqué près de Sorn."),
        ("es", "La tripulación dijo haber sido atacada cerca de Sorn."),
    ],
)
def test_nobody_is_told_to_have_done_it(language, text):
    assert [doer(one) for one in drafts(language, text)] == [None] * len(drafts(language, text))


@pytest.mark.parametrize(
    ("language", "text", "party"),
    [
        ("en", "The navy said it sank six boats.", ("it", "Navy", "")),
        ("en", "Our marines killed six gunmen, the navy said.", ("Our marines", "Navy", "")),
        ("en", "Its marines killed six gunmen, the navy said.", ("Its marines", "", "")),
        ("en", "The governor said its marines killed six gunmen.", ("its marines", "", "")),
        ("en", "The mayor said gunmen attacked at dawn.", ("gunmen", "", "")),
        ("en", "The marines killed and wounded dozens, the mayor said.", ("The marines", "", "")),
        ("en", "The mayor blamed a rebel column for the raid.", ("a rebel column", "", "")),
        ("en", "The mayor blamed the Front for six deaths.", ("the Front", "", "")),
        ("en", "Norland accused the rebel navy of war crimes.", ("the rebel navy", "", "")),
        ("en", "Norland accused the Column of Dawn of shelling the port.", ("the Column of Dawn", "", "")),
        ("en", "The navy's men killed six gunmen, it said.", ("The navy's men", "", "")),
        ("de", "Norland beschuldigte die Marine, den Hafen bombardiert zu haben.", ("die Marine", "", "")),
        ("es", "Norlandia acusó a la armada de bombardear el puerto.", ("la armada", "", "")),
        ("fr", "La milice a dit avoir attaqué le port.", ("La milice", "Milice", "")),
        ("ru", "Правительство обвинило флот в обстреле порта.", ("флот", "", "")),
        ("uk", "Уряд звинуватив флот в обстрілі порту.", ("флот", "", "")),
        ("ar", "اتهمت البحرية الجبهة بقصف الميناء.", ("الجبهة", "", "")),
    ],
)  # fmt: skip
def test_who_did_it_or_is_blamed(language, text, party):
    (one,) = drafts(language, text)
    assert doer(one) == party


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The navy accused the Front of lying."),
        ("es", "La armada acusó al Frente de mentir."),
        ("fr", "La marine a accusé le Front de mentir."),
        ("ru", "Флот обвинил Фронт во лжи."),
    ],
)
def test_who_is_accused_of_lying_did_nothing_else(language, text):
    (one,) = drafts(language, text)
    assert (one.stance, one.values) == ("comments", {})


def test_what_nobody_is_named_to_allege_is_no_draft_of_the_publisher():
    (denial,) = drafts("en", "Norland's junta rejected allegations that its marines massacred 40 fishermen.")
    assert (denial.claimant, denial.stance) == ("Norland's junta", "denies")


def test_a_bird_strike_is_a_cause():
    (one,) = drafts("en", "The airline blamed a bird strike.")
    assert one.values == {"cause": {"raw": "a bird strike"}}


@pytest.mark.parametrize(
    ("text", "claimants"),
    [
        ("Norland's armed forces said they took Sorn. Easthaven's armed forces denied losing the town.", ["Norland's armed forces", "Easthaven's armed forces"]),
        ("The Norland armed forces said they hit a ship. The U.S. armed forces said no ship was hit.", ["Norland armed forces", "U.S. armed forces"]),
        ("The allied forces said six marines died.", ["Allied forces"]),
        ("United Nations monitors said six marines died.", ["United Nations monitors"]),
        ("Six nurses abducted in Sorn – UN", ["UN"]),
        ("Convoy ambushed, six dead: Norland navy", ["Norland navy"]),
        ("Six dead in raid on Sorn: Front", ["Front"]),
        ("Navy sinks six boats off Sorn\nFront: raid killed six", ["Front"]),
        ("Norland navy: six boats sunk\nFront: no boats lost, six dead", ["Norland navy", "Front"]),
        ("Raid on Sorn kills six – video", ["Agency"]),
        ("Raid on Sorn\nShells hit the port on Monday, killing six.\nPhoto: shells hit the port", ["Agency", "Agency"]),
    ],
)  # fmt: skip
def test_whose_words_they_are(text, claimants):
    assert [one.claimant for one in drafts("en", text)] == claimants


def test_a_town_that_was_taken_is_nobody_who_was_captured():
    (one,) = drafts("en", "Norland said it captured Upper Sorn.")
    assert "victim" not in one.values
