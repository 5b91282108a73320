-- A job ends in one of four ways, can be cancelled in any state, expires, and tells why it failed. See docs/adr/0016.
DROP INDEX job_open;
ALTER TABLE job RENAME COLUMN done_at TO ended_at;
ALTER TABLE job DROP CONSTRAINT job_state_check;
UPDATE job SET state = 'succeeded' WHERE state = 'done';
ALTER TABLE job
    ADD CONSTRAINT job_state_check CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled', 'expired')),
    -- On whose behalf; callers take turns, and the turn is decided when the job can first be taken.
    ADD COLUMN caller text NOT NULL DEFAULT 'anonymous',
    ADD COLUMN turn bigint NOT NULL DEFAULT 0,
    ADD COLUMN resource text NOT NULL DEFAULT 'cpu' CHECK (resource IN ('cpu', 'gpu')),
    -- A job that is still queued then expires.
    ADD COLUMN deadline timestamptz,
    -- How many failed attempts are given back before the job fails; since when they fail, and with what the last one did.
    ADD COLUMN budget integer CHECK (budget > 0),
    ADD COLUMN failures integer NOT NULL DEFAULT 0,
    ADD COLUMN failing_since timestamptz,
    ADD COLUMN failure jsonb,
    -- Whether its runner is to end it; a pinned job can be cancelled no more.
    ADD COLUMN cancelled boolean NOT NULL DEFAULT false,
    ADD COLUMN pinned boolean NOT NULL DEFAULT false;

CREATE INDEX job_queued ON job (kind, turn, created_at) WHERE state = 'queued';
CREATE INDEX job_running ON job (kind, turn) WHERE state = 'running';
CREATE INDEX job_caller ON job (kind, caller, turn) WHERE state IN ('queued', 'running');
CREATE INDEX job_deadline ON job (kind, deadline) WHERE state = 'queued' AND deadline IS NOT NULL;
CREATE INDEX job_ended ON job (ended_at) WHERE state NOT IN ('queued', 'running');
