"""Options that many commands share, declared once as a struct and spread into the signature of each."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any, TypeGuard, get_type_hints

from msgspec import Struct


def command_of(body: Callable[..., None], help_text: str = "") -> Callable[..., None]:
    """Make a command of a function that takes some of its options together.

    Args:
        body: what the command does. In place of a parameter that is annotated with a struct, whose attributes are
            `Annotated` with a typer option each, the command has those options.
        help_text: the help of the command; left out, the docstring of the function.
    """
    signature = inspect.signature(body)
    together = {
        name: item.annotation for name, item in signature.parameters.items() if _is_struct(item.annotation)
    }

    def command(**given: Any) -> None:
        for name, options in together.items():
            given[name] = options(**{option: given.pop(option) for option in options.__struct_fields__})
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


def _is_struct(annotation: object) -> TypeGuard[type[Struct]]:
    return isinstance(annotation, type) and issubclass(annotation, Struct)


def _options(options: type[Struct]) -> Iterator[inspect.Parameter]:
    hints = get_type_hints(options, include_extras=True)
    none_given = options()  # each of them may be left out
    for name in options.__struct_fields__:
        yield inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, annotation=hints[name], default=getattr(none_given, name)
        )
