-- An answer may be hedged by itself: that the perpetrator is unclear does not make the event unclear. '' is not hedged.

ALTER TABLE value ADD COLUMN hedge TEXT NOT NULL DEFAULT '';

DROP TRIGGER value_corrected;
CREATE TRIGGER value_corrected AFTER UPDATE ON value
BEGIN
    INSERT INTO correction (kind, name, before, recorded)
    SELECT 'value', (SELECT id FROM assertion WHERE pk = OLD.assertion),
        json_object('field', (SELECT key FROM field WHERE pk = OLD.field), 'negative', OLD.negative,
        'raw', OLD.raw, 'read', json(OLD.read), 'hedge', OLD.hedge), strftime('%Y-%m-%dT%H:%M:%SZ');
END;

DROP TRIGGER value_removed;
CREATE TRIGGER value_removed AFTER DELETE ON value
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'assertion' AND OLD.assertion BETWEEN first AND last)
BEGIN
    INSERT INTO correction (kind, name, before, recorded)
    SELECT 'value', (SELECT id FROM assertion WHERE pk = OLD.assertion),
        json_object('field', (SELECT key FROM field WHERE pk = OLD.field), 'negative', OLD.negative,
        'raw', OLD.raw, 'read', json(OLD.read), 'hedge', OLD.hedge), strftime('%Y-%m-%dT%H:%M:%SZ');
END;

DROP VIEW values_flat;
CREATE VIEW values_flat AS
SELECT a.id AS assertion, e.key AS event, c.key AS claimant, f.key AS field, v.negative, v.raw, v.hedge, v.low, v.high,
    v.edtf
FROM value v JOIN assertion a ON a.pk = v.assertion JOIN field f ON f.pk = v.field
JOIN event e ON e.pk = a.event JOIN claimant c ON c.pk = a.claimant;
