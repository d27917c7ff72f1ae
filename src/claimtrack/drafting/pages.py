"""Documents as text: plain text, Markdown, web pages, DOCX, PDF and e-mail, with title, publisher and date where told.

What is lost: of a web page all but its main text; of a PDF what `printed` tells.
"""

from __future__ import annotations

import hashlib
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimtrack.drafting.printed import paragraphs_of
from claimtrack.errors import InputFileError, MissingLibraryError

if TYPE_CHECKING:
    from collections.abc import Callable

_LARGEST = 64 * 1024 * 1024  # bytes of one document
_LONGEST = 2_000_000  # characters of one document: two long books
_EXTRA = "prose"
_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_STRUCK = re.compile(r"<(del|s|strike)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TIMES = re.compile(r"(</?)(?:time|output)\b", re.IGNORECASE)
_RAISED = re.compile(r"<sup\b[^>]*>\s*\[?\d{1,3}\]?\s*</sup\s*>", re.IGNORECASE)


@dataclass(slots=True)
class Page:
    """A document as text.

    Attributes:
        name: the file it was read from.
        text: what it says, as drafts count its characters.
        title: as the document says.
        publisher: as the document says.
        published: its date as the document says, ISO 8601.
        sha256: the hash of the file.
        left_out: lines of a PDF that came out in no readable order.
    """

    name: str
    text: str
    title: str = ""
    publisher: str = ""
    published: str = ""
    sha256: str = ""
    left_out: int = 0


def read_page(data: bytes, name: str) -> Page:
    """Return a document as text, by the ending of its name.

    Args:
        data: the bytes of the file.
        name: its name; "-" and unknown endings are plain text.

    Raises:
        InputFileError: it is too large, empty, or not what its ending says.
        MissingLibraryError: its form needs a library that is not installed.
    """
    if len(data) > _LARGEST:
        raise InputFileError(f"{name} is larger than 64 MiB, too large to be one document", "cut it up")
    reader = _READERS.get(Path(name).suffix.lower(), _plain)
    page = reader(data, name)
    page.sha256 = hashlib.sha256(data).hexdigest()
    page.text = page.text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not page.text.strip() and not page.left_out:
        raise InputFileError(f"{name} holds no text", "check that it was saved whole")
    if len(page.text) > _LONGEST:
        length = f"{len(page.text):,} characters"
        raise InputFileError(f"{name} holds {length}, more than one document of prose has", "cut it up")
    return page


def read_kept(data: bytes) -> list[str]:
    """Return the readings of a file without its name: what its first bytes say that it is, and Markdown.

    Raises:
        InputFileError: it cannot be read.
        MissingLibraryError: its form needs a library that is not installed.
    """
    head = data[:1024].lstrip()
    if head.startswith(b"%PDF"):
        return [_pdf(data, "copy").text]
    if head.startswith(b"PK\x03\x04"):
        return [_docx(data, "copy").text]
    if b"<html" in head.lower() or head.lower().startswith(b"<!doctype"):
        return [_html(data, "copy").text]
    plain = _decoded(data, "copy")
    found = [plain, _markdown(data, "copy").text]
    if re.match(r"(?:[A-Za-z-]+:[^\n]*\n)+", plain):
        found.append(_mail(data, "copy").text)
    return found


def readable(name: str) -> bool:
    """Whether a file of a folder is a document, by its ending."""
    return Path(name).suffix.lower() in _READERS


def _decoded(data: bytes, name: str) -> str:
    """Return the text of bytes: UTF-8, what a mark at the start says, or what the words make likeliest.

    Raises:
        InputFileError: it is none of these.
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    try:
        from charset_normalizer import from_bytes  # it comes with trafilatura
    except ImportError:
        raise InputFileError(f"{name} is not UTF-8", "save it as UTF-8") from None
    best = from_bytes(data).best()
    if best is None:
        raise InputFileError(f"{name} is no text in any encoding", "save it as UTF-8")
    return str(best)


def _plain(data: bytes, name: str) -> Page:
    return Page(name, _decoded(data, name))


def _markdown(data: bytes, name: str) -> Page:
    """Return Markdown without its marks; the words of links stay, addresses go."""
    text = _decoded(data, name).replace("\r\n", "\n")
    page = Page(name, "")
    if front := _FRONT.match(text):
        told: dict[str, str] = dict(re.findall(r"(?m)^(\w+):\s*[\"']?(.*?)[\"']?\s*$", front[1]))
        page.title = told.get("title", "")
        page.published = told.get("date", "")[:10]
        page.publisher = told.get("publisher", told.get("author", ""))
        text = text[front.end() :]
    heading = re.search(r"(?m)^#\s+(.+?)\s*#*$", text)
    page.title = page.title or (heading[1] if heading else "")
    text = re.sub(r"(?s)```.*?```", "", text)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"(?m)^(?:#{1,6}\s+|>\s?|\s*[-*+]\s+)", "", text)
    text = re.sub(r"(\*\*|__|\*|(?<!\w)_|_(?!\w)|`)", "", text)
    page.text = re.sub(r"(?<!\n)\n(?!\n)", " ", text)  # a line break is none to a reader of Markdown
    return page


def _html(data: bytes, name: str) -> Page:
    trafilatura = _library("trafilatura", "HTML")
    written = _decoded(data, name)
    # Its extractor drops the words inside <time>, and joins struck figures to those that replace them.
    written = _RAISED.sub("", _STRUCK.sub(" ", _TIMES.sub(r"\1span", written)))
    found = trafilatura.bare_extraction(written, with_metadata=True, include_comments=False)
    if found is None or not (found.text or "").strip():
        raise InputFileError(f"{name} holds no main text that can be told apart", "save the article as text")
    text: str = found.text
    return Page(
        name, text, found.title or "", found.sitename or found.hostname or "", (found.date or "")[:10]
    )


def _docx(data: bytes, name: str) -> Page:
    from zipfile import BadZipFile

    docx = _library("docx", "DOCX")
    refused = (
        BadZipFile,
        KeyError,
        ValueError,
        SyntaxError,
        docx.opc.exceptions.OpcError,
    )  # lxml's are SyntaxErrors
    try:
        document = docx.Document(BytesIO(data))
        lines = [paragraph.text for paragraph in document.paragraphs]
        title = document.core_properties.title or ""
    except refused as error:
        raise InputFileError(
            f"{name} is no DOCX that can be read: {error}", "save it again, or as text"
        ) from None
    return Page(name, "\n".join(lines), title)


def _pdf(data: bytes, name: str) -> Page:
    pdfium = _library("pypdfium2", "PDF")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputFileError(f"{name} is encrypted", "save it without its password, or as text") from None
        raise InputFileError(
            f"{name} is no PDF that can be read: {error}", "save it again, or as text"
        ) from None
    try:
        title = document.get_metadata_dict().get("Title", "")
        pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    finally:
        document.close()
    text, left_out = paragraphs_of(pages)
    if not text.strip() and not left_out:
        raise InputFileError(f"{name} holds pictures of text and no text", "run it through OCR first")
    return Page(name, text, title, left_out=left_out)


def _mail(data: bytes, name: str) -> Page:
    from email import message_from_bytes
    from email.policy import default
    from email.utils import parsedate_to_datetime

    message = message_from_bytes(data, policy=default)
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        raise InputFileError(f"{name} is no e-mail with a text", "save it as text")
    content = str(body.get_content())
    page = _html(content.encode(), name) if body.get_content_subtype() == "html" else Page(name, content)
    page.title = str(message["subject"] or page.title)
    sender = re.sub(r"\s*<[^>]*>", "", str(message["from"] or "")).strip(' "')
    page.publisher = sender or page.publisher
    try:
        page.published = parsedate_to_datetime(str(message["date"])).date().isoformat()
    except (TypeError, ValueError):
        page.published = ""
    return page


def _library(module: str, form: str) -> Any:
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError:
        raise MissingLibraryError(
            f"{form} needs the library {module}, which is not installed", _EXTRA
        ) from None


_READERS: dict[str, Callable[[bytes, str], Page]] = {
    ".txt": _plain,
    ".text": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".docx": _docx,
    ".pdf": _pdf,
    ".eml": _mail,
}
