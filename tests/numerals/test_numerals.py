"""Number words: the reader against num2words, inflected forms, and texts that are not numbers."""

import pytest

from claimtrack.languages import LANGUAGES
from claimtrack.numerals import number_words, ordinal_words, read_number, read_ordinal

SAMPLE = [*range(130), 199, 200, 201, 345, 500, 999, 1000, 1001, 1021, 1100, 2016, 3000, 5000, 11_000, 25_317]
SLIPS = {"centodicotto"}  # of num2words 0.5.14: centodiciotto
SAMPLE += [99_999, 100_000, 224_000, 999_999, 10**6, 3 * 10**6 + 5]


@pytest.mark.parametrize("language", LANGUAGES)
def test_reader_undoes_num2words(language):
    from num2words import CONVERTER_CLASSES, num2words

    if language not in CONVERTER_CLASSES:
        pytest.skip("num2words has no such language")
    wrong = {}
    for number in SAMPLE:
        words = num2words(number, lang=language)
        if read_number(words, language) != number and words not in SLIPS:
            wrong[number] = (words, read_number(words, language))
    assert not wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_ordinals_reach_31(language):
    assert set(ordinal_words(language).values()) >= set(range(1, 32))


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_casefolded_and_single(language):
    assert all(
        word == word.casefold() and " " not in word and "-" not in word for word in number_words(language)
    )


@pytest.mark.parametrize(
    ("words", "language", "number"),
    [
        ("Twenty-One", "en", 21),
        ("one hundred and five", "en-GB", 105),
        ("a hundred", "en", 100),
        ("a hundred and ten thousand", "en", 110_000),
        ("twelve hundred", "en", 1200),
        ("двадцать один", "ru", 21),
        ("двадцати одного", "ru", 21),
        ("четырёхсот", "ru", 400),
        ("четырехсот", "ru", 400),
        ("пятерых", "ru", 5),
        ("einundzwanzig", "de", 21),
        ("ein und zwanzig", "de", 21),
        ("zweihundertvierundzwanzig", "de", 224),
        ("fuenf", "de", 5),
        ("dreissig", "de", 30),
        ("quatre-vingt-dix-sept", "fr", 97),
        ("septante et un", "fr", 71),
        ("ثلاثة وعشرون", "ar", 23),
        ("اربعة عشر", "ar", 14),
        ("أَرْبَعَة", "ar", 4),
        ("مئتان وأربعة وعشرون", "ar", 224),
        ("خمسون ألفا", "ar", 50_000),
        ("veintiuno", "es", 21),
        ("ciento cinco", "es", 105),
        ("mil millones", "es", 10**9),
        ("yirmi bir", "tr", 21),
        ("YİRMİ ALTI", "tr", 26),
        ("بیست\u200cویک", "fa", 21),
        ("یکصد", "fa", 100),
        ("п’ять", "uk", 5),
        ("עשרים ושלושה", "he", 23),
        ("שלושה עשר", "he", 13),
    ],
)
def test_reads(words, language, number):
    assert read_number(words, language) == number


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("", "en"),
        ("and", "en"),
        ("a", "en"),
        ("two and three", "en"),
        ("twenty thirty", "en"),
        ("five twenty", "en"),
        ("zero one", "en"),
        ("two thousand three thousand", "en"),
        ("three soldiers", "en"),
        ("second", "en"),
        ("twenty-eleven", "en"),
        ("пять два", "ru"),
        ("zwanzigein", "de"),
        ("and five", "en"),
        ("five and", "en"),
        ("tre", "xx"),
        ("five", "und"),
    ],
)
def test_refuses(words, language):
    assert read_number(words, language) is None


@pytest.mark.parametrize(
    ("words", "language", "rank"),
    [
        ("fourth", "en", 4),
        ("4th", "en", 4),
        ("twenty first", "en", 21),
        ("forty-second", "en", 42),
        ("четвертого", "ru", 4),
        ("двадцать девятого", "ru", 29),
        ("третьей", "ru", 3),
        ("4-й", "ru", 4),
        ("الرابعة", "ar", 4),
        ("الحادي والعشرين", "ar", 21),
        ("premières", "fr", 1),
        ("vierten", "de", 4),
        ("4.", "de", 4),
        ("primera", "es", 1),
        ("dördüncü", "tr", 4),
        ("چهارمین", "fa", 4),
        ("הרביעית", "he", 4),
        ("four", "en", None),
        ("4", "en", None),
        ("4zz", "en", None),
    ],
)
def test_ordinals(words, language, rank):
    assert read_ordinal(words, language) == rank


def test_unknown_language_is_empty():
    assert not number_words("xx")
    assert not ordinal_words("xx")
