"""What messages and tables share: counted nouns, shortened texts, and what a misspelt name may have meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LISTED = 40  # of the names there are; more is no help to anyone


def counted(number: int, noun: str, plural: str = "") -> str:
    """Write a number with its noun: "1 day", "1,200 days", "2 parties".

    Args:
        number: how many.
        noun: what, for one of them.
        plural: what, for several, where that is not the noun and an s.
    """
    several = plural or (noun if noun == "evidence" else f"{noun}s")
    return f"{number:,} {noun if number == 1 else several}"


def with_article(noun: str) -> str:
    """Write a noun behind its indefinite article: "a claimant", "an event".

    Args:
        noun: an English word that is spoken as its first letter tells.
    """
    return f"{'an' if noun[:1] in 'aeiou' else 'a'} {noun}"


def counted_kinds(counts: Mapping[str, int]) -> str:
    """List how many there are of each kind of record, leaving out those of which there are none."""
    return ", ".join(counted(number, kind) for kind, number in counts.items() if number)


def shortened(text: str, longest: int) -> str:
    """Cut a text that is too long, and show that it was cut.

    Args:
        text: the text.
        longest: characters it may have, the mark of the cut among them.
    """
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """Return the known word most like another; empty where none is.

    Args:
        word: what was written.
        known: what could have been meant: a few names (for a whole case file there is the index of names).
        likeness: the least likeness, from 0 to 1, in the measure of `difflib`.
    """
    import difflib

    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=likeness)), "")


def did_you_mean(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """Say which known word may have been meant, or what there is to choose from."""
    names = list(known)
    near = nearest(word, names, likeness=likeness)
    return f"did you mean {near!r}?" if near else "one of: " + ", ".join(names[:_LISTED])


def listed(names: list[str], most: int = 10) -> str:
    """Return how many names there are, and which are the first: `3 (a, b, c)`.

    Args:
        names: the names.
        most: how many are named.
    """
    more = ", …" if len(names) > most else ""
    return f"{len(names):,} ({', '.join(names[:most])}{more})"
