-- A link that is made void is kept whole among what is void, as an assertion is: it is no correction of it besides.

DROP TRIGGER link_removed;
CREATE TRIGGER link_removed AFTER DELETE ON link
WHEN NOT EXISTS (SELECT 1 FROM import_step WHERE kind = 'link' AND OLD.pk BETWEEN first AND last)
    AND NOT EXISTS (SELECT 1 FROM void v JOIN assertion a ON a.id = v.name
        WHERE a.pk IN (OLD.source, OLD.target) AND v.kind = 'assertion' AND v.revived = '')
    AND NOT EXISTS (SELECT 1 FROM void v WHERE v.kind = 'link' AND v.revived = ''
        AND v.content ->> '$.record.kind' = OLD.kind
        AND v.content ->> '$.record.source' = (SELECT id FROM assertion WHERE pk = OLD.source)
        AND v.content ->> '$.record.target' = (SELECT id FROM assertion WHERE pk = OLD.target))
    AND NOT EXISTS (SELECT 1 FROM merging)
BEGIN
    INSERT INTO correction (kind, name, before, recorded)
    SELECT 'link', (SELECT id FROM assertion WHERE pk = OLD.source),
        json_object('kind', OLD.kind, 'source', (SELECT id FROM assertion WHERE pk = OLD.source),
        'target', (SELECT id FROM assertion WHERE pk = OLD.target), 'fields', json(OLD.fields),
        'note', OLD.note, 'recorded', OLD.recorded), strftime('%Y-%m-%dT%H:%M:%SZ');
END;
