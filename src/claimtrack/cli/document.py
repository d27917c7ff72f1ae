"""Documents from the terminal: where something was read, what it comes from, and the copy that is kept."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimtrack.cli.environment import Environment, environment
from claimtrack.cli.names import Names
from claimtrack.cli.nouns import (
    CreateOption,
    JsonOption,
    KeyOption,
    NoteOption,
    ProtectedOption,
    StrictOption,
    add,
    common,
    group,
    kept_copy,
    made_as_json,
)
from claimtrack.errors import InvalidRecordError, UnknownReferenceError

if TYPE_CHECKING:
    from claimtrack.casefile import Casefile
    from claimtrack.model import Document


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    commands = group(app, "document")
    commands.command("add")(add_document)
    common(commands, "document")


def add_document(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(metavar="[URL]", help="Its address.")] = "",
    *,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="Its title.")] = "",
    publisher: Annotated[str, typer.Option("--publisher", metavar="CLAIMANT", help="Who published it.")] = "",
    published: Annotated[
        str,
        typer.Option("--published", metavar="DATE", help="When; relative dates in it are counted from here."),
    ] = "",
    retrieved: Annotated[str, typer.Option("--retrieved", metavar="DATE", help="When you fetched it.")] = "",
    archive_url: Annotated[
        str, typer.Option("--archive-url", metavar="URL", help="Where it is archived.")
    ] = "",
    copy: Annotated[
        str, typer.Option("--copy", metavar="PATH", help="Your copy: hashed, and kept beside the case file.")
    ] = "",
    lang: Annotated[str, typer.Option("--lang", metavar="TAG", help="Its language: ar, ru, en.")] = "",
    derived_from: Annotated[
        str,
        typer.Option("--derived-from", metavar="DOCUMENT", help="What it draws on: they share one origin."),
    ] = "",
    edition_of: Annotated[
        str,
        typer.Option(
            "--edition-of",
            metavar="DOCUMENT",
            help="The same page before it was updated, corrected, reprinted.",
        ),
    ] = "",
    redirect_of: Annotated[
        str, typer.Option("--redirect-of", metavar="DOCUMENT", help="The page that this address leads to.")
    ] = "",
    protected: ProtectedOption = False,
    key: KeyOption = "",
    note: NoteOption = "",
    create: CreateOption = False,
    strict: StrictOption = False,
    as_json: JsonOption = False,
) -> None:
    """Add a document: where something was read. One whose address is in the case file already is brought up to date.

    Example: claimtrack document add https://example.org/news/1 --title "Helicopter downed" --published 2016-07-09
    """
    given = {"title": title, "url": url, "published": published, "retrieved": retrieved}
    given |= {"archive_url": archive_url, "language": lang, "note": note}
    given["disclosure"] = "protected" if protected else ""
    if url and not title and "://" not in url:
        raise InvalidRecordError(
            f"{url!r} is no address, and --title is missing", "give https://…, or --title TEXT"
        )
    surroundings = environment(ctx)
    with surroundings.open() as case:
        names = Names(case, surroundings, create=create)
        given["publisher"] = names.settle("claimant", publisher, "published by") if publisher else ""
        _refuse_itself(case, url, derived_from or edition_of or redirect_of)
        given |= _derivation(names, derived_from, edition_of, redirect_of)
        with kept_copy(case, copy) as found:
            given |= {"sha256": found.sha256} if found else {}
            content = {"key": key, **given}
            held = _held(case, url, key)
            if held is None:
                add(case, surroundings, "document", content, names=names, strict=strict, as_json=as_json)
            else:
                _update(case, surroundings, held, content, names=names, strict=strict, as_json=as_json)


def _derivation(names: Names, derived_from: str, edition_of: str, redirect_of: str) -> dict[str, str]:
    """Return what a document comes from, and how: it can be only one."""
    told = [
        (how, words, ref)
        for how, words, ref in (
            ("", "derived from", derived_from),
            ("edition", "an edition of", edition_of),
            ("redirect", "leads to", redirect_of),
        )
        if ref
    ]
    if not told:
        return {}
    if len(told) > 1:
        raise typer.BadParameter("a document comes from one: --derived-from, --edition-of or --redirect-of")
    ((how, words, ref),) = told
    return {"derived_from": names.settle("document", ref, words), "derivation": how}


def _refuse_itself(case: "Casefile", url: str, origin: str) -> None:
    """Refuse a document that would come from itself.

    Raises:
        InvalidRecordError: it would.
    """
    if (
        url
        and origin
        and (origin == url or ((held := _held(case, url, "")) and case.named("document", origin) == held.key))
    ):
        raise InvalidRecordError("no document comes from itself", "name the one that it comes from")


def _held(case: "Casefile", url: str, key: str) -> "Document | None":
    """Return the document of an address that is in the case file; none where another key is asked for."""
    if not url:
        return None
    try:
        found = case.document(url)
    except UnknownReferenceError:
        return None
    return found if found.url == url and key in {"", found.key} else None


def _update(
    case: "Casefile",
    surroundings: Environment,
    held: "Document",
    given: dict[str, Any],
    *,
    names: Names,
    strict: bool,
    as_json: bool,
) -> None:
    """Put what is told anew of a document that is in the case file; what stood there before is kept as corrected."""
    from claimtrack.model.codec import encode

    new = {name: value for name, value in given.items() if value and name not in {"key", "url"}}
    with case.all_or_nothing():
        case.take(names.needs, strict=strict)
        case.put(held, {**encode(held), **new}, strict=strict)
    names.tell()
    told = f"updates {', '.join(name.replace('_', ' ') for name in new)}" if new else "nothing new"
    surroundings.say(f"{held.key} has this address already: {told}")
    surroundings.write(made_as_json("document", held.key, names) if as_json else held.key)
