-- Which version draws copies of a model's requests, of which share of them, in thousandths, and until when.
CREATE TABLE shadow (
    model      text        PRIMARY KEY,
    version    integer     NOT NULL,
    share      integer     NOT NULL CHECK (share BETWEEN 1 AND 1000),
    until      timestamptz NOT NULL,
    reason     text        NOT NULL,
    decided_by text,
    changed_at timestamptz NOT NULL
);
