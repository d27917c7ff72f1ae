"""Whatever a format does not hold, it tells: every attribute of every record is in the output or among the losses."""

import io

import pyarrow.parquet
import pytest
from python_calamine import CalamineWorkbook

from claimtrack import Casefile
from claimtrack.exporters.forms import FORMS
from claimtrack.model import Assertion, Claimant, Document, Event, Evidence, Field, Link
from claimtrack.model.codec import kind_of

# A word of its own for each attribute that takes free text.
RECORDS = [
    {"record": "field", "key": "ransom", "type": "count", "label": "word-field-label", "definition": "word-field-definition", "unit": "word-field-unit"},
    {"record": "claimant", "key": "union", "name": "word-claimant-name", "kind": "organisation", "aliases": ["word-claimant-alias"], "zone": "Asia/Damascus",
     "language": "tr", "calendar": "hebrew", "date_order": "DMY", "reliability": "B", "note": "word-claimant-note"},
    {"record": "claimant", "key": "branch", "name": "word-branch-name", "part_of": "union"},
    {"record": "document", "key": "paper", "title": "word-document-title", "url": "https://word-document-url.example", "publisher": "union",
     "published": "1 March 2016", "retrieved": "2 March 2016", "archive_url": "https://word-document-archive.example", "sha256": "ab" * 32,
     "language": "uk", "note": "word-document-note"},
    {"record": "event", "key": "raid", "title": "word-event-title", "proposition": "word-event-proposition", "occurred": "3 March 2016",
     "place": "word-event-place (34.5, 38.25)", "tags": ["word-event-tag"], "note": "word-event-note"},
    {"record": "event", "key": "other", "title": "word-other-title", "distinct_from": ["raid"]},
    {"record": "assertion", "label": "first", "event": "raid", "claimant": "branch", "hedge": "likely", "text": "word-text", "quote": "word-quote",
     "language": "ar", "translation": "word-translation", "said": "4 March 2016", "spokesperson": "word-spokesperson", "document": "paper",
     "locator": "word-locator", "values": {"ransom": "word-value", "weapon": {"not": "word-not"}}, "note": "word-note"},
    {"record": "assertion", "label": "second", "event": "raid", "claimant": "union", "stance": "denies", "text": "word-denial", "said": "5 March 2016"},
    {"record": "link", "kind": "denies", "source": "second", "target": "first", "note": "word-link-note"},
    {"record": "evidence", "key": "photo", "kind": "photo", "title": "word-evidence-title", "bears_on": [{"assertion": "first", "role": "supports"}],
     "authenticity": "word-authenticity", "url": "https://word-evidence-url.example", "captured": "6 March 2016", "captured_by": "word-captor",
     "locator": "word-evidence-locator", "note": "word-evidence-note"},
    {"record": "assessment", "event": "raid", "assertion": "first", "grade": "fair", "credibility": "2", "confidence": "low", "method": "report the range",
     "rationale": "word-rationale", "by": "word-assessor", "at": "7 March 2016"},
]  # fmt: skip


@pytest.fixture
def case(tmp_path):
    with Casefile.open(tmp_path / "words.db", now=lambda: "2026-01-01T00:00:00Z") as opened:
        opened.take(RECORDS)
        yield opened


def written(case, form, tmp_path):
    """Export, and give all that the file says as one text, with the losses."""
    path = tmp_path / f"out.{form}"
    losses = case.export(form).write(path)
    if form == "xlsx":
        book = CalamineWorkbook.from_path(path)
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        cells = [cell for rows in sheets for row in rows for cell in row]
        return "\n".join(map(str, cells)), losses
    if form == "parquet":
        return repr(pyarrow.parquet.read_table(io.BytesIO(path.read_bytes())).to_pylist()), losses
    return path.read_text(encoding="utf-8"), losses


def words_of(record):
    """Yield each attribute that holds a word of its own, with the word."""
    for name in record.__struct_fields__:
        value = getattr(record, name)
        parts = value if isinstance(value, tuple) else [value]
        for part in parts:
            text = getattr(part, "raw", None) or getattr(part, "name", None) or part
            if isinstance(text, str) and "word-" in text:
                yield (
                    name,
                    "word-" + text.partition("word-")[2].split(" ")[0].removesuffix(".example"),
                )


@pytest.mark.parametrize("form", [form for form in FORMS if form != "native"])
def test_every_word_is_written_or_told(case, form, tmp_path):
    text, losses = written(case, form, tmp_path)
    told = {loss.what for loss in losses}
    silent = []
    for cls in (Field, Claimant, Document, Event, Assertion, Link, Evidence):
        for record in case.records(cls):
            kind = kind_of(record)
            if kind in told or any(loss.startswith(f"{kind} that no ") for loss in told):
                continue  # told as a whole
            if (
                any(loss.startswith(("assertion that denies", "assertion without")) for loss in told)
                and getattr(record, "label", "") == "second"
            ):
                continue
            silent += [
                f"{kind}: {name}"
                for name, word in words_of(record)
                if word not in text and f"{kind}: {name}" not in told
                and not (name == "values" and any(loss.startswith(("answer", "values")) for loss in told))
            ]  # fmt: skip
    assert silent == []


@pytest.mark.parametrize("form", ["csv", "timemap", "ftm", "claimreview", "stix"])
def test_a_hedge_is_written_or_told(case, form, tmp_path):
    text, losses = written(case, form, tmp_path)
    assert "likely" in text or any("hedge" in loss.what for loss in losses)
