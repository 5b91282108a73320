-- The newest rollout of each model: which share of requests its candidate is to answer, in thousandths; none once it has ended.
CREATE TABLE rollout (
    name       text        PRIMARY KEY,
    id         text        NOT NULL,
    revision   bigint      NOT NULL,
    candidate  integer     NOT NULL,
    share      integer     NOT NULL,
    changed_at timestamptz NOT NULL
);
