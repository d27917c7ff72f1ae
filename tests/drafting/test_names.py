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


@pytest.mark.parametrize(
    ("language", "text", "claimant", "via"),
    [
        ("es", "Según fuentes militares citadas por EFE, murieron doce soldados.", "Fuentes militares", "EFE"),
        ("fr", "Selon des sources militaires citées par l'AFP, douze soldats sont morts.", "Sources militaires", "AFP"),
        ("fr", "Dix soldats sont morts, de source militaire.", "Source militaire", ""),
        ("de", "Israels Armee bestätigte den Angriff, bestritt jedoch zivile Opfer.", "Israels Armee", ""),
        ("ar", "أعلنت وزارة الداخلية في تارسيا، الثلاثاء، مقتل أربعة جنود.", "وزارة الداخلية في تارسيا", ""),
        ("ar", "قال قائد القوة البحرية العميد سامر الحلو إن زورقا أطلق النار.", "سامر الحلو", ""),
        ("ar", "ارتفعت حصيلة القتلى إلى 52 قتيلا، وفق ما أفادت وزارة الصحة في غزة.", "وزارة الصحة في غزة", ""),
        ("uk", "За словами речника Дмитра Лиховія, загинули двоє.", "Дмитро Лиховій", ""),
    ],
)  # fmt: skip
def test_who_speaks_and_who_cites_them(language, text, claimant, via):
    drafts = draft_text(text, published="2025-04-22", language=language)
    assert {(one.claimant, one.via) for one in drafts} == {(claimant, via)}


def test_nobody_independent_checked_it():
    text = "Dix soldats sont morts. Le bilan n'a pas pu être vérifié de source indépendante."
    assert [one.stance for one in draft_text(text, publisher="Agence", language="fr")] == [
        "affirms",
        "comments",
    ]


@pytest.mark.parametrize(
    ("language", "text", "claimant"),
    [
        ("en", "A spokesman for Tall Moses dismissed the claim that his men had killed nine herders.", "Tall Moses"),
        ("en", "The reservoir's operator, Oster Water, said a missile had hit the dam.", "Oster Water"),
        ("es", "El alcalde de San Telmo, Julio Prada, denunció el secuestro de cuatro ingenieros por hombres que vestían uniformes.", "Julio Prada"),
        ("ru", "Бывший надзиратель на условиях анонимности рассказал, что троих забили до смерти.", "Бывший надзиратель"),
        ("ru", "По словам жителей посёлка Мшистое, один из снарядов упал на крышу школы.", "Жители посёлка Мшистое"),
        ("de", "Die Rebellen haben nach eigenen Angaben am Dienstag einen Hubschrauber abgeschossen.", "Rebellen"),
        ("fr", "Le gouvernement parle, lui, d'un naufrage et de douze morts.", "Gouvernement"),
        ("ar", "ورجحت محامية أن يكون بعض القتلى قد نقل إلى العاصمة.", "محامية"),
    ],
)  # fmt: skip
def test_who_else_speaks(language, text, claimant):
    assert speakers(language, text) == [claimant]


@pytest.mark.parametrize(
    ("language", "text", "claimant"),
    [
        ("en", "According to the defence, the fire started in a hay barn and spread by itself.", "Defence"),
        ("en", "The Mission verified 12 of 19 reported attacks on schools.", "Mission"),
        ("ru", "Вдова рыбака Анна Крот рассказала, что её мужа застрелили.", "Анна Крот"),
        ("ru", "В погранслужбе заявили, что двое ранены.", "Погранслужба"),
        ("de", "Zu der Tat bekannte sich am Abend eine Gruppe namens „Dunkelfeld“.", "Dunkelfeld"),
    ],
)  # fmt: skip
def test_who_speaks_in_other_orders(language, text, claimant):
    assert speakers(language, text) == [claimant]


def test_a_quotation_in_french_marks_ends_with_its_sentence():
    text = "Le maire assure que l'armée a tiré : « J'ai compté quatre corps. » L'état-major évoque des « tirs de sommation » et parle de deux blessés."
    (_, first), (_, second) = [
        (one.claimant, [text[begin:end] for begin, end in one.content_spans])
        for one in draft_text(text, language="fr")
    ]
    assert "corps" in first[0]
    assert not any("corps" in part for part in second)


def test_a_sentence_that_only_tells_who_says_so_says_nothing_else():
    text = (
        "Trois drones ont été abattus, selon la police. C'est ce qu'affirme depuis dix jours le site Vigie."
    )
    assert speakers("fr", text) == ["Police"]


def test_whom_we_are_told_by_confirms_the_event():
    text = "Soldaten töteten am 3. Juli mindestens 21 Gefangene, sagte ein Zeuge. Zwei ehemalige Soldaten bestätigten uns den Vorfall."
    first, second = draft_text(text, published="2024-10-02", publisher="Blatt", language="de")
    assert (first.values["killed"]["low"], second.via) == (21, "Blatt")
    assert (second.responds[0].kind, second.responds[0].to) == ("confirms", 0)


@pytest.mark.parametrize(
    ("language", "text", "claimants"),
    [
        ("en", "Nine herders were killed, a district official said. The official, Samuel Ade, blamed the army.", ["Samuel Ade", "Samuel Ade"]),
        ("en", "According to the governor of Easthaven, Mira Tolland, two workers were wounded. The governor said a drone fell.", ["Mira Tolland", "Mira Tolland"]),
        ("en", "Mayor Ann Lee said three died. Mayor Bo Orr said four died. The mayor blamed the army.", ["Ann Lee", "Bo Orr", "Mayor"]),
        ("uk", "Міський голова Борис Тиха заявив, що одна жінка загинула. Міський голова звинуватив армію.", ["Борис Тиха", "Борис Тиха"]),
    ],
)  # fmt: skip
def test_an_office_stands_for_who_was_named_with_it(language, text, claimants):
    assert speakers(language, text) == claimants


@pytest.mark.parametrize(
    ("language", "text", "claimant"),
    [
        ("de", "Zwei Bergretter seien ums Leben gekommen, hieß es am Sonntag bei der Polizei.", "Polizei"),
        ("de", "Zwei Bergretter seien ums Leben gekommen, hieß es am Sonntag.", "Agency"),
        ("ru", "При пожаре погибли пять человек, рассказал представитель МЧС Игорь Лапин.", "МЧС"),
        ("ru", "Раненых, уточнили в больнице, девять.", "Больница"),
        ("es", '"Nadie murió en el ataque", replicó Hugo Lira.', "Hugo Lira"),
        ("en", "The army killed three farmers. The ministry had described the men as armed rebels.", "Ministry"),
    ],
)  # fmt: skip
def test_whose_words_they_are(language, text, claimant):
    assert speakers(language, text)[-1] == claimant


def test_the_arabic_organisation_is_the_one_named_with_its_name():
    text = 'قتل ستة أشخاص في انفجار، بحسب مديرية الصحة. وحملت الحكومة تنظيم "الظل" مسؤولية التفجير. ونفى التنظيم أي صلة له بالحادث.'
    assert speakers("ar", text)[-1] == 'تنظيم "الظل"'


def test_this_one_is_the_militia_with_its_name():
    text = "Les victimes portaient des uniformes de la milice Aube, selon une source. Celle-ci accuse l'armée du massacre."
    assert speakers("fr", text)[-1] == "Milice Aube"
