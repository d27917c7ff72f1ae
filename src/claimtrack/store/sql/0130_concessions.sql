-- A concession covers what it answered: a denial that entered the file after the concession was linked stands, unless
-- it was linked to what was conceded.

DROP VIEW current_positions;

CREATE VIEW current_positions AS
WITH spoken (pk, stance) AS (
    SELECT p.pk, CASE
        WHEN EXISTS (
            SELECT 1 FROM value v JOIN field f ON f.pk = v.field
            WHERE v.assertion = p.pk AND f.key = 'happened' AND json_extract(v.read, '$.yes') = v.negative)
        THEN 'denies'
        WHEN EXISTS (
            SELECT 1 FROM link l JOIN implied i ON i.kind = l.kind AND i.stance = p.stance
            WHERE l.source = p.pk AND l.fields <> '[]')
        AND NOT EXISTS (
            SELECT 1 FROM link l JOIN implied i ON i.kind = l.kind AND i.stance = p.stance
            WHERE l.source = p.pk AND (l.fields = '[]' OR l.fields LIKE '%"happened"%'))
        THEN 'comments'
        ELSE p.stance END
    FROM assertion p),
implied (kind, stance) AS (VALUES ('denies', 'denies'), ('queries', 'queries'), ('confirms', 'affirms'),
    ('corroborates', 'affirms'), ('concedes', 'affirms'), ('supersedes', 'affirms'), ('repeats', 'affirms'))
SELECT a.event, a.event_title, a.claimant, a.claimant_name, a.bloc, s.stance, a.hedge, a.text, a.said_as_written,
    a.said_edtf, a.said_earliest, a.said_latest, a.document, a.id
FROM assertions_flat a JOIN assertion p ON p.id = a.id JOIN spoken s ON s.pk = p.pk
WHERE NOT EXISTS (
    SELECT 1 FROM link l JOIN spoken later ON later.pk = l.source
    WHERE l.target = p.pk AND l.fields = '[]' AND (l.kind = 'retracts'
        OR (l.kind = 'supersedes' AND (later.stance <> 'comments' OR s.stance = 'comments'))))
  AND NOT (s.stance = 'denies' AND EXISTS (
    SELECT 1 FROM link l JOIN assertion c ON c.pk = l.source JOIN claimant cc ON cc.pk = c.claimant
    JOIN claimant pc ON pc.pk = p.claimant
    WHERE l.kind = 'concedes' AND c.event = p.event AND cc.bloc = pc.bloc AND l.fields = '[]'
      AND NOT coalesce(p.said_earliest > c.said_latest, 0)
      AND (l.target = p.pk OR l.recorded = '' OR p.recorded <= l.recorded OR EXISTS (
        SELECT 1 FROM link o WHERE o.source = p.pk AND o.target = l.target AND o.kind IN ('denies', 'disputes')))));
