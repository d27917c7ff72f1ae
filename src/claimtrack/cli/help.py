"""What help says of each command in one line, by what a person is about to do; and usage in the way of manuals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# A line fits beside its name in 80 columns.
GROUPS: dict[str, dict[str, str]] = {
    "Record": {
        "record": "Record that somebody said something about an event.",
        "deny": "Record that somebody says it is not so.",
        "confirm": "Record that somebody says, from own knowledge, it is so.",
        "dispute": "Record that somebody contests it, not denying the whole.",
        "concede": "Record that a party admits what it had denied.",
        "retract": "Record that a party takes back what it had said.",
        "update": "Record that a party replaces what it had said.",
        "repeat": "Record that somebody says the same again.",
        "query": "Record that somebody questions it.",
        "link": "Link two assertions that are in the case file already.",
        "draft": "Read who says what in a text, as drafts.",
        "review": "Decide on drafts one by one, at the keyboard.",
        "event": "Add, list, show, correct, merge and remove events.",
        "claimant": "Add, list, show, correct, merge and remove claimants.",
        "document": "Add, list, show, correct, merge and remove documents.",
        "field": "Add, list, show, correct and remove fields.",
        "evidence": "Add, list, show, correct, verify and remove evidence.",
        "assess": "Add your verdict on an event, a field or an assertion.",
        "search-log": "Record what was looked for, and where, found or not.",
        "tag": "Put tags on an event, or take them off.",
    },
    "Correct": {
        "set": "Correct attributes of a record: NAME=VALUE.",
        "undo": "Take a change, or a whole import, back.",
        "void": "Take out a record that was entered by mistake; it is kept.",
        "edit": "Correct a record, or write new notes, in your editor.",
    },
    "Ask": {
        "compare": "Put what each party says about an event side by side.",
        "timeline": "Print every statement in said-order, with lags.",
        "corroboration": "Count the independent origins behind each answer.",
        "matrix": "Count how often two parties agree, conflict or deny.",
        "track-record": "Count what became of a party's claims and denials.",
        "movements": "Count how the parties changed what they said.",
        "gaps": "List what is missing, with the command that mends it.",
        "report": "Write a report to hand over: HTML, PDF, DOCX, Markdown, text.",
        "site": "Write a folder of pages with an index and a search.",
        "list": "List events, newest first, or another kind of record.",
        "show": "Show all that the file holds about a record.",
        "search": "Find records by the words in them.",
        "date": "Read dates as they are written, and say what is known.",
    },
    "Exchange": {
        "import": "Take in records from files.",
        "merge": "Merge another analyst's file into this one.",
        "diff": "Show what another file has that this one has not, and back.",
        "pack": "Pack the case, or some events, as one zip file to hand over.",
        "map": "Look at a file and write a first mapping for it.",
        "export": "Write the case file, or a part, for other programs.",
    },
    "Keep safe": {
        "init": "Make a new case file.",
        "log": "Print what was changed, when, by whom, with the differences.",
        "verify": "Hold the case file against its log, and name what differs.",
        "anchor": "Keep and check time-stamps of the log that were made elsewhere.",
        "backup": "Copy the case file while it is in use, and check the copy.",
        "restore": "Put a backup in the place of the case file.",
        "recover": "Save what can be read of a damaged case file.",
        "demo": "Show the founding casebook and four of its comparisons.",
    },
}


def summary(name: str) -> str:
    """Return what a command or group does, in one line; empty for one that is not listed."""
    return next((lines[name] for lines in GROUPS.values() if name in lines), "")


class Command(TyperCommand):
    """A command whose help writes arguments as manuals do.

    Attributes:
        explained_by: makes the command whose help explains the options that both have; None where this one does.
    """

    explained_by: Callable[[], Any] | None = None

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the parts of the usage line: EVENT must be given, [EVENT] may be, [EVENT]… any number of times."""
        return [_plain(piece) for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write arguments and options; of those that another command explains, only the names."""
        if self.explained_by is None:
            super().format_options(ctx, formatter)
            return
        other = self.explained_by()
        known = {parameter.name for parameter in other.params if parameter.param_type_name == "option"}
        every = self.params
        self.params = [parameter for parameter in every if parameter.name not in known]
        try:
            super().format_options(ctx, formatter)
        finally:
            self.params = every
        names = _names(ctx, (parameter for parameter in every if parameter.name in known))
        with formatter.section(f"Options explained by: claimtrack {other.name} --help"):
            formatter.write_text("  ".join(names))


def _plain(piece: str) -> str:
    if piece.startswith("{") and piece.endswith("}"):
        return piece[1:-1].replace("...", "…")
    return piece.replace("...]", "]…")


def _names(ctx: Any, options: Iterable[Any]) -> list[str]:
    """Return options as they are typed, a no-break space before what they take."""
    records = (option.get_help_record(ctx) for option in options)
    return [record[0].replace(" ", "\N{NO-BREAK SPACE}") for record in records if record]
