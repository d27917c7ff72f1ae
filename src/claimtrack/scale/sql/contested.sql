-- On which questions answers contradict one another, or are denied or disputed by a link; the widest apart first.
WITH spans AS (
    SELECT event, field, type, min(CASE WHEN ends < 1e300 AND begins > -1e300 THEN begins END) AS first_end,
        max(CASE WHEN ends < 1e300 AND begins > -1e300 THEN ends END) AS last_end,
        min(CASE WHEN ends < 1e300 AND begins > -1e300 THEN ends - begins END) AS narrowest,
        min(low) AS least, max(CASE WHEN high IS NULL OR high < low THEN low ELSE high END) AS most,
        max(CASE WHEN negative OR NOT exact OR unread THEN 1 ELSE 0 END) AS odd
    FROM standing GROUP BY event, field, type),
apart AS (
    SELECT event, field, count(*) AS conflicts, max(CASE WHEN severity = 3 THEN 1 ELSE 0 END) AS certain
    FROM pairs WHERE severity >= 2 GROUP BY event, field),
doubtful AS (SELECT event, field, count(*) AS undecided FROM pairs WHERE severity IS NULL GROUP BY event, field),
objected AS (SELECT event, field, count(*) AS objections FROM links WHERE stands GROUP BY event, field),
found AS (SELECT event, field FROM apart UNION SELECT event, field FROM objected UNION SELECT event, field FROM doubtful)
SELECT f.event, e.title, f.field, coalesce(a.conflicts, 0) AS conflicts, coalesce(a.certain, 0) = 1 AS certain,
    coalesce(o.objections, 0) AS objections, coalesce(d.undecided, 0) AS undecided, s.least, s.most,
    CASE
        WHEN s.odd = 0 AND s.type = 'count' THEN (s.most - s.least) / (CASE WHEN s.least > 1 THEN s.least ELSE 1 END)
        WHEN s.odd = 0 AND s.type = 'date'
            THEN (s.last_end - s.first_end) / (CASE WHEN s.narrowest > 86400 THEN s.narrowest ELSE 86400 END)
        ELSE 0 END AS width
FROM found f LEFT JOIN apart a ON a.event = f.event AND a.field = f.field
LEFT JOIN objected o ON o.event = f.event AND o.field = f.field
LEFT JOIN doubtful d ON d.event = f.event AND d.field = f.field
LEFT JOIN spans s ON s.event = f.event AND s.field = f.field
LEFT JOIN events e ON e.event = f.event
ORDER BY width DESC NULLS LAST, f.event, f.field
