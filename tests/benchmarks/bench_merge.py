"""Pairs of generated histories, merged both ways.

    python tests/benchmarks/bench_merge.py [--pairs 1000] [--seed 0] [--steps 12]

Two files that were one are changed apart, as random numbers say, and merged into each other. Counted are pairs whose two native
exports differ, that lose a record or an edit, that leave a conflict unlisted, or whose files do not verify; a pair that the
rules of links refuse must be refused both ways.
"""

import argparse
import random
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from histories import CHANGES, check, pair


def history(chosen: random.Random, steps: int) -> list[tuple[int, int, int]]:
    length = chosen.randrange(steps + 1)
    return [
        (chosen.randrange(len(CHANGES)), chosen.randrange(12), chosen.randrange(12)) for _ in range(length)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, default=12)
    options = parser.parse_args()
    outcomes: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(options.seed, options.seed + options.pairs):
            chosen = random.Random(seed)
            histories = [history(chosen, options.steps) for _ in range(3)]
            try:
                outcomes[check(folder, *pair(folder, *histories))] += 1
            except Exception:  # noqa: BLE001 - each failure is told, and the next pair tried
                outcomes["failed"] += 1
                print(f"seed {seed}", traceback.format_exc(limit=-3), sep="\n")
    print(", ".join(f"{what}: {number}" for what, number in sorted(outcomes.items())))


if __name__ == "__main__":
    main()
