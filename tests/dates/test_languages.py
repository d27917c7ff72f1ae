"""Each language file brings its own examples and counter-examples."""

from __future__ import annotations

import pytest

from claimtrack.dates import read_date
from claimtrack.dates.lexicon import LANGUAGES, language_file


def _cases(section):
    return [
        pytest.param(language, case, id=f"{language}: {case['text']}")
        for language in LANGUAGES
        for case in language_file(language).get(section, ())
    ]


@pytest.mark.parametrize(("language", "case"), _cases("examples"))
def test_example(language, case):
    value = read_date(case["text"], reference=case.get("reference"), languages=[language])
    assert (value.edtf, value.reason) == (case["edtf"], "")


@pytest.mark.parametrize(("language", "case"), _cases("counter_examples"))
def test_counter_example(language, case):
    value = read_date(case["text"], reference="2016-04-02", languages=[language])
    assert not value
    assert value.reason


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_examples_and_counter_examples(language):
    assert len(language_file(language)["examples"]) >= 3
    assert language_file(language)["counter_examples"]


@pytest.mark.parametrize(("language", "case"), _cases("examples"))
def test_examples_are_read_without_naming_the_language(language, case):
    value = read_date(case["text"], reference=case.get("reference"))
    assert value.edtf == case["edtf"]
