"""An answer in any form: the result, and the view of it for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from claimtrack.views.blocks import View


class Report(Struct, frozen=True):
    """An answer of a case file.

    Attributes:
        result: what was worked out, as a result object of `claimtrack.analysis`, or records.
        view: the blocks that show it.
    """

    result: Any
    view: View

    def to_text(self, *, width: int = 100, colour: bool = False) -> str:
        """Print it as tables for a terminal of the given width in columns."""
        return self._render("table", width=width, colour=colour)

    def to_markdown(self) -> str:
        """Print it as Markdown."""
        return self._render("markdown")

    def to_html(self) -> str:
        """Print it as one self-contained HTML page."""
        return self._render("html")

    def to_csv(self) -> str:
        """Print its tables as CSV."""
        return self._render("csv")

    def to_json(self) -> str:
        """Print it as JSON of a documented, versioned schema."""
        return self._render("json")

    def to_dicts(self) -> list[dict[str, str | float | None]]:
        """Return its rows as plain dicts, one name for each column, as `to_csv` writes them.

        Ready for `pandas.DataFrame(report.to_dicts())` and `polars.DataFrame(report.to_dicts())`.
        """
        from claimtrack.render.csv import sheet_of

        sheet = sheet_of(self.view)
        return [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]

    def _repr_html_(self) -> str:
        """Return it as a piece of HTML: how notebooks show it."""
        from claimtrack.render.html import fragment

        return fragment(self.view)

    def _render(self, form: str, **options: Any) -> str:
        from claimtrack.render import render

        return render(self.view, form, **options)
