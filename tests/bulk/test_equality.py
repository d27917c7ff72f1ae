"""One record, whichever way it comes in: a mapped import and the native intake of the same rows give the same file."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack import Casefile
from claimtrack.store.columns import row_plan

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
NAMES = st.sampled_from(["Amaq", "Ministry of Defence", "وزارة الدفاع", "Минобороны", "A/B press", "x" * 90])
ROWS = st.fixed_dictionaries(
    {
        "event": st.sampled_from(
            [
                "Bridge at Ostrov",
                "Мост у Острова",
                "A title far longer than a key may ever be, " * 2,
                'A "quoted" one',
            ]
        ),
        "claimant": NAMES,
        "stance": st.sampled_from(["affirms", "deny", "query", "comments", ""]),
        "text": TEXTS,
        "quote": TEXTS,
        "said": st.sampled_from(["2016-03-29", "March 2016", "03/04/2016", "29 марта 2016", "nonsense", ""]),
        "killed_min": st.sampled_from(["", "0", "3", "two"]),
        "killed_max": st.sampled_from(["", "0", "5", "1"]),
        "weapon": st.sampled_from(["", "a mortar", "unknown"]),
        "source": st.sampled_from(["", "https://a.example/1", "https://b.example/é?x=1"]),
    }
)


def without_ids(lines):
    """Yield the lines as a person would write them: nothing that the intake makes itself."""
    for line in lines:
        record = json.loads(line)
        if record["record"] == "assertion":
            del record["id"]
        yield json.dumps(record, ensure_ascii=False)


@settings(max_examples=25, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=8))
def test_a_mapped_import_and_the_native_intake_agree(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("equal")
    now = lambda: "2026-01-01T00:00:00Z"  # noqa: E731
    with (
        Casefile.open(folder / "mapped.db", now=now) as mapped,
        Casefile.open(folder / "native.db", now=now) as native,
    ):
        mapped.import_rows(rows)
        exported = list(mapped.export())
        path = folder / "records.jsonl"
        path.write_text("\n".join(without_ids(exported)), encoding="utf-8")
        native.import_file(path)
        assert list(native.export()) == exported
        assert native.import_rows(rows).made.total() == 0


def test_rows_taken_together_and_one_by_one_make_the_same(case, tmp_path, table):
    rows = [
        {"event": f"E{n % 3}", "claimant": f"C{n % 2}", "text": f"t{n}", "stance": "affirms"}
        for n in range(20)
    ]
    bad = {"event": "E", "claimant": "C", "text": "x", "stance": "shouts"}
    case.import_file(table(rows), preset="generic")
    with Casefile.open(tmp_path / "other.db", now=lambda: "2026-01-01T00:00:00Z") as other:
        other.import_file(table([*rows, bad], "bad.csv"), preset="generic", on_error="skip")
        assert list(other.export()) == list(case.export())


def test_the_staged_row_of_an_assertion_has_the_columns_of_the_table():
    names = (
        "id label event claimant stance hedge text quote language translation said said_edtf said_earliest said_latest "
        "spokesperson document locator note recorded"
    )
    assert row_plan("assertion").columns == tuple(names.split())
