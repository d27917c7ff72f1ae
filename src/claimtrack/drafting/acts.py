"""Who did it where the language leaves the speakers out: "сообщило, что сбило вертолёт", "afirmó que derribó un avión"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimtrack.drafting.draft import Draft
    from claimtrack.drafting.passage import Passage
    from claimtrack.drafting.wordlists import Wordlists


class Acts:
    """The clauses of one passage in which a speaker tells its own act without naming itself."""

    def __init__(self, passage: Passage, lists: Wordlists) -> None:
        self.p = passage
        self.lists = lists
        self._endings = sorted(lists.words("acts", "endings"), key=len, reverse=True)

    def without_subject(self, first: int, last: int, draft: Draft) -> bool:
        """Whether what is said begins with the verb of an act that its speaker did.

        Args:
            first: the first token of what is said.
            last: the token after it.
            draft: whose words these are.
        """
        at = next((k for k in range(first, last) if not self.p.has(k, "adverb")), last)
        negated = any(self.p.has(k, "negation") for k in range(first, last))
        if draft.claimant_span is None or at + 1 >= last or negated:
            return False
        return self._by_ending(at, draft) or self._of_itself(at) or self._by_participle(at, last)

    def _by_ending(self, at: int, draft: Draft) -> bool:
        """Whether the verb is of one body, as the verb of saying is: the plural may be said of nobody."""
        ending = next((end for end in self._endings if self.p.low(at).endswith(end)), "")
        saying = self.p.text[slice(*draft.cue_span)].lower() if draft.cue_span else ""
        did = self.lists.pattern("happenings", "perpetrator_before")
        return bool(ending and did.match(self.p.text, self.p.tokens[at].start)) and (
            saying.endswith(ending) or "endings_of_saying" not in self.lists.table["acts"]
        )

    def _of_itself(self, at: int) -> bool:
        """Whether the Arabic "that it" stands before the verb; "that he" may go before a passive of killing."""
        text, start = self.p.text, self.p.tokens[at].start
        before = self.p.low(at - 1) if at else ""
        if before not in self.lists.words("acts", "of_itself") or not self.lists.happenings.match(
            text, start
        ):
            return False
        passive = before in self.lists.words("acts", "of_himself")
        return not (passive and self.lists.pattern("happenings", "killed").match(text, start))

    def _by_participle(self, at: int, last: int) -> bool:
        """Whether the German "sie habe" opens a clause that the participle of an act closes."""
        p = self.p
        own = p.low(at) in self.lists.words("drafting", "own_subjects")
        done = self.lists.pattern("acts", "participles").match(p.text, p.tokens[last - 1].start)
        return own and p.low(at + 1) in self.lists.words("acts", "helpers") and done is not None
