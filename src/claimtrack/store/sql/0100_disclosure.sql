-- What is left out of reports for the public: protected claimants and documents, internal assessments.

ALTER TABLE claimant ADD COLUMN disclosure TEXT NOT NULL DEFAULT '' CHECK (disclosure IN ('', 'protected'));
ALTER TABLE document ADD COLUMN disclosure TEXT NOT NULL DEFAULT '' CHECK (disclosure IN ('', 'protected'));
ALTER TABLE assessment ADD COLUMN disclosure TEXT NOT NULL DEFAULT '' CHECK (disclosure IN ('', 'internal'));
