-- Imports and generations, too, can end because somebody wanted no more of them.
ALTER TABLE dataset DROP CONSTRAINT dataset_status_check,
    ADD CONSTRAINT dataset_status_check CHECK (status IN ('queued', 'importing', 'sealed', 'rejected', 'canceled'));
ALTER TABLE generation DROP CONSTRAINT generation_status_check,
    ADD CONSTRAINT generation_status_check CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'canceled'));
