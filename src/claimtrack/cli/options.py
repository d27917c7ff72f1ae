"""Options that many commands share, declared once as a dataclass and spread into the signature of each."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_type_hints


def command_of(body: Callable[..., None], help_text: str = "") -> Callable[..., None]:
    """Make a command of a function that takes some of its options together.

    Args:
        body: what the command does. In place of a parameter that is annotated with a dataclass, whose attributes are
            `Annotated` with a typer option each, the command has those options.
        help_text: the help of the command; left out, the docstring of the function.
    """
    signature = inspect.signature(body)
    together = {
        name: item.annotation for name, item in signature.parameters.items() if is_dataclass(item.annotation)
    }

    def command(**given: Any) -> None:
        for name, options in together.items():
            given[name] = options(**{item.name: given.pop(item.name) for item in fields(options)})  # type: ignore[operator]  # a dataclass
        body(**given)

    parameters = [
        part
        for name, item in signature.parameters.items()
        for part in (_options(together[name]) if name in together else [item])
    ]
    by_name = [item.replace(kind=inspect.Parameter.KEYWORD_ONLY) for item in parameters]
    command.__signature__ = inspect.Signature(by_name)  # type: ignore[attr-defined]  # what typer reads
    command.__annotations__ = {item.name: item.annotation for item in parameters}
    command.__doc__ = help_text or body.__doc__
    return command


def _options(options: Any) -> Iterator[inspect.Parameter]:
    hints = get_type_hints(options, include_extras=True)
    for item in fields(options):
        default: Any = [] if item.default_factory is list else item.default
        yield inspect.Parameter(
            item.name, inspect.Parameter.KEYWORD_ONLY, annotation=hints[item.name], default=default
        )
