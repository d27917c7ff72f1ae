-- A verdict on a statement stands with the event of that statement, also where the statement is moved to another one.

CREATE TRIGGER assessment_follows AFTER UPDATE OF event ON assertion WHEN NEW.event <> OLD.event
BEGIN
    UPDATE assessment SET event = NEW.event WHERE assertion = NEW.pk AND event <> NEW.event;
END;

CREATE TRIGGER assessment_joins AFTER INSERT ON assessment
WHEN NEW.event <> (SELECT event FROM assertion WHERE pk = NEW.assertion)
BEGIN
    UPDATE assessment SET event = (SELECT event FROM assertion WHERE pk = NEW.assertion) WHERE pk = NEW.pk;
END;
