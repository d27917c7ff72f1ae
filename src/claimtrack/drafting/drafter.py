"""From attributions to drafts: which of them assert something about a happening, by whom, with which stance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.answered import COUNTS, each
from claimtrack.drafting.coreference import name_by_later
from claimtrack.drafting.draft import Draft, Drafts
from claimtrack.drafting.fields import Fields
from claimtrack.drafting.happenings import happenings
from claimtrack.drafting.links import connect
from claimtrack.drafting.mentions import Speaker
from claimtrack.drafting.names import Names
from claimtrack.drafting.relays import Relays
from claimtrack.drafting.stances import Stances
from claimtrack.drafting.tokens import END
from claimtrack.drafting.utterances import Utterance, Utterances
from claimtrack.drafting.wording import introduced
from claimtrack.drafting.wordlists import wordlists

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.drafting.draft import Span
    from claimtrack.drafting.finding import Finding
    from claimtrack.drafting.passage import Passage, Range


class Drafter:
    """Drafts of one text."""

    def __init__(
        self, passage: Passage, publisher: str, published: str, aliases: Mapping[str, str] | None = None
    ) -> None:
        self.p = passage
        self.published = published
        self.lists = wordlists(passage.words.language)
        self.names = Names(passage, self.lists, publisher, aliases or {})
        self.stances = Stances(passage, self.lists)
        self.utterances = Utterances(passage, self.lists, self.stances)
        self.fields = Fields(passage, self.lists, published)
        self.relays = Relays(passage, self.lists, self.names)
        self._spoke: dict[Range, Speaker] = {}  # by the words that stand for them
        self._statement_day = ""
        self._statement: Range | None = None
        self.publisher = self._stated_by() or publisher
        self.names.publisher = self.publisher

    def _stated_by(self) -> str:
        """Return who issued a text that ends with "(Statement by the mission, 16 June)"."""
        p = self.p
        match = self.lists.pattern("drafting", "statement_by").search(p.text)
        if match is None or p.text[: match.start()].rstrip()[-1:] not in ("(", "—", "–", "["):
            return ""
        at = next((k for k in range(len(p.tokens)) if p.tokens[k].start >= match.end()), None)
        if at is None:
            return ""
        end = next((k for k in range(at, len(p.tokens)) if p.mark(k)), len(p.tokens))
        dates = [one for one in self.fields.moments.found if one.first >= at]
        self._statement_day = dates[0].edtf if dates else ""
        self._statement = p.span(at, end) if end > at else None
        return self.names.speaker(at, end).name if end > at else ""

    def drafts(self) -> Drafts:
        """Return the drafts in the order of the text, with their links and what they are about."""
        if not self.utterances.about_a_happening():
            return Drafts()
        found: list[Draft] = []
        for utterance in self.utterances.all():
            draft = None if self._is_withdrawn(utterance) else self._draft(utterance, found)
            if draft and draft.content_spans:
                found.append(draft)
        name_by_later(found, self.p, self.lists)
        self._merge(found)
        connect(found, self.p, self.lists)
        return Drafts(found, happenings(found, self.fields.moments.found, self.p, self.published))

    def _is_withdrawn(self, utterance: Utterance) -> bool:
        """Whether only what the text itself once said is told: "an earlier version of this story said"."""
        one, sentence = utterance.finding, utterance.sentence
        teller = one.source if one and one.source else (sentence.first, sentence.last)
        withdrawn = self.lists.pattern("drafting", "withdrawn")
        parts = (part for part in (teller, *utterance.content) if part[0] < part[1])
        return any(withdrawn.search(self.p.text[slice(*self.p.span(*part))]) for part in parts)

    # ---- a draft --------------------------------------------------------------------------------------------------------

    def _draft(self, utterance: Utterance, earlier: list[Draft]) -> Draft | None:
        one = utterance.finding
        if one and one.source:
            one.source = self.fields.moments.past_date(*one.source)
        content = self._content(utterance)
        if not content:
            return None
        spans = tuple(self.p.span(*part) for part in content)
        speaker = (
            self._speaker(one, content) if one and one.source else Speaker(self.publisher, self._statement)
        )
        draft = Draft(
            claimant=speaker.name,
            claimant_span=speaker.span,
            cue_span=self.p.span(*one.cue) if one else None,
            content_spans=spans,
            spokesperson=speaker.spokesperson,
            part_of=speaker.part_of,
        )
        if utterance.via is not None and utterance.via.source:
            draft.via = self.names.speaker(*utterance.via.source).name
        draft.stance = self.stances.stance(
            one, content, answered=any(other.claimant != draft.claimant for other in earlier)
        )
        draft.hedge = self.stances.hedge(one, content, utterance.sentence)
        if utterance.label == "claim":
            draft.hedge = draft.hedge or "alleged"
        elif utterance.label == "fact":
            draft.stance = "denies"
        draft.said = (
            self.fields.said(one, content, utterance.sentence) if one else ""
        ) or self._statement_day
        if one:
            self.relays.relay(draft, speaker, one, utterance.sentence, earlier)
        self.fields.objects.one_person = speaker.number == "one" and not speaker.spokesperson
        self.fields.tolls.field = _counted(earlier, draft.claimant)
        nobody = self.fields.nobody(content) if draft.stance == "denies" else {}
        if nobody and one:
            draft.stance = "affirms"  # that nobody was killed, and not that nothing happened
            draft.content_spans = self._with_cue(one, spans)
        draft.values = nobody or self.fields.values(content, one, draft)
        if one and not draft.said:
            self._date_saying(draft, content, earlier)
        if draft.stance == "denies" and self._only_unhurt(one, content, draft):
            draft.stance = "affirms"
        return draft

    def _date_saying(self, draft: Draft, content: list[Range], earlier: list[Draft]) -> None:
        """Take a day at the end of a thing named for that of saying it, where others date it: "confirmed one death on Monday"."""
        last = content[-1][1]
        day = next(
            (one for one in self.fields.moments.found if one.last == last and one.first > content[-1][0]),
            None,
        )
        told = {one["edtf"] for other in earlier for one in each(other.values.get("occurred", []))}
        if day is None or not told or not day.edtf or day.edtf in told or len(content) > 1:
            return
        if "occurred" in draft.values and not self.utterances.empty.has_clause(content[0]):
            draft.said = day.edtf
            draft.content_spans = (self.p.span(content[0][0], day.first),)
            del draft.values["occurred"]

    def _only_unhurt(self, one: Finding | None, content: list[Range], draft: Draft) -> bool:
        """Whether only counts of nobody are told, by no word of denying: "nobody was hurt"."""
        denying = one is not None and (
            one.entry.frame.stance == "denies" or one.entry.lemma in self.lists.lemmas("denies")
        )
        hurt = draft.values.keys() <= {"killed", "wounded"}
        said = {self.p.low(at) for part in content for at in range(*part)}
        own = said & self.lists.words("drafting", "own_subjects")  # "we killed nobody"
        zeros = (value.get("high") == 0 for answers in draft.values.values() for value in each(answers))
        return bool(draft.values) and hurt and all(zeros) and not (denying or own)

    def _with_cue(self, one: Finding, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        """Return what is said with the verb that denies it: alone, the words would say that somebody was killed."""
        start, end = self.p.span(*one.cue)
        (first, last), *rest = spans
        return ((min(start, first), max(end, last)), *rest)

    def _speaker(self, one: Finding, content: list[Range]) -> Speaker:
        assert one.source is not None  # noqa: S101 - asked by the caller
        if one.entry.frame.name == "according" and self._impersonal(*one.source):
            return Speaker(self.publisher)
        if (spoke := self._spoke.get(one.source)) is not None:
            return spoke  # "…, a spokesman said, blaming rebels"
        after = one.source[0] > 0 and self.p.has(one.source[0] - 1, "preposition")
        declined = one.entry.frame.name == "according" or after
        self._spoke[one.source] = self.names.speaker(*one.source, content[0], declined=declined)
        return self._spoke[one.source]

    def _impersonal(self, first: int, last: int) -> bool:
        """Whether a source is only "the available data"."""
        words = [self.p.low(at) for at in range(first, last)]
        heads = self.lists.words("drafting", "impersonal")
        people = self.lists.words("drafting", "insiders") & set(words)
        if people and any(
            word not in people and not self.p.has(first + at, "determiner") for at, word in enumerate(words)
        ):
            return False  # "military sources"
        return (
            len(words) <= 4
            and any(word in heads for word in words)
            and not any(self.p.tokens[at].name for at in range(first + 1, last))
        )

    def _content(self, utterance: Utterance) -> list[Range]:
        """Return what is said without conjunctions, quotation marks and the final stop."""
        p = self.p
        parts = []
        for first, last in utterance.content:
            begin, end = p.trimmed(first, last)
            while begin < end and (
                p.low(begin) in p.words.complementizers
                or p.tokens[begin].text in ("'", "’")
                or (p.mark(begin) and not p.opens_quote(begin))
            ):
                begin += 1
            begin = self._with_negation(self._past_channel(begin, end), utterance.finding)
            end = self._before_day(begin, end, utterance.finding)
            begin, end = self._unquoted(begin, self._before_hearsay(begin, end))
            if end > begin:
                parts.append((begin, end))
        return parts

    def _with_negation(self, begin: int, one: Finding | None) -> int:
        """Return where what is said begins with "not" or "only" before it: "dijo no haber atacado", "said only two died"."""
        edge = one.cue[1] if one else begin
        only = self.lists.pattern("links", "only")
        while begin > edge and (
            self.p.has(begin - 1, "negation") or only.fullmatch(self.p.tokens[begin - 1].text)
        ):
            begin -= 1
        return begin

    def _before_day(self, first: int, last: int, one: Finding | None) -> int:
        """Return where a new figure ends before the day on which it was given: "raised its toll to 37 on Sunday"."""
        corrects = one is not None and one.entry.lemma in self.lists.lemmas("corrects")
        if one is None or not (corrects or one.entry.frame.name == "revise"):
            return last
        return next(
            (day.first for day in self.fields.moments.found if first < day.first < last == day.last), last
        )

    def _before_hearsay(self, first: int, last: int) -> int:
        """Return where what is said ends before ", a-t-on appris"."""
        p = self.p
        told = self.lists.pattern("drafting", "hearsay_tail")
        commas = (at for at in range(first + 1, last - 1) if p.tokens[at].text == ",")
        return next((at for at in commas if told.match(p.text, p.tokens[at + 1].start)), last)

    def _past_channel(self, first: int, last: int) -> int:
        """Return where what is said begins after ", through its channel X,"."""
        p = self.p
        if (
            first >= last
            or self.lists.pattern("drafting", "through").match(p.text, p.tokens[first].start) is None
        ):
            return first
        comma = next((at for at in range(first, last - 1) if p.tokens[at].text in (",", "،")), None)
        return first if comma is None else comma + 1

    def _unquoted(self, first: int, last: int) -> Range:
        """Take off the marks of a quotation that is all of it."""
        p = self.p
        quote = p.quote_at(first) if first < last else None
        if quote and quote[0] == first and quote[1] >= last:
            first += 1
            while last > first and (p.closes_quote(last - 1) or p.tokens[last - 1].text in (",", *END)):
                last -= 1
            return first, last
        while last > first and (
            p.tokens[last - 1].text in END
            or (p.tokens[last - 1].text in ")]" and not self._opened(first, last))
        ):
            last -= 1
        return first, last

    def _opened(self, first: int, last: int) -> bool:
        """Whether the bracket that closes a stretch was opened in it."""
        texts = [token.text for token in self.p.tokens[first:last]]
        return texts.count("(") == texts.count(")") and texts.count("[") == texts.count("]")

    def _merge(self, drafts: list[Draft]) -> None:
        """Make one of two drafts of one claimant that follow one another with "adding" or a second quotation."""
        at = 1
        while at < len(drafts):
            right = drafts[at]
            left = next(
                (
                    one
                    for one in reversed(drafts[:at])
                    if one.claimant_span is not None and self._one_speaker(one, right)
                ),
                None,
            )
            if left is not None and right.cue_span and self._goes_on(left, right):
                self._join(left, right)
                del drafts[at]
            else:
                at += 1

    def _join(self, left: Draft, right: Draft) -> None:
        """Add what is said on, and its answers, to what was said."""
        left.content_spans = (*left.content_spans, *right.content_spans)
        for name, value in right.values.items():
            denied = [one for one in each(left.values.get(name, [])) if one.get("not")]
            if name not in left.values:
                left.values[name] = value
            elif len(denied) == len(each(left.values[name])):
                left.values[name] = [*denied, *each(value)]  # not they, but another
        left.said = left.said or right.said

    def _goes_on(self, left: Draft, right: Draft) -> bool:
        """Whether the second is part of the first utterance: said in the same sentence, by a participle or "and"."""
        if self._turns(left, right):
            return False
        end, start = (
            left.content_spans[-1][1],
            min(right.content_spans[0][0], right.cue_span[0] if right.cue_span else 0),
        )
        between = self.p.text[end:start] if end <= start else "."
        told = self.p.text[end : max(end, right.content_spans[0][0])]
        if self.lists.pattern("drafting", "later").search(told):
            return False  # "first spoke of an accident, and later admitted a shot"
        first = self._at_first(left, right)
        turned = left.stance != right.stance and (self._told_before(left) or first)
        if (
            turned
            or self._opens_before(left)
            or (first and _counted_anew(left, right))
            or self._told_before(right, left)
        ):
            return False  # "confirmed the loss, a day after denying it"
        return not any(mark in between for mark in ".!?\n;") and self._one_speaker(left, right)

    def _turns(self, left: Draft, right: Draft) -> bool:
        """Whether one is denied and the other not: "confirmed the strike but denied that civilians had died"."""
        if (left.stance, right.stance) == ("denies", "affirms"):
            cue = self.p.text[slice(*right.cue_span)] if right.cue_span else ""
            return any(self.lists.pattern("links", key).match(cue) for key in ("concedes", "confirms"))
        return (left.stance, right.stance) == ("affirms", "denies")

    def _at_first(self, left: Draft, right: Draft) -> bool:
        """Whether the first of two drafts is told to be only what was said at first."""
        told = (left.cue_span, left.claimant_span, left.content_spans[0])
        start = min(span[0] for span in told if span)
        return bool(
            self.lists.pattern("drafting", "at_first").search(self.p.text[start : right.content_spans[0][0]])
        )

    def _told_before(self, draft: Draft, *others: Draft) -> bool:
        """Whether a draft is told to have been said before others."""
        words = introduced(self.p, draft, others)
        return bool(self.lists.pattern("links", "before").search(words))

    def _opens_before(self, draft: Draft) -> bool:
        """Whether a sentence begins with what was said before: "A week after insisting that …, it said …"."""
        words = introduced(self.p, draft, ()).split()
        return len(words) > 1 and words[-2].lower() in self.lists.words("drafting", "before_saying")

    def _one_speaker(self, left: Draft, right: Draft) -> bool:
        """Whether two drafts name who speaks by the same words, or the second by "who"."""
        if right.claimant_span is None or left.claimant != right.claimant:
            return False
        word = self.p.text[slice(*right.claimant_span)].casefold()
        return left.claimant_span == right.claimant_span or "relative" in self.p.words.classes(word)


def _counted_anew(left: Draft, right: Draft) -> bool:
    """Whether the second draft gives another count of what the first counts."""
    both = [name for name in COUNTS if name in left.values and name in right.values]
    return any(
        [(one["low"], one["high"]) for one in each(left.values[name])]
        != [(one["low"], one["high"]) for one in each(right.values[name])]
        for name in both
    )


def _counted(earlier: list[Draft], claimant: str) -> str:
    """Return the field of the last count of a claimant, or the only one that anybody counted; "" for none."""
    counts = [(one.claimant, name) for one in earlier for name in one.values if name in COUNTS]
    own = [name for who, name in counts if who == claimant]
    others = {name for _, name in counts}
    return own[-1] if own else others.pop() if len(others) == 1 else ""
