"""`date`: read date expressions on the command line."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from claimtrack.cli.environment import Environment, FormOption, environment

if TYPE_CHECKING:
    from claimtrack.dates import DateValue
    from claimtrack.views.blocks import View

DateOrder = Literal["DMY", "MDY", "YMD"]
DatePreference = Literal["nearest", "past", "future", "current_period"]
DateCalendar = Literal["gregorian", "hijri", "persian", "jalali", "hebrew", "ethiopian", "julian"]

_UNREAD = 100
_SHOWN = 120  # letters of a text that is no date
_WIDTH = 26  # columns of the EDTF form in a listing


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("date")(date)


def date(
    ctx: typer.Context,
    text: Annotated[
        list[str], typer.Argument(metavar="TEXT...", help="A date expression; - reads one from each line.")
    ],
    relative_to: Annotated[
        str,
        typer.Option(
            "--relative-to",
            metavar="DATE",
            help="What relative or incomplete dates count from: an ISO date, or a record such as event:SLUG.",
        ),
    ] = "",
    lang: Annotated[
        list[str] | None,
        typer.Option(
            "--lang", metavar="TAG", help="A language, region included: en-GB, ar-SY. May be repeated."
        ),
    ] = None,
    order: Annotated[DateOrder | None, typer.Option("--order", help="The order of dates in figures.")] = None,
    calendar: Annotated[
        DateCalendar | None, typer.Option("--calendar", help="The calendar of dates that do not say.")
    ] = None,
    zone: Annotated[
        str,
        typer.Option(
            "--zone", metavar="ZONE", help="The time zone of times that name none: Asia/Damascus, +03:00."
        ),
    ] = "",
    prefer: Annotated[
        DatePreference, typer.Option("--prefer", help="Which way incomplete dates point.")
    ] = "nearest",
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which rule read it and where each part comes from.")
    ] = False,
    exit_code: Annotated[
        bool,
        typer.Option("--exit-code", help=f"With -: exit with {_UNREAD} when a line holds no date."),
    ] = False,
    form: FormOption = "table",
) -> None:
    """Read dates as they are written in news and statements, and say what is known of them.

    Nothing counts from the clock: "yesterday" needs --relative-to. A text that holds no date is an error (16); among the
    lines read with - it is listed with its reason, and the command ends well unless --exit-code is given.

    Example: claimtrack date "Mar. 29-30" --relative-to 2016-04-02
    """
    from claimtrack.dates import read_date

    surroundings = environment(ctx)
    reference = _reference(surroundings, relative_to)
    tags = _tags(lang or ())
    joined = " ".join(text)
    texts: Iterable[str] = (line.rstrip("\r\n") for line in sys.stdin) if joined == "-" else [joined]
    values = (
        read_date(
            one,
            reference=reference,
            languages=tags,
            order=order,
            prefer=prefer,
            calendar=calendar,
            zone=zone or None,
        )
        for one in texts
    )
    if exit_code and joined != "-":
        raise typer.BadParameter("goes with -; one text without a date is an error", param_hint="--exit-code")
    if joined == "-":
        if _list(surroundings, values, form, explain=explain) and exit_code:
            raise typer.Exit(_UNREAD)
    else:
        _tell(surroundings, next(iter(values)), form, explain=explain)


def _tags(given: "Iterable[str]") -> list[str] | None:
    """Return the languages named, None where none is.

    Raises:
        UnknownTermError: dates cannot be read in one of them.
    """
    from claimtrack.errors import UnknownTermError
    from claimtrack.languages import LANGUAGES, primary_subtag

    tags = [tag.strip() for one in given for tag in one.split(",") if tag.strip()]
    for tag in tags:
        if primary_subtag(tag) not in LANGUAGES:
            raise UnknownTermError(
                f"--lang: unknown language {tag!r}", f"dates are read in: {', '.join(LANGUAGES)}"
            )
    return tags or None


def _reference(surroundings: Environment, given: str) -> "DateValue | None":
    """Settle what dates are relative to: a date, or the date of a record, its uncertainty included."""
    from claimtrack.dates import read_date
    from claimtrack.errors import UnreadableDateError

    if not given:
        return None
    kind, colon, _ = given.partition(":")
    if colon and kind.isalpha():
        with surroundings.open() as case:
            record = case.get(given)
        for name in ("occurred", "said", "published", "captured"):
            found: DateValue | None = getattr(record, name, None)
            if found:
                return found
        raise UnreadableDateError(
            f"{given} has no date that could be read", "give one with --relative-to DATE"
        )
    value = read_date(given)
    if not value:
        raise UnreadableDateError(f"--relative-to {given!r}: {value.reason}", "write it as 2016-03-29")
    return value


def _tell(surroundings: Environment, value: "DateValue", form: str, *, explain: bool) -> None:
    """Print one date; a text that holds none is an error, so that a script can tell."""
    from claimtrack.errors import UnreadableDateError

    if not value:
        if form == "json":
            surroundings.show(_view([value]), "json")
        from claimtrack.wording import shortened

        raise UnreadableDateError(f"{shortened(value.raw, _SHOWN)!r}: {value.reason}")
    if form != "table":
        surroundings.show(_view([value]), form)  # type: ignore[arg-type] # one of the forms
        return
    # Plain lines: a table would cost more than all the reading.
    lines = [str(value.edtf)]
    lines += [f"  {name:10} {what}" for name, what in _details(value, explain=explain)]
    surroundings.write("\n".join(lines))


def _details(value: "DateValue", *, explain: bool) -> Iterable[tuple[str, str]]:
    yield "earliest", str(value.earliest or "open")
    yield "latest", str(value.latest or "open")
    yield "precision", value.precision
    doubts = [name for name in ("approximate", "uncertain") if getattr(value, name)]
    if doubts:
        yield "doubt", ", ".join(doubts)
    if value.inferred:
        yield "inferred", f"{', '.join(value.inferred)} from {value.reference or 'the calendar'}"
    if value.calendar != "gregorian":
        yield "calendar", value.calendar
    if value.zone:
        yield "zone", value.zone
    for reading in value.readings:
        yield "reading", reading.edtf
    if value.remark:
        yield "remark", value.remark
    if explain:
        yield "known", ", ".join(value.known) or "nothing but the relation"
        yield "rule", value.rule


def _list(surroundings: Environment, values: "Iterable[DateValue]", form: str, *, explain: bool) -> bool:
    """Print one line for each text, as it is read; return whether one of them holds no date."""
    if form != "table":
        held = list(values)
        surroundings.show(_view(held), form)  # type: ignore[arg-type] # one of the forms
        return not all(held)
    from claimtrack.characters import harmless

    unread = False
    for value in values:
        unread = unread or not value
        notes = "; ".join(_notes(value, explain=explain))
        surroundings.write(
            f"{value.edtf or '-':{_WIDTH}} {harmless(value.raw)}" + (f"  ({notes})" if notes else "")
        )
    return unread


def _notes(value: "DateValue", *, explain: bool) -> Iterable[str]:
    """Say of a date in a list what its form does not: the other readings, what is odd, why there is none."""
    if not value:
        yield value.reason
        return
    others = [reading.edtf for reading in value.readings if reading.edtf != value.edtf]
    if others:
        yield f"or {' or '.join(others)}"
    if value.remark:
        yield value.remark
    if explain:
        yield value.rule


def _view(values: "list[DateValue]") -> "View":
    from claimtrack.views.blocks import Column, Table, View, cell

    names = ("text", "EDTF", "earliest", "latest", "precision", "inferred", "readings", "rule", "note")
    rows = tuple(
        tuple(
            cell(part)
            for part in (
                value.raw,
                value.edtf,
                str(value.earliest or ""),
                str(value.latest or ""),
                value.precision,
                ", ".join(value.inferred),
                ", ".join(reading.edtf for reading in value.readings),
                value.rule,
                value.reason or value.remark,
            )
        )
        for value in values
    )
    table = Table(tuple(Column(cell(name), name=name.lower()) for name in names), rows)
    return View("date", (table,), {"dates": [_data(value) for value in values]})


def _data(value: "DateValue") -> dict[str, Any]:
    from claimtrack.dates.records import date_record

    record = date_record(value)
    if isinstance(record, str):
        record = {"raw": record, "edtf": record}
    bounds = {name: str(getattr(value, name)) for name in ("earliest", "latest") if getattr(value, name)}
    return {**record, **bounds, "precision": value.precision} if value else record
