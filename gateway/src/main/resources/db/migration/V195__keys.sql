-- Who may ask, and for what. Of a secret of 256 random bits the SHA-256 alone is kept.
CREATE TABLE api_key (
    id                  text        PRIMARY KEY,
    secret_digest       bytea       NOT NULL,
    name                text        NOT NULL,
    tenant              text        NOT NULL,
    scopes              text[]      NOT NULL,
    -- Whether it came from the configuration.
    first               boolean     NOT NULL DEFAULT false,
    requests_per_second double precision,
    open_jobs           integer,
    stored_bytes        bigint,
    cpu_hours_per_month double precision,
    created_at          timestamptz NOT NULL DEFAULT now(),
    expires_at          timestamptz,
    last_used_at        timestamptz,
    revoked_at          timestamptz
);
CREATE INDEX api_key_tenant ON api_key (tenant, created_at);

-- Of browsers in which somebody has signed in; of a token its SHA-256.
CREATE TABLE page_session (
    token_digest bytea       PRIMARY KEY,
    key_id       text        NOT NULL REFERENCES api_key ON DELETE CASCADE,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX page_session_key ON page_session (key_id);
CREATE INDEX page_session_expires ON page_session (expires_at);

-- When a key's requests so far will have been paid for, at its rate. Lost with a crash of the server, which gives each key a burst.
CREATE UNLOGGED TABLE key_rate (
    key_id text        PRIMARY KEY,
    due_at timestamptz NOT NULL
) WITH (fillfactor = 50);
