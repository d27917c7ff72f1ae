"""What an input is, what it is packed in, folders, and hostile sizes."""

import gzip
import io
import json
import tracemalloc
import zipfile

import pytest

from claimtrack.errors import ClaimtrackError, InputFileError
from claimtrack.importers.readers import Limits, ReadOptions, Row, guess_format, open_rows
from claimtrack.importers.readers.options import size_of
from workbooks import workbook


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"a,b\n1,2\n", "x.csv", "csv"),
        (b"a,b\n1,2\n", "x.json", "csv"),
        (b'[{"a": 1}]', "x.csv", "json"),
        (b"[1] Footnote,b\n", "x.csv", "csv"),
        (b'{"a": 1}\n{"a": 2}\n', "x", "jsonl"),
        (b'{"a": 1}\n', "x.jsonl", "jsonl"),
        (b'{\n "a": 1}\n', "x", "json"),
        (b'{"record": "claimtrack", "version": 1}\n', "x.jsonl", "native"),
        (b"\xef\xbb\xbf[{}]", "x", "json"),
        ('[{"a": 1}]'.encode("utf-16"), "x", "json"),
        ("a;b\n".encode("utf-16-le"), "x.csv", "csv"),
        (b"---\na: 1\n", "x", "yaml"),
        (b"a: 1\n", "x.yml", "yaml"),
        (b"<!DOCTYPE html><html>", "x.txt", "html"),
        (b"<?xml version='1.0'?><rss/>", "x.xml", "xml"),
        (b"%PDF-1.7", "x.csv", "PDF"),
        (b"\x1f\x8b\x08", "x.csv", "gzip"),
        (b"SQLite format 3\x00", "x.db", "SQLite"),
        (b"", "x.csv", ""),
        (b" \n ", "x.csv", ""),
    ],
)
def test_content_tells_before_the_name(head, name, kind):
    assert guess_format(head, name) == kind


def test_a_file_that_is_not_what_its_name_says_is_read_and_told(read):
    reading = read('[{"a": 1}]', name="claims.csv")
    assert reading.cells == [{"a": 1}]
    assert reading.noted("is named as csv and holds json")
    assert not read("a\tb\n1\t2\n", name="x.txt").noted("is named as")
    assert read("a,b\n1,2\n", name="x.csv.gz").noted("is named as gzip and holds csv")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7", "is PDF, which cannot be read"),
        (b"<?xml version='1.0'?><rss/>", "is xml"),
        (b"", "is empty"),
        (b"\x1f\x8b\x08\x00", "cannot be unpacked"),
        (b"PK\x03\x04 no zip", "damaged zip"),
    ],
)
def test_what_cannot_be_read_is_told(read, data, message):
    with pytest.raises(InputFileError, match=message):
        read(data)


def test_formats_given_and_wrong(read):
    assert read('{"a": 1}', format="jsonl").cells == [{"a": 1}]
    with pytest.raises(InputFileError, match="no reader for 'word'"):
        read("a", format="word")
    with pytest.raises(InputFileError, match="is not xlsx but csv"):
        read("a,b\n", format="xlsx")


def test_paths(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with open_rows(path) as source:
        assert [str(row.position) for row in source] == [f"{path}:2"]
        assert source.bytes_read == source.size == 8
    with pytest.raises(InputFileError, match="cannot be read"):
        open_rows(tmp_path / "absent.csv")


class Pipe(io.RawIOBase):
    """A stream that cannot be sought and gives a few bytes at a time."""

    def __init__(self, data):
        self._data = io.BytesIO(data)

    def readable(self):
        return True

    def read(self, size=-1):
        return self._data.read(min(size, 7))


def test_pipes():
    with open_rows(Pipe(b"a,b\n" + b"1,2\n" * 100), name="-") as source:
        assert len(list(source)) == 100
        assert source.size is None


def test_gzip_and_zip(read):
    text = "a,b\n1,2\n"
    packed = gzip.compress(text.encode())
    assert read(packed, name="x.csv.gz").cells == [{"a": "1", "b": "2"}]
    assert read(zipped({"folder/x.csv": text, "__MACOSX/._x.csv": "junk"})).cells == [{"a": "1", "b": "2"}]
    inner = read(zipped({"x.csv.gz": packed}), name="y.zip")
    assert str(inner.rows[0].position) == "y.zip:x.csv:2"
    with pytest.raises(InputFileError, match="packed more than 2 times"):
        read(zipped({"x.zip": zipped({"y.zip": zipped({"x.csv": text})})}))
    with pytest.raises(InputFileError, match="cannot be unpacked"):
        read(packed[:-12])


def zipped(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_members_of_an_archive(read):
    data = zipped({"one.csv": "a\n1\n", "two.csv": "a\n2\n", "readme.md": "x"})
    with pytest.raises(
        InputFileError, match=r"several files \(name one of them with --member: one\.csv, two\.csv"
    ):
        read(data)
    assert read(data, member="two.csv").cells == [{"a": "2"}]
    with pytest.raises(InputFileError, match=r"has no file 'three\.csv'"):
        read(data, member="three.csv")
    with pytest.raises(InputFileError, match="no file in it"):
        read(zipped({}))


def test_a_workbook_in_an_archive_is_unpacked_first(read):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("book.xlsx", workbook({"A1": "a", "A2": "x"}))
    reading = read(stream.getvalue(), name="book.zip")
    assert reading.cells == [{"a": "x"}]


def test_bombs_go_off_outside(read):
    rows = b"a,b\n" + b"0,0\n" * 400_000
    limits = Limits(ratio_from=100_000)
    for data in (gzip.compress(rows), zipped({"x.csv": rows})):
        with pytest.raises(
            InputFileError, match=r"grows to (more than )?1\.6 MB, \d+ times its size .*--unpack 4GB"
        ):
            read(data, limits=limits)
        with pytest.raises(InputFileError, match="grows to"):
            read(data, limits=Limits(unpacked=1_000_000))
        assert len(read(data, limits=Limits(unpacked=2_000_000)).cells) == 400_000


def test_a_bomb_that_lies_about_its_size_is_met_on_the_way(read):
    """The size at the end of a gzip file is a claim, and a stream has no end to look at."""
    data = bytearray(gzip.compress(b"a,b\n" + b"0,0\n" * 400_000))
    data[-4:] = (10).to_bytes(4, "little")
    with pytest.raises(InputFileError, match="grows to more than"):
        read(bytes(data), limits=Limits(ratio_from=100_000))


@pytest.mark.parametrize(
    ("text", "size"), [("4GB", 4 * 10**9), ("1.5 mb", 1_500_000), ("20kB", 20_000), ("700", 700)]
)
def test_sizes_as_people_write_them(text, size):
    assert size_of(text) == size


@pytest.mark.parametrize("text", ["much", "", "4XB", "infGB", "nan"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(InputFileError, match="no size"):
        size_of(text)


class Endless(io.RawIOBase):
    """So many bytes without a line feed, made as they are read."""

    def __init__(self, start, size, end):
        self._parts = [start, *[b"x" * 65536] * (size // 65536), end]

    def readable(self):
        return True

    def read(self, _size=-1):
        return self._parts.pop(0) if self._parts else b""


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [
        (b"a,b\n1,2\n", b"\n3,4\n", "x.csv"),
        (b'a,b\n1,2\n"', b'",1\n3,4\n', "x.csv"),
        (b'{"a": 1}\n{"a": "', b'"}\n{"a": 3}\n', "x.jsonl"),
        (b'[{"a": 1}, {"a": "', b'"}]', "x.json"),
        (b"<html>", b"</html>", "x.html"),
        (b"- a: ", b"\n", "x.yaml"),
    ],
)
def test_a_line_without_end_takes_bounded_memory(start, end, name):
    options = ReadOptions(limits=Limits(line=1 << 20, record=1 << 20))
    told = ""
    items = []
    tracemalloc.start()
    try:
        with open_rows(Endless(start, 256 << 20, end), name=name, options=options) as source:
            items = list(source)
    except ClaimtrackError as error:
        told = str(error)
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 24 << 20
    if name.endswith((".csv", ".jsonl")):
        assert [isinstance(item, Row) for item in items].count(False) == 1
        assert len(items) == 3
    else:
        assert told.startswith(name)


def test_a_folder_of_json(tmp_path):
    thread = tmp_path / "event" / "12" / "replies"
    thread.mkdir(parents=True)
    (thread / "34.json").write_text(json.dumps({"id": 34, "text": "x"}))
    (thread / "35.json").write_text('{"id": ')
    (tmp_path / "event" / "12" / "structure.json").write_text('{"12": {"34": []}}')
    (tmp_path / "labels.json").write_text('[{"a": 1}, {"a": 2}]')
    (tmp_path / "README").write_text("x")
    with open_rows(tmp_path) as source:
        items = list(source)
        rows = [item for item in items if isinstance(item, Row)]
        assert [row.cells["_path"] for row in rows] == [
            "event/12/replies/34.json",
            "event/12/structure.json",
            "labels.json",
            "labels.json",
        ]
        assert rows[0].cells["_parts"] == ["event", "12", "replies"]
        assert rows[0].cells["_name"] == "34"
        assert len(items) == 5
        assert source.bytes_read == source.size
        assert any("1 files in it are no JSON files" in str(note) for note in source.notes)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputFileError, match="no JSON file in it"):
        open_rows(tmp_path / "empty")
