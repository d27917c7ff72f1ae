-- Of what row each assertion was made, where nothing identifies the rows of a table: a hash of the cells, and of which claim
-- of the mapping it is. By it a mended mapping knows what it imported.

CREATE TABLE import_digest (
    assertion INTEGER PRIMARY KEY REFERENCES assertion (pk),
    digest INTEGER NOT NULL
) STRICT;
