"""Short answers in ten languages, from data files: yes, no, unknown, and placeholders that say nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from claimtrack.characters import fold_name
from claimtrack.datafiles import data_file

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA: Final = Path(__file__).parent / "data"


@cache
def load_toml(name: str) -> dict[str, Any]:
    """Read a data file of this package by its path under `data`; every caller shares the result and leaves it alone."""
    return data_file(DATA / name)


def says_unknown(text: str) -> bool:
    """Tell whether the text says that the answer is not known (a lone question mark does too)."""
    return fold_name(text) in _words("unknown.toml", "unknown") or set(text.strip()) == {"?"}


def says_nothing(text: str) -> str:
    """Give the reason why the text is no answer at all; empty when it may be one."""
    folded = fold_name(text)
    if not text.strip():
        return "empty"
    if folded in _words("unknown.toml", "placeholder") or not folded:
        return f"{text.strip()!r} is a placeholder, not an answer"
    return ""


def yes_or_no(text: str) -> bool | None:
    """Read a yes or a no in any of the languages; None when it is neither."""
    folded = fold_name(text)
    if folded in _words("yes_no.toml", "yes"):
        return True
    return False if folded in _words("yes_no.toml", "no") else None


@cache
def _words(name: str, table: str) -> frozenset[str]:
    languages: Mapping[str, list[str]] = load_toml(name)[table]
    return frozenset(fold_name(word) for words in languages.values() for word in words)
