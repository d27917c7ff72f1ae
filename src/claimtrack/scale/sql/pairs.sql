-- How any two standing answers to one question stand to each other: 0 equal, 1 compatible, 2 possibly in conflict,
-- 3 in conflict; NULL where only the rules of the program can tell.
CREATE OR REPLACE TEMP VIEW pairs AS
WITH met AS (
    SELECT a.event, a.field, a.type, a.assertion AS one, b.assertion AS other, a.party AS one_party, b.party AS other_party,
        a.hedge AS one_hedge, b.hedge AS other_hedge, a.negative AS one_negative, b.negative AS other_negative,
        a.loud OR b.loud AS loud, a.exact AND b.exact AND a.unread = b.unread AS exact, a.unread AS unread,
        a.sameness = b.sameness AS same,
        CASE
            WHEN a.sameness = b.sameness THEN 0
            WHEN a.type IN ('count', 'date') THEN CASE
                WHEN a.begins <= b.ends AND b.begins <= a.ends THEN 1
                WHEN a.near_begins <= b.near_ends AND b.near_begins <= a.near_ends THEN 2
                ELSE 3 END
            WHEN a.type = 'party' THEN CASE
                WHEN instr(a.path, b.path) = 1 OR instr(b.path, a.path) = 1 THEN 1
                WHEN a.alike = b.alike AND a.alike <> '' AND (a.path IS NULL OR b.path IS NULL) THEN 1
                ELSE 3 END
            WHEN a.type IN ('yes_no', 'position') THEN 3
            ELSE 2 END AS stated
    FROM standing a JOIN standing b ON a.event = b.event AND a.field = b.field AND a.assertion < b.assertion),
said AS (
    SELECT event, field, type, one, other, one_party, other_party, loud, exact, unread, same, one_hedge, other_hedge,
        one_negative, other_negative,
        CASE
            WHEN one_negative AND other_negative THEN CASE WHEN stated = 0 THEN 0 ELSE 1 END
            WHEN one_negative OR other_negative THEN CASE stated WHEN 0 THEN 3 WHEN 1 THEN 2 ELSE 1 END
            ELSE stated END AS ruled
    FROM met)
SELECT event, field, one, other, one_party, other_party, loud,
    CASE
        WHEN NOT exact THEN NULL
        WHEN unread THEN CASE
            WHEN same AND one_negative = other_negative THEN 0 WHEN one_negative AND other_negative THEN 1 ELSE 2 END
        WHEN ruled = 3 AND 'unclear' IN (one_hedge, other_hedge) AND (type = 'position' OR one_hedge <> other_hedge) THEN 2
        WHEN ruled = 0 AND one_hedge <> other_hedge
            AND NOT (one_hedge IN ('', 'stated', 'reported') AND other_hedge IN ('', 'stated', 'reported')) THEN 1
        ELSE ruled END AS severity
FROM said
