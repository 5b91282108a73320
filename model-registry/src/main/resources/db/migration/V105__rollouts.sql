-- Generators that have said that they are there.
CREATE TABLE generator (
    id          text        PRIMARY KEY,
    reported_at timestamptz NOT NULL
);

CREATE INDEX generator_by_age ON generator (reported_at);

-- How a version comes to serve; the row is written anew with each change, one of a model is open at a time.
CREATE TABLE rollout (
    id             text        PRIMARY KEY,
    model_name     text        NOT NULL REFERENCES model (name),
    revision       bigint      NOT NULL CHECK (revision >= 1),
    candidate      integer     NOT NULL,
    champion       integer     NOT NULL,
    state          text        NOT NULL CHECK (state IN ('WARMING', 'WAITING_FOR_EVIDENCE', 'PAUSED', 'LIVE', 'ROLLED_BACK', 'EXPIRED', 'SUPERSEDED')),
    share          integer     NOT NULL CHECK (share BETWEEN 0 AND 1000),
    reason         text        NOT NULL,
    decided_by     text,
    -- Pairs of pictures that were known when its step began.
    step_pairs     bigint      NOT NULL,
    -- What the gate measured of pairs of pictures, by metric.
    expected       jsonb       NOT NULL,
    correlation_id text        NOT NULL,
    started_at     timestamptz NOT NULL,
    deadline       timestamptz NOT NULL,
    ended_at       timestamptz
);

CREATE UNIQUE INDEX one_open_rollout_a_model ON rollout (model_name) WHERE ended_at IS NULL;
CREATE INDEX rollout_by_model ON rollout (model_name, started_at);

-- The newest report of each generator.
CREATE TABLE rollout_report (
    rollout_id   text        NOT NULL REFERENCES rollout (id) ON DELETE CASCADE,
    generator_id text        NOT NULL,
    report       jsonb       NOT NULL,
    reported_at  timestamptz NOT NULL,
    PRIMARY KEY (rollout_id, generator_id)
);
