"""Bytes into text, a piece at a time, in the encoding they are evidently in.

The order: what the caller says; a byte-order mark; UTF-16 by its zeros; UTF-8 where the bytes are that; where they are
not, an encoding of another script that charset-normalizer names (never its language: that is a guess of its own), and for
Latin script the one in which a language has all the letters, Windows-1252 first. While all bytes are ASCII the choice
is left open, so a file whose first accent comes on line 90,000 is read right from there.
"""

from __future__ import annotations

import codecs
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.datafiles import data_file
from claimtrack.errors import InputFileError
from claimtrack.model.draft import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from charset_normalizer import CharsetMatch

    from claimtrack.importers.readers.source import ByteSource

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16", "utf-32")
_WESTERN = ("cp1252", "latin-1", "iso8859-1")
# The letters with accents of Latin-1, the quotes and dashes: what is most of the UTF-8 in Western texts. «É» of capitals
# and guillemets is left to be what it is.
_UTF8_LETTER = re.compile(rb"\xc3[\x80-\xbf]|\xe2\x80[\x93-\x9e\xa6]")
# Bytes that Windows-1252 gives no character: a text with them is Latin-1, or no Western text at all.
_NOT_IN_CP1252 = b"\x81\x8d\x8f\x90\x9d"

_LOOKED_AT = 16_384  # bytes by which an encoding of one byte a character is known
_SHOWN = 30  # characters shown of what an encoding makes of a text
_FOREIGN_WORD = re.compile(rb"(?<![A-Za-z\x80-\xff])[\x80-\xff]{3,}(?![A-Za-z\x80-\xff])")
_ACCENTED = re.compile(rb"[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z]")
_RUN = re.compile(rb"[\x80-\xff]+")
_LONG_RUN = 3  # bytes beyond ASCII in a row, which words in Latin script hardly have
_OTHER_SCRIPTS = [
    "cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "cp1256", "iso8859_6", "cp1255", "cp1253",
    "gb18030", "big5", "cp932", "euc_jp", "cp949",
]  # fmt: skip
_OWN_LETTERS = {
    "cp932": (re.compile("[ぁ-ん]"), 0.1),
    "euc_jp": (re.compile("[ぁ-ん]"), 0.1),
    "cp949": (re.compile("[가-힣]"), 0.9),
}
"""Letters, and their share of those beyond ASCII, without which a text is none in an encoding, and with which it surely is."""
_RARE = {
    "iso8859_6": 0.1
}  # hardly met, and makes Arabic letters of Russian: by so much the others may be stranger
# Bytes of Cyrillic capitals, and of ы ь э ю я, in cp1251: Hebrew in cp1255, which is taken for it, has none of them.
_NOT_HEBREW = re.compile(rb"[\xc0-\xdf\xfb-\xff]")
_HEBREW_LETTERS = 16  # at least, to tell
_MARGIN = 0.1  # of the letters, by which an encoding must fit better than the usual one, if it does not fit all of them
_SIGNS = frozenset("“”‘’‚„«»‹›–—…•·°§©®™€£¡¿\xa0\xad")  # that any language may have

_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")
# First byte of a UTF-8 character → its bytes; 0 for a byte within one.
_LEADING = ((0xF0, 4), (0xE0, 3), (0xC0, 2), (0x80, 0))
_LONGEST_CHARACTER = 4


class Text:
    """The text of a source, in pieces.

    A byte that is no text in the encoding becomes a lone surrogate (`surrogateescape`), which no real text holds:
    `suspect` turns true, and the reader looks for it in its rows.

    Attributes:
        encoding: the encoding taken; "ascii" while nothing else was met.
        suspect: the pieces given so far hold a NUL or an undecodable byte.
    """

    def __init__(self, source: ByteSource, encoding: str | None = None) -> None:
        self._source = source
        self._bom = b""
        self.suspect = False
        self._mixed = False
        self.encoding = self._named(encoding) if encoding else self._guess(source.head)
        if not encoding:
            self._tell()
        self._wide = self.encoding.startswith(_WIDE)

    def _named(self, encoding: str) -> str:
        try:
            name = codecs.lookup(encoding).name
        except LookupError:
            raise InputFileError(
                f"there is no encoding {encoding!r}",
                "such as utf-8, utf-16, cp1252, latin-1, cp1251 or cp1256",
            ) from None
        for mark, marked in _BOMS:
            if self._source.head.startswith(mark) and (marked == name or name.removesuffix("-sig") in marked):
                self._bom = mark
                return marked
        return "utf-16-le" if name == "utf-16" else name.removesuffix("-sig")

    def _guess(self, head: bytes) -> str:
        for mark, name in _BOMS:
            if head.startswith(mark):
                self._bom = mark
                return name
        return _zeros(head[:4096]) or "ascii"

    def sample(self) -> str:
        """Decode the first bytes, for a look."""
        head = self._source.head[len(self._bom) :]
        name = _eight_bit(head) if self.encoding == "ascii" else self.encoding
        return head.decode(name, "ignore")

    def __iter__(self) -> Iterator[str]:
        """Yield the text in pieces that together are all of it."""
        self._skip_bom()
        decoder = None
        rest = b""
        for chunk in self._source.chunks():
            if self.encoding == "ascii":
                if chunk.isascii():
                    yield self._checked(chunk.decode("ascii"))
                    continue
                self.encoding = _eight_bit(chunk)
                self._tell(chunk)
            if self.encoding == "utf-8":
                whole, rest = _whole_characters(rest + chunk)
                yield self._checked(self._utf8(whole))
                continue
            decoder = decoder or self._decoder()
            self._look_for_utf8(chunk)
            text = decoder.decode(chunk)
            self.suspect = self.suspect or _ESCAPED_BYTE.search(text) is not None
            yield self._checked(text)
        if tail := self._utf8(rest) if rest else decoder.decode(b"", final=True) if decoder else "":
            yield self._checked(tail)

    def _tell(self, data: bytes = b"") -> None:
        """Note the encoding that has been found out, where it is not the usual one, and what it makes of some bytes."""
        if self.encoding not in ("ascii", "utf-8"):
            shown = f" (“{words}”)" if (words := _foreign_words(data, self.encoding)) else ""
            self._note(
                f"read as {self.encoding}{shown}; if its letters look wrong, name another with --encoding"
            )

    def _look_for_utf8(self, chunk: bytes) -> None:
        """Note that text in an encoding of the West holds letters which are evidently UTF-8."""
        if self._mixed or self.encoding not in _WESTERN or not (found := _UTF8_LETTER.search(chunk)):
            return
        self._mixed = True
        letter, shown = found[0].decode("utf-8"), found[0].decode(self.encoding, "replace")
        self._note(
            f"mixed encodings? What may be {letter!r} in UTF-8 is read as {shown!r} in {self.encoding}; "
            "look at such texts, or name another with --encoding"
        )

    def _note(self, message: str) -> None:
        self._source.notes.add(Position(self._source.name), message)

    def _skip_bom(self) -> None:
        if self._bom:
            self._source.read(len(self._bom))

    def _utf8(self, data: bytes) -> str:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            self.suspect = True
            return data.decode("utf-8", "surrogateescape")

    def _decoder(self) -> codecs.IncrementalDecoder:
        errors = "replace" if self._wide else "surrogateescape"
        try:
            return codecs.getincrementaldecoder(self.encoding)(errors)
        except (LookupError, TypeError):
            raise InputFileError(f"{self.encoding!r} is no encoding of text") from None

    def _checked(self, text: str) -> str:
        if not self.suspect and ("\x00" in text or (self._wide and "\ufffd" in text)):
            self.suspect = True
        return text


def decode_whole(source: ByteSource, encoding: str | None, limit: int) -> tuple[str, str]:
    """Read a whole document as text, with the encoding taken.

    Raises:
        InputFileError: it is larger than the limit, or holds bytes that are no text.
    """
    text = Text(source, encoding)
    parts, length = [], 0
    for part in text:
        length += len(part)
        if length > limit:
            raise InputFileError(
                f"{source.name} is larger than {limit // 1024 // 1024} MiB, too large to be one document"
            )
        parts.append(part)
    whole = "".join(parts)
    if text.suspect and (wrong := what_is_wrong(whole, text.encoding)):
        raise InputFileError(f"{source.name}: {wrong}", "give its encoding, or mend it")
    return whole, text.encoding


def what_is_wrong(text: str, encoding: str) -> str:
    """Say what makes a text unusable: a NUL, or bytes that are none of its encoding; empty where it is sound."""
    if "\x00" in text:
        return "holds a NUL byte; the file is damaged, or no text"
    if text.isascii():
        return ""
    if "\ufffd" in text and encoding.startswith(_WIDE):
        return f"holds bytes that are no text in {encoding}"
    stray = _SURROGATE.search(text)
    if stray is None:
        return ""
    escaped = _ESCAPED_BYTE.match(stray[0])
    what = f"the byte 0x{ord(stray[0]) - 0xDC00:02x}" if escaped else "half of a surrogate pair"
    return f"holds {what}, which is no text in {encoding}; mixed encodings, or another one"


def _zeros(head: bytes) -> str:
    """Know UTF-16 without a mark by its zeros: nearly every other byte of Western text."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    many, few = len(head) * 0.2, len(head) * 0.05
    if odd > many and even < few:
        return "utf-16-le"
    return "utf-16-be" if even > many and odd < few else ""


def _eight_bit(chunk: bytes) -> str:
    """Choose between UTF-8 and the encodings of one byte a character by the first bytes beyond ASCII."""
    whole, _rest = _whole_characters(chunk)
    text = whole.decode("utf-8", "surrogateescape")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    # A few stray bytes in evident UTF-8 are damage to report row by row, not another encoding.
    if len(_ESCAPED_BYTE.findall(text)) * 2 <= beyond:
        return "utf-8"
    whole_lines = chunk[:_LOOKED_AT].rpartition(b"\n")[0] if len(chunk) > _LOOKED_AT else chunk
    telling = b"\n".join(line for line in (whole_lines or chunk).split(b"\n") if not line.isascii())
    named = _of_other_script(telling) if _is_foreign(telling) else ""
    named = named or _of_latin_script(telling)
    return "latin-1" if named == "cp1252" and any(byte in chunk for byte in _NOT_IN_CP1252) else named


def _is_foreign(telling: bytes) -> bool:
    """Whether a text is in another script: words in Latin script have few letters with accents."""
    if len(_FOREIGN_WORD.findall(telling)) > len(_ACCENTED.findall(telling)):
        return True
    runs = list(map(len, _RUN.findall(telling)))
    return sum(run for run in runs if run >= _LONG_RUN) > sum(run for run in runs if run < _LONG_RUN)


def _of_other_script(telling: bytes) -> str:
    """Return the encoding of another script that fits the letters of a text best; empty where none does."""
    from charset_normalizer import from_bytes

    fitting = sorted(from_bytes(telling, cp_isolation=_OTHER_SCRIPTS), key=_strangeness)
    sure = [match.encoding for match in fitting if match.encoding in _OWN_LETTERS and _has_own_letters(match)]
    named = sure or [match.encoding for match in fitting if match.encoding not in _OWN_LETTERS]
    if named[:1] == ["cp1251"] and not _NOT_HEBREW.search(telling):
        letters = sum(len(word) for word in _FOREIGN_WORD.findall(telling))
        return "cp1255" if letters >= _HEBREW_LETTERS else "cp1251"
    return str(named[0]) if named else ""


def _has_own_letters(match: CharsetMatch) -> bool:
    letters, share = _OWN_LETTERS[match.encoding]
    text = str(match)
    return len(letters.findall(text)) >= share * sum(not sign.isascii() for sign in text)


def _strangeness(match: CharsetMatch) -> float:
    return match.chaos + _RARE.get(match.encoding, 0.0)


def _of_latin_script(telling: bytes) -> str:
    """Return the encoding in which one language has most of the letters of a text; of several about alike the first."""
    fits = {encoding: _fit(telling, encoding, alphabets) for encoding, alphabets in _alphabets().items()}
    best = max(fits, key=lambda encoding: fits[encoding])
    usual = next(iter(fits))
    return best if fits[best] == 1 > fits[usual] or fits[best] > fits[usual] + _MARGIN else usual


def _fit(telling: bytes, encoding: str, alphabets: list[frozenset[str]]) -> float:
    """Return the share of the characters beyond ASCII that one of some languages has, the one that has most."""
    text = [sign for sign in telling.decode(encoding, "replace") if not sign.isascii() and sign not in _SIGNS]
    return max(sum(sign in letters for sign in text) for letters in alphabets) / max(len(text), 1)


@cache
def _alphabets() -> dict[str, list[frozenset[str]]]:
    languages = data_file(Path(__file__).with_name("alphabets.toml"))
    return {
        encoding: [frozenset(letters + letters.upper()) for letters in named.values()]
        for encoding, named in languages.items()
    }


def _foreign_words(data: bytes, encoding: str) -> str:
    """Return the first words beyond ASCII of some bytes, as an encoding makes them."""
    words = re.findall(r"[^\W\d_]+", data[:_LOOKED_AT].decode(encoding, "ignore"))
    return " ".join(word for word in words if not word.isascii())[:_SHOWN].strip()


def _whole_characters(data: bytes) -> tuple[bytes, bytes]:
    """Split off the bytes of a UTF-8 character that the end of the data cuts."""
    for back in range(1, min(_LONGEST_CHARACTER, len(data)) + 1):
        byte = data[-back]
        length = next((length for first, length in _LEADING if byte >= first), 1)
        if length:  # it begins a character
            return (data[:-back], data[-back:]) if back < length else (data, b"")
    return data, b""
