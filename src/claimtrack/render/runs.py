"""Lines of toned text for a terminal: measured, wrapped without losing a character, painted.

Widths are those of `cells`. The tables of rich are not used: they take about twenty times as long a cell, three times
as long to import, and cannot continue columns that do not fit in a further panel.
"""

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from claimtrack.render.cells import cells, is_spacing_mark
from claimtrack.render.frame import Frame
from claimtrack.render.text import for_terminal, lines_of
from claimtrack.views.blocks import Cell, Tone

TONES: dict[Tone, str] = {
    # The one table of tones on a terminal: parameters of the SGR escape sequence. Only the sixteen colours that
    # a terminal's own theme defines, so that they read on light and dark; red and green never alone carry
    # a meaning (the text has a symbol or word for it).
    "plain": "",
    "strong": "1",  # bold
    "dim": "2",  # faint
    "agree": "32",  # green
    "compatible": "36",  # cyan
    "possible": "33",  # yellow
    "conflict": "1;31",  # bold red
    "contested": "1;33",  # bold yellow
    "single": "",
    "silent": "2",  # faint
    "warning": "33",  # yellow
    "match": "1;4",  # bold, underlined
    "struck": "9",  # crossed out
    "given": "",
}

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_LRI, _RLI, _PDI = "\u2066", "\u2067", "\u2069"

_SHORTEST_HASH = 32  # digits: MD5
_ZWJ, _EMOJI_STYLE = "\u200d", "\ufe0f"

# Where a line may break: at spaces, and on either side of a Chinese or Japanese character (Korean has spaces),
# though not before a mark or punctuation that closes. Compiled by `re` when first needed: it takes long.
_IDEOGRAPH = "\u2e80-\u2fff\u3003-\u30ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
_CLOSING = (
    "\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u3099\u309a\u30fc\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f"
)
_WORD = f"[{_IDEOGRAPH}][{_CLOSING}\u0300-\u036f\ufe00-\ufe0f]*|[^ \u3000{_IDEOGRAPH}]+"
_FIRST_IDEOGRAPH = "\u2e80"
_SPACED_WORD = "[^ ]+"
# What people copy: a hash, or a path. It is not cut where that can be helped at all.
_COPIED = r"(?:\w+:)?[0-9a-fA-F]{32,}|(?:~|\.{1,2}|[A-Za-z]:)?[/\\][^\s/\\]+(?:[/\\][^\s/\\]+)*[/\\]?"
_WORD_PART = "[^-/_?&=.,]*[-/_?&=.,]+|[^-/_?&=.,]+"  # where an address or a long word is cut by choice


class Run(Struct, frozen=True):
    """Text in one tone; `isolate` is the direction mark it is wrapped in, or empty."""

    text: str
    tone: Tone = "plain"
    isolate: str = ""


class Line(Struct, frozen=True):
    """Runs side by side and the cells they take."""

    runs: tuple[Run, ...]
    width: int

    @property
    def text(self) -> str:
        """The plain text."""
        return "".join(run.text for run in self.runs)


def line(*runs: Run) -> Line:
    """Make a line and measure it."""
    return Line(runs, cells(runs[0].text) if len(runs) == 1 else sum([cells(run.text) for run in runs]))


def lines(cell: Cell, frame: Frame) -> list[Line]:
    """Clean and measure a cell."""
    return [
        line(*[_run(span.text, span.tone, frame) for span in spans]) for spans in lines_of(cell, for_terminal)
    ]


def _run(text: str, tone: Tone, frame: Frame) -> Run:
    if text.isascii():
        return Run(text, tone)
    if frame.plainly:
        text = text.translate(frame.plainly)
    return Run(text, tone, _isolate(text) if frame.isolate else "")


def _isolate(text: str) -> str:
    """Choose the isolate for a text with right-to-left letters by its first strong letter.

    Terminals that reorder (VTE, Konsole, mlterm) treat a whole line as one paragraph: without isolates two
    Arabic cells would swap places across the frame. The others give isolates no width.
    """
    if not _RTL.search(text):
        return ""
    strong = (unicodedata.bidirectional(c) for c in text)
    return _LRI if next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") == "L" else _RLI


def longest_word(some: Line) -> int:
    """Return the width of the longest word, which wrapping breaks only if it must."""
    text = some.text
    if text.isascii():
        return max(map(len, text.split(" ")))
    return max(map(cells, re.findall(_word(text), text)), default=0)


def _word(text: str) -> str:
    """Return the pattern of a word: that of ideographs, which `re` takes 2 ms to compile, where the text may have some."""
    return _WORD if text and max(text) >= _FIRST_IDEOGRAPH else _SPACED_WORD


def longest_copied(some: Line) -> int:
    """Return the width of the longest hash or path, for which a column is made as wide as it can be."""
    text = some.text
    if "/" not in text and "\\" not in text and len(text) < _SHORTEST_HASH:
        return 0
    return max((cells(word) for word in text.split(" ") if re.fullmatch(_COPIED, word)), default=0)


def wrapped(some: Line, width: int, *, whole: bool = False) -> Iterator[Line]:
    """Break a line at spaces so that no part is wider; a word that is too long is folded.

    Nothing but the spaces at a break is left out. A width of less than 2 cannot hold every character.

    Args:
        some: the line.
        width: columns.
        whole: let a hash or a path run over, as a terminal breaks it without a line feed in what is copied.
    """
    if some.width <= width:
        yield some
        return
    text = some.text
    start = end = used = 0  # of the part so far; it ends with a word
    for first, last, size in _words(text, width, whole=whole):
        gap = cells(text[end:first])
        if used + gap + size > width:
            if end > start:
                yield _slice(some, start, end)
            start, used, gap = first, 0, 0
        used += gap + size
        end = last
    yield _slice(some, start, end)


def _words(text: str, width: int, *, whole: bool) -> Iterator[tuple[int, int, int]]:
    """Return the start, end and width of each word; one that is too long comes in parts that are not."""
    plain = text.isascii()
    for word in re.finditer(_SPACED_WORD if plain else _word(text), text):
        first, last = word.span()
        size = last - first if plain else cells(word[0])
        if size <= width or (whole and re.fullmatch(_COPIED, word[0])):
            yield first, last, size
            continue
        for part in re.finditer(_WORD_PART, word[0]):
            yield from _folded(part[0], first + part.start(), width)


def _folded(part: str, offset: int, width: int) -> Iterator[tuple[int, int, int]]:
    """Cut a part of a word into pieces that fit, never between a character and its marks."""
    start = used = 0
    for index, character in enumerate(part):
        size = cells(character)
        if part[index + 1 : index + 2] == _EMOJI_STYLE:
            size = max(size, cells(part[index : index + 2]))
        if size and used + size > width and part[index - 1] != _ZWJ and not is_spacing_mark(character):
            yield offset + start, offset + index, used
            start, used = index, 0
        used += size
    yield offset + start, offset + len(part), cells(part[start:])


def _slice(some: Line, start: int, end: int) -> Line:
    if len(some.runs) == 1:
        (run,) = some.runs
        return line(replace(run, text=run.text[start:end]))
    runs = []
    offset = 0
    for run in some.runs:
        text = run.text[max(0, start - offset) : max(0, end - offset)]
        offset += len(run.text)
        if text:
            runs.append(replace(run, text=text))
    return line(*runs)


def painted(some: Line, *, colour: bool) -> str:
    """Return the line as text for the terminal."""
    return "".join(_paint(run, colour=colour) for run in some.runs)


def _paint(run: Run, *, colour: bool) -> str:
    text = f"{run.isolate}{run.text}{_PDI}" if run.isolate else run.text
    style = TONES[run.tone] if colour else ""
    return f"\x1b[{style}m{text}\x1b[0m" if style and text else text
