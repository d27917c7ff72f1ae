"""What goes with the claims of a row: links between them, evidence offered with them, verdicts on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.intake.known import derived_key
from claimtrack.intake.picking import SKIP
from claimtrack.intake.referents import decoded
from claimtrack.intake.rules import check_storable, plain_lines
from claimtrack.model.identity import canonical_json
from claimtrack.store.columns import to_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from claimtrack.importers.mapping.bound import AssessmentPlan, ClaimPlan, EvidencePlan, Plan
    from claimtrack.importers.mapping.cells import Row
    from claimtrack.intake.documents import Documents
    from claimtrack.intake.known import Entry
    from claimtrack.intake.picking import Picked
    from claimtrack.intake.referents import Telling
    from claimtrack.store.staging import Staging

_BY = {"by", "method"}  # which alone are no verdict
_NO_TARGET = "links to a claim that the row does not make, left out"
_NO_CLAIM = "evidence and verdicts on a claim that the row does not make, left out"


class Made(NamedTuple):
    """An assertion that a row has made: its number in the side database, and its id."""

    n: int
    id: str


_Made = dict[str, list[Made]]
"""What a row has made, by claim: several, where the claim is split."""


class Attachments:
    """Makes links, evidence and assessments, a row at a time.

    Args:
        plan: the mapping, bound to the columns of the input.
        staging: takes what is made.
        telling: reads dates.
        documents: finds documents.
        term: gives the term of a vocabulary that a word stands for.
    """

    def __init__(
        self,
        plan: Plan,
        staging: Staging,
        telling: Telling,
        documents: Documents,
        term: Callable[[str, str], str],
    ) -> None:
        self._plan = plan
        self._staging = staging
        self._telling = telling
        self._documents = documents
        self._term = term
        self._count = 0
        self._left_out: list[
            tuple[str, str, int]
        ] = []  # told when the rows are taken, and not where one is refused

    def take(
        self,
        lines: Sequence[int],
        rows: Sequence[Row],
        events: list[Entry],
        picked: list[Picked],
        cells: list[list[tuple[Any, ...]]],
    ) -> None:
        """Make what goes with the claims of some rows; nothing of it where something cannot be made.

        Args:
            lines: where the rows stand.
            rows: the rows.
            events: what they are about.
            picked: by claim, which of the rows make it.
            cells: by claim, the assertions it made.
        """
        made: list[_Made] = [{} for _ in rows]
        self._left_out = []
        each = list(zip(self._plan.claims, picked, cells, strict=True))
        for claim, chosen, assertions in each:
            for place, cell in zip(chosen.places, assertions, strict=True):
                made[place].setdefault(claim.name, []).append(Made(cell[0], cell[1]))
        for claim, chosen, assertions in each:
            for place, part, cell in zip(chosen.places, chosen.rows, assertions, strict=True):
                if claim.links:
                    self._link(claim, part, lines[place], cell[0], made[place])
                if claim.documents:
                    self._further(claim, part, lines[place], cell[0])
        for line, row, event, claims in zip(lines, rows, events, made, strict=True):
            for evidence in self._plan.evidence:
                self._evidence(evidence, row, line, claims)
            for assessment in self._plan.assessments:
                self._assess(assessment, row, line, event, claims)
        for kind, example, line in self._left_out:
            self._telling.doubt(kind, example, line)

    def _link(self, claim: ClaimPlan, row: Row, line: int, n: int, made: _Made) -> None:
        parts = ((link, part) for link in claim.links for part in (link.split(row) if link.split else (row,)))
        for link, part in parts:
            kind = link.kind(part).strip()
            if not kind or kind == SKIP:
                continue
            kind = self._term("link", kind)
            if link.row is not None:
                if key := link.row(part).strip():
                    check_storable(key)
                    self._staging.add("reply", (None, kind, n, key, link.claim, str(line)))
                continue
            if link.claim not in made:
                self._left_out.append((_NO_TARGET, f"{claim.name} {kind} {link.claim}", line))
            for target in made.get(link.claim, ()):
                if target.n != n:
                    self._staging.add("link", (None, kind, n, target.n, "[]", "", "", str(line)))

    def _further(self, claim: ClaimPlan, row: Row, line: int, n: int) -> None:
        """Keep the other documents in which a claim was read: each is where it stands, and no support for it."""
        for document in self._documents.every(claim.documents, row, line)[1:]:
            said = {"title": document.title or document.key, "kind": "document"}
            key = derived_key(document.key, canonical_json([said, document.key]))
            self._stage_evidence(key, said, document, [n], "neutral")

    def _stage_evidence(
        self, key: str, content: Mapping[str, Any], document: Entry | None, on: Iterable[int], role: str
    ) -> None:
        """Stage an item of evidence, and what it bears on.

        Args:
            key: its key.
            content: what is said of it.
            document: the one that it stands in, or is.
            on: numbers of the assertions.
            role: what it does for them.
        """
        record = decoded("evidence", {**content, "key": key, "document": document.key if document else ""})
        self._count += 1
        self._staging.add("evidence", (self._count, *to_row(record, _always(document.n if document else 0))))
        for n in on:
            self._staging.add("bearing", (self._count, n, role))

    def _evidence(self, plan: EvidencePlan, row: Row, line: int, made: _Made) -> None:
        if plan.when is not None and not plan.when(row):
            return
        if plan.on not in made:
            self._leave_out(plan, row, line)
            return
        for part in plan.split(row) if plan.split else (row,):
            document = self._documents.one(plan.document, part, line) if plan.document else None
            content: dict[str, Any] = {
                name: plain_lines(text) for name, get in plan.words if (text := get(part)).strip()
            }
            title = content.get("title") or content.get("url") or (document.key if document else "")
            if not title:
                continue
            check_storable("\n".join(content.values()))
            content["title"] = title
            if plan.captured is not None:
                content["captured"] = self._telling.date(
                    plan.captured, part, self._telling.readings.plain, "dates of evidence", line
                )
            said = {name: str(item) for name, item in content.items() if name != "note"}
            key = plan.key(part).strip() if plan.key else ""
            key = key or derived_key(title, canonical_json([said, document.key if document else ""]))
            role = self._term("evidence_role", plan.role(part) or "supports")
            self._stage_evidence(key, content, document, [item.n for item in made[plan.on]], role)

    def _leave_out(self, plan: EvidencePlan | AssessmentPlan, row: Row, line: int) -> None:
        """Put down that there is no claim for what a row offers or judges, where it says anything of it."""
        parts = plan.split(row) if plan.split else (row,)
        said = (get(part).strip() for part in parts for name, get in plan.words if name not in _BY)
        if text := next(filter(None, said), ""):
            self._left_out.append((_NO_CLAIM, f"{plan.name} on {plan.on}: {text}", line))

    def _assess(self, plan: AssessmentPlan, row: Row, line: int, event: Entry, made: _Made) -> None:
        if plan.when is not None and not plan.when(row):
            return
        if plan.on and plan.on not in made:
            self._leave_out(plan, row, line)
            return
        for part in plan.split(row) if plan.split else (row,):
            content: dict[str, Any] = {
                name: plain_lines(text) for name, get in plan.words if (text := get(part)).strip()
            }
            if not content.keys() - _BY:
                continue
            check_storable("\n".join(content.values()))
            if plan.at is not None:
                content["at"] = self._telling.date(
                    plan.at, part, self._telling.readings.plain, "dates of verdicts", line
                )
            for judged in made[plan.on] if plan.on else (None,):
                self._stage_assessment(content, event, judged)

    def _stage_assessment(self, content: Mapping[str, Any], event: Entry, judged: Made | None) -> None:
        """Stage a verdict on an event, or on an assertion on it."""
        numbers, said = {"event": event.n}, {**content, "event": event.key}
        if judged is not None:
            numbers["assertion"], said["assertion"] = judged
        if content.get("field"):
            numbers["field"] = self._telling.readings.field(content["field"])
        self._count += 1
        record = decoded("assessment", said)
        self._staging.add("assessment", (self._count, *to_row(record, _by_kind(numbers))))


def _always(number: int) -> Callable[[str, str], int]:
    return lambda _kind, _name: number


def _by_kind(numbers: Mapping[str, int]) -> Callable[[str, str], int]:
    return lambda kind, _name: numbers[kind]
