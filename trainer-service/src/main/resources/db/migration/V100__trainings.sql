-- Datasets whose import has ended: sealed with a manifest, or rejected with a reason.
CREATE TABLE dataset (
    id        text PRIMARY KEY,
    manifest  bytea,
    rejection text,
    noted_at  timestamptz NOT NULL DEFAULT now(),
    CHECK ((manifest IS NULL) <> (rejection IS NULL))
);

-- Every training that was asked for. It waits for its dataset, is released as a job, and ends. The registration is written once the
-- artifacts are stored: from then on no attempt trains again or registers anything else.
CREATE TABLE training (
    id             text PRIMARY KEY,
    dataset_id     text        NOT NULL,
    command        bytea       NOT NULL,
    correlation_id text        NOT NULL,
    deadline       timestamptz NOT NULL,
    state          text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'released', 'ended')),
    crashes        integer     NOT NULL DEFAULT 0,
    registration   bytea,
    accepted_at    timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX training_open ON training (dataset_id) WHERE state <> 'ended';
