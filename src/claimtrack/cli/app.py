"""The root of the command line: its groups, its global options, and the one place where errors become messages."""

import os
from collections.abc import Iterator
from shutil import get_terminal_size
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from claimtrack.cli.commands import LazyCommands, summaries
from claimtrack.cli.environment import Environment, give_up_stdout
from claimtrack.cli.help import GROUPS
from claimtrack.errors import ClaimtrackError

_COMPLETION = "_CLAIMTRACK_COMPLETE"  # what the shell sets to ask for completion
_SCRIPTS = ("--install-completion", "--show-completion")
_SALVAGED = (
    "claimtrack.salvaged"  # in a context: what can be read of the case file, where some of it is damaged
)
_COMMAND = "claimtrack.command"  # in a context: the name of the command that runs
_BOTH_SIDES = ("--file", "--analyst")  # options with a value that may stand behind the command, too
_NOUNS = (
    "event",
    "claimant",
    "document",
    "field",
    "evidence",
    "anchor",
    "search-log",
)  # whose commands have two words
_OWN_FILE_OPTION = "evidence"  # the one command whose --file is another: the item's stored copy


class RootGroup(TyperGroup):
    """Runs a command and turns every error of the program into one line on stderr and its exit code."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.commands = LazyCommands()  # type: ignore[assignment]  # typer only ever reads them

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the signature is typer's
        """Name the commands, loading none."""
        return list(self.commands)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Let `--file` stand behind the command as well as before it."""
        if any(item.startswith(_SCRIPTS) for item in args[:1]):
            from claimtrack.cli import shells

            shells.prepare()
        return super().parse_args(ctx, list(_file_option_first(args)))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a command; where the shell asks for completion, one that can complete what it takes."""
        command = super().get_command(ctx, cmd_name)
        if command is not None and _COMPLETION in os.environ:
            from claimtrack.cli.complete import attach

            attach(command, cmd_name)
        return command

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Write help as wide as the terminal."""
        extra.setdefault("max_content_width", get_terminal_size().columns)
        return super().make_context(info_name, args, parent, **extra)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the signature is typer's
        """List the commands in the help by what a person is about to do, loading none."""
        for heading, lines in GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl(list(lines.items()))

    def _main_shell_completion(self, *arguments: Any, **options: Any) -> None:
        """Answer a shell that asks for completion."""
        if _COMPLETION in os.environ:
            from claimtrack.cli import shells

            shells.prepare()
        super()._main_shell_completion(*arguments, **options)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Complete the name of a command, loading none."""
        commands, self.commands = self.commands, summaries()
        try:
            return super().shell_complete(ctx, incomplete)
        finally:
            self.commands = commands

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return self._run(ctx)
        except ClaimtrackError as error:
            environment = ctx.obj if isinstance(ctx.obj, Environment) else Environment()
            environment.complain(error)
            raise typer.Exit(error.exit_code) from None
        except BrokenPipeError:  # whoever read the answer has enough of it; typer would call that a failure
            give_up_stdout()
            raise typer.Exit(0) from None

    def _run(self, ctx: Any) -> Any:
        """Run the command; where it meets something damaged in the case file, without that."""
        given = [*ctx._protected_args, *ctx.args]  # noqa: SLF001 - where Typer's Click keeps them
        ctx.meta[_COMMAND] = _command_name(given)
        try:
            return super().invoke(ctx)
        except Exception as error:
            from claimtrack.cli import salvage

            if not salvage.may_be_damage(error):
                raise
            surroundings = ctx.obj if isinstance(ctx.obj, Environment) else Environment()
            case = salvage.salvaged(surroundings)
            if case is None:
                raise
            with case:
                answered = salvage.is_question(given)
                if answered:
                    ctx.args, ctx._protected_args = [], given  # noqa: SLF001
                    ctx.meta[_SALVAGED] = case
                    super().invoke(ctx)
            raise salvage.refusal(surroundings, case, answered=answered) from None


def _file_option_first(args: list[str]) -> Iterator[str]:
    if _OWN_FILE_OPTION in args:
        yield from args
        return
    rest: list[str] = []
    items = iter(args)
    for item in items:
        if item == "--":
            rest += [item, *items]
        elif item in _BOTH_SIDES:
            yield item
            yield from [value for value in [next(items, None)] if value is not None]
        elif item.startswith(tuple(f"{name}=" for name in _BOTH_SIDES)) or item == "--no-pager":
            yield item
        else:
            rest.append(item)
    yield from rest


app = typer.Typer(
    name="claimtrack",
    cls=RootGroup,
    no_args_is_help=True,
    rich_markup_mode=None,  # Rich's help costs 80 ms and reads text as markup
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def root(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Option(
            "--file",
            metavar="PATH",
            help="The case file; else $CLAIMTRACK_FILE, else claims.db here or above.",
        ),
    ] = "",
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Print long answers at once; else through $PAGER, as git does.")
    ] = False,
    analyst: Annotated[
        str,
        typer.Option(
            "--analyst",
            metavar="NAME",
            help="Who you are, for the log; else $CLAIMTRACK_ANALYST, else as kept by init.",
        ),
    ] = "",
    _version: Annotated[bool, typer.Option("--version", "-V", help="Print the version.")] = False,
) -> None:
    """Hold competing versions of events side by side: who said what, when, on what evidence.

    Example: claimtrack demo
    """
    ctx.obj = Environment(
        file=file,
        salvaged=ctx.meta.get(_SALVAGED),
        paged=not no_pager,
        named=analyst,
        command=ctx.meta.get(_COMMAND, ""),
    )


def _command_name(given: list[str]) -> str:
    """Return the name of a command: its first word, and of the nouns the second one; never what it was given."""
    words = given[: 2 if given[0] in _NOUNS else 1] if given else []
    return " ".join(word for word in words if not word.startswith("-"))


def run() -> None:
    """Run the command line."""
    app()
