"""How a file is read: the options that `import` and `map` share."""

from typing import Annotated, Any, Literal

import typer
from msgspec import Struct
from msgspec.structs import asdict

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
UnpackOption = Annotated[
    str | None,
    typer.Option(
        "--unpack",
        metavar="SIZE",
        help="How far a packed file may grow, such as 4GB; else 50 times its size.",
    ),
]
DateOrderOption = Annotated[
    DateOrder | None, typer.Option("--date-order", help="The order of dates in figures, such as 03/04/2016.")
]


class Reading(Struct, frozen=True, kw_only=True):
    """What the user says of a file; what is left out is found out."""

    delimiter: DelimiterOption = None
    quote: QuoteOption = None
    encoding: EncodingOption = None
    sheet: SheetOption = None
    header: HeaderOption = None
    records: RecordsOption = None
    member: MemberOption = None
    unpack: UnpackOption = None
    date_order: DateOrderOption = None

    def told(self) -> dict[str, Any]:
        """Return it as the readers take it."""
        said = {name: given for name, given in asdict(self).items() if given is not None}
        if said.get("delimiter") in ("tab", "\\t"):
            said["delimiter"] = "\t"
        if said.get("quote") == "none":
            said["quote"] = ""
        return {
            name: int(given) if name in ("sheet", "header") and _is_number(given) else given
            for name, given in said.items()
        }


_DIGITS = 10  # no table has more lines


def _is_number(given: str) -> bool:
    return given.isdecimal() and len(given) <= _DIGITS
