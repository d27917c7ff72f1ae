"""A comparison made by hand: a helicopter is shot down, denied, conceded. For tests and for looking at."""

from __future__ import annotations

from datetime import date

import pytest

from claimtrack.views.blocks import (
    Column,
    Heading,
    KeyValues,
    Span,
    Table,
    Text,
    Timeline,
    TimelineEntry,
    View,
    cell,
)

S = Span


def _day(year: int, month: int, day: int) -> float:
    return float(date(year, month, day).toordinal())


HOSTILE = (
    "[Update: the ministry denied it] [/i] :bomb: \x1b[31mred\x1b[0m \u202eevil\u202c | `code` <b>*x*</b>"
)

SILENT = cell("·", tone="silent")

COMPARISON = Table(
    title="Who says what",
    columns=(
        Column(cell("")),
        Column(cell("Islamic State", "Amaq, وكالة أعماق")),
        Column(cell("Russian Ministry of Defence", "Минобороны России")),
        Column(cell("Interfax")),
        Column(cell("The outlet")),
        Column(cell("Turkish daily")),
        Column(cell("新华社 (Xinhua)")),
    ),
    rows=(
        (
            cell("stance"),
            cell("affirms"),
            cell([S("denied 8 Jul ", "dim"), S("→ conceded 9 Jul 2016", "strong")]),
            cell("affirms, reported"),
            cell("affirms, likely"),
            SILENT,
            cell("affirms, reported"),
        ),
        (
            cell("said"),
            cell([S("8 Jul 2016 "), S("[1]", "dim")]),
            cell([S("8 Jul 2016 ", "dim"), S("[2]", "dim")], [S("9 Jul 2016 "), S("[3]", "dim")]),
            cell([S("9 Jul 2016 "), S("[4]", "dim")]),
            cell([S("Jul 2016 "), S("[5]", "dim")]),
            SILENT,
            cell([S("10 Jul 2016 "), S("[6]", "dim")]),
        ),
        (
            cell([S("≠ ", "conflict"), S("occurred")]),
            cell("yes"),
            cell([S("no", "dim")], "yes"),
            cell("yes"),
            cell("yes"),
            SILENT,
            cell("yes"),
        ),
        (
            cell([S("= ", "agree"), S("killed")]),
            cell("2"),
            cell([S("0", "dim")], "2"),
            cell("2"),
            cell("2"),
            SILENT,
            cell("2"),
        ),
        (
            cell([S("≠ ", "conflict"), S("weapon")]),
            cell("anti-aircraft gun", "أسقطت المروحية بنيران رشاش مضاد للطائرات"),
            SILENT,
            cell([S("TOW missile", "conflict"), S(" (American-made)")], "американская ракета TOW"),
            cell([S("not ", "conflict"), S("a TOW: fire hits the tail rotor in the video")]),
            SILENT,
            cell("美制陶式导弹,据俄罗斯媒体报道,直升机在帕尔米拉以东被击落。"),
        ),
        (
            cell([S("≈ ", "compatible"), S("place")]),
            cell("east of Palmyra"),
            cell("Homs province"),
            cell("near Palmyra, תדמור"),
            cell("east of Palmyra"),
            SILENT,
            SILENT,
        ),
        (
            cell([S("1 ", "single"), S("evidence")]),
            cell("video, https://archive.example/2016/07/08/amaq/helicopter-east-of-palmyra.mp4?part=1"),
            SILENT,
            SILENT,
            SILENT,
            SILENT,
            SILENT,
        ),
    ),
    sections=(2,),
    notes=(
        cell(
            [S("= agree  ≈ compatible  "), S("≠ conflict", "conflict"), S("  1 one answers  · silent")],
            tone="dim",
        ),
    ),
)

TIMELINE = Timeline(
    title="In the order said",
    entries=(
        TimelineEntry(
            "8 Jul 2016", _day(2016, 7, 8), _day(2016, 7, 8), "Islamic State", cell("shot down a helicopter")
        ),
        TimelineEntry(
            "8 Jul 2016",
            _day(2016, 7, 8),
            _day(2016, 7, 8),
            "Russian Ministry of Defence",
            cell("no aircraft was lost"),
            "same day",
        ),
        TimelineEntry(
            "9 Jul 2016",
            _day(2016, 7, 9),
            _day(2016, 7, 9),
            "Russian Ministry of Defence",
            cell("two pilots were killed by Islamic State fighters"),
            "1 day later",
        ),
        TimelineEntry(
            "July 2016", _day(2016, 7, 1), _day(2016, 7, 31), "The outlet", cell("anti-aircraft fire")
        ),
        TimelineEntry("after 9 Jul", _day(2016, 7, 9), None, "Interfax", cell("a TOW missile")),
        TimelineEntry("undated", None, None, "وكالة أعماق", cell("أسقطت المروحية")),
    ),
)

VIEW = View(
    "compare",
    (
        Heading("Helicopter lost east of Palmyra"),
        KeyValues(
            (
                ("proposition", cell("Islamic State shot down a Russian helicopter east of Palmyra")),
                ("occurred", cell("8 July 2016")),
                ("verdict", cell([S("fair", "strong"), S(" · credibility 2 · moderate confidence")])),
            )
        ),
        COMPARISON,
        Heading("Who answers whom", 2),
        Text(
            (
                cell("Russian Ministry of Defence denies Islamic State [2 → 1]"),
                cell("Russian Ministry of Defence concedes to Islamic State [3 → 1]"),
            ),
            "bullet",
        ),
        TIMELINE,
        Heading("Sources", 2),
        Text(
            (
                cell("Amaq, 8 July 2016, https://amaq.example/123_45?x=1&y=2"),
                cell(HOSTILE),
                cell("TASS, 9 July 2016"),
            ),
            "number",
        ),
    ),
    {"event": "helicopter", "hostile": HOSTILE},
)


@pytest.fixture
def view() -> View:
    """The comparison, its timeline and its sources."""
    return VIEW
