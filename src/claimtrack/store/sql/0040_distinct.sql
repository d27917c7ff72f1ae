-- Events that the analyst found to be different happenings, however alike they look.
ALTER TABLE event ADD COLUMN distinct_from TEXT NOT NULL DEFAULT '[]'; -- JSON list of event keys, sorted
