-- Uploads that come in pieces, over requests, connections and gateways. One that has come whole is a row of upload, and none here.
-- What has come lies in parts of the store's (arrival_part), and what is less than a part in an object beside them (rest).
CREATE TABLE arrival (
    id             text PRIMARY KEY,
    file_name      text        NOT NULL,
    dataset_name   text,
    correlation_id text        NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    expires_at     timestamptz NOT NULL,
    -- One that is only there to be put together with others; it stays here when it is whole.
    piece          boolean     NOT NULL,
    pieces         text,
    metadata       text,
    -- Of the whole; absent while the client has not said.
    length         bigint,
    received       bigint      NOT NULL DEFAULT 0,
    complete       boolean     NOT NULL DEFAULT false,
    -- SHA-256 of what has come: its state, by which it goes on; of a piece that is whole the digest.
    digest         text        NOT NULL,
    sha256         text,
    store_upload   text,
    rest           text,
    rest_bytes     integer     NOT NULL DEFAULT 0,
    rest_sha256    text,
    -- Numbers given to parts and rests: two writers never write the same one.
    given          integer     NOT NULL DEFAULT 0,
    -- Who writes has the newest fence; who wants to, says so first.
    fence          bigint      NOT NULL DEFAULT 0,
    held           boolean     NOT NULL DEFAULT false,
    wanted         boolean     NOT NULL DEFAULT false,
    gone_at        timestamptz,
    sweep_at       timestamptz
);

CREATE TABLE arrival_part (
    arrival_id text    NOT NULL REFERENCES arrival (id) ON DELETE CASCADE,
    number     integer NOT NULL,
    tag        text    NOT NULL,
    PRIMARY KEY (arrival_id, number)
);

CREATE INDEX arrival_expiry ON arrival (expires_at) WHERE gone_at IS NULL;
CREATE INDEX arrival_sweep ON arrival (sweep_at) WHERE sweep_at IS NOT NULL;
CREATE INDEX arrival_gone ON arrival (gone_at) WHERE gone_at IS NOT NULL;
CREATE INDEX arrival_rest ON arrival (rest) WHERE rest IS NOT NULL;
CREATE INDEX arrival_newest ON arrival (created_at DESC, id DESC) WHERE gone_at IS NULL;

-- What a client that resumes is told of it afterwards, as it said it.
ALTER TABLE upload
    ADD COLUMN metadata text,
    ADD COLUMN pieces   text;
CREATE INDEX upload_newest ON upload (created_at DESC, id DESC) WHERE gone_at IS NULL;
