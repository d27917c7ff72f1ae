"""What is handed over to be read by anybody: the option of whom it names, and what is to be read before it goes out."""

from typing import Annotated

import typer

READ_IT = (
    "names are found in any spelling of the case file, not inflected, transliterated otherwise or described"
)
"""What a person has to look for in what is for the public."""

Credits = Annotated[
    bool,
    typer.Option(
        "--credits",
        help="With --public: name who judged, searched and collected evidence, who are withheld else.",
    ),
]
