"""Each language file brings its own examples and counter-examples."""

from __future__ import annotations

import pytest

from claimtrack.dates import read_date
from claimtrack.languages import LANGUAGES, section


def _cases(name):
    return [
        pytest.param(language, case, id=f"{language}: {case['text']}")
        for language in LANGUAGES
        for case in section(language, name)
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


@pytest.mark.parametrize(("language", "case"), _cases("examples"))
def test_examples_are_read_without_naming_the_language(language, case):
    value = read_date(case["text"], reference=case.get("reference"))
    assert value.edtf == case["edtf"]
