-- Plain names for people with other tools (Datasette, the sqlite3 shell).

CREATE VIEW assertions_flat AS
SELECT a.id, a.label, e.key AS event, e.title AS event_title, c.key AS claimant, c.name AS claimant_name,
    b.key AS bloc, a.stance, a.hedge, a.text, a.quote, a.language, a.translation,
    coalesce(json_extract(CASE WHEN json_type(a.said) = 'object' THEN a.said END, '$.raw'), json_extract(a.said, '$')) AS said_as_written,
    a.said_edtf, a.said_earliest, a.said_latest, a.spokesperson,
    d.key AS document, d.url AS document_url, a.locator, a.note, a.recorded
FROM assertion a JOIN event e ON e.pk = a.event JOIN claimant c ON c.pk = a.claimant
LEFT JOIN claimant b ON b.pk = c.bloc LEFT JOIN document d ON d.pk = a.document;

CREATE VIEW values_flat AS
SELECT a.id AS assertion, e.key AS event, c.key AS claimant, f.key AS field, v.negative, v.raw, v.low, v.high, v.edtf
FROM value v JOIN assertion a ON a.pk = v.assertion JOIN field f ON f.pk = v.field
JOIN event e ON e.pk = a.event JOIN claimant c ON c.pk = a.claimant;

CREATE VIEW links_flat AS
SELECT l.kind, s.id AS source, sc.key AS source_claimant, t.id AS target, tc.key AS target_claimant,
    e.key AS event, l.fields, l.note, l.recorded
FROM link l JOIN assertion s ON s.pk = l.source JOIN assertion t ON t.pk = l.target
JOIN claimant sc ON sc.pk = s.claimant JOIN claimant tc ON tc.pk = t.claimant JOIN event e ON e.pk = s.event;

-- What stands: assertions that no later assertion superseded or retracted as a whole.
CREATE VIEW current_positions AS
SELECT a.event, a.event_title, a.claimant, a.claimant_name, a.bloc, a.stance, a.hedge, a.text, a.said_as_written,
    a.said_edtf, a.said_earliest, a.said_latest, a.document, a.id
FROM assertions_flat a JOIN assertion p ON p.id = a.id
WHERE NOT EXISTS (
    SELECT 1 FROM link l WHERE l.target = p.pk AND l.kind IN ('supersedes', 'retracts') AND l.fields = '[]')
  AND NOT (p.stance = 'denies' AND EXISTS (
    SELECT 1 FROM link l JOIN assertion s ON s.pk = l.source JOIN claimant sc ON sc.pk = s.claimant
    JOIN claimant pc ON pc.pk = p.claimant
    WHERE l.kind = 'concedes' AND s.event = p.event AND sc.bloc = pc.bloc AND l.fields = '[]'));

CREATE VIEW events_flat AS
SELECT e.key, e.title, e.proposition, e.occurred_edtf, e.occurred_earliest, e.occurred_latest,
    json_extract(e.place, '$.name') AS place,
    (SELECT group_concat(text, ', ') FROM event_tag t WHERE t.owner = e.pk) AS tags,
    (SELECT count(*) FROM assertion a WHERE a.event = e.pk) AS assertions,
    (SELECT count(DISTINCT a.claimant) FROM assertion a WHERE a.event = e.pk) AS claimants
FROM event e;

CREATE VIEW evidence_flat AS
SELECT v.key, v.kind, v.title, b.role, a.id AS assertion, e.key AS event, v.authenticity, v.url, v.archive_url,
    v.file, v.sha256, v.size, v.captured_edtf, v.captured_by
FROM evidence v LEFT JOIN evidence_bearing b ON b.evidence = v.pk LEFT JOIN assertion a ON a.pk = b.assertion
LEFT JOIN event e ON e.pk = a.event;
