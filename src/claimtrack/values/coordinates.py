"""Points in the ways people write them: degrees, minutes and seconds, letters of the hemisphere, decimal commas.

    34°33′12″N, 38°16′E      N34.55 E38.27      34 33 12 N 38 16 00 E      34,55; 38,27      34°33' с. ш. 38°16' в. д.

Degrees with a decimal point and nothing else are read by `place` itself. What can be read in two ways is not read.
"""

from __future__ import annotations

import re
from typing import Final

_LETTERS: Final = {"N": 1, "S": -1, "E": 1, "W": -1}
_SPOKEN: Final = {"с.ш.": "N", "ю.ш.": "S", "в.д.": "E", "з.д.": "W"}
_ANGLE: Final = (
    r"(?P<before{0}>[NSEW])?\s*(?P<sign{0}>[+-])?(?P<deg{0}>\d{{1,3}}(?:[.,]\d+)?)\s*(?P<mark{0}>[°º])?\s*"
    r"(?:(?P<min{0}>\d{{1,2}}(?:[.,]\d+)?)\s*(?P<prime{0}>['′’])?\s*)?"
    r"(?:(?P<sec{0}>\d{{1,2}}(?:[.,]\d+)?)\s*(?P<second{0}>[\"″”]|['′’]{{2}})?\s*)?(?P<after{0}>[NSEW])?"
)
_POINT: Final = rf"{_ANGLE.format(1)}\s*[,;/\s]\s*{_ANGLE.format(2)}"
_SIXTY: Final = 60


def read_point(text: str) -> tuple[float, float] | None:
    """Read latitude and longitude in degrees, north and east positive; None where the text is no such point."""
    figures = (str(int(sign)) if sign.isdecimal() else sign for sign in text.replace("٫", "."))
    plain = re.sub(r"\s+", " ", "".join(figures).strip())
    for spoken, letter in _SPOKEN.items():
        plain = re.sub(spoken.replace(".", r"\.\s?").removesuffix(r"\s?"), letter, plain, flags=re.IGNORECASE)
    found = re.fullmatch(_POINT, plain.upper())
    if found is None:
        return None
    angles = [_angle(found, "1"), _angle(found, "2")]
    letters = [found["before1"] or found["after1"] or "", found["before2"] or found["after2"] or ""]
    if None in angles or any(found[f"before{n}"] and found[f"after{n}"] for n in "12"):
        return None
    first, second = angles
    if first is None or second is None or bool(letters[0]) != bool(letters[1]):
        return None
    if letters[0] and letters[0] in "EW":
        first, second, letters = second, first, letters[::-1]
    if letters[0] and not (letters[0] in "NS" and letters[1] in "EW"):
        return None
    return first, second


def _angle(found: re.Match[str], n: str) -> float | None:
    """Return the degrees of one of the two angles; None where it is none, or could be something else."""
    letter = found[f"before{n}"] or found[f"after{n}"]
    degrees, minutes, seconds = (_number(found[f"{part}{n}"]) for part in ("deg", "min", "sec"))
    unmarked = found[f"min{n}"] is not None and not found[f"prime{n}"] and not found[f"mark{n}"]
    if (unmarked and not letter) or (letter and found[f"sign{n}"]) or minutes >= _SIXTY or seconds >= _SIXTY:
        return None
    if (minutes and degrees % 1) or (seconds and minutes % 1):
        return None
    sign = -1 if found[f"sign{n}"] == "-" else _LETTERS.get(letter or "", 1)
    return sign * round(degrees + minutes / 60 + seconds / 3600, 7)


def _number(text: str | None) -> float:
    return float((text or "0").replace(",", "."))
