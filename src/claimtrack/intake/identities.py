"""What rows and assertions are known by: hashes of the cells of a row, and the ids of what is made of them."""

from __future__ import annotations

from hashlib import blake2b
from itertools import repeat
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING

from claimtrack.importers.mapping.language import OF_REJECTS
from claimtrack.model.identity import DIGEST_BYTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.importers.mapping.cells import Row
    from claimtrack.intake.known import Entry
    from claimtrack.intake.readings import Answers, Said

_DIGEST_BYTES = 8
_POSITIVE = (1 << 63) - 1  # SQLite's integers have a sign


def hashed_name(name: str) -> int:
    """Hash the name of a claim."""
    return _hashed(name)


def _hashed(text: str) -> int:
    return int.from_bytes(
        blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST_BYTES).digest(), "big"
    )


def of_claim(name: int, places: Sequence[int], digests: list[int]) -> list[int]:
    """Return a hash of row, claim and part for each assertion of a claim: a row may be split into several."""
    found: list[int] = []
    last, part = -1, 0
    for place in places:
        part = part + 1 if place == last else 0
        last = place
        found.append((digests[place] ^ name) + part & _POSITIVE)
    return found


def quick_row_hash(row: Row) -> int:
    """Hash the cells of a row where they are texts, as they are for most; it is half the work of `row_hash`."""
    try:
        return _hashed("\x1f".join(row)) if isinstance(row, list) else row_hash(row)
    except TypeError:
        return row_hash(row)


def row_hash(row: Row) -> int:
    """Hash the cells of a row, by which it is known to be the same in a later import."""
    if isinstance(row, dict):
        text = repr(sorted((str(name), cell) for name, cell in row.items() if name not in OF_REJECTS))
    else:
        text = repr(row)
    return _hashed(text)


def identify(
    speakers: list[Entry],
    documents: Sequence[Entry | None],
    events: list[Entry],
    quotes: list[str] | None,
    said: list[Said],
    stances: list[str],
    texts: list[str] | None,
    answers: list[Answers],
) -> list[str]:
    """Hash what identifies each assertion: the canonical JSON of `model.identity.record_id`, keys in order."""
    read_in = ["" if item is None else item.json for item in documents]
    verbatim = [f',"quote":{quoted(text)}' if text else "" for text in quotes] if quotes else repeat("")
    worded = [f',"text":{quoted(text)}' if text else "" for text in texts] if texts else repeat("")
    return [
        blake2b(
            (
                f'["assertion",{{"claimant":{speaker.json}{document},"event":{event.json}{quote}{date.json}'
                f',"stance":"{stance}"{text}{values.json}}}]'
            ).encode(),
            digest_size=DIGEST_BYTES,
        ).hexdigest()
        for speaker, document, event, quote, date, stance, text, values in zip(
            speakers, read_in, events, verbatim, said, stances, worded, answers, strict=False
        )
    ]
