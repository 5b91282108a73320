-- What the gateway was asked for and what it has heard since. The documents are records of libs/contracts as JSON.

CREATE TABLE upload (
    id         text PRIMARY KEY,
    file_name  text        NOT NULL,
    bytes      bigint      NOT NULL,
    sha256     text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

-- A key is claimed in the transaction that writes the job, so that of two equal requests one waits for the other.
CREATE TABLE idempotency_key (
    operation   text        NOT NULL,
    key         text        NOT NULL,
    fingerprint text        NOT NULL,
    job_id      text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (operation, key)
);

CREATE TABLE dataset (
    id         text PRIMARY KEY,
    status     text        NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'importing', 'sealed', 'rejected')),
    command    jsonb       NOT NULL,
    layout     text,
    progress   jsonb,
    sealed     jsonb,
    failure    jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    ended_at   timestamptz
);

CREATE INDEX dataset_newest ON dataset (created_at DESC);

CREATE TABLE training (
    id         text PRIMARY KEY,
    status     text        NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'succeeded', 'failed')),
    command    jsonb       NOT NULL,
    started    jsonb,
    epoch      jsonb,
    completed  jsonb,
    failure    jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    ended_at   timestamptz
);

CREATE INDEX training_newest ON training (created_at DESC);

CREATE TABLE training_event (
    sequence    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    training_id text        NOT NULL REFERENCES training (id) ON DELETE CASCADE,
    event_id    text        NOT NULL UNIQUE,
    type        text        NOT NULL,
    content     jsonb       NOT NULL,
    happened_at timestamptz NOT NULL
);

CREATE INDEX training_event_history ON training_event (training_id, sequence);

CREATE TABLE model (
    name        text PRIMARY KEY,
    champion    integer     NOT NULL,
    promoted_at timestamptz NOT NULL
);

CREATE TABLE model_version (
    name     text    NOT NULL,
    version  integer NOT NULL,
    document jsonb   NOT NULL,
    PRIMARY KEY (name, version)
);

CREATE TABLE generation (
    id         text PRIMARY KEY,
    status     text        NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'succeeded', 'failed')),
    command    jsonb       NOT NULL,
    started    jsonb,
    result     jsonb,
    failure    jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    ended_at   timestamptz
);

CREATE INDEX generation_newest ON generation (created_at DESC);
