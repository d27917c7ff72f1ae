"""The evidence behind a chapter: disagreements in both parties' words, items, origins, verdicts, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.analysis.answers import STANCE, Answer
from claimtrack.analysis.corroboration import page_of
from claimtrack.analysis.findings import FindingKind
from claimtrack.analysis.grouping import claimant_name, document_name
from claimtrack.reports.cited import Cited, standing_answers
from claimtrack.views.blocks import Cell, Column, Heading, Span, Table, cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.analysis.compare import Comparison, Row
    from claimtrack.analysis.corroboration import Backing, Support
    from claimtrack.analysis.gaps import Gap
    from claimtrack.analysis.objections import Objection
    from claimtrack.analysis.sources import EvidenceUse, LinkUse, Source
    from claimtrack.model import Assertion, Assessment, Evidence, Inquiry
    from claimtrack.views.blocks import Block, Tone

_AGREED = frozenset({FindingKind.AGREE, FindingKind.COMPATIBLE, FindingKind.SINGLE, FindingKind.SILENT})


def disputed_rows(comparison: Comparison) -> list[Row]:
    """List the questions on which somebody contradicts somebody, or denies or disputes what another answers."""
    rows = (comparison.stance, *comparison.rows)
    return [row for row in rows if row.finding.kind not in _AGREED or row.finding.objections]


class Apparatus(Cited):
    """Makes the sections of a chapter that its summary rests on."""

    # --- disagreements ---

    def disagreements(self, level: int) -> Iterator[Block]:
        """Yield each question on which somebody contradicts somebody, with the words of each party to it.

        Args:
            level: of the headings.
        """
        for row in disputed_rows(self.comparison):
            yield Heading(self.question(row.question), level)
            yield self._words(row)

    def _words(self, row: Row) -> Table:
        """Put what the parties to a disagreement say in a table, each in the original and in translation."""
        words = self.words
        names = ("who", "says", "original", "translated", "when", "source")
        said: dict[str, tuple[Assertion, str]] = {}
        for answer in standing_answers(row):
            said[answer.assertion.id] = (answer.assertion, self.answer(answer))
        for item in row.finding.objections:
            said.setdefault(item.source.id, (item.source, self._objection(item)))
        order = self.comparison.order.index
        rows = tuple(self._worded(*said[key]) for key in sorted(said, key=order.__getitem__))
        return Table(tuple(Column(cell(words[name])) for name in names), rows)

    def _objection(self, item: Objection) -> str:
        whom = self.party(item.target.claimant)
        return self.words.written("objects", kind=self.words.term("link", item.kind), whom=whom)

    def _worded(self, assertion: Assertion, says: str) -> tuple[Cell, ...]:
        words = self.words
        quote = Span(assertion.quote, language=assertion.language) if assertion.quote else None
        return (
            cell(Span(self.speaker(assertion), "strong")),
            cell(says),
            cell(quote or Span(words["not_recorded"], "dim")),
            cell(assertion.translation or assertion.text or Span(words["not_recorded"], "dim")),
            cell(self.said(assertion)),
            cell(self.cite([assertion])),
        )

    # --- who answers whom ---

    def answers(self) -> Table:
        """List what the analyst linked: who answers whom, and how."""
        words = self.words
        columns = tuple(Column(cell(words[n])) for n in ("who", "does", "whom", "on_what", "when"))
        rows = [self._link(use) for use in self.comparison.links if use.source is not None]
        return Table(columns, tuple(rows), pinned=0)

    def _link(self, use: LinkUse) -> tuple[Cell, ...]:
        words = self.words
        source: Assertion = use.source  # type: ignore[assignment]  # the caller has looked
        if use.target is None:
            whom = Span(words["not_held"], "dim")
        else:
            whom = Span(self.party(use.target.claimant), "strong")
        matter = words.listed(self.question(key) for key in use.link.fields) or (
            Span(words["everything"], "dim"),
        )
        return (
            cell(Span(self.party(source.claimant), "strong")),
            cell(words.term("link", use.link.kind)),
            cell(whom),
            cell(matter),
            cell(self.said(source)),
        )

    # --- evidence ---

    def evidence(self) -> Table:
        """List the items offered, with whom, what is known of them, and where and with what hash they are kept."""
        words = self.words
        offered: dict[str, list[EvidenceUse]] = {}
        for use in self.comparison.evidence:
            offered.setdefault(use.evidence.key, []).append(use)
        names = ("item", "bears_on", "authenticity", "kept")
        columns = tuple(Column(cell(words[name])) for name in names)
        return Table(columns, tuple(self._item(uses) for uses in offered.values()))

    def _item(self, uses: list[EvidenceUse]) -> tuple[Cell, ...]:
        item, words = uses[0].evidence, self.words
        bearing = [
            (
                Span(f"{words.term('evidence_role', use.role)}: "),
                Span(self.party(use.assertion.claimant), "given"),
            )
            for use in uses
        ]
        return (
            cell(Span(words.item(item), "strong")),
            cell(*dict.fromkeys(bearing)),
            cell(item.authenticity or Span(words["not_recorded"], "dim")),
            self._kept(item),
        )

    def _kept(self, item: Evidence) -> Cell:
        words = self.words
        lines = []
        lines += [words.line("collected", date=words.date(item.captured))] if item.captured else []
        lines += [words.line("collected_by", by=item.captured_by)] if item.captured_by else []
        lines += [words.line("at_url", url=item.url)] if item.url else []
        lines += [words.line("archived", url=item.archive_url)] if item.archive_url else []
        lines += [words.line("hash", hash=item.sha256)] if item.sha256 else []
        return cell(*lines) if lines else cell(words["not_recorded"], tone="dim")

    # --- origins ---

    def origins(self, supports: Sequence[Support]) -> Table:
        """Count the independent origins behind each answer, and name them."""
        words = self.words
        columns = (
            Column(cell(words["question"])),
            Column(cell(words["answer"])),
            Column(cell(words["origins_counted"]), "right"),
            Column(cell(words["statements_counted"]), "right"),
            Column(cell(words["behind"])),
        )
        rows = tuple(self._support(support) for support in supports)
        return Table(columns, rows, pinned=2, notes=(cell(Span(words["origins_note"], "dim")),))

    def _support(self, support: Support) -> tuple[Cell, ...]:
        number = self.words.number
        passed_on = self.words.written("passed_on", number=number(support.repeats)) if support.repeats else ""
        first = Answer(support.answer.assertion, support.question, support.answer.values)
        said = (
            self.words.term("stance", first.assertion.stance)
            if support.question == STANCE
            else self.words.answer(first)
        )
        return (
            cell(self.question(support.question), tone="strong"),
            cell(said),
            cell(number(len(support.voices))),
            cell(number(len(support.backing)), *([passed_on] if passed_on else [])),
            cell(*self._behind(support)),
        )

    def _behind(self, support: Support) -> Iterator[tuple[Span, ...]]:
        """Name each origin, or the edition of it that says so, with those who lead back to it."""
        documents = self.comparison.dossier.documents
        by_origin: dict[tuple[str, str], list[str]] = {}
        for item in support.backing:
            place = (page_of(item, documents), self._no_longer(item))
            by_origin.setdefault(place, []).append(self.party(item.answer.assertion.claimant))
        for (origin, lost), who in by_origin.items():
            if origin in self.numbers:
                number = self.words.number(self.numbers[origin])
                name = Span(f"[{number}]", "dim", self.anchor(self.numbers[origin]))
            elif origin in documents:
                name = Span(f"“{document_name(origin, documents)}”", "given")
            else:
                name = Span(self.words["no_document"], "dim")
            more = (Span(f" ({lost})", "warning"),) if lost else ()
            yield (*self.words.listed(who), Span(": "), name, *more)

    def _no_longer(self, item: Backing) -> str:
        """Say since when the one whom a statement passes on no longer says so."""
        if not item.withdrawn:
            return ""
        order = self.comparison.order
        origin, by = (order.sequence[order.index[key]] for key in (item.traced[-1], item.withdrawn))
        return self.words.written("no_longer", origin=self.party(origin.claimant), date=self.said(by))

    # --- verdicts ---

    def assessments(self) -> Table:
        """List the analyst's verdicts, newest first; an earlier one on the same matter says so."""
        words = self.words
        columns = tuple(Column(cell(words[name])) for name in ("matter", "verdict", "by_whom", "reasons"))
        rows: list[tuple[Cell, ...]] = []
        judged: set[tuple[str, str]] = set()
        for assessment in reversed(self.comparison.assessments):
            matter = (assessment.field, assessment.assertion)
            rows.append(self._verdict(assessment, earlier=matter in judged))
            judged.add(matter)
        return Table(columns, tuple(rows))

    def _verdict(self, given: Assessment, *, earlier: bool) -> tuple[Cell, ...]:
        words = self.words
        verdict = [
            words.term("grade", given.grade),
            words.written("credibility", value=given.credibility) if given.credibility else "",
            words.term("likelihood", given.likelihood),
            words.written("confidence", value=words.term("confidence", given.confidence))
            if given.confidence
            else "",
            words.written("method", value=words.term("method", given.method)) if given.method else "",
        ]
        tone: Tone = "dim" if earlier else "plain"
        matter = [self._matter(given), *([words["earlier"]] if earlier else [])]
        by = claimant_name(given.by, self.claimants) if given.by else words["unsigned"]
        return (
            cell(*(Span(line, "dim" if earlier else "strong") for line in matter)),
            cell(*(Span(line, tone) for line in verdict if line)),
            cell(Span(by, tone), Span(words.date(given.at), tone)),
            cell(Span(given.rationale, tone)) if given.rationale else cell(words["not_recorded"], tone="dim"),
        )

    def searches(self) -> Table:
        """List the searches that were made, oldest first: what is not there was looked for."""
        words = self.words
        columns = tuple(Column(cell(words[name])) for name in ("sought", "looked_in", "found", "by_whom"))
        return Table(columns, tuple(self._search(one) for one in self.comparison.dossier.inquiries))

    def _search(self, one: Inquiry) -> tuple[Cell, ...]:
        words = self.words
        by = claimant_name(one.by, self.claimants) if one.by else words["unsigned"]
        return (
            cell(Span(one.sought, "strong")),
            cell(one.looked_in) if one.looked_in else cell(words["not_recorded"], tone="dim"),
            cell(one.found) if one.found else cell(words["nothing_found"], tone="warning"),
            cell(by, words.date(one.at)),
        )

    def _matter(self, given: Assessment) -> str:
        if given.assertion:
            number = self.comparison.order.index.get(given.assertion)
            if number is None:
                return self.words["a_statement"]
            return self.words.written(
                "what_was_said", who=self.party(self.comparison.order.sequence[number].claimant)
            )
        return self.question(given.field) if given.field else self.words["the_event"]

    # --- open questions ---

    def open_questions(self, gaps: Sequence[Gap]) -> list[Cell]:
        """Tell what is missing or does not fit, kind by kind, naming what it concerns."""
        concerned: dict[str, list[str]] = {}
        for gap in gaps:
            concerned.setdefault(gap.kind.value, []).append(self._concerned(gap))
        return [
            cell(
                self.words.line(
                    "open_question", gap=self.words.term("gap", kind), about=self.words.listed(names)
                )
            )
            for kind, names in concerned.items()
        ]

    def _concerned(self, gap: Gap) -> str:
        dossier = self.comparison.dossier
        match gap.record:
            case "assertion":
                found = next((a for a in dossier.assertions if a.short_name == gap.reference), None)
                return f"{self.party(found.claimant)} ({self.said(found)})" if found else gap.reference
            case "document":
                number = self.numbers.get(gap.reference)
                return (
                    f"[{self.words.number(number)}]"
                    if number
                    else document_name(gap.reference, dossier.documents)
                )
            case "evidence":
                titles = {item.key: item.title for item in dossier.evidence}
                return titles.get(gap.reference, gap.reference)
            case "assessment":
                given = next((a for a in dossier.assessments if a.id == gap.reference), None)
                return self._matter(given) if given else self.words["the_event"]
            case "inquiry":
                return next(
                    (one.sought for one in dossier.inquiries if one.id == gap.reference), gap.reference
                )
            case _:
                return dossier.event.title if gap.reference == dossier.event.key else gap.reference

    # --- sources ---

    def sources(self) -> Iterator[Cell]:
        """Yield the documents cited, numbered, each as ISO 690 cites one (numeric system)."""
        for source in self.comparison.sources:
            yield Cell((tuple(self._source(source)),), anchor=self.anchor(source.number))

    def _source(self, source: Source) -> Iterator[Span]:
        words, document = self.words, source.document
        yield Span(f"[{words.number(source.number)}] ", "dim")
        if document is None:
            yield Span(source.key, "given")
            return
        if document.disclosure and not document.title and not document.url:
            yield Span(words["protected_document"], "dim")
            return
        if document.publisher:
            yield Span(self.party(document.publisher), "given")
            yield Span(". ")
        yield Span(document.title or words["untitled"], "strong" if document.title else "dim")
        yield Span(". ")
        yield from words.line(
            "published" if document.published else "undated_document", date=words.date(document.published)
        )
        if document.url:
            yield from words.line("available", url=document.url)
        if document.archive_url:
            yield from words.line("archived_at", url=document.archive_url)
        if document.retrieved:
            yield from words.line("retrieved", date=words.date(document.retrieved))
        if document.sha256:
            yield from words.line("document_hash", hash=document.sha256)
        if document.derived_from:
            yield from words.line(
                document.derivation or "draws_on", document=self._drawn_on(document.derived_from)
            )
        for place, who in self._read_at(source).items():
            yield from words.line("read_at", place=place, who=words.listed(who))

    def _drawn_on(self, key: str) -> str:
        number = self.numbers.get(key)
        return (
            f"[{self.words.number(number)}]"
            if number
            else document_name(key, self.comparison.dossier.documents)
        )

    def _read_at(self, source: Source) -> dict[str, list[str]]:
        """Tell where in the document each statement was read."""
        order = self.comparison.order
        places: dict[str, list[str]] = {}
        for statement in (order.sequence[order.index[key]] for key in source.statements):
            if statement.locator:
                places.setdefault(statement.locator, []).append(self.party(statement.claimant))
        return places
