"""The committed month and weekday names are what CLDR says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from locked import only_with_locked

_SPEC = importlib.util.spec_from_file_location(
    "generate_names", Path(__file__).with_name("generate_names.py")
)
generate_names = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(generate_names)


@only_with_locked("babel")
@pytest.mark.parametrize("language", sorted(generate_names.LOCALES))
def test_names_are_those_of_cldr(language):
    written = (generate_names.TARGET / f"{language}.json").read_text(encoding="utf-8")
    assert written == generate_names.text(language)
