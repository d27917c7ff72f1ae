"""The speaking verbs: what they make, what they say, what they refuse."""

import json
import re

import pytest

from claimtrack.cli.speak import VERBS
from claimtrack.vocab import load_vocabulary

ESCAPES = "\x1b[31mred\x07 \u202egnp.exe"


def test_a_record_prints_its_id_and_says_what_was_meant(heli):
    result = heli("record", "palmyra", "--by", "islamic", "It burned", "--label", "burned")
    assert re.fullmatch(r"[0-9a-f]{8} burned\n", result.stdout)
    assert "on Helicopter lost east of Palmyra (heli)" in result.stderr
    assert "by Islamic State (islamic-state)" in result.stderr


def test_json_prints_every_id(heli, made, lines):
    ids = made(
        "record", "heli", "--by", "Russian outlets", "A TOW hit it", "--create", "--evidence", "Crater"
    )
    assert ids["event"] == "heli"
    assert ids["claimant"] == "russian-outlets"
    assert ids["made"] == {"claimant": ["russian-outlets"], "evidence": ["crater"]}
    assert ids["assertion"] in [line["id"] for line in lines("assertion")]


def test_every_option_lands_in_its_attribute(heli, lines):
    heli("record", "heli", "--by", "Russia", "Two were lost", "--said", "2016-07-09", "--stance", "comments",
         "--hedge", "reportedly", "--quote", "Погибли двое", "--lang", "ru", "--translation", "Two died",
         "--spokesperson", "I. Konashenkov", "--doc", "https://example.org/a/b?c=1", "--at", "0:43", "--set",
         "killed=2", "--set", "weapon!=TOW missile", "--label", "full", "--note", "by phone")  # fmt: skip
    said = next(line for line in lines("assertion") if line.get("label") == "full")
    assert {name: said[name] for name in ("stance", "hedge", "quote", "language", "translation")} == {
        "stance": "comments",
        "hedge": "reported",
        "quote": "Погибли двое",
        "language": "ru",
        "translation": "Two died",
    }
    assert (said["spokesperson"], said["locator"], said["note"]) == ("I. Konashenkov", "0:43", "by phone")
    assert [(value["field"], value["raw"], value.get("negative")) for value in said["values"]] == [
        ("killed", "2", None),
        ("weapon", "TOW missile", True),
    ]
    (document,) = lines("document")
    assert document["url"] == "https://example.org/a/b?c=1"
    assert said["document"] == document["key"]


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_makes_an_assertion_with_the_stance_it_implies_and_its_link(heli, lines, verb):
    kind = VERBS[verb].link
    target = "denial" if verb == "concede" else "claim"
    speaker = [] if verb in ("concede", "retract", "update") else ["--by", "Somebody Else"]
    heli(verb, target, *speaker, "A reply", "--label", "reply", "--said", "2016-07-10", "--create")
    reply = next(line for line in lines("assertion") if line.get("label") == "reply")
    assert reply["stance"] == load_vocabulary("link")[kind].extra["stance"]
    assert {"record": "link", "kind": kind, "source": "reply", "target": "claim"} in [
        {name: line[name] for name in ("record", "kind", "source", "target")} for line in lines("link")
    ]


@pytest.mark.parametrize(
    ("options", "stance"),
    [
        (("--set", "killed=2"), "comments"),
        (("--set", "happened=yes"), "affirms"),
        (("--set", "happened=no"), "denies"),
        (("--set", "happened!=yes"), "denies"),
        (("--set", "happened=no", "--stance", "queries"), "queries"),
    ],
)
def test_a_record_takes_no_position_that_the_words_do_not_carry(heli, lines, options, stance):
    heli("record", "heli", "--by", "Russia", "x", "--label", "said", *options)
    assert next(line for line in lines("assertion") if line.get("label") == "said")["stance"] == stance


@pytest.mark.parametrize(
    ("verb", "target", "options", "stance"),
    [
        ("deny", "claim", ("--on", "killed"), "comments"),
        ("confirm", "claim", ("--on", "killed"), "comments"),
        ("confirm", "claim", ("--on", "killed", "--set", "happened=yes"), "affirms"),
        ("query", "claim", ("--on", "killed"), "comments"),
        ("repeat", "denial", (), "denies"),
        ("confirm", "denial", (), "denies"),
        ("deny", "denial", (), "comments"),
        ("deny", "claim", ("--on", "killed", "--stance", "denies"), "denies"),
    ],
)
def test_a_verb_says_of_the_event_what_its_words_and_its_target_say(
    heli, lines, verb, target, options, stance
):
    heli(verb, target, "--by", "Somebody", "x", "--label", "said", "--create", *options)
    assert next(line for line in lines("assertion") if line.get("label") == "said")["stance"] == stance


def test_an_update_keeps_the_position_and_the_answers_it_does_not_give(heli, lines):
    heli(
        "record",
        "heli",
        "--by",
        "Russia",
        "Toll",
        "--set",
        "killed=5",
        "--set",
        "wounded=9",
        "--label",
        "toll",
    )
    heli("update", "toll", "Now six", "--set", "killed=6", "--label", "now")
    assert next(line for line in lines("assertion") if line.get("label") == "now")["stance"] == "comments"
    compared = heli("compare", "heli", "--claimant", "Russia").stdout
    assert "killed 5 (undated) → 6 (undated)" in " ".join(compared.split())
    assert "dropped" not in compared


def test_an_update_drops_the_rest_only_when_told_and_says_so(heli, lines):
    heli(
        "record",
        "heli",
        "--by",
        "Russia",
        "Toll",
        "--set",
        "killed=5",
        "--set",
        "wounded=9",
        "--label",
        "toll",
    )
    result = heli("update", "toll", "Now six", "--set", "killed=6", "--label", "now", "--only")
    assert "drops wounded 9" in result.stderr
    links = [(line["kind"], line.get("fields")) for line in lines("link") if line["source"] == "now"]
    assert sorted(links, key=str) == [("supersedes", None), ("supersedes", ["wounded"])]
    assert "wounded 9 (undated) → dropped (undated)" in " ".join(heli("compare", "heli").stdout.split())


def test_a_concession_of_a_scoped_denial_is_limited_as_the_denial_is(heli, lines):
    heli("deny", "claim", "--by", "Egypt", "Not three", "--on", "killed", "--label", "not-three", "--create")
    result = heli("concede", "not-three", "Three after all", "--set", "killed=3", "--label", "three")
    assert "by Egypt (egypt)" in result.stderr
    (link,) = [line for line in lines("link") if line["source"] == "three"]
    assert (link["target"], link["fields"]) == ("claim", ["killed"])


def test_a_concession_of_a_denial_goes_to_what_was_denied_and_speaks_for_who_denied(heli, lines):
    result = heli("concede", "denial", "Two pilots died", "--said", "2016-07-09", "--label", "conceded")
    assert "by Russia (russia)" in result.stderr
    (link,) = [line for line in lines("link") if line["kind"] == "concedes"]
    assert (link["source"], link["target"]) == ("conceded", "claim")


def test_a_verb_takes_an_event_that_one_assertion_affirms(heli, lines):
    heli("dispute", "heli", "--by", "Russia", "The place is wrong", "--on", "place", "--label", "elsewhere")
    (link,) = [line for line in lines("link") if line["source"] == "elsewhere"]
    assert (link["target"], link["fields"]) == ("claim", ["place"])


def test_an_event_that_several_assertions_affirm_is_not_guessed_at(heli):
    heli("record", "heli", "--by", "Russia", "It crashed", "--label", "crash", "--stance", "affirms")
    assert "claim" in heli("deny", "heli", "--by", "Russia", "No", code=4).stderr


def test_nobody_can_take_back_the_words_of_another(heli, lines):
    before = lines()
    heli("retract", "claim", "--by", "Russia", "x", "--said", "2016-07-10", code=7)
    heli("concede", "claim", "--by", "Islamic State", "x", "--said", "2016-07-10", code=7)
    assert lines() == before


def test_what_is_not_there_is_an_error_for_a_script_and_made_with_create(heli, lines):
    unknown = heli("record", "heli", "--by", "Amaq News Agency", "x", code=3)
    assert "--create makes it" in unknown.stderr
    assert [line["key"] for line in lines("claimant")] == ["islamic-state", "russia"]
    assert "a new claimant" in heli("record", "heli", "--by", "Amaq News Agency", "x", "--create").stderr


def test_create_takes_a_claimant_by_its_full_name_only(heli, lines):
    heli("claimant", "add", "Russian Ministry of Defence")
    result = heli("record", "heli", "--by", "Russian Ministry", "x", "--create")
    assert "claimtrack claimant merge russian-ministry russian-ministry-of-defence" in result.stderr
    assert {line["key"] for line in lines("claimant")} >= {"russian-ministry", "russian-ministry-of-defence"}


def test_an_ambiguous_reference_changes_nothing(heli, lines):
    heli("claimant", "add", "Russian Ministry of Defence")
    heli("claimant", "add", "Russian Ministry of Transport")
    before = lines()
    assert "Transport" in heli("record", "heli", "--by", "Russian Ministry", "x", code=4).stderr
    assert lines() == before


def test_nothing_is_made_where_a_part_is_wrong(heli, lines):
    before = lines()
    heli("record", "heli", "--by", "New Voice", "x", "--create", "--set", "nonsuch=3", code=3)
    heli("record", "heli", "--by", "New Voice", "x", "--create", "--hedge", "nonsuch", code=5)
    heli("record", "heli", "--by", "New Voice", "x", "--create", "--set", "killed", code=6)
    assert lines() == before


def test_a_field_taken_by_another_word_is_said(heli):
    assert (
        "injured is taken as wounded"
        in heli("record", "heli", "--by", "Russia", "x", "--set", "injured=2").stderr
    )


def test_the_same_words_twice_are_one_record(heli, lines):
    words = ("record", "heli", "--by", "Russia", "It crashed", "--said", "2016-07-09")
    first = heli(*words).stdout
    again = heli(*words)
    assert again.stdout == first
    assert "already in the case file; nothing about it is new" in again.stderr
    with_link = heli(*words, "--evidence", "photo of the wreck")
    assert "already in the case file; what was new about it was added" in with_link.stderr


def test_something_has_to_be_said(heli):
    heli("record", "heli", "--by", "Russia", code=6)
    heli("record", "heli", "What?", code=6)
    heli("deny", "claim", "--by", "Russia", "--said", "2016-07-09")


# --- dates --------------------------------------------------------------------------------------


def said(lines, label):
    return next(line for line in lines("assertion") if line.get("label") == label).get("said")


def test_yesterday_is_counted_from_the_document(heli, lines):
    heli("document", "add", "https://example.org/1", "--published", "2016-07-12")
    heli(
        "record",
        "heli",
        "--by",
        "Russia",
        "x",
        "--said",
        "yesterday",
        "--doc",
        "https://example.org/1",
        "--label",
        "a",
    )
    assert said(lines, "a")["edtf"] == "2016-07-11"


def test_yesterday_is_counted_from_what_is_typed_and_never_from_the_clock(heli, lines):
    unread = heli("record", "heli", "--by", "Russia", "x", "--said", "yesterday", "--label", "a")
    assert "could not be read" in unread.stderr
    assert "--relative-to DATE" in unread.stderr
    assert "edtf" not in said(lines, "a")
    heli(
        "record",
        "heli",
        "--by",
        "Russia",
        "y",
        "--said",
        "yesterday",
        "--relative-to",
        "2016-07-10",
        "--label",
        "b",
    )
    assert said(lines, "b")["edtf"] == "2016-07-09"
    heli(
        "record",
        "heli",
        "--by",
        "Russia",
        "z",
        "--said",
        "yesterday",
        "--relative-to",
        "today",
        "--label",
        "c",
    )
    assert said(lines, "c")["edtf"] > "2026-01-01"
    heli("record", "heli", "--by", "Russia", "z", "--said", "yesterday", "--relative-to", "soon", code=16)


@pytest.mark.parametrize(
    ("said_on", "edtf"), [("30 January 2025", "2025-01-25"), ("yesterday", "2025-01-24"), ("", "2025-01-25")]
)
def test_answers_count_from_what_is_named_for_them(heli, lines, said_on, edtf):
    """What was said "yesterday" itself gives its own date to "yesterday" in its answers."""
    dated = ("--said", said_on) if said_on else ()
    heli("record", "heli", "--by", "Russia", "x", *dated, "--relative-to", "2025-01-26", "--set", "occurred=yesterday", "--label", "a")  # fmt: skip
    value = next(item for item in lines("assertion") if item.get("label") == "a")["values"][0]
    assert value["read"]["edtf"] == edtf


@pytest.mark.parametrize(
    ("options", "doubt"),
    [
        (("--said", "2016-07-01"), "before it happened"),
        (("--set", "killed=-3"), "negative"),
        (("--set", "killed=5-3"), "above the second"),
        (("--set", "killed=many people"), "'many people' is kept as written"),
    ],
)
def test_what_cannot_be_so_is_kept_and_said_and_strict_refuses_it(heli, lines, options, doubt):
    before = lines()
    assert doubt in heli("record", "heli", "--by", "Russia", "x", *options, "--strict", code=6).stderr
    assert lines() == before
    assert doubt in heli("record", "heli", "--by", "Russia", "x", *options).stderr


def test_said_after_its_document_was_published_is_said(heli):
    heli("document", "add", "https://example.org/1", "--published", "2016-07-09")
    words = (
        "record",
        "heli",
        "--by",
        "Russia",
        "x",
        "--said",
        "2016-07-10",
        "--doc",
        "https://example.org/1",
    )
    assert "after its document was published" in heli(*words).stderr


# --- any characters -------------------------------------------------------------------------------


def test_terminal_escapes_are_data(heli, lines):
    result = heli("record", "heli", "--by", ESCAPES, ESCAPES, "--label", "odd", "--note", ESCAPES, "--create")
    assert "\x1b" not in result.stdout + result.stderr
    assert "\u202e" not in result.stdout + result.stderr
    odd = next(line for line in lines("assertion") if line.get("label") == "odd")
    assert (odd["text"], odd["note"]) == (ESCAPES, ESCAPES)
    assert "\x1b" not in heli("show", "odd").stdout


def test_a_million_characters(heli, lines):
    text = "word " * 200_000
    heli("record", "heli", "--by", "Russia", text, "--label", "long")
    heli("record", "heli", "--by", "Russia", "-", "--label", "piped", "--said", "2016-07-09", input=text)
    texts = {line.get("label"): line["text"] for line in lines("assertion")}
    assert texts["long"] == text
    assert texts["piped"] == text


def test_text_that_looks_like_markup_or_an_option(heli, lines):
    heli("record", "heli", "--by", "Russia", "--label", "odd", "--", "--by [Update: :bomb:]")
    assert "--by [Update: :bomb:]" in [line["text"] for line in lines("assertion")]


def test_evidence_is_held_once_and_bears_on_both(heli, lines):
    heli(
        "record",
        "heli",
        "--by",
        "Islamic State",
        "A film shows it",
        "--evidence",
        "Film of it",
        "--label",
        "film",
    )
    heli(
        "record",
        "heli",
        "--by",
        "Islamic State",
        "The film again",
        "--evidence",
        "Film of it",
        "--label",
        "again",
    )
    heli(
        "record",
        "heli",
        "--by",
        "Islamic State",
        "A picture",
        "--evidence",
        "https://example.org/tail.jpg?w=1",
    )
    film, picture = sorted(lines("evidence"), key=lambda item: item["title"])
    assert {item["assertion"] for item in film["bears_on"]} == {"film", "again"}
    assert (picture["kind"], picture["url"]) == ("photo", "https://example.org/tail.jpg?w=1")


def test_every_command_has_help_with_an_example(run):
    for command in (
        "record",
        *VERBS,
        "assess",
        "tag",
        "edit",
        "event add",
        "claimant merge",
        "evidence verify",
    ):
        assert "Example: claimtrack" in run(*command.split(), "--help").stdout


def test_no_case_file_is_said(run):
    assert "claimtrack init" in run("record", "heli", "--by", "x", "y", code=10).stderr


def test_json_of_a_reply(heli, made):
    ids = made("confirm", "claim", "--by", "Russia", "It is so")
    assert json.loads(json.dumps(ids))["made"] == {}


def test_the_analyst_writes_dates_in_a_language_of_her_own(heli, lines):
    heli("claimant", "add", "Amaq", "--lang", "ar")
    heli(
        "record",
        "heli",
        "--by",
        "Amaq",
        "x",
        "--said",
        "9 July 2016",
        "--lang",
        "ru",
        "--set",
        "killed=three",
        "--label",
        "a",
    )
    heli(
        "record",
        "heli",
        "--by",
        "Amaq",
        "y",
        "--said",
        "9 июля 2016",
        "--lang",
        "ru",
        "--set",
        "killed=٣",
        "--label",
        "b",
    )
    assert [said(lines, label)["edtf"] for label in "ab"] == ["2016-07-09", "2016-07-09"]


@pytest.mark.parametrize(
    "options",
    [
        ("--by", "\udcff", "x", "--create"),
        ("--by", "Russia", "bad \udcff bytes"),
        ("--by", "Russia", "x", "--doc", "https://example.org/\udcff"),
        ("--by", "Russia", "x", "--label", "two words"),
    ],
)
def test_one_problem_is_told_once(heli, lines, options):
    before = lines()
    assert len(heli("record", "heli", *options, code=6).stderr.strip().splitlines()) <= 4
    assert lines() == before


def test_a_label_names_one_assertion(heli):
    assert (
        "names another assertion already"
        in heli("record", "heli", "--by", "Russia", "x", "--label", "claim", code=6).stderr
    )


def test_empty_references(heli):
    heli("record", " ", "--by", "Russia", "x", "--create", code=3)
    heli("record", "heli", "--by", " ", "x", "--create", code=3)
    heli("event", "add", "  ", code=6)


def test_hedge_on_one_answer(heli, made, opened):
    made("record", "heli", "--by", "Desk", "Who did it is unclear", "--create", "--set", "perpetrator=US | Russia",
         "--set", "killed=2", "--hedge-on", "perpetrator=unclear", "--label", "open")  # fmt: skip
    with opened() as case:
        said = case.assertion("open")
    assert {value.field: value.hedge for value in said.values} == {"perpetrator": "unclear", "killed": ""}
    assert said.hedge == "stated"


@pytest.mark.parametrize(
    ("setting", "code"),
    [("perpetrator", 6), ("=alleged", 6), ("perpetrator=", 6), ("wounded=alleged", 6), ("killed=perhaps", 5)],
)
def test_a_hedge_on_nothing(heli, setting, code):
    answer = heli(
        "record", "heli", "--by", "Russia", "x", "--set", "killed=2", "--hedge-on", setting, code=code
    )
    assert "hedge" in answer.stderr


def test_a_date_that_counts_from_a_record_follows_it(heli, made, opened):
    heli(
        "event",
        "add",
        "Search begins",
        "--key",
        "search",
        "--date",
        "two days later",
        "--relative-to",
        "event:heli",
    )
    made("record", "search", "--by", "Desk", "They looked for it", "--create", "--said", "the same day",
         "--relative-to", "event:search", "--set", "occurred=the day before", "--label", "looked")  # fmt: skip
    with opened() as case:
        said = case.assertion("looked")
    assert (said.said.edtf, said.said.relative_to) == ("2016-07-10", "event:search")
    assert (said.values[0].read.edtf, said.values[0].read.relative_to) == ("2016-07-09", "event:search")
    heli("event", "add", "X", "--date", "today", "--relative-to", "2016-07-08")
    heli(
        "record",
        "search",
        "--by",
        "Desk",
        "y",
        "--said",
        "the same day",
        "--relative-to",
        "event:nonsuch",
        code=3,
    )


def test_a_statement_says_what_position_results(heli):
    conceded = heli("concede", "denial", "Two were killed", "--set", "killed=2", "--said", "2016-07-09")
    assert "Russia: denied 8 Jul → conceded 9 Jul 2016\n" in conceded.stderr
    told = heli(
        "record", "heli", "--by", "Witness", "x", "--set", "killed=3", "--said", "2016-07-10", "--create"
    )
    assert "Witness: no position on the event, killed 3 (10 Jul 2016)\n" in told.stderr
    assert "undated" not in told.stderr


def test_a_move_of_a_figure_is_told(heli):
    heli(
        "record",
        "heli",
        "--by",
        "Russia",
        "x",
        "--set",
        "killed=0",
        "--said",
        "2016-07-09",
        "--label",
        "none",
    )
    told = heli("update", "none", "Two", "--set", "killed=2", "--said", "2016-07-10")
    assert "Russia: killed 0 (9 Jul) → 2 (10 Jul 2016), revised up\n" in told.stderr


def test_a_statement_without_a_date_is_said_to_be_undated(heli):
    told = heli("record", "heli", "--by", "Witness", "It burned", "--label", "burned", "--create")
    assert "Witness: no position on the event (undated)\n" in told.stderr
    assert "undated: claimtrack set burned said=DATE gives it a date" in told.stderr


def test_a_label_counts_before_the_key_of_an_event_and_the_kind_may_be_said(run, lines):
    run("init")
    run("event", "add", "One", "--key", "br-1")
    run("record", "br-1", "--by", "A", "it did", "--set", "happened=yes", "--label", "br-1", "--create")
    run("record", "br-1", "--by", "B", "three", "--set", "wounded=3", "--create")
    for number, ref in enumerate(("br-1", "assertion:br-1", "event:br-1")):
        assert "denies br-1, A" in run("deny", ref, "--by", f"Party {number}", "no", "--create").stderr
    said = {line["id"]: line["text"] for line in lines("assertion")}
    labels = {line["label"] for line in lines("assertion") if line.get("label")}
    assert [said.get(line["target"], line["target"]) for line in lines("link")] in (
        ["it did"] * 3,
        ["br-1"] * 3,
    )
    assert labels == {"br-1"}


def test_a_stance_against_an_own_answer_or_a_link_is_told(heli):
    told = "note: stance: affirms, while it answers that it did not happen: it is read as a denial"
    arguments = (
        "record",
        "heli",
        "--by",
        "Turkey",
        "--stance",
        "affirms",
        "--set",
        "happened=no",
        "--create",
    )
    assert told in heli(*arguments).stderr
    assert "it is read as a denial" in heli(*arguments[:3], "Iran", *arguments[4:], "--strict", code=6).stderr
    linked = "note: stance: affirms, while it denies claim, which affirms it too: it is read as a denial"
    assert linked in heli("deny", "claim", "--by", "Iraq", "x", "--stance", "affirms", "--create").stderr
    heli("deny", "claim", "--by", "Egypt", "y", "--label", "word", "--create")
    assert linked in heli("set", "word", "stance=affirms").stderr
    assert (
        linked
        not in heli("deny", "claim", "--by", "Egypt", "z", "--on", "killed", "--stance", "affirms").stderr
    )


def test_what_was_not_made_is_not_told_of(heli):
    for wrong in (["--set", "killed"], ["x", "--hedge", "nonsense"], []):
        done = heli(
            "record", "heli", "--by", "Nobody Yet", *wrong, "--create", code=5 if "--hedge" in wrong else 6
        )
        assert "Nobody Yet" not in done.stderr
    assert (
        "by Nobody Yet (nobody-yet), a new claimant"
        in heli("record", "heli", "--by", "Nobody Yet", "x", "--create").stderr
    )


def test_the_same_words_with_another_answer_are_another_statement(heli):
    same = ("record", "heli", "--by", "Russia", "so many")
    heli(*same, "--set", "wounded=3", "--said", "2016-07-09")
    assert "recorded a moment ago" not in heli(*same, "--set", "wounded=9", "--said", "2016-07-09").stderr
    dated = heli(*same, "--set", "wounded=9", "--said", "2016-07-10").stderr
    assert "says the same with another date and was recorded a moment ago" in dated
    assert "on the same day" not in dated


def test_the_same_words_of_one_day_with_another_figure_may_be_one_typed_again(heli):
    same = ("record", "heli", "--by", "Russia", "so many", "--said", "2016-07-09")
    heli(*same, "--set", "wounded=3", "--label", "first")
    told = heli(*same, "--set", "wounded=9").stderr
    note = (
        "note: first says the same on the same day with another answer to wounded; if this is that one typed again: "
        "claimtrack undo, then claimtrack set first wounded=ANSWER"
    )
    assert note in " ".join(told.split())
    assert "on the same day" not in heli(*same, "--set", "killed=2").stderr
    assert (
        "on the same day"
        not in heli("update", "first", "so many", "--said", "2016-07-09", "--set", "wounded=7").stderr
    )


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ("41 civilians, including 12 children", True),
        ("41 civilians", True),
        ("27 bodies: 22 civilians and 5 fighters", False),  # the civilians are told from the whole
        ("41", False),
    ],
)
def test_a_count_of_civilians_alone_is_told(heli, figure, told):
    said = heli("record", "heli", "--by", "Russia", "x", "--set", f"killed={figure}")
    note = f"note: killed: '{figure}' counts civilians alone, for whom civilians_killed asks"
    assert (note in said.stderr) is told
