"""Names as an analyst enters them: people without their office, in the nominative, bodies whole."""

import pytest

from claimtrack import draft_text


def speakers(language, text):
    return [
        one.claimant
        for one in draft_text(text, published="2025-03-12", publisher="Agency", language=language)
    ]


@pytest.mark.parametrize(
    ("language", "text", "claimant"),
    [
        ("ru", "Мэр Каменки Илья Сташко заявил, что двое ранены.", "Илья Сташко"),
        ("ru", "Министр обороны Норландии Олег Ставров 19 августа признал, что колонну обстреляла его артиллерия.", "Олег Ставров"),
        ("ru", "По словам мэра Каменки Ильи Сташко, двое ранены.", "Илья Сташко"),
        ("ru", "По словам адвоката Анны Лосевой, погибли двое.", "Анна Лосева"),
        ("ru", "Губернатор Иван Петрович Лось сообщил о двух погибших.", "Иван Петрович Лось"),
        ("ru", "По словам двух жителей, погибли двое.", "Двое жителей"),
        ("ru", "По словам источника в больнице, погибли двое.", "Источник в больнице"),
        ("ru", "По данным правозащитной группы «Мост», жертв не менее сорока.", "Мост"),
        ("ru", "По уточнённым данным госпиталя, погибли 16 человек.", "Госпиталь"),
        ("ru", "Ответственность за взрыв взяла на себя группировка «Коготь».", "Коготь"),
        ("ru", "Это был не теракт, а месть, считает адвокат Лев Орехов.", "Лев Орехов"),
        ("uk", "За словами начальника громади Ореста Лиса, ракета влучила в гуртожиток.", "Орест Лис"),
        ("uk", "За словами міського голови Андрія Бойка, загинули двоє.", "Андрій Бойко"),
        ("uk", "За словами лікарки Олени Сомової, загинули двоє.", "Олена Сомова"),
        ("uk", "Як повідомили в ДСНС, унаслідок удару загинули троє людей.", "ДСНС"),
        ("en", "Three residents interviewed separately said they saw two jets bomb the school.", "Three residents interviewed"),
        ("en", "The defence ministry of neighbouring Orsk said two guards were killed.", "Defence ministry of Orsk"),
        ("en", "The insurgents, who call themselves Sons of the Lake, said one man died.", "Sons of the Lake"),
        ("en", "Two men were killed, said Admiral Jonas Peel.", "Jonas Peel"),
        ("de", "Zwei Menschen starben, sagte Geschäftsführerin Ilse Brand.", "Ilse Brand"),
    ],
)  # fmt: skip
def test_who_speaks(language, text, claimant):
    assert speakers(language, text) == [claimant]


def test_the_whole_of_a_body_stands_before_its_commander():
    (draft,) = draft_text(
        "The air force commander, General Tolin Sarge, said two jets were lost.", language="en"
    )
    assert (draft.claimant, draft.part_of) == ("Tolin Sarge", "Air force")


def test_whom_somebody_blames_may_stand_before_it():
    text = "The town was shelled on Monday. Gunmen of the Red Valley band, whom the governor blames, said nothing."
    assert draft_text(text, language="en")[1].values["perpetrator"]["raw"] == "Gunmen of the Red Valley band"


def test_a_name_may_end_with_an_adverb():
    text = "Claim: a photograph shows a tank that was destroyed in Hesk. Our check: the picture is from 2014. It was posted by the channel Frontline Now."
    claim, check = draft_text(text, publisher="Agency", language="en")
    assert (claim.claimant, claim.hedge) == ("Frontline Now", "alleged")
    assert (check.claimant, check.stance, check.responds[0].to) == ("Agency", "denies", 0)
