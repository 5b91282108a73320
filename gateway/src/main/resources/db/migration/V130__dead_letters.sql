-- Every record of every dead-letter topic, kept until somebody has decided about it. Keys, headers and contents are bytes: what failed
-- may be anything.
CREATE TABLE dead_letter (
    sequence         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id               text        NOT NULL UNIQUE,
    state            text        NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'replayed', 'discarded')),
    source           text        NOT NULL,
    source_partition integer     NOT NULL,
    source_offset    bigint      NOT NULL,
    written_at       timestamptz NOT NULL,
    topic            text        NOT NULL,
    topic_partition  integer     NOT NULL,
    topic_offset     bigint      NOT NULL,
    consumer         text,
    code             text        NOT NULL,
    reason           text        NOT NULL,
    ended            boolean     NOT NULL,
    whole            boolean     NOT NULL,
    former_id        text,
    record_key       bytea,
    headers          bytea       NOT NULL,
    content          bytea       NOT NULL,
    decided_at       timestamptz,
    -- With the time, as a topic that was made anew counts from 0 again.
    UNIQUE (source, source_partition, source_offset, written_at)
);

CREATE INDEX dead_letter_decided ON dead_letter (decided_at) WHERE state <> 'new';
