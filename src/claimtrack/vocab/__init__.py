"""The enumerations of the field, loaded from TOML: each term with its definition and its source."""

from claimtrack.vocab.terms import Term, Vocabulary, load_vocabulary, vocabulary_names

__all__ = ["Term", "Vocabulary", "load_vocabulary", "vocabulary_names"]
