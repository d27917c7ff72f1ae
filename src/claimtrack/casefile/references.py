"""References that forgive: a key, an id prefix, a part of a title or alias; never a guess between two."""

from __future__ import annotations

from operator import itemgetter
from shlex import quote
from typing import TYPE_CHECKING, TypeVar, cast

from claimtrack.characters import fold_name, harmless
from claimtrack.errors import AmbiguousReferenceError, UnknownReferenceError
from claimtrack.model.records import SHORT_ID
from claimtrack.wording import shortened, with_article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimtrack.store.lookup import Candidate, Lookup

_T = TypeVar("_T")

LAST = "@last"
"""The reference to the record made last."""

EMPTY_HINT = "give a key, an id, a label or a part of the name"

_SHOWN = 8
_SHORTEST = 3  # letters of a part of a name: fewer are in every other one
_FIRST_IDEOGRAPH = "\u2e80"  # from here on a letter is a syllable or a word
_HEAD = 60
_ID_LENGTH = 32
_NEAR_ENOUGH = 75  # of 100; "did you mean" below that is noise
_AS_NEAR = 10  # a suggestion that much worse than the best is noise as well
_SHORTEST_PART = 5
_SUGGESTED = 3


def several(given: Iterable[_T]) -> tuple[_T, ...]:
    """Return what is asked for as several; a text is one of them, and no list of its letters."""
    return (cast("_T", given),) if isinstance(given, str) else tuple(given)


def resolve(lookup: Lookup, kind: str, text: str) -> str:
    """Return the key or id of the one record that a reference means.

    Tried in order, the first that finds anything decides: `@last`; the exact key, id, label or URL; a former key; a
    name or alias in full, spelling folded; of three letters or more, whole words of a title, name, alias or key; the
    start of a key, id or label; a part of a title, name, alias or key; the same with transliterations folded; words of
    a statement.

    Args:
        lookup: the case file.
        kind: the kind of record meant.
        text: what a person typed.

    Raises:
        UnknownReferenceError: nothing answers to it; near misses are named.
        AmbiguousReferenceError: several do; they are listed.
    """
    return _resolve(lookup, text, (kind,)).name


def resolve_any(lookup: Lookup, text: str, kinds: tuple[str, ...]) -> tuple[str, str]:
    """Return the kind and the key or id of the one record, of any of the kinds, that a reference means.

    A prefix such as `event:` or `document:` settles the kind.

    Raises:
        UnknownReferenceError, AmbiguousReferenceError: as for `resolve`.
    """
    head, colon, rest = as_typed(text).partition(":")
    if colon and head in kinds:
        return head, resolve(lookup, head, rest)
    found = _resolve(lookup, text, kinds)
    return found.kind, found.name


def named_exactly(lookup: Lookup, kind: str, text: str) -> str:
    """Return the key of the record with this key, name or alias in full, spelling folded; empty where none has it.

    Raises:
        AmbiguousReferenceError: several have it.
    """
    wanted = as_typed(text)
    folded = fold_name(wanted)
    found = lookup.exact(kind, wanted) or lookup.former(kind, wanted)
    found = found or (lookup.by_name(kind, folded) if folded else [])
    if len(found) > 1:
        raise _ambiguous(text, found, (kind,))
    return found[0].name if found else ""


def _resolve(lookup: Lookup, text: str, kinds: tuple[str, ...]) -> Candidate:
    wanted = as_typed(text)
    if not wanted:
        what = f"the reference to {with_article(kinds[0])}" if len(kinds) == 1 else "the reference"
        raise UnknownReferenceError(f"{what} is empty", EMPTY_HINT)
    for found in _attempts(lookup, wanted, kinds):
        if len(found) == 1:
            return found[0]
        if found:
            raise _ambiguous(text, found, kinds)
    raise _unknown(lookup, text, wanted, kinds)


def as_typed(text: str) -> str:
    """Trim a reference; half characters, which come from file names and broken terminals, match nothing.

    Raises:
        UnknownReferenceError: it is no text.
    """
    if not isinstance(text, str):
        raise UnknownReferenceError(f"a reference is a text, not {text!r}", EMPTY_HINT)
    return text.strip().encode("utf-8", "replace").decode()


def _attempts(lookup: Lookup, wanted: str, kinds: tuple[str, ...]) -> Iterator[Sequence[Candidate]]:
    """Yield what each way of looking finds, the strictest first."""
    if wanted == LAST:
        yield lookup.last_of(kinds)
        return
    yield [item for kind in kinds for item in lookup.exact(kind, wanted)]
    yield [item for kind in kinds for item in lookup.former(kind, wanted)]
    folded = fold_name(wanted)
    if folded:
        yield [item for kind in kinds for item in lookup.by_name(kind, folded)]
    if len(wanted) < _SHORTEST and wanted < _FIRST_IDEOGRAPH:
        return
    if folded:
        yield [item for kind in kinds for item in lookup.by_whole_words(kind, folded)]
    yield [item for kind in kinds for item in lookup.by_prefix(kind, wanted)]
    if folded:
        from claimtrack.names import transliteration_key

        loose = transliteration_key(wanted)
        yield [item for kind in kinds for item in lookup.by_part(kind, folded)]
        yield [item for kind in kinds for item in lookup.by_name(kind, loose, loose=True)]
        yield [item for kind in kinds for item in lookup.by_loose_part(kind, loose)]
        if "assertion" in kinds:
            yield lookup.by_words(folded.split())


def _ambiguous(text: str, found: Sequence[Candidate], kinds: tuple[str, ...]) -> AmbiguousReferenceError:
    several = len(kinds) > 1
    listed = ", ".join(_described(item, with_kind=several) for item in found[:_SHOWN])
    more = ", …" if len(found) > _SHOWN else ""
    hint = "say more of it, or put the kind in front, as in event:KEY" if several else "say more of it"
    return AmbiguousReferenceError(f"{_what(text, kinds)} could be any of: {listed}{more}", hint)


def _unknown(lookup: Lookup, text: str, wanted: str, kinds: tuple[str, ...]) -> UnknownReferenceError:
    near = _near_misses(lookup, wanted, kinds)
    if kinds == ("document",) and "://" in text and text.isprintable():
        hint = f"add it with: claimtrack document add {quote(text)}"
    elif near:
        hint = f"did you mean {', '.join(near)}?"
    elif len(kinds) > 1:
        hint = "look for it with: claimtrack search"
    else:
        hint = f"see them with: claimtrack list {kinds[0]}{'' if kinds[0] == 'evidence' else 's'}"
    if len(kinds) > 1:
        return UnknownReferenceError(f"nothing here answers to {_quoted(text)}", hint)
    return UnknownReferenceError(f"there is no {_what(text, kinds)}", hint)


def _near_misses(lookup: Lookup, wanted: str, kinds: tuple[str, ...]) -> list[str]:
    """Return the keys whose names look most like what was typed, best first."""
    folded = fold_name(wanted)[:_HEAD]
    if not folded:
        return []
    names = [(kind, *item) for kind in reversed(kinds) for item in lookup.near(kind, folded.split())]
    whole = _scored("ratio", folded, [item for item in names if len(item[-1]) <= 2 * len(folded)])
    # Of a longer name, as much as was typed; of a few letters, some are in every name.
    longer = [item for item in names if len(item[-1]) > len(folded) >= _SHORTEST_PART]
    scored = sorted((*whole, *_scored("partial_ratio", folded, longer)), key=itemgetter(0), reverse=True)
    near = (item for score, item in scored if score >= scored[0][0] - _AS_NEAR)
    return list(dict.fromkeys(lookup.called(kind, which) for kind, which, _ in near))[:_SUGGESTED]


def _scored(
    scorer: str, typed: str, names: Sequence[tuple[str, int | str, str]]
) -> list[tuple[float, tuple[str, int | str, str]]]:
    """Compare what was typed with names: the best, each with its score of 100."""
    from rapidfuzz import fuzz, process

    found = process.extract(
        typed,
        [name for *_, name in names],
        scorer=getattr(fuzz, scorer),
        limit=2 * _SUGGESTED,
        score_cutoff=_NEAR_ENOUGH,
    )
    return [(score, names[index]) for _, score, index in found]


def _what(text: str, kinds: tuple[str, ...]) -> str:
    return _quoted(text) if len(kinds) > 1 else f"{kinds[0]} {_quoted(text)}"


def _quoted(text: str) -> str:
    return repr(shortened(harmless(text), _HEAD))


def _described(item: Candidate, *, with_kind: bool) -> str:
    name = item.name[:SHORT_ID] if len(item.name) == _ID_LENGTH else item.name
    title = shortened(harmless(item.title), _HEAD)
    shown = f"{item.kind}:{name}" if with_kind else name
    return f"{shown} ({title})" if title and title != name else shown
