-- Records that were entered by mistake: taken out of the case, and kept here whole with all that hung on them. Nothing
-- is removed: a record that stands here may leave its table, and comes back when the same is recorded again.

CREATE TABLE void (
    pk INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL, -- its key or id; of a link the hash of what it is
    because TEXT NOT NULL,
    content TEXT NOT NULL, -- JSON: `record` as an export writes it, and `with`: links, verdicts, bearings that went with it
    revived TEXT NOT NULL, -- when it was recorded again; '' while it is void
    recorded TEXT NOT NULL
) STRICT;
CREATE INDEX void_name ON void (name, kind);

CREATE TRIGGER void_fixed BEFORE UPDATE OF kind, name, because, content, recorded ON void
BEGIN SELECT RAISE(ABORT, 'append-only: why a record is void is not changed'); END;

CREATE TRIGGER void_revived BEFORE UPDATE OF revived ON void WHEN OLD.revived <> '' AND NEW.revived <> OLD.revived
BEGIN SELECT RAISE(ABORT, 'append-only: a record is revived once'); END;

CREATE TRIGGER void_kept BEFORE DELETE ON void
BEGIN SELECT RAISE(ABORT, 'append-only: what is void is never removed'); END;

CREATE VIEW entry_text_void AS SELECT pk, json_object('pk', pk, 'kind', kind, 'name', name, 'because', because,
    'content', content, 'revived', revived, 'recorded', recorded) AS text FROM void;

CREATE TRIGGER void_logged BEFORE UPDATE OF kind, name, because, content, revived, recorded ON void
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'void', pk, text FROM entry_text_void WHERE pk = OLD.pk; END;

-- What is void may leave its table, and leaves no corrections behind.

DROP TRIGGER assertion_kept;
CREATE TRIGGER assertion_kept BEFORE DELETE ON assertion
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'assertion' AND OLD.pk BETWEEN first AND last)
    AND NOT EXISTS (SELECT 1 FROM void WHERE name = OLD.id AND kind = 'assertion' AND revived = '')
BEGIN SELECT RAISE(ABORT, 'append-only: what was said is never removed; retract it instead'); END;

DROP TRIGGER assessment_kept;
CREATE TRIGGER assessment_kept BEFORE DELETE ON assessment
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'assessment' AND OLD.pk BETWEEN first AND last)
    AND NOT EXISTS (SELECT 1 FROM void WHERE name = OLD.id AND kind = 'assessment' AND revived = '')
    AND NOT EXISTS (SELECT 1 FROM void v JOIN assertion a ON a.id = v.name
        WHERE a.pk = OLD.assertion AND v.kind = 'assertion' AND v.revived = '')
BEGIN SELECT RAISE(ABORT, 'append-only: an assessment is never removed; add another'); END;

DROP TRIGGER value_removed;
CREATE TRIGGER value_removed AFTER DELETE ON value
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'assertion' AND OLD.assertion BETWEEN first AND last)
    AND NOT EXISTS (SELECT 1 FROM void v JOIN assertion a ON a.id = v.name
        WHERE a.pk = OLD.assertion AND v.kind = 'assertion' AND v.revived = '')
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
BEGIN
    INSERT INTO correction (kind, name, before, recorded)
    SELECT 'link', (SELECT id FROM assertion WHERE pk = OLD.source),
        json_object('kind', OLD.kind, 'source', (SELECT id FROM assertion WHERE pk = OLD.source),
        'target', (SELECT id FROM assertion WHERE pk = OLD.target), 'fields', json(OLD.fields),
        'note', OLD.note, 'recorded', OLD.recorded), strftime('%Y-%m-%dT%H:%M:%SZ');
END;
