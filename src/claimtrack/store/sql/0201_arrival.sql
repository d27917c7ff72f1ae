-- When records arrived in this file that were recorded in another: their own time is that of their origin, and travels.

CREATE TABLE arrival (
    kind TEXT NOT NULL,
    first INTEGER NOT NULL, -- rows first to last of a table
    last INTEGER NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX arrival_rows ON arrival (kind, first, last);
