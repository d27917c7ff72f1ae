"""The founding casebook: the fixture is whole, and each of its patterns is a capability of the program."""

import io
import json
from collections import Counter
from pathlib import Path

import pytest

from claimtrack import Casefile
from claimtrack.model import Assertion, Assessment, Claimant, Document, Evidence, Link
from claimtrack.model.codec import encode
from claimtrack.model.identity import record_id
from claimtrack.vocab import load_vocabulary

CASEBOOK = Path(__file__).parent.parent / "fixtures" / "casebook.jsonl"
PASSAGES = 30


@pytest.fixture(scope="module")
def lines():
    return [json.loads(line) for line in CASEBOOK.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    with Casefile.open(tmp_path_factory.mktemp("casebook") / "case.db") as case:
        report = case.import_file(CASEBOOK)
        yield case, report


@pytest.fixture(scope="module")
def case(imported):
    return imported[0]


def of(lines, record):
    return [line for line in lines if line["record"] == record]


def compared(case, event, by="claimant"):
    """Return the comparison of one event."""
    (comparison,) = case.compare(event, by=by).result
    return comparison


def printed(case, event, **options):
    """Return a comparison as it is printed, in one line."""
    return " ".join(case.compare(event, **options).to_text(width=200).split())


def column(comparison, key):
    return next(position for position in comparison.columns if position.key == key)


def row(comparison, question):
    return next(item for item in comparison.rows if item.question == question)


def cell(comparison, question, key):
    """Return what one party does with one question."""
    item = row(comparison, question) if question else comparison.stance
    return item.cells[comparison.columns.index(column(comparison, key))]


def raws(found):
    """Return the answers of a cell as written."""
    return [value.raw for answer in found.answers for value in answer.values]


def labelled(case, label):
    return next(item for item in case.records(Assertion) if item.label == label)


def links(case, source, target=None):
    """Return the links between two assertions, by label, as (kind, fields)."""
    wanted = labelled(case, source).id
    to = labelled(case, target).id if target else None
    return {
        (link.kind, link.fields)
        for link in case.records(Link)
        if link.source == wanted and to in {None, link.target}
    }


def value(case, label, field):
    return next(item for item in labelled(case, label).values if item.field == field)


def said(shift):
    return shift.before.assertion.said.edtf, shift.after.assertion.said.edtf


def moves(comparison, key):
    """Return the changes of position on the proposition itself, repeats left out."""
    return [
        shift for shift in column(comparison, key).shifts if not shift.question and shift.kind != "repeated"
    ]


# --- the fixture itself -----------------------------------------------------------------------


def test_first_line_names_format_and_version(lines):
    assert lines[0] == {"record": "claimtrack", "version": 1}


def test_every_passage_has_its_document(lines):
    documents = {line["key"]: line for line in of(lines, "document")}
    for number in range(1, PASSAGES + 1):
        passage = documents[f"passage-{number:02d}"]
        assert passage["derived_from"] == "archive-page"
        assert any(line["document"] == passage["key"] for line in of(lines, "assertion"))


def test_no_publication_date_is_given_as_printed(lines):
    published = [line["published"] for line in of(lines, "document") if "published" in line]
    assert all(date["raw"] == "" and date["inferred"] == ["year", "month", "day"] for date in published)


def test_references_in_the_fixture_resolve_and_labels_are_unique(lines):
    builtin = {term.key for term in load_vocabulary("field")}
    known = {
        kind: {line["key"] for line in of(lines, kind)}
        for kind in ("claimant", "document", "event", "evidence")
    }
    known["field"] = builtin | {line["key"] for line in of(lines, "field")}
    known["assertion"] = {line["label"] for line in of(lines, "assertion")}
    for kind in ("field", "claimant", "document", "event", "evidence"):
        assert not [
            key for key, times in Counter(line["key"] for line in of(lines, kind)).items() if times > 1
        ]
    distinct = {json.dumps(line) for line in of(lines, "assertion")}
    assert len(distinct) == len(known["assertion"])
    missing = [
        (line.get("key") or line.get("label") or line.get("source"), reference)
        for line in lines
        for kind, reference in references(line)
        if reference not in known[kind]
    ]
    assert missing == []


def references(line):
    """Yield every (kind, key) that a line names."""
    one = {
        "claimant": {"part_of": "claimant"},
        "document": {"publisher": "claimant", "derived_from": "document"},
        "assertion": {"event": "event", "claimant": "claimant", "document": "document"},
        "link": {"source": "assertion", "target": "assertion"},
        "evidence": {"document": "document"},
        "assessment": {"event": "event", "field": "field", "assertion": "assertion"},
    }
    for name, kind in one.get(line["record"], {}).items():
        if name in line:
            yield kind, line[name]
    for field in line.get("fields", ()):
        yield "field", field
    for bearing in line.get("bears_on", ()):
        yield "assertion", bearing["assertion"]
    for value in line.get("values", ()):
        yield "field", value["field"] if isinstance(value, dict) else value


def test_public_record_and_page_are_never_mixed(lines):
    page = {line["key"] for line in of(lines, "document") if line["key"].startswith("passage-")}
    for line in of(lines, "assertion"):
        if line["document"] not in page:
            continue
        assert line["claimant"] != "public-record", line["label"]
        said = line.get("said")
        if said and said["edtf"]:
            assert said["inferred"], f"{line['label']}: the page prints no full date"
            assert said["basis"], f"{line['label']}: an inferred date says what from"


def test_fixture_comes_out_as_it_went_in(case, tmp_path):
    first = "".join(exported(case))
    with Casefile.open(tmp_path / "copy.db") as copy:
        copy.import_file(io.BytesIO(first.encode()))
        assert "".join(exported(copy)) == first


def test_every_value_of_the_fixture_is_read(imported):
    assert imported[1].warnings == []


def exported(case):
    return [line if line.endswith("\n") else line + "\n" for line in case.export()]


# --- the patterns -----------------------------------------------------------------------------


def test_pattern_a_media_arm_speaks_for_its_group(case):
    spellings = (
        "Amaq",
        "A'maq",
        "أعماق",
        "Wilayat Sinai",
        "ولاية حلب",
        "Furat Media",
        "Вилаят Кавказ",
        "Daesh",
        "ИГИЛ",
    )
    found = [case.claimant(spelling).key for spelling in spellings]
    assert found == [
        *("amaq", "amaq", "amaq", "sinai-province", "aleppo-province", "furat-media", "caucasus-province"),
        *("islamic-state", "islamic-state"),
    ]
    assert column(compared(case, "roadside-bomb", by="bloc"), "islamic-state").claimants == ("amaq",)
    bloc = column(compared(case, "airliner", by="bloc"), "islamic-state")
    assert set(bloc.claimants) == {"sinai-province", "aleppo-province", "dabiq", "islamic-state"}
    # "Islamic State" and "Sinai Province" can both be true: the one is part of the other.
    finding = row(compared(case, "airliner"), "perpetrator").finding
    assert (finding.kind, finding.pairs) == ("compatible", ())


def test_pattern_b_denial_arrives_as_an_update_of_the_same_article(case):
    claim, denial = labelled(case, "roadside-claim"), labelled(case, "roadside-denial")
    assert denial.document == claim.document == "passage-08"
    assert denial.locator == "update to the same article"
    comparison = compared(case, "roadside-bomb")
    assert ("denies", claim.id, denial.id) in {
        (u.link.kind, u.target.id, u.source.id) for u in comparison.links
    }
    assert comparison.stance.finding.kind == "conflict"
    assert [source.key for source in comparison.sources] == ["passage-08"]
    assert cell(comparison, "killed", "amaq").state == "answers"
    # The denial is of the whole, and stands once: nobody denied that Syria is where it is said to have happened.
    assert cell(comparison, "killed", "russian-ministry-of-defence").state == "silent"
    assert cell(comparison, "killed", "the-outlet").state == "silent"


def test_pattern_c_same_party_denies_then_concedes(case):
    comparison = compared(case, "palmyra-helicopter")
    (shift,) = moves(comparison, "russia")
    assert (shift.kind, shift.linked, said(shift)) == ("conceded", True, ("2016-07-08", "2016-07-09"))
    position = column(comparison, "russia")
    assert [answer.assertion.label for answer in position.stance.current] == ["heli-concession"]
    assert [past.answer.assertion.label for past in position.stance.past] == ["heli-denial"]
    # Conceding a claim does not take the claim from the one who made it.
    assert [answer.assertion.label for answer in column(comparison, "islamic-state").stance.current] == [
        "heli-claim"
    ]
    assert comparison.stance.finding.kind != "conflict"


def test_pattern_c_two_states_move_at_different_times(case):
    comparison = compared(case, "airliner", by="bloc")
    (russia,) = moves(comparison, "russia")
    assert (russia.kind, said(russia)) == ("conceded", ("2015-10-31", "2015-11-17"))
    egypt = moves(comparison, "egypt")
    assert {shift.kind for shift in egypt} == {"conceded"}
    assert {shift.after.assertion.said.edtf for shift in egypt} == {"2016-02-24"}
    assert {shift.before.assertion.label for shift in egypt} == {"airliner-technical", "airliner-inquiry"}
    claims = [answer.assertion.label for answer in column(comparison, "islamic-state").stance.current]
    assert claims == ["airliner-claim"]


def test_pattern_c_shift_is_printed_with_both_dates(case):
    # The page prints neither day: both come from the public record, and stand in brackets.
    assert "denied [8 Jul 2016] → conceded [9 Jul 2016]" in printed(case, "palmyra-helicopter")
    airliner = printed(case, "airliner")
    russia = "denied 31 Oct (Russian Ministry of Transport) → conceded 17 Nov 2015 (Federal Security Service)"
    assert russia in airliner
    assert "→ conceded 24 Feb 2016 (President of Egypt)" in airliner


def test_pattern_d_blame_shifted_against_what_the_evidence_shows(case):
    comparison = compared(case, "palmyra-helicopter")
    weapon = row(comparison, "weapon")
    assert raws(cell(comparison, "weapon", "russian-outlets")) == ["American-made TOW missile"]
    assert raws(cell(comparison, "weapon", "the-outlet")) == ["anti-aircraft fire"]
    assert weapon.finding.kind == "conflict"
    assert links(case, "heli-reading", "heli-tow") == {("disputes", ("weapon",))}
    roles = {
        use.assertion.label: use.role for use in comparison.evidence if use.evidence.key == "heli-video-item"
    }
    assert roles["heli-tow"] == "undermines"
    assert roles["heli-reading"] == "supports"


def test_pattern_e_occurrence_confirmed_and_version_disputed(case):
    assert links(case, "dagestan-officials", "dagestan-claim") == {
        ("confirms", ("happened", "occurred")),
        ("disputes", ("account",)),
    }
    comparison = compared(case, "dagestan-attacks")
    findings = {item.question: item.finding.kind for item in comparison.rows}
    assert findings["happened"] == findings["occurred"] == "agree"
    assert findings["account"] == "conflict"
    assert comparison.stance.finding.kind == "agree"


def test_pattern_f_not_verified_by_whom_and_when(case):
    (roadside,) = compared(case, "roadside-bomb").assessments
    assert (roadside.grade, roadside.by) == ("unverified", "the-outlet")
    assert roadside.assertion == labelled(case, "roadside-claim").id
    assert roadside.at.uncertain
    assert "month" in roadside.at.inferred
    (absi,) = compared(case, "absi-death").assessments
    assert (absi.grade, absi.field, absi.by) == ("unverified", "perpetrator", "the-outlet")
    assert "unverified" in printed(case, "roadside-bomb")
    assert "the question open" in printed(case, "absi-death")


def test_pattern_g_same_claim_repeated_is_one_origin(case):
    position = column(compared(case, "airliner", by="bloc"), "islamic-state")
    (again,) = [shift for shift in position.shifts if shift.kind == "repeated"]
    assert again.before.assertion.label == "airliner-claim"
    assert again.linked
    claims = 1 + again.count
    assert claims >= 4
    assert len(position.stance.current) == 1, "four tellings are one position"
    counted = value(case, "airliner-outlet-17", "claim_number")
    assert counted.raw == "at least the fourth"
    assert (counted.read.low, counted.read.high) == (4, None)


def test_pattern_h_authenticity_of_evidence_only_claimed(case):
    items = {item.key: item for item in case.records(Evidence)}
    for key in ("agent-video", "airliner-bomb-photograph", "nusrah-photographs-item", "nusrah-gains-video"):
        assert items[key].authenticity, key
    offered = compared(case, "airliner").evidence
    uses = [use for use in offered if use.evidence.key == "airliner-bomb-photograph"]
    assert [(use.assertion.label, use.role) for use in uses] == [("airliner-magazine", "supports")]
    assert labelled(case, "airliner-outlet-15").hedge == "purported"


def test_pattern_h_comparison_says_that_authenticity_is_only_claimed(case):
    photograph = next(item for item in case.records(Evidence) if item.key == "airliner-bomb-photograph")
    report = case.compare("airliner")
    assert photograph.authenticity in report.to_json()
    assert photograph.authenticity in printed(case, "airliner")


def test_pattern_i_hedges_survive(case, tmp_path):
    hedges = {item.label: item.hedge for item in case.records(Assertion)}
    assert hedges["base-report"] == "reported"
    assert hedges["agent-hedge"] == "alleged"
    assert hedges["nusrah-photographs-hedge"] == hedges["absi-us-strike"] == "purported"
    assert hedges["heli-reading"] == hedges["palmyra-attempt"] == "likely"
    assert hedges["airliner-western"] == "increasingly likely"
    assert hedges["absi-unclear"] == "unclear"
    assert hedges["heli-claim"] == "stated"
    with Casefile.open(tmp_path / "copy.db") as copy:
        copy.import_file(io.BytesIO("".join(exported(case)).encode()))
        assert {item.label: item.hedge for item in copy.records(Assertion)} == hedges
    assert "increasingly likely" in printed(case, "airliner")


def test_pattern_j_anonymous_and_collective_claimants(case):
    claimants = {item.key: item for item in case.records(Claimant)}
    collective = {
        "western-officials",
        "other-sources",
        "russian-officials",
        "russian-outlets",
        "us-officials",
    }
    assert {claimants[key].kind for key in collective} == {"collective"}
    blocs = {position.key: position.claimants for position in compared(case, "airliner", by="bloc").columns}
    assert blocs["western-officials"] == ("western-officials",), "of no named country, so part of no state"
    assert "russian-officials" in column(compared(case, "dagestan-attacks", by="bloc"), "russia").claimants
    assert column(compared(case, "palmyra-helicopter", by="bloc"), "russian-outlets")


def test_pattern_k_two_possible_perpetrators_neither_claiming(case):
    comparison = compared(case, "absi-death")
    assert sorted(raws(cell(comparison, "perpetrator", "the-outlet"))) == ["Russia", "United States"]
    assert row(comparison, "perpetrator").finding.kind == "single"
    assert not cell(comparison, "perpetrator", "the-outlet").split
    assert {position.key for position in comparison.columns}.isdisjoint({"russia", "united-states"})


def test_pattern_l_year_inferred_is_shown_as_inferred(case):
    for label, raw, edtf in (
        ("dagestan-claim", "Mar. 29 and Mar. 30", "{2016-03-29,2016-03-30}"),
        ("absi-killed", "March 3", "2016-03-03"),
        ("alloush-killed", "Dec. 25", "2015-12-25"),
        ("airliner-congratulation", "October 31", "2015-10-31"),
    ):
        date = value(case, label, "occurred").read
        assert (date.raw, date.edtf, date.inferred) == (raw, edtf, ("year",))
        assert date.basis
    text = printed(case, "alloush-death")
    assert "25 Dec [2015]" in text
    assert "[ ] inferred, not stated" in text
    content = json.loads(case.compare("alloush-death").to_json())
    assert '"inferred": ["year"]' in json.dumps(content)


def test_pattern_l_two_dates_in_one_phrase_are_a_set(case):
    date = value(case, "dagestan-claim", "occurred").read
    assert date.precision == "set"
    assert (str(date.earliest), str(date.latest)) == ("2016-03-29", "2016-03-30")
    assert date.inferred == ("year",)


def test_pattern_l_set_is_printed_with_its_inferred_year(case):
    text = printed(case, "dagestan-attacks")
    assert "[2016]" in text
    assert "{2016-03-29" not in text, "a table shows dates as people read them"


def test_pattern_l_relative_dates_keep_their_words(case):
    for label, raw in (
        ("setbacks-report", "in recent days"),
        ("palmyra-attempt", "days after the announcement"),
        ("raqqa-report", "this past week"),
        ("ban", "yesterday"),
    ):
        date = value(case, label, "occurred").read
        assert date.raw == raw
        assert "day" in date.inferred or date.uncertain
        assert date.basis
    assert case.event("latakia-attack").occurred.raw == "on the same day"
    assert value(case, "setbacks-report", "occurred").read.uncertain


def test_pattern_m_self_description_disputed(case):
    comparison = compared(case, "alloush-moderate")
    assert row(comparison, "character").finding.kind == "conflict"
    assert cell(comparison, "character", "the-outlet").answers[0].values[0].negative
    assert links(case, "alloush-disputed", "alloush-self") == {("disputes", ("character",))}


def test_pattern_n_casualties_claimed_and_confirmed_independently(case):
    comparison = compared(case, "al-bukamal-strike", by="bloc")
    assert links(case, "bukamal-confirmed", "bukamal-claim") == {("confirms", ("civilian_harm",))}
    assert raws(cell(comparison, "civilian_harm", "islamic-state")) == ["yes"]
    assert raws(cell(comparison, "civilian_harm", "other-sources")) == ["yes"]
    assert row(comparison, "civilian_harm").finding.kind == "agree"
    # What is confirmed is that there was harm, and not the party's number.
    assert row(comparison, "civilians_killed").finding.kind == "single"
    assert cell(comparison, "civilians_killed", "other-sources").state == "silent"


def test_pattern_o_vague_numbers_stay_vague(case):
    thousands = value(case, "iranian-forces-report", "forces_sent")
    dozens = value(case, "bukamal-claim", "civilians_killed")
    several = value(case, "raqqa-photographs", "structures_damaged")
    assert [item.raw for item in (thousands, dozens, several)] == ["thousands", "dozens", "several"]
    assert all(item.read.vague for item in (thousands, dozens, several))
    assert thousands.read.low >= 1000
    assert dozens.read.low >= 12
    assert 2 <= several.read.low < 12
    assert "“thousands”" in printed(case, "iranian-forces")


def test_pattern_p_same_passage_twice_is_held_once(imported):
    case, report = imported
    assert report.repeated == Counter(assertion=1)
    assert len([item for item in case.records(Assertion) if item.document == "passage-01"]) == 1
    again = case.import_file(CASEBOOK)
    assert not +again.made


def test_pattern_p_headlines_and_cut_off_passages_say_so(case):
    documents = {item.key: item for item in case.records(Document)}
    assertions = list(case.records(Assertion))
    for number in (27, 28, 29):
        assert "headline only" in documents[f"passage-{number}"].note
        assert {a.locator for a in assertions if a.document == f"passage-{number}"} == {
            "headline only; no text"
        }
    assert "cut off" in documents["passage-30"].note
    assert "the passage is cut off" in {a.locator for a in assertions if a.document == "passage-30"}


def test_pattern_q_bracketed_text_prints_exactly(case):
    update = labelled(case, "roadside-denial").text
    assert update.startswith("[Update: the ministry denied it]")
    assert case.document("passage-08").title.endswith("[Update: the ministry denied it]")
    report = case.compare("roadside-bomb")
    assert "[Update: the ministry denied it]" in printed(case, "roadside-bomb")
    assert "[Update: the ministry denied it]" in " ".join(report.to_text(width=60).split())
    assert update in "".join(case.export())


def test_pattern_q_quotes_ellipses_and_scripts_survive_byte_for_byte(lines, case):
    held = {item.label: item.text for item in case.records(Assertion)}
    given = {line["label"]: line["text"] for line in of(lines, "assertion")}
    assert held == given
    whole = "".join(given.values())
    assert all(mark in whole for mark in ("“", "”", "’", "…", "[", "ИГИЛ"))
    aliases = {item.key: item.aliases for item in case.records(Claimant)}
    assert aliases == {line["key"]: tuple(line.get("aliases", ())) for line in of(lines, "claimant")}


@pytest.mark.parametrize(
    ("spelling", "key"),
    [
        ("Quds Force", "qods-force"),
        ("Qods Force", "qods-force"),
        ("Qods Brigade", "quds-brigade"),
        ("Liwa al-Quds", "quds-brigade"),
        ("al-Nusra", "al-nusrah-front"),
        ("Al Nusrah", "al-nusrah-front"),
        ("Jabhat al-Nusra", "al-nusrah-front"),
        ("Jabhat al Nusrah", "al-nusrah-front"),
        ("جبهة النصرة", "al-nusrah-front"),
        ("al Dagestani", "ali-abu-muhammad-al-dagestani"),
        ("al Daghestani", "ali-abu-muhammad-al-dagestani"),
    ],
)
def test_pattern_q_transliterations_lead_to_one_party(case, spelling, key):
    assert case.claimant(spelling).key == key


def test_the_casebook_is_as_the_log_says(case):
    assert case.verify().result.breaches == []


def test_a_verdict_that_an_import_once_named_by_the_label_is_as_it_was(tmp_path):
    with Casefile.open(tmp_path / "case.db") as case:
        case.add_event("Fire", key="fire")
        case.record("fire", claimant="Ministry", text="None died", label="denial")
        verdict = Assessment(event="fire", assertion="denial", grade="weak")
        case.take([{**encode(verdict), "id": record_id(verdict)}])
        assert case.verify().result.breaches == []
