"""One set of rules: record by record, as a native file or as a table, the same comes in or the same is refused."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack import Casefile
from claimtrack.errors import ClaimtrackError, ConflictingRecordError, ImportRejectedError

STAMP = "2026-01-01T00:00:00Z"
MAPPING = {
    "event": {"key": "{event}", "title": "{title}", "occurred": "{day}"},
    "claim": {
        "record": {
            "claimant": "{who}",
            "text": "{text}",
            "said": "{said}",
            "document": {"key": "{document}", "url": "{url}", "title": "{headline}"},
            "values": {"killed": "{killed}"},
        }
    },
}
EVENTS = {
    "bridge": [
        ("Bridge falls", "2016-03-01"),
        ("Bridge blown up", "2016-03-01"),
        ("Bridge falls", "May 2016"),
    ],
    "mill": [("Mill burns", "2016-04-02"), ("Mill burns", "")],
}
DOCUMENTS = {
    "wire": [
        ("https://a.example/1", "A wire"),
        ("https://a.example/2", "A wire"),
        ("https://a.example/1", "Wire"),
    ],
    "page": [("https://b.example/9", "A page")],
}
WHO = ("North", "Ministry of Defence")


def variants(described):
    """Choose how each key is described, or that it is not there."""
    return st.fixed_dictionaries(
        {key: st.sampled_from([None, *range(len(ways))]) for key, ways in described.items()}
    )


ROWS = st.lists(
    st.tuples(
        st.sampled_from(list(EVENTS)),
        st.sampled_from(list(DOCUMENTS)),
        st.sampled_from(WHO),
        st.sampled_from(["It fell", "Nobody was hurt"]),
        st.sampled_from(["2016-05-01", "June 2016"]),
        st.sampled_from(["3", "at least 4", "0"]),
    ),
    min_size=1,
    max_size=4,
    unique=True,
)


def event(key, way):
    title, day = EVENTS[key][way or 0]
    return {"record": "event", "key": key, "title": title, **({"occurred": day} if day else {})}


def document(key, way):
    url, title = DOCUMENTS[key][way or 0]
    return {"record": "document", "key": key, "url": url, "title": title}


def drafts(rows, events, documents):
    """Write rows as records, each once, what is referred to first."""
    records = []
    for about, place, who, text, said, killed in rows:
        key = who.lower().replace(" ", "-")
        claim = {"event": about, "claimant": key, "document": place, "text": text, "said": said}
        records += [
            {"record": "claimant", "key": key, "name": who},
            event(about, events[about]),
            document(place, documents[place]),
            {"record": "assertion", **claim, "values": {"killed": killed}},
        ]
    return list({json.dumps(record): record for record in records}.values())


def cells(rows, events, documents):
    names = ("event", "document", "who", "text", "said", "killed")
    for row in rows:
        content = dict(zip(names, row, strict=True))
        title, day = EVENTS[row[0]][events[row[0]] or 0]
        url, headline = DOCUMENTS[row[1]][documents[row[1]] or 0]
        yield {**content, "title": title, "day": day, "url": url, "headline": headline}


def clashes(error):
    """Name what a refusal is about: the record, and the attributes that differ."""
    texts = getattr(error, "problems", ()) or (str(error),)
    found = set()
    for text in texts:
        names = re.findall(r"another (\w+)", text)
        kind, key = re.search(r"for (\w+) '([^']+)'", text).groups()
        found |= {(kind, key, name) for name in names}
    return found


def outcome(folder, name, held, take):
    with Casefile.open(folder / f"{name}.db", now=lambda: STAMP) as case:
        case.take(held)
        before = list(case.export())
        try:
            take(case)
        except ClaimtrackError as error:
            assert list(case.export()) == before
            return clashes(error)
        return list(case.export())


@settings(max_examples=40, deadline=None)
@given(variants(EVENTS), variants(DOCUMENTS), variants(EVENTS), variants(DOCUMENTS), ROWS)
def test_three_doors_end_alike(tmp_path_factory, held_events, held_documents, events, documents, rows):
    folder = tmp_path_factory.mktemp("doors")
    held = [event(key, way) for key, way in held_events.items() if way is not None]
    held += [document(key, way) for key, way in held_documents.items() if way is not None]
    records = drafts(rows, events, documents)
    path = folder / "records.jsonl"
    header = {"record": "claimtrack", "version": 1}
    path.write_text("\n".join(map(json.dumps, [header, *records])), encoding="utf-8")

    def one_by_one(case):
        problems = set()
        with case.all_or_nothing():
            for record in records:
                try:
                    case.take([record])
                except ConflictingRecordError as error:
                    problems.add(str(error))
                except ImportRejectedError as error:
                    problems.update(error.problems)
            if problems:
                raise ImportRejectedError("refused", problems=tuple(problems))

    api = outcome(folder, "api", held, one_by_one)
    native = outcome(folder, "native", held, lambda case: case.import_file(path))
    mapped = outcome(
        folder, "mapped", held, lambda case: case.import_rows(cells(rows, events, documents), mapping=MAPPING)
    )
    assert native == api
    if isinstance(api, list):
        assert mapped == api
    else:  # a row is refused for the first thing that is wrong with it
        assert isinstance(mapped, set)
        assert mapped <= api


def test_a_row_that_clashes_with_the_file_is_refused_by_its_line(case, table):
    case.add_event("Bridge falls", key="bridge", occurred="1 March 2016")
    path = table(
        "event,title,day,who,text,said,document,url,headline,killed\n"
        "bridge,Bridge blown up,2016-05-02,North,It fell,2016-06-01,,,,3\n"
    )
    with pytest.raises(ImportRejectedError) as refused:
        case.import_file(path, mapping=MAPPING)
    assert refused.value.problems == (
        f"{path}:2: the case file has another title and another occurred for event 'bridge'; make them agree",
    )
    report = case.import_file(path, mapping=MAPPING, on_error="skip")
    assert (report.rejected, report.made.total()) == (1, 0)


def test_a_link_that_its_meaning_forbids_is_named_with_file_and_line(case, table, lines):
    claim = {"claimant": "{who}", "text": "{text}", "link": {"concedes": {"row": "{to}", "claim": "one"}}}
    mapping = {"key": "{id}", "event": {"title": "A fire"}, "claim": {"one": claim}}
    path = table("id,who,text,to\n1,North,It burnt,\n2,South,We did it,1\n")
    with pytest.raises(ImportRejectedError) as refused:
        case.import_file(path, mapping=mapping)
    assert refused.value.problems == (
        f"{path}:3: only a claimant that denied before, itself or through its bloc, can concede",
    )
    assert lines(case, "assertion") == []
    report = case.import_file(path, mapping=mapping, on_error="skip")
    assert (report.made["assertion"], report.made["link"]) == (2, 0)
    assert any(f"{path}:3" in remark for remark in report.remarks)


def test_many_native_records_come_in_as_few_do(case, tmp_path, lines):
    """More than a thousand are staged; parents, labels, links, evidence and stamps come in as they are."""
    records = [
        {"record": "claimtrack", "version": 1},
        {"record": "field", "key": "ransom", "type": "count"},
        {"record": "claimant", "key": "agency", "name": "Agency", "part_of": "north"},
        {"record": "claimant", "key": "north", "name": "North", "aliases": ["The North"]},
        {"record": "document", "key": "copy", "title": "Copy", "derived_from": "wire"},
        {"record": "document", "key": "wire", "title": "Wire", "url": "https://a.example/1"},
        {
            "record": "event",
            "key": "e",
            "title": "A fire",
            "tags": ["fire"],
            "recorded": "2020-01-01T00:00:00Z",
        },
    ]
    records += [
        {"record": "assertion", "label": f"a{n}", "event": "e", "claimant": "north", "stance": "denies" if n else "affirms",
         "text": f"Text {n}", "document": "copy", "said": "2016-03-01", "values": {"killed": str(n), "ransom": "5"}}
        for n in range(1200)
    ]  # fmt: skip
    records += [
        {"record": "link", "kind": "supersedes", "source": "a2", "target": "a1", "fields": ["killed"], "note": "x"},
        {"record": "evidence", "key": "photo", "title": "Photo", "bears_on": [{"assertion": "a3", "role": "undermines"}]},
        {"record": "assessment", "event": "e", "field": "killed", "grade": "fair", "rationale": "Seen"},
        {"record": "correction", "kind": "event", "name": "e", "became": "", "before": {"title": "Fire"}, "recorded": STAMP},
    ]  # fmt: skip
    path = tmp_path / "records.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    report = case.import_file(path)
    assert report.made["assertion"] == 1200
    staged = list(case.export())
    with Casefile.open(tmp_path / "direct.db", now=lambda: STAMP) as direct, direct.all_or_nothing():
        direct.import_file(path)
        assert list(direct.export()) == staged
    assert case.import_file(path).made.total() == 0
    bad = tmp_path / "bad.jsonl"
    concedes = {"record": "link", "kind": "concedes", "source": "b1", "target": "b0"}
    more = [{**item, "label": item["label"].replace("a", "b"), "text": item["text"] + "!", "event": "f", "stance": "affirms"}
            for item in records if item["record"] == "assertion"]  # fmt: skip
    other = {"record": "event", "key": "f", "title": "Another"}
    bad.write_text("\n".join(map(json.dumps, [records[0], other, *more, concedes])), encoding="utf-8")
    with pytest.raises(ImportRejectedError, match=f"{bad}:1203: only a claimant that denied before"):
        case.import_file(bad)
    assert list(case.export()) == staged
