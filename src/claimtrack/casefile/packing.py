"""Packing a case or some of its events, and verifying a pack that was handed over."""

from __future__ import annotations

import json
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from claimtrack.casefile.kept_files import copy_path, evidence_folder, list_as_kept, make_folders
from claimtrack.casefile.open_case import OpenCase
from claimtrack.casefile.packs import opened_pack, save, write_pack
from claimtrack.casefile.publication import publication
from claimtrack.casefile.report import Report
from claimtrack.errors import ImportRejectedError, StorageError
from claimtrack.exporters.native import HEADER, native_lines
from claimtrack.importers.native import read_native
from claimtrack.model import RECORD_TYPES
from claimtrack.model.chain import Breach
from claimtrack.model.codec import key_of, kind_of
from claimtrack.store.reader import builtin_fields
from claimtrack.views.verification import Verified, verification_view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from claimtrack.casefile.case import Casefile
    from claimtrack.casefile.packs import Pack, Packed
    from claimtrack.model import Event, Record
    from claimtrack.reports.public import Publication

    Telling = Callable[[str, int, int | None], object]


def pack(
    case: Casefile,
    target: Path,
    events: Sequence[Event | str],
    *,
    public: bool,
    credits: bool = False,  # noqa: A002 - what the option is called
    progress: Telling,
) -> Packed:
    """Pack a case, or some of its events with all that they refer to.

    Args:
        case: the case file.
        target: the zip file to make.
        events: events, or references to them; none for all.
        public: leave out notes and what is protected, deal out the ids anew, and leave out evidence and log.
        credits: name who judged, searched and collected evidence also where it is public.
        progress: told now and then how far it is.

    Raises:
        EvidenceDamagedError: a kept file is not what it was.
        InputFileError: the zip file cannot be written.
    """
    from claimtrack import __version__

    about: dict[str, Any] = {"program": __version__, "public": public}
    evidence: dict[str, Path] = {}
    missing: list[str] = []
    withheld: Iterator[str] = iter(())
    if public:
        made = publication(case, lambda number: f"[withheld {number}]", credits=credits)
        lines, withheld = _public_lines(case, made, events, progress), made.told()
    else:
        head = case.head()
        about |= {"head": head.id, "entries": head.number}
        lines = _with_evidence(case, case.export(events=events), evidence, missing)
    packed = write_pack(target, lines, evidence, about)
    return packed._replace(missing=tuple(missing), withheld=tuple(withheld))


def _with_evidence(
    case: Casefile, lines: Iterable[str], evidence: dict[str, Path], missing: list[str]
) -> Iterator[str]:
    """Yield the lines of an export, and gather the kept files that they name."""
    kept = evidence_folder(case.path).is_dir()
    for line in lines:
        if kept and '"sha256"' in line:
            content = json.loads(line)
            digest = content.get("sha256", "")
            if content["record"] in ("evidence", "document") and digest:
                place = copy_path(case.path, digest)
                if place.is_file():
                    evidence[digest] = place
                else:
                    missing.append(content["key"])
        yield line


def _public_lines(
    case: Casefile, publication: Publication, events: Sequence[Event | str], progress: Telling
) -> Iterator[str]:
    """Yield what may be read by anybody as lines of the native format."""
    found: dict[str, dict[str, Record]] = {kind: {} for kind in RECORD_TYPES}

    def tell(what: str, done: int, total: int | None) -> None:
        progress(what, done, total)

    for dossier in case._dossiers(events, progress=tell):  # noqa: SLF001 - one with the case file
        public = publication.publish(dossier).dossier
        shown: tuple[Record, ...] = (
            *public.fields.values(), *public.claimants.values(), *public.documents.values(), public.event,
            *public.assertions, *public.links, *public.evidence, *public.assessments, *public.inquiries,
        )  # fmt: skip
        for item in shown:
            found[kind_of(item)][key_of(item) or repr(item)] = replace(item, recorded="")
    for key, field in builtin_fields().items():
        if found["field"].get(key) == field:
            del found["field"][key]
    yield json.dumps(HEADER) + "\n"
    for records in found.values():
        yield from native_lines((records[name] for name in sorted(records)), {})


def verify_pack(path: Path, progress: Telling) -> Report:
    """Hash every file of a pack, and work out every id, reference and date of its records anew.

    Raises:
        InputFileError: it is no pack, or holds what no pack holds.
    """
    with opened_pack(path) as opened:
        breaches = list(opened.breaches(progress))
        head = str(opened.manifest.get("head", ""))
        entries = opened.manifest.get("entries", 0)
        records, held = 0, -1
        if not breaches and opened.public:
            with opened.case() as stream:
                held = sum(1 for _ in stream) - 1  # the first line is no record
        elif not breaches:
            records, wrong = _verified(opened, progress)
            breaches += wrong
        found = Verified(entries, head, records, len(opened.manifest["files"]), breaches, held=held)
        return Report(found, verification_view(found, "manifest"))


def _verified(opened: Pack, progress: Telling) -> tuple[int, list[Breach]]:
    """Return how many records a pack has, and what is wrong with them."""
    with tempfile.TemporaryDirectory() as folder, opened.case() as stream:
        drafts, problems = read_native(stream, "case.jsonl")
        with OpenCase.open(Path(folder) / "pack.db") as case:
            try:
                case.take_from(drafts, problems)
            except ImportRejectedError as rejected:
                return 0, [Breach("case.jsonl", problem) for problem in rejected.problems]
            found, breaches = case.worked_out(progress)
            return found.records, breaches


@contextmanager
def evidence_kept(case_path: Path, opened: Pack, progress: Telling) -> Iterator[int]:
    """Keep the evidence of a pack beside a case file for what a block brings in; where it fails, it goes again.

    Yields:
        How many files are new.

    Raises:
        InputFileError: a file is not what its name says.
        StorageError: it cannot be written.
    """
    made: list[Path] = []
    try:
        try:
            for done, digest in enumerate(opened.evidence):
                progress("files", done, len(opened.evidence))
                target = copy_path(case_path, digest)
                if not target.exists():
                    make_folders(case_path, target)
                    save(opened, digest, target)
                    made.append(target)
                list_as_kept(case_path, digest)
        except OSError as error:
            raise StorageError(f"{target} cannot be written: {error.strerror}", "check the folder") from None
        yield len(made)
    except BaseException:
        for target in made:
            with suppress(OSError):
                target.unlink()
        raise
