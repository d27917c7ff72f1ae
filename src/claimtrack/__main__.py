"""The terminal: `claimtrack` and `python -m claimtrack`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    if sys.argv[1:] in (["--version"], ["-V"]):  # answered before typer is imported
        from claimtrack import __version__

        print(f"claimtrack {__version__}")
        return
    from claimtrack.cli.app import run

    run()


if __name__ == "__main__":
    main()
