"""What a report costs, as ratios to floors measured in the same run.

    python tests/benchmarks/bench_report.py [--events 500] [--pdf-events 50] [--many 5000]

HTML of the ready blocks of a report (500 events of 20 statements) is held against a bare Jinja2 loop over the same
blocks as plain dictionaries, with `json.dumps` of them beside it; PDF against typst alone on the very input that it is
given. What the analysis takes is told beside them. With `--many`, the peak memory of `report` and `site` over so many
events is held against that over 500. Processor time throughout.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from claimtrack import Casefile

STATEMENTS = 20
SEED = 20160329
RUNS = 3

# As plain as can be: what every report has to say at the least, with nothing but the tags it needs.
BARE = """<!doctype html><title>{{ title }}</title>
{% for block in blocks %}
{% if block.kind == "heading" %}<h{{ block.level }}>{{ block.text }}</h{{ block.level }}>
{% elif block.kind == "table" %}<table>
<tr>{% for cell in block.head %}<th>{{ cell }}</th>{% endfor %}</tr>
{% for row in block.rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}</table>
{% elif block.kind == "text" %}{% for item in block.items_ %}<p>{{ item }}</p>
{% endfor %}{% elif block.kind == "picture" %}<svg>{% for shape in block.shapes %}<{{ shape.kind }} x="{{ shape.x }}" y="{{ shape.y }}">{{ shape.text }}</{{ shape.kind }}>{% endfor %}</svg>
{% endif %}{% endfor %}
"""


def records(events: int) -> Iterator[dict[str, Any]]:
    """Make a case of so many events, each with 20 statements by ten parties from documents of their own."""
    chance = random.Random(SEED)
    yield {"record": "claimtrack", "version": 1}
    parties = [f"party-{number}" for number in range(60)]
    for party in parties:
        yield {"record": "claimant", "key": party, "name": f"The speaker of {party}", "kind": "outlet"}
    for number in range(events):
        day = f"2016-{1 + number % 12:02}-{1 + number % 28:02}"
        yield {"record": "event", "key": f"e{number}", "title": f"Strike number {number}", "occurred": day}
        voices = chance.sample(parties, 10)
        for place in range(STATEMENTS):
            document = f"d{number}-{place}"
            yield {"record": "document", "key": document, "title": f"Report {number}-{place}",
                   "url": f"https://example.org/{number}/{place}", "published": day}  # fmt: skip
            yield {
                "record": "assertion",
                "event": f"e{number}",
                "claimant": voices[place % 10],
                "stance": "denies" if place == 3 else "affirms",
                "text": f"Statement {place} on the strike, in about as many words as such statements have",
                "said": day,
                "document": document,
                "values": {"killed": str(chance.randrange(20)), "weapon": chance.choice(["bomb", "rocket"])},
            }


def case_of(folder: Path, events: int) -> Path:
    source, path = folder / f"{events}.jsonl", folder / f"{events}.db"
    with source.open("w") as stream:
        for record in records(events):
            stream.write(json.dumps(record) + "\n")
    with Casefile.open(path) as case:
        case.import_file(source)
    return path


def plain(block: Any) -> dict[str, Any]:
    """Write a block as a plain dictionary of texts."""
    kind = type(block).__name__
    if kind == "Heading":
        return {"kind": "heading", "level": block.level, "text": block.text}
    if kind == "Table":
        return {
            "kind": "table",
            "head": [column.heading.text for column in block.columns],
            "rows": [[cell.text for cell in row] for row in block.rows],
        }
    if kind == "Text":
        return {"kind": "text", "items_": [item.text for item in block.paragraphs]}
    if kind == "KeyValues":
        return {"kind": "text", "items_": [f"{label} {value.text}" for label, value in block.items]}
    shapes = [
        {"kind": type(s).__name__, "x": s.x, "y": s.y, "text": getattr(s, "text", "")}
        for s in block.drawing.shapes
    ]
    return {"kind": "picture", "shapes": shapes}


def least(*works: Callable[[], object]) -> list[float]:
    """Return the least processor time of a few runs of each, in seconds; they take turns, as what runs later is slower."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(RUNS):
        for spent, work in zip(times, works, strict=True):
            start = time.process_time()
            work()
            spent.append(time.process_time() - start)
    return [min(spent) for spent in times]


def html(path: Path) -> None:
    from jinja2 import Environment

    from claimtrack.render.html import page

    with Casefile.open(path) as case:
        start = time.process_time()
        manuscript = case.report().manuscript
        blocks = list(manuscript.blocks())
        made = time.process_time() - start
    ready = [plain(block) for block in blocks]
    bare = Environment(autoescape=True, trim_blocks=True).from_string(BARE)
    floor, ours, dumped = least(
        lambda: sum(map(len, bare.generate(title="Report", blocks=ready))),
        lambda: sum(map(len, page("Report", blocks, foot=manuscript.foot))),
        lambda: json.dumps(ready),
    )
    print(f"HTML of ready blocks    {ours:6.2f} s   {ours / floor:5.2f} × a bare Jinja2 loop ({floor:.2f} s)")
    print(f"json.dumps of them      {dumped:6.2f} s   {dumped / floor:5.2f} ×")
    print(f"making the blocks       {made:6.2f} s")


def pdf(path: Path) -> None:
    from claimtrack.reports import pdf as setting

    with Casefile.open(path) as case:
        manuscript = case.report().manuscript
        blocks = list(manuscript.blocks())

    class Given:
        """A manuscript whose blocks are ready."""

        title, words, compiled, foot = (
            manuscript.title,
            manuscript.words,
            manuscript.compiled,
            manuscript.foot,
        )

        @staticmethod
        def blocks() -> Iterator[Any]:
            return iter(blocks)

    inputs = {"report": setting.covered(setting.content(Given()), print)}  # type: ignore[arg-type]
    floor, ours = least(
        lambda: setting.compiled("report.typ", inputs, pdf_standards=list(setting.STANDARDS)),
        lambda: setting.write(Given(), print),  # type: ignore[arg-type]
    )
    print(f"PDF of ready blocks     {ours:6.2f} s   {ours / floor:5.2f} × typst alone ({floor:.2f} s)")


def peak(path: Path, *command: str) -> float:
    """Return the peak memory of a command, in MB."""
    code = (
        "import sys\nfrom claimtrack.__main__ import main\n"
        "sys.argv = ['claimtrack', *sys.argv[1:]]\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        # Not ru_maxrss, which a new process has from the one that started it.
        "status = open('/proc/self/status').read()\n"
        "print(int(status.split('VmHWM:')[1].split()[0]) / 1024, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--file", str(path), *command],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stderr.strip().splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=500)
    parser.add_argument("--pdf-events", type=int, default=50)
    parser.add_argument("--many", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path = case_of(folder, asked.events)
        html(path)
        pdf(case_of(folder, asked.pdf_events))
        if asked.many:
            large = case_of(folder, asked.many)
            for command in (
                ["report", "--all", "-o", str(folder / "x.html")],
                ["site", "--all", "-o", str(folder / "s")],
            ):
                few, many = peak(path, *command), peak(large, *command)
                print(
                    f"{command[0]:8} peak memory    {few:6.0f} MB   {many / few:5.2f} × for {asked.many} events"
                )
    print(f"peak of this process    {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")


if __name__ == "__main__":
    main()
