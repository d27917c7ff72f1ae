"""The words of counts: the section `counts` of each language file, signs of all languages, and the table of vague words."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from claimtrack.characters import fold_name
from claimtrack.languages import LANGUAGES, section
from claimtrack.numerals import spelling
from claimtrack.values.words import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VagueRange: TypeAlias = tuple[int, int | None]
"""The least and the most that a vague word is taken to mean; None for no upper end."""

_POINTS = ",.;:()"


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
        duals: nouns whose form says that they are two.
        subset_words: the phrases of `subset` that are one word.
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
    duals: frozenset[str]
    subset_words: frozenset[str]


@cache
def count_lexicon(language: str) -> CountLexicon:
    """Load the count words of a language.

    Args:
        language: one of `languages.LANGUAGES`.
    """
    from claimtrack.numerals import number_words

    own, common = section(language, "counts"), load_toml("signs.toml")

    def words(items: Iterable[str]) -> frozenset[str]:
        return frozenset(spelling(item, language) for item in items)

    hundred = 100
    return CountLexicon(
        language=language,
        rules=_compiled((own.get("rules", {}), common["rules"]), language),
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
        duals=words(own.get("duals", ())),
        subset_words=frozenset(phrase for phrase in words(own.get("subset", ())) if " " not in phrase),
        subset_numbers={
            spelling(word, language): number for word, number in own.get("subset_numbers", {}).items()
        },
        part_first=tuple(
            pattern for _, pattern in _compiled(({"part_first": own.get("part_first", [])},), language)
        ),
    )


@cache
def vague_words(language: str) -> Mapping[str, VagueRange]:
    """Return the vague words of a language with what `data/vague.toml` says they mean."""
    entries = load_toml("vague.toml")
    return {
        spelling(word, language): (entries[key]["low"], entries[key].get("high"))
        for key, words in section(language, "counts").get("vague", {}).items()
        for word in words
    }


def vague_table(language: str, own: Mapping[str, VagueRange] | None) -> Mapping[str, VagueRange]:
    """Return the vague words of a language as the user understands them.

    Args:
        language: primary subtag.
        own: entry of the table ("dozens") or a single word in any language → least and most.
    """
    return _with_own(language, tuple(sorted(own.items()))) if own else vague_words(language)


@lru_cache(maxsize=64)
def _with_own(language: str, own: tuple[tuple[str, VagueRange], ...]) -> Mapping[str, VagueRange]:
    table = dict(vague_words(language))
    entries = section(language, "counts").get("vague", {})
    for key, bounds in own:
        for word in (key, *entries.get(key, ())):
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
        language: primary subtag; the words of the other languages are tried where it has none.
    """
    found = _kinds(language, words)
    for other in LANGUAGES:
        found = found or _kinds(other, words)
    return found


@cache
def kind_of_part(words: str) -> tuple[frozenset[str], str]:
    """Return what parts of two counts are matched by: the kinds they speak of, in any language, and their other words.

    Args:
        words: what is counted, as written.
    """
    known = {fold_name(word) for language in LANGUAGES for word in _kind_words(language)}
    others = [word for word in fold_name(words).split() if word not in known]
    return kinds_of(words, "en"), " ".join(others)


@cache
def kind_in_another_language(words: str, language: str) -> str:
    """Name the kind that words of other languages than one name, and nothing besides; empty where they do not.

    Args:
        words: what is counted, as written.
        language: primary subtag of the one.
    """
    kinds, others = kind_of_part(words)
    return next(iter(kinds)) if len(kinds) == 1 and not others and not _kinds(language, words) else ""


def _kinds(language: str, words: str) -> frozenset[str]:
    table = _kind_words(language)
    spelled = (word.strip(_POINTS) for word in spelling(words, language).split())
    return frozenset(table[word] for word in spelled if word in table)


@cache
def _kind_words(language: str) -> Mapping[str, str]:
    return {
        spelling(word, language): kind
        for kind, words in section(language, "counts").get("kinds", {}).items()
        for word in words
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


def no_answer(field: str, words: str, language: str, *, nobody: bool) -> str:
    """Say why a count does not tell what became of how many people; empty where it does, or is not asked to.

    Args:
        field: key of the field that is answered.
        words: the whole answer, in the spelling of the language.
        language: primary subtag.
        nobody: the count is nought.
    """
    part, whole = _part_asked(field)
    asked = fate_asked(whole or field)
    if not asked:
        return ""
    table, kinds = load_toml("kinds.toml"), kinds_of(words, language)
    if any("others" in table[kind] for kind in kinds):
        return "a number of something else than people"
    fallen = sorted(kinds & fates())
    if fallen and asked not in fallen and kinds <= fates():
        return f"a number of the {fallen[0]}, not of the {asked}"
    if part and not kinds.isdisjoint(table[part].get("never", ())):
        return f"a number of others than {part}"
    parts = sorted(kind for kind in kinds - {part} if "among" in table[kind])
    if not parts or not nobody:
        return ""
    elsewhere = "".join(f"; {other} asks for it" for kind in parts if (other := _asked_by(kind, field)))
    return f"none of a part ({', '.join(parts)}) is not none of all{elsewhere}"


def part_alone(field: str, words: str, parts: Iterable[str]) -> tuple[str, str]:
    """Return what part alone an answer counts ("civilians") and the field that asks for it; empty where it counts all.

    Args:
        field: key of the field that is answered.
        words: the answer as written.
        parts: what the parts are of that it tells from the whole.
    """
    told = frozenset().union(*(kinds_of(part, "en") for part in parts))
    found = ((kind, _asked_by(kind, field)) for kind in sorted(kinds_of(words, "en") - told))
    return next(((kind, other) for kind, other in found if other), ("", ""))


def _asked_by(kind: str, field: str) -> str:
    other: str = load_toml("kinds.toml")[kind].get("asked_by", {}).get(field, "")
    return other


@cache
def _part_asked(field: str) -> tuple[str, str]:
    """Return the part that a field asks for and the field that asks for the whole: "civilians" of `killed`."""
    found = (
        (kind, whole)
        for kind, entry in load_toml("kinds.toml").items()
        for whole, other in entry.get("asked_by", {}).items()
        if other == field
    )
    return next(found, ("", ""))
