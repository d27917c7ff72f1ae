"""What a draft answers, by its wording: the claim at hand, the answer denied, what was said before."""

import pytest

from claimtrack import draft_text


def links(language, text):
    drafts = draft_text(text, published="2025-03-12", publisher="Agency", language=language)
    return [(at, link.kind, link.to) for at, one in enumerate(drafts) for link in one.responds]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The group said it had killed 14 soldiers. The interior ministry denied the claim, saying two policemen were hurt."),
        ("en", "The widow accused the Iron Guard, which denies any involvement in the killing."),
        ("fr", "Le bateau aurait été percuté par un patrouilleur, selon deux rescapés. Les garde-côtes démentent toute collision."),
        ("es", "El Frente Sur se atribuyó el derribo de un avión. El ministerio rechazó la versión."),
        ("ar", "أعلن التنظيم أنه قتل تسعة جنود. ونفت وزارة الداخلية ذلك."),
        ("de", "Separatisten behaupten, sie hätten das Lager angegriffen. Die Ministerin wies das zurück."),
        ("uk", "Повстанці заявили, що збили штурмовик. Командування заперечило втрату літака."),
        ("fr", "Des tirs ont fait six morts, selon un médecin. La police dément avoir tiré à balles réelles."),
    ],
)  # fmt: skip
def test_a_denial_answers_the_claim_at_hand(language, text):
    assert links(language, text) == [(1, "denies", 0)]


def test_a_denial_passes_over_what_accuses_nobody():
    text = "Entweder die Wache oder ein Frachter hat das Boot gerammt, sagen Überlebende. Elf Menschen werden vermisst. Die Wache erklärte, keines ihrer Schiffe sei in der Nähe gewesen."
    assert (2, "denies", 0) in links("de", text)


def test_a_check_of_nobodys_claim_answers_no_later_words():
    text = "Claims that a depot exploded are false. The fire service said a grass fire near the depot was put out."
    assert (0, "denies", "e0") in links("en", text)


@pytest.mark.parametrize(
    ("language", "text", "link"),
    [
        ("en", "The group claimed an attack that killed the police chief. Officials confirmed his death.", (1, "confirms", 0)),
        ("fr", "Le Front affirme détenir trois ingénieurs enlevés le 2 mars. Le gouvernement a confirmé l'enlèvement.", (1, "confirms", 0)),
        ("es", "La policía mató a diez estudiantes, dijo el rector. El hospital informó de tres heridos y ningún muerto.", (1, "disputes", 0)),
        ("uk", "Прикордонна служба спершу говорила про аварію, а згодом визнала «вибух на мосту».", (1, "concedes", 0)),
        ("ru", "Министерство обороны сообщило об уничтожении склада. Позже ведомство заявило, что целью был узел связи.", (1, "supersedes", 0)),
        ("en", "The coastguard initially said the tanker had run aground in fog. It conceded on Sunday that a mine had hit her.", (1, "concedes", 0)),
        ("fr", "Neuf gendarmes sont morts, selon le préfet. Katiba Nord a revendiqué l'attaque. L'état-major, lui, parle de quatre morts.", (2, "disputes", 0)),
        ("en", "The ministry said two men died. The group, for its part, said a bomb killed nine.", (1, "disputes", 0)),
    ],
)  # fmt: skip
def test_other_answers(language, text, link):
    assert link in links(language, text)


def test_a_clause_of_its_own_after_what_is_said_contrasts_nothing():
    text = "Поліція повідомила, що троє людей отруїлися. Депутат Юрій Стець звинуватив «диверсантів», але потім видалив допис."
    assert (1, "disputes", 0) not in links("uk", text)


def test_an_arabic_assurance_confirms_nothing():
    text = "قال شهود إن القصف أصاب المطار. وأكدت القيادة أن القوات ما زالت في المطار."
    assert all(kind != "confirms" for _, kind, _ in links("ar", text))


def test_to_have_done_something_else_is_no_claim_at_hand():
    text = "La fiscalía imputó a dos tenientes por la muerte de cuatro mineros. El ejército negó haber disparado."
    assert (1, "denies", "e0") in links("es", text)
