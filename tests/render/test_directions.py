"""Text that reads from right to left stays where it belongs, beside figures and in tables."""

import re
import runpy
from pathlib import Path

from claimtrack.analysis import compare_dossier
from claimtrack.render import render
from claimtrack.views.compare import comparison_view

BUILDER = runpy.run_path(str(Path(__file__).parents[1] / "analysis" / "builder.py"))
COUNCIL, FRONT = "المجلس المحلي", "جبهة النصرة"


def clash():
    case = BUILDER["Case"]()
    case.claimant("council", name=COUNCIL)
    case.claimant("front", name=FRONT)
    case.says("council", "comments", "2016-03-01", killed="3", name="first")
    case.says("front", "comments", "2016-03-02", killed="7")
    case.link("disputes", "a001", "first", "killed")
    return comparison_view(compare_dossier(case.dossier()))


def test_every_outside_text_of_a_line_is_isolated_on_a_terminal():
    text = render(clash(), "table", width=100)
    conflict = next(line for line in text.splitlines() if "Killed: " in line)
    assert conflict == f"• Killed: 3 (\u2067{COUNCIL}\u2069) against 7 (\u2067{FRONT}\u2069)"


def test_and_on_a_page():
    page = render(clash(), "html")
    conflict = f"<bdi>3</bdi> (<bdi>{COUNCIL}</bdi>) against <bdi>7</bdi> (<bdi>{FRONT}</bdi>)"
    assert conflict in page
    assert not re.search(rf'<li dir="rtl">[^\n]*{COUNCIL}', page)


def test_a_page_shades_by_the_finding_and_not_by_what_a_party_says():
    case = BUILDER["Case"]()
    claim = case.says("x")
    case.link("denies", case.says("y", "denies"), claim)
    comparison = compare_dossier(case.dossier())
    across, down = (render(comparison_view(comparison, transpose=turned), "html") for turned in (False, True))
    assert '<td class="finding"><bdi class="conflict">≠ conflict</bdi></td>' in across
    assert 'class="finding"' not in down
    assert ":first-child .conflict, > .finding .conflict, > .finding .contested" in down
