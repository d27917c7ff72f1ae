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
    assert report.changed == ["https://c.example/1"]
    assert [link["kind"] for link in lines(case, "link")] == ["supersedes"]
