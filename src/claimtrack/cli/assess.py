"""The analyst's own: `assess` and `tag`."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from claimtrack.cli.environment import Environment, environment
from claimtrack.cli.names import statement
from claimtrack.cli.nouns import JsonOption
from claimtrack.errors import InvalidRecordError, UnknownReferenceError
from claimtrack.model.records import SHORT_ID

if TYPE_CHECKING:
    from claimtrack.casefile import Casefile
    from claimtrack.model import Record


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("assess")(assess)
    app.command("tag")(tag)


def assess(
    ctx: typer.Context,
    ref: Annotated[
        str,
        typer.Argument(
            metavar="REF", help="An event, a field of it as in palmyra-helicopter.killed, or an assertion."
        ),
    ],
    *,
    grade: Annotated[
        str,
        typer.Option(
            "--grade", metavar="GRADE", help="confirmed, fair, weak, contested, discounted, unverified."
        ),
    ] = "",
    credibility: Annotated[
        str, typer.Option("--credibility", metavar="1-6", help="Admiralty credibility of the information.")
    ] = "",
    likelihood: Annotated[
        str, typer.Option("--likelihood", metavar="TERM", help="ICD-203: likely, very likely, remote …")
    ] = "",
    confidence: Annotated[
        str,
        typer.Option(
            "--confidence", metavar="LEVEL", help="low, moderate or high: how good your grounds are."
        ),
    ] = "",
    method: Annotated[
        str,
        typer.Option(
            "--method", metavar="METHOD", help="How it was settled: report-range, prioritise-source …"
        ),
    ] = "",
    because: Annotated[str, typer.Option("--because", metavar="TEXT", help="Your reasons.")] = "",
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="NAME", help="Who judges; else the analyst, as in the log; else your login name."
        ),
    ] = "",
    at: Annotated[str, typer.Option("--at", metavar="DATE", help="When; else today.")] = "",
    internal: Annotated[
        bool, typer.Option("--internal", help="Reports for the public leave it out.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Add your verdict on an event, on one field of it, or on an assertion; earlier verdicts stay.

    Example: claimtrack assess palmyra-helicopter.killed --grade fair --method report-range --because "Both sides say two"
    """
    verdict = {"grade": grade, "credibility": credibility, "likelihood": likelihood, "confidence": confidence}
    verdict |= {"method": method.replace("-", " "), "rationale": because}
    if not any(verdict.values()):
        raise InvalidRecordError(
            "a verdict says something", 'give --grade, --likelihood, --because "…" or the like'
        )
    if internal:
        verdict["disclosure"] = "internal"
    surroundings = environment(ctx)
    with surroundings.open() as case:
        judged = _judged(case, surroundings, ref)
        made = case.assess(**judged, **verdict, by=by or analyst(case), at=at or surroundings.today())
        say_unread(surroundings, made)
        earlier = len([item for item in case.dossier(made.event).assessments if _same_matter(item, made)]) - 1
    if earlier:
        surroundings.say(f"{earlier} earlier verdict{'s' * (earlier != 1)} on it stay{'s' * (earlier == 1)}")
    surroundings.write(
        json.dumps({"assessment": made.id, **judged}, ensure_ascii=False) if as_json else made.id[:SHORT_ID]
    )


def _judged(case: "Casefile", surroundings: Environment, ref: str) -> dict[str, str]:
    """Tell what is judged: an assertion, an event, or a field of an event, `EVENT.FIELD` or `EVENT:FIELD`."""
    from claimtrack.model import Assertion, Event

    kind, colon, rest = ref.partition(":")
    if not (colon and kind in ("event", "assertion")):
        kind, rest = "", ref
    if kind != "assertion" and (field := _field_of_event(case, surroundings, rest)):
        return field
    record = case.get(ref) if kind else _event_or_assertion(case, ref)
    if isinstance(record, Event):
        surroundings.say(f"on {record.title} ({record.key})")
        return {"event": record.key}
    if isinstance(record, Assertion):
        surroundings.say(f"on {statement(case, record)}")
        return {"assertion": record.id}
    raise InvalidRecordError(f"{ref!r} is no event and no assertion", "name one")


def _field_of_event(case: "Casefile", surroundings: Environment, ref: str) -> dict[str, str]:
    """Read `EVENT.FIELD`; empty where it is the exact name of a record, or no field of an event."""
    from claimtrack.cli.words import field_key

    if case.named("event", ref) or case.named("assertion", ref):
        return {}
    event, separator, name = _split(ref)
    if not separator:
        return {}
    try:
        key = case.find("event", event)
    except UnknownReferenceError:
        return {}
    field = field_key(case, surroundings, name)
    surroundings.say(f"on {field} of {case.event(key).title} ({key})")
    return {"event": key, "field": field}


def _event_or_assertion(case: "Casefile", ref: str) -> object:
    key = case.named("event", ref)
    if key:
        return case.event(key)
    try:
        return case.assertion(ref)
    except UnknownReferenceError:
        return case.event(ref)


def _split(ref: str) -> tuple[str, str, str]:
    at = max(ref.rfind("."), ref.rfind(":"))
    return (ref[:at], ref[at], ref[at + 1 :]) if at > 0 else (ref, "", "")


def _same_matter(one: object, other: object) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in ("event", "field", "assertion"))


def say_unread(surroundings: Environment, made: "Record") -> None:
    """Say which date of a record could not be read, as every command says it."""
    from claimtrack.intake.rules import unread

    for attribute, message in unread(made):
        surroundings.say(f"note: {attribute}: {message}")


def analyst(case: "Casefile") -> str:
    """Return who records or judges: who opened the case file, else the login name."""
    if case.analyst:
        return case.analyst
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no login name: a container
        return ""


def tag(
    ctx: typer.Context,
    event: Annotated[str, typer.Argument(metavar="EVENT", help="A key, or a part of the title.")],
    words: Annotated[
        list[str],
        typer.Argument(metavar="WORD...", help="Words to select by; one with - before it is taken off."),
    ],
) -> None:
    """Put tags on an event, or take them off; give the taken-off ones after --.

    Example: claimtrack tag palmyra-helicopter aircraft reviewed
    """
    surroundings = environment(ctx)
    if not all(word.removeprefix("-").strip() for word in words):
        raise InvalidRecordError("an empty tag says nothing", "leave it out")
    with surroundings.open() as case:
        record = case.event(event)
        surroundings.say(f"on {record.title} ({record.key})")
        off = {word[1:] for word in words if word.startswith("-")}
        on = [word for word in words if not word.startswith("-")]
        tags = [word for word in dict.fromkeys((*record.tags, *on)) if word not in off]
        if tuple(tags) != record.tags:
            record = case.change(record, tags=tags)
    surroundings.write(" ".join(record.tags))
