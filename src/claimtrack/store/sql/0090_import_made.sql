-- What an import made, kept for good, so that it can be told and taken back whole; and by what a row is known to be the
-- very one of an earlier import, only read by another mapping now.

ALTER TABLE import_run ADD COLUMN mapping TEXT NOT NULL DEFAULT ''; -- digest of the mapping and how the file was read
ALTER TABLE import_row ADD COLUMN digest TEXT NOT NULL DEFAULT ''; -- of the cells of the row

-- Rows first to last of a table; of `correction`, what the import corrected of its own reading.
CREATE TABLE import_made (
    run INTEGER NOT NULL REFERENCES import_run (pk),
    kind TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL
) STRICT;
CREATE INDEX import_made_rows ON import_made (kind, first, last);
