"""Terms and vocabularies: the data files under `data/`, read once each when first asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from claimtrack.datafiles import data_file
from claimtrack.errors import UnknownTermError
from claimtrack.wording import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# importlib.resources would load zipfile and tempfile for every command.
_DATA = Path(__file__).parent / "data"


class Term(Struct, frozen=True):
    """One term of a vocabulary.

    Attributes:
        key: the word as written in a case file.
        label: the word as printed.
        definition: what it means, in a sentence.
        source: where the definition comes from.
        extra: what else the data file says of it (a past tense, a symbol …).
    """

    key: str
    label: str
    definition: str
    source: str
    extra: Mapping[str, Any]


class Vocabulary(Struct, frozen=True):
    """A closed list of terms, in the order of its data file."""

    name: str
    title: str
    terms: Mapping[str, Term]
    synonyms: Mapping[str, str]

    def __contains__(self, key: str) -> bool:
        return key in self.terms

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms.values())

    def __getitem__(self, key: str) -> Term:
        return self.terms[key]

    def resolve(self, word: str) -> str:
        """Return the key that a word stands for: the key itself, its label or a listed synonym.

        Args:
            word: what a person or a file wrote; case and surrounding space do not matter.

        Raises:
            UnknownTermError: the vocabulary has no such term; the message lists those it has.
        """
        plain = _plain(word.strip())
        found = self.synonyms.get(plain)
        if found is None:
            near = nearest(plain, self.synonyms)
            hint = f"did you mean {self.synonyms[near]!r}? " if near else ""
            known = ", ".join(self.terms)
            raise UnknownTermError(f"unknown {self.title} {word!r}", f"{hint}one of: {known}")
        return found


@cache
def load_vocabulary(name: str) -> Vocabulary:
    """Load a vocabulary by the name of its data file (`stance`, `hedge`, `grade` …)."""
    content = data_file(_DATA / f"{name}.toml")
    terms: dict[str, Term] = {}
    synonyms: dict[str, str] = {}
    for key, entry in content["terms"].items():
        label = entry.pop("label", key)
        definition, source = entry.pop("definition"), entry.pop("source", content.get("source", ""))
        words = [key, label, *entry.pop("synonyms", ())]
        terms[key] = Term(key, label, definition, source, entry)
        synonyms.update({_plain(word): key for word in words})
    return Vocabulary(name, content["title"], terms, synonyms)


def _plain(word: str) -> str:
    return word.casefold().replace("_", " ").replace("-", " ")


def vocabulary_names() -> tuple[str, ...]:
    """Name every vocabulary that ships with the program."""
    return tuple(
        sorted(item.name.removesuffix(".toml") for item in _DATA.iterdir() if item.name.endswith(".toml"))
    )
