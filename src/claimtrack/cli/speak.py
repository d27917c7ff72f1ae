"""Speaking: `record`, and the verbs that make an assertion and its link to the one named."""

import json
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from claimtrack.cli.environment import Environment, environment
from claimtrack.cli.names import Names, asked, can_ask, statement
from claimtrack.cli.options import command_of
from claimtrack.cli.words import Reply, Update, Words, answers, attributes, field_key, reference_date, related
from claimtrack.errors import InvalidRecordError
from claimtrack.model.records import SHORT_ID

if TYPE_CHECKING:
    from claimtrack.casefile import Casefile
    from claimtrack.casefile.statements import Aim, Spoken
    from claimtrack.model import Assertion

EventArgument = Annotated[
    str, typer.Argument(metavar="EVENT", help="What it is about: a key, or a part of the title.")
]
RefArgument = Annotated[
    str,
    typer.Argument(
        metavar="REF",
        help="The assertion answered: a label, an id, @last, a part of its text; or an event affirmed once.",
    ),
]


class Verb(NamedTuple):
    """A speaking verb.

    Attributes:
        link: the kind of link it makes, a term of the vocabulary.
        help: what it is for, with an example.
    """

    link: str
    help: str


VERBS = {
    "deny": Verb(
        "denies",
        """Record that somebody says it is not so.

Example: claimtrack deny heli-claim --by Russia "No helicopter of ours was downed" --set happened=no""",
    ),
    "confirm": Verb(
        "confirms",
        """Record that somebody says, from own knowledge, that it is so.

Example: claimtrack confirm heli-claim --by "Syrian Observatory" "A helicopter fell" --said 2016-07-09""",
    ),
    "dispute": Verb(
        "disputes",
        """Record that somebody contests it, or a field of it, without denying the whole.

Example: claimtrack dispute heli-tow --by amaq "It was anti-aircraft fire" --on weapon --set 'weapon!=TOW missile'""",
    ),
    "concede": Verb(
        "concedes",
        """Record that a party admits what it, or its bloc, had denied.

REF may be its denial: the concession is then linked to what had been denied, on the same fields.

Example: claimtrack concede heli-denial "Two pilots were killed" --set killed=2 --said 2016-07-09""",
    ),
    "retract": Verb(
        "retracts",
        """Record that a party takes back what it, or its bloc, had said.

Example: claimtrack retract heli-tow "The report was mistaken" --said 2016-07-10""",
    ),
    "update": Verb(
        "supersedes",
        """Record that a party replaces what it, or its bloc, had said.

Only what is answered anew is replaced; --only drops the rest.

Example: claimtrack update first-count "The dead are now five" --set killed=5 --said 2016-03-31""",
    ),
    "repeat": Verb(
        "repeats",
        """Record that somebody says the same again, adding nothing of its own.

Example: claimtrack repeat heli-claim --by "Al Jazeera" --doc https://example.org/news/1""",
    ),
    "query": Verb(
        "queries",
        """Record that somebody questions it, or asks for its evidence.

Example: claimtrack query heli-claim --by Bellingcat "No wreckage has been shown" """,
    ),
}


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("record")(command_of(record))
    for name, verb in VERBS.items():
        body = update if name == "update" else partial(reply, verb.link)
        app.command(name)(command_of(body, verb.help))


def record(ctx: typer.Context, ref: EventArgument, words: Words) -> None:
    """Record that somebody said something about an event.

    What is said takes no position on the event, unless --stance gives one or --set answers happened: a toll is an
    answer, not a position.

    Example: claimtrack record palmyra --by "Islamic State" "Its fighters shot a helicopter down" --said "8 July 2016"
    --set happened=yes --label heli-claim
    """
    surroundings = environment(ctx)
    with surroundings.open() as case:
        names = Names(case, surroundings, create=words.create)
        event = names.settle("event", ref)
        _speak(case, surroundings, names, words, event, answers(case, surroundings, words))


def update(ctx: typer.Context, ref: RefArgument, words: Update) -> None:
    """Record what replaces an assertion, with its link."""
    _answer("supersedes", ctx, ref, words, only=words.only)


def reply(link: str, ctx: typer.Context, ref: RefArgument, words: Reply) -> None:
    """Record an answer to an assertion, with its link."""
    _answer(link, ctx, ref, words, only=False)


def _answer(link: str, ctx: typer.Context, ref: str, words: Reply, *, only: bool) -> None:
    from claimtrack.casefile.statements import aim, answered
    from claimtrack.vocab import load_vocabulary

    surroundings = environment(ctx)
    with surroundings.open() as case:
        names = Names(case, surroundings, create=words.create)
        target = answered(case, ref)
        values = answers(case, surroundings, words)
        on = [field_key(case, surroundings, name) for name in words.on]
        aimed = aim(case, link, target, values, on=on, only=only)
        label = load_vocabulary("link")[link].label
        for _, id_, scope in aimed.links[: len(aimed.links) - bool(aimed.dropped)]:
            only_on = f" on {', '.join(scope)}" if scope else ""
            names.say(f"{label} {statement(case, case.assertion(id_))}{only_on}")
        for value in aimed.dropped:
            names.say(f"drops {value.field} {value.raw}")
        _speak(case, surroundings, names, words, target.event, values, aimed)


def _speak(
    case: "Casefile",
    surroundings: Environment,
    names: Names,
    words: Words,
    event: str,
    values: list[dict[str, Any]],
    aimed: "Aim | None" = None,
) -> None:
    from claimtrack.casefile.statements import Statement, speak, stance_answered

    said = {
        "event": event,
        "stance": words.stance or (aimed.stance if aimed else stance_answered(values)),
        "claimant": names.settle("claimant", words.by or (aimed and aimed.speaker) or _asked_who()),
    }
    if words.doc:
        said["document"] = names.settle("document", words.doc)
    content: dict[str, Any] = {**attributes(words), **said, "values": values}
    content["said"] = related(case, words.relative_to, words.said)
    if aimed is None and not any(content[name] for name in ("text", "quote", "values")):
        raise InvalidRecordError("nothing was said", 'give the TEXT, --quote "…" or --set FIELD=VALUE')
    statement = Statement(
        assertion=content,
        needs=tuple(names.needs),
        links=aimed.links if aimed else (),
        evidence=tuple(words.evidence),
        reference=reference_date(surroundings, words.relative_to),
    )
    spoken = speak(case, statement, strict=words.strict)
    names.tell()
    _print(surroundings, spoken, as_json=words.json)
    _say_outcome(case, surroundings, spoken.assertion)
    if spoken.new and not aimed:
        _offer_set(case, surroundings, spoken.assertion)


def _offer_set(case: "Casefile", surroundings: Environment, said: "Assertion") -> None:
    """Offer to correct what was recorded before, where the same is recorded again with a slip mended."""
    from claimtrack.casefile.statements import said_a_moment_ago, said_that_day

    earlier = said_a_moment_ago(case, said)
    otherwise = said_that_day(case, said)
    if otherwise is not None:
        other, field = otherwise
        surroundings.say(
            f"note: {other.short_name} says the same on the same day with another answer to {field}; if this is that one "
            f"typed again: claimtrack undo, then claimtrack set {case.reference_to(other)} {field}=ANSWER"
        )
    elif earlier is not None:
        dated = earlier.said == said.said
        same, what = ("the same", "NAME=VALUE") if dated else ("the same with another date", "said=DATE")
        surroundings.say(
            f"note: {earlier.short_name} says {same} and was recorded a moment ago; to correct that one instead: "
            f"claimtrack undo, then claimtrack set {case.reference_to(earlier)} {what}"
        )


def _say_outcome(case: "Casefile", surroundings: Environment, said: "Assertion") -> None:
    from claimtrack.casefile.statements import outcome

    for line in outcome(case, said):
        surroundings.say(line)
    if said.said is None:
        surroundings.say(f"undated: claimtrack set {case.reference_to(said)} said=DATE gives it a date")


def _asked_who() -> str:
    who = asked("By whom?") if can_ask() else ""
    if not who:
        raise InvalidRecordError("who said it is missing", "give --by CLAIMANT")
    return who


def _print(surroundings: Environment, spoken: "Spoken", *, as_json: bool) -> None:
    if spoken.warnings:
        _warn(surroundings, spoken)
    if not spoken.new:
        added = "what was new about it was added" if spoken.added else "nothing about it is new"
        surroundings.say(f"already in the case file; {added}")
    surroundings.write(json.dumps(_ids(spoken), ensure_ascii=False) if as_json else _line(spoken.assertion))


def _warn(surroundings: Environment, spoken: "Spoken") -> None:
    from claimtrack.dates.context import NEEDS_REFERENCE

    for warning in spoken.warnings:
        surroundings.say(f"note: {warning}")
    if any(NEEDS_REFERENCE in warning.message for warning in spoken.warnings):
        surroundings.say("give it with --relative-to DATE, or --doc a document that has a date")


def _line(assertion: "Assertion") -> str:
    from claimtrack.characters import harmless

    return harmless(f"{assertion.id[:SHORT_ID]} {assertion.label}".strip())


def _ids(spoken: "Spoken") -> dict[str, Any]:
    from claimtrack.model.codec import key_of, kind_of

    made: dict[str, list[str]] = {}
    for item in spoken.others:
        if key_of(item):
            made.setdefault(kind_of(item), []).append(key_of(item))
    said = spoken.assertion
    return {
        "assertion": said.id,
        "label": said.label,
        "event": said.event,
        "claimant": said.claimant,
        "document": said.document,
        "new": spoken.new,
        "made": made,
    }
