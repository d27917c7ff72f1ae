"""The chapter of a report on one event: its sections in their order, each made from the comparison of the event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from claimtrack.reports.apparatus import Apparatus
from claimtrack.reports.picture import timeline_picture
from claimtrack.reports.side_by_side import SideBySide
from claimtrack.reports.summary import Summary
from claimtrack.views.blocks import Cell, Heading, Span, Table, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.analysis.compare import Comparison
    from claimtrack.analysis.corroboration import Support
    from claimtrack.analysis.gaps import Gap
    from claimtrack.reports.words import Words
    from claimtrack.views.blocks import Block


class Chapter(Struct, frozen=True):
    """What a report tells of one event.

    Attributes:
        comparison: what the parties say, by claimant.
        supports: the origins behind each answer.
        gaps: what is still open.
        remarks: what was left out of it.
        number: its place in the report, from 1; anchors begin with it.
        alone: the report has no other, and bears its title.
        event: key of the event in the case file; printed nowhere.
        statements: ids of its statements in the case file; printed nowhere.
    """

    comparison: Comparison
    supports: Sequence[Support] = ()
    gaps: Sequence[Gap] = ()
    remarks: Sequence[tuple[Span, ...]] = ()
    number: int = 1
    alone: bool = False
    event: str = ""
    statements: tuple[str, ...] = ()

    def findings(self) -> Iterator[tuple[str, str]]:
        """Yield what each question comes to, in English: its label and the finding."""
        from claimtrack.reports.words import load_words

        story = Summary(self.comparison, load_words("en"), self.number)
        yield "proposition", story.words.term("finding", self.comparison.stance.finding.kind.value)
        for row in self.comparison.rows:
            line = story.finding(row)
            if line:
                yield (
                    line[0].text,
                    "".join(span.text for span in line[1:]).removeprefix(": ").removesuffix("."),
                )

    def blocks(self, words: Words) -> Iterator[Block]:
        """Yield its blocks; a section that has nothing to say is left out."""
        story = Summary(self.comparison, words, self.number)
        apparatus = Apparatus(self.comparison, words, self.number)
        if not self.alone:
            yield Heading(self.comparison.event.title, 2, f"e{self.number}")
        yield Text((*story.head(), *(Cell((remark,)) for remark in self.remarks)))
        level = 2 if self.alone else 3
        table = SideBySide(self.comparison, words, self.number)
        sections: list[tuple[str, list[Block]]] = [
            ("summary", [Text(tuple(story.summary()), "bullet")]),
            ("side_by_side", [table.table()]),
            ("timeline", self._timeline(story, words)),
            ("moved", _bullets(story.moves())),
            ("disagreements", list(apparatus.disagreements(level + 1))),
            ("answers", _table(apparatus.answers())),
            ("evidence", _table(apparatus.evidence())),
            ("origins", _table(apparatus.origins(self.supports))),
            ("assessments", _table(apparatus.assessments())),
            ("searches", _table(apparatus.searches())),
            ("open", _bullets(apparatus.open_questions(self.gaps))),
            ("sources", [Text(tuple(apparatus.sources()))]),
        ]
        for name, blocks in sections:
            if any(not isinstance(block, Text) or block.paragraphs for block in blocks):
                yield Heading(words[name], level)
                yield from blocks

    def _timeline(self, story: Summary, words: Words) -> list[Block]:
        timeline = story.timeline()
        if not timeline.entries:
            return []
        picture = timeline_picture(timeline, words)
        return [*([picture] if picture else []), story.statements()]


def _bullets(paragraphs: Sequence[Cell]) -> list[Block]:
    return [Text(tuple(paragraphs), "bullet")] if paragraphs else []


def _table(table: Table | None) -> list[Block]:
    return [table] if table is not None and table.rows else []
