"""The questions over a data set of Parquet tables, which may hold many case files' worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.casefile.report import Report
from claimtrack.scale.questions import MEMORY, Dataset
from claimtrack.views.over import over_view

if TYPE_CHECKING:
    from pathlib import Path

    from claimtrack.scale.questions import Telling


def ask_over(
    folder: Path,
    question: str,
    *,
    by: str = "claimant",
    limit: int = 0,
    narrowed: tuple[str, str] = ("", ""),
    memory: str = MEMORY,
    progress: Telling | None = None,
) -> Report:
    """Answer a question over a data set with DuckDB.

    Args:
        folder: the data set, as `Casefile.write_dataset` writes it.
        question: contested, matrix, corroboration, track_record or movements.
        by: what a party is: claimant or bloc.
        limit: how many rows at most; 0 for all.
        narrowed: a column and what it has to hold, if not all rows are wanted.
        memory: what DuckDB may hold before it spills to the disk.
        progress: is told what is being done, how much of it is done, and how much there is.

    Raises:
        InputFileError: the folder is no data set, or cannot be asked.
        MissingLibraryError: DuckDB is not installed.
        UnknownTermError: there is no such question or party.
    """
    with Dataset(folder, memory) as dataset:
        answer = dataset.ask(
            question, by=by, limit=limit, where=narrowed[0], value=narrowed[1], progress=progress
        )
    return Report(answer, over_view(question, answer.columns, answer.rows, more=answer.more))
