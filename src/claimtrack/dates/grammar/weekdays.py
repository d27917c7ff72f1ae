"""Weekdays counted from the reference: last Tuesday, Tuesday next week, three Fridays from now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.grammar.plural import words_of
from claimtrack.dates.grammar.relative import INFERRED, STEPS, relative_span, second_step, unit_at
from claimtrack.dates.grammar.rule import Rule
from claimtrack.dates.spans import Span, day_span, shift_day
from claimtrack.dates.tokens import Kind

if TYPE_CHECKING:
    from claimtrack.dates.context import Context
from claimtrack.dates.grammar.rule import Groups


def related_weekday(context: Context, groups: Groups) -> Span | None:
    """Read "last Tuesday": the one before; with the one of last week as a second reading when they differ."""
    anchor = context.anchor()
    number, rel = groups["w"][0].value, groups["rel"][0].value
    if anchor is None or rel not in STEPS:
        return None
    monday = anchor.plus(-anchor.weekday)
    step = STEPS[rel]
    if step == 0:
        found = [monday.plus(number)]
        if found[0] < anchor or (found[0] == anchor and context.prefer == "future"):
            found.append(monday.plus(number + 7))  # on a Tuesday one says "today"
        if context.prefer == "future":
            found.reverse()
    elif step > 1:
        found = [anchor.plus(((number - anchor.weekday) % 7 or 7) + 7)]
    elif step < -1:
        found = [anchor.plus(-((anchor.weekday - number) % 7 or 7) - 7)]
    elif step < 0:
        back = (anchor.weekday - number) % 7 or 7
        found = [anchor.plus(-back), monday.plus(number - 7)]
    else:
        ahead = (number - anchor.weekday) % 7 or 7
        found = [anchor.plus(ahead), monday.plus(number + 7)]
        if rel == "next":
            found.reverse()
    if rel in {"past", "rolling", "coming"}:
        found = found[:1]
    found = list(dict.fromkeys(found))
    return day_span(context.choose(found), ("weekday",), INFERRED)


def weekday_of_week(context: Context, groups: Groups) -> Span | None:
    """Read "Tuesday next week", "last week Sunday"."""
    week = unit_at(context, groups["rel"], groups["unit"])
    if week is None or week.earliest is None:
        return None
    return day_span(week.earliest.plus(groups["w"][0].value), ("weekday",), INFERRED)


def weekday_after_next(context: Context, groups: Groups) -> Span | None:
    """Read "the Wednesday after next", "the Wednesday before last"."""
    word = second_step(groups["how"][0], groups["rel"][0])
    return related_weekday(context, {**groups, "rel": [word]}) if word else None


def weekday_beside(context: Context, groups: Groups) -> Span | None:
    """Read "the Monday before", "the Monday after": counted from the reference."""
    word = groups["how"][0]._replace(value="following" if groups["how"][0].kind == Kind.AFTER else "previous")
    return related_weekday(context, {**groups, "rel": [word]})


def weekday_and_week(context: Context, groups: Groups) -> Span | None:
    """Read British "Tuesday week", "Friday fortnight": a week or two after the coming one."""
    anchor = context.anchor()
    if anchor is None or not context.settings.get("week_after_weekday"):
        return None
    ahead = (groups["w"][0].value - anchor.weekday) % 7 or 7
    return relative_span(day_span(shift_day(anchor.plus(ahead), 1, groups["unit"][0].value)))


def weekday_on_week(context: Context, groups: Groups) -> Span | None:
    """Read "вторник на следующей неделе": there the word for "to" is the one for "in"."""
    return weekday_of_week(context, groups) if context.settings.get("to_is_in") else None


def weekday_in_eight_days(context: Context, groups: Groups) -> Span | None:
    """Read French "mardi en huit", "mardi en quinze": a week or two after the coming one."""
    anchor = context.anchor()
    weeks = {8: 1, 15: 2}.get(groups["n"][0].value)
    if (
        groups["in"][0].text not in words_of(context.language, "eight_days")
        or weeks is None
        or anchor is None
    ):
        return None
    ahead = (groups["w"][0].value - anchor.weekday) % 7
    return relative_span(day_span(anchor.plus(ahead + 7 * weeks if ahead or weeks > 1 else 7)))


def counted_weekday(context: Context, groups: Groups) -> Span | None:
    """Read "three Fridays from now"."""
    anchor = context.anchor()
    number = groups["n"][0].value
    if anchor is None or not 1 <= number <= 60:  # noqa: PLR2004
        return None
    if "back" in groups:
        back = (anchor.weekday - groups["w"][0].value) % 7 or 7
        return relative_span(day_span(anchor.plus(-back - 7 * (number - 1))))
    ahead = (groups["w"][0].value - anchor.weekday) % 7 or 7
    return relative_span(day_span(anchor.plus(ahead + 7 * (number - 1))))


RULES: Final = (
    Rule("weekday in eight days", "w=weekday in=filler n=day", weekday_in_eight_days),
    Rule("last, this or next weekday", "rel=relative w=weekday | w=weekday rel=relative", related_weekday),
    Rule(
        "weekday of a week",
        "w=weekday rel=relative unit=week_unit | rel=relative unit=week_unit w=weekday",
        weekday_of_week,
    ),
    Rule(
        "weekday of a week",
        "w=weekday unit=week_unit rel=relative | unit=week_unit rel=relative w=weekday",
        weekday_of_week,
    ),
    Rule("weekday after next", "w=weekday how=(before|after) rel=relative", weekday_after_next),
    Rule("weekday before or after", "w=weekday how=(before|after)", weekday_beside),
    Rule("a week after a weekday", "w=weekday unit=week_unit", weekday_and_week),
    Rule("weekday of a week", "w=weekday to rel=relative unit=week_unit", weekday_on_week),
    Rule("n weekdays on", "n=(day|one) w=weekday on=later | n=(day|one) w=weekday back=ago", counted_weekday),
)
