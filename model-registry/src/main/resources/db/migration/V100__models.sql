-- A row is the lock under which a model's versions are counted and its aliases moved.
CREATE TABLE model (
    name       text        PRIMARY KEY,
    created_at timestamptz NOT NULL
);

CREATE TABLE model_version (
    model_name        text             NOT NULL REFERENCES model (name),
    version           integer          NOT NULL CHECK (version >= 1),
    digest            text             NOT NULL,
    manifest          jsonb            NOT NULL,
    training_id       text             NOT NULL,
    dataset_id        text             NOT NULL,
    dataset_digest    text             NOT NULL,
    validation_digest text             NOT NULL,
    measure           text             NOT NULL,
    validation_loss   double precision NOT NULL,
    metrics           jsonb            NOT NULL,
    registered_at     timestamptz      NOT NULL,
    PRIMARY KEY (model_name, version),
    CONSTRAINT one_version_a_training UNIQUE (training_id),
    CONSTRAINT one_version_a_digest UNIQUE (digest)
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%: expected rows that never change, found a %', TG_TABLE_NAME, TG_OP;
END $$;

CREATE TRIGGER model_version_never_changes
    BEFORE UPDATE OR DELETE ON model_version
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Every decision of the gate, with the numbers that decided.
CREATE TABLE gate_decision (
    model_name text        NOT NULL,
    version    integer     NOT NULL,
    passed     boolean     NOT NULL,
    reason     text        NOT NULL,
    decided_at timestamptz NOT NULL,
    PRIMARY KEY (model_name, version, decided_at),
    FOREIGN KEY (model_name, version) REFERENCES model_version (model_name, version)
);

-- What served when, by alias; the row without an end is what serves now.
CREATE TABLE serving (
    model_name   text        NOT NULL,
    alias        text        NOT NULL CHECK (alias IN ('champion')),
    version      integer     NOT NULL,
    served_from  timestamptz NOT NULL,
    served_until timestamptz CHECK (served_until >= served_from),
    FOREIGN KEY (model_name, version) REFERENCES model_version (model_name, version)
);

CREATE UNIQUE INDEX one_version_serves_an_alias ON serving (model_name, alias) WHERE served_until IS NULL;
CREATE INDEX serving_by_model ON serving (model_name, served_from);
