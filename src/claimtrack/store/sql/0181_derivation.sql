-- How a document comes from the one it is derived from, where it is the same page: in another state, or at another address.

ALTER TABLE document ADD COLUMN derivation TEXT NOT NULL DEFAULT '' CHECK (derivation IN ('', 'edition', 'redirect'));
