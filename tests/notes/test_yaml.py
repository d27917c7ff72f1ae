"""YAML as text with places: what is written reads back, and nothing unfolds."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.exporters.yaml_text import yaml_lines
from claimtrack.importers.marked_yaml import (
    SIZE_LIMIT,
    Mapping,
    RefusedYamlError,
    Scalar,
    Sequence,
    read_yaml,
)

texts = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=40)
awkward = st.sampled_from(
    ["", "no", "- x", "a: b", "a #b", "# a", "'", '"', "two\nlines", "two\n\n lines", " lead", "trail ", "---", "~", "{}",
     "&a", "*a", "!t", "| x", "%", "@", "`", "\ttab", "a\r\nb", "line\n", "\u202eabc", "\u0627\u0644", "?", "- ", ":", "a:"]
)  # fmt: skip
contents = st.recursive(
    texts | awkward, lambda inner: st.lists(texts | awkward) | st.dictionaries(texts, inner), max_leaves=8
)


def plain(node):
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key.name: plain(part) for key, part in node.pairs.items()}


def emptied(content):
    """Return what a form says: what is empty is nothing."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return [emptied(item) for item in content] or ""
    return {key: emptied(item) for key, item in content.items()} or ""


@given(st.dictionaries(texts | awkward, contents, min_size=1))
def test_what_is_written_reads_back(content):
    (root,) = read_yaml("\n".join(yaml_lines(content)).encode(), "form.yaml")
    assert plain(root) == emptied(content)


def test_nothing_is_typed():
    (root,) = read_yaml(b"a: [no, 010, 2016-07-08, 1.50, null, ~, 0:43, 1_000]", "n.yaml")
    assert plain(root) == {"a": ["no", "010", "2016-07-08", "1.50", "null", "~", "0:43", "1_000"]}


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: b: c", "1:5", "between quotes"),
        ("a: 1\nb: &x 1", "2:4", "write it out"),
        ("a: *x", "1:4", "write it out"),
        ("a: !!python/object:os.system x", "1:4", "tag"),
        ("a: 1\nb: 2\na: 3", "3:1", "twice"),
        ("a:\n\t- b", "2:1", "spaces"),
        ("a: 'x", "1:6", "quote"),
        ("- a\nb: c", "2:1", "indent"),
        ("{a: 1}: 2", "1:1", "name"),
        ("? [a]\n: b", "1:3", "name"),
        ("[" * 100_000, "1:13", "deep"),
        ("{a: " * 100_000, "1:46", "deep"),
        ("a: x\x1bb", "1:5", "U+001B"),
    ],
)
def test_what_is_not_taken_is_refused_where_it_stands(text, place, words):
    with pytest.raises(RefusedYamlError) as refused:
        read_yaml(text.encode(), "n.yaml")
    assert str(refused.value.finding).startswith(f"n.yaml:{place}: ")
    assert words in str(refused.value.finding)


def test_a_bomb_of_aliases_does_not_go_off():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20)
    )
    with pytest.raises(RefusedYamlError):
        read_yaml(bomb.encode(), "n.yaml")


def test_ten_megabytes_are_refused_at_once():
    started = time.monotonic()
    with pytest.raises(RefusedYamlError, match="MiB"):
        read_yaml(b"a: b\n" * 2_000_000, "n.yaml")
    assert time.monotonic() - started < 1
    assert SIZE_LIMIT < 10_000_000


def test_what_is_not_utf8_is_said_with_its_line():
    with pytest.raises(RefusedYamlError) as refused:
        read_yaml("a: b\nc: é".encode("latin-1"), "n.yaml")
    assert str(refused.value.finding).startswith("n.yaml:2: ")
    (root,) = read_yaml("\ufeffa: b".encode(), "n.yaml")
    assert plain(root) == {"a": "b"}


def test_nothing():
    assert read_yaml(b"", "n.yaml") == []
    assert read_yaml(b"# only a remark\n---\n", "n.yaml") == []
