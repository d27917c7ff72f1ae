-- What stands behind each answer: statements, parties and independent origins; what is repeated counts with its origin.
-- What is passed on of somebody who no longer says so counts for no origin.
-- What could not be read may mean anything: a hedge upon it makes no other answer.
WITH backing AS (
    SELECT event, field, assertion, bloc, origin, voice, withdrawn, negative, sameness, raw,
        CASE WHEN type = 'position' OR unread THEN '' WHEN hedge IN ('', 'stated', 'reported') THEN '' ELSE hedge END AS hedged
    FROM answers WHERE (held OR again) AND exact)
SELECT event, field, sameness, negative, hedged, min(raw) AS answer, count(DISTINCT assertion) AS statements,
    count(DISTINCT bloc) AS parties, count(DISTINCT origin) FILTER (WHERE NOT withdrawn) AS origins,
    count(DISTINCT voice) FILTER (WHERE NOT withdrawn) AS voices
FROM backing GROUP BY event, field, sameness, negative, hedged
ORDER BY event, field, origins DESC, answer
