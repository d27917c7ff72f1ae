"""JSON, strictly: exact whole numbers, no NaN, no key twice, no bottomless nesting."""

from __future__ import annotations

import json
from typing import Any


class BadJSONError(ValueError):
    """What is wrong with a piece of JSON.

    Args:
        message: what.
        at: the character it is wrong at, from 0; -1 where that is unknown.
    """

    def __init__(self, message: str, at: int = -1) -> None:
        super().__init__(message)
        self.at = at


class TruncatedJSONError(BadJSONError):
    """The piece ends too early; with more text it may be good."""


_NESTING = (dict, list)
_LONGEST_WORD = len("-Infinity")


def decode_value(text: str, start: int = 0) -> tuple[Any, int]:
    """Read the value that begins at a character; whole numbers stay exact, however long.

    A decimal number that a float would not give back as it is written (`1.10`, `1e999`) stays text.

    Returns:
        The value and the character after it.

    Raises:
        TruncatedJSONError: the text ends within the value.
        BadJSONError: it is no JSON, or JSON that one cannot rely on.
    """
    try:
        try:
            return _DECODER.raw_decode(text, start)
        except (json.JSONDecodeError, BadJSONError):
            raise
        except ValueError:  # Python refuses to turn thousands of digits into a number
            return _PATIENT_DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        # An unfinished string is reported where it begins, everything else close to where the text ends.
        cut = "Unterminated string" in error.msg or error.pos >= len(text.rstrip())
        message = "the JSON is cut off" if cut else f"no JSON: {error.msg}"
        if cut or error.pos >= len(text) - _LONGEST_WORD:
            raise TruncatedJSONError(message, error.pos) from None
        raise BadJSONError(message, error.pos) from None
    except RecursionError:
        raise BadJSONError("the JSON is nested too deeply") from None


def depth_exceeds(value: Any, limit: int) -> bool:
    """Whether lists and objects are nested deeper than the limit, without recursion."""
    level = [value] if isinstance(value, _NESTING) else []
    for _ in range(limit):
        if not level:
            return False
        level = [
            child
            for item in level
            for child in (item.values() if isinstance(item, dict) else item)
            if isinstance(child, _NESTING)
        ]
    return bool(level)


def unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of its pairs, as an `object_pairs_hook`; a key that stands twice is refused."""
    content = dict(pairs)
    if len(content) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise BadJSONError(f"the key {twice!r} stands twice in one object")
    return content


def no_constant(name: str) -> Any:
    """Refuse NaN and Infinity, as a `parse_constant`: RFC 8259 has no such numbers."""
    raise BadJSONError(f"{name} is no JSON number")


def _faithful(text: str) -> float | str:
    number = float(text)
    return number if repr(number) == text else text


def _exact(text: str) -> int | str:
    try:
        return int(text)
    except ValueError:
        return text


_HOOKS: dict[str, Any] = {
    "object_pairs_hook": unique_keys,
    "parse_constant": no_constant,
    "parse_float": _faithful,
}
_DECODER = json.JSONDecoder(**_HOOKS)
_PATIENT_DECODER = json.JSONDecoder(**_HOOKS, parse_int=_exact)  # slower: a call for each whole number
