"""The simplest answers, and the two that are none: what is said to be unknown, and what cannot be read.

Four things stay apart. *Silent*: no value at all. *Unknown*: the claimant says it does not know.
*Zero*: a count of nought. *Denied*: the flag `negative` on the record that holds the value.
"""

from __future__ import annotations

from msgspec import Struct

from claimtrack.characters import drop_invisible, squeeze


class Unknown(Struct, frozen=True):
    """The source says that it does not know.

    Attributes:
        raw: the text as written.
    """

    raw: str

    def __str__(self) -> str:
        return "unknown"


class Unreadable(Struct, frozen=True):
    """An answer that could not be read as its field's type; kept as written and never guessed.

    Attributes:
        raw: the text as written.
        reason: why, in a few words.
    """

    raw: str
    reason: str

    def __str__(self) -> str:
        return self.raw


class Text(Struct, frozen=True):
    """Free text.

    Attributes:
        raw: the text as written.
    """

    raw: str

    def __str__(self) -> str:
        return self.raw


class Party(Struct, frozen=True):
    """A group, a state, a person: named here, and looked up only when it is compared.

    Attributes:
        raw: the name as written.
    """

    raw: str

    @property
    def name(self) -> str:
        """The name without invisible marks and needless spaces."""
        return squeeze(drop_invisible(self.raw))

    def __str__(self) -> str:
        return self.name


class YesNo(Struct, frozen=True):
    """A yes or a no.

    Attributes:
        yes: which of the two.
        raw: the word as written.
    """

    yes: bool
    raw: str

    def __str__(self) -> str:
        return "yes" if self.yes else "no"
