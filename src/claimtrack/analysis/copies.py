"""Statements read in several documents in nearly the same words: perhaps one wire, printed twice. Proposed, never assumed."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Final, NamedTuple

from claimtrack.analysis.grouping import origin_of
from claimtrack.characters import fold_name, folded_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimtrack.analysis.said_order import SaidOrder
    from claimtrack.model import Assertion
    from claimtrack.model.dossier import Dossier

_SHORTEST: Final = 8  # words; shorter sentences are alike by chance
_SHINGLE: Final = 3  # words in a row that two texts have to share before they are compared
_ALIKE: Final = 0.8  # of the words, in their order
_COMMON: Final = 50  # statements: a phrase in more of them tells of no copy
_WORD: Final = re.compile(r"\w+")


class Copies(NamedTuple):
    """Two statements in nearly the same words.

    Attributes:
        first: the one said first.
        again: the other.
        alike: the share of words that they have in common, in their order: from 0 to 1.
    """

    first: Assertion
    again: Assertion
    alike: float


def near_copies(dossier: Dossier, order: SaidOrder) -> Iterator[Copies]:
    """Yield the statements that may come from one origin, each with the earliest that reads like it.

    Quotes are compared, or where there is none what was recorded, folded as names are. Those that a link or
    `derived_from` traces to one origin already are left out.

    Args:
        dossier: the event and all that was said of it.
        order: its said-order.
    """
    if len({statement.document for statement in order.sequence} - {""}) < 2:
        return
    from rapidfuzz.distance import Indel

    linked = {
        frozenset((link.source, link.target)) for link in dossier.links if link.kind in {"repeats", "cites"}
    }
    seen: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    words: dict[int, Sequence[str]] = {}
    for number, statement in enumerate(order.sequence):
        said = _words(statement.quote or statement.text)
        if len(said) < _SHORTEST or not statement.document:
            continue
        words[number] = said
        shingles = _shingles(said)
        met = {other for shingle in seen.keys() & shingles for other in seen[shingle][:_COMMON]}
        for other in sorted(met):
            earlier = order.sequence[other]
            alike = Indel.normalized_similarity(words[other], said, score_cutoff=_ALIKE)
            if alike >= _ALIKE and _independent(earlier, statement, dossier):
                if frozenset((earlier.id, statement.id)) not in linked:
                    yield Copies(earlier, statement, alike)
                break
        for shingle in shingles:
            seen[shingle].append(number)


def may_be_copies(texts: Iterable[str]) -> bool:
    """Whether `near_copies` may find some among statements of these texts, in whatever order they were said.

    They have some words in a row in common, and what they share in their order is at most what they share in any.
    """
    said = [words for words in map(_words, texts) if len(words) >= _SHORTEST]
    if len(said) > _COMMON:
        return True  # so many that it would be as long a look
    rows = [_shingles(words) for words in said]
    if len(set().union(*rows)) == sum(map(len, rows)):
        return False
    for (one, of_one), (other, of_other) in combinations([(words, {*words}) for words in said], 2):
        again = min(len(one) - len(of_one), len(other) - len(of_other))
        if 2 * (len(of_one & of_other) + again) >= _ALIKE * (len(one) + len(other)):
            return True
    return False


def _shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {*zip(*[words[at:] for at in range(_SHINGLE)], strict=False)}


def _words(text: str) -> list[str]:
    return folded_words(text) if text.isascii() else _WORD.findall(fold_name(text))


def _independent(one: Assertion, other: Assertion, dossier: Dossier) -> bool:
    return origin_of(one.document, dossier.documents) != origin_of(other.document, dossier.documents)
