"""How a file is read: the options that `import` and `map` share."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import typer

DateOrder = Literal["DMY", "MDY", "YMD"]

DelimiterOption = Annotated[
    str | None, typer.Option("--delimiter", help="What stands between cells; tab for a tab.")
]
QuoteOption = Annotated[
    str | None, typer.Option("--quote", help="What stands around cells; none for nothing.")
]
EncodingOption = Annotated[str | None, typer.Option("--encoding", help="The text encoding.")]
SheetOption = Annotated[str | None, typer.Option("--sheet", help="Name or number of the sheet.")]
HeaderOption = Annotated[str | None, typer.Option("--header", help="Line of the header, or none.")]
RecordsOption = Annotated[
    str | None,
    typer.Option("--records", metavar="KEYS", help="Where the records of a JSON file are: data.claims."),
]
MemberOption = Annotated[
    str | None, typer.Option("--member", metavar="NAME", help="Which file of a zip archive.")
]
DateOrderOption = Annotated[
    DateOrder | None, typer.Option("--date-order", help="The order of dates in figures, such as 03/04/2016.")
]


def as_told(**given: Any) -> dict[str, Any]:
    """Give what the user said of a file as the readers take it; what was left out is found out."""
    said = {name: value for name, value in given.items() if value is not None}
    if said.get("delimiter") in ("tab", "\\t"):
        said["delimiter"] = "\t"
    if said.get("quote") == "none":
        said["quote"] = ""
    return {name: _number(value) if name in ("sheet", "header") else value for name, value in said.items()}


def _number(given: str) -> str | int:
    return int(given) if given.isdecimal() else given
