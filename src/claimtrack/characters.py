"""Characters: digits of any script, dashes, invisible marks, and names folded for comparison."""

import re
import unicodedata
from typing import NamedTuple

# The patterns are compiled, and kept by `re`, when first used: start-up is short.

# Marks that steer layout or join letters and carry no meaning for reading a date, a number or a name.
_INVISIBLE = "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
_DASHES = "[\u058a\u05be\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]"
_CONTROL = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]"
_BIDI = "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
# Accents of European scripts, Hebrew points, Arabic vowel signs; not the vowel signs of Indic scripts or the
# voicing marks of kana, which are letters to their readers.
_ACCENTS = "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]"
APOSTROPHES = "['`\u00b4\u02b0-\u02ff\u2018-\u201b\u2032\u055a\u05f3\uff07]"
_ASCII_FOLDED = {
    code: None if chr(code) in "'`" else " "
    for code in range(128)
    if not (chr(code).isalnum() or chr(code).isspace())
}
_SIGNS = "\u0900-\u0e7f"  # letters and vowel signs of the scripts of South and South-East Asia
_WORD = rf"(?:[^\W_]|[{_SIGNS}]|{_ACCENTS}|{_INVISIBLE})+"
_OTHER_DIGIT = r"[^\D0-9]"
_NOT_A_LETTER = r"[^\w\s]|_"
# Letters that are one letter to a reader comparing names and have no decomposition in Unicode.
_SAME_LETTER = str.maketrans(
    {
        "ة": "ه",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ے": "ي",
        "ک": "ك",
        "ڪ": "ك",
        "ٱ": "ا",
        "ہ": "ه",
        "ھ": "ه",
        "ە": "ه",
        "ں": "ن",
        "ı": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "æ": "ae",
        "œ": "oe",
    }
)


def ascii_digits(text: str) -> str:
    """Write the decimal digits of every script as 0-9 (Unicode category Nd)."""
    return text if text.isascii() else re.sub(_OTHER_DIGIT, _ascii_digit, text)


def _ascii_digit(match: re.Match[str]) -> str:
    return str(unicodedata.decimal(match[0]))


def plain_dashes(text: str) -> str:
    """Write every dash, hyphen and minus sign as the ASCII hyphen."""
    return text if text.isascii() else re.sub(_DASHES, "-", text)


def drop_invisible(text: str) -> str:
    """Remove soft hyphens, zero-width and direction marks."""
    return text if text.isascii() else re.sub(_INVISIBLE, "", text)


def squeeze(text: str) -> str:
    """Trim the text and turn every run of white space into one space."""
    return " ".join(text.split())


def cleaned(text: str) -> str:
    """Return the form that dates and numbers are read from: ASCII digits and dashes, no invisible marks."""
    return squeeze(plain_dashes(ascii_digits(drop_invisible(text))))


def fold_name(text: str) -> str:
    """Return the form in which names are compared: no case, accents, punctuation or optional Arabic signs.

    Arabic hamza carriers become the bare letter, final ta marbuta and alif maqsura their plain
    neighbours (ة as ه, ى as ي), Persian, Urdu and Pashto letters their Arabic twins. Apostrophes vanish, other punctuation
    separates words. The form is for comparing only: it is not meant to be read.

    Args:
        text: a name in any script.
    """
    return " ".join(folded_words(text))


def folded_words(text: str) -> list[str]:
    """Return the words of the form that `fold_name` gives."""
    if text.isascii():  # as are most, which need none of the rest
        return text.lower().translate(_ASCII_FOLDED).split()
    text = re.sub(_ACCENTS, "", unicodedata.normalize("NFKD", drop_invisible(text)))
    text = re.sub(APOSTROPHES, "", unicodedata.normalize("NFKC", text).casefold())
    text = ascii_digits(text.translate(_SAME_LETTER))
    return re.sub(_NOT_A_LETTER, _space_unless_mark, text).split()


class Word(NamedTuple):
    """A word of a text.

    Attributes:
        folded: as `fold_name` folds it.
        raw: as it is written, vowel signs and marks without a width included.
        start: where it begins.
        end: where it has ended.
    """

    folded: str
    raw: str
    start: int
    end: int


def words_in(text: str) -> list[Word]:
    """Return the words of a text, folded as names are, each with where it stands; apostrophes and `_` separate words."""
    found = (
        Word("".join(folded_words(match[0])), match[0], match.start(), match.end())
        for match in re.finditer(_WORD, text)
    )
    return [word for word in found if word.folded]


def harmless(text: str, *, keep_newlines: bool = False) -> str:
    """Make outside text safe to print on a terminal, losing nothing to the eye.

    Control characters (terminal escapes among them) become their visible pictures (U+2400 block or `<9b>`);
    direction overrides, which can make a line read differently from what it holds, become `<202e>`.

    Args:
        text: any text.
        keep_newlines: leave line feeds as they are; otherwise they become spaces.
    """
    if not keep_newlines:
        text = text.replace("\r\n", " ").replace("\n", " ")
    text = text.replace("\t", " ")
    if text.isascii() and text.isprintable():
        return text
    text = re.sub(_CONTROL, lambda match: _picture(match[0]), text)
    return re.sub(_BIDI, lambda match: f"<{ord(match[0]):x}>", text)


def _space_unless_mark(match: re.Match[str]) -> str:
    """Keep vowel signs, which regular expressions do not count as letters."""
    return match[0] if unicodedata.category(match[0]).startswith("M") else " "


def _picture(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"<{code:x}>"
