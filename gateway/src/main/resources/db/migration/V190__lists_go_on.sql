-- Lists are read from the newest, or the oldest, on from any job.
CREATE INDEX ledger_listed ON ledger (kind, created_at, id) WHERE gone IS NULL;
DROP INDEX ledger_newest;
-- What a caller sent, so that it can be answered with it.
ALTER TABLE ledger ADD COLUMN request jsonb;
-- Places in a queue are counted when they are asked for.
CREATE INDEX ledger_waiting ON ledger (kind, created_at, id) WHERE state = 'queued' AND cancel_requested_at IS NULL;
