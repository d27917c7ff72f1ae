"""What is called untrue, inflated or none of theirs is denied or doubted, and answers nothing for who says so."""

import pytest

from claimtrack import draft_text


def drafts(language, text):
    return draft_text(text, published="2024-03-13", publisher="Agency", language=language)


def told(draft):
    """Return the answers of a draft: of a count its bounds, of the others the words, with "not" where denied."""
    found = {}
    for name, value in draft.values.items():
        answer = (value["low"], value["high"]) if "low" in value else value["raw"]
        found[name] = ("not", answer) if value.get("not") else answer
    return found


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "It is not true that our gunboats shelled the jetty, a navy spokesman said.", {"perpetrator": ("not", "our gunboats")}),
        ("en", "It is not the case that nine miners died, the company said.", {}),
        ("en", "It isn't true that nine miners died, the company said.", {}),
        ("en", "The navy said it was false that its boats had killed nine fishermen.", {"perpetrator": ("not", "its boats")}),
        ("en", "The navy called it untrue that its boats killed nine fishermen.", {"perpetrator": ("not", "its boats")}),
        ("en", "The navy said reports of nine dead fishermen were fabricated.", {}),
        ("en", "Norland said the claim that its navy had killed nine fishermen was false.", {}),
        ("en", "The navy said it had no part in the raid that killed nine fishermen.", {}),
        ("en", 'Norland said it had "no knowledge" of a raid that a clinic said killed nine fishermen.', {}),
        ("en", "A spokeswoman said the Front had not been behind the mortar fire.", {}),
        ("en", "The navy said it was not its boats that rammed the trawler.", {"perpetrator": ("not", "its boats")}),
        ("en", "The navy said it hit no fishermen.", {"perpetrator": ("not", "it")}),
        ("de", "Es ist nicht wahr, dass unsere Boote den Hafen beschossen haben, sagte ein Sprecher der Marine.", None),
        ("de", "Es stimmt nicht, dass neun Fischer getötet wurden, sagte ein Sprecher der Marine.", {}),
        ("de", "Die Marine teilte mit, Berichte über neun tote Fischer seien falsch.", {}),
        ("de", "Die Marine erklärte, sie habe keine Fischer getroffen.", {}),
        ("de", "Die Marine sagte, es seien nicht ihre Boote gewesen, die den Hafen bombardierten.", {}),
        ("fr", "Il n'est pas vrai que la marine ait tué neuf pêcheurs, a déclaré le ministre.", {}),
        ("fr", "La marine a affirmé que ce n'était pas son navire qui avait bombardé le port.", {}),
        ("fr", "La marine assure que les informations sur neuf morts sont fausses.", {}),
        ("es", "No es verdad que la armada matara a nueve pescadores, dijo el ministro.", {}),
        ("es", "La armada dijo que no fueron sus barcos los que bombardearon el puerto.", {"perpetrator": ("not", "sus barcos")}),
        ("es", "La armada afirmó que las denuncias de nueve muertos son falsas.", {}),
        ("ru", "Сообщения о гибели девяти рыбаков не соответствуют действительности, заявили во флоте.", {}),
        ("ru", "Во флоте заявили, что это не наши катера ударили по порту.", {}),
        ("ru", "В штабе флота опровергли гибель девяти рыбаков.", {}),
        ("uk", "Неправда, що флот обстріляв порт, заявив речник.", None),
        ("uk", "У штабі флоту спростували загибель дев'яти рибалок.", {}),
        ("ar", "أنباء مقتل تسعة صيادين غير صحيحة، بحسب البحرية.", {}),
        ("ar", "قالت البحرية إنها لم تقتل أي صياد في الميناء.", {}),
    ],
)  # fmt: skip
def test_what_is_called_untrue_is_denied(language, text, values):
    (one,) = drafts(language, text)
    assert one.stance == "denies"
    assert all(value.get("not") for value in one.values.values()) if values is None else told(one) == values


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The navy said that the Front's claim of 300 dead is inflated."),
        ("en", "The Front's claim that 300 people were killed is exaggerated, Norland said."),
        ("en", "Norland's navy doubted the Front's figure of 300 dead."),
        ("de", "Die Marine erklärte, die Zahl von 300 Toten sei übertrieben."),
        ("de", "Die Marine bezweifelte, dass 300 Menschen getötet wurden."),
        ("fr", "La marine a déclaré que le bilan de 300 morts est exagéré."),
        ("es", "La armada dijo que la cifra de 300 muertos es exagerada."),
        ("es", "La armada puso en duda la cifra de 300 muertos."),
        ("ru", "Флот заявил, что число в 300 погибших завышено."),
        ("ru", "Флот усомнился, что погибли 300 человек."),
        ("uk", "Флот заявив, що кількість у 300 загиблих перебільшена."),
        ("ar", "قالت البحرية إن حصيلة 300 قتيل مبالغ فيها."),
        ("ar", "شككت البحرية في حصيلة 300 قتيل."),
        ("en", "The mayor said it was not true that the navy had not shelled the jetty."),
    ],
)
def test_a_figure_called_inflated_or_doubted_is_nobodys_answer(language, text):
    (one,) = drafts(language, text)
    assert (one.stance, one.values) == ("comments", {})


def test_the_figure_set_against_an_inflated_one_is_kept():
    (one,) = drafts("en", "The navy said the toll of 300 was too high and that nine people had died.")
    assert (one.stance, told(one)) == ("affirms", {"killed": (9, 9)})


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Norland's navy confirmed the raid but denied civilian deaths.", ["affirms", "denies"]),
        ("en", "The Front admitted losing six men and denied that it had killed fishermen.", ["affirms", "denies"]),
        ("en", "The Front denied the raid but acknowledged that six men had died.", ["denies", "affirms"]),
        ("en", "The Front denied the raid and blamed the navy.", ["denies"]),
        ("es", "El Frente reconoció seis bajas y negó que hubiera pescadores entre los muertos.", ["affirms", "denies"]),
        ("en", "The Front confirmed the raid and said six men were killed.", ["affirms"]),
    ],
)  # fmt: skip
def test_what_is_denied_in_the_same_breath_is_no_part_of_what_is_affirmed(language, text, wanted):
    assert [one.stance for one in drafts(language, text)] == wanted


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "The mayor said it was the navy that shelled the jetty.", {"target": "the jetty", "perpetrator": "the navy"}),
        ("en", "The navy said its boats killed no one.", {"killed": (0, 0), "perpetrator": ("not", "its boats")}),
        ("de", "Die Marine sagte, es seien keine Zivilisten getötet worden.", {"civilians_killed": (0, 0)}),
        ("en", "The mayor said that nine people died.", {"killed": (9, 9)}),
    ],
)  # fmt: skip
def test_what_is_not_rejected_is_affirmed(language, text, values):
    (one,) = drafts(language, text)
    assert (one.stance, told(one)) == ("affirms", values)
