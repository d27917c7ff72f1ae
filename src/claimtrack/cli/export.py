"""`export`: records out, in the native format or another's."""

import shutil
import sys
import tempfile
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from claimtrack.characters import harmless
from claimtrack.cli.environment import environment, to_stdout
from claimtrack.cli.file_endings import form_asked
from claimtrack.cli.find import ByOption, SinceOption, TagOption, UntilOption
from claimtrack.cli.over import refuse_others
from claimtrack.cli.progress import Progress
from claimtrack.errors import InputFileError
from claimtrack.wording import counted

if TYPE_CHECKING:
    from claimtrack.casefile import Casefile
    from claimtrack.casefile.exports import Export
    from claimtrack.exporters.losses import Losses

_IN_MEMORY = 1 << 26  # bytes of an answer that are held before the disk is used
Form = Literal["native", "csv", "xlsx", "claimreview", "timemap", "ftm", "stix", "parquet"]

_BINARY = ("xlsx", "parquet")
_ENDINGS: dict[str, Form] = {
    ".jsonl": "native",
    ".ndjson": "native",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
}


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("export")(export)


def export(
    ctx: typer.Context,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to; standard output if left out.")
    ] = "-",
    form: Annotated[
        Form | None,
        typer.Option(
            "--format",
            help="What to write; left out, what the name of the file says, else native, which holds every record.",
        ),
    ] = None,
    events: Annotated[
        list[str] | None, typer.Option("--event", metavar="EVENT", help="Only this event; may be repeated.")
    ] = None,
    by: ByOption = "",
    tag: TagOption = "",
    since: SinceOption = "",
    until: UntilOption = "",
    base_url: Annotated[
        str, typer.Option("--base-url", metavar="URL", help="claimreview: where the reviews are published.")
    ] = "",
    partition_by: Annotated[
        Literal["year"] | None,
        typer.Option(
            "--partition-by",
            help="parquet: all of the file as a data set of typed tables in the new folder -o, for DuckDB and Spark.",
        ),
    ] = None,
) -> None:
    """Write the case file, or a part with everything it refers to, for people and programs elsewhere.

    Example: claimtrack export --format csv --tag palmyra -o palmyra.csv

    Example: claimtrack export --format parquet --partition-by year -o dataset
    """
    surroundings = environment(ctx)
    if partition_by:
        if form != "parquet" or output == "-":
            raise typer.BadParameter("needs --format parquet and a folder -o", param_hint="--partition-by")
        refuse_others(
            "--partition-by", event=events, by=by, tag=tag, since=since, until=until, base_url=base_url
        )
        with surroundings.open() as case, Progress() as told:
            case.write_dataset(output, progress=told)
        return
    written = form_asked(surroundings, form, output, _ENDINGS, "native")
    if output == "-" and written in _BINARY and sys.stdout is not None and sys.stdout.isatty():
        raise InputFileError(f"{written} is no text for a terminal", "name a file with -o")
    with surroundings.open() as case, Progress() as told:
        made = case.export(
            written, events=events or (), base_url=base_url, by=by, tag=tag, since=since, until=until
        )
        losses = _to_stdout(made, told) if output == "-" else made.write(output, progress=told)
        released = _released(case) if written == "native" else 0
    if released:
        kept = counted(released, "released report")
        surroundings.say(
            f"{kept} {'stays' if released == 1 else 'stay'} in the case file: merge takes them over from there"
        )
    if losses:
        surroundings.say(f"the format {written} cannot hold all of it; left out or cut:")
    for loss in losses:
        surroundings.say(f"  {loss}")


def _released(case: "Casefile") -> int:
    from claimtrack.casefile.report_releases import releases

    return len(releases(case))


def _to_stdout(made: "Export", told: Progress) -> "Losses":
    """Write an export to stdout once it is whole: what meets something damaged on the way is begun anew."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as whole:
        losses = made.write(whole, progress=told)
        whole.seek(0)
        with to_stdout():
            if sys.stdout.isatty():  # a terminal obeys what stands in a text; a file keeps the text as it is
                sys.stdout.writelines(harmless(line.decode(), keep_newlines=True) for line in whole)
            else:
                shutil.copyfileobj(whole, sys.stdout.buffer)
    return losses
