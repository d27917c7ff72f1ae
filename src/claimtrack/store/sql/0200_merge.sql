-- Two files worked on apart become one: edits of single attributes, each naming those in whose place it stands, and the
-- logs of the files that were merged into this one, whole.

CREATE TABLE edit (
    pk INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
    kind TEXT NOT NULL,
    name TEXT NOT NULL, -- key or id of the record when it was edited
    attribute TEXT NOT NULL CHECK (attribute <> ''),
    item TEXT NOT NULL, -- of an attribute that holds several, which; '' where it holds one
    before TEXT NOT NULL, -- JSON: what stood there under `is`, '{}' where nothing did
    after TEXT NOT NULL, -- in the same form
    replaces TEXT NOT NULL, -- JSON list of ids, sorted
    recorded TEXT NOT NULL
) STRICT;
CREATE INDEX edit_of ON edit (kind, name);
CREATE INDEX edit_of_key ON edit (kind) WHERE attribute = 'key';

CREATE TRIGGER edit_fixed BEFORE UPDATE OF id, kind, name, attribute, item, before, after, replaces ON edit
BEGIN SELECT RAISE(ABORT, 'append-only: an edit is not changed; make another'); END;

CREATE TRIGGER edit_kept BEFORE DELETE ON edit
BEGIN SELECT RAISE(ABORT, 'append-only: an edit is never removed'); END;

CREATE VIEW entry_text_edit AS SELECT pk, json_object('pk', pk, 'id', id, 'kind', kind, 'name', name,
    'attribute', attribute, 'item', item, 'before', before, 'after', after, 'replaces', replaces,
    'recorded', recorded) AS text FROM edit;

CREATE TRIGGER edit_logged BEFORE UPDATE OF recorded ON edit
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'edit', pk, text FROM entry_text_edit WHERE pk = OLD.pk; END;

CREATE TABLE merged_entry (
    pk INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 64),
    parent TEXT NOT NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    command TEXT NOT NULL,
    program TEXT NOT NULL,
    content TEXT NOT NULL
) STRICT;

CREATE TRIGGER merged_entry_fixed BEFORE UPDATE ON merged_entry
BEGIN SELECT RAISE(ABORT, 'append-only: the log of a file that was merged is not changed'); END;

CREATE TRIGGER merged_entry_kept BEFORE DELETE ON merged_entry
BEGIN SELECT RAISE(ABORT, 'append-only: the log of a file that was merged is not removed'); END;

CREATE VIEW entry_text_merged_entry AS SELECT pk, json_object('pk', pk, 'id', id, 'parent', parent, 'at', at, 'by', by,
    'command', command, 'program', program, 'content', content) AS text FROM merged_entry;

-- A merge brings the corrections of the other side, and makes none of its own: a row stands here while it goes on.
CREATE TABLE merging (going_on INTEGER PRIMARY KEY CHECK (going_on = 1)) STRICT;

DROP TRIGGER assertion_corrected;
CREATE TRIGGER assertion_corrected AFTER UPDATE ON assertion WHEN NOT EXISTS (SELECT 1 FROM merging)
BEGIN
    INSERT INTO correction (kind, name, before, recorded)
    SELECT 'assertion', OLD.id, json_object('label', OLD.label,
        'event', (SELECT key FROM event WHERE pk = OLD.event),
        'claimant', (SELECT key FROM claimant WHERE pk = OLD.claimant),
        'stance', OLD.stance, 'hedge', OLD.hedge, 'text', OLD.text, 'quote', OLD.quote, 'language', OLD.language,
        'translation', OLD.translation, 'said', json(OLD.said), 'spokesperson', OLD.spokesperson,
        'document', (SELECT key FROM document WHERE pk = OLD.document), 'locator', OLD.locator,
        'note', OLD.note, 'recorded', OLD.recorded), strftime('%Y-%m-%dT%H:%M:%SZ');
END;

DROP TRIGGER value_corrected;
CREATE TRIGGER value_corrected AFTER UPDATE ON value WHEN NOT EXISTS (SELECT 1 FROM merging)
BEGIN
    INSERT INTO correction (kind, name, before, recorded)
    SELECT 'value', (SELECT id FROM assertion WHERE pk = OLD.assertion),
        json_object('field', (SELECT key FROM field WHERE pk = OLD.field), 'negative', OLD.negative,
        'raw', OLD.raw, 'read', json(OLD.read), 'hedge', OLD.hedge), strftime('%Y-%m-%dT%H:%M:%SZ');
END;

DROP TRIGGER value_removed;
CREATE TRIGGER value_removed AFTER DELETE ON value
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'assertion' AND OLD.assertion BETWEEN first AND last)
    AND NOT EXISTS (SELECT 1 FROM void v JOIN assertion a ON a.id = v.name
        WHERE a.pk = OLD.assertion AND v.kind = 'assertion' AND v.revived = '')
    AND NOT EXISTS (SELECT 1 FROM merging)
BEGIN
    INSERT INTO correction (kind, name, before, recorded)
    SELECT 'value', (SELECT id FROM assertion WHERE pk = OLD.assertion),
        json_object('field', (SELECT key FROM field WHERE pk = OLD.field), 'negative', OLD.negative,
        'raw', OLD.raw, 'read', json(OLD.read), 'hedge', OLD.hedge), strftime('%Y-%m-%dT%H:%M:%SZ');
END;

DROP TRIGGER link_removed;
CREATE TRIGGER link_removed AFTER DELETE ON link
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'link' AND OLD.pk BETWEEN first AND last)
    AND NOT EXISTS (SELECT 1 FROM void v JOIN assertion a ON a.id = v.name
        WHERE a.pk IN (OLD.source, OLD.target) AND v.kind = 'assertion' AND v.revived = '')
    AND NOT EXISTS (SELECT 1 FROM merging)
BEGIN
    INSERT INTO correction (kind, name, before, recorded)
    SELECT 'link', (SELECT id FROM assertion WHERE pk = OLD.source),
        json_object('kind', OLD.kind, 'source', (SELECT id FROM assertion WHERE pk = OLD.source),
        'target', (SELECT id FROM assertion WHERE pk = OLD.target), 'fields', json(OLD.fields),
        'note', OLD.note, 'recorded', OLD.recorded), strftime('%Y-%m-%dT%H:%M:%SZ');
END;

DROP TRIGGER assessment_moved;
CREATE TRIGGER assessment_moved AFTER UPDATE OF event ON assessment WHEN NOT EXISTS (SELECT 1 FROM merging)
BEGIN
    INSERT INTO correction (kind, name, before, recorded)
    SELECT 'assessment', OLD.id, json_object('event', (SELECT key FROM event WHERE pk = OLD.event)),
        strftime('%Y-%m-%dT%H:%M:%SZ');
END;

DROP TRIGGER inquiry_moved;
CREATE TRIGGER inquiry_moved AFTER UPDATE OF event ON inquiry WHEN NOT EXISTS (SELECT 1 FROM merging)
BEGIN
    INSERT INTO correction (kind, name, before, recorded)
    SELECT 'inquiry', OLD.id, json_object('event', (SELECT key FROM event WHERE pk = OLD.event)),
        strftime('%Y-%m-%dT%H:%M:%SZ');
END;

-- The same recorded on both sides was recorded when it was first.

DROP TRIGGER assessment_fixed;
CREATE TRIGGER assessment_fixed
BEFORE UPDATE OF id, field, assertion, grade, credibility, likelihood, confidence, method, rationale, by,
    at, at_edtf, at_earliest, at_latest, recorded ON assessment WHEN NOT EXISTS (SELECT 1 FROM merging)
BEGIN SELECT RAISE(ABORT, 'append-only: an assessment is not changed; add another'); END;

DROP TRIGGER inquiry_fixed;
CREATE TRIGGER inquiry_fixed
BEFORE UPDATE OF id, field, sought, looked_in, found, by, at, at_edtf, at_earliest, at_latest, note, recorded ON inquiry
WHEN NOT EXISTS (SELECT 1 FROM merging)
BEGIN SELECT RAISE(ABORT, 'append-only: a recorded search is not changed; add another'); END;

DROP TRIGGER void_fixed;
CREATE TRIGGER void_fixed BEFORE UPDATE OF kind, name, because, content, recorded ON void
WHEN NOT EXISTS (SELECT 1 FROM merging)
BEGIN SELECT RAISE(ABORT, 'append-only: why a record is void is not changed'); END;

DROP TRIGGER void_revived;
CREATE TRIGGER void_revived BEFORE UPDATE OF revived ON void WHEN OLD.revived <> '' AND NEW.revived <> OLD.revived
    AND NOT EXISTS (SELECT 1 FROM merging)
BEGIN SELECT RAISE(ABORT, 'append-only: a record is revived once'); END;

-- What is recorded of an assessment or a search by when, where that changes.
DROP TRIGGER assessment_logged;
CREATE TRIGGER assessment_logged BEFORE UPDATE OF event, disclosure, recorded ON assessment
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'assessment', pk, text FROM entry_text_assessment WHERE pk = OLD.pk; END;

DROP TRIGGER inquiry_logged;
CREATE TRIGGER inquiry_logged BEFORE UPDATE OF event, note, recorded ON inquiry
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'inquiry', pk, text FROM entry_text_inquiry WHERE pk = OLD.pk; END;
