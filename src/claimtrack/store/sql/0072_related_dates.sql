-- Dates that count from another record follow its date: there are few of them, found by indexes that hold nothing else.

CREATE INDEX event_occurred_related ON event (pk) WHERE instr(occurred, '"relative_to"') > 0;
CREATE INDEX assertion_said_related ON assertion (pk) WHERE instr(said, '"relative_to"') > 0;
CREATE INDEX document_published_related ON document (pk) WHERE instr(published, '"relative_to"') > 0;
CREATE INDEX document_retrieved_related ON document (pk) WHERE instr(retrieved, '"relative_to"') > 0;
CREATE INDEX value_read_related ON value (pk) WHERE instr(read, '"relative_to"') > 0;
