"""What is asked over a whole file is what is asked event by event, added up."""

import gc
import sys
from collections import Counter
from itertools import product
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claimtrack import Casefile
from claimtrack.analysis import corroboration_scan, dataset_rows, matrix_scan, numbered_answers
from claimtrack.analysis import matrix as matrix_module
from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.confirmations import VOUCHING
from claimtrack.analysis.corroboration import corroborate
from claimtrack.analysis.gap_survey import survey_gaps
from claimtrack.analysis.gaps import GapKind
from claimtrack.analysis.grouping import By, bloc_of
from claimtrack.analysis.matrix import Matrix, count_pairs
from claimtrack.analysis.plain_events import PlainEvent
from claimtrack.analysis.positions import derive_positions
from claimtrack.analysis.same_event import find_near, sketch_of
from claimtrack.analysis.track_record import record_of
from claimtrack.analysis.track_record_scan import COUNTED
from claimtrack.errors import ClaimtrackError
from claimtrack.model import Event
from claimtrack.store import answers, plain_events
from claimtrack.store.answers import AnswerScan
from claimtrack.store.dossiers import gather_dossier, gather_dossiers
from claimtrack.views.gaps import gaps_view
from claimtrack.views.track_record import count
from strategies import case_files

CASEBOOK = Path(__file__).parents[2] / "fixtures" / "casebook.jsonl"
SCANNED = sorted(matrix_scan.SCANNED_BY)
OCCURRED = (
    "3 March 2016, 23:30 UTC", "4 March 2016, 01:30", "4 March 2016", "the night of 3 March 2016",
    "the morning of 4 March 2016", "3 and 5 March 2016", "about 6 March 2016",
)  # fmt: skip


@pytest.fixture(scope="module")
def casebook(tmp_path_factory):
    with Casefile.open(tmp_path_factory.mktemp("casebook") / "case.db") as case:
        case.import_file(CASEBOOK)
        yield case


def added_up(case, by, tag=""):
    return Matrix.total(count_pairs(case.dossier(event), by) for event in case._events(tag=tag))


def scanned(case, by, tag=""):
    with AnswerScan(case._connection, tag) as scan:
        return matrix_scan.count_scan(scan.happenings(), scan, By.of(by), scan.events)


def taken(case, made):
    """Take what was drawn; a few of the links drawn break a rule of the store."""
    try:
        case.take(made)
    except ClaimtrackError:
        assume(False)


@st.composite
def outspoken(draw):
    """A case file in which the same few speak again and again, of parties too, and take things back."""
    made = list(draw(case_files()))
    said = [item for item in made if item["record"] == "assertion"]
    claimants = [item for item in made if item["record"] == "claimant"]
    names = [item["key"] for item in claimants]
    called = [name for item in claimants for name in (item["name"], *item.get("aliases", ())) if name.strip()]
    for number, item in enumerate(said * draw(st.integers(1, 3))):
        again = {**item, "label": f"again{number}", "text": f"again {number}"}
        again["said"] = draw(st.sampled_from([None, "2016-03-01", "2016-03-02", "March 2016"]))
        again["stance"] = draw(st.sampled_from(["affirms", "denies", "queries"]))
        again["claimant"] = draw(st.sampled_from(names))
        named = draw(
            st.lists(st.sampled_from([*names, *called, "somebody", "unknown"]), max_size=2, unique=True)
        )
        again["values"] = [
            {"field": "killed", "raw": draw(st.sampled_from(["3", "2-5", "dozens", "unknown", "soldiers"]))},
            *({"field": "perpetrator", "raw": raw, "negative": draw(st.booleans())} for raw in named),
            *(
                {"field": "occurred", "raw": raw}
                for raw in draw(st.lists(st.sampled_from(OCCURRED), max_size=1))
            ),
            *({"field": "civilians_killed", "raw": raw} for raw in draw(st.sampled_from(["", "4", "9"]))),
        ]
        made.append(again)
        if again["claimant"] == item["claimant"]:
            kinds = ["", "supersedes", "retracts", "repeats"]
            if (item["stance"], again["stance"]) == ("denies", "affirms"):
                kinds.append("concedes")
            kind = draw(st.sampled_from(kinds))
        else:
            kind = draw(st.sampled_from(["", "denies", "disputes", "repeats", "confirms", "corroborates"]))
        if kind:
            fields = draw(st.sampled_from([[], ["killed"]]))
            if kind in VOUCHING and draw(st.booleans()):
                again["values"] = []  # it says no more than that another is right
            made.append(
                {
                    "record": "link",
                    "kind": kind,
                    "source": again["label"],
                    "target": item["label"],
                    "fields": fields,
                }
            )
    return made


@settings(max_examples=30, deadline=None)
@given(made=outspoken(), by=st.sampled_from(SCANNED))
def test_a_scan_counts_what_the_dossiers_do(tmp_path_factory, made, by):
    with Casefile.open(tmp_path_factory.mktemp("drawn") / "case.db") as case:
        taken(case, made)
        assert scanned(case, by) == added_up(case, by)


@settings(max_examples=20, deadline=None)
@given(made=outspoken())
def test_dossiers_gathered_together_are_those_gathered_alone(tmp_path_factory, made):
    with Casefile.open(tmp_path_factory.mktemp("drawn") / "case.db") as case:
        taken(case, made)
        events = list(case._reader.every(Event))
        assert list(gather_dossiers(case._reader, events)) == [
            gather_dossier(case._reader, e) for e in events
        ]


@pytest.mark.parametrize("by", SCANNED)
def test_the_casebook_is_scanned_as_it_is_compared(casebook, by):
    assert scanned(casebook, by) == added_up(casebook, by) == casebook.matrix(by=by).result
    assert added_up(casebook, by).pairs


@pytest.mark.parametrize("by", SCANNED)
def test_how_much_is_fetched_or_counted_at_once_changes_nothing(casebook, monkeypatch, by):
    expected = scanned(casebook, by)
    monkeypatch.setattr(matrix_scan, "_FETCHED_TOGETHER", 1)
    monkeypatch.setattr(matrix_scan, "_COUNTED_TOGETHER", 1)
    assert scanned(casebook, by) == expected


@pytest.mark.parametrize("by", sorted(By))
def test_a_matrix_of_no_events_keeps_what_a_party_is(casebook, by):
    assert casebook.matrix(by=by, tag="no such tag").result == Matrix(by=By.of(by))


def test_a_scan_keeps_to_a_tag(casebook):
    tags = {tag for event in casebook._events() for tag in event.tags}
    assert tags
    for tag in tags:
        assert scanned(casebook, "bloc", tag) == added_up(casebook, "bloc", tag)


def test_forgetting_changes_nothing(casebook, monkeypatch):
    monkeypatch.setattr(numbered_answers, "_ANSWERS_KEPT", 0)
    assert scanned(casebook, "claimant") == added_up(casebook, "claimant")


def test_a_list_too_long_is_left_out_whole(casebook, monkeypatch):
    whole = added_up(casebook, "claimant")
    for module in (matrix_module, matrix_scan):
        monkeypatch.setattr(module, "CASES_LISTED", 3)
    cut = added_up(casebook, "claimant")
    assert cut == scanned(casebook, "claimant")
    assert not cut.listed
    assert not any(tally.cases for tally in cut.pairs.values())
    assert {pair: tally.met for pair, tally in cut.pairs.items()} == {
        pair: len(tally.cases) for pair, tally in whole.pairs.items()
    }
    assert casebook.matrix().view.data["cases_listed"] is False


def test_gaps_are_counted_beyond_those_listed(casebook):
    dossiers = [casebook.dossier(event) for event in casebook._events()]
    everything = survey_gaps(dossiers).gaps
    survey = survey_gaps(iter(dossiers), most=1)
    assert sum(survey.counts.values()) == len(everything)
    assert len(survey.gaps) == len(survey.counts)
    data = gaps_view(survey).data
    assert sum(data["left_out"].values()) == len(everything) - len(survey.gaps)


def test_events_not_held_against_others_are_told(tmp_path):
    with Casefile.open(tmp_path / "case.db") as case:
        for title in ("One", "Two", "Three"):
            event = case.add_event(title, occurred="8 July 2016", place="Palmyra")
            case.record(event, claimant="Army", stance="affirms", text=title)
        dossiers = [case.dossier(event) for event in case._events()]
    sketches = [sketch_of(dossier) for dossier in dossiers]
    assert [len(find_near(sketches).pairs), find_near(sketches).left] == [3, 0]
    assert [len(find_near(sketches, 1).pairs), find_near(sketches, 1).left] == [2, 2]
    survey = survey_gaps(dossiers)
    assert survey.counts[GapKind.MAYBE_SAME_EVENT] == 3


def test_a_place_that_cannot_be_read_is_near_no_other(tmp_path):
    with Casefile.open(tmp_path / "case.db") as case:
        for place in ("Palmyra", "?"):
            event = case.add_event(f"Shelling {place}", occurred="8 July 2016", place=place)
            case.record(event, claimant="Army", stance="affirms", text=place)
        assert case.gaps(kinds=["maybe one event"]).result == ()
        as_one = case.compare_as_one("shelling-palmyra", "shelling").result
        assert (as_one.places, as_one.km_apart) == (None, None)


@pytest.mark.parametrize("by", SCANNED)
def test_a_scan_knows_whom_the_dossier_knows(tmp_path, by):
    """One that speaks on another event, and is linked to this one, is named among the answers here."""
    yes = [{"field": "happened", "raw": "yes"}]
    shelled = [{"field": "perpetrator", "raw": "unit"}, {"field": "perpetrator", "raw": "army"}]
    not_unit = [{"field": "perpetrator", "raw": "unit", "negative": True}]
    with Casefile.open(tmp_path / "case.db") as case:
        case.take([
            {"record": "claimant", "key": "army", "name": "Army"},
            {"record": "claimant", "key": "unit", "name": "Unit", "part_of": "army"},
            {"record": "claimant", "key": "rebels", "name": "Rebels"},
            {"record": "event", "key": "here", "title": "Shelling"},
            {"record": "event", "key": "there", "title": "Ambush"},
            {"record": "assertion", "label": "a", "event": "here", "claimant": "army", "text": "We", "values": shelled},
            {"record": "assertion", "event": "here", "claimant": "rebels", "text": "Not they", "values": not_unit},
            {"record": "assertion", "label": "b", "event": "there", "claimant": "unit", "text": "No", "values": yes},
            {"record": "link", "kind": "denies", "source": "b", "target": "a"},
        ])  # fmt: skip
        assert "unit" in case.dossier("here").claimants
        assert scanned(case, by) == added_up(case, by)


def backed(case):
    """How much stands behind each answer, counted by way of the scan."""
    return Counter(
        (one.event, one.question, one.answer, one.statements, one.parties, one.origins)
        for one in case.stream_backing()
    )


def supported(case):
    """The same, event by event."""
    return Counter(
        (dossier.event.key, support.question, words(support), *amounts(support))
        for dossier in map(case.dossier, list(case._events()))
        for support in corroborate(dossier)
    )


def words(support):
    """The answer as written, the first of those that say the same in alphabetical order."""
    return min(
        item.answer.assertion.stance
        if support.question == STANCE
        else "; ".join(f"not {value.raw}" if value.negative else value.raw for value in item.answer.values)
        for item in support.backing
    )


def amounts(support):
    return len(support.backing), len(support.parties), len(support.voices)


def recorded(case):
    """What became of each bloc's word, party by party."""
    dossiers = [case.dossier(event) for event in case._events()]
    known = {key: claimant for dossier in dossiers for key, claimant in dossier.claimants.items()}
    blocs = {bloc_of(said.claimant, known) for dossier in dossiers for said in dossier.assertions}
    return {bloc: {name: count(record_of(bloc, dossiers), name) for name in COUNTED} for bloc in blocs}


def records(case):
    found = case.track_records().result
    return {bloc: {name: counts[name] for name in COUNTED} for bloc, counts in found.items()}


def moved(case):
    """How the blocs moved, event by event: how often, and how often linked."""
    moves, linked = Counter(), Counter()
    for event in list(case._events()):
        for position in derive_positions(case.dossier(event), By.BLOC):
            for shift in position.shifts:
                one = (position.key, shift.question, shift.kind.value)
                moves[one] += 1
                linked[one] += shift.linked
    return {one: (many, linked[one]) for one, many in moves.items()}


def movements(case):
    found = case.movements(limit=0).result
    return {(one.bloc, one.field, one.kind): (one.moves, one.linked) for one in found}


@settings(max_examples=40, deadline=None)
@given(made=outspoken())
def test_backing_and_records_are_those_of_the_events(tmp_path_factory, made):
    with Casefile.open(tmp_path_factory.mktemp("drawn") / "case.db") as case:
        taken(case, made)
        assert backed(case) == supported(case)
        assert records(case) == recorded(case)
        assert movements(case) == moved(case)


def test_backing_and_records_of_the_casebook(casebook, monkeypatch):
    assert movements(casebook) == moved(casebook)
    assert backed(casebook) == supported(casebook)
    assert records(casebook) == recorded(casebook)
    expected = backed(casebook)
    monkeypatch.setattr(answers, "_FIRST_EVENTS", 3)
    monkeypatch.setattr(dataset_rows, "_FIRST", 2)
    monkeypatch.setattr(corroboration_scan, "_TOGETHER", 1)
    assert backed(casebook) == expected


def test_backing_keeps_to_a_tag(casebook):
    tag = next(tag for event in casebook._events() for tag in event.tags)
    wanted = {event.key for event in casebook._events(tag=tag)}
    assert {one.event for one in casebook.stream_backing(tag=tag)} == {
        one[0] for one in supported(casebook) if one[0] in wanted
    }
    assert casebook.track_records(tag="no such tag").result == {}


def test_a_page_of_backing_tells_that_there_is_more(casebook):
    page, whole = casebook.backing(limit=2), casebook.backing(limit=0)
    assert page.result == whole.result[:2]
    assert (page.view.data["more"], whole.view.data["more"]) == (True, False)


def test_a_scan_given_up_after_its_file_is_closed_is_given_up_in_silence(tmp_path, monkeypatch):
    complaints = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    case = Casefile.open(tmp_path / "case.db")
    case.import_file(CASEBOOK)
    with AnswerScan(case._connection) as scan:
        found = scan.happenings()
        next(found)
    case.close()
    del found
    gc.collect()
    assert complaints == []


MOMENTS = ["2016-03-01", "2016-03-02", "2016-03-03T01:00:00+14:00", "2016-03-02T23:00:00-12:00", "March 2016", "after 2016-03-02",
           "2016-03-02T10:00:00Z", "1 March", "no date", None]  # fmt: skip
TROUBLES = {
    "event": {"occurred": MOMENTS},
    "document": {"published": MOMENTS, "retrieved": MOMENTS, "url": [""], "archive_url": ["https://archive.example.org/1"],
                 "sha256": ["0" * 64], "derived_from": ["d0-0"]},
    "assertion": {"said": MOMENTS, "document": ["", "d0-0", "d1-0"], "claimant": ["army", "unit", "wire", "rebels"],
                  "stance": ["affirms", "denies", "queries", "comments"], "quote": ["They were hit"],
                  "text": [f"The convoy was hit near {place} by a rocket that came from the hills" for place in "AB"],
                  "values": [[{"field": "happened", "raw": raw}] for raw in ("yes", "no", "perhaps")]
                  + [[{"field": "killed", "raw": "12"}, {"field": "civilians_killed", "raw": raw}] for raw in ("12", "14")]
                  + [[{"field": "killed", "raw": "many people"}], [{"field": "happened", "raw": "no", "negative": True}]]},
}  # fmt: skip


PARTIES = [
    {"record": "claimant", "key": "army", "name": "Army", "kind": "ministry"},
    {"record": "claimant", "key": "unit", "name": "Unit", "part_of": "army", "kind": "armed group"},
    {"record": "claimant", "key": "wire", "name": "Wire", "kind": "outlet"},
    {"record": "claimant", "key": "rebels", "name": "Rebels", "kind": "armed group"},
]


def plain_event(event, speakers=("army", "rebels", "wire"), **dates):
    """An event of which nothing is amiss, with all that is said of it."""
    occurred, said, published, retrieved = (
        dates.get(name, "2016-03-03") for name in ("occurred", "said", "published", "retrieved")
    )
    made = [
        {
            "record": "event",
            "key": f"e{event}",
            "title": f"Convoy {event}",
            "occurred": occurred,
            "place": "Palmyra",
        }
    ]
    for number, by in enumerate(speakers):
        key = f"{event}-{number}"
        made.append(
            {
                "record": "document",
                "key": f"d{key}",
                "url": f"https://example.org/{key}",
                "published": published,
                "retrieved": retrieved,
            }
        )
        made.append(
            {
                "record": "assertion",
                "event": f"e{event}",
                "label": f"a{key}",
                "claimant": by,
                "stance": "affirms",
                "text": " ".join(f"word{event}{number}{word}" for word in range(9)),
                "said": said,
                "document": f"d{key}",
            }
        )
    return made


@st.composite
def nearly_plain(draw):
    """A case file in which nothing is amiss, but for a few troubles."""
    made = [dict(party) for party in PARTIES]
    for event in range(3):
        made += plain_event(event, ["army", "rebels", "wire"][: draw(st.sampled_from([3, 2, 1, 0]))])
    keys = {item.get("key") for item in made}
    for _ in range(draw(st.integers(0, 4))):
        item = draw(st.sampled_from([item for item in made if item["record"] in TROUBLES]))
        attribute = draw(st.sampled_from(sorted(TROUBLES[item["record"]])))
        trouble = draw(st.sampled_from(TROUBLES[item["record"]][attribute]))
        if attribute not in {"document", "derived_from"} or trouble in keys - {item.get("key")}:
            item[attribute] = trouble
    labels = [item["label"] for item in made if item["record"] == "assertion"]
    more = draw(st.integers(0, 9))
    if more == 0:
        made.append({"record": "inquiry", "event": "e0", "sought": "a photo", "found": ""})
    if more == 1:
        made.append({"record": "assessment", "event": "e0", "grade": "unverified", "at": "2016-03-01"})
    if more == 2 and labels:
        made.append(
            {
                "record": "evidence",
                "key": "i",
                "title": "Photo",
                "url": "https://example.org/i",
                "bears_on": [{"assertion": labels[0], "role": "supports"}],
            }
        )
    if more in {3, 4, 5} and len(labels) > 1:
        ends = draw(st.permutations(labels))[:2]
        made.append(
            {
                "record": "link",
                "kind": draw(st.sampled_from(["denies", "repeats"])),
                "source": ends[0],
                "target": ends[1],
            }
        )
    return made


def gaps_found(case, *, plainly):
    """The gaps as they are streamed: with plain events told apart by the store, or every one checked."""
    with pytest.MonkeyPatch.context() as patched:
        if plainly:
            patched.setattr(plain_events._Sieve, "_plain", lambda *_: {})
        listing = case.gap_listing()
        return list(case.stream_gaps(listing=listing)), listing.in_order()


@settings(max_examples=80, deadline=None)
@given(made=st.one_of(nearly_plain(), nearly_plain(), nearly_plain(), outspoken()))
def test_gaps_of_plain_events_are_those_of_their_dossiers(tmp_path_factory, made):
    with Casefile.open(tmp_path_factory.mktemp("drawn") / "case.db") as case:
        taken(case, made)
        assert gaps_found(case, plainly=False) == gaps_found(case, plainly=True)


@pytest.mark.parametrize("speakers", [["wire"], ["army", "rebels"]])
@pytest.mark.parametrize(
    ("kind", "attribute", "trouble"),
    [
        (kind, name, trouble)
        for kind, some in TROUBLES.items()
        for name, troubles in some.items()
        for trouble in troubles
    ],
)
def test_one_trouble_is_found_among_plain_events(tmp_path, kind, attribute, trouble, speakers):
    made = [*PARTIES, *plain_event(0, speakers), *plain_event(1, speakers), *plain_event(2)]
    _, second, *_ = (item for item in made if item["record"] == kind)
    second[attribute] = trouble
    with Casefile.open(tmp_path / "case.db") as case:
        case.take(made)
        assert gaps_found(case, plainly=False) == gaps_found(case, plainly=True)
        assert len(plain_ones(case)) >= 1


@pytest.mark.parametrize(
    ("one", "other"), [("occurred", "said"), ("said", "published"), ("published", "retrieved")]
)
def test_dates_that_do_not_fit_are_found_among_plain_events(tmp_path, one, other):
    moments = [moment for moment in MOMENTS if moment != "no date"]  # from which intake counts no other
    pairs = list(product(moments, repeat=2))
    made = [
        *PARTIES,
        *(
            item
            for number, pair in enumerate(pairs)
            for item in plain_event(number, **dict(zip((one, other), pair, strict=True)))
        ),
    ]
    with Casefile.open(tmp_path / "case.db") as case:
        case.take(made)
        assert gaps_found(case, plainly=False) == gaps_found(case, plainly=True)
        assert 0 < len(plain_ones(case)) < len(pairs)


def test_gaps_of_the_casebook_are_those_of_its_dossiers(casebook, monkeypatch):
    expected = gaps_found(casebook, plainly=True)
    assert gaps_found(casebook, plainly=False) == expected
    monkeypatch.setattr(plain_events, "_TOGETHER", 3)
    assert gaps_found(casebook, plainly=False) == expected


REPORTS = """event,claimant,stance,text,said,killed,source
Ambush,Army,affirms,Our convoy was hit by a rocket that came from the hills,2016-03-02,3,https://example.org/1
Ambush,Rebels,denies,No rocket of ours was fired at any convoy on that road,2016-03-03,0,https://example.org/2
"""


def plain_ones(case):
    found = plain_events.gather_for_gaps(case._connection, case._events())
    return [one.event.key for one in found if isinstance(one, PlainEvent)]


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("", ""),
        ("2016-03-02", "some day"),
        ("2016-03-02", ""),
        ("Rebels,denies", "Army,affirms"),
        ("Army,affirms", "Army,denies"),
        (",3,", ",many people,"),
        ("example.org/2", "example.org/1"),
        (",https://example.org/2", ","),
        ("No rocket of ours was fired at any convoy on that road", "Our convoy was hit by a rocket that came from two hills"),
    ],
)  # fmt: skip
def test_an_event_is_plain_where_no_check_finds_anything(tmp_path, was, now):
    table = tmp_path / "reports.csv"
    table.write_text(REPORTS.replace(was, now) if was else REPORTS)
    with Casefile.open(tmp_path / "case.db") as case:
        case.import_file(table, preset="generic")
        found, _ = gaps_found(case, plainly=True)
        others = [gap for gap in found if gap.kind is not GapKind.UNARCHIVED]
        assert plain_ones(case) == ([] if others else ["ambush"])
        assert bool(others) is bool(was)
