"""Answers as pictures: `--format svg` and `--format png`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from msgspec import Struct

from claimtrack.cli.environment import Environment, to_stdout
from claimtrack.errors import InputFileError

if TYPE_CHECKING:
    from claimtrack.reports.words import Words
    from claimtrack.views.drawing import Drawing

PictureForm = Literal["table", "markdown", "html", "csv", "json", "svg", "png"]
PictureFormOption = Annotated[
    PictureForm, typer.Option("--format", help="How to print the answer; svg and png draw it.")
]
Language = Literal["en", "ru", "uk", "ar", "fr", "de", "es"]


class PictureOptions(Struct, frozen=True):
    """What a picture is written in, and where to."""

    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FILE", help="svg, png: where to; standard output if left out."
        ),
    ] = "-"
    language: Annotated[
        Language, typer.Option("--lang", help="svg, png: the language of the words in it.")
    ] = "en"

    def refuse_idle(self, form: str) -> None:
        """Refuse what would do nothing.

        Args:
            form: the form of the answer.

        Raises:
            BadParameter: a language or a file was named, and the answer is no picture.
        """
        if form not in {"svg", "png"}:
            for option, given in (("--lang", self.language != "en"), ("--output", self.output != "-")):
                if given:
                    raise typer.BadParameter("it is for --format svg and png", param_hint=option)

    def words(self) -> "Words":
        """Return the words of the language."""
        from claimtrack.reports.words import load_words

        return load_words(self.language)


def draw(surroundings: Environment, drawing: "Drawing", form: Literal["svg", "png"], output: str) -> None:
    """Draw an answer to a file, or to standard output.

    Raises:
        InputFileError: the file cannot be written, or png would go to a terminal.
        MissingLibraryError: png needs typst, which is not installed.
    """
    if form == "png":
        from claimtrack.reports.png import drawn

        if output == "-" and sys.stdout is not None and sys.stdout.isatty():
            raise InputFileError("png is no text for a terminal", "name a file with -o")
        content = drawn(drawing, surroundings.say)
    else:
        from claimtrack.render.svg import write

        content = write(drawing).encode()
    if output == "-":
        with to_stdout():
            sys.stdout.buffer.write(content)
        return
    from claimtrack.exporters.files import write_whole

    write_whole(Path(output), lambda stream: stream.writelines([content]))
