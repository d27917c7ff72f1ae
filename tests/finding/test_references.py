"""References forgive, and never choose between two."""

import sqlite3
import time
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from claimtrack import Casefile
from claimtrack.errors import AmbiguousReferenceError, ClaimtrackError, UnknownReferenceError
from claimtrack.model.codec import key_of


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("amaq", "amaq"),  # a key
        ("Amaq News Agency", "amaq"),  # a name
        ("AMAQ NEWS AGENCY", "amaq"),
        ("A'maq", "amaq"),  # an alias
        ("أعماق", "amaq"),
        ("اعماق", "amaq"),  # without the hamza
        ("Амак", "amaq"),
        ("caucasus-pr", "caucasus-province"),  # the start of a key
        ("Wilayat al-Qawqaz", "caucasus-province"),
        ("Вилаят Кавказ", "caucasus-province"),
        ("Quds Force", "qods-force"),  # transliterations
        ("Jabhat al-Nusra", "al-nusrah-front"),
        ("Al Nusrah", "al-nusrah-front"),
        ("supreme court", "russian-supreme-court"),  # a part
    ],
)
def test_a_claimant_by_any_of_its_names(book, typed, meant):
    assert book.find("claimant", typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("palmyra-helicopter", "palmyra-helicopter"),
        ("HELICOPTER", "palmyra-helicopter"),
        ("lost  east of", "palmyra-helicopter"),
        ("roadside", "roadside-bomb"),
        ("Metrojet", "airliner"),
        ("metrojét", "airliner"),
    ],
)
def test_an_event_by_part_of_its_title(book, typed, meant):
    assert book.find("event", typed) == meant


@pytest.mark.parametrize("typed", ["Daghestan", "DAGESTAN", "Дагестан"])
def test_one_place_in_several_spellings(case, typed):
    assert case.find("event", typed) == "dagestan"


@pytest.mark.parametrize("typed", ["Quds", "qods", "Al-Quds Force", "قدس"])
def test_one_force_in_several_spellings(case, typed):
    assert case.find("claimant", typed) == "qods"


def test_an_ambiguous_one_lists_what_it_could_be(book):
    with pytest.raises(AmbiguousReferenceError) as error:
        book.find("event", "palmyra")
    assert error.value.exit_code == 4
    for key in ("palmyra-fight", "palmyra-helicopter", "palmyra-retaken"):
        assert key in str(error.value)


def test_a_name_in_full_is_not_ambiguous_for_being_part_of_others(case):
    case.add_claimant("Army", key="a-army")
    case.add_claimant("Army of Conquest", key="conquest")
    assert case.find("claimant", "army of") == "conquest"
    assert case.find("claimant", "ARMY") == "a-army"
    assert case.find("claimant", "army") == "army"  # the key of the Syrian Army: an exact key comes first


def test_two_of_one_name_are_ambiguous(case):
    case.add_claimant("Syrian army", key="second")
    with pytest.raises(AmbiguousReferenceError, match="second"):
        case.find("claimant", "Syrian Army")
    with pytest.raises(AmbiguousReferenceError):
        case.record("helicopter", claimant="Syrian Army", text="x")


def test_an_exact_key_of_two_kinds_is_ambiguous(case):
    case.add_document("About it", key="helicopter")
    with pytest.raises(AmbiguousReferenceError, match=r"document:helicopter.*event:helicopter"):
        case.get("helicopter")
    assert type(case.get("document:helicopter")).__name__ == "Document"


def test_an_assertion_by_id_label_and_words(case, say):
    made = say("the convoy was hit by rockets", label="convoy-claim")
    say("the convoy was not hit")
    for typed in (made.id, made.id[:6], made.id[:6].upper(), "convoy-claim", "convoy-c", "convoy rock"):
        assert case.find("assertion", typed) == made.id
    with pytest.raises(AmbiguousReferenceError):
        case.find("assertion", "convoy was")
    assert case.find("assertion", "not hit") != made.id


def test_three_digits_are_no_id(case, say):
    made = say("something")
    with pytest.raises(UnknownReferenceError):
        case.find("assertion", made.id[:3])


def test_the_last_one(case, say):
    made = say("something")
    assert case.find("assertion", "@last") == made.id
    assert case.find("event", "@last") == "dagestan"
    assert key_of(case.get("@last")) == made.id  # of one moment's records, what was said about the others
    assert key_of(case.get("claimant:@last")) == "division"


def test_the_last_one_of_nothing(case):
    with pytest.raises(UnknownReferenceError):
        case.find("evidence", "@last")


def test_fields_by_key_and_label(case):
    assert case.find("field", "killed") == "killed"
    assert case.find("field", "Civilians killed") == "civilians_killed"
    assert case.find("field", "perpet") == "perpetrator"
    case.add_field("ransom", label="Ransom paid")
    assert case.find("field", "ransom paid") == "ransom"
    with pytest.raises(UnknownReferenceError, match="did you mean weapon"):
        case.find("field", "weapn")


def test_a_former_key_leads_to_what_it_became(case, say):
    case.add_event("Helicopter crash", key="crash")
    case.merge("event", "crash", "helicopter")
    assert case.find("event", "crash") == "helicopter"
    assert key_of(case.get("crash")) == "helicopter"


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        ("event", "helicoptre", "palmyra-helicopter"),
        ("event", "palmyra-helicopterr", "palmyra-helicopter"),
        ("event", "Palmrya", "palmyra-helicopter"),
        ("claimant", "Amak Newz Agency", "amaq"),
        ("claimant", "Russian Ministry of Defense", "russian-ministry-of-defence"),
        ("assertion", "heli-concesion", "heli-concession"),
    ],
)
def test_a_near_miss_is_suggested(book, kind, typed, meant):
    with pytest.raises(UnknownReferenceError, match="did you mean") as error:
        book.find(kind, typed)
    assert meant in error.value.hint
    assert error.value.exit_code == 3


def test_what_is_near_nothing_suggests_nothing(book):
    with pytest.raises(UnknownReferenceError) as error:
        book.find("event", "qqqqqqqq")
    assert "did you mean" not in str(error.value)
    assert "claimtrack list events" in error.value.hint


def test_named_exactly_is_never_a_part(case):
    assert case.named("claimant", "syrian  ARMY") == "army"
    assert case.named("claimant", "الجَيْش السوري") == "army"
    assert case.named("claimant", "Syrian") == ""
    assert case.named("claimant", "!!!") == ""


def test_a_claimant_made_a_moment_ago_in_the_same_unit_is_known(case):
    with case.all_or_nothing():
        first = case.record("helicopter", claimant="Brand New Group", text="one")
        second = case.record("helicopter", claimant="brand new GROUP", text="two")
    assert first.claimant == second.claimant


def test_hostile_titles_are_listed_harmless(case):
    case.add_event("\x1b[31mCrash\u202e one", key="c1")
    case.add_event("\x1b[31mCrash\u202e two", key="c2")
    with pytest.raises(AmbiguousReferenceError) as error:
        case.find("event", "crash")
    assert "\x1b" not in str(error.value)
    assert "\u202e" not in str(error.value)


def test_a_reference_of_a_megabyte_has_a_short_answer(case):
    with pytest.raises(UnknownReferenceError) as error:
        case.find("event", "x " * 500_000)
    assert len(str(error.value)) < 300


@given(typed=st.text(max_size=40))
@example(typed="\ud800")
@example(typed="%")
@example(typed="_")
@example(typed="event:")
@example(typed="@last@last")
@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_reference_or_an_error_of_the_program(book, typed):
    for look in (
        book.get,
        lambda text: book.find("assertion", text),
        lambda text: book.named("claimant", text),
    ):
        with suppress(ClaimtrackError):
            look(typed)


def test_nothing_is_read_whole_on_the_exact_paths(case, say):
    """Keys, names, prefixes and ids are looked up by index, whatever the size of the file."""
    made = say("something", label="some-label")
    scans = []

    class Watching(sqlite3.Connection):
        def execute(self, sql, *rest):
            if sql.lstrip().startswith("SELECT"):
                plan = super().execute(f"EXPLAIN QUERY PLAN {sql}", *rest).fetchall()
                scans.extend(
                    (sql, row[3]) for row in plan if row[3].startswith("SCAN ") and "CONSTANT" not in row[3]
                )
            return super().execute(sql, *rest)

    connection = sqlite3.connect(case._path, factory=Watching, isolation_level=None)
    with Casefile(connection, case._path) as watched:
        watched.find("event", "helicopter")
        watched.named("claimant", "Syrian Army")
        watched.find("assertion", made.id[:8])
        watched.find("assertion", "some-label")
        watched.find("claimant", "@last")
    assert not [
        scan
        for scan in scans
        if any(name in scan[1] for name in ("event", "claimant", "assertion", "record_name"))
    ]


def test_thousands_of_names_are_quick(case):
    case.take(
        {"record": "event", "key": f"e{number}", "title": f"Attack number {number}"}
        for number in range(3_000)
    )
    started = time.perf_counter()
    assert case.find("event", "attack number 2999") == "e2999"
    assert case.find("event", "number 2998") == "e2998"
    with pytest.raises(UnknownReferenceError):
        case.find("event", "atack numbr")
    assert time.perf_counter() - started < 2


# --- on the command line ---


def test_ambiguous_from_the_terminal_changes_nothing(run, case):
    case.add_event("Helicopter seen near Homs", key="helicopter-homs")
    before = list(case.export())
    for command in (
        ["record", "hel", "--by", "army", "text"],
        ["show", "hel"],
        ["compare", "helicop"],
    ):
        result = run(*command)
        assert result.exit_code == 4, result.output
        assert "could be any of" in result.stderr
    assert list(case.export()) == before
