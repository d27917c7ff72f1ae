"""The key at the end of a report: what its signs and grades mean, and where these scales come from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.views.blocks import Column, Table, cell
from claimtrack.vocab import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.reports.words import Words

_SIGNS = {
    "=": "sign_agree",
    "≈": "sign_compatible",
    "≠": "sign_conflict",
    "≠?": "sign_possible",
    "!": "sign_contested",
    "1": "sign_single",
    "·": "sign_silent_row",
    "–": "sign_silent",
    "+ − ? ~": "sign_stance",
    "[ ]": "sign_inferred",
    "?": "sign_uncertain",
}
_SCALES = ("grade", "credibility", "likelihood", "confidence")


def signs(words: Words) -> Table:
    """Explain the signs of the tables."""
    rows = tuple((cell(sign, tone="strong"), cell(words[name])) for sign, name in _SIGNS.items())
    return Table((Column(cell(words["sign"])), Column(cell(words["meaning"]))), rows, title=words["signs"])


def grades(words: Words) -> Iterator[Table]:
    """Explain the scales that verdicts are given on, each with its source."""
    for name in _SCALES:
        vocabulary = load_vocabulary(name)
        rows = tuple(
            (cell(words.term(name, term.key), tone="strong"), cell(words.term(f"{name}_meaning", term.key)))
            for term in vocabulary
        )
        source = next(iter(vocabulary)).source
        note = cell(words.line("scale_source", "dim", source=source))
        yield Table(
            (Column(cell(words["grade"])), Column(cell(words["meaning"]))),
            rows,
            title=words[f"scale_{name}"],
            notes=(note,),
        )
