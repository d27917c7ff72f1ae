"""`report` and `site`: what is handed over to an editor, a court, a colleague."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from msgspec import Struct

from claimtrack.cli.environment import Environment, environment, to_stdout
from claimtrack.cli.file_endings import form_asked
from claimtrack.cli.options import command_of
from claimtrack.cli.pages import LookOptions
from claimtrack.cli.pictures import Language
from claimtrack.cli.progress import Progress
from claimtrack.cli.public import READ_IT, Credits
from claimtrack.errors import InputFileError

if TYPE_CHECKING:
    from claimtrack.casefile.printed_reports import ReportOptions
    from claimtrack.render.html import Look

Form = Literal["html", "pdf", "docx", "markdown", "text"]

_ENDINGS: dict[str, Form] = {
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".md": "markdown",
    ".txt": "text",
}
_BINARY = ("pdf", "docx")


class ScopeOptions(Struct, frozen=True):
    """Which events, at which moment."""

    tag: Annotated[str, typer.Option("--tag", help="Only events with this tag.")] = ""
    contested: Annotated[
        bool, typer.Option("--contested", help="Only events with an answer in conflict or contested.")
    ] = False
    everything: Annotated[bool, typer.Option("--all", help="All events of the case file.")] = False
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="DATE", help="Only what had been said by then.")
    ] = ""
    recorded_by: Annotated[
        str, typer.Option("--recorded-by", metavar="DATE", help="Only what this file held by then.")
    ] = ""


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("report")(command_of(report))
    app.command("site")(command_of(site))


def report(
    ctx: typer.Context,
    events: Annotated[
        list[str] | None,
        typer.Argument(metavar="[EVENT...]", help="Events: a key, or a part of the title."),
    ] = None,
    *,
    scope: ScopeOptions,
    form: Annotated[
        Form | None,
        typer.Option("--format", help="What to write; left out, what the name of the file says, else html."),
    ] = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help="Where to; standard output if left out.")
    ] = "-",
    language: Annotated[Language, typer.Option("--lang", help="The language it is written in.")] = "en",
    title: Annotated[str, typer.Option("--title", help="What it is called.")] = "",
    compiled_by: Annotated[str, typer.Option("--compiled-by", metavar="NAME", help="Who made it.")] = "",
    public: Annotated[
        bool,
        typer.Option(
            "--public", help="Leave out notes, internal assessments, protected sources and documents."
        ),
    ] = False,
    credits: Credits = False,  # noqa: A002 - what the option is called
    release: Annotated[
        str | None,
        typer.Option(
            "--release", metavar="NAME", help="Write down that it was handed over, under this name."
        ),
    ] = None,
    list_releases: Annotated[
        bool, typer.Option("--list", help="List the released reports and stop.")
    ] = False,
    check: Annotated[
        str,
        typer.Option(
            "--check", metavar="FILE", help="Tell which release a file is, and what has changed since."
        ),
    ] = "",
    look: LookOptions,
) -> None:
    """Write a report to hand over: who says what, on what evidence, how answers moved, what is open.

    Example: claimtrack report airliner -o airliner.pdf
    """
    if release is not None and not release.strip():
        raise typer.BadParameter(
            "a release needs a name; left out, nothing is written down", param_hint="--release"
        )
    if list_releases or check:
        _tell_of_releases(environment(ctx), check)
        return
    _refuse_other_scopes(events or [], scope)
    surroundings = environment(ctx)
    written = form_asked(surroundings, form, output, _ENDINGS, "html")
    if output == "-" and written in _BINARY and sys.stdout is not None and sys.stdout.isatty():
        raise InputFileError(f"{written} is no text for a terminal", "name a file with -o")
    from claimtrack.casefile.printed_reports import ReportOptions

    options = ReportOptions(
        tag=scope.tag,
        contested=scope.contested,
        as_of=scope.as_of,
        recorded_by=scope.recorded_by,
        language=language,
        title=title,
        compiled_by=compiled_by,
        public=public,
        credits=credits,
    )
    appearance = look.of(written)
    if release is not None:
        if output == "-":
            raise typer.BadParameter("a release is a file: name it with -o", param_hint="--release")
        _release(surroundings, release, Path(output), events or [], options, written, appearance)
        return
    with surroundings.open() as case, Progress() as told:
        made = case.report(*(events or ()), options=options, progress=told)
        if output == "-":
            with to_stdout():
                for piece in made.pieces(written, appearance, surroundings.say):
                    sys.stdout.buffer.write(piece)
        else:
            made.write(Path(output), written, appearance, surroundings.say)
    if public:
        surroundings.say(f"note: {READ_IT}; read the report before it goes out")


def site(
    ctx: typer.Context,
    events: Annotated[
        list[str] | None,
        typer.Argument(metavar="[EVENT...]", help="Events: a key, or a part of the title."),
    ] = None,
    *,
    scope: ScopeOptions,
    output: Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="The folder; it is replaced.")],
    language: Annotated[Language, typer.Option("--lang", help="The language it is written in.")] = "en",
    title: Annotated[str, typer.Option("--title", help="What it is called.")] = "",
    public: Annotated[
        bool,
        typer.Option("--public", help="Leave out what `report --public` does, and pages of parties."),
    ] = False,
    credits: Credits = False,  # noqa: A002 - what the option is called
    look: LookOptions,
) -> None:
    """Write a folder of pages: an index, each event, each party with its track record, a search without a server.

    Example: claimtrack site --all -o site
    """
    _refuse_other_scopes(events or [], scope)
    from claimtrack.casefile.printed_reports import ReportOptions

    options = ReportOptions(
        tag=scope.tag,
        contested=scope.contested,
        as_of=scope.as_of,
        recorded_by=scope.recorded_by,
        language=language,
        title=title,
        public=public,
        credits=credits,
    )
    surroundings = environment(ctx)
    with surroundings.open() as case, Progress() as told:
        pages = case.site(
            Path(output),
            *(events or ()),
            options=options,
            look=look.of("html"),
            tell=lambda line: surroundings.say(f"note: {line}"),
            progress=told,
        )
    if public:
        surroundings.say(f"note: {READ_IT}; read the pages before they go out")
    surroundings.say(f"wrote {pages} pages; open {Path(output) / 'index.html'}")


def _release(
    surroundings: Environment,
    name: str,
    path: Path,
    events: list[str],
    options: "ReportOptions",
    form: Form,
    look: "Look | None",
) -> None:
    from claimtrack.casefile.report_releases import release

    with surroundings.open() as case, Progress() as told:
        made, differs = release(
            case, name, path, events, options, form=form, look=look, tell=surroundings.say, progress=told
        )
    if options.public:
        surroundings.say(f"note: {READ_IT}; read the report before it goes out")
    surroundings.say(f"released {name}: {path}, SHA-256 {made.sha256}")
    if made.supersedes:
        surroundings.say(f"it takes the place of {made.supersedes}" + ("; what differs:" if differs else ""))
    for line in differs:
        surroundings.say(f"  {line}")


def _tell_of_releases(surroundings: Environment, file: str) -> None:
    from claimtrack.casefile.report_releases import check, releases
    from claimtrack.views.blocks import Column, Table, View, cell

    with surroundings.open() as case:
        if not file:
            names = ("name", "at", "file", "sha256", "supersedes")
            rows = tuple(tuple(cell(getattr(one, name)) for name in names) for one in releases(case))
            columns = tuple(Column(cell(name)) for name in names)
            surroundings.show(View("releases", (Table(columns, rows, notes=(cell("oldest first"),)),)))
            return
        found = check(case, Path(file))
    one = found.release
    surroundings.write(f"{file} is the release {one.name!r} of {one.at[:10]}, untouched")
    if found.later:
        surroundings.write(f"the release {found.later!r} has taken its place")
    surroundings.write("the case says otherwise now:" if found.changes else "the case says the same now")
    for line in found.changes:
        surroundings.write(f"  {line}")


def _refuse_other_scopes(events: list[str], scope: ScopeOptions) -> None:
    """Ask for one way of choosing events: what another leaves out would be missed by the reader."""
    chosen = [bool(events), bool(scope.tag), scope.contested, scope.everything]
    if sum(chosen) == 1 or (scope.tag and scope.contested and sum(chosen) == 2):
        return
    if not any(chosen):
        raise typer.BadParameter("name events, or choose them by --tag, --contested or --all")
    raise typer.BadParameter("choose by one of: events, --tag, --contested, --all")
