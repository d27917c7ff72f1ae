"""Evidence: `evidence add`, `evidence verify`, and what every kind of record has."""

from typing import Annotated, Any

import typer

from claimtrack.cli.environment import FormOption, environment
from claimtrack.cli.names import Names
from claimtrack.cli.nouns import (
    CreateOption,
    JsonOption,
    KeyOption,
    NoteOption,
    StrictOption,
    add,
    common,
    group,
    kept_copy,
)
from claimtrack.errors import EvidenceDamagedError


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    commands = group(app, "evidence")
    commands.command("add")(add_evidence)
    common(commands, "evidence")
    commands.command("verify")(verify)


def add_evidence(
    ctx: typer.Context,
    refs: Annotated[
        list[str],
        typer.Argument(metavar="REF...", help="The assertions it was offered with: a label, an id, @last."),
    ],
    *,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="What it is called.")] = "",
    url: Annotated[str, typer.Option("--url", metavar="URL", help="Where it stands.")] = "",
    archive_url: Annotated[
        str, typer.Option("--archive-url", metavar="URL", help="Where it is archived.")
    ] = "",
    path: Annotated[
        str,
        typer.Option("--file", metavar="PATH", help="Your copy of it: its SHA-256 and size are recorded."),
    ] = "",
    keep: Annotated[
        bool, typer.Option("--keep", help="Copy the file into the folder beside the case file.")
    ] = False,
    kind: Annotated[
        str,
        typer.Option(
            "--kind", metavar="KIND", help="photo, video, audio, document, object, list, satellite …"
        ),
    ] = "",
    role: Annotated[
        str, typer.Option("--role", metavar="ROLE", help="supports, undermines or neutral.")
    ] = "supports",
    authenticity: Annotated[
        str,
        typer.Option(
            "--authenticity", metavar="TEXT", help="What is known of its being what it is said to be."
        ),
    ] = "",
    captured: Annotated[str, typer.Option("--captured", metavar="DATE", help="When it was collected.")] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who collected it.")] = "",
    doc: Annotated[str, typer.Option("--doc", metavar="URL|DOCUMENT", help="Where it was published.")] = "",
    at: Annotated[str, typer.Option("--at", metavar="LOCATOR", help="Where in the document.")] = "",
    key: KeyOption = "",
    note: NoteOption = "",
    create: CreateOption = False,
    strict: StrictOption = False,
    as_json: JsonOption = False,
) -> None:
    """Add an item of evidence that was offered with an assertion.

    Example: claimtrack evidence add heli-video --file tail.jpg --kind photo --captured 2016-07-09 --by "A. Analyst" --keep
    """
    if keep and not path:
        raise typer.BadParameter("--keep copies a file, and none is named: give --file PATH")
    if not (title or url or path):
        raise typer.BadParameter("an item needs a name: give --title, --url or --file")
    surroundings = environment(ctx)
    with surroundings.open() as case:
        names = Names(case, surroundings, create=create)
        assertions = [case.assertion(ref) for ref in refs]
        given: dict[str, Any] = _described(url, path, hashed=not keep)
        typed = {"title": title, "kind": kind, "archive_url": archive_url, "authenticity": authenticity}
        typed |= {"captured": captured, "captured_by": by, "locator": at, "note": note, "key": key}
        given |= {name: text for name, text in typed.items() if text}
        given["document"] = names.settle("document", doc, "in") if doc else ""
        given["bears_on"] = [{"assertion": item.id, "role": role} for item in assertions]
        for item in assertions:
            names.say(f"{role} {item.short_name}")
        with kept_copy(case, path if keep else "") as found:
            given |= {"sha256": found.sha256, "size": found.size} if found else {}
            add(case, surroundings, "evidence", given, names=names, strict=strict, as_json=as_json)


def _described(url: str, path: str, *, hashed: bool) -> dict[str, Any]:
    """Return what an address and a file say of an item; the file is hashed unless a copy is kept, which hashes it."""
    from pathlib import Path

    from claimtrack.intake.evidence import fingerprint, kind_by_name

    given: dict[str, Any] = {"title": Path(path).name or url, "url": url, "kind": kind_by_name(path or url)}
    if path:
        given["file"] = path
    if path and hashed:
        found = fingerprint(Path(path))
        given |= {"sha256": found.sha256, "size": found.size}
    return given


def verify(
    ctx: typer.Context,
    *,
    anywhere: Annotated[
        bool, typer.Option("--anywhere", help="Read files outside the folder of the case file, too.")
    ] = False,
    form: FormOption = "table",
) -> None:
    """Hash every stored file again and compare it with what was recorded; fail where one differs or is gone.

    A case file may name any file: what stands outside its folder is not looked at unless you say --anywhere.

    Example: claimtrack evidence verify
    """
    from claimtrack.views.preservation import preservation_view

    surroundings = environment(ctx)
    with surroundings.open() as case:
        checks = case.verify_evidence(anywhere=anywhere)
    surroundings.show(preservation_view(checks), form)
    damaged = [check for check in checks if check.state in ("changed", "missing")]
    if damaged:
        names = ", ".join(f"{check.key} ({check.state})" for check in damaged)
        raise EvidenceDamagedError(
            f"{len(damaged)} of {len(checks)} stored files are not what they were: {names}",
            "restore them from a copy; the case file holds their hashes",
        )
