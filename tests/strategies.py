"""Hypothesis strategies: whole case files, as the plain objects that an import takes."""

from hypothesis import strategies as st

# Any text a file can hold: no surrogates, no NUL; control characters, bidi marks and markup are welcome.
texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=30)
words = texts.filter(bool)
keys = st.text(st.characters(categories=("L", "N"), exclude_characters="/"), min_size=1, max_size=8)
raw_counts = st.sampled_from(
    [
        "3",
        "at least 3",
        "2-5",
        "3 | 5",
        "nearly 100",
        "12 people, including three children",
        "3 dead, 5 wounded",
        "dozens",
        "none",
        "unknown",
        "many people",
        "1,234",
        "٣",
        "",
    ]
)
raw_dates = st.sampled_from(
    [
        "8 July 2016",
        "Mar. 29",
        "2016",
        "in recent days",
        "N/A",
        "2016-03-29/2016-04-02",
        "03/04/2016",
        "March 2016",
        "March 2016 | 5 July 2016",
    ]
)
dates = st.one_of(
    raw_dates,
    st.builds(
        lambda raw, basis: {"raw": raw, "edtf": "2016-03-29", "inferred": ["year"], "basis": basis},
        texts,
        words,
    ),
)


def related(anchors):
    """Dates that count from one of some records; without any, plain ones."""
    if not anchors:
        return dates
    raw = st.sampled_from(["the same day", "two days later", "the day before", "March 3", "not a date"])
    relations = st.builds(
        lambda raw, anchor: {"raw": raw, "relative_to": anchor}, raw, st.sampled_from(anchors)
    )
    return st.one_of(dates, relations)


def _one_of(names):
    return st.sampled_from(sorted(names))


@st.composite
def claimants(draw, names):
    """Claimants whose hierarchy is a tree: each is part of an earlier one, or of none."""
    made = []
    for index, name in enumerate(names):
        content = {"record": "claimant", "key": name, "name": draw(words)}
        if index and draw(st.booleans()):
            content["part_of"] = draw(st.sampled_from(names[:index]))
        content["aliases"] = draw(st.lists(words, max_size=3, unique=True))
        content["kind"] = draw(st.sampled_from(["ministry", "armed group", "outlet", "other"]))
        content["date_order"] = draw(st.sampled_from(["", "DMY", "MDY"]))
        made.append(content)
    return made


@st.composite
def documents(draw, names, claimant_names):
    """Documents, each derived from an earlier one or from none."""
    made = []
    for index, name in enumerate(names):
        content = {"record": "document", "key": name, "title": draw(texts), "url": draw(texts)}
        if index and draw(st.booleans()):
            content["derived_from"] = draw(st.sampled_from(names[:index]))
        content["publisher"] = draw(st.sampled_from(["", *claimant_names]))
        content["published"] = draw(st.one_of(st.none(), dates))
        made.append(content)
    return made


@st.composite
def assertions(draw, label, events, claimant_names, document_names):
    """An assertion with values: read, negative, unknown and unreadable ones."""
    anchors = [f"event:{key}" for key in events] + [f"document:{key}" for key in document_names]
    content = {
        "record": "assertion",
        "label": label,
        "event": draw(_one_of(events)),
        "claimant": draw(_one_of(claimant_names)),
        "stance": draw(st.sampled_from(["affirms", "denies", "queries", "comments"])),
        "hedge": draw(st.sampled_from(["stated", "alleged", "increasingly likely"])),
        # The label in the text keeps two drawn assertions from being one record.
        "text": f"{label} {draw(texts)}",
        "quote": draw(texts),
        "said": draw(st.one_of(st.none(), related(anchors))),
        "document": draw(st.sampled_from(["", *document_names])),
        "locator": draw(texts),
    }
    values = [{"field": "killed", "raw": draw(raw_counts)}] if draw(st.booleans()) else []
    values += (
        [
            {
                "field": "weapon",
                "raw": draw(texts),
                "negative": draw(st.booleans()),
                "hedge": draw(st.sampled_from(["", "alleged", "unclear"])),
            }
        ]
        if draw(st.booleans())
        else []
    )
    values += [{"field": "occurred", "raw": draw(raw_dates)}] if draw(st.booleans()) else []
    if draw(st.booleans()):
        values += [{"field": "occurred", "raw": "the day before", "relative_to": draw(_one_of(anchors))}]
    values += [{"field": "place", "raw": draw(texts)}] if draw(st.booleans()) else []
    values += [{"field": "happened", "raw": draw(st.sampled_from(["yes", "no", "unknown", "perhaps"]))}]
    content["values"] = values
    return content


@st.composite
def case_files(draw):
    """Draw a whole case file, as drafts in any order."""
    claimant_names = draw(st.lists(keys, min_size=1, max_size=4, unique=True))
    document_names = draw(st.lists(keys, max_size=3, unique=True))
    events = draw(st.lists(keys, min_size=1, max_size=3, unique=True))
    labels = [f"a{number}" for number in range(draw(st.integers(1, 5)))]
    made = [
        *draw(claimants(claimant_names)),
        *draw(documents(document_names, claimant_names)),
        *({"record": "event", "key": key, "title": draw(words),
           "occurred": draw(st.one_of(st.none(), related([f"event:{name}" for name in events[:index]]))),
           "tags": draw(st.lists(words, max_size=2, unique=True)), "place": draw(texts)} for index, key in enumerate(events)),
        *(draw(assertions(label, events, claimant_names, document_names)) for label in labels),
    ]  # fmt: skip
    for source, target in zip(labels[1:], labels, strict=False):
        kind = draw(st.sampled_from(["denies", "disputes", "confirms", "repeats", "cites"]))
        fields = draw(st.lists(st.sampled_from(["killed", "weapon"]), unique=True))
        made.append({"record": "link", "kind": kind, "source": source, "target": target, "fields": fields})
    if draw(st.booleans()):
        bearings = [{"assertion": label, "role": "supports"} for label in labels]
        made.append(
            {"record": "evidence", "key": "e", "title": draw(words), "bears_on": bearings, "captured": "2016"}
        )
        made.append(
            {"record": "assessment", "event": events[0], "grade": "contested", "rationale": draw(texts)}
        )
    return draw(st.permutations(made))
