"""What the columns of datasets mean, and no more."""

import json

GTD = "eventid,iyear,imonth,iday,approxdate,country_txt,city,latitude,longitude,summary,doubtterr,attacktype1_txt,targtype1_txt,gname,gname2,gname3,guncertain1,guncertain2,claimed,nkill,nwound\n"
ROW = '201603000001,2016,3,0,"March 5-10, 2016",Northland,Ford,10.5,20.25,A bomb went off.,1,Bombing,Police,Front,River,,1,0,0,3,1\n'


def test_doubts_hedge_what_they_are_about(case, table, lines):
    case.import_file(table(GTD + ROW), preset="gtd")
    (said,) = lines(case, "assertion")
    assert "hedge" not in said
    values = {value["raw"]: value.get("hedge", "") for value in said["values"]}
    assert (values["yes"], values["Front"], values["River"]) == ("alleged", "alleged", "")
    assert lines(case, "event")[0]["occurred"]["edtf"] == "2016-03-05/2016-03-10"


def test_a_date_in_words_that_contradicts_the_columns_is_not_believed(case, table, lines):
    case.import_file(table(GTD + ROW.replace("March 5-10", "May 5-10")), preset="gtd")
    assert lines(case, "event")[0]["occurred"]["edtf"] == "2016-03"


def test_a_rating_keeps_its_scale_and_an_author_may_be_plain_text(case, tmp_path, lines):
    review = {
        "@type": "ClaimReview", "url": "https://c.example/1", "claimReviewed": "The lake is empty", "author": "Checks Desk",
        "datePublished": "2021-07-16", "itemReviewed": {"author": "A mayor"},
        "reviewRating": {"ratingValue": "2", "bestRating": "5", "worstRating": "1"},
    }  # fmt: skip
    path = tmp_path / "reviews.json"
    path.write_text(json.dumps([review]), encoding="utf-8")
    case.import_file(path, preset="claimreview")
    texts = {line["claimant"]: line["text"] for line in lines(case, "assertion")}
    assert texts == {
        "a-mayor": "The lake is empty",
        "checks-desk": "Rated: 2 on a scale from 1 to 5",
    }
    revised = {**review, "datePublished": "2021-08-01", "reviewRating": {"alternateName": "False"}}
    path.write_text(json.dumps([revised]), encoding="utf-8")
    report = case.import_file(path, preset="claimreview")
    assert report.changed == ["https://c.example/1 The lake is empty"]
    assert [link["kind"] for link in lines(case, "link")] == ["supersedes"]


def test_a_review_goes_out_as_it_came(case, tmp_path):
    review = {
        "@type": "ClaimReview", "url": "https://c.example/1", "claimReviewed": "The lake is empty", "datePublished": "2021-07-16",
        "author": {"@type": "Organization", "name": "Checks Desk"},
        "itemReviewed": {
            "@type": "Claim", "author": {"@type": "Organization", "name": "Mayors"},
            "appearance": [{"@type": "CreativeWork", "url": f"https://m.example/{n}"} for n in (1, 2, 3)],
        },
        "reviewRating": {"@type": "Rating", "ratingValue": "2", "worstRating": "1", "bestRating": "5", "alternateName": "Mostly false"},
    }  # fmt: skip
    path = tmp_path / "reviews.json"
    path.write_text(json.dumps([review]), encoding="utf-8")
    case.import_file(path, preset="claimreview")
    export = case.export("claimreview")
    (again,) = json.loads("".join(export))["@graph"]
    for name in ("url", "claimReviewed", "datePublished", "reviewRating"):
        assert again[name] == review[name]
    claim = again["itemReviewed"]
    assert claim["author"] == {"@type": "Organization", "name": "Mayors"}
    assert {item["url"] for item in claim["appearance"]} == {f"https://m.example/{n}" for n in (1, 2, 3)}
    assert "reviewBody" not in again
    assert not [loss for loss in export.losses if "evidence" in loss.what or "address" in loss.what]


def test_each_appearance_of_a_claim_is_kept(case, tmp_path, lines):
    review = {
        "@type": "ClaimReview", "url": "https://c.example/1", "claimReviewed": "The lake is empty", "author": "Checks Desk",
        "itemReviewed": {
            "author": "A mayor", "firstAppearance": {"url": "https://m.example/0"},
            "appearance": [{"url": "https://m.example/1"}, "https://m.example/2", {"@id": "https://m.example/3"}],
        },
        "reviewRating": {"alternateName": "False"},
    }  # fmt: skip
    path = tmp_path / "reviews.json"
    path.write_text(json.dumps([review]), encoding="utf-8")
    case.import_file(path, preset="claimreview")
    urls = {line["key"]: line["url"] for line in lines(case, "document")}
    (claim,) = [line for line in lines(case, "assertion") if line["claimant"] == "a-mayor"]
    assert urls[claim["document"]] == "https://m.example/0"
    assert {urls[line["document"]] for line in lines(case, "evidence")} == {
        f"https://m.example/{n}" for n in (1, 2, 3)
    }


def test_several_claims_reviewed_at_one_address_come_again(case, tmp_path, lines):
    def review(claim, verdict):
        return {"claimReviewed": claim, "url": "https://c.example/1", "author": "Checks Desk", "reviewRating": {"alternateName": verdict}}  # fmt: skip

    path = tmp_path / "reviews.json"
    path.write_text(json.dumps([review("The lake is empty", "True"), review("Ten bridges fell", "False")]))
    case.import_file(path, preset="claimreview")
    path.write_text(json.dumps([review("The lake is empty", "False"), review("Ten bridges fell", "False")]))
    report = case.import_file(path, preset="claimreview")
    assert report.changed == ["https://c.example/1 The lake is empty"]
    assert [link["kind"] for link in lines(case, "link")] == ["supersedes"]


def test_sources_of_registers_become_documents(case, table, lines):
    head = "event_id_cnty,event_date,time_precision,event_type,actor1,actor2,location,latitude,longitude,geo_precision,source,notes,fatalities\n"
    row = 'NOR1,04 March 2016,1,Battles,North,South,Ford,10.5,20.25,1,"Wire; Ford Daily",They fought.,3\n'
    case.import_file(table(head + row), preset="acled")
    assert {line["title"] for line in lines(case, "document")} == {"Wire: NOR1", "Ford Daily: NOR1"}
    assert {line["name"] for line in lines(case, "claimant")} >= {"Wire", "Ford Daily"}
    assert len(lines(case, "evidence")) == 2


def test_citations_of_gtd_become_documents(case, table, lines):
    path = table(
        GTD.replace("nwound\n", "nwound,scite1,scite2\n")
        + ROW.replace(",3,1\n", ',3,1,"""Blast,"" Ford Daily",\n')
    )
    case.import_file(path, preset="gtd")
    assert [line["title"] for line in lines(case, "document")] == ['"Blast," Ford Daily']
    assert [line["title"] for line in lines(case, "evidence")] == ['"Blast," Ford Daily']
