"""A folder of pages: an index, a page for each event and each party, a search that works without a server."""

from __future__ import annotations

import json
import tempfile
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from claimtrack.errors import InputFileError
from claimtrack.render.html import page
from claimtrack.reports.apparatus import disputed_rows
from claimtrack.reports.key import Key
from claimtrack.views.blocks import Column, Heading, Span, Table, Text, cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from claimtrack.dates.day import Day
    from claimtrack.render.html import Look
    from claimtrack.reports.chapter import Chapter
    from claimtrack.reports.manuscript import Manuscript
    from claimtrack.views.blocks import Block

_MARK = "index.html"
_SCRIPT = Path(__file__).parents[1] / "render" / "data" / "search.js"
_MANY = 100  # events that one table of the index lists
_SEARCHED = 4000  # characters of an event that the search looks in


class _Listed(Struct, frozen=True):
    """An event as the index lists it."""

    page: str
    title: str
    when: str
    earliest: Day | None
    tags: tuple[str, ...]
    contested: bool

    def order(self) -> tuple[bool, int, str]:
        """Return what sorts events by date, those without a first possible day last."""
        return self.earliest is None, self.earliest.ordinal if self.earliest else 0, self.page


def write_site(
    folder: Path,
    manuscript: Manuscript,
    parties: Callable[[Iterable[str]], Iterable[tuple[str, Iterable[Block]]]],
    look: Look,
) -> int:
    """Write a site into a folder, which it replaces as a whole or not at all.

    Args:
        folder: the folder; it may not be there yet, be empty, or hold an earlier site.
        manuscript: the events; they are asked for one at a time.
        parties: gives, for the keys of those who speak, the name of each and the blocks of its page.
        look: templates and style.

    Returns:
        How many pages there are.

    Raises:
        InputFileError: the folder holds something else, or cannot be written.
    """
    _refuse_others(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as drafts:
            draft = Path(drafts) / "site"
            draft.mkdir()
            pages = _Site(draft, manuscript, look).write(parties)
            draft.chmod(0o755)
            if folder.exists():
                folder.replace(Path(drafts) / "former")
            draft.replace(folder)
    except OSError as error:
        raise InputFileError(f"{folder} cannot be written: {error.strerror}", "check the path") from None
    return pages


def _refuse_others(folder: Path) -> None:
    """Refuse to replace what is no site of this program."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise InputFileError(f"{folder} is no folder", "name another")
    if not folder.exists() or not any(folder.iterdir()):
        return
    index = folder / _MARK
    if not index.is_file() or 'name="generator" content="claimtrack"' not in index.read_text(
        "utf-8", "replace"
    ):
        raise InputFileError(
            f"{folder} holds something that is no site of claimtrack", "name an empty folder"
        )


class _Site:
    def __init__(self, folder: Path, manuscript: Manuscript, look: Look) -> None:
        self.folder, self.manuscript, self.look = folder, manuscript, look
        self.words = manuscript.words
        self.pages = 0

    def write(self, parties: Callable[[Iterable[str]], Iterable[tuple[str, Iterable[Block]]]]) -> int:
        listed: list[_Listed] = []
        speakers: dict[str, None] = {}
        with tempfile.TemporaryFile("w+", encoding="utf-8") as entries:
            for chapter in self.manuscript.chapters:
                listed.append(self._event(chapter, entries))
                speakers.update(dict.fromkeys(chapter.comparison.dossier.claimants))
            named = []
            for number, (name, blocks) in enumerate(parties(speakers), start=1):
                file = f"party-{number:05}.html"
                self._page(file, name, blocks)
                entry = {"page": file, "title": name, "text": ""}
                entries.write(json.dumps(entry, ensure_ascii=False) + "\n")
                named.append((name, file))
            self._page(_MARK, self.manuscript.title, self._index(listed, named))
            self._search(entries)
        return self.pages

    def _page(self, file: str, title: str, blocks: Iterable[Block], **options: Any) -> None:
        self.pages += 1
        words = self.words
        with (self.folder / file).open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
            stream.writelines(
                page(
                    title,
                    self._below_links(blocks),
                    look=self.look,
                    foot=self.manuscript.foot,
                    language=words.language,
                    direction=words.direction,
                    **options,
                )
            )

    def _below_links(self, blocks: Iterable[Block]) -> Iterator[Block]:
        words = self.words
        links = (Span(words["index"], target=_MARK), Span(" · "), Span(words["search"], target="search.html"))
        yield Text((cell(links),))
        yield from blocks

    def _event(self, chapter: Chapter, entries: IO[str]) -> _Listed:
        event = chapter.comparison.event
        file = f"event-{chapter.number:05}.html"
        key = Key(self.words)
        told = replace(chapter, alone=True).blocks(self.words)
        blocks = (Heading(event.title), *key.reading(chapter.comparison, told), *key.blocks())
        self._page(file, event.title, blocks)
        said = " ".join(f"{s.text} {s.quote} {s.translation}" for s in chapter.comparison.order.sequence)
        names = " ".join(column.name for column in chapter.comparison.columns)
        text = f"{event.proposition} {names} {said}"[:_SEARCHED]
        entries.write(
            json.dumps({"page": file, "title": event.title, "text": text}, ensure_ascii=False) + "\n"
        )
        return _Listed(
            page=file,
            title=event.title,
            when=self.words.date(event.occurred) if event.occurred else self.words["date_open"],
            earliest=event.occurred.earliest_any if event.occurred else None,
            tags=event.tags,
            contested=bool(disputed_rows(chapter.comparison)),
        )

    def _index(self, listed: list[_Listed], parties: list[tuple[str, str]]) -> Iterator[Block]:
        words = self.words
        yield from self.manuscript.head()
        by_date = sorted(listed, key=_Listed.order)
        contested = [event for event in by_date if event.contested]
        if contested:
            yield Heading(words["contested_events"], 2)
            yield from self._by_month(contested)
        yield Heading(words["events_by_date"], 2)
        yield from self._by_month(by_date)
        tags = sorted({tag for event in listed for tag in event.tags})
        if tags:
            yield Heading(words["events_by_tag"], 2)
            for tag in tags:
                yield Heading(tag, 3)
                yield self._events([event for event in by_date if tag in event.tags])
        if parties:
            yield Heading(words["parties"], 2)
            names = sorted(parties, key=lambda party: party[0].casefold())
            yield Text(tuple(cell(Span(name, target=file)) for name, file in names), "bullet")

    def _by_month(self, events: list[_Listed]) -> Iterator[Block]:
        """List events in their order; many of them month by month, of which one is held at a time."""
        if len(events) <= _MANY:
            yield self._events(events)
            return
        for month, of_month in groupby(events, lambda event: event.earliest and event.earliest[:2]):
            yield Heading(self._month(*month) if month else self.words["date_open"], 3)
            yield self._events(list(of_month))

    def _month(self, year: int, month: int) -> str:
        from claimtrack.dates import parse_edtf

        plain = 0 < year <= 9999
        return self.words.date(parse_edtf(f"{year:04}-{month:02}")) if plain else str(year)

    def _events(self, events: list[_Listed]) -> Table:
        columns = (Column(cell(self.words["when"])), Column(cell(self.words["the_event"])))
        return Table(
            columns, tuple((cell(e.when), cell(Span(e.title, target=e.page))) for e in events), pinned=0
        )

    def _search(self, entries: IO[str]) -> None:
        data = _Search(self.words["search"], entries)
        title = self.words["search"]
        script = _SCRIPT.read_text("utf-8")
        self._page(
            "search.html", title, [Heading(title)], template="search.html", scripts=[script], data=data
        )


class _Search(Struct, frozen=True):
    """What the search page shows beside its blocks."""

    label: str
    lines: IO[str]

    def entries(self) -> Iterator[Any]:
        """Yield the entries as JSON that can stand in a script element: nothing in it ends that."""
        from markupsafe import Markup

        self.lines.seek(0)
        comma = ""
        for line in self.lines:
            text = (
                line.rstrip("\n")
                .replace("<", "\\u003c")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029")
            )
            yield Markup(comma + text)  # noqa: S704 - JSON without the character that begins a tag
            comma = ","
