"""A text as the rules see it: tokens, sentences, quotations, and the words of its language."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from claimtrack.drafting.datelines import dateline
from claimtrack.drafting.quotations import quotations
from claimtrack.drafting.tokens import END, Sentence, paragraphs, tokenize

if TYPE_CHECKING:
    from claimtrack.drafting.lexicon import Lexicon

_OPEN = frozenset('“"«„‘') | {"''", "``"}
_CLOSE = frozenset('”"»“’') | {"''"}
_GERMAN = ("der", "die", "das", "dem", "den", "denen")
Range = tuple[int, int]


class Passage:
    """A text cut up, with questions about its words.

    Attributes:
        text: as it was given.
        words: the lexicon of its language.
        tokens: all tokens.
        paragraphs: with their sentences.
        sentences: those of all paragraphs, in order.
        quotes: every quotation as a range of tokens, marks included.
        dateline: the tokens of where and when it was filed, a sentence of their own; None where it does not tell.
    """

    def __init__(self, text: str, words: Lexicon) -> None:
        self.text = text
        self.words = words
        self.tokens = tokenize(text, words)
        self.paragraphs = paragraphs(text, self.tokens)
        self.dateline = dateline(self)
        self._part_dateline()
        self.sentences = [sentence for one in self.paragraphs for sentence in one.sentences]
        self._first = [sentence.first for sentence in self.sentences]
        self.quotes: list[Range] = []
        for paragraph in self.paragraphs:
            self.quotes.extend(quotations(text, self.tokens, paragraph))
        self._quote_of = {at: quote for quote in self.quotes for at in range(*quote)}

    def _part_dateline(self) -> None:
        """Begin the first sentence of a text after its dateline."""
        first, end = self.dateline or (0, 0)
        for one in self.paragraphs:
            if one.first <= first < end < one.last:
                one.sentences[:1] = [Sentence(first, end), Sentence(end, one.sentences[0].last)]

    def has(self, at: int, *names: str) -> bool:
        """Whether the token at `at` is of one of these classes."""
        return not self.tokens[at].classes.isdisjoint(names)

    def low(self, at: int) -> str:
        """Return the token at `at` as it is looked up."""
        return self.tokens[at].low

    def relates(self, at: int) -> bool:
        """Whether a relative pronoun stands at `at`: also "that" before a verb, and a German article after a comma."""
        if not self.has(at, "determiner"):
            return self.has(at, "relative")
        if self.words.language == "de":
            return at > 0 and self.tokens[at - 1].text == "," and self.low(at) in _GERMAN
        follows = at + 1 < len(self.tokens) and self.has(at + 1, "verb", "auxiliary", "modal")
        return self.has(at, "relative") and follows

    def mark(self, at: int) -> bool:
        """Whether the token at `at` is a mark of punctuation that parts phrases."""
        token = self.tokens[at]
        return not token.word and token.text not in (
            "&",
            "-",
            "'",
            "/",
            "%",
            "$",
            "€",
            "£",
            "№",
            "#",
            "@",
            "’s",
            "'s",
        )

    def quote_at(self, at: int) -> Range | None:
        """Return the quotation that the token at `at` is part of."""
        return self._quote_of.get(at)

    def opens_quote(self, at: int) -> bool:
        """Whether a quotation begins at `at`."""
        quote = self._quote_of.get(at)
        return quote is not None and quote[0] == at

    def closes_quote(self, at: int) -> bool:
        """Whether a quotation ends with the token at `at`."""
        quote = self._quote_of.get(at)
        return quote is not None and quote[1] == at + 1

    def trimmed(self, first: int, last: int) -> Range:
        """Return a range without the marks that part it from its neighbours."""
        while first < last and self._outer(first, last, first):
            first += 1
        while first < last and self._outer(first, last, last - 1):
            last -= 1
        return first, last

    def _outer(self, first: int, last: int, at: int) -> bool:
        token = self.tokens[at]
        if self.opens_quote(at) or self.closes_quote(at):
            return False
        if token.text in {")", "("}:
            return self._unpaired(first, last)
        if token.text in ("'", "’") and at > first:
            return False
        return token.text in END or token.text in (",", ";", ":", "–", "—", "-", "--", "،", "؛")

    def _unpaired(self, first: int, last: int) -> bool:
        texts = [token.text for token in self.tokens[first:last]]
        return texts.count("(") != texts.count(")")

    def span(self, first: int, last: int) -> Range:
        """Return the characters of a range of tokens."""
        return self.tokens[first].start, self.tokens[last - 1].end

    def sentence_number(self, at: int) -> int:
        """Return which sentence, from 0, the token at `at` stands in."""
        return bisect_right(self._first, at) - 1

    def sentence_of(self, at: int) -> Sentence:
        """Return the sentence that the token at `at` stands in."""
        return self.sentences[self.sentence_number(at)]

    def sentence_end(self, sentence: Sentence) -> int:
        """Return where the words of a sentence end: before its last mark."""
        last = sentence.last
        while (
            last > sentence.first and self.tokens[last - 1].text in END and not self.tokens[last - 1].quoted
        ):
            last -= 1
        return last
