"""Whether quotations stand in the kept copies of their documents, compared without case, marks and line breaks."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from claimtrack.casefile.kept_files import copy_path
from claimtrack.characters import fold_name
from claimtrack.errors import InputFileError, MissingLibraryError

if TYPE_CHECKING:
    from pathlib import Path

    from claimtrack.model import Document

_LEFT_OUT = ("…", "[...]", "[…]", "...")


class Quotations:
    """The kept copies of a case file as texts to look quotations up in.

    Args:
        case_path: the case file.
    """

    def __init__(self, case_path: Path) -> None:
        self.case_path = case_path
        self._texts = lru_cache(maxsize=16)(self._read)  # many quotations of few documents come together

    def stands_in(self, quote: str, document: Document) -> bool | None:
        """Return whether a quotation stands in the kept copy of a document, part by part where words are left out.

        Args:
            quote: as it was entered.
            document: the document that it is said to stand in.

        Returns:
            None where there is no copy, or none that can be read as text.
        """
        if not document.sha256 or not quote.strip():
            return None
        texts = self._texts(document.sha256)
        if texts is None:
            return None
        for mark in _LEFT_OUT:
            quote = quote.replace(mark, "\0")
        parts = [part for part in map(fold_name, quote.split("\0")) if part]
        return any(all(part in text for part in parts) for text in texts)

    def _read(self, sha256: str) -> tuple[str, ...] | None:
        """Return what the copy says, as plain text and, where that is another, as it was written."""
        from claimtrack.drafting.pages import read_kept

        copy = copy_path(self.case_path, sha256)
        try:
            return tuple(fold_name(text) for text in read_kept(copy.read_bytes()))
        except (OSError, InputFileError, MissingLibraryError):
            return None
