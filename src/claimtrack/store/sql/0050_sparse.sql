-- Few documents of a large import say who published them or what they derive from: the indexes hold only those that do.

DROP INDEX IF EXISTS document_derived_from;
DROP INDEX IF EXISTS document_publisher;
CREATE INDEX document_derived_from ON document (derived_from) WHERE derived_from IS NOT NULL;
CREATE INDEX document_publisher ON document (publisher) WHERE publisher IS NOT NULL;

-- An import that was cut short may have put the old ones aside.
DELETE FROM import_index WHERE name IN ('document_derived_from', 'document_publisher');
