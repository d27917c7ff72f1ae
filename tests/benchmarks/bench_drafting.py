"""What drafting costs: one article as a whole process against spaCy's small English pipeline, a folder of a thousand.

    python tests/benchmarks/bench_drafting.py [--runs 7] [--peer PYTHON] [--documents 1000]

The article has about 800 words, put together from sentences of our own. Processor time (user and system) of whole
processes, start included, in turn; medians. The peer is skipped where the interpreter named has no spaCy or no small
English model. The folder is drafted as JSON Lines, and the largest resident size is told beside that of one article.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SENTENCES = (
    "The ministry of defence said on {day} that {n} soldiers had been killed near the village of Asmar. ",
    '"There was no warning," said Ann Lee, the mayor of Kesh, who had come to see the damage. "We heard {n} blasts." ',
    "According to residents, a drone hit the market shortly after dawn and set fire to a grain store. ",
    "The market, which sells fish and wool, is the oldest of the province. ",
    "A spokesman for the army denied that its aircraft had struck the town, saying that it had been a gas leak. ",
    "Western officials say it is increasingly likely that a rocket was fired from across the river. ",
    "The group later claimed responsibility for the attack in a video that was posted on its channel. ",
    "Who gave the order remains unclear. The governor, however, insisted that the police had not fired. ",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
PEER = """
import sys
try:
    import spacy
    nlp = spacy.load(sys.argv[2])
except (ImportError, OSError):
    sys.exit(3)
document = nlp(open(sys.argv[1], encoding="utf-8").read())
print(len(list(document.sents)))
"""


def article(words: int, seed: int) -> str:
    """Return an article of about so many words, in paragraphs of four sentences."""
    text, at = "", seed
    while len(text.split()) < words:
        sentence = SENTENCES[at % len(SENTENCES)]
        text += sentence.format(day=DAYS[at % len(DAYS)], n=at % 40 + 2) + ("\n\n" if at % 4 == 3 else "")
        at += 1
    return text


def cost(command: list[str], folder: str) -> float | None:
    """Return the processor seconds of a command, None where it says that it cannot run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "CLAIMTRACK_FILE": ""}
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode == 3:
        return None
    assert done.returncode == 0, command
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def claimtrack(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "claimtrack", "draft", *arguments, "--published", "2016-07-20"]


def largest(command: list[str], folder: str) -> int:
    """Return the largest resident size of a command, in MB."""
    script = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    return int(
        subprocess.run(
            [sys.executable, "-c", script, *command], cwd=folder, capture_output=True, text=True, check=True
        ).stdout
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--peer", default=sys.executable, help="an interpreter that has spaCy")
    parser.add_argument("--model", default="en_core_web_sm")
    parser.add_argument("--documents", type=int, default=1000)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "article.txt").write_text(article(800, 0), encoding="utf-8")
        ours, theirs = claimtrack("article.txt"), [told.peer, "-c", PEER, "article.txt", told.model]
        cost(ours, folder)  # as on the machine of somebody who uses it
        peer = cost(theirs, folder)
        mine, others = [], []
        for _ in range(told.runs):
            mine.append(cost(ours, folder))
            if peer is not None:
                others.append(cost(theirs, folder))
        print(f"one article of 800 words: {statistics.median(mine):.2f} s of processor")
        if others:
            print(
                f"spaCy's small English pipeline: {statistics.median(others):.2f} s; ratio {statistics.median(mine) / statistics.median(others):.2f}, goal 0.25"
            )
        else:
            print("spaCy with its small English model is not there: skipped")
        Path(folder, "many").mkdir()
        for number in range(told.documents):
            Path(folder, "many", f"{number:05}.txt").write_text(article(800, number), encoding="utf-8")
        many = claimtrack("many", "--format", "jsonl")
        seconds = cost(many, folder)
        print(
            f"{told.documents} articles: {seconds:.1f} s of processor, {1000 * seconds / told.documents:.0f} ms each"
        )
        print(
            json.dumps(
                {"MB, one": largest(claimtrack("article.txt"), folder), "MB, all": largest(many, folder)}
            )
        )


if __name__ == "__main__":
    main()
