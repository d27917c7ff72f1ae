-- Words are indexed under further forms: parts beside an apostrophe, without the Arabic article, in Latin letters; and
-- names fold alike in more ways. The program fills both indexes anew before the next search.
INSERT INTO search (search) VALUES ('delete-all');
DELETE FROM record_name;
DELETE FROM search_stale;
UPDATE search_mark SET pk = 0;
