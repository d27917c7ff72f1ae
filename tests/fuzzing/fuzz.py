"""Coverage-guided fuzzing of one target, as long as you like.

    pip install '.[fuzz]'
    python tests/fuzzing/fuzz.py dates -max_total_time=3600

Targets: dates, counts, native, table, notes, references, merge. The rest of the line is libFuzzer's
(https://llvm.org/docs/LibFuzzer.html); unless it says otherwise, an input that takes over a second, or memory that grows beyond
2 GB, is a failure like a crash. The corpus beside this file is read, and what is found goes into a folder that is named at the end.
"""

import sys
import tempfile
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))
with atheris.instrument_imports(include=["claimtrack"]):
    from fuzz_targets import CORPUS, TARGETS


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        raise SystemExit(__doc__)
    name = sys.argv[1]
    found = Path(tempfile.mkdtemp(prefix=f"fuzz-{name}-"))
    given = sys.argv[2:]
    usual = ["-timeout=1", "-rss_limit_mb=2048", "-max_len=4096", f"-artifact_prefix={found}/"]
    usual = [
        option for option in usual if not any(item.startswith(option.partition("=")[0]) for item in given)
    ]
    print(f"what is found goes into {found}", file=sys.stderr)
    atheris.Setup([sys.argv[0], *usual, *given, str(found), str(CORPUS / name)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
