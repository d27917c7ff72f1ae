-- Assertions that an import gave and that the file held already. By them it is known what another import alone made:
-- what only that one has said, and what can be taken back with it.

CREATE TABLE import_held (
    run INTEGER NOT NULL REFERENCES import_run (pk),
    first INTEGER NOT NULL,
    last INTEGER NOT NULL
) STRICT;
CREATE INDEX import_held_rows ON import_held (first, last);
