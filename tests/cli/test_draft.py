"""`claimtrack draft` and `claimtrack review`, as a person at a terminal meets them."""

import json
from email.message import EmailMessage
from io import BytesIO

import pytest

from claimtrack import Casefile

TEXT = (
    "Amaq claimed on Tuesday that three soldiers were killed near Palmyra.\n"
    "[Update: A spokesman for the ministry has denied Amaq's claim.]\n"
)


@pytest.fixture
def article(folder):
    (folder / "article.txt").write_text(TEXT, encoding="utf-8")
    return "article.txt"


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_notes_go_through_the_editor_into_the_case_file(run, article, folder):
    notes = run("draft", article, "--published", "2016-07-20", "--publisher", "The outlet").stdout
    (folder / "notes.yaml").write_text(notes, encoding="utf-8")
    run("init")
    run("import", "notes.yaml")
    with Casefile.open(folder / "claims.db") as case:
        claim, denial = sorted(case.dossier("article-txt").assertions, key=lambda one: one.stance)
        assert (claim.quote, claim.said.edtf) == ("three soldiers were killed near Palmyra", "2016-07-19")
        assert denial.stance == "denies"
        assert [link.kind for link in case.dossier("article-txt").links] == ["denies"]


def test_json_lines_hold_the_text_and_the_offsets_of_the_words(run, article):
    page, claim, denial = lines(run("draft", article, "--format", "jsonl", "--published", "20 July 2016"))
    assert page["published"] == "2016-07-20"
    assert [page["text"][slice(*span)] for span in claim["content_spans"]] == [claim["quote"]]
    assert denial["responds"] == [{"to": 0, "kind": "denies", "on": []}]
    assert len(page["sha256"]) == 64


def test_json_is_one_list(run, article):
    (document,) = json.loads(run("draft", article, "--format", "json").stdout)
    assert [one["claimant"] for one in document["drafts"]] == ["Amaq", "Ministry"]
    assert len(document["events"]) == 1


def test_a_table_for_the_eye(run, article):
    printed = run("draft", article, "--format", "table").stdout
    assert "Amaq" in printed
    assert "denies Amaq" in printed
    assert "none is in the case file" in printed


def test_standard_input_and_nothing_to_draft(run):
    result = run("draft", "-", input="The museum opens on Monday.")
    assert result.stdout == ""
    assert "nothing in it asserts anything" in result.stderr


def test_a_folder_is_read_file_by_file_and_what_cannot_be_read_is_told(run, folder):
    (folder / "in").mkdir()
    (folder / "in" / "b.txt").write_text("The army said two men were killed.")
    (folder / "in" / "a.md").write_text("# A title\n\nThe **army** said [two men](x) were\nkilled.")
    (folder / "in" / "broken.pdf").write_bytes(b"no PDF")
    (folder / "in" / "picture.png").write_bytes(b"\x89PNG")
    result = run("draft", "in", "--format", "jsonl")
    pages = [one for one in lines(result) if "text" in one]
    assert [(one["page"], one["title"]) for one in pages] == [("in/a.md", "A title"), ("in/b.txt", "")]
    assert [one["quote"] for one in lines(result) if "quote" in one] == ["two men were killed"] * 2
    assert "broken.pdf" in result.stderr


def test_one_file_that_cannot_be_read_is_an_error(run, folder):
    (folder / "broken.pdf").write_bytes(b"no PDF")
    assert "is no PDF" in run("draft", "broken.pdf", code=15).stderr
    assert "cannot be read" in run("draft", "nowhere.txt", code=15).stderr
    (folder / "broken.docx").write_bytes(b"no DOCX")
    assert "is no DOCX" in run("draft", "broken.docx", code=15).stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(("--lang", "xx"), "none of: en"), (("--event", "a", "--new-events"), "--event names one")],
)
def test_what_makes_no_sense_is_refused(run, article, arguments, message):
    assert message in run("draft", article, *arguments, code=2).stderr


def test_a_date_that_is_none_is_refused(run, article):
    assert "is no date" in run("draft", article, "--published", "soonish", code=16).stderr


def test_html_keeps_words_of_time_and_leaves_struck_ones(run, folder):
    pytest.importorskip("trafilatura")
    (folder / "page.html").write_text(
        "<html><head><title>Blast in Kesh</title><meta property='og:site_name' content='Harbour Post'>"
        "<meta property='article:published_time' content='2016-07-20T10:00:00Z'></head><body><article><h1>Blast in Kesh</h1>"
        "<p>The police said on <time>Tuesday</time> that <del>ten</del> <ins>12</ins> people<sup>3</sup> were killed in a blast at the"
        " market of Kesh, the largest of the province.</p><p>The governor denied that a bomb had exploded, and said that a gas"
        " cylinder had caught fire in a kitchen nearby.</p></article></body></html>",
        encoding="utf-8",
    )
    page, first, *_ = lines(run("draft", "page.html", "--format", "jsonl"))
    assert (page["title"], page["publisher"], page["published"]) == (
        "Blast in Kesh",
        "Harbour Post",
        "2016-07-20",
    )
    assert (first["said"], first["values"]["killed"]["low"]) == ("2016-07-19", 12)


def test_docx_pdf_and_mail(run, folder):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.core_properties.title = "A paper"
    document.add_paragraph("The army said two men were killed.")
    stream = BytesIO()
    document.save(stream)
    (folder / "paper.docx").write_bytes(stream.getvalue())
    message = EmailMessage()
    message["From"], message["Subject"] = "Press office <press@example.org>", "Statement"
    message["Date"] = "Wed, 20 Jul 2016 10:00:00 +0300"
    message.set_content("The army said on Tuesday that two men were killed.")
    (folder / "mail.eml").write_bytes(message.as_bytes())
    (paper, one), (mail, two) = (
        lines(run("draft", name, "--format", "jsonl")) for name in ("paper.docx", "mail.eml")
    )
    assert (paper["title"], one["claimant"]) == ("A paper", "Army")
    assert (mail["title"], mail["publisher"], mail["published"]) == (
        "Statement",
        "Press office",
        "2016-07-20",
    )
    assert two["said"] == "2016-07-19"


def test_pdf_lines_are_joined(run, folder):
    pytest.importorskip("pypdfium2")
    lines_of_page = (
        "The army said that two men were killed near the",
        "market. The governor denied that a bomb had exploded.",
    )
    content = "BT /F1 12 Tf 50 700 Td 16 TL " + " T* ".join(f"({line}) Tj" for line in lines_of_page) + " ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj{item}endobj\n"
    table = f"xref\n0 6\n0000000000 65535 f \n{''.join(f'{place:010} 00000 n {chr(10)}' for place in places)}"
    (folder / "page.pdf").write_bytes(
        f"{body}{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF".encode()
    )
    page, first, _ = lines(run("draft", "page.pdf", "--format", "jsonl"))
    assert "near the market." in page["text"]
    assert first["quote"] == "two men were killed near the market"


# ---- review ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def sheet(run, article, folder):
    run("init")
    printed = run(
        "draft", article, "--format", "jsonl", "--published", "2016-07-20", "--publisher", "The outlet"
    ).stdout
    (folder / "drafts.jsonl").write_text(printed, encoding="utf-8")
    return "drafts.jsonl"


def assertions(folder):
    with Casefile.open(folder / "claims.db") as case:
        return [
            (one.quote, one.stance)
            for event in case.records(__import__("claimtrack.model").model.Event)
            for one in case.dossier(event).assertions
        ]


def test_accepted_ones_go_in_with_their_document_and_links(run, sheet, folder):
    result = run("review", sheet, input="a\na\n")
    assert "2 accepted, 0 rejected, 0 skipped" in result.stderr
    with Casefile.open(folder / "claims.db") as case:
        dossier = case.dossier("article-txt")
        assert sorted(one.stance for one in dossier.assertions) == ["affirms", "denies"]
        assert [link.kind for link in dossier.links] == ["denies"]
        assert {one.document for one in dossier.assertions} == {"article-txt"}
        assert case.document("article-txt").sha256
    assert list((folder / "claims.db.evidence").rglob("*"))


def test_what_was_decided_is_kept_and_a_rejected_one_is_not_proposed_again(run, sheet, folder):
    run("review", sheet, input="r\nq\n")
    again = run("review", sheet, input="s\n")
    assert "1 of 1" in again.stdout
    assert "three soldiers" not in again.stdout.split("1 of 1")[1].split("claimant")[1]
    assert "0 accepted, 0 rejected, 1 skipped" in again.stderr
    assert assertions(folder) == []


def test_a_rejected_one_is_left_out_by_draft_itself_whatever_claimant_was_chosen_for_it(
    run, article, sheet, folder
):
    run("review", sheet, input="c\nSomebody else\nr\nq\n")
    result = run("draft", article, "--format", "jsonl")
    assert len(lines(result)) == 2
    assert "left out, being rejected in review: 1" in result.stderr
    assert "0 rejected" in run("review", sheet, input="q\n").stdout + run("review", sheet, input="q\n").stderr


def test_a_short_saying_is_rejected_in_its_own_text_only(run, folder):
    one, other = folder / "one.txt", folder / "other.txt"
    one.write_text("Shells hit the bus station, the mayor said. The army denied it.")
    other.write_text("A bomb hit the railway station, the mayor said. The army denied it.")
    run("init")
    (folder / "one.jsonl").write_text(run("draft", one, "--format", "jsonl").stdout)
    run("review", "one.jsonl", input="s\nr\n")
    assert len(lines(run("draft", one, "--format", "jsonl"))) == 2
    assert len(lines(run("draft", other, "--format", "jsonl"))) == 3


def test_the_end_of_the_input_stops_and_loses_nothing(run, sheet, folder):
    run("review", sheet, input="a\n")
    assert [stance for _, stance in assertions(folder)] == ["affirms"]
    assert "1 of 1" in run("review", sheet, input="").stdout


def test_claimant_and_event_are_chosen_by_number_or_name(run, sheet, folder):
    run("claimant", "add", "Islamic State")
    run("event", "add", "Attack near Palmyra", "--key", "attack")
    run("review", sheet, input="c\n1\nv\n1\na\nq\n")
    with Casefile.open(folder / "claims.db") as case:
        (one,) = case.dossier("attack").assertions
        assert case.claimant(one.claimant).name == "Islamic State"


def test_split_and_merge(run, sheet, folder):
    result = run("review", sheet, input="p\nnowhere\np\nnear Palmyra\ns\nm\na\nq\n")
    assert "do not stand inside" in result.stdout
    assert "1 of 3" in result.stdout
    assert [quote for quote, _ in assertions(folder)] == ["three soldiers were killed … near Palmyra"]


def test_a_denial_is_not_merged_into_what_was_affirmed(run, folder):
    text = "Pelagos said one sailor was hurt and denied that the ship had any link to the navy.\n"
    (folder / "ship.txt").write_text(text, encoding="utf-8")
    run("init")
    drafts = run("draft", "ship.txt", "--published", "2023-06-14", "--format", "jsonl").stdout
    (folder / "ship.jsonl").write_text(drafts, encoding="utf-8")
    result = run("review", "ship.jsonl", input="s\nm\na\nq\n")
    assert "not merged: their stance differs, affirms and denies" in result.stdout
    assert [stance for _, stance in assertions(folder)] == ["denies"]


def test_an_edited_draft_is_taken_as_edited(run, sheet, folder, monkeypatch):
    script = "import sys,pathlib; p=pathlib.Path(sys.argv[1]); p.write_text(p.read_text().replace('by: Amaq','by: Furat'))"
    monkeypatch.setenv(
        "EDITOR",
        f"{__import__('shlex').quote(__import__('sys').executable)} -c {__import__('shlex').quote(script)}",
    )
    run("review", sheet, input="e\nq\n")
    with Casefile.open(folder / "claims.db") as case:
        (one,) = case.dossier("article-txt").assertions
        assert case.claimant(one.claimant).name == "Furat"


def test_text_from_outside_stays_text(run, folder):
    hostile = "The army said [bold]two[/i] men :bomb: were killed \u202eevil\u202c \x1b[31mred."
    (folder / "bad.txt").write_text(hostile, encoding="utf-8")
    run("init")
    (folder / "d.jsonl").write_text(run("draft", "bad.txt", "--format", "jsonl").stdout, encoding="utf-8")
    printed = run("review", "d.jsonl", input="q\n").stdout
    assert "[bold]two[/i]" in printed.replace("\n", "")
    assert ":bomb:" in printed
    assert "\x1b" not in printed
    assert "\u202e" not in printed


def test_an_accepted_one_that_was_undone_is_proposed_again(run, sheet, folder):
    run("review", sheet, input="a\na\n")
    run("undo")
    again = run("review", sheet, input="a\n")
    assert "1 of 1" in again.stdout
    assert "accepted, and void since" in again.stdout
    assert "1 accepted, 0 rejected, 0 skipped" in again.stderr
    assert sorted(stance for _, stance in assertions(folder)) == ["affirms", "denies"]
    assert "0 accepted, 0 rejected, 0 skipped" in run("review", sheet, input="a\n").stderr


def test_a_joined_one_that_was_made_void_is_proposed_again_in_its_parts(run, sheet, folder):
    run("review", sheet, input="p\nnear Palmyra\ns\nm\na\nq\n")
    with Casefile.open(folder / "claims.db") as case:
        (one,) = case.dossier("article-txt").assertions
    run("void", one.id, "--because", "entered twice")
    assert "1 of 2" in run("review", sheet, input="q\n").stdout


def test_what_was_accepted_before_ids_were_kept_is_known_by_its_label(run, sheet, folder):
    run("review", sheet, input="a\na\n")
    kept = folder / "claims.db.reviewed"
    lines_of = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    without = [{name: value for name, value in one.items() if name != "assertion"} for one in lines_of]
    kept.write_text("".join(f"{json.dumps(one)}\n" for one in without), encoding="utf-8")
    assert "0 accepted" in run("review", sheet, input="a\n").stderr
    run("undo")
    assert "1 of 1" in run("review", sheet, input="q\n").stdout


def test_what_is_no_sheet_is_refused(run, folder):
    run("init")
    (folder / "x.jsonl").write_text("{}\n")
    assert "line 1: no draft" in run("review", "x.jsonl", code=15).stderr
    assert "cannot be read" in run("review", "nowhere.jsonl", code=15).stderr


def test_gaps_tell_of_a_quotation_that_its_kept_copy_does_not_hold(run, sheet, folder):
    run("review", sheet, input="a\na\n")
    assert "quote not found" not in run("gaps").stdout
    run(
        "record",
        "article-txt",
        "--by",
        "Amaq",
        "--quote",
        "four soldiers were killed",
        "--doc",
        "article-txt",
        "--create",
    )
    printed = run("gaps").stdout
    assert "quote not found" in printed.lower()
    assert printed.count("does not say it") == 1


def test_another_encoding_is_told(run, folder):
    (folder / "cp1251.txt").write_bytes(
        "Министерство сообщило, что при обстреле рынка погибли трое военных и двое ранены.".encode("cp1251")
    )
    _, first = lines(run("draft", "cp1251.txt", "--format", "jsonl"))
    assert (first["claimant"], first["values"]["killed"]["low"]) == ("Министерство", 3)
