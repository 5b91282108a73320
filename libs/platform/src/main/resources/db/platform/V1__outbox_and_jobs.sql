-- Events that are decided and not yet on Kafka, in the order in which they were written.
CREATE TABLE outbox (
    sequence   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    topic      text        NOT NULL,
    key        text        NOT NULL,
    headers    jsonb       NOT NULL,
    content    bytea       NOT NULL,
    written_at timestamptz NOT NULL DEFAULT now()
);

-- Long work. A row is taken with a lease; the fence grows with every taker, so that a runner that lost its lease can write nothing.
CREATE TABLE job (
    id             text        NOT NULL,
    kind           text        NOT NULL,
    payload        bytea       NOT NULL,
    correlation_id text        NOT NULL,
    state          text        NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done')),
    attempt        integer     NOT NULL DEFAULT 0,
    lost           integer     NOT NULL DEFAULT 0,
    fence          bigint      NOT NULL DEFAULT 0,
    owner          text,
    lease_until    timestamptz,
    available_at   timestamptz NOT NULL DEFAULT now(),
    created_at     timestamptz NOT NULL DEFAULT now(),
    done_at        timestamptz,
    PRIMARY KEY (kind, id)
);

CREATE INDEX job_open ON job (kind, created_at) WHERE state <> 'done';
