"""Footnotes of a DOCX report (ECMA-376 part 1, 17.11): the first time that a source is cited, its entry stands below.

python-docx has no footnotes: the part that holds them is made here and put into its package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.views.blocks import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimtrack.views.blocks import Block, Cell

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
STYLE = "FootnoteText"

# The lines above footnotes; every document with footnotes has to hold them (17.18.33).
_LINES = "".join(
    f'<w:footnote w:type="{kind}" w:id="{id_}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
    for id_, kind in ((-1, "separator"), (0, "continuationSeparator"))
)
_NAMED = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'

_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
NUMBER = f'<w:r>{_RAISED}<w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>'
"""What a note begins with: its own number."""


class Footnotes:
    """The footnotes of one document.

    Args:
        blocks: the document; its paragraphs with an anchor are the entries of sources.
    """

    def __init__(self, blocks: Iterable[Block]) -> None:
        texts = [block for block in blocks if isinstance(block, Text)]
        self._entries = {item.anchor: item for text in texts for item in text.paragraphs if item.anchor}
        self._cited: dict[str, int] = {}

    def mark(self, anchor: str) -> str:
        """Return the run that refers to a note; empty for what is no source, or has its note already.

        Args:
            anchor: the entry that is cited.
        """
        if anchor not in self._entries or anchor in self._cited:
            return ""
        self._cited[anchor] = len(self._cited) + 1
        return f'<w:r>{_RAISED}<w:footnoteReference w:id="{self._cited[anchor]}"/></w:r>'

    def cited(self) -> Iterator[tuple[int, Cell]]:
        """Return the number and the entry of each note."""
        for anchor, number in self._cited.items():
            yield number, self._entries[anchor]


def empty_part(document: Any) -> Any:
    """Return a part for the footnotes of a document, which belongs to its package; a style and settings with it."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import XmlPart
    from docx.oxml import parse_xml

    root = parse_xml(f"<w:footnotes {NAMESPACES}>{_LINES}</w:footnotes>")
    part = XmlPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, root, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    style = document.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    style.element.set(f"{{{style.element.nsmap['w']}}}styleId", STYLE)
    style.base_style = document.styles["Normal"]
    settings = document.settings.element
    compat = settings.find(f"{{{settings.nsmap['w']}}}compat")
    compat.addprevious(parse_xml(_NAMED.replace(">", f" {NAMESPACES}>", 1)))
    return part
