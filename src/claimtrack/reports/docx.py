"""A report as DOCX (ECMA-376): real headings, tables with repeated header rows, links, runs that read either way.

python-docx makes the package, its styles and relationships; the text is written as WordprocessingML here, as its own
classes know no direction, no links and no bookmarks, and take a time that grows with the square of a table.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from msgspec.structs import replace

from claimtrack.errors import MissingLibraryError
from claimtrack.render.tables import timeline_table
from claimtrack.render.text import direction
from claimtrack.reports.footnotes import NAMESPACES, NUMBER, STYLE, Footnotes, empty_part
from claimtrack.reports.setting import ascii_address, is_short, label, panels, pieces, widths
from claimtrack.views.blocks import Heading, KeyValues, Picture, Table, Text, Timeline, cell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from claimtrack.reports.manuscript import Manuscript
    from claimtrack.reports.setting import Piece
    from claimtrack.views.blocks import Block, Cell

_SHEET = (11906, 16838)  # A4, in twentieths of a point
_MARGIN = 1020
_FOOT = 1300  # below the lines of a page, with the footer in it
_ROOM = _SHEET[0] - 2 * _MARGIN
_PADDING = 108  # of a cell on either side; a table would begin so much before the lines of the document
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive can name
_FONT = "Arial"  # has Latin, Cyrillic and Arabic wherever there is a word processor

_COLOURS = {
    "dim": "4D5761",
    "silent": "4D5761",
    "agree": "00694C",
    "compatible": "005A9C",
    "possible": "7D5700",
    "warning": "7D5700",
    "conflict": "A8321C",
}
_BOLD = frozenset({"strong", "agree", "compatible", "possible", "warning", "conflict"})
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write(manuscript: Manuscript, tell: Callable[[str], None]) -> bytes:
    """Set a report as DOCX.

    Args:
        manuscript: the report.
        tell: is told that the pictures are left out, where the library that draws them is not installed.

    Raises:
        MissingLibraryError: python-docx is not installed.
    """
    try:
        import docx
    except ImportError:
        raise MissingLibraryError("DOCX needs the package python-docx", "docx") from None
    setter = _Setter(docx.Document(), manuscript, tell)
    setter.set()
    stream = io.BytesIO()
    setter.document.save(stream)
    return _same_every_time(stream.getvalue())


def _same_every_time(content: bytes) -> bytes:
    """Write an archive again without the clock in it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(stream, "w") as made:
        for item in given.infolist():
            entry = zipfile.ZipInfo(item.filename, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            made.writestr(entry, given.read(item))
    return stream.getvalue()


class _Setter:
    """Writes one document."""

    def __init__(self, document: Any, manuscript: Manuscript, tell: Callable[[str], None]) -> None:
        self.document, self.manuscript, self.tell = document, manuscript, tell
        self.way = manuscript.words.direction
        self.body = document.element.body
        self.blocks = list(manuscript.blocks())
        self.notes = Footnotes(self.blocks)
        self.part = document.part  # what is written at the moment: links belong to their part
        self.marks = 0
        self.drawn = True

    def set(self) -> None:
        self._describe()
        self._style()
        for block in self.blocks:
            for xml in self._block(block):
                self._append(xml)
        self._foot()
        self._footnotes()

    def _append(self, xml: str) -> None:
        from docx.oxml import parse_xml

        # What belongs to the last section stands last in a body.
        self.body.insert(len(self.body) - 1, parse_xml(xml.replace(">", f" {NAMESPACES}>", 1)))

    def _footnotes(self) -> None:
        from docx.oxml import parse_xml

        self.part = empty_part(self.document)
        for number, entry in self.notes.cited():
            text = "".join(self._paragraphs(replace(entry, anchor=""), STYLE, _SMALL))
            text = text.replace("</w:pPr>", f"</w:pPr>{NUMBER}", 1)
            note = f'<w:footnote {NAMESPACES} w:id="{number}">{text}</w:footnote>'
            self.part.element.append(parse_xml(note))

    # --- the document ---

    def _describe(self) -> None:
        properties = self.document.core_properties
        moment = datetime.fromisoformat(self.manuscript.compiled).replace(tzinfo=UTC)
        properties.title = _xml(label(self.manuscript.title))
        properties.author = properties.comments = properties.last_modified_by = ""
        properties.created = properties.modified = moment
        properties.language = self.manuscript.words.language
        properties.revision = 1

    def _style(self) -> None:
        from docx.oxml import parse_xml
        from docx.shared import Twips

        section = self.document.sections[0]
        section.page_width, section.page_height = (Twips(size) for size in _SHEET)
        section.left_margin = section.right_margin = Twips(_MARGIN)
        section.top_margin, section.bottom_margin = Twips(_MARGIN), Twips(_FOOT)
        language = self.manuscript.words.language
        for name, size in {
            "Normal": 19,
            "Heading 1": 34,
            "Heading 2": 26,
            "Heading 3": 21,
            "Heading 4": 19,
        }.items():
            bold = "" if name == "Normal" else "<w:b/><w:bCs/>"
            style = self.document.styles[name].element
            for old in style.findall(f"{{{style.nsmap['w']}}}rPr"):
                style.remove(old)
            style.append(
                parse_xml(
                    f'<w:rPr {NAMESPACES}><w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}"/>{bold}'
                    f'<w:color w:val="1C2126"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
                    f'<w:lang w:val="{language}" w:bidi="{language}"/></w:rPr>'
                )
            )
        if self.way == "rtl":
            section._sectPr.append(parse_xml(f"<w:bidi {NAMESPACES}/>"))  # noqa: SLF001 - it has no other name

    def _foot(self) -> None:
        from docx.oxml import parse_xml

        pages = "".join(
            f'<w:r><w:rPr><w:sz w:val="15"/></w:rPr>{part}</w:r>'
            # Marks keep the two figures in order where the line reads from right to left.
            for part in (_MARK, *_field("PAGE"), _OF, *_field("NUMPAGES"), _MARK)
        )
        text = self._runs(self.manuscript.foot, '<w:sz w:val="15"/><w:szCs w:val="15"/>')
        bidi = "<w:bidi/>" if self.way == "rtl" else ""
        tabs = f'<w:tabs><w:tab w:val="clear" w:pos="4320"/><w:tab w:val="clear" w:pos="8640"/><w:tab w:val="right" w:pos="{_ROOM}"/></w:tabs>'
        foot = self.document.sections[0].footer
        paragraph = foot.paragraphs[0]._p  # noqa: SLF001 - its element
        paragraph.getparent().replace(
            paragraph,
            parse_xml(f"<w:p {NAMESPACES}><w:pPr>{tabs}{bidi}</w:pPr>{text}<w:r><w:tab/></w:r>{pages}</w:p>"),
        )

    # --- blocks ---

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                style = f"Heading{min(block.level, 4)}"
                text = self._marked(block.anchor, self._runs(label(block.text)))
                way = self._reads(block.text)
                yield f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{self._bidi(way)}{self._aligned(way)}</w:pPr>{text}</w:p>'
            case Text():
                style = {"bullet": "ListBullet", "number": "ListNumber"}.get(block.marker, "")
                for item in block.paragraphs:
                    yield from self._paragraphs(item, style)
            case KeyValues():
                yield self._facts(block.items)
            case Table():
                for panel in panels(block):
                    yield from self._table(panel)
            case Timeline():
                yield from self._block(timeline_table(block))
            case Picture():
                yield from self._picture(block)

    def _paragraphs(
        self, item: Cell, style: str = "", size: str = "", *, kept: bool = False, aligned: bool = False
    ) -> Iterator[str]:
        """Return the lines of a cell as paragraphs; aligned ones begin where those of the document do."""
        named = f'<w:pStyle w:val="{style}"/>' if style else ""
        keep = "<w:keepNext/>" if kept else ""
        anchor = item.anchor
        for way, line in pieces(item, self.way):
            runs = self._marked(anchor, "".join(self._piece(piece, size, way) for piece in line))
            side = self._aligned(way) if aligned else ""
            yield f'<w:p><w:pPr>{named}{keep}{self._bidi(way)}<w:spacing w:after="60"/>{side}</w:pPr>{runs}</w:p>'
            anchor = ""

    def _table(self, table: Table) -> Iterator[str]:
        if table.title:
            yield from self._paragraphs(cell(table.title, tone="strong"), kept=True)
        total = sum(widths(table))
        columns = [round(width * _ROOM / total) for width in widths(table)]
        ends = [column.justify == "right" for column in table.columns]
        heads = self._row([column.heading for column in table.columns], columns, ends, 0, head=True)
        rows = "".join(self._row(row, columns, ends, table.pinned, short=is_short(row)) for row in table.rows)
        yield self._framed(columns, heads + rows, _BORDERS)
        for note in table.notes:
            yield from self._paragraphs(note, size=_SMALL)
        yield '<w:p><w:pPr><w:spacing w:after="60"/></w:pPr></w:p>'

    def _row(
        self,
        row: Sequence[Cell],
        columns: Sequence[int],
        ends: Sequence[bool],
        pinned: int,
        *,
        head: bool = False,
        short: bool = True,
    ) -> str:
        properties = ("<w:cantSplit/>" if short else "") + ("<w:tblHeader/>" if head else "")
        cells = []
        for place, (content, width, end) in enumerate(zip(row, columns, ends, strict=True)):
            shade = '<w:shd w:val="clear" w:color="auto" w:fill="F1F4F6"/>' if place < pinned or head else ""
            text = "".join(self._paragraphs(content, size=_SMALL)) or "<w:p/>"
            if end:
                text = text.replace("<w:spacing", '<w:spacing w:before="0"').replace(
                    "</w:pPr>", '<w:jc w:val="end"/></w:pPr>'
                )
            cells.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{text}</w:tc>')
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"

    def _facts(self, items: Sequence[tuple[str, Cell]]) -> str:
        """Labels and values side by side, without lines."""
        columns = (_ROOM // 4, _ROOM - _ROOM // 4)
        rows = "".join(
            self._fact(width=columns, pair=(cell(name, tone="dim"), value)) for name, value in items
        )
        return self._framed(columns, rows, indent=0)

    def _fact(self, width: Sequence[int], pair: Sequence[Cell]) -> str:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{room}" w:type="dxa"/></w:tcPr>{text or "<w:p/>"}</w:tc>'
            for room, text in zip(
                width,
                ("".join(self._paragraphs(one, size=_SMALL, aligned=True)) for one in pair),
                strict=True,
            )
        )
        return f"<w:tr>{cells}</w:tr>"

    def _framed(self, columns: Sequence[int], rows: str, borders: str = "", indent: int = _PADDING) -> str:
        """Return rows as a table that is as wide as the lines of the document."""
        mirrored = "<w:bidiVisual/>" if self.way == "rtl" else ""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
        return (
            f'<w:tbl><w:tblPr>{mirrored}<w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
            f'<w:tblInd w:w="{indent}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )

    def _picture(self, block: Picture) -> Iterator[str]:
        from claimtrack.reports.png import drawn

        if not self.drawn:
            return
        try:
            image = drawn(block.drawing, self.tell)
        except MissingLibraryError as error:
            self.drawn = False
            self.tell(f"the pictures are left out: {error}")
            return
        from docx.shared import Twips

        paragraph = self.document.add_paragraph()
        shape = paragraph.add_run().add_picture(io.BytesIO(image), width=Twips(_ROOM - 2 * _PADDING))
        shape._inline.docPr.set("descr", _xml(label(block.drawing.description)))  # noqa: SLF001 - it has no other name
        shape._inline.docPr.set("title", _xml(label(block.drawing.title)))  # noqa: SLF001 - it has no other name
        self.body.insert(len(self.body) - 1, paragraph._p)  # noqa: SLF001 - its element
        if block.caption:
            yield f"<w:p>{self._runs(label(block.caption), _SMALL)}</w:p>"

    # --- text ---

    def _reads(self, text: str) -> str:
        return direction(text) or self.way

    def _bidi(self, way: str) -> str:
        return "<w:bidi/>" if way == "rtl" else ""

    def _aligned(self, way: str) -> str:
        """Keep a line that reads the other way at the side where the lines of the document begin."""
        return '<w:jc w:val="end"/>' if way != self.way else ""

    def _runs(self, text: str, properties: str = "") -> str:
        ((way, line),) = pieces(cell(text), self.way)
        return "".join(self._piece(piece, properties, way) for piece in line)

    def _marked(self, anchor: str, runs: str) -> str:
        if not anchor:
            return runs
        self.marks += 1
        name = quoteattr(_xml(anchor))
        return (
            f'<w:bookmarkStart w:id="{self.marks}" w:name={name}/>{runs}<w:bookmarkEnd w:id="{self.marks}"/>'
        )

    def _piece(self, piece: Piece, properties: str, way: str) -> str:
        # A word processor has no isolates: marks on both sides keep a figure in order as well.
        text = _xml(piece.text).replace("\u2066", "\u200e").replace("\u2069", "\u200e")
        bold = "<w:b/><w:bCs/>" if piece.tone in _BOLD else ""
        colour = _COLOURS.get(piece.tone, "005A9C" if piece.link else "")
        rtl = "<w:rtl/>" if (piece.way or way) == "rtl" else ""
        tag = quoteattr(_xml(piece.language)) if piece.language else ""
        language = f"<w:lang w:val={tag} w:bidi={tag}/>" if tag else ""
        colour = f'<w:color w:val="{colour}"/>' if colour else ""
        note = self.notes.mark(piece.link[1:]) if piece.link.startswith("#") else ""
        run = (
            f"<w:r><w:rPr>{bold}{colour}{properties}{rtl}{language}</w:rPr>"
            f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        )
        if piece.link.startswith("#"):
            return f"<w:hyperlink w:anchor={quoteattr(_xml(piece.link[1:]))}>{run}</w:hyperlink>{note}"
        return f'<w:hyperlink r:id="{self._related(piece.link)}">{run}</w:hyperlink>' if piece.link else run

    def _related(self, address: str) -> str:
        from docx.opc.constants import RELATIONSHIP_TYPE

        made: str = self.part.relate_to(ascii_address(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return made


_MARK = "<w:t>\u200e</w:t>"
_OF = '<w:t xml:space="preserve">\u200e / \u200e</w:t>'
_SMALL = '<w:sz w:val="16"/><w:szCs w:val="16"/>'
_BORDERS = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="8B96A0"/>'
        for side in ("top", "bottom", "insideH")
    )
    + "</w:tblBorders>"
)


def _field(name: str) -> tuple[str, ...]:
    return (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {name} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )


def _xml(text: str) -> str:
    """Replace what XML 1.0 cannot hold."""
    return _NO_XML.sub("\ufffd", text)
