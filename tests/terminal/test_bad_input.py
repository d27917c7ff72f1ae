"""Bad input: one line that names the place and the way out, the exit code of its class, nothing half-written."""

import json

import pytest
from typer.main import get_command

from claimtrack.cli.app import app

HEADER = '{"record": "claimtrack", "version": 1}\n'
EVENT = '{"record": "event", "key": "e", "title": "E"}\n'
CLAIMANT = '{"record": "claimant", "key": "c", "name": "C"}\n'
ASSERTION = '{"record": "assertion", "label": "one", "event": "e", "claimant": "c", "text": "yes"}\n'
OTHER = '{"record": "assertion", "label": "two", "event": "e", "claimant": "c", "text": "no"}\n'
GOOD = HEADER + EVENT + CLAIMANT + ASSERTION + OTHER


def record(**content):
    return json.dumps(content) + "\n"


REJECTED = {
    "not JSON": (GOOD + "{oops\n", "in.jsonl:6:2: the line is not JSON"),
    "a list": (GOOD + "[1]\n", "in.jsonl:6: the line is no JSON object"),
    "cut off": (GOOD + '{"record": "event", "key": "f', "in.jsonl:6:28: the last line is cut off"),
    "no header": (EVENT, "in.jsonl:1: the first line must be"),
    "empty": ("", "in.jsonl:1: the input is empty"),
    "newer format": ('{"record": "claimtrack", "version": 99}\n', "written by a newer claimtrack"),
    "byte-order mark": ("\ufeff" + GOOD, "in.jsonl:1:1: the file starts with a byte-order mark"),
    "NUL byte": (GOOD + '{"record": "event\x00"}\n', "in.jsonl:6:18: the line holds a NUL byte"),
    "NUL escape": (GOOD + record(record="event", key="f", title="a\x00b"), "in.jsonl:6: title: holds a NUL character"),
    "half a pair": (GOOD + '{"record": "event", "key": "f", "title": "\\ud800"}\n', "half of a surrogate pair"),
    "half a pair in a date": (
        GOOD + '{"record": "event", "key": "f", "title": "T", "occurred": {"raw": "\\ud800"}}\n',
        "in.jsonl:6: occurred: holds half of a surrogate pair",
    ),
    "half a pair in a place": (
        GOOD + '{"record": "event", "key": "f", "title": "T", "place": {"raw": "\\ud800", "name": "\\ud800"}}\n',
        "in.jsonl:6: place: holds half of a surrogate pair",
    ),
    "a number of 5,000 digits": (
        GOOD + '{"record": "event", "key": "f", "title": "T", "place": {"raw": "x", "lat": ' + "9" * 5000 + "}}\n",
        "in.jsonl:6: a number has thousands of digits",
    ),
    "10 MB line": (GOOD + record(record="event", key="f", title="x" * 10_000_000), "in.jsonl:6: the line is longer than 8 MiB"),
    "deep nesting": (GOOD + "[" * 100_000 + "\n", "nested too deeply"),
    "NaN": (GOOD + '{"record": "evidence", "key": "f", "title": "T", "size": NaN}\n', "NaN is no JSON number"),
    "attribute twice": (GOOD + '{"record": "event", "key": "f", "key": "g", "title": "T"}\n', "'key' stands twice"),
    "unknown kind": (GOOD + record(record="evnt", key="f"), "in.jsonl:6: record: 'evnt' is no kind of record"),
    "unknown attribute": (GOOD + record(record="event", key="f", titel="T", title="T"), "did you mean 'title'?"),
    "missing title": (GOOD + record(record="event", key="f"), "in.jsonl:6: title: is missing"),
    "number for text": (GOOD + record(record="event", key="f", title=7), "title: must be a text, not a number"),
    "unknown stance": (
        GOOD + record(record="assertion", event="e", claimant="c", stance="denise"), "stance: unknown stance 'denise' (did you mean 'denies'?"
    ),
    "unknown event": (GOOD + record(record="assertion", event="f", claimant="c"), "event: there is no event 'f'"),
    "unknown field": (GOOD + record(record="assertion", event="e", claimant="c", values={"kiled": "3"}), "there is no field 'kiled'"),
    "same id, other content": (GOOD + record(record="event", key="e", title="Another"), "line 2 has another title for event 'e'"),
    "same label": (
        GOOD + record(record="assertion", label="one", event="e", claimant="c", text="else"), "'one' names another assertion already"
    ),
    "link to itself": (GOOD + record(record="link", kind="repeats", source="one", target="one"), "cannot be linked to itself"),
    "concession without denial": (
        GOOD + record(record="link", kind="concedes", source="one", target="two"), "in.jsonl:6: only a claimant that denied before"
    ),
    "circle of claimants": (
        GOOD + record(record="claimant", key="x", name="X", part_of="y") + record(record="claimant", key="y", name="Y", part_of="x"),
        "part_of: goes in a circle",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REJECTED)
def test_rejected_imports(run, folder, name):
    content, message = REJECTED[name]
    (folder / "in.jsonl").write_bytes(content.encode("utf-8", "surrogatepass"))
    result = run("import", "in.jsonl")
    assert result.exit_code == 9, result.stderr
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""
    assert not (folder / "claims.db").exists()


def test_not_utf8(run, folder):
    (folder / "in.jsonl").write_bytes(GOOD.encode() + "Алеппо\n".encode("cp1251"))
    result = run("import", "in.jsonl")
    assert (result.exit_code, "in.jsonl:6:1: the line is not UTF-8" in result.stderr) == (9, True)


def test_every_problem_is_named_in_one_run(run, folder):
    (folder / "in.jsonl").write_text(
        GOOD + "{oops\n" + record(record="event", key="f") + record(record="evnt")
    )
    result = run("import", "in.jsonl")
    assert [line.partition(": ")[0] for line in result.stderr.splitlines()] == [
        "in.jsonl:6:2", "in.jsonl:7", "in.jsonl:8", "claimtrack",
    ]  # fmt: skip


def test_a_rejected_import_leaves_the_file_as_it_was(run, folder):
    (folder / "good.jsonl").write_text(GOOD)
    (folder / "bad.jsonl").write_text(HEADER + record(record="event", key="f", title="F") + "{oops\n")
    assert run("import", "good.jsonl").exit_code == 0
    before = run("export").stdout
    assert run("import", "bad.jsonl").exit_code == 9
    assert run("export").stdout == before


def test_one_bad_file_of_two_takes_neither(run, folder):
    (folder / "good.jsonl").write_text(GOOD)
    (folder / "bad.jsonl").write_text(HEADER + "{oops\n")
    assert run("import", "good.jsonl", "bad.jsonl").exit_code == 9
    assert not (folder / "claims.db").exists()


@pytest.mark.parametrize(("arguments", "code", "message"), [
    (["compare", "no-such-event"], 3, "there is no event 'no-such-event'"),
    (["compare", "plmyra-helicopter"], 3, "did you mean palmyra-helicopter"),
    (["compare", "strike"], 4, "could be any of"),
    (["show", "zzzz-nothing"], 3, "nothing here answers to 'zzzz-nothing'"),
    (["compare"], 2, "Missing argument"),
    (["list", "wombats"], 2, "wombats"),
    (["compare", "airliner", "--format", "pdf"], 2, "pdf"),
    (["import", "none.jsonl"], 15, "none.jsonl cannot be read"),
    (["import", "."], 15, ". is a folder"),
    (["--file", ".", "list"], 11, "is a folder"),
    (["--file", "none.db", "list"], 10, "claimtrack init"),
    (["export", "-o", "missing/out.jsonl"], 15, "cannot be written"),
])  # fmt: skip
def test_exit_codes(run, casebook_case, arguments, code, message):
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_no_case_file_anywhere(run):
    result = run("list")
    assert (result.exit_code, "claimtrack init" in result.stderr) == (10, True)


def test_standard_input(run, folder):
    assert run("import", "-", input=GOOD).exit_code == 0
    assert "nothing new" in run("import", "-", input=GOOD).stderr
    result = run("import", "-", input="{oops")
    assert (result.exit_code, "-:1:2" in result.stderr) == (9, True)


def test_brackets_print_as_they_are(run, casebook_case):
    for form in ("table", "json", "html"):
        assert "[Update: the ministry denied it]" in run("compare", "roadside-bomb", "--format", form).stdout


def test_what_is_too_long_for_a_message_is_cut_out_of_it(run, folder):
    run("init")
    done = run("date", "x" * 100_000)
    assert done.exit_code == 16
    assert len(done.stderr) < 3000
    assert done.stderr.startswith("claimtrack: 'xxx")
    assert done.stderr.endswith("too long for a date\n")


def _number_options(command, path=()):
    """List the options of a command and of those below it that take a whole number, each with where it stands."""
    for name in (
        command.list_commands(command.context_class(command)) if hasattr(command, "list_commands") else ()
    ):
        yield from _number_options(command.get_command(command.context_class(command), name), (*path, name))
    for option in command.params:
        if option.type.name in {"integer", "int", "int range"}:
            yield (*path, option.opts[0]), option


def test_every_number_is_bounded_where_sqlite_and_slices_are():
    found = dict(_number_options(get_command(app)))
    assert {("list", "--limit"), ("log", "--limit"), ("gaps", "--limit"), ("matrix", "--most")} <= set(found)
    assert {(option.type.min, option.type.max) for option in found.values()} == {(0, 1_000_000_000)}


@pytest.mark.parametrize("number", ["99999999999999999999", "-1"])
@pytest.mark.parametrize("command", [("list",), ("list", "--contested"), ("log",), ("search", "x")])
def test_a_limit_that_cannot_be_is_a_wrong_use(run, folder, command, number):
    run("init")
    done = run(*command, "--limit", number)
    assert (done.exit_code, "--limit" in done.stderr, "Traceback" in done.output) == (2, True, False)


def test_a_language_that_has_no_file_or_no_form_is_named(run, folder):
    done = run("date", "12 March 2024", "--lang", "xx")
    assert (done.exit_code, "unknown language 'xx' (dates are read in: en, ar," in done.stderr) == (5, True)
    run("init")
    run("event", "add", "E", "--key", "e")
    for tag, said in (
        ("qq-zz-bad", True),
        ("Arabic", True),
        ("sw-KE", False),
        ("zh-Hans-CN", False),
        ("x-own", False),
    ):
        done = run("record", "e", "--by", "P", f"In {tag}", "--lang", tag, "--create")
        assert (done.exit_code, f"note: language: {tag!r} is no language tag" in done.stderr) == (0, said)


def test_an_empty_reference_says_what_to_give(run, folder):
    run("init")
    hint = "(give a key, an id, a label or a part of the name)"
    assert f"the reference is empty {hint}" in run("show", "").stderr
    assert f"the reference to an event is empty {hint}" in run("compare", " ").stderr
    assert f"the reference to an event is empty {hint}" in run("record", "", "--by", "P", "x").stderr
