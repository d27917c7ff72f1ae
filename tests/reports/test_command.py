"""`claimtrack report` as a shell runs it."""

import pytest


def test_the_name_of_the_file_says_the_form(run, tmp_path):
    run("report", "bridge", "-o", "bridge.html")
    assert (tmp_path / "bridge.html").read_text().startswith("<!doctype html>")
    run("report", "bridge", "-o", "bridge.md")
    assert (tmp_path / "bridge.md").read_text().startswith("# Bridge destroyed at Al Hasakah\n")
    assert run("report", "bridge", "--format", "text").stdout.startswith("Bridge destroyed at Al Hasakah\n")


def test_a_name_that_says_nothing_known_is_told(run, tmp_path):
    assert "bridge.odt will hold html" in run("report", "bridge", "-o", "bridge.odt").stderr
    assert (tmp_path / "bridge.odt").read_text().startswith("<!doctype html>")


def test_one_way_of_choosing(run):
    assert "name events" in run("report", code=2).output
    assert "one of" in run("report", "bridge", "--all", code=2).output
    run("report", "--tag", "roads", "--contested")


def test_nothing_is_left_where_it_fails(run, tmp_path):
    run("report", "no such event", "-o", "x.html", code=3)
    run("report", "bridge", "-o", "nowhere/x.html", code=15)
    run("report", "bridge", "-o", "y.html", "--style", "missing.css", code=15)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "parts.html").write_text("{% macro section( %}")
    told = run("report", "bridge", "-o", "z.html", "--templates", "templates", code=15).output
    assert "parts.html:1" in told
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".html" or path.name.startswith(".")]


def test_a_newsroom_brings_its_own_look(run, tmp_path):
    (tmp_path / "own.css").write_text("h1 { color: rebeccapurple } /* </style><script>alert(1)</script> */")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        "<h1>{{ page.title }}</h1>{% for style in page.styles %}<style>{{ style }}</style>{% endfor %}"
    )
    page = run("report", "bridge", "--style", "own.css", "--templates", "templates").stdout
    assert page.startswith("<h1>Bridge destroyed at Al Hasakah</h1>")
    assert "rebeccapurple" in page
    assert "</style><script>" not in page


@pytest.mark.parametrize(
    "command",
    [
        ["compare", "bridge"],
        ["timeline", "bridge"],
        ["matrix"],
        ["corroboration", "bridge"],
        ["track-record", "ministry"],
    ],
    ids=lambda command: command[0],
)
def test_answers_as_pages_take_the_same_look(run, tmp_path, command):
    (tmp_path / "own.css").write_text("h1 { color: rebeccapurple }")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "parts.html").write_text(
        "{% macro section(blocks, way) %}<p>{{ blocks | length }} of our own</p>{% endmacro %}"
    )
    page = run(*command, "--format", "html", "--style", "own.css", "--templates", "templates").stdout
    assert "rebeccapurple" in page
    assert "of our own" in page
    assert "it is for pages" in run(*command, "--style", "own.css", code=2).output
    assert "cannot be read" in run(*command, "--format", "html", "--style", "no.css", code=15).output


def test_a_look_is_refused_where_the_report_is_no_page(run):
    assert (
        "it is for pages" in run("report", "bridge", "--format", "text", "--style", "own.css", code=2).output
    )


def test_templates_see_nothing_of_the_program(run, tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("{{ page.__class__.__mro__ }}")
    assert "cannot be used" in run("report", "bridge", "--templates", "templates", code=15).output
