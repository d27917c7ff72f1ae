"""The happenings that the drafts of a text are about: when each occurred, by the dates that the text gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.draft import Happening
from claimtrack.drafting.wordlists import wordlists

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimtrack.drafting.draft import Draft
    from claimtrack.drafting.moments import Moment
    from claimtrack.drafting.passage import Passage

_DAY = 10  # characters of 2016-07-08


def happenings(
    drafts: Sequence[Draft], moments: Iterable[Moment], passage: Passage, published: str
) -> list[Happening]:
    """Return the happenings that drafts are about, and number each draft's.

    A day that is not the one before it begins another happening, for which the drafts after it stand, but where
    the draft answers one before it. Where no draft dates anything, the first date of what is said, or of the
    text, stands.

    Args:
        drafts: the drafts of the text, in its order, with their links.
        moments: every date of the text.
        passage: the text.
        published: its date; what is dated later has not occurred.
    """
    found: list[Happening] = []
    for draft in drafts:
        told = _occurred(draft)
        if told and (not found or not draft.responds) and all(told != one.occurred for one in found):
            _add(found, told)
        draft.event = _number(draft, drafts, found, told)
    if drafts and not any(one.occurred for one in found):
        found = [Happening("", _first(drafts, moments, passage, published))]
    if found:
        found[0].title = _title(passage)
    return found


def _occurred(draft: Draft) -> str:
    """Return when what a draft affirms occurred, in EDTF; "" where it does not say."""
    value = draft.values.get("occurred")
    first = value[0] if isinstance(value, list) else value
    return first["edtf"] if first and draft.stance == "affirms" and not first.get("not") else ""


def _add(found: list[Happening], told: str) -> None:
    """Add another happening; a day makes the first date exact where it lies in it."""
    if found and not (_is_days(told) and _is_days(found[-1].occurred)):
        if _is_days(told) and _covers(found[-1].occurred, told):
            found[-1].occurred = told
        return
    found.append(Happening("", told))


def _is_days(edtf: str) -> bool:
    """Whether a date is a day, or a span from a day to a day."""
    return all(len(part) == _DAY for part in edtf.split("/"))


def _covers(wide: str, day: str) -> bool:
    """Whether a month or a year holds a day."""
    return day.startswith(wide)


def _number(draft: Draft, drafts: Sequence[Draft], found: Sequence[Happening], told: str) -> int:
    """Return which happening a draft is about: that of its day, that of what it answers, else the latest."""
    for number, one in enumerate(found):
        if told and one.occurred == told:
            return number
    for link in draft.responds:
        if isinstance(link.to, int) and drafts[link.to] is not draft:
            return drafts[link.to].event
    return max(0, len(found) - 1)


def _first(drafts: Sequence[Draft], moments: Iterable[Moment], passage: Passage, published: str) -> str:
    """Return the first date of what is said, else of the text, that is none of saying it and not to come; "" for none."""
    dated = [one for one in moments if one.edtf and not _to_come(one.edtf, published)]
    said = {draft.said for draft in drafts}
    inside = [one for one in dated if _within(passage.span(one.first, one.last), drafts)]
    beside = [one for one in dated if one.edtf not in said and _tells(one, drafts, passage)]
    return (inside or beside)[0].edtf if inside or beside else ""


def _tells(moment: Moment, drafts: Iterable[Draft], passage: Passage) -> bool:
    """Whether the sentence of a date is one that a draft stands in, or has a word for what happened."""
    sentence = passage.sentence_of(moment.first)
    start, end = passage.span(sentence.first, sentence.last)
    if any(start < last and first < end for draft in drafts for first, last in draft.content_spans):
        return True
    return wordlists(passage.words.language).happenings.search(passage.text, start, end) is not None


def _to_come(edtf: str, published: str) -> bool:
    return bool(published) and edtf.split("/", maxsplit=1)[0][:_DAY] > published[:_DAY]


def _within(span: tuple[int, int], drafts: Iterable[Draft]) -> bool:
    spans = (part for draft in drafts for part in draft.content_spans)
    return any(first <= span[0] and span[1] <= last for first, last in spans)


def _title(passage: Passage) -> str:
    """Return the line that a text begins with where it is a title: no full stop, and text below it."""
    line, parted, _ = passage.text.strip().partition("\n")
    return line.strip() if parted and line.strip()[-1:].isalnum() else ""
