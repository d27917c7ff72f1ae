"""Past one file: a case file as a data set of Parquet tables, and the questions over it as SQL that engines run.

`schema` says what the tables hold, `writing` writes them, `questions` runs the SQL files in DuckDB, `spark_job` in Spark.
"""
