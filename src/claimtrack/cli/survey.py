"""Questions about many events: `matrix`, `track-record`, `gaps`."""

from typing import Annotated

import typer

from claimtrack.cli.ask import By
from claimtrack.cli.environment import FormOption, environment
from claimtrack.cli.pictures import OutputOption, PictureFormOption, draw
from claimtrack.cli.progress import Progress

_GAPS_FOUND = 100

MaybeEvents = Annotated[
    list[str], typer.Argument(metavar="[EVENT...]", help="Only these events; all of them when left out.")
]
TagOption = Annotated[str, typer.Option("--tag", help="Only events with this tag.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("matrix")(matrix)
    app.command("track-record")(track_record)
    app.command("gaps")(gaps)


def matrix(
    ctx: typer.Context,
    events: MaybeEvents = [],
    by: Annotated[By, typer.Option("--by", help="What a party is.")] = "claimant",
    tag: TagOption = "",
    most: Annotated[int, typer.Option("--most", help="Print only so many parties; 0 for all.")] = 12,
    ach: Annotated[
        str,
        typer.Option(
            "--ach", metavar="EVENT", help="Weigh this event's hypotheses against the evidence instead."
        ),
    ] = "",
    field: Annotated[
        str, typer.Option("--field", help="With --ach: the field whose answers are the hypotheses.")
    ] = "perpetrator",
    form: PictureFormOption = "table",
    output: OutputOption = "-",
) -> None:
    """Count how often two parties answered the same question, agreed, conflicted, denied each other.

    Example: claimtrack matrix --by bloc
    """
    if ach and form in {"svg", "png"}:
        raise typer.BadParameter("hypotheses are not drawn", param_hint="--ach")
    surroundings = environment(ctx)
    with surroundings.open() as case, Progress() as told:
        report = (
            case.hypotheses(ach, field)
            if ach
            else case.matrix(*events, by=by, tag=tag, most=most, progress=told)
        )
    if form == "svg" or form == "png":  # noqa: PLR1714 - narrows the type
        from claimtrack.reports.heat_map import matrix_drawing

        draw(surroundings, matrix_drawing(report.result, most=most), form, output)
        return
    surroundings.show(report.view, form)


def track_record(
    ctx: typer.Context,
    claimant: Annotated[str, typer.Argument(metavar="CLAIMANT", help="A key, or a part of the name.")],
    form: FormOption = "table",
) -> None:
    """Count what became of what a party claimed and denied, with the list behind each count. No truth score.

    Example: claimtrack track-record russia
    """
    surroundings = environment(ctx)
    with surroundings.open() as case, Progress() as told:
        report = case.track_record(claimant, progress=told)
    surroundings.show(report.view, form)


def gaps(
    ctx: typer.Context,
    events: MaybeEvents = [],
    tag: TagOption = "",
    kind: Annotated[
        list[str],
        typer.Option("--kind", metavar="KIND", help="Only gaps of this kind: unsourced, maybe-one-event …"),
    ] = [],
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=f"Exit with {_GAPS_FOUND} when there are gaps.")
    ] = False,
    form: FormOption = "table",
) -> None:
    """List what is missing or does not fit, each with a command that shows or mends it and can be run as it stands.

    Example: claimtrack gaps palmyra-helicopter --kind unsourced
    """
    surroundings = environment(ctx)
    with surroundings.open() as case, Progress() as told:
        report = case.gaps(*events, tag=tag, kinds=kind, progress=told)
    surroundings.show(report.view, form)
    if exit_code and report.result:
        raise typer.Exit(_GAPS_FOUND)
