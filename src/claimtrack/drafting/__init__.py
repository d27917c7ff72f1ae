"""From prose to drafts: who is said to have said what, and what an analyst might enter of it."""

from __future__ import annotations

from claimtrack.drafting.attributions import find_attributions
from claimtrack.drafting.draft import Draft, Response
from claimtrack.drafting.finding import Attribution
from claimtrack.drafting.text import draft_text

__all__ = ["Attribution", "Draft", "Response", "draft_text", "find_attributions"]
