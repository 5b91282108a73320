-- A training can also end because somebody wanted no more of it.
ALTER TABLE training DROP CONSTRAINT training_status_check,
    ADD CONSTRAINT training_status_check CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'canceled'));
