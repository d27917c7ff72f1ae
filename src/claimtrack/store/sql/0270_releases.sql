-- When a release was published, as far as that was told: by it releases are ordered, whichever came first. And what each part
-- of a row says whose claim is split, so that what did not change in it is known again.

ALTER TABLE import_run ADD COLUMN published TEXT NOT NULL DEFAULT ''; -- EDTF; '' where that is not known

CREATE TABLE import_row_parts (
    dataset TEXT NOT NULL,
    key TEXT NOT NULL,
    claim TEXT NOT NULL,
    part TEXT NOT NULL DEFAULT '', -- whose words, where the claim is split; '' where it is not, or was not known
    assertion INTEGER NOT NULL REFERENCES assertion (pk),
    vanished TEXT NOT NULL DEFAULT '', -- when a release came without it
    digest TEXT NOT NULL DEFAULT '', -- of the cells of the row
    PRIMARY KEY (dataset, key, claim, part)
) STRICT, WITHOUT ROWID;
INSERT INTO import_row_parts (dataset, key, claim, assertion, vanished, digest)
    SELECT dataset, key, claim, assertion, vanished, digest FROM import_row;
DROP TABLE import_row;
ALTER TABLE import_row_parts RENAME TO import_row;
CREATE INDEX import_row_assertion ON import_row (assertion);
