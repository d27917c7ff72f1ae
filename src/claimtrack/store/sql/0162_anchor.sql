-- Proofs made elsewhere that the log stood at an entry by a time: whoever has one can tell a log that was written anew.

CREATE TABLE anchor (
    pk INTEGER PRIMARY KEY,
    entry TEXT NOT NULL CHECK (length(entry) = 64), -- hash of the entry
    form TEXT NOT NULL CHECK (form IN ('rfc3161', 'opentimestamps')),
    proof BLOB NOT NULL,
    recorded TEXT NOT NULL,
    UNIQUE (entry, form, proof)
) STRICT;

CREATE TRIGGER anchor_fixed BEFORE UPDATE ON anchor
BEGIN SELECT RAISE(ABORT, 'append-only: an anchor is not changed'); END;

CREATE TRIGGER anchor_kept BEFORE DELETE ON anchor
BEGIN SELECT RAISE(ABORT, 'append-only: an anchor is never removed'); END;

CREATE VIEW entry_text_anchor AS SELECT pk, json_object('pk', pk, 'entry', entry, 'form', form, 'proof', hex(proof),
    'recorded', recorded) AS text FROM anchor;
