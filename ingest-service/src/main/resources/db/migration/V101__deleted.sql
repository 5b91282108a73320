-- Datasets that somebody has deleted, before or after their import. Their objects go once no import can write any more; the row stays for a
-- while, so that nothing is done twice.
CREATE TABLE deleted (
    dataset_id     text PRIMARY KEY,
    correlation_id text        NOT NULL,
    requested_at   timestamptz NOT NULL DEFAULT now(),
    done_at        timestamptz
);

CREATE INDEX deleted_open ON deleted (requested_at) WHERE done_at IS NULL;
