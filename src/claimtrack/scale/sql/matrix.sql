-- How often two parties answered the same question, and how their answers stood; how often one denied the other.
WITH met AS (
    SELECT CASE WHEN one_party < other_party THEN one_party ELSE other_party END AS one,
        CASE WHEN one_party < other_party THEN other_party ELSE one_party END AS other,
        CASE WHEN max(CASE WHEN severity IS NULL THEN 1 ELSE 0 END) = 1 THEN NULL ELSE max(severity) END AS severity
    FROM pairs WHERE one_party <> other_party
    GROUP BY 1, 2, event, field HAVING field <> '' OR max(CASE WHEN loud THEN 1 ELSE 0 END) = 1),
counted AS (
    SELECT one, other, 1 AS met, CASE WHEN severity = 0 THEN 1 ELSE 0 END AS equal,
        CASE WHEN severity = 1 THEN 1 ELSE 0 END AS compatible, CASE WHEN severity = 2 THEN 1 ELSE 0 END AS possible,
        CASE WHEN severity = 3 THEN 1 ELSE 0 END AS conflict, CASE WHEN severity IS NULL THEN 1 ELSE 0 END AS undecided,
        0 AS one_denied, 0 AS other_denied
    FROM met
    UNION ALL
    SELECT CASE WHEN denier < denied THEN denier ELSE denied END, CASE WHEN denier < denied THEN denied ELSE denier END,
        0, 0, 0, 0, 0, 0, CASE WHEN denier < denied THEN 1 ELSE 0 END, CASE WHEN denier < denied THEN 0 ELSE 1 END
    FROM denials)
SELECT one, other, cast(sum(met) AS bigint) AS answered, cast(sum(equal) AS bigint) AS equal,
    cast(sum(compatible) AS bigint) AS compatible, cast(sum(possible) AS bigint) AS possible,
    cast(sum(conflict) AS bigint) AS conflict, cast(sum(undecided) AS bigint) AS undecided,
    cast(sum(one_denied) AS bigint) AS one_denied, cast(sum(other_denied) AS bigint) AS other_denied
FROM counted GROUP BY one, other
ORDER BY answered DESC, one, other
