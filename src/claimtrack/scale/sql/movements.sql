-- How the blocs moved, question by question: how often, on how many events, and by how much numbers were revised.
SELECT bloc, field, kind, count(*) AS moves, count(DISTINCT event) AS events,
    count(*) FILTER (WHERE linked) AS linked, min(change_low) AS least_change, max(change_high) AS most_change
FROM moves GROUP BY bloc, field, kind ORDER BY moves DESC, bloc, field, kind
