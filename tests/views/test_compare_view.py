import json

import pytest
from msgspec.structs import replace

from claimtrack.analysis import compare_dossier
from claimtrack.analysis.selection import against, as_of
from claimtrack.dates import parse_edtf
from claimtrack.render import render
from claimtrack.views.blocks import Heading, KeyValues, Table, Text
from claimtrack.views.compare import comparison_view
from claimtrack.views.selection import contrast_view, selection_remarks


def view(case, by="claimant", **options):
    return comparison_view(compare_dossier(case.dossier(), by), **options)


def table(found):
    return next(block for block in found.blocks if isinstance(block, Table))


def grid(found):
    """Return the cells of the table by row and column, as text."""
    shown = table(found)
    columns = [column.name or column.heading.text for column in shown.columns]
    return {row[0].text: dict(zip(columns, (cell.text for cell in row), strict=True)) for row in shown.rows}


def below(found):
    """Return the paragraphs under each heading."""
    sections, title = {}, ""
    for block in found.blocks:
        if isinstance(block, Heading):
            title = block.text
        elif isinstance(block, Text):
            sections[title] = [paragraph.text for paragraph in block.paragraphs]
    return sections


def summary(found):
    return {
        label: cell.text
        for block in found.blocks
        if isinstance(block, KeyValues)
        for label, cell in block.items
    }


def legend(found):
    return [note.text for note in table(found).notes]


def test_helicopter_at_a_glance(build):
    found = view(build.helicopter())
    assert summary(found)["Moved"].splitlines() == [
        "Russian MoD (Russia): denied 8 Jul → conceded 9 Jul 2016",
        "Russian MoD (Russia): killed 0 (8 Jul) → 2 (9 Jul 2016), revised up",
    ]
    cells = grid(found)
    assert cells["Position"]["Russian MoD"] == "+ affirms\ndenied 8 Jul → conceded 9 Jul 2016"
    assert cells["Position"]["Finding"] == "≈ compatible"
    assert cells["Killed"]["Russian MoD"] == "2\nwas 0"
    assert cells["Killed"]["Amaq"] == "–"
    assert cells["Weapon"]["Finding"] == "≠ conflict\ndisputed by Outlet"
    assert cells["Weapon"]["Outlet"] == "anti-aircraft gun; not TOW missile (likely)"
    assert cells["Sources"]["Amaq"] == "[1]"
    assert below(found)["Conflicts"] == [
        "Weapon: TOW missile (Russian-Outlets) against anti-aircraft gun; not TOW missile (Outlet)"
    ]
    assert below(found)["Contested, as linked"] == [
        "Weapon: TOW missile (Russian-Outlets) disputed by Outlet, Jul 2016"
    ]
    assert "≠" not in " ".join(legend(found))
    assert "– says nothing of it" in legend(found)


def test_four_kinds_of_cell_print_differently(build):
    case = build.Case()
    claim = case.says("claims", killed="3")
    case.says("zero", "denies", killed="0")
    case.says("unknown", killed="unknown")
    case.says("silent", wounded="1")
    denial = case.says("denies", "denies")
    case.link("denies", denial, claim, "killed")
    cells = grid(view(case))["Killed"]
    assert [cells[name] for name in ("Claims", "Zero", "Unknown", "Silent", "Denies")] == [
        *("3", "0", "unknown", "–", "denies")
    ]
    assert cells["Finding"] == "≠ conflict\ndenied by Denies"
    assert below(view(case))["Conflicts"][1] == "Killed: 3 (Claims) against 0 (Zero)"


def test_a_contested_answer_says_by_whom(build):
    case = build.Case()
    first = case.says("a", perpetrator="Egypt")
    case.says("b", perpetrator="Egypt")
    case.link("denies", case.says("c", "denies", "2016-03-02"), first, "perpetrator")
    case.link("disputes", case.says("d", "comments"), first, "perpetrator")
    found = view(case)
    assert grid(found)["Perpetrator"]["Finding"] == "! contested\ndenied by C\ndisputed by D"
    assert grid(found)["Perpetrator"]["C"] == "denies"
    assert grid(found)["Position"]["C"] == "~ comments", "nobody denied the event"
    assert below(found)["Contested, as linked"] == [
        "Perpetrator: Egypt (A) denied by C, 2 Mar 2016 and disputed by D"
    ]
    assert "Deny" not in summary(found)


def test_one_line_a_figure_under_the_party_that_moved(build):
    case = build.Case()
    case.claimant("state", name="State")
    case.claimant("health", "state", name="Health ministry")
    tolls = [
        case.says("health", "comments", f"2016-11-{day:02}", killed=n)
        for day, n in ((5, 17), (9, 23), (24, 31))
    ]
    case.link("supersedes", tolls[1], tolls[0])
    case.link("supersedes", tolls[2], tolls[1])
    told = summary(view(case))
    assert told["Moved"] == "Health ministry (State): killed 17 (5 Nov) → 23 → 31 (24 Nov 2016), revised up"
    assert "Differ" not in told


def test_a_member_keeps_its_words_and_the_bloc_shows_the_move(build):
    found = view(build.airliner())
    assert (
        grid(found)["Position"]["Transport minister"] == "− denies\nconceded for Russia by FSB, 17 Nov 2015"
    )
    assert grid(found)["Cause"]["Egypt"] == "technical failure\nconceded for Egypt by President, 24 Feb 2016"


def test_what_was_conceded_of_one_field_is_told_as_that(build):
    case = build.Case()
    claim = case.says("a", said="2016-07-07", killed="3")
    case.link("denies", case.says("b", "comments", said="2016-07-08"), claim, "killed")
    case.link("concedes", case.says("b", "comments", said="2016-07-09", killed="2"), claim, "killed")
    assert summary(view(case))["Moved"] == "B: killed denied (8 Jul) → conceded 2 (9 Jul 2016)"


def test_airliner_tells_who_moved(build):
    found = view(build.airliner(), "bloc")
    told = summary(found)
    assert told["Affirm"].startswith(
        "Islamic State (Sinai Province, 31 Oct 2015, said again once, last 18 Nov 2015)"
    )
    assert "Deny" not in told
    assert told["Moved"].splitlines()[0] == (
        "Russia: denied 31 Oct (Transport minister) → conceded 17 Nov 2015 (FSB)"
    )
    assert "denied 14 Dec 2015 (Inquiry) → conceded 24 Feb 2016 (President)" in told["Moved"]
    assert "denied 31 Oct → conceded 17 Nov 2015 by FSB" in grid(found)["Position"]["Russia"]


def test_what_differs_over_time_comes_with_the_command_that_links_it(build):
    case = build.Case()
    claim = case.says("y", said="2016-02-29", name="claim")
    case.link("denies", case.says("x", "denies", "2016-03-01", name="no", killed="0"), claim)
    case.says("x", "affirms", "2016-03-02", killed="2", name="yes")
    told = summary(view(case))
    assert "Moved" not in told
    unlinked = "answers differ over time, not linked"
    assert told["Differ"].splitlines() == [
        f"X: denied 1 Mar → claimed 2 Mar 2016; {unlinked}: claimtrack link yes concedes claim",
        f"X: killed 0 (1 Mar) → 2 (2 Mar 2016); {unlinked}: claimtrack link yes supersedes no --on killed",
    ]
    assert told["Deny"] == f"X (1 Mar 2016, {unlinked})"
    assert grid(view(case))["Position"]["X"].startswith("differs over time, not linked:\n− denies\n+ affirms")


def test_sources_with_origins(build):
    case = build.Case()
    case.document("wire", published="2016-03-01", url="https://example.org/wire")
    case.document("paper", derived_from="wire", publisher="x", archive_url="https://archive.example/1")
    case.says("x", said="2016-03-01", document="wire")
    case.says("y", said="2016-03-02", document="paper")
    case.says("z", said="2016-03-03")
    found = view(case)
    sections = below(found)
    assert sections["Sources: 2 documents, 1 origin"] == [
        "[1] “Title of wire”, published 1 Mar 2016. https://example.org/wire",
        "[2] X, “Title of paper”, undated. archived: https://archive.example/1 from [1]",
    ]
    assert grid(found)["Sources"]["Z"] == "no source"


def test_verdicts_are_the_analysts_or_a_reviewers(build):
    case = build.roadside()
    case.judges("2016-06", assertion="claim", grade="weak", by="K. Analyst", rationale="One source only")
    found = view(case)
    verdicts = below(found)["The analyst's verdicts"]
    assert verdicts[0] == "what Amaq said: weak (K. Analyst, Jun 2016). One source only"
    [review] = below(found)["Reviewers' verdicts"]
    assert review.startswith("what Amaq said: unverified (Outlet, May 2016)")


def test_an_earlier_verdict_on_the_same_matter_says_so(build):
    case = build.roadside()
    case.judges("2016-06", assertion="claim", grade="weak", by="K. Analyst")
    case.judges("2016-07", assertion="claim", grade="fair", by="K. Analyst")
    verdicts = below(view(case))["The analyst's verdicts"]
    assert verdicts[1].startswith("earlier, what Amaq said: weak (K. Analyst, Jun 2016)")


def test_transposed_holds_the_same(build):
    across, down = grid(view(build.helicopter())), grid(view(build.helicopter(), transpose=True))
    assert down["Amaq\nIslamic State"]["Perpetrator"] == across["Perpetrator"]["Amaq"]
    assert down["Finding"]["Weapon"] == across["Weapon"]["Finding"]


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        (["3", "3-4", "9"], "Killed: 3 (P0) and 3–4 (P1) against 9 (P2)"),
        (["3", "5", "9"], "Killed: 3 (P0) against 5 (P1) against 9 (P2)"),
        (["3", "3-9", "9", "5"], "Killed: 3 (P0) against 9 (P2) against 5 (P3)"),
        (["1-4", "3-6", "5-8"], "Killed: 1–4 (P0) against 5–8 (P2)"),
        (["1-4", "3-6", "5-8", "8-9"], "Killed: 1–4 (P0) against 5–8 (P2); 1–4 (P0) against 8–9 (P3); 3–6 (P1) against 8–9 (P3)"),
    ],
)  # fmt: skip
def test_no_answer_is_said_to_be_against_one_that_it_can_be_true_with(build, figures, told):
    case = build.Case()
    for number, figure in enumerate(figures):
        case.says(f"p{number}", said=f"2016-03-0{number + 1}", killed=figure)
    assert below(view(case))["Conflicts"][-1] == told


def test_many_parties_are_set_in_rows_where_that_needs_fewer_panels(build):
    case = build.airliner()
    panels = {}
    for choice in (None, False, True):
        for width in (100, 160):
            text = render(view(case, transpose=choice), "table", width=width)
            panels[choice, width] = 1 + text.count("continued ")
    assert panels[None, 160] == panels[True, 160] == 1
    assert panels[None, 100] == min(panels[False, 100], panels[True, 100])
    assert table(view(build.helicopter())).turned is None, "five parties stand in columns"


def test_transposed_tells_when_and_where_each_spoke_below_its_position(build):
    down = grid(view(build.helicopter(), transpose=True))
    assert down["Amaq\nIslamic State"]["Position"] == "+ affirms\nsaid 8 Jul 2016 [1]"


def test_the_words_are_there_in_their_language_and_in_translation(build):
    case = build.Case()
    case.says("mod", "denies", "2016-07-08")
    quoted = {"quote": "Нет: все вернулись", "language": "ru", "translation": "No: all came back"}
    case.assertions[0] = replace(case.assertions[0], text="None was lost", **quoted)
    (said,) = below(view(case, quotes=True))["In their words"]
    assert said == (
        "Mod, 8 Jul 2016: None was lost\n“Нет: все вернулись” [ru]\nin translation: “No: all came back”"
    )
    assert "In their words" not in below(view(case))
    for form in ("table", "markdown", "html"):
        assert "Нет: все вернулись" in render(view(case, quotes=True), form, width=100)


def test_history_shows_everything_dimmed(build):
    found = view(build.helicopter(), history=True)
    text = grid(found)["Killed"]["Russian MoD"]
    assert text == "2\n0, 8 Jul 2016, conceded"
    spans = [span for row in table(found).rows for cell in row for line in cell.lines for span in line]
    assert {span.tone for span in spans if "conceded" in span.text and "0," in span.text} == {"dim"}


def test_split_bloc_names_its_members(build):
    case = build.Case()
    case.claimant("state")
    case.claimant("army", "state")
    case.claimant("police", "state")
    case.says("army", said="2016-03-01", killed="3")
    case.says("police", said="2016-03-01", killed="5")
    assert grid(view(case, "bloc"))["Killed"]["State"] == "split:\n3 (Army)\n5 (Police)"


def test_a_party_that_names_itself_is_not_named_twice(build):
    case = build.Case()
    case.claimant("state")
    case.claimant("army", "state")
    case.claimant("police", "state")
    case.says("army", said="2016-03-01", perpetrator="Army")
    case.says("police", said="2016-03-01", perpetrator="State")
    assert grid(view(case, "bloc"))["Perpetrator"]["State"] == "Army (itself)\nState (Police)"


def test_the_legend_explains_the_marks_of_the_dates_shown(build):
    case = build.Case(occurred="2016-03?")
    case.says("a", said="2016-03-01~", killed="3")
    assert legend(view(case))[:2] == ["c. approximately", "? after a date: uncertain"]
    assert not [note for note in legend(view(build.roadside())) if note.startswith(("c.", "? after"))]


def test_a_comparison_of_nothing_has_no_empty_summary(build):
    found = view(build.Case())
    assert not any(isinstance(block, KeyValues) for block in found.blocks)


def test_text_from_outside_stays_text(build):
    case = build.Case(title="[bold]Not markup[/bold]")
    case.says("x", outcome="[Update: denied]")
    found = view(case)
    assert grid(found)["Outcome"]["X"] == "[Update: denied]"
    assert "[bold]Not markup[/bold]" in render(found, "table", width=80)


def test_data_is_plain_json_and_complete(build):
    found = view(build.airliner())
    data = json.loads(json.dumps(dict(found.data)))
    assert data["schema"] == "claimtrack/compare/2"
    (comparison,) = data["comparisons"]
    assert comparison["event"]["key"] == "airliner"
    assert comparison["rows"][0]["question"] == ""
    assert {move["party"] for move in comparison["moves"]} == {"islamic-state", "russia", "egypt"}
    cells = {len(row["cells"]) for row in comparison["rows"]}
    assert cells == {len(comparison["columns"])}


def test_every_width_and_form_prints(build):
    for case in (build.helicopter(), build.airliner(), build.roadside(), build.Case()):
        for form in ("table", "markdown", "html", "csv", "json"):
            assert render(view(case), form)
        for width in (60, 100, 200):
            lines = render(view(case), "table", width=width).splitlines()
            assert max(map(len, lines)) <= width


def test_several_events_one_after_another(build):
    comparisons = [compare_dossier(case.dossier()) for case in (build.helicopter(), build.roadside())]
    found = comparison_view(comparisons)
    titles = [block.text for block in found.blocks if isinstance(block, Heading) and block.level == 1]
    assert titles == ["A helicopter is lost", "A bomb beside the road"]
    assert len(found.data["comparisons"]) == 2


def test_selection_says_what_it_leaves_out(build):
    selection = as_of(build.airliner().dossier(), parse_edtf("2015-11-10"))
    assert selection_remarks(selection) == (
        "As of 10 Nov 2015: what had been said by then.",
        "Left out, later: 4 statements.",
        "Left out, nothing tells that it was said by then: Aviation-Site (undated).",
    )


def test_contrast_of_two_moments(build):
    dossier = build.airliner().dossier()
    moments = [as_of(dossier, parse_edtf(moment)) for moment in ("2015-11-10", "2016-03-01")]
    found = contrast_view(against(*moments, "bloc"))
    cells = grid(found)
    assert cells["Position\nchanged"]["10 Nov 2015"].splitlines() == [
        "≠ conflict",
        "claimed: Islamic State, Western",
        "denied: Russia, Egypt",
    ]
    assert cells["Position\nchanged"]["1 Mar 2016"].startswith("≈ compatible")
    moved = below(found)["Moved in between"]
    assert [line.partition(":")[0] for line in moved] == ["Russia", "Egypt", "Egypt"]
    json.dumps(dict(found.data))


def test_sources_tell_where_in_a_document_each_statement_was_read(build):
    case = build.Case()
    case.document("page")
    case.says("Amaq", document="page", locator="headline")
    case.says("Russia", "denies", document="page", locator="update to the same article")
    case.says("Egypt", document="page")
    (source,) = below(view(case))["Sources: 1 document, 1 origin"]
    assert source.endswith("at: headline (Amaq); update to the same article (Russia)")


def test_the_summary_names_the_members_that_spoke_for_their_bloc(build):
    case = build.Case()
    case.claimant("Russia")
    for member in ("Ministry", "Embassy", "Army", "Navy"):
        case.claimant(member, part_of="Russia")
    case.says("Ministry", "denies", "2016-03-01")
    assert summary(view(case, "bloc"))["Deny"] == "Russia (Ministry, 1 Mar 2016)"
    case.says("Embassy", "denies", "2016-03-02", cause="accident")
    assert summary(view(case, "bloc"))["Deny"] == "Russia (Ministry, 1 Mar 2016, also Embassy 2 Mar 2016)"
    case.says("Ministry", "denies", "2016-03-03", cause="accident")
    case.says("Army", "denies", "2016-03-04", cause="storm")
    case.says("Navy", "denies", "2016-03-05", cause="fog")
    told = "Russia (Ministry, 1 Mar 2016, also Embassy 2 Mar 2016, also Army 4 Mar 2016, and 1 more)"
    assert summary(view(case, "bloc"))["Deny"] == told
    assert summary(view(case, "claimant"))["Deny"] == told, "blocs are told of where claimants are compared"
    case.says("Army", said="2016-03-06", name="admits")
    for denial in ("a000", "a001", "a002", "a003", "a004"):
        case.link("supersedes", "admits", denial)
    told = summary(view(case, "bloc"))
    assert told["Affirm"] == "Russia (Army, 6 Mar 2016)", "who denied is none of those who affirm"


def test_a_name_or_answer_that_was_pasted_in_does_not_drown_the_table(build):
    case = build.Case()
    case.claimant("party " + "x" * 40_000)
    for who in ("a", "b", "party " + "x" * 40_000):
        case.says(who, weapon=f"{who} " + "rocket " * 5_000)
    found = view(case)
    assert "rocket rocket" in grid(found)["Weapon"]["A"]
    assert len(render(found, "table", width=100)) < 20_000


def revised(build, times):
    """A toll that is revised again and again, each time in a document of its own."""
    case = build.Case("war", title="Losses of the war")
    for number in range(times):
        case.document(f"d{number:04d}", published="2022-01-01")
        case.says("ministry", said=f"{1900 + number:04d}-01-01", document=f"d{number:04d}", killed=number)
        if number:
            case.link("supersedes", f"a{number:03d}", f"a{number - 1:03d}")
    return case


def test_a_long_series_is_shown_by_its_first_and_last_moves(build):
    found = view(revised(build, 1500))
    moved = summary(found)["Moved"]
    first, last = (
        "0 (1 Jan 1900) → 1 → 2 → 3 → 4 → 5 → 6",
        "1494 → 1495 → 1496 → 1497 → 1498 → 1499 (1 Jan 3399)",
    )
    assert moved == f"Ministry: killed {first} → … 1,487 between … → {last}, revised up"
    shown = next(row for row in table(found).rows if row[0].text == "Killed")[2]
    lines = ["".join(span.text for span in line) for line in shown.lines]
    assert lines[:2] == ["1499", "was 0"]
    assert lines[6] == "… 1,488 between"
    assert lines[-1] == "was 1498"
    assert "… the first and the last of many; --history shows all" in legend(found)
    sources = below(found)["Sources: 1,500 documents, 1,500 origins"]
    assert len(sources) == 61
    assert sources[30] == "… 1,440 documents between; --history shows all"


def test_a_short_series_and_history_are_shown_whole(build):
    for found, times in ((view(revised(build, 12)), 12), (view(revised(build, 100), history=True), 100)):
        assert summary(found)["Moved"].count("→") == times - 1
        assert len(below(found)[f"Sources: {times} documents, {times} origins"]) == times
        assert not any(cell.whole for row in table(found).rows for cell in row)
        assert not any("--history" in line for line in legend(found))


def test_forms_for_machines_have_a_long_series_whole(build):
    found = view(revised(build, 100))
    csv, html = render(found, "csv"), render(found, "html")
    data = json.loads(render(found, "json"))["comparisons"][0]
    for number in range(99):
        assert f"superseded,a{number:03}," in csv
    assert "was 50" not in html
    assert len(data["moves"]) == 99
    assert len(data["sources"]) == 100


def test_a_contrast_tells_the_first_and_last_of_many_moves(build):
    dossier = revised(build, 200).dossier()
    moments = (as_of(dossier, parse_edtf(date)) for date in ("1950", "2100"))
    sections = below(contrast_view(against(*moments)))
    (moved,) = sections["Moved in between"]
    assert moved.count("→") == 13
    assert "… 137 between …" in moved
    assert len(sections["Said in between"]) == 61


def test_moves_on_several_questions_come_in_the_order_they_were_made(build):
    case = build.Case("war")
    said = [
        case.says("ministry", said=f"{year}-01-01", **values)
        for year, values in (
            (2016, {"killed": 1, "wounded": 5}),
            (2017, {"wounded": 6}),
            (2018, {"killed": 2}),
            (2019, {"wounded": 7}),
        )
    ]
    for source, target in ((1, 0), (2, 0), (3, 1)):
        case.link("supersedes", said[source], said[target])
    moved = summary(view(case))["Moved"].split("\n")
    assert [line.split(": ")[1].split(" (")[0] for line in moved] == ["wounded 5", "killed 1"]


def test_a_verdict_of_a_party_is_its_own_and_not_the_analysts(build):
    case = build.helicopter()
    who = case.assertions[0].claimant
    case.judges("2016-07-10", grade="weak", by=who)
    case.judges("2016-07-12", grade="fair", by="A. Analyst")
    notes = below(view(case))
    assert len(notes["Reviewers' verdicts"]) == 1
    assert not any("weak" in text for text in notes["The analyst's verdicts"])


@pytest.mark.parametrize("answers", [{"killed": "3"}, {"killed": "3", "wounded": "2"}])
def test_who_denied_the_event_denied_no_field_of_it(build, answers):
    case = build.Case()
    case.says("a", happened="yes")
    case.says("b", said="2016-03-01", happened="no")
    case.says("b", "comments", said="2016-03-05", name="later", **answers)
    told = summary(view(case))["Differ"].split("\n")
    assert told[0].startswith("B: denied the event (1 Mar) → killed 3 (5 Mar 2016); ")
    assert len(told) == len(answers)
    assert not any("killed denied" in line or "wounded denied" in line for line in told)
    moves = [move for move in view(case).data["comparisons"][0]["moves"] if move["question"] == "killed"]
    assert [move["before"]["stance"] for move in moves] == ["denies"]


def test_a_concession_limited_to_a_field_gives_up_the_denial_of_the_event(build):
    case = build.Case()
    claim = case.says("a", happened="yes", killed="3")
    case.says("b", said="2016-03-01", happened="no")
    case.link("concedes", case.says("b", "comments", said="2016-03-05"), claim, "killed")
    assert summary(view(case))["Moved"] == "B: denied the event (1 Mar) → killed conceded (5 Mar 2016)"


def test_what_cannot_be_read_is_no_certain_conflict(build):
    case = build.Case()
    for party, answer in (("a", "yes"), ("b", "no"), ("c", "maybe")):
        case.says(party, "comments", happened=answer)
    told = below(view(case))["Conflicts"]
    assert told[-1] == "Happened: yes (A) against no (B); possibly: yes (A) and no (B) against “maybe” (C)"


def test_a_field_asked_for_shows_its_moves_and_replies_alone(build):
    case = build.Case()
    claim = case.says("a", said="2016-03-01", killed="3", wounded="5")
    for field in ("killed", "wounded"):
        case.link("disputes", case.says("b", "comments"), claim, field)
    case.link("supersedes", case.says("a", said="2016-03-02", killed="4", wounded="6"), claim)
    found = comparison_view(compare_dossier(case.dossier(), fields=["killed"]))
    assert summary(found)["Moved"] == "A: killed 3 (1 Mar) → 4 (2 Mar 2016), revised up"
    assert below(found)["Who answers whom"] == ["B disputed A on killed"]
    data = found.data["comparisons"][0]
    assert {move["question"] for move in data["moves"]} == {"killed"}
    assert all(link["fields"] in ([], ["killed"]) for link in data["links"])


def test_who_disputed_a_field_is_not_said_to_have_denied_it(build):
    case = build.Case()
    claim = case.says("a", said="2016-07-07", killed="3")
    case.link("disputes", case.says("b", "comments", said="2016-07-08"), claim, "killed")
    case.link("concedes", case.says("b", "comments", said="2016-07-09", killed="3"), claim, "killed")
    assert summary(view(case))["Moved"] == "B: killed disputed (8 Jul) → conceded 3 (9 Jul 2016)"


def test_who_confirms_the_whole_says_so_in_its_position(build):
    case = build.Case()
    claim = case.says("a", weapon="TOW")
    case.link("confirms", case.says("b"), claim)
    found = grid(view(case))
    assert found["Position"] == {
        "": "Position",
        "Finding": "= agree",
        "A": "+ affirms",
        "B": "+ affirms\nconfirms A",
    }
    assert found["Weapon"]["B"] == "TOW (confirms A)"


def test_a_conceded_answer_and_a_withdrawn_denial_are_told_as_such(build):
    case = build.Case()
    claim = case.says("kyiv", said="2022-04-14", happened="yes", weapon="missile")
    denial = case.says("moscow", "comments", "2022-04-14")
    case.link("denies", denial, claim, "weapon")
    nobody = case.says("moscow", "comments", "2022-04-15", killed="0")
    case.link(
        "concedes", case.says("moscow", "comments", "2022-04-20", killed="2", name="two"), nobody, "killed"
    )
    case.link("retracts", case.says("moscow", "comments", "2022-04-21"), denial)
    found = view(case)
    assert summary(found)["Moved"].splitlines() == [
        "Moscow: killed 0 (15 Apr) → conceded 2 (20 Apr 2022)",
        "Moscow: weapon denied (14 Apr) → withdrawn (21 Apr 2022)",
    ]
    assert below(found)["Who answers whom"] == [
        "Moscow denied Kyiv on weapon, 14 Apr 2022; withdrawn 21 Apr 2022"
    ]


@pytest.mark.parametrize(
    ("tolls", "told"),
    [
        (("at least 70", "about 100", "12"), "from 12 upwards"),
        (("at least 70", "about 100"), "from 70 upwards"),
        (("at least about 70", "about 100"), "from about 70 upwards"),
        (("at least 0", "7"), "any number"),
        (("3", "12"), "from 3 to 12"),
    ],
)
def test_what_counts_span_is_said_as_people_say_it(build, tolls, told):
    case = build.Case()
    for number, toll in enumerate(tolls):
        case.says(f"party{number}", "comments", killed=toll)
    (line,) = below(view(case))["Counts over all parties"]
    assert line.endswith(f" ({len(tolls)} independent voices: {told})")


def test_a_concession_that_it_happened_is_told_as_linked(build):
    case = build.Case()
    case.link(
        "denies",
        case.says("mod", "denies", "2025-03-05", happened="no", name="denial"),
        case.says("nida", happened="yes"),
    )
    case.link("concedes", case.says("mod", said="2025-03-18", happened="yes"), "denial", "happened")
    comparison = compare_dossier(case.dossier())
    assert comparison.stance.finding.kind == "agree"
    text = str(view(case).blocks)
    assert "not linked" not in text
    assert "conceded 18 Mar 2025" in text


def passed_on_in_turn(build):
    case = build.Case()
    case.link(
        "repeats",
        case.says("post", "comments", "2025-03-05", name="post"),
        case.says("wire", "comments", "2025-03-04", killed="41"),
    )
    case.link("repeats", case.says("daily", "comments", "2025-03-05", name="daily"), "post")
    case.link("repeats", case.says("courier", "comments", "2025-03-06", killed="41"), "daily")
    case.link("repeats", case.says("tabloid", "comments", "2025-03-06", wounded="2"), "daily")
    return case


def test_who_passes_on_a_figure_asked_for_is_named_down_to_its_origin(build):
    comparison = compare_dossier(passed_on_in_turn(build).dossier(), fields=["killed"])
    lines = below(comparison_view(comparison))["Who answers whom"]
    assert lines == [
        "Post repeated Wire, 5 Mar 2025", "Daily repeated Post, 5 Mar 2025", "Courier repeated Daily, 6 Mar 2025",
    ]  # fmt: skip


def test_a_document_bounds_what_is_undated_wherever_it_is_told(build):
    case = build.Case()
    case.document("page", published="2025-03-08")
    case.link(
        "denies",
        case.says("mod", "denies", document="page"),
        case.says("krc", document="page", happened="yes"),
    )
    case.link("concedes", case.says("mod", said="2025-03-18"), "a000")
    text = str(view(case).blocks)
    assert "undated" not in text
    assert "by 8 Mar 2025" in str(view(case).blocks[2]), "at a glance"
    assert below(view(case))["Who answers whom"][0] == "Mod denied Krc, by 8 Mar 2025"
