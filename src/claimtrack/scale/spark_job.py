"""A job for `spark-submit`: answer a question over a data set with the very SQL that DuckDB runs.

    spark-submit $(python -m claimtrack.scale.spark_job --where) DATASET QUESTION [--by bloc] [--output FOLDER]

claimtrack has to be installed where the driver runs, and nowhere else. Without an output, the first rows are printed.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from claimtrack.scale.questions import PARTIES, QUESTIONS, statements
from claimtrack.scale.schema import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence


def answer(session: Any, dataset: str, question: str, by: str = "claimant") -> Any:
    """Answer a question over a data set.

    Args:
        session: a Spark session.
        dataset: the folder, as Spark takes it: a path, or an address of HDFS or S3.
        question: one of `QUESTIONS`.
        by: one of `PARTIES`.

    Returns:
        A DataFrame with the columns that DuckDB gives.

    Raises:
        UnknownTermError: there is no such question or party.
    """
    for table in TABLES:
        session.read.parquet(f"{dataset.rstrip('/')}/{table}").createOrReplaceTempView(table)
    *views, asked = statements(question, by)
    for view in views:
        session.sql(view)
    return session.sql(asked)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the job."""
    if "--where" in (sys.argv[1:] if arguments is None else arguments):
        print(__file__)
        return
    parser = argparse.ArgumentParser(description="Answer a question over a data set of claimtrack.")
    parser.add_argument("dataset")
    parser.add_argument("question", choices=sorted(QUESTIONS))
    parser.add_argument("--by", choices=PARTIES, default="claimant", help="what a party is")
    parser.add_argument("--output", help="a folder for the answer as Parquet; printed if left out")
    given = parser.parse_args(arguments)
    from pyspark.sql import SparkSession

    session = SparkSession.builder.appName(f"claimtrack {given.question}").getOrCreate()
    found = answer(session, given.dataset, given.question, given.by)
    if given.output:
        found.write.parquet(given.output)
    else:
        found.show(50, truncate=60)
    session.stop()


if __name__ == "__main__":
    main()
