"""`import`: records from files into the case file."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from claimtrack.cli.conflicts import tell_conflicts
from claimtrack.cli.environment import Environment, environment
from claimtrack.cli.options import command_of
from claimtrack.cli.progress import Progress
from claimtrack.cli.reading import Reading
from claimtrack.errors import ImportRejectedError
from claimtrack.wording import counted, counted_kinds

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimtrack.casefile import Casefile, IntakeReport
    from claimtrack.model.edits import Apart

OnError = Literal["stop", "skip"]
_TABLES = (
    ".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".ods", ".xls", ".json", ".jsonld", ".geojson", ".html", ".htm", ".gz", ".zip",
)  # fmt: skip
"""Endings of names that are never native: without a mapping their header tells which preset they are."""
_EITHER = (".jsonl", ".ndjson", ".yaml", ".yml")
_OF_ANY = ("files", "list_presets", "dry_run")
_HEAD = 1 << 16


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("import")(command_of(import_))


def import_(
    ctx: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE...", help="Native JSON Lines, notes, or a table; - is standard input."),
    ] = None,
    *,
    mapping: Annotated[
        str, typer.Option("--map", metavar="TOML", help="What the columns mean; see: claimtrack map.")
    ] = "",
    preset: Annotated[
        str, typer.Option("--preset", metavar="NAME", help="A mapping that ships with claimtrack.")
    ] = "",
    list_presets: Annotated[bool, typer.Option("--list-presets", help="List the presets and stop.")] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Read and check everything, show the first events, write nothing."),
    ] = False,
    on_error: Annotated[
        OnError,
        typer.Option("--on-error", help="With a row that cannot be taken: take nothing, or the other rows."),
    ] = "stop",
    rejects: Annotated[
        str,
        typer.Option(
            "--rejects", metavar="FILE", help="Write the rows that cannot be taken here, with the reasons."
        ),
    ] = "",
    accept_reused_keys: Annotated[
        bool,
        typer.Option(
            "--accept-reused-keys",
            help="Take rows whose ids mean other events than before, wrongly, as what became of those events.",
        ),
    ] = False,
    reused_keys: Annotated[
        Literal["refuse", "new"],
        typer.Option(
            "--reused-keys",
            help="Refuse rows whose ids mean other events than before, or start new events with them.",
        ),
    ] = "refuse",
    published: Annotated[
        str,
        typer.Option(
            "--published",
            metavar="DATE",
            help="When this release was published: what it says without a date was said by then.",
        ),
    ] = "",
    again: Annotated[
        bool, typer.Option("--again", help="Read a file again although its very bytes were imported before.")
    ] = False,
    reading: Reading,
) -> None:
    """Take records from files: all of them or, with any problem, none.

    A table (CSV, spreadsheet, JSON, a folder of JSON files) needs a mapping, unless its header is that of a preset.

    Example: claimtrack import events.csv --map my.toml --dry-run
    """
    surroundings = environment(ctx)
    if list_presets:
        surroundings.write("\n".join(_presets()))
        return
    if not files:
        raise typer.BadParameter("name a file, or - for standard input")
    _refuse_case_files(files)
    if not (mapping or preset or any(_is_table(name) for name in files)):
        _refuse_idle(ctx)
        apart: list[Apart] = []
        _into_case(surroundings, lambda case: _native(case, files, apart, dry_run=dry_run), keep=not dry_run)
        tell_conflicts(surroundings, apart)
        return
    if accept_reused_keys and reused_keys != "refuse":
        raise typer.BadParameter("--reused-keys new does not go with --accept-reused-keys")
    if rejects and len(files) > 1:
        raise typer.BadParameter("--rejects takes the rows of one file: import them one by one")
    how: dict[str, Any] = {
        "mapping": mapping or None,
        "preset": preset,
        "on_error": on_error,
        "rejects": Path(rejects) if rejects else None,
        "accept_reused": accept_reused_keys,
        "reused_keys": reused_keys,
        "published": published,
        "again": again,
        "reading": reading.told(),
    }
    if dry_run:
        _into_case(surroundings, lambda case: _preview(surroundings, case, files, how), keep=False)
    else:
        _into_case(surroundings, lambda case: _tables(surroundings, case, files, how))


def _refuse_case_files(files: list[str]) -> None:
    """Say of a case file or a pack that it is merged, before it is looked at as a table."""
    from claimtrack.casefile.case import refuse_case_files

    for name in files:
        refuse_case_files(name)


def _refuse_idle(ctx: typer.Context) -> None:
    """Refuse the options that say how a table is taken, where there is none: they would do nothing."""
    for parameter in ctx.command.params:
        name = parameter.name or ""
        if name not in _OF_ANY and ctx.params[name] != parameter.default:
            raise typer.BadParameter(
                f"{parameter.opts[0]} is for tables, and this is a native file or notes, taken whole or not at all"
            )


def _is_table(name: str) -> bool:
    """Whether a file is no native one and no notes: by its name, else by how it begins."""
    if name.lower().endswith(_TABLES) or Path(name).is_dir():
        return True
    if not Path(name).is_file():
        return False
    try:
        with Path(name).open("rb") as stream:
            head = stream.read(_HEAD).decode("utf-8", "ignore").lstrip("\ufeff \t\r\n")
    except OSError:  # whoever reads it says what is wrong
        return False
    if head.startswith("{"):
        return '"record"' not in head.partition("\n")[0]
    return head.startswith(("[", "- ")) if name.lower().endswith(_EITHER) else bool(head)


def _presets() -> list[str]:
    from claimtrack.importers.mapping.presets import load_preset, preset_names

    return [f"{name:<16} {load_preset(name).title}" for name in preset_names()]


def _into_case(
    surroundings: Environment, take: "Callable[[Casefile], list[str]]", *, keep: bool = True
) -> None:
    """Open the case file, making it where there is none; take it back where nothing comes into it."""
    from claimtrack.casefile import Casefile

    path = surroundings.new_path()
    new = not path.exists()
    try:
        with Casefile.open(path, **surroundings.author()) as case:
            lines = take(case)
    except BaseException:
        if new:
            _remove_case_file(path)
        raise
    if new and keep:
        surroundings.say(f"made the case file {path}")
    elif new:
        _remove_case_file(path)
    for line in lines:
        surroundings.say(line)


class _NotKept(Exception):  # noqa: N818 - no error: it takes back what a dry run has done
    """Ends a unit of work without keeping it."""


def _native(case: "Casefile", files: list[str], apart: "list[Apart]", *, dry_run: bool = False) -> list[str]:
    """Take native files in; what was corrected otherwise there than here goes into `apart`."""
    sources = [sys.stdin.buffer if name == "-" else name for name in files]
    if not dry_run:
        report = case.import_file(*sources)
        apart += report.conflicts
        return summary_lines(report)
    lines: list[str] = []
    with suppress(_NotKept), case.all_or_nothing():
        report = case.import_file(*sources)
        apart += report.conflicts
        lines = [*summary_lines(report), "nothing was written"]
        raise _NotKept
    return lines


def _tables(surroundings: Environment, case: "Casefile", files: list[str], how: dict[str, Any]) -> list[str]:
    """Import tables, saying what was met in reading before anything is written; return what came of it."""
    from claimtrack.intake.reading import Release

    lines: list[str] = []
    said: list[str] = []
    release = Release(len(files)) if len(files) > 1 else None
    for name in files:
        with Progress() as progress:
            fitted, told = _found({**how, "release": release}, name)

            def tell(remark: str, progress: Progress = progress) -> None:
                progress.clear()
                surroundings.say(remark)
                said.append(remark)

            source = sys.stdin.buffer if name == "-" else name
            report = case.import_file(source, **fitted, progress=progress, tell=tell)
        lines += [*told, *(line for line in report.lines() if line not in said)]
        if release is not None:
            release.left -= 1
    return lines


def _preview(surroundings: Environment, case: "Casefile", files: list[str], how: dict[str, Any]) -> list[str]:
    """Show what an import would make.

    Raises:
        ImportRejectedError: it would be refused.
    """
    lines: list[str] = []
    refused: list[str] = []
    for name in files:
        if name == "-":
            raise typer.BadParameter("a dry run reads its input twice: give a file, not standard input")
        with Progress() as progress:
            fitted, told = _found(how, name)
            preview = case.preview(name, **fitted, progress=progress)
        if preview.first is not None:
            surroundings.show(preview.first.view)
        report = preview.report
        lines += [*told, *map(str, report.problems), *report.lines(problems=0)]
        if report.rejected and how["on_error"] == "stop":
            refused.append(f"{counted(report.rejected, 'row')} of {name} cannot be taken")
        if report.reused and not how["accept_reused"]:
            refused.append(f"{counted(len(report.reused), 'key')} of {name} mean other events than before")
    for line in [*lines, "nothing was written"]:
        surroundings.say(line)
    if refused:
        raise ImportRejectedError(f"an import would be refused: {'; '.join(refused)}")
    return []


def _found(how: dict[str, Any], name: str) -> tuple[dict[str, Any], list[str]]:
    """Return how a file is imported, with the preset that its header tells where none is given, and say which."""
    if how["mapping"] or how["preset"] or name == "-":
        return how, []
    from claimtrack.intake.sources import find_mapping

    mapping = find_mapping(None, "", name, how["reading"])
    return {**how, "mapping": mapping}, [f"{name}: its columns are those of the preset {mapping.name}"]


def _remove_case_file(path: Path) -> None:
    """Take back a case file that was made for an import which failed."""
    for suffix in ("", "-wal", "-shm"):
        with suppress(OSError):  # it was never made, or the disk is gone: what failed is told already
            path.with_name(path.name + suffix).unlink()


def summary_lines(report: "IntakeReport") -> list[str]:
    """Say what an import made, what was there already, and what should be looked at."""
    lines = [f"note: {warning}" for warning in report.warnings]
    made, held, repeated = (counted_kinds(counts) for counts in (report.made, report.held, report.repeated))
    lines.append(f"made {made}" if made else "nothing new")
    if held:
        lines.append(f"already in the case file, unchanged: {held}")
    if repeated:
        lines.append(f"in the input more than once and held once: {repeated}")
    if report.void.total():
        lines.append(f"void here, and left out: {counted_kinds(report.void)}")
    return lines
