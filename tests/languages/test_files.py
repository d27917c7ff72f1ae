"""Language files: as the schema says, with the generated part as it is generated, found by being in the folder."""

from __future__ import annotations

import importlib.util
import tomllib
from pathlib import Path

import pytest

from claimtrack.dates.lexicon import DATA as DATES
from claimtrack.dates.tokens import KINDS, UNITS
from claimtrack.errors import InputFileError
from claimtrack.languages import LANGUAGES, codes_in, file_of, letters_lacking
from claimtrack.languages.schema import checked, sections
from claimtrack.values.words import DATA as VALUES
from locked import only_with_locked

_SPEC = importlib.util.spec_from_file_location("generate", Path(__file__).with_name("generate.py"))
generate = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(generate)


def raw(code):
    return tomllib.loads(file_of(code).read_text(encoding="utf-8"))


@only_with_locked("num2words")
@only_with_locked("babel")
@pytest.mark.parametrize("code", LANGUAGES)
def test_generated_part_is_current(code):
    written = file_of(code).read_text(encoding="utf-8").partition(generate.MARK)[2]
    assert written == generate.generated(code)


def test_the_folder_is_the_list_of_languages(tmp_path):
    for name in ("xx.toml", "en.toml", "notes.txt"):
        (tmp_path / name).touch()
    assert codes_in(tmp_path) == ("en", "xx")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_examples_and_counter_examples(code):
    table = raw(code)
    assert len(table["examples"]) >= 3
    assert table["counter_examples"]
    assert table["counts"]["examples"]
    assert table["counts"]["counter_examples"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_vague_words_are_of_entries_that_there_are(code):
    entries = tomllib.loads((VALUES / "vague.toml").read_text(encoding="utf-8"))
    assert raw(code)["counts"].get("vague", {}).keys() <= entries.keys()


def test_the_schema_knows_the_words_that_the_grammar_knows():
    assert sections()["words.words"].keys.keys() == KINDS.keys()
    assert sections()["words.unit"].keys.keys() == UNITS.keys()
    calendars = {f"calendars.{path.stem}" for path in (DATES / "calendars").glob("*.toml")}
    assert {name for name in sections() if name.startswith("calendars.")} == calendars


GOOD = """
name = "Example"
letters = "a-z"
[order]
"" = "DMY"
[words.unit]
day = ["day"]
week = ["week"]
month = ["month"]
year = ["year"]
[months]
1 = ["one"]
12 = ["twelve"]
[weekdays]
0 = ["moon"]
6 = ["sun"]
"""


def test_a_small_file_is_enough():
    assert checked("xx.toml", GOOD.encode())["name"] == "Example"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "Example"', "", "language file xx.toml, key 'name': missing"),
        ('name = "Example"', "name = 5", "language file xx.toml, key 'name': a text is needed, not 5"),
        ('"" = "DMY"', "", "section [order], key '': missing"),
        ('"" = "DMY"', '"" = "DMY"\nusa = "MDY"', "section [order], key 'usa': unknown"),
        ("day = [", "dya = [", "section [words.unit], key 'day': missing"),
        ('week = ["week"]', 'week = "week"', "section [words.unit], key 'week': a list of texts is needed"),
        ("12 = [", "13 = [", "section [months], key '12': missing"),
        ("[weekdays]", "[weekday]", "language file xx.toml, key 'weekday': unknown"),
        ("[order]", "[order", "language file xx.toml: Expected"),
        ("[months]", "[settings]\nplural = []\n[months]", "section [settings], key 'plural': unknown"),
        (
            "[months]",
            "[settings]\npostpositions = 1\n[months]",
            "key 'postpositions': true or false is needed",
        ),
        ("[months]", "[words]\nwords = []\n[months]", "section [words.words]: a table is needed, not []"),
        ("[months]", "[[examples]]\ntxt = ''\n[months]", "section [examples] number 1, key 'txt': unknown"),
    ],
)
def test_a_slip_names_file_section_and_key(old, new, message):
    with pytest.raises(InputFileError) as found:
        checked("xx.toml", GOOD.replace(old, new, 1).encode())
    assert message in str(found.value)


def test_a_misspelt_key_says_what_may_have_been_meant():
    with pytest.raises(InputFileError) as found:
        checked("xx.toml", GOOD.replace("[months]", "[settings]\nplural = []\n[months]").encode())
    assert "plurals" in found.value.hint


def test_letters_tell_languages_apart():
    assert min(letters_lacking("березня є"), key=letters_lacking("березня є").get) == "uk"
    assert letters_lacking("12.3.2016") == {}
    assert "en" not in letters_lacking("é")


def test_every_setting_is_asked_for_by_the_code():
    code = "".join(path.read_text(encoding="utf-8") for path in DATES.parent.rglob("*.py"))
    assert [key for key in sections()["settings"].keys if f'"{key}"' not in code] == []


@pytest.mark.parametrize(
    ("added", "message"),
    [
        (
            '[settings]\nprefixes = { ba = "fro" }',
            "section [settings], key 'prefixes': there is no 'fro' to add",
        ),
        (
            '[settings]\nsuffixes = [["ba", "fro"]]',
            "section [settings], key 'suffixes': there is no 'fro' to add",
        ),
        ('[holidays]\neastr = ["x"]', "section [holidays], key 'eastr': no such feast"),
    ],
)
def test_a_slip_that_only_the_dates_see_is_named_too(added, message):
    from claimtrack.dates.wordlists import words_of

    holidays = (DATES / "holidays.toml").read_bytes()
    with pytest.raises(InputFileError) as found:
        words_of("xx", f"{GOOD}\n{added}".encode(), holidays)
    assert message in str(found.value)
