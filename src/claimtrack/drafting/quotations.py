"""Quotations: the spans between quotation marks, of every style of mark, across sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimtrack.drafting.tokens import Paragraph, Token

_PAIRS = {"“": "”", "«": "»", "„": "“”", "‘": "’", "‹": "›", "»": "«"}
_STRAIGHT = frozenset({'"', "''", "``"})


def quotations(text: str, tokens: list[Token], paragraph: Paragraph) -> list[tuple[int, int]]:
    """Return the quotations of a paragraph as token ranges, marks included, and mark the tokens inside.

    A quotation that is not closed ends with its paragraph. Single quotes count only where they open before a word
    and close after one; inside another quotation nothing is opened.
    """
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for at in range(paragraph.first, paragraph.last):
        if opened is None:
            if _opens(text, tokens, at):
                opened = at
            elif (
                not found and tokens[at].text == "”" and at > paragraph.first
            ):  # it was opened in another paragraph
                found.append((paragraph.first, at + 1))
        elif _closes(text, tokens[opened].text, tokens[at]):
            found.append((opened, at + 1))
            opened = None
    if opened is not None and tokens[opened].text != "‘":
        found.append((opened, paragraph.last))
    for first, last in found:
        for token in tokens[first:last]:
            token.quoted = True
    return found


def _closes(text: str, opened: str, token: Token) -> bool:
    """Whether a mark closes what another opened; writers mix straight and curly ones."""
    if token.text in _PAIRS.get(opened, opened) or (opened in _STRAIGHT and token.text in _STRAIGHT | {"”"}):
        return len(token.text) == len(opened) or opened != "''"
    return opened == "“" and token.text in ("“", '"') and not text[token.start - 1].isspace()


def _opens(text: str, tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    before = text[token.start - 1 : token.start]
    after = text[token.end : token.end + 1]
    if token.text == "‘":
        return not before.strip() or before in "(—–-"
    if token.text in _STRAIGHT:
        return bool(after.strip()) and after not in ".,;"
    if token.text == "»":  # German books open with what closes elsewhere
        return (not before.strip() or before in "(—–") and bool(after.strip())
    return token.text in _PAIRS
