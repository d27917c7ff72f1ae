"""Whatever a case file holds: the texts of its CSV are those of its assertions, and any part stands alone."""

import io

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from claimtrack import Casefile
from claimtrack.importers.readers import ReadOptions, open_rows
from claimtrack.model import Assertion, Event
from strategies import case_files

TEXTS = (
    "id",
    "label",
    "stance",
    "hedge",
    "text",
    "quote",
    "language",
    "translation",
    "spokesperson",
    "locator",
    "note",
)

slow = settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking a whole case file takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@slow
@given(drafts=case_files())
def test_csv_gives_every_text_back(drafts, tmp_path_factory):
    with Casefile.open(tmp_path_factory.mktemp("csv") / "one.db") as case:
        case.take(drafts)
        data = "".join(case.export("csv")).encode()
        assertions = list(case.records(Assertion))
    with open_rows(io.BytesIO(data), name="x.csv", options=ReadOptions(encoding="utf-8")) as source:
        rows = {row.cells["claimtrack_id"]: row.cells for row in source}
    assert len(rows) == len(assertions)
    for assertion in assertions:
        cells = rows[assertion.id]
        assert [cells[name if name != "id" else "claimtrack_id"] for name in TEXTS] == [
            getattr(assertion, name) for name in TEXTS
        ]
        assert cells["said"] == (assertion.said.raw if assertion.said is not None else "")


@slow
@given(drafts=case_files(), data=st.data())
def test_any_part_stands_alone(drafts, data, tmp_path_factory):
    folder = tmp_path_factory.mktemp("part")
    with Casefile.open(folder / "one.db") as case:
        case.take(drafts)
        events = [event.key for event in case.records(Event)]
        chosen = data.draw(st.lists(st.sampled_from(events), min_size=1, max_size=2)) if events else []
        part = "".join(case.export(events=chosen))
    with Casefile.open(folder / "two.db") as case:
        case.import_file(io.BytesIO(part.encode()))
        assert "".join(case.export()) == part
