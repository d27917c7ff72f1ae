"""Passages in seven languages that were written down with their drafts before anything was run on them."""

import tomllib
from pathlib import Path

import pytest

from claimtrack import draft_text

PASSAGES = tomllib.loads(Path(__file__).with_name("passages.toml").read_text("utf-8"))
NOT_YET = {
    ("ar", "رفضت البلدية"): "a denial and a statement of one speaker in one sentence are one draft",
}


def passages():
    for language, items in PASSAGES.items():
        for number, item in enumerate(items, start=1):
            reason = next(
                (
                    why
                    for (code, text), why in NOT_YET.items()
                    if code == language and item["text"].startswith(text)
                ),
                "",
            )
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            yield pytest.param(language, item["text"], item["drafts"], id=f"{language}{number}", marks=marks)


def relayed():
    for language, items in PASSAGES.items():
        for number, item in enumerate(items, start=1):
            for role in ("via", "spokesperson"):
                if role in item:
                    yield pytest.param(
                        language, item["text"], role, item[role], id=f"{language}{number}-{role}"
                    )


def drafted(language, text):
    return draft_text(text, published="2024-06-12", publisher="Agency", language=language)


@pytest.mark.parametrize(("language", "text", "wanted"), list(passages()))
def test_claimants_and_stances(language, text, wanted):
    assert [[one.claimant, one.stance] for one in drafted(language, text)] == wanted


@pytest.mark.parametrize(("language", "text", "role", "wanted"), list(relayed()))
def test_who_relays_and_who_speaks_for_a_body(language, text, role, wanted):
    assert [getattr(one, role) for one in drafted(language, text)] == wanted


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        (
            "en",
            "Shells hit the station, the mayor said, killing seven people.",
            ["Shells hit the station", "killing seven people"],
        ),
        (
            "en",
            "The mayor said a shell hit the station, and police said a bomb did.",
            ["a shell hit the station"],
        ),
        ("de", "»Wir haben das Dorf eingenommen«, teilte die Miliz mit.", ["Wir haben das Dorf eingenommen"]),
        (
            "de",
            "Bei dem Angriff sind nach Angaben des Krankenhauses sieben Menschen getötet worden.",
            ["Bei dem Angriff sind", "sieben Menschen getötet worden"],
        ),
        (
            "de",
            "Die Gruppe hat sich zu dem Anschlag auf den Bahnhof bekannt.",
            ["zu dem Anschlag auf den Bahnhof"],
        ),
        ("ru", "Полиция эти сведения опровергла, взрыва не было.", None),
        ("ru", "В министерстве заявили, что мост взорван.", ["мост взорван"]),
        (
            "es",
            "Un dron alcanzó el depósito, según informó el gobernador Pavel Orsic.",
            ["Un dron alcanzó el depósito"],
        ),
    ],
)
def test_what_is_said(language, text, said):
    first = drafted(language, text)[0]
    words = [text[begin:end] for begin, end in first.content_spans]
    assert words == said if said else first.claimant


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", '"We did not fire on the bus," the colonel said.'),
        ("de", "»Wir haben nicht auf den Bus geschossen«, sagte der Oberst."),
        ("fr", "« Nous n'avons pas tiré sur le bus », a déclaré le colonel."),
        ("es", "«No disparamos contra el autobús», dijo el coronel."),
        ("ru", "«Мы не стреляли по автобусу», — заявил полковник."),
        ("uk", "«Ми не стріляли по автобусу», — заявив полковник."),
        ("ar", "وقال العقيد: «لم نقصف الحافلة»."),
    ],
)
def test_we_did_not_do_it_is_a_denial(language, text):
    (denial,) = drafted(language, text)
    assert denial.stance == "denies"


def test_we_did_not_see_it_is_none():
    (only,) = drafted("en", '"We have not seen the bodies of those killed," the doctor said.')
    assert only.stance != "denies"


def test_it_was_x_not_y_affirms():
    drafts = drafted(
        "ru", "Армия заявила, что завод сгорел. Очевидцы говорят, что в него попала ракета, а не артиллерия."
    )
    assert [one.stance for one in drafts][-1] == "affirms"
