"""The key at the end of a report: the signs and scales that occur in it, and where these scales come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.views.blocks import Column, Heading, Table, cell
from claimtrack.views.compare_cells import SILENT_MARK
from claimtrack.views.compare_notes import all_dates
from claimtrack.views.dates import marks_of
from claimtrack.vocab import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimtrack.analysis.compare import Comparison
    from claimtrack.dates import DateValue
    from claimtrack.reports.words import Words
    from claimtrack.views.blocks import Block, Span

_FINDINGS: Final = {
    "=": "sign_agree",
    "≈": "sign_compatible",
    "≠": "sign_conflict",
    "≠?": "sign_possible",
    "!": "sign_contested",
    "1": "sign_single",
    "·": "sign_silent_row",
}
_FINDING_TONES: Final = frozenset(
    {"agree", "compatible", "conflict", "possible", "contested", "single", "silent"}
)
_STANCES: Final = "+ − ? ~"
_SCALES: Final = ("grade", "credibility", "likelihood", "confidence")


class Key:
    """Notes what signs and scales a report uses while it is written, and explains these.

    Args:
        words: the language of the report.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._used: set[str] = set()

    def reading(self, comparison: Comparison, blocks: Iterable[Block]) -> Iterator[Block]:
        """Pass on the blocks of a chapter, and note what is used in them.

        Args:
            comparison: what the chapter tells of.
            blocks: its blocks.
        """
        self._used |= {f"sign_{mark}" for mark in marks_of(_dates(comparison))}
        for assessment in comparison.assessments:
            self._used |= {name for name in _SCALES if getattr(assessment, name)}
        for block in blocks:
            if isinstance(block, Table):
                cells = (one for row in block.rows for one in row)
                self._used.update(_sign(span) for one in cells for line in one.lines for span in line)
            yield block

    def blocks(self) -> Iterator[Block]:
        """Yield the heading and the tables of the key; nothing where there is nothing to explain."""
        tables = [*self._signs(), *self._scales()]
        if tables:
            yield Heading(self._words["key"], 2, "key")
            yield from tables

    def _signs(self) -> Iterator[Table]:
        words = self._words
        signs = {
            **_FINDINGS,
            SILENT_MARK: "sign_silent",
            _STANCES: "sign_stance",
            "[ ]": "sign_inferred",
            words.dates.about.strip(): "sign_approximate",
            "?": "sign_uncertain",
        }
        rows = tuple(
            (cell(sign, tone="strong"), cell(words[name]))
            for sign, name in signs.items()
            if name in self._used
        )
        if rows:
            columns = (Column(cell(words["sign"])), Column(cell(words["meaning"])))
            yield Table(columns, rows, title=words["signs"])

    def _scales(self) -> Iterator[Table]:
        """Explain the scales that verdicts are given on, each whole, for a term means what its neighbours leave it."""
        words = self._words
        for name in _SCALES:
            if name not in self._used:
                continue
            vocabulary = load_vocabulary(name)
            rows = tuple(
                (
                    cell(words.term(name, term.key), tone="strong"),
                    cell(words.term(f"{name}_meaning", term.key)),
                )
                for term in vocabulary
            )
            note = cell(words.line("scale_source", "dim", source=next(iter(vocabulary)).source))
            columns = (Column(cell(words["grade"])), Column(cell(words["meaning"])))
            yield Table(columns, rows, title=words[f"scale_{name}"], notes=(note,))


def _sign(span: Span) -> str:
    """Return the name of the sign that a run of text in a table begins with; empty for none."""
    sign, _, rest = span.text.partition(" ")
    if span.tone == "silent" and span.text == SILENT_MARK:
        return "sign_silent"
    if not rest:
        return ""
    if sign in _FINDINGS and span.tone in _FINDING_TONES:
        return _FINDINGS[sign]
    return "sign_stance" if sign in _STANCES else ""


def _dates(comparison: Comparison) -> Iterator[DateValue | None]:
    """Return every date that a chapter prints."""
    yield from all_dates(comparison)
    yield from (use.evidence.captured for use in comparison.evidence)
    for source in comparison.sources:
        yield source.document.retrieved if source.document else None
