"""Fuzzing, briefly: the corpus, and what Hypothesis makes of it. Long, by one command: see `fuzzing/fuzz.py`."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz_targets import CORPUS, TARGETS

seeds = {name: [path.read_bytes() for path in sorted((CORPUS / name).iterdir())] for name in TARGETS}


def spoiled(samples):
    """Bytes of a sample with some of them changed, left out, said twice or of another sample; or any bytes."""
    pieces = st.tuples(st.sampled_from(samples), st.integers(0, 60), st.integers(0, 60))
    cut = pieces.map(lambda piece: piece[0][piece[1] : piece[1] + piece[2]])
    mixed = st.tuples(st.sampled_from(samples), st.lists(st.one_of(cut, st.binary(max_size=6)), max_size=4))
    return st.one_of(
        st.binary(max_size=80), mixed.map(lambda parts: parts[0][:40] + b"".join(parts[1]) + parts[0][40:])
    )


@pytest.mark.parametrize("name", TARGETS)
def test_the_corpus_raises_nothing_but_our_own(name):
    for data in seeds[name]:
        TARGETS[name](data)


@pytest.mark.parametrize("name", [name for name in TARGETS if name != "merge"])
def test_what_comes_near_the_corpus_raises_nothing_but_our_own(name):
    @given(data=spoiled(seeds[name]))
    @settings(max_examples=60)
    def fuzz(data):
        TARGETS[name](data)

    fuzz()
