"""Searches that were made: `search-log`, absence that can be audited."""

from typing import Annotated

import typer

from claimtrack.cli.assess import analyst, say_unread
from claimtrack.cli.environment import FormOption, environment
from claimtrack.cli.lists import limit_for
from claimtrack.cli.words import field_key
from claimtrack.errors import InvalidRecordError
from claimtrack.model.records import SHORT_ID


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    commands = typer.Typer(no_args_is_help=True)
    app.add_typer(commands, name="search-log", help="Record what was looked for, where, and what was found.")
    commands.command("add")(add)
    commands.command("list")(list_)


def add(
    ctx: typer.Context,
    sought: Annotated[str, typer.Argument(metavar="TEXT", help="What was looked for.")],
    *,
    event: Annotated[str, typer.Option("--event", metavar="EVENT", help="The event it was about.")],
    where: Annotated[
        str, typer.Option("--where", metavar="TEXT", help="Where: archives, accounts, languages, queries.")
    ] = "",
    field: Annotated[
        str, typer.Option("--field", metavar="FIELD", help="The field whose answer was looked for.")
    ] = "",
    found: Annotated[
        str, typer.Option("--found", metavar="TEXT", help="What was found; left out for nothing.")
    ] = "",
    by: Annotated[
        str,
        typer.Option("--by", metavar="NAME", help="Who looked; else $CLAIMTRACK_ANALYST, else your login."),
    ] = "",
    at: Annotated[str, typer.Option("--at", metavar="DATE", help="When; else today.")] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Your own note.")] = "",
) -> None:
    """Record a search that was made, also one that found nothing; earlier ones stay.

    Example: claimtrack search-log add "list of casualties" --where "SANA archive, July 2016, in Arabic" --event heli
    """
    if not sought.strip():
        raise InvalidRecordError("what was looked for is missing", "say it in words")
    surroundings = environment(ctx)
    with surroundings.open() as case:
        made = case.log_search(
            sought,
            event,
            field=field_key(case, surroundings, field) if field else "",
            looked_in=where,
            found=found,
            by=by or analyst(case),
            at=at or surroundings.today(),
            note=note,
        )
        surroundings.say(f"on {case.event(made.event).title} ({made.event})")
        say_unread(surroundings, made)
    surroundings.write(made.id[:SHORT_ID])


def list_(
    ctx: typer.Context,
    event: Annotated[str, typer.Option("--event", metavar="EVENT", help="Only on this event.")] = "",
    form: FormOption = "table",
) -> None:
    """List the searches that were made, newest first.

    Example: claimtrack search-log list --event heli
    """
    surroundings = environment(ctx)
    with surroundings.open() as case:
        report = case.list("searches", limit=limit_for(form, None), event=event)
    surroundings.show(report.view, form)
