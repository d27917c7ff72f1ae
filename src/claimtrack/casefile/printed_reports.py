"""Reports that can be handed over: which events, of which moment, in which language; who made them and when."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from claimtrack.casefile.surveys import CaseSurveys
from claimtrack.errors import InvalidRecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from claimtrack.analysis.compare import Comparison
    from claimtrack.analysis.selection import Selection
    from claimtrack.casefile.questions import Telling
    from claimtrack.model import Document, Event, Evidence
    from claimtrack.model.dossier import Dossier
    from claimtrack.render.html import Look
    from claimtrack.reports.chapter import Chapter
    from claimtrack.reports.manuscript import Manuscript
    from claimtrack.reports.public import Publication, PublicDossier
    from claimtrack.reports.words import Words
    from claimtrack.views.blocks import Block, Span

    _HashOf = Callable[[Document | Evidence], str | None]


class ReportOptions(Struct, frozen=True, kw_only=True):
    """What a report is of, and for whom.

    Attributes:
        tag: only events with this tag.
        contested: only events with an answer in conflict or contested.
        as_of: only what had been said by this date.
        recorded_by: only what the case file held by this date.
        language: BCP 47 tag of the language it is written in.
        title: what it is called; made from its scope where left out.
        compiled_by: who made it.
        public: leave out notes, internal assessments, protected sources and documents; see `reports.public`.
        credits: name who judged, searched and collected evidence also where it is public.
    """

    tag: str = ""
    contested: bool = False
    as_of: str = ""
    recorded_by: str = ""
    language: str = "en"
    title: str = ""
    compiled_by: str = ""
    public: bool = False
    credits: bool = False


class CaseReports(CaseSurveys):
    """What can be handed over of a case file."""

    def report(
        self, *events: Event | str, options: ReportOptions | None = None, progress: Telling | None = None
    ) -> PrintedReport:
        """Make a report on some events, or on all of them.

        Args:
            *events: the events; all of them, or those that the options choose, when left out.
            options: what it is of, and for whom.
            progress: is told what is being done, how much of it is done, and how much there is.

        Raises:
            UnknownReferenceError, AmbiguousReferenceError, UnreadableDateError, UnknownTermError: what was asked for.
            InvalidRecordError: there is nothing to report.
        """
        from claimtrack.reports.words import load_words

        chosen = options or ReportOptions()
        author = _Author(self, chosen, load_words(chosen.language))
        return PrintedReport(author.manuscript(events, progress), author.withheld)

    def site(
        self,
        folder: Path,
        *events: Event | str,
        options: ReportOptions | None = None,
        look: Look | None = None,
        tell: Callable[[str], None] = lambda _line: None,
        progress: Telling | None = None,
    ) -> int:
        """Write a folder of pages: an index, each event, each party with its track record, a search.

        Args:
            folder: the folder; an earlier site in it is replaced as a whole.
            *events: as for `report`.
            options: as for `report`. A public site has no pages of parties.
            look: templates and style.
            tell: is told what a public site withholds.
            progress: as for `report`.

        Returns:
            How many pages there are.

        Raises:
            InputFileError: the folder holds something else, or cannot be written.
        """
        from claimtrack.render.html import PLAIN
        from claimtrack.reports.site import write_site
        from claimtrack.reports.words import load_words

        chosen = options or ReportOptions()
        author = _Author(self, chosen, load_words(chosen.language))
        manuscript = author.manuscript(events, progress)
        pages = write_site(folder, manuscript, author.parties, look or PLAIN)
        for line in author.withheld():
            tell(line)
        return pages


class PrintedReport:
    """A report, to be written once.

    Attributes:
        manuscript: its content.

    Args:
        withheld: yields what it withholds of what is written by then, a line each.
    """

    def __init__(
        self, manuscript: Manuscript, withheld: Callable[[], Iterator[str]] = lambda: iter(())
    ) -> None:
        self.manuscript = manuscript
        self._withheld = withheld

    def pieces(
        self, form: str, look: Look | None = None, tell: Callable[[str], None] = print
    ) -> Iterator[bytes]:
        """Return it in a form, in pieces; see `claimtrack.reports.forms.set_as`. What it withholds is told at the end."""
        from claimtrack.render.html import PLAIN
        from claimtrack.reports.forms import set_as

        return chain(set_as(self.manuscript, form, look or PLAIN, tell), self._told(tell))

    def _told(self, tell: Callable[[str], None]) -> Iterator[bytes]:
        for line in self._withheld():
            tell(f"note: {line}")
        yield from ()

    def write(
        self, path: Path, form: str, look: Look | None = None, tell: Callable[[str], None] = print
    ) -> None:
        """Write it to a file, whole or not at all.

        Raises:
            InputFileError: the path cannot be written.
        """
        from claimtrack.exporters.files import write_whole

        write_whole(path, lambda stream: stream.writelines(self.pieces(form, look, tell)))


class _Author:
    """Writes one manuscript."""

    def __init__(self, case: CaseReports, options: ReportOptions, words: Words) -> None:
        self.case, self.options, self.words = case, options, words
        self.publication = self._publication() if options.public else None
        self.told: set[str] = set()  # keys of the events that have a chapter

    def _publication(self) -> Publication:
        from claimtrack.casefile.publication import publication

        return publication(
            self.case,
            lambda number: self.words.written("withheld", number=self.words.number(number)),
            credits=self.options.credits,
        )

    def withheld(self) -> Iterator[str]:
        """Yield what was withheld of what is written by now, and what has to be looked at by hand, a line each."""
        return self.publication.told() if self.publication else iter(())

    def _text(self, text: str) -> str:
        """Return a text of the person who compiles as it may be shown: it may name who is withheld else."""
        return self.publication.text(text, signed=True) if self.publication else text

    def manuscript(self, events: Sequence[Event | str], progress: Telling | None) -> Manuscript:
        from claimtrack.reports.manuscript import Manuscript

        chapters = self._chapters(events, progress)
        first = list(islice(chapters, 2))
        if not first:
            raise InvalidRecordError(
                "there is nothing to report: no event is chosen", "name events, or choose others"
            )
        title = self._text(self.options.title) or self.words["report"]
        if len(first) == 1:
            title = self._text(self.options.title) or first[0].comparison.event.title
            first = [replace(first[0], alone=True)]
        return Manuscript(
            title=title,
            words=self.words,
            compiled=self.case._today(),  # noqa: SLF001 - its own
            facts=tuple(self._facts(events)),
            chapters=chain(first, chapters),
        )

    def _facts(self, events: Sequence[Event | str]) -> Iterator[tuple[str, tuple[Span, ...]]]:
        from claimtrack import __version__
        from claimtrack.dates import parse_edtf
        from claimtrack.views.blocks import Span

        words, options = self.words, self.options

        def fact(name: str, text: str) -> tuple[str, tuple[Span, ...]]:
            return words[name], (Span(self._text(text)),)

        yield fact("scope", self._scope(events))
        for name, day in (("as_of", options.as_of), ("recorded_by", options.recorded_by)):
            if day:
                yield fact(name, words.date(self.case._moment(day)))  # noqa: SLF001 - its own
        yield fact("compiled_on", words.date(parse_edtf(self.case._today())))  # noqa: SLF001 - its own
        if options.compiled_by:
            yield fact("compiled_by", options.compiled_by)
        yield fact("program", f"claimtrack {__version__}")
        if options.public:
            yield words["public"], words.line("public_note", "warning")

    def _scope(self, events: Sequence[Event | str]) -> str:
        if self.options.contested:
            return self.words["scope_contested"]
        if self.options.tag:
            return self.words.written("scope_tag", tag=self.options.tag)
        return self.words["scope_events" if events else "scope_all"]

    # --- chapters ---

    def _chapters(self, events: Sequence[Event | str], progress: Telling | None) -> Iterator[Chapter]:
        number = 0
        for dossier in self.case._dossiers(events, tag=self.options.tag, progress=progress):  # noqa: SLF001 - its own
            chapter = self._chapter(dossier, number + 1)
            if chapter is not None:
                number += 1
                self.told.add(chapter.event)
                yield chapter

    def _chapter(self, dossier: Dossier, number: int) -> Chapter | None:
        from claimtrack.analysis.compare import compare_dossier
        from claimtrack.analysis.corroboration import corroborate
        from claimtrack.analysis.gap_survey import survey_gaps
        from claimtrack.reports.chapter import Chapter

        cut, remarks = self._cut(dossier)
        statements = tuple(assertion.id for assertion in cut.assertions)
        hash_of: _HashOf | None = self.case._hash_of()  # noqa: SLF001 - its own
        edited_apart = None if self.publication else self.case.edited_apart()
        if self.publication:
            public = self.publication.publish(cut)
            cut, hash_of = public.dossier, None  # which copies are kept is nobody else's business
            remarks += self._left_out(public)
        comparison = compare_dossier(cut)
        if self.options.contested and not _is_contested(comparison):
            return None
        today = self.case._moment(self.case._today())  # noqa: SLF001 - its own
        gaps = survey_gaps([cut], hash_of=hash_of, today=today, edited_apart=edited_apart).gaps
        return Chapter(
            comparison,
            corroborate(cut),
            gaps,
            remarks,
            number,
            event=dossier.event.key,
            statements=statements,
        )

    def parties(self, keys: Iterable[str]) -> Iterator[tuple[str, Iterator[Block]]]:
        """Return the pages of parties: of each its name and blocks, over the events that have a chapter.

        Args:
            keys: of those who speak. In a report for the public nobody has a page.
        """
        from claimtrack.analysis.track_record import record_of
        from claimtrack.reports.party import party_page

        for key in () if self.publication else keys:
            events = [event for event in self.case._events(claimant=key) if event.key in self.told]  # noqa: SLF001 - its own
            dossiers = (self._cut(dossier)[0] for dossier in self.case._dossiers(events))  # noqa: SLF001 - its own
            record = record_of(key, dossiers if events else ())
            if record.events:
                titles = {event.key: event.title for event in events}
                yield record.name, party_page(record, titles, self.words)

    def _cut(self, dossier: Dossier) -> tuple[Dossier, list[tuple[Span, ...]]]:
        """Cut a dossier down to the moments asked for, and say what that left out."""
        from claimtrack.analysis import selection as select

        remarks: list[tuple[Span, ...]] = []
        if self.options.as_of:
            chosen = select.as_of(dossier, self.case._moment(self.options.as_of))  # noqa: SLF001 - its own
            dossier = chosen.dossier
            remarks += self._remarks(chosen)
        if self.options.recorded_by:
            chosen = self.case._held(dossier, self.case._moment(self.options.recorded_by))  # noqa: SLF001 - its own
            dossier = chosen.dossier
            remarks += self._remarks(chosen)
        return dossier, remarks

    def _left_out(self, public: PublicDossier) -> Iterator[tuple[Span, ...]]:
        counts = {
            "statements_withheld": public.statements,
            "documents_withheld": public.documents,
            "assessments_withheld": public.assessments,
        }
        return self._counted(counts)

    def _remarks(self, chosen: Selection) -> Iterator[tuple[Span, ...]]:
        counts = {
            "possibly": len(chosen.possibly),
            "later": len(chosen.later),
            "undated": len(chosen.undated),
            "verdicts_left_out": chosen.verdicts_left_out,
            "corrected": len(chosen.corrected),
        }
        return self._counted(counts)

    def _counted(self, counts: Mapping[str, int]) -> Iterator[tuple[Span, ...]]:
        number = self.words.number
        return (
            self.words.line(name, "warning", number=number(many)) for name, many in counts.items() if many
        )


def _is_contested(comparison: Comparison) -> bool:
    """Whether anybody contradicts anybody, or contests what another says."""
    from claimtrack.reports.apparatus import disputed_rows

    return bool(disputed_rows(comparison))
