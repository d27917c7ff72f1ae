"""Reading words: language by language, meaning by meaning, and the fallback when all fail."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING, Final

from claimtrack.dates.attempt import FINAL, TOO_MANY, VAGUE, attempt, stops_at
from claimtrack.dates.calendars import OWN_YEARS
from claimtrack.dates.detect import candidates, split_tag
from claimtrack.dates.grammar.lists import BACKWARDS
from claimtrack.dates.lexer import tokens
from claimtrack.dates.lexicon import load
from claimtrack.dates.pieces import pieces
from claimtrack.dates.request import Setting
from claimtrack.dates.tokens import Form, Kind, Kinds, letters
from claimtrack.dates.unspaced import spaced
from claimtrack.dates.value import GREGORIAN, DateValue
from claimtrack.dates.weeks import first_weekday

if TYPE_CHECKING:
    from claimtrack.dates.request import Request
    from claimtrack.dates.tokens import Token

    Rows = list[list[Token]]
    Meanings = list[tuple[tuple[Token, ...], str]]  # rows with one meaning of each word, and their letters

ALONE: Final = "a word that is a date only in company"
UNKNOWN: Final = "holds words that are no part of a date"
FIGURES: Final = "figures that need not mean a date"
_NO_PART: Final = "is no part of a date"
_MOST_TOKENS: Final = 40
_MOST_ROWS: Final = 12
_LONG: Final = 120  # characters
_MOST_PIECES: Final = 80  # phrases of several words are one token


def read_words(text: str, folded: str, request: Request) -> DateValue:
    """Read a text in the languages asked for, or in those it may be in.

    Args:
        text: as given.
        folded: as `folding.fold` gives it.
        request: the checked arguments.
    """
    if len(folded) > _LONG and len(pieces(folded)) > _MOST_PIECES:
        return DateValue(text, reason=TOO_MANY)
    reason = ""
    unread: list[tuple[Rows, Setting]] = []
    told = request.languages
    for tag in candidates(text, folded) if told is None else told:
        setting = _setting(tag, request)
        if setting is None:
            continue
        if (
            not text.isascii()
            and setting.order == "MDY"
            and request.order is None
            and re.search(_EASTERN_DIGITS, text)
        ):
            setting = setting._replace(order="DMY", order_known=True)  # nobody writes the month first in them
        language = setting.lexicon.code
        if folded.rstrip(".") in setting.lexicon.settings["alone"] and text.strip()[0].islower():
            return DateValue(text, reason=f"{ALONE}: {folded!r}")
        rows, meanings = _cut(folded, language)
        value, why = _by_grammar(text, meanings, setting) if meanings else (None, TOO_MANY)
        impossible = reason.startswith(
            _NO_SUCH_DAY
        )  # by the calendar of a language before, which the words are of, too
        if value is not None and (value.calendar == GREGORIAN or not impossible):
            return value
        unread.append((rows, setting))
        reason = why if _says_less(reason, why) else reason
    if not reason or reason == UNKNOWN:
        reason = UNKNOWN if any(map(str.isalpha, text)) else FIGURES
    return _last_resort(text, unread) or DateValue(text, reason=_naming_the_word(reason, unread))


def _naming_the_word(reason: str, unread: list[tuple[Rows, Setting]]) -> str:
    """Return a reason with the word that reading stumbled on, in the first language that has all the words."""
    if "'" in reason or '"' in reason:
        return reason
    for rows, setting in unread:
        row = [meanings[0] for meanings in rows]
        if 0 < len(row) <= _MOST_TOKENS and not any(token.kind == Kind.UNKNOWN for token in row):
            written = next((form for part, form in _WRITTEN.items() if part in reason), None)
            if written and (stretch := _stretch(row, written)):
                return f"{reason}: {stretch[:30]!r}"
            kinds = next((kinds for part, kinds in _ABOUT.items() if part in reason), frozenset())
            token = next((token for token in row if token.kind in kinds), None) or stops_at(row, setting)
            return f"{reason}: {token.text[:30]!r}"
    return reason


def _stretch(row: list[Token], form: Form) -> str:
    """Return the first stretch of a row that has a form, as it is written: 2024-04-31, 32 march 2016."""
    match = form.search(letters(row))
    tokens = row[slice(*match.span())] if match else []
    return "".join(f"{'' if token.tight else ' '}{token.text}" for token in tokens).strip()


# What reasons about a whole date are about: the first day with its month and year; a range, from its first figure to its last.
_WRITTEN: Final = {
    "no such day in the": Form(
        "(figure|month) joint? filler* (figure|month) (joint? comma? filler* (figure|month))? | figure"
    ),
    BACKWARDS: Form("(figure|month) .* (figure|month)"),
}


# What kinds of words a reason is about.
_ABOUT: Final = {
    VAGUE: frozenset({Kind.VAGUE}),
    "is not said": Kinds.LENGTH,
    "time of day": frozenset({Kind.CLOCK}),
    "part of the day": frozenset({Kind.DAY_PART}),
    "number": Kinds.FIGURE,
    "weekday": frozenset({Kind.WEEKDAY}),
}


def _says_less(reason: str, other: str) -> bool:
    """Whether one language's reason says less than another's: its words may be of the other language."""
    if reason in {"", UNKNOWN}:
        return not reason or not other.endswith(_NO_PART)
    return reason.endswith(_NO_PART) and not other.endswith(_NO_PART)


_NO_SUCH_DAY: Final = "there is no such day in the calendar"
_EASTERN_DIGITS: Final = "[\u0660-\u0669\u06f0-\u06f9]"


@lru_cache(maxsize=8192)
def _setting(tag: str, request: Request) -> Setting | None:
    """Settle the order of figures: as told, else that of the region, else that of the language.

    None for a language without a data file.
    """
    language, region = split_tag(tag)
    if not language:
        return None
    lexicon = load(language)
    told = request.order is not None or (region != "" and region in lexicon.order)
    known = told or lexicon.settings.get("order_known", True)
    order = request.order or lexicon.order.get(region) or lexicon.order[""]
    first = first_weekday(region) if region else lexicon.settings.get("first_weekday", 0)
    return Setting(request, lexicon, region, order, known, first)


def _by_grammar(text: str, meanings: Meanings, setting: Setting) -> tuple[DateValue | None, str]:
    """Try the meanings of the words together, the usual ones first."""
    reason = ""
    for row, kinds in meanings:
        if Kind.UNKNOWN in kinds:
            unknown = row[kinds.index(Kind.UNKNOWN)].text
            reason = reason or f"{unknown[:30]!r} {_NO_PART}"
            continue
        value, why = attempt(text, row, kinds, setting)
        if value is not None or why in FINAL:
            return value, why
        reason = why if why and (not reason or reason == UNKNOWN) else reason
    return None, reason or UNKNOWN


def _last_resort(text: str, unread: list[tuple[Rows, Setting]]) -> DateValue | None:
    """Ask the fallback; not where a language has all the words, since then the grammar knows that it is no date."""
    if any(all(row[0].kind != Kind.UNKNOWN for row in rows) for rows, _ in unread):
        return None
    for rows, setting in unread:
        if any(row[0].kind == Kind.YEAR for row in rows):
            from claimtrack.dates import fallback

            value = fallback.read(text, rows, setting)
            if value is not None:
                return value
    return None


@lru_cache(maxsize=8192)
def _cut(folded: str, language: str) -> tuple[Rows, Meanings]:
    """Cut a text into tokens, and list the meanings to try; none of a text that is too long.

    Kept, since a source says "yesterday" or "on Friday" again and again, each time of another day.
    """
    lexicon = load(language)
    rows = _by_company(
        tokens(spaced(folded, lexicon) if "figure_marks" in lexicon.settings else folded, lexicon)
    )
    if len(rows) > _MOST_TOKENS:
        return rows, []
    return rows, [(row, letters(row)) for row in islice(product(*rows), _MOST_ROWS)]


def _by_company(rows: Rows) -> Rows:
    """Put first what the company tells: the month of the calendar that the year is of ("15 Nisan 5776"), a weekday."""
    if max(map(len, rows), default=1) == 1:
        return rows
    rows = [_as_weekday(row, rows[at + 1 : at + 4]) if len(row) > 1 else row for at, row in enumerate(rows)]
    years = [row[0].value for row in rows if row[0].kind == Kind.YEAR]
    if not years:
        return rows
    return [
        sorted(row, key=lambda token: not _is_own_month(token, years)) if row[0].kind == Kind.MONTH else row
        for row in rows
    ]


def _as_weekday(row: list[Token], following: Rows) -> list[Token]:
    """Put the weekday first where a day and its month come behind a comma: Spanish "mar, 5 abr"."""
    kinds = "".join([meanings[0].kind for meanings in following])
    if kinds[:2] != _DAY_BEHIND or Kind.MONTH not in kinds:
        return row
    return sorted(row, key=lambda token: token.kind != Kind.WEEKDAY)


_DAY_BEHIND: Final = Kind.COMMA + Kind.NUMBER


def _is_own_month(token: Token, years: list[int]) -> bool:
    """Whether a token is a month of another calendar, and one of the years can only be of that."""
    if token.kind != Kind.MONTH or token.value[0] not in OWN_YEARS:
        return False
    first, last = OWN_YEARS[token.value[0]]
    return any(first <= year <= last for year in years)
