-- Finding: an index of words, an index of names, and the order that listings are read in.
--
-- Neither index is kept by triggers on INSERT, which make an import cost three times as much. Records are indexed in
-- batches: those numbered above the mark of their kind, and those listed as stale because somebody changed them.
-- The program catches up before a unit of work is committed and before it searches; another tool that writes to
-- this file need do nothing.

-- What a record is found by, whichever way it is found.
CREATE VIEW search_source AS
SELECT 'event' AS kind, pk, title || char(10) || proposition || char(10)
    || coalesce(json_extract(place, '$.name'), '') || char(10) || note AS words FROM event
UNION ALL
SELECT 'claimant', pk, name || coalesce((SELECT group_concat(char(10) || text, '') FROM
    (SELECT text FROM claimant_alias WHERE owner = pk ORDER BY position)), '') || char(10) || note FROM claimant
UNION ALL
SELECT 'document', pk, title || char(10) || note FROM document
UNION ALL
SELECT 'assertion', pk, text || char(10) || quote || char(10) || translation || char(10) || spokesperson
    || char(10) || note FROM assertion
UNION ALL
SELECT 'evidence', pk, title || char(10) || authenticity || char(10) || note FROM evidence;

CREATE VIEW name_source AS
SELECT 'event' AS kind, pk, title AS name FROM event
UNION ALL SELECT 'claimant', pk, name FROM claimant
UNION ALL SELECT 'claimant', owner, text FROM claimant_alias
UNION ALL SELECT 'document', pk, title FROM document
UNION ALL SELECT 'evidence', pk, title FROM evidence;

-- The words, folded by the program. Contentless: the texts stand in their own tables. The row number is the
-- record's own above the base of its kind.
CREATE VIRTUAL TABLE search USING fts5 (words, content = '', tokenize = 'unicode61 remove_diacritics 2');

-- Names and titles as they are compared: spelling folded, and transliterations folded where that is another form.
CREATE TABLE record_name (
    kind TEXT NOT NULL,
    folded TEXT NOT NULL,
    pk INTEGER NOT NULL,
    loose TEXT NOT NULL,
    PRIMARY KEY (kind, folded, pk)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_name_loose ON record_name (kind, loose, folded);
CREATE INDEX record_name_pk ON record_name (kind, pk);

CREATE TABLE search_mark (
    kind TEXT PRIMARY KEY,
    base INTEGER NOT NULL, -- what the row numbers of this kind start from in the index of words
    pk INTEGER NOT NULL -- the last record indexed
) STRICT, WITHOUT ROWID;
INSERT INTO search_mark VALUES ('assertion', 1 << 40, 0), ('evidence', 2 << 40, 0), ('document', 3 << 40, 0),
    ('claimant', 4 << 40, 0), ('event', 5 << 40, 0);

-- Records changed since they were indexed, with the words that the index still has of them: a contentless index
-- forgets only what it is told.
CREATE TABLE search_stale (
    kind TEXT NOT NULL,
    pk INTEGER NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (kind, pk)
) STRICT, WITHOUT ROWID;

CREATE VIEW search_change AS SELECT kind, pk FROM search_stale;
CREATE TRIGGER search_change_noted INSTEAD OF INSERT ON search_change
WHEN NEW.pk <= (SELECT pk FROM search_mark WHERE kind = NEW.kind)
BEGIN
    INSERT INTO search_stale SELECT kind, pk, words FROM search_source WHERE kind = NEW.kind AND pk = NEW.pk
        AND NOT EXISTS (SELECT 1 FROM search_stale WHERE kind = NEW.kind AND pk = NEW.pk);
END;

CREATE TRIGGER event_reworded BEFORE UPDATE OF title, proposition, place, note ON event
BEGIN INSERT INTO search_change VALUES ('event', OLD.pk); END;
CREATE TRIGGER event_gone BEFORE DELETE ON event
BEGIN INSERT INTO search_change VALUES ('event', OLD.pk); END;
CREATE TRIGGER claimant_reworded BEFORE UPDATE OF name, note ON claimant
BEGIN INSERT INTO search_change VALUES ('claimant', OLD.pk); END;
CREATE TRIGGER claimant_gone BEFORE DELETE ON claimant
BEGIN INSERT INTO search_change VALUES ('claimant', OLD.pk); END;
CREATE TRIGGER document_reworded BEFORE UPDATE OF title, note ON document
BEGIN INSERT INTO search_change VALUES ('document', OLD.pk); END;
CREATE TRIGGER document_gone BEFORE DELETE ON document
BEGIN INSERT INTO search_change VALUES ('document', OLD.pk); END;
CREATE TRIGGER assertion_reworded BEFORE UPDATE OF text, quote, translation, spokesperson, note ON assertion
BEGIN INSERT INTO search_change VALUES ('assertion', OLD.pk); END;
CREATE TRIGGER assertion_gone BEFORE DELETE ON assertion
BEGIN INSERT INTO search_change VALUES ('assertion', OLD.pk); END;
CREATE TRIGGER evidence_reworded BEFORE UPDATE OF title, authenticity, note ON evidence
BEGIN INSERT INTO search_change VALUES ('evidence', OLD.pk); END;
CREATE TRIGGER evidence_gone BEFORE DELETE ON evidence
BEGIN INSERT INTO search_change VALUES ('evidence', OLD.pk); END;
CREATE TRIGGER alias_added BEFORE INSERT ON claimant_alias
BEGIN INSERT INTO search_change VALUES ('claimant', NEW.owner); END;
CREATE TRIGGER alias_reworded BEFORE UPDATE ON claimant_alias
BEGIN
    INSERT INTO search_change VALUES ('claimant', OLD.owner);
    INSERT INTO search_change VALUES ('claimant', NEW.owner);
END;
CREATE TRIGGER alias_gone BEFORE DELETE ON claimant_alias
BEGIN INSERT INTO search_change VALUES ('claimant', OLD.owner); END;

-- Listings are read newest first, and cut off after a page.
DROP INDEX assertion_event;
DROP INDEX assertion_claimant;
CREATE INDEX assertion_event ON assertion (event, said_earliest);
CREATE INDEX assertion_claimant ON assertion (claimant, said_earliest);
CREATE INDEX assertion_said ON assertion (said_earliest, said_latest);
CREATE INDEX document_published ON document (published_earliest);

-- What points at a record.
CREATE INDEX value_field ON value (field, assertion);
CREATE INDEX document_publisher ON document (publisher);
CREATE INDEX evidence_document ON evidence (document);
CREATE INDEX assessment_assertion ON assessment (assertion) WHERE assertion IS NOT NULL;
