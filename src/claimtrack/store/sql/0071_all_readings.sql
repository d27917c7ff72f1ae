-- A date with two readings is one of two days: its columns span all of them, and its EDTF is a set of which one holds.
-- Readings of another shape than a day, a month, a year or an interval of those keep what stood there.

DROP TRIGGER assertion_corrected;
DROP TRIGGER value_corrected;
DROP TRIGGER assessment_fixed;

CREATE TEMP TABLE several AS
WITH dated (kind, pk, date) AS (
    SELECT 'occurred', pk, occurred FROM event
    UNION ALL SELECT 'said', pk, said FROM assertion
    UNION ALL SELECT 'published', pk, published FROM document
    UNION ALL SELECT 'retrieved', pk, retrieved FROM document
    UNION ALL SELECT 'captured', pk, captured FROM evidence
    UNION ALL SELECT 'at', pk, at FROM assessment
    UNION ALL SELECT 'value', v.pk, v.read FROM value v JOIN field f ON f.pk = v.field WHERE f.type = 'date'
), reading (kind, pk, edtf) AS (
    SELECT d.kind, d.pk, CASE r.type WHEN 'text' THEN r.value ELSE json_extract(r.value, '$.edtf') END
    FROM dated d, json_each(d.date, '$.readings') r WHERE json_type(d.date) = 'object' ORDER BY d.kind, d.pk, r.key
), ends (kind, pk, edtf, first, last) AS (
    SELECT kind, pk, edtf,
        rtrim(iif(instr(edtf, '/'), substr(edtf, 1, instr(edtf, '/') - 1), edtf), '?~%'),
        rtrim(substr(edtf, instr(edtf, '/') + 1), '?~%')
    FROM reading
), days (kind, pk, edtf, first, last) AS (
    SELECT kind, pk, edtf,
        date(CASE length(first) WHEN 4 THEN first || '-01-01' WHEN 7 THEN first || '-01' ELSE substr(first, 1, 10) END),
        CASE length(last) WHEN 4 THEN date(last || '-12-31') WHEN 7 THEN date(last || '-01', '+1 month', '-1 day')
            ELSE date(substr(last, 1, 10)) END
    FROM ends
)
SELECT kind, pk, '[' || group_concat(replace(edtf, '/', '..')) || ']' AS edtf, min(first) AS first, max(last) AS last
FROM days GROUP BY kind, pk HAVING count(*) > 1 AND count(first) = count(*) AND count(last) = count(*);

UPDATE event SET occurred_edtf = s.edtf, occurred_earliest = s.first, occurred_latest = s.last
FROM temp.several s WHERE s.kind = 'occurred' AND s.pk = event.pk;
UPDATE assertion SET said_edtf = s.edtf, said_earliest = s.first, said_latest = s.last
FROM temp.several s WHERE s.kind = 'said' AND s.pk = assertion.pk;
UPDATE document SET published_edtf = s.edtf, published_earliest = s.first, published_latest = s.last
FROM temp.several s WHERE s.kind = 'published' AND s.pk = document.pk;
UPDATE document SET retrieved_edtf = s.edtf, retrieved_earliest = s.first, retrieved_latest = s.last
FROM temp.several s WHERE s.kind = 'retrieved' AND s.pk = document.pk;
UPDATE evidence SET captured_edtf = s.edtf, captured_earliest = s.first, captured_latest = s.last
FROM temp.several s WHERE s.kind = 'captured' AND s.pk = evidence.pk;
UPDATE assessment SET at_edtf = s.edtf, at_earliest = s.first, at_latest = s.last
FROM temp.several s WHERE s.kind = 'at' AND s.pk = assessment.pk;
UPDATE value SET edtf = s.edtf FROM temp.several s WHERE s.kind = 'value' AND s.pk = value.pk;
DROP TABLE temp.several;

CREATE TRIGGER assertion_corrected AFTER UPDATE ON assertion
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

CREATE TRIGGER value_corrected AFTER UPDATE ON value
BEGIN
    INSERT INTO correction (kind, name, before, recorded)
    SELECT 'value', (SELECT id FROM assertion WHERE pk = OLD.assertion),
        json_object('field', (SELECT key FROM field WHERE pk = OLD.field), 'negative', OLD.negative,
        'raw', OLD.raw, 'read', json(OLD.read), 'hedge', OLD.hedge), strftime('%Y-%m-%dT%H:%M:%SZ');
END;

CREATE TRIGGER assessment_fixed
BEFORE UPDATE OF id, field, assertion, grade, credibility, likelihood, confidence, method, rationale, by,
    at, at_edtf, at_earliest, at_latest, recorded ON assessment
BEGIN SELECT RAISE(ABORT, 'append-only: an assessment is not changed; add another'); END;
