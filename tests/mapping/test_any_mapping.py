"""Whatever stands in a mapping, it is either understood or refused with a place and a reason: never a traceback."""

import copy
import tomllib
from contextlib import suppress
from importlib.resources import files

import pytest

from claimtrack.errors import ClaimtrackError
from claimtrack.importers.mapping.cells import Columns
from claimtrack.importers.mapping.language import make_mapping
from claimtrack.importers.mapping.plan import Compiler
from claimtrack.importers.mapping.presets import load_preset, preset_names

JUNK = (
    5,
    -1.5,
    True,
    "",
    "{",
    "{}",
    "{x|}",
    "[",
    "plain",
    [],
    ["x"],
    [5],
    [{}],
    {},
    {"x": 1},
    {"text": "{x}"},
    {"text": 5, "map": 5},
)


def paths(content, above=()):
    """Yield the place of everything in a mapping."""
    items = (
        content.items()
        if isinstance(content, dict)
        else enumerate(content)
        if isinstance(content, list)
        else ()
    )
    for key, item in items:
        yield (*above, key)
        yield from paths(item, (*above, key))


def changed(content, path, junk):
    made = copy.deepcopy(content)
    place = made
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = junk
    return made


def columns_of(content):
    names = set()
    for path in paths(content):
        place = content
        for key in path:
            place = place[key]
        if isinstance(place, str):
            names.update(
                part for piece in place.split("{")[1:] for part in piece.partition("}")[0].split("|") if part
            )
    return tuple(sorted(names | {"x"}))


def page_example():
    page = (files("claimtrack") / "docs" / "mappings.md").read_text(encoding="utf-8")
    return tomllib.loads(page.partition("```toml\n")[2].partition("```")[0])


CONTENTS = {"page": page_example(), **{name: dict(load_preset(name).content) for name in preset_names()}}


def bind(content, path, junk, names):
    """Bind a mapping in which junk stands in one place."""
    kinds = {
        "killed": "count",
        "occurred": "date",
        "place": "place",
        "perpetrator": "party",
        "happened": "yes_no",
    }
    with suppress(ClaimtrackError):
        mapping = make_mapping(changed(content, path, junk))
        Compiler(mapping, Columns(names), lambda key: kinds.get(key, "text")).plan()


@pytest.mark.parametrize("name", CONTENTS)
def test_junk_anywhere_is_refused_or_understood(name):
    content = CONTENTS[name]
    known = columns_of(content)
    for path in paths(content):
        for junk in JUNK:
            bind(content, path, junk, known)
            bind(content, path, junk, ())


def test_a_column_may_be_made_of_one_of_its_own_name_and_never_of_itself_for_ever():
    own = {"x": {"text": "{x}", "map": {"a": "b"}}, "p": "{q}", "q": "{p}"}
    content = {"event": {"title": "{x}"}, "columns": own, "claim": {"c": {"claimant": "{p}"}}}
    plan = Compiler(make_mapping(content), Columns(("x", "p")), lambda _key: None).plan()
    assert plan.event.title(["a", "who"]) == "b"
    assert plan.claims[0].claimant.name(["a", "who"]) == "who"
