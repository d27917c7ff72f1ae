"""What corrections, edits and voids of an export keep: what is not in the native form is refused, with its place."""

import io
import json

import pytest

from claimtrack import Casefile
from claimtrack.errors import ImportRejectedError

EVENT = {"record": "event", "key": "fire", "title": "Fire"}
EDIT = {"record": "edit", "kind": "event", "name": "fire", "attribute": "title"}
BAD = [
    ({"record": "void", "kind": "evenu", "name": "fire", "content": {"record": EVENT}}, "kind"),
    ({"record": "void", "kind": "event", "name": "fire", "content": {}}, "content.record"),
    ({"record": "void", "kind": "event", "name": "fire", "content": {"record": EVENT, "with": 5}}, "content.with"),
    ({"record": "void", "kind": "event", "name": "fire", "content": {"record": {**EVENT, "record": {}}}}, "content.record"),
    ({"record": "void", "kind": "event", "name": "fire", "content": {"record": {**EVENT, "tags": 3}}}, "content.record.tags"),
    ({"record": "correction", "kind": "rumour", "name": "fire", "before": {}}, "kind"),
    ({"record": "correction", "kind": "link", "name": "a", "before": {"kind": "denies"}}, "before.source"),
    ({"record": "correction", "kind": "event", "name": "fire", "before": {"recorded": 1.5}}, "before.recorded"),
    ({**EDIT, "attribute": "colour", "after": {"is": "red"}}, "attribute"),
    ({**EDIT, "after": {"is": {"a": 1}}}, "after.is"),
    ({**EDIT, "attribute": "tags", "item": "port", "after": {"is": ["port"]}}, "after.is"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "place"), BAD)
def test_history_that_is_not_in_the_native_form_is_refused(tmp_path, line, place):
    lines = [{"record": "claimtrack", "version": 1}, EVENT, line]
    with Casefile.open(tmp_path / "case.db") as case:
        with pytest.raises(ImportRejectedError) as refused:
            case.import_file(io.BytesIO("\n".join(map(json.dumps, lines)).encode()))
        assert case.verify().result.breaches == []
    problem = refused.value.problems[0]
    assert problem.startswith(f"-:3: {place}: ")
