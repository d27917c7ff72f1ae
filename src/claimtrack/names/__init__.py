"""Names across spellings: a looser key under which transliteration variants of one name meet."""

from __future__ import annotations

from claimtrack.names.transliteration import transliteration_key

__all__ = ["transliteration_key"]
