-- Reports that were handed over: what was printed, of what, and what it said. No input of later reports, and no part of
-- an export: releasing a report changes nothing of the case.

CREATE TABLE release (
    pk INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    at TEXT NOT NULL,
    program TEXT NOT NULL, -- version of claimtrack
    form TEXT NOT NULL,
    file TEXT NOT NULL, -- name of the file, without its folder
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64), -- of the file
    export_sha256 TEXT NOT NULL CHECK (length(export_sha256) = 64), -- of the native export of its events
    options TEXT NOT NULL, -- JSON: what it is of, and for whom
    events TEXT NOT NULL, -- JSON: by key of the event its title, statements (ids) and findings by question
    supersedes TEXT NOT NULL -- name of the release whose place it takes; '' for none
) STRICT;

CREATE TRIGGER release_fixed BEFORE UPDATE ON release
BEGIN SELECT RAISE(ABORT, 'append-only: a release is not changed; make another'); END;

CREATE TRIGGER release_kept BEFORE DELETE ON release
BEGIN SELECT RAISE(ABORT, 'append-only: a release is never removed'); END;
