"""Names and words as they are met under several spellings."""

from claimtrack.names.transliteration import transliteration_key
from claimtrack.names.word_forms import asked_forms, other_forms

__all__ = ["asked_forms", "other_forms", "transliteration_key"]
