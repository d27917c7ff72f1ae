"""The events of YAML 1.1 by PyYAML's parser alone: nothing is constructed, whatever a tag asks for."""

from __future__ import annotations

from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


class NotYamlError(ValueError):
    """The text is no YAML.

    Attributes:
        mark: PyYAML's mark of the place (`line`, `column`, `index`, from 0); None where there is none.
        character: the character that YAML does not take, where that is what is wrong.
    """

    def __init__(self, problem: str, mark: Any = None, character: str = "") -> None:
        super().__init__(problem)
        self.mark = mark
        self.character = character


def yaml_events(text: str) -> Iterator[Any]:
    """Yield the parser's events, so that whoever builds from them can set limits before anything is built.

    Args:
        text: YAML documents.

    Raises:
        NotYamlError: the text is no YAML; every event before the place has been yielded.
    """
    import yaml

    yielded = 0
    try:
        for event in _parse(text):
            yielded += 1
            yield event
    except yaml.MarkedYAMLError as error:
        yield from _still_before(text, error.problem_mark, yielded)
        raise NotYamlError(str(error.problem or error.context), error.problem_mark) from None
    except yaml.reader.ReaderError as error:
        problem = str(error).splitlines()[0]
        raise NotYamlError(problem, character=_character(error.character)) from None


def _parse(text: str) -> Iterator[Any]:
    import yaml

    return iter(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def _still_before(text: str, mark: Any, yielded: int) -> Iterator[Any]:
    """Yield the events that stand before an error and were held back.

    The scanner reads up to 1,024 characters ahead, since any `[` may open a key. What it refuses there, such as
    nesting of its own measure (PyYAML 6.0.4: 1,000), would speak before the reader's limit.
    """
    import yaml

    if mark is None:
        return
    events = islice(_parse(text[: mark.index]), yielded, None)
    closing = (yaml.SequenceEndEvent, yaml.MappingEndEvent, yaml.DocumentEndEvent)  # by the cut, perhaps
    try:
        yield from takewhile(lambda event: not isinstance(event, closing), events)
    except yaml.YAMLError:
        return  # the error that is known already, or the cut


def _character(character: Any) -> str:
    return chr(character) if isinstance(character, int) else str(character)[:1] or "\0"
