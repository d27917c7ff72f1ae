"""The words of each language: the same names and places as in English, months as CLDR has them, numbers its own way."""

import tomllib
from importlib.util import find_spec
from pathlib import Path
from string import Formatter

import pytest

from claimtrack.analysis.findings import FindingKind
from claimtrack.analysis.gaps import GapKind
from claimtrack.analysis.shifts import ShiftKind
from claimtrack.dates import parse_edtf
from claimtrack.model import Evidence
from claimtrack.reports import words
from claimtrack.reports.words import languages, load_words
from claimtrack.values import Count, count_words, read_value
from claimtrack.vocab import load_vocabulary

LABELS = Path(words.__file__).parent / "data" / "labels"
ENGLISH = tomllib.loads((LABELS / "en.toml").read_text("utf-8"))
OTHERS = [language for language in languages() if language != "en"]


def content(language):
    return tomllib.loads((LABELS / f"{language}.toml").read_text("utf-8"))


def places(sentence):
    return sorted(name for _, name, _, _ in Formatter().parse(sentence) if name)


def test_seven_languages():
    assert languages() == ("ar", "de", "en", "es", "fr", "ru", "uk")


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_there_with_its_places(language):
    found = content(language)["text"]
    assert found.keys() == ENGLISH["text"].keys()
    assert {name: places(text) for name, text in found.items()} == {
        name: places(text) for name, text in ENGLISH["text"].items()
    }


@pytest.mark.parametrize("language", OTHERS)
def test_every_term_is_there(language):
    found = content(language)["terms"]
    assert {name: set(terms) for name, terms in found.items()} == {
        name: set(terms) for name, terms in ENGLISH["terms"].items()
    }


@pytest.mark.parametrize(
    "name",
    [
        "stance",
        "hedge",
        "link",
        "evidence_role",
        "evidence_kind",
        "field",
        "grade",
        "likelihood",
        "confidence",
        "method",
    ],
)
def test_vocabularies_are_whole(name):
    assert set(ENGLISH["terms"][name]) == set(load_vocabulary(name).terms)


@pytest.mark.parametrize(
    ("name", "kinds"), [("gap", GapKind), ("shift", ShiftKind), ("finding", FindingKind)]
)
def test_what_the_analysis_can_say_has_words(name, kinds):
    assert {kind.value for kind in kinds} <= set(ENGLISH["terms"][name])


@pytest.mark.skipif(find_spec("babel") is None, reason="CLDR is not there")
@pytest.mark.parametrize("language", OTHERS)
def test_months_are_those_of_cldr(language):
    from babel import Locale

    months = Locale(language).months
    dates = content(language)["dates"]
    assert dates["months"] == list(months["format"]["wide"].values())
    assert dates.get("alone", dates["months"]) == list(months["stand-alone"]["wide"].values())


@pytest.mark.parametrize(
    ("language", "day", "month", "span"),
    [
        ("en", "8 Jul 2016", "Jul 2016", "29–30 Mar 2016"),
        ("ru", "8 июля 2016", "июль 2016", "29–30 марта 2016"),
        ("uk", "8 липня 2016", "липень 2016", "29–30 березня 2016"),
        ("ar", "٨ يوليو ٢٠١٦", "يوليو ٢٠١٦", "٢٩–٣٠ مارس ٢٠١٦"),
        ("fr", "8 juillet 2016", "juillet 2016", "29–30 mars 2016"),
        ("de", "8. Juli 2016", "Juli 2016", "29.–30. März 2016"),
        ("es", "8 de julio de 2016", "julio de 2016", "29–30 de marzo de 2016"),
    ],
)
def test_dates(language, day, month, span):
    write = load_words(language).date
    assert write(parse_edtf("2016-07-08")) == day
    assert write(parse_edtf("2016-07")) == month
    assert write(parse_edtf("2016-03-29/2016-03-30")) == span


def test_the_first_of_a_month_in_french():
    assert load_words("fr").date(parse_edtf("2016-05-01")) == "1er mai 2016"


@pytest.mark.parametrize(
    ("language", "number"),
    [
        ("en", "12,345"),
        ("ru", "12\u00a0345"),
        ("ar", "١٢٬٣٤٥"),
        ("fr", "12\u202f345"),
        ("de", "12.345"),
        ("es", "12.345"),
    ],
)
def test_numbers(language, number):
    assert load_words(language).number(12345) == number


def test_spanish_groups_from_five_digits():
    assert load_words("es").number(1234) == "1234"


def test_counts():
    english = load_words("en")
    assert english.count(Count(3, None)) == "at least 3"
    assert english.count(Count(0, 224)) == "0 to 224"
    assert english.count(Count(12, 20, best=15)) == "15 (12 to 20)"
    assert english.count(Count(20, 99, vague=True, raw="dozens")) == "“dozens” (about 20 to 99)"


@pytest.mark.parametrize("language", languages())
def test_every_form_can_be_written_in_every_language(case, printed, language):
    page = printed(case, "bridge", form="html", language=language).decode()
    assert f'<html lang="{language}"' in page
    assert ('dir="rtl">\n<head>' in page) == (language == "ar")
    assert printed(case, "bridge", language=language)


@pytest.mark.parametrize(
    ("language", "answer", "written"),
    [
        ("en", "nearly 1200", "nearly 1,200"),
        ("de", "nearly 1200", "fast 1.200"),
        ("ru", "чуть более 100", "чуть больше 100"),
        ("uk", "at least 12 people, including three children", "щонайменше 12, зокрема діти: 3"),
        ("es", "3 dead, 5 wounded", "8 (muertos: 3, heridos: 5)"),
        ("de", "3 | 5", "3 oder 5"),
        ("ar", "3 | 5 | at least 7", "٣، ٥ أو ٧ على الأقل"),
    ],
)
def test_counts_are_written_whole_in_every_language(language, answer, written):
    read = read_value(answer, "count")
    assert load_words(language).read(read) == written


def test_one_of_several_is_written_in_the_language():
    read = read_value("US | Russia", "party")
    assert [load_words(language).read(read) for language in ("en", "fr", "ru")] == [
        "US or Russia",
        "US ou Russia",
        "US или Russia",
    ]


def test_every_kind_of_people_that_is_counted_has_words():
    kinds = tomllib.loads((Path(count_words.__file__).parent / "data" / "kinds.toml").read_text("utf-8"))
    assert set(ENGLISH["terms"]["counted"]) == set(kinds)


@pytest.mark.parametrize(
    ("language", "raw", "told"),
    [
        ("en", "12 people, including 3 children", "3 children"),
        ("de", "12 people, including 3 children", "Kinder: 3"),
        ("de", "12 Menschen, darunter 3 Kinder", "3 Kinder"),
        ("en", "12 Menschen, darunter 3 Kinder", "children: 3"),
        ("fr", "12 people, including 3 women", "femmes: 3"),
        ("es", "12 people, including 3 women", "mujeres: 3"),
        ("ru", "12 people, including 3 children", "дети: 3"),
        ("uk", "12 people, including 3 children", "діти: 3"),
        ("ar", "12 people, including 3 children", "أطفال: ٣"),
        ("de", "12 people, including 3 Norland soldiers", "3 Norland soldiers"),
    ],
)
def test_parts_of_a_count_are_named_in_the_language_of_the_report(language, raw, told):
    assert told in load_words(language).read(read_value(raw, "count", languages=["en", "de"]))


@pytest.mark.parametrize(
    ("language", "named", "further"),
    [
        ("en", "video: Clip", "continued 2/3"),
        ("de", "Video: Clip", "Fortsetzung 2/3"),
        ("fr", "vidéo: Clip", "suite 2/3"),
        ("es", "vídeo: Clip", "continuación 2/3"),
        ("ru", "видео: Clip", "продолжение 2/3"),
        ("uk", "відео: Clip", "продовження 2/3"),
        ("ar", "فيديو: Clip", "تابع ٢/٣"),
    ],
)
def test_items_and_further_panels_are_named_in_the_language(language, named, further):
    words = load_words(language)
    assert words.item(Evidence(key="clip", title="Clip", kind="video")) == named
    assert words.item(Evidence(key="x", title="Something", kind="other")) == "Something"
    assert words.continued(2, 3) == further
