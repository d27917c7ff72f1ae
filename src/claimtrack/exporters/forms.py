"""The forms an export can have. A form is a module with `write` (text) or `write_binary`; only the one used is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any

from claimtrack.errors import UnknownTermError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.exporters.content import Content
    from claimtrack.exporters.losses import Losses


@dataclass(frozen=True, slots=True)
class Form:
    """One form.

    Attributes:
        module: where it is written, within this package.
        text: text, or bytes that only a file can hold.
        suffix: the usual ending of its files.
        options: what it can be told.
    """

    module: str
    text: bool
    suffix: str
    options: tuple[str, ...] = ()

    def write(self, content: Content, losses: Losses, **options: Any) -> Iterator[str]:
        """Return the text in pieces."""
        pieces: Iterator[str] = self._loaded().write(content, losses, **options)
        return pieces

    def write_binary(self, content: Content, losses: Losses, stream: IO[bytes], **options: Any) -> None:
        """Write the bytes."""
        self._loaded().write_binary(content, losses, stream, **options)

    def _loaded(self) -> Any:
        return import_module(f"claimtrack.exporters.{self.module}")


FORMS = {
    "native": Form("native", True, ".jsonl"),
    "csv": Form("csv", True, ".csv"),
    "xlsx": Form("xlsx", False, ".xlsx"),
    "claimreview": Form("claimreview", True, ".jsonld", ("base_url",)),
    "timemap": Form("timemap", True, ".json"),
    "ftm": Form("ftm", True, ".csv"),
    "stix": Form("stix", True, ".json"),
    "parquet": Form("parquet", False, ".parquet"),
}


def form_named(name: str) -> Form:
    """Return a form by its name.

    Raises:
        UnknownTermError: there is none of this name.
    """
    if name not in FORMS:
        raise UnknownTermError(f"unknown export format {name!r}", f"one of: {', '.join(FORMS)}")
    return FORMS[name]
