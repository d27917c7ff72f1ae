"""Speaking: an assertion with what has to be made for it, its links and its evidence, in one step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from claimtrack.casefile.evidence import offer
from claimtrack.errors import AmbiguousReferenceError, UnknownReferenceError
from claimtrack.intake.rules import DENYING, denied_fields, one_item
from claimtrack.model import Assertion
from claimtrack.model.codec import TAG
from claimtrack.model.draft import Draft, Finding, Position
from claimtrack.vocab import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimtrack.casefile.case import Casefile
    from claimtrack.model import Evidence, Link, Record, Value

Answered: TypeAlias = "Mapping[str, Any] | Sequence[Mapping[str, Any]]"
"""Answers in the native format: by field, or a list in which each names its field."""

_THIS = "@this"  # how the links of a statement name its assertion before it has an id
_TAKE_BACK = ("supersedes", "retracts")
_ECHOING = ("confirms", "corroborates", "repeats", "cites", "supersedes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What somebody says, ready to be taken.

    Attributes:
        assertion: the assertion in the native format, its references settled.
        needs: records to be made first, in the native format.
        links: kind of link, id of the assertion it goes to, and keys of the fields it is limited to.
        evidence: items offered with it: keys of items held, addresses, files or titles.
        reference: the date that relative dates hang on; None leaves them to the document's.
    """

    assertion: Mapping[str, Any]
    needs: tuple[Mapping[str, Any], ...] = ()
    links: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    evidence: tuple[str, ...] = ()
    reference: Any = None


@dataclass(slots=True)
class Spoken:
    """What came of a statement.

    Attributes:
        assertion: the assertion, made now or held before.
        new: whether the assertion was made now.
        added: whether anything was, the assertion or what came with it.
        others: the records that came with it: what was made for it, its links and its evidence.
        warnings: what was taken and should be looked at.
    """

    assertion: Assertion
    new: bool
    added: bool
    others: list[Record] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)


def speak(case: Casefile, statement: Statement, *, strict: bool = False) -> Spoken:
    """Take a statement, all of it or nothing.

    Args:
        case: the case file.
        statement: what is said.
        strict: take nothing where something should be looked at.

    Raises:
        ClaimtrackError: something of it cannot be taken.
    """
    words = Draft(
        {TAG: "assertion", **statement.assertion},
        reference=statement.reference,
        for_answers=bool(statement.reference) and _is_dated(statement.assertion.get("said")),
        handle=_THIS,
    )
    links = [
        {TAG: "link", "kind": kind, "source": _THIS, "target": target, "fields": sorted(fields)}
        for kind, target, fields in statement.links
    ]
    with case.all_or_nothing():
        taken = case.take([*statement.needs, words, *links], strict=strict)
        assertion = next(item for item in taken.records if isinstance(item, Assertion))
        others = [item for item in taken.records if item is not assertion]
        offered = [offer(case, item, assertion) for item in statement.evidence]
    warnings = [*taken.warnings, *_same_files(case, offered)]
    added = bool(taken.made.total() or offered)
    return Spoken(assertion, "assertion" in taken.made, added, [*others, *offered], warnings)


def _is_dated(said: Any) -> bool:
    """Whether a date stands by itself: a reference beside it can only be meant for the answers."""
    from claimtrack.dates.related import needs_anchor

    return isinstance(said, str) and bool(said) and not needs_anchor(said)


def _same_files(case: Casefile, offered: Sequence[Evidence]) -> Iterator[Finding]:
    """Yield which items have one file with an item that was there before them."""
    hashes = {item.sha256 for item in offered if item.sha256}
    if not hashes:
        return
    first = case._reader.items_of_files(hashes)  # noqa: SLF001 - one with the case file
    for item in offered:
        if item.sha256 and first[item.sha256] != item.key:
            yield Finding(Position(), one_item(item.key, first[item.sha256]), "sha256")


def outcome(case: Casefile, assertion: Assertion) -> list[str]:
    """Return what a statement comes to, a line for each move of its party; without any, where the party stands."""
    from claimtrack.analysis import compare_dossier
    from claimtrack.views.outcome import outcome as told

    return told(compare_dossier(case.dossier(assertion.event)), assertion)


def answered(case: Casefile, reference: str) -> Assertion:
    """Return the assertion that a reply answers: an assertion, or an event that one assertion affirms or speaks of at all.

    The label or id of an assertion counts before the key of an event; `assertion:REF` and `event:REF` say which is meant.

    Raises:
        UnknownReferenceError, AmbiguousReferenceError: none is meant, or several are.
    """
    kind, _, name = reference.strip().partition(":")
    if kind == "assertion" or (kind != "event" and case.named("assertion", reference)):
        return case.assertion(name if kind == "assertion" else reference)
    event = case.find("event", name) if kind == "event" else case.named("event", reference)
    if not event:
        try:
            return case.assertion(reference)
        except UnknownReferenceError as unknown:
            try:
                event = case.find("event", reference)
            except UnknownReferenceError:
                raise unknown from None
    said = case.dossier(event).assertions
    affirming = [item for item in said if item.stance == "affirms"] or (said if len(said) == 1 else [])
    if len(affirming) == 1:
        return affirming[0]
    if not affirming:
        raise UnknownReferenceError(f"nobody affirms {event!r} yet", "name the assertion that is answered")
    named = ", ".join(f"{item.short_name} ({item.claimant})" for item in affirming)
    raise AmbiguousReferenceError(f"{event!r} is affirmed by: {named}", "name the assertion that is answered")


@dataclass(frozen=True, slots=True)
class Aim:
    """What a reply answers, and what it says of the event by that.

    Attributes:
        links: kind of link, id of the assertion it goes to, and the fields it is limited to.
        stance: the position on the event that the reply takes where none is given.
        speaker: the claimant that alone can say this; empty where anybody can.
        dropped: answers of the target that the reply drops without giving others, as they were written.
    """

    links: tuple[tuple[str, str, tuple[str, ...]], ...]
    stance: str
    speaker: str = ""
    dropped: tuple[Value, ...] = ()


def aim(
    case: Casefile,
    kind: str,
    target: Assertion,
    values: Answered = (),
    *,
    on: Iterable[str] = (),
    only: bool = False,
) -> Aim:
    """Settle what a reply to an assertion answers.

    A concession concedes what had been denied: where a denial is named, that is what it denied, and no more of it.

    Args:
        case: the case file.
        kind: the kind of the link.
        target: the assertion named.
        values: the answers of the reply, in the native format.
        on: the fields the reply is limited to.
        only: whether a correction drops the answers that it does not give.
    """
    denied = list(_denials(case, target)) if kind == "concedes" else []
    targets = tuple(dict.fromkeys(link.target for link in denied)) or (target.id,)
    scope = tuple(on) or denied_fields(denied)
    links = [(kind, key, scope) for key in targets]
    dropped = _dropped(target, values) if only else ()
    if dropped:
        links.append((kind, target.id, tuple(dict.fromkeys(value.field for value in dropped))))
    own = kind in _TAKE_BACK or (kind == "concedes" and bool(denied or target.stance == "denies"))
    stance = implied_stance(case, kind, target, values, on=scope)
    return Aim(tuple(links), stance, target.claimant if own else "", dropped)


def implied_stance(
    case: Casefile, kind: str, target: Assertion, values: Answered = (), *, on: Iterable[str] = ()
) -> str:
    """Return the position on the event that a reply takes by its link, or by its answer to whether it happened.

    A reply limited to fields speaks of those alone. What only says again, confirms or corrects what another statement
    says takes the position of that statement.
    """
    answered = stance_answered(values)
    stance = "comments" if tuple(on) else str(load_vocabulary("link")[kind].extra["stance"])
    if stance == "comments" or (kind == "supersedes" and answered != "comments"):
        return answered
    if kind not in {*_ECHOING, "denies"}:
        return stance
    position = _position_of(case, target)
    if kind == "denies":
        return answered if position == "denies" else stance
    return position


def stance_answered(values: Answered) -> str:
    """Return the position on the event that some answers take: `comments` where none says whether it happened.

    Args:
        values: in the native format, as a mapping or a list.
    """
    from claimtrack.analysis.stances import HAPPENED, says_happened
    from claimtrack.values import read_value

    given = [(raw, no) for field, raw, no in _spelt_out(values) if field == HAPPENED]
    happened = says_happened((read_value(raw, "yes_no"), no) for raw, no in given)
    return "comments" if happened is None else "affirms" if happened else "denies"


def _spelt_out(values: Answered) -> Iterator[tuple[str, str, bool]]:
    """Yield the field, the text and the negation of each answer."""
    if not isinstance(values, Mapping):
        yield from ((str(item["field"]), str(item["raw"]), bool(item.get("negative"))) for item in values)
        return
    for key, given in values.items():
        for item in given if isinstance(given, list) else [given]:
            negative = isinstance(item, Mapping) and "not" in item
            raw = item.get("not", item.get("raw", "")) if isinstance(item, Mapping) else item
            yield key, str(raw), negative


def _dropped(target: Assertion, values: Answered) -> tuple[Value, ...]:
    answered = {field for field, _, _ in _spelt_out(values)}
    return tuple(value for value in target.values if value.field not in answered)


def _position_of(case: Casefile, assertion: Assertion) -> str:
    from claimtrack.analysis.stances import take_stances

    taken = take_stances(case.dossier(assertion.event)).assertions
    return next(item.stance for item in taken if item.id == assertion.id)


def conceded_scope(case: Casefile, denial: Assertion) -> tuple[str, ...]:
    """Return the fields that a concession of a denial is limited to: those that the denial itself is limited to."""
    return denied_fields(list(_denials(case, denial)))


def _denials(case: Casefile, target: Assertion) -> Iterator[Link]:
    """Yield the links by which an assertion denies or disputes others."""
    links = case.dossier(target.event).links
    return (link for link in links if link.source == target.id and link.kind in DENYING)


def said_a_moment_ago(case: Casefile, said: Assertion) -> Assertion | None:
    """Return a statement of the same words and answers by the same claimant on the same event, recorded within the last minute.

    Two such that differ in their date, or in what is beside the words, are more often one with a slip that was mended than
    two. Other answers under the same words are another statement.
    """
    lately = "AND t.recorded >= strftime('%Y-%m-%dT%H:%M:%SZ', ?, '-60 seconds')"
    found = _in_the_same_words(case, said, lately, case.assertion(said.id).recorded)
    return next((item for item in found if _answers(item) == _answers(said)), None)


def said_that_day(case: Casefile, said: Assertion) -> tuple[Assertion, str] | None:
    """Return a statement of the same words by the same claimant on the same event and day, with another answer to a question.

    Two such are more often one that was typed again with its figure mended than two. Links tell a changed answer.

    Returns:
        The statement, and the key of the first field that the two answer differently; None where there is none.
    """
    day = said.said.edtf if said.said else ""
    for item in _in_the_same_words(case, said) if day else ():
        fields = [value.field for value in said.values if value.field in {v.field for v in item.values}]
        differing = (key for key in fields if _answers(item, key) != _answers(said, key))
        if item.said and item.said.edtf == day and (field := next(differing, "")):
            return item, field
    return None


def _in_the_same_words(case: Casefile, said: Assertion, condition: str = "", *given: str) -> list[Assertion]:
    """Return what the same claimant was recorded as saying on the same event in the same words, newest first."""
    if not said.text:
        return []
    where = f"""WHERE t.id <> ? AND t.text = ? AND t.event = (SELECT pk FROM event WHERE key = ?)
        AND t.claimant = (SELECT pk FROM claimant WHERE key = ?) {condition} ORDER BY t.pk DESC"""
    asked = (said.id, said.text, said.event, said.claimant, *given)
    return case._reader.select(Assertion, where, asked)  # noqa: SLF001 - one with the case file


def _answers(said: Assertion, field: str = "") -> set[tuple[str, bool, str]]:
    return {
        (value.field, value.negative, value.raw) for value in said.values if not field or value.field == field
    }
