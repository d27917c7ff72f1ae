"""Compare answers that are words: yes/no, texts, parties and places."""

from __future__ import annotations

import unicodedata
from itertools import product
from typing import TYPE_CHECKING, Final

from claimtrack.characters import cleaned, fold_name
from claimtrack.values.place import distance_km
from claimtrack.values.relation import Register, Relation, Tolerance, default_tolerance

if TYPE_CHECKING:
    from claimtrack.values.answers import Party, Text, YesNo
    from claimtrack.values.place import Place

_QUOTES: Final = str.maketrans(dict.fromkeys("‘’‚‛′`´", "'") | dict.fromkeys("“”„‟″«»", '"') | {"…": "..."})


def compare_yes_no(one: YesNo, other: YesNo) -> Relation:
    """Compare two answers of yes or no: EQUAL or CONFLICT."""
    return Relation.EQUAL if one.yes == other.yes else Relation.CONFLICT


def compare_texts(one: Text, other: Text) -> Relation:
    """Compare two free texts.

    Returns:
        EQUAL when they are the same but for letter case, white space, the shape of quotes, dashes and
        digits, and compatibility characters (NFKC); otherwise POSSIBLE_CONFLICT. Two different texts may
        say the same in other words, so words alone never make a certain conflict.
    """
    same = normalised_text(one.raw) == normalised_text(other.raw)
    return Relation.EQUAL if same else Relation.POSSIBLE_CONFLICT


def normalised_text(text: str) -> str:
    """Return the form in which free texts are compared."""
    return cleaned(unicodedata.normalize("NFKC", text.translate(_QUOTES))).casefold()


def compare_parties(one: Party, other: Party, parties: Register | None = None) -> Relation:
    """Compare two parties.

    Args:
        one: a party.
        other: another.
        parties: the claimants on file; none when left out.

    Returns:
        EQUAL for one claimant under any of its names; COMPATIBLE when one is part of the other, when several
        claimants bear a name and one of them is the other party or its part, or when the names differ only as
        transliterations do and the file does not know both; CONFLICT otherwise, also for two members of one bloc.
    """
    keys = _keys(one.name, other.name, parties)
    if _same_name(one.name, other.name, keys):
        return Relation.EQUAL
    if _maybe_related(one.name, other.name, parties) or _maybe_same_name(one.name, other.name, keys):
        return Relation.COMPATIBLE
    return Relation.CONFLICT


def compare_places(
    one: Place, other: Place, places: Register | None = None, tolerance: Tolerance | None = None
) -> Relation:
    """Compare two places, by name first, then by containment, then by distance.

    Args:
        one: a place.
        other: another.
        places: what is known of places, their names and what they lie in; nothing when left out.
        tolerance: the radius of a point whose source gives none; the program's own when left out.

    Returns:
        EQUAL for one place under any of its names, POSSIBLE_CONFLICT when its points are apart all the
        same; COMPATIBLE when one lies in the other ("Raqqa, Syria" in "Syria"), when their circles
        touch, or when the names differ only as transliterations do; CONFLICT when their circles are
        apart, or when both are known and lie in one third place but not in each other; POSSIBLE_CONFLICT
        when nothing tells.
    """
    keys = _keys(one.name, other.name, places)
    apart = _apart(one, other, tolerance or default_tolerance())
    if _same_place(one, other, keys):
        return Relation.POSSIBLE_CONFLICT if apart else Relation.EQUAL
    if _one_in_other(keys, places) or _written_inside(one.name, other.name):
        return Relation.COMPATIBLE
    if apart is not None:
        return Relation.CONFLICT if apart else Relation.COMPATIBLE
    if _maybe_same_name(one.name, other.name, keys):
        return Relation.COMPATIBLE
    return Relation.CONFLICT if _siblings(keys, places) else Relation.POSSIBLE_CONFLICT


def _keys(one: str, other: str, register: Register | None) -> tuple[str | None, str | None]:
    if register is None:
        return None, None
    return (one and register.canonical(one)) or None, (other and register.canonical(other)) or None


def _same_name(one: str, other: str, keys: tuple[str | None, str | None]) -> bool:
    if None not in keys:
        return keys[0] == keys[1]
    folded = fold_name(one)
    return one == other or (folded != "" and folded == fold_name(other))


def _maybe_same_name(one: str, other: str, keys: tuple[str | None, str | None]) -> bool:
    """Whether two names may be one; two that the file knows apart are not."""
    if None not in keys or not one or not other:
        return False
    from claimtrack.names import transliteration_key

    key = transliteration_key(one)
    return key != "" and key == transliteration_key(other)


def _one_in_other(keys: tuple[str | None, str | None], register: Register | None) -> bool:
    one, other = keys
    if register is None or one is None or other is None:
        return False
    return other in register.ancestors(one) or one in register.ancestors(other)


def _maybe_related(one: str, other: str, register: Register | None) -> bool:
    """Whether any bearer of one name is a bearer of the other, or part of one, or has one as its part."""
    if register is None:
        return False
    pairs = product(register.bearers(one), register.bearers(other))
    return any(keys[0] == keys[1] or _one_in_other(keys, register) for keys in pairs)


def _siblings(keys: tuple[str | None, str | None], register: Register | None) -> bool:
    one, other = keys
    if register is None or one is None or other is None:
        return False
    return not set(register.ancestors(one)).isdisjoint(register.ancestors(other))


def _same_place(one: Place, other: Place, keys: tuple[str | None, str | None]) -> bool:
    if one.name and other.name:
        return _same_name(one.name, other.name, keys)
    same_point = (one.lat, one.lon, one.radius_km) == (other.lat, other.lon, other.radius_km)
    return not one.name and not other.name and same_point


def _written_inside(one: str, other: str) -> bool:
    """Whether one name ends in the other after a comma, as addresses do."""
    parts, other_parts = ([fold_name(part) for part in name.split(",")] for name in (one, other))
    shorter, longer = sorted((parts, other_parts), key=len)
    return len(shorter) < len(longer) and shorter != [""] and longer[-len(shorter) :] == shorter


def _apart(one: Place, other: Place, tolerance: Tolerance) -> bool | None:
    """Whether the circles of two points are apart; None when one has no point."""
    distance = distance_km(one, other)
    if distance is None:
        return None
    radii = (tolerance.radius_km if place.radius_km is None else place.radius_km for place in (one, other))
    return distance > sum(radii)
