"""Answers read out of what is said: counts, what was hit, who did it, where, and what is denied by name."""

import pytest

from claimtrack import draft_text
from claimtrack.values import read_count


def first(language, text):
    return draft_text(text, published="2025-03-12", publisher="Agency", language=language)[0]


def answer(language, text, field):
    value = first(language, text).values[field]
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize(
    ("language", "text", "field", "low", "high"),
    [
        # what stands between commas after "including" does not part a count from its fate
        ("en", "Eight people, including three children, were killed by a shell, the mayor said.", "killed", 8, 8),
        ("es", "Al menos 15 migrantes, entre ellos dos menores, murieron en el ataque, dijo la fiscalía.", "killed", 15, None),
        ("ru", "По меньшей мере 16 человек, среди которых четверо детей, погибли, сообщил мэр.", "killed", 16, None),
        ("en", "A doctor put the dead at nine.", "killed", 9, 9),
        ("es", "Dos cuerpos fueron hallados tras el ataque, dijo un vecino.", "killed", 2, 2),
        ("de", "Nach dem Beschuss wurden 14 Leichen geborgen, sagte der Bürgermeister.", "killed", 14, 14),
        ("uk", "Ще семеро людей дістали поранень під час обстрілу, повідомила прокуратура.", "wounded", 7, 7),
        ("es", "La rectoría informó de tres heridos y ningún fallecido.", "killed", 0, 0),
        # those counted are captives, but something else befell them
        ("en", "The report accused the troops of executing 23 prisoners.", "killed", 23, 23),
        ("en", "A police officer was killed, the mayor said.", "killed", 1, 1),
    ],
)  # fmt: skip
def test_how_many(language, text, field, low, high):
    (value,) = answer(language, text, field)
    assert (value["low"], value["high"]) == (low, high)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El grupo mató a un soldado el 4 de noviembre, dijo el alcalde."),
        ("es", "El grupo se atribuyó el derribo de un avión militar, en el que murió un soldado."),
    ],
)
def test_no_day_and_no_thing_is_counted(language, text):
    (value,) = answer(language, text, "killed")
    assert "soldado" in value["raw"]


def test_captives_of_whom_something_else_is_told_are_no_captures():
    assert "captured" not in first("en", "Some 40 detainees were freed in the raid, the army said.").values


@pytest.mark.parametrize(
    ("language", "text", "field", "raw"),
    [
        ("en", "Two fishing boats were fired on off Cape Lorn, the navy said.", "target", "Two fishing boats"),
        ("en", "The army said it had struck a depot of the rebels.", "target", "a depot of the rebels"),
        ("en", "Soldiers set fire to at least 60 homes, villagers said.", "target", "at least 60 homes"),
        ("ru", "Минобороны сообщило об уничтожении склада боеприпасов в районе Дубного.", "target", "склада боеприпасов"),
        ("ru", "СМИ утверждают, что сбит наш бомбардировщик.", "target", "наш бомбардировщик"),
        ("ar", "قال شهود إن طائرات قصفت مدرسة في بلدة النخيل.", "target", "مدرسة"),
        ("de", "Separatisten behaupten, sie hätten das Lager mit einer Drohne angegriffen.", "target", "das Lager"),
        ("fr", "Des habitants disent que l'armée a frappé une école.", "target", "une école"),
        ("es", "Los rebeldes reivindicaron el derribo de un avión militar.", "target", "un avión militar"),
        ("en", "The mayor said soldiers of the 4th Brigade set fire to the mill.", "perpetrator", "soldiers of the 4th Brigade"),
        ("fr", "L'embarcation a été percutée par un patrouilleur, selon deux rescapés.", "perpetrator", "un patrouilleur"),
        ("es", "La rectora dijo que la policía mató a diez estudiantes.", "perpetrator", "la policía"),
        ("ru", "Губернатор обвинил в ударе соседнее государство.", "perpetrator", "соседнее государство"),
        ("ar", "أعلن الجيش أنه قتل مسلحين قرب معبر التل.", "place", "قرب معبر التل"),
        ("es", "El gobierno dijo que un avión cayó cerca de Tolar en un ataque.", "place", "cerca de Tolar"),
    ],
)  # fmt: skip
def test_what_was_hit_by_whom_and_where(language, text, field, raw):
    assert raw in [one["raw"] for one in answer(language, text, field)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Popular Front said it shot down a helicopter over the valley."),
        ("en", "The Popular Front said that its fighters had shot down a helicopter."),
        ("en", "The Popular Front claims to have shot down a helicopter."),
        ("en", "The Popular Front claimed an attack on a helicopter."),
        ("es", "El Frente Popular asegura haber matado a cinco tripulantes."),
        ("uk", "Народний фронт оголосив, що його бійці підірвали міст."),
    ],
)
def test_who_says_they_did_it_did_it(language, text):
    draft = first(language, text)
    assert draft.values["perpetrator"]["name"] == draft.claimant


@pytest.mark.parametrize(
    "text",
    [
        "A missile hit an apartment block, the mayor said.",
        "The blast killed six workers, the mayor said.",
        "Debris from a drone set fire to a store, the mayor said.",
    ],
)
def test_what_hits_is_nobody(text):
    assert "perpetrator" not in first("en", text).values


@pytest.mark.parametrize(
    ("language", "text", "field", "denied"),
    [
        ("en", "A mine, not a suicide bomber, destroyed the car, local media reported.", "weapon", "suicide bomber"),
        ("fr", "« Nos avions ont frappé une colonne, pas un mariage », a assuré le général.", "target", "un mariage"),
        ("es", "«Fue un accidente, no un crimen», dijo el abogado.", "cause", "un crimen"),
        ("en", "The colonel denied that his men had fired first.", "perpetrator", "his men"),
    ],
)  # fmt: skip
def test_what_is_denied_by_name(language, text, field, denied):
    assert [denied in one["raw"] for one in answer(language, text, field) if one.get("not")] == [True]


def test_no_smell_of_gas_denies_no_weapon():
    draft = first("en", 'The blast hurt six. "There was no smell of gas," the caretaker said.')
    assert not any(one.get("not") for one in draft.values.values())


@pytest.mark.parametrize(
    ("language", "text", "field", "options"),
    [
        ("en", "A bomb or a gas leak destroyed the registry on Friday.", "cause", ["A bomb", "a gas leak"]),
        ("de", "Entweder die Küstenwache oder ein Frachter hat das Boot gerammt, sagen Überlebende.", "perpetrator", ["die Küstenwache", "ein Frachter"]),
    ],
)  # fmt: skip
def test_one_of_two(language, text, field, options):
    (value,) = answer(language, text, field)
    assert value["one_of"] == options


def test_a_bare_figure_is_of_what_was_counted_before():
    _, revised = draft_text(
        "The army said 14 soldiers had been killed. It later raised its figure to 17.", language="en"
    )
    assert (revised.values["killed"]["low"], revised.responds[0].kind) == (17, "supersedes")


def test_a_longer_means_holds_the_shorter():
    values = first("ar", "قالت الشرطة إن الانفجار نجم عن تسرب غاز وليس عن عبوة ناسفة.").values
    assert values["cause"] == {"raw": "تسرب غاز"}
    assert values["weapon"] == {"raw": "عبوة ناسفة", "not": True}


def test_the_day_of_another_clause_dates_no_saying():
    drafts = draft_text(
        "Sarem said its forces had taken Ivel on Wednesday; Norland's general staff insisted that fighting went on.",
        published="2025-03-14",
        language="en",
    )
    assert [one.said for one in drafts] == ["", ""]


def test_a_bare_figure_of_somebody_else_is_of_no_field_where_two_were_counted():
    *_, revised = draft_text(
        "The army said two guards were wounded and nine men were killed. The Dawn Brigade raised its figure to 17.",
        language="en",
    )
    assert "wounded" not in revised.values
    assert "killed" not in revised.values


@pytest.mark.parametrize(
    ("language", "text", "field", "low"),
    [
        ("en", "The mission documented the arrest of 31 teachers in Saro.", "captured", 31),
        ("en", "Prosecutors said that five Kesh nationals were held.", "captured", 5),
        ("en", "The militants themselves conceded the loss of nine fighters.", "killed", 9),
        ("en", "The ministry said 40 militants were eliminated.", "killed", 40),
        ("ru", "Жители сообщили, что солдаты увели двенадцать мужчин.", "captured", 12),
    ],
)
def test_how_many_of_whom_no_list_knows(language, text, field, low):
    assert answer(language, text, field)[0]["low"] == low


@pytest.mark.parametrize(
    ("language", "text", "field", "low", "part"),
    [
        ("en", "The mayor said 40 were wounded, five of them children.", "wounded", 40, 5),
        ("en", "Some 40 people were wounded; five were children, the mayor said.", "wounded", 40, 5),
        ("en", "Nine people, including three children, were killed, the mayor said.", "killed", 9, 3),
        ("en", "Nine people were killed, including three children, the mayor said.", "killed", 9, 3),
        ("ru", "Погибли девять человек, в том числе двое детей, сообщил мэр.", "killed", 9, 2),
        (
            "de",
            "Nach Angaben der Polizei wurden vier Menschen getötet, darunter zwei Kinder.",
            "killed",
            4,
            2,
        ),
    ],
)
def test_those_told_apart_are_parts_of_the_whole(language, text, field, low, part):
    (value,) = answer(language, text, field)
    assert (value["low"], [one["low"] for one in value["parts"]]) == (low, [part])
    assert str(part) in str(read_count(value["name"], languages=[language]))


@pytest.mark.parametrize(
    ("language", "text", "low", "parts"),
    [
        ("en", "At least 36 people, among them nine women and seven children, were killed, the mayor said.", 36, [9, 7]),
        ("en", "At least 36 people, including nine women and seven children, were killed and 12 wounded, the mayor said.", 36, [9, 7]),
        ("ru", "Погибли 36 человек, в том числе девять женщин и семь детей, сообщил мэр.", 36, [9, 7]),
        ("en", "The strike killed nine people including three children and wounded five others, the mayor said.", 9, [3]),
        ("en", "Nine people including three children were killed, the mayor said.", 9, [3]),
        ("en", "Nine people, including three wounded soldiers, were killed, the mayor said.", 9, [3]),
    ],
)  # fmt: skip
def test_several_are_told_apart_and_others_are_not_among_them(language, text, low, parts):
    (value,) = answer(language, text, "killed")
    assert (value["low"], [one["low"] for one in value["parts"]]) == (low, parts)


@pytest.mark.parametrize("nobody", ["no one", "nobody"])
def test_nobody_is_no_part_of_those_counted_before(nobody):
    text = f"The governor said 12 people were wounded and {nobody} was killed."
    (wounded,), (killed,) = answer("en", text, "wounded"), answer("en", text, "killed")
    assert (wounded["low"], wounded.get("parts")) == (12, None)
    assert (killed["low"], killed["high"]) == (0, 0)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("The prosecutor said that Lena Marsk died of an overdose in cell 14 on 1 March.", "killed"),
        ("The mayor said that a barn on the edge of the town had burned.", "perpetrator"),
    ],
)
def test_the_number_of_a_thing_and_what_befell_it_are_no_answers(text, field):
    assert field not in first("en", text).values


def test_what_a_figure_became_later_is_no_second_count():
    text = "The governor said four people were killed, a figure later raised to six."
    assert [one["low"] for one in answer("en", text, "killed")] == [4]


def test_who_shot_something_down_is_not_denied_by_a_count_of_nobody():
    text = (
        "The command said its air defence shot down seven of nine drones and that there were no casualties."
    )
    assert not answer("en", text, "perpetrator")[0].get("not")


def test_a_number_after_a_month_and_a_comma_is_no_day():
    text = "The office said 48 civilians were killed in Dorane since January, 12 of them children."
    assert answer("en", text, "occurred")[0]["edtf"].startswith("2025-01/")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Минобороны заявило, что сбило вертолёт."),
        ("es", "La guerrilla afirmó que derribó un avión militar."),
        ("ar", "أعلن لواء الشرق أنه أسر خمسة جنود قرب بلدة السدر."),
        ("de", "Die Miliz erklärte, sie habe am Freitag einen Panzer zerstört."),
    ],
)
def test_who_leaves_itself_out_did_it(language, text):
    draft = first(language, text)
    assert draft.values["perpetrator"]["name"] == draft.claimant


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Жители сообщили, что убили троих."),
        ("ru", "Прокуратура сообщила, что убили троих."),
        ("ar", "أعلنت الوزارة أنه قتل ثلاثة جنود."),
    ],
)
def test_a_verb_of_nobody_is_no_act_of_the_speakers(language, text):
    draft = first(language, text)
    assert draft.values.get("perpetrator", {}).get("name") != draft.claimant


@pytest.mark.parametrize(
    ("language", "text", "field", "bounds"),
    [
        ("ru", "Число погибших возросло до 17.", "killed", (17, 17)),
        ("ru", "Число раненых увеличилось до 40 человек, сообщил мэр.", "wounded", (40, 40)),
        ("ru", "Мэр сообщил, что погибли до 17 человек.", "killed", (0, 17)),
        ("uk", "Кількість загиблих збільшилася до 17.", "killed", (17, 17)),
    ],
)
def test_a_toll_that_rose_to_a_figure_is_that_figure(language, text, field, bounds):
    value = first(language, text).values[field]
    assert (value["low"], value["high"]) == bounds


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "Seven people died and two are missing, the harbour master said.", {"killed": (7, 7)}),
        ("en", "Four vanished villagers are still missing, the elder said.", {}),
        ("de", "Acht Menschen starben, vier werden vermisst, sagte die Bürgermeisterin.", {"killed": (8, 8)}),
        (
            "fr",
            "Six personnes sont mortes et deux sont portées disparues, selon la mairie.",
            {"killed": (6, 6)},
        ),
        ("en", "15+ people were killed in the raid, the army said.", {"killed": (15, None)}),
    ],
)
def test_the_missing_are_no_captives_and_a_plus_is_at_least(language, text, values):
    counts = {name: value for name, value in first(language, text).values.items() if "low" in value}
    assert {name: (value["low"], value["high"]) for name, value in counts.items()} == values


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("The bus was hit on 4 August, the mayor said.", None),  # last year's, and not of months to come
        ("The bus was hit on 4 August 2024, the mayor said.", "2024-08-04"),
        ("The bus was hit on 4 February, the mayor said.", "2025-02-04"),
        ("The truce begins on 1 April, the mayor said.", "2025-04-01"),
    ],
)
def test_a_day_of_months_to_come_is_left_open(text, edtf):
    assert first("en", text).values.get("occurred", {}).get("edtf") == edtf


@pytest.mark.parametrize(
    ("language", "text", "claimants"),
    [
        ("en", "Correction: An earlier version of this report said that 40 people were killed.", []),
        ("en", "An earlier version of this article gave the toll as 40 dead.", []),
        ("ru", "В предыдущей версии сообщалось о 40 погибших.", []),
        ("de", "Eine frühere Fassung dieses Berichts nannte 40 Tote.", []),
        ("en", "The earlier version gave 12 dead; police said nine people were killed.", ["Police"]),
    ],
)
def test_what_a_text_has_withdrawn_is_no_claim(language, text, claimants):
    drafts = draft_text(text, published="2025-03-12", publisher="Agency", language=language)
    assert [draft.claimant for draft in drafts] == claimants


@pytest.mark.parametrize(
    ("text", "claimants", "stances"),
    [
        ("Who sank the ferry? asked the harbour master.", [], []),
        ("Rebels burned the mill, the mayor said. The rebels said they had not.", ["Mayor", "Rebels"], ["affirms", "denies"]),
        ("Nine people died, a nurse said. The ministry said it did not know.", ["Nurse", "Ministry"], ["affirms", "comments"]),
        (
            "A doctors' union said nine people died, blaming the TDF. The TDF did not respond. The group denied the shelling.",
            ["Doctors' union", "TDF"],
            ["affirms", "denies"],
        ),
        (
            "The Dawn Front said it sank the ferry. The wreck burned. The group said nine people died.",
            ["Dawn Front", "Agency", "Dawn Front"],  # the wreck said nothing
            ["affirms", "affirms", "affirms"],
        ),
    ],
)  # fmt: skip
def test_who_asks_acts_or_leaves_open_says_nothing_else(text, claimants, stances):
    drafts = draft_text(text, published="2025-03-12", publisher="Agency", language="en")
    assert [draft.claimant for draft in drafts] == claimants
    assert [draft.stance for draft in drafts] == stances


@pytest.mark.parametrize(
    ("language", "text", "field", "low", "high"),
    [
        ("ru", "По словам мэра, погибших нет.", "killed", 0, 0),
        ("es", "No hubo muertos, según los hospitales.", "killed", 0, 0),
        ("ar", "أكدت الوزارة مقتل ما لا يقل عن 40 شخصا.", "killed", 40, None),
        ("ar", "حصيلة القتلى ارتفعت إلى 52 قتيلا بعد أن كانت 45، وفق وزارة الصحة.", "killed", 52, 52),
        ("en", "The UN verified 12 of the 40 deaths claimed by the group.", "killed", 12, 12),
        ("fr", "L'armée dit avoir neutralisé douze combattants.", "killed", 12, 12),
    ],
)
def test_how_many_by_phrases(language, text, field, low, high):
    (draft,) = draft_text(text, published="2025-03-12", language=language)
    assert (draft.stance, draft.values[field]["low"], draft.values[field]["high"]) == ("affirms", low, high)


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "The ministry said on Tuesday that two guards had been shot dead near Immeln the night before.", "2025-03-10"),
        ("fr", "Le ministère a annoncé mardi que deux soldats avaient été tués la veille près de Lim.", "2025-03-10"),
        ("en", "The bridge was shelled the day before the attack, police said.", None),
    ],
)  # fmt: skip
def test_the_day_before(language, text, edtf):
    (draft,) = draft_text(text, published="2025-03-12", language=language)
    assert draft.values.get("occurred", {}).get("edtf") == edtf


def test_the_day_of_a_reaction_dates_no_happening():
    drafts = draft_text(
        "The plane was hit by a missile, Kyiv said. Putin apologised on Saturday.",
        published="2025-03-12",
        language="en",
    )
    assert [one.occurred for one in drafts.events] == [""]


def test_two_days_of_saying_in_one_sentence():
    text = "The RSF, which on Tuesday said it had lost no fighters, said on Thursday that two had died."
    first, then = draft_text(text, published="2024-03-15", language="en")
    assert (first.said, then.said, then.responds[0].kind) == ("2024-03-12", "2024-03-14", "supersedes")


@pytest.mark.parametrize(
    ("language", "text", "counts"),
    [
        ("en", "Two of the wounded later died in hospital, doctors said.", {"killed": 2}),
        ("en", "The army said it killed 30 rebels without losing a man.", {"killed": 30}),
        ("uk", "Унаслідок вибуху поранено дев'ятьох робітників, повідомила ДСНС.", {"wounded": 9}),
        ("es", "Murieron dieciséis pescadores, dijo el alcalde.", {"killed": 16}),
        ("fr", "Un premier bilan fait état de cinq morts, selon le préfet.", {"killed": 5}),
        ("en", "The fire brigade confirmed one death.", {"killed": 1}),
    ],
)
def test_who_fell(language, text, counts):
    (draft,) = draft_text(text, published="2025-03-12", language=language)
    assert {name: value["low"] for name, value in draft.values.items() if "low" in value} == counts


def test_the_day_at_the_end_of_a_thing_named_is_that_of_saying_it():
    text = "The fire on Saturday injured 11 workers, the company said. The fire brigade confirmed one death on Monday."
    _, draft = draft_text(text, published="2025-09-09", language="en")
    assert (draft.said, "occurred" in draft.values) == ("2025-09-08", False)


def test_what_was_shot_down_may_be_a_weapon():
    (draft,) = draft_text("Rebel commander Yusuf Kane said his men had shot down a drone.", language="en")
    assert draft.values["target"]["raw"] == "a drone"


def test_who_took_his_own_life_did_nothing_else():
    (draft,) = draft_text(
        "A minister said the editor had taken his own life after the bombing.", language="en"
    )
    assert "perpetrator" not in draft.values


def test_a_name_is_no_month():
    drafts = draft_text(
        "El alcalde Julio Prada denunció el secuestro de cuatro ingenieros.",
        published="2025-11-05",
        language="es",
    )
    assert [one.occurred for one in drafts.events] == [""]


def test_a_thing_that_is_blamed_is_a_cause():
    (draft,) = draft_text("The road agency blames an overloaded lorry for the collapse.", language="en")
    assert draft.values["cause"]["raw"] == "an overloaded lorry"


def test_a_night_before_a_day_is_read_whole():
    (draft,) = draft_text(
        "In der Nacht zu Sonntag wurden drei Masten gesprengt, sagte die Polizei.",
        published="2025-04-28",
        language="de",
    )
    assert draft.values["occurred"]["edtf"] == "2025-04-26/2025-04-27"


@pytest.mark.parametrize(
    "text",
    [
        "Two died when a police launch hit the canoe, their uncle said.",
        "The union says two died, not counting one missing man.",
    ],
)
def test_only_the_dead_are_counted(text):
    (draft,) = draft_text(text, language="en")
    assert [name for name, value in draft.values.items() if "low" in value] == ["killed"]


def test_the_day_of_what_another_announced_dates_nothing():
    text = "Le procureur a indiqué mardi que treize corps avaient été découverts, et non seize comme annoncé lundi par la mairie."
    (draft,) = draft_text(text, published="2025-07-02", language="fr")
    assert (draft.said, "occurred" in draft.values) == ("2025-07-01", False)


def test_a_newspaper_is_no_weekday():
    (draft,) = draft_text(
        "Witnesses told the Sun that three men were shot.", published="2024-10-17", language="en"
    )
    assert draft.said == ""


def test_one_or_two_are_no_parties():
    (draft,) = draft_text(
        'The ministry said that "one or two stray rounds" had hit the outskirts.', language="en"
    )
    assert "perpetrator" not in draft.values


@pytest.mark.parametrize(
    ("language", "text", "killed", "parts", "wounded"),
    [
        ("en", "Two missiles killed 17 people, the mayor said.", 17, [], None),
        ("en", "Two shells killed nine, the mayor said.", 9, [], None),
        (
            "en",
            "Two missiles killed 17 people, three of them children, and wounded 12, the mayor said.",
            17,
            [3],
            12,
        ),
        ("en", "The mayor said 17 people, three of them children, were killed and 12 wounded.", 17, [3], 12),
        ("ar", "قال رئيس البلدية إن 17 شخصا قتلوا بينهم ثلاثة أطفال وأصيب 12.", 17, [3], 12),
        ("ar", "قال رئيس البلدية إن 17 شخصا بينهم ثلاثة أطفال قتلوا وأصيب 12.", 17, [3], 12),
    ],
)
def test_weapons_are_no_dead_and_parts_keep_their_whole(language, text, killed, parts, wounded):
    (one,) = draft_text(text, published="2024-03-13", publisher="Agency", language=language)
    assert (one.values["killed"]["low"], [part["low"] for part in one.values["killed"].get("parts", [])]) == (
        killed,
        parts,
    )
    assert one.values.get("wounded", {}).get("low") == wounded


@pytest.mark.parametrize(
    ("language", "text", "missing"),
    [
        ("de", "Der Arzt sagte, neun Menschen seien erschossen worden.", "perpetrator"),
        (
            "en",
            "A tanker was hit by a drone 40 nautical miles west of Hodeidah, the navy said.",
            "perpetrator",
        ),
        ("en", "Tehran said 50 Iranians were freed in exchange for two Americans.", "place"),
    ],
)
def test_victims_distances_and_exchanges_are_no_doers_and_no_places(language, text, missing):
    (one,) = draft_text(text, published="2024-03-13", publisher="Agency", language=language)
    assert missing not in one.values
