"""Whatever bytes come: rows, findings or one clear error, never anything else."""

import gzip
import io
import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from claimtrack.errors import ClaimtrackError
from claimtrack.importers.readers import Limits, ReadOptions, Row, open_rows
from claimtrack.model.draft import Finding
from workbooks import HONEST, ods, ods_cell, ods_row, raw_xlsx

NAMES = ("x.csv", "x.tsv", "x.json", "x.jsonl", "x.yaml", "x.html", "x.xlsx", "x.ods", "x.gz", "x.zip", "x")
LIMITS = Limits(line=200, record=2000, cells=10_000, unpacked=100_000)
SEEDS = (
    b'event,claimant,"te\nxt"\nx,y,"a ""b"""\n',
    "a;b\né;ü\n".encode("cp1252"),
    "a\tb\nж\tй\n".encode("utf-16"),
    json.dumps([{"a": 1, "b": {"c": [None, 1.5, "é"]}}] * 3, indent=1).encode(),
    b'{"claims": [{"a": 1}, {"b": "\\u00e9"}], "next": 1}',
    b'{"a": 1}\n{"b": [1, 2]}\n',
    b"- a: 1\n  b: [x, y]\n- c: |\n    text\n",
    b'<html><script type="application/ld+json">{"a": [1]}</script></html>',
    raw_xlsx(HONEST),
    ods(ods_row(ods_cell("a"), ods_cell("b"))),
    gzip.compress(b"a,b\n1,2\n", mtime=0),
)


def check(data, name):
    try:
        with open_rows(io.BytesIO(data), name=name, options=ReadOptions(limits=LIMITS)) as source:
            for item in source:
                assert isinstance(item, Row | Finding)
            assert all(str(note) for note in source.notes)
    except ClaimtrackError as error:
        told = str(error)
    else:
        told = name
    assert name in told


quick = settings(
    max_examples=150,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)


@quick
@given(st.binary(max_size=400), st.sampled_from(NAMES))
def test_any_bytes(data, name):
    check(data, name)


@quick
@given(
    st.text(st.sampled_from("\"'{}[]<>,;:\t\n\r\\-&*!|#a1é \x00\ufeff"), max_size=200), st.sampled_from(NAMES)
)
def test_any_marks(text, name):
    check(text.encode(), name)


@quick
@given(st.data())
def test_damaged_files(data):
    seed = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(seed) - 1))
        what = data.draw(st.sampled_from(["change", "cut", "double"]))
        if what == "change":
            seed[at] = data.draw(st.integers(0, 255))
        elif what == "cut":
            del seed[at:]
        else:
            seed[at:at] = seed[at : at + 20]
        if not seed:
            break
    check(bytes(seed), data.draw(st.sampled_from(NAMES)))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", NAMES)
def test_good_files_under_any_name(seed, name):
    check(seed, name)
