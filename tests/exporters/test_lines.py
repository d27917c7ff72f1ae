"""The native export, written straight from rows, says what the records encode to."""

import json

from hypothesis import HealthCheck, given, settings

from claimtrack import Casefile
from claimtrack.exporters.native import HEADER, native_lines
from claimtrack.model import RECORD_TYPES, Field
from claimtrack.store.reader import builtin_fields
from strategies import case_files


def plain(case):
    """The export by way of the records."""
    labels = case._reader.labels()
    builtin = {field.key for field in builtin_fields().values()}
    records = (
        record
        for cls in RECORD_TYPES.values()
        for record in case.records(cls)
        if not (cls is Field and record.key in builtin)
    )
    return json.dumps(HEADER) + "\n" + "".join(native_lines(records, labels))


def test_the_casebook(book):
    assert "".join(book.export()) == plain(book)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case_files())
def test_any_case_file(tmp_path_factory, records):
    with Casefile.open(tmp_path_factory.mktemp("lines") / "claims.db") as case:
        case.take(records)
        assert "".join(case.export()) == plain(case)
