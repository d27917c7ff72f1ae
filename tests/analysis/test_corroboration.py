from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.analysis.corroboration import corroborate
from claimtrack.views.corroboration import corroboration_view
from claimtrack.views.values import answer_text


def support(case, question, raw=None):
    found = [s for s in corroborate(case.dossier()) if s.question == question]
    if raw is not None:
        found = [s for s in found if s.answer.values[0].raw == raw]
    assert len(found) == 1
    return found[0]


def test_four_outlets_three_of_them_from_one_wire(build):
    case = build.Case()
    case.document("wire")
    case.document("own")
    for number in (1, 2, 3):
        case.document(f"d{number}", derived_from="wire")
        case.says(f"outlet{number}", document=f"d{number}", killed="3")
    case.says("outlet4", document="own", killed="3")
    found = support(case, "killed")
    assert (len(found.backing), len(found.documents), found.origins) == (4, 4, ("wire", "own"))


def test_repeats_and_citations_lead_to_what_they_pass_on(build):
    case = build.Case()
    case.document("tv")
    case.document("page")
    first = case.says("agency", said="2016-03-01", document="tv", killed="3")
    second = case.says("outlet", said="2016-03-02", document="page", killed="3")
    case.link("cites", second, first)
    third = case.says("other", said="2016-03-03", killed="3")
    case.link("repeats", third, second)
    found = support(case, "killed")
    assert found.origins == ("tv",)
    assert found.repeats == 2
    assert [item.traced for item in found.backing] == [(first,), (second, first), (third, second, first)]


def test_without_a_document_the_party_is_its_own_origin(build):
    case = build.Case()
    case.claimant("state")
    case.claimant("army", "state")
    case.claimant("police", "state")
    case.says("army", killed="3")
    case.says("police", killed="3")
    assert support(case, "killed").origins == ("state",)


def on_one_page(build, *vouched):
    case = build.Case()
    case.document("page")
    claim = case.says("group", said="2015-10-31", document="page", weapon="bomb")
    for key in ("us", "uk", "fsb"):
        said = case.says(key, said="2015-11-10", document="page", weapon="bomb")
        if key in vouched:
            case.link("corroborates" if key != "us" else "confirms", said, claim)
    return case


def test_parties_on_one_page_are_one_voice_unless_the_analyst_says_otherwise(build):
    assert len(support(on_one_page(build), "weapon").voices) == 1
    found = support(on_one_page(build, "us", "uk", "fsb"), "weapon")
    assert len(found.voices) == 4
    assert found.shared_documents == ("page",)


def test_what_is_vouched_for_on_one_field_is_vouched_for_there(build):
    case = on_one_page(build)
    case.link("confirms", "a001", "a000", "killed")
    assert len(support(case, "weapon").voices) == 1


def test_one_party_read_at_three_addresses_is_one_voice(build):
    case = build.Case()
    for number in range(3):
        case.document(f"d{number}")
        case.says("ministry", said=f"2016-03-0{number + 1}", document=f"d{number}", killed="3")
    found = support(case, "killed")
    assert (len(found.origins), len(found.voices)) == (3, 1)


def test_who_passes_on_is_no_voice_of_its_own(build):
    case = build.Case()
    case.document("tv")
    case.document("page")
    first = case.says("agency", said="2016-03-01", document="tv", killed="3")
    case.link("repeats", case.says("outlet", said="2016-03-02", document="page", killed="3"), first)
    assert len(support(case, "killed").voices) == 1


def test_evidence_stands_beside_the_answer_with_what_is_known_of_it(build):
    case = build.Case()
    said = case.says("x", killed="3")
    case.offers("video", said, authenticity="fabricated, says the analyst")
    found = support(case, "killed")
    assert [(use.evidence.key, use.role, use.evidence.authenticity) for use in found.evidence] == [
        ("video", "supports", "fabricated, says the analyst")
    ]


def test_different_answers_are_counted_apart(build):
    case = build.Case()
    case.says("x", killed="3")
    case.says("y", killed="three")
    case.says("z", killed="at least 3")
    assert len(support(case, "killed", "3").backing) == 2
    assert len(support(case, "killed", "at least 3").backing) == 1


def test_what_was_taken_back_supports_nothing(build):
    case = build.helicopter()
    stances = [s for s in corroborate(case.dossier()) if s.question == ""]
    assert [s.answer.assertion.stance for s in stances] == ["affirms"]
    assert {item.answer.assertion.id for item in stances[0].backing} == {"claim", "concession", "tow", "seen"}


def test_a_circle_of_citations_ends(build):
    case = build.Case()
    one, two = case.says("x", killed="3"), case.says("y", killed="3")
    case.link("cites", one, two)
    case.link("cites", two, one)
    assert len(support(case, "killed").backing) == 2


def test_only_the_fields_asked_for(build):
    case = build.Case()
    case.says("x", killed="3", wounded="2")
    assert [s.question for s in corroborate(case.dossier(), ["wounded"])] == ["wounded"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), min_size=1, max_size=8), st.data())
def test_origins_never_outnumber_statements_nor_grow_by_a_link(build, said, data):
    case = build.Case()
    for number in range(4):
        case.document(f"d{number}", derived_from="d0" if number == 3 else "")
    for number, (claimant, document) in enumerate(said):
        case.says(
            f"c{claimant}", said=f"2016-03-{number + 1:02d}", document=f"d{document}" if document < 4 else ""
        )
    before = {s.question: s for s in corroborate(case.dossier())}
    for found in before.values():
        assert 1 <= len(found.origins) <= len(found.backing)
    source = data.draw(st.integers(0, len(said) - 1))
    target = data.draw(st.integers(0, len(said) - 1))
    if target < source:
        case.link("cites", f"a{source:03d}", f"a{target:03d}")
        after = {s.question: s for s in corroborate(case.dossier())}
        assert all(len(after[key].origins) <= len(found.origins) for key, found in before.items())


def passed_on(build, kind, **later):
    """A witness says what a wire passes on, and then moves from it by a link."""
    case = build.Case()
    case.says("wit", said="2025-03-05", killed="3", name="seen")
    case.link("repeats", case.says("wire", said="2025-03-06", killed="3", name="wire"), "seen")
    case.link(
        kind, case.says("wit", later.pop("stance", "affirms"), "2025-03-20", name="later", **later), "seen"
    )
    return case


def standing(case):
    return {
        (support.question, answer_text(support.answer)): (
            len(support.voices),
            [i.withdrawn for i in support.withdrawn],
        )
        for support in corroborate(case.dossier())
    }


def test_a_witness_who_has_withdrawn_is_no_origin(build):
    found = standing(passed_on(build, "retracts", stance="comments"))
    assert found == {("", ""): (0, ["later"]), ("killed", "3"): (0, ["later"])}


def test_a_figure_that_its_origin_revised_has_none(build):
    found = standing(passed_on(build, "supersedes", killed="5"))
    assert found[("killed", "3")] == (0, ["later"])
    assert found[("killed", "5")] == (1, [])
    assert found[("", "")] == (1, []), "that it happened is still said"


def test_what_the_origin_says_again_in_other_words_keeps_it(build):
    assert standing(passed_on(build, "supersedes", killed="3"))[("killed", "3")] == (1, [])


def test_what_differs_without_a_link_takes_no_origin_away(build):
    case = build.Case()
    case.says("wit", said="2025-03-05", killed="3", name="seen")
    case.link("repeats", case.says("wire", said="2025-03-06", killed="3"), "seen")
    case.says("wit", said="2025-03-20", killed="5")
    assert standing(case)[("killed", "3")] == (1, [])


def test_another_who_knows_is_an_origin_still(build):
    case = passed_on(build, "retracts", stance="comments")
    case.says("un", said="2025-03-25", killed="3")
    assert standing(case)[("killed", "3")] == (1, ["later"])


def test_the_table_says_who_no_longer_says_so(build):
    dossier = passed_on(build, "retracts", stance="comments").dossier()
    text = str(corroboration_view(dossier, corroborate(dossier)).blocks)
    assert "Wit, no document: Wire (passed on); no longer said by Wit, 20 Mar 2025" in text
    assert "1 statement, 1 of them passed on, by 1 party, 1 whose origin no longer says so: 0 origins" in text


def test_who_takes_back_that_it_happened_has_not_taken_back_the_figure(build):
    case = build.Case()
    case.says("wit", said="2025-03-05", happened="yes", killed="3", name="seen")
    case.link("repeats", case.says("wire", said="2025-03-06", happened="yes", killed="3"), "seen")
    case.link("retracts", case.says("wit", "comments", "2025-03-20", name="later"), "seen", "happened")
    found = standing(case)
    assert (found[("", "")], found[("happened", "yes")]) == ((0, ["later"]), (0, ["later"]))
    assert found[("killed", "3")] == (1, [])


def test_what_is_added_in_passing_on_falls_with_the_whole(build):
    case = build.Case()
    case.says("wit", said="2025-03-05", name="seen")
    case.link("repeats", case.says("wire", said="2025-03-06", killed="3"), "seen")
    case.link("retracts", case.says("wit", "comments", "2025-03-20", name="later"), "seen")
    assert standing(case)[("killed", "3")] == (0, ["later"])
