-- What became of what each bloc said: counts, and no score.
WITH spoken AS (
    SELECT a.event, a.assertion, a.bloc, a.sameness AS stance, a.denied FROM answers a
    WHERE a.field = '' AND NOT a.again_in_bloc
        AND NOT EXISTS (SELECT 1 FROM links l WHERE l.source = a.assertion AND l.kind = 'repeats')
        AND NOT EXISTS (SELECT 1 FROM links l JOIN answers t ON t.assertion = l.target AND t.field = ''
            WHERE l.source = a.assertion AND l.kind = 'supersedes' AND t.event = a.event AND t.bloc = a.bloc
                AND t.sameness = a.sameness)),
conceding AS (SELECT DISTINCT after AS assertion FROM moves WHERE kind = 'conceded'),
claims AS (
    SELECT s.assertion, s.bloc, s.denied FROM spoken s
    WHERE s.stance = 'affirms' AND NOT EXISTS (SELECT 1 FROM conceding c WHERE c.assertion = s.assertion)),
moved AS (
    SELECT bloc, kind, before, CASE WHEN kind IN ('revised up', 'revised down') THEN field ELSE '' END AS question
    FROM moves WHERE kind IN ('retracted', 'revised up', 'revised down')
        OR (kind IN ('conceded', 'reversed') AND field = '')
    GROUP BY 1, 2, 3, 4),
counted AS (
    SELECT bloc, 'claims' AS what FROM claims UNION ALL SELECT bloc, 'denied' FROM claims WHERE denied
    UNION ALL SELECT bloc, 'denials' FROM spoken WHERE stance = 'denies' UNION ALL SELECT bloc, kind FROM moved)
SELECT bloc, count(*) FILTER (WHERE what = 'claims') AS claims, count(*) FILTER (WHERE what = 'denied') AS denied,
    count(*) FILTER (WHERE what = 'denials') AS denials, count(*) FILTER (WHERE what = 'conceded') AS conceded_by_self,
    count(*) FILTER (WHERE what = 'reversed') AS reversed, count(*) FILTER (WHERE what = 'retracted') AS retracted,
    count(*) FILTER (WHERE what = 'revised up') AS revised_up,
    count(*) FILTER (WHERE what = 'revised down') AS revised_down
FROM counted GROUP BY bloc ORDER BY claims DESC, bloc
