"""A party that concedes its own denial concedes what it denied, on the same fields, whichever way that comes in."""

import json

import pytest

HEAD = """event: Bridge hit
occurred: 2024-01-01
claimants:
  Norland:
  Ministry: {part_of: Norland}
claims:
  - {by: Front, text: We killed 12, values: {killed: 12}, said: 2024-01-01, label: claim, stance: affirms}
"""
DENIAL = "  - {by: Norland, text: Nobody was killed, said: 2024-01-02, label: denial, denies: %s}\n"
LIMITED = DENIAL % "{claim: claim, on: [killed]}"
WHOLE = DENIAL % "claim"
CONCESSION = (
    "  - {by: %s, text: Three died, values: {killed: 3}, said: 2024-01-05, label: yes, concedes: denial}\n"
)


@pytest.fixture
def conceded(case, lines):
    """Return the concessions: by whom, what, on which fields, and with which stance."""

    def found():
        said = {item["id"]: item for item in lines(case, "assertion")}
        said |= {item["label"]: item for item in said.values() if item.get("label")}
        links = [item for item in lines(case, "link") if item["kind"] == "concedes"]
        return [(said[item["source"]]["stance"], item["target"], item.get("fields", [])) for item in links]

    return found


def take(case, tmp_path, text, name="notes.yaml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return case.import_file(path)


@pytest.mark.parametrize(
    ("denial", "by", "found"),
    [
        (LIMITED, "Norland", [("comments", "claim", ["killed"])]),
        (LIMITED, "Ministry", [("comments", "claim", ["killed"])]),
        (WHOLE, "Norland", [("affirms", "claim", [])]),
    ],
)
def test_notes_link_a_concession_to_what_was_denied(case, tmp_path, conceded, denial, by, found):
    text = HEAD + denial + CONCESSION % by
    take(case, tmp_path, text)
    assert conceded() == found
    assert take(case, tmp_path, text).made.total() == 0


def test_notes_know_a_denial_of_the_case_file(case, tmp_path, conceded):
    take(case, tmp_path, HEAD + LIMITED)
    take(case, tmp_path, HEAD.partition("claimants")[0] + "claims:\n" + CONCESSION % "Norland", "later.yaml")
    assert [item[1:] for item in conceded()] == [("claim", ["killed"])]


def test_a_reply_and_a_link_concede_what_was_denied(case, tmp_path, conceded):
    take(case, tmp_path, HEAD + LIMITED)
    case.reply("concedes", "denial", claimant="Norland", text="Three died", said="2024-01-05")
    other = case.record("bridge-hit", claimant="Norland", text="Four died", said="2024-01-06")
    made = case.link("concedes", other, "denial")
    assert made.fields == ("killed",)
    assert conceded() == [("comments", "claim", ["killed"])] * 2


def test_native_lines_concede_what_was_denied(case, tmp_path, conceded):
    take(case, tmp_path, HEAD + LIMITED)
    said = {
        "record": "assertion",
        "label": "yes",
        "event": "bridge-hit",
        "claimant": "norland",
        "stance": "comments",
    }
    written = [
        {"record": "claimtrack", "version": 1},
        {**said, "text": "Three died", "said": "2024-01-05"},
        {"record": "link", "kind": "concedes", "source": "yes", "target": "denial"},
    ]
    take(case, tmp_path, "\n".join(map(json.dumps, written)), "more.jsonl")
    assert conceded() == [("comments", "claim", ["killed"])]


def test_a_link_with_a_stamp_is_as_its_file_has_it(case, tmp_path, conceded):
    take(case, tmp_path, HEAD + LIMITED)
    said = {
        "record": "assertion",
        "label": "yes",
        "event": "bridge-hit",
        "claimant": "norland",
        "stance": "comments",
    }
    stamp = {"recorded": "2026-01-01T00:00:00Z"}
    written = [
        {"record": "claimtrack", "version": 1},
        {**said, "text": "Three died", "said": "2024-01-05", **stamp},
        {"record": "link", "kind": "concedes", "source": "yes", "target": "denial", **stamp},
    ]
    take(case, tmp_path, "\n".join(map(json.dumps, written)), "more.jsonl")
    assert conceded() == [("comments", "denial", [])]


def test_a_denial_that_denies_nothing_by_link_is_conceded_itself(case, tmp_path, conceded):
    bare = "  - {by: Norland, text: No, said: 2024-01-02, label: denial, stance: denies}\n"
    take(case, tmp_path, HEAD + bare + CONCESSION % "Norland")
    assert conceded() == [("affirms", "denial", [])]


POSTS = "id,who,text,day,denies,concedes\n1,Front,We killed 12,2024-01-01,,\n2,Norland,No,2024-01-02,1,\n3,Norland,Three died,2024-01-05,,2\n"


def test_rows_concede_what_was_denied(case, table, lines):
    claim = {
        "claimant": "{who}",
        "text": "{text}",
        "said": "{day}",
        "link": {"denies": {"row": "{denies}"}, "concedes": {"row": "{concedes}"}},
    }
    mapping = {"title": "Posts", "key": "{id}", "event": {"title": "Bridge hit"}, "claim": {"post": claim}}
    case.import_file(table(POSTS), mapping=mapping)
    texts = {item["id"]: item["text"] for item in lines(case, "assertion")}
    assert {(texts[item["source"]], item["kind"], texts[item["target"]]) for item in lines(case, "link")} == {
        ("No", "denies", "We killed 12"),
        ("Three died", "concedes", "We killed 12"),
    }
