"""Finding: `list`, `show`, `search`."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from claimtrack.cli.environment import Environment, FormOption, environment
from claimtrack.cli.options import command_of
from claimtrack.cli.progress import Progress

if TYPE_CHECKING:
    from claimtrack.casefile import Report

Kind = Literal["events", "claimants", "documents", "assertions", "evidence", "fields", "assessments"]

SearchedKind = Literal["events", "claimants", "documents", "assertions", "evidence"]

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
TagOption = Annotated[str, typer.Option("--tag", metavar="WORD", help="Where the event has this tag.")]
LimitOption = Annotated[int, typer.Option("--limit", min=0, metavar="N", help="At most so many; 0 for all.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """What a listing or a search is narrowed to."""

    by: ByOption = ""
    event: EventOption = ""
    since: SinceOption = ""
    until: UntilOption = ""
    stance: StanceOption = ""
    field: FieldOption = ""
    tag: TagOption = ""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("list")(command_of(list_))
    app.command("show")(show)
    # A word to leave out looks like an option, and -helicopter holds the -h that would ask for help.
    app.command("search", context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})(
        command_of(search)
    )


def list_(
    ctx: typer.Context,
    kind: Annotated[
        Kind, typer.Argument(metavar="KIND", help=f"What to list: {', '.join(get_args(Kind))}.")
    ] = "events",
    *,
    sieve: Sieve,
    limit: LimitOption = 50,
    form: FormOption = "table",
) -> None:
    """List the events of the case file, or another kind of record, newest first.

    Example: claimtrack list assertions --by russia --since "July 2016"
    """
    surroundings = environment(ctx)
    with surroundings.open() as case:
        report = case.list(kind, limit=limit, **asdict(sieve))
    surroundings.show(report.view, form)
    _say_what_is_left(surroundings, report, form)


def search(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...", help='Words, "a phrase", a prefix*; -word for what must not be there.'
        ),
    ],
    kind: Annotated[
        SearchedKind | None, typer.Option("--kind", help="Search one kind of record only.")
    ] = None,
    *,
    sieve: Sieve,
    limit: LimitOption = 50,
    form: FormOption = "table",
) -> None:
    """Find records by the words in their titles, texts, quotes, translations, names, aliases and notes.

    Example: claimtrack search helicopter "two pilots" -video --by russia
    """
    surroundings = environment(ctx)
    query = " ".join(_phrase(word) for word in words)
    with surroundings.open() as case, Progress() as progress:
        report = case.search(query, kind=kind or "", limit=limit, progress=progress, **asdict(sieve))
    surroundings.show(report.view, form)
    _say_what_is_left(surroundings, report, form)


def _phrase(word: str) -> str:
    """Take an argument with spaces, whose quotation marks the shell took off, for the phrase that was typed."""
    is_query = '"' in word or " -" in word or "* " in word
    return f'"{word}"' if " " in word.strip() and not is_query and not word.startswith("-") else word


def _say_what_is_left(surroundings: Environment, report: "Report", form: str) -> None:
    """Tell what is not printed where the answer itself has no footnotes."""
    if form in ("csv", "json"):
        from claimtrack.casefile.finding import notes

        for note in notes(report):
            surroundings.say(note)


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
