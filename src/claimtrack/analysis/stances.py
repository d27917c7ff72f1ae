"""What each statement says of the event itself, once the scope of its links and its answer to `happened` are read.

A link limited to fields speaks of those fields and of nothing else, whatever stance is written beside it; only an
unscoped denial, a stance without scope, or the answer that it did not happen denies the event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from claimtrack.values import YesNo

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from claimtrack.model import Assertion, Link
    from claimtrack.model.dossier import Dossier

HAPPENED: Final = "happened"
"""The field that asks whether the event took place: an answer to it is a position on the event."""

_ECHOES: Final = frozenset({"confirms", "corroborates", "repeats"})
_IMPLIED: Final = {
    "denies": "denies",
    "queries": "queries",
    **dict.fromkeys((*_ECHOES, "concedes", "supersedes"), "affirms"),
}
"""The stance that a speaking verb writes beside its link; beside a scoped link it speaks of the fields alone."""


def take_stances(dossier: Dossier) -> Dossier:
    """Return the dossier with the stance of each statement as it is to be read; what is recorded stays as it is.

    Args:
        dossier: the event and all that was said of it.
    """
    links: dict[str, list[Link]] = {}
    for link in dossier.links:
        links.setdefault(link.source, []).append(link)
    statements = dossier.assertions
    stances = {
        item.id: own_stance(item.stance, answers_happened(item), _scopes(links.get(item.id, ())))
        for item in statements
        if item.id in links or item.values
    }
    known = {item.id: stances.get(item.id, item.stance) for item in statements}
    known |= {key: item.stance for key, item in dossier.elsewhere.items() if item.event == dossier.event.key}
    for key, given in links.items():
        if key in known:
            whole = [
                (link.kind, known[link.target])
                for link in given
                if is_whole(link.fields) and link.target in known
            ]
            stances[key] = linked_stance(known[key], whole)
    if all(stances.get(item.id, item.stance) == item.stance for item in statements):
        return dossier
    return replace(dossier, assertions=tuple(_with(item, stances.get(item.id)) for item in statements))


def own_stance(stance: str, happened: bool | None, scopes: Sequence[tuple[str, bool]]) -> str:
    """Return the stance of a statement by its own words and the scope of its links.

    Args:
        stance: as recorded.
        happened: its answer to whether the event took place; None where it gives none.
        scopes: the kind of each link it makes, and whether that link speaks of the whole.
    """
    if happened is False:
        return "denies"
    speaking = [whole for kind, whole in scopes if _IMPLIED.get(kind) == stance]
    if speaking and not any(speaking):
        stance = "comments"
    return "affirms" if happened and stance == "comments" else stance


def linked_stance(stance: str, links: Iterable[tuple[str, str]]) -> str:
    """Return the stance of a statement by what it says of others.

    Who denies a claim denies the event, who repeats a denial too, and who concedes the whole of a claim affirms it.

    Args:
        stance: by its own words, as `own_stance` gives it.
        links: the unscoped links it makes: kind, and the stance of the statement linked to.
    """
    given = list(links)
    if ("denies", "affirms") in given:
        return "denies"
    if stance == "comments" and any(kind == "concedes" for kind, _ in given):
        return "affirms"
    echoed = {target for kind, target in given if kind in _ECHOES}
    return "denies" if stance == "affirms" and echoed == {"denies"} else stance


def is_whole(fields: Collection[str]) -> bool:
    """Whether a link speaks of the event as a whole: unscoped, or of whether it happened."""
    return not fields or HAPPENED in fields


def says_happened(answers: Iterable[tuple[object, bool]]) -> bool | None:
    """Return what some answers to `happened` come to; None where that is neither yes nor no.

    Args:
        answers: what was read, and whether the answer is negative.
    """
    said = {read.yes is not negative for read, negative in answers if isinstance(read, YesNo)}
    return said.pop() if len(said) == 1 else None


def answers_happened(assertion: Assertion) -> bool | None:
    """Return whether a statement answers that the event took place; None where it does not say."""
    return says_happened(
        (value.read, value.negative) for value in assertion.values if value.field == HAPPENED
    )


def _scopes(links: Iterable[Link]) -> list[tuple[str, bool]]:
    return [(link.kind, is_whole(link.fields)) for link in links]


def _with(assertion: Assertion, stance: str | None) -> Assertion:
    return assertion if stance in {None, assertion.stance} else replace(assertion, stance=stance or "")
