"""Whose words they are where another noun stands nearer: victims, who was told, whom somebody accuses."""

import pytest

from claimtrack import draft_text


def drafts(language, text):
    return draft_text(text, published="2024-03-13", publisher="Agency", language=language)


@pytest.mark.parametrize(
    ("language", "text", "claimants"),
    [
        ("en", "Norland Nurses said 21 patients were killed in Sorn, blaming the navy.", ["Norland Nurses"]),
        ("en", "The Front said 21 had died, revising an earlier figure of 17.", ["Front"]),
        ("en", "Norland said it had been told by the Front that six hostages were killed.", ["Front"]),
        ("en", "Were Front gunmen behind the raid? The Front's spokesman, Ivo Marsh, asked why they would attack it.", ["Front"]),
        ("en", "The navy had no role in the raid, a spokesman said, blaming rebels for six deaths.", ["Navy"]),
        ("es", "Según fuentes militares citadas por Delta, murieron doce soldados.", ["Fuentes militares"]),
        ("es", "Según fuentes, murieron doce soldados.", ["Agency"]),
        ("fr", "Selon des sources militaires citées par Delta, douze soldats sont morts.", ["Sources militaires"]),
        ("ar", "نفى المتحدث باسم الجبهة وجود أسلحة في المدرسة.", ["الجبهة"]),
        ("ar", "اتهم الجيش السوداني قوات الدعم السريع بقصف السوق.", ["الجيش السوداني"]),
        ("ar", "نقلت وكالة دلتا عن مصدر أمني محلي قوله إن الغارة قتلت قائدا.", ["مصدر أمني محلي"]),
    ],
)  # fmt: skip
def test_who_speaks(language, text, claimants):
    assert list(dict.fromkeys(one.claimant for one in drafts(language, text))) == claimants


def test_who_was_told_relays():
    (one,) = drafts("en", "Norland said it had been told by the Front that six hostages were killed.")
    assert (one.via, one.values["killed"]["low"]) == ("Norland", 6)


def test_the_object_of_a_denial_is_no_name_of_a_spokesman():
    (one,) = drafts("ar", "نفى المتحدث باسم الجبهة وجود أسلحة في المدرسة.")
    assert (one.stance, one.spokesperson) == ("denies", "")


def test_who_reports_somebody_else_speaks_through_a_participle():
    drafted = drafts("en", "The mayor said the governor had resigned, accusing the navy of shelling Sorn.")
    assert "Governor" in [one.claimant for one in drafted]
