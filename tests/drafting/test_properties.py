"""What holds for every text: drafting never raises, and its offsets give back words of the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack import draft_text, find_attributions
from claimtrack.drafting.lexicon import LANGUAGES

# Words that make rules meet: cues, quotation marks of every style, brackets, names, dates, pictures, overrides.
_WORDS = [
    "said",
    '"Two',
    "died,",
    '"',
    "according",
    "to",
    "the",
    "ministry",
    ",",
    ".",
    "?",
    "!",
    ":",
    ";",
    "—",
    "(",
    ")",
    "[",
    "]",
    "“",
    "”",
    "«",
    "»",
    "„",
    "‘",
    "’",
    "'",
    "''",
    "denied",
    "that",
    "who",
    "Ann",
    "Lee",
    "killed",
    "three",
    "reportedly",
    "on",
    "Monday",
    "8",
    "July",
    "2016",
    "😂",
    "\u202e",
    "\u200f",
    "<b>",
    "[/i]",
    "сообщил",
    ",",
    "что",
    "погибли",
    "По",
    "словам",
    "قال",
    "الجيش",
    "إن",
    "selon",
    "la",
    "police",
    "laut",
    "Polizei",
    "según",
    "asked",
    "told",
    "reporters",
    "claimed",
    "responsibility",
    "for",
    "and",
    "but",
    "while",
    "its",
    "he",
    "they",
    "\n",
]
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join))


@pytest.mark.parametrize("text", ["0::-", "0::.", "Ministry::-", "Update: —", "@,0"])
def test_marks_alone_are_nothing_said(text):
    assert find_attributions(text, language="en", nested=True) == []
    assert [draft.responds for draft in draft_text(text, language="en")] in ([], [[]])


@given(text=texts, language=st.sampled_from(LANGUAGES))
@settings(max_examples=300, deadline=None)
def test_offsets_give_back_the_text_and_nothing_raises(text, language):
    for one in find_attributions(text, language=language, nested=True):
        for start, end in (*one.content, one.cue, *([one.source] if one.source else [])):
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip()
    for draft in draft_text(text, published="2016-07-20", publisher="P", language=language):
        assert draft.content_spans
        for start, end in (*draft.content_spans, *filter(None, (draft.claimant_span, draft.cue_span))):
            assert 0 <= start < end <= len(text)
        for link in draft.responds:
            assert link.to == "e0" or isinstance(link.to, int)


@given(
    words=st.lists(
        st.sampled_from(
            [
                "shells",
                "fell",
                "on",
                "Kesh",
                "and",
                "three",
                "men",
                "were",
                "killed",
                "near",
                "the",
                "old",
                "market",
                ",",
            ]
        ),
        max_size=30,
    )
)
@settings(deadline=None)
def test_without_cue_words_only_the_publisher_speaks(words):
    text = " ".join(words) + "."
    assert all(
        draft.claimant == "P" and draft.cue_span is None
        for draft in draft_text(text, publisher="P", language="en")
    )


@given(text=texts)
@settings(max_examples=50, deadline=None)
def test_the_same_text_gives_the_same_drafts(text):
    assert [one.to_dict() for one in draft_text(text)] == [one.to_dict() for one in draft_text(text)]
