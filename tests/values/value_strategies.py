"""Hypothesis strategies for typed values."""

from datetime import date, timedelta

from hypothesis import strategies as st
from msgspec.structs import replace

from claimtrack.dates import parse_edtf
from claimtrack.values import Count, OneOf, Part, Party, Place, Text, Unknown, Unreadable, YesNo

numbers = st.integers(0, 200) | st.integers(0, 10**7)
raws = st.text(max_size=12)


@st.composite
def counts(draw, words=raws):
    low = draw(numbers)
    width = draw(st.just(0) | st.integers(0, 50) | st.none())
    high = None if width is None else low + width
    best = draw(st.none() | st.integers(low, low + (width or 0)))
    return Count(low, high, best, draw(st.booleans()), draw(st.booleans()), draw(words))


@st.composite
def counts_with_parts(draw):
    whole = draw(counts())
    parts = st.builds(
        Part, st.sampled_from(["children", "enfants", "Russian soldiers", "workers"]), counts(st.just(""))
    )
    fitting = draw(
        st.lists(parts.filter(lambda part: whole.high is None or part.count.low <= whole.high), max_size=3)
    )
    return replace(whole, parts=tuple(fitting))


@st.composite
def day_intervals(draw):
    """Return the first and last day of an interval, either of which may be open, and a qualifier."""
    first = date(2015, 10, 1) + timedelta(draw(st.integers(0, 400)))
    last = first + timedelta(draw(st.just(0) | st.integers(0, 60)))
    return (
        None if draw(st.integers(0, 9)) == 0 else first,
        None if draw(st.integers(0, 9)) == 0 else last,
        draw(st.sampled_from(["", "", "~", "?"])),
    )


def as_date(interval):
    first, last, mark = interval
    if first is None and last is None:
        return parse_edtf("2016")
    ends = [".." if day is None else day.isoformat() + mark for day in (first, last)]
    return parse_edtf(ends[0] if ends[0] == ends[1] else "/".join(ends))


dates = day_intervals().map(as_date) | st.sampled_from(
    ["2016", "2016-03", "2016-03~", "2016-03-29T14:00:00Z"]
).map(parse_edtf)

names = st.sampled_from(
    [
        "",
        "Palmyra",
        "palmyra",
        "Tadmur",
        "Syria",
        "Palmyra, Syria",
        "Raqqa",
        "ar-Raqqah",
        "Aleppo",
        "Sinai",
        "!",
    ]
)


@st.composite
def places(draw):
    name = draw(names)
    if name and draw(st.booleans()):
        return Place(name, raw=draw(st.just(name) | raws))
    lat, lon = draw(st.floats(34, 36)), draw(st.floats(36, 40))
    return Place(name, lat, lon, draw(st.none() | st.floats(0, 500)), draw(raws))


parties = st.sampled_from(
    ["Islamic State", "ISIL", "Sinai Province", "Caucasus Province", "Russia", "Qods", "Quds", "", "ИГ"]
).map(Party)
texts = st.sampled_from(["TOW missile", "tow  missile", "“TOW”", '"TOW"', "anti-aircraft fire", ""]).map(Text)
yes_no = st.builds(YesNo, st.booleans(), raws)


@st.composite
def one_of(draw, options):
    """Return one of several answers of a type."""
    distinct = draw(st.lists(options, min_size=2, max_size=3))
    return OneOf(tuple(distinct), draw(raws))


no_answers = st.builds(Unknown, raws) | st.builds(Unreadable, raws, raws)

_SINGLE = {
    "count": counts() | counts_with_parts(),
    "date": dates,
    "place": places(),
    "party": parties,
    "text": texts,
    "yes_no": yes_no,
}
BY_TYPE = {kind: single | one_of(single) for kind, single in _SINGLE.items()}
