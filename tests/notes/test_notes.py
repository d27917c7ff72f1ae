"""Notes: references by name, links inline, problems with their place, the same again being nothing new."""

import json

import pytest

from claimtrack import Casefile
from claimtrack.errors import ImportRejectedError
from claimtrack.importers.notes import MOST_PROBLEMS
from claimtrack.intake.notes import notes_drafts
from claimtrack.model import Assertion, Claimant, Document, Event, Evidence, Link


@pytest.fixture
def case(tmp_path):
    with Casefile.open(tmp_path / "case.db") as case:
        yield case


@pytest.fixture
def take(case, tmp_path):
    def take_notes(text, name="notes.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return case.import_file(path)

    return take_notes


@pytest.fixture
def refused(take):
    """Take notes that are wrong, and give the problems without the name of the folder."""

    def take_wrong(text):
        with pytest.raises(ImportRejectedError) as error:
            take(text)
        return [problem.partition("notes.yaml:")[2] for problem in error.value.problems]

    return take_wrong


SHORT = """
event: Convoy hit
claims:
  - label: first
    by: Amaq
    text: Three soldiers died.
    set: {killed: 3}
  - denies: first
    by: Ministry
    text: None did.
    set: {killed: none}
"""


def test_a_short_note(case, take):
    report = take(SHORT)
    assert report.made == {"claimant": 2, "event": 1, "assertion": 2, "link": 1}
    assert {claimant.name for claimant in case.records(Claimant)} == {"Amaq", "Ministry"}
    denial = next(item for item in case.records(Assertion) if item.text == "None did.")
    assert denial.stance == "denies"


def test_the_same_again_is_nothing_new(take):
    take(SHORT)
    assert not take(SHORT).made


def test_the_names_of_the_case_file_are_found(case, take):
    case.add_claimant("Amaq News Agency", key="amaq", aliases=["Amaq", "أعماق"])
    case.add_event("The convoy of 3 March", key="convoy")
    case.record("convoy", claimant="amaq", text="before", label="before")
    take(
        "event: convoy\nclaims:\n- {by: أعماق, text: x, repeats: before}\n- {by: AMAQ, text: y, supersedes: before}"
    )
    assert [claimant.key for claimant in case.records(Claimant)] == ["amaq"]
    assert [event.key for event in case.records(Event)] == ["convoy"]
    assert {link.kind for link in case.records(Link)} == {"repeats", "supersedes"}


def test_who_is_who_and_where_it_stood(case, take):
    take("""
event: Convoy hit
key: convoy
claimants:
  Islamic State: {kind: armed group, alias: [IS, داعش]}
  Amaq: {part_of: IS, kind: media arm}
documents:
  Morning wire: {url: https://example.org/1, publisher: Amaq, published: 2016-03-30, lang: en}
fields:
  ransom: count
  mood: {type: text, label: Mood}
claims:
  - {by: داعش, text: Three fell, said: yesterday, doc: Morning wire, at: p. 4, set: {ransom: 3, mood: [calm, {not: angry}]}}
  - {by: Amaq, text: y, doc: https://example.org/2}
""")
    amaq = case.claimant("amaq")
    assert (amaq.part_of, amaq.kind) == ("islamic-state", "media arm")
    said = case.assertion("Three fell")
    assert (said.claimant, said.locator, str(said.said)) == ("islamic-state", "p. 4", "2016-03-29")
    assert [(value.field, value.raw, value.negative) for value in said.values] == [
        ("mood", "calm", False),
        ("mood", "angry", True),
        ("ransom", "3", False),
    ]
    assert {document.url for document in case.records(Document)} == {
        "https://example.org/1",
        "https://example.org/2",
    }


def test_links_of_every_form(case, take):
    take("""
event: Convoy hit
claims:
  - {label: a, by: A, text: a}
  - {label: b, by: B, text: b}
  - label: c
    by: C
    text: c
    denies: [a, {claim: b, on: [killed, wounded], note: by phone}]
    responds to: a
    cites: b
""")
    found = {(link.kind, case.assertion(link.target).label, link.fields) for link in case.records(Link)}
    assert found == {
        ("denies", "a", ()),
        ("denies", "b", ("killed", "wounded")),
        ("responds_to", "a", ()),
        ("cites", "b", ()),
    }


def test_evidence_under_a_claim_and_by_itself(case, take, tmp_path):
    (tmp_path / "tail.jpg").write_bytes(b"tail")
    take("""
event: Convoy hit
claims:
  - label: a
    by: A
    text: a
    evidence: [A film, {title: Leaflet, kind: document, role: neutral}, https://example.org/x.mp4]
  - {label: b, by: B, text: b, evidence: A film}
evidence:
  - {title: Tail, file: tail.jpg, supports: a, undermines: [b]}
""")
    items = {item.title: item for item in case.records(Evidence)}
    assert set(items) == {"A film", "Leaflet", "https://example.org/x.mp4", "Tail"}
    assert len(items["A film"].bears_on) == 2
    assert items["https://example.org/x.mp4"].kind == "video"
    assert (items["Tail"].size, items["Tail"].kind) == (4, "photo")
    assert sorted(bearing.role for bearing in items["Tail"].bears_on) == ["supports", "undermines"]


def test_verdicts(case, take):
    take("""
event: Convoy hit
claims:
  - {label: a, by: A, text: a}
assessments:
  - {grade: fair, because: two sources, by: me, at: 2016-04-01}
  - {field: killed, likelihood: likely, by: me}
  - {claim: a, credibility: 3, by: me}
""")
    verdicts = case.dossier("convoy-hit").assessments
    assert {(item.field, bool(item.assertion), item.rationale) for item in verdicts} == {
        ("", False, "two sources"),
        ("killed", False, ""),
        ("", True, ""),
    }


def test_several_events_in_one_file(case, take):
    take("event: One\nclaims: [{by: A, text: a}]\n---\nevent: Two\nclaims: [{by: A, text: a}]\n")
    assert [event.title for event in case.records(Event)] == ["One", "Two"]
    assert len(list(case.records(Claimant))) == 1


def test_blocks_of_text_and_empty_lines(case, take):
    take(
        "event: One\nplace:\nclaims:\n  - by: A\n    text: |\n      Two\n      lines\n    said:\n    values: {killed: }\n"
    )
    (said,) = case.records(Assertion)
    assert (said.text, said.said, said.values) == ("Two\nlines", None, ())


def test_dates_that_hang_on_a_day_that_the_notes_give(case, take):
    take("event: One\nrelative_to: 2016-03-30\nclaims: [{by: A, text: a, said: yesterday}]")
    (said,) = case.records(Assertion)
    assert str(said.said) == "2016-03-29"


# --- what is wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1: holds no notes; they start with a line event: TITLE"),
        ("claims: []", "1:1: notes start with a line event: TITLE"),
        ("- a", "1:1: notes start with a line event: TITLE"),
        ("event: x\nclams: []", "2:1: 'clams' is nothing that an event has; did you mean 'claims'?"),
        ("event: x\nclaims: {by: A}", "2:9: claims are a list: each starts with a dash"),
        ("event: x\nclaims: [a]", "2:10: a claim is NAME: CONTENT, a line each; it starts with a dash"),
        ("event: x\nclaims: [{by: A, text: }]", "2:10: nothing is said here: give text, quote or values"),
        ("event: x\nclaims: [{by: A, txt: a}]", "2:18: 'txt' is nothing that a claim has; did you mean 'text'?"),
        ("event: x\nclaims: [{by: A, text: a, denys: b}]", "2:27: 'denys' is nothing that a claim has; did you mean 'denies'?"),
        ("event: x\nclaims: [{by: A, text: a, denies: b}]", "2:35: there is no claim 'b'; give it a label"),
        ("event: x\nclaims: [{by: [A], text: a}]", "2:15: a text is needed here; quote one that holds a colon or starts with [ or {"),
        ("event: x\nclaims: [{by: A, claimant: B, text: a}]", "2:18: 'claimant' says again what 'claimant' says"),
        ("event: x\nclaims: [{by: A, text: a, set: {killed: {no: 3}}}]", "2:41: killed: an answer is a text, or not: TEXT"),
        ("event: x\nclaims: [{by: A, text: a, set: {nonsuch: 3}}]", "2:32: values: there is no field 'nonsuch'; add a field line for it"),
        ("event: x\nclaims: [{by: A, text: a, hedge: nonsuch}]", "2:34: hedge: unknown hedge 'nonsuch'"),
        ("event: x\nrelative_to: soon\nclaims: []", "2:14: relative_to: 'soon' is no date"),
        ("event: x\nevidence: [{url: ''}]", "2:12: an item of evidence needs a title or an address"),
        ("event: x\nevidence: [{file: nonsuch.jpg}]", "2:19: file:"),
    ],
)  # fmt: skip
def test_a_problem_says_where_and_what(refused, text, problem):
    assert refused(text)[0].startswith(problem)


def test_every_problem_is_told_and_nothing_is_taken(case, refused):
    problems = refused(
        "event: x\nfoo: 1\nclaims:\n- {by: A, text: a, bar: 2}\n- {by: A, text: a, denies: z}\n"
    )
    assert [problem.partition(":")[0] for problem in problems] == ["2", "4", "5"]
    assert not list(case.records(Event))


def test_what_the_form_and_what_the_records_forbid_is_told_in_one_run(case, refused):
    problems = refused("""
event: x
occured: 8 July 2016
claimants:
  Ministry of Defence:
claims:
  - {by: Ministry of Defense, label: first, text: a, hedge: maybe, set: {nonsuch: 3}}
  - {by: A, denies: first, on: killed, text: b, stance: hm}
  - {by: A, confirms: frst, text: c}
evidence:
  - {title: a photo, kind: nonsuch, supports: first}
assessments:
  - {claim: first, credibility: 9}
""")
    assert [(problem.split(":")[0], problem.split(": ", 1)[1][:28]) for problem in problems] == [
        ("3", "'occured' is nothing that an"),
        ("7", "there is no claimant 'Minist"),
        ("7", "hedge: unknown hedge 'maybe'"),
        ("7", "values: there is no field 'n"),
        ("8", "'on' is nothing that a claim"),
        ("8", "stance: unknown stance 'hm' "),
        ("9", "there is no claim 'frst'; di"),
        ("11", "kind: unknown kind of eviden"),
        ("13", "credibility: unknown informa"),
    ]
    assert "did you mean 'Ministry of Defence'?" in problems[1]
    assert not list(case.records(Event))


def test_a_wrong_claim_is_told_of_once_whatever_refers_to_it(refused):
    (problem,) = refused("""
event: Convoy hit
claims:
  - by: Amaq
    stance: hm
    text: Three died.
    denies: first
    evidence: a photo
  - label: first
    by: Ministry
    text: None did.
""")
    assert "unknown stance 'hm'" in problem
    problems = refused("""
event: Convoy hit
claims:
  - {label: first, by: Amaq, stance: hm, text: Three died.}
  - {by: Ministry, text: None did., denies: first, values: {nonsuch: 1}}
assessments:
  - {claim: first, credibility: 9}
""")
    assert [problem.split(": ")[1] for problem in problems] == ["stance", "values", "credibility"]


def test_the_label_of_a_claim_that_says_nothing_is_known_to_what_refers_to_it(refused):
    problems = refused("""
event: Convoy hit
claims:
  - {label: first, by: Amaq}
  - {label: second, by: Amaq, txt: Three died.}
  - {label: third, by: Amaq, text: {a: b}}
  - {by: Ministry, text: None did., denies: [first, second, third]}
evidence:
  - {title: a photo, supports: first, undermines: second}
""")
    assert [problem.split(": ", 1)[1][:24] for problem in problems] == [
        "nothing is said here: gi",
        "'txt' is nothing that a ",
        "a text is needed here; q",
    ]


def test_a_slip_of_the_pen_is_no_new_claimant(case, refused, take):
    case.add_claimant("Russian Ministry of Defence")
    (problem,) = refused("event: x\nclaims: [{by: Russian Ministry of Defense, text: a}]")
    assert "did you mean 'Russian Ministry of Defence'?" in problem
    take(
        "event: x\nclaimants: {Russian Ministry of Defense: }\nclaims: [{by: Russian Ministry of Defense, text: a}]"
    )
    assert len(list(case.records(Claimant))) == 2


def test_a_name_that_several_have_is_no_guess(case, refused):
    case.add_claimant("Ministry", key="one")
    case.add_claimant("Ministry", key="two")
    assert "one (Ministry), two (Ministry)" in refused("event: x\nclaims: [{by: Ministry, text: a}]")[0]


def test_what_the_case_file_knows_better_stays(case, take, refused):
    take(SHORT)
    event = case.event("convoy-hit")
    case.change(event, occurred="3 March 2016", tags=["a", "b"])
    case.change(case.assertion("first"), text="Three soldiers were killed.")
    assert not take(SHORT + "tags: [a]\n").made
    assert "occurred" in refused(SHORT + "occurred: 4 March 2016\n")[0]


def test_a_large_file(take):
    claims = "".join(f"- {{by: Voice {number % 7}, text: Statement {number}}}\n" for number in range(2000))
    assert take("event: x\nclaims:\n" + claims).made["assertion"] == 2000


def test_what_comes_out_is_the_native_format(case, take, tmp_path):
    take(SHORT)
    lines = list(case.export())
    with Casefile.open(tmp_path / "copy.db") as copy:
        copy.take(json.loads(line) for line in lines[1:])
        assert list(copy.export()) == lines


def test_a_link_that_was_taken_out_stays_out_when_the_notes_come_again(case, take):
    take(SHORT)
    (link,) = case.records(Link)
    case.remove(link)
    take(SHORT)
    assert not list(case.records(Link))


def test_after_some_hundred_problems_the_rest_is_not_read(case):
    claims = "".join(f"  - by: Party {number}\n    zork: 1\n" for number in range(2 * MOST_PROBLEMS))
    drafts, problems = notes_drafts(case, f"event: E\nclaims:\n{claims}".encode(), "n.yaml")
    assert drafts == []
    assert len(problems) == MOST_PROBLEMS + 1
    assert "the rest of the notes was not read" in problems[-1].message
