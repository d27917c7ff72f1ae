-- Imports of tables: what is being taken in, so that an import cut short can be undone, and which row of which
-- dataset said what, so that a later release of the same data can be compared with this one.

CREATE TABLE import_run (
    pk INTEGER PRIMARY KEY,
    dataset TEXT NOT NULL,
    source TEXT NOT NULL, -- name of the file
    digest TEXT NOT NULL, -- of its bytes and of the mapping
    started TEXT NOT NULL,
    finished TEXT -- NULL: being applied, or cut short
) STRICT;
CREATE INDEX import_run_unfinished ON import_run (pk) WHERE finished IS NULL;
CREATE INDEX import_run_digest ON import_run (digest);

-- The records that an unfinished import has made so far: rows first to last of a table, in the order they were made.
-- There is nothing here once it is finished. What stands here is not yet part of the file and may be taken back.
CREATE TABLE import_step (
    pk INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES import_run (pk),
    kind TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL
) STRICT;
CREATE INDEX import_step_rows ON import_step (kind, first, last);

-- Indexes that a large import has put aside until its rows are in: written row by row they cost more than all the
-- rest of it. Whoever takes back an import that was cut short makes them again.
CREATE TABLE import_index (
    name TEXT PRIMARY KEY,
    sql TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What each row of a dataset says now: the assertion that each claim of the mapping made of it.
CREATE TABLE import_row (
    dataset TEXT NOT NULL,
    key TEXT NOT NULL,
    claim TEXT NOT NULL,
    assertion INTEGER NOT NULL REFERENCES assertion (pk),
    vanished TEXT NOT NULL DEFAULT '', -- when a release came without it
    PRIMARY KEY (dataset, key, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_row_assertion ON import_row (assertion);

-- Nothing said is removed, except by taking back an import that was cut short; and that leaves no corrections.

DROP TRIGGER assertion_kept;
CREATE TRIGGER assertion_kept BEFORE DELETE ON assertion
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'assertion' AND OLD.pk BETWEEN first AND last)
BEGIN SELECT RAISE(ABORT, 'append-only: what was said is never removed; retract it instead'); END;

DROP TRIGGER assessment_kept;
CREATE TRIGGER assessment_kept BEFORE DELETE ON assessment
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'assessment' AND OLD.pk BETWEEN first AND last)
BEGIN SELECT RAISE(ABORT, 'append-only: an assessment is never removed; add another'); END;

DROP TRIGGER value_removed;
CREATE TRIGGER value_removed AFTER DELETE ON value
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'assertion' AND OLD.assertion BETWEEN first AND last)
BEGIN
    INSERT INTO correction (kind, name, before, recorded)
    SELECT 'value', (SELECT id FROM assertion WHERE pk = OLD.assertion),
        json_object('field', (SELECT key FROM field WHERE pk = OLD.field), 'negative', OLD.negative,
        'raw', OLD.raw, 'read', json(OLD.read)), strftime('%Y-%m-%dT%H:%M:%SZ');
END;

DROP TRIGGER link_removed;
CREATE TRIGGER link_removed AFTER DELETE ON link
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'link' AND OLD.pk BETWEEN first AND last)
BEGIN
    INSERT INTO correction (kind, name, before, recorded)
    SELECT 'link', (SELECT id FROM assertion WHERE pk = OLD.source),
        json_object('kind', OLD.kind, 'source', (SELECT id FROM assertion WHERE pk = OLD.source),
        'target', (SELECT id FROM assertion WHERE pk = OLD.target), 'fields', json(OLD.fields),
        'note', OLD.note, 'recorded', OLD.recorded), strftime('%Y-%m-%dT%H:%M:%SZ');
END;
