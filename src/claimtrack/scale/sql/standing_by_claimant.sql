-- What each claimant holds: the answers that stand and take a side.
CREATE OR REPLACE TEMP VIEW standing AS
SELECT event, field, type, assertion, claimant AS party, negative, hedge, sameness, begins, ends, near_begins, near_ends,
    low, high, path, alike, exact, unread, loud
FROM answers WHERE held
