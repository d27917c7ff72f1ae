"""Who speaks, where a sentence of its own, a channel, a pronoun or another clause tells."""

import pytest

from claimtrack import draft_text


def said(language, text):
    drafts = draft_text(text, published="2025-03-12", publisher="Agency", language=language)
    return [(one.claimant, [text[begin:end] for begin, end in one.content_spans]) for one in drafts]


@pytest.mark.parametrize(
    ("language", "text", "claimant"),
    [
        ("en", "Three soldiers died in an ambush. This was reported by the ministry of defence.", "Ministry of defence"),
        ("ru", "При обстреле погибли трое. Об этом сообщил губернатор Семён Ярый.", "Семён Ярый"),
        ("uk", "Унаслідок обстрілу загинуло троє людей. Про це повідомила обласна прокуратура.", "Обласна прокуратура"),
        ("de", "Bei einem Angriff starben drei Menschen. Das teilte das Innenministerium mit.", "Innenministerium"),
        ("fr", "Trois soldats ont été tués. C'est ce qu'a annoncé l'état-major.", "État-major"),
        ("es", "Tres soldados murieron en una emboscada. Así lo informó el Ministerio de Defensa.", "Ministerio de Defensa"),
    ],
)  # fmt: skip
def test_a_sentence_that_only_tells_who_said_the_one_before(language, text, claimant):
    ((who, (content,)),) = said(language, text)
    assert who == claimant
    assert text.startswith(content)


@pytest.mark.parametrize(
    ("language", "text", "claimant", "via"),
    [
        ("en", "The Army of the North said through its media arm, Sabah News, that it had killed 14 soldiers.", "Army of the North", "Sabah News"),
        ("ar", "أعلن تنظيم «الراية» عبر ذراعه الإعلامية «صدى» أنه قتل تسعة جنود.", "تنظيم «الراية»", "صدى"),
        ("es", "El Frente Sur se atribuyó el lunes, a través de su órgano Voz del Sur, el ataque a un tren.", "Frente Sur", "Voz del Sur"),
        ("es", "Dos soldados murieron, dijo a esta agencia un socorrista.", "Socorrista", "Agency"),
        ("ar", "قال شهود لمرصد الحدود إن طائرات قصفت مدرسة.", "شهود", "مرصد الحدود"),
    ],
)  # fmt: skip
def test_through_whom(language, text, claimant, via):
    (draft,) = draft_text(text, publisher="Agency", language=language)
    assert (draft.claimant, draft.via) == (claimant, via)


def test_through_whom_a_source_is_quoted_is_no_part_of_its_name():
    (draft,) = draft_text(
        "Le bateau a été percuté par un patrouilleur, selon deux rescapés cités par l'association Cap Secours.",
        language="fr",
    )
    assert draft.claimant == "Deux rescapés"


@pytest.mark.parametrize(
    ("language", "text", "claimants"),
    [
        ("en", "The widow says he was shot by the Guard, which denies it.", ["Widow", "Guard"]),
        ("en", "The ministry said two men died. The Dawn Brigade killed them, it said. The group later said nine had died.", ["Ministry", "Ministry", "Dawn Brigade"]),
        ("de", "Ein Armeesprecher sagte, 30 Rebellen seien getötet worden.", ["Armee"]),
        ("ru", "По словам активистов, погибли трое.", ["Активисты"]),
        ("ru", "По версии местных властей, ракета попала в элеватор; погибли три сторожа.", ["Местные власти"]),
        ("fr", "Le général Sissé a parlé. « Nos avions ont frappé une colonne », avait-il assuré mercredi.", ["Sissé"]),
        ("ar", "قال شهود إن القصف أصاب المطار. وأكدت القيادة أن القوات باقية، ووصفت الخبر بأنه شائعة.", ["شهود", "القيادة"]),
    ],
)  # fmt: skip
def test_claimants(language, text, claimants):
    assert list(dict.fromkeys(who for who, _ in said(language, text))) == list(dict.fromkeys(claimants))


def test_a_day_may_open_what_is_said():
    text = (
        "On 2 November soldiers of the 4th Brigade set fire to homes in Upper Marsh, Border Watch said today."
    )
    ((who, (content,)),) = said("en", text)
    assert (who, content[:6], content[-5:]) == ("Border Watch", "On 2 N", "Marsh")


def test_what_stands_on_the_other_side_of_a_semicolon_is_the_publishers():
    text = "A bomb destroyed the registry on Friday; investigators say they do not yet know who planted it."
    assert [who for who, _ in said("en", text)] == ["Agency", "Investigators"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Un homme a été tué. Le préfet a demandé l'ouverture d'une enquête."),
        ("ru", "При обстреле погиб человек. Снимки опубликовал канал «Рупор»."),
        ("en", "A man was shot. Terek Pass links the two provinces."),
    ],
)
def test_no_draft_of_a_request_a_publication_or_a_link_of_places(language, text):
    assert len(said(language, text)) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Shells hit the quay. One man, Abel Ruiz, 41, is missing and believed drowned."),
        ("de", "Schüsse trafen das Boot. Elf Menschen werden vermisst."),
        ("de", "Ein Brand. Bei der Explosion sind am Mittwoch neun Menschen ums Leben gekommen."),
    ],
)
def test_people_who_are_missing_are_told_of_in_the_present(language, text):
    assert said(language, text)[-1][0] == "Agency"


@pytest.mark.parametrize(
    ("language", "text", "claimants"),
    [
        ("en", "Claims that a depot exploded are false. The post was spread by Desert Eye.", ["Desert Eye", "Agency"]),
        ("de", "Die Behauptung, in Rieth seien zwölf Menschen erschossen worden, ist falsch. Verbreitet hatte sie der Politiker Jan Tesch.", ["Jan Tesch", "Agency"]),
        ("ru", "Неправда, что под Озёрском взорвали дорогу. О подрыве написал телеграм-канал «Сводка».", ["Сводка", "Agency"]),
        ("ar", "هل صحيح أن الجيش قصف المطار؟ نشر حساب «المراسل» الخبر مساء الاثنين.", ["المراسل"]),
    ],
)  # fmt: skip
def test_what_a_check_takes_up_is_of_who_spread_it(language, text, claimants):
    assert [who for who, _ in said(language, text)] == claimants


def test_who_spread_a_claim_takes_it_back():
    drafts = draft_text(
        "Es falso que el ejército haya usado gas en Valdeluz. La acusación la lanzó el gobernador Tomás Iriarte; horas más tarde borró el mensaje.",
        language="es",
    )
    assert [(one.claimant, one.stance) for one in drafts][::2] == [
        ("Tomás Iriarte", "affirms"),
        ("Tomás Iriarte", "denies"),
    ]
    assert (drafts[2].responds[0].kind, drafts[2].responds[0].to) == ("retracts", 0)


@pytest.mark.parametrize(
    ("language", "text", "claimant", "content"),
    [
        ("de", "Bei dem Angriff sind nach Behördenangaben drei Zöllner getötet worden.", "Behörden", "Bei dem Angriff sind"),
        ("de", "Bei dem Angriff starben laut Polizeiangaben drei Zöllner.", "Polizei", "Bei dem Angriff starben"),
        ("fr", "D'après les témoignages recueillis par l'Observatoire, des hommes ont enlevé un militant.", "Témoignages", "des hommes ont enlevé un militant"),
        ("ar", "وتبنى تنظيم «السيف» الهجوم على السوق.", "تنظيم «السيف»", "الهجوم على السوق"),
        ("es", "El gobernador Pedro Ruiz elevó a 31 el número de muertos.", "Pedro Ruiz", "a 31 el número de muertos"),
        ("uk", "Військові відкинули звинувачення в тому, що замінували берег.", "Військові", "звинувачення в тому, що замінували берег"),
    ],
)  # fmt: skip
def test_claimant_and_what_is_said(language, text, claimant, content):
    who, contents = said(language, text)[0]
    assert (who, contents[0]) == (claimant, content)


def test_an_arabic_participle_goes_on_with_the_same_speaker():
    ((who, contents),) = said(
        "ar", "نفى الناطق باسم الحكومة مقتل أي معتقل تحت التعذيب، مؤكدا أن الوفيات طبيعية."
    )
    assert (who, contents) == ("الحكومة", ["مقتل أي معتقل تحت التعذيب", "الوفيات طبيعية"])


def test_this_one_is_the_body_named_before():
    text = "Según la guerrilla, un avión del Ejército atacó el mercado; este atribuye la explosión a un depósito de dinamita."
    assert [who for who, _ in said("es", text)] == ["Guerrilla", "Ejército"]


def test_who_identifies_himself_asserts_nothing_with_it():
    text = "The governor blamed the Lake Faction, but a man who identified himself as its spokesman told Delta Wire that nobody was hurt."
    assert [contents for _, contents in said("en", text)] == [["the Lake Faction"], ["nobody was hurt"]]


def test_who_calls_himself_something_does():
    assert said("en", "The commander called himself a moderate after the attack.")[0][0] == "Commander"


def test_who_speaks_for_a_body_may_stand_before_it():
    text = '"We did not hit the school," Lt. Col. Mara Finn, an army spokeswoman, told reporters.'
    (draft,) = draft_text(text, language="en")
    assert (draft.claimant, draft.spokesperson, draft.stance) == ("Army", "Lt. Col. Mara Finn", "denies")


TWO_MINISTRIES = (
    "The Ministry of Defence of Norland denied striking the camp."
    " The Ministry of Health of Southland said 17 people were killed."
)


def claimants(text, language="en"):
    return [one.claimant for one in draft_text(text, published="2024-03-13", language=language)]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            f"{TWO_MINISTRIES} The ministry later said 23 people were killed.",
            "Ministry of Health of Southland",
        ),
        (f"{TWO_MINISTRIES} The defence ministry called that a lie.", "Ministry of Defence of Norland"),
        (
            (
                "Norland's army said a shell killed nine men. Southland's army denied firing."
                " The army said later that a mine had killed them."
            ),
            "Southland's army",
        ),
        (
            (
                "The Norland defence ministry denied striking the camp."
                " A shell fell near the Southland interior ministry. The ministry said nine men were killed."
            ),
            "Ministry",
        ),
        (
            (
                "The Ministry of Defence of Norland met the Ministry of Health of Southland."
                " The ministry said 23 people were killed."
            ),
            "Ministry",
        ),
    ],
)
def test_a_short_name_is_of_the_body_named_last_that_it_fits(text, last):
    assert claimants(text)[-1] == last


def test_the_second_of_two_ministries_replaces_nothing_of_the_first():
    found = draft_text(f"{TWO_MINISTRIES} The ministry later said 23 people were killed.")
    assert [(link.to, link.kind) for link in found[2].responds] == [(1, "supersedes")]


@pytest.mark.parametrize(
    ("language", "text", "claimant", "said"),
    [
        ("en", "On 1 April Norland's defence ministry admitted that its jets struck the camp.", "Norland's defence ministry", "2024-04-01"),
        ("en", "In April Norland's army said 12 people were killed.", "Norland's army", "2024-04"),
        ("en", "Late on Monday the navy said 12 people were killed.", "Navy", "2024-03-11"),
        ("en", "Yesterday Norland's army said 12 people were killed.", "Norland's army", "2024-03-12"),
        ("ru", "1 апреля министерство обороны признало, что его самолёты ударили по лагерю.", "Министерство обороны", "2024-04-01"),
        ("uk", "1 квітня міністерство оборони визнало, що його літаки вдарили по табору.", "Міністерство оборони", "2024-04-01"),
        ("es", "El 1 de abril, el Ministerio de Defensa admitió que sus aviones atacaron el puerto.", "Ministerio de Defensa", "2024-04-01"),
    ],
)  # fmt: skip
def test_a_date_before_a_claimant_is_the_day_of_saying(language, text, claimant, said):
    (one,) = draft_text(text, published="2024-03-13", language=language)
    assert (one.claimant, one.said) == (claimant, said)


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Depot\n\nThe Darvaza Monitor said 12 people were killed.", "Darvaza Monitor"),
        ("Kabul\n\nPolice said 12 people were killed.", "Police"),
        ("The Port\nNorth Coast Guard said 12 people were killed.", "North Coast Guard"),
    ],
)
def test_a_title_is_no_part_of_the_name_below_it(text, claimant):
    assert claimants(text) == [claimant]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("أفادت رويترز نقلا عن مسؤول أمني بأن أربعة صواريخ سقطت قرب المطار.", "مسؤول أمني"),
        ("ارتفعت حصيلة القتلى إلى 17 شخصا، حسب ما أفاد به مصدر طبي.", "مصدر طبي"),
    ],
)
def test_an_arabic_source_ends_where_what_it_says_begins(text, claimant):
    (one,) = draft_text(text, published="2024-03-13", publisher="Agency", language="ar")
    assert one.claimant == claimant


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Bislang hat sich niemand zu dem Anschlag bekannt."),
        ("fr", "Le groupe a revendiqué l'attaque dans un communiqué diffusé par Az-Zallaqa."),
    ],
)
def test_what_names_nobody_is_no_claimant(language, text):
    found = draft_text(text, published="2024-03-13", publisher="Agency", language=language)
    assert {one.claimant for one in found} <= {"Groupe"}


def test_who_contests_a_claim_does_not_carry_it():
    text = "Die Front teilte mit, sie habe das Schiff getroffen, was die Reederei bestritt."
    one = draft_text(text, published="2024-03-13", publisher="Agency", language="de")[0]
    assert (one.claimant, one.via) == ("Front", "")


def test_a_german_source_without_an_article_ends_before_the_next_one():
    text = "Die Miliz soll laut Armee ein Krankenhaus beschossen haben."
    (one,) = draft_text(text, published="2024-03-13", publisher="Agency", language="de")
    assert (one.claimant, one.values) == ("Armee", {"target": {"raw": "ein Krankenhaus"}})


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("Rebels shelled the town, mayor Oleg Snow said. According to him, a woman died.", "Oleg Snow"),
        ("Rebels shelled the town, residents said. According to them, a woman died.", "Residents"),
    ],
)
def test_according_to_him_is_who_spoke_before(text, claimant):
    said = draft_text(text, published="2024-03-13", publisher="Agency", language="en")
    assert [one.claimant for one in said] == [claimant, claimant]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Kyiv said it shot down 14 drones; three people were hurt, the governor said.",
            [("Kyiv", ""), ("Governor", "")],
        ),
        (
            "Reuters reported, citing an officer, that four rockets had been fired; the coalition said there were two.",
            [("Officer", "Reuters"), ("Coalition", "")],
        ),
    ],
)
def test_each_side_of_a_semicolon_is_its_own_speakers(text, wanted):
    said = draft_text(text, published="2024-03-13", publisher="Agency", language="en")
    assert [(one.claimant.replace("Ukraine", "Kyiv"), one.via) for one in said] == wanted
