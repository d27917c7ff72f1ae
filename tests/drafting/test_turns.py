"""Positions that change within a text: denied and then admitted, counted again, denied by who is named beside."""

import pytest

from claimtrack import draft_text


def drafted(language, text):
    return draft_text(text, published="2025-03-12", publisher="Agency", language=language)


def told(language, text):
    return [
        (one.claimant, one.stance, *((link.kind, link.to) for link in one.responds))
        for one in drafted(language, text)
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The army at first denied that it had shelled the school but later admitted that two shells hit it."),
        ("en", "After first denying the strike, the army admitted that it had hit the school."),
        ("en", "The army, which had denied any strike, conceded that one of its jets had hit the school."),
        ("es", "El ejército negó el ataque antes de reconocer que dos proyectiles alcanzaron la escuela."),
        ("de", "Das Ministerium bestritt den Verlust zunächst, räumte am Montag jedoch ein, dass die Maschine abgestürzt sei."),
    ],
)  # fmt: skip
def test_what_was_denied_is_conceded(language, text):
    denial, admission = told(language, text)
    assert (denial[1], admission[1:]) == ("denies", ("affirms", ("concedes", 0)))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les autorités ont reconnu la mort de cinq détenus, après avoir nié toute mutinerie."),
        ("en", "The ministry confirmed that two guards were killed, a day after denying any attack."),
    ],
)
def test_what_had_been_denied_before_is_conceded(language, text):
    admission, denial = told(language, text)
    assert (admission[1:], denial[1]) == (("affirms", ("concedes", 1)), "denies")


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said five died. It had earlier put the toll at three.",
        "The mayor said five people were killed, after reporting that three people were killed.",
    ],
)
def test_a_later_count_replaces_one_that_is_told_after_it(text):
    assert told("en", text)[0][2] == ("supersedes", 1)


@pytest.mark.parametrize(
    "text",
    [
        "Two days after reporting 31 deaths at the Orlo pit, the ministry revised the toll downwards to 28.",
        "The ministry initially reported three deaths. It put the number of dead at seven.",
        "On Monday the mayor said seven people died. On Wednesday the mayor said nine people died.",
    ],
)
def test_a_count_is_replaced(text):
    first, second = drafted("en", text)
    assert first.values["killed"]["low"] != second.values["killed"]["low"]
    assert [(link.kind, link.to, link.on) for link in second.responds] == [("supersedes", 0, ("killed",))]


@pytest.mark.parametrize(
    "text",
    [
        "The group said it had killed nine soldiers, which the army denied.",
        "The group said it had killed nine soldiers, a claim the army rejected.",
    ],
)
def test_who_denies_in_a_clause_of_its_own_is_not_made_to_say_it(text):
    claim, denial = drafted("en", text)
    assert (claim.claimant, denial.claimant, denial.stance) == ("Group", "Army", "denies")
    assert text[slice(*claim.content_spans[0])] == "it had killed nine soldiers"
    assert [(link.kind, link.to) for link in denial.responds] == [("denies", 0)]


def test_a_denial_answers_the_claim_that_the_text_tells_after_it():
    text = "The Delta Front denied any part in the raid. The governor had accused the Front of killing six drivers."
    assert told("en", text)[0][2] == ("denies", 1)


def test_no_part_in_it_answers_nobody_who_accuses_nobody():
    text = "Six people died in the blast, the mayor said. The Delta Front denied any involvement."
    denial = drafted("en", text)[1]
    assert [link.to_dict() for link in denial.responds] == [
        {"to": "e0", "kind": "denies", "on": ["perpetrator"]}
    ]


def test_who_has_another_side_concedes_nothing():
    text = "The prosecutor said the prisoner hanged himself and died. His lawyer rejected that version. The governor of the prison acknowledged that guards had beaten him."
    assert all(link.kind != "concedes" for one in drafted("en", text) for link in one.responds)


def test_by_mistake_takes_nothing_back():
    text = "The government denies that its jets hit a market. It said the strike hit a wedding by mistake."
    assert all(link.kind != "retracts" for one in drafted("en", text) for link in one.responds)


def test_only_so_many_disputes_another_count():
    text = "The group said it had killed nine soldiers. The army said only two soldiers were killed."
    answer = drafted("en", text)[1]
    assert [(link.kind, link.on) for link in answer.responds] == [("disputes", ("killed",))]
    assert answer.values["killed"]["low"] == 2


def test_another_count_alone_disputes_nothing():
    text = "The group said it had killed nine soldiers. Residents said two soldiers were killed."
    assert told("en", text)[1] == ("Residents", "affirms")


@pytest.mark.parametrize(
    ("language", "text", "first"),
    [
        ("de", "Die Miliz meldete den Abschuss einer Drohne. Das Ministerium wies die Darstellung zurück: Es sei keine Drohne verloren gegangen.", "die Darstellung"),
        ("ru", "Повстанцы заявили, что сбили вертолёт. Командование опровергло потерю вертолёта: машина села из-за поломки.", "потерю вертолёта"),
        ("en", "The group said it had sunk a boat. The navy rejected the report: no boat was lost.", "the report"),
    ],
)  # fmt: skip
def test_what_is_denied_stands_before_its_colon(language, text, first):
    denial = drafted(language, text)[1]
    assert text[slice(*denial.content_spans[0])] == first
    assert [(link.kind, link.to) for link in denial.responds] == [("denies", 0)]


def test_a_post_names_who_speaks_before_its_colon():
    text = "⚡️ The General Staff: the reports of the capture of Lozne are not true."
    assert told("en", text) == [("General Staff", "denies", ("denies", "e0"))]


def test_a_figure_of_first_and_the_one_after_it_are_two_claims():
    text = "Поліція Ставка спочатку говорила про чотирьох загиблих, але в неділю уточнила: загинуло п'ятеро."
    first, then = draft_text(text, published="2024-12-15", language="uk")
    assert [one.values["killed"]["low"] for one in (first, then)] == [4, 5]
    assert (first.said, then.said, then.responds[0].kind) == ("", "2024-12-15", "supersedes")


def test_the_day_after_a_new_figure_is_that_of_saying_it():
    text = (
        "Police raised the toll from Friday's ferry sinking to 37 on Sunday; they had earlier put it at 29."
    )
    then, first = draft_text(text, published="2025-08-03", language="en")
    assert (then.said, then.values["occurred"]["edtf"], then.values["killed"]["low"]) == (
        "2025-08-03",
        "2025-08-01",
        37,
    )
    assert (first.values["killed"]["low"], then.responds[0].kind, then.responds[0].to) == (
        29,
        "supersedes",
        1,
    )


def test_an_admiral_concedes_for_his_navy():
    text = "The navy denied that its boat had fired on the ferry. On Friday, Admiral Jonas Peel admitted that a navy patrol boat had fired first."
    assert draft_text(text, published="2025-08-03", language="en")[1].responds[0].kind == "concedes"


def test_what_is_theirs_did_nothing():
    text = 'Ten died in an air strike, residents said. General Sarge said that his aircraft "did not fly that day".'
    assert draft_text(text, language="en")[1].stance == "denies"


@pytest.mark.parametrize(
    "text",
    ["The army said it struck nothing in Talnar.", "The army said that its jets attacked nobody."],
)
def test_who_hit_nothing_denies(text):
    (draft,) = draft_text(text, language="en")
    assert draft.stance == "denies"
    assert "target" not in draft.values


def test_our_forces_are_those_of_whom_a_spokesman_speaks_for():
    text = (
        "Norland's Ministry of Defence denied that any aircraft had flown. "
        '"Our forces struck nothing in Talnar," spokesman Colonel Idris Faran told reporters.'
    )
    claimants = [draft.claimant for draft in draft_text(text, language="en")]
    assert claimants == ["Norland's Ministry of Defence"] * 2


@pytest.mark.parametrize(
    ("language", "text", "link"),
    [
        ("en", "The Pentagon rejected reports of deaths, before confirming hours later that three had died.", (1, "concedes", 0)),
        ("de", "Die Armee räumte am Freitag ein, bei dem Angriff Zivilisten getötet zu haben. Am Montag hatte sie noch von einem Angriff auf ein Lager gesprochen.", (0, "concedes", 1)),
        ("ru", "Министр обороны Олег Ставров признал, что колонну обстреляла его артиллерия. Ранее министр обороны обвинял в обстреле повстанцев.", (0, "concedes", 1)),
        ("fr", "Le général Sy a reconnu la mort de huit soldats, avant de revoir le bilan à onze.", (1, "supersedes", 0)),
        ("es", "El ejército reconoció la muerte de ocho soldados, antes de elevar la cifra a once.", (1, "supersedes", 0)),
        ("en", "Two guards were shot dead, the ministry said. The army denied that its troops had opened fire.", (1, "denies", 0)),
        ("ar", "أعلنت الوزارة مقتل أربعة من عناصر الشرطة. وتبنى تنظيم الراية الهجوم. ونفى متحدث باسم الجيش وقوع أي خسائر في صفوف قواته.", (2, "denies", 0)),
    ],
)  # fmt: skip
def test_what_answers_what(language, text, link):
    drafts = draft_text(text, published="2025-03-12", language=language)
    assert link in [(at, one.kind, one.to) for at, draft in enumerate(drafts) for one in draft.responds]


def test_not_this_but_that_denies_nothing():
    text = "Двое ранены при взрыве. Это не теракт, а месть, считает адвокат Лев Орехов."
    assert [one.stance for one in draft_text(text, publisher="Агентство", language="ru")] == [
        "affirms",
        "affirms",
    ]


def test_a_check_that_begins_with_its_answer_denies():
    (draft, *_) = draft_text(
        "Non, l'armée n'a pas bombardé l'école de Lim le 2 octobre.", publisher="Vérif", language="fr"
    )
    assert (draft.stance, draft.responds[0].to) == ("denies", "e0")


def test_what_another_claims_beside_it_is_told_by_nobody_else():
    text = "The ministry said no more than 40 people died, not 400, as the opposition claims."
    (draft,) = draft_text(text, language="en")
    assert (draft.claimant, draft.via, draft.values["killed"]["high"]) == ("Ministry", "", 40)


def test_the_other_side_of_a_school_is_no_claim_that_it_was_bombed():
    text = "El ejército negó haber bombardeado la escuela. El portavoz de la junta afirmó que los rebeldes usaban la escuela como base."
    assert draft_text(text, language="es")[0].responds[0].to == "e0"


def test_nothing_is_said_by_not_ruling_it_out():
    text = "Bei der Explosion starben zwei Arbeiter, sagte die Polizei. Die Firma schloss am Dienstag Sabotage nicht mehr aus."
    assert len(draft_text(text, published="2025-10-07", language="de")) == 1


def test_what_was_given_at_first_is_replaced_by_what_stands_before_it():
    text = "Norland's coastguard said it had recovered six bodies. The coastguard first gave the number of dead as four."
    assert draft_text(text, language="en")[0].responds[0].to_dict() == {
        "to": 1,
        "kind": "supersedes",
        "on": ["killed"],
    }


def test_a_smaller_number_confirms_no_larger_one():
    text = "The union says two men died. The fire brigade confirmed one death."
    assert draft_text(text, language="en")[1].responds == []


def test_it_does_not_do_so_answers_who_accuses_it():
    text = 'The mission blames government forces for the attacks on schools. The government said it "does not target schools".'
    assert [one.stance for one in draft_text(text, language="en")] == ["affirms", "denies"]


def test_a_statement_that_denies_for_its_publisher():
    text = (
        "Our forces did not take part in the operation. Reports that our aircraft struck a wedding are false."
    )
    assert [one.stance for one in draft_text(text, publisher="Ministry", language="en")] == [
        "denies",
        "denies",
    ]
