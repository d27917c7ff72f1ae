-- Corrections are records like any other: they go out with an export, come in with an import, and say by which key
-- a merged or renamed record goes now, so that old references still lead somewhere.

ALTER TABLE correction RENAME COLUMN at TO recorded;
ALTER TABLE correction ADD COLUMN became TEXT NOT NULL DEFAULT '';
CREATE INDEX correction_name ON correction (kind, name);

-- A verdict stays as it is. Where two events are merged, the verdicts on one go to the other.

DROP TRIGGER assessment_fixed;
CREATE TRIGGER assessment_fixed
BEFORE UPDATE OF id, field, assertion, grade, credibility, likelihood, confidence, method, rationale, by,
    at, at_edtf, at_earliest, at_latest, recorded ON assessment
BEGIN SELECT RAISE(ABORT, 'append-only: an assessment is not changed; add another'); END;

CREATE TRIGGER assessment_moved AFTER UPDATE OF event ON assessment
BEGIN
    INSERT INTO correction (kind, name, before, recorded)
    SELECT 'assessment', OLD.id, json_object('event', (SELECT key FROM event WHERE pk = OLD.event)),
        strftime('%Y-%m-%dT%H:%M:%SZ');
END;
