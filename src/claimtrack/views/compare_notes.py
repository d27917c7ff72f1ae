"""What stands below a comparison table: conflicts in words, who answers whom, moves, verdicts, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.analysis.answers import STANCE, answers_of
from claimtrack.analysis.bounds import count_bounds
from claimtrack.analysis.findings import parts_at_odds
from claimtrack.analysis.grouping import bloc_of, claimant_name
from claimtrack.analysis.objections import OBJECTING
from claimtrack.analysis.said_order import FOLLOWS
from claimtrack.dates import DateValue
from claimtrack.views.blocks import Cell, Heading, Span, Text, cell
from claimtrack.views.compare_cells import evidence_name
from claimtrack.views.dates import short_date
from claimtrack.views.labels import field_label, label_of
from claimtrack.views.long_lists import ends_of_section
from claimtrack.views.said import after_comma
from claimtrack.views.values import answer_text, given, joined, listed, past_word, read_text
from claimtrack.vocab import load_vocabulary
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimtrack.analysis.answers import Answer
    from claimtrack.analysis.bounds import Bounds
    from claimtrack.analysis.compare import Comparison, Row
    from claimtrack.analysis.findings import Pair
    from claimtrack.analysis.objections import Objection
    from claimtrack.analysis.sources import EvidenceUse, LinkUse, Source
    from claimtrack.model import Assertion, Assessment, Inquiry, Link
    from claimtrack.values import Count
    from claimtrack.views.blocks import Block

_SAID: Final = "the proposition"
_ROLES: Final = {"supports": "supports", "undermines": "undermines", "neutral": "shown without a verdict by"}


def notes(comparison: Comparison, *, history: bool = False, quotes: bool = False) -> Iterator[Block]:
    """Return every block that stands below the table; those with nothing to say are left out.

    Args:
        comparison: the comparison above.
        history: give every paragraph, and not only the first and the last where there are very many.
        quotes: give what each party said, in its words and in translation.
    """
    writer = _Notes(comparison)
    sections: list[tuple[str, str, list[Cell]]] = [
        ("In their words", "statement", writer.words() if quotes else []),
        ("Conflicts", "conflict", writer.conflicts()),
        ("Counts over all parties", "count", writer.bounds()),
        ("Contested, as linked", "answer", writer.contested()),
        ("Who answers whom", "answer", writer.answers()),
        ("Evidence offered", "item", writer.evidence()),
        ("The analyst's verdicts", "verdict", writer.verdicts()),
        ("Reviewers' verdicts", "verdict", writer.reviews()),
        ("Searches made", "search", writer.searches()),
    ]
    for title, noun, paragraphs in sections:
        if paragraphs:
            yield Heading(title, level=2)
            yield Text(ends_of_section(paragraphs, noun, history=history), marker="bullet")
    if comparison.sources:
        sources = [writer.source(source) for source in comparison.sources]
        yield Heading(writer.sources_heading(), level=2)
        yield Text(ends_of_section(sources, "document", history=history))


def _spanning(envelope: Count) -> str:
    """Write what several counts span, from the least that any says to the most; "at least 0" says nothing."""
    if envelope.low == envelope.high:
        return f"all say {read_text(envelope)}"
    low = (
        f"from about {envelope.low:,}" if envelope.approximate or envelope.vague else f"from {envelope.low:,}"
    )
    if envelope.high is None:
        return f"{low} upwards" if envelope.low else "any number"
    return f"{low} to {envelope.high:,}"


class _Notes:
    """Writes the paragraphs of one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison
        self.claimants = comparison.dossier.claimants
        self.withdrawn: dict[tuple[str, str], set[str]] = {}
        for item in (objection for column in comparison.columns for objection in column.objections):
            by = item.past.by if item.past is not None and item.past.reason == "retracted" else ""
            self.withdrawn.setdefault((item.source.id, item.target.id), set()).add(by)

    def name(self, assertion: Assertion) -> str:
        return claimant_name(assertion.claimant, self.claimants)

    def label(self, question: str) -> str:
        return _SAID if question == STANCE else field_label(self.comparison, question)

    # --- what each party said ---

    def words(self) -> list[Cell]:
        """Write what was said, in said-order: as recorded, the quote in its language, and the translation."""
        return [self._words(statement) for statement in self.comparison.statements()]

    def _words(self, statement: Assertion) -> Cell:
        when = after_comma(self.comparison.order, statement)
        lines = [(Span(self.name(statement), "strong"), Span(f"{when}: {statement.text}".rstrip(": ")))]
        if statement.quote:
            tag = f" [{statement.language}]" if statement.language else ""
            lines.append((Span(f"“{statement.quote}”", language=statement.language), Span(tag, "dim")))
        if statement.translation:
            lines.append((Span("in translation: ", "dim"), Span(f"“{statement.translation}”")))
        return cell(*lines)

    # --- counts ---

    def bounds(self) -> list[Cell]:
        """Say what all statements together allow for each count, beside what each party says."""
        return [self._bounds(found) for found in count_bounds(self.comparison)]

    def _bounds(self, found: Bounds) -> Cell:
        allowed = f"all allow {read_text(found.allowed)}" if found.allowed else "no number fits all"
        said = f"{counted(found.voices, 'independent voice')}: {_spanning(found.envelope)}"
        return cell((Span(f"{self.label(found.question)}: {allowed}", "strong"), Span(f" ({said})", "dim")))

    # --- conflicts ---

    def conflicts(self) -> list[Cell]:
        return [self._conflict(row) for row in self.comparison.conflicts]

    def _conflict(self, row: Row) -> Cell:
        """Name a conflict in words: "Killed: 3 (Amaq) against 0 (Russian MoD)"; what is only possible is told apart."""
        told: list[tuple[Span, ...]] = []
        for certain in (True, False):
            pairs = [pair for pair in row.finding.pairs if pair.certain is certain]
            doubt = () if certain else (Span("possibly: ", "possible"),)
            told += [(*doubt, *joined(self._opposed(pairs), "; "))] if pairs else []
        parts = ", ".join(part.of for part in parts_at_odds(row.finding))
        label = f"{label_of(row)} ({parts})" if parts else label_of(row)
        return cell((Span(f"{label}: ", "strong"), *joined(told, "; ")))

    def _opposed(self, pairs: Sequence[Pair]) -> list[tuple[Span, ...]]:
        """Write who stands against whom."""
        answers: dict[str, Answer] = {}
        opposed: set[frozenset[str]] = set()
        for pair in pairs:
            answers[pair.left.assertion.id] = pair.left
            answers[pair.right.assertion.id] = pair.right
            opposed.add(frozenset({self._side(pair.left), self._side(pair.right)}))
        in_order = sorted(answers.values(), key=lambda a: self.comparison.order.index[a.assertion.id])
        sides: dict[str, list[str]] = {}
        for answer in in_order:
            sides.setdefault(self._side(answer), []).append(self.name(answer.assertion))
        told = {
            side: (*given(side), Span(" ("), *given(*dict.fromkeys(who)), Span(")"))
            for side, who in sides.items()
        }
        return [
            joined([joined([told[side] for side in camp], " and ") for camp in camps], " against ")
            for camps in _camps(list(sides), opposed)
        ]

    # --- what somebody denies or disputes by a link ---

    def contested(self) -> list[Cell]:
        """Name who denies or disputes what: "Perpetrator: X (Amaq), denied by Egypt, 3 Mar 2016"."""
        return [self._objections(row) for row in self.comparison.contested]

    def _objections(self, row: Row) -> Cell:
        told: dict[tuple[Span, ...], list[tuple[Span, ...]]] = {}
        for item in row.finding.objections:
            verb = load_vocabulary("link")[item.kind].extra["past"]
            when = after_comma(self.comparison.order, item.source)
            by = (Span(f"{verb} by "), *given(self.name(item.source)), Span(when))
            told.setdefault(self._objected(item), []).append(by)
        lines = [(*said, Span(" "), *joined(by, " and ")) for said, by in told.items()]
        return cell((Span(f"{label_of(row)}: ", "strong"), *joined(lines, "; ")))

    def _objected(self, item: Objection) -> tuple[Span, ...]:
        answer = answers_of(item.target).get(item.question)
        name = given(self.name(item.target))
        if answer is None or not answer.values:
            return (Span("what "), *name, Span(" says"))
        return (*given(answer_text(answer)), Span(" ("), *name, Span(")"))

    @staticmethod
    def _side(answer: Answer) -> str:
        return past_word(answer.assertion.stance) if answer.question == STANCE else answer_text(answer)

    # --- evidence ---

    def evidence(self) -> list[Cell]:
        """List what was offered, with whom, and what is known of its being what it is said to be."""
        offered: dict[str, list[EvidenceUse]] = {}
        for use in self.comparison.evidence:
            offered.setdefault(use.evidence.key, []).append(use)
        return [self._item(uses) for uses in offered.values()]

    def _item(self, uses: list[EvidenceUse]) -> Cell:
        item = uses[0].evidence
        bearing: dict[str, list[str]] = {}
        for use in uses:
            bearing.setdefault(use.role, []).append(self.name(use.assertion))
        roles = "; ".join(f"{_ROLES.get(role, role)} {listed(who)}" for role, who in bearing.items())
        known = item.authenticity or "nothing recorded"
        spans = [Span(evidence_name(item), "strong"), Span(f": {roles}. "), Span(f"Authenticity: {known}.")]
        if item.url:
            spans.append(Span(f" {item.url}"))
        return cell(tuple(spans))

    # --- who answers whom ---

    def answers(self) -> list[Cell]:
        """List the links between parties; those to a bloc's own earlier word show as moves instead."""
        links = self.comparison.asked_links
        uses = [use for use in links if use.link.kind not in FOLLOWS or self._crosses(use)]
        return [line for use in uses if (line := self._answer(use)) is not None]

    def _crosses(self, use: LinkUse) -> bool:
        """Whether it is another bloc's word that is repeated or conceded."""
        if use.source is None or use.target is None:
            return use.source is not None
        claimants = self.claimants
        return bloc_of(use.source.claimant, claimants) != bloc_of(use.target.claimant, claimants)

    def _answer(self, use: LinkUse) -> Cell | None:
        if use.source is None:
            return None
        verb = load_vocabulary("link")[use.link.kind].extra["past"]
        verb = f"{verb} what was said by" if use.link.kind == "concedes" else verb
        target = self._answered(use.target)
        scope = f" on {listed(self.label(key).lower() for key in use.link.fields)}" if use.link.fields else ""
        when = after_comma(self.comparison.order, use.source)
        return cell(
            (
                Span(self.name(use.source), "strong"),
                Span(f" {verb} "),
                *target,
                Span(f"{scope}{when}{self._withdrawal(use.link)}"),
            )
        )

    def _withdrawal(self, link: Link) -> str:
        """Say when an objection was taken back, on all that it objects to."""
        by = self.withdrawn.get((link.source, link.target), {""})
        if link.kind not in OBJECTING or "" in by:
            return ""
        order = self.comparison.order
        said = max(
            (order.sequence[order.index[key]] for key in by), key=lambda item: order.index[item.id]
        ).said
        return f"; withdrawn {short_date(said)}" if said else "; withdrawn"

    def _answered(self, target: Assertion | None) -> tuple[Span, ...]:
        """Name whom a statement answers, and about what where that is another event."""
        if target is None:
            return (Span("a statement that the file does not hold"),)
        elsewhere = target.event != self.comparison.event.key
        about = (Span(f" (on the event {target.event})"),) if elsewhere else ()
        return (*given(self.name(target)), *about)

    # --- verdicts ---

    def verdicts(self) -> list[Cell]:
        """Write the analyst's verdicts, newest first; an earlier one on the same matter is dimmed."""
        return self._told(one for one in self.comparison.assessments if not self._is_review(one))

    def reviews(self) -> list[Cell]:
        """Write the verdicts of those who speak here themselves, such as fact-checkers: each is its reviewer's."""
        return self._told(one for one in self.comparison.assessments if self._is_review(one))

    def _is_review(self, assessment: Assessment) -> bool:
        names = {name for claimant in self.claimants.values() for name in (claimant.key, claimant.name)}
        return assessment.by in names

    def _told(self, assessments: Iterable[Assessment]) -> list[Cell]:
        paragraphs: list[Cell] = []
        judged: set[tuple[str, str, str]] = set()
        for assessment in reversed(list(assessments)):
            reviewer = assessment.by if self._is_review(assessment) else ""
            matter = (reviewer, assessment.field, assessment.assertion)
            paragraphs.append(self._verdict(assessment, earlier=matter in judged))
            judged.add(matter)
        return paragraphs

    def _verdict(self, assessment: Assessment, *, earlier: bool) -> Cell:
        parts = [
            assessment.grade,
            f"credibility {assessment.credibility}" if assessment.credibility else "",
            assessment.likelihood,
            f"{assessment.confidence} confidence" if assessment.confidence else "",
            f"method: {assessment.method}" if assessment.method else "",
        ]
        words = ", ".join(part for part in parts if part)
        by = claimant_name(assessment.by, self.claimants) if assessment.by else "unsigned"
        who = f"{by}, {short_date(assessment.at)}"
        rationale = f". {assessment.rationale}" if assessment.rationale else ""
        text = f"{words} ({who}){rationale}" if words else f"({who}){rationale}"
        if earlier:
            return cell(Span(f"earlier, {self._matter(assessment)}: {text}", "dim"))
        return cell((Span(f"{self._matter(assessment)}: ", "strong"), Span(text)))

    def _matter(self, assessment: Assessment) -> str:
        if assessment.assertion:
            number = self.comparison.order.index.get(assessment.assertion)
            if number is not None:
                return f"what {self.name(self.comparison.order.sequence[number])} said"
            return "a statement"
        return self.label(assessment.field) if assessment.field else "the event"

    # --- searches ---

    def searches(self) -> list[Cell]:
        """Write what was looked for, where and by whom, and what came of it: what is not there was looked for."""
        return [self._search(one) for one in self.comparison.dossier.inquiries]

    def _search(self, one: Inquiry) -> Cell:
        where = f" in {one.looked_in}" if one.looked_in else ""
        by = claimant_name(one.by, self.claimants) if one.by else "unsigned"
        about = f"{self.label(one.field)}: " if one.field else ""
        found = Span(f"found {one.found}") if one.found else Span("nothing found", "warning")
        return cell(
            (
                Span(f"{about}{one.sought}", "strong"),
                Span(f"{where}: "),
                found,
                Span(f" ({by}, {short_date(one.at)})"),
            )
        )

    # --- sources ---

    def sources_heading(self) -> str:
        documents = counted(len(self.comparison.sources), "document")
        return f"Sources: {documents}, {counted(self.comparison.origins, 'origin')}"

    def source(self, source: Source) -> Cell:
        """Write a numbered source: publisher, title, date, address, archive, what it draws on."""
        number = Span(f"[{source.number}] ", "dim")
        document = source.document
        if document is None:
            return cell((number, Span(source.key)))
        publisher = claimant_name(document.publisher, self.claimants) if document.publisher else ""
        title = f"“{document.title}”" if document.title else document.key
        published = f"published {short_date(document.published)}" if document.published else "undated"
        parts = [part for part in (publisher, title, published) if part]
        spans = [number, Span(", ".join(parts) + ".")]
        if document.url:
            spans.append(Span(f" {document.url}"))
        if document.archive_url:
            spans.append(Span(f" archived: {document.archive_url}"))
        if document.derived_from:
            how = load_vocabulary("derivation")[document.derivation].label if document.derivation else "from"
            spans.append(Span(f" {how} {self._drawn_on(document.derived_from)}", "dim"))
        if read_at := self._read_at(source):
            spans.append(Span(f" at: {read_at}"))
        return cell(tuple(spans))

    def _read_at(self, source: Source) -> str:
        """Tell where in the document each statement was read: "update to the same article (the ministry)"."""
        order = self.comparison.order
        places: dict[str, list[str]] = {}
        for statement in (order.sequence[order.index[key]] for key in source.statements):
            if statement.locator:
                places.setdefault(statement.locator, []).append(self.name(statement))
        return "; ".join(f"{place} ({listed(dict.fromkeys(who))})" for place, who in places.items())

    def _drawn_on(self, key: str) -> str:
        numbers = {source.key: source.number for source in self.comparison.sources}
        documents = self.comparison.dossier.documents
        if key in numbers:
            return f"[{numbers[key]}]"
        return f"“{documents[key].title}”" if key in documents and documents[key].title else key


def all_dates(comparison: Comparison) -> Iterator[DateValue | None]:
    """Return every date that the view prints, for its legend."""
    yield comparison.event.occurred
    for statement in comparison.statements():
        yield statement.said
        yield from (value.read for value in statement.values if isinstance(value.read, DateValue))
    for source in comparison.sources:
        yield source.document.published if source.document else None
    for assessment in comparison.assessments:
        yield assessment.at
    for inquiry in comparison.dossier.inquiries:
        yield inquiry.at


def _camps(sides: list[str], opposed: set[frozenset[str]]) -> list[list[list[str]]]:
    """Group answers so that none is said to be against one that it can be true together with.

    Args:
        sides: the answers, in the order in which they are to be named.
        opposed: which of them cannot be true together.

    Returns:
        The camps, each against every other; where that is not so of all, the opposed pairs one by one.
    """
    camps: list[list[str]] = []
    for side in sides:
        camp = next((camp for camp in camps if all({side, one} not in opposed for one in camp)), None)
        if camp is None:
            camps.append(camp := [])
        camp.append(side)
    between = (
        {one, other}
        for at, camp in enumerate(camps)
        for later in camps[at + 1 :]
        for one in camp
        for other in later
    )
    if len(camps) > 1 and all(pair in opposed for pair in between):
        return [camps]
    pairs = [
        [[one], [other]]
        for at, one in enumerate(sides)
        for other in sides[at + 1 :]
        if {one, other} in opposed
    ]
    return pairs or [[[side] for side in sides]]
