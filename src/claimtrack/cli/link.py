"""`link`: two assertions that are in the case file already."""

import json
from typing import Annotated

import typer

from claimtrack.cli.environment import environment
from claimtrack.cli.names import statement
from claimtrack.cli.nouns import JsonOption
from claimtrack.cli.words import field_key
from claimtrack.model.codec import encode


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command("link")(link)


def link(
    ctx: typer.Context,
    source: Annotated[
        str,
        typer.Argument(
            metavar="REF", help="The assertion that links: a label, an id, @last, a part of its text."
        ),
    ],
    kind: Annotated[
        str,
        typer.Argument(
            metavar="LINK", help="corroborates, cites, responds-to, repeats, confirms, denies, disputes …"
        ),
    ],
    target: Annotated[str, typer.Argument(metavar="REF", help="The assertion that it is linked to.")],
    *,
    on: Annotated[
        list[str], typer.Option("--on", metavar="FIELD", help="Limit the link to this field; repeatable.")
    ] = [],
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Your own note.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Link two assertions that are in the case file already.

    What somebody says in answer is recorded together with its link: see deny, confirm, repeat and the like. A link is
    taken out with claimtrack edit, on the assertion that links.

    Example: claimtrack link heli-witness corroborates heli-claim --on happened
    """
    from claimtrack.vocab import load_vocabulary

    terms = load_vocabulary("link")
    term = terms[terms.resolve(kind)]
    surroundings = environment(ctx)
    with surroundings.open() as case:
        ends = [case.assertion(source), case.assertion(target)]
        surroundings.say(statement(case, ends[0]))
        surroundings.say(f"{term.label} {statement(case, ends[1])}")
        fields = [field_key(case, surroundings, name) for name in on]
        made = case.link(term.key, *ends, on=fields, note=note)
    name, other = (end.short_name for end in ends)
    surroundings.write(
        json.dumps(encode(made), ensure_ascii=False) if as_json else f"{name} {term.label} {other}"
    )
