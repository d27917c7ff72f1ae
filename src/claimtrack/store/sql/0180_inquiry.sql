-- Searches that were made, with what they found: an absence that can be audited.

CREATE TABLE inquiry (
    pk INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
    event INTEGER NOT NULL REFERENCES event (pk),
    field INTEGER REFERENCES field (pk),
    sought TEXT NOT NULL CHECK (sought <> ''),
    looked_in TEXT NOT NULL,
    found TEXT NOT NULL, -- '' for nothing
    by TEXT NOT NULL,
    at TEXT, at_edtf TEXT, at_earliest TEXT, at_latest TEXT,
    note TEXT NOT NULL,
    recorded TEXT NOT NULL
) STRICT;
CREATE INDEX inquiry_event ON inquiry (event);

CREATE TRIGGER inquiry_fixed
BEFORE UPDATE OF id, field, sought, looked_in, found, by, at, at_edtf, at_earliest, at_latest, note, recorded ON inquiry
BEGIN SELECT RAISE(ABORT, 'append-only: a recorded search is not changed; add another'); END;

-- Where two events are merged, the searches on one go to the other.
CREATE TRIGGER inquiry_moved AFTER UPDATE OF event ON inquiry
BEGIN
    INSERT INTO correction (kind, name, before, recorded)
    SELECT 'inquiry', OLD.id, json_object('event', (SELECT key FROM event WHERE pk = OLD.event)),
        strftime('%Y-%m-%dT%H:%M:%SZ');
END;

CREATE TRIGGER inquiry_kept BEFORE DELETE ON inquiry
BEGIN SELECT RAISE(ABORT, 'append-only: a recorded search is never removed; add another'); END;
