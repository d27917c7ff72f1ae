"""Short answers in every language that has a file: yes, no, unknown; and placeholders that say nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from claimtrack import languages
from claimtrack.characters import fold_name
from claimtrack.datafiles import data_file, prepared

DATA: Final = Path(__file__).parent / "data"


@cache
def load_toml(name: str) -> dict[str, Any]:
    """Read a data file of this package by its path under `data`; every caller shares the result and leaves it alone."""
    return data_file(DATA / name)


def says_unknown(text: str) -> bool:
    """Whether the text says that the answer is not known (a lone question mark does too)."""
    return fold_name(text) in _answers("unknown") or set(text.strip()) == {"?"}


def says_nothing(text: str) -> str:
    """Return the reason why the text is no answer at all; empty when it may be one."""
    folded = fold_name(text)
    if not text.strip():
        return "empty"
    if folded in _placeholders() or not folded:
        return f"{text.strip()!r} is a placeholder, not an answer"
    return ""


def yes_or_no(text: str) -> bool | None:
    """Read a yes or a no in any of the languages; None when it is neither."""
    folded = fold_name(text)
    if folded in _answers("yes"):
        return True
    return False if folded in _answers("no") else None


@cache
def _answers(kind: str) -> frozenset[str]:
    """Return the words of all languages for an answer."""
    return frozenset(_folded_answers()[kind])


@cache
def _folded_answers() -> dict[str, list[str]]:
    here = Path(__file__)
    return prepared(
        "answers",
        _all_answers,
        [languages.file_of(code) for code in languages.LANGUAGES],
        [here, here.parents[1] / "characters.py", *languages.CODE],
    )


def _all_answers(*contents: bytes) -> dict[str, list[str]]:
    files = [
        languages.parsed(code, content).get("answers", {})
        for code, content in zip(languages.LANGUAGES, contents, strict=True)
    ]
    return {
        kind: [fold_name(word) for answers in files for word in answers.get(kind, ())]
        for kind in ("unknown", "yes", "no")
    }


@cache
def _placeholders() -> frozenset[str]:
    return frozenset(map(fold_name, load_toml("placeholders.toml")["words"]))
