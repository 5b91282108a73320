-- One ledger of datasets, trainings and generations in place of a table each. What events tell is kept as documents by name; a row
-- that is gone is a tombstone, which answers for its id and for its idempotency key.
CREATE TABLE ledger (
    kind                text        NOT NULL CHECK (kind IN ('dataset', 'training', 'generation')),
    id                  text        NOT NULL,
    state               text        NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'canceled', 'expired')),
    correlation_id      text        NOT NULL,
    command             jsonb       NOT NULL,
    documents           jsonb       NOT NULL DEFAULT '{}',
    failure             jsonb,
    created_at          timestamptz NOT NULL DEFAULT now(),
    -- By which it has to be started.
    deadline            timestamptz NOT NULL,
    -- When its owner was last heard of.
    heard_at            timestamptz NOT NULL DEFAULT now(),
    started_at          timestamptz,
    cancel_requested_at timestamptz,
    ended_at            timestamptz,
    expires_at          timestamptz,
    gone                text CHECK (gone IN ('deleted', 'expired')),
    gone_at             timestamptz,
    -- From when on what it left in the store is to be deleted.
    sweep_at            timestamptz,
    PRIMARY KEY (kind, id)
);

CREATE INDEX ledger_newest ON ledger (kind, created_at DESC, id) WHERE gone IS NULL;
CREATE INDEX ledger_open ON ledger (kind, state, created_at, id) WHERE state IN ('queued', 'running');
CREATE INDEX ledger_expiry ON ledger (expires_at) WHERE gone IS NULL;
CREATE INDEX ledger_gone ON ledger (gone_at) WHERE gone IS NOT NULL;
CREATE INDEX ledger_sweep ON ledger (sweep_at) WHERE sweep_at IS NOT NULL;
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);

INSERT INTO ledger (kind, id, state, correlation_id, command, documents, failure, created_at, deadline, started_at, ended_at, expires_at)
SELECT 'dataset', id,
    CASE status WHEN 'importing' THEN 'running' WHEN 'sealed' THEN 'succeeded' WHEN 'rejected' THEN 'failed' ELSE status END,
    id, command,
    jsonb_strip_nulls(jsonb_build_object('layout', layout, 'progress', progress, 'sealed', sealed)),
    failure, created_at, now() + interval '24 hours', started_at, ended_at,
    CASE WHEN status IN ('rejected', 'canceled') THEN now() + interval '30 days' END
FROM dataset;

INSERT INTO ledger (kind, id, state, correlation_id, command, documents, failure, created_at, deadline, started_at,
    cancel_requested_at, ended_at, expires_at)
SELECT 'training', id, status, id, command,
    jsonb_strip_nulls(jsonb_build_object('started', started, 'epoch', epoch, 'completed', completed)),
    failure, created_at, CAST(command ->> 'deadline' AS timestamptz), started_at, cancel_requested_at, ended_at,
    CASE WHEN status IN ('failed', 'canceled') THEN now() + interval '30 days' END
FROM training;

INSERT INTO ledger (kind, id, state, correlation_id, command, documents, failure, created_at, deadline, started_at, ended_at, expires_at)
SELECT 'generation', id, status, id, command,
    jsonb_strip_nulls(jsonb_build_object('started', started, 'result', result)),
    failure, created_at, now() + interval '1 hour', started_at, ended_at,
    CASE status WHEN 'succeeded' THEN now() + interval '7 days' WHEN 'failed' THEN now() + interval '30 days'
        WHEN 'canceled' THEN now() + interval '30 days' END
FROM generation;

ALTER TABLE training_event DROP CONSTRAINT training_event_training_id_fkey;
DROP TABLE dataset;
DROP TABLE training;
DROP TABLE generation;
