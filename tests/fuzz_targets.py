"""What is fuzzed: each target takes bytes, does with them what a person's input would do, and may raise only our own errors."""

import io
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from claimtrack import Casefile
from claimtrack.dates import read_date
from claimtrack.errors import ClaimtrackError
from claimtrack.importers.native import read_native
from claimtrack.importers.readers import open_rows
from claimtrack.values import read_value
from histories import CHANGES, check, pair

CORPUS = Path(__file__).parent / "fuzzing" / "corpus"
_LANGUAGES = ("en", "ar", "ru", "uk", "tr", "de", "fr", "es", "he", "fa")
_LONGEST = 400  # characters of one date, number or reference
_STEPS = 6  # of each of the three histories of a merge


def dates(data: bytes) -> None:
    """Read a date in some language, against another one or none."""
    text = data[1:].decode("utf-8", "ignore")[:_LONGEST]
    chosen = data[0] if data else 0
    reference = "2016-04-02" if chosen & 16 else None
    with suppress(ClaimtrackError):
        value = read_date(text, reference=reference, languages=[_LANGUAGES[chosen % len(_LANGUAGES)]])
        assert value.raw == text
        assert value.earliest is None or value.latest is None or value.earliest <= value.latest


def counts(data: bytes) -> None:
    """Read an answer to a field of some type."""
    text = data[1:].decode("utf-8", "ignore")[:_LONGEST]
    kind = ("count", "count", "date", "place", "party", "yes_no", "text")[data[0] % 7 if data else 0]
    with suppress(ClaimtrackError):
        read = read_value(text, kind)
        low, high = getattr(read, "low", None), getattr(read, "high", None)
        assert low is None or high is None or low <= high


def native(data: bytes) -> None:
    """Import an export: into a case file, all or nothing."""
    with suppress(ClaimtrackError), _case().all_or_nothing():
        read_native(io.BytesIO(data), "fuzz.jsonl")
        _case().import_file(io.BytesIO(data))
        raise ClaimtrackError("taken back")


def table(data: bytes) -> None:
    """Read a table of some form, row by row."""
    form = (".csv", ".tsv", ".json", ".jsonl", ".html", ".yaml", ".xlsx", ".ods", ".csv.gz", ".zip")
    name = f"fuzz{form[data[0] % len(form) if data else 0]}"
    with suppress(ClaimtrackError), open_rows(io.BytesIO(data[1:]), name=name) as rows:
        for _row in rows:
            pass


def notes(data: bytes) -> None:
    """Import notes."""
    from claimtrack.intake.notes import notes_drafts

    with suppress(ClaimtrackError):
        notes_drafts(_case(), data, "fuzz.yaml")


def references(data: bytes) -> None:
    """Find a record by what was typed."""
    text = data.decode("utf-8", "ignore")[:_LONGEST]
    with suppress(ClaimtrackError):
        _case().get(text)
    with suppress(ClaimtrackError):
        _case().search(text)


def merge(data: bytes) -> None:
    """Merge two histories both ways, as the bytes say what was done."""
    steps = [
        (a % len(CHANGES), b % 12, c % 12) for a, b, c in zip(data[::3], data[1::3], data[2::3], strict=False)
    ]
    before, ours, theirs = steps[:_STEPS], steps[_STEPS : 2 * _STEPS], steps[2 * _STEPS : 3 * _STEPS]
    with tempfile.TemporaryDirectory() as folder:
        check(folder, *pair(folder, before, ours, theirs))


@cache
def _case() -> Casefile:
    """Return a case file with one of each record, made once for all."""
    case = Casefile.open(Path(tempfile.mkdtemp(prefix="claimtrack-fuzz-")) / "case.db")
    case.add_event("Helicopter lost east of Palmyra", key="heli", occurred="8 July 2016")
    case.add_document("A report", key="report", url="https://example.org/report")
    said = case.record(
        "heli", claimant="Amaq News Agency", text="Three died", values={"killed": "3"}, label="claim"
    )
    case.reply("denies", said, claimant="Russia", text="None died", label="denial")
    return case


TARGETS = {
    "dates": dates,
    "counts": counts,
    "native": native,
    "table": table,
    "notes": notes,
    "references": references,
    "merge": merge,
}
