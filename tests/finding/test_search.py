"""Search: words of any script, phrases, prefixes, what must not be there; any text is a query."""

import json

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from claimtrack.errors import ClaimtrackError, UnknownTermError
from claimtrack.model.search_query import Sought, read_query
from claimtrack.render import FORMS, render


def keys(report):
    return [getattr(hit.entry.record, "key", "") or hit.entry.record.text for hit in report.result.hits]


def marked(report):
    """The texts that are marked in the table."""
    [table] = report.view.blocks
    return [
        span.text for row in table.rows for line in row[-1].lines for span in line if span.tone == "match"
    ]


# --- what is typed ---


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("palmyra helicopter", [("palmyra",), ("helicopter",)], []),
        ('"two pilots"', [("two", "pilots")], []),
        ("“two pilots”", [("two", "pilots")], []),
        ('"never closed', [("never", "closed")], []),
        ("palmyra -video", [("palmyra",)], [("video",)]),
        ('palmyra -"air strike"', [("palmyra",)], [("air", "strike")]),
        ("al-Nusra", [("al", "nusra")], []),
        ("Da'esh", [("daesh",)], []),
        ("AND OR NOT NEAR(a b)", [("and",), ("or",), ("not",), ("near", "a"), ("b",)], []),
        ("-", [], []),
        ('*** "" - ^ :', [], []),
        ("same same", [("same",)], []),
    ],
)
def test_a_query_is_read(typed, wanted, unwanted):
    query = read_query(typed)
    assert [part.words for part in query.wanted] == wanted
    assert [part.words for part in query.unwanted] == unwanted


def test_a_prefix_is_read():
    assert read_query('"two pil*"') == read_query('"two pil"*')
    assert read_query('heli* "two pil"*').wanted == (
        Sought(("heli",), prefix=True),
        Sought(("two", "pil"), prefix=True),
    )


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("qods", "the Qods Force, al-Qods", ["Qods", "Qods"]),
        ("الجيش", "قال الجَيْش السوري", ["الجَيْش"]),
        ("daesh", "Da’esh said", ["Da’esh"]),
        ('"two pilots"', "two (2) pilots; two pilots", ["two pilots"]),
        ("pil*", "two pilots, one pilot, pi", ["pilots", "pilot"]),
        ("'quoted'", "it is 'quoted' here", ["quoted"]),
        ("zażółć", "ZAZÓŁĆ gęślą", ["ZAZÓŁĆ"]),
        ("क", "क और ख", ["क"]),
    ],
)
def test_matches_are_found_in_the_text_as_it_is_written(typed, text, found):
    spans = read_query(typed).matches(text)
    assert [text[start:end].strip("'") for start, end in spans] == found


# --- what is found ---


def test_every_text_of_a_record_is_searched(case, say):
    made = say("alpha", quote="бета", translation="gamma", spokesperson="delta", note="epsilon")
    for word in ("alpha", "бета", "gamma", "delta", "epsilon"):
        assert [hit.entry.record.id for hit in case.search(word).result.hits] == [made.id]


def test_titles_names_and_aliases(case):
    case.add_document("A report from Raqqa", key="report")
    case.add_evidence("Photograph of a bridge", key="photo")
    assert keys(case.search("raqqa")) == ["report"]
    assert keys(case.search("photograph")) == ["photo"]
    assert keys(case.search("palmyra")) == ["helicopter"]
    assert keys(case.search("kavkaz")) == ["caucasus"]


@pytest.mark.parametrize("typed", ["الجيش", "الجَيْش", "الجيــش"])
def test_arabic_with_and_without_vowels(case, typed):
    assert keys(case.search(typed)) == ["army"]


@pytest.mark.parametrize(
    ("written", "typed"), [("مدرسة", "مدرسه"), ("أحمد", "احمد"), ("یاران", "ياران"), ("٢٠١٦", "2016")]
)
def test_arabic_letters_that_are_one_to_a_reader(say, case, written, typed):
    say(f"قالوا {written} هنا")
    assert case.search(typed).result.total == 1


@pytest.mark.parametrize("typed", ["вилаят", "ВИЛАЯТ", "кавказ", "кав*"])
def test_cyrillic_whatever_the_case(case, typed):
    assert keys(case.search(typed)) == ["caucasus"]


def test_diacritics_do_not_matter(case, say):
    say("Un café à Sètif")
    assert case.search("cafe setif").result.total == 1
    assert case.search("CAFÉ").result.total == 1


def test_all_words_must_be_there_and_none_that_must_not(case, say):
    say("two pilots died")
    say("two soldiers died")
    say("pilots, two of them, died")
    assert (
        keys(case.search("two pilots")) == ["two pilots died", "pilots, two of them, died"]
        or case.search("two pilots").result.total == 2
    )
    assert keys(case.search('"two pilots"')) == ["two pilots died"]
    assert keys(case.search("died -pilots")) == ["two soldiers died"]
    assert keys(case.search('died -"two pilots" -soldiers')) == ["pilots, two of them, died"]
    assert keys(case.search("sold*")) == ["two soldiers died"]


def test_a_phrase_does_not_reach_across_texts(case, say):
    say("two", quote="pilots")
    say("two pilots")
    assert case.search("two pilots").result.total == 2
    # A phrase over the end of one text and the start of the next is the price of one column; it must not be marked.
    assert marked(case.search('"two pilots"')) == ["two pilots"]


def test_the_better_hit_comes_first(case, say):
    say("one word about a bridge among very many others that have nothing to do with it at all")
    say("bridge bridge")
    assert keys(case.search("bridge"))[0] == "bridge bridge"


def test_only_wanted_words_can_be_looked_for(case):
    report = case.search("-helicopter")
    assert report.result.total == 0
    assert "at least one word" in report.to_text()


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Patlama Ankara'da oldu", "ankara"),
        ("Patlama Ankara’da oldu", "ankarada"),
        ("Au sud d'Alep, deux morts", "alep"),
        ("Russia's ministry", "russia"),
        ("قصف على الرقة", "رقة"),
        ("قصف بالرقة", "الرقة"),
        ("غارات على الرقة", "للرقة"),
        ("Зеленський заявив", "Zelensky"),
        ("Київська область", "kyivska"),
        ("Міноборони України", '"minoborony ukrainy"'),
        ("Минобороны России", "Minoborony"),
        ("Зеленський заявив", "zelen*"),
        ("کابل میں دھماکہ", "كابل"),
        ("کابل میں دھماکہ", "دهماكه"),
    ],
)
def test_a_word_is_found_as_it_is_known(case, text, typed):
    event = case.add_event("Something else", key="else")
    case.record(event, claimant="Syrian Army", text=text)
    report = case.search(typed)
    assert keys(report) == [text]
    assert marked(report), "and what was found is marked"


@pytest.mark.parametrize(
    ("text", "typed"), [("الله أكبر", "له"), ("Alep est loin", "lep"), ("Київ", "kharkiv")]
)
def test_part_of_a_word_is_not_the_word(case, text, typed):
    event = case.add_event("Something else", key="else")
    case.record(event, claimant="Syrian Army", text=text)
    assert keys(case.search(typed)) == []


def test_a_word_that_is_nowhere_has_a_near_miss(case):
    report = case.search("helicoptre")
    assert report.result.near == {"helicoptre": "helicopter"}
    assert "did you mean helicopter?" in report.to_text()
    assert case.search("hleicopter").result.near == {"hleicopter": "helicopter"}
    assert case.search("jelicopter").result.near == {}


@pytest.mark.parametrize(
    ("words", "filters", "said"),
    [
        (
            "nowhere",
            {},
            ["nothing found for nowhere (in events, claimants, documents, assertions, evidence)"],
        ),
        ("bridge", {"kind": "evidence"}, ["(in evidence)", "1 without the filters"]),
        ("bridge", {"since": "2030"}, ["since 2030-01-01", "1 without the filters"]),
        ("bridge -shelled", {}, ["for bridge -shelled", "1 for bridge"]),
        (
            'bridge "of palmyra"',
            {},
            ['nothing found for bridge "of palmyra"', '1 for bridge, 2 for "of palmyra"'],
        ),
        ("bridge absent*", {}, ["for bridge absent*", "there is for less: 1 for bridge"]),
    ],
)
def test_nothing_found_is_said_in_words_with_what_there_is_for_less(case, say, words, filters, said):
    say("a bridge was shelled", said="2016-07-08")
    case.add_event("East of Palmyra", key="east")
    report = case.search(words, **filters)
    for form in (report.to_text(width=200), report.to_markdown().replace("\\*", "*"), report.to_html()):
        plain = form.replace("&quot;", '"')
        assert all(text in plain for text in said)
        assert "Match" not in form  # no heading of a table without rows
    assert report.to_csv().strip() == "kind,record,when,when_raw,match"


# --- filters ---


def test_filters(case, say):
    say("shelling", by="army", stance="denies", said="2016-07-08")
    say("shelling", by="division", said="2016-08-01", values={"killed": "3"})
    say("shelling", by="nusra", event="dagestan", said="March 2016")
    everything = case.search("shelling").result.total
    assert everything == 3
    assert case.search("shelling", by="army").result.total == 2  # its division speaks for it
    assert case.search("shelling", by="division").result.total == 1
    assert case.search("shelling", stance="deny").result.total == 1
    assert case.search("shelling", since="July 2016").result.total == 2
    assert case.search("shelling", until="July 2016").result.total == 2
    assert case.search("shelling", since="2016-03-15", until="2016-03-20").result.total == 1
    assert case.search("shelling", event="dagestan").result.total == 1
    assert case.search("shelling", field="killed").result.total == 1
    assert case.search("shelling", tag="road").result.total == 1
    assert case.search("helicopter", stance="denies", kind="events").result.total == 1


def test_a_kind_that_is_not_searched(case):
    with pytest.raises(UnknownTermError, match="searching"):
        case.search("x", kind="fields")


# --- how many ---


def test_more_hits_than_shown_are_counted(case, say):
    for number in range(7):
        say(f"shelling number {number}")
    report = case.search("shelling", limit=3)
    assert len(report.result.hits) == 3
    assert report.result.more == 4
    assert "4 more" in report.to_text()
    assert case.search("shelling", limit=0).result.more == 0


def test_of_a_very_common_word_the_newest_are_ranked_and_all_are_counted(case, say, monkeypatch):
    monkeypatch.setattr("claimtrack.store.search._RANKED", 4)
    for number in range(7):
        say(f"shelling {number}")
    result = case.search("shelling").result
    assert {hit.entry.record.text for hit in result.hits} == {f"shelling {number}" for number in range(3, 7)}
    assert result.total == 7


# --- printing ---


def test_matches_are_marked(case, say):
    say("Two pilots of the Café brigade", quote="Лётчики")
    assert marked(case.search("cafe")) == ["Café"]
    assert marked(case.search("лётчики")) == ["Лётчики"]
    assert "\x1b[1;4mCafé\x1b[0m" in case.search("cafe").to_text(colour=True)


def test_a_long_text_is_cut_around_the_match(case, say):
    say("before " * 100 + "needle " + "after " * 100)
    [table] = case.search("needle").view.blocks
    first = "".join(span.text for span in table.rows[0][-1].lines[0])
    assert "needle" in first
    assert len(first) < 300
    assert first.startswith("…")
    assert first.endswith("…")
    assert marked(case.search("needle")) == ["needle"]


def test_json_gives_whole_texts_and_where_the_matches_are(case, say):
    say("before " * 100 + "needle")
    content = json.loads(case.search("needle").to_json())
    assert content["schema"] == "claimtrack/search/1"
    [hit] = content["hits"]
    [match] = hit["matches"]
    assert match["attribute"] == "text"
    [[start, end]] = match["spans"]
    assert match["text"][start:end] == "needle"
    assert hit["record"]["claimant_name"] == "Syrian Army"
    assert (content["more"], content["more_is_exact"], content["unindexed"]) == (0, True, 0)


HOSTILE = "\x1b[31m[bold]red[/] <script>alert(1)</script> =HYPERLINK() \u202eevil needle"


@pytest.mark.parametrize("form", FORMS)
def test_hostile_text_prints_harmless(case, say, form):
    say(HOSTILE)
    text = render(case.search("needle").view, form, width=80)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "<script>" not in text or form in ("table", "csv", "json")


@given(typed=st.text(max_size=60))
@example(typed='"')
@example(typed="a AND (b OR NOT c) NEAR/2 ^d col:e {x y}: + *")
@example(typed="\x00\ud800'\"; DROP TABLE search; --")
@example(typed="a" * 100_000)
@example(typed='x" OR "y')
@example(typed="(" * 1000)
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_query(case, typed):
    report = case.search(typed)
    for form in ("table", "json"):
        render(report.view, form, width=80)


@given(typed=st.text(max_size=30))
@example(typed="\ud800")
@example(typed="@last")
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_a_filter_or_an_error_of_the_program(case, typed):
    for name in ("by", "event", "since", "until", "stance", "field", "tag"):
        try:
            case.search("helicopter", **{name: typed})
            case.list("assertions", **{name: typed})
        except ClaimtrackError:
            pass


@given(
    words=st.lists(
        st.sampled_from(["two", "pilots", "Al-Nusra", "café", "الجَيْش", "Da'esh", "3.5", "U.S."]),
        min_size=1,
        max_size=4,
    )
)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_found_is_marked(case, words):
    """The index and the marking read a text the same way."""
    text = " ".join(words)
    case.record("helicopter", claimant=case.claimant("army"), text=text)
    for word in words:
        report = case.search(f'"{word}"', kind="assertions", limit=0)
        assert text in keys(report)
        assert len(marked(report)) >= len(report.result.hits)


# --- on the command line ---


def test_search_from_the_terminal(run, say):
    say("two pilots died")
    say("two soldiers, no pilots")
    result = run("search", "two pilots")  # the shell took the quotation marks off
    assert result.exit_code == 0
    assert "two pilots died" in result.stdout
    assert "soldiers" not in result.stdout
    assert "soldiers" in run("search", "two", "pilots", "-died").stdout
    assert "died" not in run("search", "two", "-died").stdout
    assert "died" not in run("search", "two -died").stdout


@pytest.mark.parametrize(
    "words", [["-helicopter"], ["-h", "palmyra"], ["palmyra", "-hlicopter"], ["-V", "x"], ['"'], ["--x", "y"]]
)
def test_words_that_look_like_options(run, words):
    result = run("search", *words)
    assert result.exit_code == 0, result.output
    assert "Usage" not in result.output


def test_notes_go_to_stderr_where_the_answer_has_no_footnotes(run, say):
    for number in range(3):
        say(f"shelling {number}")
    result = run("search", "shelling", "--limit", "1", "--format", "json")
    assert json.loads(result.stdout)["more"] == 2
    assert "2 more" in result.stderr
