"""The forms in which a report is handed over; a form is imported when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.errors import UnknownTermError
from claimtrack.render.html import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimtrack.render.html import Look
    from claimtrack.reports.manuscript import Manuscript

FORMS = ("html", "pdf", "docx", "markdown", "text")
BINARY = frozenset({"pdf", "docx"})

_WIDTH = 76  # columns of a mail


def set_as(
    manuscript: Manuscript, form: str, look: Look = PLAIN, tell: Callable[[str], None] = print
) -> Iterator[bytes]:
    """Return a report in a form, in pieces. The same manuscript always gives the same bytes.

    Args:
        manuscript: the report.
        form: one of `FORMS`.
        look: templates and style of HTML.
        tell: is told what the form cannot show.

    Raises:
        UnknownTermError: there is no such form.
        MissingLibraryError: the form needs a library that is not installed.
    """
    match form:
        case "html":
            pieces = _html(manuscript, look)
        case "markdown":
            pieces = _markdown(manuscript)
        case "text":
            pieces = _text(manuscript)
        case "pdf":
            from claimtrack.reports import pdf

            return iter([pdf.write(manuscript, tell)])
        case "docx":
            from claimtrack.reports import docx

            return iter([docx.write(manuscript, tell)])
        case _:
            raise UnknownTermError(f"unknown form of a report {form!r}", f"one of {', '.join(FORMS)}")
    return (piece.encode("utf-8", "replace") for piece in pieces)


def _html(manuscript: Manuscript, look: Look) -> Iterator[str]:
    from claimtrack.render.html import page

    words = manuscript.words
    return page(
        manuscript.title,
        manuscript.blocks(),
        look=look,
        foot=manuscript.foot,
        language=words.language,
        direction=words.direction,
    )


def _markdown(manuscript: Manuscript) -> Iterator[str]:
    """Markdown as GitHub renders it; a language that reads from right to left stands in an element that says so."""
    from claimtrack.render.markdown import block_lines

    turned = manuscript.words.direction == "rtl"
    yield '<div dir="rtl">\n\n' if turned else ""
    for number, block in enumerate(manuscript.blocks()):
        lines = "".join(f"{line}\n" for line in block_lines(block))
        yield f"\n{lines}" if number and lines else lines
    yield "\n</div>\n" if turned else ""


def _text(manuscript: Manuscript) -> Iterator[str]:
    from claimtrack.render.terminal import block_lines

    above = None
    for block in manuscript.blocks():
        lines = "".join(block_lines(block, above, width=_WIDTH, continued=manuscript.words.continued))
        if lines:
            yield lines
            above = block
