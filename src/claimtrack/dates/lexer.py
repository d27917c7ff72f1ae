"""The lexer: text → tokens, for one language."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from claimtrack.dates.spoken import (
    folded_numbers,
    hebrew_number,
    ordinal,
    roman_number,
    spoken_number,
)
from claimtrack.dates.tokens import UNITS, Token

if TYPE_CHECKING:
    from claimtrack.dates.lexicon import Lexicon

_DECADE_ALONE: Final = 100
_TWO: Final = 2
_FOUR: Final = 4


_PIECES: Final = r"(?P<num>\d+)|(?P<word>[^\W\d_]+(?:(?<=\w)['\"][^\W\d_]+)*['\"]?)|(?P<sep>[^\s])"
_FORMS: Final = (
    r"(?P<iso>(?<![\d-])\d{4}-\d\d-\d\d[t ]\d\d:?\d\d(?::?\d\d(?:[.,]\d+)?)?(?: ?(?:z\b|[+-]\d\d(?::?\d\d)?))?"
    r"|(?<![\w-])\d{4}-?w\d\d(?:-?[1-7])?(?![\w-])|(?<![\w-])\d{4}-\d{3}(?![\w-])"
    r"|(?<!\w)\d{6}[a-z](?: ?[a-z]{3} ?(?:\d{4}|\d\d))?(?!\w))"
    r"|(?P<clock>(?<![\d:])\d{1,2}(?::[0-5]\d(?::[0-6]\d(?:[.,]\d+)?)?(?: ?[ap]\.?m\b\.?)?| ?[ap]\.?m\b\.?"
    r"|h[0-5]\d|[.:][0-5]\d (?=uhr\b)| (?=uhr\b|o'clock))(?![\d:])"
    r"(?: ?\+(?:0\d|1[0-4]):?[0-5]\d(?![\d:])| -(?:0\d|1[0-4]):?[0-5]\d(?![\d:]))?)|" + _PIECES
)
# What a text needs for any of the forms; most texts have none of it, and are cut up by the shorter expression.
_SIGNS: Final = r":|\d(?:\d{5}| ?[ap]\.?m\b|w\d|[th]\d|[.]?\d* (?:uhr|o'clock))|-w\d|-\d\d\d(?!\d)"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile on first use; EDTF, ISO days and plain dates never get here, and few texts need the forms."""
    return re.compile(pattern)


_ISO, _CLOCK, _NUM, _WORD = "iso", "clock", "num", "word"


class _Item:
    """A raw piece of text: what it is, its text, whether a space stands before it, whether a dot follows."""

    __slots__ = ("dot", "kind", "text", "tight")

    def __init__(self, kind: str, text: str, *, tight: bool) -> None:
        self.kind, self.text, self.tight, self.dot = kind, text, tight, False


def _items(text: str) -> list[_Item]:
    items: list[_Item] = []
    end = 0
    pattern = _FORMS if _compiled(_SIGNS).search(text) else _PIECES
    for match in _compiled(pattern).finditer(text):
        kind = match.lastgroup or "sep"
        tight = match.start() == end and end > 0
        piece = match[0]
        if kind == "sep" and piece == "." and tight and items and items[-1].kind == _WORD:
            items[-1].dot = True
        else:
            items.append(_Item(kind, piece, tight=tight))
        end = match.end()
    return items


def _expanded(found: list[list[Token]]) -> None:
    """Write out words that stand for two: "heuer" is this year, "يومين" two days."""
    for at in range(len(found) - 1, -1, -1):
        token = found[at][0]
        if token.kind == "=" and token.text != "=":
            first, unit = token.value.split()
            head = (
                Token("n", int(first), token.text)
                if first.isdigit()
                else Token("E" if first in _PARTS else "R", first, token.text)
            )
            found[at : at + 1] = [[head], [Token(UNITS[unit], unit, token.text)]]


def tokens(text: str, lexicon: Lexicon) -> list[list[Token]]:
    """Cut a folded text into tokens.

    Args:
        text: what `lexicon.fold` gave.
        lexicon: the language.

    Returns:
        For each token, its meanings, the usual one first; unknown words have the kind `x`.
    """
    items = _items(text)
    found: list[list[Token]] = []
    at = 0
    while at < len(items):
        item = items[at]
        used = 1
        if item.kind == _WORD:
            ready = lexicon.ready.get(item.text)
            if ready is not None and (at + 1 == len(items) or items[at + 1].kind != _NUM):
                found.append(ready[item.tight])
            else:
                used = _word(items, at, lexicon, found)
        elif item.kind == _NUM:
            used = _number(items, at, lexicon, found)
        elif item.kind == _ISO:
            found.append([Token("#", item.text, item.text, item.tight)])
        elif item.kind == _CLOCK:
            found.append([Token("c", item.text, item.text, item.tight)])
        else:
            _separator(item, found)
        at += used
    kinds = "".join([row[0].kind for row in found])
    if len(kinds) != sum([len(row) for row in found]):
        _settle_prepositions(found)
    if "=" in kinds:
        _expanded(found)
    if "C" in kinds:
        _numbered_centuries(found)
    return found


def _settle_prepositions(found: list[list[Token]]) -> None:
    """Decide between "from" and "of", "to" and "at" by what stands around: "de 4 a 22 de enero"."""
    kinds = [{token.kind for token in row} for row in found]
    for at, (row, have) in enumerate(zip(found, kinds, strict=True)):
        later = kinds[at + 1 :]
        if {"Z", "f"} <= have:
            ranged = any(one & {"t", "-", "T"} for one in later)
            found[at] = [token for token in row if token.kind != ("Z" if ranged else "f")]
            continue
        if "a" not in have or not have & {"f", "t"}:
            continue
        if (
            "f" in have
            and (not any(one - {"a", ","} for one in kinds[:at]))
            and any(one & {"t", "-", "T"} for one in later)
        ):
            choice = "f"
        elif (
            "t" in have
            and at
            and any(one & _DATED for one in kinds[:at])
            and any(one & _DATED for one in later)
        ):
            choice = "t"
        else:
            choice = "a"
        found[at] = [token for token in row if token.kind not in {"f", "t", "a"} or token.kind == choice]


_PARTS: Final = frozenset({"early", "mid", "late"})
_DATED: Final = frozenset("nyoMWXNRck#hw")

_SEPARATORS: Final = {
    "-": "-", "/": "/", ".": ".", ",": ",", ";": ";", "~": "~", "?": "?", "%": "%", "+": "+",
    "(": ",", ")": ",", "[": ",", "]": ",", "·": ",", "|": ",", '"': ",", "'": "'", ":": ",", "&": "&",
    "<": "<", ">": ">", "=": "=", "*": "*", "\\": "/",
}  # fmt: skip


def _separator(item: _Item, found: list[list[Token]]) -> None:
    kind = _SEPARATORS.get(item.text, "x")
    found.append([Token(kind, item.text, item.text, item.tight)])


def _word(items: list[_Item], at: int, lexicon: Lexicon, found: list[list[Token]]) -> int:
    """Look the longest phrase up; then numbers in words; then affixes; then rare words."""
    if _with_number(items, at, lexicon, found):
        return 2
    used = _phrase(items, at, lexicon, found)
    if (used and found[-1][0].kind in "n1") or not used:
        longer = _number_words(items, at, lexicon, found, at_least=used)
        if longer:
            return longer
    if used:
        return used
    if _affixed(items[at], lexicon, found):
        return 1
    if not lexicon.rare_loaded:
        lexicon.load_rare()
        used = _phrase(items, at, lexicon, found)
        if used:
            return used
        if _affixed(items[at], lexicon, found):
            return 1
    item = items[at]
    if lexicon.settings.get("letters_are_numbers"):
        number = hebrew_number(item.text)
        if number:
            found.append([Token("n" if number < _DECADE_ALONE else "y", number, item.text, item.tight)])
            return 1
    found.append([Token("x", item.text, item.text, item.tight)])
    return 1


def _with_number(items: list[_Item], at: int, lexicon: Lexicon, found: list[list[Token]]) -> bool:
    """Read a letter with its number: Q3, H1, T2."""
    item = items[at]
    if item.dot or at + 1 >= len(items) or items[at + 1].kind != _NUM or not items[at + 1].tight:
        return False
    text = item.text + items[at + 1].text
    meanings = lexicon.words.get(text)
    if meanings:
        found.append([Token(kind, value, text, item.tight) for kind, value in meanings])
    return bool(meanings)


def _numbered_centuries(found: list[list[Token]]) -> None:
    """Read Roman numerals beside the word century."""
    for at, row in enumerate(found):
        beside = found[max(at - 1, 0) : at] + found[at + 1 : at + 2]
        if len(row[0].text) <= 6 and any(one[0].kind == "C" or one[-1].kind == "C" for one in beside):  # noqa: PLR2004 - XXVIII
            number = roman_number(row[0].text)
            if number and row[0].kind not in "noyC":
                found[at] = [Token("o", number, row[0].text, row[0].tight)]


def _phrase(items: list[_Item], at: int, lexicon: Lexicon, found: list[list[Token]]) -> int:
    first = items[at].text
    words = lexicon.words
    most = lexicon.longest.get(first, 0)
    if not most:
        bare = first.replace("'", "").replace('"', "")
        most = lexicon.longest.get(bare, 0)
        if not most:
            return 0
        first = bare
    if most == 1:
        meanings = words[first]
        both = tuple(
            [Token(kind, value, first, tight) for kind, value in meanings] for tight in (False, True)
        )
        if meanings[0][0] not in "n1":
            lexicon.ready[items[at].text] = both
        found.append(both[items[at].tight])
        return 1
    texts, ends = [first], [1]
    position = at + 1
    while len(texts) < most and position < len(items):
        item = items[position]
        if item.kind == "sep" and item.text == "-" and item.tight:
            position += 1
            continue
        if item.kind not in (_WORD, _NUM):
            break
        texts.append(item.text)
        position += 1
        ends.append(position - at)
    for count in range(len(texts), 0, -1):
        meanings_found = words.get(" ".join(texts[:count]))
        if meanings_found:
            text = " ".join(texts[:count])
            found.append([Token(kind, value, text, items[at].tight) for kind, value in meanings_found])
            return ends[count - 1]
    return 0


def _affixed(item: _Item, lexicon: Lexicon, found: list[list[Token]]) -> bool:
    """Take a written-on word apart: "والجمعة" is and + Friday, "Eylülden" is September + from."""
    for prefix, kind in lexicon.settings.get("prefixes", {}).items():
        rest = item.text[len(prefix) :]
        if item.text.startswith(prefix) and len(rest) > 1:
            inner: list[list[Token]] = []
            if rest in lexicon.words:
                inner = [[Token(k, v, rest) for k, v in lexicon.words[rest]]]
            elif ordinal(rest, lexicon.code):
                inner = [[Token("o", ordinal(rest, lexicon.code), rest)]]
            elif len(prefix) == 1 and not _affixed(_Item(_WORD, rest, tight=False), lexicon, inner):
                continue
            if inner:
                if kind:
                    found.append([Token(kind, prefix, prefix, item.tight)])
                found.extend(inner)
                return True
    for suffix, kind in lexicon.settings.get("suffixes", ()):
        if item.text.endswith(suffix):
            stem = item.text[: len(item.text) - len(suffix)].rstrip("'")
            for one in (
                stem,
                lexicon.settings.get("softened", {}).get(stem[-1:], "")
                and stem[:-1] + lexicon.settings["softened"][stem[-1:]],
            ):
                if one and len(one) > 1 and one in lexicon.words:
                    found.append([Token(k, v, one, item.tight) for k, v in lexicon.words[one]])
                    if kind:
                        found.append([Token(kind, suffix, suffix, tight=True)])
                    return True
    return False


def _number(items: list[_Item], at: int, lexicon: Lexicon, found: list[list[Token]]) -> int:
    """Read digits with what is written onto them: 15th, 1990s, 2010-го, 3'ünden."""
    item = items[at]
    digits, number = item.text, int(item.text) if len(item.text) < 19 else 0  # noqa: PLR2004 - a long digit run is no date
    kind = "n" if len(digits) <= _TWO else "y" if len(digits) <= _FOUR else "N"
    token = Token(kind, number, digits, item.tight)
    following = items[at + 1] if at + 1 < len(items) else None
    used = 1
    suffix = None
    if following and following.kind == _WORD and following.tight:
        suffix, used = following.text, 2
    elif following and following.text in ("-", "'") and following.tight and at + 2 < len(items):
        after = items[at + 2]
        if after.kind == _WORD and after.tight:
            suffix, used = after.text, 3
    elif following and following.text == "." and following.tight and at + 2 < len(items):
        after = items[at + 2]  # Spanish "1.º"
        if after.tight and after.text in {"o", "a", "er"} & lexicon.settings["ordinal_suffixes"]:
            suffix, used = after.text, 3
    if suffix is not None:
        done = _suffixed(token, suffix, lexicon)
        if done:
            found.extend(done)
            return used
    if kind == "n" and lexicon.settings.get("ordinal_dot") and _ordinal_dot(items, at):
        found.append([token._replace(kind="o")])
        return 2
    found.append([token])
    return 1


def _ordinal_dot(items: list[_Item], at: int) -> bool:
    """Tell whether the dot after a number makes it an ordinal: 15. März, and not 15.3."""
    if (
        at + 1 >= len(items)
        or items[at + 1].text != "."
        or not items[at + 1].tight
        or _dotted_before(items, at)
    ):
        return False
    after = items[at + 2] if at + 2 < len(items) else None
    return after is None or not (after.kind == _NUM and after.tight)


def _dotted_before(items: list[_Item], at: int) -> bool:
    """Tell whether the number is the second one of a date in figures: the 10 of 22.10."""
    return at > 1 and items[at - 1].text == "." and items[at - 2].kind == _NUM and items[at].tight


def _suffixed(token: Token, suffix: str, lexicon: Lexicon) -> list[list[Token]]:
    settings = lexicon.settings
    number, digits = token.value, token.text
    if (
        suffix.strip("'") in settings.get("decade_suffixes", ())
        and _TWO <= len(digits) <= _FOUR
        and number % 10 == 0
    ):
        return [[Token("k", number, digits, token.tight)]]
    if suffix in settings.get("century_suffixes", ()) and number <= _DECADE_ALONE:
        return [[Token("o", number, digits, token.tight)], [Token("C", "century", suffix)]]
    if suffix in settings.get("ordinal_suffixes", ()):
        return [[Token("o" if token.kind == "n" else token.kind, number, digits, token.tight)]]
    for pattern, kind in settings.get("number_suffixes", ()):
        if re.fullmatch(pattern, suffix):
            ordinal = [
                Token("o" if token.kind == "n" and not kind else token.kind, number, digits, token.tight)
            ]
            return [ordinal, [Token(kind, suffix, suffix)]] if kind else [ordinal]
    return []


def _number_words(
    items: list[_Item], at: int, lexicon: Lexicon, found: list[list[Token]], *, at_least: int
) -> int:
    """Read the longest run of number words; returns how many items it took, 0 for none."""
    code = lexicon.code
    cardinals, ordinals, single = folded_numbers(code)
    joiners = lexicon.settings.get("number_joiners", ())
    first = items[at].text
    if first not in single and not lexicon.settings.get("glued_numbers"):
        return 0
    texts: list[str] = []
    ends: list[int] = []
    position = at
    while position < len(items) and len(texts) < 8:  # noqa: PLR2004 - "one thousand nine hundred and forty-eight"
        item = items[position]
        if item.kind == "sep" and item.text == "-" and item.tight and texts:
            position += 1
            continue
        if item.kind != _WORD or not (
            item.text in single
            or item.text in joiners
            or lexicon.settings.get("glued_numbers")
            or any(item.text.startswith(joiner) and item.text[len(joiner) :] in single for joiner in joiners)
        ):
            break
        texts.append(item.text)
        position += 1
        ends.append(position - at)
    for count in range(len(texts), 0, -1):
        if ends[count - 1] <= at_least and count > 1:
            break
        token = spoken_number(texts[:count], cardinals, ordinals, code)
        if token and ends[count - 1] >= at_least:
            if at_least:
                found.pop()
            found.append([token])
            return ends[count - 1]
    return 0
