"""`draft`: who says what in a text, as drafts that an analyst decides on."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from claimtrack.cli.environment import Environment, environment
from claimtrack.cli.options import command_of
from claimtrack.cli.progress import Progress
from claimtrack.errors import ClaimtrackError, InputFileError
from claimtrack.wording import counted

if TYPE_CHECKING:
    from claimtrack.casefile import Casefile
    from claimtrack.casefile.review import Decisions
    from claimtrack.drafting.draft import Drafts
    from claimtrack.drafting.pages import Page

DraftForm = Literal["notes", "json", "jsonl", "table"]


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("draft")(command_of(draft))


def draft(
    ctx: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Documents, or folders of them; - is standard input."),
    ],
    *,
    published: Annotated[
        str,
        typer.Option(
            "--published", metavar="DATE", help="When it was published, where the file does not say."
        ),
    ] = "",
    publisher: Annotated[
        str,
        typer.Option("--publisher", metavar="NAME", help="Who published it, where the file does not say."),
    ] = "",
    event: Annotated[str, typer.Option("--event", metavar="EVENT", help="The event that it is about.")] = "",
    new_events: Annotated[
        bool, typer.Option("--new-events", help="A new event for each document: so it is without --event.")
    ] = False,
    lang: Annotated[
        str,
        typer.Option(
            "--lang", metavar="LANGUAGE", help="en, ru, uk, ar, de, fr or es; told by the words otherwise."
        ),
    ] = "",
    form: Annotated[DraftForm, typer.Option("--format", help="How to print the drafts.")] = "notes",
) -> None:
    """Read who says what in a text, and print it as drafts; nothing enters the case file.

    Takes text, Markdown, HTML, DOCX, PDF and e-mail. Notes (YAML) are for your editor and import; jsonl is for review.

    Example: claimtrack draft article.html --format jsonl > drafts.jsonl
    """
    if event and new_events:
        raise typer.BadParameter("--event names one that is there, --new-events makes new ones")
    surroundings = environment(ctx)
    _refuse_language(lang)
    day = _day(published)
    told = {"published": day, "publisher": publisher}
    with _case(surroundings) as case, Progress() as progress:
        printer = _Printer(surroundings, form, event, _decisions(case))
        names = list(_documents(files))
        for number, name in enumerate(names, start=1):
            page = _read(surroundings, name, alone=len(names) == 1)
            if page is not None:
                printer.add(page, _drafts(page, told, lang, case))
            progress("documents", number, len(names))
    printer.end()


def _refuse_language(lang: str) -> None:
    from claimtrack.drafting.lexicon import LANGUAGES

    if lang and lang not in LANGUAGES:
        raise typer.BadParameter(f"{lang!r} is none of: {', '.join(LANGUAGES)}", param_hint="--lang")


def _day(published: str) -> str:
    if not published:
        return ""
    from claimtrack.dates import read_date
    from claimtrack.errors import UnreadableDateError

    value = read_date(published)
    if not value.edtf:
        raise UnreadableDateError(f"{published!r} is no date: {value.reason}", "write it as 2016-07-08")
    return value.edtf.split("T")[0]


@contextmanager
def _case(surroundings: Environment) -> "Iterator[Casefile | None]":
    """Open the case file where there is one: its aliases name the claimants."""
    if surroundings.path() is None:
        yield None
        return
    with surroundings.open() as case:
        yield case


def _decisions(case: "Casefile | None") -> "Decisions | None":
    """Return what was decided on drafts in review."""
    if case is None:
        return None
    from claimtrack.casefile.review import Decisions

    return Decisions(case.path)


def _documents(files: list[str]) -> Iterator[str]:
    """Yield the files to read, those of folders in the order of their names."""
    from claimtrack.drafting.pages import readable

    for name in files:
        if name != "-" and Path(name).is_dir():
            for folder, folders, found in os.walk(name):
                folders.sort()
                yield from (str(Path(folder, one)) for one in sorted(found) if readable(one))
        else:
            yield name


def _read(surroundings: Environment, name: str, *, alone: bool) -> "Page | None":
    """Read a document; of several, one that cannot be read is told of and left out."""
    from claimtrack.drafting.pages import read_page

    try:
        page = read_page(_bytes(name), name)
    except ClaimtrackError as error:
        if alone:
            raise
        surroundings.complain(error)
        return None
    if page.left_out:
        surroundings.say(
            f"{name}: left out {counted(page.left_out, 'line')} that came out of the PDF in no readable order "
            "(save the page as HTML or text)"
        )
    return page


def _bytes(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise InputFileError(f"{name} cannot be read: {error.strerror}", "check the path") from None


def _drafts(page: "Page", told: dict[str, str], lang: str, case: "Casefile | None") -> "Drafts":
    from claimtrack.drafting import draft_text

    page.published = told["published"] or page.published
    page.publisher = told["publisher"] or page.publisher
    return draft_text(
        page.text,
        published=page.published or None,
        publisher=page.publisher,
        language=lang or None,
        case=case,
    )


class _Printer:
    """Prints the drafts of one document after another; only a table is held together."""

    def __init__(
        self, surroundings: Environment, form: DraftForm, event: str, decisions: "Decisions | None"
    ) -> None:
        self.surroundings, self.form, self.event, self.decisions = surroundings, form, event, decisions
        self.rows: list[dict[str, Any]] = []
        self.printed = self.rejected = 0

    def add(self, page: "Page", drafts: "Drafts") -> None:
        from claimtrack.drafting.sheets import draft_records, notes, page_record

        proposed = list(draft_records(page, drafts))
        records = [one for one in proposed if not self.decisions or self.decisions.of(one) != "rejected"]
        self.rejected += len(proposed) - len(records)
        about = {**page_record(page), "event": self.event, "events": drafts.to_dict()["events"]}
        if self.form == "notes" and records:
            self._write(("---\n" if self.printed else "") + notes(about, records, self.event).rstrip("\n"))
        elif self.form == "jsonl":
            self._write("\n".join(json.dumps(one, ensure_ascii=False) for one in (about, *records)))
        elif self.form == "json":
            told = json.dumps({**about, "drafts": records}, ensure_ascii=False)
            self._write(("[" if not self.printed else ",") + told)
        elif self.form == "table":
            self.rows.extend({"document": page.name, **one} for one in records)

    def _write(self, text: str) -> None:
        self.surroundings.write(text)
        self.printed += 1

    def end(self) -> None:
        if self.form == "json":
            self.surroundings.write("]" if self.printed else "[]")
        elif self.form == "table":
            from claimtrack.views.drafts import drafts_view

            self.surroundings.show(drafts_view(self.rows))
        elif self.form == "notes" and not self.printed and not self.rejected:
            self.surroundings.say("nothing in it asserts anything about a happening")
        if self.rejected:
            self.surroundings.say(f"left out, being rejected in review: {self.rejected}")
