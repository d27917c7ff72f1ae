"""`--over DIR`: the questions over a whole file, asked of a data set by DuckDB instead of a case file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct

from claimtrack.cli.progress import Progress

if TYPE_CHECKING:
    from claimtrack.cli.environment import Environment, Form

MEMORY = "2GB"


class Over(Struct, frozen=True, kw_only=True):
    """Which data set is asked, and what that may take."""

    over: Annotated[
        str,
        typer.Option(
            "--over",
            metavar="DIR",
            help="Ask a data set that `export --partition-by` wrote, with DuckDB; keys are exact.",
        ),
    ] = ""
    memory: Annotated[
        str,
        typer.Option("--memory", metavar="SIZE", help="With --over: what DuckDB may hold before it spills."),
    ] = MEMORY

    def refuse_idle(self) -> None:
        """Refuse a limit of memory where no data set is asked.

        Raises:
            typer.BadParameter: there is one.
        """
        if not self.over and self.memory != MEMORY:
            raise typer.BadParameter("goes with --over", param_hint="--memory")

    def ask(
        self,
        surroundings: "Environment",
        question: str,
        form: "Form",
        *,
        by: str = "claimant",
        limit: int = 0,
        narrowed: tuple[str, str] = ("", ""),
    ) -> None:
        """Ask the data set, and print the answer.

        Args:
            surroundings: prints.
            question: the question.
            form: how to print it.
            by: what a party is.
            limit: how many rows at most; 0 for all.
            narrowed: a column and what it has to hold.
        """
        from claimtrack.casefile.dataset_questions import ask_over

        with Progress() as told:
            report = ask_over(
                Path(self.over),
                question,
                by=by,
                limit=limit,
                narrowed=narrowed,
                memory=self.memory,
                progress=told,
            )
        surroundings.show(report.view, form)


def refuse_others(command: str, **given: object) -> None:
    """Refuse what a question over a data set does not heed: an answer that ignores it would be taken for one that does.

    Raises:
        typer.BadParameter: some of it is given.
    """
    for name, value in given.items():
        if value:
            raise typer.BadParameter(f"{command} does not go with {name.rstrip('_').replace('_', '-')}")
