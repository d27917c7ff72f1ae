"""Finding: `list`, `show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from claimtrack.cli.environment import Environment, FormOption, environment

if TYPE_CHECKING:
    from claimtrack.casefile import Report

Kind = Literal["events", "claimants", "documents", "assertions", "evidence", "fields", "assessments"]

ByOption = Annotated[
    str, typer.Option("--by", metavar="CLAIMANT", help="Said by it or by what is part of it.")
]
EventOption = Annotated[str, typer.Option("--event", metavar="EVENT", help="About this event.")]
SinceOption = Annotated[
    str, typer.Option("--since", metavar="DATE", help="Not wholly before: 2016, 8 July 2016, last week.")
]
UntilOption = Annotated[str, typer.Option("--until", metavar="DATE", help="Not wholly after.")]
StanceOption = Annotated[
    str, typer.Option("--stance", metavar="STANCE", help="affirms, denies, queries or comments.")
]
FieldOption = Annotated[str, typer.Option("--field", metavar="FIELD", help="Where this field is answered.")]
TagOption = Annotated[str, typer.Option("--tag", metavar="TAG", help="Where the event has this tag.")]
LimitOption = Annotated[int, typer.Option("--limit", min=0, metavar="N", help="At most so many; 0 for all.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("list")(list_)
    app.command("show")(show)


def list_(  # noqa: PLR0917 - an option each
    ctx: typer.Context,
    kind: Annotated[Kind, typer.Argument(help="What to list.")] = "events",
    by: ByOption = "",
    event: EventOption = "",
    since: SinceOption = "",
    until: UntilOption = "",
    stance: StanceOption = "",
    field: FieldOption = "",
    tag: TagOption = "",
    limit: LimitOption = 50,
    form: FormOption = "table",
) -> None:
    """List the events of the case file, or another kind of record, newest first.

    Example: claimtrack list assertions --by russia --since "July 2016"
    """
    surroundings = environment(ctx)
    sieve = {
        "by": by,
        "event": event,
        "since": since,
        "until": until,
        "stance": stance,
        "field": field,
        "tag": tag,
    }
    with surroundings.open() as case:
        report = case.list(kind, limit=limit, **sieve)
    surroundings.show(report.view, form)
    _say_what_is_left(report, form)


def _say_what_is_left(report: Report, form: str) -> None:
    """Tell of the records not printed where the answer itself has no footnotes."""
    if form in ("csv", "json"):
        from claimtrack.casefile.finding import unlisted

        note = unlisted(report)
        if note:
            Environment().say(note)


def show(
    ctx: typer.Context,
    references: Annotated[
        list[str], typer.Argument(metavar="REF...", help="Any record: key, id, label, part of a name.")
    ],
    form: FormOption = "table",
) -> None:
    """Show all that the file holds about a record.

    Example: claimtrack show amaq
    """
    surroundings = environment(ctx)
    with surroundings.open() as case:
        report = case.show(*references)
    surroundings.show(report.view, form)
