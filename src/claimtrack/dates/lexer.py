"""The lexer: text → tokens, for one language."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final
from unicodedata import category

from claimtrack.dates.pieces import CLOCK, ISO, NUM, WORD, Piece, pieces
from claimtrack.dates.settling import settled
from claimtrack.dates.spoken import cardinal, lettered_number, ordinal
from claimtrack.dates.tokens import Kind, Token
from claimtrack.dates.written import figures, number_words

if TYPE_CHECKING:
    from claimtrack.dates.lexicon import Lexicon

_DECADE_ALONE: Final = 100


_SEPARATORS: Final = {
    "-": Kind.DASH, "/": Kind.SLASH, "\\": Kind.SLASH, ".": Kind.DOT, ";": Kind.SEMICOLON, "'": Kind.APOSTROPHE,
    "~": Kind.APPROXIMATE, "?": Kind.UNCERTAIN, "%": Kind.BOTH_DOUBTS, "<": Kind.LESS_THAN, ">": Kind.MORE_THAN,
    "&": Kind.AND, "+": Kind.PLUS, "=": Kind.EQUAL, "*": Kind.STAR, "@": Kind.FILLER, **dict.fromkeys(',()[]·|":«»‹›„•●▪', Kind.COMMA),
}  # fmt: skip


def tokens(text: str, lexicon: Lexicon) -> list[list[Token]]:
    """Cut a folded text into tokens.

    Args:
        text: what `lexicon.fold` gave.
        lexicon: the language.

    Returns:
        For each token, its meanings, the usual one first; unknown words have the kind `x`.
    """
    items = pieces(text)
    found: list[list[Token]] = []
    at, count = 0, len(items)
    while at < count:
        item = items[at]
        used = 1
        if item.kind == WORD:
            ready = lexicon.ready.get(item.text)
            following = items[at + 1] if at + 1 < count else None
            if ready is not None and not (following and following.tight and following.kind == NUM):
                found.append(ready[item.tight])
            else:
                used = _word(items, at, lexicon, found)
        elif item.kind == NUM:
            used = figures(items, at, lexicon, found)
        elif item.kind == ISO:
            found.append([Token(Kind.COMPLETE, item.text, item.text, item.tight)])
        elif item.kind == CLOCK:
            found.append([Token(Kind.CLOCK, item.text, item.text, item.tight)])
            if "suffixes" in lexicon.settings and [one.text for one in items[at + 1 : at + 2]] == ["'"]:
                used = 3  # Turkish "15:30'da"
        elif item.text == "-" and _after_prefix(items, at, lexicon):
            used = 1
        elif item.text == "-" and _enclitic(items, at, lexicon):  # French "ce jour-là"
            used = 2
        else:
            found.append(_separator(item.text, item.tight))
        at += used
    settled(found, lexicon)
    return found


def _after_prefix(items: list[Piece], at: int, lexicon: Lexicon) -> bool:
    """Whether a dash joins a written-on word to figures: Hebrew "ה-7 באוקטובר"."""
    if not at or at + 1 >= len(items) or not items[at].tight or not items[at + 1].tight:
        return False
    return items[at + 1].kind in (NUM, CLOCK) and items[at - 1].text in lexicon.settings.get("prefixes", ())


def _enclitic(items: list[Piece], at: int, lexicon: Lexicon) -> bool:
    """Whether a dash and a word are written onto the word before and say nothing more."""
    after = items[at + 1] if at + 1 < len(items) else None
    return bool(at and after and after.tight and after.text in lexicon.settings.get("enclitics", ()))


@lru_cache(maxsize=256)
def _separator(text: str, tight: bool) -> list[Token]:
    kind = _SEPARATORS.get(text) or (Kind.COMMA if category(text) in _PICTURES else Kind.UNKNOWN)
    return [Token(kind, text, text, tight)]


_PICTURES: Final = frozenset({"So", "Sk"})  # emoji and their shades, which posts put before a date


def _word(items: list[Piece], at: int, lexicon: Lexicon, found: list[list[Token]]) -> int:
    """Look the longest phrase up; then numbers in words; then affixes."""
    if _with_number(items, at, lexicon, found):
        return 2
    used = _phrase(items, at, lexicon, found) or _phrase_behind_prefix(items, at, lexicon, found)
    if used <= 1 and _in_letters(items[at], lexicon, found if used else []):
        found[len(found) - used :] = [[_letters_number(items[at], lexicon)]]
        return 1
    if (used and found[-1][0].kind in (Kind.NUMBER, Kind.ONE)) or not used:
        article = found[-1] if used and found[-1][0].kind == Kind.ONE else None
        longer = number_words(items, at, lexicon, found, at_least=used)
        if longer and longer == used and article:
            found[-1] = article
        if longer:
            return longer
    if used:
        return used
    if _affixed(items[at], lexicon, found):
        return 1
    item = items[at]
    found.append([Token(Kind.UNKNOWN, item.text, item.text, item.tight)])
    return 1


_WRITTEN_ON: Final = frozenset({Kind.FILLER, Kind.AND, Kind.FROM, Kind.TO, Kind.SINCE, Kind.APPROXIMATE})


def _in_letters(item: Piece, lexicon: Lexicon, found: list[list[Token]]) -> bool:
    """Whether a word is a number in letters; what a single letter means elsewhere is no word here."""
    if not lexicon.settings.get("letters_are_numbers") or not lettered_number(item.text, lexicon.code):
        return False
    return not found or found[-1][0].kind in _WRITTEN_ON


def _letters_number(item: Piece, lexicon: Lexicon) -> Token:
    number = lettered_number(item.text, lexicon.code)
    return Token(Kind.NUMBER if number < _DECADE_ALONE else Kind.YEAR, number, item.text, item.tight)


def _with_number(items: list[Piece], at: int, lexicon: Lexicon, found: list[list[Token]]) -> bool:
    """Read a letter with its number: Q3, H1, T2."""
    item = items[at]
    if item.dot or at + 1 >= len(items) or items[at + 1].kind != NUM or not items[at + 1].tight:
        return False
    text = item.text + items[at + 1].text
    if text not in lexicon.words:
        return False
    found.append(_meant(text, lexicon, tight=item.tight))
    return True


def _token(kind: str, value: Any, text: str, *, tight: bool = False) -> Token:
    """Make a token of a word's meaning; half and a few count things, and are no day and no year."""
    return Token(
        Kind.FRACTION if kind == Kind.NUMBER and type(value) is not int else kind, value, text, tight
    )


def _phrase(items: list[Piece], at: int, lexicon: Lexicon, found: list[list[Token]]) -> int:
    """Look up the longest phrase that begins here; returns how many items it took, 0 for none."""
    first = items[at].text
    if first not in lexicon.longest:
        first = _without_marks(first, lexicon)
    most = lexicon.longest.get(first, 0)
    if most == 1:
        both = _alone(first, lexicon)
        numbered = lexicon.settings.get("letters_are_numbers") and lettered_number(
            items[at].text, lexicon.code
        )
        if not numbered and both[0][0].kind not in (Kind.NUMBER, Kind.ONE, Kind.FRACTION):
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
        if item.kind not in (WORD, NUM):
            break
        if len(texts) == 1:
            most = lexicon.longest.get(f"{first} {item.text}", 0)
            if not most:
                break
        texts.append(item.text)
        position += 1
        ends.append(position - at)
    for count in range(len(texts), 1, -1):
        text = " ".join(texts[:count])
        if text in lexicon.words:
            found.append(_meant(text, lexicon, tight=items[at].tight))
            return ends[count - 1]
    if first not in lexicon.words:
        return 0
    found.append(_alone(first, lexicon)[items[at].tight])
    return 1


def _phrase_behind_prefix(items: list[Piece], at: int, lexicon: Lexicon, found: list[list[Token]]) -> int:
    """Look up a phrase whose first word has another one written onto it: Hebrew "באדר א'", Arabic "بكانون الأول"."""
    item = items[at]
    for prefix, kind in lexicon.settings.get("prefixes", {}).items():
        rest = item.text[len(prefix) :]
        if not item.text.startswith(prefix) or lexicon.longest.get(rest, 0) < 2:
            continue
        inner: list[list[Token]] = []
        used = _phrase([*items[:at], Piece(WORD, rest, tight=False), *items[at + 1 :]], at, lexicon, inner)
        if used > 1:
            found.extend([[Token(kind, prefix, prefix, item.tight)]] if kind else [])
            found.extend(inner)
            return used
    return 0


def _without_marks(word: str, lexicon: Lexicon) -> str:
    """Take a possessive ending and apostrophes off."""
    possessive = lexicon.settings.get("possessive")
    bare = word.removesuffix(possessive or "'").strip("'\"")
    if not possessive and bare not in lexicon.longest:  # English "we'd" is no Wednesday
        bare = word.replace("'", "").replace('"', "")
    return bare


def _alone(word: str, lexicon: Lexicon) -> tuple[list[Token], ...]:
    """Return the tokens of a word that is no part of a longer phrase, after a space and without one; made once."""
    if word not in lexicon.alone:
        lexicon.alone[word] = (_meant(word, lexicon, tight=False), _meant(word, lexicon, tight=True))
    return lexicon.alone[word]


def _meant(text: str, lexicon: Lexicon, *, tight: bool = False) -> list[Token]:
    """Make the tokens of a word or phrase, one for each meaning."""
    return [_token(kind, value, text, tight=tight) for kind, value in lexicon.words[text]]


def _affixed(item: Piece, lexicon: Lexicon, found: list[list[Token]]) -> bool:
    """Take a written-on word apart: "والجمعة" is and + Friday, "Eylülden" is September + from."""
    for prefix, kind in lexicon.settings.get("prefixes", {}).items():
        rest = item.text[len(prefix) :]
        if item.text.startswith(prefix) and len(rest) > 1:
            inner: list[list[Token]] = []
            if rest in lexicon.words:
                inner = [_meant(rest, lexicon)]
            elif ordinal(rest, lexicon.code):
                inner = [[Token(Kind.ORDINAL, ordinal(rest, lexicon.code), rest)]]
            elif cardinal(rest, lexicon.code):
                inner = [[Token(Kind.NUMBER, cardinal(rest, lexicon.code), rest)]]
            elif len(prefix) == 1 and not _affixed(Piece(WORD, rest, tight=False), lexicon, inner):
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
                    found.append(_meant(one, lexicon, tight=item.tight))
                    if kind:
                        value = "since" if kind == Kind.SINCE else suffix  # Turkish "üç haftadır"
                        found.append([Token(kind, value, suffix, tight=True)])
                    return True
                if one and not kind and cardinal(one, lexicon.code):  # Turkish "üçü", the third of a month
                    found.append([Token(Kind.ORDINAL, cardinal(one, lexicon.code), one, item.tight)])
                    return True
    return _month_head(item, lexicon, found)


def _month_head(item: Piece, lexicon: Lexicon, found: list[list[Token]]) -> bool:
    """Take the name of a month and what is written onto it apart: "Februarhälfte" is half + February."""
    for head in lexicon.settings.get("month_heads", ()):
        month = item.text.removesuffix(head)
        if month != item.text and month in lexicon.months and head in lexicon.words:
            found.append(_meant(head, lexicon, tight=item.tight))
            found.append(_meant(month, lexicon))
            return True
    return False
