"""Questions about many events: `matrix`, `track-record`, `movements`, `gaps`."""

from typing import TYPE_CHECKING, Annotated, cast

import typer

from claimtrack.analysis.gaps import GAPS_LISTED, GapSurvey
from claimtrack.cli.ask import By
from claimtrack.cli.environment import FormOption, environment
from claimtrack.cli.lists import AsData, LimitOption, count_option, limit_for, print_as_found
from claimtrack.cli.options import command_of
from claimtrack.cli.over import Over, refuse_others
from claimtrack.cli.pages import LookOptions
from claimtrack.cli.pictures import PictureFormOption, PictureOptions, draw
from claimtrack.cli.progress import Progress

if TYPE_CHECKING:
    from claimtrack.analysis.gaps import GapListing
    from claimtrack.cli.environment import Form

_GAPS_FOUND = 100
_PARTIES = 12  # of a matrix that fit a page
_PAIRS = 50  # of parties, where a data set is asked

MaybeEvents = Annotated[
    list[str], typer.Argument(metavar="[EVENT...]", help="Only these events; all of them when left out.")
]
TagOption = Annotated[str, typer.Option("--tag", help="Only events with this tag.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("matrix")(command_of(matrix))
    app.command("track-record")(command_of(track_record))
    app.command("movements")(command_of(movements))
    app.command("gaps")(gaps)


def matrix(
    ctx: typer.Context,
    events: MaybeEvents = [],
    by: Annotated[By, typer.Option("--by", help="What a party is.")] = "claimant",
    tag: TagOption = "",
    most: Annotated[
        int | None,
        count_option("--most", f"Print only so many parties; 0 for all; else {_PARTIES}, and all in csv."),
    ] = None,
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
    *,
    picture: PictureOptions,
    look: LookOptions,
    over: Over,
) -> None:
    """Count how often two parties answered the same question, agreed, conflicted, denied each other.

    Example: claimtrack matrix --by bloc

    Example: claimtrack matrix --over dataset --by bloc --most 20
    """
    over.refuse_idle()
    if over.over:
        refuse_others("matrix --over", events=events, tag=tag, ach=ach)
        over.ask(environment(ctx), "matrix", _plain(form), by=by, limit=limit_for(_plain(form), most, _PAIRS))
        return
    if ach:
        refuse_others("matrix --ach", events=events, tag=tag)
    if events:
        refuse_others("matrix of named events", tag=tag)
    if ach and form in {"svg", "png"}:
        raise typer.BadParameter("hypotheses are not drawn", param_hint="--ach")
    picture.refuse_idle(form)
    surroundings, page = environment(ctx), look.of(form)
    most = limit_for("csv" if form == "csv" else "table", most, _PARTIES)
    with surroundings.open() as case, Progress() as told:
        report = (
            case.hypotheses(ach, field)
            if ach
            else case.matrix(*events, by=by, tag=tag, most=most, every_case=form == "json", progress=told)
        )
    if form == "svg" or form == "png":  # noqa: PLR1714 - narrows the type
        from claimtrack.reports.heat_map import matrix_drawing

        draw(surroundings, matrix_drawing(report.result, picture.words(), most=most), form, picture.output)
        return
    surroundings.show(report.view, form, look=page)


def _plain(form: str) -> "Form":
    """Return the form of an answer over a data set.

    Raises:
        typer.BadParameter: it is a picture.
    """
    if form == "svg" or form == "png":  # noqa: PLR1714 - narrows the type
        raise typer.BadParameter("what is asked over a data set is not drawn", param_hint="--over")
    return cast("Form", form)


def track_record(
    ctx: typer.Context,
    claimant: Annotated[
        str,
        typer.Argument(
            metavar="[CLAIMANT]", help="A key, or a part of the name; every bloc, counted, when left out."
        ),
    ] = "",
    tag: TagOption = "",
    limit: LimitOption = None,
    form: FormOption = "table",
    *,
    look: LookOptions,
    over: Over,
) -> None:
    """Count what became of what a party claimed and denied, with the list behind each count. No truth score.

    Example: claimtrack track-record russia

    Example: claimtrack track-record --format csv
    """
    over.refuse_idle()
    if over.over:
        refuse_others("track-record --over", tag=tag)
        most = 0 if claimant else limit_for(form, limit)
        over.ask(
            environment(ctx),
            "track_record",
            form,
            limit=most,
            narrowed=("bloc", claimant) if claimant else ("", ""),
        )
        return
    surroundings, page = environment(ctx), look.of(form)
    if claimant:
        refuse_others("track-record of one party", tag=tag, limit=limit)
    with surroundings.open() as case, Progress() as told:
        report = (
            case.track_record(claimant, progress=told)
            if claimant
            else case.track_records(tag=tag, limit=limit_for(form, limit), progress=told)
        )
    surroundings.show(report.view, form, look=page)


def movements(
    ctx: typer.Context,
    tag: TagOption = "",
    limit: LimitOption = None,
    form: FormOption = "table",
    *,
    look: LookOptions,
    over: Over,
) -> None:
    """Count how the parties moved, question by question: conceded, reversed, retracted, revised by how much.

    Example: claimtrack movements --tag palmyra
    """
    over.refuse_idle()
    most = limit_for(form, limit)
    if over.over:
        refuse_others("movements --over", tag=tag)
        over.ask(environment(ctx), "movements", form, limit=most)
        return
    surroundings, page = environment(ctx), look.of(form)
    with surroundings.open() as case, Progress() as told:
        report = case.movements(tag=tag, limit=most, progress=told)
    surroundings.show(report.view, form, look=page)


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
    limit: Annotated[
        int | None,
        count_option(
            "--limit",
            f"At most so many of each kind; 0 for all; else {GAPS_LISTED}, and all in csv and json.",
        ),
    ] = None,
    form: FormOption = "table",
) -> None:
    """List what is missing or does not fit, each with a command that shows or mends it and can be run as it stands.

    Example: claimtrack gaps palmyra-helicopter --kind unsourced
    """
    if events:
        refuse_others("gaps of named events", tag=tag)
    surroundings, most = environment(ctx), limit_for(form, limit, GAPS_LISTED)
    with surroundings.open() as case, Progress() as told:
        if form in {"csv", "json"}:
            listing = case.gap_listing(kind, most)
            found = case.stream_gaps(*events, tag=tag, listing=listing, progress=told)
            print_as_found(surroundings, form, _as_data(listing), found)
            any_found = bool(listing.counts)
        else:
            report = case.gaps(*events, tag=tag, kinds=kind, limit=most, progress=told)
            any_found = bool(report.result)
    if form not in {"csv", "json"}:
        surroundings.show(report.view, form)
    if exit_code and any_found:
        raise typer.Exit(_GAPS_FOUND)


def _as_data(listing: "GapListing") -> AsData:
    from claimtrack.views.gaps import counts_data, gap_data, gaps_view
    from claimtrack.views.sheets import gap_row

    return AsData(
        view=gaps_view(GapSurvey()),
        items="gaps",
        item=gap_data,
        rows=lambda gap: [gap_row(gap)],
        after=lambda: counts_data(listing.in_order(), listing.left_out(), listing.unpaired),
    )
