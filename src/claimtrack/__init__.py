"""claimtrack: competing versions of events as linked, sourced, dated assertions.

>>> from claimtrack import Casefile
"""

from __future__ import annotations

TYPE_CHECKING = False  # that of `typing`, whose import is half the cost of `claimtrack --version`
if TYPE_CHECKING:
    from typing import Any

    from claimtrack.casefile import Casefile, IntakeReport, Report
    from claimtrack.drafting import draft_text, find_attributions

__all__ = ["Casefile", "IntakeReport", "Report", "__version__", "draft_text", "find_attributions"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # The command line imports this package for every command: the API is loaded when it is asked for.
    if name in ("Casefile", "IntakeReport", "Report"):
        import claimtrack.casefile

        return getattr(claimtrack.casefile, name)
    if name in ("draft_text", "find_attributions"):
        import claimtrack.drafting

        return getattr(claimtrack.drafting, name)
    raise AttributeError(f"module 'claimtrack' has no attribute {name!r}")
