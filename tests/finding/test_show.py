"""Cards: all that a record holds and all that points at it."""

import json

import pytest

from claimtrack.render import FORMS, render


@pytest.fixture
def told(case, say):
    case.add_document(
        "The wire", key="wire", publisher="army", published="9 July 2016", url="https://example.org/1"
    )
    case.add_document("The copy", key="copy", derived_from="wire")
    first = say(
        "A helicopter was shot down",
        label="claim",
        by="nusra",
        quote="أسقطنا مروحية",
        translation="We brought down a helicopter",
        document="copy",
        values={"killed": "dozens", "weapon": {"not": "TOW missile"}, "occurred": "some time after"},
    )
    case.reply("denies", first, claimant=case.claimant("army"), text="No aircraft was lost", label="denial")
    case.add_evidence("A photograph", key="photo", assertion=first, role="undermines", document="copy")
    case.assess(
        "helicopter", assertion=first, grade="contested", rationale="Two stories", by="me", at="2016-08"
    )
    return first


def card(case, reference):
    [found] = json.loads(case.show(reference).to_json())["records"]
    return found


def test_an_event_shows_its_statements_evidence_and_verdicts(case, told):
    found = card(case, "event:helicopter")
    assert found["record"]["statements"] == 2
    assert {entry["label"] for entry in found["sections"]["statements"]["entries"]} == {"claim", "denial"}
    assert found["sections"]["evidence"]["entries"][0]["key"] == "photo"
    assert found["sections"]["assessments"]["entries"][0]["grade"] == "contested"
    text = case.show("event:helicopter").to_text(width=120)
    for words in ("Palmyra", "8 Jul 2016", "No aircraft was lost", "A photograph", "contested"):
        assert words in text


def test_a_claimant_shows_its_place_its_names_and_what_it_said(case, told, say):
    say("We were there", by="division")
    found = card(case, "army")
    assert found["record"]["aliases"] == ["الجيش السوري"]
    assert [part["key"] for part in found["sections"]["parts"]["entries"]] == ["division"]
    assert {entry["claimant"] for entry in found["sections"]["statements"]["entries"]} == {"army", "division"}
    assert found["sections"]["documents"]["entries"][0]["key"] == "wire"
    assert card(case, "division")["record"]["chain"] == ["army"]
    assert "its parts' included" in case.show("army").to_text()


def test_an_assertion_shows_everything_about_it(case, told):
    found = card(case, "claim")
    record = found["record"]
    assert record["quote"] == "أسقطنا مروحية"
    assert {value["raw"] for value in record["values"]} == {"dozens", "TOW missile", "some time after"}
    assert record["origin"] == "wire"
    [link] = found["links"]
    assert (link["kind"], link["outward"], link["other_label"]) == ("denies", False, "denial")
    [back] = card(case, "denial")["links"]
    assert (back["kind"], back["outward"], back["other_label"]) == ("denies", True, "claim")
    assert found["sections"]["evidence"]["entries"][0]["key"] == "photo"
    assert found["sections"]["assessments"]["entries"][0]["rationale"] == "Two stories"
    text = case.show("claim").to_text(width=120)
    for words in (
        "We brought down a helicopter",
        "not TOW missile",
        "dozens",
        "could not be read",
        "← denies by",
        "Origin",
    ):
        assert words in text


def test_a_date_shows_how_it_was_read(book):
    text = book.show("palmyra-helicopter").to_text(width=100)
    assert "[8 Jul 2016]" in text
    assert "inferred: year, month, day" in text
    assert "because: public record" in text


def test_a_date_that_could_not_be_read_says_so(case, say):
    say("x", label="vague", said="some time after")
    text = case.show("vague").to_text()
    assert "“some time after”" in text
    assert "could not be read" in text


def test_a_document_shows_what_derives_from_it_and_cites_it(case, told):
    found = card(case, "document:wire")
    assert [entry["key"] for entry in found["sections"]["derived"]["entries"]] == ["copy"]
    copy = card(case, "document:copy")
    assert copy["record"]["chain"] == ["wire"]
    assert copy["sections"]["statements"]["entries"][0]["label"] == "claim"
    assert copy["sections"]["evidence"]["entries"][0]["key"] == "photo"


def test_evidence_fields_and_assessments(case, told):
    assert card(case, "photo")["sections"]["statements"]["entries"][0]["label"] == "claim"
    assert card(case, "field:killed")["sections"]["statements"]["entries"][0]["label"] == "claim"
    assert card(case, "field:ransom_paid" if False else "field:captured")["sections"] == {}
    assessment = case.list("assessments").result.entries[0].record
    assert card(case, assessment.id[:8])["record"]["event_title"] == "Helicopter lost east of Palmyra"


def test_a_correction_shows_what_stood_before(case, told):
    case.change(case.assertion("claim"), text="A helicopter was brought down")
    text = case.show("claim").to_text(width=120)
    assert "Corrections" in text
    assert "A helicopter was shot down" in text
    [correction] = [item for item in card(case, "claim")["corrections"] if item["what"] == "assertion"]
    assert correction["before"]["text"] == "A helicopter was shot down"


def test_a_long_section_is_cut_and_says_so(case, say, monkeypatch):
    monkeypatch.setattr("claimtrack.store.cards._SHOWN", 3)
    for number in range(5):
        say(f"statement {number}", said=f"2016-07-1{number}")
    section = card(case, "event:helicopter")["sections"]["statements"]
    assert [entry["text"] for entry in section["entries"]] == [f"statement {number}" for number in (4, 3, 2)]
    assert section["more"] == 2
    assert "2 more" in case.show("event:helicopter").to_text()


def test_several_at_once_in_the_order_asked(case):
    records = json.loads(case.show("army", "dagestan", "killed").to_json())["records"]
    assert [item["kind"] for item in records] == ["claimant", "event", "field"]


@pytest.mark.parametrize("form", FORMS)
def test_every_record_of_the_casebook_has_a_card_in_every_form(book, form):
    names = [
        f"{kind}:{entry.record.key if kind not in ('assertion', 'assessment') else entry.record.id}"
        for kind, plural in (
            ("event", "events"),
            ("claimant", "claimants"),
            ("document", "documents"),
            ("assertion", "assertions"),
            ("evidence", "evidence"),
            ("field", "fields"),
            ("assessment", "assessments"),
        )
        for entry in book.list(plural, limit=0).result.entries[:: 3 if form != "json" else 1]
    ]
    assert render(book.show(*names).view, form, width=80)


HOSTILE = "\x1b[31m[bold]red[/] <script>x</script> \u202e\nsecond line"


@pytest.mark.parametrize("form", FORMS)
def test_hostile_text_prints_harmless(case, say, form):
    say(
        HOSTILE,
        label="hostile",
        quote=HOSTILE,
        values={"weapon": HOSTILE},
        said=HOSTILE,
        spokesperson=HOSTILE,
    )
    text = render(case.show("hostile", "event:helicopter").view, form, width=200)
    assert "\x1b" not in text
    assert "\u202e" not in text
    if form in ("html", "markdown"):
        assert "<script>" not in text


def test_from_the_terminal(run, told):
    result = run("show", "claim", "army")
    assert result.exit_code == 0
    assert "Jabhat al-Nusra comments: Helicopter lost" in result.stdout
    assert run("show", "nobody at all").exit_code == 3
    assert json.loads(run("show", "claim", "--format", "json").stdout)["schema"] == "claimtrack/show/1"
