"""A report as PDF/A-2a with PDF/UA-1, set by typst: tagged, its fonts within, the same bytes every time."""

from __future__ import annotations

import json
import re
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimtrack.errors import InputFileError
from claimtrack.render.svg import head
from claimtrack.render.tables import timeline_table
from claimtrack.render.text import direction
from claimtrack.reports.fonts import families, font_folders, typst, uncovered
from claimtrack.reports.setting import (
    ascii_address,
    breakable,
    figures_apart,
    is_short,
    label,
    panels,
    pieces,
    widths,
)
from claimtrack.views.blocks import Heading, KeyValues, Picture, Table, Text, Timeline
from claimtrack.views.drawing import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from claimtrack.reports.manuscript import Manuscript
    from claimtrack.reports.setting import Piece
    from claimtrack.views.blocks import Block, Cell
    from claimtrack.views.drawing import Drawing, Shape

STANDARDS = ("a-2a", "ua-1")
MEMORY_A_LETTER = 290
"""Bytes that typst 0.15.2 takes for a letter of its input: 0.3, 1.1 and 2.2 GB for 10, 50 and 100 events of 20 statements."""
TOLD_GIGABYTES = 2
"""Memory from which on it is told beforehand."""

_TEMPLATES = Path(__file__).parent / "templates"
_LANGUAGE = re.compile("[a-z]{2,3}")


def write(manuscript: Manuscript, tell: Callable[[str], None]) -> bytes:
    """Set a report as PDF.

    Args:
        manuscript: the report.
        tell: is told of scripts that no font has; in the place of their letters stands what is missing, in words. And of
            the memory that a long report takes.

    Raises:
        MissingLibraryError: typst or its fonts are not installed.
        InputFileError: typst cannot set it.
    """
    inputs = {"report": covered(content(manuscript), tell)}
    if (gigabytes := len(inputs["report"]) * MEMORY_A_LETTER / 1e9) >= TOLD_GIGABYTES:
        tell(
            f"typst keeps all pages in memory, some {gigabytes:.0f} GB of it here: print fewer events at a time, or HTML, which needs no more for more"
        )
    return compiled("report.typ", inputs, pdf_standards=list(STANDARDS))


def compiled(template: str, inputs: Mapping[str, str], **options: Any) -> bytes:
    """Let typst set a template of this package, with the fonts that are installed as packages and no others."""
    module = typst()
    try:
        made: bytes = module.compile(
            b"".join((_TEMPLATES / name).read_bytes() for name in ("drawing.typ", template)),
            font_paths=list(font_folders()),
            ignore_system_fonts=True,
            sys_inputs=dict(inputs),
            **options,
        )
    except module.TypstError as error:
        raise InputFileError(f"typst cannot set it: {error}", "write it as HTML") from None
    return made


def content(manuscript: Manuscript) -> dict[str, Any]:
    """Return what the template of a report shows, as plain data."""
    words = manuscript.words
    year, month, day = map(int, manuscript.compiled.split("-"))
    blocks = [made for block in manuscript.blocks() for made in _block(block, words.direction)]
    return {
        "title": label(manuscript.title),
        "foot": label(manuscript.foot),
        "date": {"year": year, "month": month, "day": day},
        "language": words.language,
        "fonts": families(),
        "blocks": blocks,
    }


def covered(found: Any, tell: Callable[[str], None]) -> str:
    """Return plain data as JSON in which no letter is missing from the fonts.

    Args:
        found: the data.
        tell: is told of scripts that no font has.
    """
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    missing = uncovered(text)
    if not missing:
        return text
    for script, letters in groupby(sorted(missing, key=lambda one: (missing[one], one)), missing.__getitem__):
        tell(_lacking(script, list(letters)))
    return json.dumps(said_instead(found, missing), ensure_ascii=False, separators=(",", ":"))


def _lacking(script: str, letters: list[str]) -> str:
    """Say which letters no font has, and the package that would."""
    if not script:
        return (
            f"no installed font has {' '.join(f'U+{ord(letter):04X}' for letter in letters)}: written as that"
        )
    package = {"Han": "sc", "Hiragana": "jp", "Katakana": "jp", "Hangul": "kr"}.get(script, script.lower())
    return (
        f"no installed font has the script {script}: its letters are left out and said to be; "
        f"the package fontpkg-noto-sans-{package}, or another of the kind, has them"
    )


def said_instead(found: Any, missing: Mapping[str, str]) -> Any:
    """Write in place of letters that no font has what is missing: the code of one, the script and number of many."""
    pattern = re.compile(f"[{re.escape(''.join(missing))}]+(?: +[{re.escape(''.join(missing))}]+)*")

    def said(match: re.Match[str]) -> str:
        letters = match[0]
        scripts = ", ".join(dict.fromkeys(missing[letter] for letter in letters if missing.get(letter)))
        if len(letters) == 1 or not scripts:
            return " ".join(f"[U+{ord(letter):04X}]" for letter in letters if letter != " ")
        return f"[{scripts}: {len(letters)}]"

    def mended(value: Any) -> Any:
        match value:
            case str():
                return pattern.sub(said, value)
            case list() | tuple():
                return [mended(item) for item in value]
            case dict():
                return {key: mended(item) for key, item in value.items()}
            case _:
                return value

    return mended(found)


# --- blocks as plain data -------------------------------------------------------------------------


def _block(block: Block, way: str) -> Iterator[dict[str, Any]]:
    match block:
        case Heading():
            text = label(block.text)
            shown = figures_apart(text) if "rtl" in {way, direction(text)} else text
            yield {"kind": "heading", "level": block.level, "text": shown, "anchor": block.anchor}
        case Text():
            items = [{"cell": _cell(item, way), "anchor": item.anchor} for item in block.paragraphs]
            yield {"kind": "text", "marker": block.marker, "items": items}
        case KeyValues():
            yield {
                "kind": "facts",
                "items": [(label(name), _cell(value, way)) for name, value in block.items],
            }
        case Table():
            yield from (_table(panel, way) for panel in panels(block))
        case Timeline():
            yield from _block(timeline_table(block), way)
        case Picture():
            yield _picture(block)


def _table(table: Table, way: str) -> dict[str, Any]:
    return {
        "kind": "table",
        "title": label(table.title),
        "widths": widths(table),
        "right": [column.justify == "right" for column in table.columns],
        "pinned": table.pinned,
        "head": [_cell(column.heading, way) for column in table.columns],
        "rows": [{"cells": [_cell(cell, way) for cell in row], "short": is_short(row)} for row in table.rows],
        "notes": [_cell(note, way) for note in table.notes],
    }


def _cell(cell: Cell, way: str) -> list[Any]:
    return [
        {
            "way": own if own != way else "",
            "pieces": [
                (list(breakable(_apart(one))), one.tone, _link(one.link), _language(one.language))
                for one in line
            ],
        }
        for own, line in pieces(cell, way)
    ]


def _apart(piece: Piece) -> str:
    """Return the text of a piece, isolated where it reads the other way than its line: brackets beside it stay there."""
    if not piece.way:
        return piece.text
    first = "\u2067" if piece.way == "rtl" else "\u2066"
    return f"{first}{piece.text}\u2069"


def _link(link: str) -> str:
    return link if link.startswith("#") else ascii_address(link)


def _language(tag: str) -> str:
    """Return the language of a tag, as typst takes it; empty for what is none."""
    primary = tag.split("-", maxsplit=1)[0].lower()
    return primary if _LANGUAGE.fullmatch(primary) else ""


def _picture(block: Picture) -> dict[str, Any]:
    drawing = block.drawing
    description = label(f"{drawing.title}. {drawing.description}")
    return {
        "kind": "picture",
        "caption": label(block.caption),
        "description": description,
        **drawing_data(drawing),
    }


def drawing_data(drawing: Drawing) -> dict[str, Any]:
    """Return a drawing as the templates take it."""
    shapes = [_shape(shape) for shape in drawing.shapes]
    return {"width": drawing.width, "height": drawing.height, "shapes": shapes}


def _shape(shape: Shape) -> dict[str, Any]:
    made = {"kind": type(shape).__name__.lower(), **shape._asdict()}
    if isinstance(shape, Words):
        text = label(shape.text)
        made |= {"text": figures_apart(text), "way": direction(text)}
    elif made["kind"] == "rule":
        made["head"] = head(shape) if made["arrow"] else []  # type: ignore[arg-type]  # a rule
    return made
