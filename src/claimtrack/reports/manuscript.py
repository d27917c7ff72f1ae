"""A report before it is set: its title, what it says of itself, and its chapters, written in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from claimtrack.reports.key import Key
from claimtrack.views.blocks import Heading, KeyValues, Span, cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimtrack.reports.chapter import Chapter
    from claimtrack.reports.words import Words
    from claimtrack.views.blocks import Block


class Manuscript(Struct, frozen=True):
    """A report, for any form to set.

    Attributes:
        title: what it is called.
        words: the language it is written in.
        compiled: the day it was compiled on, ISO 8601.
        facts: what it says of itself: a label and what stands beside it.
        chapters: one for each event; they are asked for once, one at a time.
    """

    title: str
    words: Words
    compiled: str
    facts: Sequence[tuple[str, tuple[Span, ...]]]
    chapters: Iterable[Chapter]

    @property
    def foot(self) -> str:
        """What stands at the foot of each page."""
        return self.words.written("foot", title=self.title, date=self.compiled_on)

    @property
    def compiled_on(self) -> str:
        """The day it was compiled on, as the language writes it."""
        from claimtrack.dates import parse_edtf

        return self.words.date(parse_edtf(self.compiled))

    def head(self) -> Iterator[Block]:
        """Yield the title and what the report says of itself."""
        yield Heading(self.title, 1)
        yield KeyValues(tuple((label, cell(spans)) for label, spans in self.facts))

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks of the report, chapter by chapter."""
        yield from self.head()
        key = Key(self.words)
        for chapter in self.chapters:
            if chapter.alone and self.title != chapter.comparison.event.title:
                yield Heading(chapter.comparison.event.title, 2)
            yield from key.reading(chapter.comparison, chapter.blocks(self.words))
        yield from key.blocks()
