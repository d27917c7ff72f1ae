"""What is asserted: nothing of what is left unsaid or only supposed, and nothing positive of what was not done."""

import pytest

from claimtrack import draft_text


def drafts(language, text):
    return draft_text(text, published="2024-03-13", publisher="Agency", language=language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The army could not confirm that 12 soldiers were killed."),
        ("en", "The army did not confirm that 12 soldiers were killed."),
        ("en", "The army cannot independently verify that 12 soldiers were killed."),
        ("en", "The mayor refused to say how many men had been killed."),
        ("en", "The navy was unable to say whether a shell had hit the pier."),
        ("en", "The navy stopped short of confirming that its shells hit the pier."),
        ("en", "The guard has never admitted that its men fired on the crowd."),
        ("en", "The guard neither confirmed nor denied that nine men were killed."),
        ("en", "The ministry has not denied that its jets hit the school on Monday."),
        ("en", "The Dawn Brigade never claimed responsibility for the attack."),
        ("en", "The Dawn Brigade did not claim the attack."),
        ("en", "The group did not say who ordered the attack."),
        ("en", "The ministry would not say how many soldiers were killed."),
        ("en", "Officials have yet to confirm that 12 soldiers were killed."),
        ("en", "The army stopped denying that its jets hit the school."),
        ("en", "There was no claim of responsibility for the attack."),
        ("en", "Should the army say that ten people died, the list will change."),
        ("en", "Had the army said that ten people died, nobody would have believed it."),
        ("de", "Die Armee äußerte sich nicht dazu, ob zwölf Soldaten getötet wurden."),
        ("de", "Sollte die Armee sagen, dass zehn Menschen starben, ist die Zahl falsch."),
        ("fr", "L'armée n'a donné aucune information sur la mort de douze soldats."),
        ("fr", "L'armée n'a ni confirmé ni démenti la mort de douze soldats."),
        ("es", "El ejército no ha confirmado ni desmentido la muerte de doce soldados."),
        ("ru", "Армия не подтвердила и не опровергла гибель 12 солдат."),
        ("en", "The report of 12 deaths was not confirmed by the army."),
        ("en", "The governor did not blame Norland for the strike on the camp."),
        ("en", "The video does not show soldiers firing on the crowd."),
        ("en", "If the army says that ten people died, the count is wrong."),
        ("en", "The count is wrong if the army says that ten people died."),
        ("en", "If confirmed, the strike would be the deadliest, with 12 people killed."),
        ("de", "Die Armee konnte nicht bestätigen, dass zwölf Soldaten getötet wurden."),
        ("de", "Die Armee bestätigte nicht, dass zwölf Soldaten getötet wurden."),
        ("de", "Die Armee bestätigte den Tod von zwölf Soldaten nicht."),
        ("de", "Die Polizei weigerte sich zu bestätigen, dass zwölf Menschen getötet wurden."),
        ("de", "Die Polizei hat nicht bestritten, dass ihre Beamten schossen."),
        ("de", "Die Gruppe bekannte sich nie zu dem Anschlag."),
        ("de", "Wenn die Armee sagt, dass zehn Menschen starben, ist die Zahl falsch."),
        ("fr", "L'armée n'a pas confirmé que douze soldats ont été tués."),
        ("fr", "L'armée n'a pas pu confirmer que douze soldats ont été tués."),
        ("fr", "La police refuse de confirmer que douze personnes ont été tuées."),
        ("fr", "L'armée n'a pas nié que ses avions ont frappé l'école."),
        ("fr", "Le groupe n'a jamais revendiqué l'attaque."),
        ("fr", "S'il affirme que dix personnes sont mortes, le bilan est faux."),
        ("es", "El ejército no confirmó que doce soldados murieron."),
        ("es", "El ejército no pudo confirmar que doce soldados murieron."),
        ("es", "La policía se negó a confirmar que doce soldados murieron."),
        ("es", "El ejército no ha negado que sus aviones bombardearon la escuela."),
        ("es", "Si el ejército dice que diez personas murieron, la cifra es falsa."),
        ("ru", "Армия не подтвердила, что 12 солдат погибли."),
        ("ru", "Армия не смогла подтвердить, что 12 солдат погибли."),
        ("ru", "Полиция отказалась подтвердить, что 12 солдат погибли."),
        ("ru", "Армия не отрицала, что её самолёты ударили по школе."),
        ("ru", "Ведомство не стало говорить, сколько солдат погибло."),
        ("ru", "Если армия заявит, что десять человек погибли, это будет ложью."),
        ("uk", "Армія не підтвердила, що 12 солдатів загинули."),
        ("uk", "Армія не змогла підтвердити, що 12 солдатів загинули."),
        ("uk", "Армія не заперечувала, що її літаки вдарили по школі."),
        ("ar", "لم يؤكد الجيش أن 12 جنديا قتلوا."),
        ("ar", "لم يتمكن الجيش من تأكيد أن 12 جنديا قتلوا."),
        ("ar", "لم ينف الجيش أن طائراته قصفت المدرسة."),
        ("ar", "إذا قال الجيش إن عشرة أشخاص قتلوا فإن العدد خاطئ."),
    ],
)
def test_what_is_left_unsaid_or_supposed_is_not_drafted(language, text):
    assert drafts(language, text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The army not only confirmed the strike but said 12 soldiers were killed."),
        ("en", "The army did not confirm the toll, but the mayor said 12 people were killed."),
        ("en", "If the bridge stands, 12 people were killed for nothing, the mayor said."),
        ("de", "Die Armee bestätigte nicht nur den Angriff, sondern sagte, zwölf Soldaten seien getötet worden."),
        ("fr", "L'armée n'a reconnu que la mort de douze soldats."),
    ],
)  # fmt: skip
def test_what_is_said_beside_it_is_drafted(language, text):
    killed = [one.values["killed"]["low"] for one in drafts(language, text) if "killed" in one.values]
    assert killed == [12]


@pytest.mark.parametrize(
    "text",
    [
        "The army said it could not confirm that 12 soldiers were killed.",
        '"We cannot confirm that 12 soldiers were killed," the army said.',
        "The army said it did not know who killed the 12 men.",
        "The army said it had no information about 12 deaths in the camp.",
        "The army said it was not aware that any civilian had been killed.",
        "The army said it never denied that its jets hit the school.",
        "The army said it was investigating whether its jets hit the school.",
        "The army said that if ten people had died it would open an inquiry.",
    ],
)
def test_who_says_that_they_cannot_say_only_comments(text):
    (one,) = drafts("en", text)
    assert (one.claimant, one.stance, one.values) == ("Army", "comments", {})


@pytest.mark.parametrize(
    ("language", "text", "party"),
    [
        ("en", "The spokesman said the army had not killed anyone.", "the army"),
        ("en", "The navy said its boats did not hit the pier.", "its boats"),
        ("en", "The mayor said soldiers never fired on the crowd.", "soldiers"),
        ("ru", "Представитель заявил, что армия никого не убила.", "армия"),
    ],
)
def test_what_was_not_done_is_denied(language, text, party):
    (one,) = drafts(language, text)
    assert (one.stance, one.values) == ("denies", {"perpetrator": {"raw": party, "not": True}})


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The mayor said the rebels did not attack the camp on Monday."),
        ("de", "Die Marine erklärte, die Rebellen hätten am Montag den Hafen nicht angegriffen."),
        ("es", "El portavoz dijo que los rebeldes no atacaron el puerto el lunes."),
        ("fr", "L'armée assure que ses avions n'ont pas frappé le port lundi."),
        ("ru", "Армия заявила, что её самолёты не наносили удар по порту."),
        ("uk", "Армія заявила, що її літаки не били по порту."),
        ("fr", "L'armée a dit ne pas avoir frappé le port."),
        ("es", "El ejército dijo no haber atacado el puerto."),
    ],
)
def test_a_negated_clause_answers_nothing_positive(language, text):
    (one,) = drafts(language, text)
    answers = [value for value in one.values.values() if not value.get("not")]
    assert (one.stance, answers) == ("denies", [])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The rebels said they would not stop attacking the army."),
        ("de", "Die Polizei sagte, die zwölf Toten seien noch nicht identifiziert."),
        ("uk", "Мер повідомив, що 12 людей не вижили."),
    ],
)
def test_what_else_is_negated_denies_nothing_that_happened(language, text):
    assert [one.stance for one in drafts(language, text)] == ["affirms"]


@pytest.mark.parametrize(
    ("language", "text", "field"),
    [
        ("en", "The Front denied that any fighter was killed.", "killed"),
        ("en", "The Front denied that any of its fighters had been wounded.", "wounded"),
        ("en", "The Front denied that anyone had died.", "killed"),
        ("es", "El Frente negó que algún combatiente hubiera muerto.", "killed"),
        ("ru", "Фронт отрицал, что кто-либо из бойцов погиб.", "killed"),
    ],
)
def test_who_denies_that_anybody_died_counts_nobody_and_denies_no_event(language, text, field):
    (one,) = drafts(language, text)
    assert one.stance == "affirms"
    assert text[slice(*one.content_spans[0])] in text.removesuffix(".").split(" ", 1)[1]
    assert one.content_spans[0][0] == one.cue_span[0]
    assert {name: (value["low"], value["high"]) for name, value in one.values.items()} == {field: (0, 0)}


@pytest.mark.parametrize(
    "text",
    [
        "The Front denied that it killed anyone.",
        "The Front denied that anyone in the camp was killed by its men.",
        "The Front denied any part in the killing.",
    ],
)
def test_who_denies_having_killed_anybody_denies(text):
    (one,) = drafts("en", text)
    assert (one.stance, "killed" in one.values) == ("denies", False)


@pytest.mark.parametrize(
    ("language", "text", "party"),
    [
        ("en", "The army said its troops killed no one.", {"raw": "its troops", "not": True}),
        ("de", "Die Armee sagte, ihre Truppen hätten die Schule beschossen.", {"raw": "ihre Truppen"}),
        ("de", "Die Armee sagte, ihre Truppen hätten niemanden erschossen.", None),
    ],
)
def test_who_did_it_and_who_did_not(language, text, party):
    (one,) = drafts(language, text)
    told = one.values.get("perpetrator")
    assert (told and {name: told[name] for name in ("raw", "not") if name in told}) == party


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The ministry said 12 people were killed, up from 9."),
        ("en", "The ministry said 12 people were killed, compared with 9 before."),
        ("en", "The ministry said 12 people were killed, not 20."),
        ("en", "The ministry said it could verify 12 deaths but not 20."),
        ("en", "The ministry said 12 people were killed, three more than on Monday."),
        ("en", "The ministry said 12 people were killed, revised from 9 the day before."),
        ("de", "Das Ministerium sagte, zwölf Menschen seien getötet worden, nach zuvor neun."),
        ("fr", "Le ministère a déclaré que douze personnes avaient été tuées, contre neuf auparavant."),
        ("es", "El ministerio dijo que doce personas murieron, frente a nueve antes."),
        ("ru", "Министерство сообщило, что 12 человек погибли, ранее сообщалось о 9."),
        ("uk", "Міністерство повідомило, що 12 людей загинули, порівняно з 9 раніше."),
    ],
)
def test_the_figure_of_before_is_no_second_answer(language, text):
    (one,) = drafts(language, text)
    assert (one.values["killed"]["low"], one.values["killed"]["high"]) == (12, 12)


@pytest.mark.parametrize(
    ("language", "text", "raw"),
    [
        ("en", "The ministry said about 40 people were wounded, five of them children.", "about 40 people"),
        ("en", "Some 40 people were wounded, five of them seriously, the ministry said.", "Some 40 people"),
        ("en", "The mayor said some 40 people were wounded, among them at least five children.", "some 40 people"),
        ("de", "Das Ministerium sagte, etwa 40 Menschen seien verletzt worden, fünf davon Kinder.", "etwa 40 Menschen"),
        ("es", "El ministerio dijo que unas 40 personas resultaron heridas, cinco de ellas niños.", "unas 40 personas"),
        ("ru", "Министерство сообщило, что около 40 человек ранены, пятеро из них дети.", "около 40 человек"),
        ("uk", "Міністерство повідомило, що близько 40 людей поранено, п'ятеро з них діти.", "близько 40 людей"),
    ],
)  # fmt: skip
def test_a_part_is_no_second_total_and_about_is_kept(language, text, raw):
    (one,) = drafts(language, text)
    value = one.values["wounded"]
    assert (value["raw"], value["low"], value["high"], value["approximate"]) == (raw, 40, 40, True)


def test_two_fates_are_two_answers():
    (one,) = drafts("en", "The mayor said 40 people were wounded and two died.")
    assert (one.values["wounded"]["low"], one.values["killed"]["low"]) == (40, 2)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "If the navy had not turned back, 30 fishermen would have been killed, the mayor said."),
        ("en", "Had the navy not turned back, 30 fishermen would have died, the mayor said."),
        (
            "en",
            "If confirmed, the death of 30 civilians would be the worst loss of the year, the mayor said.",
        ),
        ("ru", "Если бы флот не ушёл, погибли бы 30 рыбаков, заявил мэр."),
    ],
)
def test_what_would_have_been_is_no_answer(language, text):
    (one,) = drafts(language, text)
    assert (one.stance, one.values) == ("comments", {})


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The army said it carried out no strikes on Qasr."),
        ("en", '"We flew no sorties over Qasr," the army spokesman said.'),
        ("en", "The army said it did not carry out any strikes on Qasr."),
        ("en", "The army said it had lost no aircraft."),
        ("de", "Die Armee erklärte, sie habe keine Angriffe auf das Lager geflogen."),
        ("fr", "L'armée a dit n'avoir mené aucune frappe sur le camp."),
        ("fr", "« Nous n'avons perdu aucun drone », a déclaré l'armée."),
        ("es", "El ejército dijo que no había perdido ningún avión."),
        ("ar", "قال الجيش إنه لم يستهدف المخيم."),
        ("ar", "قال الجيش إنه لم يفقد أي سفينة."),
        ("fr", "Le ministère a qualifié de « mensongères » les informations faisant état de 200 morts."),
    ],
)
def test_who_did_nothing_or_lost_nothing_denies_it(language, text):
    (one,) = drafts(language, text)
    parties = one.values.get("perpetrator", {"not": True})
    assert (one.stance, one.values.keys() - {"perpetrator"}, parties["not"]) == ("denies", set(), True)


def test_soldiers_whom_nobody_lost_are_counted():
    (one,) = drafts("en", "The army said it lost no soldiers.")
    assert (one.stance, one.values["killed"]["high"]) == ("affirms", 0)


@pytest.mark.parametrize(
    "text", ["Кремль отказался от комментариев.", "МИД отказался комментировать сообщения."]
)
def test_a_refusal_to_comment_is_no_denial(text):
    assert all(one.stance == "comments" for one in drafts("ru", text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The governor warned that the death toll could rise to 100."),
        ("de", "Der Bürgermeister sagte, die Zahl der Toten könnte auf 100 steigen."),
        ("fr", "Le maire a dit que le bilan pourrait atteindre 100 morts."),
        ("es", "El alcalde dijo que la cifra de muertos podría subir a 100."),
        ("uk", "Мер сказав, що кількість загиблих може зрости до 100."),
        ("ar", "قال رئيس البلدية إن عدد القتلى قد يرتفع إلى 100."),
        ("de", "Die Armee prüft Berichte über zwölf Tote."),
    ],
)
def test_how_a_toll_may_grow_is_no_draft(language, text):
    assert drafts(language, text) == []


def test_a_toll_stands_beside_how_it_may_grow():
    (one,) = drafts("en", "The mayor said 12 people died; the death toll could rise to 20.")
    assert (one.stance, one.values["killed"]["high"]) == ("affirms", 12)


@pytest.mark.parametrize(
    "text",
    [
        "The army said it was looking into reports that 12 people were killed.",
        "The army said it was investigating claims that its shells had killed 12 people.",
    ],
)
def test_what_is_only_looked_into_is_not_affirmed(text):
    (one,) = drafts("en", text)
    assert (one.stance, one.values) == ("comments", {})
