-- What each bloc holds: the answers that stand for it, whoever of it gave them.
CREATE OR REPLACE TEMP VIEW standing AS
SELECT event, field, type, assertion, bloc AS party, negative, hedge, sameness, begins, ends, near_begins, near_ends,
    low, high, path, alike, exact, unread, loud
FROM answers WHERE held_by_bloc
