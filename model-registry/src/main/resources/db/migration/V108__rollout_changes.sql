-- Each change of a rollout as it was made; of one that was there before, the newest.
CREATE TABLE rollout_change (
    rollout_id text        NOT NULL REFERENCES rollout (id) ON DELETE CASCADE,
    revision   bigint      NOT NULL,
    state      text        NOT NULL,
    share      integer     NOT NULL,
    reason     text        NOT NULL,
    decided_by text,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (rollout_id, revision)
);

INSERT INTO rollout_change (rollout_id, revision, state, share, reason, decided_by, changed_at)
SELECT id, revision, state, share, reason, decided_by, coalesce(ended_at, now()) FROM rollout;
