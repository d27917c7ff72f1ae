"""The flat table as CSV, XLSX and Parquet."""

import io
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.errors import InputFileError, MissingLibraryError
from claimtrack.exporters import content, flat, xlsx
from claimtrack.exporters.losses import Losses
from claimtrack.formula_guard import inert, restored
from claimtrack.importers.readers import ReadOptions, Row, open_rows
from claimtrack.values import Count, read_count

awkward = st.text(st.sampled_from("=+-@\t\r\n'\"a,;é＝"), max_size=8)


@given(st.lists(st.text(max_size=9)))
def test_blocks_hold_no_more_than_they_have_to(pieces):
    taken = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(content, "BLOCK", 10)
        written = []
        for block in content.blocks(taken.append(piece) or piece for piece in pieces):
            written.append(block)
            assert "".join(written) == "".join(taken), "nothing is read ahead"
    assert "".join(written) == "".join(pieces)
    assert all(len(block) < 20 for block in written)


@given(awkward | st.text())
def test_safe_for_a_spreadsheet_and_back(text):
    safe = inert(text)
    assert restored(safe) == text
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))


@given(
    st.builds(
        lambda low, more, approximate, best: Count(
            low,
            None if more is None else low + more,
            best=low if best and more else None,
            approximate=approximate,
        ),
        st.integers(0, 10**6),
        st.none() | st.integers(0, 1000),
        st.booleans(),
        st.booleans(),
    )
)
def test_counts_are_read_back(count):
    read = read_count(flat.count_text(count))
    assert (read.low, read.high, read.best, read.approximate) == (
        count.low,
        count.high,
        count.best if count.low != count.high else None,
        count.approximate,
    )


def test_a_range_is_no_date():
    assert flat.count_text(Count(2, 5)) == "2 to 5"


def back(data, name="x.csv"):
    with open_rows(io.BytesIO(data), name=name, options=ReadOptions()) as source:
        return [row for row in source if isinstance(row, Row)], source


def test_csv_comes_back_as_it_went(case, table):
    text = "".join(case.export("csv"))
    rows, source = back(text.encode())
    flat_texts = {row.cells["claimtrack_id"]: row.cells for row in rows}
    assert source.columns[0] == "claimtrack_id"
    for assertion in case.dossier("market").assertions:
        cells = flat_texts[assertion.id]
        assert cells["text"] == assertion.text
        assert cells["said"] == assertion.said.raw
        assert cells["claimant_key"] == assertion.claimant
    first = next(cells for cells in flat_texts.values() if cells["label"] == "first")
    assert (first["killed"], first["killed_read"]) == ("between 2 and 5", "2 to 5")
    assert (first["weapon"], first["weapon_not"]) == ("", "TOW missile")
    assert first["occurred_read"] == "2016-03-29"
    assert first["evidence"] == "supports: Photograph (https://example.org/p)"
    assert first["source_derived_from"] == "wire"
    safe = {row["text"] for row in table(text)}
    assert {'\'=HYPERLINK("x")', "''@nothing\nhappened", "plain"} == safe
    links = {row["links"] for row in table(text)}
    assert links == {"", "denies first"}


def test_every_text_of_the_casebook_comes_back(book):
    rows, _ = back("".join(book.export("csv")).encode())
    said = {row.cells["claimtrack_id"]: row.cells for row in rows}
    from claimtrack.model import Assertion

    for assertion in book.records(Assertion):
        cells = said[assertion.id]
        for name in (
            "label",
            "stance",
            "hedge",
            "text",
            "quote",
            "language",
            "translation",
            "locator",
            "note",
        ):
            assert cells[name] == getattr(assertion, name)
        for value in assertion.values:
            column = f"{value.field} (field)" if value.field in flat.COLUMNS else value.field
            assert value.raw in cells[f"{column}_not" if value.negative else column].split("\n")


def test_what_a_table_cannot_hold_is_told(case):
    export = case.export("csv")
    list(export)
    told = {loss.what: loss.count for loss in export.losses}
    assert told["assessment"] == 4
    assert told["event that no assertion names"] == 1
    assert told["claimant: aliases"] == 1
    assert "3 (" not in str(next(iter(export.losses)))


def test_losses_are_counted_with_a_few_examples():
    losses = Losses()
    for number in range(10):
        losses.add("links", f"number {number}")
    assert [str(loss) for loss in losses] == ["links: 10 (number 0; number 1; number 2 …)"]


def test_xlsx_holds_every_record(case, tmp_path):
    path = tmp_path / "out.xlsx"
    losses = case.export("xlsx").write(path)
    rows, source = back(path.read_bytes(), "out.xlsx")
    assert {row.cells["text"] for row in rows} == {'=HYPERLINK("x")', "'@nothing\nhappened", "plain"}
    assert {row.cells["killed_read"] for row in rows} == {"2 to 5", "", "3\nat least 2"}
    with open_rows(path, options=ReadOptions(sheet="Claimants")) as sheet:
        assert {row.cells["name"]: row.cells["aliases"] for row in sheet} == {"Agency": "", "Ministry": "MoD"}
    with open_rows(path, options=ReadOptions(sheet="Links")) as sheet:
        assert [row.cells["target"] for row in sheet] == ["first"]
    with open_rows(path, options=ReadOptions(sheet="Events")) as sheet:
        dates = {row.cells["key"]: (row.cells["occurred"], row.cells["occurred_read"]) for row in sheet}
    assert dates["market"] == ("29 March 2016", "2016-03-29")
    assert not any(loss.what.startswith(("claimant", "assessment", "event")) for loss in losses)
    assert source.format == "xlsx"


def test_xlsx_has_no_formula_and_no_link(case, tmp_path):
    path = tmp_path / "out.xlsx"
    case.export("xlsx").write(path)
    with zipfile.ZipFile(path) as archive:
        sheets = b"".join(archive.read(name) for name in archive.namelist() if "worksheets" in name)
    assert b"<f>" not in sheets
    assert b"hyperlink" not in sheets


def test_xlsx_cells_and_sheets_have_an_end(case, tmp_path, monkeypatch):
    case.record("convoy", claimant="Ministry", text="x" * 40_000)
    losses = case.export("xlsx").write(tmp_path / "long.xlsx")
    assert any("beyond 32,767 characters" in loss.what for loss in losses)
    monkeypatch.setattr(xlsx, "_ROWS", 3)
    case.export("xlsx").write(tmp_path / "split.xlsx")
    with open_rows(tmp_path / "split.xlsx", options=ReadOptions(sheet="Assertions 2")) as source:
        assert len(list(source)) == 2


def test_parquet_has_types(case, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "out.parquet"
    losses = case.export("parquet").write(path)
    rows = {row["label"] or row["text"]: row for row in parquet.read_table(path).to_pylist()}
    first = rows["first"]
    assert (first["killed"], first["killed_low"], first["killed_high"]) == ("between 2 and 5", 2, 5)
    assert str(first["occurred_earliest"]) == str(first["said_earliest"])[:-2] + "29"
    assert rows["plain"]["killed"] == "3\nat least 2"
    assert rows["plain"]["killed_low"] is None
    assert any("several answers to one field" in loss.what for loss in losses)


def test_parquet_needs_its_library(case, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingLibraryError, match=r"pip install '\.\[parquet\]'"):
        case.export("parquet").write(tmp_path / "out.parquet")
    assert list(tmp_path.glob("*parquet*")) == []


def test_binary_forms_are_no_text(case):
    with pytest.raises(InputFileError, match="is no text"):
        list(case.export("xlsx"))


def test_a_file_appears_whole_or_not_at_all(case, tmp_path, monkeypatch):
    path = tmp_path / "out.csv"
    path.write_text("before")

    def fail(*_):
        yield "half"
        raise KeyboardInterrupt

    monkeypatch.setattr("claimtrack.exporters.csv.write", fail)
    with pytest.raises(KeyboardInterrupt):
        case.export("csv").write(path)
    assert path.read_text() == "before"
    assert [item.name for item in tmp_path.iterdir() if item.name.startswith(".")] == []
    with pytest.raises(InputFileError, match="cannot be written"):
        case.export("native").write(tmp_path / "absent" / "out.csv")


def test_a_write_after_an_export_still_commits(case, tmp_path):
    case.export().write(tmp_path / "a.jsonl")
    case.add_event("Later")
    assert "Later" in "".join(case.export())


class _Breaking(io.RawIOBase):
    """A stream that gives up after some bytes, as a pipe that nobody reads or a full disk does."""

    def __init__(self, error):
        self.error, self.left = error, 1000

    def writable(self):
        return True

    def write(self, data):
        self.left -= len(data)
        if self.left < 0:
            raise self.error
        return len(data)


@pytest.mark.parametrize("form", ["native", "csv", "xlsx", "parquet", "ftm"])
@pytest.mark.parametrize("error", [BrokenPipeError(), OSError(28, "No space left on device")])
def test_a_stream_that_breaks_off_says_so_in_its_own_words(book, form, error):
    with pytest.raises(type(error)) as caught:
        book.export(form).write(_Breaking(error))
    assert caught.value is error
