"""The terminal: `claimtrack` and `python -m claimtrack`."""

from __future__ import annotations

import atexit
import gc
import sys

_INTERRUPTED = 130  # what a shell makes of a program that was interrupted
_NEW_OBJECTS = 50_000  # between two searches for garbage; Python's own number is 700


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] in (["--version"], ["-V"]):  # answered before typer is imported
        from claimtrack import __version__

        print(f"claimtrack {__version__}")
        return
    try:
        _collect_garbage_seldom()
        from claimtrack.cli.app import run

        run()
    except KeyboardInterrupt:  # before a command has begun, which says so itself
        sys.exit(_INTERRUPTED)


def _collect_garbage_seldom() -> None:
    """Spare a short command the search for garbage among what it has just imported: a tenth of its whole cost."""
    gc.set_threshold(_NEW_OBJECTS)
    atexit.register(gc.freeze)  # what lives at exit goes with the process


if __name__ == "__main__":
    main()
