"""Releases: a report is handed over, written down, and later held against the file it was and the case as it is."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from claimtrack.casefile.printed_reports import ReportOptions
from claimtrack.errors import (
    ConflictingRecordError,
    EvidenceDamagedError,
    InputFileError,
    UnknownReferenceError,
)
from claimtrack.model.codec import TAG
from claimtrack.model.records import SHORT_ID
from claimtrack.store.released import Release, add_release, bring_releases, every_release
from claimtrack.store.storage_errors import storage_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from claimtrack.casefile.printed_reports import CaseReports
    from claimtrack.casefile.questions import Telling
    from claimtrack.model import Event
    from claimtrack.render.html import Look
    from claimtrack.reports.chapter import Chapter

_NOT_COUNTED = {"claimtrack", "correction", "edit", "void"}  # what changed shows in the records themselves
_HASH = 16  # hexadecimal digits
_LONGEST = 32  # letters of what a link ties


class Check(Struct, frozen=True):
    """What became of a released report.

    Attributes:
        release: the release that a file is.
        later: name of the release that took its place; empty for none.
        changes: what its report would say otherwise today, a line each.
    """

    release: Release
    later: str
    changes: tuple[str, ...]


def releases(case: CaseReports) -> list[Release]:
    """List the released reports of a case file, oldest first."""
    with storage_errors(case.path):
        return every_release(case._connection)  # noqa: SLF001 - the same package


def keep_releases(case: CaseReports, others: Sequence[Release]) -> int:
    """Write down the released reports of another file that this one does not know; return how many."""
    with case.all_or_nothing():
        return bring_releases(case._connection, others)  # noqa: SLF001 - the same package


def release(
    case: CaseReports,
    name: str,
    path: Path,
    events: Sequence[Event | str],
    options: ReportOptions,
    *,
    form: str,
    look: Look | None = None,
    tell: Callable[[str], None] = print,
    progress: Telling | None = None,
) -> tuple[Release, tuple[str, ...]]:
    """Write a report to a file and write down that it was handed over: both, or neither.

    Args:
        case: the case file.
        name: what it is called among the releases.
        path: the file.
        events: see `CaseReports.report`.
        options: see `CaseReports.report`.
        form: one of `claimtrack.reports.forms.FORMS`.
        look: templates and style of HTML.
        tell: is told what the form cannot show.
        progress: as for `CaseReports.report`.

    Returns:
        The release, and what differs from the one whose place it takes, a line each.

    Raises:
        ConflictingRecordError: there is a release of that name.
        InputFileError: the file cannot be written.
    """
    from claimtrack import __version__
    from claimtrack.exporters.files import write_whole

    with case.all_or_nothing():
        earlier = releases(case)
        if name in {one.name for one in earlier}:
            raise ConflictingRecordError(f"there is a release {name!r} already", "give this one another name")
        made = case.report(*events, options=options, progress=progress)
        told: dict[str, Any] = {}  # by event
        made.manuscript = replace(made.manuscript, chapters=_noted(made.manuscript.chapters, told))
        content = b"".join(made.pieces(form, look, tell))
        former = next((one for one in reversed(earlier) if told.keys() & one.events.keys()), None)
        lines = _exported(case, told)
        new = Release(
            name=name,
            at=case._now(),  # noqa: SLF001 - the same package
            program=__version__,
            form=form,
            file=path.name,
            sha256=sha256(content).hexdigest(),
            export_sha256=sha256("".join(lines).encode()).hexdigest(),
            options={
                **asdict(options),
                "events": [getattr(event, "key", event) for event in events],
                "records": _records(lines),
            },
            events=told,
            supersedes=former.name if former else "",
        )
        add_release(case._connection, new)  # noqa: SLF001 - the same package
        write_whole(path, lambda stream: stream.writelines([content]))
    return new, tuple(differences(former.events, told)) if former else ()


def _noted(chapters: Any, told: dict[str, Any]) -> Iterator[Chapter]:
    """Pass on chapters and note what each says."""
    for chapter in chapters:
        told[chapter.event] = {
            "title": chapter.comparison.event.title,
            "statements": sorted(chapter.statements),
            "findings": dict(chapter.findings()),
        }
        yield chapter


def _exported(case: Any, events: Iterable[str]) -> list[str]:
    """Return the lines of the native export of events."""
    return list(case.export("native", events=list(events)))


def _records(lines: Iterable[str]) -> dict[str, str]:
    """Return the beginning of the hash of each record of a native export, by what it is called."""
    drafts = ((json.loads(line), line) for line in lines)
    return {
        _called(draft): sha256(line.encode()).hexdigest()[:_HASH]
        for draft, line in drafts
        if draft[TAG] not in _NOT_COUNTED
    }


def _called(draft: Mapping[str, Any]) -> str:
    """Return what a record of an export is called: a reference to it, or of a link the two that it ties."""
    if draft[TAG] == "link":
        return f"link: {draft['source'][:_LONGEST]} {draft['kind']} {draft['target'][:_LONGEST]}"
    return f"{draft[TAG]}:{draft.get('key') or draft.get('label') or draft.get('id', '')[:SHORT_ID]}"


def check(case: CaseReports, path: Path) -> Check:
    """Tell which release a file is, and what the case would say otherwise today.

    Raises:
        UnknownReferenceError: it is none.
        EvidenceDamagedError: it has the name of one, and other content.
        InputFileError: it cannot be read.
    """
    try:
        found = sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise InputFileError(f"{path} cannot be read: {error.strerror}", "check the path") from None
    known = releases(case)
    one = next((item for item in known if item.sha256 == found), None)
    if one is None:
        named = next((item for item in reversed(known) if item.file == path.name), None)
        if named is not None:
            raise EvidenceDamagedError(
                f"{path} has the name of the release {named.name!r} of {named.at[:10]}, and is not what was released",
                "ask for the file as it was handed over",
            )
        raise UnknownReferenceError(
            f"{path} is no released report of {case.path}", "see: claimtrack report --list"
        )
    later = next((item.name for item in known if item.supersedes == one.name), "")
    changes = [*differences(one.events, _today(case, one)), *_records_apart(case, one)]
    return Check(one, later, tuple(changes))


def _records_apart(case: CaseReports, one: Release) -> Iterator[str]:
    """Say which records a report was made from read otherwise today; a report of a moment before is not asked."""
    before = one.options.get("records")
    keys = [key for key in one.events if case.named("event", key)]
    if not before or one.options.get("recorded_by") or not keys:
        return
    after = _records(_exported(case, keys))
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            what = "new" if name not in before else "changed" if name in after else "no longer there"
            yield f"{name}: {what}"


def _today(case: CaseReports, one: Release) -> dict[str, Any]:
    """Return what the report of a release would say of the case as it is."""
    options = dict(one.options)
    for name in ("events", "records"):
        options.pop(name, None)
    told: dict[str, Any] = {}
    keys = [key for key in one.events if case.named("event", key)]
    if keys:
        made = case.report(*keys, options=ReportOptions(**{**options, "tag": "", "contested": False}))
        for _ in _noted(made.manuscript.chapters, told):
            pass
    return told


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Say what two reports say otherwise: "killed: in conflict, 0 to 224 → agreed, 2"."""
    for key, old in before.items():
        title, new = old["title"], after.get(key)
        if new is None:
            yield f"{title}: no longer told of"
            continue
        for question in dict.fromkeys([*old["findings"], *new["findings"]]):
            one, other = (told["findings"].get(question, "nobody answers") for told in (old, new))
            if one != other:
                yield f"{title}, {question}: {one} → {other}"
        added = set(new["statements"]) - set(old["statements"])
        gone = set(old["statements"]) - set(new["statements"])
        if added or gone:
            yield f"{title}: statements added: {len(added)}; no longer counted: {len(gone)}"
    for key in after.keys() - before.keys():
        yield f"{after[key]['title']}: told of only now"
