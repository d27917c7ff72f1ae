"""Counts of several things in one text: "12 people, including three children", "3 dead, 5 wounded".

A text is cut where a list goes on (a comma, "and"); each piece must be a count of something named, or nothing is
read. Pieces after "including" are parts of what stands before it; the others add up to a whole of which each is a part.
"""

from __future__ import annotations

import re
from itertools import dropwhile
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from claimtrack.numerals import read_number
from claimtrack.values.count import Count, Part, sum_of
from claimtrack.values.count_grammar import RefusedError, read
from claimtrack.values.count_words import fate_asked, fates, kinds_of

if TYPE_CHECKING:
    from claimtrack.values.count_nouns import Reader

_MOST_PIECES: Final = 12
_BREAKS: Final = r"\s*[,;،؛]\s+|\s*[;؛]\s*"
_BRACKETED: Final = r"\s*[(\[:]\s*"
_SUFFIXED: Final = r"(\d+)'\w+"


class _Piece(NamedTuple):
    """A count with what it counts, in the spelling of the language."""

    of: str
    counted: Count

    def fate(self, language: str) -> str:
        """Name what became of those counted; empty where that is not said."""
        return next(iter(kinds_of(self.of, language) & fates()), "")


def read_parts(text: str, reader: Reader) -> Count | None:
    """Read a text that counts several things; None when it is none, or when a piece of it cannot be read.

    Raises:
        RefusedError: the text counts other things than the field asks for.
        InvalidRecordError: a part is more than its whole.
    """
    whole, inner = _subset(text, reader)
    pieces = _pieces(whole, reader)
    parts = _pieces(inner, reader) if inner else []
    if parts is None and not _counts(inner, reader):  # "at least 15 people, including children"
        return pieces[0].counted if pieces and len(pieces) == 1 else None
    if not pieces or parts is None or (len(pieces) == 1 and not parts):
        return None
    if parts:
        last = pieces[-1]
        asked, language = fate_asked(reader.field), reader.words.language
        if asked and not last.fate(language) and any(part.fate(language) == asked for part in parts):
            raise RefusedError(
                f"counts others than {reader.field!r} asks for"
            )  # "40 people, 12 of them wounded"
        beside = [part for part in parts if _other_fate(last, part, reader)]
        held = tuple(_named(part, reader) for part in parts if part not in beside)
        pieces = [*pieces[:-1], last._replace(counted=replace(last.counted, parts=held)), *beside]
    return _answer(pieces, reader)


def _counts(text: str, reader: Reader) -> bool:
    """Whether a text that is no count names a number all the same, or says how many in another way."""
    language = reader.words.language
    return any(
        any(map(str.isdigit, word)) or word in reader.vague or read_number(word, language) is not None
        for word in re.split(r"[\s,;،-]+", text)
    )


def _answer(pieces: list[_Piece], reader: Reader) -> Count | None:
    """Return the piece that the field asks for, or the sum where it asks for no kind."""
    language = reader.words.language
    asked = fate_asked(reader.field)
    if len(pieces) == 1:
        return pieces[0].counted
    if asked and any(piece.fate(language) for piece in pieces):  # whose fate is not told are those asked for
        wanted = [piece.counted for piece in pieces if (piece.fate(language) or asked) == asked]
        if not wanted:
            raise RefusedError(f"counts others than {reader.field!r} asks for")
        return wanted[0] if len(wanted) == 1 else None
    if not all(piece.of for piece in pieces):
        return None
    total = sum_of(piece.counted for piece in pieces)
    return total and replace(total, parts=tuple(_named(piece, reader) for piece in pieces))


def _other_fate(whole: _Piece, part: _Piece, reader: Reader) -> bool:
    """Whether a piece after "including" goes on with others: "12 dead, including 3 children, and 5 wounded"."""
    language = reader.words.language
    fate, of_whole = part.fate(language), whole.fate(language) or fate_asked(reader.field)
    return bool(fate) and bool(of_whole) and fate != of_whole


def _named(piece: _Piece, reader: Reader) -> Part:
    return Part(" ".join(reader.written.get(word, word) for word in piece.of.split()), piece.counted)


def _subset(text: str, reader: Reader) -> tuple[str, str]:
    """Cut a text where its parts begin; the second half is empty where it names none."""
    for pattern in reader.words.part_first:
        match = pattern.fullmatch(text)
        if match:
            return match[2], match[1]
    text = _marked_numbers(text, reader)
    bracket = re.search(_BRACKETED, text)
    if bracket:
        inner = re.sub(r"[)\]]", "", text[bracket.end() :])
        return text[: bracket.start()], _without_mark(inner, reader)
    for phrase in reader.words.subset:
        match = re.search(rf"(?:^|[\s,;،]){re.escape(phrase)}(?=[\s:]|$):?", text)
        if match:
            before, after = text[: match.start()].rstrip(" ,;،"), text[match.end() :].strip()
            head, comma, tail = before.rpartition(",")
            if comma and read(tail.strip(), reader) and not _things(tail.strip(), reader):
                return head, f"{tail.strip()} {after}"  # "12 people, three of them children"
            return before, after
    return text, ""


def _without_mark(text: str, reader: Reader) -> str:
    return next(
        (text.removeprefix(f"{mark} ") for mark in reader.words.subset if text.startswith(f"{mark} ")), text
    )


def _marked_numbers(text: str, reader: Reader) -> str:
    """Write Turkish "3'ü çocuk" and "üçü çocuk", three of them children, with the mark that others have."""
    known = reader.words
    if not known.subset_numbers:
        return text
    words = text.split()
    for place, word in enumerate(words[1:], 1):
        suffixed = re.fullmatch(_SUFFIXED, word)
        number = suffixed[1] if suffixed else known.subset_numbers.get(word)
        if number:
            words[place] = f"{known.subset[0]} {number}" if words[place - 1].endswith(",") else str(number)
    return " ".join(words)


def _pieces(text: str, reader: Reader) -> list[_Piece] | None:
    """Read each piece of a list; None when one of them is no count of something named."""
    found: list[_Piece] = []
    pieces = _cut(text, reader)
    if len(pieces) > _MOST_PIECES:
        return None
    for piece in pieces:
        count = _one(piece, reader)
        if count is None or (not count.of and len(pieces) > 1):
            return None
        found.append(count)
    return found


def _cut(text: str, reader: Reader) -> list[str]:
    known = reader.words
    joiners = [rf"\s+{re.escape(word)}\s+" for word in sorted(known.joiners)]
    if known.prefix_joiner:
        joiners.append(rf"\s+{known.prefix_joiner}-?(?=\S)")
    after_comma = "|".join(re.escape(word) for word in sorted(known.joiners))
    breaks = rf"(?:{_BREAKS})(?:(?:{after_comma})\s+)?" if after_comma else _BREAKS
    pieces = re.split("|".join([breaks, *joiners]), text)
    return [stripped for piece in pieces if (stripped := piece.strip(" ,;،"))]


def _one(text: str, reader: Reader) -> _Piece | None:
    """Read one count and what it counts, which may stand before it: "5 wounded", "ранено 5"; or be both: "طفلان"."""
    if text in reader.words.duals:
        return _Piece(text, Count(2, 2))
    count = read(text, reader)
    if count is not None:
        return _Piece(_things(text, reader), count)
    first, _, rest = text.partition(" ")
    count = read(rest.lstrip("- "), reader) if rest and first.rstrip(":") in reader.words.nouns else None
    return None if count is None else _Piece(first.rstrip(":"), count)


def _things(text: str, reader: Reader) -> str:
    """Return the words of a count that say what it counts: those without which it is the same count."""
    words = text.split()
    whole = read(text, reader)
    for end in range(1, len(words)):
        if read(" ".join(words[:end]), reader) == whole:
            named = dropwhile(reader.words.fillers.__contains__, words[end:])  # "five were women"
            return " ".join(named) or " ".join(words[end:])
    article = len(words) > 1 and words[0] in reader.words.articles
    return " ".join(words[1:]) if article else ""
