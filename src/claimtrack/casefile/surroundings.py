"""Who speaks, about what, and where it was read: the claimants, events and documents of the rows of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.casefile.readings import date_doubts
from claimtrack.model.codec import Reading
from claimtrack.model.draft import Position
from claimtrack.store.columns import date_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.casefile.entries import Entry
    from claimtrack.casefile.naming import Naming
    from claimtrack.casefile.readings import Readings
    from claimtrack.casefile.tally import ImportReport
    from claimtrack.dates import DateValue
    from claimtrack.importers.mapping.cells import Row
    from claimtrack.importers.mapping.dates import DateExpression
    from claimtrack.importers.mapping.plan import ClaimantPlan, DocumentPlan, Plan
    from claimtrack.store.staging import Staging


class Surroundings:
    """Finds and makes what the assertions of an import refer to.

    Args:
        plan: the mapping, bound to the columns of the input.
        naming: finds and makes claimants, documents and events.
        staging: takes what is made.
        readings: reads dates.
        report: takes what should be looked at.
        source: name of the input.
    """

    def __init__(
        self,
        plan: Plan,
        naming: Naming,
        staging: Staging,
        readings: Readings,
        report: ImportReport,
        source: str,
    ) -> None:
        self._plan = plan
        self._naming = naming
        self._staging = staging
        self._readings = readings
        self._report = report
        self._source = source
        self._told: set[int] = set()

    # --- claimants ----------------------------------------------------------------------------

    def claimants(self, plan: ClaimantPlan, names: list[str], rows: list[Row]) -> list[Entry]:
        """Give the claimants of rows, by the names that they have there."""
        found = self._naming.claimants.known(names)
        for place, entry in enumerate(found):
            if entry is None:
                found[place] = self.claimant(plan, names[place], rows[place])
        return found  # type: ignore[return-value]  # the gaps are filled

    def claimant(self, plan: ClaimantPlan, name: str, row: Row) -> Entry:
        """Give the claimant of one row."""
        return self._naming.claimants.named(name, {key: words(row) for key, words in plan.attributes})

    # --- events -------------------------------------------------------------------------------

    def events(self, rows: Sequence[Row], lines: Sequence[int]) -> list[Entry]:
        """Give the events that rows are about, saying what they are where the file has not got them."""
        plan = self._plan.event
        words, is_key = (plan.key, True) if plan.key is not None else (plan.title, False)
        assert words is not None  # noqa: S101 - the compiler asks for one of the two
        names = list(map(words, rows))
        entries = self._naming.events.named(names, is_key=is_key)
        for entry, row, line in zip(entries, rows, lines, strict=True):
            if entry.settled or (plan.when is not None and not plan.when(row)):
                continue
            if entry.held:
                self._tell(entry, row)
            elif not entry.defined:
                self._define(entry, row, line)
        return entries

    def _tell(self, entry: Entry, row: Row) -> None:
        """Stage how a row describes an event that the file has, for finding keys that were dealt out anew."""
        plan = self._plan.event
        entry.settled = True
        if self._plan.key is None or plan.title is None or entry.n in self._told:
            return
        self._told.add(entry.n)
        occurred = self._readings.date(plan.occurred, row, Reading()) if plan.occurred else None
        self._staging.add("told", (entry.n, plan.title(row).strip(), date_cells(occurred)[0]))

    def _define(self, entry: Entry, row: Row, line: int) -> None:
        plan = self._plan.event
        title = plain_lines(plan.title(row)).strip() if plan.title else entry.key
        if not title:
            return
        content: dict[str, Any] = {"title": title}
        for name, words in (("proposition", plan.proposition), ("note", plan.note)):
            if words is not None:
                content[name] = plain_lines(words(row))
        if plan.occurred is not None:
            content["occurred"] = self.date(plan.occurred, row, Reading(), "dates of events", line)
        if plan.place is not None:
            content["place"] = self._place(plan.place(row), line)
        tags = tuple(dict.fromkeys(tag for words in plan.tags if (tag := words(row).strip())))
        self._naming.events.define(entry, content, tags)

    def _place(self, text: Any, line: int) -> Any:
        from claimtrack.values import Place, read_value

        if not text:
            return None
        place = read_value(text, "place")
        if isinstance(place, Place):
            return place
        self._report.doubt(
            "places of events that could not be read", f"{text!r}", Position(self._source, line)
        )
        return None

    # --- documents ----------------------------------------------------------------------------

    def documents(self, plan: DocumentPlan, rows: list[Row], lines: Sequence[int]) -> list[Entry | None]:
        """Give the documents where the rows' claims were read; None where a row names none."""
        if plan.only_url is None:
            return [self.document(plan, row, line) for row, line in zip(rows, lines, strict=True)]
        return self._naming.documents.at(list(map(plan.only_url, rows)))

    def document(self, plan: DocumentPlan, row: Row, line: int) -> Entry | None:
        """Give the document of one row; None where it names none."""
        if plan.only_url is not None:
            return self._naming.documents.at([plan.only_url(row)])[0]
        cells: tuple[Any, ...] = (
            *[get(row) for _, get in plan.words],
            *[item.key(row) for item in (plan.published, plan.retrieved) if item],
            plan.publisher.name(row) if plan.publisher else "",
            plan.key(row) if plan.key else "",
        )
        known = self._naming.documents.known(cells)
        if known is not None:
            return known
        content: dict[str, Any] = {
            name: plain_lines(text)
            for (name, _), text in zip(plan.words, cells, strict=False)
            if text.strip()
        }
        publisher = None
        if plan.publisher is not None and cells[-2].strip():
            publisher = self.claimant(plan.publisher, cells[-2], row)
        if not content and not publisher:
            return None
        if cells[-1].strip():
            content["key"] = cells[-1].strip()
        reading = self._readings.against(publisher, None, content.get("language", ""))
        for name, expression in (("published", plan.published), ("retrieved", plan.retrieved)):
            value = self.date(expression, row, reading, "dates of documents", line) if expression else None
            if value is not None:
                content[name] = value
        return self._naming.documents.described(cells, content, publisher)

    def date(
        self, expression: DateExpression, row: Row, reading: Reading, what: str, line: int
    ) -> DateValue | None:
        """Read a date, and say so where it cannot be read, or in two ways."""
        value = self._readings.date(expression, row, reading)
        for kind, example in date_doubts(value, what):
            self._report.doubt(kind, example, Position(self._source, line))
        return value


def plain_lines(text: str) -> str:
    """End lines in a text alike: which characters end them is a matter of the file, not of what was said."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
