-- Who is called when something has happened. Secrets are kept as they are: deliveries are signed with them.
CREATE TABLE webhook (
    id              text        PRIMARY KEY,
    url             text        NOT NULL,
    -- Absent for all.
    event_types     text[],
    description     text,
    secret          bytea       NOT NULL,
    -- The secret before, and until when it is signed with, too.
    former_secret   bytea,
    former_until    timestamptz,
    enabled         boolean     NOT NULL DEFAULT true,
    disabled_reason text,
    -- Since when every attempt has failed.
    failing_since   timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    changed_at      timestamptz NOT NULL DEFAULT now()
);

-- What each of them is told, written in the transaction in which it happened. The bytes never change, so that every attempt sends the same.
CREATE TABLE webhook_delivery (
    id         text        PRIMARY KEY,
    webhook_id text        NOT NULL REFERENCES webhook ON DELETE CASCADE,
    event_id   text        NOT NULL,
    type       text        NOT NULL,
    body       bytea       NOT NULL,
    status     text        NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'succeeded', 'failed')),
    -- Whether one attempt is all.
    once       boolean     NOT NULL DEFAULT false,
    -- Attempts in all, and those since it was last asked for.
    attempts   integer     NOT NULL DEFAULT 0,
    tries      integer     NOT NULL DEFAULT 0,
    due_at     timestamptz NOT NULL DEFAULT now(),
    -- Until when a gateway has it, also the name of that loan.
    lent_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    ended_at   timestamptz,
    UNIQUE (webhook_id, event_id)
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook_id, due_at) WHERE status = 'pending';
CREATE INDEX webhook_delivery_newest ON webhook_delivery (webhook_id, created_at DESC, id);
CREATE INDEX webhook_delivery_age ON webhook_delivery (created_at);

CREATE TABLE webhook_attempt (
    delivery_id  text        NOT NULL REFERENCES webhook_delivery ON DELETE CASCADE,
    number       integer     NOT NULL,
    at           timestamptz NOT NULL,
    milliseconds bigint      NOT NULL,
    status       integer,
    excerpt      text,
    error        text,
    PRIMARY KEY (delivery_id, number)
);
