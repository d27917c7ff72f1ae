-- The invariants of the design, where no tool can walk around them. A message starts with the rule's class.

-- Hierarchies are trees: no claimant is part of itself, no document derives from itself.

CREATE TRIGGER claimant_part_of_no_cycle BEFORE UPDATE OF part_of ON claimant
WHEN NEW.part_of IS NOT NULL AND EXISTS (
    WITH RECURSIVE up (pk) AS (
        SELECT NEW.part_of UNION SELECT c.part_of FROM claimant c JOIN up ON c.pk = up.pk WHERE c.part_of IS NOT NULL
    ) SELECT 1 FROM up WHERE pk = NEW.pk)
BEGIN SELECT RAISE(ABORT, 'record: a claimant cannot be part of itself, even through others'); END;

CREATE TRIGGER document_derived_no_cycle BEFORE UPDATE OF derived_from ON document
WHEN NEW.derived_from IS NOT NULL AND EXISTS (
    WITH RECURSIVE up (pk) AS (
        SELECT NEW.derived_from
        UNION SELECT d.derived_from FROM document d JOIN up ON d.pk = up.pk WHERE d.derived_from IS NOT NULL
    ) SELECT 1 FROM up WHERE pk = NEW.pk)
BEGIN SELECT RAISE(ABORT, 'record: a document cannot be derived from itself, even through others'); END;

CREATE TRIGGER claimant_bloc_new AFTER INSERT ON claimant
BEGIN
    UPDATE claimant SET bloc = coalesce((SELECT bloc FROM claimant WHERE pk = NEW.part_of), NEW.pk)
    WHERE pk = NEW.pk;
END;

CREATE TRIGGER claimant_bloc_moved AFTER UPDATE OF part_of ON claimant
BEGIN
    UPDATE claimant SET bloc = coalesce((SELECT bloc FROM claimant WHERE pk = NEW.part_of), NEW.pk)
    WHERE pk IN (
        WITH RECURSIVE down (pk) AS (
            SELECT NEW.pk UNION SELECT c.pk FROM claimant c JOIN down ON c.part_of = down.pk
        ) SELECT pk FROM down);
END;

-- Links obey their meaning.

CREATE TRIGGER link_not_to_itself BEFORE INSERT ON link WHEN NEW.source = NEW.target
BEGIN SELECT RAISE(ABORT, 'link: an assertion cannot be linked to itself'); END;

CREATE TRIGGER link_no_supersedes_cycle BEFORE INSERT ON link
WHEN NEW.kind = 'supersedes' AND EXISTS (
    WITH RECURSIVE older (pk) AS (
        SELECT NEW.target
        UNION SELECT l.target FROM link l JOIN older ON l.source = older.pk WHERE l.kind = 'supersedes'
    ) SELECT 1 FROM older WHERE pk = NEW.source)
BEGIN SELECT RAISE(ABORT, 'link: supersedes cannot go in a circle'); END;

CREATE TRIGGER link_own_words BEFORE INSERT ON link
WHEN NEW.kind IN ('supersedes', 'retracts') AND NOT EXISTS (
    SELECT 1 FROM assertion s JOIN assertion t ON t.pk = NEW.target
    JOIN claimant sc ON sc.pk = s.claimant JOIN claimant tc ON tc.pk = t.claimant
    WHERE s.pk = NEW.source AND s.event = t.event AND sc.bloc = tc.bloc)
BEGIN SELECT RAISE(ABORT, 'link: a claimant can supersede or retract only what it, or its bloc, said about the same event'); END;

CREATE TRIGGER link_concedes_a_denial BEFORE INSERT ON link
WHEN NEW.kind = 'concedes' AND NOT EXISTS (
    SELECT 1 FROM assertion s JOIN claimant sc ON sc.pk = s.claimant
    JOIN assertion d ON d.event = s.event AND d.pk <> s.pk JOIN claimant dc ON dc.pk = d.claimant
    WHERE s.pk = NEW.source AND dc.bloc = sc.bloc
      AND NOT coalesce(d.said_earliest > s.said_latest, 0)
      AND (d.stance = 'denies'
           OR EXISTS (SELECT 1 FROM link l WHERE l.source = d.pk AND l.kind IN ('denies', 'disputes'))))
BEGIN SELECT RAISE(ABORT, 'link: only a claimant that denied before, itself or through its bloc, can concede'); END;

CREATE TRIGGER link_not_before_its_target BEFORE INSERT ON link
WHEN NEW.kind IN ('supersedes', 'retracts', 'concedes') AND EXISTS (
    SELECT 1 FROM assertion s JOIN assertion t ON t.pk = NEW.target
    WHERE s.pk = NEW.source AND t.said_earliest > s.said_latest)
BEGIN SELECT RAISE(ABORT, 'link: a claimant can supersede, retract or concede only what had been said before'); END;

CREATE TRIGGER link_is_what_it_is BEFORE UPDATE OF kind, source, target ON link
BEGIN SELECT RAISE(ABORT, 'append-only: a link is not changed; remove it and make another'); END;

-- Nothing said is overwritten. A typo may be corrected, and what stood there before is kept.

CREATE TRIGGER assertion_kept BEFORE DELETE ON assertion
BEGIN SELECT RAISE(ABORT, 'append-only: what was said is never removed; retract it instead'); END;

CREATE TRIGGER assertion_id_fixed BEFORE UPDATE OF id ON assertion WHEN NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'append-only: the id of an assertion is fixed when it is made'); END;

CREATE TRIGGER assertion_corrected AFTER UPDATE ON assertion
BEGIN
    INSERT INTO correction (kind, name, before, at)
    SELECT 'assertion', OLD.id, json_object('label', OLD.label,
        'event', (SELECT key FROM event WHERE pk = OLD.event),
        'claimant', (SELECT key FROM claimant WHERE pk = OLD.claimant),
        'stance', OLD.stance, 'hedge', OLD.hedge, 'text', OLD.text, 'quote', OLD.quote, 'language', OLD.language,
        'translation', OLD.translation, 'said', json(OLD.said), 'spokesperson', OLD.spokesperson,
        'document', (SELECT key FROM document WHERE pk = OLD.document), 'locator', OLD.locator,
        'note', OLD.note, 'recorded', OLD.recorded), strftime('%Y-%m-%dT%H:%M:%SZ');
END;

CREATE TRIGGER value_corrected AFTER UPDATE ON value
BEGIN
    INSERT INTO correction (kind, name, before, at)
    SELECT 'value', (SELECT id FROM assertion WHERE pk = OLD.assertion),
        json_object('field', (SELECT key FROM field WHERE pk = OLD.field), 'negative', OLD.negative,
        'raw', OLD.raw, 'read', json(OLD.read)), strftime('%Y-%m-%dT%H:%M:%SZ');
END;

CREATE TRIGGER value_removed AFTER DELETE ON value
BEGIN
    INSERT INTO correction (kind, name, before, at)
    SELECT 'value', (SELECT id FROM assertion WHERE pk = OLD.assertion),
        json_object('field', (SELECT key FROM field WHERE pk = OLD.field), 'negative', OLD.negative,
        'raw', OLD.raw, 'read', json(OLD.read)), strftime('%Y-%m-%dT%H:%M:%SZ');
END;

CREATE TRIGGER link_removed AFTER DELETE ON link
BEGIN
    INSERT INTO correction (kind, name, before, at)
    SELECT 'link', (SELECT id FROM assertion WHERE pk = OLD.source),
        json_object('kind', OLD.kind, 'source', (SELECT id FROM assertion WHERE pk = OLD.source),
        'target', (SELECT id FROM assertion WHERE pk = OLD.target), 'fields', json(OLD.fields),
        'note', OLD.note, 'recorded', OLD.recorded), strftime('%Y-%m-%dT%H:%M:%SZ');
END;

CREATE TRIGGER assessment_fixed BEFORE UPDATE ON assessment
BEGIN SELECT RAISE(ABORT, 'append-only: an assessment is not changed; add another'); END;

CREATE TRIGGER assessment_kept BEFORE DELETE ON assessment
BEGIN SELECT RAISE(ABORT, 'append-only: an assessment is never removed; add another'); END;

CREATE TRIGGER correction_fixed BEFORE UPDATE ON correction
BEGIN SELECT RAISE(ABORT, 'append-only: the record of corrections is not changed'); END;

CREATE TRIGGER correction_kept BEFORE DELETE ON correction
BEGIN SELECT RAISE(ABORT, 'append-only: the record of corrections is not removed'); END;
