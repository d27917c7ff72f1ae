"""`review`: drafts one by one, the passage beside what was read from it, decided with a key."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimtrack.cli.environment import Environment, environment
from claimtrack.cli.options import command_of
from claimtrack.errors import ClaimtrackError, InputFileError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from claimtrack.casefile import Casefile
    from claimtrack.casefile.review import Decisions
    from claimtrack.intake.report import IntakeReport

_KEYS = "[a]ccept [e]dit [s]kip [r]eject s[p]lit [m]erge e[v]ent [c]laimant [q]uit"
_ROOM = 160  # characters of the passage on either side


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("review")(command_of(review))


def review(
    ctx: typer.Context,
    drafts: Annotated[
        str, typer.Argument(metavar="DRAFTS", help="What claimtrack draft --format jsonl printed.")
    ],
    *,
    event: Annotated[
        str, typer.Option("--event", metavar="EVENT", help="The event that they are about.")
    ] = "",
) -> None:
    """Decide on drafts, one by one: what you accept goes into the case file, with its document.

    The passage stands beside each draft. Edit opens your editor; split asks where the second begins; merge joins one
    with that before it; event and claimant offer those of the case file, or take a new one. What was decided is kept at once: stop at any time and start again; a draft
    that you reject is not proposed again; one that you accepted is, when it was undone or made void.

    Example: claimtrack review drafts.jsonl
    """
    from claimtrack.casefile.review import Decisions, void_assertions

    surroundings = environment(ctx)
    pages = _sheets(drafts)
    with surroundings.open() as case:
        case.refuse_if_read_only()
        session = _Session(surroundings, case, Decisions(case.path, void_assertions(case)))
        for page, found in pages:
            if not session.review(page, found, event or page.get("event", "")):
                break
        surroundings.say(session.told())


def _sheets(name: str) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Read what `draft` wrote: documents, each with its drafts."""
    pages: list[tuple[dict[str, Any], list[dict[str, Any]]]] = []
    try:
        lines = Path(name).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputFileError(
            f"{name} cannot be read: {getattr(error, 'strerror', '') or 'it is no text'}", "check the path"
        ) from None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if "text" in record:
                pages.append((record, []))
            else:
                record["digest"], record["content_spans"], record["values"]
                pages[-1][1].append(record)
        except (ValueError, KeyError, IndexError, TypeError):
            way_out = "make them with: claimtrack draft FILE --format jsonl"
            raise InputFileError(f"{name}, line {number}: no draft", way_out) from None
    if not pages:
        raise InputFileError(
            f"there is nothing in {name}", "make drafts with: claimtrack draft FILE --format jsonl"
        )
    return pages


class _Session:
    """One sitting: what is asked, what was decided."""

    def __init__(self, surroundings: Environment, case: "Casefile", decisions: "Decisions") -> None:
        self.surroundings, self.case, self.decisions = surroundings, case, decisions
        self.console = _console(surroundings)
        self.counts = {"accepted": 0, "rejected": 0, "skipped": 0}
        self.page: dict[str, Any] = {}
        self.queue: list[dict[str, Any]] = []
        self.at = 0
        self.event = ""

    def review(self, page: dict[str, Any], drafts: list[dict[str, Any]], event: str) -> bool:
        """Go through the drafts of a document; whether to go on with the next one."""
        from claimtrack.drafting.sheets import label

        self.page, self.event = page, event or page["title"] or page["page"]
        self.labels = {one["draft"]: label(one) for one in drafts}
        self.claimants = {one["draft"]: one["claimant"] for one in drafts}
        self.queue = [one for one in drafts if not self.decisions.of(one)]
        self.at = 0
        while self.at < len(self.queue):
            self._show()
            if not self._decide():
                return False
        return True

    def told(self) -> str:
        """Say what came of it."""
        return ", ".join(f"{count} {what}" for what, count in self.counts.items())

    # ---- what is seen -----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        from claimtrack.views.drafts import answers_text

        draft = self.queue[self.at]
        self.console.rule(
            _plain(f"{self.at + 1} of {len(self.queue)} · {self.page['title'] or self.page['page']}")
        )
        self.console.print(_passage(self.page["text"], draft, colour=self.surroundings.colour()))
        self.console.print()
        lines = {
            "before": "accepted, and void since" if self.decisions.taken_out(draft) else "",
            "claimant": draft["claimant"] or "?",
            "via": draft["via"],
            "for": draft["part_of"],
            "spokesperson": draft["spokesperson"],
            "stance": f"{draft['stance']}, {draft['hedge'] or 'stated'}",
            "said": draft["said"],
            "event": self.event,
            "values": "; ".join(answers_text(draft["values"])),
            "answers": "; ".join(self._answered(link) for link in draft["responds"]),
        }
        self.console.print(_beside({name: value for name, value in lines.items() if value}))

    def _answered(self, link: dict[str, Any]) -> str:
        """Return a link in words: "denies Army of the North"."""
        return f"{link['kind'].replace('_', ' ')} {self.claimants.get(link['to'], '')}".strip()

    # ---- what is decided --------------------------------------------------------------------------------------------

    def _decide(self) -> bool:
        """Ask once and do what was said; whether to go on."""
        actions: dict[str, Callable[[], None]] = {
            "a": self._accept,
            "e": self._edit,
            "s": self._skip,
            "r": self._reject,
            "p": self._split,
            "m": self._merge,
            "v": self._choose_event,
            "c": self._choose_claimant,
        }
        answer = self._ask(f"{_KEYS}\n> ")
        if answer is None or answer == "q":
            return False
        action = actions.get(answer[:1])
        if action is None:
            self.console.print(_plain("one of the letters above"))
            return True
        try:
            action()
        except ClaimtrackError as error:
            self.surroundings.complain(error)
        return True

    def _ask(self, question: str) -> str | None:
        """Return a line from the keyboard, None at its end."""
        self.console.print(_plain(question), end="")
        try:
            return input().strip()
        except EOFError:
            return None

    def _next(self, what: str) -> None:
        self.counts[what] += 1
        self.at += 1

    def _accept(self) -> None:
        from claimtrack.casefile.review import accept

        if not self.queue[self.at]["claimant"]:
            self.console.print(_plain("who says so is open: choose the claimant (c) first"))
            return
        self._accepted(accept(self.case, self._notes(), self.page))

    def _notes(self) -> str:
        from claimtrack.casefile.review import as_notes

        return as_notes(self.page, self.queue[self.at], self.event, self.decisions, self.labels)

    def _edit(self) -> None:
        from claimtrack.casefile.review import accept
        from claimtrack.cli.edit import edited

        taken: list[IntakeReport] = []  # stays empty where the editor was left without a change
        edited(
            self.surroundings, self._notes(), lambda text, _: taken.append(accept(self.case, text, self.page))
        )
        if taken:
            self._accepted(taken[-1])

    def _accepted(self, report: "IntakeReport") -> None:
        from claimtrack.model import Assertion

        made = next((one.id for one in report.records if isinstance(one, Assertion)), "")
        self.decisions.make(self.queue[self.at], "accepted", made)
        self._next("accepted")

    def _skip(self) -> None:
        self._next("skipped")

    def _reject(self) -> None:
        self.decisions.make(self.queue[self.at], "rejected")
        self._next("rejected")

    def _split(self) -> None:
        from claimtrack.drafting.joining import split

        words = self._ask("the second begins with the words: ")
        parts = split(self.queue[self.at], self.page["text"], words or "")
        if parts is None:
            self.console.print(_plain("those words do not stand inside what is said"))
            return
        self.queue[self.at : self.at + 1] = parts

    def _merge(self) -> None:
        from claimtrack.drafting.joining import apart, merge

        if not self.at or self.decisions.of(self.queue[self.at - 1]):
            self.console.print(_plain("there is none before it that is undecided"))
            return
        before, here = self.queue[self.at - 1 : self.at + 1]
        if reason := apart(before, here):
            self.console.print(_plain(f"not merged: {reason}; e edits either"))
            return
        joined = merge(before, here, self.page["text"])
        self.queue[self.at - 1 : self.at + 1] = [joined]
        self.at -= 1

    def _choose_event(self) -> None:
        from claimtrack.model import Event

        events = sorted(self.case.records(Event), key=lambda one: one.title)[:9]
        chosen = self._choose(
            [event.title for event in events], "number, key or title; a new title makes a new event: "
        )
        number = next((at for at, event in enumerate(events) if event.title == chosen), None)
        if chosen:
            self.event = events[number].key if number is not None else chosen

    def _choose_claimant(self) -> None:
        from claimtrack.casefile.review import candidates
        from claimtrack.drafting.joining import spoken_by

        draft = self.queue[self.at]
        chosen = self._choose(
            candidates(self.case, draft["claimant"]), "number or name; a new name makes a claimant: "
        )
        if chosen:
            self.queue[self.at] = spoken_by(draft, chosen, self.page["text"])

    def _choose(self, offered: list[str], question: str) -> str:
        for number, name in enumerate(offered, start=1):
            self.console.print(_plain(f"{number:>3}  {name}"))
        answer = self._ask(question) or ""
        return offered[int(answer) - 1] if answer.isdecimal() and 0 < int(answer) <= len(offered) else answer


def _beside(lines: dict[str, str]) -> "Table":
    """Return names and what stands beside them; what is long goes on below itself."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right", min_width=12, no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in lines.items():
        grid.add_row(_plain(name), _plain(value))
    return grid


def _console(surroundings: Environment) -> "Console":
    from rich.console import Console

    return Console(
        width=surroundings.width(),
        no_color=not surroundings.colour(),
        highlight=False,
        markup=False,
        emoji=False,
    )


def _plain(text: str) -> "Text":
    """Return text from outside as what it is: no markup, no escapes, no turned direction."""
    from rich.text import Text

    from claimtrack.characters import harmless

    return Text(harmless(text, keep_newlines=True))


def _passage(text: str, draft: dict[str, Any], *, colour: bool) -> "Text":
    """Return the passage with its spans marked: by style, and by marks where there is no colour."""
    marks = {"claimant": ("{", "}", "bold cyan"), "cue": ("<", ">", "italic"), "content": ("[", "]", "bold")}
    spans = [(span, "content") for span in draft["content_spans"]]
    spans += [(draft[f"{name}_span"], name) for name in ("claimant", "cue") if draft[f"{name}_span"]]
    spans.sort(key=lambda one: (one[0][0], -one[0][1]))
    first = max(0, min(span[0] for span, _ in spans) - _ROOM)
    last = min(len(text), max(span[1] for span, _ in spans) + _ROOM)
    shown = _plain("…" if first else "")
    here = first
    for (start, end), name in spans:
        begin, stop = max(here, start), min(end, last)
        if begin >= stop:
            continue
        opening, closing, style = marks[name]
        shown.append_text(_plain(text[here:begin]))
        part = _plain(text[begin:stop] if colour else f"{opening}{text[begin:stop]}{closing}")
        part.stylize(style)
        shown.append_text(part)
        here = stop
    shown.append_text(_plain(text[here:last] + ("…" if last < len(text) else "")))
    return shown
