"""Counts: every example and counter-example of the data files, and what the files cannot say."""

import re

import pytest

from claimtrack.errors import InvalidRecordError
from claimtrack.exporters.flat import count_text
from claimtrack.languages import LANGUAGES, section
from claimtrack.values import Count, Unknown, Unreadable, read_count, read_value
from claimtrack.values.words import load_toml

FILES = {"any": load_toml("signs.toml"), **{code: section(code, "counts") for code in LANGUAGES}}


def cases(table):
    return list(_cases(table))


def _cases(table):
    for code, content in FILES.items():
        for case in content[table]:
            yield pytest.param(code, *case[:2], case[2:], id=f"{code}: {case[0]}")


@pytest.mark.parametrize(("language", "text", "expected", "marks"), cases("examples"))
def test_example(language, text, expected, marks):
    count = read_count(text, languages=None if language == "any" else [language])
    assert isinstance(count, Count), count
    low, high = expected.split("..")
    assert (count.low, count.high) == (int(low), int(high) if high else None)
    assert count.approximate == ("approximate" in marks)
    assert count.vague == ("vague" in marks)
    assert count.raw == text
    best = [int(mark[5:]) for mark in marks if mark.startswith("best ")]
    assert count.best == (best[0] if best else None)
    parts = [mark[6:] for mark in marks if mark.startswith("parts ")]
    assert ", ".join(map(str, count.parts)) == (parts[0] if parts else "")


@pytest.mark.parametrize(("language", "text", "reason", "marks"), cases("examples"))
def test_example_without_being_told_the_language(language, text, reason, marks):
    if language in {"any", "ar", "en", "ru"}:
        assert isinstance(read_count(text), Count)


@pytest.mark.parametrize(("language", "text", "reason", "marks"), cases("counter_examples"))
def test_counter_example(language, text, reason, marks):
    result = read_count(text, languages=None if language == "any" else [language])
    assert isinstance(result, Unreadable), result
    assert reason in result.reason
    assert result.raw == text


@pytest.mark.parametrize(
    "text", ["unknown", "Unknown", "?", "an unknown number", "неизвестно", "غير معروف", "unbekannt"]
)
def test_unknown_is_not_zero(text):
    assert read_count(text) == Unknown(text)


@pytest.mark.parametrize("text", ["", "  ", "N/A", "n.a.", "-", "—", "\u200f"])
def test_nothing_said(text):
    assert isinstance(read_count(text), Unreadable)


def test_users_change_vague_words():
    assert read_count("dozens", vague={"dozens": (12, None)}) == Count(12, None, vague=True, raw="dozens")
    assert read_count("umpteen", vague={"umpteen": (10, 99)}) == Count(10, 99, vague=True, raw="umpteen")
    assert read_count("несколько", vague={"several": (2, 5)}).high == 5
    assert read_count("dozens").low == 24


def test_every_vague_entry_says_where_it_comes_from():
    for entry in load_toml("vague.toml").values():
        assert entry["source"]
        assert 0 < entry["low"] <= entry.get("high", entry["low"])


def test_triples_are_reported_not_reordered():
    assert Count.from_triple(2, 3, 5) == Count(2, 5, 3, raw="3 [2, 5]")
    for low, best, high in [(5, 3, 2), (2, 6, 5), (2, 1, 5), (-1, 0, 1)]:
        with pytest.raises(InvalidRecordError):
            Count.from_triple(low, best, high)


def test_a_hostile_text_is_quick():
    assert isinstance(read_count("3 or " * 39 + "x"), Unreadable)
    assert isinstance(read_count("one " * 49), Unreadable)
    assert isinstance(read_count("9" * 10_000), Unreadable)


def test_no_more_than_json_can_hold():
    assert read_count("9" * 15).low == 10**15 - 1
    assert read_count("9" * 30) == Unreadable("9" * 30, "too large for a count")
    with pytest.raises(InvalidRecordError):
        Count(0, 2**60)


@pytest.mark.parametrize("code", FILES)
def test_every_rule_of_a_language_has_an_example(code):
    content = FILES[code]
    texts = [case[0] for case in content["examples"]]
    for kind in content["rules"]:
        patterns = [re.escape(item).replace(r"\{\}", ".+") for item in content["rules"][kind]]
        assert any(
            re.search(p.replace(r"\ ", r"\s*"), text, re.IGNORECASE) for p in patterns for text in texts
        ), kind


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("three foreign advisers", 3),
        ("19 bodies", 19),
        ("elf Bergleute", 11),
        ("seis pescadores", 6),
        ("двое спасателей", 2),
        ("سبعة عمال", 7),
        ("12 тисяч", 12_000),
        ("12 mille", 12_000),
        ("on yedi itfaiyeci", 17),
        ("هفده آتش‌نشان", 17),
        ("שבעה עשר כבאים", 17),
        ("five Palestinians", 5),
        ("3 T-72 tanks", 3),
    ],
)
def test_any_noun_may_follow_without_the_language_being_told(text, number):
    assert read_count(text) == Count.exactly(number, text)


@pytest.mark.parametrize(
    "text",
    [
        "12 mai",
        "5 Mart",
        "7 октября",
        "15 minutos",
        "3 km",
        "5 Prozent",
        "3 Stunden",
        "2 of the 5",
        "3 pas tués",
    ],
)
def test_a_measure_or_a_day_counts_nothing_in_any_language(text):
    assert isinstance(read_count(text), Unreadable)


@pytest.mark.parametrize(("language", "text", "expected", "marks"), cases("examples"))
def test_what_a_flat_table_shows_reads_as_the_same_bounds(language, text, expected, marks):
    count = read_count(text, languages=None if language == "any" else [language])
    if any(part.count.parts for part in count.parts):
        pytest.skip("parts of parts are shown, and not read back")
    shown = read_count(count_text(count))
    assert (shown.low, shown.high, len(shown.parts)) == (count.low, count.high, len(count.parts))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no civilians", "none of a part (civilians) is not none of all; civilians_killed asks for it"),
        ("keine Zivilisten", "none of a part (civilians) is not none of all; civilians_killed asks for it"),
        (
            "ни одного мирного жителя",
            "none of a part (civilians) is not none of all; civilians_killed asks for it",
        ),
        ("0 children", "none of a part (children) is not none of all"),
        ("two families", "a number of something else than people"),
        ("две семьи", "a number of something else than people"),
        ("3 tanks", "a number of something else than people"),
        ("три танка", "a number of something else than people"),
        ("3 wounded", "a number of the wounded, not of the dead"),
        ("трое раненых", "a number of the wounded, not of the dead"),
        ("3 survived", "a number of the survivors, not of the dead"),
        ("23 each", "a measure or a part of something; no count of things"),
    ],
)
def test_a_part_or_a_group_does_not_tell_how_many_died(text, reason):
    assert read_count(text, field="killed") == Unreadable(text, reason)


@pytest.mark.parametrize(
    ("field", "text", "number"),
    [
        ("civilians_killed", "no civilians", 0),
        ("families_displaced", "two families", 2),
        ("killed", "a family of five", 5),
        ("killed", "no soldiers", 0),  # whom an army speaks of
        ("killed", "no casualties", 0),
        ("killed", "3 wounded soldiers", 3),
        ("killed", "deux douzaines", 24),
        ("killed", "سه دوجین", 36),
        ("killed", "שלושה תריסרים", 36),
        ("killed", "ثلاث دزينات", 36),
        ("wounded", "3 hurt", 3),
        ("civilians_killed", "3 children", 3),
    ],
)
def test_it_tells_what_it_is_asked_for(field, text, number):
    assert read_count(text, field=field) in (
        Count(number, number, raw=text),
        Count(number, number, approximate=True, raw=text),
    )


@pytest.mark.parametrize(
    ("field", "text", "number"),
    [
        ("killed", "40 people, three of them children, and 12 wounded", 40),
        ("killed", "40 personas, tres de ellas niños, y 12 heridos", 40),
        ("killed", "40 Menschen, darunter drei Kinder, und 12 Verletzte", 40),
        ("wounded", "40 people, three of them children, and 12 wounded", None),
        ("killed", "40 people, 12 of them dead", None),
        ("killed", "40 people and 12 wounded", None),
    ],
)
def test_those_of_another_fate_are_no_part_of_the_whole(field, text, number):
    value = read_value(text, "count", field=field)
    assert getattr(value, "low", None) == number
    assert "wounded" not in [part.of for part in getattr(value, "parts", ())]
