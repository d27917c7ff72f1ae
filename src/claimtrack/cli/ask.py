"""Questions about one event: `compare`, `timeline`, `corroboration`."""

from itertools import islice
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from claimtrack.cli.environment import FormOption, environment
from claimtrack.cli.lists import LISTED, AsData, LimitOption, limit_for, print_as_found
from claimtrack.cli.options import command_of
from claimtrack.cli.over import Over, refuse_others
from claimtrack.cli.pages import LookOptions
from claimtrack.cli.pictures import PictureFormOption, PictureOptions, draw
from claimtrack.cli.progress import Progress
from claimtrack.errors import InvalidRecordError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.analysis.corroboration_scan import Backed
    from claimtrack.analysis.timeline import History
    from claimtrack.cli.environment import Environment
    from claimtrack.reports.words import Words
    from claimtrack.views.drawing import Drawing

By = Literal["claimant", "bloc", "document", "origin", "kind"]
ByOption = Annotated[By, typer.Option("--by", help="What a column stands for.")]
Events = Annotated[
    list[str], typer.Argument(metavar="EVENT...", help="Events: a key, or a part of the title.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("compare")(command_of(compare))
    app.command("timeline")(command_of(timeline))
    app.command("corroboration")(command_of(corroboration))


def compare(
    ctx: typer.Context,
    events: Events,
    by: ByOption = "claimant",
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="Only what had been said by then.")
    ] = "",
    recorded_by: Annotated[
        str, typer.Option("--recorded-by", metavar="DATE", help="Only what this file held by then.")
    ] = "",
    against: Annotated[
        str,
        typer.Option("--against", metavar="DATE", help="Put this earlier moment beside --as-of (or today)."),
    ] = "",
    only: Annotated[
        Literal["all", "conflicts"], typer.Option("--only", help="Only the rows in conflict.")
    ] = "all",
    field: Annotated[
        list[str], typer.Option("--field", metavar="FIELD", help="Only this field; may be repeated.")
    ] = [],
    claimant: Annotated[
        list[str],
        typer.Option(
            "--claimant", metavar="CLAIMANT", help="Only this party and its members; may be repeated."
        ),
    ] = [],
    transpose: Annotated[
        bool | None,
        typer.Option(
            "--transpose/--no-transpose",
            help="Parties in rows, or in columns; else whichever needs fewer panels.",
            show_default=False,
        ),
    ] = None,
    quotes: Annotated[
        bool, typer.Option("--quotes", help="Print what each party said, the quote and its translation.")
    ] = False,
    history: Annotated[
        bool, typer.Option("--history", help="Show what no longer stands, and long lists whole.")
    ] = False,
    as_one: Annotated[
        bool, typer.Option("--as-one", help="Compare two events that may be one and the same.")
    ] = False,
    form: FormOption = "table",
    *,
    look: LookOptions,
) -> None:
    """Put what each party says about an event side by side.

    Example: claimtrack compare airliner --by bloc --as-of 2015-12-31
    """
    if as_one or against:
        _refuse_idle(ctx, "--as-one" if as_one else "--against", () if as_one else ("against", "as_of", "by"))
    surroundings, page = environment(ctx), look.of(form)
    with surroundings.open() as case:
        if as_one:
            one, other = _exactly(events, 2, "--as-one takes two events")
            report = case.compare_as_one(one, other)
        elif against:
            (one,) = _exactly(events, 1, "--against takes one event")
            report = case.contrast(one, against=against, as_of=as_of, by=by)
        else:
            report = case.compare(
                *events,
                by=by,
                as_of=as_of,
                recorded_by=recorded_by,
                fields=field,
                claimants=claimant,
                only_conflicts=only == "conflicts",
                transpose=transpose,
                history=history,
                quotes=quotes,
            )
    surroundings.show(report.view, form, look=page)


def _refuse_idle(ctx: typer.Context, option: str, heeded: tuple[str, ...]) -> None:
    """Refuse an option that would do nothing: an answer that ignores it would be taken for one that does not."""
    for parameter in ctx.command.params:
        name = parameter.name or ""
        if (
            name in {"events", "form", "as_one", "templates", "style", *heeded}
            or ctx.params[name] == parameter.default
        ):
            continue
        if ctx.params[name]:
            raise typer.BadParameter(f"{option} does not go with {parameter.opts[0]}")


def _exactly(events: list[str], number: int, message: str) -> list[str]:
    if len(events) != number:
        raise typer.BadParameter(message)
    return events


def timeline(
    ctx: typer.Context,
    events: Events,
    form: PictureFormOption = "table",
    *,
    picture: PictureOptions,
    look: LookOptions,
) -> None:
    """Print every statement in the order it was made, with how long after what it answers it came.

    Example: claimtrack timeline palmyra-helicopter
    """
    picture.refuse_idle(form)
    surroundings, page = environment(ctx), look.of(form)
    with surroundings.open() as case:
        report = case.timeline(*events)
    if form == "svg" or form == "png":  # noqa: PLR1714 - narrows the type
        draw(surroundings, _drawn_timeline(report.result, picture.words()), form, picture.output)
        return
    surroundings.show(report.view, form, look=page)


def _drawn_timeline(history: "History", words: "Words") -> "Drawing":
    from claimtrack.reports.chronology import chronology
    from claimtrack.reports.picture import timeline_drawing

    drawing = timeline_drawing(chronology(history, words), words)
    if drawing is None:
        raise InvalidRecordError("nothing here is dated", "print it as a table")
    return drawing


def corroboration(
    ctx: typer.Context,
    event: Annotated[
        str,
        typer.Argument(metavar="[EVENT]", help="A key, or a part of the title; all events when left out."),
    ] = "",
    fields: Annotated[list[str], typer.Argument(metavar="[FIELD...]", help="Only these fields.")] = [],
    tag: Annotated[str, typer.Option("--tag", help="Of all events, only those with this tag.")] = "",
    limit: LimitOption = None,
    form: FormOption = "table",
    *,
    look: LookOptions,
    over: Over,
) -> None:
    """Count the independent origins behind each answer: documents from one wire count once.

    Example: claimtrack corroboration airliner killed

    Example: claimtrack corroboration --format csv
    """
    over.refuse_idle()
    if over.over:
        refuse_others("corroboration --over", fields=fields, tag=tag)
        narrowed = ("event", event) if event else ("", "")
        most = limit_for(form, limit, 0 if event else LISTED)
        over.ask(environment(ctx), "corroboration", form, limit=most, narrowed=narrowed)
        return
    surroundings, page = environment(ctx), look.of(form)
    if event:
        refuse_others("corroboration of one event", tag=tag, limit=limit)
        with surroundings.open() as case:
            report = case.corroboration(event, *fields)
    else:
        with surroundings.open() as case, Progress() as told:
            if form in {"csv", "json"}:
                _print_backing(surroundings, case.stream_backing(tag=tag, progress=told), limit, form)
                return
            report = case.backing(tag=tag, limit=limit_for(form, limit), progress=told)
    surroundings.show(report.view, form, look=page)


def _print_backing(
    surroundings: "Environment", found: "Iterator[Backed]", limit: int | None, form: str
) -> None:
    from claimtrack.views.backing import backed_data, backing_view

    how = AsData(
        view=backing_view(()),
        items="answers",
        item=backed_data,
        rows=lambda one: [one],
        after=lambda: {"more": next(found, None) is not None},
    )
    print_as_found(surroundings, form, how, islice(found, limit or None))
