-- The log: a chain of entries, one for each change, written in the transaction that makes the change. An entry is known
-- by the hash of its content and of the entry before it, so that none can be changed, left out or put in unseen.

CREATE TABLE entry (
    pk INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 64), -- tagged SHA-256 of all that follows, as canonical JSON
    parent TEXT NOT NULL, -- id of the entry before; '' for the first
    at TEXT NOT NULL,
    by TEXT NOT NULL, -- the analyst; '' for unnamed
    command TEXT NOT NULL,
    program TEXT NOT NULL, -- version of claimtrack
    content TEXT NOT NULL -- canonical JSON: what was changed
) STRICT;

CREATE TRIGGER entry_follows BEFORE INSERT ON entry
WHEN NEW.parent <> coalesce((SELECT id FROM entry ORDER BY pk DESC LIMIT 1), '')
BEGIN SELECT RAISE(ABORT, 'append-only: an entry of the log follows the last one'); END;

CREATE TRIGGER entry_fixed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'append-only: the log is not changed'); END;

CREATE TRIGGER entry_kept BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'append-only: the log is not removed'); END;

-- Which entries are about a record: rows first to last of its table, and its key or id where the entry names it.
CREATE TABLE entry_row (
    kind TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    entry INTEGER NOT NULL REFERENCES entry (pk),
    name TEXT NOT NULL,
    PRIMARY KEY (kind, first, last, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_row_name ON entry_row (name) WHERE name <> '';

-- What records held that the transaction changes; empty between transactions, unless another tool has written.
CREATE TABLE entry_before (
    kind TEXT NOT NULL,
    pk INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (kind, pk)
) STRICT, WITHOUT ROWID;

-- What is kept with the file and is no part of the case: the analyst's name.
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Many records made at once stand in the log as digests of their rows, kept here first while an import is going on.
ALTER TABLE import_step ADD COLUMN digests TEXT NOT NULL DEFAULT ''; -- JSON list

-- A row as the log takes it: all that is not worked out from the rest.

CREATE VIEW entry_text_field AS SELECT pk, json_object('pk', pk, 'key', key, 'label', label, 'type', type,
    'definition', definition, 'unit', unit, 'recorded', recorded) AS text FROM field;

CREATE VIEW entry_text_claimant AS SELECT pk, json_object('pk', pk, 'key', key, 'name', name, 'kind', kind,
    'part_of', part_of, 'zone', zone, 'language', language, 'calendar', calendar, 'date_order', date_order,
    'reliability', reliability, 'disclosure', disclosure, 'note', note, 'recorded', recorded,
    'aliases', (SELECT json_group_array(text) FROM
        (SELECT text FROM claimant_alias WHERE owner = claimant.pk ORDER BY position))) AS text FROM claimant;

CREATE VIEW entry_text_document AS SELECT pk, json_object('pk', pk, 'key', key, 'title', title, 'url', url,
    'publisher', publisher, 'published', published, 'retrieved', retrieved, 'archive_url', archive_url,
    'sha256', sha256, 'language', language, 'derived_from', derived_from, 'disclosure', disclosure, 'note', note,
    'recorded', recorded) AS text FROM document;

CREATE VIEW entry_text_event AS SELECT pk, json_object('pk', pk, 'key', key, 'title', title,
    'proposition', proposition, 'occurred', occurred, 'place', place, 'distinct_from', distinct_from, 'note', note,
    'recorded', recorded, 'tags', (SELECT json_group_array(text) FROM
        (SELECT text FROM event_tag WHERE owner = event.pk ORDER BY position))) AS text FROM event;

CREATE VIEW entry_text_assertion AS SELECT pk, json_object('pk', pk, 'id', id, 'label', label, 'event', event,
    'claimant', claimant, 'stance', stance, 'hedge', hedge, 'text', text, 'quote', quote, 'language', language,
    'translation', translation, 'said', said, 'spokesperson', spokesperson, 'document', document,
    'locator', locator, 'note', note, 'recorded', recorded) AS text FROM assertion;

CREATE VIEW entry_text_value AS SELECT pk, json_object('pk', pk, 'assertion', assertion, 'field', field,
    'negative', negative, 'raw', raw, 'read', read, 'hedge', hedge) AS text FROM value;

CREATE VIEW entry_text_link AS SELECT pk, json_object('pk', pk, 'kind', kind, 'source', source, 'target', target,
    'fields', fields, 'note', note, 'recorded', recorded) AS text FROM link;

CREATE VIEW entry_text_evidence AS SELECT pk, json_object('pk', pk, 'key', key, 'kind', kind, 'title', title,
    'authenticity', authenticity, 'url', url, 'archive_url', archive_url, 'file', file, 'sha256', sha256,
    'size', size, 'captured', captured, 'captured_by', captured_by, 'document', document, 'locator', locator,
    'note', note, 'recorded', recorded, 'bears_on', (SELECT json_group_array(json_array(assertion, role)) FROM
        (SELECT assertion, role FROM evidence_bearing WHERE evidence = evidence.pk ORDER BY assertion))) AS text
    FROM evidence;

CREATE VIEW entry_text_assessment AS SELECT pk, json_object('pk', pk, 'id', id, 'event', event, 'field', field,
    'assertion', assertion, 'grade', grade, 'credibility', credibility, 'likelihood', likelihood,
    'confidence', confidence, 'method', method, 'rationale', rationale, 'by', by, 'at', at,
    'disclosure', disclosure, 'recorded', recorded) AS text FROM assessment;

CREATE VIEW entry_text_correction AS SELECT pk, json_object('pk', pk, 'kind', kind, 'name', name,
    'before', before, 'became', became, 'recorded', recorded) AS text FROM correction;

CREATE VIEW entry_text_release AS SELECT pk, json_object('pk', pk, 'name', name, 'at', at, 'program', program,
    'form', form, 'file', file, 'sha256', sha256, 'export_sha256', export_sha256, 'options', options,
    'events', events, 'supersedes', supersedes) AS text FROM release;

-- What a record held before the first change of a transaction. What is added to its lists and answers the program
-- notes itself: a trigger on every insertion would slow imports down.

CREATE TRIGGER field_logged BEFORE UPDATE OF key, label, type, definition, unit, recorded ON field
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'field', pk, text FROM entry_text_field WHERE pk = OLD.pk; END;

CREATE TRIGGER field_gone_logged BEFORE DELETE ON field
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'field' AND OLD.pk BETWEEN first AND last)
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'field', pk, text FROM entry_text_field WHERE pk = OLD.pk; END;

CREATE TRIGGER claimant_logged BEFORE UPDATE OF key, name, kind, part_of, zone, language, calendar, date_order, reliability,
    disclosure, note, recorded ON claimant
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'claimant', pk, text FROM entry_text_claimant WHERE pk = OLD.pk; END;

CREATE TRIGGER claimant_gone_logged BEFORE DELETE ON claimant
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'claimant' AND OLD.pk BETWEEN first AND last)
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'claimant', pk, text FROM entry_text_claimant WHERE pk = OLD.pk; END;

CREATE TRIGGER document_logged BEFORE UPDATE OF key, title, url, publisher, published, retrieved, archive_url, sha256, language,
    derived_from, disclosure, note, recorded ON document
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'document', pk, text FROM entry_text_document WHERE pk = OLD.pk; END;

CREATE TRIGGER document_gone_logged BEFORE DELETE ON document
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'document' AND OLD.pk BETWEEN first AND last)
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'document', pk, text FROM entry_text_document WHERE pk = OLD.pk; END;

CREATE TRIGGER event_logged BEFORE UPDATE OF key, title, proposition, occurred, place, distinct_from, note, recorded ON event
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'event', pk, text FROM entry_text_event WHERE pk = OLD.pk; END;

CREATE TRIGGER event_gone_logged BEFORE DELETE ON event
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'event' AND OLD.pk BETWEEN first AND last)
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'event', pk, text FROM entry_text_event WHERE pk = OLD.pk; END;

CREATE TRIGGER assertion_logged BEFORE UPDATE OF id, label, event, claimant, stance, hedge, text, quote, language, translation,
    said, spokesperson, document, locator, note, recorded ON assertion
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'assertion', pk, text FROM entry_text_assertion WHERE pk = OLD.pk; END;

CREATE TRIGGER assertion_gone_logged BEFORE DELETE ON assertion
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'assertion' AND OLD.pk BETWEEN first AND last)
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'assertion', pk, text FROM entry_text_assertion WHERE pk = OLD.pk; END;

CREATE TRIGGER link_logged BEFORE UPDATE OF kind, source, target, fields, note, recorded ON link
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'link', pk, text FROM entry_text_link WHERE pk = OLD.pk; END;

CREATE TRIGGER link_gone_logged BEFORE DELETE ON link
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'link' AND OLD.pk BETWEEN first AND last)
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'link', pk, text FROM entry_text_link WHERE pk = OLD.pk; END;

CREATE TRIGGER evidence_logged BEFORE UPDATE OF key, kind, title, authenticity, url, archive_url, file, sha256, size, captured,
    captured_by, document, locator, note, recorded ON evidence
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'evidence', pk, text FROM entry_text_evidence WHERE pk = OLD.pk; END;

CREATE TRIGGER evidence_gone_logged BEFORE DELETE ON evidence
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'evidence' AND OLD.pk BETWEEN first AND last)
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'evidence', pk, text FROM entry_text_evidence WHERE pk = OLD.pk; END;

CREATE TRIGGER assessment_logged BEFORE UPDATE OF event, disclosure ON assessment
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'assessment', pk, text FROM entry_text_assessment WHERE pk = OLD.pk; END;

CREATE TRIGGER assessment_gone_logged BEFORE DELETE ON assessment
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'assessment' AND OLD.pk BETWEEN first AND last)
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'assessment', pk, text FROM entry_text_assessment WHERE pk = OLD.pk; END;

CREATE TRIGGER value_logged BEFORE UPDATE OF assertion, field, negative, raw, read, hedge ON value
BEGIN
    INSERT OR IGNORE INTO entry_before SELECT 'value', pk, text FROM entry_text_value WHERE pk = OLD.pk;
    INSERT OR IGNORE INTO entry_before SELECT 'assertion', pk, text FROM entry_text_assertion WHERE pk = OLD.assertion;
END;

CREATE TRIGGER value_gone_logged BEFORE DELETE ON value
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'assertion' AND OLD.assertion BETWEEN first AND last)
BEGIN
    INSERT OR IGNORE INTO entry_before SELECT 'value', pk, text FROM entry_text_value WHERE pk = OLD.pk;
    INSERT OR IGNORE INTO entry_before SELECT 'assertion', pk, text FROM entry_text_assertion WHERE pk = OLD.assertion;
END;

CREATE TRIGGER claimant_alias_logged BEFORE UPDATE ON claimant_alias
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'claimant', pk, text FROM entry_text_claimant WHERE pk = OLD.owner; END;

CREATE TRIGGER claimant_alias_gone_logged BEFORE DELETE ON claimant_alias
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'claimant' AND OLD.owner BETWEEN first AND last)
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'claimant', pk, text FROM entry_text_claimant WHERE pk = OLD.owner; END;

CREATE TRIGGER event_tag_logged BEFORE UPDATE ON event_tag
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'event', pk, text FROM entry_text_event WHERE pk = OLD.owner; END;

CREATE TRIGGER event_tag_gone_logged BEFORE DELETE ON event_tag
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'event' AND OLD.owner BETWEEN first AND last)
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'event', pk, text FROM entry_text_event WHERE pk = OLD.owner; END;

CREATE TRIGGER evidence_bearing_logged BEFORE UPDATE ON evidence_bearing
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'evidence', pk, text FROM entry_text_evidence WHERE pk = OLD.evidence; END;

CREATE TRIGGER evidence_bearing_gone_logged BEFORE DELETE ON evidence_bearing
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'evidence' AND OLD.evidence BETWEEN first AND last)
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'evidence', pk, text FROM entry_text_evidence WHERE pk = OLD.evidence; END;

