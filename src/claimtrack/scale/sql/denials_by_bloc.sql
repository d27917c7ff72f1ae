-- Which bloc denied which, by a link, on one event.
CREATE OR REPLACE TEMP VIEW denials AS
SELECT event, source_bloc AS denier, target_bloc AS denied
FROM links WHERE kind = 'denies' AND part = 0 AND target_bloc IS NOT NULL AND source_bloc <> target_bloc
