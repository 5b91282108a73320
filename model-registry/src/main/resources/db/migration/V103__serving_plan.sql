-- What serves, apart from the versions: one plan a model, and all that was ever changed of it. Numbers stay when their versions are deleted.
CREATE TABLE serving_plan (
    model_name text    PRIMARY KEY REFERENCES model (name),
    revision   bigint  NOT NULL CHECK (revision >= 1),
    stable     integer
);

CREATE TABLE serving_change (
    model_name     text        NOT NULL REFERENCES model (name),
    revision       bigint      NOT NULL,
    version        integer,
    previous       integer,
    cause          text        NOT NULL CHECK (cause IN ('GATE', 'PROMOTION', 'ROLLBACK', 'DELETION')),
    decided_by     text        NOT NULL,
    reason         text        NOT NULL,
    -- Of a change that is asked for again.
    change_id      text        NOT NULL,
    changed_at     timestamptz NOT NULL,
    PRIMARY KEY (model_name, revision),
    UNIQUE (model_name, change_id)
);

CREATE TRIGGER serving_change_never_changes
    BEFORE UPDATE OR DELETE ON serving_change
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- A version that served again after a deletion, of which no row tells, goes on.
INSERT INTO serving_change (model_name, revision, version, previous, cause, decided_by, reason, change_id, changed_at)
SELECT model_name,
    row_number() OVER turns,
    version,
    lag(version) OVER turns,
    'GATE',
    'gate',
    coalesce((SELECT d.reason FROM gate_decision d WHERE d.model_name = s.model_name AND d.version = s.version AND d.passed
        ORDER BY d.decided_at LIMIT 1), 'served before reasons were kept'),
    CAST(gen_random_uuid() AS text),
    served_from
FROM (SELECT *, lag(version) OVER (PARTITION BY model_name ORDER BY served_from, served_until NULLS LAST) AS before FROM serving) s
WHERE version IS DISTINCT FROM before
WINDOW turns AS (PARTITION BY model_name ORDER BY served_from, served_until NULLS LAST);

INSERT INTO serving_plan (model_name, revision, stable)
SELECT DISTINCT ON (model_name) model_name, revision, version FROM serving_change ORDER BY model_name, revision DESC;

DROP TABLE serving;
