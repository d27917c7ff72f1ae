"""What was hit, whom it befell, who did it, where: the noun phrases beside words for what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.drafting.acts import Acts
from claimtrack.drafting.phrases import Phrases
from claimtrack.drafting.tokens import END

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.drafting.draft import Draft
    from claimtrack.drafting.moments import Moments
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.wordlists import Wordlists

_FIELDS = ("target", "victim", "perpetrator")
_OF = ("of", "de", "del", "du", "d'", "des", "von")
_PHRASES = 3  # noun phrases after a preposition that may stand between an object and its verb


class Objects:
    """The parties, things and places of a passage."""

    def __init__(self, passage: Passage, lists: Wordlists, moments: Moments) -> None:
        self.p = passage
        self.lists = lists
        self.moments = moments
        self.phrases = Phrases(passage)
        self.acts = Acts(passage, lists)
        self.one_person = False  # whether a person speaks, of whom "it" is not said

    def add(self, first: int, last: int, draft: Draft, found: dict[str, list[dict[str, Any]]]) -> None:
        """Add what was hit, whom it befell and who did it, where a stretch of tokens says so."""
        for field in _FIELDS:
            if field not in found:
                value = self._after(field, first, last) or self._before(field, first, last, draft)
                if value:
                    found[field] = [value]
        if found.get("perpetrator") and found["perpetrator"] == found.get("target"):
            del found["perpetrator"]  # "soll ein Krankenhaus beschossen haben": it was hit
        if "perpetrator" not in found and draft.claimant_span and self._says_it_did(first, last, draft):
            found["perpetrator"] = [{"raw": self._claimant(draft), "name": draft.claimant}]

    def _claimant(self, draft: Draft) -> str:
        return self.p.text[slice(*draft.claimant_span)] if draft.claimant_span else draft.claimant

    def _says_it_did(self, first: int, last: int, draft: Draft) -> bool:
        """Whether speakers say of themselves that they did something: "to have shot down", "haber matado"."""
        p = self.p
        if self.acts.without_subject(first, last, draft):
            return True
        at = first + (p.low(first) in ("to", "of"))
        if at + 1 >= last or p.low(at) not in self.lists.words("drafting", "having"):
            return False
        verb = next((k for k in range(at + 1, last) if not p.has(k, "adverb", "auxiliary")), last)
        been = self.lists.words("drafting", "been")
        if any(p.low(k) in been for k in range(at + 1, min(verb + 1, last))):
            return False  # "was reported to have been attacked"
        return verb < last and self._did.match(p.text, p.tokens[verb].start) is not None

    @property
    def _did(self) -> Any:
        return self.lists.pattern("happenings", "done")

    # ---- objects of verbs ---------------------------------------------------------------------------------------------

    def _matches(self, key: str, first: int, last: int) -> Iterator[Range]:
        """Yield where a phrase of a list stands between two tokens: its first token, and the token after it."""
        text, offset = self.text(first, last)
        for match in self.lists.pattern("happenings", key).finditer(text):
            begin = self._token_from(offset + match.start(), first, last)
            end = self._token_from(offset + match.end(), first, last)
            if begin is not None:
                yield begin, last if end is None else end

    def _after(self, field: str, first: int, last: int) -> dict[str, Any] | None:
        """Return the noun phrase after one of the phrases of a list."""
        for start, end in self._matches(field + "_after", first, last):
            article = end - 1 > start and self.p.has(end - 1, "determiner")
            at = end - 1 if article else end  # the article of "par un" is that of who did it
            passive = field == "target" and start > first and self.p.has(start - 1, "be")
            if at >= last or passive or (field == "perpetrator" and self._shared_by(start, first)):
                continue
            phrase = self._object(at, last)
            if phrase is None or (field == "victim" and not self._person(at, phrase[1])):
                continue
            raw = self._raw(*phrase)
            downed = field == "target" and self._brings_down(start)
            if field == "victim" or downed or self.is_party(*phrase, means=field == "target"):
                return {"raw": raw}
        return None

    def _brings_down(self, at: int) -> bool:
        """Whether what is hit may be a weapon: "shot down a drone"."""
        return (
            self.lists.pattern("happenings", "downed").match(self.p.text, self.p.tokens[at].start) is not None
        )

    def _shared_by(self, at: int, first: int) -> bool:
        """Whether what stands before "by" is a word of sharing: "la vidéo, partagée par le compte"."""
        p = self.p
        agent = p.low(at) in ("par", "por", "von", "durch")
        spread = self.lists.pattern("drafting", "spread")
        return agent and at > first and spread.match(p.text, p.tokens[at - 1].start) is not None

    def _object(self, at: int, last: int) -> Range | None:
        """Return the noun phrase that begins at `at`, a number with its bounds included."""
        p = self.p
        begin = at
        while at + 1 < last and p.low(at) in self.lists.words("counts", "bounds"):
            at += 1  # "set fire to at least 60 homes"
        if (
            at > begin
            and not p.low(at)[:1].isdigit()
            and p.low(at) not in self.lists.words("counts", "numbers")
        ):
            at = begin
        if p.has(at, "verb", "auxiliary", "weekday"):
            return None
        phrase = self.phrases.after(at, last)
        if phrase is None or p.has(phrase[0], "pronoun") or self._dated(*phrase):
            return None
        first, last = phrase
        figure = next(
            (k for k in range(first + 1, last) if p.tokens[k].text[0].isdigit() and p.tokens[k - 1].word),
            last,
        )
        if figure > first + 1 and not p.tokens[figure - 1].name:
            phrase = (first, figure)  # "a drone 40 nautical miles west"
        return begin if at > begin else phrase[0], self.end_of_head(*phrase)

    def _dated(self, first: int, last: int) -> bool:
        return any(one.first < last and first < one.last for one in self.moments.found)

    def is_party(self, first: int, last: int, *, means: bool) -> bool:
        """Whether a phrase may be a party or a thing hit: no weapon or cause, and for a party no happening either.

        Args:
            first: its first token.
            last: the token after it.
            means: whether only means are ruled out: what was hit may be named by what happened to it.
        """
        p = self.p
        small = ("determiner", "pronoun", "adverb", "preposition")
        named = any(
            p.tokens[at].word and not p.low(at).isdigit() and not p.has(at, *small)
            for at in range(first, last)
        )
        raw = p.text[slice(*p.span(first, last))]
        if not named or self.is_means(raw):
            return False
        return means or not self.lists.pattern("happenings", "no_party").search(raw)

    def is_means(self, raw: str) -> bool:
        """Whether a phrase ends with a weapon or a cause: "hit a mine", "attributed the fire to a short circuit"."""
        raw = raw.rstrip('"”»“')
        patterns = (self.lists.pattern("happenings", name) for name in ("weapon", "cause"))
        return any(match.end() == len(raw) for one in patterns for match in one.finditer(raw))

    def _person(self, first: int, last: int) -> bool:
        """Whether a name stands within the next words."""
        p = self.p
        if p.words.language in ("ar", "de"):
            return False
        counted = p.low(first)[:1].isdigit() or p.low(first) in self.lists.words("counts", "numbers")
        dated = ("weekday", "month")
        named = (p.tokens[at].name and not p.has(at, *dated) for at in range(first, min(last, first + 4)))
        return any(named) and (not counted or p.low(first) in self.lists.words("counts", "articles"))

    def _before(self, field: str, first: int, last: int, draft: Draft) -> dict[str, Any] | None:
        """Return the subject of one of the verbs of a list: what was hit, who died, who fired."""
        p = self.p
        for at, end in self._matches(field + "_before", first, last):
            if field == "perpetrator" and (self._befell(at, end, last) or self._hit_means(at, end, last)):
                continue
            subject, helpers = self._subject(at, first)
            if field == "perpetrator" and subject is not None:
                subject = self._past_object(subject, first)
                if subject is None or self._none_between(subject[1], at):
                    continue
            if subject is None or (field == "perpetrator" and any(p.has(k, "be") for k in helpers)):
                continue
            if p.words.language in ("ru", "uk") and p.has(subject[0] - 1, "preposition"):
                continue  # "за ночь сбиты 34 беспилотника"
            if field == "perpetrator" and self._own(*subject, draft):
                return {"raw": self._raw(*subject), "name": draft.claimant}
            if p.has(subject[0], "pronoun", "negation") or p.relates(subject[0]) or self._dated(*subject):
                continue
            if field == "victim" and sum(p.tokens[k].name for k in range(*subject)) < 2:
                continue
            if field != "victim" and not self.is_party(*subject, means=field == "target"):
                continue
            return {"raw": self._raw(*subject)}
        return None

    def _subject(self, at: int, first: int) -> tuple[Range | None, list[int]]:
        """Return the noun phrase before a verb, and the helpers of the verb that stand between."""
        p = self.p
        here = at - 1
        while here >= first and p.has(here, "auxiliary", "adverb", "modal") and not p.has(here, "determiner"):
            here -= 1
        helpers = list(range(here + 1, at))
        if here > first and p.relates(here):
            here -= 1 + (
                p.mark(here - 1) or p.has(here - 1, "determiner")
            )  # "sus aviones los que bombardearon"
        for _ in range(_PHRASES):
            phrase = self.phrases.before(here, first) if here >= first else None
            if phrase is None or phrase[0] <= first or not p.has(phrase[0] - 1, "preposition"):
                break
            if p.words.language != "de":
                break
            here = phrase[0] - 2  # "das Lager mit einer Drohne angegriffen"
        else:
            return None, helpers
        return (self._past_date(*phrase), helpers) if phrase else (None, helpers)

    def _none_between(self, first: int, last: int) -> bool:
        """Whether German "nobody" or "none" stands between two tokens: "ihre Soldaten hätten niemanden erschossen"."""
        p = self.p
        negations = self.lists.words("asserted", "negations")
        between = range(first, last) if p.words.language == "de" else ()
        return any(p.has(at, "negation") and p.low(at) not in negations for at in between)

    def _past_object(self, phrase: Range, first: int) -> Range | None:
        """Return who did it in a German clause whose verb stands last: "ihre Truppen hätten die Schule beschossen"."""
        p = self.p
        helper = phrase[0] - 1
        if p.words.language != "de" or helper <= first or not p.has(helper, "auxiliary"):
            return phrase
        return self.phrases.before(helper - 1, first)

    def _past_date(self, first: int, last: int) -> Range:
        """Cut a date that a phrase begins with: "On 2 November soldiers …"."""
        begin, _ = self.moments.past_date(first, last)
        return begin, self.end_of_head(begin, last)

    def _befell(self, at: int, end: int, last: int) -> bool:
        """Whether a verb tells what befell its subject: "Four rebels killed in Gao, army says", "a barn burned"."""
        p = self.p
        if end < last and p.low(end) in self.lists.words("drafting", "been"):
            return True  # "neun Menschen seien erschossen worden"
        ended = end >= last or p.mark(end) or p.has(end, "preposition", "conjunction", "adverb", "weekday")
        if ended and p.low(at) in self.lists.words("happenings", "befell"):
            return True
        if p.words.language != "en" or end - at > 1 or not p.has(at, "verb-participle", "verb-past"):
            return False
        if end < last and not (p.mark(end) or p.has(end, "preposition")):
            return False
        headline = p.tokens[p.sentence_of(at).last - 1].text not in END
        fates = ("killed", "captured")
        told = (self.lists.pattern("happenings", fate).match(p.text, p.tokens[at].start) for fate in fates)
        return headline or any(told)

    def _hit_means(self, at: int, end: int, last: int) -> bool:
        """Whether a verb tells what its subject ran into: "the ship hit a mine"."""
        start = self.p.tokens[at].start
        if self.lists.pattern("happenings", "cause").match(self.p.text, start):
            return True  # "had taken his own life"
        hits = self.lists.pattern("happenings", "target_after").match(self.p.text, start)
        phrase = self.phrases.after(end, last) if hits and end < last else None
        return phrase is not None and self.is_means(self._raw(*phrase))

    def _own(self, first: int, last: int, draft: Draft) -> bool:
        """Whether who did it is the speaker, or belongs to them: "we", "it", "its fighters"."""
        p = self.p
        low = p.low(first)
        alone = last - first == 1 and low in self.lists.words("drafting", "own_subjects")
        owned = last - first > 1 and p.has(first, "possessive") and not low.startswith(("'", "’"))
        if not draft.claimant or not (alone or owned):
            return False
        if low in self.lists.words("drafting", "publisher_words"):
            return True
        impersonal = self.one_person and low in self.lists.words("drafting", "impersonal_pronouns")
        return not impersonal and self._named_before(first, draft)

    def _named_before(self, at: int, draft: Draft) -> bool:
        """Whether a speaker is named before the word at `at` that may stand for them: not in "It killed 9, X said"."""
        span, start = draft.claimant_span, self.p.tokens[at].start
        if span is None:
            return False
        return span[0] < start or draft.claimant.casefold() in self.p.text[:start].casefold()

    def _raw(self, first: int, last: int) -> str:
        return self.p.text[slice(*self.p.span(first, last))]

    def end_of_head(self, first: int, last: int) -> int:
        """Return where the head of a phrase ends: before an apposition, a weapon, a place."""
        p = self.p
        numbers = self.lists.words("counts", "numbers")
        if p.opens_quote(first) and (quote := p.quote_at(first)) and quote[1] < last:
            return quote[1]
        for at in range(first + 1, last):
            low = p.low(at)
            if at < last - 1 and low in ("this", "last", "next") and not p.has(at - 1, "preposition"):
                return at
            if p.tokens[at].text in (",", "(", "،") or (p.has(at, "adverb") and not p.tokens[at].name):
                return at
            if low in self.lists.words("asserted", "negations"):
                return at
            if low in numbers and not p.has(at, "determiner"):
                return at
            if p.has(at, "relative") and not p.has(at, "determiner"):
                return at
            if at + 1 < last and p.has(at, "preposition") and self._parts(at, last):
                return at
        return last

    def _parts(self, at: int, last: int) -> bool:
        """Whether a preposition within a phrase begins another: a weapon, an action, a place."""
        p = self.p
        if p.low(at + 1).endswith("ing") and p.words.language == "en" and p.low(at) == "of":
            return True  # "its troops of executing prisoners"
        if self.is_means(self._raw(at + 1, last)) and p.low(at) in self.lists.words("happenings", "with"):
            return True
        return p.low(at) in self.lists.words("happenings", "beside")

    def _token_from(self, character: int, first: int, last: int) -> int | None:
        return next((at for at in range(first, last) if self.p.tokens[at].start >= character), None)

    # ---- places -----------------------------------------------------------------------------------------------------------

    def place(self, first: int, last: int, taken: list[Range]) -> dict[str, Any] | None:
        """Return the place that a preposition names, apart from dates and counts."""
        p = self.p
        prepositions = self.lists.words("happenings", "place_prepositions")
        for at in range(first, last - 1):
            if p.low(at) not in prepositions or any(a <= at + 1 < b or a <= at < b for a, b in taken):
                continue
            end = self._place_end(at, last, taken)
            if end is None or any(a < end and at + 1 < b for a, b in taken):
                continue
            inner = any(p.low(k) in prepositions for k in range(at + 2, end))
            if not inner and self._names_place(at + 1, end):
                return {"raw": p.text[slice(*p.span(at, end))]}
        return None

    def _place_end(self, at: int, last: int, taken: list[Range]) -> int | None:
        """Return where a place after the preposition at `at` ends, None where none begins."""
        p = self.p
        if p.words.language == "ar":
            return self._arabic_place_end(at + 1, last)
        of = at + 1 < last and p.low(at + 1) in ("de", "del", "du", "d'", "von")  # "cerca de Tolar"
        phrase = self.phrases.after(at + 1 + of, last)
        if phrase is None:
            return None
        end = min([self.end_of_head(*phrase), *(a for a, b in taken if phrase[0] < a < phrase[1])])
        if p.words.language == "de":
            end = next((k for k in range(phrase[0] + 1, end) if not p.tokens[k].name), end)
            if end - phrase[0] > 2 or p.has(phrase[0], "determiner"):
                return None
        verbs = (k for k in range(phrase[0], end) if not p.low(k).endswith("ing"))
        return None if any(self.phrases.finite(k, phrase[0]) for k in verbs) else end

    def _arabic_place_end(self, at: int, last: int) -> int | None:
        """Return where an Arabic place ends, which a word such as "town" begins: the name after it, and its adjective."""
        p = self.p
        if at + 1 >= last or p.low(at) not in self.lists.words("happenings", "place_nouns"):
            return None
        end = at + 2
        while (
            end < last
            and p.low(end).startswith("ال")
            and not p.has(end, "weekday", "preposition")
            and end < at + 4
        ):
            end += 1
        return end

    def _names_place(self, first: int, end: int) -> bool:
        p = self.p
        if p.words.language == "ar":
            return True
        if p.has(first, "pronoun"):
            return False
        of = next((k for k in range(first, end) if p.has(k, "preposition") and p.low(k) not in _OF), end)
        end = max(of, first + 1)  # "in exchange for two Americans" is no place
        return any(p.tokens[k].name and not p.has(k, "weekday", "month") for k in range(first, end))

    def text(self, first: int, last: int) -> tuple[str, int]:
        """Return the words between two tokens, and the character that they begin with."""
        begin, end = self.p.span(first, last)
        return self.p.text[begin:end], begin
