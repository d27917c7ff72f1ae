-- Who denied whom, by a link, on one event.
CREATE OR REPLACE TEMP VIEW denials AS
SELECT event, source_claimant AS denier, target_claimant AS denied
FROM links WHERE kind = 'denies' AND part = 0 AND target_claimant IS NOT NULL AND source_claimant <> target_claimant
