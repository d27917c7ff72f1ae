"""The words of counts: one TOML file per language under `data/counts`, and the table of vague words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from claimtrack.characters import fold_name
from claimtrack.numerals import spelling
from claimtrack.values.words import DATA, load_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VagueRange: TypeAlias = tuple[int, int | None]
"""The least and the most that a vague word is taken to mean; None for no upper end."""

_ANY: Final = "any"


class CountLexicon(NamedTuple):
    """How one language speaks of counts; every word in the spelling of `numerals.spelling`.

    Attributes:
        language: primary subtag.
        rules: kind of rule and pattern, the wordiest first; one group per operand.
        none: words for nought that nouns may follow.
        articles: words that mean one before a noun.
        nouns: what is counted: ignored after a number.
        fillers: words ignored among nouns.
        hedges: words ignored among nouns after a number, but not after a word for nought.
        inside: words that mean one number as the operand of a rule and are vague on their own.
        units: words such as "dozen" with their size; counts made with them are approximate.
        scales: number words from a hundred up that may follow digits, with their size.
        fixed: phrases with a count of their own.
        shares: words for "per cent".
        joiners: words that join the parts of a list ("and").
        prefix_joiner: such a joiner written onto the next word; empty where there is none.
        subset: phrases that say of what follows that it is among what stands before ("including"), the longest first.
        subset_numbers: words that say how many of those before ("üçü": three of them), with their number.
        part_first: patterns in which the part stands before the whole.
    """

    language: str
    rules: tuple[tuple[str, re.Pattern[str]], ...]
    none: frozenset[str]
    articles: frozenset[str]
    nouns: frozenset[str]
    fillers: frozenset[str]
    hedges: frozenset[str]
    inside: Mapping[str, int]
    units: Mapping[str, int]
    scales: Mapping[str, int]
    fixed: Mapping[str, tuple[int, bool]]
    shares: frozenset[str]
    joiners: frozenset[str]
    prefix_joiner: str
    subset: tuple[str, ...]
    subset_numbers: Mapping[str, int]
    part_first: tuple[re.Pattern[str], ...]


@cache
def count_languages() -> tuple[str, ...]:
    """Name the languages that have a file of count words, English first."""
    found = {path.stem for path in (DATA / "counts").glob("*.toml")} - {_ANY}
    return tuple(sorted(found, key=lambda language: (language != "en", language)))


@cache
def count_lexicon(language: str) -> CountLexicon:
    """Load the count words of a language.

    Args:
        language: one of `count_languages()`.
    """
    from claimtrack.numerals import number_words

    own, common = load_toml(f"counts/{language}.toml"), load_toml(f"counts/{_ANY}.toml")

    def words(items: Iterable[str]) -> frozenset[str]:
        return frozenset(spelling(item, language) for item in items)

    hundred = 100
    return CountLexicon(
        language=language,
        rules=_compiled((own["rules"], common["rules"]), language),
        none=words(own.get("none", ())),
        articles=words(own.get("articles", ())),
        nouns=words(own.get("nouns", ())),
        fillers=words(own.get("fillers", ())),
        hedges=words(own.get("hedges", ())),
        inside={spelling(word, language): number for word, number in own.get("inside", {}).items()},
        units={spelling(word, language): size for word, size in own.get("units", {}).items()},
        scales={
            **common["units"],
            **{
                spelling(word, language): size
                for word, size in number_words(language).items()
                if size in {hundred, 1000, 10**5, 10**6, 10**7, 10**9}
            },
        },
        fixed={
            spelling(key, language): (what[0], len(what) > 1) for key, what in own.get("fixed", {}).items()
        },
        shares=words(own.get("shares", ())),
        joiners=words(own.get("joiners", ())),
        prefix_joiner=own.get("prefix_joiner", ""),
        subset=tuple(sorted(words(own.get("subset", ())), key=lambda phrase: (-len(phrase), phrase))),
        subset_numbers={
            spelling(word, language): number for word, number in own.get("subset_numbers", {}).items()
        },
        part_first=tuple(
            pattern for _, pattern in _compiled(({"part_first": own.get("part_first", [])},), language)
        ),
    )


@cache
def vague_words(language: str) -> Mapping[str, VagueRange]:
    """Give the vague words of a language with what `data/vague.toml` says they mean."""
    return {
        spelling(word, language): (entry["low"], entry.get("high"))
        for entry in load_toml("vague.toml").values()
        for word in entry["words"].get(language, ())
    }


def vague_table(language: str, own: Mapping[str, VagueRange] | None) -> Mapping[str, VagueRange]:
    """Give the vague words of a language as the user understands them.

    Args:
        language: primary subtag.
        own: entry of the table ("dozens") or a single word in any language → least and most.
    """
    return _with_own(language, tuple(sorted(own.items()))) if own else vague_words(language)


@lru_cache(maxsize=64)
def _with_own(language: str, own: tuple[tuple[str, VagueRange], ...]) -> Mapping[str, VagueRange]:
    table = dict(vague_words(language))
    entries = load_toml("vague.toml")
    for key, bounds in own:
        entry_words = entries[key]["words"].get(language, ()) if key in entries else ()
        for word in (key, *entry_words):
            table[spelling(word, language)] = bounds
    return table


def _compiled(
    tables: Iterable[Mapping[str, list[str]]], language: str
) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Turn templates such as "at least {}" into patterns, the ones with most words first."""
    templates = [(kind, template) for table in tables for kind, items in table.items() for template in items]
    templates.sort(key=lambda pair: -len(pair[1]))
    return tuple((kind, _pattern(spelling(template, language))) for kind, template in templates)


def _pattern(template: str) -> re.Pattern[str]:
    literals = [re.escape(part).replace(r"\ ", r"\s+") for part in template.split("{}")]
    # A sign may touch its number or stand apart from it: "≥10", "≥ 10".
    parts = [literals[0] and literals[0] + r"\s*", *(r"\s*" + part for part in literals[1:-1])]
    parts.append(literals[-1] and r"\s*" + literals[-1])
    pattern = parts[0]
    for part in parts[1:]:
        pattern += "(.+?)" + part
    return re.compile(pattern)


@cache
def kinds_of(words: str, language: str) -> frozenset[str]:
    """Name the kinds of `data/kinds.toml` that words speak of: "russian soldiers killed" of soldiers and of the dead.

    Args:
        words: in the spelling of the language.
        language: primary subtag; the words of the other languages of `count_languages` are tried where it has none.
    """
    found = _kinds(language, words)
    for other in count_languages():
        found = found or _kinds(other, words)
    return found


@cache
def kind_of_part(words: str) -> tuple[frozenset[str], str]:
    """Give what parts of two counts are matched by: the kinds they speak of, in any language, and their other words.

    Args:
        words: what is counted, as written.
    """
    known = {fold_name(word) for language in count_languages() for word in _kind_words(language)}
    others = [word for word in fold_name(words).split() if word not in known]
    return kinds_of(words, "en"), " ".join(others)


def _kinds(language: str, words: str) -> frozenset[str]:
    table = _kind_words(language)
    return frozenset(table[word] for word in spelling(words, language).split() if word in table)


@cache
def _kind_words(language: str) -> Mapping[str, str]:
    return {
        spelling(word, language): kind
        for kind, entry in load_toml("kinds.toml").items()
        for word in entry.get(language, ())
    }


@cache
def fate_asked(field: str) -> str:
    """Name the kind that a field asks for by its key ("dead" for `killed`); empty where it asks for no such kind."""
    found = (kind for kind, entry in load_toml("kinds.toml").items() if field in entry.get("fields", ()))
    return next(found, "")


@cache
def fates() -> frozenset[str]:
    """Name the kinds that say what became of people, which exclude each other: dead, wounded, missing, captured."""
    return frozenset(kind for kind, entry in load_toml("kinds.toml").items() if "fields" in entry)
