"""The benchmark of whole files runs: on a few rows, and without a word about how long anything takes."""

import json
import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).parent / "benchmarks" / "bench_scale.py"


def test_the_quick_form_measures_every_task(tmp_path):
    told, drawn = tmp_path / "told.json", tmp_path / "growth.svg"
    command = [sys.executable, str(BENCHMARK), "--quick", "--json", str(told), "--svg", str(drawn)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured = json.loads(told.read_text())
    tasks = [line["task"] for line in measured]
    assert {"import, search index and all", "export native", "gaps, all of them", "matrix"} <= set(tasks)
    assert all(task in done.stdout for task in tasks)
    assert all({"processor", "clock", "memory"} <= line["ours"].keys() for line in measured)
    assert drawn.read_text().startswith("<?xml")
