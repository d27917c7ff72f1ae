"""The characters that a terminal table, a heading and a timeline bar are drawn with."""

from collections.abc import Callable

from msgspec import Struct


def continued_in_english(number: int, parts: int) -> str:
    """Say which of the panels of a table this is."""
    return f"continued {number}/{parts}"


class Frame(Struct, frozen=True):
    """One set of drawing characters, each one cell wide.

    Attributes:
        bar: between columns.
        rule, cross, foot: a line under the heading or a section, where it meets `bar`, and where it ends it.
        double: the line under the title of a view.
        bullet: in front of a list item.
        point, span, start, end: a bar: one moment, an interval and its two ends.
        before, after: an end that is open.
        isolate: whether right-to-left text is wrapped in direction isolates.
        plainly: replacements for the signs of our own text that the output cannot take.
        continued: says above each further panel of a table which one of how many it is.
    """

    bar: str
    rule: str
    cross: str
    foot: str
    double: str
    bullet: str
    point: str
    span: str
    start: str
    end: str
    before: str
    after: str
    isolate: bool
    plainly: dict[int, str]
    continued: Callable[[int, int], str] = continued_in_english


BOX = Frame(
    bar="│",
    rule="─",
    cross="┼",
    foot="┴",
    double="═",
    bullet="•",
    point="●",
    span="─",
    start="├",
    end="┤",
    before="◂",
    after="▸",
    isolate=True,
    plainly={},
)

ASCII = Frame(
    bar="|",
    rule="-",
    cross="+",
    foot="+",
    double="=",
    bullet="*",
    point="o",
    span="-",
    start="[",
    end="]",
    before="<",
    after=">",
    isolate=False,
    plainly=str.maketrans(
        {
            "≠": "!=",
            "≈": "~",
            "·": ".",
            "→": "->",
            "←": "<-",
            "…": "...",
            "–": "-",
            "—": "-",
            "×": "x",
            "≥": ">=",
        }
        | {
            "≤": "<=",
            "“": '"',
            "”": '"',
            "‘": "'",
            "’": "'",
            "«": '"',
            "»": '"',
            "✓": "v",
            "✗": "x",
            "●": "o",
        }
    ),
)
