"""How pages of HTML look: `--templates` and `--style`."""

from typing import TYPE_CHECKING, Annotated

import typer
from msgspec import Struct

if TYPE_CHECKING:
    from claimtrack.render.html import Look


class LookOptions(Struct, frozen=True):
    """How pages look."""

    templates: Annotated[
        str,
        typer.Option(
            "--templates", metavar="DIR", help="HTML: templates that take the place of the program's."
        ),
    ] = ""
    style: Annotated[
        str, typer.Option("--style", metavar="FILE", help="HTML: a style sheet added to the program's.")
    ] = ""

    def of(self, form: str) -> "Look | None":
        """Return the look of a page; None where the answer is none.

        Args:
            form: the form of the answer.

        Raises:
            BadParameter: a look was asked for, and the answer is no page.
        """
        if form != "html":
            for option, given in (("--templates", self.templates), ("--style", self.style)):
                if given:
                    raise typer.BadParameter("it is for pages: add --format html", param_hint=option)
            return None
        from claimtrack.render.html import Look

        return Look(self.templates, self.style)
