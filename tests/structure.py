"""What the structure tags of a PDF say: headings, cells of tables row by row, what pictures show in words."""

import ctypes
from dataclasses import dataclass, field

import pypdfium2 as pdfium
from pypdfium2 import raw


@dataclass
class Element:
    """One element of the structure tree, with the text that is marked as its own."""

    kind: str
    told: str
    parts: list = field(default_factory=list)

    @property
    def text(self):
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def all(self, *kinds):
        found = [self] if self.kind in kinds else []
        return found + [one for part in self.parts if isinstance(part, Element) for one in part.all(*kinds)]


def structure(content):
    """Return the elements at the top of each page of a PDF, in their order."""
    document = pdfium.PdfDocument(content)
    try:
        return [element for page in document for element in _page(page)]
    finally:
        document.close()


def _page(page):
    tree = raw.FPDF_StructTree_GetForPage(page)
    marked = _marked(page)
    children = range(raw.FPDF_StructTree_CountChildren(tree))
    found = [_element(raw.FPDF_StructTree_GetChildAtIndex(tree, at), marked) for at in children]
    raw.FPDF_StructTree_Close(tree)
    return found


def _element(given, marked):
    told = _string(raw.FPDF_StructElement_GetAltText, given)
    made = Element(_string(raw.FPDF_StructElement_GetType, given), told)
    for at in range(raw.FPDF_StructElement_CountChildren(given)):
        child = raw.FPDF_StructElement_GetChildAtIndex(given, at)
        if child:
            made.parts.append(_element(child, marked))
        else:
            made.parts.append(marked.get(raw.FPDF_StructElement_GetChildMarkedContentID(given, at), ""))
    return made


def _marked(page):
    """Collect the text of a page by the number of its marked content."""
    texts, found = page.get_textpage(), {}
    for part in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=15):
        size = raw.FPDFTextObj_GetText(part, texts, None, 0)
        buffer = ctypes.create_string_buffer(size * 2)
        raw.FPDFTextObj_GetText(part, texts, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
        number = raw.FPDFPageObj_GetMarkedContentID(part)
        if number < 0:  # an artifact, as the foot of a page is
            continue
        found[number] = found.get(number, "") + buffer.raw.decode("utf-16-le").split("\0")[0]
    return found


def _string(read, element):
    size = read(element, None, 0)
    buffer = ctypes.create_string_buffer(size)
    read(element, buffer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
