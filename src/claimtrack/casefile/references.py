"""References that forgive: a key, an id prefix, a part of a title or alias; never a guess between two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.characters import fold_name, harmless
from claimtrack.errors import AmbiguousReferenceError, UnknownReferenceError

if TYPE_CHECKING:
    from claimtrack.store.lookup import Candidate, Lookup

_SHOWN = 8
_HEAD = 60
_ID_SHOWN = 8


def resolve(lookup: Lookup, kind: str, text: str) -> str:
    """Give the key or id of the one record that a reference means.

    Tried in order, the first that finds anything decides: the exact key, id, label or URL; `@last`; the start of
    a key or id; a part of a title, name or alias; the same with spelling variants folded.

    Args:
        lookup: the case file.
        kind: the kind of record meant.
        text: what a person typed.

    Raises:
        UnknownReferenceError: nothing answers to it; near misses are named.
        AmbiguousReferenceError: several do; they are listed.
    """
    wanted = text.strip()
    if not wanted:
        raise UnknownReferenceError(f"the {kind} reference is empty")
    attempts = (
        lambda: lookup.last(kind) if wanted == "@last" else [],
        lambda: lookup.exact(kind, wanted),
        lambda: _same_name(lookup, kind, wanted),
        lambda: lookup.by_prefix(kind, wanted),
        lambda: lookup.by_part(kind, wanted),
        lambda: _folded(lookup, kind, wanted),
    )
    for attempt in attempts:
        found = attempt()
        if len(found) == 1:
            return found[0].name
        if found:
            raise AmbiguousReferenceError(
                f"{kind} {text!r} could be any of: {_listed(found)}", "say more of it"
            )
    raise UnknownReferenceError(f"there is no {kind} {text!r}", _suggestion(lookup, kind, wanted))


def resolve_any(lookup: Lookup, text: str, kinds: tuple[str, ...]) -> tuple[str, str]:
    """Give the kind and the key or id of the one record, of any of the kinds, that a reference means.

    A prefix such as `event:` or `document:` settles the kind.

    Raises:
        UnknownReferenceError, AmbiguousReferenceError: as for `resolve`.
    """
    head, colon, rest = text.partition(":")
    if colon and head in kinds:
        return head, resolve(lookup, head, rest)
    for kind in kinds:
        if exact := lookup.exact(kind, text.strip()):
            return kind, exact[0].name
    found: list[tuple[str, str]] = []
    for kind in kinds:
        try:
            found.append((kind, resolve(lookup, kind, text)))
        except UnknownReferenceError:
            continue
    if len(found) > 1:
        listed = ", ".join(f"{kind}:{name}" for kind, name in found)
        raise AmbiguousReferenceError(
            f"{text!r} could be any of: {listed}", "put the kind in front, as in event:KEY"
        )
    if not found:
        hints = (_suggestion(lookup, kind, text) for kind in kinds)
        raise UnknownReferenceError(
            f"nothing here answers to {text!r}", next((hint for hint in hints if hint), "")
        )
    return found[0]


def named_exactly(lookup: Lookup, kind: str, text: str) -> str:
    """Give the key of the record with this key, name or alias in full, spelling folded; empty where none has it.

    Raises:
        AmbiguousReferenceError: several have it.
    """
    if exact := lookup.exact(kind, text.strip()):
        return exact[0].name
    sought = fold_name(text)
    found = {name for name, title in lookup.names(kind) if fold_name(title) == sought}
    if len(found) > 1:
        raise AmbiguousReferenceError(
            f"{kind} {text!r} could be any of: {', '.join(sorted(found))}", "use the key"
        )
    return next(iter(found), "")


def _same_name(lookup: Lookup, kind: str, wanted: str) -> list[Candidate]:
    """Find names equal but for case: "amaq news agency" is that agency, whatever else starts with Amaq."""
    same = [item for item in lookup.by_part(kind, wanted) if item.title.casefold() == wanted.casefold()]
    return same if len(same) == 1 else []


def _folded(lookup: Lookup, kind: str, wanted: str) -> list[Candidate]:
    from claimtrack.names import transliteration_key
    from claimtrack.store.lookup import Candidate

    for fold in (fold_name, transliteration_key):
        sought = fold(wanted)
        if not sought:
            continue
        names = [(name, fold(title)) for name, title in lookup.names(kind)]
        whole = {name for name, folded in names if folded == sought}
        found = whole or {name for name, folded in names if sought in folded}
        if found:
            return [Candidate(name, "") for name in sorted(found)]
    return []


def _suggestion(lookup: Lookup, kind: str, wanted: str) -> str:
    import difflib

    names = {fold_name(title): name for name, title in lookup.names(kind)}
    near = difflib.get_close_matches(fold_name(wanted), names, n=3)
    if near:
        return "did you mean " + ", ".join(dict.fromkeys(names[item] for item in near)) + "?"
    return f"see them with: claimtrack list {kind}s" if names else f"the file holds no {kind} yet"


def _listed(found: list[Candidate]) -> str:
    shown = [_described(item) for item in found[:_SHOWN]]
    return ", ".join(shown) + (", …" if len(found) > _SHOWN else "")


def _described(item: Candidate) -> str:
    name = item.name[:_ID_SHOWN] if len(item.name) == 32 else item.name  # noqa: PLR2004 - length of a hash id
    title = harmless(item.title)
    title = title if len(title) <= _HEAD else title[: _HEAD - 1] + "…"
    return f"{name} ({title})" if title and title != name else name
