"""Languages: one data file each, and the folder is the list of them.

`data/xx.toml` holds all that the program knows of the language xx: its letters, the words of dates, numbers,
counts and answers, and examples that the tests run. `docs/languages.md` explains each section and setting.
"""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from claimtrack.datafiles import prepared

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA: Final = Path(__file__).parent / "data"
DEFAULT: Final = "en"  # tried first where letters and words decide nothing
SCHEMA: Final = Path(__file__).with_name("schema.toml")
CODE: Final = [Path(__file__), Path(__file__).with_name("schema.py"), SCHEMA]
"""What a table made of language files depends on besides them."""

Alphabet = list[tuple[str, str]]  # the first and last letter of each range


def codes_in(folder: Path) -> tuple[str, ...]:
    """List the languages that have a file in a folder, the default one first."""
    found = {path.stem for path in folder.iterdir() if path.suffix == ".toml"}
    return tuple(sorted(found, key=lambda code: (code != DEFAULT, code)))


LANGUAGES: Final = codes_in(DATA)


def primary_subtag(tag: str) -> str:
    """Return the language of a BCP 47 tag, in lower case: `fa` of `fa-AF`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def is_tag(tag: str) -> bool:
    """Whether a text has the form of a BCP 47 language tag (RFC 5646, section 2.1), in letters of either case.

    Whether a language is registered is not asked. Of the names of a language those of two or three letters are taken, the
    only ones that there are.
    """
    return re.fullmatch(_TAG, tag.replace("_", "-"), re.ASCII | re.IGNORECASE) is not None


_TAG: Final = (
    r"[a-z]{2,3}(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"  # language, script, region
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*"  # variants, extensions
    r"(?:-x(?:-[a-z\d]{1,8})+)?|x(?:-[a-z\d]{1,8})+"  # private use
)


def file_of(code: str) -> Path:
    """Return the path of the data file of a language."""
    return DATA / f"{code}.toml"


def parsed(code: str, content: bytes) -> dict[str, Any]:
    """Parse a language file and check it.

    Args:
        code: the language, for messages.
        content: the bytes of its file.

    Raises:
        DataFileError: the file is no TOML, or breaks the schema; file, section and key are named.
    """
    from claimtrack.languages.schema import checked

    return checked(f"{code}.toml", content)


def section(code: str, name: str) -> Any:
    """Return a section or key of a language file, an empty table where it is not there; each call gives its own.

    Raises:
        DataFileError: the file breaks the schema.
    """
    return prepared(f"{code}-{name}", partial(_section, code, name), [file_of(code)], CODE)


def _section(code: str, name: str, content: bytes) -> Any:
    return parsed(code, content).get(name, {})


def letters_lacking(text: str) -> dict[str, int]:
    """Count for each language the letters of a text that its alphabet lacks.

    Args:
        text: any text, in any letter case, with its accents; figures other than 0-9 count as letters.

    Returns:
        Only the languages that have one of the letters at all, in the order of `LANGUAGES`.
    """
    letters = {character for character in text.casefold() if _is_letter(character)}
    counted = [sum(lack) for lack in zip(*map(_lacking, letters), strict=True)]
    return {
        code: number for code, number in zip(_alphabets(), counted, strict=False) if number < len(letters)
    }


@cache
def _lacking(letter: str) -> tuple[bool, ...]:
    """Return for each language whether its alphabet lacks a letter."""
    return tuple(not _holds(alphabet, letter) for alphabet in _alphabets().values())


@cache
def written_alike(code: str) -> tuple[str, ...]:
    """List the languages that share letters with a language, itself among them."""
    own = _alphabets()[code]
    return tuple(
        other
        for other, alphabet in _alphabets().items()
        if any(low <= end and start <= high for low, high in own for start, end in alphabet)
    )


def _is_letter(character: str) -> bool:
    return character.isalpha() or (character.isdecimal() and not character.isascii())


def _holds(alphabet: Alphabet, letter: str) -> bool:
    return any(first <= letter <= last for first, last in alphabet)


@cache
def _alphabets() -> dict[str, Alphabet]:
    """Return the letters of each language."""
    table: dict[str, Alphabet] = prepared("letters", _letters, [file_of(code) for code in LANGUAGES], CODE)
    return table


def _letters(*contents: bytes) -> dict[str, Alphabet]:
    files = zip(LANGUAGES, contents, strict=True)
    return {code: list(_ranges(parsed(code, content)["letters"])) for code, content in files}


def _ranges(letters: str) -> Iterator[tuple[str, str]]:
    """List the ranges of an alphabet: `a-cé` is a to c, and é."""
    for part in re.findall(r".-.|.", letters):
        yield part[0], part[-1]
