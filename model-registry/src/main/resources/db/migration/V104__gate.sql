-- Comparisons of a version with what served when it was registered; the report is what was measured, absent where that failed.
CREATE TABLE evaluation (
    id             text        PRIMARY KEY,
    model_name     text        NOT NULL REFERENCES model (name),
    candidate      integer     NOT NULL,
    champion       integer     NOT NULL,
    correlation_id text        NOT NULL,
    asked_at       timestamptz NOT NULL,
    ended_at       timestamptz,
    report         jsonb
);

CREATE UNIQUE INDEX one_open_evaluation_a_version ON evaluation (model_name, candidate) WHERE ended_at IS NULL;

-- What versions of a model must keep, where somebody declared it; every declaration stays.
CREATE TABLE gate_rules (
    model_name  text        NOT NULL REFERENCES model (name),
    revision    bigint      NOT NULL CHECK (revision >= 1),
    rules       jsonb       NOT NULL,
    declared_by text        NOT NULL,
    reason      text        NOT NULL,
    declared_at timestamptz NOT NULL,
    PRIMARY KEY (model_name, revision)
);

CREATE TRIGGER gate_rules_never_change
    BEFORE UPDATE OR DELETE ON gate_rules
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

ALTER TABLE gate_decision
    ADD COLUMN champion integer,
    ADD COLUMN rules    bigint,
    ADD COLUMN findings jsonb;
