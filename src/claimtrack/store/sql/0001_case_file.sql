-- The case file. Readable with any SQLite tool; the views at the end of the folder have plain names for that.
-- Text left out is '', a date left out is NULL. A date is four columns: the JSON that an export carries, its
-- EDTF form and its bounds (ISO days; NULL where open or unread).

CREATE TABLE field (
    pk INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK (key <> ''),
    label TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('count', 'date', 'place', 'party', 'text', 'yes_no')),
    definition TEXT NOT NULL,
    unit TEXT NOT NULL,
    recorded TEXT NOT NULL
) STRICT;

CREATE TABLE claimant (
    pk INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK (key <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT NOT NULL,
    part_of INTEGER REFERENCES claimant (pk) CHECK (part_of <> pk),
    bloc INTEGER REFERENCES claimant (pk), -- the top of the part_of chain, kept by the triggers below
    zone TEXT NOT NULL,
    language TEXT NOT NULL,
    calendar TEXT NOT NULL,
    date_order TEXT NOT NULL,
    reliability TEXT NOT NULL CHECK (reliability IN ('', 'A', 'B', 'C', 'D', 'E', 'F')),
    note TEXT NOT NULL,
    recorded TEXT NOT NULL
) STRICT;
CREATE INDEX claimant_part_of ON claimant (part_of);

CREATE TABLE claimant_alias (
    owner INTEGER NOT NULL REFERENCES claimant (pk) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
    pk INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK (key <> ''),
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    publisher INTEGER REFERENCES claimant (pk),
    published TEXT, published_edtf TEXT, published_earliest TEXT, published_latest TEXT,
    retrieved TEXT, retrieved_edtf TEXT, retrieved_earliest TEXT, retrieved_latest TEXT,
    archive_url TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (sha256 = '' OR length(sha256) = 64),
    language TEXT NOT NULL,
    derived_from INTEGER REFERENCES document (pk) CHECK (derived_from <> pk),
    note TEXT NOT NULL,
    recorded TEXT NOT NULL
) STRICT;
CREATE INDEX document_url ON document (url);
CREATE INDEX document_derived_from ON document (derived_from);

CREATE TABLE event (
    pk INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK (key <> ''),
    title TEXT NOT NULL CHECK (title <> ''),
    proposition TEXT NOT NULL,
    occurred TEXT, occurred_edtf TEXT, occurred_earliest TEXT, occurred_latest TEXT,
    place TEXT,
    note TEXT NOT NULL,
    recorded TEXT NOT NULL
) STRICT;
CREATE INDEX event_occurred ON event (occurred_earliest);

CREATE TABLE event_tag (
    owner INTEGER NOT NULL REFERENCES event (pk) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (owner, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_tag_text ON event_tag (text);

CREATE TABLE assertion (
    pk INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
    label TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event (pk),
    claimant INTEGER NOT NULL REFERENCES claimant (pk),
    stance TEXT NOT NULL CHECK (stance IN ('affirms', 'denies', 'queries', 'comments')),
    hedge TEXT NOT NULL,
    text TEXT NOT NULL,
    quote TEXT NOT NULL,
    language TEXT NOT NULL,
    translation TEXT NOT NULL,
    said TEXT, said_edtf TEXT, said_earliest TEXT, said_latest TEXT,
    spokesperson TEXT NOT NULL,
    document INTEGER REFERENCES document (pk),
    locator TEXT NOT NULL,
    note TEXT NOT NULL,
    recorded TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX assertion_label ON assertion (label) WHERE label <> '';
CREATE INDEX assertion_event ON assertion (event);
CREATE INDEX assertion_claimant ON assertion (claimant);
CREATE INDEX assertion_document ON assertion (document);

CREATE TABLE value (
    pk INTEGER PRIMARY KEY,
    assertion INTEGER NOT NULL REFERENCES assertion (pk),
    field INTEGER NOT NULL REFERENCES field (pk),
    negative INTEGER NOT NULL CHECK (negative IN (0, 1)), -- 1: the answer is "not this"
    raw TEXT NOT NULL,
    read TEXT NOT NULL, -- the normalised form, as JSON
    low INTEGER, -- bounds of a count; NULL where open or where it is no count
    high INTEGER,
    edtf TEXT -- of a date
) STRICT;
CREATE INDEX value_assertion ON value (assertion);

CREATE TABLE link (
    pk INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('denies', 'disputes', 'confirms', 'corroborates', 'concedes', 'supersedes',
        'retracts', 'repeats', 'responds_to', 'queries', 'cites')),
    source INTEGER NOT NULL REFERENCES assertion (pk),
    target INTEGER NOT NULL REFERENCES assertion (pk),
    fields TEXT NOT NULL, -- JSON list of field keys, sorted; '[]' for the whole assertion
    note TEXT NOT NULL,
    recorded TEXT NOT NULL,
    UNIQUE (source, target, kind, fields)
) STRICT;
CREATE INDEX link_target ON link (target);

CREATE TABLE evidence (
    pk INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK (key <> ''),
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    authenticity TEXT NOT NULL,
    url TEXT NOT NULL,
    archive_url TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (sha256 = '' OR length(sha256) = 64),
    size INTEGER CHECK (size >= 0),
    captured TEXT, captured_edtf TEXT, captured_earliest TEXT, captured_latest TEXT,
    captured_by TEXT NOT NULL,
    document INTEGER REFERENCES document (pk),
    locator TEXT NOT NULL,
    note TEXT NOT NULL,
    recorded TEXT NOT NULL
) STRICT;

CREATE TABLE evidence_bearing (
    evidence INTEGER NOT NULL REFERENCES evidence (pk) ON DELETE CASCADE,
    assertion INTEGER NOT NULL REFERENCES assertion (pk),
    role TEXT NOT NULL CHECK (role IN ('supports', 'undermines', 'neutral')),
    PRIMARY KEY (evidence, assertion)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_bearing_assertion ON evidence_bearing (assertion);

CREATE TABLE assessment (
    pk INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (length(id) = 32),
    event INTEGER NOT NULL REFERENCES event (pk),
    field INTEGER REFERENCES field (pk),
    assertion INTEGER REFERENCES assertion (pk),
    grade TEXT NOT NULL,
    credibility TEXT NOT NULL CHECK (credibility IN ('', '1', '2', '3', '4', '5', '6')),
    likelihood TEXT NOT NULL,
    confidence TEXT NOT NULL CHECK (confidence IN ('', 'low', 'moderate', 'high')),
    method TEXT NOT NULL,
    rationale TEXT NOT NULL,
    by TEXT NOT NULL,
    at TEXT, at_edtf TEXT, at_earliest TEXT, at_latest TEXT,
    recorded TEXT NOT NULL
) STRICT;
CREATE INDEX assessment_event ON assessment (event);

-- What a record held before somebody corrected it: written by the triggers, whichever tool made the change.
CREATE TABLE correction (
    pk INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL, -- key or id of the record
    before TEXT NOT NULL, -- the row as JSON
    at TEXT NOT NULL
) STRICT;
