-- The W3C trace of a job's request; a request that brought none has the one that is made of its correlation id. See docs/adr/0037.
ALTER TABLE job ADD COLUMN traceparent text;

-- Of requests that brought both: which trace belongs to a correlation id, for whatever kept that alone.
CREATE TABLE trace (
    correlation_id text        PRIMARY KEY,
    traceparent    text        NOT NULL,
    seen_at        timestamptz NOT NULL DEFAULT now()
);
