"""Histories of a case file as lists of small numbers: what two analysts did to it, generated, and what came of it."""

import json
import shutil
from contextlib import suppress
from itertools import count
from pathlib import Path

from claimtrack import Casefile
from claimtrack.errors import ClaimtrackError, InvalidRecordError, LinkRuleError
from claimtrack.model import Assertion, Claimant, Document, Event, Evidence, Link

DAYS = ("8 July 2016", "9 July 2016", "March 2016", "two days later")
FIGURES = ("3", "4", "5", "at least 2", "dozens")
WORDS = ("", "seen", "not seen", "asked")


def nth(found, number):
    """Pick one of what there is, in an order that both sides share; None where there is nothing."""
    ordered = sorted(found, key=repr)
    return ordered[number % len(ordered)] if ordered else None


def keyed(case, cls, number):
    return nth((record.key for record in case.records(cls)), number)


def said(case, number):
    id_ = nth((record.id for record in case.records(Assertion)), number)
    return case.assertion(id_) if id_ else None


def add_event(case, a, b):
    case.add_event(f"Fire {a % 3}", key=f"fire-{a % 4}", occurred=DAYS[b % 3], note=WORDS[b % 4])


def record(case, a, b):
    event = keyed(case, Event, a)
    if event:
        case.record(event, claimant=f"Party {b % 3}", text=f"Said {a % 5}", values={"killed": FIGURES[b % 5]},
                    said=DAYS[a % 3], label="" if b % 2 else f"s{a % 4}")  # fmt: skip


def correct_figure(case, a, b):
    found = said(case, a)
    if found:
        case.change(found, values={"killed": FIGURES[b % 5], **({"wounded": "7"} if b % 3 == 0 else {})})


def correct_statement(case, a, b):
    found = said(case, a)
    attribute = ("note", "locator", "text", "label")[b % 4]
    if found:
        case.change(found, **{attribute: f"w{b % 3}"})


def correct_event(case, a, b):
    key = keyed(case, Event, a)
    what = (
        {"occurred": DAYS[b % 3]},
        {"note": WORDS[b % 4]},
        {"tags": [f"t{b % 3}", f"t{b % 2}x"]},
        {"title": f"Fire {b % 3}"},
    )
    if key:
        case.change(case.event(key), **what[b // 3 % 4])


def name_party(case, a, b):
    key = keyed(case, Claimant, a)
    if key:
        held = case.claimant(key)
        case.change(held, aliases=[*held.aliases, f"P{b % 4}"][-2:], kind=("ministry", "outlet")[b % 2])


def void(case, a, b):
    kind = ("assertion", "assertion", "event", "claimant", "evidence")[b % 5]
    if kind == "assertion":
        found = said(case, a)
        name = found and found.id
    else:
        name = keyed(case, {"event": Event, "claimant": Claimant, "evidence": Evidence}[kind], a)
    if name:
        case.void(f"{kind}:{name}", f"mistake {b % 2}", cascade=b % 3 == 0)


def undo(case, a, b):
    case.undo(cascade=b % 2 == 0)


def link(case, a, b):
    one, other = said(case, a), said(case, b)
    if one and other and one.id != other.id:
        kind = ("denies", "cites", "repeats", "supersedes")[(a + b) % 4]
        case.take(
            [{"record": "link", "kind": kind, "source": one.id, "target": other.id, "note": WORDS[a % 4]}]
        )


def unlink(case, a, b):
    found = nth(case.records(Link), a)
    if found:
        case.remove(found)


def assess(case, a, b):
    found = said(case, a)
    if found:
        case.assess(
            found.event,
            assertion=found.id if b % 2 else "",
            grade=("weak", "fair")[b % 2],
            rationale=f"r{a % 2}",
        )


def add_document(case, a, b):
    case.add_document(f"Wire {a % 3}", key=f"wire-{a % 3}", url=f"https://example.org/{b % 2}",
                      **({"derived_from": f"wire-{b % 3}"} if b % 2 else {}))  # fmt: skip


def read_in(case, a, b):
    found, document = said(case, a), keyed(case, Document, b)
    if found and document:
        case.change(found, document=document)


def add_evidence(case, a, b):
    found = said(case, a)
    if found:
        case.add_evidence(f"Video {b % 2}", assertion=found, key=f"video-{b % 3}")


def rename(case, a, b):
    key = keyed(case, Event, a)
    if key:
        case.change(case.event(key), key=f"blaze-{b % 3}")


def merge_events(case, a, b):
    one, other = keyed(case, Event, a), keyed(case, Event, b)
    if one and one != other:
        case.merge("event", one, other)


def void_document(case, a, b):
    key = keyed(case, Document, a)
    if key:
        case.void(f"document:{key}", f"mistake {b % 2}", cascade=b % 3 == 0)


def derive(case, a, b):
    key, other = keyed(case, Document, a), keyed(case, Document, b)
    if key:
        case.change(case.document(key), derived_from="" if key == other else other)


def join_party(case, a, b):
    key, other = keyed(case, Claimant, a), keyed(case, Claimant, b)
    if key:
        case.change(case.claimant(key), part_of="" if key == other else other)


def count_from(case, a, b):
    key, other = keyed(case, Event, a), keyed(case, Event, b)
    if key and key != other:
        case.change(case.event(key), occurred={"raw": "two days later", "relative_to": f"event:{other}"})


def deny(case, a, b):
    found = said(case, a)
    if found:
        case.reply("denies", found, claimant=f"Party {b % 3}", text=f"No {b % 4}", said=DAYS[a % 3])


def concede(case, a, b):
    found = said(case, a)
    if found:
        case.reply("concedes", found, claimant=f"Party {b % 3}", text=f"Yes {b % 4}", said=DAYS[a % 3])


def merge_parties(case, a, b):
    one, other = keyed(case, Claimant, a), keyed(case, Claimant, b)
    if one and one != other:
        case.merge("claimant", one, other)


def merge_documents(case, a, b):
    one, other = keyed(case, Document, a), keyed(case, Document, b)
    if one and one != other:
        case.merge("document", one, other)


def settle(case, a, b):
    apart = nth(case.conflicts(), a)
    if apart:
        case.decide([(apart, nth(apart.conflict.says, b))])


CHANGES = (record, record, correct_figure, correct_figure, correct_event, correct_event, correct_statement, add_event, name_party,
           void, undo, link, link, unlink, assess, add_document, read_in, add_evidence, rename, merge_events,
           void_document, derive, join_party, deny, deny, concede, concede, count_from,
           merge_parties, merge_documents, settle)  # fmt: skip


def live(path, history, *, analyst="", start=0):
    """Do to a case file what a history says; what the program refuses is not done."""
    seconds = count(start)

    def now():
        second = next(seconds)
        return f"2026-03-01T{second // 3600 % 24:02}:{second // 60 % 60:02}:{second % 60:02}Z"

    with Casefile.open(path, analyst=analyst, now=now) as case:
        for number, a, b in history:
            with suppress(ClaimtrackError):
                CHANGES[number % len(CHANGES)](case, a, b)


def exported(path):
    with Casefile.open(path, create=False) as case:
        return "".join(case.export())


def pair(folder, before, ours, theirs, empty=None):
    """Make two files that were one: what both did, then each by itself."""
    one, other = Path(folder) / "one.db", Path(folder) / "other.db"
    for path in (one, other):
        path.unlink(missing_ok=True)
    if empty is not None:
        shutil.copy(empty, one)
    live(one, [(7, 0, 0), (0, 0, 1), (0, 1, 0), (0, 2, 2), (11, 0, 1), *before])
    with Casefile.open(one) as case:
        case.backup(other)
    live(one, ours, analyst="Ours", start=1000)
    live(other, theirs, analyst="Theirs", start=1000)
    return one, other


def merged(folder, into, other, name):
    """Merge one file into a copy of another; return the copy and what came of it."""
    path = Path(folder) / name
    path.unlink(missing_ok=True)
    with Casefile.open(into) as case:
        case.backup(path)
    with Casefile.open(path, analyst="Merger", now=lambda: "2026-04-01T00:00:00Z") as case:
        return path, case.merge_file(other)


def records(text):
    """Return exported records by kind and what names each: its key or id, or all of it."""
    found = {}
    for line in text.splitlines()[1:]:
        content = json.loads(line)
        found[content["record"], content.get("key") or content.get("id") or line] = content
    return found


def check(folder, one, other):
    """Merge two files both ways and hold the outcome against both.

    Returns:
        `merged`, or `refused` where both ways a rule of links, or a circle of dates, forbids it.

    Raises:
        AssertionError: the outcome is not the same both ways, something is lost, or a conflict is not listed.
    """
    try:
        first, joined = merged(folder, one, other, "first.db")
    except (LinkRuleError, InvalidRecordError) as refused:  # a rule of links, or dates in a circle
        try:
            merged(folder, other, one, "second.db")
        except type(refused):
            return "refused"
        raise
    second, _ = merged(folder, other, one, "second.db")
    text = exported(first)
    assert_same(text, exported(second))
    again, _ = merged(folder, first, other, "again.db")
    assert_same(text, exported(again))
    for path in (first, second):
        with Casefile.open(path) as case:
            breaches = case.verify().result.breaches
            assert breaches == [], breaches
    nothing_lost(records(text), records(exported(one)), records(exported(other)))
    conflicts_listed(records(text), records(exported(one)), records(exported(other)), joined.conflicts)
    edits_carried_over(records(text), records(exported(one)), records(exported(other)), joined)
    return "merged"


def assert_same(one, other):
    ours, theirs = one.splitlines(), other.splitlines()
    apart = [f"- {line}" for line in ours if line not in theirs] + [
        f"+ {line}" for line in theirs if line not in ours
    ]
    assert ours == theirs, "\n".join(["", *apart])


def nothing_lost(kept, *sides):
    names = {name for kind, name in kept if kind != "void"} | set(_void_names(kept))
    names |= {item["name"] for item in kept.values() if item.get("became")}  # merged into another
    for (kind, name), content in (item for side in sides for item in side.items()):
        if kind in ("assertion", "assessment", "claimant", "document", "evidence"):
            assert name in names, ("lost", kind, name)
        elif kind in ("edit", "void", "correction"):
            assert any(_said(content) == _said(item) for item in kept.values()), ("lost", content)


def _void_names(kept):
    for (kind, _), content in kept.items():
        if kind == "void":
            yield content["name"]
            yield from (item.get("id") for item in content["content"].get("with", ()))


def _said(content):
    apart = ("recorded", "revived") if content["record"] in ("edit", "void") else ()
    return {name: value for name, value in content.items() if name not in apart}


def conflicts_listed(kept, ours, theirs, conflicts):
    """Hold the list of conflicts against figures, notes and working dates that only differ where somebody changed them."""
    listed = {(apart.conflict.kind, apart.conflict.name, apart.conflict.what) for apart in conflicts}
    for (kind, name), content in ours.items():
        other = theirs.get((kind, name))
        if kind not in ("assertion", "event") or other is None or (kind, name) not in kept:
            continue
        for what, mine, their in differing(content, other):
            edited = [_edited(side, kind, name, what) for side in (ours, theirs)]
            if (
                edited[0] - edited[1]
                and edited[1] - edited[0]
                and mine not in (None, their)
                and their is not None
            ):
                ends = [_ends(side, kind, name, what) for side in (ours, theirs)]
                if not (ends[0] & edited[1] or ends[1] & edited[0]):
                    assert (kind, name, what) in listed, (kind, name, what, mine, their)


def edits_carried_over(kept, ours, theirs, joined):
    """Hold what either side edited of a record that the other merged away against the record that it went into."""
    listed = {(apart.conflict.kind, apart.conflict.name, apart.conflict.what) for apart in joined.conflicts}
    for side, other in ((ours, theirs), (theirs, ours)):
        for kind, name in side.keys() - kept.keys():
            into = _merged_into(other, kind, name) if kind in ("event", "claimant", "document") else ""
            for what in ("note", "occurred", "kind") if (kind, into) in kept else ():
                if _ends(side, kind, name, what) - _edited(other, kind, name, what):
                    says = side[kind, name].get(what)
                    if any(f"its {what} would refer to {into} itself" in note for note in joined.notes):
                        continue  # no date counts from itself
                    assert (kind, into, what) in listed or kept[kind, into].get(what) == says, (
                        kind,
                        into,
                        what,
                    )


def _merged_into(side, kind, name):
    """Return the key of the record that one was merged into in a file, in one step; else nothing."""
    found = [item["became"] for item in side.values() if item["record"] == "correction"
             and (item["kind"], item["name"]) == (kind, name) and item.get("became")]  # fmt: skip
    return found[-1] if found else ""


def differing(one, other):
    for what in ("note", "text", "locator", "title"):
        if one.get(what) != other.get(what):
            yield what, one.get(what), other.get(what)
    figures = [
        [item["raw"] for item in side.get("values", ()) if item["field"] == "killed"] for side in (one, other)
    ]
    if figures[0] != figures[1]:
        yield "killed", figures[0] or None, figures[1] or None


def _edits(side, kind, name, what):
    return [item for (of, _), item in side.items() if of == "edit" and (item["kind"], item["name"]) == (kind, name)
            and what in (item["attribute"], item.get("item"))]  # fmt: skip


def _edited(side, kind, name, what):
    return {item["id"] for item in _edits(side, kind, name, what)}


def _ends(side, kind, name, what):
    found = _edits(side, kind, name, what)
    gone = {id_ for item in found for id_ in item.get("replaces", ())}
    return {item["id"] for item in found if item["id"] not in gone}
