"""Forms of a word from what a data file gives: the regular ones of an English verb, alternatives in braces."""

from __future__ import annotations

import re
from itertools import product

_VOWELS = "aeiou"


def english_forms(verb: str, irregular: dict[str, str]) -> dict[str, str]:
    """Return the forms of an English verb by what they are: base, present, past, participle, ing.

    Args:
        verb: the base form.
        irregular: base form to "third-person past participle ing".
    """
    if verb in irregular:
        present, past, participle, ing = irregular[verb].split()
    else:
        stem = verb.removesuffix("e")
        doubled = verb + verb[-1] if _doubles(verb) else stem
        present = _third_person(verb)
        past = participle = verb[:-1] + "ied" if _consonant_y(verb) else doubled + "ed"
        ing = (verb if verb.endswith(("ee", "ye")) else doubled) + "ing"
    return {"base": verb, "present": present, "past": past, "participle": participle, "ing": ing}


def _third_person(verb: str) -> str:
    if _consonant_y(verb):
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _consonant_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2] not in _VOWELS


def _doubles(verb: str) -> bool:
    """Whether the last consonant is doubled: a short verb of one vowel between consonants."""
    return bool(re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", verb)) and not verb.endswith(("ew", "k", "ar"))


def spread(pattern: str) -> list[str]:
    """Return what a pattern stands for: "сообщи{л,ла,ли}" is three words."""
    parts = re.split(r"\{([^}]*)\}", pattern)
    choices = [part.split(",") if at % 2 else [part] for at, part in enumerate(parts)]
    return ["".join(choice) for choice in product(*choices)]
