"""What tables are made of, read column by column, is what the records say."""

from hypothesis import HealthCheck, given, settings

from claimtrack import Casefile
from claimtrack.casefile.exports import _Chosen
from claimtrack.exporters.losses import rest
from claimtrack.model import Assertion, Claimant, Document, Event
from claimtrack.model.listing import Filters
from claimtrack.store.selection import Selection
from strategies import case_files


def chosen(case, *events):
    return _Chosen(Selection(case._connection, [Filters(event=event) for event in events]))


def said_by_columns(content):
    """The rows: attributes of assertions and of what they name, with the answers."""
    return [
        dict(zip(batch.columns, cells, strict=True)) | {"values": values}
        for batch in content.assertion_columns()
        for cells, values in zip(zip(*batch.columns.values(), strict=True), batch.values, strict=True)
    ]


def said_by_records(content):
    known = {cls: {record.key: record for record in content.each(cls)} for cls in (Claimant, Document, Event)}
    rows = []
    for assertion in content.each(Assertion):
        event, speaker = known[Event][assertion.event], known[Claimant][assertion.claimant]
        source = known[Document].get(assertion.document, Document(key=""))
        publisher = known[Claimant].get(source.publisher, Claimant(key="", name=""))
        rows.append(
            {name: getattr(assertion, name) for name in Assertion.shapes}
            | {f"event.{name}": getattr(event, name) for name in ("title", "proposition", "occurred", "place", "tags")}
            | {f"speaker.{name}": getattr(speaker, name) for name in ("name", "part_of")}
            | {
                f"source.{name}": getattr(source, name)
                for name in ("title", "url", "publisher", "published", "derived_from", "archive_url")
            }
            | {"publisher.name": publisher.name}
        )  # fmt: skip
    return rows


def unnamed(content, cls):
    said = list(content.each(Assertion))
    documents = {item.document for item in said}
    publishers = {item.publisher for item in content.each(Document) if item.key in documents}
    named = {
        Event: {item.event for item in said},
        Document: documents,
        Claimant: {item.claimant for item in said} | publishers,
    }
    return [record.key for record in content.each(cls) if record.key not in named[cls]]


def check(content):
    assert said_by_columns(content) == said_by_records(content)
    for cls in (Claimant, Document, Event):
        assert list(content.unnamed(cls)) == unnamed(content, cls)
        names = rest(cls, ("key", "name", "title"))
        telling = [
            record
            for record in content.each(cls)
            if any(getattr(record, name) != cls.shapes[name].default for name in names)
        ]
        assert list(content.saying(cls, names)) == telling


def test_the_casebook(book):
    check(chosen(book))


def test_a_small_file(case):
    check(chosen(case))
    check(chosen(case, "market"))
    check(chosen(case, "silent"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case_files())
def test_any_case_file(tmp_path_factory, records):
    with Casefile.open(tmp_path_factory.mktemp("columns") / "claims.db") as case:
        case.take(records)
        check(chosen(case))
        for event in list(case.records(Event))[:2]:
            check(chosen(case, event.key))


def test_an_export_tells_how_far_it_is(case, tmp_path):
    for form in ("native", "csv", "ftm"):
        told = []
        case.export(form).write(tmp_path / form, progress=lambda *how, told=told: told.append(how))
        assert ("assertions", 1, 3) in told or ("assertions", 3, 3) in told
        assert {total for what, _, total in told if what == "assertions"} == {3}
    told = []
    case.export("csv", events=["market"]).write(tmp_path / "part", progress=lambda *how: told.append(how))
    assert {total for _, _, total in told} == {None}
