-- Recorded searches stand in the log like every record and can be made void, and so does how a document comes from another.

CREATE VIEW entry_text_inquiry AS SELECT pk, json_object('pk', pk, 'id', id, 'event', event, 'field', field,
    'sought', sought, 'looked_in', looked_in, 'found', found, 'by', by, 'at', at, 'note', note, 'recorded', recorded)
    AS text FROM inquiry;

CREATE TRIGGER inquiry_logged BEFORE UPDATE OF event ON inquiry
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'inquiry', pk, text FROM entry_text_inquiry WHERE pk = OLD.pk; END;

CREATE TRIGGER inquiry_gone_logged BEFORE DELETE ON inquiry
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'inquiry', pk, text FROM entry_text_inquiry WHERE pk = OLD.pk; END;

DROP VIEW entry_text_document;
CREATE VIEW entry_text_document AS SELECT pk, json_object('pk', pk, 'key', key, 'title', title, 'url', url,
    'publisher', publisher, 'published', published, 'retrieved', retrieved, 'archive_url', archive_url,
    'sha256', sha256, 'language', language, 'derived_from', derived_from, 'derivation', derivation,
    'disclosure', disclosure, 'note', note, 'recorded', recorded) AS text FROM document;

DROP TRIGGER document_logged;
CREATE TRIGGER document_logged BEFORE UPDATE OF key, title, url, publisher, published, retrieved, archive_url, sha256, language,
    derived_from, derivation, disclosure, note, recorded ON document
BEGIN INSERT OR IGNORE INTO entry_before SELECT 'document', pk, text FROM entry_text_document WHERE pk = OLD.pk; END;

DROP TRIGGER inquiry_kept;
CREATE TRIGGER inquiry_kept BEFORE DELETE ON inquiry
WHEN NOT EXISTS (SELECT 1 FROM void WHERE name = OLD.id AND kind = 'inquiry' AND revived = '')
BEGIN SELECT RAISE(ABORT, 'append-only: a recorded search is never removed; add another'); END;
