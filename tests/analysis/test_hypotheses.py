from claimtrack.analysis.hypotheses import Rating, weigh_hypotheses


def ratings(weighed):
    return {h.answer.values[0].raw: [rating.value for rating in h.ratings] for h in weighed.ranked}


def test_what_least_speaks_against_comes_first(build):
    case = build.Case()
    tow = case.says("outlets", said="2016-03-01", weapon="TOW missile")
    gun = case.says("analyst", said="2016-03-02", weapon="anti-aircraft gun")
    case.says("pilot", said="2016-03-03", weapon="engine failure")
    case.offers("a-video", (tow, "undermines"), (gun, "supports"))
    case.offers("b-photo", (tow, "supports"), (gun, "neutral"))
    weighed = weigh_hypotheses(case.dossier(), "weapon")
    assert ratings(weighed) == {
        "TOW missile": ["inconsistent", "consistent"],
        "anti-aircraft gun": ["consistent", "neutral"],
        "engine failure": ["unrated", "unrated"],
    }
    assert [h.answer.values[0].raw for h in weighed.ranked] == [
        "anti-aircraft gun",
        "engine failure",
        "TOW missile",
    ]
    assert weighed.diagnostic(0)


def test_an_item_that_stands_the_same_to_all_tells_nothing_apart(build):
    case = build.Case()
    one, other = case.says("x", perpetrator="Russia"), case.says("y", perpetrator="Turkey")
    case.offers("photo", one, other)
    assert not weigh_hypotheses(case.dossier()).diagnostic(0)


def test_mixed_counts_against(build):
    case = build.Case()
    one, other = case.says("x", perpetrator="Russia"), case.says("y", perpetrator="Russia")
    case.offers("photo", (one, "supports"), (other, "undermines"))
    (hypothesis,) = weigh_hypotheses(case.dossier()).ranked
    assert hypothesis.ratings == (Rating.MIXED,)
    assert (hypothesis.against, hypothesis.consistent) == (1, 0)


def test_the_proposition_itself(build):
    case = build.roadside()
    case.offers("crater", ("claim", "supports"), ("denial", "undermines"))
    weighed = weigh_hypotheses(case.dossier(), "")
    assert [(h.answer.assertion.stance, h.against) for h in weighed.ranked] == [("affirms", 0), ("denies", 1)]


def test_nothing_to_weigh(build):
    assert weigh_hypotheses(build.Case().dossier()).ranked == ()
