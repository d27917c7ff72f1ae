"""Completion in bash, zsh and fish: their scripts, and the one form in which all three are answered.

Typer's own scripts let zsh drop what does not begin as it was typed and bash break a word at a colon, do nothing at the
first TAB of a session of zsh, and print a traceback over the line when they are interrupted. A script of Typer's that
was installed earlier is still answered.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from typer import _completion_shared as scripts
from typer._click.shell_completion import (  # where Typer keeps its copy
    CompletionItem,
    ShellComplete,
    add_completion_class,
    split_arg_string,
)

_DATA = Path(__file__).parent / "data"


class Lines(ShellComplete):
    """Answers a script of ours: a suggestion a line, its explanation behind a tab."""

    name = "lines"
    source_template = ""

    def source_vars(self) -> dict[str, Any]:
        """Return nothing: the scripts are installed by Typer."""
        return {}

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one that is typed, and that one, as far as the cursor."""
        line = os.environ.get("_TYPER_COMPLETE_ARGS", "")
        _, *words = split_arg_string(line) or [""]
        if not words or line.endswith(" "):
            return words, ""
        return words[:-1], words[-1]

    def format_completion(self, item: CompletionItem) -> str:
        """Return the line of a suggestion."""
        explained = " ".join((item.help or "").split())
        return f"{item.value}\t{explained}" if explained else item.value


def prepare() -> None:
    """Have Typer install and show these scripts, and answer them."""
    add_completion_class(Lines, Lines.name)
    for shell in ("bash", "zsh", "fish"):
        text = (_DATA / f"completion.{shell}").read_text(encoding="utf-8")
        scripts._completion_scripts[shell] = text  # noqa: SLF001 - where Typer looks for them
