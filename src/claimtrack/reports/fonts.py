"""Fonts of printed reports: from installed packages, never from the machine, so that a report is the same anywhere.

A package of fonts declares its family at the entry point `fontpkg.family`; its files stand in its folder `files`.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimtrack.errors import MissingLibraryError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

FAMILIES = ("Noto Sans", "Noto Sans Arabic")
"""The families that reports are set in, in this order; what neither has comes from any other that is installed."""

_EXTRA = "pdf"


@cache
def font_folders() -> tuple[str, ...]:
    """Return the folders of the fonts that are installed as packages."""
    return tuple(
        str(Path(module.__file__).parent / "files")
        for module in (found.load() for found in entry_points(group="fontpkg.family"))
        if module.__file__
    )


@cache
def families() -> tuple[str, ...]:
    """Name the families to set in, the preferred ones first.

    Raises:
        MissingLibraryError: typst is not installed, or the preferred families are not.
    """
    found = typst().Fonts(False, True, list(font_folders())).families()
    if missing := [name for name in FAMILIES if name not in found]:
        raise MissingLibraryError(f"the font {missing[0]} is not installed", _EXTRA)
    own = [name for name in found if name not in FAMILIES and name.startswith("Noto")]
    return (*FAMILIES, *own, "Libertinus Serif", "New Computer Modern Math", "DejaVu Sans Mono")


def typst() -> Any:
    """Return the module that sets PDF and draws PNG.

    Raises:
        MissingLibraryError: it is not installed.
    """
    try:
        import typst as module
    except ImportError:
        raise MissingLibraryError("PDF and PNG need the package typst", _EXTRA) from None
    return module


_PROBE = """
#set document(title: "x", date: datetime(year: 2000, month: 1, day: 1))
#set text(font: json(bytes(sys.inputs.fonts)))
= x
#for letter in json(bytes(sys.inputs.letters)) [#letter ]
"""


def uncovered(letters: Iterable[str]) -> Mapping[str, str]:
    """Return the script of each of some letters that no font has: typst draws them as boxes in silence.

    PDF/A refuses such letters and names the first: that is asked for once a script, whose other letters count as
    missing with it.
    """
    left = sorted(letter for letter in set(letters) if not letter.isascii() and not _is_unseen(letter))
    missing: dict[str, str] = {}
    while left and (first := _refused("".join(left))):
        script = _script(first)
        gone = {letter for letter in left if letter == first or (script and _script(letter) == script)}
        missing.update(dict.fromkeys(gone, script))
        left = [letter for letter in left if letter not in gone]
    return missing


@cache
def _refused(letters: str) -> str:
    import json

    module = typst()
    inputs = {"letters": json.dumps(list(letters)), "fonts": json.dumps(families())}
    try:
        module.compile(
            _PROBE.encode(),
            font_paths=list(font_folders()),
            ignore_system_fonts=True,
            sys_inputs=inputs,
            pdf_standards=["a-2a", "ua-1"],
        )
    except module.TypstError as error:
        return next((letter for letter in letters if f'"{letter}"' in str(error)), letters[0])
    return ""


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cf", "Zs", "Mn", "Me"}


def _script(letter: str) -> str:
    """Name the script of a letter, by the first word of its name in Unicode; empty for signs."""
    if unicodedata.category(letter)[0] not in {"L", "M"}:
        return ""
    return unicodedata.name(letter, "").split(" ")[0].capitalize().replace("Cjk", "Han")
