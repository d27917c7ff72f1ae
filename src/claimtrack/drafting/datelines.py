"""The dateline of a report: "DARVAZA, 13 March (Wire) —", where and when it was filed, not when anything happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Passage, Range

_LONGEST = 16  # tokens
_ENDS = ("—", "–", "-", "--", ":")
_NO_PLACE = ("preposition", "determiner", "pronoun", "month", "weekday", "adverb", "subordinator")


def dateline(passage: Passage) -> Range | None:
    """Return the tokens of the dateline that a text begins with, its title aside; None where it has none.

    Where several paragraphs begin so, they are the entries of a chronology, and the dates those of what happened.

    Args:
        passage: the text.
    """
    found = [line for one in passage.paragraphs if (line := _line(passage, one.first, one.last))]
    titles = [one for one in passage.paragraphs if found and one.last <= found[0][0]]
    return found[0] if len(found) == 1 and len(titles) <= 1 else None


def _line(p: Passage, first: int, last: int) -> Range | None:
    """Return a place, a date and the dash or colon after them, where a paragraph begins with these."""
    if not p.tokens[first].name and not p.tokens[first].text.isupper():
        return None
    if p.has(first, *_NO_PLACE):
        return None
    glue = p.words.table["dates"]["glue"].split()
    dated = bracketed = False
    for at in range(first, min(last, first + _LONGEST)):
        token = p.tokens[at]
        if token.text in _ENDS and dated and not bracketed:
            return first, at + 1
        bracketed = token.text == "(" or (bracketed and token.text != ")")
        dated = dated or p.has(at, "month") or token.text.count(".") == 2  # "13.03.2024"
        part = token.name or p.mark(at) or token.text[0].isdigit() or p.has(at, "month", "weekday")
        if not (part or bracketed or token.low in glue or token.text.isupper()):
            return None
    return None
