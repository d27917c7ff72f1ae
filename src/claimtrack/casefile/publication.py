"""What of a case file may be read by anybody, made ready: who is protected in it, and who is withheld."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimtrack.casefile.surveys import CaseSurveys
    from claimtrack.reports.public import Publication

_PROTECTED = """WHERE t.disclosure = 'protected'
    OR t.publisher IN (SELECT pk FROM claimant WHERE disclosure = 'protected')"""


def publication(case: CaseSurveys, withheld: Callable[[int], str], *, credits: bool) -> Publication:  # noqa: A002
    """Return what makes dossiers of a case file fit to be read by anybody.

    Args:
        case: the case file.
        withheld: writes what stands in the place of a name, from its number.
        credits: whether who judged, searched or collected evidence is named.
    """
    from claimtrack.model import Claimant, Document
    from claimtrack.reports.public import Publication

    reader = case._reader  # noqa: SLF001 - one with the case file
    return Publication(
        case.records(Claimant),
        reader.select(Document, _PROTECTED),
        withheld,
        spokespersons=reader.spokespersons(),
        people=reader.people(),
        credits=credits,
    )
