"""Options that many commands share, declared once as a dataclass and spread into the signature of each."""

import inspect
from collections.abc import Callable
from dataclasses import fields
from typing import Any, TypeVar, get_type_hints

import typer

_O = TypeVar("_O")


def command_with(
    body: Callable[[typer.Context, str, _O], None], options: type[_O], reference: Any, help_text: str
) -> Callable[..., None]:
    """Make a command of a reference and of the options that a dataclass declares.

    Args:
        body: what the command does, given its context, the reference and the options.
        options: a dataclass whose attributes are `Annotated` with a typer option each.
        reference: the annotation of the reference.
        help_text: the help of the command.
    """

    def command(ctx: typer.Context, ref: str, **given: Any) -> None:
        body(ctx, ref, options(**given))

    hints = get_type_hints(options, include_extras=True)
    one = inspect.Parameter.POSITIONAL_OR_KEYWORD
    parameters = [
        inspect.Parameter("ctx", one, annotation=typer.Context),
        inspect.Parameter("ref", one, annotation=reference),
        *(
            inspect.Parameter(item.name, one, annotation=hints[item.name], default=_default(item))
            for item in fields(options)  # type: ignore[arg-type]  # a dataclass
        ),
    ]
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what typer reads
    command.__annotations__ = {item.name: item.annotation for item in parameters}
    command.__doc__ = help_text
    return command


def _default(item: Any) -> Any:
    return [] if item.default_factory is list else item.default
