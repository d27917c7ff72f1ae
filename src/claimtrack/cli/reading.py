"""How a file is read: the options that `import` and `map` share."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the user says of a file; None is found out."""

    delimiter: str | None = None
    quote: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    header: str | None = None
    records: str | None = None
    member: str | None = None
    date_order: str | None = None

    def told(self) -> dict[str, Any]:
        """Give what was said, as the readers take it."""
        said = {
            "delimiter": "\t" if self.delimiter in ("tab", "\\t") else self.delimiter,
            "quote": "" if self.quote == "none" else self.quote,
            "encoding": self.encoding,
            "sheet": _number(self.sheet),
            "header": _number(self.header),
            "records": self.records,
            "member": self.member,
            "date_order": self.date_order,
        }
        return {name: given for name, given in said.items() if given is not None}


def _number(given: str | None) -> str | int | None:
    return int(given) if given and given.isdecimal() else given
